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

/// The key of a comparison.
pub(super) struct Chosen {
    /// Places in the pairs; empty for a multiset.
    pub(super) fields: Vec<usize>,
    /// Somebody said so, against found by us.
    pub(super) declared: bool,
    /// Places of fields that could be keys too, not tried yet.
    pub(super) others: Vec<usize>,
}

/// The asked key, else the schema's, else a field unique in both versions that share most of its values, else none.
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
    while let Some(place) = candidates.next() {
        if identifies(old, new, &pairs[place], hashing)? {
            return Ok(Chosen { fields: vec![place], declared: false, others: candidates.collect() });
        }
    }
    Ok(Chosen { fields: Vec::new(), declared: false, others: Vec::new() })
}

/// Whether a field is unique and complete in both versions, and they share most of its values.
pub(super) fn identifies(old: &Side<'_>, new: &Side<'_>, pair: &Pair, hashing: Hashing) -> Result<bool, EngineError> {
    let (old_values, new_values) = rayon::join(
        || unique_values(old, (&pair.old, pair.old_as), hashing),
        || unique_values(new, (&pair.new, pair.new_as), hashing),
    );
    Ok(match (old_values?, new_values?) {
        (Some(old_values), Some(new_values)) => share_most(&old_values, &new_values),
        _ => false,
    })
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

/// The sorted hashes of a column's values; `None` where one is missing or stands twice.
fn unique_values(side: &Side<'_>, part: Part<'_>, hashing: Hashing) -> Result<Option<Vec<u64>>, EngineError> {
    let mut values = Vec::with_capacity(usize::try_from(side.rows).unwrap_or_default());
    let mut complete = true;
    rows::visit(side, &[part], |cells, count| {
        for (column, read_as) in cells {
            for row in 0..count {
                match meaning::hash(hashing, column, row, *read_as) {
                    Some(hash) => values.push(rows::low(hash)),
                    None => complete = false,
                }
            }
        }
    })?;
    values.sort_unstable();
    let unique = complete && values.windows(2).all(|two| two[0] != two[1]);
    Ok(unique.then_some(values))
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
