//! Words that open a row of totals.

const WORDS: [&str; 7] = ["всього", "усього", "разом", "итого", "всего", "total", "підсумок"];
const BYTES_MAX: usize = 160;

/// Whether a cell opens a row of totals: `Всього`, `Разом по місту:`.
pub fn names_total(cell: &str) -> bool {
    let cell = cell.trim();
    if cell.len() > BYTES_MAX || !cell.starts_with(['В', 'в', 'У', 'у', 'Р', 'р', 'И', 'и', 'T', 't', 'П', 'п'])
    {
        return false;
    }
    let end = cell.find(|letter: char| !letter.is_alphabetic()).unwrap_or(cell.len());
    let (word, rest) = cell.split_at(end);
    let is_word = WORDS.iter().any(|total| word.chars().flat_map(char::to_lowercase).eq(total.chars()));
    let rest = rest.trim_matches([' ', ':', '.', '-', '–', '—', '\u{a0}']);
    let opens = |start: &str| rest.split(' ').next().is_some_and(|first| first == start);
    is_word && (rest.is_empty() || ["по", "за", "на", "у", "в", "for", "in"].into_iter().any(opens))
}
