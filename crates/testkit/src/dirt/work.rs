//! A file while dirt falls on it.

use super::{
    random::Random,
    table::{Accepted, Cell, Column, Format, Line, Meaning, Page, Table},
};

/// Findings that somebody who knows the dirt expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The dirt.
    pub dirt: &'static str,
    /// Kinds of finding that tell of it; any of them.
    pub kinds: &'static [&'static str],
    /// The fields it may be told of; `None` is the table.
    pub fields: Vec<Option<usize>>,
    /// How many cells or rows.
    pub count: u64,
    /// Whether the finding must come; else it only may, as a consequence.
    pub must: bool,
}

/// How many cells of a column get dirty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// One to three, at most one in thirty: the column stays what it is.
    Few,
    /// 3 to 40 of a hundred.
    Some,
    /// Each.
    All,
    /// Each or some, as it comes.
    Either,
}

/// What happens to a column: at most one dirt of each layer falls on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// Another form of the value.
    Form,
    /// Characters around or inside.
    Text,
}

/// The file.
pub(super) struct Work {
    pub(super) table: Table,
    pub(super) page: Page,
    pub(super) random: Random,
    pub(super) dirt: &'static str,
    pub(super) expected: Vec<Expected>,
    /// Names that fields must have.
    pub(super) names: Vec<String>,
    /// Columns whose findings are not judged.
    pub(super) open: Vec<usize>,
    claimed: Vec<(usize, Layer)>,
    headed: Vec<usize>,
}

impl Work {
    pub(super) fn new(table: Table, format: Format, random: Random) -> Self {
        Self {
            page: Page::of(&table, format),
            names: table.columns.iter().map(|column| column.name.clone()).collect(),
            table,
            random,
            dirt: "",
            expected: Vec::new(),
            open: Vec::new(),
            claimed: Vec::new(),
            headed: Vec::new(),
        }
    }

    /// Whether every value is written as text.
    pub(super) fn is_text(&self) -> bool {
        self.page.format.is_text()
    }

    /// Whether some name of a column is dirty.
    pub(super) fn is_headed(&self) -> bool {
        !self.headed.is_empty()
    }

    /// Writes down what only the whole page tells.
    pub(super) fn settle(&mut self) {
        // A street and a house are two things in one field: true of the clean table already, and of every copy of its rows.
        let is_address = |at: &usize| self.table.columns[*at].meaning == Meaning::Address;
        let addresses: Vec<usize> = (0..self.table.columns.len()).filter(is_address).collect();
        for column in addresses {
            self.allow(&["address-in-one-field"], Some(column), self.page.lines.len());
        }
        if self.page.lines.iter().any(|line| line.surplus.is_some()) {
            self.names.push(format!("column_{}", self.names.len() + 1));
            self.allow(&["header"], None, 1);
        }
    }

    /// A column that is wanted and that no dirt of the layer has; it has now.
    pub(super) fn column(&mut self, layer: Layer, is_wanted: impl Fn(&Column) -> bool) -> Option<usize> {
        let free: Vec<usize> = (0..self.table.columns.len())
            .filter(|column| !self.claimed.contains(&(*column, layer)) && is_wanted(&self.table.columns[*column]))
            .collect();
        let column = *self.random.sample(free, 1).first()?;
        self.claimed.push((column, layer));
        Some(column)
    }

    /// A column of one of the meanings.
    pub(super) fn column_of(&mut self, layer: Layer, meanings: &[Meaning]) -> Option<usize> {
        self.column(layer, |column| meanings.contains(&column.meaning))
    }

    /// Takes this very column, where it is free.
    pub(super) fn claim(&mut self, column: usize, layer: Layer) -> Option<usize> {
        if self.claimed.contains(&(column, layer)) {
            return None;
        }
        self.claimed.push((column, layer));
        Some(column)
    }

    /// A column whose name no dirt has yet.
    pub(super) fn head(&mut self, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let free: Vec<usize> = (0..self.names.len())
            .filter(|column| !self.headed.contains(column) && is_wanted(&self.names[*column]))
            .collect();
        let column = *self.random.sample(free, 1).first()?;
        self.headed.push(column);
        Some(column)
    }

    /// Whether the values of a column have another form.
    pub(super) fn has_form(&self, column: usize) -> bool {
        self.claimed.contains(&(column, Layer::Form))
    }

    /// Rows whose value in a column fits and bears no dirt yet; as many as the share wants, none where there are too few.
    pub(super) fn rows(&mut self, column: usize, share: Share, fits: impl Fn(&str) -> bool) -> Vec<usize> {
        self.rows_of(column, Layer::Form, share, fits)
    }

    /// The same; characters may fall on cells of another form.
    pub(super) fn rows_of(
        &mut self,
        column: usize,
        layer: Layer,
        share: Share,
        fits: impl Fn(&str) -> bool,
    ) -> Vec<usize> {
        let is_free = |line: &Line| layer == Layer::Text || !line.dirty.contains(&column);
        let value = |line: &Line| match &line.truth.as_ref().map(|truth| &truth[column]) {
            Some(Accepted::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let filled = self.page.lines.iter().filter(|line| value(line).is_some()).count();
        let fitting: Vec<usize> = (0..self.page.lines.len())
            .filter(|row| {
                let line = &self.page.lines[*row];
                is_free(line) && value(line).is_some_and(|text| fits(&text))
            })
            .collect();
        let share = match share {
            Share::Either if self.random.chance(50) => Share::All,
            Share::Either => Share::Some,
            other => other,
        };
        let count = match share {
            Share::Few => (filled / 30).min(1 + self.random.below(3)),
            Share::Some => (fitting.len() * (3 + self.random.below(38))).div_ceil(100),
            Share::All | Share::Either => fitting.len(),
        };
        self.random.sample(fitting, count)
    }

    /// The canonical text of a cell.
    pub(super) fn value(&self, row: usize, column: usize) -> String {
        match self.page.lines[row].truth.as_ref().map(|truth| &truth[column]) {
            Some(Accepted::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// Puts dirt into a cell.
    pub(super) fn soil(&mut self, row: usize, column: usize, cell: Cell) {
        let line = &mut self.page.lines[row];
        line.cells[column] = cell;
        line.dirty.push(column);
    }

    /// Says what a cell must become.
    pub(super) fn accept(&mut self, row: usize, column: usize, accepted: Accepted) {
        if let Some(truth) = &mut self.page.lines[row].truth {
            truth[column] = accepted;
        }
    }

    /// The cell stays as it is read, or becomes what somebody might agree to.
    pub(super) fn accept_either(&mut self, row: usize, column: usize, texts: &[&str]) {
        self.accept(row, column, Accepted::Either(texts.iter().map(|text| (*text).to_owned()).collect()));
    }

    /// Expects a finding.
    pub(super) fn expect(&mut self, kinds: &'static [&'static str], field: Option<usize>, count: usize) {
        self.expect_in(kinds, vec![field], count);
    }

    /// Expects a finding in one of the fields.
    pub(super) fn expect_in(&mut self, kinds: &'static [&'static str], fields: Vec<Option<usize>>, count: usize) {
        self.expected.push(Expected { dirt: self.dirt, kinds, fields, count: count as u64, must: true });
    }

    /// Allows a finding that may follow from the dirt.
    pub(super) fn allow(&mut self, kinds: &'static [&'static str], field: Option<usize>, count: usize) {
        self.expected.push(Expected { dirt: self.dirt, kinds, fields: vec![field], count: count as u64, must: false });
    }

    /// Puts characters into or around the text of cells, whatever form it has; answers how many.
    pub(super) fn overlay(
        &mut self,
        column: usize,
        fits: impl Fn(&str) -> bool,
        form: impl Fn(&mut Random, &str) -> String,
    ) -> usize {
        let rows = self.rows_of(column, Layer::Text, Share::Some, |_| true);
        let mut count = 0;
        for row in rows {
            let cell = &self.page.lines[row].cells[column];
            if matches!(cell, Cell::Raw(_) | Cell::Blank | Cell::Flag(_)) || !fits(cell.text()) {
                continue;
            }
            let before = cell.text().to_owned();
            let text = form(&mut self.random, &before);
            if text != before {
                count += 1;
                self.soil(row, column, Cell::Text(text));
            }
        }
        count
    }

    /// Writes fitting values of a column in another form; answers how many.
    pub(super) fn rewrite(
        &mut self,
        column: usize,
        share: Share,
        fits: impl Fn(&str) -> bool,
        form: impl Fn(&mut Random, &str) -> String,
    ) -> usize {
        let rows = self.rows(column, share, fits);
        for row in &rows {
            let value = self.value(*row, column);
            let text = form(&mut self.random, &value);
            self.soil(*row, column, Cell::Text(text));
        }
        rows.len()
    }
}
