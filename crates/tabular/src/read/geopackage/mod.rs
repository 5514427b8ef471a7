//! OGC `GeoPackage`: each layer and each table of attributes is a table; geometries go to WGS 84.

mod columns;
mod sqlite;

use std::collections::HashMap;

use self::{
    columns::{Column, columns_of},
    sqlite::{Cursor, Database, TableEntry, Value},
};
use super::{
    RowReader,
    allowance::Allowance,
    beside::Beside,
    container::unsupported,
    geo::{self, Crs, Known},
    name::stem,
    record::{Naming, Record, RecordRows, Records, Survey},
    scan::Scan,
};
use crate::{Container, Finding, Limits, Reading, Source, TableReading, finding::EngineError, recipe::ReadingChoices};

/// Reads the structure of a `GeoPackage`.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let mut database = Database::open(source, limits)?;
    let package = Package::read(&mut database)?;
    let mut survey = Survey::new(Allowance::of(scan.size, limits));
    let mut notes: Vec<Finding> = Vec::new();
    for layer in &package.layers {
        if !matches!(layer.crs.known, Known::Wgs84 | Known::Convertible(_)) {
            return Err(geo::refused(&layer.crs).into());
        }
        if layer.geometry.is_some() {
            notes.extend(if layer.is_undefined { Some(geo::unknown_note()) } else { geo::crs_note(&layer.crs) });
        }
        let at = survey.begin(&layer.name, limits)?;
        for (index, column) in layer.columns.iter().enumerate() {
            if layer.geometry != Some(index) {
                survey.tables[at].declare(&column.name, limits)?;
            }
        }
        if layer.geometry.is_some() {
            let mut records = LayerRecords::new(source, layer.clone(), limits)?;
            let mut record = Record::within(limits);
            while records.next(&mut record)? {
                survey.add(&record, limits)?;
            }
        }
    }
    notes.dedup_by(|one, other| one.message == other.message);
    let mut beside = package.beside;
    let mut unscreened = package.unread;
    package.described.iter().for_each(|(place, text)| beside.push(place, text));
    if database.free_pages > 0 {
        // What was deleted may still be read there.
        unscreened.push("deleted rows".to_owned());
    }
    notes.extend(beside.note());
    Ok(Reading {
        tables: survey.readings(&Naming { file: stem(source.name()), title: |key| Some(key) }, choices, notes),
        sha256: scan.sha256.clone(),
        outside: beside.texts,
        unscreened,
        ..Reading::of(Container::GeoPackage)
    })
}

/// Opens a table for its rows.
pub(super) fn open(
    source: &dyn Source,
    table: &TableReading,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let mut database = Database::open(source, limits)?;
    let package = Package::read(&mut database)?;
    let wanted = |layer: &Layer| table.sheet.as_deref() == Some(layer.name.as_str());
    let layer = package.layers.into_iter().find(wanted).ok_or_else(super::no_table)?;
    let records = LayerRecords::new(source, layer, limits)?;
    Ok(Box::new(RecordRows::new(Box::new(records), table, source.size(), limits)))
}

/// What a `GeoPackage` says of itself.
#[derive(Default)]
struct Package {
    layers: Vec<Layer>,
    /// Descriptions and metadata.
    described: Vec<(String, String)>,
    beside: Beside,
    /// Tables that are not read.
    unread: Vec<String>,
}

/// A table to be read.
#[derive(Debug, Clone)]
struct Layer {
    name: String,
    root: u32,
    columns: Vec<Column>,
    /// The column with the geometry.
    geometry: Option<usize>,
    crs: Crs,
    is_undefined: bool,
}

impl Package {
    fn read(database: &mut Database) -> Result<Self, EngineError> {
        let tables = database.tables()?;
        let find = |name: &str| tables.iter().find(|table| table.name.eq_ignore_ascii_case(name));
        let Some(contents) = find("gpkg_contents") else { return Err(unsupported("SQLite").into()) };
        let systems = systems(database, find("gpkg_spatial_ref_sys"))?;
        let geometries = geometries(database, find("gpkg_geometry_columns"))?;
        let mut package = Self::default();
        for row in rows(database, contents)? {
            let text = |name: &str| row.get(name).map(Value::text).unwrap_or_default();
            let (name, kind) = (text("table_name"), text("data_type"));
            package.described.push((name.clone(), text("description")));
            let table = find(&name).filter(|_| matches!(kind.as_str(), "features" | "attributes"));
            let Some(table) = table else {
                package.unread.push(name);
                continue;
            };
            // Listed twice it is still one layer.
            if package.layers.iter().any(|layer| layer.name == table.name) {
                continue;
            }
            let columns = columns_of(&table.sql);
            let found = geometries.get(&name.to_lowercase());
            let geometry = found.and_then(|(column, _)| columns.iter().position(|own| own.name == *column));
            let system = found.map_or(4326, |(_, system)| *system);
            let undefined = Crs { name: "undefined".to_owned(), known: Known::Nothing };
            let crs = match (geometry, system) {
                (None, _) | (_, 0) => Crs::wgs84(),
                _ => systems.get(&system).cloned().unwrap_or(undefined),
            };
            package.layers.push(Layer {
                root: table.root,
                columns,
                geometry,
                crs,
                is_undefined: system == 0,
                name: table.name.clone(),
            });
        }
        for table in &tables {
            let lower = table.name.to_lowercase();
            let is_read = package.layers.iter().any(|layer| layer.name == table.name);
            let is_own =
                ["gpkg_", "rtree_", "sqlite_", "layer_styles", "ogr_"].iter().any(|start| lower.starts_with(start));
            if lower == "gpkg_metadata" {
                for row in rows(database, table)? {
                    for value in row.values() {
                        package.beside.push("gpkg_metadata", &value.text());
                    }
                }
            } else if !is_read && !is_own && !package.unread.contains(&table.name) {
                package.unread.push(table.name.clone());
            }
        }
        Ok(package)
    }
}

/// Rows of one of the small tables by which a `GeoPackage` describes itself.
fn rows(database: &mut Database, table: &TableEntry) -> Result<Vec<HashMap<String, Value>>, EngineError> {
    /// A description of more layers than that describes none.
    const ROWS_MAX: usize = 10_000;
    let columns = columns_of(&table.sql);
    let mut cursor = Cursor::new(table.root);
    let mut rows = Vec::new();
    while let Some((number, values)) = cursor.next(database)? {
        if rows.len() >= ROWS_MAX {
            break;
        }
        let cells = columns.iter().zip(values).map(|(column, value)| {
            let value = if column.is_row_number && value == Value::Null { Value::Integer(number) } else { value };
            (column.name.to_lowercase(), value)
        });
        rows.push(cells.collect());
    }
    Ok(rows)
}

/// The systems by the package's own numbers.
fn systems(database: &mut Database, table: Option<&TableEntry>) -> Result<HashMap<i64, Crs>, EngineError> {
    let Some(table) = table else { return Ok(HashMap::new()) };
    let mut systems = HashMap::new();
    for row in rows(database, table)? {
        let text = |name: &str| row.get(name).map(Value::text).unwrap_or_default();
        let by_number = |name: &str| text(name).parse::<i64>().ok();
        let code = by_number("organization_coordsys_id").filter(|_| text("organization").eq_ignore_ascii_case("epsg"));
        let mut crs = code.and_then(|code| u32::try_from(code).ok()).map_or_else(|| geo::of_text(""), geo::of_code);
        if crs.known == Known::Nothing {
            crs = geo::of_text(&text("definition"));
        }
        if let Some(id) = by_number("srs_id").or(code) {
            systems.insert(id, crs);
        }
    }
    Ok(systems)
}

/// The geometry column and its system by the name of the table in lower case.
fn geometries(
    database: &mut Database,
    table: Option<&TableEntry>,
) -> Result<HashMap<String, (String, i64)>, EngineError> {
    let Some(table) = table else { return Ok(HashMap::new()) };
    let named = rows(database, table)?.into_iter().map(|row| {
        let text = |name: &str| row.get(name).map(Value::text).unwrap_or_default();
        (text("table_name").to_lowercase(), (text("column_name"), text("srs_id").parse().unwrap_or(-1)))
    });
    Ok(named.collect())
}

/// Reads the rows of a layer.
struct LayerRecords {
    database: Database,
    cursor: Cursor,
    layer: Layer,
    place: u64,
}

impl LayerRecords {
    fn new(source: &dyn Source, layer: Layer, limits: &Limits) -> Result<Self, EngineError> {
        Ok(Self { database: Database::open(source, limits)?, cursor: Cursor::new(layer.root), layer, place: 0 })
    }
}

impl Records for LayerRecords {
    fn next(&mut self, record: &mut Record) -> Result<bool, EngineError> {
        let Some((number, values)) = self.cursor.next(&mut self.database)? else { return Ok(false) };
        self.place += 1;
        record.begin(&self.layer.name, self.place);
        for (index, column) in self.layer.columns.iter().enumerate() {
            let value = values.get(index).unwrap_or(&Value::Null);
            match value {
                Value::Blob(blob) if self.layer.geometry == Some(index) => {
                    if let Some(geometry) = geometry_of(blob) {
                        geo::push_cells(record, &geometry, self.layer.crs.transform().as_ref());
                    }
                }
                _ if self.layer.geometry == Some(index) => {}
                Value::Null if column.is_row_number => record.push(&column.name, &number.to_string()),
                Value::Integer(0) if column.is_boolean => record.push(&column.name, "false"),
                Value::Integer(1) if column.is_boolean => record.push(&column.name, "true"),
                value => record.push(&column.name, &value.text()),
            }
        }
        Ok(true)
    }
}

/// The geometry in a `GeoPackage`'s blob: a header with an envelope, then well-known binary.
fn geometry_of(blob: &[u8]) -> Option<geo::Geometry> {
    let flags = *blob.get(3).filter(|_| blob.starts_with(b"GP"))?;
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    geo::geometry_of(blob.get(8 + envelope..)?)
}
