//! What `check` and `convert` share: the engine, the reading of a local file, its analyses.

use std::{io, path::Path, sync::Arc};

use intake::ScratchFolder;
use tabular::{
    Limits, Message, Reading, Recipe, TableSchema, Unreadable,
    analyse::{Engine, TableAnalysis, analyse},
    finding::EngineError,
    read,
};

use crate::local_file::LocalFile;

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

/// The engine as the portal uses it.
pub(super) fn engine() -> Engine {
    Engine { kinds: standards::kinds(), screen: standards::screen(), limits: Limits::default() }
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
pub(super) fn open(path: &Path, engine: &Engine) -> Result<Opened, NoTables> {
    let file = LocalFile::new(path).map_err(|error| NoTables::Unreadable(missing(&error)))?;
    let reading = read::read(&file, &Recipe::empty().reading, &engine.limits)?;
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
