//! Fields with another name and the same values.

use std::collections::HashMap;

use super::{
    fields::{Fields, Pair, Side},
    meaning,
    rows::{self, Part},
};
use crate::{
    build::hash::{BuildAsIs, Hashing},
    finding::EngineError,
};

/// Rows looked at, about: those with the smallest keys, the same in both versions.
const SAMPLE_ROWS: u64 = 20_000;
/// Fields of each version looked at.
const FIELDS_MAX: usize = 64;
/// Of a hundred matched rows, this many must agree.
const AGREEING_PERCENT: usize = 95;

/// The candidates' values in the sampled rows, by the row's key; `None` where a key stands twice.
type Sample = HashMap<u128, Option<Vec<u64>>, BuildAsIs>;

/// Pairs removed and added fields of one type whose values agree in almost all matched rows.
pub(super) fn find_by_values(
    old: &Side<'_>,
    new: &Side<'_>,
    fields: &mut Fields,
    key: &[usize],
    hashing: Hashing,
) -> Result<(), EngineError> {
    if fields.pairs.is_empty() || fields.removed.is_empty() || fields.added.is_empty() {
        return Ok(());
    }
    let in_key = |place: usize| key.is_empty() || key.contains(&place);
    let key_pairs: Vec<&Pair> =
        fields.pairs.iter().enumerate().filter(|(place, _)| in_key(*place)).map(|(_, pair)| pair).collect();
    let (old_key, new_key) = rows::parts(key_pairs.iter().copied());
    let removed: Vec<String> = fields.removed.iter().take(FIELDS_MAX).cloned().collect();
    let added: Vec<String> = fields.added.iter().take(FIELDS_MAX).cloned().collect();
    let rows_max = old.rows.max(new.rows);
    let (old_sample, new_sample) = rayon::join(
        || sample(old, &old_key, &removed, rows_max, hashing),
        || sample(new, &new_key, &added, rows_max, hashing),
    );
    let (old_sample, new_sample) = (old_sample?, new_sample?);
    let mut found = Vec::new();
    for (old_place, old_name) in removed.iter().enumerate() {
        for (new_place, new_name) in added.iter().enumerate() {
            let (Some(left), Some(right)) = (old.column(old_name), new.column(new_name)) else { continue };
            if old.field_type(left) == new.field_type(right)
                && let Some(agreeing) = agreement(&old_sample, old_place, &new_sample, new_place)
            {
                found.push((agreeing, left, right));
            }
        }
    }
    // A field that could be two others is none.
    let is_only =
        |name: &str| found.iter().filter(|(_, left, right)| left.name == name || right.name == name).count() == 1;
    for (_, left, right) in found.iter().filter(|(_, left, right)| is_only(&left.name) && is_only(&right.name)) {
        fields.pairs.push(Pair::of(old, left, new, right));
        fields.removed.retain(|name| *name != left.name);
        fields.added.retain(|name| *name != right.name);
    }
    Ok(())
}

fn sample(
    side: &Side<'_>,
    key: &[Part<'_>],
    candidates: &[String],
    rows_max: u64,
    hashing: Hashing,
) -> Result<Sample, EngineError> {
    let largest = if rows_max <= SAMPLE_ROWS { u64::MAX } else { u64::MAX / rows_max * SAMPLE_ROWS };
    let parts: Vec<Part<'_>> = key.iter().copied().chain(candidates.iter().map(|name| (name.as_str(), None))).collect();
    let mut sampled = Sample::default();
    rows::visit(side, &parts, |cells, count| {
        let (key_cells, value_cells) = cells.split_at(key.len());
        for row in 0..count {
            let key_hash = key_cells.iter().fold(hashing.row(), |so_far, (column, read_as)| {
                hashing.follow(so_far, meaning::hash(hashing, column, row, *read_as).unwrap_or_default())
            });
            if rows::low(key_hash) > largest {
                continue;
            }
            let value = |(column, read_as): &(&_, Option<_>)| {
                meaning::hash(hashing, column, row, *read_as).map(rows::low).unwrap_or_default()
            };
            sampled
                .entry(key_hash)
                .and_modify(|twice| *twice = None)
                .or_insert_with(|| Some(value_cells.iter().map(value).collect()));
        }
    })?;
    Ok(sampled)
}

/// How many matched rows agree, where almost all do and the values are not all one.
fn agreement(old: &Sample, old_place: usize, new: &Sample, new_place: usize) -> Option<usize> {
    let (mut matched, mut agreeing) = (0, 0);
    let (mut first, mut differ) = (None, false);
    for (key, values) in old {
        let (Some(left), Some(Some(right))) = (values, new.get(key)) else { continue };
        matched += 1;
        agreeing += usize::from(left[old_place] == right[new_place]);
        differ |= *first.get_or_insert(left[old_place]) != left[old_place];
    }
    (differ && agreeing * 100 >= matched * AGREEING_PERCENT).then_some(agreeing)
}
