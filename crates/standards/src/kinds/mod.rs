//! Kinds of value, one file per group.

mod address;
mod amount;
mod classifier;
mod code;
mod contact;
mod hours;
mod katottg;
pub(crate) mod letters;
mod meaning;
mod measure;
mod mend;
mod money;
pub(crate) mod organisation;
mod party;
mod person;
pub(crate) mod phone;
mod place;
pub mod told;
mod vehicle;
mod web;

use std::sync::Arc;

use tabular::{FieldType, FixId, Kinds, Message, Safety, Streets, ValueKind, Verdict};

use crate::{
    codifier::Codifier,
    hint::Hint,
    streets::{Shared, StreetRenames},
};

/// A kind of value: what it is called, which headers speak of it, how a value is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    id: &'static str,
    uk: &'static str,
    en: &'static str,
    field_type: FieldType,
    hint: Hint,
    /// Its values look like those of other kinds, so the header must speak of it.
    needs_hint: bool,
    judge: fn(&str) -> Verdict<'_>,
}

impl ValueKind for Kind {
    fn id(&self) -> &str {
        self.id
    }

    fn title(&self) -> Message {
        Message::new(self.uk, self.en)
    }

    fn field_type(&self) -> FieldType {
        self.field_type
    }

    fn is_hinted_by(&self, header: &str) -> bool {
        self.hint.meets(header)
    }

    fn needs_hint(&self) -> bool {
        self.needs_hint
    }

    fn judge<'a>(&self, value: &'a str) -> Verdict<'a> {
        (self.judge)(value)
    }
}

struct AllKinds {
    all: Vec<Arc<dyn ValueKind>>,
    streets: Shared,
}

impl Kinds for AllKinds {
    fn all(&self) -> &[Arc<dyn ValueKind>] {
        &self.all
    }

    fn streets(&self) -> Option<Arc<dyn Streets>> {
        self.streets.clone().map(|streets| streets as Arc<dyn Streets>)
    }
}

/// All kinds at hand, the more telling first: a КАТОТТГ code can be nothing else, a number of five digits can be much.
pub fn kinds() -> Arc<dyn Kinds> {
    kinds_with(StreetRenames::default())
}

/// All kinds at hand, with what a city's pack knows of its streets. КАТОТТГ codes are judged by form.
pub fn kinds_with(streets: StreetRenames) -> Arc<dyn Kinds> {
    kinds_knowing(streets, None)
}

/// All kinds at hand, with what packs know: streets that were renamed, and the codifier that КАТОТТГ codes are judged against.
pub fn kinds_knowing(streets: StreetRenames, codifier: Option<&Arc<Codifier>>) -> Arc<dyn Kinds> {
    let groups: [&'static [Kind]; 15] = [
        &place::CODES,
        &classifier::KINDS,
        &money::KINDS,
        &contact::KINDS,
        &organisation::KINDS,
        &place::COORDINATES,
        &amount::KINDS,
        &hours::KINDS,
        &vehicle::KINDS,
        &address::KINDS,
        &person::KINDS,
        &party::KINDS,
        &code::KINDS,
        &measure::KINDS,
        &meaning::KINDS,
    ];
    let all = groups.into_iter().flatten().map(|kind| match (&codifier, kind.id) {
        (Some(codifier), "katottg") => {
            Arc::new(katottg::CodifiedKind::new(*kind, Arc::clone(codifier))) as Arc<dyn ValueKind>
        }
        _ => Arc::new(*kind),
    });
    let streets = (!streets.is_empty()).then(|| Arc::new(streets));
    Arc::new(AllKinds { all: all.collect(), streets })
}

/// Of the kind, in another form that the fix of all kinds mends.
fn mended<'a>(value: String, safety: Safety) -> Verdict<'a> {
    fixable(value, FixId::KindForm, safety)
}

/// Of the kind in another form.
fn fixable<'a>(value: String, fix: FixId, safety: Safety) -> Verdict<'a> {
    Verdict::Fixable { value: value.into(), fix, safety }
}

/// Valid as it stands, or once it was made canonical; a fix that changes nothing is none.
fn canonical<'a>(value: &str, made: Option<String>, is_valid: fn(&str) -> bool, safety: Safety) -> Verdict<'a> {
    match made {
        _ if is_valid(value) => Verdict::Valid,
        Some(made) if is_valid(&made) => fixable(made, FixId::Codes, safety),
        _ => Verdict::Invalid,
    }
}

/// Valid or not, where nothing can be mended.
fn valid_if<'a>(holds: bool) -> Verdict<'a> {
    if holds { Verdict::Valid } else { Verdict::Invalid }
}

/// Whether a value has the shape: `9` stands for a digit, `a` for a small Latin letter, `A` for a capital one but in the
/// prefix, which is meant as it stands.
fn has_shape(value: &str, prefix: &str, shape: &str) -> bool {
    let Some(rest) = value.strip_prefix(prefix) else { return false };
    rest.len() == shape.len()
        && rest.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'9' => byte.is_ascii_digit(),
            b'a' => byte.is_ascii_lowercase(),
            b'A' => byte.is_ascii_uppercase(),
            other => byte == other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_id() {
        let all = kinds();
        let mut ids: Vec<&str> = all.all().iter().map(|kind| kind.id()).collect();
        ids.sort_unstable();
        let count = ids.len();

        ids.dedup();

        assert_eq!(ids.len(), count);
    }

    #[test]
    fn a_shape_is_met_by_the_whole_value() {
        assert!(has_shape("UA-2019-01-01-001111-a", "UA-", "9999-99-99-999999-a"));
        assert!(!has_shape("UA-2019-01-01-001111-a1", "UA-", "9999-99-99-999999-a"));
    }
}
