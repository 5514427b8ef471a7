//! How the bytes of a CSV are written.

use super::{Kind, Stage, kind, text::misread};
use crate::dirt::{
    table::{Accepted, Cell, Encoding, Meaning},
    work::{Layer, Share, Work},
    write::is_writable,
};

pub(super) const KINDS: [Kind; 20] = [
    kind(Stage::File, "windows-1251", "letters in windows-1251", |work| encoded(work, Encoding::Windows1251))
        .csv()
        .group("encoding"),
    kind(Stage::File, "koi8-u", "letters in KOI8-U", |work| encoded(work, Encoding::Koi8U)).csv().group("encoding"),
    kind(Stage::File, "utf-16", "UTF-16 with a mark, either order of bytes", utf16).csv().group("encoding"),
    kind(Stage::File, "utf-16-unmarked", "UTF-16 without a mark", |work| encoded(work, Encoding::Utf16Le))
        .csv()
        .group("encoding"),
    kind(Stage::File, "byte-order-mark", "UTF-8 with a mark", |work| {
        work.page.text.mark = true;
        true
    })
    .csv()
    .group("encoding"),
    kind(Stage::File, "semicolons", "`;` between cells", |work| delimited(work, ';')).csv().group("delimiter"),
    kind(Stage::File, "tabs", "tabs between cells", |work| delimited(work, '\t')).csv().group("delimiter"),
    kind(Stage::File, "bars", "`|` between cells", |work| delimited(work, '|')).csv().group("delimiter"),
    kind(Stage::File, "single-quotes", "`'` around cells", |work| {
        // Where other quotes are broken these would be no quotes at all.
        if work.page.lines.iter().flat_map(|line| &line.cells).any(|cell| matches!(cell, Cell::Raw(_))) {
            return false;
        }
        work.page.text.quote = '\'';
        work.page.text.quote_all = true;
        work.expect(&["dialect"], None, 1);
        true
    })
    .csv()
    .group("delimiter"),
    kind(Stage::File, "all-quoted", "quotes around every cell", |work| {
        work.page.text.quote_all = true;
        true
    })
    .csv()
    .group("quotes"),
    kind(Stage::File, "line-ends", "CRLF, CR, or LF and CRLF mixed", |work| {
        let ends: [&[&str]; 3] = [&["\r\n"], &["\r"], &["\n", "\r\n", "\n"]];
        work.page.text.line_ends = ends[work.random.below(3)];
        true
    })
    .csv(),
    kind(Stage::File, "trailing-delimiters", "a delimiter behind the last cell of each row", |work| {
        work.page.text.trailing_delimiter = true;
        true
    })
    .csv()
    // A row that lacks one cell has as many delimiters as its whole neighbours have without the last.
    .group("ragged"),
    kind(Stage::File, "separator-line", "`sep=;` as the first line", |work| {
        if has_bare_commas(work) {
            return false;
        }
        work.page.text.separator_line = true;
        work.page.text.delimiter = ';';
        work.expect(&["dialect"], None, 1);
        work.allow(&["title-rows"], None, 1);
        true
    })
    .csv()
    .group("delimiter"),
    kind(Stage::File, "mojibake-file", "UTF-8 once read as windows-1251, names of columns too", misread_file)
        .csv()
        .group("encoding"),
    kind(Stage::Form, "unclosed-quote", "`\"Парк Глоби`", unclosed).csv().group("quotes"),
    kind(Stage::Form, "stray-quotes", "`\"КП \"Парк\"\"`", stray).csv().group("quotes"),
    kind(Stage::Form, "nul-bytes", "a NUL inside a text", nul).csv().group("encoding"),
    kind(Stage::Rows, "short-rows", "rows that lack their last cells", short).csv().group("ragged"),
    kind(Stage::Rows, "long-rows", "rows with one cell too many", long).csv().group("ragged"),
    kind(Stage::Rows, "unquoted-delimiter", "`вул. Соборна, 5` without quotes", unquoted).csv().group("ragged"),
];

/// The whole file was opened in a wrong encoding and saved so.
fn misread_file(work: &mut Work) -> bool {
    let is_plain = work.page.above.is_empty() && work.page.below.is_empty();
    if work.is_headed() || !is_plain || work.page.lines.iter().any(|line| line.truth.is_none()) {
        return false;
    }
    let misread = |text: &mut String| {
        let is_changed = !text.is_ascii();
        *text = misread(text, encoding_rs::WINDOWS_1251);
        is_changed
    };
    let names = work.page.head.iter_mut().flatten().map(misread).filter(|is_changed| *is_changed).count();
    for column in 0..work.names.len() {
        let cells = work.page.lines.iter_mut().filter_map(|line| line.cells.get_mut(column));
        let changed = cells.filter_map(|cell| match cell {
            Cell::Text(text) | Cell::Raw(text) => Some(misread(text)),
            _ => None,
        });
        let count = changed.filter(|is_changed| *is_changed).count();
        if count > 0 {
            work.expect(&["mojibake"], Some(column), count);
        }
    }
    if names > 0 {
        work.expect(&["header"], None, names);
    }
    true
}

fn encoded(work: &mut Work, encoding: Encoding) -> bool {
    if encoding == Encoding::Koi8U {
        replace_typography(work);
    }
    work.page.text.encoding = encoding;
    if !is_writable(&work.page) {
        work.page.text.encoding = Encoding::Utf8;
        return false;
    }
    work.expect(&["encoding"], None, 1);
    true
}

/// KOI8-U has neither angle quotes nor №; who writes in it does without.
fn replace_typography(work: &mut Work) {
    let plain = |text: &str| text.replace(['«', '»'], "").replace('№', "N").replace('’', "'").replace('·', " ");
    for line in &mut work.page.lines {
        for cell in &mut line.cells {
            if let Cell::Text(text) = cell {
                *text = plain(text);
            }
        }
        for accepted in line.truth.iter_mut().flatten() {
            if let Accepted::Text(text) = accepted {
                *text = plain(text);
            }
        }
    }
    for name in work.page.head.iter_mut().flatten().chain(&mut work.names) {
        *name = plain(name);
    }
    for cell in work.page.above.iter_mut().chain(&mut work.page.below).flat_map(|line| &mut line.cells) {
        if let Cell::Text(text) = cell {
            *text = plain(text);
        }
    }
}

fn utf16(work: &mut Work) -> bool {
    work.page.text.mark = true;
    let order = if work.random.chance(50) { Encoding::Utf16Le } else { Encoding::Utf16Be };
    encoded(work, order)
}

fn delimited(work: &mut Work, delimiter: char) -> bool {
    if has_bare_commas(work) {
        return false;
    }
    work.page.text.delimiter = delimiter;
    work.expect(&["dialect"], None, 1);
    true
}

/// A comma without quotes parts cells only where commas do.
fn has_bare_commas(work: &Work) -> bool {
    let is_bare = |cell: &Cell| matches!(cell, Cell::Raw(text) if text.contains(',') && !text.starts_with('"'));
    work.page.lines.iter().flat_map(|line| &line.cells).any(is_bare)
}

fn unclosed(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Form, |column| column.meaning == Meaning::Name) else { return false };
    let rows = work.rows(column, Share::Few, |value| !value.contains([',', '"', ';']));
    let rows = if rows.is_empty() { work.rows(column, Share::Few, |_| true) } else { rows };
    for row in &rows {
        // Commas would make the rest of the row part of the question.
        let value = work.value(*row, column).replace([',', '"'], "");
        let raw = format!("\"{value}");
        work.accept_either(*row, column, &[&raw, &value]);
        work.soil(*row, column, Cell::Raw(raw));
    }
    // A quote that nothing closes makes the rest of the file one cell in a strict reading, so the other cells prove the recovery.
    work.expect(&["unclosed-quote"], None, rows.len());
    !rows.is_empty()
}

fn stray(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Form, |column| column.meaning == Meaning::Name) else { return false };
    let rows = work.rows(column, Share::Some, |_| true);
    for row in &rows {
        let value = format!("КП \"Парк\" {} на Соборній", row + 1);
        work.accept(*row, column, Accepted::Text(value.clone()));
        work.soil(*row, column, Cell::Raw(format!("\"{value}\"")));
    }
    work.expect(&["stray-quote"], None, rows.len());
    // Straight quotes beside angle ones, as other rows have them.
    work.allow(&["typography"], Some(column), work.page.lines.len());
    !rows.is_empty()
}

fn nul(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning.is_text()) else { return false };
    let count = work.overlay(column, |_| true, |random, text| insert(text, random.below(text.chars().count()), '\0'));
    work.expect(&["nul-bytes"], None, count);
    work.allow(&["invisible-characters"], Some(column), count);
    count > 0
}

/// Puts a character behind the letter of a place.
pub(super) fn insert(text: &str, place: usize, added: char) -> String {
    let mut result = String::with_capacity(text.len() + 4);
    for (at, letter) in text.chars().enumerate() {
        result.push(letter);
        if at == place {
            result.push(added);
        }
    }
    result
}

fn short(work: &mut Work) -> bool {
    let width = work.names.len();
    let rows = some_rows(work);
    let mut count = 0;
    for row in rows {
        let line = &mut work.page.lines[row];
        let lost = if width > 4 { 1 + row % 2 } else { 1 };
        if line.dirty.iter().any(|column| *column >= width - lost) {
            continue;
        }
        line.cells.truncate(width - lost);
        line.short = true;
        if let Some(truth) = &mut line.truth {
            truth[width - lost..].fill(Accepted::Text(String::new()));
        }
        count += 1;
    }
    work.expect(&["ragged-row"], None, count);
    count > 0
}

fn long(work: &mut Work) -> bool {
    if work.page.head[0].len() > work.names.len() {
        return false;
    }
    let rows = some_rows(work);
    for row in &rows {
        let line = &mut work.page.lines[*row];
        line.cells.push(Cell::Text("див. лист".into()));
        line.surplus = Some(Accepted::Text("див. лист".into()));
    }
    work.expect(&["ragged-row"], None, rows.len());
    !rows.is_empty()
}

fn unquoted(work: &mut Work) -> bool {
    if work.page.text.delimiter != ',' || work.page.head[0].len() > work.names.len() {
        return false;
    }
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Address]) else { return false };
    let rows: Vec<usize> =
        some_rows(work).into_iter().filter(|row| work.page.lines[*row].dirty.is_empty()).take(3).collect();
    let last = work.names.len() - 1;
    let mut told = 0;
    for row in &rows {
        let value = work.value(*row, column);
        // Where the last value is missing, a blank cell is what stands beyond the last column.
        let is_told = !work.value(*row, last).is_empty() || column == last;
        told += usize::from(is_told);
        work.page.lines[*row].surplus = is_told.then_some(Accepted::Any);
        work.soil(*row, column, Cell::Raw(value));
        // Everything behind the comma stands one column further right; nobody can say what the last value was.
        if let Some(truth) = &mut work.page.lines[*row].truth {
            truth.fill(Accepted::Any);
        }
    }
    for column in 0..=last {
        work.allow(&["type-outlier", "value", "spaces", "personal-name", "number-outlier"], Some(column), rows.len());
    }
    work.page.text.quote_all = false;
    work.expect(&["ragged-row"], None, told);
    work.allow(&["ragged-row"], None, rows.len() - told);
    told > 0
}

/// A few rows that no other dirt of rows has.
pub(super) fn some_rows(work: &mut Work) -> Vec<usize> {
    let lines = &work.page.lines;
    let plain: Vec<usize> = (1..lines.len()).filter(|row| lines[*row].truth.is_some() && !lines[*row].short).collect();
    let count = 1 + work.random.below(4);
    work.random.sample(plain, count)
}
