//! How the structure of a distribution's tables changed over its versions.

use catalog::{
    Action, Actor, Text,
    dataset::management,
    version::{Table, Version},
};
use serde::Serialize;
use tabular::{
    TableSchema,
    diff::align::{AlignedField, Shape, align, samples},
};

use crate::{BlobSource, Intake, IntakeError};

/// Versions that are aligned, the latest: what is older is said to be left out.
const VERSIONS_MAX: usize = 60;

/// A table across versions.
#[derive(Debug, Clone, Serialize)]
pub struct TableStructure {
    /// Name.
    pub table: String,
    /// Title in the latest version that has it.
    pub title: Text,
    /// Numbers of the versions that have it, oldest first.
    pub versions: Vec<u32>,
    /// Fields across these versions.
    pub fields: Vec<AlignedField>,
}

impl Intake {
    /// The tables of a distribution across its versions that are not purged; and whether older ones are left out.
    pub async fn structure(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
    ) -> Result<(Vec<TableStructure>, bool), IntakeError> {
        let (dataset, access) = management::find_for(&self.ports, actor, identifier, Action::Read).await?;
        if !access.sees(actor, &dataset) {
            return Err(IntakeError::NotFound);
        }
        let distribution = dataset.distribution(distribution).ok_or(IntakeError::NotFound)?.id;
        let mut versions = self.ports.versions.versions(dataset.id).await?;
        versions.retain(|version| version.distribution_id == distribution && version.purged.is_none());
        versions.sort_by_key(|version| version.number);
        let left_out = versions.len().saturating_sub(VERSIONS_MAX);
        versions.drain(..left_out);
        let mut names: Vec<String> = Vec::new();
        for table in versions.iter().rev().flat_map(|version| &version.tables) {
            if names.iter().all(|name| name != table.name.as_str()) {
                names.push(table.name.to_string());
            }
        }
        let mut structures = Vec::with_capacity(names.len());
        for name in names {
            structures.push(self.table_structure(&versions, name).await?);
        }
        Ok((structures, left_out > 0))
    }

    async fn table_structure(&self, versions: &[Version], name: String) -> Result<TableStructure, IntakeError> {
        let tables: Vec<(u32, &Table)> =
            versions.iter().filter_map(|version| Some((version.number, version.table(&name)?))).collect();
        let names = |table: &Table| table.fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>();
        // Values are needed only where names do not tell.
        let is_steady = tables.windows(2).all(|two| names(two[0].1) == names(two[1].1));
        let mut inputs = Vec::with_capacity(tables.len());
        for (_, table) in &tables {
            let schema: TableSchema = serde_json::from_value(table.schema.clone())?;
            let source = if is_steady {
                None
            } else {
                Some(BlobSource::new(&*self.ports.blobs, &table.data, table.name.as_str()).await?)
            };
            inputs.push((schema, source));
        }
        let fields = tokio::task::spawn_blocking(move || {
            let mut shapes = Vec::with_capacity(inputs.len());
            for (schema, source) in &inputs {
                let samples = source.as_ref().map(|source| samples(source, schema)).transpose()?;
                shapes.push(Shape { schema: Some(schema), samples: samples.unwrap_or_default() });
            }
            Ok::<_, IntakeError>(align(&shapes))
        });
        Ok(TableStructure {
            title: tables.last().map(|(_, table)| table.title.clone()).unwrap_or_default(),
            versions: tables.iter().map(|(number, _)| *number).collect(),
            fields: fields.await??,
            table: name,
        })
    }
}
