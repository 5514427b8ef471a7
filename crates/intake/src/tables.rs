//! Finding tables: by name across a dataset's versions, and their names from one version to the next.

use catalog::{
    Action, Actor,
    dataset::{Dataset, Distribution, management},
    version::{Table, TableName, Version},
};

use crate::{Intake, IntakeError};

/// A table at a version.
#[derive(Debug, Clone)]
pub struct TableAt {
    /// Its dataset.
    pub dataset: Dataset,
    /// Its version.
    pub version: Version,
    /// The table.
    pub table: Table,
    /// True where the version is the latest of its distribution.
    pub is_latest: bool,
}

impl Intake {
    /// A published table at a version; the latest that its distribution has where `number` is `None`.
    pub async fn table(
        &self,
        actor: &Actor,
        identifier: &str,
        table: &str,
        number: Option<u32>,
    ) -> Result<TableAt, IntakeError> {
        let (dataset, _) = management::find_for(&self.ports, actor, identifier, Action::Read).await?;
        // A withdrawn dataset's page is public, its data are not.
        if dataset.state != catalog::dataset::DatasetState::Published {
            management::find_for(&self.ports, actor, identifier, Action::ReadWorkspace)
                .await
                .map_err(|_| IntakeError::NotFound)?;
        }
        let versions = self.ports.versions.versions(dataset.id).await?;
        let distribution = distribution_of(&dataset, &versions, table).ok_or(IntakeError::NotFound)?;
        let wanted = number.unwrap_or(distribution.latest_version);
        let is_latest = wanted == distribution.latest_version;
        let version = versions
            .into_iter()
            .find(|version| version.distribution_id == distribution.id && version.number == wanted)
            .ok_or(IntakeError::NotFound)?;
        if let Some(purge) = &version.purged {
            return Err(gone(purge, &version));
        }
        let found = version.table(table).cloned().ok_or(IntakeError::NotFound)?;
        Ok(TableAt { version, table: found, is_latest, dataset })
    }
}

/// The distribution whose newest version holding that table is found first.
fn distribution_of<'a>(dataset: &'a Dataset, versions: &[Version], table: &str) -> Option<&'a Distribution> {
    let latest = dataset.distributions.iter().find(|distribution| {
        versions.iter().any(|version| {
            version.distribution_id == distribution.id
                && version.number == distribution.latest_version
                && version.table(table).is_some()
        })
    });
    latest.or_else(|| {
        let version = versions.iter().find(|version| version.table(table).is_some())?;
        dataset.distribution_by_id(version.distribution_id)
    })
}

/// The answer where a version was purged.
pub(crate) fn gone(purge: &catalog::version::Purge, version: &Version) -> IntakeError {
    IntakeError::Gone { purge: Box::new(purge.clone()), sha256: version.original.blob.sha256.clone() }
}

/// Names for the tables of a new file, so that a table keeps its name from version to version.
///
/// One table stays the table it was, whatever the file is called this month; several are matched by their own names. The only
/// table of a first version is called `first`: as its standard, else as its dataset. Names other distributions use are avoided.
pub(crate) fn names(read: &[String], before: &[Table], first: &str, taken: &[String]) -> Vec<TableName> {
    let mut names: Vec<TableName> = Vec::with_capacity(read.len());
    for own in read {
        let wanted = match (read, before) {
            ([_], [only]) => only.name.as_str(),
            ([_], []) => first,
            _ => own,
        };
        let is_free =
            |name: &str| !names.iter().any(|used| used.as_str() == name) && !taken.iter().any(|used| used == name);
        let mut candidate = wanted.to_owned();
        let mut suffix = 2;
        while !is_free(&candidate) {
            candidate = format!("{}-{suffix}", wanted.chars().take(90).collect::<String>());
            suffix += 1;
        }
        names.push(TableName::new(&candidate).unwrap_or_else(|| fallback(names.len())));
    }
    names
}

fn fallback(index: usize) -> TableName {
    TableName::new(format!("table-{}", index + 1)).expect("letters, a hyphen and digits are lawful")
}

#[cfg(test)]
mod tests {
    use super::names;

    fn texts(names: Vec<catalog::version::TableName>) -> Vec<String> {
        names.into_iter().map(String::from).collect()
    }

    #[test]
    fn an_only_first_table_takes_the_name_of_its_standard_or_dataset() {
        let named = names(&["parkings_2026_11".to_owned()], &[], "parking", &[]);

        assert_eq!(texts(named), ["parking"]);
    }

    #[test]
    fn a_name_another_distribution_uses_gets_a_number() {
        let named = names(&["file".to_owned()], &[], "stops", &["stops".to_owned()]);

        assert_eq!(texts(named), ["stops-2"]);
    }
}
