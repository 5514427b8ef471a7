//! Findings of a draft as its page shows them: grouped by kind, worst first, with what cures them.

use catalog::{draft::Draft, version::Table};
use tabular::{
    Example, Finding, FixId, Recipe, Report, Safety, Severity, Step, TableReport,
    finding::{AppliedFix, FixOffer},
};

use super::{
    mend::{self, Mend},
    preview::{Preview, first_rows},
};
use crate::{Portal, Visit, i18n::Translator};

/// Fields of one kind shown before the rest folds away.
const ENTRIES_SHOWN: usize = 6;

/// A button that changes the recipe.
pub(super) struct RecipeButton {
    pub(super) label: String,
    /// What the label leaves out, for those who hear the page.
    pub(super) about: String,
    pub(super) change: &'static str,
    pub(super) fix: String,
    pub(super) table: String,
    pub(super) field: String,
    pub(super) choice: String,
    /// The whole step as JSON where its parts do not say it.
    pub(super) step: String,
    /// The step's place among the recipe's, where it is known.
    pub(super) index: Option<usize>,
}

pub(super) struct ExampleRow {
    pub(super) place: String,
    pub(super) value: String,
    pub(super) fixed: Option<String>,
    /// The form that mends this value.
    pub(super) mend: Option<Mend>,
}

/// One finding: a kind in one field.
pub(super) struct Entry {
    pub(super) field: Option<String>,
    pub(super) message: String,
    pub(super) places: String,
    pub(super) examples: Vec<ExampleRow>,
    pub(super) has_fixed: bool,
    pub(super) has_mends: bool,
    pub(super) shown: Option<String>,
    pub(super) buttons: Vec<RecipeButton>,
}

/// All findings of one kind in a table.
pub(super) struct Group {
    pub(super) anchor: String,
    pub(super) title: Option<String>,
    pub(super) severity: &'static str,
    pub(super) severity_words: String,
    pub(super) places: String,
    pub(super) safety: Option<String>,
    pub(super) button: Option<RecipeButton>,
    pub(super) is_curable: bool,
    /// In several fields: a line for each, with its sentence beside the examples.
    pub(super) is_wide: bool,
    pub(super) entries: Vec<Entry>,
    /// The rest, folded away where one kind runs through many fields.
    pub(super) more: Vec<Entry>,
    pub(super) more_words: Option<String>,
}

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
}

impl Source<'_> {
    fn t(&self) -> Translator {
        self.visit.translator()
    }

    /// A step names its table only where there are several: the next file may call its only table otherwise.
    fn table_of_step(&self, table: &str) -> String {
        if self.report.tables.len() > 1 { table.to_owned() } else { String::new() }
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
            counts: counts(t, &findings),
            is_clean: findings.iter().all(|finding| finding.severity == Severity::Info),
            groups: self.groups(index, table, &findings),
            applied: report.applied.iter().map(|applied| self.applied(table, applied)).collect(),
            applied_places: t.count("draft-applied-count", applied_places),
            preview: first_rows(self.portal, t, table).await,
        }
    }

    fn groups(&self, index: usize, table: &Table, findings: &[&Finding]) -> Vec<Group> {
        let mut kinds: Vec<&str> = Vec::new();
        for finding in findings {
            if !kinds.contains(&finding.kind.as_str()) {
                kinds.push(&finding.kind);
            }
        }
        let of_kind = |kind: &str| findings.iter().filter(|finding| finding.kind == kind).copied().collect::<Vec<_>>();
        kinds.into_iter().map(|kind| self.group(index, table, kind, &of_kind(kind))).collect()
    }

    fn group(&self, index: usize, table: &Table, kind: &str, findings: &[&Finding]) -> Group {
        let t = self.t();
        let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Info);
        let places: u64 = findings.iter().map(|finding| finding.count).sum();
        let offer = findings.iter().find_map(|finding| finding.fix.as_ref());
        let title = match offer {
            Some(offer) => Some(t.get(&format!("fix-{}", fix_name(offer.id)))),
            None => t.find(&format!("finding-{kind}")),
        };
        // One yes for all fields; a question is asked field by field.
        let everywhere =
            offer.filter(|offer| findings.len() > 1 && offer.safety != Safety::Question && offer.step.is_none());
        let button = everywhere.map(|offer| RecipeButton {
            about: title.clone().unwrap_or_default(),
            ..self.step_button("add", t.get("draft-fix-one-all"), offer.id, table, None, None)
        });
        let fields = findings.iter().filter(|finding| finding.field.is_some()).count();
        let mut entries: Vec<_> = findings.iter().map(|finding| self.entry(table, finding)).collect();
        // Folding one or two away would save nothing.
        let more = if entries.len() > ENTRIES_SHOWN + 2 { entries.split_off(ENTRIES_SHOWN) } else { Vec::new() };
        Group {
            anchor: format!("table-{}-{kind}", index + 1),
            severity: severity_name(worst),
            severity_words: t.get(&format!("draft-severity-{}", severity_name(worst))),
            places: match fields {
                0 | 1 => t.count("draft-places", places),
                fields => {
                    format!("{} · {}", t.count("draft-places", places), t.count("draft-in-fields", fields as u64))
                }
            },
            safety: offer.map(|offer| t.get(&format!("draft-safety-{}", safety_name(offer.safety)))),
            button,
            is_curable: offer.is_some(),
            is_wide: fields > 1,
            more_words: (!more.is_empty()).then(|| t.count("draft-more-fields", more.len() as u64)),
            entries,
            more,
            title,
        }
    }

    fn entry(&self, table: &Table, finding: &Finding) -> Entry {
        let t = self.t();
        let title = finding.field.as_deref().map(|name| field_title(t, table, name));
        let shown = finding.examples.len() as u64;
        let (few, all) = (t.number(shown), t.number(finding.count));
        let examples = self.examples(table, finding);
        Entry {
            message: t.message(&finding.message).to_owned(),
            places: t.count("draft-places", finding.count),
            has_mends: examples.iter().any(|example| example.mend.is_some()),
            examples,
            has_fixed: finding.examples.iter().any(|example| example.fixed.is_some()),
            shown: (shown > 0 && shown < finding.count)
                .then(|| t.with_two("draft-examples-shown", ("shown", &few), ("total", &all))),
            buttons: self.buttons(table, finding, title.as_deref().unwrap_or_default()),
            field: title,
        }
    }

    /// Examples, each with the form that mends it where it shows a value of a field.
    fn examples(&self, table: &Table, finding: &Finding) -> Vec<ExampleRow> {
        let mut rows = examples(self.t(), &finding.examples);
        let Some(field) = finding.field.as_deref() else { return rows };
        let name = table.name.as_str();
        let built = self.draft.built.iter();
        let has_personal = built
            .flat_map(|built| built.personal.iter().chain(&built.personal_in_original))
            .any(|hit| hit.table.as_deref() == Some(name) && hit.field == field);
        let named = self.table_of_step(name);
        for (row, example) in rows.iter_mut().zip(&finding.examples) {
            row.mend = mend::of(example, &named, field, has_personal);
        }
        rows
    }

    fn buttons(&self, table: &Table, finding: &Finding, about: &str) -> Vec<RecipeButton> {
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

    /// A button that adds or takes back a step.
    pub(super) fn step_button(
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

/// The recipe's step that a form names; `None` where its fix is unknown.
pub(super) fn step(fix: &str, table: &str, field: &str, choice: &str) -> Option<Step> {
    let fix = serde_json::from_value(serde_json::Value::String(fix.to_owned())).ok()?;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Step { fix, table: some(table), field: some(field), choice: some(choice), with: None })
}

/// The title of a field, with its name where they differ.
pub(super) fn field_title(t: Translator, table: &Table, name: &str) -> String {
    let field = table.fields.iter().find(|field| field.name == name);
    let title = field.map_or(name, |field| t.text(&field.title));
    if title.trim().is_empty() { name.to_owned() } else { title.to_owned() }
}

/// Examples as rows: where, what, what it becomes.
pub(super) fn examples(t: Translator, examples: &[Example]) -> Vec<ExampleRow> {
    let row = |example: &Example| ExampleRow {
        place: place(t, example),
        value: visible(&example.value),
        fixed: example.fixed.clone(),
        mend: None,
    };
    examples.iter().map(row).collect()
}

fn place(t: Translator, example: &Example) -> String {
    let sheet = example.place.sheet.as_ref().map(|sheet| t.with("draft-example-sheet", "sheet", sheet));
    let row = example.place.row.map(|row| t.with("draft-example-row", "row", row.to_string()));
    let column = example.place.column.map(|column| t.with("draft-example-column", "column", column_letters(column)));
    sheet.into_iter().chain(row).chain(column).collect::<Vec<_>>().join(", ")
}

/// A column as spreadsheets call it: 1 is A, 27 is AA.
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let digit = u8::try_from((column - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Makes outer spaces and invisible characters visible: they are what the finding is about.
fn visible(value: &str) -> String {
    let inner = value.trim_matches(' ').len();
    let start = value.len() - value.trim_start_matches(' ').len();
    let mut text = String::with_capacity(value.len());
    for (index, character) in value.char_indices() {
        match character {
            ' ' if index < start || index >= start + inner => text.push('␣'),
            '\u{a0}' | '\u{202f}' | '\u{2007}' => text.push('⍽'),
            '\t' => text.push('⇥'),
            '\n' | '\r' => text.push('⏎'),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => text.push('◌'),
            other if other.is_control() => text.push('◌'),
            other => text.push(other),
        }
    }
    text
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

/// The stable name of a fix, such as `decimal-comma`.
pub(super) fn fix_name(fix: FixId) -> String {
    serde_json::to_value(fix).ok().and_then(|name| name.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn safety_name(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "safe",
        Safety::Suggestion => "suggestion",
        Safety::Question => "question",
    }
}

#[cfg(test)]
mod tests {
    use super::{column_letters, visible};

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        let called: Vec<_> = [1, 26, 27, 52, 703].map(column_letters).into();

        assert_eq!(called, ["A", "Z", "AA", "AZ", "AAA"]);
    }

    #[test]
    fn spaces_at_the_ends_and_invisible_characters_are_made_visible() {
        assert_eq!(visible(" вул. Січова  "), "␣вул. Січова␣␣");
        assert_eq!(visible("12\u{a0}500\u{200b}"), "12⍽500◌");
        assert_eq!(visible("   "), "␣␣␣");
    }
}
