//! Names of columns.

use super::{Kind, Stage, kind, text};
use crate::dirt::work::Work;

pub(super) const KINDS: [Kind; 5] = [
    kind(Stage::Header, "header-spaces", "`␣Назва⏎закладу`", spaces),
    kind(Stage::Header, "header-invisible", "`Адреса<200B>`", invisible),
    kind(Stage::Header, "header-homoglyphs", "`Aдреса` with a Latin A", homoglyphs),
    kind(Stage::Header, "header-blank", "a column without name", blank),
    kind(Stage::Header, "header-twice", "two columns of one name", twice),
];

/// The lowest row of the header holds the name of each column or its part under a merged cell.
fn rename(work: &mut Work, column: usize, change: impl FnOnce(&str) -> String) {
    let row =
        if work.page.head.last().is_some_and(|row| row[column].is_empty()) { 0 } else { work.page.head.len() - 1 };
    let changed = change(&work.page.head[row][column]);
    work.page.head[row][column] = changed;
    work.expect(&["header"], None, 1);
}

fn spaces(work: &mut Work) -> bool {
    let Some(column) = work.head(|name| name.contains(' ')) else { return false };
    let way = work.random.below(4);
    rename(work, column, |name| match way {
        0 => format!(" {name}"),
        1 => format!("{name}  "),
        2 => name.replacen(' ', "\n", 1),
        _ => name.replacen(' ', "\u{a0}", 1),
    });
    true
}

fn invisible(work: &mut Work) -> bool {
    let Some(column) = work.head(|_| true) else { return false };
    rename(work, column, |name| format!("{name}\u{200b}"));
    true
}

fn homoglyphs(work: &mut Work) -> bool {
    let Some(column) = work.head(|name| text::latin_inside(name, 0).is_some()) else { return false };
    let start = work.random.below(6);
    rename(work, column, |name| text::latin_inside(name, start).unwrap_or_else(|| name.to_owned()));
    true
}

fn blank(work: &mut Work) -> bool {
    if work.page.head.len() > 1 {
        return false;
    }
    // What a nameless first column is called or whether its row still is a header is another matter.
    let Some(column) = work.head(|name| !name.to_lowercase().contains("дат")) else { return false };
    if column == 0 || work.has_form(column) {
        return false;
    }
    rename(work, column, |_| String::new());
    work.names[column] = format!("column_{}", column + 1);
    // Without its name nothing says what the column holds.
    work.open.push(column);
    true
}

fn twice(work: &mut Work) -> bool {
    if work.page.head.len() > 1 {
        return false;
    }
    let (Some(one), Some(other)) = (work.head(|_| true), work.head(|_| true)) else { return false };
    let (first, second) = (one.min(other), one.max(other));
    let name = work.page.head[0][first].clone();
    if name.is_empty() || work.names[first] != name || work.has_form(second) {
        return false;
    }
    rename(work, second, |_| name.clone());
    work.names[second] = format!("{name}_2");
    work.open.push(second);
    true
}
