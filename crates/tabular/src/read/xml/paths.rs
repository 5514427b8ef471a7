//! Which elements are the records: statistics over all paths of a file, and the choice.
//!
//! The record is the element that repeats and whose occurrences hold most values that are not themselves lists: a thousand records
//! with ten values weigh more than three thousand phones inside them. Other repeated elements, neither inside nor around it, are
//! tables too. Where nothing with children repeats, a repeated element with a text is the record; failing that, the whole file is one.

use std::collections::{HashMap, HashSet};

use super::events::{Events, attributes};
use crate::{Limits, Source, Unreadable, finding::EngineError};

/// Different paths of elements.
const PATHS_MAX: usize = 10_000;

/// One path of elements.
#[derive(Debug, Default)]
struct Path {
    name: String,
    parent: Option<usize>,
    children: HashMap<String, usize>,
    /// Elements.
    count: u64,
    /// Attributes of all of them.
    attributes: u64,
}

/// All paths of a file.
#[derive(Debug, Default)]
pub(super) struct Paths {
    paths: Vec<Path>,
    roots: HashMap<String, usize>,
}

/// Which elements are the records.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Their paths, in the order of the file.
    pub(super) records: Vec<String>,
    /// Paths of elements around them that occur more than once, so that what they say belongs to each record.
    pub(super) around: HashSet<String>,
}

impl Paths {
    /// Reads a file to its end.
    pub(super) fn of(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        use quick_xml::events::Event;

        let mut events = Events::open(source, encoding, limits)?;
        let mut paths = Self::default();
        let mut open: Vec<usize> = Vec::new();
        loop {
            match events.next()? {
                Event::Start(start) => {
                    let path = paths.enter(open.last().copied(), start.local_name().as_ref())?;
                    paths.paths[path].attributes += attributes(&start).len() as u64;
                    open.push(path);
                }
                Event::Empty(start) => {
                    let path = paths.enter(open.last().copied(), start.local_name().as_ref())?;
                    paths.paths[path].attributes += attributes(&start).len() as u64;
                }
                Event::End(_) => drop(open.pop()),
                Event::Eof => return Ok(paths),
                _ => {}
            }
        }
    }

    fn enter(&mut self, parent: Option<usize>, name: &str) -> Result<usize, EngineError> {
        let known = match parent {
            Some(parent) => self.paths[parent].children.get(name).copied(),
            None => self.roots.get(name).copied(),
        };
        let path = match known {
            Some(path) => path,
            None if self.paths.len() >= PATHS_MAX => return Err(too_many_paths().into()),
            None => {
                self.paths.push(Path { name: name.to_owned(), parent, ..Path::default() });
                let path = self.paths.len() - 1;
                let beside = match parent {
                    Some(parent) => &mut self.paths[parent].children,
                    None => &mut self.roots,
                };
                beside.insert(name.to_owned(), path);
                path
            }
        };
        self.paths[path].count += 1;
        Ok(path)
    }

    /// Names of the root, where there is one.
    pub(super) fn root(&self) -> &str {
        self.paths.first().map_or("", |path| &path.name)
    }

    /// Chooses the records.
    pub(super) fn choose(&self, tables_max: usize) -> Chosen {
        let records = self.records(tables_max);
        let ancestors = |at: &usize| std::iter::successors(self.paths[*at].parent, |at| self.paths[*at].parent);
        let around: HashSet<usize> =
            records.iter().flat_map(ancestors).filter(|at| self.paths[*at].count > 1).collect();
        Chosen {
            records: records.into_iter().map(|at| self.path(at)).collect(),
            around: around.into_iter().map(|at| self.path(at)).collect(),
        }
    }

    fn records(&self, tables_max: usize) -> Vec<usize> {
        if self.paths.is_empty() {
            return Vec::new();
        }
        let mut values = vec![0_u64; self.paths.len()];
        // Children come after their parents.
        for at in (0..self.paths.len()).rev() {
            let path = &self.paths[at];
            let inner = path.children.values().map(|child| {
                let child_path = &self.paths[*child];
                let repeats = child_path.count > path.count;
                match (child_path.children.is_empty(), repeats) {
                    (true, _) => child_path.count.min(path.count),
                    (false, false) => values[*child],
                    (false, true) => 0,
                }
            });
            values[at] = path.attributes + inner.sum::<u64>();
        }
        let repeats = |at: &usize| self.paths[*at].count >= 2 && self.paths[*at].parent.is_some();
        let structured = |at: &usize| !self.paths[*at].children.is_empty() || self.paths[*at].attributes > 0;
        let mut candidates: Vec<usize> = (0..self.paths.len()).filter(repeats).filter(structured).collect();
        candidates.sort_by_key(|at| (std::cmp::Reverse(values[*at]), *at));
        if candidates.is_empty() {
            let texts = (0..self.paths.len()).filter(repeats).max_by_key(|at| self.paths[*at].count);
            return vec![texts.unwrap_or_else(|| self.lone_record(&values))];
        }
        let mut chosen: Vec<usize> = Vec::new();
        for at in candidates {
            let apart = |other: &usize| !self.is_inside(at, *other) && !self.is_inside(*other, at);
            // A list inside what repeats by itself is part of that.
            if chosen.len() < tables_max && chosen.iter().all(apart) {
                chosen.push(at);
            }
        }
        chosen.sort_unstable();
        chosen
    }

    /// A record that stands alone: the element with most values; the root where none has any.
    fn lone_record(&self, values: &[u64]) -> usize {
        (0..self.paths.len()).rev().max_by_key(|at| values[*at]).unwrap_or_default()
    }

    fn is_inside(&self, inner: usize, outer: usize) -> bool {
        std::iter::successors(Some(inner), |at| self.paths[*at].parent).any(|at| at == outer)
    }

    fn path(&self, at: usize) -> String {
        let mut names: Vec<&str> = std::iter::successors(Some(at), |at| self.paths[*at].parent)
            .map(|at| self.paths[at].name.as_str())
            .collect();
        names.reverse();
        format!("/{}", names.join("/"))
    }
}

fn too_many_paths() -> Unreadable {
    Unreadable::new(
        "too-many-columns",
        format!(
            "У файлі XML понад {PATHS_MAX} різних елементів, тож таблиці з нього не скласти. Збережіть дані повторюваними елементами з однаковими полями."
        ),
        format!(
            "The XML file has more than {PATHS_MAX} different elements, so no table can be made of it. Save the data as repeated elements with the same fields."
        ),
    )
}
