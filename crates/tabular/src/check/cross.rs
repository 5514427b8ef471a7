//! Rules over several fields of a row, watched batch by batch.

use super::{
    cells::{Batch, Cells, end_of},
    fold::fold,
    knowledge::{Knowledge, UKRAINE},
    rule::Rule,
};
use crate::{
    analyse::FieldPlan,
    build::tally::{Showing, Tally},
};

/// Rows from which on a proposed rule is believed.
const PROPOSED_ROWS_MIN: u64 = 5;
/// In how many of a hundred rows a proposed rule must hold; where it holds less often it was not meant.
const PROPOSED_SHARE_MIN: u64 = 80;
/// Cells of a row that an example shows.
const SHOWN_CELLS: usize = 6;

/// A rule of a table while its rows pass.
pub(crate) struct Watch<'a> {
    pub(crate) rule: Rule,
    /// Columns of the rule's fields, in its order.
    pub(crate) columns: Vec<usize>,
    pub(crate) is_declared: bool,
    /// Rows that the rule could judge.
    pub(crate) judged: u64,
    /// Rows that break it.
    pub(crate) broken: Tally,
    /// Of a point: latitude and longitude changed places.
    pub(crate) swapped: Tally,
    plans: &'a [FieldPlan],
    showing: Showing<'a>,
    knowledge: &'a Knowledge,
}

/// What a rule says of a row.
enum Judgement {
    /// Nothing: values are missing or of another type.
    Silent,
    Held,
    Broken,
    /// Latitude and longitude changed places; with what they should be.
    Swapped(String),
}

impl<'a> Watch<'a> {
    /// `showing` shows the column that is blamed.
    pub(crate) fn new(
        rule: Rule,
        columns: Vec<usize>,
        is_declared: bool,
        plans: &'a [FieldPlan],
        showing: Showing<'a>,
        knowledge: &'a Knowledge,
    ) -> Self {
        let (broken, swapped) = (Tally::default(), Tally::default());
        Self { rule, columns, is_declared, judged: 0, broken, swapped, plans, showing, knowledge }
    }

    pub(crate) fn add(&mut self, batch: Batch<'_>) {
        let cells: Option<Vec<Cells<'_>>> = self.columns.iter().map(|column| batch.cells(*column)).collect();
        let Some(cells) = cells else { return };
        for index in batch.rows() {
            match self.judge(batch, &cells, index) {
                Judgement::Silent => continue,
                Judgement::Held => {}
                Judgement::Broken => {
                    let is_shown = self.broken.examples.len() < self.showing.examples_max;
                    let shown = if is_shown { self.shown(batch, index) } else { String::new() };
                    self.broken.add(&self.showing, batch.place(index), &shown, None);
                }
                Judgement::Swapped(fixed) => {
                    let is_shown = self.swapped.examples.len() < self.showing.examples_max;
                    let shown = if is_shown { self.shown(batch, index) } else { String::new() };
                    self.swapped.add(&self.showing, batch.place(index), &shown, Some(&fixed));
                }
            }
            self.judged += 1;
        }
    }

    /// Whether what was found may be told: a rule that nobody declared must hold nearly everywhere.
    pub(crate) fn is_believed(&self) -> bool {
        let held = self.judged - self.broken.count - self.swapped.count;
        self.is_declared || (self.judged >= PROPOSED_ROWS_MIN && held * 100 >= self.judged * PROPOSED_SHARE_MIN)
    }

    /// The cells of the row, for an example.
    fn shown(&self, batch: Batch<'_>, index: usize) -> String {
        let cells: Vec<&str> =
            self.columns.iter().take(SHOWN_CELLS).map(|column| batch.raw(*column, index).trim()).collect();
        cells.join(" | ")
    }

    fn judge(&self, batch: Batch<'_>, cells: &[Cells<'_>], index: usize) -> Judgement {
        let holds = |holds: bool| if holds { Judgement::Held } else { Judgement::Broken };
        let number = |at: usize| cells[at].number(index, &self.plans[self.columns[at]]);
        match &self.rule {
            Rule::Order { .. } => self.is_ordered(cells, index).map_or(Judgement::Silent, holds),
            Rule::Place { .. } => match (number(0), number(1)) {
                (Some(latitude), Some(longitude)) => self.place(latitude, longitude),
                _ => Judgement::Silent,
            },
            Rule::District { .. } => match (number(0), number(1)) {
                (Some(latitude), Some(longitude)) => {
                    self.district(latitude, longitude, batch.raw(self.columns[2], index))
                }
                _ => Judgement::Silent,
            },
            Rule::Codifier { .. } => {
                let (code, name) = (batch.raw(self.columns[0], index).trim(), batch.raw(self.columns[1], index).trim());
                let Some(codifier) = self.knowledge.codifier.as_ref().filter(|_| !name.is_empty()) else {
                    return Judgement::Silent;
                };
                match codifier.names(code) {
                    known if known.is_empty() => Judgement::Silent,
                    known => holds(known.iter().any(|known| names_settlement(name, known))),
                }
            }
            Rule::Sum { parts, tolerance, .. } => {
                let Some(total) = number(0) else { return Judgement::Silent };
                let numbers: Vec<f64> = (1..=parts.len()).filter_map(number).collect();
                if numbers.is_empty() {
                    return Judgement::Silent;
                }
                let plans = self.columns.iter().map(|column| &self.plans[*column]);
                let allowed = tolerance.unwrap_or_else(|| rounding(plans));
                holds((numbers.iter().sum::<f64>() - total).abs() <= allowed + total.abs() * RELATIVE)
            }
            Rule::OneOf { .. } => holds(cells.iter().any(|cells| !cells.is_missing(index))),
            Rule::IfThen { equals, .. } => {
                let value = batch.raw(self.columns[0], index).trim().to_lowercase();
                if !equals.iter().any(|wanted| wanted.to_lowercase() == value) {
                    return Judgement::Silent;
                }
                holds(cells[1..].iter().all(|cells| !cells.is_missing(index)))
            }
        }
    }

    fn is_ordered(&self, cells: &[Cells<'_>], index: usize) -> Option<bool> {
        let plan = |at: usize| &self.plans[self.columns[at]];
        if let (Some(start), Some(end)) = (cells[0].instant(index, plan(0)), cells[1].instant(index, plan(1))) {
            let is_day = end.rem_euclid(super::cells::DAY_MICROS) == 0;
            return Some(start <= end_of(end, is_day));
        }
        if let (Some(start), Some(end)) = (cells[0].number(index, plan(0)), cells[1].number(index, plan(1))) {
            return Some(start <= end);
        }
        let time = |at: usize| match &cells[at] {
            Cells::Text(array) if !cells[at].is_missing(index) => crate::value::time(array.value(index)),
            _ => None,
        };
        Some(time(0)? <= time(1)?)
    }

    /// A point is in the wrong district where another one holds it; what lies in none is told by the border of the city.
    fn district(&self, latitude: f64, longitude: f64, named: &str) -> Judgement {
        let districts = &self.knowledge.districts;
        let Some(own) = districts.iter().position(|district| district.is_named_by(named)) else {
            return Judgement::Silent;
        };
        if districts[own].border.holds_nearly(latitude, longitude, DISTRICT_METRES) {
            return Judgement::Held;
        }
        let is_elsewhere = districts.iter().any(|district| district.border.holds(latitude, longitude));
        if is_elsewhere { Judgement::Broken } else { Judgement::Silent }
    }

    fn place(&self, latitude: f64, longitude: f64) -> Judgement {
        let inside = |latitude, longitude| match &self.knowledge.border {
            Some(border) => border.holds(latitude, longitude),
            None => UKRAINE.holds(latitude, longitude),
        };
        if inside(latitude, longitude) {
            Judgement::Held
        } else if inside(longitude, latitude) || UKRAINE.holds(longitude, latitude) {
            Judgement::Swapped(format!("{longitude} | {latitude}"))
        } else {
            Judgement::Broken
        }
    }
}

/// Metres by which a point may lie beyond the border of its district: borders run along the middle of streets.
const DISTRICT_METRES: f64 = 50.0;

/// Share of a total that binary fractions may lose.
const RELATIVE: f64 = 1e-9;

/// What rounding explains: half a unit of the coarsest last digit for each number; nothing among whole numbers.
pub(crate) fn rounding<'p>(plans: impl Iterator<Item = &'p FieldPlan>) -> f64 {
    let scales: Vec<u32> = plans.map(|plan| plan.digits.scale).collect();
    let coarsest = scales.iter().copied().filter(|scale| *scale > 0).min();
    #[expect(clippy::cast_precision_loss, reason = "few fields")]
    coarsest.map_or(0.0, |scale| 0.5 * 10_f64.powi(-i32::try_from(scale).unwrap_or(i32::MAX)) * scales.len() as f64)
}

/// Whether a cell names a settlement: its words hold the settlement's, so that `м. Дніпро` and `Дніпро, Україна` do.
fn names_settlement(cell: &str, settlement: &str) -> bool {
    let (cell, settlement) = (format!(" {} ", fold(cell)), format!(" {} ", fold(settlement)));
    cell.contains(&settlement) || settlement.contains(&cell)
}
