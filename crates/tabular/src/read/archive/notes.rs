//! Sentences about archives.

use crate::{
    Example, Finding, Message, Place, Severity, Unreadable,
    finding::EngineError,
    read::note::{plural, remark},
};

/// Names told in one sentence.
const NAMES_MAX: usize = 10;

/// Says which members were passed over.
pub(super) fn skipped(members: &[(String, Option<Unreadable>)], examples_max: usize) -> Option<Finding> {
    if members.is_empty() {
        return None;
    }
    let count = members.len() as u64;
    let names = members.iter().take(NAMES_MAX).map(|(name, _)| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    let more = if members.len() > NAMES_MAX { " …" } else { "" };
    let mut finding = remark(
        "skipped-members",
        Severity::Info,
        "members=tables",
        Message::new(
            format!(
                "В архіві {count} {} без таблиць: {names}{more}. Їх пропущено, але вони лишаються в оригіналі. Видаліть їх з архіву, якщо вони не для оприлюднення.",
                plural(count, "файл", "файли", "файлів")
            ),
            format!(
                "The archive has files without tables ({count}): {names}{more}. They were passed over but stay in the original. Delete them from the archive if they are not meant to be published."
            ),
        ),
    );
    finding.count = count;
    finding.examples = members
        .iter()
        .take(examples_max)
        .map(|(name, _)| Example {
            place: Place { sheet: Some(name.clone()), ..Place::default() },
            ..Example::default()
        })
        .collect();
    Some(finding)
}

/// Why a member cannot be read, with its name.
pub(super) fn of_member(name: &str, refused: &Unreadable) -> Unreadable {
    Unreadable::new(
        refused.kind,
        format!("Файл «{name}» в архіві: {}", refused.message.uk),
        format!("File “{name}” in the archive: {}", refused.message.en),
    )
}

/// An error met in a member, with its name where the file is at fault.
pub(super) fn in_member(name: &str, error: EngineError) -> EngineError {
    match error {
        EngineError::Unreadable(refused) => of_member(name, &refused).into(),
        other => other,
    }
}

/// An archive without a table.
pub(super) fn no_table_in_archive() -> Unreadable {
    Unreadable::new(
        "no-table",
        "В архіві немає жодного файлу з таблицею. Покладіть у нього файли CSV, XLSX, JSON, XML чи геодані й завантажте знову.",
        "There is no file with a table in the archive. Put CSV, XLSX, JSON, XML or geodata files into it and upload it again.",
    )
}
