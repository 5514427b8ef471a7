//! Cuts the rows of a sheet or of delimited text into blocks, one a table with what stands around it: tables below each other, each with
//! a header of its own. One pass, with a look ahead of a few rows; a block keeps its first and last rows only.
//!
//! A blank row parts no table, nor does a row with a section's name, nor a header repeated on every page. It takes a header that does not
//! fit into the table above.

use std::collections::VecDeque;

use super::{
    cell::{Look, look},
    header::is_numbering_row,
    layout::{GridRow, Layout, column_look, has_numbers, is_year_run, layout_of},
    words::{is_header_word, is_remark, opens_signature},
};

/// Rows of the beginning in which the header is looked for, and the bytes they may take.
const HEAD_ROWS: usize = 400;
const HEAD_BYTES: usize = 8 << 20;
/// Rows of the end in which footnotes are looked for.
const TAIL_ROWS: usize = 60;
/// Blank rows kept of one gap; their number beyond tells nothing.
const GAP_ROWS: u64 = 30;
/// Rows looked at before a boundary is judged.
const AHEAD_ROWS: usize = 12;
/// Rows from which the shape of a table is known well enough.
const SHAPE_ROWS: usize = 120;
/// Boundaries judged before a sheet counts as one table to its end: keeps the work linear.
const JUDGEMENTS_MAX: u32 = 5_000;
/// Bytes that finished blocks may hold before no more are parted.
const HELD_BYTES_MAX: usize = 64 << 20;
/// Rows of data from which a row without a gap above it may begin a table.
const BODY_ROWS_MIN: usize = 2;
/// Rows of names and values above a table at most.
const PREAMBLE_ROWS_MAX: usize = 12;
/// Points of evidence for a new table below a gap or a title, and without either.
const EVIDENCE_MIN: usize = 3;
const EVIDENCE_WITHOUT_GAP_MIN: usize = 4;

/// How a column of a block is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ColumnUse {
    /// Cells with a value.
    pub(super) values: u64,
    /// Places of the first and the last of them.
    pub(super) first: u64,
    pub(super) last: u64,
}

/// Rows that make up one table with its titles and footnotes.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Lines of names and values above the table.
    pub(super) preamble: Vec<GridRow>,
    pub(super) head: Vec<GridRow>,
    pub(super) tail: VecDeque<GridRow>,
    pub(super) columns: Vec<ColumnUse>,
    /// Place of the last row with a value; 0 before the first.
    pub(super) last_place: u64,
    head_bytes: usize,
}

/// What the table of a block looks like, so far as its first rows tell.
#[derive(Debug, Default)]
struct Shape {
    /// Rows of the head it was judged from.
    rows: usize,
    layout: Layout,
    looks: Vec<Option<Look>>,
    /// Columns that the body uses.
    width: usize,
}

/// What a boundary comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The table goes on.
    Same,
    /// A new table begins.
    New,
    /// What stands above was no table, but lines about the one that begins.
    Preamble,
}

/// Cuts rows into blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    done: Vec<Block>,
    held_bytes: usize,
    current: Block,
    shape: Shape,
    /// Rows that may begin a new table.
    pending: Vec<GridRow>,
    judgements: u32,
}

impl Block {
    /// A block of known rows and columns.
    pub(super) fn of(head: Vec<GridRow>, tail: VecDeque<GridRow>, columns: Vec<ColumnUse>) -> Self {
        let last_place = columns.iter().map(|usage| usage.last).max().unwrap_or_default();
        Self { head, tail, columns, last_place, ..Self::default() }
    }

    fn add(&mut self, row: &GridRow) {
        let gap = if self.last_place == 0 { 0 } else { row.place.saturating_sub(self.last_place + 1).min(GAP_ROWS) };
        for offset in (1..=gap).rev() {
            self.keep(&GridRow { place: row.place - offset, height: 1, ..GridRow::default() });
        }
        if self.columns.len() < row.cells.len() {
            self.columns.resize(row.cells.len(), ColumnUse::default());
        }
        for (usage, cell) in self.columns.iter_mut().zip(&row.cells) {
            if !cell.is_empty() && !cell.trim().is_empty() {
                if usage.values == 0 {
                    usage.first = row.place;
                }
                usage.values += 1;
                usage.last = row.place;
            }
        }
        self.keep(row);
        self.last_place = row.place;
    }

    fn keep(&mut self, row: &GridRow) {
        let bytes: usize = row.cells.iter().map(|cell| cell.len() + size_of::<String>()).sum();
        let mut kept =
            if self.tail.len() >= TAIL_ROWS { self.tail.pop_front().unwrap_or_default() } else { GridRow::default() };
        // Wide rows are nobody's footnotes; their number is enough.
        let cells = if bytes <= HEAD_BYTES / TAIL_ROWS { row.cells.len() } else { row.cells.len().min(100) };
        kept.copy_from(row, cells);
        self.tail.push_back(kept);
        if self.head.len() < HEAD_ROWS && (self.head.len() < 3 || self.head_bytes + bytes <= HEAD_BYTES) {
            self.head_bytes += bytes;
            self.head.push(row.clone());
        }
    }

    /// Whether there is no value at all.
    pub(super) fn is_empty(&self) -> bool {
        self.last_place == 0
    }
}

impl Shape {
    fn of(block: &Block) -> Self {
        let rows = &block.head[..block.head.len().min(SHAPE_ROWS)];
        let layout = layout_of(rows, None);
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let looks = (0..columns).map(|column| column_look(rows, layout.body, column)).collect();
        let used = |column: &usize| rows.iter().skip(layout.body).any(|row| !row.text(*column).is_empty());
        let width = (0..columns).filter(used).count();
        Self { rows: rows.len(), layout, looks, width }
    }

    /// Whether the column holds numbers or dates.
    fn is_typed(&self, column: usize) -> bool {
        matches!(self.looks.get(column), Some(Some(Look::Number | Look::Date)))
    }

    fn has_types(&self) -> bool {
        (0..self.looks.len()).any(|column| self.is_typed(column))
    }

    /// Rows of data it was judged from.
    fn body_rows(&self) -> usize {
        self.rows.saturating_sub(self.layout.body)
    }

    /// Whether the block is a table of its own so far: names above rows, and more than names with their values.
    fn is_table(&self, block: &Block) -> bool {
        let has_rows = !self.layout.header.is_empty() && self.layout.body < block.head.len();
        has_rows && (self.width >= 3 || self.width == 2 && (self.has_types() || block.head.len() > PREAMBLE_ROWS_MAX))
    }
}

impl Blocks {
    /// Takes the next row with a value; blank ones are told by their place alone.
    pub(super) fn add(&mut self, row: &GridRow) {
        if self.pending.is_empty() && !self.may_begin(row) {
            self.current.add(row);
            return;
        }
        self.pending.push(row.clone());
        self.settle(false);
    }

    /// All blocks, in their order.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.settle(true);
        if !self.current.is_empty() {
            self.done.push(self.current);
        }
        self.done
    }

    /// Whether a row may be the first of a new table.
    fn may_begin(&mut self, row: &GridRow) -> bool {
        if self.current.last_place == 0 || self.judgements >= JUDGEMENTS_MAX || self.held_bytes > HELD_BYTES_MAX {
            return false;
        }
        if self.current.head.len() <= SHAPE_ROWS && self.current.head.len() >= self.shape.rows * 2 {
            self.shape = Shape::of(&self.current);
        }
        if row.place > self.current.last_place + 1 {
            return true;
        }
        // Without a gap a row may just as well be another level of the header.
        if self.shape.width < 2 || self.shape.body_rows() < BODY_ROWS_MIN {
            return false;
        }
        let mut values = row.cells.iter().filter(|cell| !cell.trim().is_empty());
        if values.next().is_some() && values.next().is_none() {
            return true;
        }
        let foreign = |column: &usize| self.shape.is_typed(*column) && look(row.text(*column)) == Look::Text;
        (0..row.cells.len()).filter(foreign).take(2).count() == 2
    }

    /// Judges what is pending, where enough of it is known.
    fn settle(&mut self, ended: bool) {
        while !self.pending.is_empty() {
            let Some(verdict) = self.verdict(ended) else {
                return;
            };
            let rows = std::mem::take(&mut self.pending);
            let mut first = 1;
            match verdict {
                Verdict::Same => self.current.add(&rows[0]),
                Verdict::New => {
                    let feet = self.feet(&rows);
                    for row in &rows[..feet] {
                        self.current.add(row);
                    }
                    let block = std::mem::take(&mut self.current);
                    self.held_bytes += block.head_bytes;
                    self.done.push(block);
                    self.start(&rows[feet]);
                    first = feet + 1;
                }
                Verdict::Preamble => {
                    let above = std::mem::take(&mut self.current);
                    self.start(&rows[0]);
                    self.current.preamble = above.preamble;
                    self.current.preamble.extend(above.head.into_iter().filter(|row| row.values() > 0));
                }
            }
            // The others may begin something themselves.
            for row in &rows[first..] {
                if self.pending.is_empty() && !self.may_begin(row) {
                    self.current.add(row);
                } else {
                    self.pending.push(row.clone());
                }
            }
        }
    }

    /// How many of the rows before a new table are footnotes of the one above: remarks, or what hangs on it above a gap.
    fn feet(&self, rows: &[GridRow]) -> usize {
        let lines = rows.iter().take_while(|row| row.values() <= 1).count().min(rows.len() - 1);
        let parted = |index: usize| rows[index].place > rows[index - 1].place + 1;
        let hangs = rows[0].place == self.current.last_place + 1;
        (1..=lines)
            .rev()
            .find(|index| parted(*index) && (hangs || rows[..*index].iter().all(|row| is_remark(row.first_text()))))
            .unwrap_or(0)
    }

    fn start(&mut self, row: &GridRow) {
        self.shape = Shape::default();
        self.current.add(row);
    }

    /// What the pending rows begin; `None` where more must be seen.
    fn verdict(&mut self, ended: bool) -> Option<Verdict> {
        let first = self.pending.iter().position(|row| row.values() > 1);
        // A row with numbers is one of data; years head columns.
        if let Some(row) = first.and_then(|first| self.pending.get(first))
            && has_numbers(row)
            && !is_year_run(row)
        {
            return Some(Verdict::Same);
        }
        if !ended && self.pending.len() < AHEAD_ROWS {
            return None;
        }
        self.judgements += 1;
        if self.current.head.len() <= SHAPE_ROWS && self.current.head.len() != self.shape.rows {
            self.shape = Shape::of(&self.current);
        }
        Some(match first {
            Some(_) => self.judge(),
            None => Verdict::Same,
        })
    }

    fn judge(&self) -> Verdict {
        let Some(candidate) = Candidate::of(&self.pending) else {
            return Verdict::Same;
        };
        let (above, shape) = (&self.current, &self.shape);
        if !shape.is_table(above) {
            // Titles alone are dealt with where the header is looked for.
            let lines = above.head.iter().filter(|row| row.values() > 0).count();
            let about = shape.width > 0 && lines <= PREAMBLE_ROWS_MAX && above.head.iter().any(|row| row.values() > 1);
            let wider = candidate.names.len() >= 3 && candidate.names.len() > shape.width;
            return if about && wider && candidate.is_plausible() { Verdict::Preamble } else { Verdict::Same };
        }
        let gap = self.pending[0].place.saturating_sub(above.last_place + 1);
        let has_title = !candidate.titles.is_empty();
        let known = self.known_names();
        if candidate.repeats(above, shape) {
            let same_title = candidate.titles.iter().all(|title| {
                shape.layout.title.iter().any(|index| above.head[*index].first_text() == *title)
                    || above.preamble.iter().any(|row| row.first_text() == *title)
            });
            let restarts = gap > 0 && self.restarts(&candidate);
            return if has_title && !same_title || restarts { Verdict::New } else { Verdict::Same };
        }
        let shared = candidate.names.iter().filter(|(_, name)| known.contains(name)).count();
        let is_similar = shared * 2 >= candidate.names.len();
        if !is_similar && !candidate.is_plausible() {
            return Verdict::Same;
        }
        let named = |column: usize| candidate.names.iter().any(|(named, _)| *named == column);
        let foreign = (0..shape.looks.len()).filter(|column| named(*column) && shape.is_typed(*column)).count();
        let beyond = candidate
            .names
            .iter()
            .filter(|(column, _)| shape.looks.get(*column).copied().flatten().is_none() && !shape.names(above, *column))
            .count();
        let changed = (0..shape.looks.len()).any(|column| {
            let (before, after) = (shape.looks[column], candidate.looks.get(column).copied().flatten());
            before == Some(Look::Text) && matches!(after, Some(Look::Number | Look::Date))
        });
        let evidence = foreign.min(3)
            + beyond.min(2)
            + if is_similar { 2 } else { 0 }
            + usize::from(candidate.has_header_words())
            + usize::from(candidate.width != shape.width)
            + usize::from(changed)
            + usize::from(gap >= 2)
            + usize::from(has_title)
            + usize::from(self.restarts(&candidate));
        let enough = if gap > 0 || has_title { EVIDENCE_MIN } else { EVIDENCE_WITHOUT_GAP_MIN };
        if evidence >= enough && foreign + beyond > 0 || is_similar && gap > 0 && evidence > enough {
            Verdict::New
        } else {
            Verdict::Same
        }
    }

    /// Names of the current table's columns, as they are compared.
    fn known_names(&self) -> Vec<String> {
        let rows = self.shape.layout.header.iter().filter_map(|index| self.current.head.get(*index));
        rows.flat_map(|row| &row.cells).map(|cell| comparable(cell)).filter(|name| !name.is_empty()).collect()
    }

    /// Whether the rows are numbered from 1 anew.
    fn restarts(&self, candidate: &Candidate<'_>) -> bool {
        let number = |row: Option<&GridRow>, column: usize| {
            row.and_then(|row| row.text(column).trim_end_matches('.').parse::<u64>().ok())
        };
        let first = self.current.head.get(self.shape.layout.body);
        let last = self.current.tail.iter().rev().find(|row| row.values() > 1);
        let Some(column) = (0..self.shape.looks.len()).find(|column| self.shape.looks[*column].is_some()) else {
            return false;
        };
        number(candidate.body.first(), column) == Some(1)
            && number(first, column) == Some(1)
            && number(last, column).is_some_and(|number| number > 1)
    }
}

impl Shape {
    /// Whether the header names the column.
    fn names(&self, block: &Block, column: usize) -> bool {
        self.layout.header.iter().any(|index| block.head.get(*index).is_some_and(|row| !row.text(column).is_empty()))
    }
}

/// Pending rows read as a table.
struct Candidate<'rows> {
    titles: Vec<&'rows str>,
    header: Vec<&'rows GridRow>,
    /// Column and name, comparable.
    names: Vec<(usize, String)>,
    body: &'rows [GridRow],
    looks: Vec<Option<Look>>,
    /// Columns that the body uses.
    width: usize,
}

impl<'rows> Candidate<'rows> {
    /// The table that rows begin; `None` where they have no header above data.
    fn of(rows: &'rows [GridRow]) -> Option<Self> {
        // What stands below a gap may be a table of its own again.
        let first_row = rows.iter().position(|row| row.values() > 1)?;
        let gap = (first_row + 2..rows.len()).find(|index| rows[*index].place > rows[index - 1].place + 1);
        let rows = &rows[..gap.unwrap_or(rows.len())];
        let layout = layout_of(rows, None);
        let header: Vec<&GridRow> = layout.header.iter().map(|index| &rows[*index]).collect();
        let body = rows.get(layout.body..)?;
        let first = header.first()?;
        if body.is_empty() || opens_signature(first.first_text()) {
            return None;
        }
        let names_only = |row: &&GridRow| !has_numbers(row) || is_year_run(row) || is_numbering_row(row);
        if !header.iter().all(names_only) {
            return None;
        }
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let own = header.iter().filter(|row| !is_numbering_row(row));
        let mut names: Vec<(usize, String)> = Vec::new();
        for row in own {
            for (column, cell) in row.cells.iter().enumerate() {
                let name = comparable(cell);
                match names.iter_mut().find(|(known, _)| *known == column) {
                    _ if name.is_empty() => {}
                    Some((_, known)) => *known = name,
                    None => names.push((column, name)),
                }
            }
        }
        let is_name = |name: &str| !name.ends_with(':') && !name.contains("__");
        let looks: Vec<Option<Look>> = (0..columns).map(|column| column_look(body, 0, column)).collect();
        let width = looks.iter().flatten().count();
        let mut distinct: Vec<&String> = names.iter().map(|(_, name)| name).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let sound = names.len() >= 2
            && width >= 2
            && names.len() * 2 >= width
            && distinct.len() * 5 >= names.len() * 3
            && names.iter().all(|(_, name)| is_name(name));
        let titles = layout.title.iter().map(|index| rows[*index].first_text()).collect();
        sound.then_some(Self { titles, header, names, body, looks, width })
    }

    /// Whether the names stand above values of another kind, or are words that name columns.
    fn is_plausible(&self) -> bool {
        let typed =
            |(column, _): &(usize, String)| matches!(self.looks.get(*column), Some(Some(Look::Number | Look::Date)));
        self.names.iter().any(typed) || self.has_header_words()
    }

    fn has_header_words(&self) -> bool {
        let words = self.names.iter().filter(|(_, name)| is_header_word(name)).count();
        words >= 2 || self.names.first().is_some_and(|(_, name)| name.starts_with('№'))
    }

    /// Whether the header is that of the table above, word for word.
    fn repeats(&self, above: &Block, shape: &Shape) -> bool {
        let known: Vec<&GridRow> = shape.layout.header.iter().filter_map(|index| above.head.get(*index)).collect();
        let same = |(own, other): (&&GridRow, &&GridRow)| {
            let columns = own.cells.len().max(other.cells.len());
            (0..columns).all(|column| comparable(own.text(column)) == comparable(other.text(column)))
        };
        !known.is_empty() && known.first().zip(self.header.first()).is_some_and(|(own, other)| same((own, other)))
    }
}

/// A name for comparison: lower case, single spaces.
pub(super) fn comparable(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
