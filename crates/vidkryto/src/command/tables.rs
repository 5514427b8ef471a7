//! What `check` and `convert` share: the engine, the reading of a local file, its analyses.

use std::{io, path::Path, sync::Arc};

use anyhow::Context;
use catalog::clock::Clock;
use intake::ScratchFolder;
use tabular::{
    Knowledge, Limits, Message, Reading, Recipe, TableSchema, Unreadable,
    analyse::{Engine, TableAnalysis, analyse},
    finding::EngineError,
    read,
    value::epoch_days,
};

use crate::{borders, clock::SystemClock, local_file::LocalFile, packs, streets};

/// Why a command got no tables from a file.
pub(super) enum NoTables {
    /// The file's fault, or there is none.
    Unreadable(Unreadable),
    /// Ours.
    Failed(anyhow::Error),
}

impl From<EngineError> for NoTables {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Unreadable(unreadable) => Self::Unreadable(unreadable),
            other => Self::Failed(other.into()),
        }
    }
}

/// The engine as the portal uses it, with the renamed streets of a table and the borders of a GeoJSON.
pub(super) fn engine(street_renames: Option<&Path>, city: Option<&Path>) -> anyhow::Result<Engine> {
    let streets = street_renames.map(streets::read).transpose()?.unwrap_or_default();
    let streets = standards::StreetRenames::new(streets)?;
    let kinds = standards::kinds_knowing(streets, Some(&packs::codifier()));
    let mut knowledge = Knowledge { today: Some(today()), codifier: Some(packs::codifier()), ..Knowledge::default() };
    if let Some(path) = city {
        knowledge = borders::read(path, None, None)?.told_to(knowledge);
    }
    Ok(Engine { kinds, screen: standards::screen(), limits: Limits::default(), knowledge })
}

/// A recipe from a file; the empty one where none is named.
pub(super) fn recipe(path: Option<&Path>) -> anyhow::Result<Recipe> {
    let Some(path) = path else { return Ok(Recipe::empty()) };
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Recipe::from_json(&text).with_context(|| format!("{} is no recipe", path.display()))
}

/// The city's day, in days since 1970.
fn today() -> i32 {
    let day = packs::city().day(SystemClock.now());
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    epoch_days(i32::from(day.year()), part(day.month()), part(day.day())).unwrap_or_default()
}

/// Temporary files of a command.
pub(super) fn scratch() -> ScratchFolder {
    ScratchFolder::new(std::env::temp_dir())
}

/// A local file that was read.
pub(super) struct Opened {
    /// The file.
    pub(super) file: Arc<LocalFile>,
    /// How it is read.
    pub(super) reading: Reading,
}

/// Reads a local file.
pub(super) fn open(path: &Path, engine: &Engine, recipe: &Recipe) -> Result<Opened, NoTables> {
    let file = LocalFile::new(path).map_err(|error| NoTables::Unreadable(missing(&error)))?;
    let reading = read::read(&file, &recipe.reading, &engine.limits)?;
    Ok(Opened { file: Arc::new(file), reading })
}

impl Opened {
    /// Analyses one table.
    pub(super) fn analyse(
        &self,
        engine: &Engine,
        table: usize,
        recipe: &Recipe,
        expected: Option<&TableSchema>,
    ) -> Result<TableAnalysis, EngineError> {
        analyse(engine, &*self.file, &self.reading, table, recipe, expected, &|_| true)
    }
}

fn missing(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound => Unreadable::new(
            "not-found",
            "Такого файлу немає. Перевірте шлях.",
            "There is no such file. Check the path.",
        ),
        io::ErrorKind::IsADirectory => {
            Unreadable::new("not-a-file", "Це тека, а не файл.", "This is a folder, not a file.")
        }
        io::ErrorKind::NotSeekable => Unreadable::new(
            "not-a-file",
            "Це не звичайний файл. Збережіть дані у файл і вкажіть його.",
            "This is not a regular file. Save the data to a file and name it.",
        ),
        _ => Unreadable {
            kind: "not-accessible",
            message: Message::new(
                format!("Файл не вдалося відкрити: {error}."),
                format!("The file cannot be opened: {error}."),
            ),
        },
    }
}
