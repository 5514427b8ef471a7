//! Steps in words: one sentence each, in Ukrainian and English.

use super::{FixId, ReadingChoices, Step, With};
use crate::Message;

/// Pairs and values that a sentence names.
const NAMED_MAX: usize = 3;
/// Characters of a value that a sentence shows.
const SHOWN_MAX: usize = 40;

/// What a step does, in one sentence.
pub fn describe(step: &Step) -> Message {
    let (uk_where, en_where) = place(step);
    let (uk, en) = match (&step.with, step.fix) {
        (Some(With::Cell { row, old, new }), _) => (
            format!("Рядок {row}{uk_where}: замінити «{}» на «{}»", short(old), short(new)),
            format!("Row {row}{en_where}: replace “{}” by “{}”", short(old), short(new)),
        ),
        (Some(With::Values(pairs)), _) => (
            format!("Замінити значення{uk_where}: {}", named(pairs.iter().map(|(old, new)| arrow(old, new)))),
            format!("Replace values{en_where}: {}", named(pairs.iter().map(|(old, new)| arrow(old, new)))),
        ),
        (Some(With::Names(names)), _) => (
            format!("Перейменувати поля: {}", named(names.iter().map(|(old, new)| arrow(old, new)))),
            format!("Rename fields: {}", named(names.iter().map(|(old, new)| arrow(old, new)))),
        ),
        (Some(With::Only(values)), FixId::Keep) => (
            format!("Лишити як є{uk_where}: {}", named(values.iter().map(|value| quoted(value)))),
            format!("Leave as is{en_where}: {}", named(values.iter().map(|value| quoted(value)))),
        ),
        (Some(With::Fields(fields)), FixId::Unpivot) => (
            format!("Перенести стовпці в рядки: {}", named(fields.iter().map(|field| quoted(field)))),
            format!("Turn columns into rows: {}", named(fields.iter().map(|field| quoted(field)))),
        ),
        _ => {
            let (uk, en) = sentence(step.fix);
            let choice = step
                .choice
                .as_deref()
                .filter(|_| step.fix != FixId::Pseudonymise)
                .map(|choice| format!(" ({})", choice_words(choice)));
            let choice = choice.unwrap_or_default();
            (format!("{uk}{uk_where}{choice}"), format!("{en}{en_where}{choice}"))
        }
    };
    Message::new(format!("{uk}."), format!("{en}."))
}

/// The reading choices of a recipe, one sentence each.
pub fn describe_reading(choices: &ReadingChoices) -> Vec<Message> {
    let mut all = Vec::new();
    if let Some(encoding) = &choices.encoding {
        all.push(Message::new(format!("Читати файл у кодуванні {encoding}."), format!("Read the file as {encoding}.")));
    }
    if let Some(dialect) = &choices.dialect {
        let sign = dialect.delimiter.to_string().escape_debug().to_string();
        all.push(Message::new(
            format!("Вважати роздільником комірок «{sign}»."),
            format!("Take “{sign}” for what parts the cells."),
        ));
    }
    for (table, rows) in &choices.header_rows {
        all.push(Message::new(
            format!("Рядків заголовка в таблиці «{table}»: {rows}; їх об’єднати."),
            format!("Rows of header in the table “{table}”: {rows}, joined."),
        ));
    }
    for (table, row) in &choices.first_rows {
        all.push(Message::new(
            format!("Дані таблиці «{table}» починаються з рядка {row}."),
            format!("The data of the table “{table}” begin in row {row}."),
        ));
    }
    for (table, row) in &choices.last_rows {
        all.push(Message::new(
            format!("Дані таблиці «{table}» закінчуються рядком {row}."),
            format!("The data of the table “{table}” end in row {row}."),
        ));
    }
    for table in &choices.skipped_tables {
        all.push(Message::new(format!("Не читати таблицю «{table}»."), format!("Leave the table “{table}” out.")));
    }
    all
}

fn place(step: &Step) -> (String, String) {
    let field = step.field.as_deref().map(short);
    let (mut uk, mut en) = match field {
        Some(field) => (format!(" у полі «{field}»"), format!(" in the field “{field}”")),
        None => (String::new(), String::new()),
    };
    if let Some(table) = &step.table {
        uk.extend([" таблиці «", table, "»"]);
        en.extend([" of the table “", table, "”"]);
    }
    (uk, en)
}

fn choice_words(choice: &str) -> &str {
    match choice {
        "dmy" => "день.місяць.рік",
        "mdy" => "місяць.день.рік",
        other => other,
    }
}

fn arrow(old: &str, new: &str) -> String {
    format!("{} → {}", quoted(old), if new.is_empty() { "∅".to_owned() } else { quoted(new) })
}

fn quoted(value: &str) -> String {
    format!("«{}»", short(value))
}

fn short(value: &str) -> String {
    let line = value.replace(['\n', '\r'], " ");
    match line.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn named(parts: impl ExactSizeIterator<Item = String>) -> String {
    let count = parts.len();
    let mut text = parts.take(NAMED_MAX).collect::<Vec<_>>().join(", ");
    if count > NAMED_MAX {
        text.extend([" (+", &(count - NAMED_MAX).to_string(), ")"]);
    }
    text
}

fn sentence(fix: FixId) -> (&'static str, &'static str) {
    match fix {
        FixId::Header => ("Очистити назви полів", "Clean the names of fields"),
        FixId::Spaces => ("Прибрати зайві пробіли", "Remove stray spaces"),
        FixId::InvisibleCharacters => ("Прибрати невидимі символи", "Remove invisible characters"),
        FixId::Mojibake => ("Відновити текст, прочитаний у хибному кодуванні", "Restore text read in a wrong encoding"),
        FixId::NothingWords => {
            ("Спорожнити клітинки зі словами «немає даних»", "Empty cells that only say there are no data")
        }
        FixId::Homoglyphs => {
            ("Виправити схожі літери іншої абетки", "Replace look-alike letters of the other alphabet")
        }
        FixId::Dates => ("Записати дати й час за ISO 8601", "Write dates and times by ISO 8601"),
        FixId::ExcelSerials => ("Перетворити номери днів Excel на дати", "Turn Excel's day numbers into dates"),
        FixId::DecimalComma => ("Замінити десяткову кому крапкою", "Turn the decimal comma into a point"),
        FixId::ThousandsSpaces => ("Прибрати знаки між тисячами", "Remove marks between thousands"),
        FixId::MinusSigns => ("Замінити друкарський мінус звичайним", "Replace a typographer's minus by a hyphen"),
        FixId::Booleans => ("Записати «так» і «ні» як true і false", "Write yes and no as true and false"),
        FixId::EdrpouZeros => ("Повернути нулі на початку кодів ЄДРПОУ", "Give ЄДРПОУ codes their leading zeros back"),
        FixId::Phones => ("Записати телефони як +380…", "Write phones as +380…"),
        FixId::EmptyRows => ("Пропустити порожні рядки", "Leave empty rows out"),
        FixId::TotalRows => ("Вилучити рядки підсумків", "Leave rows of totals out"),
        FixId::Mask => ("Замаскувати персональні дані", "Mask personal data"),
        FixId::DropField => ("Вилучити дані", "Leave the data out"),
        FixId::EmptyPersonal => ("Спорожнити клітинки з персональними даними", "Empty cells with personal data"),
        FixId::Pseudonymise => ("Замінити значення псевдонімами", "Replace values by pseudonyms"),
        FixId::Cell => ("Замінити значення клітинки", "Replace the value of a cell"),
        FixId::Values => ("Замінити значення", "Replace values"),
        FixId::Keep => ("Лишити значення як є", "Leave values as they are"),
        FixId::Rename => ("Перейменувати поля", "Rename fields"),
        FixId::SplitCoordinates => ("Розділити широту й довготу", "Part latitude and longitude"),
        FixId::SwapCoordinates => ("Поміняти широту й довготу місцями", "Swap latitude and longitude"),
        FixId::SplitAddress => ("Розділити адресу на частини", "Part the address"),
        FixId::Unpivot => ("Перенести періоди зі стовпців у рядки", "Turn periods in columns into rows"),
        FixId::SectionRows => ("Перенести назви розділів із рядків у поле", "Turn names of sections into a field"),
        FixId::JoinTables => ("Об’єднати таблиці з однаковими полями", "Join tables with the same fields"),
        FixId::EmptyFields => ("Вилучити поля без жодного значення", "Leave fields without any value out"),
        FixId::Urls => ("Впорядкувати вебадреси", "Put web addresses in order"),
        FixId::Emails => ("Впорядкувати електронні адреси", "Put e-mail addresses in order"),
        FixId::Codes => ("Впорядкувати коди", "Put codes in order"),
        FixId::Coordinates => ("Записати координати десятковими градусами", "Write coordinates as decimal degrees"),
        FixId::Units => ("Лишити самі числа без одиниць", "Leave only numbers, without their units"),
        FixId::OpeningHours => ("Впорядкувати графіки роботи", "Put opening hours in order"),
        FixId::KindForm => ("Звести значення до одного вигляду", "Bring values to one form"),
        FixId::Times => ("Записати час як гг:хх", "Write times as hh:mm"),
        FixId::Typography => {
            ("Звести апострофи, лапки й тире до одного вигляду", "Use one sign each for apostrophes, quotes and dashes")
        }
        FixId::StreetRenames => ("Записати вулиці чинними назвами", "Write streets by their present names"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_one_sentence_in_both_languages() {
        let cell = With::Cell { row: 12, old: "Днипро".into(), new: "Дніпро".into() };

        let cell = describe(&Step::of(FixId::Cell).on("Місто").with(cell));
        let dates = describe(&Step {
            choice: Some("dmy".into()),
            table: Some("stops".into()),
            ..Step::of(FixId::Dates).on("Дата")
        });

        assert_eq!(cell.uk, "Рядок 12 у полі «Місто»: замінити «Днипро» на «Дніпро».");
        assert_eq!(cell.en, "Row 12 in the field “Місто”: replace “Днипро” by “Дніпро”.");
        assert_eq!(dates.uk, "Записати дати й час за ISO 8601 у полі «Дата» таблиці «stops» (день.місяць.рік).");
    }

    #[test]
    fn a_long_list_is_named_by_its_first_pairs_and_the_number_of_the_others() {
        let pairs = (1..=5).map(|number| (number.to_string(), String::new())).collect();

        let sentence = describe(&Step::of(FixId::Values).on("a").with(With::Values(pairs)));

        assert_eq!(sentence.en, "Replace values in the field “a”: «1» → ∅, «2» → ∅, «3» → ∅ (+2).");
    }
}
