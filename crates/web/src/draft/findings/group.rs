//! Findings grouped by kind: one kind in one field is an entry, all entries of a kind stand together.

use catalog::version::Table;
use tabular::{Finding, FixId, Safety, Severity};

use super::{super::mend, ExampleRow, RecipeButton, Source, button::fix_name, example::examples, field_title};

/// Fields of one kind shown before the rest folds away.
const ENTRIES_SHOWN: usize = 6;

/// One finding: a kind in one field.
pub(in crate::draft) struct Entry {
    pub(in crate::draft) field: Option<String>,
    pub(in crate::draft) message: String,
    pub(in crate::draft) places: String,
    pub(in crate::draft) examples: Vec<ExampleRow>,
    pub(in crate::draft) has_fixed: bool,
    pub(in crate::draft) has_mends: bool,
    pub(in crate::draft) shown: Option<String>,
    pub(in crate::draft) buttons: Vec<RecipeButton>,
}

/// All findings of one kind in a table.
pub(in crate::draft) struct Group {
    pub(in crate::draft) anchor: String,
    pub(in crate::draft) title: Option<String>,
    pub(in crate::draft) severity: &'static str,
    pub(in crate::draft) severity_words: String,
    pub(in crate::draft) places: String,
    pub(in crate::draft) safety: Option<String>,
    pub(in crate::draft) button: Option<RecipeButton>,
    pub(in crate::draft) is_curable: bool,
    /// In several fields: a line for each, with its sentence beside the examples.
    pub(in crate::draft) is_wide: bool,
    pub(in crate::draft) entries: Vec<Entry>,
    /// The rest, folded away where one kind runs through many fields.
    pub(in crate::draft) more: Vec<Entry>,
    pub(in crate::draft) more_words: Option<String>,
}

impl Source<'_> {
    pub(super) fn groups(&self, index: usize, table: &Table, findings: &[&Finding]) -> Vec<Group> {
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
            // One fix mends days and times of day; the kind says which of them these are.
            Some(offer) if offer.id != FixId::Dates || kind == "date-format" => {
                Some(t.get(&format!("fix-{}", fix_name(offer.id))))
            }
            _ => t.find(&format!("finding-{kind}")),
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
