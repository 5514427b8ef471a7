//! Comparing versions: of a draft with the latest, of any two published ones.

mod cache;

use std::{collections::BTreeSet, ops::ControlFlow, sync::Arc, time::Duration};

use catalog::{
    Action, Actor, DraftId, Language, Text,
    dataset::management,
    version::{ChangeSummary, Table, Version},
};
use serde::{Serialize, Serializer};
use tabular::{
    FieldType, Message, TableSchema,
    diff::{ChangeFilter, Comparison, DiffOptions, RowChange, TableDiff, diff, summary_with},
    finding::EngineError,
};
use tokio::{runtime::Handle, sync::mpsc, time::timeout};

pub(crate) use cache::Cache;

use crate::{BlobSource, Intake, IntakeError, tables::gone};

/// Bytes of values listed of a filtered comparison.
const LISTED_BYTES_MAX: usize = 64 << 20;
/// Changes handed on at once where all are shown, and how many such parts may wait.
const PART_ROWS: usize = 64;
const PARTS_HELD: usize = 2;
/// How long a part waits for whoever reads; then nobody does.
const PART_WAIT: Duration = Duration::from_mins(1);

/// Every change of a table, as it is found.
pub struct AllChanges {
    /// Name of the table.
    pub table: String,
    /// Fields that identify a row.
    pub key: Vec<String>,
    /// Names of the fields that are text in either version: only text is anything but itself to a spreadsheet.
    pub texts: BTreeSet<String>,
    /// The changes, part by part.
    pub changes: mpsc::Receiver<Result<Vec<RowChange>, IntakeError>>,
}

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
        filter: &ChangeFilter,
    ) -> Result<Vec<TableComparison>, IntakeError> {
        let old = self.published_version(actor, identifier, distribution, from).await?;
        let new = self.published_version(actor, identifier, distribution, to).await?;
        let mut compared = self.compare_tables(&old.tables, &new.tables).await?;
        if *filter != ChangeFilter::default() {
            for one in &mut compared {
                let table =
                    |version: &Version| version.tables.iter().find(|table| table.name.as_str() == one.table).cloned();
                if let (Some(diff), Some(before), Some(after)) = (&one.diff, table(&old), table(&new)) {
                    one.diff = Some(self.filtered(diff, &before, &after, filter).await?);
                }
            }
        }
        Ok(compared)
    }

    /// Every change of a table between two published versions of a distribution, as it is found: counts and examples are in
    /// [`Intake::compare`]. `None`: the first table that both versions have.
    #[expect(clippy::too_many_arguments, reason = "each says another part of what is asked")]
    pub async fn changes(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
        from: u32,
        to: u32,
        table: Option<&str>,
        filter: ChangeFilter,
    ) -> Result<AllChanges, IntakeError> {
        let old = self.published_version(actor, identifier, distribution, from).await?;
        let new = self.published_version(actor, identifier, distribution, to).await?;
        let both = new
            .tables
            .iter()
            .filter_map(|after| Some((old.tables.iter().find(|before| before.name == after.name)?, after)));
        let wanted = both.into_iter().find(|(_, after)| table.is_none_or(|name| after.name.as_str() == name));
        let (before, after) = wanted.ok_or(IntakeError::NotFound)?;
        let turn = self.compared.stream()?;
        let key = self.diff_of(before, after).await?.key.clone();
        let inputs = self.inputs(before, after).await?;
        let texts = inputs.texts();
        let (sender, changes) = mpsc::channel(PARTS_HELD);
        let runtime = Handle::current();
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let send = |part| matches!(runtime.block_on(timeout(PART_WAIT, sender.send(part))), Ok(Ok(())));
            let mut part = Vec::new();
            let shown = inputs.comparison().and_then(|compared| {
                compared.visit(&filter, |change| {
                    part.push(change);
                    if part.len() < PART_ROWS {
                        return ControlFlow::Continue(());
                    }
                    // Nobody listens any more: stop.
                    if send(Ok(std::mem::take(&mut part))) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                })
            });
            let last = match shown {
                Ok(()) if part.is_empty() => return,
                Ok(()) => Ok(part),
                Err(error) => Err(IntakeError::from(error)),
            };
            send(last);
        });
        Ok(AllChanges { table: after.name.to_string(), key, texts, changes })
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
        let key = (old.data.sha256.clone(), new.data.sha256.clone(), ChangeFilter::default());
        if let Some(kept) = self.compared.get(&key) {
            return Ok(kept);
        }
        let inputs = self.inputs(old, new).await?;
        let options = DiffOptions { changes_max: self.config.changes_max, ..options() };
        let scratch = self.scratch.clone();
        let turn = self.compared.turn().await;
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let Inputs { old, new, old_schema, new_schema } = &inputs;
            diff(old, new, old_schema, new_schema, &options, &scratch)
        });
        let made = Arc::new(made.await??);
        self.compared.put(key, Arc::clone(&made));
        Ok(made)
    }

    /// The same counts with only the wanted changes listed; the tables are read again where not all of them were.
    async fn filtered(
        &self,
        diff: &Arc<TableDiff>,
        old: &Table,
        new: &Table,
        filter: &ChangeFilter,
    ) -> Result<Arc<TableDiff>, IntakeError> {
        let mut made = TableDiff { changes: Vec::new(), ..TableDiff::clone(diff) };
        if !diff.truncated {
            let wanted = diff.changes.iter().cloned();
            made.changes = wanted.filter_map(|change| filter.apply(change, &diff.fields_renamed)).collect();
            return Ok(Arc::new(made));
        }
        let key = (old.data.sha256.clone(), new.data.sha256.clone(), filter.clone());
        if let Some(kept) = self.compared.get(&key) {
            return Ok(kept);
        }
        let inputs = self.inputs(old, new).await?;
        let (filter, changes_max) = (filter.clone(), self.config.changes_max);
        let turn = self.compared.turn().await;
        let listed = tokio::task::spawn_blocking(move || -> Result<_, EngineError> {
            let _turn = turn;
            let (mut listed, mut bytes, mut more) = (Vec::new(), 0, false);
            inputs.comparison()?.visit(&filter, |change| {
                more = listed.len() >= changes_max || bytes > LISTED_BYTES_MAX;
                if more {
                    return ControlFlow::Break(());
                }
                let texts = change.cells.iter().flat_map(|cell| [&cell.old, &cell.new]).flatten();
                bytes += texts.map(String::len).sum::<usize>();
                listed.push(change);
                ControlFlow::Continue(())
            })?;
            Ok((listed, more))
        });
        (made.changes, made.truncated) = listed.await??;
        let made = Arc::new(made);
        self.compared.put(key, Arc::clone(&made));
        Ok(made)
    }

    async fn inputs(&self, old: &Table, new: &Table) -> Result<Inputs, IntakeError> {
        Ok(Inputs {
            old_schema: serde_json::from_value(old.schema.clone())?,
            new_schema: serde_json::from_value(new.schema.clone())?,
            old: BlobSource::new(&*self.ports.blobs, &old.data, old.name.as_str()).await?,
            new: BlobSource::new(&*self.ports.blobs, &new.data, new.name.as_str()).await?,
        })
    }
}

/// Two stored tables to compare.
struct Inputs {
    old: BlobSource,
    new: BlobSource,
    old_schema: TableSchema,
    new_schema: TableSchema,
}

impl Inputs {
    /// Names of fields that are text in either version.
    fn texts(&self) -> BTreeSet<String> {
        let fields = self.old_schema.fields.iter().chain(&self.new_schema.fields);
        fields.filter(|field| field.field_type == FieldType::String).map(|field| field.name.clone()).collect()
    }

    fn comparison(&self) -> Result<Comparison<'_>, EngineError> {
        Comparison::new(&self.old, &self.new, &self.old_schema, &self.new_schema, &options())
    }
}

fn options() -> DiffOptions {
    DiffOptions { key: None, changes_max: 0, renames: true }
}

fn comparison(table: &Table, diff: Option<Arc<TableDiff>>) -> TableComparison {
    let (state, sentence) = match &diff {
        Some(diff) => (TableState::Compared, summary_of(diff, table)),
        None => (TableState::Added, Message::new("нова таблиця", "a new table")),
    };
    TableComparison { table: table.name.to_string(), title: table.title.clone(), state, diff, summary: sentence }
}

/// The sentence, with what the newer version calls the fields.
fn summary_of(diff: &TableDiff, table: &Table) -> Message {
    summary_with(diff, |name| {
        let field = table.fields.iter().find(|field| field.name == name)?;
        Some(Message::new(field.title.get(Language::Uk), field.title.get(Language::En)))
    })
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
                let per_field = diff.per_field.iter().map(|(field, count)| (qualified(&one.table, field), *count));
                changes.cells_per_field.extend(per_field);
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
