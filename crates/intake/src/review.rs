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
use tabular::{
    FixId, Recipe, Report, Step, TableProfile,
    recipe::{RECIPE_VERSION, ReadingChoices, Refusal},
};

use crate::{Intake, IntakeError, upload::note};

/// Steps that can be undone, one by one.
const UNDO_MAX: usize = 100;
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
    /// The step of that number less, from 0, wherever it stands.
    RemoveAt(usize),
    /// The step of a number stands elsewhere now.
    Move {
        /// Where it stands, from 0.
        from: usize,
        /// Where it is to stand.
        to: usize,
    },
    /// Rows of header of a table, joined.
    HeaderRows {
        /// Name of the table.
        table: String,
        /// How many.
        rows: u64,
    },
    /// A recipe that was exported, instead of the own one.
    Import(serde_json::Value),
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

        let facts = json!({ "draft": id, "change": facts_of(&change) });
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

    pub(crate) async fn check_again(
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

/// Digits of a key, hex.
const SECRET_KEY_DIGITS: usize = 64;

/// 256 random bits.
fn secret_key() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

fn apply(mut recipe: Recipe, change: RecipeChange) -> Result<Recipe, IntakeError> {
    let refused = |_: Refusal| IntakeError::Invalid("recipe");
    recipe.version = RECIPE_VERSION;
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
            recipe.add(step).map_err(refused)?;
        }
        RecipeChange::Remove(step) => recipe.take_back(step).map_err(refused)?,
        RecipeChange::RemoveAt(index) => drop(recipe.remove_at(index).map_err(refused)?),
        RecipeChange::Move { from, to } => recipe.move_step(from, to).map_err(refused)?,
        RecipeChange::HeaderRows { table, rows } => drop(recipe.reading.header_rows.insert(table, rows)),
        RecipeChange::Import(document) => {
            recipe = Recipe::from_json(&document.to_string()).map_err(|_| IntakeError::Invalid("recipe"))?;
            // A key that somebody chose, or none, hides nobody.
            let keyless = |step: &&mut Step| {
                step.fix == FixId::Pseudonymise && step.choice.as_ref().is_none_or(|key| key.len() < SECRET_KEY_DIGITS)
            };
            recipe.steps.iter_mut().filter(keyless).for_each(|step| step.choice = Some(secret_key()));
        }
        RecipeChange::Reading(choices) => recipe.reading = choices,
        RecipeChange::Reset => recipe = Recipe { reading: recipe.reading, ..Recipe::empty() },
        RecipeChange::Undo => {}
    }
    Ok(recipe)
}

/// What the event log says of a change: which fix of which field, never a value of a cell.
fn facts_of(change: &RecipeChange) -> serde_json::Value {
    let bare = Step::without_values;
    let told = match change {
        RecipeChange::Add(step) => RecipeChange::Add(bare(step)),
        RecipeChange::Remove(step) => RecipeChange::Remove(bare(step)),
        RecipeChange::Import(_) => RecipeChange::Import(serde_json::Value::Null),
        other => other.clone(),
    };
    json!(told)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tabular::{FixId, Recipe, Step, With};

    use super::{RecipeChange, apply, facts_of};

    #[test]
    fn any_step_of_a_recipe_can_be_taken_back_and_moved() {
        let spaces = Step::of(FixId::Spaces).on("a");
        let dates = Step::of(FixId::Dates).on("b");
        let both = [spaces, dates.clone()]
            .into_iter()
            .try_fold(Recipe::empty(), |recipe, step| apply(recipe, RecipeChange::Add(step)));

        let moved =
            apply(both.expect("a small recipe"), RecipeChange::Move { from: 1, to: 0 }).expect("both are there");
        let left = apply(moved, RecipeChange::RemoveAt(1)).expect("the step is there");

        assert_eq!(left.steps, [dates]);
        assert!(apply(left, RecipeChange::RemoveAt(1)).is_err());
    }

    #[test]
    fn the_event_log_hears_of_no_value() {
        let cell = With::Cell { row: 2, old: "3141592653".into(), new: String::new() };

        let told = facts_of(&RecipeChange::Add(Step::of(FixId::Cell).on("РНОКПП").with(cell)));

        assert_eq!(told, json!({ "change": "add", "value": { "fix": "cell", "field": "РНОКПП" } }));
    }

    #[test]
    fn pseudonyms_get_a_key_of_their_own_that_nobody_chose() {
        let asked = RecipeChange::Add(Step::of(FixId::Pseudonymise).on("name"));

        let keys = [0, 1].map(|_| {
            let recipe = apply(Recipe::empty(), asked.clone()).expect("a small recipe");
            recipe.choice(FixId::Pseudonymise, "t", "name").map(ToOwned::to_owned)
        });

        assert!(keys[0].as_ref().is_some_and(|key| key.len() == 64) && keys[0] != keys[1]);
    }

    #[test]
    fn an_exported_recipe_replaces_the_own_one() {
        let exported = serde_json::from_str(&Recipe::all_safe().to_json()).expect("JSON");

        let imported = apply(Recipe::empty(), RecipeChange::Import(exported)).expect("a recipe");

        assert_eq!(imported, Recipe::all_safe());
        assert!(apply(Recipe::empty(), RecipeChange::Import(json!({ "version": 99 }))).is_err());
    }
}
