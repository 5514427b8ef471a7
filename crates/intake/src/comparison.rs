//! Comparing versions: of a draft with the latest, of any two published ones.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use catalog::{
    Action, Actor, DraftId, Text,
    blob::BlobHash,
    dataset::management,
    version::{ChangeSummary, Table, Version},
};
use serde::{Serialize, Serializer};
use tabular::{
    Message, TableSchema,
    diff::{DiffOptions, TableDiff, diff, summary},
};

use crate::{BlobSource, Intake, IntakeError, tables::gone};

/// Comparisons kept in memory: pages of one comparison are asked for one after another.
const KEPT_MAX: usize = 24;

/// How a table stands in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableState {
    /// Only the newer version has it.
    Added,
    /// Only the older version has it.
    Removed,
    /// Both have it.
    Compared,
}

/// One table in two versions.
#[derive(Debug, Clone, Serialize)]
pub struct TableComparison {
    /// Name.
    pub table: String,
    /// Title, of the newer version where it has one.
    pub title: Text,
    /// How it stands.
    pub state: TableState,
    /// Differences, where both versions have it.
    #[serde(serialize_with = "shared")]
    pub diff: Option<Arc<TableDiff>>,
    /// One sentence.
    pub summary: Message,
}

#[expect(clippy::ref_option, reason = "serde hands the field as it is")]
fn shared<S: Serializer>(diff: &Option<Arc<TableDiff>>, serializer: S) -> Result<S::Ok, S::Error> {
    diff.as_deref().serialize(serializer)
}

/// The hashes of what was compared: old, new.
type Pair = (BlobHash, BlobHash);

/// Results of comparisons, by the hashes of what was compared. Blobs never change, so neither do these.
#[derive(Default)]
pub(crate) struct Cache {
    kept: Mutex<VecDeque<(Pair, Arc<TableDiff>)>>,
}

impl Cache {
    fn get(&self, key: &Pair) -> Option<Arc<TableDiff>> {
        let kept = self.kept.lock().expect("no code panics while it holds this lock");
        kept.iter().find(|(known, _)| known == key).map(|(_, diff)| Arc::clone(diff))
    }

    fn put(&self, key: Pair, diff: Arc<TableDiff>) {
        let mut kept = self.kept.lock().expect("no code panics while it holds this lock");
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((key, diff));
    }
}

impl Intake {
    /// What a checked draft would change.
    pub async fn draft_changes(&self, actor: &Actor, id: DraftId) -> Result<Vec<TableComparison>, IntakeError> {
        let (draft, _) = self.load(actor, id, Action::ReadWorkspace).await?;
        let built = draft.built.ok_or(IntakeError::WrongState(draft.state.name()))?;
        let base = self.ports.versions.version_by_number(draft.distribution_id, built.base_version).await?;
        match base.filter(|version| version.purged.is_none()) {
            Some(base) => self.compare_tables(&base.tables, &built.tables).await,
            None => Ok(Vec::new()),
        }
    }

    /// How two published versions of a distribution differ.
    pub async fn compare(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
        from: u32,
        to: u32,
    ) -> Result<Vec<TableComparison>, IntakeError> {
        let old = self.published_version(actor, identifier, distribution, from).await?;
        let new = self.published_version(actor, identifier, distribution, to).await?;
        self.compare_tables(&old.tables, &new.tables).await
    }

    /// A version the actor may read; `Gone` where it was purged.
    pub async fn published_version(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
        number: u32,
    ) -> Result<Version, IntakeError> {
        let (dataset, access) = management::find_for(&self.ports, actor, identifier, Action::Read).await?;
        if !access.sees(actor, &dataset) {
            return Err(IntakeError::NotFound);
        }
        let distribution = dataset.distribution(distribution).ok_or(IntakeError::NotFound)?;
        let version = self.ports.versions.version_by_number(distribution.id, number).await?;
        let version = version.ok_or(IntakeError::NotFound)?;
        match &version.purged {
            Some(purge) => Err(gone(purge, &version)),
            None => Ok(version),
        }
    }

    pub(crate) async fn compare_tables(
        &self,
        old: &[Table],
        new: &[Table],
    ) -> Result<Vec<TableComparison>, IntakeError> {
        let mut compared = Vec::new();
        for table in new {
            let diff = match old.iter().find(|before| before.name == table.name) {
                Some(before) => Some(self.diff_of(before, table).await?),
                None => None,
            };
            compared.push(comparison(table, diff));
        }
        let gone = old.iter().filter(|before| !new.iter().any(|table| table.name == before.name));
        compared.extend(gone.map(|table| TableComparison {
            table: table.name.to_string(),
            title: table.title.clone(),
            state: TableState::Removed,
            diff: None,
            summary: Message::new("таблиці більше немає", "the table is gone"),
        }));
        Ok(compared)
    }

    async fn diff_of(&self, old: &Table, new: &Table) -> Result<Arc<TableDiff>, IntakeError> {
        let key = (old.data.sha256.clone(), new.data.sha256.clone());
        if let Some(kept) = self.compared.get(&key) {
            return Ok(kept);
        }
        let old_schema: TableSchema = serde_json::from_value(old.schema.clone())?;
        let new_schema: TableSchema = serde_json::from_value(new.schema.clone())?;
        let old_source = BlobSource::new(&*self.ports.blobs, &old.data, old.name.as_str()).await?;
        let new_source = BlobSource::new(&*self.ports.blobs, &new.data, new.name.as_str()).await?;
        let options = DiffOptions { key: None, changes_max: self.config.changes_max, renames: true };
        let scratch = self.scratch.clone();
        let made = tokio::task::spawn_blocking(move || {
            diff(&old_source, &new_source, &old_schema, &new_schema, &options, &scratch)
        });
        let made = Arc::new(made.await??);
        self.compared.put(key, Arc::clone(&made));
        Ok(made)
    }
}

fn comparison(table: &Table, diff: Option<Arc<TableDiff>>) -> TableComparison {
    let (state, sentence) = match &diff {
        Some(diff) => (TableState::Compared, summary(diff)),
        None => (TableState::Added, Message::new("нова таблиця", "a new table")),
    };
    TableComparison { table: table.name.to_string(), title: table.title.clone(), state, diff, summary: sentence }
}

/// Adds up a comparison for the version's record.
pub(crate) fn summarise(since_version: u32, compared: &[TableComparison]) -> ChangeSummary {
    let mut changes = ChangeSummary { since_version, ..ChangeSummary::default() };
    let qualified =
        |table: &str, field: &str| if compared.len() > 1 { format!("{table}.{field}") } else { field.to_owned() };
    for one in compared {
        match (&one.state, &one.diff) {
            (TableState::Added, _) => changes.tables_added.push(one.table.clone()),
            (TableState::Removed, _) => changes.tables_removed.push(one.table.clone()),
            (TableState::Compared, None) => {}
            (TableState::Compared, Some(diff)) => {
                changes.rows_added += diff.rows_added;
                changes.rows_removed += diff.rows_removed;
                changes.rows_changed += diff.rows_changed;
                changes.cells_changed += diff.cells_changed;
                let named =
                    |fields: &[String]| fields.iter().map(|field| qualified(&one.table, field)).collect::<Vec<_>>();
                changes.fields_added.extend(named(&diff.fields_added));
                changes.fields_removed.extend(named(&diff.fields_removed));
                let renamed = diff.fields_renamed.iter().map(|(old, new)| (qualified(&one.table, old), new.clone()));
                changes.fields_renamed.extend(renamed);
                let retyped = diff
                    .fields_retyped
                    .iter()
                    .map(|(field, old, new)| (qualified(&one.table, field), old.clone(), new.clone()));
                changes.fields_retyped.extend(retyped);
            }
        }
    }
    changes
}
