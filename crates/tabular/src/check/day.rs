//! Days that cannot be meant: a year 0204 or 2204, a birth in the future.

use super::cells::{Batch, Cells, DAY_MICROS};
use crate::{
    build::tally::{Showing, Tally},
    value::epoch_days,
};

/// Registers of a city hold nothing from before.
const FIRST_YEAR: i32 = 1000;
/// Nothing is planned for later; `9999-12-31` means "for ever" and is told by itself.
const LAST_YEAR: i32 = 2100;
/// Contracts and permits end there who never end.
const FOR_EVER: i32 = 2999;

/// The days of a field while its rows pass.
pub(crate) struct Days {
    /// Days outside the years that registers speak of.
    pub(crate) odd_year: Tally,
    /// Days after today.
    pub(crate) future: Tally,
    pub(crate) count: u64,
    bounds: (i32, i32),
    for_ever: i32,
    /// The last day that is not the future; none where the field may speak of plans or nobody knows the day.
    last: Option<i32>,
}

impl Days {
    pub(crate) fn new(last: Option<i32>) -> Self {
        let first_of = |year| epoch_days(year, 1, 1).unwrap_or_default();
        Self {
            odd_year: Tally::default(),
            future: Tally::default(),
            count: 0,
            bounds: (first_of(FIRST_YEAR), first_of(LAST_YEAR + 1)),
            for_ever: first_of(FOR_EVER),
            last,
        }
    }

    /// Hears of a column's days. Texts are not days yet; they are heard of once, at the end.
    pub(crate) fn add(&mut self, batch: Batch<'_>, column: usize, showing: &Showing<'_>) {
        let Some(cells) = batch.cells(column) else { return };
        let mut observe = |index: usize, day: i32| {
            self.count += 1;
            if let Some(tally) = self.broken(day) {
                tally.add(showing, batch.place(index), batch.raw(column, index).trim(), None);
            }
        };
        match cells {
            Cells::Date(array) => {
                array.iter().enumerate().for_each(|(index, day)| day.into_iter().for_each(|day| observe(index, day)));
            }
            Cells::Moment(array) => array.iter().enumerate().for_each(|(index, micros)| {
                if let Some(micros) = micros {
                    observe(index, day_of(micros));
                }
            }),
            _ => {}
        }
    }

    /// Hears of a day that stands in several rows, the first of them at a place.
    pub(crate) fn add_text(&mut self, micros: i64, count: u64, place: u64, text: &str, showing: &Showing<'_>) {
        self.count += count;
        if let Some(tally) = self.broken(day_of(micros)) {
            tally.add(showing, place, text, None);
            tally.count += count - 1;
        }
    }

    fn broken(&mut self, day: i32) -> Option<&mut Tally> {
        if day < self.bounds.0 || (day >= self.bounds.1 && day < self.for_ever) {
            return Some(&mut self.odd_year);
        }
        (self.last.is_some_and(|last| day > last) && day < self.for_ever).then_some(&mut self.future)
    }
}

fn day_of(micros: i64) -> i32 {
    i32::try_from(micros.div_euclid(DAY_MICROS)).unwrap_or_default()
}
