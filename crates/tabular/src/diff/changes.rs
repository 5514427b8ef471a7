//! The second pass: which cells of the changed rows differ, and the values of the rows that are listed.

use std::ops::ControlFlow;

use super::{
    CellChange, ChangeKind, RowChange,
    fields::{Pair, Side},
    meaning::{self, Class},
    rows::{self, Matched},
};
use crate::{
    build::hash::Hashing,
    export::columns::{self, Cells},
    finding::EngineError,
};

/// Cells whose hashes are held at once, on each side.
const CELLS_MAX: usize = 2 << 20;
/// Bytes of values listed; what follows is counted only.
const LISTED_BYTES_MAX: usize = 64 << 20;
/// Cells of each side fetched at once where all changes are shown.
const VISITED_CELLS_MAX: usize = 1 << 17;
/// Stands for a masked value of a key.
const MASKED: &str = "***";

/// Two versions whose rows are matched.
pub(super) struct Compared<'a> {
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    pub(super) pairs: &'a [Pair],
    /// Places in the pairs.
    pub(super) key: &'a [usize],
    pub(super) hashing: Hashing,
}

/// Where a differing row stands: in the old version, in the new one.
type Places = (Option<u64>, Option<u64>);

/// Rows that differ, in the order of the table.
fn in_order(matched: &Matched, kind: Option<ChangeKind>) -> Vec<Places> {
    let wanted = |of: ChangeKind| kind.is_none_or(|kind| kind == of);
    let mut all: Vec<Places> = Vec::with_capacity(matched.differing());
    if wanted(ChangeKind::Changed) {
        all.extend(matched.changed.iter().map(|(old, new)| (Some(*old), Some(*new))));
    }
    if wanted(ChangeKind::Added) {
        all.extend(matched.added.iter().map(|new| (None, Some(*new))));
    }
    if wanted(ChangeKind::Removed) {
        all.extend(matched.removed.iter().map(|old| (Some(*old), None)));
    }
    all.sort_by_key(|(old, new)| (new.or(*old), new.is_some()));
    all
}

/// The values of a listed row, one per field of its version, and the hashes of its paired fields.
#[derive(Default, Clone)]
pub(super) struct Listed {
    pub(super) texts: Vec<Option<String>>,
    hashes: Vec<u64>,
}

impl Compared<'_> {
    /// Changed cells per field that has some, in the order of the fields.
    pub(super) fn count_cells(&self, matched: &Matched) -> Result<Vec<(String, u64)>, EngineError> {
        let mut counts = vec![0_u64; self.pairs.len()];
        for chunk in matched.changed.chunks((CELLS_MAX / self.pairs.len().max(1)).max(1)) {
            let (old_rows, new_rows): (Vec<u64>, Vec<u64>) = chunk.iter().copied().unzip();
            let (old_parts, new_parts) = rows::parts(self.pairs.iter());
            let (old, new) = rayon::join(
                || self.hashes(self.old, &old_parts, &old_rows),
                || self.hashes(self.new, &new_parts, &new_rows),
            );
            for (place, (left, right)) in old?.into_iter().zip(new?).enumerate() {
                counts[place % self.pairs.len()] += u64::from(left != right);
            }
        }
        let named = self.pairs.iter().zip(counts).filter(|(_, count)| *count > 0);
        Ok(named.map(|(pair, count)| (pair.new.clone(), count)).collect())
    }

    /// The hashes of some rows' paired cells, row after row in the order asked.
    fn hashes(&self, side: &Side<'_>, parts: &[rows::Part<'_>], wanted: &[u64]) -> Result<Vec<u64>, EngineError> {
        let mut hashes = vec![0; wanted.len() * parts.len()];
        let is_part = |name: &str| parts.iter().any(|(part, _)| *part == name);
        visit_rows(side, is_part, parts, wanted, |slot, row, _, paired| {
            for (place, (column, read_as)) in paired.iter().enumerate() {
                hashes[slot * parts.len() + place] = self.hash(column, row, *read_as);
            }
            true
        })?;
        Ok(hashes)
    }

    fn hash(&self, column: &Cells, row: usize, read_as: Option<Class>) -> u64 {
        meaning::hash(self.hashing, column, row, read_as).map(rows::low).unwrap_or_default()
    }

    /// The first rows that differ, in the order of the table, with their values; and whether there are more.
    pub(super) fn list(&self, matched: &Matched, rows_max: usize) -> Result<(Vec<RowChange>, bool), EngineError> {
        let mut all = in_order(matched, None);
        let mut truncated = all.len() > rows_max;
        all.truncate(rows_max);
        let mut changes = Vec::with_capacity(all.len());
        for change in self.fetch(&all)? {
            match change {
                Some(change) => changes.push(change),
                None => truncated = true,
            }
        }
        Ok((changes, truncated))
    }

    /// Shows every row that differs, in the order of the table, until told to break.
    pub(super) fn visit(
        &self,
        matched: &Matched,
        kind: Option<ChangeKind>,
        show: &mut impl FnMut(RowChange) -> ControlFlow<()>,
    ) -> Result<(), EngineError> {
        let columns = self.old.columns.len().max(self.new.columns.len()).max(1);
        for part in in_order(matched, kind).chunks((VISITED_CELLS_MAX / columns).max(1)) {
            if self.visit_part(part, show)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// A part whose values are too many at once is shown in halves; of one row all values are always there.
    fn visit_part(
        &self,
        part: &[Places],
        show: &mut impl FnMut(RowChange) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let changes = self.fetch(part)?;
        if part.len() > 1 && changes.iter().any(Option::is_none) {
            drop(changes);
            let (first, second) = part.split_at(part.len() / 2);
            return match self.visit_part(first, show)? {
                ControlFlow::Continue(()) => self.visit_part(second, show),
                broken @ ControlFlow::Break(()) => Ok(broken),
            };
        }
        for change in changes.into_iter().flatten() {
            if show(change).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The changes of some rows, in the order asked; `None` beyond the bytes that are listed.
    fn fetch(&self, wanted: &[Places]) -> Result<Vec<Option<RowChange>>, EngineError> {
        let old_rows: Vec<u64> = wanted.iter().filter_map(|(old, _)| *old).collect();
        let new_rows: Vec<u64> = wanted.iter().filter_map(|(_, new)| *new).collect();
        let (old_parts, new_parts) = rows::parts(self.pairs.iter());
        let mut old_listed = self.listed(self.old, &old_parts, &old_rows)?.into_iter();
        let mut new_listed = self.listed(self.new, &new_parts, &new_rows)?.into_iter();
        let mut change = |&(old_row, new_row): &Places| {
            let old = old_row.map(|_| old_listed.next().flatten());
            let new = new_row.map(|_| new_listed.next().flatten());
            let change = match (old, new) {
                (Some(Some(old)), Some(Some(new))) => self.changed(&old, &new),
                (Some(Some(old)), None) => self.whole(ChangeKind::Removed, self.old, &old),
                (None, Some(Some(new))) => self.whole(ChangeKind::Added, self.new, &new),
                _ => return None,
            };
            Some(RowChange { old_row, new_row, ..change })
        };
        Ok(wanted.iter().map(&mut change).collect())
    }

    /// The values of some rows, in the order asked; `None` beyond the bytes that are listed.
    pub(super) fn listed(
        &self,
        side: &Side<'_>,
        parts: &[rows::Part<'_>],
        wanted: &[u64],
    ) -> Result<Vec<Option<Listed>>, EngineError> {
        let mut listed = vec![None; wanted.len()];
        let mut bytes = 0;
        visit_rows(
            side,
            |_| true,
            parts,
            wanted,
            |slot, row, all, paired| {
                let text = |column: &Cells| {
                    column.has(row).then(|| {
                        let mut text = String::new();
                        column.write(row, &mut text);
                        text
                    })
                };
                let texts: Vec<Option<String>> = all.iter().map(text).collect();
                bytes += texts.iter().flatten().map(String::len).sum::<usize>();
                let hashes = paired.iter().map(|(column, read_as)| self.hash(column, row, *read_as)).collect();
                listed[slot] = Some(Listed { texts, hashes });
                bytes <= LISTED_BYTES_MAX
            },
        )?;
        Ok(listed)
    }

    fn changed(&self, old: &Listed, new: &Listed) -> RowChange {
        let differing = self.pairs.iter().enumerate().filter(|(place, _)| old.hashes[*place] != new.hashes[*place]);
        let cells = differing.map(|(_, pair)| CellChange {
            field: pair.new.clone(),
            old: text_of(self.old, &pair.old, old).filter(|_| !pair.masked),
            new: text_of(self.new, &pair.new, new).filter(|_| !pair.masked),
            masked: pair.masked,
        });
        RowChange {
            kind: ChangeKind::Changed,
            old_row: None,
            new_row: None,
            key: self.key_of(self.new, new),
            cells: cells.collect(),
        }
    }

    fn whole(&self, kind: ChangeKind, side: &Side<'_>, listed: &Listed) -> RowChange {
        let mut cells = Vec::new();
        for (column, text) in side.columns.iter().zip(&listed.texts) {
            let Some(text) = text else { continue };
            let masked = side.is_masked(&column.name)
                || self.pairs.iter().any(|pair| pair.masked && *self.name_in(side, pair) == column.name);
            let shown = (!masked).then(|| text.clone());
            let (old, new) = if kind == ChangeKind::Added { (None, shown) } else { (shown, None) };
            cells.push(CellChange { field: column.name.clone(), old, new, masked });
        }
        RowChange { kind, old_row: None, new_row: None, key: self.key_of(side, listed), cells }
    }

    fn key_of(&self, side: &Side<'_>, listed: &Listed) -> Vec<String> {
        let value = |place: &usize| {
            let pair = &self.pairs[*place];
            if pair.masked {
                MASKED.to_owned()
            } else {
                text_of(side, self.name_in(side, pair), listed).unwrap_or_default()
            }
        };
        self.key.iter().map(value).collect()
    }

    fn name_in<'p>(&self, side: &Side<'_>, pair: &'p Pair) -> &'p String {
        if std::ptr::addr_eq(side, self.old) { &pair.old } else { &pair.new }
    }
}

fn text_of(side: &Side<'_>, name: &str, listed: &Listed) -> Option<String> {
    let place = side.columns.iter().position(|column| column.name == name)?;
    listed.texts.get(place).cloned().flatten()
}

/// Shows the wanted rows one by one: the place among those asked for, the row in its batch, all columns read, the paired ones.
/// Ends early where `show` answers `false`.
pub(super) fn visit_rows(
    side: &Side<'_>,
    wanted_column: impl Fn(&str) -> bool,
    parts: &[rows::Part<'_>],
    wanted: &[u64],
    mut show: impl FnMut(usize, usize, &[Cells], &[(&Cells, Option<Class>)]) -> bool,
) -> Result<(), EngineError> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_unstable_by_key(|slot| wanted[*slot]);
    let places: Vec<u64> = order.iter().map(|slot| wanted[*slot]).collect();
    let reader = columns::open_rows(side.source, wanted_column, &places)?;
    let read_columns = reader.columns().to_vec();
    let mut slots = order.into_iter();
    for batch in reader {
        let batch = batch?;
        let cells = columns::cells(&read_columns, &batch)?;
        let place = |name: &str| read_columns.iter().position(|column| column.name == name);
        let paired: Vec<_> =
            parts.iter().filter_map(|(name, read_as)| Some((&cells[place(name)?], *read_as))).collect();
        for (row, slot) in (0..batch.num_rows()).zip(&mut slots) {
            if !show(slot, row, &cells, &paired) {
                return Ok(());
            }
        }
    }
    Ok(())
}
