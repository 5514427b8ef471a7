//! Reading choices: how bytes become rows. Found in pass 1, shown to the clerk, kept in the recipe.

use serde::{Deserialize, Serialize};

use crate::{Delimiter, Finding, read::KeptSheets};

/// What holds the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Container {
    /// Delimited text.
    Csv,
    /// Office Open XML workbook, with macros or without.
    Xlsx,
    /// Office Open XML workbook in binary parts.
    Xlsb,
    /// Workbook of Excel 5 to 2003.
    Xls,
    /// `OpenDocument` spreadsheet.
    Ods,
    /// JSON text.
    Json,
    /// JSON values one after another, mostly one a line.
    Ndjson,
    /// JSON text with features.
    GeoJson,
    /// XML with repeated elements.
    Xml,
    /// XML workbook of Excel 2003.
    SpreadsheetMl,
    /// HTML page with tables.
    Html,
    /// KML.
    Kml,
    /// GPX.
    Gpx,
    /// ESRI Shapefile.
    Shapefile,
    /// Table of dBASE.
    Dbf,
    /// OGC `GeoPackage`.
    GeoPackage,
    /// Apache Parquet.
    Parquet,
    /// ZIP archive; its members have readings of their own.
    Zip,
    /// One file packed by gzip; it has a reading of its own.
    Gzip,
}

/// How delimited text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Between cells.
    pub delimiter: Delimiter,
    /// Around cells; `None` where quotes mean nothing. `«` and `“` are closed by `»` and `”`.
    pub quote: Option<char>,
    /// Before a quote inside a quoted cell; `None` where it is doubled.
    pub escape: Option<char>,
    /// Each whole record stands in quotes of its own, as Excel writes a file that it did not cut: `"1;""a"";2"`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wrapped: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: Delimiter::from(','), quote: Some('"'), escape: None, wrapped: false }
    }
}

/// Where one table lies in the source.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TableReading {
    /// Name, unique in the file: `[A-Za-z0-9_-]`, 1 to 100 characters; transliterated from the sheet's or the file's name.
    pub name: String,
    /// What people read: the sheet's or the file's name, or the title block.
    pub title: String,
    /// Sheet; `None` in CSV.
    pub sheet: Option<String>,
    /// Title rows above the header that are not data, from 1 (places in the source).
    pub title_rows: Vec<u64>,
    /// Rows that hold the header, from 1; empty where there is none.
    pub header_rows: Vec<u64>,
    /// First data row, from 1.
    pub first_row: u64,
    /// Last data row where something else follows the table; `None` to the end.
    pub last_row: Option<u64>,
    /// Columns of the source, from 1, one per field (empty outer columns are left out).
    pub columns: Vec<u32>,
    /// Columns of tables that stand beside this one in the same rows, from 1: their values are no strays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<u32>,
    /// No cell of the sheet is merged over several rows: nothing has to be looked for before the rows are read.
    #[serde(default)]
    pub no_tall_merges: bool,
    /// Header texts as the source has them, one per field; `""` where a cell is empty.
    pub headers: Vec<String>,
    /// What reading found: title rows, hidden rows, merged cells, empty columns …
    #[serde(default)]
    pub notes: Vec<Finding>,
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What holds the tables.
    pub container: Container,
    /// Encoding label after the WHATWG standard (`utf-8`, `windows-1251`, `koi8-u`, `utf-16le`); `None` for workbooks.
    pub encoding: Option<String>,
    /// How text is cut; `None` for workbooks.
    pub dialect: Option<Dialect>,
    /// Tables, in the order of the source.
    pub tables: Vec<TableReading>,
    /// Texts outside the tables: hidden sheets and document properties as (where, value); screened, never published.
    #[serde(skip)]
    pub outside: Vec<(String, String)>,
    /// SHA-256 of the source, hex, computed in the same pass.
    #[serde(default)]
    pub sha256: String,
    /// Files inside an archive, in its order; their tables, one after another, are the tables of the archive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// What the source carries along that cannot be screened for personal data: pictures, documents, layers not read. The original
    /// must not become public.
    #[serde(skip)]
    pub unscreened: Vec<String>,
    /// Rows of sheets as the first pass read them, for the passes after it.
    #[serde(skip)]
    pub(crate) kept: KeptSheets,
}

/// A file inside an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Number of its entry in the archive's directory, from 0.
    pub entry: usize,
    /// Its name with folders.
    pub name: String,
    /// How it is read.
    pub reading: Reading,
}

impl Reading {
    /// A reading without tables.
    pub fn of(container: Container) -> Self {
        Self {
            container,
            encoding: None,
            dialect: None,
            tables: Vec::new(),
            outside: Vec::new(),
            sha256: String::new(),
            members: Vec::new(),
            unscreened: Vec::new(),
            kept: KeptSheets::default(),
        }
    }
}
