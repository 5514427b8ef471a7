//! Small groups: rows whose combination of quasi-identifiers few others share (k-anonymity).

use std::collections::HashMap;

use super::hash::{BuildAsIs, Hashing};
use crate::{Field, PersonalFinding, Screen, ScreenedField, analyse::FieldPlan};

/// Combinations counted; a table with more of them hides nobody, and its count is a least one.
const GROUPS_MAX: usize = 400_000;
/// Rows shown as examples.
const EXAMPLES_MAX: usize = 10;

/// Counts the rows of each combination.
pub(crate) struct Groups<'a> {
    screen: &'a dyn Screen,
    hashing: Hashing,
    /// Indices of the workers whose values make a combination.
    columns: Vec<usize>,
    fields: Vec<&'a Field>,
    rows: HashMap<u128, Group, BuildAsIs>,
}

struct Group {
    rows: u32,
    /// Place of the first.
    first: u64,
}

impl<'a> Groups<'a> {
    pub(crate) fn new(screen: &'a dyn Screen, hashing: Hashing, plans: &'a [FieldPlan]) -> Self {
        let written: Vec<usize> = (0..plans.len()).filter(|index| !plans[*index].dropped).collect();
        let open: Vec<usize> =
            written.into_iter().filter(|index| !plans[*index].masked && plans[*index].pseudonyms.is_none()).collect();
        let fields: Vec<ScreenedField<'_>> = open
            .iter()
            .map(|index| &plans[*index].field)
            .map(|field| ScreenedField { name: &field.name, title: &field.title.uk, field_type: field.field_type })
            .collect();
        let columns: Vec<usize> = screen.quasi_identifiers(&fields).into_iter().map(|index| open[index]).collect();
        let fields = columns.iter().map(|index| &plans[*index].field).collect();
        Self { screen, hashing, columns, fields, rows: HashMap::default() }
    }

    /// Hears of a batch: the hashes of each worker's written values, and the places of those rows.
    pub(crate) fn add(&mut self, hashes: &[&[u128]], places: impl Iterator<Item = u64>) {
        if self.columns.is_empty() {
            return;
        }
        for (row, place) in places.enumerate() {
            let whole = |group, column: &usize| self.hashing.follow(group, hashes[*column][row]);
            let combination = self.columns.iter().fold(self.hashing.row(), whole);
            if let Some(group) = self.rows.get_mut(&combination) {
                group.rows = group.rows.saturating_add(1);
            } else if self.rows.len() < GROUPS_MAX {
                self.rows.insert(combination, Group { rows: 1, first: place });
            }
        }
    }

    /// The finding, with the field it is told of.
    pub(crate) fn finish(self) -> Option<(String, PersonalFinding)> {
        let least = self.screen.group_min();
        let small: Vec<&Group> = self.rows.values().filter(|group| group.rows < least).collect();
        let count: u64 = small.iter().map(|group| u64::from(group.rows)).sum();
        if count == 0 {
            return None;
        }
        let mut places: Vec<u64> = small.iter().map(|group| group.first).collect();
        places.sort_unstable();
        places.truncate(EXAMPLES_MAX);
        let names = self.fields.iter().map(|field| format!("«{}»", field.name)).collect::<Vec<_>>().join(", ");
        Some((
            self.fields.first()?.name.clone(),
            PersonalFinding {
                kind: "small-groups",
                count,
                examples: places.into_iter().map(|place| (place, "***".to_owned())).collect(),
                message: self.screen.small_groups(&names, count),
            },
        ))
    }
}
