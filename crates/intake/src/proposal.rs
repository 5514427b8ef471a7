//! Which standard the tables of a draft likely follow, and whether they are held to it.

use std::sync::Arc;

use catalog::{Action, Actor, DraftId, dataset::management, draft::Draft};
use serde_json::json;
use standards::{Proposal, Proposer, propose::columns};
use tabular::{TableProfile, TableSchema};

use crate::{Intake, IntakeError};

/// From this confidence a proposal is shown to whoever looks at a draft: with the columns beside it a person sees what it is worth.
const SHOWN_FROM: f64 = 0.45;

/// The standard that a table of a draft likely follows, or the one it is held to.
#[derive(Debug, Clone)]
pub struct TableProposal {
    /// Name of the table.
    pub table: String,
    /// Names of its fields, in order: what the columns of the proposal are called now.
    pub names: Vec<String>,
    /// Which column is which field.
    pub proposal: Proposal,
    /// The distribution follows the standard already.
    pub is_followed: bool,
}

impl TableProposal {
    /// Fields that are called otherwise than the standard calls them, as (place in the mapping, name now).
    pub fn renames(&self) -> impl Iterator<Item = (usize, &str)> {
        let mapping = self.proposal.mapping.iter().enumerate();
        mapping.filter_map(|(place, mapped)| {
            let now = self.names.get(mapped.column)?.as_str();
            (now != mapped.field).then_some((place, now))
        })
    }
}

impl Intake {
    /// The standard of each table of a checked draft: the one its distribution follows, else the likeliest where it is likely enough.
    pub async fn proposals(&self, actor: &Actor, id: DraftId) -> Result<Vec<TableProposal>, IntakeError> {
        let (draft, dataset) = self.load(actor, id, Action::ReadWorkspace).await?;
        let built = draft.built.ok_or(IntakeError::WrongState(draft.state.name()))?;
        let profiles: Vec<TableProfile> = self.document(&built.profile).await?;
        let distribution = dataset.distribution_by_id(draft.distribution_id);
        let followed = distribution.and_then(|distribution| distribution.standard.clone());
        let (standards, kinds) = (Arc::clone(&self.standards), Arc::clone(&self.engine.kinds));
        let made = tokio::task::spawn_blocking(move || {
            let proposer = Proposer::new(&standards);
            let mut found = Vec::new();
            for (table, profile) in built.tables.iter().zip(&profiles) {
                let schema: TableSchema = serde_json::from_value(table.schema.clone())?;
                let columns = columns(&schema.fields, profile);
                let proposal = if let Some(standard) = &followed {
                    proposer.map(standard, &*kinds, &columns)
                } else {
                    let likeliest = proposer.propose(&*kinds, &columns).into_iter().next();
                    likeliest.filter(|likeliest| likeliest.confidence >= SHOWN_FROM)
                };
                found.extend(proposal.map(|proposal| TableProposal {
                    table: table.name.to_string(),
                    names: table.fields.iter().map(|field| field.name.clone()).collect(),
                    proposal,
                    is_followed: followed.is_some(),
                }));
            }
            // A distribution's standard speaks of one of its tables.
            if followed.is_some() {
                found.sort_by(|left, right| right.proposal.confidence.total_cmp(&left.proposal.confidence));
                found.truncate(1);
            }
            Ok(found)
        });
        made.await?
    }

    /// Holds the distribution of a draft to a standard, or to none, and checks the draft by it.
    pub async fn follow_standard(
        &self,
        actor: &Actor,
        id: DraftId,
        standard: Option<String>,
        revision: Option<u64>,
    ) -> Result<Draft, IntakeError> {
        let (draft, dataset) = self.load(actor, id, Action::Edit).await?;
        if revision.is_some_and(|revision| revision != draft.revision) {
            return Err(IntakeError::Conflict { current: draft.revision });
        }
        if !draft.state.is_open() || draft.original.is_none() {
            return Err(IntakeError::WrongState(draft.state.name()));
        }
        if standard.as_deref().is_some_and(|standard| self.standards.get(standard).is_none()) {
            return Err(IntakeError::Invalid("standard"));
        }
        let facts = json!({ "draft": id, "change": { "change": "standard", "value": standard } });
        // Should this be the last thing that happens, the job is saved already.
        let distribution = draft.distribution_id;
        let dataset =
            management::follow_standard(&self.ports, actor, &dataset, distribution, standard, draft.id).await?;
        self.check_again(actor, draft, &dataset, "draft.recipe-changed", facts).await
    }
}
