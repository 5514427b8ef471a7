//! Buttons that change the recipe, and the steps they stand for.

use catalog::version::Table;
use tabular::{Finding, FixId, Safety, Step, finding::FixOffer};

use super::Source;

/// A button that changes the recipe.
pub(in crate::draft) struct RecipeButton {
    pub(in crate::draft) label: String,
    /// What the label leaves out, for those who hear the page.
    pub(in crate::draft) about: String,
    pub(in crate::draft) change: &'static str,
    pub(in crate::draft) fix: String,
    pub(in crate::draft) table: String,
    pub(in crate::draft) field: String,
    pub(in crate::draft) choice: String,
    /// The whole step as JSON where its parts do not say it.
    pub(in crate::draft) step: String,
    /// The step's place among the recipe's, where it is known.
    pub(in crate::draft) index: Option<usize>,
}

impl Source<'_> {
    /// A step names its table only where there are several: the next file may call its only table otherwise.
    pub(in crate::draft) fn table_of_step(&self, table: &str) -> String {
        if self.report.tables.len() > 1 { table.to_owned() } else { String::new() }
    }

    /// What cures a finding in its field.
    pub(super) fn buttons(&self, table: &Table, finding: &Finding, about: &str) -> Vec<RecipeButton> {
        let t = self.t();
        let Some(offer) = &finding.fix else { return Vec::new() };
        let field = finding.field.as_deref();
        let button = |label, choice| RecipeButton {
            about: about.to_owned(),
            ..self.step_button("add", label, offer.id, table, field, choice)
        };
        match (offer.safety, offer.id) {
            _ if offer.step.is_some() => {
                vec![RecipeButton { step: self.whole_step(table, offer), ..button(t.get("draft-fix-one"), None) }]
            }
            (Safety::Question, FixId::Dates) => {
                vec![button(t.get("draft-choice-dmy"), Some("dmy")), button(t.get("draft-choice-mdy"), Some("mdy"))]
            }
            (Safety::Question, FixId::DecimalComma) => vec![
                button(t.get("draft-choice-decimal"), Some("decimal")),
                button(t.get("draft-choice-thousands"), Some("thousands")),
            ],
            _ => vec![button(t.get("draft-fix-one"), None)],
        }
    }

    /// The step of an offer as JSON. It concerns its table alone where there are several; joining concerns them all.
    fn whole_step(&self, table: &Table, offer: &FixOffer) -> String {
        let Some(step) = &offer.step else { return String::new() };
        let named = self.table_of_step(table.name.as_str());
        let is_bare = step.table.is_none() && !named.is_empty() && step.fix != FixId::JoinTables;
        let step = if is_bare { Step { table: Some(named), ..(**step).clone() } } else { (**step).clone() };
        serde_json::to_string(&step).unwrap_or_default()
    }

    /// A button that adds or takes back a step.
    pub(in crate::draft) fn step_button(
        &self,
        change: &'static str,
        label: String,
        fix: FixId,
        table: &Table,
        field: Option<&str>,
        choice: Option<&str>,
    ) -> RecipeButton {
        RecipeButton {
            label,
            about: String::new(),
            change,
            fix: fix_name(fix),
            table: self.table_of_step(table.name.as_str()),
            field: field.unwrap_or_default().to_owned(),
            choice: choice.unwrap_or_default().to_owned(),
            step: String::new(),
            index: None,
        }
    }
}

/// The recipe's step that a form names; `None` where its fix is unknown.
pub(in crate::draft) fn step(fix: &str, table: &str, field: &str, choice: &str) -> Option<Step> {
    let fix = serde_json::from_value(serde_json::Value::String(fix.to_owned())).ok()?;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Step { fix, table: some(table), field: some(field), choice: some(choice), with: None })
}

/// The stable name of a fix, such as `decimal-comma`.
pub(in crate::draft) fn fix_name(fix: FixId) -> String {
    serde_json::to_value(fix).ok().and_then(|name| name.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}
