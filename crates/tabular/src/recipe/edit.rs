//! Changes to a recipe: one step more, any step less, another order; recipes as documents.

use super::{FixId, RECIPE_VERSION, Recipe, Step};

/// Steps and exceptions of one recipe: a list that nobody can read any more is no recipe.
const STEPS_MAX: usize = 2_000;
/// Bytes of all values that the steps of a recipe name.
const DOCUMENT_BYTES_MAX: usize = 4 << 20;

/// Why a recipe stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no step of that number.
    #[error("the recipe has no such step")]
    NoSuchStep,
    /// More steps than a recipe may have.
    #[error("a recipe has at most {STEPS_MAX} steps")]
    TooManySteps,
}

/// Why a document is no recipe.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Larger than a recipe may be.
    #[error("a recipe has at most {DOCUMENT_BYTES_MAX} bytes")]
    TooLarge,
    /// Not JSON, or not of a recipe's form.
    #[error("this is not a recipe: {0}")]
    Form(#[from] serde_json::Error),
    /// Written by a newer program.
    #[error("the recipe is of version {0}; this program knows versions up to {RECIPE_VERSION}")]
    Newer(u32),
    /// More steps than a recipe may have.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Recipe {
    /// Reads a recipe that was exported; versions before this one are taken as well.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        if text.len() > DOCUMENT_BYTES_MAX {
            return Err(DocumentError::TooLarge);
        }
        // A list would be taken for the fields in their order.
        if !text.trim_start().starts_with('{') {
            return Err(DocumentError::Form(serde::de::Error::custom("it must be a JSON object")));
        }
        let recipe: Self = serde_json::from_str(text)?;
        if recipe.version > RECIPE_VERSION {
            return Err(DocumentError::Newer(recipe.version));
        }
        recipe.is_lawful()?;
        Ok(Self { version: RECIPE_VERSION, ..recipe })
    }

    /// The recipe as a document that people can read and keep.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a recipe holds only texts and numbers")
    }

    /// One fix more. A new choice for the same fix replaces the old one; cells, pairs and names are steps of their own.
    pub fn add(&mut self, step: Step) -> Result<(), Refusal> {
        self.except.retain(|except| except.fix != step.fix || except.field != step.field);
        if step.with.is_some() || step.fix.adds_up() {
            self.steps.retain(|old| *old != step);
        } else {
            self.steps.retain(|old| (old.fix, &old.table, &old.field) != (step.fix, &step.table, &step.field));
        }
        self.steps.push(step);
        self.is_lawful()
    }

    /// One fix less; a safe one stays out of "fix all safe". A step with details takes only itself back.
    pub fn take_back(&mut self, step: Step) -> Result<(), Refusal> {
        if step.with.is_some() {
            self.steps.retain(|old| *old != step);
            return Ok(());
        }
        self.steps.retain(|old| {
            old.fix != step.fix || (step.field.is_some() && old.field.is_some() && old.field != step.field)
        });
        let exception = Step { choice: None, ..step };
        if self.all_safe && !self.except.contains(&exception) {
            self.except.push(exception);
        }
        self.is_lawful()
    }

    /// Takes the step of that number (from 0) back, wherever it stands.
    pub fn remove_at(&mut self, index: usize) -> Result<Step, Refusal> {
        if index >= self.steps.len() {
            return Err(Refusal::NoSuchStep);
        }
        Ok(self.steps.remove(index))
    }

    /// Puts the step of a number to another place; the others keep their order.
    pub fn move_step(&mut self, from: usize, to: usize) -> Result<(), Refusal> {
        if from >= self.steps.len() || to >= self.steps.len() {
            return Err(Refusal::NoSuchStep);
        }
        let step = self.steps.remove(from);
        self.steps.insert(to, step);
        Ok(())
    }

    fn is_lawful(&self) -> Result<(), Refusal> {
        if self.steps.len() + self.except.len() > STEPS_MAX { Err(Refusal::TooManySteps) } else { Ok(()) }
    }
}

impl FixId {
    /// Whether several steps of the fix stand beside each other, each with its own cells or names.
    fn adds_up(self) -> bool {
        matches!(self, Self::Cell | Self::Values | Self::Keep | Self::Rename)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Safety, With, recipe::ReadingChoices};

    fn step(fix: FixId, field: &str) -> Step {
        Step::of(fix).on(field)
    }

    fn pair(field: &str, old: &str, new: &str) -> Step {
        step(FixId::Values, field).with(With::Values([(old.to_owned(), new.to_owned())].into()))
    }

    #[test]
    fn a_safe_fix_that_was_taken_back_stays_out_of_all_safe() {
        let mut recipe = Recipe::all_safe();

        recipe.take_back(step(FixId::Dates, "opened")).expect("a small recipe");

        assert!(!recipe.applies(FixId::Dates, Safety::Safe, "stops", Some("opened")));
        assert!(recipe.applies(FixId::Dates, Safety::Safe, "stops", Some("closed")));
    }

    #[test]
    fn a_second_choice_replaces_the_first_but_pairs_stand_side_by_side() {
        let mut recipe = Recipe::empty();
        let chosen = |choice: &str| Step { choice: Some(choice.to_owned()), ..step(FixId::Dates, "day") };

        for step in [chosen("mdy"), chosen("dmy"), pair("a", "1", "2"), pair("a", "3", "4")] {
            recipe.add(step).expect("a small recipe");
        }

        assert_eq!(recipe.choice(FixId::Dates, "t", "day"), Some("dmy"));
        assert_eq!(recipe.steps.len(), 3);
    }

    #[test]
    fn any_step_can_be_taken_back_and_the_others_keep_their_order() {
        let mut recipe = Recipe::empty();
        for step in [pair("a", "1", "2"), step(FixId::Spaces, "a"), pair("a", "3", "4")] {
            recipe.add(step).expect("a small recipe");
        }

        recipe.move_step(2, 0).expect("both places exist");
        let removed = recipe.remove_at(1).expect("the step is there");

        assert_eq!(removed, pair("a", "1", "2"));
        assert_eq!(recipe.steps, [pair("a", "3", "4"), step(FixId::Spaces, "a")]);
        assert_eq!(recipe.remove_at(2), Err(Refusal::NoSuchStep));
        assert_eq!(recipe.move_step(0, 2), Err(Refusal::NoSuchStep));
    }

    #[test]
    fn recipes_stored_before_are_still_read_and_newer_ones_refused() {
        let old =
            r#"{"version":1,"all_safe":true,"steps":[{"fix":"dates","field":"Дата","choice":"dmy"}],"reading":{}}"#;

        let recipe = Recipe::from_json(old).expect("a recipe");

        assert_eq!(recipe.steps, [Step { choice: Some("dmy".into()), ..step(FixId::Dates, "Дата") }]);
        assert!(matches!(Recipe::from_json(r#"{"version":99}"#), Err(DocumentError::Newer(99))));
        assert!(matches!(Recipe::from_json("[1]"), Err(DocumentError::Form(_))));
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let with = prop_oneof![
            Just(None),
            (any::<u64>(), any::<String>(), any::<String>()).prop_map(|(row, old, new)| Some(With::Cell {
                row,
                old,
                new
            })),
            prop::collection::btree_map(any::<String>(), any::<String>(), 0..4).prop_map(|map| Some(With::Values(map))),
            prop::collection::btree_set(any::<String>(), 0..4).prop_map(|set| Some(With::Only(set))),
            prop::collection::vec(any::<String>(), 0..4).prop_map(|list| Some(With::Fields(list))),
        ];
        let fixes = vec![FixId::Dates, FixId::Cell, FixId::SplitAddress, FixId::StreetRenames];
        (prop::sample::select(fixes), any::<Option<String>>(), any::<Option<String>>(), with)
            .prop_map(|(fix, table, field, with)| Step { fix, table, field, choice: None, with })
    }

    proptest! {
        #[test]
        fn a_recipe_written_and_read_is_the_same(steps in prop::collection::vec(any_step(), 0..6), all_safe in any::<bool>()) {
            let reading = ReadingChoices { header_rows: [("t".to_owned(), 2)].into(), ..ReadingChoices::default() };
            let recipe = Recipe { reading, all_safe, steps, ..Recipe::empty() };

            prop_assert_eq!(Recipe::from_json(&recipe.to_json()).expect("a recipe"), recipe);
        }
    }
}
