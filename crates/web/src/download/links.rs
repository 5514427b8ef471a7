//! The files a table can be downloaded as, with their addresses and, where they are made already, their sizes.

use catalog::version::{Representation, Table};

use crate::i18n::Translator;

/// Endings of files, in the order people meet them.
pub(crate) const ENDINGS: [&str; 5] = ["csv", "xlsx", "json", "ndjson", "parquet"];

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct DownloadLink {
    pub(crate) label: &'static str,
    pub(crate) href: String,
    pub(crate) hint: String,
    pub(crate) size: Option<String>,
}

/// Files of a table. `version`: a number, or `latest`.
pub(crate) fn links(
    identifier: &str,
    table: &Table,
    version: &str,
    made: &[Representation],
    t: Translator,
) -> Vec<DownloadLink> {
    let size_of = |ending: &str| match ending {
        "parquet" => Some(table.data.size),
        _ => made.iter().find(|one| one.table == table.name && one.format == ending).map(|one| one.blob.size),
    };
    let link = |ending: &str| DownloadLink {
        label: label(ending),
        href: format!("/datasets/{identifier}/tables/{}/versions/{version}.{ending}", table.name),
        hint: hint(ending, t),
        size: size_of(ending).map(|size| t.size(size)),
    };
    ENDINGS.into_iter().map(link).collect()
}

fn label(ending: &str) -> &'static str {
    match ending {
        "csv" => "CSV",
        "xlsx" => "XLSX",
        "json" => "JSON",
        "ndjson" => "NDJSON",
        _ => "Parquet",
    }
}

fn hint(ending: &str, t: Translator) -> String {
    match ending {
        "csv" => t.get("download-csv"),
        "xlsx" => t.get("download-xlsx"),
        "json" => t.get("download-json"),
        "ndjson" => t.get("download-ndjson"),
        _ => t.get("download-parquet"),
    }
}
