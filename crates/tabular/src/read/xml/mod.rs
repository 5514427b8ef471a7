//! XML: repeated elements are records; KML, GPX and the XML workbooks of Excel 2003 have rules of their own.
//!
//! - Which element is the record: see [`paths`]. Its path is the table's sheet: `/root/stops/stop`.
//! - Attributes and inner elements are fields, inner ones `a.b`, without prefixes of namespaces; what repeats as plain text is joined
//!   by `, `, what repeats with structure is JSON. Texts of repeated elements around a record belong to it: `region.name`.
//! - Entities of a document's own are never expanded. A record's place is its number.

mod element;
mod events;
mod kml;
mod paths;
mod walk;
mod workbook;

use std::collections::HashSet;

use self::{
    element::Element,
    paths::{Chosen, Paths},
    walk::{Fill, XmlRecords},
    workbook::WorkbookRows,
};
use super::{
    RowReader,
    allowance::Allowance,
    beside::Beside,
    encoding,
    grid::{self, GridTables},
    name::stem,
    notes,
    record::{Naming, Record, RecordRows, Records, Survey},
    scan::Scan,
};
use crate::{Container, Dialect, Limits, Reading, Source, TableReading, finding::EngineError, recipe::ReadingChoices};

/// Elements of GPX that are records, with their tables.
const GPX: [(&str, &str); 3] =
    [("/gpx/wpt", "waypoints"), ("/gpx/rte/rtept", "route_points"), ("/gpx/trk/trkseg/trkpt", "track_points")];
/// Elements of GPX whose texts belong to the points inside them.
const GPX_AROUND: [&str; 3] = ["/gpx/rte", "/gpx/trk", "/gpx/trk/trkseg"];

/// Reads the structure of an XML file.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let declared = choices.encoding.clone().or_else(|| encoding::declared(scan));
    let found = encoding::encoding_of(scan, declared.as_deref());
    let label = encoding::label(found);
    let mut file_notes = notes::file(found, found == encoding_rs::UTF_8, Dialect::default());
    let paths = Paths::of(source, Some(&label), limits)?;
    let mut reading =
        Reading { encoding: Some(label.clone()), sha256: scan.sha256.clone(), ..Reading::of(Container::Xml) };
    reading.container = match paths.root() {
        "kml" => Container::Kml,
        "gpx" => Container::Gpx,
        "Workbook" => Container::SpreadsheetMl,
        _ => Container::Xml,
    };
    if reading.container == Container::SpreadsheetMl {
        let rows = WorkbookRows::open(source, Some(&label), limits)?;
        let allowance = Allowance::of(scan.size, limits);
        let GridTables { tables, beside } = grid::tables(rows, source.name(), choices, limits, allowance, file_notes)?;
        reading.tables = tables;
        reading.outside = beside.texts;
        return Ok(reading);
    }
    let plan = match reading.container {
        Container::Xml => {
            let Chosen { records, around } = paths.choose(limits.tables_max);
            Plan { keys: records.clone(), paths: records, around, fill: Element::fill }
        }
        other => Plan::of(other, None),
    };
    let mut records = plan.open(source, Some(&label), limits)?;
    records.passed_on = Some(plan.around);
    records.beside = Some(Beside::default());
    let (mut survey, mut record) = (Survey::new(Allowance::of(scan.size, limits)), Record::within(limits));
    while records.next(&mut record)? {
        survey.add(&record, limits)?;
    }
    let beside = records.beside.take().unwrap_or_default();
    file_notes.extend(beside.note());
    reading.tables = survey.readings(&Naming { file: stem(source.name()), title }, choices, file_notes);
    reading.outside = beside.texts;
    Ok(reading)
}

/// Opens a table for its rows.
pub(super) fn open(
    source: &dyn Source,
    reading: &Reading,
    table: &TableReading,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let encoding = reading.encoding.as_deref();
    if reading.container == Container::SpreadsheetMl {
        let rows = WorkbookRows::open(source, encoding, limits)?;
        return Ok(Box::new(grid::GridRowReader::new(rows, table, source.size(), limits)));
    }
    let records = Plan::of(reading.container, table.sheet.as_deref()).open(source, encoding, limits)?;
    Ok(Box::new(RecordRows::new(Box::new(records), table, source.size(), limits)))
}

/// What the last step of a path says.
fn title(path: &str) -> Option<&str> {
    path.rsplit('/').next().filter(|step| !step.is_empty())
}

/// Paths of the elements around one.
fn ancestors(path: &str) -> impl Iterator<Item = String> {
    path.match_indices('/').skip(1).map(|(at, _)| path[..at].to_owned())
}

/// Which elements become records, and how.
struct Plan {
    paths: Vec<String>,
    keys: Vec<String>,
    /// Elements whose texts belong to the records inside them.
    around: HashSet<String>,
    fill: Fill,
}

impl Plan {
    fn of(container: Container, sheet: Option<&str>) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        match container {
            Container::Kml => Self {
                paths: owned(&["//Placemark"]),
                keys: owned(&[""]),
                around: HashSet::from(["//Folder".to_owned()]),
                fill: kml::fill,
            },
            Container::Gpx => Self {
                paths: GPX.iter().map(|(path, _)| (*path).to_owned()).collect(),
                keys: GPX.iter().map(|(_, key)| (*key).to_owned()).collect(),
                around: owned(&GPX_AROUND).into_iter().collect(),
                fill: Element::fill,
            },
            _ => {
                let path = sheet.unwrap_or_default().to_owned();
                Self {
                    around: ancestors(&path).collect(),
                    keys: vec![path.clone()],
                    paths: vec![path],
                    fill: Element::fill,
                }
            }
        }
    }

    fn open(&self, source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<XmlRecords, EngineError> {
        let mut records = XmlRecords::new(source, encoding, self.paths.clone(), self.keys.clone(), self.fill, limits)?;
        records.passed_on = Some(self.around.clone());
        Ok(records)
    }
}
