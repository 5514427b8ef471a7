//! What a draft would change, in sentences, counts and a few examples.

use catalog::{
    draft::{Built, Draft},
    version::ChangeSummary,
};

use tabular::diff::ChangeKind;

use crate::{Portal, Problem, Visit, i18n::Translator};

/// Cells shown as examples.
const SAMPLE_SHOWN: usize = 12;

/// A cell before and after.
pub(super) struct SampleRow {
    pub(super) key: String,
    pub(super) field: String,
    pub(super) old: String,
    pub(super) new: String,
}

/// What the page says about changes.
pub(super) struct ChangesPart {
    /// There is nothing to compare with.
    pub(super) is_first: bool,
    /// The data are the same; the sentence says as which version.
    pub(super) same: Option<String>,
    pub(super) since: String,
    pub(super) counts: Vec<(String, String)>,
    pub(super) structure: Vec<String>,
    pub(super) is_breaking: bool,
    /// Per table: title and summary sentence.
    pub(super) tables: Vec<(String, String)>,
    pub(super) sample: Vec<SampleRow>,
}

/// The part of the page.
pub(super) async fn part(portal: &Portal, visit: &Visit, draft: &Draft, built: &Built) -> Result<ChangesPart, Problem> {
    let t = visit.translator();
    let Some(changes) = &built.changes else {
        return Ok(ChangesPart {
            is_first: true,
            same: None,
            since: String::new(),
            counts: Vec::new(),
            structure: Vec::new(),
            is_breaking: false,
            tables: Vec::new(),
            sample: Vec::new(),
        });
    };
    let version = t.number(changes.since_version);
    let compared = portal.intake.draft_changes(&visit.actor, draft.id).await?;
    let several = compared.len() > 1;
    let sentence = |one: &intake::TableComparison| {
        let title = if several { t.text(&one.title).to_owned() } else { String::new() };
        (title, t.message(&one.summary).to_owned())
    };
    Ok(ChangesPart {
        is_first: false,
        same: changes.is_empty().then(|| t.with("changes-none", "version", &version)),
        since: t.with("changes-since", "version", &version),
        counts: counts(t, changes),
        structure: structure(t, changes),
        is_breaking: changes.is_breaking(),
        tables: compared.iter().map(sentence).collect(),
        sample: sample(&compared),
    })
}

/// Changed cells, a few; masked values never show.
fn sample(compared: &[intake::TableComparison]) -> Vec<SampleRow> {
    let mut rows = Vec::new();
    for one in compared {
        let Some(diff) = &one.diff else { continue };
        for change in diff.changes.iter().filter(|change| change.kind == ChangeKind::Changed) {
            let key = change.key.join(", ");
            let shown = change.cells.iter().filter(|cell| !cell.masked);
            rows.extend(shown.map(|cell| SampleRow {
                key: key.clone(),
                field: cell.field.clone(),
                old: cell.old.clone().unwrap_or_else(|| "—".to_owned()),
                new: cell.new.clone().unwrap_or_else(|| "—".to_owned()),
            }));
            if rows.len() >= SAMPLE_SHOWN {
                rows.truncate(SAMPLE_SHOWN);
                return rows;
            }
        }
    }
    rows
}

fn counts(t: Translator, changes: &ChangeSummary) -> Vec<(String, String)> {
    let all = [
        ("changes-rows-added", changes.rows_added),
        ("changes-rows-removed", changes.rows_removed),
        ("changes-rows-changed", changes.rows_changed),
        ("changes-cells-changed", changes.cells_changed),
    ];
    all.map(|(key, count)| (t.get(key), t.number(count))).into()
}

fn structure(t: Translator, changes: &ChangeSummary) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(changes.fields_added.iter().map(|field| t.with("changes-field-added", "field", field)));
    lines.extend(changes.fields_removed.iter().map(|field| t.with("changes-field-removed", "field", field)));
    let renamed = |(old, new): &(String, String)| t.with_two("changes-field-renamed", ("old", old), ("new", new));
    lines.extend(changes.fields_renamed.iter().map(renamed));
    let retyped = |(field, old, new): &(String, String, String)| {
        t.with_all("changes-field-retyped", &[("field", field), ("old", old), ("new", new)])
    };
    lines.extend(changes.fields_retyped.iter().map(retyped));
    lines.extend(changes.tables_added.iter().map(|table| t.with("changes-table-added", "table", table)));
    lines.extend(changes.tables_removed.iter().map(|table| t.with("changes-table-removed", "table", table)));
    lines
}
