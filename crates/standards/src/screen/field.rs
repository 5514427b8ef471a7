//! Weighs what was found in a field's values, after all rows.

use tabular::{FieldScreen, PersonalFinding, Seen};

use super::{
    detect::{self, What},
    digits,
    document::Paper,
    message::message,
    person,
};

/// Examples kept of each kind.
const EXAMPLES_MAX: usize = 10;
/// Share of ten-digit numbers that must fit before all count as tax numbers; chance makes one in twenty.
const TAX_NUMBERS_PERCENT_MIN: u64 = 80;

/// Share of values of a passport's form before all count as passports, where nothing names them.
const PASSPORTS_PERCENT_MIN: u64 = 80;

/// What header and kind say the field holds.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each says by itself what a header speaks of")]
pub(super) struct Expected {
    pub(super) tax_numbers: bool,
    pub(super) phones: bool,
    pub(super) hotline: bool,
    pub(super) times: bool,
    /// Passports, ID cards.
    pub(super) passports: bool,
    /// Names of people who act for the public or for themselves as entrepreneurs: lawful.
    pub(super) officials: bool,
    /// Names.
    pub(super) names: bool,
    /// Private people.
    pub(super) private: bool,
    /// Days or years of birth.
    pub(super) births: bool,
    /// Where people live.
    pub(super) homes: bool,
    /// Any addresses.
    pub(super) addresses: bool,
}

/// Values that hold something, with the first of them.
#[derive(Debug, Default)]
struct Found {
    count: u64,
    examples: Vec<(u64, String)>,
}

impl Found {
    fn note(&mut self, row: u64, masked: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES_MAX {
            self.examples.push((row, masked()));
        }
    }
}

/// What a value holds at most, by kind; a value with two phones is one value.
#[derive(Default)]
struct Kept {
    certain: Option<detect::Hit>,
    possible: Option<detect::Hit>,
    misfit: Option<detect::Hit>,
}

impl Kept {
    fn keep(&mut self, hit: detect::Hit, certain: bool) {
        let place = if certain { &mut self.certain } else { &mut self.possible };
        place.get_or_insert(hit);
    }

    /// Notes a value under its surest hit only.
    fn note(self, certain: &mut Found, possible: &mut Found, misfit: &mut Found, row: u64, value: &str) {
        match (self.certain, self.possible, self.misfit) {
            (Some(hit), ..) => certain.note(row, || hit.masked(value)),
            (None, Some(hit), _) => possible.note(row, || hit.masked(value)),
            (None, None, Some(hit)) => misfit.note(row, || hit.masked(value)),
            (None, None, None) => {}
        }
    }
}

/// Watches one field.
pub(super) struct Watch {
    expected: Expected,
    tax_numbers: Found,
    /// Fit as tax numbers, but nothing beside them says so.
    tax_numbers_possible: Found,
    /// Have the form of tax numbers, but do not fit.
    tax_numbers_misfit: Found,
    /// Fitting or not.
    ten_digits: u64,
    phones: Found,
    /// Have the form of a mobile phone, but nothing says that they are phones.
    phones_possible: Found,
    phone_form: u64,
    emails: Found,
    passports: Found,
    /// Have the form of a passport, but nothing says so.
    passports_possible: Found,
    registered: Found,
    cards: Found,
    accounts: Found,
    names: Found,
    seen: Seen,
    /// Room for the hits of a value.
    hits: Vec<detect::Hit>,
}

impl Watch {
    pub(super) fn new(expected: Expected) -> Self {
        Self {
            expected,
            tax_numbers: Found::default(),
            tax_numbers_possible: Found::default(),
            tax_numbers_misfit: Found::default(),
            ten_digits: 0,
            phones: Found::default(),
            phones_possible: Found::default(),
            phone_form: 0,
            emails: Found::default(),
            passports: Found::default(),
            passports_possible: Found::default(),
            registered: Found::default(),
            cards: Found::default(),
            accounts: Found::default(),
            names: Found::default(),
            seen: Seen::default(),
            hits: Vec::new(),
        }
    }
}

impl FieldScreen for Watch {
    fn observe(&mut self, value: &str, row: u64) -> bool {
        let value = &*digits::plain(value);
        let mut hits = std::mem::take(&mut self.hits);
        hits.clear();
        let alike = detect::detect(value, &mut |hit| hits.push(hit));
        let is_blank = hits.is_empty() && alike == detect::Alike::default();
        let says_nothing = self.weigh(&mut hits, alike, row, value);
        self.hits = hits;
        is_blank && says_nothing
    }

    fn pass(&mut self) {
        self.seen.values += 1;
    }

    fn seen(&self) -> Seen {
        self.seen
    }

    fn findings(&self) -> Vec<PersonalFinding> {
        let are_tax_numbers = !self.expected.times
            && self.tax_numbers_possible.count > 0
            && self.tax_numbers_possible.count * 100 >= self.ten_digits * TAX_NUMBERS_PERCENT_MIN;
        let tax_numbers = if are_tax_numbers {
            together(&[&self.tax_numbers, &self.tax_numbers_possible, &self.tax_numbers_misfit])
        } else {
            together(&[&self.tax_numbers])
        };
        let are_phones = self.phones_possible.count * 2 >= self.phone_form;
        let phones = together(&[&self.phones, &self.phones_possible][..=usize::from(are_phones)]);
        let passports_alone = self.passports_possible.count * 100 >= self.seen.values * PASSPORTS_PERCENT_MIN;
        let passports = together(&[&self.passports, &self.passports_possible][..=usize::from(passports_alone)]);
        [
            ("rnokpp", tax_numbers),
            ("passport", passports),
            ("unzr", together(&[&self.registered])),
            ("card", together(&[&self.cards])),
            ("iban", together(&[&self.accounts])),
            ("name", together(&[&self.names])),
            ("phone", phones),
            ("email", together(&[&self.emails])),
        ]
        .into_iter()
        .filter(|(_, (count, _))| *count > 0)
        .map(|(kind, (count, examples))| PersonalFinding { kind, count, examples, message: message(kind, count) })
        .collect()
    }
}

impl Watch {
    /// Weighs what was found in a value; answers whether it says nothing of people either.
    fn weigh(&mut self, hits: &mut Vec<detect::Hit>, alike: detect::Alike, row: u64, value: &str) -> bool {
        if hits.is_empty() {
            self.ten_digits += alike.ten_digits;
            self.phone_form += alike.phone_form;
            return self.observe_person(None, row, value);
        }
        let expected = self.expected;
        let (mut tax_numbers, mut phones, mut emails) = (Kept::default(), Kept::default(), Kept::default());
        let (mut passports, mut registered, mut cards) = (Kept::default(), Kept::default(), Kept::default());
        let (mut accounts, mut names) = (Kept::default(), Kept::default());
        for hit in hits.drain(..) {
            match hit.what {
                What::Paper(Paper::Passport { named }) => passports.keep(hit, named || expected.passports),
                What::Paper(Paper::Unzr) => registered.keep(hit, true),
                What::Paper(Paper::Card) => cards.keep(hit, true),
                What::Paper(Paper::Iban) => accounts.keep(hit, true),
                What::Name if expected.officials => names.keep(hit, false),
                What::Name => names.keep(hit, true),
                What::TaxNumber { named, .. } if named || expected.tax_numbers => tax_numbers.keep(hit, true),
                What::TaxNumber { fits: false, .. } => tax_numbers.misfit = tax_numbers.misfit.take().or(Some(hit)),
                What::TaxNumber { .. } => tax_numbers.keep(hit, false),
                What::Mobile { certain } if !expected.hotline => phones.keep(hit, certain || expected.phones),
                What::BareMobile if expected.phones && !expected.hotline => phones.keep(hit, true),
                What::Mobile { .. } | What::BareMobile => {}
                What::Landline => phones.keep(hit, true),
                What::Mailbox => emails.keep(hit, true),
            }
        }
        self.ten_digits += alike.ten_digits;
        self.phone_form += alike.phone_form;
        let misfit = &mut self.tax_numbers_misfit;
        tax_numbers.note(&mut self.tax_numbers, &mut self.tax_numbers_possible, misfit, row, value);
        phones.note(&mut self.phones, &mut self.phones_possible, &mut Found::default(), row, value);
        passports.note(&mut self.passports, &mut self.passports_possible, &mut Found::default(), row, value);
        let certain = [
            (emails.certain, &mut self.emails),
            (registered.certain, &mut self.registered),
            (cards.certain, &mut self.cards),
            (accounts.certain, &mut self.accounts),
        ];
        for (hit, found) in certain {
            if let Some(hit) = hit {
                found.note(row, || hit.masked(value));
            }
        }
        self.observe_person(names.certain.take(), row, value)
    }

    /// Notes names, and what only together with names is personal; answers whether there is nothing of it.
    fn observe_person(&mut self, name: Option<detect::Hit>, row: u64, value: &str) -> bool {
        let expected = self.expected;
        self.seen.values += 1;
        let before = self.seen;
        self.seen.births += u64::from(expected.births && value.bytes().any(|byte| byte.is_ascii_digit()));
        self.seen.homes += u64::from(expected.homes && !value.contains("***"));
        self.seen.flats += u64::from(expected.addresses && holds_flat(value));
        match name {
            Some(hit) => self.names.note(row, || hit.masked(value)),
            None if !expected.officials && is_lone_name(expected, value) => {
                self.names.note(row, || person::mask(value));
            }
            None => {
                let names_official = expected.officials && person::is_full_name(value);
                self.seen.officials += u64::from(names_official);
                return self.seen == before;
            }
        }
        self.seen.people += 1;
        false
    }
}

/// A name without patronymic, which only the header tells from other words.
fn is_lone_name(expected: Expected, value: &str) -> bool {
    (expected.names && person::is_name(value)) || (expected.private && person::is_name_with_initials(value))
}

/// `кв. 5`: a home, not an office.
fn holds_flat(value: &str) -> bool {
    let lower = value.to_lowercase();
    lower.match_indices("кв").any(|(at, _)| {
        let starts = !lower[..at].chars().next_back().is_some_and(char::is_alphabetic);
        let rest = lower[at + "кв".len()..].trim_start_matches("артира").trim_start_matches(['.', ' ', '\u{a0}', '№']);
        starts && rest.starts_with(|sign: char| sign.is_ascii_digit())
    })
}

fn together(kinds_of_hit: &[&Found]) -> (u64, Vec<(u64, String)>) {
    let mut examples: Vec<_> = kinds_of_hit.iter().flat_map(|found| &found.examples).cloned().collect();
    examples.sort_by_key(|(row, _)| *row);
    examples.truncate(EXAMPLES_MAX);
    (kinds_of_hit.iter().map(|found| found.count).sum(), examples)
}
