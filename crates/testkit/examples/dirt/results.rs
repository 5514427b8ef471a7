//! The table of results.

use std::{collections::BTreeMap, fmt::Write};

use anyhow::Context;
use testkit::dirt::{Kind, Tally};

/// The row of files without dirt.
pub(crate) const CLEAN: &str = "(clean)";
/// The row of files with several kinds of dirt.
pub(crate) const MIXED: &str = "(mixed)";

const FIRST_MARK: &str = "<!-- dirt: first -->";
const LAST_MARK: &str = "<!-- dirt: last -->";

/// The results as Markdown.
pub(crate) fn document(kinds: &[Kind], tallies: &BTreeMap<&'static str, Tally>) -> String {
    let mut text = String::new();
    head(&mut text);
    let mut all = Tally::default();
    for kind in kinds.iter().filter(|kind| !kind.is_ambiguous) {
        if let Some(tally) = tallies.get(kind.id) {
            all.merge(tally);
            row(&mut text, &format!("`{}`", kind.id), kind.example, tally);
        }
    }
    for (name, words) in [(CLEAN, "no dirt at all"), (MIXED, "three to six kinds")] {
        if let Some(tally) = tallies.get(name) {
            all.merge(tally);
            row(&mut text, name.trim_matches(['(', ')']), words, tally);
        }
    }
    row(&mut text, "**all**", "", &all);
    let unclear: Vec<&Kind> = kinds.iter().filter(|kind| kind.is_ambiguous).collect();
    if unclear.iter().any(|kind| tallies.contains_key(kind.id)) {
        text.push_str("\nWith two readings, where the engine may only ask; not among the numbers above:\n\n");
        head(&mut text);
        for kind in unclear {
            if let Some(tally) = tallies.get(kind.id) {
                row(&mut text, &format!("`{}`", kind.id), kind.example, tally);
            }
        }
    }
    text
}

fn head(text: &mut String) {
    text.push_str(
        "| dirt | example | files | findings | recall | precision | equal |\n|---|---|--:|--:|--:|--:|--:|\n",
    );
}

fn row(text: &mut String, name: &str, example: &str, tally: &Tally) {
    let example = example.replace('|', "\\|");
    writeln!(
        text,
        "| {name} | {example} | {} | {} | {:.1} | {:.1} | {:.1} |",
        tally.files,
        tally.expected,
        tally.recall(),
        tally.precision(),
        tally.equality()
    )
    .expect("a text takes all that is written");
}

/// A document with the results between its marks.
pub(crate) fn insert(document: &str, results: &str, seed: u64) -> anyhow::Result<String> {
    let (before, rest) = document.split_once(FIRST_MARK).context("the document has no first mark")?;
    let (_, after) = rest.split_once(LAST_MARK).context("the document has no last mark")?;
    Ok(format!("{before}{FIRST_MARK}\n\nSeed {seed}:\n\n{results}\n{LAST_MARK}{after}"))
}
