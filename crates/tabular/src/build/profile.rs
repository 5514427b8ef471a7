//! The profile of a field, gathered row by row.

use std::collections::HashMap;

use super::{
    column::{Storage, Typed},
    hash::BuildAsIs,
};
use crate::{
    FieldProfile,
    check::Distinct,
    value::{days_to_date, micros_to_datetime},
};

/// Values shown as the most frequent.
const TOP_VALUES: usize = 10;
/// Bytes of a value that a profile shows.
const SHOWN_BYTES_MAX: usize = 256;
/// Values of a field that is one of categories, kept with their counts.
const CATEGORIES_MAX: usize = 1_000;
/// Bytes of them.
const CATEGORIES_BYTES_MAX: usize = 32 << 10;
/// How often each stands on the average.
const CATEGORY_REPEATS_MIN: u64 = 2;
/// Distinct values counted in a table, over all its fields: a table of ten thousand columns must stay small too.
pub(crate) const TABLE_DISTINCT_MAX: usize = 2_000_000;
/// 16,384 registers: a standard error of 0.8 % for 16 KiB, and only in fields past `distinct_max`.
const REGISTER_BITS: u32 = 14;

/// Gathers what a profile says.
pub(crate) struct Profiler {
    missing: u64,
    present: u64,
    counts: HashMap<u128, Counted, BuildAsIs>,
    distinct_max: usize,
    /// Registers of the estimate; empty while the count is exact.
    registers: Vec<u8>,
    span: Option<(Typed, Typed)>,
    shortest: Option<(u64, Box<str>)>,
    longest: Option<(u64, Box<str>)>,
    sum: Sum,
}

struct Counted {
    value: Box<str>,
    count: u64,
    /// Where it stands first.
    place: u64,
}

impl Counted {
    fn distinct(&self) -> Distinct<'_> {
        Distinct { value: &self.value, count: self.count, place: self.place }
    }
}

#[derive(Default)]
struct Sum {
    exact: i128,
    rough: f64,
}

impl Profiler {
    pub(crate) fn new(distinct_max: usize) -> Self {
        Self {
            missing: 0,
            present: 0,
            counts: HashMap::default(),
            distinct_max,
            registers: Vec::new(),
            span: None,
            shortest: None,
            longest: None,
            sum: Sum::default(),
        }
    }

    pub(crate) fn observe_missing(&mut self) {
        self.missing += 1;
    }

    pub(crate) fn observe(&mut self, text: &str, typed: Typed, hash: u128, place: u64) {
        self.observe_again(typed);
        self.count(text, hash, place);
        if matches!(typed, Typed::Text) {
            return self.observe_length(text);
        }
        self.span = Some(match self.span {
            None => (typed, typed),
            Some((least, largest)) => (
                if is_less(typed, least) { typed } else { least },
                if is_less(largest, typed) { typed } else { largest },
            ),
        });
    }

    /// A value that was observed before: only numbers of values and sums change; its own count follows by [`Self::count_again`].
    pub(crate) fn observe_again(&mut self, typed: Typed) {
        self.present += 1;
        match typed {
            Typed::Integer(number) => self.sum.add(i128::from(number)),
            Typed::Decimal(digits) => self.sum.add(digits),
            Typed::Float(number) => self.sum.rough += number,
            Typed::Text | Typed::Boolean(_) | Typed::Date(_) | Typed::Moment(_) => {}
        }
    }

    /// Cells that held an observed value again.
    pub(crate) fn count_again(&mut self, hash: u128, cells: u64) {
        if let Some(counted) = self.counts.get_mut(&hash) {
            counted.count += cells;
        }
    }

    fn count(&mut self, text: &str, hash: u128, place: u64) {
        if let Some(counted) = self.counts.get_mut(&hash) {
            counted.count += 1;
            return;
        }
        if self.counts.len() < self.distinct_max {
            self.counts.insert(hash, Counted { value: shown(text), count: 1, place });
            return;
        }
        if self.registers.is_empty() {
            self.registers = vec![0; 1 << REGISTER_BITS];
            let known: Vec<u128> = self.counts.keys().copied().collect();
            for hash in known {
                self.register(hash);
            }
        }
        self.register(hash);
    }

    /// Hyper-log-log: the longest run of zeros seen in each of 16,384 parts tells how many different hashes there were.
    fn register(&mut self, hash: u128) {
        let high = (hash >> 64) as u64;
        let index = (high >> (64 - REGISTER_BITS)) as usize;
        let rank = ((high << REGISTER_BITS).leading_zeros() + 1).min(64 - REGISTER_BITS + 1) as u8;
        self.registers[index] = self.registers[index].max(rank);
    }

    fn observe_length(&mut self, text: &str) {
        let length = if text.is_ascii() { text.len() } else { text.chars().count() } as u64;
        let is_shorter = |best: &(u64, Box<str>)| (length, text) < (best.0, &*best.1);
        if self.shortest.as_ref().is_none_or(is_shorter) {
            self.shortest = Some((length, shown(text)));
        }
        if self.longest.as_ref().is_none_or(|best| (length, text) > (best.0, &*best.1)) {
            self.longest = Some((length, shown(text)));
        }
    }

    /// The values counted, in the order in which they stand first, and whether these are all.
    pub(crate) fn values(&self) -> (Vec<Distinct<'_>>, bool) {
        let mut values: Vec<Distinct<'_>> = self.counts.values().map(Counted::distinct).collect();
        values.sort_unstable_by_key(|value| value.place);
        (values, self.registers.is_empty())
    }

    /// How likely two rows have the same value here; missing ones are a value too.
    #[expect(clippy::cast_precision_loss, reason = "a likelihood is rounded")]
    pub(crate) fn likeness(&self) -> f64 {
        let rows = (self.present + self.missing).max(1) as f64;
        let share = |count: u64| (count as f64 / rows).powi(2);
        self.counts.values().map(|counted| share(counted.count)).sum::<f64>() + share(self.missing)
    }

    /// The values counted, by hash.
    pub(crate) fn by_hash(&self) -> impl Iterator<Item = (u128, &str)> {
        self.counts.iter().map(|(hash, counted)| (*hash, &*counted.value))
    }

    /// The profile; of a masked field nothing that shows values.
    pub(crate) fn finish(self, name: &str, storage: Storage, is_masked: bool) -> FieldProfile {
        let is_exact = self.registers.is_empty();
        let distinct =
            if is_exact { self.counts.len() as u64 } else { estimate(&self.registers).max(self.counts.len() as u64) };
        let lengths =
            self.shortest.as_ref().zip(self.longest.as_ref()).map(|(shortest, longest)| (shortest.0, longest.0));
        let mut profile = FieldProfile {
            name: name.to_owned(),
            missing: self.missing,
            distinct: distinct.min(self.present),
            distinct_is_exact: is_exact,
            lengths,
            ..FieldProfile::default()
        };
        if is_masked {
            return profile;
        }
        profile.mean = self.mean(storage);
        profile.minimum = match (self.span, self.shortest) {
            (Some((least, _)), _) => Some(written(least, storage)),
            (None, text) => text.map(|(_, text)| text.into_string()),
        };
        profile.maximum = match (self.span, self.longest) {
            (Some((_, largest)), _) => Some(written(largest, storage)),
            (None, text) => text.map(|(_, text)| text.into_string()),
        };
        if is_exact && matches!(storage, Storage::Text | Storage::Boolean) {
            profile.categories = categories(&self.counts, self.present);
        }
        if distinct < self.present {
            profile.top = top(self.counts);
        }
        profile
    }

    #[expect(clippy::cast_precision_loss, reason = "a mean is a rounded number")]
    fn mean(&self, storage: Storage) -> Option<f64> {
        if self.present == 0 {
            return None;
        }
        let count = self.present as f64;
        match storage {
            Storage::Integer => Some((self.sum.exact as f64 + self.sum.rough) / count),
            Storage::Decimal { scale, .. } => {
                let unit = 10_f64.powi(i32::try_from(scale).unwrap_or(i32::MAX));
                Some((self.sum.exact as f64 + self.sum.rough) / unit / count)
            }
            Storage::Float => Some(self.sum.rough / count),
            _ => None,
        }
    }
}

impl Sum {
    #[expect(clippy::cast_precision_loss, reason = "only what no longer fits 128 bits is rounded")]
    fn add(&mut self, number: i128) {
        match self.exact.checked_add(number) {
            Some(sum) => self.exact = sum,
            None => self.rough += number as f64,
        }
    }
}

fn is_less(left: Typed, right: Typed) -> bool {
    match (left, right) {
        (Typed::Integer(left), Typed::Integer(right)) | (Typed::Moment(left), Typed::Moment(right)) => left < right,
        (Typed::Decimal(left), Typed::Decimal(right)) => left < right,
        (Typed::Float(left), Typed::Float(right)) => left < right,
        (Typed::Boolean(left), Typed::Boolean(right)) => !left & right,
        (Typed::Date(left), Typed::Date(right)) => left < right,
        _ => false,
    }
}

fn written(typed: Typed, storage: Storage) -> String {
    match (typed, storage) {
        (Typed::Integer(number), _) => number.to_string(),
        (Typed::Decimal(digits), Storage::Decimal { scale, .. }) => decimal_text(digits, scale as usize),
        (Typed::Decimal(digits), _) => digits.to_string(),
        (Typed::Float(number), _) => number.to_string(),
        (Typed::Boolean(truth), _) => truth.to_string(),
        (Typed::Date(days), _) => days_to_date(days),
        (Typed::Moment(micros), Storage::Moment { has_offset: true }) => format!("{}Z", micros_to_datetime(micros)),
        (Typed::Moment(micros), _) => micros_to_datetime(micros),
        (Typed::Text, _) => String::new(),
    }
}

fn decimal_text(digits: i128, scale: usize) -> String {
    if scale == 0 {
        return digits.to_string();
    }
    let sign = if digits < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = text.split_at(text.len() - scale);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn top(counts: HashMap<u128, Counted, BuildAsIs>) -> Vec<(String, u64)> {
    let mut counted: Vec<Counted> = counts.into_values().collect();
    let by_count =
        |left: &Counted, right: &Counted| right.count.cmp(&left.count).then_with(|| left.value.cmp(&right.value));
    if counted.len() > TOP_VALUES {
        counted.select_nth_unstable_by(TOP_VALUES, by_count);
        counted.truncate(TOP_VALUES);
    }
    counted.sort_by(by_count);
    counted.into_iter().map(|counted| (counted.value.into_string(), counted.count)).collect()
}

/// All values of a field of categories: few, short, repeated.
fn categories(counts: &HashMap<u128, Counted, BuildAsIs>, present: u64) -> Vec<(String, u64)> {
    let bytes = counts.values().map(|counted| counted.value.len()).sum::<usize>();
    let is_category = counts.len() <= CATEGORIES_MAX && bytes <= CATEGORIES_BYTES_MAX;
    if !is_category || counts.len() as u64 * CATEGORY_REPEATS_MIN > present {
        return Vec::new();
    }
    let mut all: Vec<(String, u64)> =
        counts.values().map(|counted| (counted.value.to_string(), counted.count)).collect();
    all.sort_unstable_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    all
}

fn shown(text: &str) -> Box<str> {
    if text.len() <= SHOWN_BYTES_MAX {
        return text.into();
    }
    let end = (0..=SHOWN_BYTES_MAX).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…", &text[..end]).into()
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate is rounded"
)]
fn estimate(registers: &[u8]) -> u64 {
    let count = registers.len() as f64;
    let sum: f64 = registers.iter().map(|rank| 2_f64.powi(-i32::from(*rank))).sum();
    let raw = 0.7213 / (1.0 + 1.079 / count) * count * count / sum;
    let empty = registers.iter().map(|rank| usize::from(*rank == 0)).sum::<usize>();
    let corrected = if raw <= 2.5 * count && empty > 0 { count * (count / empty as f64).ln() } else { raw };
    corrected.round() as u64
}
