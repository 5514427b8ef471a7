//! Latitudes and longitudes that changed places, put right row by row.

use arrow::array::StringArray;

use super::rows::Effect;
use crate::{TextBatch, fix::are_swapped};

/// Two columns whose values change places where each lies on the other's axis; other rows stay.
#[derive(Debug, Clone, Copy)]
pub(super) struct Swap {
    pub(super) latitude: usize,
    pub(super) longitude: usize,
}

impl Swap {
    pub(super) fn apply(self, mut batch: TextBatch, effect: &mut Effect) -> TextBatch {
        let (latitudes, longitudes) = (&batch.columns[self.latitude], &batch.columns[self.longitude]);
        let turned: Vec<bool> = (0..batch.rows())
            .map(|row| {
                let (latitude, longitude) = (latitudes.value(row), longitudes.value(row));
                let is_swapped = are_swapped(latitude, longitude);
                if is_swapped {
                    let (before, after) = (format!("{latitude} | {longitude}"), format!("{longitude} | {latitude}"));
                    effect.add(batch.places[row], &before, &after);
                }
                is_swapped
            })
            .collect();
        let taken = |own: &StringArray, other: &StringArray| {
            let values = turned.iter().enumerate();
            StringArray::from_iter_values(
                values.map(|(row, is_swapped)| if *is_swapped { other.value(row) } else { own.value(row) }),
            )
        };
        let (first, second) = (taken(latitudes, longitudes), taken(longitudes, latitudes));
        (batch.columns[self.latitude], batch.columns[self.longitude]) = (first, second);
        batch
    }
}
