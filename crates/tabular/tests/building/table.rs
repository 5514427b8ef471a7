//! Tables in memory for tests: rows in, analysis, Parquet and report out.

use std::sync::Arc;

use arrow::{array::StringArray, record_batch::RecordBatch, util::display::array_value_to_string};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tabular::{
    Finding, Kinds, Knowledge, Limits, Recipe, Screen, TableReading, TableSchema, TextBatch,
    analyse::{Engine, TableAnalysis, analyse_rows},
    build::{TableBuilt, build_rows},
    finding::EngineError,
    kind::NoKinds,
    read::RowReader,
    screen::NoScreen,
    source::MemoryScratch,
};

/// A table to try: a header and rows.
pub(crate) struct Table {
    pub(crate) reading: TableReading,
    rows: Vec<Vec<String>>,
    pub(crate) engine: Engine,
    pub(crate) recipe: Recipe,
    pub(crate) expected: Option<TableSchema>,
}

/// What came of it.
pub(crate) struct Outcome {
    pub(crate) analysis: TableAnalysis,
    pub(crate) built: TableBuilt,
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) bytes: Vec<u8>,
}

struct Rows {
    batches: std::vec::IntoIter<TextBatch>,
}

impl RowReader for Rows {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        Ok(self.batches.next())
    }

    fn notes(&self) -> Vec<Finding> {
        Vec::new()
    }
}

impl Table {
    pub(crate) fn new(headers: &[&str]) -> Self {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let columns = (1..=u32::try_from(headers.len()).expect("few columns")).collect();
        let reading = TableReading {
            name: "table".into(),
            header_rows: vec![1],
            first_row: 2,
            columns,
            headers,
            ..TableReading::default()
        };
        let engine = Engine {
            kinds: Arc::new(NoKinds),
            screen: Arc::new(NoScreen),
            limits: Limits::default(),
            knowledge: Knowledge::default(),
        };
        Self { reading, rows: Vec::new(), engine, recipe: Recipe::empty(), expected: None }
    }

    pub(crate) fn column<S: AsRef<str>>(header: &str, values: &[S]) -> Self {
        values.iter().fold(Self::new(&[header]), |table, value| table.row(&[value.as_ref()]))
    }

    pub(crate) fn row(mut self, cells: &[&str]) -> Self {
        self.rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
        self
    }

    pub(crate) fn recipe(mut self, recipe: Recipe) -> Self {
        self.recipe = recipe;
        self
    }

    pub(crate) fn all_safe(self) -> Self {
        self.recipe(Recipe::all_safe())
    }

    pub(crate) fn expected(mut self, schema: TableSchema) -> Self {
        self.expected = Some(schema);
        self
    }

    pub(crate) fn kinds(mut self, kinds: impl Kinds + 'static) -> Self {
        self.engine.kinds = Arc::new(kinds);
        self
    }

    pub(crate) fn screen(mut self, screen: impl Screen + 'static) -> Self {
        self.engine.screen = Arc::new(screen);
        self
    }

    fn reader(&self) -> Rows {
        let batches = self.rows.chunks(self.engine.limits.batch_rows).enumerate().map(|(index, rows)| {
            let column = |index: usize| StringArray::from_iter_values(rows.iter().map(|row| row[index].as_str()));
            let first = 2 + (index * self.engine.limits.batch_rows) as u64;
            TextBatch {
                columns: (0..self.reading.headers.len()).map(column).collect(),
                places: (first..first + rows.len() as u64).collect(),
            }
        });
        Rows { batches: batches.collect::<Vec<_>>().into_iter() }
    }

    pub(crate) fn analyse(&self) -> TableAnalysis {
        analyse_rows(&self.engine, &mut self.reader(), &self.reading, &self.recipe, self.expected.as_ref(), &|_| true)
            .expect("rows in memory can be read")
    }

    /// Pass 3 alone.
    pub(crate) fn build_from(&self, analysis: &TableAnalysis) -> TableBuilt {
        self.write(analysis, &mut Vec::new())
    }

    fn write(&self, analysis: &TableAnalysis, bytes: &mut Vec<u8>) -> TableBuilt {
        build_rows(
            &self.engine,
            &mut self.reader(),
            &self.reading,
            &self.recipe,
            analysis,
            &MemoryScratch,
            bytes,
            &|_| true,
        )
        .expect("rows in memory can be built")
    }

    pub(crate) fn build(&self) -> Outcome {
        let analysis = self.analyse();
        let mut bytes = Vec::new();
        let built = self.write(&analysis, &mut bytes);
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes.clone())).expect("Parquet was written");
        let batches = reader.build().expect("Parquet opens").map(|batch| batch.expect("Parquet reads")).collect();
        Outcome { analysis, built, batches, bytes }
    }
}

impl Outcome {
    /// The finding of a kind.
    pub(crate) fn finding(&self, kind: &str) -> Option<&Finding> {
        self.built.report.findings.iter().find(|finding| finding.kind == kind)
    }

    /// How many cells a finding of a kind counts.
    pub(crate) fn count(&self, kind: &str) -> u64 {
        self.finding(kind).map_or(0, |finding| finding.count)
    }

    /// All kinds of finding, in the order of the report.
    pub(crate) fn kinds(&self) -> Vec<&str> {
        self.built.report.findings.iter().map(|finding| finding.kind.as_str()).collect()
    }

    /// Table Schema's name of a field's type.
    pub(crate) fn type_of(&self, field: &str) -> &'static str {
        self.built.schema.field(field).expect("the field is there").field_type.name()
    }

    /// The values of a field as text; `∅` where one is missing.
    pub(crate) fn values(&self, field: &str) -> Vec<String> {
        let show = |batch: &RecordBatch| {
            let column = batch.column_by_name(field).expect("the column is there").clone();
            let text = |row| {
                if column.is_null(row) {
                    "∅".into()
                } else {
                    array_value_to_string(&column, row).expect("values show")
                }
            };
            (0..batch.num_rows()).map(text).collect::<Vec<String>>()
        };
        self.batches.iter().flat_map(show).collect()
    }
}
