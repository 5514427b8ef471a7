//! The screen for personal data: tax numbers of people, private phones and mailboxes, in whole cells and in free text.
//!
//! What counts, and why:
//!
//! - РНОКПП: ten digits standing alone whose check digit and birth date fit. A random number fits about once in twenty, so alone it
//!   proves nothing: it counts where the header speaks of tax numbers, where words beside it do, or where at least half of the
//!   field's ten-digit numbers fit.
//! - Phones: mobile numbers count everywhere but under a header of a hotline. A bare `0XXXXXXXXX` without sign of being a phone
//!   counts where at least half of the field's numbers of that form have a mobile operator's code. Landlines are an
//!   institution's; they count only in a text that names a person.
//! - E-mails: mailboxes at public mail providers count; those of offices do not.

mod detect;
mod field;
mod mailbox;
mod number;

use std::sync::Arc;

use tabular::{FieldScreen, Screen};

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
    ],
    words: &[],
};

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
        }))
    }

    fn mask(&self, value: &str) -> Option<String> {
        let mut hits = Vec::new();
        detect::detect(value, &mut |hit| hits.push(hit));
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
}
