//! Weighs what was found in a field's values, after all rows.

use tabular::{FieldScreen, Message, PersonalFinding};

use super::detect::{self, What};

/// Examples kept of each kind.
const EXAMPLES_MAX: usize = 10;
/// Share of ten-digit numbers that must fit before all count as tax numbers; chance makes one in twenty.
const TAX_NUMBERS_PERCENT_MIN: u64 = 80;

/// What header and kind say the field holds.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each says by itself what a header speaks of")]
pub(super) struct Expected {
    pub(super) tax_numbers: bool,
    pub(super) phones: bool,
    pub(super) hotline: bool,
    pub(super) times: bool,
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
        }
    }
}

impl FieldScreen for Watch {
    fn observe(&mut self, value: &str, row: u64) {
        let expected = self.expected;
        let (mut tax_numbers, mut phones, mut emails) = (Kept::default(), Kept::default(), Kept::default());
        let alike = detect::detect(value, &mut |hit| match hit.what {
            What::TaxNumber { named, .. } if named || expected.tax_numbers => tax_numbers.keep(hit, true),
            What::TaxNumber { fits: false, .. } => tax_numbers.misfit = tax_numbers.misfit.take().or(Some(hit)),
            What::TaxNumber { .. } => tax_numbers.keep(hit, false),
            What::Mobile { certain } if !expected.hotline => phones.keep(hit, certain || expected.phones),
            What::BareMobile if expected.phones && !expected.hotline => phones.keep(hit, true),
            What::Mobile { .. } | What::BareMobile => {}
            What::Landline => phones.keep(hit, true),
            What::Mailbox => emails.keep(hit, true),
        });
        self.ten_digits += alike.ten_digits;
        self.phone_form += alike.phone_form;
        let misfit = &mut self.tax_numbers_misfit;
        tax_numbers.note(&mut self.tax_numbers, &mut self.tax_numbers_possible, misfit, row, value);
        phones.note(&mut self.phones, &mut self.phones_possible, &mut Found::default(), row, value);
        if let Some(hit) = emails.certain {
            self.emails.note(row, || hit.masked(value));
        }
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
        [("rnokpp", tax_numbers), ("phone", phones), ("email", (self.emails.count, self.emails.examples.clone()))]
            .into_iter()
            .filter(|(_, (count, _))| *count > 0)
            .map(|(kind, (count, examples))| PersonalFinding { kind, count, examples, message: message(kind, count) })
            .collect()
    }
}

fn together(kinds_of_hit: &[&Found]) -> (u64, Vec<(u64, String)>) {
    let mut examples: Vec<_> = kinds_of_hit.iter().flat_map(|found| &found.examples).cloned().collect();
    examples.sort_by_key(|(row, _)| *row);
    examples.truncate(EXAMPLES_MAX);
    (kinds_of_hit.iter().map(|found| found.count).sum(), examples)
}

fn message(kind: &str, count: u64) -> Message {
    let (uk, en) = match kind {
        "rnokpp" => ("Номери облікових карток платників податків (РНОКПП)", "Tax numbers of people (RNOKPP)"),
        "phone" => ("Приватні телефони", "Private phones"),
        _ => ("Приватні електронні адреси", "Private e-mail addresses"),
    };
    Message::new(
        format!(
            "{uk}: знайдено в клітинках — {count}. Це персональні дані: замаскуйте їх, вилучіть поле або обґрунтуйте оприлюднення."
        ),
        format!(
            "{en}: cells that hold them: {count}. These are personal data: mask them, drop the field or give the ground for publishing them."
        ),
    )
}
