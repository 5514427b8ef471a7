//! Foreign keys: values that must stand in another table of the file, or elsewhere in the same, at any size.
//!
//! While a table is built, the hashes of its keys are gathered; when all tables of a file are built, [`resolve`] walks both ends
//! of each key in one order.

use std::{collections::HashMap, io};

use crate::{
    Example, Finding, ForeignKey, Place, Scratch, Severity, Source, TableSchema,
    analyse::TableAnalysis,
    build::{
        cell::MISSING,
        column::without_zeros,
        hash::Hashing,
        runs::{ENTRY_BYTES, Entry, Merge, Run},
    },
    export::columns,
    finding::EngineError,
};

/// Bytes of sorted entries that a table keeps in memory until the last table is built.
const KEPT_BYTES: usize = 1 << 20;

/// The ends of foreign keys that lie in one table.
#[derive(Default)]
pub struct Keys {
    /// Keys that refer elsewhere.
    referring: Vec<(ForeignKey, End)>,
    /// Keys that others refer to.
    referred: Vec<End>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Keys")
            .field("referring", &self.referring.len())
            .field("referred", &self.referred.len())
            .finish()
    }
}

/// One end of a foreign key: the hashes of its values.
struct End {
    fields: Vec<String>,
    sorted: Vec<Entry>,
    runs: Vec<Run>,
    /// Values by hash, as far as the profile knows them, to show those that lack their other end.
    texts: HashMap<u128, String>,
    place: Place,
}

/// A built table of a file, as others call it.
#[derive(Debug)]
pub struct Linked {
    /// Its name, its sheet's, any other by which a schema may refer to it.
    pub names: Vec<String>,
    /// Its keys.
    pub keys: Keys,
}

impl Keys {
    /// The keys of a table that is stored already (Parquet that the build made), as lists of its fields.
    pub fn of_stored(
        table: &dyn Source,
        wanted: &[Vec<String>],
        scratch: &dyn Scratch,
        memory_bytes: usize,
    ) -> Result<Self, EngineError> {
        let hashing = Hashing::shared();
        let mut keys = Self::default();
        for fields in wanted {
            let reader = columns::open_with(table, |name| fields.iter().any(|field| is_same(field, name)))?;
            let known = reader.columns().to_vec();
            let place = |field: &String| known.iter().position(|column| is_same(&column.name, field));
            let Some(places) = fields.iter().map(place).collect::<Option<Vec<_>>>() else { continue };
            let mut end =
                Gathering { key: None, fields: fields.clone(), columns: places, pending: Vec::new(), runs: Vec::new() };
            for batch in reader {
                let batch = batch?;
                let cells = columns::cells(&known, &batch)?;
                let hashes: Vec<Vec<u128>> =
                    cells.iter().map(|cells| hash_all(cells, batch.num_rows(), hashing)).collect();
                let hashes: Vec<&[u128]> = hashes.iter().map(Vec::as_slice).collect();
                end.add(&hashes, hashing, &vec![0; batch.num_rows()]);
                end.spill_beyond(memory_bytes, scratch)?;
            }
            keys.referred.push(end.sorted(scratch)?.1);
        }
        Ok(keys)
    }
}

fn hash_all(cells: &columns::Cells, rows: usize, hashing: Hashing) -> Vec<u128> {
    let mut text = String::new();
    let mut hash = |row: usize| {
        if !cells.has(row) {
            return MISSING;
        }
        text.clear();
        cells.write(row, &mut text);
        let is_decimal = matches!(cells, columns::Cells::Decimal { .. });
        hashing.value(if is_decimal { without_zeros(&text) } else { &text })
    };
    (0..rows).map(&mut hash).collect()
}

/// The keys of a table that other schemas refer to (or its own does), as lists of its fields.
pub fn referred_fields(names: &[&str], schemas: &[&TableSchema]) -> Vec<Vec<String>> {
    let mut wanted: Vec<Vec<String>> = Vec::new();
    for key in schemas.iter().flat_map(|schema| &schema.foreign_keys) {
        let is_this = names.iter().any(|name| is_same(name, &key.reference.resource));
        if is_this && !wanted.contains(&key.reference.fields) {
            wanted.push(key.reference.fields.clone());
        }
    }
    wanted
}

/// An end (table and number among its ends) with all keys that refer to it.
type Group = ((usize, usize), Vec<(usize, ForeignKey, End)>);
/// Tells where a column stands and its values by hash.
pub(crate) type ShowColumns<'a> = &'a dyn Fn(&[usize]) -> (Place, HashMap<u128, String>);

/// What lacks its other end, per table of the list; consumes what was gathered.
pub fn resolve(tables: Vec<Linked>, examples_max: usize) -> io::Result<Vec<Vec<Finding>>> {
    let mut found: Vec<Vec<Finding>> = tables.iter().map(|_| Vec::new()).collect();
    let names: Vec<Vec<String>> = tables.iter().map(|table| table.names.clone()).collect();
    let mut referred: Vec<Vec<Option<End>>> = Vec::new();
    let mut referring = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        referred.push(table.keys.referred.into_iter().map(Some).collect());
        referring.extend(table.keys.referring.into_iter().map(|(key, end)| (index, key, end)));
    }
    // Keys that refer to the same end are resolved together, since an end can be walked once.
    let mut groups: Vec<Group> = Vec::new();
    for (index, key, end) in referring {
        let resource = &key.reference.resource;
        let table = if resource.is_empty() {
            Some(index)
        } else {
            names.iter().position(|names| names.iter().any(|name| is_same(name, resource)))
        };
        let other = table.and_then(|table| {
            let is_it =
                |end: &Option<End>| end.as_ref().is_some_and(|end| are_same(&end.fields, &key.reference.fields));
            Some((table, referred[table].iter().position(is_it)?))
        });
        match other {
            None => found[index].push(unchecked(&key, &end)),
            Some(other) => match groups.iter_mut().find(|(known, _)| *known == other) {
                Some((_, group)) => group.push((index, key, end)),
                None => groups.push((other, vec![(index, key, end)])),
            },
        }
    }
    for ((table, at), group) in groups {
        let Some(other) = referred[table][at].take() else { continue };
        for (index, finding) in compare(other, group, examples_max)? {
            found[index].push(finding);
        }
    }
    Ok(found)
}

/// A referring end while it is walked.
struct Referring {
    index: usize,
    key: ForeignKey,
    fields: Vec<String>,
    texts: HashMap<u128, String>,
    place: Place,
    walk: Walk,
    head: Option<Entry>,
    count: u64,
    first: Vec<Entry>,
}

impl Referring {
    fn new((index, key, end): (usize, ForeignKey, End)) -> io::Result<Self> {
        let (fields, texts, place) = (end.fields, end.texts, end.place);
        let mut walk = Walk::new(end.sorted, end.runs)?;
        let head = walk.next()?;
        Ok(Self { index, key, fields, texts, place, walk, head, count: 0, first: Vec::new() })
    }

    /// Passes the entries of a hash; without their other end they count.
    fn pass(&mut self, hash: u128, is_known: bool, examples_max: usize) -> io::Result<()> {
        while let Some(entry) = self.head.filter(|entry| entry.hash() == hash) {
            if !is_known {
                self.count += 1;
                keep_first(&mut self.first, entry, examples_max);
            }
            self.head = self.walk.next()?;
        }
        Ok(())
    }
}

/// Walks all ends in one order.
fn compare(other: End, group: Vec<(usize, ForeignKey, End)>, examples_max: usize) -> io::Result<Vec<(usize, Finding)>> {
    let mut keys = Walk::new(other.sorted, other.runs)?;
    let mut known = keys.next()?;
    let mut referring = group.into_iter().map(Referring::new).collect::<io::Result<Vec<_>>>()?;
    // The least hash among the referring ends is looked up; the other end only goes forward.
    while let Some(hash) = referring.iter().filter_map(|end| end.head.map(Entry::hash)).min() {
        while known.is_some_and(|entry| entry.hash() < hash) {
            known = keys.next()?;
        }
        let is_known = known.is_some_and(|entry| entry.hash() == hash);
        for end in &mut referring {
            end.pass(hash, is_known, examples_max)?;
        }
    }
    Ok(referring.into_iter().filter_map(|end| Some((end.index, orphans(end)?))).collect())
}

/// Keeps the entries that stand first in their table.
fn keep_first(first: &mut Vec<Entry>, entry: Entry, examples_max: usize) {
    let at = first.partition_point(|known| known.place < entry.place);
    if at < examples_max {
        first.insert(at, entry);
        first.truncate(examples_max);
    }
}

fn orphans(end: Referring) -> Option<Finding> {
    let Referring { key, fields, texts, place, count, first, .. } = end;
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    let example = |entry: Entry| Example {
        place: Place { row: Some(entry.place), ..place.clone() },
        value: texts.get(&entry.hash()).cloned().unwrap_or_default(),
        fixed: None,
    };
    (count > 0).then(|| Finding {
        kind: "foreign-key".into(),
        severity: Severity::Error,
        field: if let [name] = names[..] { Some(name.to_owned()) } else { None },
        count,
        rule: rule(&key, &fields),
        message: super::words::orphans(&names, &key.reference.resource, count),
        fix: None,
        examples: first.into_iter().map(example).collect(),
    })
}

fn unchecked(key: &ForeignKey, end: &End) -> Finding {
    let names: Vec<&str> = end.fields.iter().map(String::as_str).collect();
    Finding {
        kind: "foreign-key-unchecked".into(),
        severity: Severity::Info,
        field: if let [name] = names[..] { Some(name.to_owned()) } else { None },
        count: 1,
        rule: rule(key, &end.fields),
        message: super::words::unknown_reference(&names, &key.reference.resource),
        fix: None,
        examples: Vec::new(),
    }
}

fn rule(key: &ForeignKey, fields: &[String]) -> String {
    format!("foreign-key={}->{}({})", fields.join(","), key.reference.resource, key.reference.fields.join(","))
}

fn is_same(left: &str, right: &str) -> bool {
    left.trim().to_lowercase() == right.trim().to_lowercase()
}

fn are_same(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
}

/// An end's entries in order: in memory or merged from files, never both.
struct Walk {
    sorted: std::vec::IntoIter<Entry>,
    merge: Merge,
}

impl Walk {
    fn new(sorted: Vec<Entry>, runs: Vec<Run>) -> io::Result<Self> {
        Ok(Self { sorted: sorted.into_iter(), merge: Merge::new(runs)? })
    }

    fn next(&mut self) -> io::Result<Option<Entry>> {
        match self.sorted.next() {
            Some(entry) => Ok(Some(entry)),
            None => self.merge.next(),
        }
    }
}

/// Gathers the keys of a table while it is built.
pub(crate) struct KeyGatherer<'a> {
    ends: Vec<Gathering>,
    scratch: &'a dyn Scratch,
    memory_bytes: usize,
}

struct Gathering {
    /// `None` for an end that others refer to.
    key: Option<ForeignKey>,
    fields: Vec<String>,
    columns: Vec<usize>,
    pending: Vec<Entry>,
    runs: Vec<Run>,
}

impl<'a> KeyGatherer<'a> {
    pub(crate) fn new(analysis: &TableAnalysis, scratch: &'a dyn Scratch, memory_bytes: usize) -> Self {
        let own = analysis.schema.foreign_keys.iter();
        let to_itself = own.clone().filter(|key| key.reference.resource.is_empty()).map(|key| &key.reference.fields);
        let mut wanted: Vec<(Option<ForeignKey>, Vec<String>)> =
            own.map(|key| (Some(key.clone()), key.fields.clone())).collect();
        for fields in to_itself.chain(&analysis.referred) {
            if !wanted.iter().any(|(key, known)| key.is_none() && are_same(known, fields)) {
                wanted.push((None, fields.clone()));
            }
        }
        let ends: Vec<Gathering> = wanted
            .into_iter()
            .filter_map(|(key, fields)| {
                let columns = fields.iter().map(|name| analysis.column(name)).collect::<Option<Vec<_>>>()?;
                Some(Gathering { key, fields, columns, pending: Vec::new(), runs: Vec::new() })
            })
            .collect();
        Self { memory_bytes: memory_bytes / ends.len().max(1), ends, scratch }
    }

    /// Whether the table has no end of any key.
    pub(crate) fn is_idle(&self) -> bool {
        self.ends.is_empty()
    }

    /// Hears of a batch: the hashes of each column, and where each row stands.
    pub(crate) fn add(&mut self, hashes: &[&[u128]], hashing: Hashing, places: &[u64]) -> io::Result<()> {
        for end in &mut self.ends {
            end.add(hashes, hashing, places);
            end.spill_beyond(self.memory_bytes, self.scratch)?;
        }
        Ok(())
    }

    /// The keys; `show` tells where a column stands and its values by hash.
    pub(crate) fn finish(self, show: ShowColumns<'_>) -> io::Result<Keys> {
        let mut keys = Keys::default();
        for end in self.ends {
            let (place, texts) =
                if end.key.is_some() { show(&end.columns) } else { (Place::default(), HashMap::new()) };
            match end.sorted(self.scratch)? {
                (Some(key), made) => keys.referring.push((key, End { texts, place, ..made })),
                (None, made) => keys.referred.push(made),
            }
        }
        Ok(keys)
    }
}

impl Gathering {
    /// Adds the rows of a batch; a row that lacks a value of the key has no key.
    fn add(&mut self, hashes: &[&[u128]], hashing: Hashing, places: &[u64]) {
        let columns: Vec<&[u128]> = self.columns.iter().map(|column| hashes[*column]).collect();
        for (index, place) in places.iter().enumerate() {
            if columns.iter().any(|column| column[index] == MISSING) {
                continue;
            }
            let hash = match columns[..] {
                [column] => column[index],
                _ => columns.iter().fold(hashing.row(), |hash, column| hashing.follow(hash, column[index])),
            };
            self.pending.push(Entry::new(hash, *place));
        }
    }

    fn spill_beyond(&mut self, bytes: usize, scratch: &dyn Scratch) -> io::Result<()> {
        if self.pending.len() * ENTRY_BYTES > bytes {
            self.runs.push(Run::write(std::mem::take(&mut self.pending), scratch)?);
        }
        Ok(())
    }

    fn sorted(mut self, scratch: &dyn Scratch) -> io::Result<(Option<ForeignKey>, End)> {
        self.spill_beyond(if self.runs.is_empty() { KEPT_BYTES } else { 0 }, scratch)?;
        self.pending.sort_unstable();
        let (texts, place) = (HashMap::new(), Place::default());
        Ok((self.key, End { fields: self.fields, sorted: self.pending, runs: self.runs, texts, place }))
    }
}
