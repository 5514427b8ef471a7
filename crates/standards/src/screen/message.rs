//! What is said of personal data, by kind.

use tabular::Message;

/// What was found in a field and what to do.
pub(super) fn message(kind: &str, count: u64) -> Message {
    let (uk, en) = match kind {
        "rnokpp" => ("Номери облікових карток платників податків (РНОКПП)", "Tax numbers of people (RNOKPP)"),
        "passport" => ("Номери паспортів чи ID-карток", "Numbers of passports or ID cards"),
        "unzr" => {
            ("Номери записів у демографічному реєстрі (УНЗР)", "Numbers of records in the demographic register (UNZR)")
        }
        "card" => ("Номери платіжних карток", "Numbers of payment cards"),
        "iban" => ("Рахунки людей (IBAN)", "Accounts of people (IBAN)"),
        "name" => ("Прізвища, імена, по батькові людей", "Full names of people"),
        "birth-date" => ("Дати народження поруч з іменами людей", "Birth dates beside names of people"),
        "home-address" => ("Домашні адреси поруч з іменами людей", "Home addresses beside names of people"),
        "phone" => ("Приватні телефони", "Private phones"),
        _ => ("Приватні електронні адреси", "Private e-mail addresses"),
    };
    Message::new(
        format!(
            "{uk}: знайдено в клітинках — {count}. Це персональні дані: замаскуйте їх, замініть псевдонімами, вилучіть поле або обґрунтуйте оприлюднення."
        ),
        format!(
            "{en}: cells that hold them: {count}. These are personal data: mask them, replace them by pseudonyms, drop the field or give the ground for publishing them."
        ),
    )
}

/// People who can be told apart by several fields together.
pub(super) fn small_groups(fields: &str, rows: u64, least: u32) -> Message {
    Message::new(
        format!(
            "За полями {fields} разом можна впізнати людину: рядків, у яких таких людей менше ніж {least}, — {rows}. Узагальніть значення (рік замість дати, район замість адреси), вилучіть одне з полів або обґрунтуйте оприлюднення."
        ),
        format!(
            "The fields {fields} together tell a person apart: rows in groups of fewer than {least}: {rows}. Make the values coarser (a year for a date, a district for an address), drop one of the fields or give the ground for publishing them."
        ),
    )
}
