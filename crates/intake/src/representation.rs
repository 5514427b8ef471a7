//! Stored representations of published tables: made once, on publication or at the first request, then served as blobs.

use std::{io::BufWriter, io::Write, sync::Arc};

use catalog::{
    Actor, StoreError, VersionId,
    blob::BlobRef,
    version::{Representation, Table, Version},
};
use tabular::export::{ExportOptions, Format, export};
use tokio::sync::Mutex;

use crate::{BlobSource, Intake, IntakeError, tables::gone};

/// A representation ready to be served.
#[derive(Debug, Clone)]
pub struct Made {
    /// The bytes.
    pub blob: BlobRef,
    /// Their media type.
    pub media_type: &'static str,
    /// A name to save them under.
    pub file_name: String,
    /// The version they are of.
    pub version: u32,
    /// True where that version is the latest.
    pub is_latest: bool,
}

/// What a representation is asked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    format: Option<Format>,
    excel_safe: bool,
}

/// The media type of a format's ending; `None` for one we do not make.
pub fn content_type(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "ndjson" => "application/x-ndjson",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "parquet" => "application/vnd.apache.parquet",
        _ => return None,
    })
}

impl Wanted {
    /// Parquet is what is stored; the others are made from it.
    fn new(ending: &str, excel_safe: bool) -> Option<Self> {
        let format = match ending {
            "csv" => Some(Format::Csv),
            "json" => Some(Format::Json),
            "ndjson" => Some(Format::Ndjson),
            "xlsx" => Some(Format::Xlsx),
            "parquet" => None,
            _ => return None,
        };
        Some(Self { excel_safe: excel_safe && format == Some(Format::Csv), format })
    }

    fn key(self) -> String {
        match self.format {
            Some(Format::Csv) if self.excel_safe => "csv-excel-safe".to_owned(),
            Some(Format::Csv) => "csv".to_owned(),
            Some(Format::Json) => "json".to_owned(),
            Some(Format::Ndjson) => "ndjson".to_owned(),
            Some(Format::Xlsx) => "xlsx".to_owned(),
            None => "parquet".to_owned(),
        }
    }
}

impl Intake {
    /// A table as a file. `ending`: `csv`, `json`, `ndjson`, `xlsx` or `parquet`; `version`: `None` for the latest.
    pub async fn representation(
        &self,
        actor: &Actor,
        identifier: &str,
        table: &str,
        version: Option<u32>,
        ending: &str,
        excel_safe: bool,
    ) -> Result<Made, IntakeError> {
        let wanted = Wanted::new(ending, excel_safe).ok_or(IntakeError::NotFound)?;
        let media_type = content_type(ending).ok_or(IntakeError::NotFound)?;
        let at = self.table(actor, identifier, table, version).await?;
        let blob = self.blob_of(&at.version, &at.table, wanted).await?;
        Ok(Made {
            blob,
            media_type,
            file_name: format!("{}-{}-v{}.{ending}", at.dataset.identifier, at.table.name, at.version.number),
            version: at.version.number,
            is_latest: at.is_latest,
        })
    }

    /// The file a version was made from, where it is public or the actor works for its publisher.
    pub async fn original(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
        number: u32,
    ) -> Result<(BlobRef, String), IntakeError> {
        let version = self.published_version(actor, identifier, distribution, number).await?;
        if !version.original.public {
            let action = catalog::Action::ReadWorkspace;
            let allowed = catalog::dataset::management::find_for(&self.ports, actor, identifier, action).await;
            allowed.map_err(|_| IntakeError::NotFound)?;
        }
        Ok((version.original.blob, version.original.file_name))
    }

    /// Makes the usual representations of a version ahead of the first request: the body of its job.
    pub async fn derive(&self, version: VersionId) -> Result<(), IntakeError> {
        let Some(version) = self.ports.versions.version(version).await? else { return Ok(()) };
        if version.purged.is_some() {
            return Ok(());
        }
        for table in &version.tables {
            for ending in ["csv", "xlsx"] {
                let wanted = Wanted::new(ending, false).ok_or(IntakeError::NotFound)?;
                match self.blob_of(&version, table, wanted).await {
                    Ok(_) | Err(IntakeError::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    async fn blob_of(&self, version: &Version, table: &Table, wanted: Wanted) -> Result<BlobRef, IntakeError> {
        let Some(format) = wanted.format else { return Ok(table.data.clone()) };
        if let Some(purge) = &version.purged {
            return Err(gone(purge, version));
        }
        let key = wanted.key();
        if let Some(blob) = self.stored(version, table, &key).await? {
            return Ok(blob);
        }

        let turn = format!("{}/{}/{key}", version.id, table.name);
        let lock = Arc::clone(self.making.lock().await.entry(turn.clone()).or_insert_with(|| Arc::new(Mutex::new(()))));
        let _mine = lock.lock().await;
        let blob = match self.stored(version, table, &key).await? {
            Some(blob) => blob,
            None => self.make_representation(version, table, format, wanted.excel_safe, key).await?,
        };
        self.making.lock().await.remove(&turn);
        Ok(blob)
    }

    async fn stored(&self, version: &Version, table: &Table, key: &str) -> Result<Option<BlobRef>, IntakeError> {
        let stored = self.ports.versions.representations(version.id).await?;
        Ok(stored.into_iter().find(|one| one.table == table.name && one.format == key).map(|one| one.blob))
    }

    async fn make_representation(
        &self,
        version: &Version,
        table: &Table,
        format: Format,
        excel_safe: bool,
        key: String,
    ) -> Result<BlobRef, IntakeError> {
        let _writing = self.writing.read().await;
        let source = BlobSource::new(&*self.ports.blobs, &table.data, table.name.as_str()).await?;
        let scratch = self.scratch.clone();
        let blobs = Arc::clone(&self.ports.blobs);
        let made = tokio::task::spawn_blocking(move || -> Result<BlobRef, IntakeError> {
            let mut sink = blobs.sink()?;
            let options = ExportOptions { excel_safe, ..ExportOptions::default() };
            let mut out = BufWriter::with_capacity(1 << 20, &mut sink);
            export(&source, format, &options, &scratch, &mut out)?;
            out.flush().map_err(catalog::blob::BlobError::from)?;
            drop(out);
            Ok(sink.finish()?)
        });
        let blob = made.await??;
        let representation =
            Representation { version: version.id, table: table.name.clone(), format: key, blob: blob.clone() };
        match self.ports.versions.add_representation(&representation).await {
            // Purged while it was made: nothing refers to the blob, the collector takes it.
            Err(StoreError::Missing { .. }) => Err(IntakeError::NotFound),
            kept => Ok(kept.map(|()| blob)?),
        }
    }
}
