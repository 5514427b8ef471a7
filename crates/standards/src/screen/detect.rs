//! Finds what may be personal in one value. Runs on every cell of every table, so a value without digits or `@` costs one look at
//! its bytes.

use std::ops::Range;

use super::{
    document::{self, Paper},
    mailbox, number, person,
};

/// Fewer digits stand in no paper of a person; a series of Cyrillic letters goes with six of them, nothing else does with fewer than
/// nine.
const PAPER_DIGITS_MIN: usize = 6;
const PAPER_DIGITS_ALONE_MIN: usize = 9;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Ten digits standing alone, as a tax number has.
    TaxNumber {
        /// Check digit and birth date are right.
        fits: bool,
        /// Words beside it say so.
        named: bool,
    },
    /// A mobile phone.
    Mobile {
        /// Written as only a phone is: with `+`, country or separators.
        certain: bool,
    },
    /// Nine digits that are a mobile phone where the field holds phones.
    BareMobile,
    /// A landline in a text that names a person.
    Landline,
    /// A mailbox at a public provider.
    Mailbox,
    /// A paper or an account of a person.
    Paper(Paper),
    /// The full name of a private person.
    Name,
}

/// A place of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) what: What,
    pub(super) range: Range<usize>,
}

impl Hit {
    /// Whether it only has the form of a personal datum: in most fields any number.
    pub(super) fn is_mere_form(&self) -> bool {
        matches!(self.what, What::TaxNumber { fits: false, .. })
    }

    /// The kind of personal datum.
    pub(super) fn kind(&self) -> &'static str {
        match self.what {
            What::TaxNumber { .. } => "rnokpp",
            What::Mobile { .. } | What::BareMobile | What::Landline => "phone",
            What::Mailbox => "email",
            What::Paper(Paper::Passport { .. }) => "passport",
            What::Paper(Paper::Unzr) => "unzr",
            What::Paper(Paper::Card) => "card",
            What::Paper(Paper::Iban) => "iban",
            What::Name => "name",
        }
    }

    /// The found text, masked, its shape kept.
    pub(super) fn masked(&self, value: &str) -> String {
        let text = &value[self.range.clone()];
        match self.what {
            What::TaxNumber { .. } | What::Paper(_) => number::mask(text, 2),
            What::Mailbox => mailbox::mask(text),
            What::Name => person::mask(text),
            What::Mobile { .. } | What::BareMobile | What::Landline => number::mask_phone(text),
        }
    }
}

/// Counts of the numbers that a share is taken of; see [`super::field`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Alike {
    /// Ten digits standing alone, not of a phone's form.
    pub(super) ten_digits: u64,
    /// Bare numbers of a phone's form: `0XXXXXXXXX`, `80XXXXXXXXX`.
    pub(super) phone_form: u64,
}

/// Tells `found` of each hit; of one place there may be two.
pub(super) fn detect(value: &str, found: &mut dyn FnMut(Hit)) -> Alike {
    let bytes = value.as_bytes();
    let digits = digits(bytes);
    if mailbox::may_stand(bytes) {
        mailbox::find(value, &mut |range| found(Hit { what: What::Mailbox, range }));
    }
    let is_ascii = value.is_ascii();
    if !is_ascii && person::may_name(bytes) {
        person::find(value, &mut |range| found(Hit { what: What::Name, range }));
    } else if is_ascii && person::may_name_in_latin(bytes) {
        person::find_in_latin(value, &mut |range| found(Hit { what: What::Name, range }));
    }
    if digits >= if is_ascii { PAPER_DIGITS_ALONE_MIN } else { PAPER_DIGITS_MIN } {
        document::find(value, &mut |paper, range| found(Hit { what: What::Paper(paper), range }));
    }
    if digits < number::DIGITS_MIN { Alike::default() } else { number::find(value, found) }
}

/// How many digits there are; counted in bytes, as many as one byte can count, so that the processor counts many at once.
fn digits(bytes: &[u8]) -> usize {
    let in_part = |part: &[u8]| usize::from(part.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>());
    if u8::try_from(bytes.len()).is_ok() {
        return in_part(bytes);
    }
    bytes.chunks(usize::from(u8::MAX)).map(in_part).sum()
}
