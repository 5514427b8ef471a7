//! The clerk looks at a draft and decides: fixes, undo, grounds for personal data, discard.

use catalog::{
    Action, Actor, DraftId,
    blob::BlobRef,
    dataset::Dataset,
    draft::{Draft, DraftState, Justification},
    job::{NewJob, Work},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use tabular::{FixId, Recipe, Report, Step, TableProfile, recipe::ReadingChoices};

use crate::{Intake, IntakeError, upload::note};

/// Steps that can be undone, one by one.
const UNDO_MAX: usize = 100;
/// Fixes in a recipe.
const STEPS_MAX: usize = 2_000;
/// Characters of a stated ground.
const GROUND_CHARACTERS_MAX: usize = 1_000;

/// A change to a draft's recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", content = "value", rename_all = "kebab-case")]
pub enum RecipeChange {
    /// Every safe fix, now and in the next files.
    FixAllSafe,
    /// One fix more.
    Add(Step),
    /// One fix less.
    Remove(Step),
    /// Other reading choices.
    Reading(ReadingChoices),
    /// Back by one step.
    Undo,
    /// No fixes at all.
    Reset,
}

impl Intake {
    /// A draft and its dataset.
    pub async fn draft(&self, actor: &Actor, id: DraftId) -> Result<(Draft, Dataset), IntakeError> {
        self.load(actor, id, Action::ReadWorkspace).await
    }

    /// The report of a checked draft.
    pub async fn report(&self, actor: &Actor, id: DraftId) -> Result<Report, IntakeError> {
        let (draft, _) = self.load(actor, id, Action::ReadWorkspace).await?;
        let built = draft.built.ok_or(IntakeError::WrongState(draft.state.name()))?;
        self.document(&built.report).await
    }

    /// The profile of a checked draft.
    pub async fn profile(&self, actor: &Actor, id: DraftId) -> Result<Vec<TableProfile>, IntakeError> {
        let (draft, _) = self.load(actor, id, Action::ReadWorkspace).await?;
        let built = draft.built.ok_or(IntakeError::WrongState(draft.state.name()))?;
        self.document(&built.profile).await
    }

    /// The recipe of a draft.
    pub async fn recipe(&self, actor: &Actor, id: DraftId) -> Result<Recipe, IntakeError> {
        let (draft, _) = self.load(actor, id, Action::ReadWorkspace).await?;
        Ok(serde_json::from_value(draft.recipe)?)
    }

    /// Changes a draft's recipe and queues the check that applies it.
    pub async fn change_recipe(
        &self,
        actor: &Actor,
        id: DraftId,
        change: RecipeChange,
        revision: Option<u64>,
    ) -> Result<Draft, IntakeError> {
        let (mut draft, dataset) = self.load(actor, id, Action::Edit).await?;
        if revision.is_some_and(|revision| revision != draft.revision) {
            return Err(IntakeError::Conflict { current: draft.revision });
        }
        if !draft.state.is_open() || draft.original.is_none() {
            return Err(IntakeError::WrongState(draft.state.name()));
        }

        let facts = json!({ "draft": id, "change": change });
        if change == RecipeChange::Undo {
            let Some(before) = draft.undo.pop() else { return Ok(draft) };
            draft.recipe = before;
        } else {
            let recipe = apply(serde_json::from_value(draft.recipe.clone())?, change)?;
            draft.undo.push(std::mem::replace(&mut draft.recipe, serde_json::to_value(recipe)?));
            if draft.undo.len() > UNDO_MAX {
                draft.undo.remove(0);
            }
        }
        self.check_again(actor, draft, &dataset, "draft.recipe-changed", facts).await
    }

    /// States the ground on which personal data may be published; signed by the actor and kept in the event log.
    pub async fn justify(
        &self,
        actor: &Actor,
        id: DraftId,
        table: Option<String>,
        field: String,
        kind: String,
        ground: String,
    ) -> Result<Draft, IntakeError> {
        let (mut draft, dataset) = self.load(actor, id, Action::Publish).await?;
        let ground = ground.trim().to_owned();
        if ground.is_empty() || ground.chars().count() > GROUND_CHARACTERS_MAX {
            return Err(IntakeError::Invalid("ground"));
        }
        let known =
            draft.unresolved_personal().iter().any(|hit| hit.table == table && hit.field == field && hit.kind == kind);
        if !known {
            return Err(IntakeError::NotFound);
        }
        let now = self.ports.clock.now();
        let facts = json!({ "draft": id, "table": table, "field": field, "kind": kind, "ground": ground });
        draft.justifications.push(Justification { table, field, kind, ground, person: actor.person_id(), at: now });
        draft.changed_at = now;
        let change = note(&dataset, actor, "draft.personal-data-justified", facts, now);
        self.ports.drafts.save_draft(&draft, change).await?;
        Ok(Draft { revision: draft.revision + 1, ..draft })
    }

    /// Throws a draft away.
    pub async fn discard(&self, actor: &Actor, id: DraftId) -> Result<(), IntakeError> {
        let (draft, dataset) = self.load(actor, id, Action::Edit).await?;
        if !draft.state.is_open() {
            return Err(IntakeError::WrongState(draft.state.name()));
        }
        let now = self.ports.clock.now();
        let change = note(&dataset, actor, "draft.discarded", json!({ "draft": id }), now);
        let discarded = Draft { state: DraftState::Discarded, changed_at: now, ..draft };
        self.ports.drafts.save_draft(&discarded, change).await?;
        self.forget_upload(id).await;
        Ok(())
    }

    async fn check_again(
        &self,
        actor: &Actor,
        draft: Draft,
        dataset: &Dataset,
        kind: &'static str,
        facts: serde_json::Value,
    ) -> Result<Draft, IntakeError> {
        let now = self.ports.clock.now();
        let mut change = note(dataset, actor, kind, facts, now);
        change.jobs.push(NewJob::now(Work::CheckDraft { draft: draft.id }, Some(dataset.id), now));
        let draft = Draft { state: DraftState::Waiting, changed_at: now, ..draft };
        self.ports.drafts.save_draft(&draft, change).await?;
        Ok(Draft { revision: draft.revision + 1, ..draft })
    }

    pub(crate) async fn document<T: DeserializeOwned>(&self, blob: &BlobRef) -> Result<T, IntakeError> {
        Ok(serde_json::from_slice(&self.ports.blobs.get(&blob.sha256).await?)?)
    }
}

/// 256 random bits.
fn secret_key() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

fn apply(mut recipe: Recipe, change: RecipeChange) -> Result<Recipe, IntakeError> {
    recipe.version = 1;
    match change {
        RecipeChange::FixAllSafe => {
            recipe.all_safe = true;
            recipe.except.clear();
        }
        RecipeChange::Add(mut step) => {
            // The key of pseudonyms lives in the recipe alone, never in the log of events: with it all tax numbers are soon tried.
            if step.fix == FixId::Pseudonymise {
                step.choice = Some(secret_key());
            }
            recipe.except.retain(|except| except.fix != step.fix || except.field != step.field);
            // A new choice for the same fix replaces the old one.
            recipe.steps.retain(|old| (old.fix, &old.table, &old.field) != (step.fix, &step.table, &step.field));
            recipe.steps.push(step);
        }
        RecipeChange::Remove(step) => {
            recipe.steps.retain(|old| {
                old.fix != step.fix || (step.field.is_some() && old.field.is_some() && old.field != step.field)
            });
            if recipe.all_safe && !recipe.except.contains(&step) {
                recipe.except.push(Step { choice: None, ..step });
            }
        }
        RecipeChange::Reading(choices) => recipe.reading = choices,
        RecipeChange::Reset => recipe = Recipe { reading: recipe.reading, ..Recipe::empty() },
        RecipeChange::Undo => {}
    }
    if recipe.steps.len() + recipe.except.len() > STEPS_MAX {
        return Err(IntakeError::Invalid("recipe"));
    }
    Ok(recipe)
}

#[cfg(test)]
mod tests {
    use tabular::{FixId, Recipe, Safety, Step};

    use super::{RecipeChange, apply};

    fn step(fix: FixId, field: &str) -> Step {
        Step { fix, table: None, field: Some(field.to_owned()), choice: None }
    }

    #[test]
    fn a_safe_fix_that_was_taken_back_stays_out_of_all_safe() {
        let all = apply(Recipe::empty(), RecipeChange::FixAllSafe).expect("a small recipe");

        let without_dates = apply(all, RecipeChange::Remove(step(FixId::Dates, "opened"))).expect("a small recipe");

        assert!(!without_dates.applies(FixId::Dates, Safety::Safe, "stops", Some("opened")));
        assert!(without_dates.applies(FixId::Dates, Safety::Safe, "stops", Some("closed")));
    }

    #[test]
    fn pseudonyms_get_a_key_of_their_own_that_nobody_chose() {
        let asked = RecipeChange::Add(step(FixId::Pseudonymise, "name"));

        let keys = [0, 1].map(|_| {
            let recipe = apply(Recipe::empty(), asked.clone()).expect("a small recipe");
            recipe.choice(FixId::Pseudonymise, "t", "name").map(ToOwned::to_owned)
        });

        assert!(keys[0].as_ref().is_some_and(|key| key.len() == 64) && keys[0] != keys[1]);
    }

    #[test]
    fn a_second_choice_for_a_fix_replaces_the_first() {
        let chosen =
            |choice: &str| RecipeChange::Add(Step { choice: Some(choice.to_owned()), ..step(FixId::Dates, "day") });

        let first = apply(Recipe::empty(), chosen("mdy")).expect("a small recipe");
        let second = apply(first, chosen("dmy")).expect("a small recipe");

        assert_eq!(second.choice(FixId::Dates, "t", "day"), Some("dmy"));
        assert_eq!(second.steps.len(), 1);
    }
}
