//! Personal data in a draft: where it is, masked examples, and what may be done with it.

use catalog::{
    draft::{Draft, PersonalHit},
    version::Table,
};
use tabular::recipe::FixId;

use super::findings::{RecipeButton, Source, field_title, is_personal};
use crate::i18n::Translator;

/// Examples shown for a field.
const EXAMPLES_SHOWN: usize = 3;

/// Personal data of one kind in one field.
pub(super) struct PersonalView {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) table: Option<String>,
    pub(super) kind: String,
    pub(super) count: String,
    pub(super) examples: Option<String>,
    pub(super) justified: Option<String>,
    pub(super) is_unresolved: bool,
    pub(super) buttons: Vec<RecipeButton>,
    /// For the form that states a ground.
    pub(super) key: (String, String, String),
}

/// Everything the page says about personal data.
pub(super) struct PersonalPart {
    pub(super) hits: Vec<PersonalView>,
    pub(super) outside: Vec<String>,
    pub(super) is_blocking: bool,
    pub(super) keeps_original_private: bool,
}

impl PersonalPart {
    pub(super) fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.outside.is_empty() && !self.keeps_original_private
    }
}

/// The part of the page.
pub(super) fn part(source: &Source<'_>, tables: &[Table]) -> PersonalPart {
    let t = source.visit.translator();
    let draft = source.draft;
    let Some(built) = &draft.built else {
        return PersonalPart {
            hits: Vec::new(),
            outside: Vec::new(),
            is_blocking: false,
            keeps_original_private: false,
        };
    };
    let unresolved = draft.unresolved_personal();
    let view = |(index, hit): (usize, &PersonalHit)| hit_view(source, tables, index, hit, unresolved.contains(&hit));
    let outside = built.personal_in_original.iter().filter(|hit| hit.table.is_none());
    PersonalPart {
        hits: built.personal.iter().enumerate().map(view).collect(),
        outside: outside
            .map(|hit| {
                let found = format!("{}, {}", hit.field, kind_words(t, &hit.kind));
                t.with("personal-outside", "where", found)
            })
            .collect(),
        is_blocking: !unresolved.is_empty(),
        keeps_original_private: !built.personal_in_original.is_empty(),
    }
}

fn hit_view(
    source: &Source<'_>,
    tables: &[Table],
    index: usize,
    hit: &PersonalHit,
    is_unresolved: bool,
) -> PersonalView {
    let t = source.visit.translator();
    let table = tables.iter().find(|table| hit.table.as_deref() == Some(table.name.as_str()));
    PersonalView {
        anchor: format!("personal-{}", index + 1),
        title: table.map_or_else(|| hit.field.clone(), |table| field_title(t, table, &hit.field)),
        table: table.filter(|_| tables.len() > 1).map(|table| t.text(&table.title).to_owned()),
        kind: kind_words(t, &hit.kind),
        count: t.count("personal-hit", hit.count),
        examples: masked_examples(source, hit).map(|examples| t.with("personal-examples", "examples", examples)),
        justified: ground(source.draft, hit).map(|ground| t.with("personal-justified", "ground", ground)),
        is_unresolved,
        buttons: table.map(|table| buttons(source, table, hit)).unwrap_or_default(),
        key: (hit.table.clone().unwrap_or_default(), hit.field.clone(), hit.kind.clone()),
    }
}

fn buttons(source: &Source<'_>, table: &Table, hit: &PersonalHit) -> Vec<RecipeButton> {
    let t = source.visit.translator();
    let about = format!("{}, {}", field_title(t, table, &hit.field), kind_words(t, &hit.kind));
    let button = |key: &str, fix, choice| RecipeButton {
        about: about.clone(),
        ..source.step_button("add", t.get(key), fix, table, Some(&hit.field), choice)
    };
    let kind = Some(hit.kind.as_str());
    let mask = || button("personal-mask", FixId::Mask, kind);
    let empty = || button("personal-empty", FixId::EmptyPersonal, kind);
    let pseudonymise = || button("personal-pseudonymise", FixId::Pseudonymise, None);
    let drop = button("personal-drop", FixId::DropField, None);
    match hit.kind.as_str() {
        // What several fields give away together, no mask of one value cures.
        "small-groups" => vec![drop],
        "birth-date" | "home-address" => vec![mask(), drop],
        _ => vec![mask(), empty(), pseudonymise(), drop],
    }
}

/// Examples of the report are masked already.
fn masked_examples(source: &Source<'_>, hit: &PersonalHit) -> Option<String> {
    let report = source.report.tables.iter().find(|report| Some(report.name.as_str()) == hit.table.as_deref())?;
    let fits = |finding: &&tabular::Finding| {
        is_personal(finding) && finding.field.as_deref() == Some(&hit.field) && finding.kind.ends_with(&hit.kind)
    };
    let examples = &report.findings.iter().find(fits)?.examples;
    let values: Vec<_> = examples.iter().take(EXAMPLES_SHOWN).map(|example| example.value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

fn ground(draft: &Draft, hit: &PersonalHit) -> Option<String> {
    let fitting = draft.justifications.iter().find(|justification| {
        justification.table == hit.table && justification.field == hit.field && justification.kind == hit.kind
    });
    fitting.map(|justification| justification.ground.clone())
}

/// What people call a kind of personal data.
fn kind_words(t: Translator, kind: &str) -> String {
    match kind {
        "rnokpp" => t.get("personal-kind-rnokpp"),
        "passport" => t.get("personal-kind-passport"),
        "unzr" => t.get("personal-kind-unzr"),
        "card" => t.get("personal-kind-card"),
        "iban" => t.get("personal-kind-iban"),
        "name" => t.get("personal-kind-name"),
        "birth-date" => t.get("personal-kind-birth-date"),
        "home-address" => t.get("personal-kind-home-address"),
        "small-groups" => t.get("personal-kind-small-groups"),
        "phone" => t.get("personal-kind-phone"),
        "email" => t.get("personal-kind-email"),
        "unscreened" => t.get("personal-kind-unscreened"),
        other => other.to_owned(),
    }
}
