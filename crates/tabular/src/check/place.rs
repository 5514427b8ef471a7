//! Points far from all others of their table.

use super::cells::{Batch, Cells};
use crate::{
    analyse::FieldPlan,
    build::tally::{Showing, Tally},
};

/// Degrees of a bin.
const BIN: f64 = 0.05;
const BINS: usize = 7_200;
/// Points from which on "all others" means something.
const POINTS_MIN: u64 = 50;
/// Points of a hundred that may lie anywhere: the edges of where most lie.
const EDGE_ONE_IN: u64 = 100;
/// One in so many points may be far; more of them are another place that the table speaks of.
const FAR_ONE_IN: u64 = 200;
/// How many times the width of where most lie away a point is far …
const WIDTHS: f64 = 3.0;
/// … and at least so many degrees.
const DEGREES: f64 = 0.5;

/// One coordinate of all points.
struct Axis {
    bins: Vec<u32>,
    count: u64,
    /// The smallest and largest values with their places.
    ends: [Vec<(f64, u64)>; 2],
}

/// The points of a table while its rows pass.
pub(super) struct Points {
    latitudes: Axis,
    longitudes: Axis,
    kept_max: usize,
}

impl Points {
    pub(super) fn new(kept_max: usize) -> Self {
        let axis = || Axis { bins: vec![0; BINS], count: 0, ends: [Vec::new(), Vec::new()] };
        Self { latitudes: axis(), longitudes: axis(), kept_max }
    }

    /// Hears of a batch; points outside Ukraine or with swapped coordinates are told by other rules.
    pub(super) fn add(&mut self, batch: Batch<'_>, columns: &[usize], plans: &[FieldPlan]) {
        let cells: Option<Vec<Cells<'_>>> = columns.iter().map(|column| batch.cells(*column)).collect();
        let Some([latitudes, longitudes]) = cells.as_deref() else { return };
        for index in batch.rows() {
            let latitude = latitudes.number(index, &plans[columns[0]]);
            let longitude = longitudes.number(index, &plans[columns[1]]);
            if let (Some(latitude), Some(longitude)) = (latitude, longitude)
                && super::knowledge::UKRAINE.holds(latitude, longitude)
            {
                self.latitudes.add(latitude, batch.place(index), self.kept_max);
                self.longitudes.add(longitude, batch.place(index), self.kept_max);
            }
        }
    }

    /// The points that lie far from all others; one that is far both ways counts once as long as it is shown.
    pub(super) fn far(&self, showing: &Showing<'_>) -> Tally {
        let mut tally = Tally::default();
        let mut told: Vec<u64> = Vec::new();
        for axis in [&self.latitudes, &self.longitudes] {
            let Some(bounds) = axis.bounds() else { continue };
            tally.count += axis.beyond(bounds);
            for (value, place) in axis.ends.iter().flatten().filter(|(value, _)| is_beyond(*value, bounds)) {
                if told.contains(place) {
                    tally.count -= 1;
                    continue;
                }
                told.push(*place);
                if tally.examples.len() < showing.examples_max {
                    tally.examples.push(showing.example(*place, &value.to_string(), None));
                }
            }
        }
        tally
    }
}

fn is_beyond(value: f64, (least, most): (usize, usize)) -> bool {
    let bin = bin(value);
    bin < least || bin > most
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "degrees of a point in Ukraine")]
fn bin(value: f64) -> usize {
    (((value + 180.0) / BIN) as usize).min(BINS - 1)
}

impl Axis {
    fn add(&mut self, value: f64, place: u64, kept_max: usize) {
        self.count += 1;
        self.bins[bin(value)] += 1;
        let [least, most] = &mut self.ends;
        if least.len() < kept_max || least.last().is_some_and(|last| value < last.0) {
            least.insert(least.partition_point(|known| known.0 <= value), (value, place));
            least.truncate(kept_max);
        }
        if most.len() < kept_max || most.last().is_some_and(|last| value > last.0) {
            most.insert(most.partition_point(|known| known.0 >= value), (value, place));
            most.truncate(kept_max);
        }
    }

    /// Bins between which points are not far; `None` where that cannot be told.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "few bins"
    )]
    fn bounds(&self) -> Option<(usize, usize)> {
        if self.count < POINTS_MIN {
            return None;
        }
        let edge = self.count / EDGE_ONE_IN;
        let least = passing(self.bins.iter().enumerate(), edge)?;
        let most = passing(self.bins.iter().enumerate().rev(), edge)?;
        let width = (most - least + 1) as f64;
        let away = (width * WIDTHS).max(DEGREES / BIN) as usize;
        let bounds = (least.saturating_sub(away), (most + away).min(BINS - 1));
        (self.beyond(bounds) <= (self.count / FAR_ONE_IN).max(1)).then_some(bounds)
    }

    fn beyond(&self, (least, most): (usize, usize)) -> u64 {
        let outside = self.bins[..least].iter().chain(&self.bins[most + 1..]);
        outside.map(|count| u64::from(*count)).sum()
    }
}

/// The first bin with which more than so many points have passed.
fn passing<'b>(mut bins: impl Iterator<Item = (usize, &'b u32)>, wanted: u64) -> Option<usize> {
    let mut passed = 0;
    bins.find(|(_, count)| {
        passed += u64::from(**count);
        passed > wanted
    })
    .map(|(bin, _)| bin)
}
