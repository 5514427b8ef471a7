//! The standard of a draft's table: which one it likely follows, which column is which field, and names by the standard.

mod actions;
mod api;

use intake::TableProposal;
use standards::{Standard, propose::CONFIDENT};
use tabular::{FixId, Step, With};

pub(super) use actions::follow;
pub(super) use api::routes as api_routes;

use super::findings::{RecipeButton, Source, fix_name};
use crate::i18n::Translator;

/// A column that holds a field of the standard.
pub(super) struct ColumnLine {
    /// What the column is called now.
    pub(super) now: String,
    /// What people read of the field.
    pub(super) title: String,
    /// Its name.
    pub(super) field: String,
    pub(super) confidence: String,
    pub(super) is_sure: bool,
    pub(super) why: String,
    /// Renames the column; `None` where it is called so already.
    pub(super) button: Option<RecipeButton>,
}

/// What the page says of a table's standard.
pub(super) struct StandardPart {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) path: String,
    /// The distribution is held to it.
    pub(super) is_followed: bool,
    /// Likely enough to be said plainly.
    pub(super) is_likely: bool,
    pub(super) confidence: String,
    pub(super) lead: String,
    pub(super) columns: Vec<ColumnLine>,
    /// Renames all columns that are sure enough.
    pub(super) rename_all: Option<RecipeButton>,
    /// Required fields that no column holds.
    pub(super) missing: Vec<String>,
}

/// The part of one table.
pub(super) fn part(source: &Source<'_>, found: &TableProposal) -> Option<StandardPart> {
    let t = source.visit.translator();
    let proposal = &found.proposal;
    let standard = source.portal.intake.standards().get(&proposal.standard)?;
    let all = t.number(standard.schema.fields.len() as u64);
    let columns = columns(source, standard, found);
    let sure: Vec<(String, String)> = found
        .renames()
        .map(|(place, now)| (&proposal.mapping[place], now))
        .filter(|(mapped, _)| mapped.confidence >= CONFIDENT)
        .map(|(mapped, now)| (now.to_owned(), mapped.field.clone()))
        .collect();
    Some(StandardPart {
        id: standard.id.clone(),
        title: t.message(&standard.title).to_owned(),
        path: crate::standard::path_of(&standard.id),
        is_followed: found.is_followed,
        is_likely: proposal.confidence >= CONFIDENT,
        confidence: percent(t, proposal.confidence),
        lead: t.count_with("draft-standard-fields", proposal.mapping.len() as u64, &[("all", &all)]),
        rename_all: (!sure.is_empty()).then(|| {
            let label = t.count("draft-standard-rename-all", sure.len() as u64);
            rename(source, &found.table, sure, label, String::new())
        }),
        missing: proposal.missing.iter().map(|field| field_words(standard, field, t)).collect(),
        columns,
    })
}

fn columns(source: &Source<'_>, standard: &Standard, found: &TableProposal) -> Vec<ColumnLine> {
    let t = source.visit.translator();
    let renames: Vec<(usize, &str)> = found.renames().collect();
    let line = |(place, mapped): (usize, &standards::propose::Mapped)| {
        let now = found.names.get(mapped.column)?;
        let title = standard.schema.field(&mapped.field).map_or("", |field| t.message(&field.title).trim());
        let is_other = renames.iter().any(|(known, _)| *known == place);
        Some(ColumnLine {
            now: now.clone(),
            title: title.to_owned(),
            field: mapped.field.clone(),
            confidence: percent(t, mapped.confidence),
            is_sure: mapped.confidence >= CONFIDENT,
            why: t.message(&mapped.why).to_owned(),
            button: is_other.then(|| {
                let names = vec![(now.clone(), mapped.field.clone())];
                rename(source, &found.table, names, t.get("draft-standard-rename"), now.clone())
            }),
        })
    };
    found.proposal.mapping.iter().enumerate().filter_map(line).collect()
}

/// A button that renames columns: names now and names to be.
fn rename(
    source: &Source<'_>,
    table: &str,
    names: Vec<(String, String)>,
    label: String,
    about: String,
) -> RecipeButton {
    let table = source.table_of_step(table);
    let step = Step {
        table: Some(table.clone()).filter(|table| !table.is_empty()),
        ..Step::of(FixId::Rename).with(With::Names(names.into_iter().collect()))
    };
    RecipeButton {
        label,
        about,
        change: "add",
        fix: fix_name(FixId::Rename),
        table,
        field: String::new(),
        choice: String::new(),
        step: serde_json::to_string(&step).unwrap_or_default(),
        index: None,
    }
}

fn field_words(standard: &Standard, name: &str, t: Translator) -> String {
    let title = standard.schema.field(name).map_or("", |field| t.message(&field.title).trim());
    if title.is_empty() { name.to_owned() } else { format!("{title} ({name})") }
}

/// A share as whole percent; a pair is never surer than it is.
fn percent(t: Translator, share: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let percent = (share.clamp(0.0, 1.0) * 100.0).floor() as u64;
    t.with("draft-standard-percent", "share", t.number(percent))
}
