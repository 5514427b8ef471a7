//! Short ways to read a file made in a test.

use tabular::{
    Finding, Limits, Reading, Source, Unreadable, finding::EngineError, read, recipe::ReadingChoices, source::Memory,
};

/// A file that was read to its end.
pub(crate) struct Readout {
    pub(crate) reading: Reading,
    pub(crate) tables: Vec<Rows>,
}

/// The rows of one table.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) places: Vec<u64>,
    pub(crate) values: Vec<Vec<String>>,
    pub(crate) notes: Vec<Finding>,
}

impl Readout {
    /// Headers of the first table.
    pub(crate) fn headers(&self) -> Vec<&str> {
        self.reading.tables[0].headers.iter().map(String::as_str).collect()
    }

    /// Values of the first table.
    pub(crate) fn rows(&self) -> &[Vec<String>] {
        &self.tables[0].values
    }

    /// Places of the first table's rows.
    pub(crate) fn places(&self) -> &[u64] {
        &self.tables[0].places
    }

    /// All findings of a kind, of reading and of rows.
    pub(crate) fn findings(&self, kind: &str) -> Vec<&Finding> {
        let structure = self.reading.tables.iter().flat_map(|table| &table.notes);
        structure
            .chain(self.tables.iter().flat_map(|rows| &rows.notes))
            .filter(|finding| finding.kind == kind)
            .collect()
    }

    /// The only finding of a kind.
    pub(crate) fn finding(&self, kind: &str) -> &Finding {
        let found = self.findings(kind);
        assert_eq!(found.len(), 1, "findings of kind {kind}");
        found[0]
    }

    /// Every finding's kind.
    pub(crate) fn kinds(&self) -> Vec<&str> {
        let structure = self.reading.tables.iter().flat_map(|table| &table.notes);
        structure.chain(self.tables.iter().flat_map(|rows| &rows.notes)).map(|finding| finding.kind.as_str()).collect()
    }
}

/// Reads a source with choices and limits.
pub(crate) fn read_with(
    source: &dyn Source,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Readout, EngineError> {
    let reading = read::read(source, choices, limits)?;
    let mut tables = Vec::new();
    for table in 0..reading.tables.len() {
        let mut rows = read::open_table(source, &reading, table, limits)?;
        let mut out = Rows::default();
        while let Some(batch) = rows.next_batch()? {
            assert!(batch.rows() > 0 && batch.rows() <= limits.batch_rows, "a batch has rows, and not too many");
            for row in 0..batch.rows() {
                out.values.push(batch.columns.iter().map(|column| column.value(row).to_owned()).collect());
            }
            out.places.extend(batch.places);
        }
        out.notes = rows.notes();
        tables.push(out);
    }
    Ok(Readout { reading, tables })
}

/// Reads bytes as a file of that name.
pub(crate) fn read_bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Readout {
    let source = Memory::new(name, bytes.into());
    read_with(&source, &ReadingChoices::default(), &Limits::default()).expect("the file is readable")
}

/// Reads a text as `table.csv`.
pub(crate) fn read_text(text: &str) -> Readout {
    read_bytes("table.csv", text.as_bytes())
}

/// Why bytes cannot be read.
pub(crate) fn refusal(name: &str, bytes: impl Into<Vec<u8>>) -> Unreadable {
    refusal_of(&Memory::new(name, bytes.into()), &Limits::default())
}

/// Why a source cannot be read, in pass 1 or in its rows.
pub(crate) fn refusal_of(source: &dyn Source, limits: &Limits) -> Unreadable {
    match read_with(source, &ReadingChoices::default(), limits) {
        Err(EngineError::Unreadable(unreadable)) => unreadable,
        Err(other) => panic!("not a fault of the file: {other}"),
        Ok(_) => panic!("the file was read"),
    }
}

/// Owned texts from literals.
pub(crate) fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}
