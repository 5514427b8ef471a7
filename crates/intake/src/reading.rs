//! How a draft's file is read: under the names its tables are published by, and as a preview of other reading choices.

use std::{io::Read, sync::Arc};

use catalog::{
    Action, Actor, DraftId,
    version::{Table, TableName},
};
use tabular::{
    Container, Dialect, Finding, Limits, Reading, Screen, Source, TextBatch,
    finding::EngineError,
    read::{self, open_table},
    recipe::ReadingChoices,
    source::Memory,
};
use tokio::sync::Semaphore;

use crate::{BlobSource, Intake, IntakeError, tables};

/// Bytes of a delimited text that a preview reads: the header and the first rows stand at its beginning.
const HEAD_BYTES: u64 = 4 << 20;
/// Bytes of any other file that a preview reads, because it cannot be cut.
const WHOLE_BYTES_MAX: u64 = 64 << 20;
/// Rows of a table that a preview shows.
const ROWS_SHOWN: usize = 8;
/// Columns of a table that a preview shows.
const COLUMNS_SHOWN: usize = 40;
/// Characters of a cell that a preview shows.
const CELL_CHARACTERS: usize = 200;
/// Tables that a preview shows rows of.
const TABLES_SHOWN: usize = 30;
/// Previews at once, so that trying choices never starves checks.
static PREVIEWS: Semaphore = Semaphore::const_new(2);

/// A file as some reading choices read it.
#[derive(Debug, Clone)]
pub struct ReadingPreview {
    /// What holds the tables.
    pub container: Container,
    /// Encoding label; `None` where there is none.
    pub encoding: Option<String>,
    /// How text is cut; `None` for everything else.
    pub dialect: Option<Dialect>,
    /// Tables, those left out too.
    pub tables: Vec<TablePreview>,
    /// Only the beginning of the file was read.
    pub is_head: bool,
}

/// A table as some reading choices read it.
#[derive(Debug, Clone)]
pub struct TablePreview {
    /// The name it is published by.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Title rows above the header, from 1.
    pub title_rows: Vec<u64>,
    /// Rows of header, from 1.
    pub header_rows: Vec<u64>,
    /// First data row, from 1.
    pub first_row: u64,
    /// Last data row where something else follows.
    pub last_row: Option<u64>,
    /// The choices leave it out.
    pub is_left_out: bool,
    /// Names of the columns shown.
    pub headers: Vec<String>,
    /// How many columns there are.
    pub columns: usize,
    /// The first rows: place and cells.
    pub rows: Vec<(u64, Vec<String>)>,
    /// What reading found.
    pub notes: Vec<Finding>,
}

/// Gives tables the names they are published by.
pub(crate) struct Naming {
    /// Tables of the last version.
    pub(crate) before: Vec<Table>,
    /// What an only table of a first version is called.
    pub(crate) first: String,
    /// Names other distributions use.
    pub(crate) taken: Vec<String>,
    /// Sees to it that no name is made of somebody's personal data.
    pub(crate) screen: Arc<dyn Screen>,
}

/// What a table is called whose title or sheet holds personal data.
const UNNAMED: &str = "table";

/// A reading with the names its tables had in the file and have from here on.
pub(crate) struct Named {
    pub(crate) reading: Reading,
    pub(crate) read_names: Vec<String>,
    pub(crate) names: Vec<TableName>,
}

impl Naming {
    /// Reads a file. Choices speak of tables by either name: a file of next month is called otherwise, its table is not.
    pub(crate) fn read(
        &self,
        source: &dyn Source,
        choices: &ReadingChoices,
        limits: &Limits,
    ) -> Result<Named, EngineError> {
        let mut named = self.name(read::read(source, choices, limits)?);
        if let Some(choices) = named.by_read_names(choices) {
            named = self.name(read::read(source, &choices, limits)?);
        }
        // From here on a table is called as it will be published: recipes and reports speak of it by that name.
        for (table, name) in named.reading.tables.iter_mut().zip(&named.names) {
            name.as_str().clone_into(&mut table.name);
        }
        Ok(named)
    }

    fn name(&self, reading: Reading) -> Named {
        let read_names: Vec<String> = reading.tables.iter().map(|table| table.name.clone()).collect();
        let is_personal = |text: &str| self.screen.mask(text).is_some();
        let public: Vec<String> = reading
            .tables
            .iter()
            .map(|table| {
                let is_named_after = is_personal(&table.title) || table.sheet.as_deref().is_some_and(is_personal);
                if is_named_after { UNNAMED.to_owned() } else { table.name.clone() }
            })
            .collect();
        let names = tables::names(&public, &self.before, &self.first, &self.taken);
        Named { reading, read_names, names }
    }
}

impl Named {
    /// The choices with tables called as in the file; `None` where nothing changes.
    fn by_read_names(&self, choices: &ReadingChoices) -> Option<ReadingChoices> {
        let mut meant = choices.clone();
        for (read, name) in self.read_names.iter().zip(&self.names) {
            for (chosen, meant) in [
                (&choices.header_rows, &mut meant.header_rows),
                (&choices.first_rows, &mut meant.first_rows),
                (&choices.last_rows, &mut meant.last_rows),
            ] {
                let rows = chosen.get(name.as_str());
                if let Some(rows) = rows.filter(|_| read != name.as_str() && !chosen.contains_key(read)) {
                    meant.insert(read.clone(), *rows);
                }
            }
        }
        (meant != *choices).then_some(meant)
    }
}

impl Intake {
    /// The beginning of a draft's file as other reading choices would read it. Nothing is saved.
    pub async fn preview_reading(
        &self,
        actor: &Actor,
        id: DraftId,
        choices: ReadingChoices,
    ) -> Result<ReadingPreview, IntakeError> {
        let (draft, dataset) = self.load(actor, id, Action::ReadWorkspace).await?;
        let original = draft.original.clone().ok_or(IntakeError::WrongState(draft.state.name()))?;
        let distribution = dataset.distribution_by_id(draft.distribution_id).ok_or(IntakeError::NotFound)?;
        let naming = self.naming(&dataset, distribution).await?;
        let source = BlobSource::new(&*self.ports.blobs, &original, draft.file_name.clone())
            .await?
            .unpacking_to(self.scratch.clone());
        let limits = self.config.limits.clone();
        let _turn = PREVIEWS.acquire().await.map_err(|_| IntakeError::WrongState("closing"))?;
        tokio::task::spawn_blocking(move || preview(Arc::new(source), &naming, &choices, &limits)).await?
    }
}

fn preview(
    whole: Arc<dyn Source>,
    naming: &Naming,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<ReadingPreview, IntakeError> {
    let head = if whole.size() > HEAD_BYTES { head_of_text(&*whole)? } else { None };
    if head.is_none() && whole.size() > WHOLE_BYTES_MAX {
        return Err(IntakeError::TooLarge { limit: WHOLE_BYTES_MAX });
    }
    let is_head = head.is_some();
    let source: Arc<dyn Source> = match head {
        Some(head) => Arc::new(head),
        None => whole,
    };
    // All tables are shown, so that one left out can be taken back.
    let all = ReadingChoices { skipped_tables: Vec::new(), ..choices.clone() };
    let Named { reading, read_names, .. } = naming.read(&*source, &all, limits)?;
    let mut tables = Vec::with_capacity(reading.tables.len());
    for (index, table) in reading.tables.iter().enumerate() {
        let rows = if index < TABLES_SHOWN { first_rows(&*source, &reading, index, limits)? } else { Vec::new() };
        let skipped = &choices.skipped_tables;
        tables.push(TablePreview {
            name: table.name.clone(),
            title: table.title.clone(),
            title_rows: table.title_rows.clone(),
            header_rows: table.header_rows.clone(),
            first_row: table.first_row,
            last_row: table.last_row,
            is_left_out: skipped.iter().any(|name| *name == table.name || *name == read_names[index]),
            headers: table.headers.iter().take(COLUMNS_SHOWN).map(|header| short(header)).collect(),
            columns: table.headers.len(),
            rows,
            notes: table.notes.clone(),
        });
    }
    Ok(ReadingPreview {
        container: reading.container,
        encoding: reading.encoding,
        dialect: reading.dialect,
        tables,
        is_head,
    })
}

/// The first rows as they are read; a table that breaks off shows what was read before.
fn first_rows(
    source: &dyn Source,
    reading: &Reading,
    table: usize,
    limits: &Limits,
) -> Result<Vec<(u64, Vec<String>)>, EngineError> {
    let mut reader = open_table(source, reading, table, limits)?;
    let mut rows = Vec::new();
    while rows.len() < ROWS_SHOWN {
        let Some(TextBatch { columns, places }) = reader.next_batch()? else { break };
        for (row, place) in places.iter().enumerate().take(ROWS_SHOWN - rows.len()) {
            let cells = columns.iter().take(COLUMNS_SHOWN).map(|column| short(column.value(row)));
            rows.push((*place, cells.collect()));
        }
    }
    Ok(rows)
}

fn short(text: &str) -> String {
    match text.char_indices().nth(CELL_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The beginning of a delimited text, whole lines; `None` for files that only make sense whole.
fn head_of_text(source: &dyn Source) -> Result<Option<Memory>, IntakeError> {
    let mut head = Vec::new();
    source.open().and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head)).map_err(EngineError::Io)?;
    if !is_cuttable(&head) {
        return Ok(None);
    }
    let end = head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |at| at + 1);
    // Sixteen bits a character may stand here; half of one would be noise.
    head.truncate(end - end % 2);
    Ok(Some(Memory::new(source.name(), head)))
}

/// Whether a file can be cut anywhere: no container, no JSON, XML or HTML.
fn is_cuttable(head: &[u8]) -> bool {
    const CONTAINERS: [&[u8]; 6] = [b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"PAR1", b"SQLite format 3", b"%PDF"];
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    // dBASE begins with a small number; a text with a NUL this early is UTF-16, which begins with a mark or a letter.
    let is_binary = start.first().is_none_or(|first| *first < b'\t' || matches!(first, 0x83 | 0x8b | 0xf5));
    let is_whole = start.first().is_some_and(|first| matches!(first, b'{' | b'[' | b'<'));
    !is_binary && !is_whole && !CONTAINERS.iter().any(|magic| head.starts_with(magic))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tabular::{Delimiter, Dialect, Limits, recipe::ReadingChoices, source::Memory};

    use super::{HEAD_BYTES, Naming, ReadingPreview, is_cuttable, preview};

    fn naming() -> Naming {
        Naming { before: Vec::new(), first: "stops".to_owned(), taken: Vec::new(), screen: standards::screen() }
    }

    #[test]
    fn no_table_is_called_after_a_person() {
        let text = "Список зразкова ганна петрівна\nа,б,в\n1,2,3\n4,5,6\n\nПерелік закладів\nкод,назва,рік\n7,Зразок,2024\n8,Приклад,2025\n";

        let names: Vec<String> =
            read(text, &ReadingChoices::default()).tables.into_iter().map(|table| table.name).collect();

        assert_eq!(names, ["table", "Perelik_zakladiv"]);
    }

    fn read(text: &str, choices: &ReadingChoices) -> ReadingPreview {
        let source = Arc::new(Memory::new("Зупинки 2026-11.csv", text.as_bytes().to_vec()));
        preview(source, &naming(), choices, &Limits::default()).expect("a text is read")
    }

    #[test]
    fn header_rows_are_chosen_by_the_name_the_table_is_published_by() {
        let text = "Рік,Рік\n2025,2026\nа,б\n1,2\n3,4\n";
        let choices = ReadingChoices { header_rows: [("stops".to_owned(), 3)].into(), ..ReadingChoices::default() };

        let table = &read(text, &choices).tables[0];

        assert_eq!((table.name.as_str(), &table.header_rows[..]), ("stops", &[1, 2, 3][..]));
        assert_eq!(table.rows, [(4, vec!["1".to_owned(), "2".into()]), (5, vec!["3".into(), "4".into()])]);
    }

    #[test]
    fn another_delimiter_cuts_the_same_text_otherwise_and_a_table_left_out_still_shows() {
        let dialect = Dialect { delimiter: Delimiter::from('|'), ..Dialect::default() };
        let choices = ReadingChoices {
            dialect: Some(dialect),
            skipped_tables: vec!["stops".into()],
            ..ReadingChoices::default()
        };

        let preview = read("a;b|c\n1;2|3\n4;5|6\n", &choices);

        assert_eq!(preview.tables[0].headers, ["a;b", "c"]);
        assert!(preview.tables[0].is_left_out);
    }

    #[test]
    fn of_a_large_text_only_the_beginning_is_read() {
        let row = format!("{},x\n", "7".repeat(1_000));
        let rows = usize::try_from(HEAD_BYTES).expect("a small number") / row.len() + 10;

        let preview = read(&format!("a,b\n{}", row.repeat(rows)), &ReadingChoices::default());

        assert!(preview.is_head);
        assert_eq!(preview.tables[0].rows.len(), 8);
    }

    #[test]
    fn what_makes_sense_only_as_a_whole_is_never_cut() {
        for whole in [&b"PK\x03\x04"[..], b"\xef\xbb\xbf {\"a\":1}", b"<?xml", b"[1]", b"\x03\x7a", b""] {
            assert!(!is_cuttable(whole), "{whole:?}");
        }
        for text in [&b"a;b\n"[..], "\u{feff}Назва,Адреса".as_bytes(), b"\xff\xfea\0", "№".as_bytes()] {
            assert!(is_cuttable(text), "{text:?}");
        }
    }
}
