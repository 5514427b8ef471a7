//! The road that all spreadsheets share: every visible sheet is looked over once, cut into its tables, and their rows read; what else
//! the file carries goes to the screen. What is special to XLSX, XLSB, XLS and ODS stands beside, behind [`Book`].

mod cells;
mod kept;
mod kind;
mod merges;
mod number;
mod outside;
mod row;
mod rows;
mod side;
mod strings;
mod survey;
mod table;

pub(crate) use self::kept::KeptSheets;
use self::{kept::Keeper, survey::Survey, table::tables_of};
pub(super) use self::{
    kind::{in_compound_file, in_zip},
    number::{NumberFormat, NumberKind, format_of, number_text},
    outside::Outside,
    row::{COLUMNS_MAX, HIDDEN_MAX, MERGES_MAX, Mark, Merge, ROWS_MAX, SheetRow, letters, merge_of, position},
    rows::TableRows,
    strings::{SharedStrings, too_much_text},
    table::{BlockTable, Naming},
};
use super::{
    allowance::Allowance,
    note::{plural, remark},
    package::Packed,
    scan::Scan,
};
use crate::{
    Container, Finding, Limits, Message, Reading, Severity, Source, Unreadable, finding::EngineError,
    recipe::ReadingChoices,
};

/// Bytes of a sheet's name; Excel allows 31 characters, `LibreOffice` many more.
const NAME_BYTES_MAX: usize = 1_000;

/// A sheet of cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
}

impl Sheet {
    /// A sheet; its name stands in every place that is told, so that one without end is cut.
    pub(super) fn new(mut name: String, hidden: bool) -> Self {
        name.truncate(name.floor_char_boundary(NAME_BYTES_MAX));
        Self { name, hidden }
    }
}

/// What a sheet tells apart from its rows.
#[derive(Debug, Default)]
pub(super) struct Trimmings {
    /// Hidden columns as first and last, from 0.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) merges: Vec<Merge>,
}

/// A workbook of any format.
pub(super) trait Book {
    /// Its sheets in their order, hidden ones included.
    fn sheets(&self) -> &[Sheet];
    /// Opens the rows of a sheet by its number; `None` where there are none.
    fn rows(&mut self, sheet: usize) -> Result<Option<Box<dyn SheetReader + '_>>, EngineError>;
    /// Merged cells of several rows, sorted by their first row: needed before the rows are read.
    fn tall_merges(&mut self, sheet: usize) -> Result<Vec<Merge>, EngineError>;
    /// Takes the texts that stand in no sheet: comments, drawings, properties.
    fn take_outside(&mut self, outside: &mut Outside) -> Result<(), EngineError>;
}

/// Reads one sheet.
pub(super) trait SheetReader {
    /// The next row that the sheet writes down; `false` at the end. Rows come in ascending order of their places.
    fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError>;
    /// What the sheet tells apart from its rows; complete after the last one.
    fn trimmings(&mut self) -> Trimmings;
}

/// Opens a workbook of a known format.
fn open(container: Container, input: Packed, limits: &Limits) -> Result<Box<dyn Book>, EngineError> {
    Ok(match container {
        Container::Xls => Box::new(super::xls::XlsBook::open(input.input, limits)?),
        Container::Xlsb => Box::new(super::xlsb::XlsbBook::open(input, limits)?),
        Container::Ods => Box::new(super::ods::OdsBook::open(input, limits)?),
        _ => Box::new(super::xlsx::XlsxBook::open(input, limits)?),
    })
}

/// Reads the structure of a workbook.
pub(super) fn read(
    source: &dyn Source,
    container: Container,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let mut book = open(container, Packed::of(source, limits)?, limits)?;
    let sheets = book.sheets().to_vec();
    let (mut outside, mut kept) = (Outside::default(), KeptSheets::default());
    let mut naming = Naming::new(source.name());
    let mut tables = Vec::new();
    let mut hidden = Vec::new();
    let mut allowance = Allowance::of(scan.size, limits);
    for (number, sheet) in sheets.iter().enumerate() {
        if sheet.hidden {
            if take_hidden(&mut *book, number, &sheet.name, &mut outside)? {
                hidden.push(sheet.name.clone());
            }
            continue;
        }
        let mut keeper = Keeper::new(limits, kept.bytes());
        let survey = match book.rows(number)? {
            Some(mut reader) => Survey::take(&mut *reader, &mut keeper, &mut allowance, limits)?,
            None => continue,
        };
        kept.keep(&sheet.name, keeper.finish(survey.tall_merges.clone()));
        tables.extend(tables_of(&sheet.name, survey, &mut naming, choices, limits, &mut outside)?);
        if tables.len() > limits.tables_max {
            return Err(too_many_tables(limits.tables_max).into());
        }
    }
    book.take_outside(&mut outside)?;
    let mut notes = hidden_note(&hidden).into_iter().chain(outside.note()).collect::<Vec<_>>();
    naming.settle(&mut tables);
    tables.retain(|table| !choices.skipped_tables.contains(&table.name));
    if let Some(first) = tables.first_mut() {
        first.notes.append(&mut notes);
    }
    Ok(Reading { tables, outside: outside.texts, kept, sha256: scan.sha256.clone(), ..Reading::of(container) })
}

/// Takes the texts of a hidden sheet; says whether it holds any.
fn take_hidden(book: &mut dyn Book, number: usize, name: &str, outside: &mut Outside) -> Result<bool, EngineError> {
    let Some(mut reader) = book.rows(number)? else {
        return Ok(false);
    };
    let mut row = SheetRow::default();
    let mut any = false;
    while reader.next_row(&mut row)? {
        for (column, text, _) in row.cells() {
            any = true;
            if !outside.push(|| format!("{name}!{}{}", letters(column), row.place), text) {
                return Ok(true);
            }
        }
    }
    Ok(any)
}

fn hidden_note(hidden: &[String]) -> Option<Finding> {
    if hidden.is_empty() {
        return None;
    }
    let count = hidden.len() as u64;
    let list = hidden.iter().take(10).map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    let mut finding = remark(
        "hidden-sheet",
        Severity::Info,
        "sheets=visible",
        Message::new(
            format!(
                "У книзі {count} {}: {list}. Таблиць із них не зроблено, але вони лишаються в оригіналі файлу. Видаліть їх, якщо вони не для оприлюднення.",
                plural(count, "прихований аркуш", "приховані аркуші", "прихованих аркушів")
            ),
            format!(
                "The workbook has hidden sheets ({count}): {list}. No tables were made of them, but they stay in the original file. Delete them if they are not meant to be published."
            ),
        ),
    );
    finding.count = count;
    Some(finding)
}

/// A row with more text than a record may have.
pub(super) fn row_too_long(place: u64, most: usize) -> Unreadable {
    let megabytes = most >> 20;
    Unreadable::new(
        "record-too-long",
        format!(
            "Рядок {place} аркуша містить понад {megabytes} МБ тексту. Скоротіть його або поділіть на кілька рядків."
        ),
        format!(
            "Row {place} of the sheet holds more than {megabytes} MB of text. Shorten it or split it into several rows."
        ),
    )
}

fn too_many_tables(most: usize) -> Unreadable {
    Unreadable::new(
        "too-many-tables",
        format!("У книзі понад {most} таблиць. Поділіть її на кілька файлів."),
        format!("The workbook has more than {most} tables. Split it into several files."),
    )
}
