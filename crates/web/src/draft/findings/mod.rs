//! Findings of a draft as its page shows them: grouped by kind, worst first, with what cures them.

mod button;
mod example;
mod group;

use catalog::{draft::Draft, version::Table};
use intake::TableProposal;
use tabular::{Finding, Recipe, Report, Safety, Severity, TableReport, finding::AppliedFix};

pub(super) use button::{RecipeButton, fix_name, step};
pub(super) use example::ExampleRow;
pub(super) use group::Group;

use super::{
    preview::{Preview, first_rows},
    standard::{self, StandardPart},
};
use crate::{Portal, Visit, i18n::Translator};
use example::examples;

/// A fix that was applied.
pub(super) struct Applied {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) changed: String,
    pub(super) examples: Vec<ExampleRow>,
    pub(super) button: RecipeButton,
}

/// A table of the draft.
pub(super) struct TableView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) size: String,
    pub(super) facts: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
    /// The standard it likely follows, or is held to.
    pub(super) standard: Option<StandardPart>,
    pub(super) counts: Vec<(&'static str, String)>,
    pub(super) is_clean: bool,
    pub(super) groups: Vec<Group>,
    pub(super) applied: Vec<Applied>,
    pub(super) applied_places: String,
    pub(super) preview: Preview,
}

/// What the table's part of the page is made from.
pub(super) struct Source<'a> {
    pub(super) portal: &'a Portal,
    pub(super) visit: &'a Visit,
    pub(super) draft: &'a Draft,
    pub(super) recipe: &'a Recipe,
    pub(super) report: &'a Report,
    pub(super) proposals: &'a [TableProposal],
}

impl Source<'_> {
    fn t(&self) -> Translator {
        self.visit.translator()
    }

    /// The part of one table.
    pub(super) async fn table(&self, index: usize, table: &Table) -> TableView {
        let t = self.t();
        let empty = TableReport::default();
        let report = self.report.tables.iter().find(|report| report.name == table.name.as_str()).unwrap_or(&empty);
        let (notes, findings): (Vec<_>, Vec<_>) = report.findings.iter().partition(|finding| is_note(finding));
        let findings: Vec<_> = findings.into_iter().filter(|finding| !is_personal(finding)).collect();
        let title = t.text(&table.title);
        let applied_places: u64 = report.applied.iter().map(|applied| applied.count).sum();
        TableView {
            anchor: format!("table-{}", index + 1),
            name: table.name.to_string(),
            title: if title.trim().is_empty() { table.name.to_string() } else { title.to_owned() },
            size: format!(
                "{} · {}",
                t.count("draft-rows-count", table.rows),
                t.count("draft-fields-count", table.fields.len() as u64)
            ),
            facts: facts(t, report, table),
            notes: notes.iter().map(|note| t.message(&note.message).to_owned()).collect(),
            standard: self
                .proposals
                .iter()
                .find(|found| found.table == table.name.as_str())
                .and_then(|found| standard::part(self, found)),
            counts: counts(t, &findings),
            is_clean: findings.iter().all(|finding| finding.severity == Severity::Info),
            groups: self.groups(index, table, &findings),
            applied: report.applied.iter().map(|applied| self.applied(table, applied)).collect(),
            applied_places: t.count("draft-applied-count", applied_places),
            preview: first_rows(self.portal, t, table).await,
        }
    }

    fn applied(&self, table: &Table, applied: &AppliedFix) -> Applied {
        let t = self.t();
        let field = applied.field.as_deref();
        let title = t.get(&format!("fix-{}", fix_name(applied.id)));
        let place = field.map_or_else(|| t.get("draft-whole-table"), |name| field_title(t, table, name));
        let button = self.step_button("remove", t.get("draft-remove-fix"), applied.id, table, field, None);
        Applied {
            changed: t.number(applied.count),
            examples: examples(t, &applied.examples),
            // One cell of several is taken back alone.
            button: RecipeButton {
                about: format!("{title}, {place}"),
                change: if applied.step.is_some() { "remove-at" } else { button.change },
                index: applied.step,
                ..button
            },
            title,
            place,
        }
    }

    /// How many places every safe fix would change.
    pub(super) fn safe_places(&self) -> u64 {
        let findings = self.report.tables.iter().flat_map(|table| &table.findings);
        let safe = findings.filter(|finding| finding.fix.as_ref().is_some_and(|offer| offer.safety == Safety::Safe));
        safe.map(|finding| finding.count).sum()
    }

    /// Whether any fix is applied or chosen.
    pub(super) fn has_fixes(&self) -> bool {
        self.recipe.all_safe || !self.recipe.steps.is_empty()
    }
}

/// The title of a field, with its name where they differ.
pub(super) fn field_title(t: Translator, table: &Table, name: &str) -> String {
    let field = table.fields.iter().find(|field| field.name == name);
    let title = field.map_or(name, |field| t.text(&field.title));
    if title.trim().is_empty() { name.to_owned() } else { title.to_owned() }
}

/// Said about the reading as a whole, with nothing to mend.
fn is_note(finding: &Finding) -> bool {
    finding.severity == Severity::Info && finding.field.is_none() && finding.fix.is_none()
}

/// Personal data has its own part of the page.
pub(super) fn is_personal(finding: &Finding) -> bool {
    finding.kind.starts_with("personal-")
}

fn facts(t: Translator, report: &TableReport, table: &Table) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(sheet) = &report.sheet {
        facts.push((t.get("draft-read-sheet"), sheet.clone()));
    }
    let rows = report.header_rows.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let header = match report.header_rows.len() as u64 {
        0 => t.get("draft-read-no-header"),
        count => t.count_with("draft-read-header-rows", count, &[("rows", &rows)]),
    };
    facts.push((t.get("draft-read-header"), header));
    facts.push((t.get("draft-read-rows"), t.number(table.rows)));
    facts.push((t.get("draft-read-fields"), t.number(table.fields.len() as u64)));
    facts
}

fn counts(t: Translator, findings: &[&Finding]) -> Vec<(&'static str, String)> {
    let of = |severity: Severity| -> u64 {
        findings.iter().filter(|finding| finding.severity == severity).map(|finding| finding.count).sum()
    };
    let all = [
        ("error", "draft-errors-count", of(Severity::Error)),
        ("warning", "draft-warnings-count", of(Severity::Warning)),
        ("info", "draft-infos-count", of(Severity::Info)),
    ];
    all.into_iter().filter(|(_, _, count)| *count > 0).map(|(name, key, count)| (name, t.count(key, count))).collect()
}
