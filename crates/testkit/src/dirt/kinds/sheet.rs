//! What only a workbook has.

use super::{Kind, Stage, file::some_rows, kind};
use crate::dirt::{
    table::{Accepted, Cell, Meaning, Merge},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 8] = [
    kind(Stage::Header, "two-row-header", "two levels of names, merged", two_rows).xlsx().group("head"),
    kind(Stage::Around, "merged-cells", "a district merged over its rows", merged).xlsx(),
    kind(Stage::Around, "hidden-rows", "hidden rows", hidden_rows).xlsx(),
    kind(Stage::File, "hidden-column", "a hidden column", hidden_column).xlsx(),
    kind(Stage::File, "hidden-sheet", "a hidden sheet", |work| {
        work.page.hidden_sheet = true;
        work.expect(&["hidden-sheet"], None, 1);
        true
    })
    .xlsx(),
    kind(Stage::Form, "formula-error", "`#REF!` for a value", formula_error),
    kind(Stage::Form, "numbers-as-text", "text cells that hold numbers", numbers_as_text).xlsx(),
    kind(Stage::Form, "text-among-dates", "text dates among real ones", text_dates).xlsx(),
];

fn two_rows(work: &mut Work) -> bool {
    let width = work.names.len();
    // Under another upper name a doubled one is no double.
    if width < 4 || !work.open.is_empty() {
        return false;
    }
    let first = 1 + work.random.below(width - 3);
    let last = first + 1 + usize::from(work.random.chance(40) && first + 2 < width);
    let upper = work.random.pick(&["Відомості про об’єкт", "Показники", "Загальні дані"]).to_owned();
    let lower = work.page.head[0].clone();
    let mut top = vec![String::new(); lower.len()];
    let mut bottom = vec![String::new(); lower.len()];
    for column in 0..lower.len() {
        if !(first..=last).contains(&column) {
            top[column].clone_from(&lower[column]);
            if !lower[column].is_empty() {
                work.page.head_merges.push(Merge {
                    first_row: 0,
                    last_row: 1,
                    first_column: column,
                    last_column: column,
                });
            }
            continue;
        }
        if column == first {
            top[column].clone_from(&upper);
        }
        bottom[column].clone_from(&lower[column]);
        work.names[column] = format!("{upper} / {}", work.names[column]);
    }
    work.page.head_merges.push(Merge { first_row: 0, last_row: 0, first_column: first, last_column: last });
    work.page.head = vec![top, bottom];
    work.expect(&["header-rows"], None, 2);
    true
}

fn merged(work: &mut Work) -> bool {
    // A merged cell would make a copy differ from its row.
    if work.expected.iter().any(|expected| expected.kinds.contains(&"duplicate-row")) {
        return false;
    }
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Category]) else { return false };
    if work.claim(column, Layer::Text).is_none() {
        return false;
    }
    let lines = work.page.lines.len();
    let mut row = work.random.below(3);
    let mut count = 0;
    while row + 6 < lines && count < 24 {
        let height = 2 + work.random.below(4);
        let run = row..row + height;
        let is_plain = run.clone().all(|at| {
            let line = &work.page.lines[at];
            line.truth.is_some() && !line.dirty.contains(&column) && line.cells.len() == work.page.head[0].len()
        });
        let value = work.value(row, column);
        if is_plain && !value.is_empty() {
            for at in run.clone().skip(1) {
                work.accept(at, column, Accepted::Text(value.clone()));
                work.soil(at, column, Cell::Blank);
                count += 1;
            }
            work.page.line_merges.push(Merge {
                first_row: run.start,
                last_row: run.end - 1,
                first_column: column,
                last_column: column,
            });
        }
        row += height + work.random.below(6);
    }
    work.expect(&["merged-cells"], None, count);
    count > 0
}

fn hidden_rows(work: &mut Work) -> bool {
    let rows = some_rows(work);
    for row in &rows {
        work.page.lines[*row].hidden = true;
    }
    work.expect(&["hidden-rows"], None, rows.len());
    !rows.is_empty()
}

fn hidden_column(work: &mut Work) -> bool {
    let column = work.random.below(work.names.len());
    work.page.hidden_columns.push(column);
    work.expect(&["hidden-columns"], None, 1);
    true
}

fn formula_error(work: &mut Work) -> bool {
    const ERRORS: [&str; 4] = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"];
    let Some(column) = work.column(Layer::Form, |column| column.meaning.is_number()) else { return false };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let error = ERRORS[work.random.below(4)];
        let cell = if work.is_text() { Cell::Text(error.into()) } else { Cell::Error(error) };
        // Nobody knows the number; whether the cell should be empty is a matter of taste.
        work.accept_either(*row, column, &[error, ""]);
        work.soil(*row, column, cell);
    }
    if work.is_text() {
        work.expect_in(&["formula-error", "type-outlier", "nothing-word"], vec![None, Some(column)], rows.len());
    } else {
        work.expect_in(&["formula-error"], vec![None, Some(column)], rows.len());
        work.allow(&["type-outlier", "nothing-word"], Some(column), rows.len());
    }
    !rows.is_empty()
}

fn numbers_as_text(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Form, |column| column.meaning.is_number()) else { return false };
    let count = work.rewrite(column, Share::Either, |_| true, |_, value| value.to_owned());
    work.allow(&["text-numbers", "number-as-text"], Some(column), count);
    count > 0
}

fn text_dates(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Date]) else { return false };
    let count = work.rewrite(column, Share::Some, |_| true, |_, value| super::dates::dotted(value));
    work.expect(&["date-format"], Some(column), count);
    count > 0
}
