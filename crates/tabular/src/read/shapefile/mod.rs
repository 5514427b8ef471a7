//! ESRI Shapefile, a set of files in a ZIP archive: `.shp` has the places, `.dbf` the fields, `.prj` the system, `.cpg` the encoding.
//! A `.dbf` alone is a table without places.

mod dbf;
mod shp;

use self::{
    dbf::Table,
    shp::{Shape, Shapes},
};
use super::{
    RowReader,
    allowance::Allowance,
    encoding,
    geo::{self, Crs, Known, Position},
    name::stem,
    notes,
    record::{Naming, Record, RecordRows, Records, Survey},
    scan::Scan,
};
use crate::{
    Container, Dialect, Finding, Limits, Reading, Source, TableReading, finding::EngineError, recipe::ReadingChoices,
};

/// The files of one layer.
pub(super) struct ShapeSet<'s> {
    pub(super) shp: Option<&'s dyn Source>,
    pub(super) dbf: Option<&'s dyn Source>,
    /// The text of the `.prj`.
    pub(super) prj: Option<String>,
    /// The text of the `.cpg`.
    pub(super) cpg: Option<String>,
    /// The layer's name.
    pub(super) name: String,
}

impl<'s> ShapeSet<'s> {
    /// A table of dBASE without places.
    pub(super) fn table_alone(source: &'s dyn Source) -> Self {
        Self { shp: None, dbf: Some(source), prj: None, cpg: None, name: stem(source.name()).to_owned() }
    }

    /// Bytes of the shapes and the table.
    fn size(&self) -> u64 {
        self.shp.iter().chain(&self.dbf).map(|file| file.size()).sum()
    }

    /// The system of the places, and what is to be said about it.
    fn crs(&self, bounds: Option<[Position; 2]>) -> Result<(Crs, Option<Finding>), EngineError> {
        let Some(bounds) = bounds else { return Ok((Crs::wgs84(), None)) };
        let crs = match &self.prj {
            Some(prj) if !prj.trim().is_empty() => geo::of_text(prj),
            _ => {
                let is_degrees = |place: &Position| place.0.abs() <= 180.0 && place.1.abs() <= 90.0;
                if bounds.iter().all(is_degrees) {
                    return Ok((Crs::wgs84(), Some(geo::unknown_note())));
                }
                Crs { name: "немає .prj / no .prj".to_owned(), known: Known::Nothing }
            }
        };
        match crs.known {
            Known::Wgs84 | Known::Convertible(_) => {
                let note = geo::crs_note(&crs);
                Ok((crs, note))
            }
            Known::Sk63 | Known::Nothing => Err(geo::refused(&crs).into()),
        }
    }
}

/// Reads the structure of a layer.
pub(super) fn read(
    set: &ShapeSet<'_>,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let found = match set.dbf {
        Some(dbf) => dbf::encoding_of(dbf, set.cpg.as_deref(), choices.encoding.as_deref())?,
        None => encoding_rs::UTF_8,
    };
    let label = encoding::label(found);
    let mut records = LayerRecords::open(set, Some(&label), limits)?;
    let mut file_notes = notes::file(found, found == encoding_rs::UTF_8, Dialect::default());
    file_notes.extend(records.note.take());
    let mut survey = Survey::new(Allowance::of(set.size(), limits));
    let at = survey.begin("", limits)?;
    for name in records.table.iter().flat_map(|table| &table.fields).map(|field| &field.name) {
        survey.tables[at].declare(name, limits)?;
    }
    let mut record = Record::within(limits);
    while records.next(&mut record)? {
        survey.add(&record, limits)?;
    }
    let unscreened = if records.table.as_ref().is_some_and(|table| table.deleted > 0) {
        vec!["deleted rows".to_owned()]
    } else {
        Vec::new()
    };
    Ok(Reading {
        encoding: Some(label),
        tables: survey.readings(&Naming { file: &set.name, title: |_| None }, choices, file_notes),
        sha256: scan.sha256.clone(),
        unscreened,
        ..Reading::of(if set.shp.is_some() { Container::Shapefile } else { Container::Dbf })
    })
}

/// Opens the layer for its rows.
pub(super) fn open(
    set: &ShapeSet<'_>,
    reading: &Reading,
    table: &TableReading,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let records = LayerRecords::open(set, reading.encoding.as_deref(), limits)?;
    Ok(Box::new(RecordRows::new(Box::new(records), table, set.size(), limits)))
}

/// Reads places and fields side by side.
struct LayerRecords {
    shapes: Option<Shapes>,
    table: Option<Table>,
    crs: Crs,
    note: Option<Finding>,
    place: u64,
}

impl LayerRecords {
    fn open(set: &ShapeSet<'_>, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        let shapes = set.shp.map(|shp| Shapes::open(shp, limits)).transpose()?;
        let (crs, note) = set.crs(shapes.as_ref().map(|shapes| shapes.bounds))?;
        let table = set.dbf.map(|dbf| Table::open(dbf, encoding, limits)).transpose()?;
        Ok(Self { shapes, table, crs, note, place: 0 })
    }
}

impl Records for LayerRecords {
    fn next(&mut self, record: &mut Record) -> Result<bool, EngineError> {
        loop {
            self.place += 1;
            record.begin("", self.place);
            let shape = match &mut self.shapes {
                Some(shapes) => shapes.next()?,
                None => None,
            };
            let row = match &mut self.table {
                Some(table) => table.next(record)?,
                None => None,
            };
            if shape.is_none() && row.is_none() {
                return Ok(false);
            }
            // A row that was deleted takes its place along.
            if row == Some(false) {
                continue;
            }
            if let Some(Shape(Some(geometry))) = shape {
                geo::push_cells(record, &geometry, self.crs.transform().as_ref());
            }
            return Ok(true);
        }
    }
}
