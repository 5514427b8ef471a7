//! What names of fields tell: words, starts and ends, totals, facts.

/// The words of a name in lower case: `dateFrom`, `date_from` and `Дата, від` have two.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            before = ' ';
            continue;
        }
        let is_new = !before.is_alphanumeric() || (before.is_lowercase() && letter.is_uppercase());
        if is_new || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words
}

const STARTS: [&str; 7] = ["from", "start", "starts", "begin", "since", "з", "від"];
const START_STEMS: [&str; 3] = ["почат", "begin", "відкрит"];
const ENDS: [&str; 9] = ["to", "till", "until", "through", "end", "ends", "finish", "по", "до"];
const END_STEMS: [&str; 5] = ["закінч", "заверш", "кінец", "кінц", "закрит"];

/// Which end of a span a word means.
fn side(word: &str) -> Option<bool> {
    let is_one =
        |words: &[&str], stems: &[&str]| words.contains(&word) || stems.iter().any(|stem| word.starts_with(stem));
    match (is_one(&STARTS, &START_STEMS), is_one(&ENDS, &END_STEMS)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether two names are the start and the end of one span: all their words are the same but the one that says so.
pub(crate) fn are_start_and_end(start: &str, end: &str) -> bool {
    let sides = |name: &str| {
        let words = words(name);
        let told: Vec<(usize, bool)> =
            words.iter().enumerate().filter_map(|(place, word)| Some((place, side(word)?))).collect();
        match told[..] {
            [(place, is_start)] => {
                let others: Vec<String> =
                    words.into_iter().enumerate().filter(|(at, _)| *at != place).map(|(_, word)| word).collect();
                Some((is_start, others))
            }
            _ => None,
        }
    };
    matches!((sides(start), sides(end)), (Some((true, first)), Some((false, second))) if first == second)
}

/// Whether a name speaks of a total of other fields.
pub(crate) fn speaks_of_total(name: &str) -> bool {
    const TOTALS: [&str; 7] = ["всього", "усього", "разом", "підсумок", "total", "сумарно", "загалом"];
    words(name).iter().any(|word| TOTALS.contains(&word.as_str()) || word.starts_with("загальн"))
}

/// Whether a name numbers or names rows rather than measuring something.
pub(crate) fn speaks_of_identity(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "id",
        "uid",
        "uuid",
        "fid",
        "gid",
        "objectid",
        "identifier",
        "ідентифікатор",
        "код",
        "code",
        "номер",
        "number",
        "no",
        "num",
        "індекс",
        "zip",
    ];
    name.contains('№') || name.contains("п/п") || words(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether a name is that of the field that only numbers or names the rows.
pub(crate) fn is_row_identity(name: &str) -> bool {
    const NAMES: [&str; 12] =
        ["id", "uid", "uuid", "fid", "gid", "objectid", "identifier", "ідентифікатор", "№", "№ з/п", "№ п/п", "n"];
    let name = name.trim().trim_end_matches('.').to_lowercase();
    NAMES.contains(&name.as_str())
}

/// Whether a name says that its day has come to pass: a birth, a registration, an accident.
pub(crate) fn speaks_of_fact(name: &str) -> bool {
    const STEMS: [&str; 17] = [
        "народжен",
        "реєстрац",
        "зареєстр",
        "видач",
        "видан",
        "смерт",
        "похован",
        "надходж",
        "подан",
        "аварі",
        "дтп",
        "подія",
        "події",
        "created",
        "issued",
        "registered",
        "birth",
    ];
    const PLANS: [&str; 9] = ["план", "строк", "термін", "кінц", "закінч", "заверш", "дійсн", "plan", "valid"];
    let name = name.to_lowercase();
    let spoken = |stems: &[&str]| stems.iter().any(|stem| name.contains(stem));
    spoken(&STEMS) && !spoken(&PLANS)
}

/// Whether a name speaks of a year.
pub(crate) fn speaks_of_year(name: &str) -> bool {
    words(name).iter().any(|word| matches!(word.as_str(), "рік" | "року" | "year"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_by_the_one_word_that_differs() {
        for (start, end) in [
            ("dateFrom", "dateTo"),
            ("valid_from", "valid_through"),
            ("Дата початку дії", "Дата закінчення дії"),
            ("початок", "кінець"),
            ("Дата з", "Дата по"),
        ] {
            assert!(are_start_and_end(start, end), "{start} {end}");
            assert!(!are_start_and_end(end, start), "{end} {start}");
        }
        assert!(!are_start_and_end("dateFrom", "validTo"));
        assert!(!are_start_and_end("Дата початку ремонту", "Дата закінчення договору"));
        assert!(!are_start_and_end("дата", "дата"));
    }

    #[test]
    fn a_plan_is_no_fact() {
        assert!(speaks_of_fact("Дата реєстрації") && speaks_of_fact("Дата народження"));
        assert!(!speaks_of_fact("Планова дата видачі") && !speaks_of_fact("Дата"));
    }
}
