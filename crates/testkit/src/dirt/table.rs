//! Tables as people mean them, and pages as they write them down.

/// What the values of a column mean; decides which dirt can fall on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Running number or code of the row.
    Id,
    /// Name of a thing or a body.
    Name,
    /// Street and house.
    Address,
    /// One of a few words.
    Category,
    /// Full name of an official.
    Person,
    /// Latin brand.
    Brand,
    /// Free text, often missing.
    Comment,
    /// ЄДРПОУ.
    Edrpou,
    /// Account.
    Iban,
    /// Phone of an institution.
    Phone,
    /// Mailbox of an institution.
    Email,
    /// Web address.
    Url,
    /// КАТОТТГ.
    Katottg,
    /// Postcode.
    Postcode,
    /// Number of a purchase.
    Purchase,
    /// Day.
    Date,
    /// Day and time.
    Moment,
    /// Time of day.
    Time,
    /// Whole number.
    Count,
    /// Sum with two decimals.
    Money,
    /// Fraction with one or two decimals.
    Decimal,
    /// Fraction in percent.
    Percent,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// `true` or `false`.
    Flag,
}

impl Meaning {
    /// Whether a workbook keeps it as a number.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::Money | Self::Decimal | Self::Percent | Self::Latitude | Self::Longitude)
    }

    /// Whether it is text for people.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Name | Self::Address | Self::Category | Self::Person | Self::Comment)
    }
}

/// A column of a clean table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Name as it should be.
    pub(super) name: String,
    /// Meaning.
    pub(super) meaning: Meaning,
}

/// A clean table: canonical texts, `""` where a value is missing.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// What it is about.
    pub(super) title: String,
    /// Columns.
    pub(super) columns: Vec<Column>,
    /// Rows.
    pub(super) rows: Vec<Vec<String>>,
}

/// A cell as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Blank,
    /// Text, quoted where the format needs it.
    Text(String),
    /// Bytes of a CSV as they stand, quotes and all.
    Raw(String),
    /// A number of a workbook.
    Number(String),
    /// A day or moment of a workbook, in ISO 8601.
    Date(String),
    /// A truth value of a workbook.
    Flag(bool),
    /// A formula that ended in an error.
    Error(&'static str),
}

impl Cell {
    /// How a workbook keeps a canonical value.
    pub(super) fn of(value: &str, meaning: Meaning) -> Self {
        match meaning {
            _ if value.is_empty() => Self::Blank,
            Meaning::Date | Meaning::Moment => Self::Date(value.to_owned()),
            Meaning::Flag => Self::Flag(value == "true"),
            meaning if meaning.is_number() => Self::Number(value.to_owned()),
            _ => Self::Text(value.to_owned()),
        }
    }

    /// What it shows in a CSV.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Blank => "",
            Self::Text(text) | Self::Raw(text) | Self::Number(text) | Self::Date(text) => text,
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
            Self::Error(error) => error,
        }
    }
}

/// What a cell must be after all safe fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// This text.
    Text(String),
    /// One of these: people would decide differently, or nobody must decide for them.
    Either(Vec<String>),
    /// Whatever: the value is lost or has two readings.
    Any,
}

/// A row as it is written down.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) cells: Vec<Cell>,
    /// What it must become; nothing where it is no row of data.
    pub(super) truth: Option<Vec<Accepted>>,
    /// Cells that bear dirt, by column.
    pub(super) dirty: Vec<usize>,
    pub(super) hidden: bool,
    /// Fewer delimiters than columns: the row ends with its last cell.
    pub(super) short: bool,
    /// What stands beyond the last column. It has no name there, but to drop it would lose data.
    pub(super) surplus: Option<Accepted>,
}

impl Line {
    /// A row that is no data.
    pub(super) fn remark(cells: Vec<Cell>) -> Self {
        Self { cells, truth: None, dirty: Vec::new(), hidden: false, short: false, surplus: None }
    }
}

/// A merged range of a workbook: columns, with the rows of the section it lies in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge {
    pub(super) first_row: usize,
    pub(super) last_row: usize,
    pub(super) first_column: usize,
    pub(super) last_column: usize,
}

/// How the page becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Delimited text.
    Csv,
    /// Workbook of Excel.
    Xlsx,
    /// Spreadsheet of `LibreOffice`.
    Ods,
    /// A list of JSON objects.
    Json,
}

impl Format {
    /// The ending of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Json => "json",
        }
    }

    /// Whether every value is text that only its form makes a number or an error.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::Json)
    }
}

/// A page: the table with everything around it.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) format: Format,
    pub(super) above: Vec<Line>,
    pub(super) head: Vec<Vec<String>>,
    pub(super) head_merges: Vec<Merge>,
    pub(super) lines: Vec<Line>,
    pub(super) line_merges: Vec<Merge>,
    pub(super) below: Vec<Line>,
    pub(super) hidden_columns: Vec<usize>,
    pub(super) hidden_sheet: bool,
    pub(super) text: TextForm,
}

/// How a CSV is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a dirt of its own")]
pub(super) struct TextForm {
    pub(super) encoding: Encoding,
    pub(super) mark: bool,
    pub(super) delimiter: char,
    pub(super) quote: char,
    pub(super) quote_all: bool,
    pub(super) line_ends: &'static [&'static str],
    pub(super) trailing_delimiter: bool,
    pub(super) separator_line: bool,
}

/// Encodings of a CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Windows1251,
    Koi8U,
    Utf16Le,
    Utf16Be,
}

impl Page {
    /// A table written down without any dirt.
    pub(super) fn of(table: &Table, format: Format) -> Self {
        let line = |row: &Vec<String>| Line {
            cells: row.iter().zip(&table.columns).map(|(value, column)| Cell::of(value, column.meaning)).collect(),
            truth: Some(row.iter().cloned().map(Accepted::Text).collect()),
            dirty: Vec::new(),
            hidden: false,
            short: false,
            surplus: None,
        };
        Self {
            format,
            above: Vec::new(),
            head: vec![table.columns.iter().map(|column| column.name.clone()).collect()],
            head_merges: Vec::new(),
            lines: table.rows.iter().map(line).collect(),
            line_merges: Vec::new(),
            below: Vec::new(),
            hidden_columns: Vec::new(),
            hidden_sheet: false,
            text: TextForm {
                encoding: Encoding::Utf8,
                mark: false,
                delimiter: ',',
                quote: '"',
                quote_all: false,
                line_ends: &["\n"],
                trailing_delimiter: false,
                separator_line: false,
            },
        }
    }
}
