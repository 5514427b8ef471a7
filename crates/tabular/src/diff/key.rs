//! Which fields identify a row.

use super::{
    DiffOptions,
    fields::{Pair, Side},
    meaning,
    rows::{self, Part},
};
use crate::{build::hash::Hashing, finding::EngineError};

/// Names that identifiers have, in lower case, the more telling first.
const NAMES: [&str; 9] = ["uid", "id", "identifier", "ідентифікатор", "code", "код", "№", "number", "номер"];
/// Columns tried; each is a pass over one column of both tables.
const TRIED_MAX: usize = 5;
/// Without a telling name, only the first columns are tried.
const FIRST_COLUMNS: usize = 3;

/// Share of a version's rows, in percent, that must have a value of their own in a field that nearly identifies them: a row entered
/// twice or a forgotten number must not part all other rows from what they were.
const NEARLY_PERCENT: usize = 90;
/// Rows from which on nearly all of them are more than chance.
const NEARLY_ROWS_MIN: usize = 10;

/// How well a field tells rows apart, in both versions that share most of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// Every row has a value of its own.
    Unique,
    /// Nearly every row; rows that share a value are not guessed at.
    Nearly,
    /// It does not.
    None,
}

/// The key of a comparison.
pub(super) struct Chosen {
    /// Places in the pairs; empty for a multiset.
    pub(super) fields: Vec<usize>,
    /// Somebody said so, against found by us.
    pub(super) declared: bool,
    /// Places of fields that could be keys too, not tried yet.
    pub(super) others: Vec<usize>,
}

/// The asked key, else the schema's, else a field unique in both versions that share most of its values, else one that nearly is, else
/// none.
pub(super) fn choose(
    old: &Side<'_>,
    new: &Side<'_>,
    pairs: &[Pair],
    options: &DiffOptions,
    hashing: Hashing,
) -> Result<Chosen, EngineError> {
    for declared in [options.key.as_deref(), Some(new.primary_key()), Some(old.primary_key())].into_iter().flatten() {
        if let Some(fields) = places(declared, pairs) {
            return Ok(Chosen { fields, declared: true, others: Vec::new() });
        }
    }
    let mut candidates = candidates(pairs).into_iter();
    let mut nearly = Vec::new();
    while let Some(place) = candidates.next() {
        match identity(old, new, &pairs[place], hashing)? {
            Identity::Unique => {
                return Ok(Chosen { fields: vec![place], declared: false, others: candidates.collect() });
            }
            Identity::Nearly => nearly.push(place),
            Identity::None => {}
        }
    }
    let others = nearly.split_off(nearly.len().min(1));
    Ok(Chosen { fields: nearly, declared: false, others })
}

/// How well a field tells the rows of both versions apart.
pub(super) fn identity(old: &Side<'_>, new: &Side<'_>, pair: &Pair, hashing: Hashing) -> Result<Identity, EngineError> {
    let (old_values, new_values) = rayon::join(
        || distinct_values(old, (&pair.old, pair.old_as), hashing),
        || distinct_values(new, (&pair.new, pair.new_as), hashing),
    );
    let (old_values, new_values) = (old_values?, new_values?);
    let weighed = [of_rows(old_values.len(), old.rows), of_rows(new_values.len(), new.rows)];
    Ok(match weighed {
        _ if weighed.contains(&Identity::None) || !share_most(&old_values, &new_values) => Identity::None,
        _ if weighed.contains(&Identity::Nearly) => Identity::Nearly,
        _ => Identity::Unique,
    })
}

/// What so many distinct values say of so many rows.
fn of_rows(distinct: usize, rows: u64) -> Identity {
    let rows = usize::try_from(rows).unwrap_or(usize::MAX);
    match distinct {
        all if all == rows => Identity::Unique,
        most if rows >= NEARLY_ROWS_MIN && most * 100 >= rows.saturating_mul(NEARLY_PERCENT) => Identity::Nearly,
        _ => Identity::None,
    }
}

/// Names of either version.
fn places(names: &[String], pairs: &[Pair]) -> Option<Vec<usize>> {
    let place = |name: &String| {
        pairs.iter().position(|pair| pair.new == *name).or_else(|| pairs.iter().position(|pair| pair.old == *name))
    };
    names.iter().map(place).collect::<Option<Vec<_>>>().filter(|places| !places.is_empty())
}

fn candidates(pairs: &[Pair]) -> Vec<usize> {
    let name = |place: &usize| pairs[*place].new.to_lowercase();
    let mut tried: Vec<usize> = (0..pairs.len()).filter(|place| NAMES.contains(&name(place).as_str())).collect();
    tried.sort_by_key(|place| NAMES.iter().position(|telling| *telling == name(place)));
    for place in 0..pairs.len().min(FIRST_COLUMNS) {
        if !tried.contains(&place) {
            tried.push(place);
        }
    }
    tried.truncate(TRIED_MAX);
    tried
}

/// The sorted hashes of a column's different values.
fn distinct_values(side: &Side<'_>, part: Part<'_>, hashing: Hashing) -> Result<Vec<u64>, EngineError> {
    let mut values = Vec::with_capacity(usize::try_from(side.rows).unwrap_or_default());
    rows::visit(side, &[part], |cells, count| {
        for (column, read_as) in cells {
            for row in 0..count {
                values.extend(meaning::hash(hashing, column, row, *read_as).map(rows::low));
            }
        }
    })?;
    values.sort_unstable();
    values.dedup();
    Ok(values)
}

/// At least half of the smaller version's values.
fn share_most(old: &[u64], new: &[u64]) -> bool {
    let (mut shared, mut at) = (0, 0);
    for value in old {
        while at < new.len() && new[at] < *value {
            at += 1;
        }
        shared += usize::from(new.get(at) == Some(value));
    }
    shared * 2 >= old.len().min(new.len())
}
