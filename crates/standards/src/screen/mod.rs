//! The screen for personal data: tax numbers of people, private phones and mailboxes, in whole cells and in free text.
//!
//! What counts, and why:
//!
//! - РНОКПП: ten digits standing alone whose check digit and birth date fit. A random number fits about once in twenty, so alone it
//!   proves nothing: it counts where words beside it speak of tax numbers. Where the header does, or at least four fifths of the
//!   field's ten-digit numbers fit, every one of them counts: one that does not fit is a person's too, mistyped. Seconds since 1970
//!   have ten digits as well, so under a header of times only words beside a number make it one.
//! - Phones: mobile numbers count everywhere but under a header of a hotline. A bare `0XXXXXXXXX` without sign of being a phone
//!   counts where at least half of the field's numbers of that form have a mobile operator's code. Landlines are an
//!   institution's; they count only in a text that names a person.
//! - E-mails: mailboxes at public mail providers count; those of offices do not.
//! - Papers: passports of a series and number where words, header or most of the field say so; УНЗР; payment cards by issuer and
//!   check digit; IBAN of balance accounts of people.
//! - Names: full names with a patronymic; under a header of people also surnames alone. Officials, deputies, entrepreneurs and
//!   those after whom streets are named are public.
//! - Together: birth dates and home addresses beside names; combinations of quasi-identifiers that fewer than five people share.

mod detect;
mod digits;
mod document;
mod field;
mod mailbox;
mod message;
mod number;
mod person;
mod together;

use std::sync::Arc;

use detect::Hit;
use tabular::{FieldScreen, PersonalFinding, Screen, ScreenedField, Seen};

use crate::{
    hint::Hint,
    kinds::{organisation::TAX_NUMBER, phone},
};

/// Headers of phones that anybody may call.
const HOTLINE: Hint = Hint {
    parts: &[
        "гаряч",
        "hotline",
        "диспетчер",
        "контакт-центр",
        "call-центр",
        "кол-центр",
        "callcenter",
        "call center",
        "call_center",
        // A phone of the office, whoever carries it.
        "службов",
        "робочий тел",
        "work phone",
        "workphone",
    ],
    words: &[],
};

/// Headers of passports and ID cards.
const PASSPORT: Hint = Hint {
    parts: &["паспорт", "passport", "id-карт", "документ, що посвідчує"], words: &[]
};

/// Headers of people who act in an office, for a company or under their own name in public.
const OFFICIAL: Hint = Hint {
    parts: &[
        "керівн",
        "директор",
        "начальник",
        "голов",
        "заступник",
        "депутат",
        "завідувач",
        "лікар",
        "відповідальн",
        "виконав",
        "інспектор",
        "посадов",
        "контактн",
        "підписант",
        "нагляд",
        "учасника голосування",
        "supervis",
        "секретар",
        "нотаріус",
        "архітектор",
        "проєктант",
        "проектант",
        "автор",
        "суддя",
        "кандидат",
        "уповноважен",
        "балансоутримувач",
        "підприєм",
        "розпорядник",
        "орган",
        "contactpoint",
        "leader",
        "manager",
        "official",
        "inspector",
        "responsible",
        "chief",
        "deput",
        "author",
        "director",
        "agency",
        "organization",
        "publisher",
        "carrier",
        "performer",
        "signatory",
        "provider",
        "designer",
    ],
    words: &["head", "фоп"],
};

/// Headers of names: a surname alone is a person there.
const NAME: Hint = Hint {
    parts: &[
        "прізвищ",
        "по батькові",
        "п.і.б",
        "п. і. б",
        "surname",
        "lastname",
        "last name",
        "firstname",
        "first name",
        "fullname",
        "full name",
        "patronymic",
    ],
    words: &["піб", "піп"],
};

/// Headers of private people, who may stand there as groups too (`Населення`).
const PRIVATE: Hint = Hint {
    parts: &[
        "заявник",
        "громадян",
        "мешкан",
        "пацієнт",
        "дитин",
        "батьк",
        "учень",
        "учня",
        "абонент",
        "боржник",
        "порушник",
        "потерпіл",
        "померл",
        "похован",
        "наймач",
        "власник",
        "орендар",
        "applicant",
        "owner",
        "tenant",
    ],
    words: &[],
};

/// Headers of private people that also speak of an office or a company: `Заявник (керівник або громадянин)`.
const APPLICANT: Hint = Hint {
    parts: &["громадян", "фізичн", "пацієнт", "дитин", "потерпіл", "порушник"], words: &[]
};

/// Headers of birth.
const BIRTH: Hint = Hint { parts: &["народж", "birth"], words: &["дн", "дата нар"] };

/// Headers of places where people live.
const HOME: Hint = Hint {
    parts: &["прожива", "домашн", "місце реєстрації", "адреса реєстрації", "прописк", "residence"],
    words: &["home"],
};

/// Headers of addresses.
const ADDRESS: Hint = Hint { parts: &["адрес", "address", "місцезнаходж"], words: &[] };

/// Headers of times, written as seconds since 1970.
const TIME: Hint = Hint { parts: &["timestamp", "epoch", "unix", "мітка часу"], words: &["time", "час"] };

struct UkrainianScreen;

/// The screen for tables of Ukrainian publishers.
pub fn screen() -> Arc<dyn Screen> {
    Arc::new(UkrainianScreen)
}

impl Screen for UkrainianScreen {
    fn field(&self, name: &str, title: &str, kind: Option<&str>) -> Box<dyn FieldScreen> {
        let headers = [name.to_lowercase(), title.to_lowercase()];
        let speaks = |hint: &Hint| headers.iter().any(|header| hint.meets(header));
        Box::new(field::Watch::new(field::Expected {
            tax_numbers: kind == Some("rnokpp") || speaks(&TAX_NUMBER),
            phones: kind == Some("phone") || speaks(&phone::HINT),
            hotline: speaks(&HOTLINE),
            times: speaks(&TIME),
            passports: speaks(&PASSPORT),
            officials: speaks(&OFFICIAL) && !speaks(&APPLICANT),
            names: speaks(&NAME),
            private: speaks(&PRIVATE),
            births: speaks(&BIRTH),
            homes: speaks(&HOME),
            addresses: speaks(&ADDRESS),
        }))
    }

    fn beside_names(&self, seen: &[Seen]) -> Vec<(usize, PersonalFinding)> {
        together::beside_names(seen)
    }

    fn quasi_identifiers(&self, fields: &[ScreenedField<'_>]) -> Vec<usize> {
        together::quasi_identifiers(fields)
    }

    fn group_min(&self) -> u32 {
        together::GROUP_MIN
    }

    fn small_groups(&self, fields: &str, rows: u64) -> tabular::Message {
        message::small_groups(fields, rows, together::GROUP_MIN)
    }

    fn mask(&self, value: &str) -> Option<String> {
        mask(value, |hit| !hit.is_mere_form())
    }

    fn mask_all(&self, value: &str) -> Option<String> {
        mask(value, |_| true)
    }

    fn holds(&self, value: &str, kind: Option<&str>) -> bool {
        let mut holds = false;
        detect::detect(&digits::plain(value), &mut |hit| holds |= kind.is_none_or(|kind| kind == hit.kind()));
        holds
    }
}

fn mask(value: &str, is_wanted: impl Fn(&Hit) -> bool) -> Option<String> {
    let value = &*digits::plain(value);
    let mut hits = Vec::new();
    detect::detect(value, &mut |hit| {
        if is_wanted(&hit) {
            hits.push(hit);
        }
    });
    if hits.is_empty() {
        return None;
    }
    hits.sort_by_key(|hit| hit.range.start);
    let mut masked = String::with_capacity(value.len());
    let mut end = 0;
    for hit in hits {
        // Of two readings of the same digits the first has masked them.
        if hit.range.start < end {
            continue;
        }
        masked.push_str(&value[end..hit.range.start]);
        masked.push_str(&hit.masked(value));
        end = hit.range.end;
    }
    masked.push_str(&value[end..]);
    Some(masked)
}
