//! Words that open a row of totals.

const WORDS: &[&str] =
    &["всього", "усього", "разом", "загалом", "итого", "всего", "total", "підсумок", "підсумки", "subtotal"];
const BYTES_MAX: usize = 160;

/// Whether a cell opens a row of totals: `Всього`, `Разом по місту:`.
pub fn names_total(cell: &str) -> bool {
    let cell = cell.trim();
    // Nearly all rows begin with another sign, told by one byte: a Latin letter, or the first byte of a Cyrillic one.
    if !matches!(cell.as_bytes().first(), Some(b'T' | b't' | b'S' | b's' | b'G' | b'g' | 0xd0 | 0xd1)) {
        return false;
    }
    if cell.len() > BYTES_MAX
        || !cell.starts_with(['В', 'в', 'У', 'у', 'Р', 'р', 'И', 'и', 'T', 't', 'П', 'п', 'З', 'з', 'S', 's', 'G', 'g'])
    {
        return false;
    }
    let end = cell.find(|letter: char| !letter.is_alphabetic()).unwrap_or(cell.len());
    let (word, rest) = cell.split_at(end);
    let is_word = WORDS.iter().any(|total| word.chars().flat_map(char::to_lowercase).eq(total.chars()));
    let rest = rest.trim_matches([' ', ':', '.', '-', '–', '—', '\u{a0}']);
    let opens = |start: &str| rest.split(' ').next().is_some_and(|first| first == start);
    let is_grand = ["загальний підсумок", "проміжний підсумок", "grand total", "sub-total", "sub total"]
        .iter()
        .any(|words| cell.trim_end_matches([' ', ':', '.']).chars().flat_map(char::to_lowercase).eq(words.chars()));
    is_grand
        || is_word && (rest.is_empty() || ["по", "за", "на", "у", "в", "з", "із", "for", "in"].into_iter().any(opens))
}
