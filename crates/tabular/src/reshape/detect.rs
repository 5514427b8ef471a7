//! What of a table's structure could be better, seen while its rows are counted.

use arrow::array::{Array, StringArray};

use super::{Structure, periods};
use crate::{
    Example, Finding, FixId, FixOffer, Message, Safety, Severity, Step, TextBatch, With,
    build::{Showing, shown_count},
    fix::{AddressPart, address, coordinate_pair, names_total},
    message::plural,
};

/// Values after which a column is given up where nothing was found.
const TRIAL_VALUES: u64 = 200;
/// Addresses that are looked at: enough to know which parts they have.
const ADDRESSES_MAX: u64 = 2_000;
/// Pairs from which on all of them are no coincidence.
const PAIRS_MIN: u64 = 3;

/// Watches the columns of a table.
pub(crate) struct Detectors {
    pairs: Vec<Watch>,
    addresses: Vec<(Watch, [u64; AddressPart::ALL.len()])>,
    examples_max: usize,
}

/// What was seen in one column.
#[derive(Debug, Clone, Default)]
struct Watch {
    hits: u64,
    misses: u64,
    examples: Vec<(u64, String, String)>,
    is_closed: bool,
}

impl Watch {
    fn hit(&mut self, place: u64, value: &str, parts: impl FnOnce() -> String, examples_max: usize) {
        self.hits += 1;
        if self.examples.len() < examples_max {
            self.examples.push((place, value.to_owned(), parts()));
        }
    }

    fn miss(&mut self) {
        self.misses += 1;
        self.is_closed = self.hits * 5 < self.misses && self.hits + self.misses >= TRIAL_VALUES;
    }

    /// Whether at least so many in a hundred could be cut.
    fn has_share(&self, percent: u64) -> bool {
        self.hits > 0 && self.hits * 100 >= (self.hits + self.misses) * percent
    }

    fn shown(&self, showing: &Showing<'_>) -> Vec<Example> {
        self.examples.iter().map(|(place, value, parts)| showing.example(*place, value, Some(parts))).collect()
    }
}

impl Detectors {
    /// `is_open` says of which columns nothing is known yet: a schema or step that names a field settles it.
    pub(crate) fn new(names: &[String], is_open: impl Fn(usize) -> bool, examples_max: usize) -> Self {
        let watch = |closed: bool| Watch { is_closed: closed, ..Watch::default() };
        let pairs = (0..names.len()).map(|at| watch(!is_open(at))).collect();
        let addresses = names
            .iter()
            .enumerate()
            .map(|(at, name)| (watch(!is_open(at) || !speaks_of_address(name)), [0; AddressPart::ALL.len()]))
            .collect();
        Self { pairs, addresses, examples_max }
    }

    pub(crate) fn observe(&mut self, batch: &TextBatch) {
        for (watch, column) in self.pairs.iter_mut().zip(&batch.columns).filter(|(watch, _)| !watch.is_closed) {
            look_for_pairs(watch, column, &batch.places, self.examples_max);
        }
        for ((watch, parts), column) in
            self.addresses.iter_mut().zip(&batch.columns).filter(|((watch, _), _)| !watch.is_closed)
        {
            look_for_addresses(watch, parts, column, &batch.places, self.examples_max);
        }
    }

    /// Fields that every value of which is a pair of coordinates: the step is safe.
    pub(crate) fn certain_pairs(&self, names: &[String]) -> Vec<Step> {
        let certain = self.pairs.iter().zip(names).filter(|(watch, _)| watch.misses == 0 && watch.hits >= PAIRS_MIN);
        certain.map(|(_, name)| Step::of(FixId::SplitCoordinates).on(name.clone())).collect()
    }

    /// What is offered for a table's structure.
    pub(crate) fn findings<'s>(
        &self,
        structure: &Structure,
        names: &[String],
        showing: &dyn Fn(usize) -> Showing<'s>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (at, watch) in self.pairs.iter().enumerate() {
            if !watch.is_closed && watch.has_share(80) {
                let is_certain = watch.misses == 0 && watch.hits >= PAIRS_MIN;
                findings.push(pair_finding(&names[at], watch, is_certain, &showing(at)));
            }
        }
        for (at, (watch, parts)) in self.addresses.iter().enumerate() {
            if watch.hits >= PAIRS_MIN && watch.has_share(60) {
                findings.push(address_finding(&names[at], watch, parts, &showing(at)));
            }
        }
        if let Some(columns) = periods(&structure.table.headers) {
            let fields: Vec<String> = columns.iter().map(|at| names[*at].clone()).collect();
            findings.push(period_finding(&structure.table.headers, &columns, fields));
        }
        findings
    }
}

fn look_for_pairs(watch: &mut Watch, column: &StringArray, places: &[u64], examples_max: usize) {
    for (row, place) in places.iter().enumerate().take(column.len()) {
        let value = column.value(row);
        if value.trim().is_empty() {
            continue;
        }
        match coordinate_pair(value) {
            Some((latitude, longitude)) => {
                watch.hit(*place, value, || format!("{latitude} | {longitude}"), examples_max);
            }
            None => watch.miss(),
        }
        if watch.is_closed {
            return;
        }
    }
}

fn look_for_addresses(
    watch: &mut Watch,
    parts: &mut [u64; AddressPart::ALL.len()],
    column: &StringArray,
    places: &[u64],
    examples_max: usize,
) {
    for (row, place) in places.iter().enumerate().take(column.len()) {
        let value = column.value(row);
        // `Разом за районом` is no address, whatever field it stands in.
        if value.trim().is_empty() || names_total(value) || watch.hits + watch.misses >= ADDRESSES_MAX {
            continue;
        }
        let Some(found) = address(value) else {
            watch.miss();
            continue;
        };
        let known: Vec<AddressPart> =
            AddressPart::ALL.into_iter().filter(|part| !found.get(*part).is_empty()).collect();
        for part in &known {
            parts[*part as usize] += 1;
        }
        let joined = || known.iter().map(|part| found.get(*part)).collect::<Vec<_>>().join(" | ");
        watch.hit(*place, value, joined, examples_max);
    }
}

fn speaks_of_address(header: &str) -> bool {
    let header = header.to_lowercase();
    let is_web = ["електронн", "mail", "url", "веб", "ip"].iter().any(|word| header.contains(word));
    !is_web && ["адрес", "address", "місцезнаходження", "місце розташування"].iter().any(|word| header.contains(word))
}

fn finding(kind: &str, field: Option<&str>, count: u64, rule: &str, message: Message, fix: FixOffer) -> Finding {
    Finding {
        kind: kind.to_owned(),
        severity: Severity::Warning,
        field: field.map(str::to_owned),
        count,
        rule: rule.to_owned(),
        message,
        fix: Some(fix),
        examples: Vec::new(),
    }
}

fn pair_finding(name: &str, watch: &Watch, is_certain: bool, showing: &Showing<'_>) -> Finding {
    let (uk, en) = shown_count(watch.hits);
    let hold = plural(watch.hits, "містить", "містять", "містять");
    let (uk_end, en_end) = if is_certain {
        (String::new(), String::new())
    } else {
        let (uk, en) = shown_count(watch.misses);
        (
            format!(" {uk} так не розділити: вони лишаться в полі lat."),
            format!(" {en} cannot be parted so and would stay in lat."),
        )
    };
    let message = Message::new(
        format!(
            "У полі «{name}» {uk} {hold} широту й довготу разом. Застосуйте виправлення «Координати в одному полі» — поле стане двома: lat і lon.{uk_end}"
        ),
        format!(
            "In the field “{name}” {en} hold latitude and longitude together. Apply the fix “Coordinates in one field”; the field becomes two, lat and lon.{en_end}"
        ),
    );
    let offer = FixOffer::new(FixId::SplitCoordinates, if is_certain { Safety::Safe } else { Safety::Suggestion });
    Finding {
        examples: watch.shown(showing),
        ..finding("coordinate-pair", Some(name), watch.hits, "field=one-value", message, offer)
    }
}

fn address_finding(name: &str, watch: &Watch, parts: &[u64; AddressPart::ALL.len()], showing: &Showing<'_>) -> Finding {
    let (uk, en) = shown_count(watch.hits);
    let hold = plural(watch.hits, "містить", "містять", "містять");
    let fields: Vec<String> = AddressPart::ALL
        .into_iter()
        .filter(|part| parts[*part as usize] > 0 || *part == AddressPart::Rest)
        .map(|part| part.field_name().to_owned())
        .collect();
    let message = Message::new(
        format!(
            "У полі «{name}» {uk} {hold} кілька частин адреси. Застосуйте виправлення «Частини адреси» — поруч стануть поля: {}.",
            fields.join(", ")
        ),
        format!(
            "In the field “{name}” {en} hold several parts of an address. Apply the fix “Parts of an address”; beside it come the fields: {}.",
            fields.join(", ")
        ),
    );
    let step = Step::of(FixId::SplitAddress).on(name).with(With::Fields(fields));
    let offer = FixOffer::by(step, Safety::Suggestion);
    Finding {
        severity: Severity::Info,
        examples: watch.shown(showing),
        ..finding("address-in-one-field", Some(name), watch.hits, "field=one-value", message, offer)
    }
}

fn period_finding(headers: &[String], columns: &[usize], fields: Vec<String>) -> Finding {
    let count = columns.len() as u64;
    let list = columns.iter().take(3).map(|at| headers[*at].trim()).collect::<Vec<_>>().join(", ");
    let message = Message::new(
        format!(
            "Періоди стоять у назвах стовпців ({count}: {list} …). Застосуйте виправлення «Періоди в рядки» — кожен період стане окремим рядком."
        ),
        format!(
            "Periods stand in the names of columns ({count}: {list} …). Apply the fix “Periods to rows”; each period becomes a row."
        ),
    );
    let step = Step::of(FixId::Unpivot).with(With::Fields(fields));
    finding("period-columns", None, count, "field=one-variable", message, FixOffer::by(step, Safety::Suggestion))
}
