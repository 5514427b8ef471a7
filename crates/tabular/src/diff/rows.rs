//! Which row of the old version is which of the new one.

use std::cmp::Ordering;

use super::{
    fields::{Pair, Side},
    meaning::{self, Class},
};
use crate::{build::hash::Hashing, export::columns, finding::EngineError};

/// What is kept of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    key: u128,
    values: u64,
    place: u64,
}

impl Row {
    fn is_equal_to(&self, other: &Self) -> bool {
        (self.key, self.values) == (other.key, other.values)
    }
}

/// Rows by what became of them, each list in the order of its table; `changed` as (old, new) in the new one's.
#[derive(Debug, Default)]
pub(super) struct Matched {
    pub(super) changed: Vec<(u64, u64)>,
    pub(super) added: Vec<u64>,
    pub(super) removed: Vec<u64>,
    pub(super) unchanged: u64,
    /// Equal rows as runs of neighbours (old, new, how many), where they were asked for.
    pub(super) equal: Vec<(u64, u64, u64)>,
}

impl Matched {
    /// Rows that differ.
    pub(super) fn differing(&self) -> usize {
        self.changed.len() + self.added.len() + self.removed.len()
    }
}

/// A column to hash: its name and how its texts are read.
pub(super) type Part<'a> = (&'a str, Option<Class>);

/// The parts of both sides.
pub(super) fn parts<'a>(pairs: impl Iterator<Item = &'a Pair> + Clone) -> (Vec<Part<'a>>, Vec<Part<'a>>) {
    (
        pairs.clone().map(|pair| (pair.old.as_str(), pair.old_as)).collect(),
        pairs.map(|pair| (pair.new.as_str(), pair.new_as)).collect(),
    )
}

/// Compares all rows by the pairs at `key`; without a key as a multiset. Tables without a common field have no common row. `with_equal`
/// also tells which rows are equal.
pub(super) fn compare(
    old: &Side<'_>,
    new: &Side<'_>,
    pairs: &[Pair],
    key: &[usize],
    hashing: Hashing,
    with_equal: bool,
) -> Result<Matched, EngineError> {
    if pairs.is_empty() {
        return Ok(Matched { added: (0..new.rows).collect(), removed: (0..old.rows).collect(), ..Matched::default() });
    }
    let (old_parts, new_parts) = parts(pairs.iter());
    let (old_rows, new_rows) =
        rayon::join(|| read(old, &old_parts, key, hashing), || read(new, &new_parts, key, hashing));
    Ok(match_rows(old_rows?, new_rows?, with_equal))
}

fn read(side: &Side<'_>, parts: &[Part<'_>], key: &[usize], hashing: Hashing) -> Result<Vec<Row>, EngineError> {
    let mut rows = Vec::with_capacity(usize::try_from(side.rows).unwrap_or_default());
    visit(side, parts, |cells, count| {
        let mut keys = vec![hashing.row(); count];
        let mut values = vec![hashing.row(); count];
        for (place, (column, read_as)) in cells.iter().enumerate() {
            let in_key = key.contains(&place);
            for row in 0..count {
                let hash = meaning::hash(hashing, column, row, *read_as).unwrap_or_default();
                values[row] = hashing.follow(values[row], hash);
                if in_key {
                    keys[row] = hashing.follow(keys[row], hash);
                }
            }
        }
        for (key_hash, value_hash) in keys.into_iter().zip(values) {
            let row_key = if key.is_empty() { value_hash } else { key_hash };
            rows.push(Row { key: row_key, values: low(value_hash), place: rows.len() as u64 });
        }
    })?;
    Ok(rows)
}

/// Shows the wanted columns batch by batch, in the order of `parts`.
pub(super) fn visit(
    side: &Side<'_>,
    parts: &[Part<'_>],
    mut show: impl FnMut(&[(&columns::Cells, Option<Class>)], usize),
) -> Result<(), EngineError> {
    let reader = columns::open_with(side.source, |name| parts.iter().any(|(part, _)| *part == name))?;
    let read_columns = reader.columns().to_vec();
    for batch in reader {
        let batch = batch?;
        let cells = columns::cells(&read_columns, &batch)?;
        let ordered: Vec<_> = parts
            .iter()
            .filter_map(|(part, read_as)| {
                let place = read_columns.iter().position(|column| column.name == *part)?;
                Some((&cells[place], *read_as))
            })
            .collect();
        show(&ordered, batch.num_rows());
    }
    Ok(())
}

/// Half of a hash, where its key's other half stands beside it.
#[expect(clippy::cast_possible_truncation, reason = "half is wanted")]
pub(super) fn low(hash: u128) -> u64 {
    hash as u64
}

fn match_rows(mut old: Vec<Row>, mut new: Vec<Row>, with_equal: bool) -> Matched {
    let mut matched = Matched::default();
    let whole = (old.len(), new.len());
    // Most versions begin and end like the one before; what is equal there need not be sorted.
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(left, right)| left.is_equal_to(right)).count();
    old.truncate(old.len() - end);
    new.truncate(new.len() - end);
    let start = old.iter().zip(&new).take_while(|(left, right)| left.is_equal_to(right)).count();
    old.drain(..start);
    new.drain(..start);
    matched.unchanged = (start + end) as u64;
    if with_equal {
        matched.equal.push((0, 0, start as u64));
        matched.equal.push(((whole.0 - end) as u64, (whole.1 - end) as u64, end as u64));
    }
    rayon::join(|| old.sort_unstable(), || new.sort_unstable());
    let (mut old, mut new) = (old.as_slice(), new.as_slice());
    while let (Some(left), Some(right)) = (old.first(), new.first()) {
        match left.key.cmp(&right.key) {
            Ordering::Less => take_group(&mut old, left.key).iter().for_each(|row| matched.removed.push(row.place)),
            Ordering::Greater => take_group(&mut new, right.key).iter().for_each(|row| matched.added.push(row.place)),
            Ordering::Equal => {
                let groups = (take_group(&mut old, left.key), take_group(&mut new, right.key));
                match_group(groups.0, groups.1, with_equal, &mut matched);
            }
        }
    }
    matched.removed.extend(old.iter().map(|row| row.place));
    matched.added.extend(new.iter().map(|row| row.place));
    matched.removed.sort_unstable();
    matched.added.sort_unstable();
    matched.changed.sort_unstable_by_key(|(_, new)| *new);
    matched
}

fn take_group<'a>(rows: &mut &'a [Row], key: u128) -> &'a [Row] {
    let (group, rest) = rows.split_at(rows.iter().take_while(|row| row.key == key).count());
    *rows = rest;
    group
}

/// Rows of one key: equal ones cancel out one by one; one left on each side is a changed row; more are not guessed at.
fn match_group(mut old: &[Row], mut new: &[Row], with_equal: bool, matched: &mut Matched) {
    let (mut old_left, mut new_left) = (Vec::new(), Vec::new());
    while let (Some(left), Some(right)) = (old.first(), new.first()) {
        let order = left.values.cmp(&right.values);
        if order.is_eq() {
            matched.unchanged += 1;
            matched.equal.extend(with_equal.then_some((left.place, right.place, 1)));
        }
        if order.is_le() {
            old_left.extend(order.is_lt().then_some(left.place));
            old = &old[1..];
        }
        if order.is_ge() {
            new_left.extend(order.is_gt().then_some(right.place));
            new = &new[1..];
        }
    }
    old_left.extend(old.iter().map(|row| row.place));
    new_left.extend(new.iter().map(|row| row.place));
    if let ([left], [right]) = (&old_left[..], &new_left[..]) {
        matched.changed.push((*left, *right));
        return;
    }
    matched.removed.append(&mut old_left);
    matched.added.append(&mut new_left);
}
