//! Streets of a city that have other names now: dated facts of its pack, each with the decision that made it so.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use tabular::{Message, RenamedStreet, Streets};

/// A street that was renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// What kind of street it is, as an address writes it: `вулиця`, `провулок`.
    pub kind: String,
    /// Former name, without the kind.
    pub from: String,
    /// Present name, without the kind.
    pub to: String,
    /// The day from which the new name holds, ISO 8601.
    pub since: String,
    /// The decision: who, when, number.
    pub source: String,
}

/// Why a list of renames cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StreetError {
    /// The kind of street is not known.
    #[error("“{name}”: the kind of street “{kind}” is not known")]
    UnknownKind {
        /// Former name.
        name: String,
        /// The kind.
        kind: String,
    },
    /// A name, day or source is missing or no such.
    #[error("“{name}”: {what} is missing or wrong")]
    Incomplete {
        /// Former name.
        name: String,
        /// What.
        what: &'static str,
    },
    /// A street has two new names from one day.
    #[error("“{name}” is renamed twice")]
    Twice {
        /// Former name.
        name: String,
    },
    /// More renames than a city has streets.
    #[error("a list has at most {RENAMES_MAX} renames")]
    TooMany,
}

/// Renames of one city.
const RENAMES_MAX: usize = 50_000;
/// Renames that follow each other for one street: names change back and forth, lists may run in circles.
const CHAIN_MAX: usize = 8;
/// Bytes of the longest text that is looked at.
const BYTES_MAX: usize = 400;

/// Kinds of street: how addresses write them, the first form is the whole word.
const KINDS: &[&[&str]] = &[
    &["вулиця", "вул.", "вул", "вулиці", "ул."],
    &["провулок", "пров.", "пров", "провул."],
    &["проспект", "просп.", "просп", "пр.", "пр-т", "пр-кт"],
    &["бульвар", "бул.", "бульв.", "б-р"],
    &["площа", "пл.", "пл"],
    &["набережна", "наб.", "наб"],
    &["узвіз", "узв."],
    &["шосе", "ш."],
    &["тупик", "туп."],
    &["проїзд", "пр-д"],
    &["алея", "ал."],
    &["майдан", "майд."],
    &["в’їзд", "в'їзд", "в`їзд"],
];

/// The renames of a city.
#[derive(Debug, Clone, Default)]
pub struct StreetRenames {
    /// By kind and former name, folded.
    known: HashMap<(usize, String), Rename>,
}

impl StreetRenames {
    /// Takes a list; one wrong entry refuses it, since nobody would notice that a street is missing.
    pub fn new(renames: Vec<Rename>) -> Result<Self, StreetError> {
        if renames.len() > RENAMES_MAX {
            return Err(StreetError::TooMany);
        }
        let mut known = HashMap::with_capacity(renames.len());
        for rename in renames {
            let name = || rename.from.clone();
            let incomplete = |what| StreetError::Incomplete { name: name(), what };
            let Some(kind) = kind_of(&rename.kind) else {
                return Err(StreetError::UnknownKind { name: name(), kind: rename.kind });
            };
            if rename.from.trim().is_empty() || rename.to.trim().is_empty() {
                return Err(incomplete("a name"));
            }
            if tabular::value::date(&rename.since).is_none() {
                return Err(incomplete("the day"));
            }
            if rename.source.trim().is_empty() {
                return Err(incomplete("the source"));
            }
            if known.insert((kind, fold(&rename.from)), rename.clone()).is_some() {
                return Err(StreetError::Twice { name: name() });
            }
        }
        Ok(Self { known })
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The present name of a street, through all renames since.
    fn present(&self, kind: usize, name: &str) -> Option<&Rename> {
        let mut found = self.known.get(&(kind, fold(name)))?;
        for _ in 0..CHAIN_MAX {
            match self.known.get(&(kind, fold(&found.to))) {
                // A name that came back later is not followed into a circle.
                Some(next) if next.since > found.since => found = next,
                _ => break,
            }
        }
        Some(found)
    }
}

impl Streets for StreetRenames {
    fn rename(&self, value: &str) -> Option<RenamedStreet> {
        if self.is_empty() || value.len() > BYTES_MAX {
            return None;
        }
        // Each comma parts an address; the street is one of the parts.
        let mut at = 0;
        for part in value.split([',', ';', '\n']) {
            if let Some((start, end, rename)) = self.find(part) {
                let (start, end) = (at + start, at + end);
                return Some(RenamedStreet {
                    value: format!("{}{}{}", &value[..start], rename.to, &value[end..]),
                    ground: ground(rename),
                });
            }
            at += part.len() + 1;
        }
        None
    }
}

impl StreetRenames {
    /// Where in a part of an address a former name stands, without its kind and house.
    fn find(&self, part: &str) -> Option<(usize, usize, &Rename)> {
        let words = words(part);
        let (at, kind) = words.iter().enumerate().find_map(|(at, (_, word))| Some((at, kind_of(word)?)))?;
        let behind = if at + 1 < words.len() { Some((at + 1, words.len())) } else { None };
        let before = if at > 0 { Some((0, at)) } else { None };
        for (first, last) in [behind, before].into_iter().flatten() {
            // The longest name first: «Січових Стрільців» before «Січових».
            for end in (first + 1..=last).rev() {
                let (start, stop) = (words[first].0, words[end - 1].0 + words[end - 1].1.len());
                let name = part[start..stop].trim_end_matches(['.', ',']);
                if let Some(rename) = self.present(kind, name) {
                    return Some((start, start + name.len(), rename));
                }
            }
        }
        None
    }
}

/// Words with their places; a point parts a kind from its name: `вул.Січова`.
fn words(part: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in part.char_indices() {
        if sign.is_whitespace() {
            words.extend(start.take().map(|start| (start, &part[start..at])));
            continue;
        }
        let begin = *start.get_or_insert(at);
        if sign == '.' && kind_of(&part[begin..=at]).is_some() {
            words.push((begin, &part[begin..=at]));
            start = None;
        }
    }
    words.extend(start.map(|start| (start, &part[start..])));
    words
}

fn kind_of(word: &str) -> Option<usize> {
    let lower = word.to_lowercase();
    KINDS.iter().position(|forms| forms.contains(&lower.as_str()))
}

/// Small letters, one apostrophe, one space, no quotation marks.
fn fold(name: &str) -> String {
    let sign = |sign: char| match sign {
        '\'' | '`' | 'ʼ' | '´' => Some('’'),
        '«' | '»' | '"' | '“' | '”' => None,
        other => Some(other),
    };
    let folded: String = name.to_lowercase().chars().filter_map(sign).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ground(rename: &Rename) -> Message {
    let Rename { kind, from, to, since, source } = rename;
    Message::new(
        format!("З {since} {kind} «{from}» має назву «{to}» ({source})."),
        format!("Since {since} {kind} “{from}” is called “{to}” ({source})."),
    )
}

/// The renames as kinds hand them to the engine.
pub(crate) type Shared = Option<Arc<StreetRenames>>;

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(kind: &str, from: &str, to: &str, since: &str) -> Rename {
        let own = str::to_owned;
        Rename {
            kind: own(kind),
            from: own(from),
            to: own(to),
            since: own(since),
            source: own("рішення міської ради від 01.01.2024 № 1"),
        }
    }

    fn streets() -> StreetRenames {
        StreetRenames::new(vec![
            rename("вулиця", "Зразкова", "Нова Зразкова", "2024-01-01"),
            rename("вулиця", "Стара", "Зразкова", "2016-01-01"),
            rename("провулок", "Зразковий", "Тихий", "2024-01-01"),
            rename("вулиця", "Героїв Зразка", "Вільна", "2024-01-01"),
        ])
        .expect("a lawful list")
    }

    fn renamed(value: &str) -> Option<String> {
        streets().rename(value).map(|street| street.value)
    }

    #[test]
    fn a_former_name_gives_way_to_the_present_one_and_the_rest_stays() {
        assert_eq!(renamed("вул. Зразкова, 15-А").as_deref(), Some("вул. Нова Зразкова, 15-А"));
        assert_eq!(renamed("м. Дніпро, вул.Героїв Зразка 3").as_deref(), Some("м. Дніпро, вул.Вільна 3"));
        assert_eq!(renamed("Зразкова вулиця").as_deref(), Some("Нова Зразкова вулиця"));
        assert_eq!(renamed("ПРОВ. ЗРАЗКОВИЙ, 1").as_deref(), Some("ПРОВ. Тихий, 1"));
        assert_eq!(renamed("вул. Стара, 2").as_deref(), Some("вул. Нова Зразкова, 2"));
    }

    #[test]
    fn another_kind_of_street_and_a_longer_name_stay() {
        for text in ["просп. Зразкова, 1", "вул. Нова Зразкова, 1", "Зразкова", "вул. Зразковська, 1", ""]
        {
            assert_eq!(renamed(text), None, "{text}");
        }
    }

    #[test]
    fn the_ground_names_day_and_decision() {
        let street = streets().rename("вул. Зразкова").expect("it was renamed");

        assert_eq!(
            street.ground.uk,
            "З 2024-01-01 вулиця «Зразкова» має назву «Нова Зразкова» (рішення міської ради від 01.01.2024 № 1)."
        );
    }

    #[test]
    fn an_incomplete_list_is_refused() {
        let wrong = |rename: Rename| StreetRenames::new(vec![rename]).err();

        assert!(matches!(wrong(rename("стежка", "А", "Б", "2024-01-01")), Some(StreetError::UnknownKind { .. })));
        assert!(matches!(
            wrong(rename("вулиця", "А", "Б", "01.01.2024")),
            Some(StreetError::Incomplete { what: "the day", .. })
        ));
        let twice = rename("вулиця", "А", "Б", "2024-01-01");
        assert!(matches!(StreetRenames::new(vec![twice.clone(), twice]).err(), Some(StreetError::Twice { .. })));
    }
}
