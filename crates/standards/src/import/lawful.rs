//! Lawful values that a description lists: «може мати одне зі значень: …», «кодується цифрами: 0 — …».

/// Values in a list; more is prose.
const VALUES_MAX: usize = 40;
/// Characters of a value; a longer one is a sentence.
const VALUE_CHARACTERS_MAX: usize = 60;

/// The lawful values, or none where the description leaves the list open.
pub(super) fn of(description: &str) -> Vec<String> {
    let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_open = ["тощо", "мають скласти", "та інше", "та інші"].iter().any(|word| line.contains(word));
    if is_open {
        return Vec::new();
    }
    if let Some(only) = line.split_once("має бути зазначено").map(|(_, rest)| rest) {
        let only = end_of_sentence(only.trim_start_matches([':', ' ']));
        return if only.contains(' ') || only.is_empty() { Vec::new() } else { vec![only.to_owned()] };
    }
    let words = listed(&line);
    if words.is_empty() { coded(&line) } else { words }
}

fn listed(line: &str) -> Vec<String> {
    let list = ["одне з", "Одне з", "один з"].iter().find_map(|open| {
        let rest = &line[line.find(open)?..];
        let (before, list) = rest.split_once("значень:")?;
        // «одне з» must belong to «значень», not to a sentence before.
        (before.chars().count() < 30).then_some(list)
    });
    let Some(list) = list else { return Vec::new() };
    let list = list.split("Наприклад").next().unwrap_or_default();
    let list = end_of_sentence(list.trim());
    let parts: Vec<&str> = match list {
        list if list.contains(';') => list.split(';').collect(),
        list if list.contains(',') => list.split(',').collect(),
        list => list.split(" або ").collect(),
    };
    let values: Vec<String> = parts.into_iter().map(value).filter(|value| !value.is_empty()).collect();
    let is_list = (2..=VALUES_MAX).contains(&values.len())
        && values.iter().all(|value| value.chars().count() <= VALUE_CHARACTERS_MAX);
    if is_list { values } else { Vec::new() }
}

/// A value without its mark: `(а) прийняття` is `прийняття`.
fn value(part: &str) -> String {
    let part = part.trim().trim_end_matches('.');
    let bare = part.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(part, |(_, rest)| rest);
    bare.trim().to_owned()
}

fn end_of_sentence(text: &str) -> &str {
    let end = text.find(". ").unwrap_or(text.len());
    text[..end].trim_end_matches('.').trim()
}

/// `0 — зупинка; 1 — станція`: the digits.
fn coded(line: &str) -> Vec<String> {
    let speaks = ["кодує", "коди:", "кодом", "кодуванн", "цифрами"].iter().any(|word| line.contains(word));
    if !speaks {
        return Vec::new();
    }
    let signs: Vec<char> = line.chars().collect();
    let mut codes: Vec<String> = Vec::new();
    for place in 0..signs.len() {
        let is_alone =
            place == 0 || !(signs[place - 1].is_alphanumeric() || matches!(signs[place - 1], '.' | '-' | ':'));
        let is_code = signs[place].is_ascii_digit()
            && is_alone
            && signs.get(place + 1) == Some(&' ')
            && matches!(signs.get(place + 2), Some('—' | '–' | '-'));
        if is_code && !codes.iter().any(|code| code.starts_with(signs[place])) {
            codes.push(signs[place].to_string());
        }
    }
    if codes.len() > 1 { codes } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_words_ends_with_its_sentence() {
        assert_eq!(
            of("Статус договору може мати одне зі значень: Чинний, Виконаний, Розірваний. Наприклад: Чинний"),
            ["Чинний", "Виконаний", "Розірваний"]
        );
        assert_eq!(
            of("Вид може мати одне зі значень: Роздрібна торгівля; Оптова торгівля"),
            ["Роздрібна торгівля", "Оптова торгівля"]
        );
        assert_eq!(of("може мати одне зі значень: (а) прийняття, (б) скасування"), ["прийняття", "скасування"]);
        assert_eq!(of("може мати одне зі значень: Так або Ні. Інше"), ["Так", "Ні"]);
    }

    #[test]
    fn codes_stand_before_dashes() {
        assert_eq!(of("Тип кодується однією з цифр: 0 — зупинка; 1 — станція. Наприклад: 0"), ["0", "1"]);
        assert_eq!(of("Курс у градусах, тобто 0 — це північ, а 90 — схід"), Vec::<String>::new());
    }

    #[test]
    fn an_open_list_lists_nothing() {
        assert_eq!(of("одне зі значень: закон, наказ. Розпорядники мають скласти перелік"), Vec::<String>::new());
        assert_eq!(of("Стенд, Щит, Екран тощо"), Vec::<String>::new());
    }

    #[test]
    fn one_value_may_be_demanded() {
        assert_eq!(of("Назва країни. У колонці має бути зазначено: Україна"), ["Україна"]);
    }
}
