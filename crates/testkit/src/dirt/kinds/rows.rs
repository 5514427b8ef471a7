//! Rows that are too many, and texts around the table.

use super::{Kind, Stage, file::some_rows, kind};
use crate::dirt::{
    table::{Cell, Line, Meaning},
    work::Work,
};

pub(super) const KINDS: [Kind; 10] = [
    kind(Stage::Rows, "empty-rows", "rows without any value", empty),
    kind(Stage::Rows, "empty-column", "a column without name and values", empty_column),
    kind(Stage::Rows, "duplicate-rows", "a row that stands twice", duplicate),
    kind(Stage::Rows, "total-row", "`Всього` below the rows", total).group("totals"),
    kind(Stage::Rows, "subtotals", "`Разом за районом` between the rows", subtotals).group("totals"),
    kind(Stage::Around, "title-rows", "name and date of the report above the header", titles),
    kind(Stage::Around, "footnotes", "`* Примітка: …` below", footnotes).group("foot"),
    kind(Stage::Around, "signature", "`Начальник відділу … О. Коваль` below", signature).group("foot"),
    kind(Stage::Around, "numbering", "1, 2, 3 … under the header", numbering).group("head"),
    kind(Stage::Around, "repeated-header", "the header again between the rows", repeated_header),
];

fn blank(work: &Work) -> Line {
    Line::remark(vec![Cell::Blank; work.names.len()])
}

fn empty(work: &mut Work) -> bool {
    let rows = some_rows(work);
    let count = rows.len();
    for row in rows.into_iter().rev() {
        let mut line = blank(work);
        if work.random.chance(50) {
            line.cells.clear();
            line.short = true;
        }
        work.page.lines.insert(row, line);
    }
    work.expect(&["empty-rows"], None, count);
    count > 0
}

fn empty_column(work: &mut Work) -> bool {
    if !work.page.line_merges.is_empty() || work.page.lines.iter().any(|line| line.surplus.is_some()) {
        return false;
    }
    if work.page.lines.iter().any(|line| line.short && !line.cells.is_empty()) {
        return false;
    }
    // Behind the columns that bear dirt already, so that their places hold.
    let place = work.names.len();
    work.page.head[0].insert(place, String::new());
    for line in work.page.lines.iter_mut().filter(|line| line.cells.len() >= place) {
        line.cells.insert(place, Cell::Blank);
    }
    work.allow(&["empty-columns", "empty-column", "header"], None, 1);
    true
}

fn duplicate(work: &mut Work) -> bool {
    let rows: Vec<usize> = some_rows(work).into_iter().filter(|row| work.page.lines[*row].dirty.is_empty()).collect();
    let count = rows.len();
    for row in rows.into_iter().rev() {
        let copy = work.page.lines[row].clone();
        let place = if work.random.chance(50) { row + 1 } else { work.page.lines.len() };
        work.page.lines.insert(place, copy);
    }
    work.expect(&["duplicate-row"], None, count);
    count > 0
}

/// A row of sums: a word in the first column, numbers under the columns of amounts.
fn sums(work: &mut Work, word: &str) -> Option<Line> {
    let amounts: Vec<usize> = (1..work.names.len())
        .filter(|column| matches!(work.table.columns[*column].meaning, Meaning::Money | Meaning::Count))
        .collect();
    if amounts.is_empty() || amounts.len() * 2 > work.names.len() {
        return None;
    }
    let mut line = blank(work);
    line.cells[0] = Cell::Text(word.to_owned());
    for column in amounts {
        let sum = 5_000 + work.random.below(4_000_000);
        let is_money = work.table.columns[column].meaning == Meaning::Money;
        line.cells[column] = Cell::Number(if is_money { format!("{sum}.25") } else { sum.to_string() });
    }
    Some(line)
}

fn total(work: &mut Work) -> bool {
    let word = work.random.pick(&["Всього", "Разом", "Усього:", "ВСЬОГО", "Разом по місту"]).to_owned();
    let Some(line) = sums(work, &word) else { return false };
    work.page.lines.push(line);
    work.expect(&["total-row"], None, 1);
    true
}

fn subtotals(work: &mut Work) -> bool {
    let rows = some_rows(work);
    let mut count = 0;
    for row in rows.into_iter().rev() {
        let word = work.random.pick(&["Разом за районом", "Всього по відділу:", "Усього за квартал"]).to_owned();
        let Some(line) = sums(work, &word) else { return false };
        work.page.lines.insert(row, line);
        count += 1;
    }
    work.expect(&["total-row"], None, count);
    count > 0
}

fn titles(work: &mut Work) -> bool {
    let mut rows = vec![
        work.table.title.clone(),
        "станом на 01.05.2026".to_owned(),
        "Департамент цифрової трансформації міської ради".to_owned(),
    ];
    rows.truncate(1 + work.random.below(3));
    let count = rows.len();
    for text in rows {
        let mut line = blank(work);
        line.cells[0] = Cell::Text(text);
        if work.random.chance(30) {
            line.cells.truncate(1);
            line.short = true;
        }
        work.page.above.push(line);
    }
    if work.random.chance(50) {
        let gap = blank(work);
        work.page.above.push(gap);
        work.allow(&["empty-rows"], None, 1);
    }
    work.expect(&["title-rows"], None, count);
    true
}

fn below(work: &mut Work, cells: &[(usize, &str)]) {
    let mut line = blank(work);
    for (column, text) in cells {
        line.cells[*column] = Cell::Text((*text).to_owned());
    }
    work.page.below.push(line);
}

fn gap_below(work: &mut Work) {
    if work.random.chance(60) {
        below(work, &[]);
        work.allow(&["empty-rows"], None, 1);
    }
}

fn footnotes(work: &mut Work) -> bool {
    const NOTES: [&str; 4] = [
        "* Дані попередні, уточнюються щокварталу",
        "Примітка: без урахування тимчасово закритих об’єктів",
        "Джерело: облік департаменту",
        "Виконавець: Коваль О. П., тел. 12-34",
    ];
    gap_below(work);
    let count = 1 + work.random.below(2);
    for _ in 0..count {
        let text = work.random.pick(&NOTES).to_owned();
        below(work, &[(0, &text)]);
    }
    work.expect(&["footnote"], None, count);
    true
}

fn signature(work: &mut Work) -> bool {
    gap_below(work);
    let last = work.names.len() - 1;
    below(work, &[(0, "Начальник відділу обліку"), (last.min(3), "О. П. Коваль")]);
    work.expect(&["footnote"], None, 1);
    true
}

fn numbering(work: &mut Work) -> bool {
    let row = (1..=work.names.len()).map(|number| Cell::Number(number.to_string())).collect();
    work.page.lines.insert(0, Line::remark(row));
    for merge in &mut work.page.line_merges {
        merge.first_row += 1;
        merge.last_row += 1;
    }
    work.expect(&["header-rows"], None, 2);
    true
}

fn repeated_header(work: &mut Work) -> bool {
    if !work.page.line_merges.is_empty() {
        return false;
    }
    let rows = some_rows(work);
    let names: Vec<Cell> = work.page.head[work.page.head.len() - 1].iter().cloned().map(Cell::Text).collect();
    let count = rows.len().min(2);
    for row in rows.into_iter().take(2).rev() {
        work.page.lines.insert(row, Line::remark(names.clone()));
    }
    work.expect(&["repeated-header"], None, count);
    count > 0
}
