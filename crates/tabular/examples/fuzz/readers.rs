//! The readers that are fuzzed, each with a folder of seeds of its own.

/// Readers and the ending of their files.
pub(crate) const READERS: [(&str, &str); 21] = [
    ("csv", "csv"),
    ("xlsx", "xlsx"),
    ("xlsm", "xlsm"),
    ("xls", "xls"),
    ("xlsb", "xlsb"),
    ("ods", "ods"),
    ("json", "json"),
    ("ndjson", "ndjson"),
    ("geojson", "geojson"),
    ("xml", "xml"),
    ("spreadsheetml", "xml"),
    ("html", "html"),
    ("kml", "kml"),
    ("gpx", "gpx"),
    ("zip", "zip"),
    ("gtfs", "zip"),
    ("gzip", "gz"),
    ("shapefile", "zip"),
    ("dbf", "dbf"),
    ("gpkg", "gpkg"),
    ("parquet", "parquet"),
];

/// The ending of a reader's files; `None` where there is no such reader.
pub(crate) fn ending(reader: &str) -> Option<&'static str> {
    READERS.iter().find(|(name, _)| *name == reader).map(|(_, ending)| *ending)
}
