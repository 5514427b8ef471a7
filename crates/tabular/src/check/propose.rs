//! Rules that nobody declared but names and kinds of fields tell: spans of days, points, totals.

use super::{
    cells::{Batch, Cells},
    cross::rounding,
    knowledge::Knowledge,
    names::{are_start_and_end, speaks_of_identity, speaks_of_total},
    rule::Rule,
};
use crate::{
    FieldType,
    analyse::FieldPlan,
    build::tally::{Showing, Tally},
};

/// Fields beside a total that may add up to it.
const PARTS_MAX: usize = 12;
/// Rows from which on an unspoken sum is believed.
const SUM_ROWS_MIN: u64 = 20;
/// In how many of a hundred rows an unspoken sum must hold.
const SUM_SHARE_MIN: u64 = 95;

/// The rules that names and kinds tell, with their columns.
pub(super) fn proposed(plans: &[FieldPlan], knowledge: &Knowledge) -> Vec<(Rule, Vec<usize>)> {
    let mut rules = spans(plans);
    let points = points(plans);
    if let Some((_, columns)) = points.as_ref().filter(|_| !knowledge.districts.is_empty()) {
        rules.extend(districts(plans, columns));
    }
    if knowledge.codifier.is_some() {
        rules.extend(settlements(plans));
    }
    rules.extend(points);
    rules
}

/// Codes of the codifier beside names of settlements, in their order: the first code goes with the first name.
fn settlements(plans: &[FieldPlan]) -> Vec<(Rule, Vec<usize>)> {
    const PARTS: [&str; 4] = ["населен", "postname", "settlement", "назва міста"];
    const WORDS: [&str; 4] = ["місто", "село", "city", "town"];
    let speaks = |text: &str| {
        let lower = text.to_lowercase();
        PARTS.iter().any(|part| lower.contains(part))
            || lower.split(|sign: char| !sign.is_alphabetic()).any(|word| WORDS.contains(&word))
    };
    let is_open = |plan: &FieldPlan| !plan.dropped && !plan.field.masked;
    let is_code = |plan: &FieldPlan| is_open(plan) && plan.field.kind.as_deref() == Some("katottg");
    let is_name = |plan: &FieldPlan| {
        let is_text = plan.aim.is_none() && plan.field.kind.as_deref() != Some("katottg");
        is_open(plan) && is_text && (speaks(&plan.field.name) || speaks(&plan.field.title.uk))
    };
    let of = |is: &dyn Fn(&FieldPlan) -> bool| -> Vec<usize> {
        (0..plans.len()).filter(|column| is(&plans[*column])).collect()
    };
    let (codes, names) = (of(&is_code), of(&is_name));
    if codes.len() != names.len() {
        return Vec::new();
    }
    let name = |column: &usize| plans[*column].field.name.clone();
    let rule = |(code, own): (usize, usize)| (Rule::Codifier { code: name(&code), name: name(&own) }, vec![code, own]);
    codes.into_iter().zip(names).map(rule).collect()
}

/// Fields that may name the district of a point: by their header, or codes of the codifier. Whether they do is seen by their values.
fn districts(plans: &[FieldPlan], point: &[usize]) -> Vec<(Rule, Vec<usize>)> {
    let speaks = |text: &str| {
        let lower = text.to_lowercase();
        lower.contains("район") || lower.contains("district") || lower.contains("адміністративн")
    };
    let is_code = |plan: &FieldPlan| plan.field.kind.as_deref() == Some("katottg");
    let may_name = |plan: &FieldPlan| {
        let is_open = !plan.dropped && !plan.field.masked && plan.aim.is_none();
        is_open && (is_code(plan) || speaks(&plan.field.name) || speaks(&plan.field.title.uk))
    };
    let [latitude, longitude] = point else { return Vec::new() };
    let name = |column: usize| plans[column].field.name.clone();
    let naming = (0..plans.len()).filter(|column| may_name(&plans[*column]));
    let rule = |column: usize| {
        let rule = Rule::District { latitude: name(*latitude), longitude: name(*longitude), district: name(column) };
        (rule, vec![*latitude, *longitude, column])
    };
    naming.map(rule).collect()
}

fn spans(plans: &[FieldPlan]) -> Vec<(Rule, Vec<usize>)> {
    let is_day = |plan: &FieldPlan| {
        matches!(plan.aim, Some(FieldType::Date | FieldType::Datetime))
            && plan.after != FieldType::String
            && !plan.dropped
    };
    let days: Vec<usize> = (0..plans.len()).filter(|index| is_day(&plans[*index])).collect();
    let mut spans = Vec::new();
    for start in &days {
        let fits = |end: &&usize| {
            let (start, end) = (&plans[*start].field, &plans[**end].field);
            are_start_and_end(&start.name, &end.name) || are_start_and_end(&start.title.uk, &end.title.uk)
        };
        if let Some(end) = days.iter().find(fits) {
            let (first, last) = (&plans[*start].field, &plans[*end].field);
            spans.push((Rule::Order { start: first.name.clone(), end: last.name.clone() }, vec![*start, *end]));
        }
    }
    spans
}

/// Points are told by the kinds of their fields; with several of them nothing tells which belong together.
fn points(plans: &[FieldPlan]) -> Option<(Rule, Vec<usize>)> {
    // Where all values lie on the other axis, none is of the kind, and the header alone tells what was meant.
    let is_of = |plan: &FieldPlan, kind: &str| match plan.field.kind.as_deref() {
        Some(own) => own == kind,
        None => plan.aim == Some(FieldType::Number) && plan.mender.as_ref().is_some_and(|mender| mender.id() == kind),
    };
    let of_kind = |kind: &str| {
        let mut fitting = (0..plans.len()).filter(|index| !plans[*index].dropped && is_of(&plans[*index], kind));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    };
    let (latitude, longitude) = (of_kind("latitude")?, of_kind("longitude")?);
    let rule =
        Rule::Place { latitude: plans[latitude].field.name.clone(), longitude: plans[longitude].field.name.clone() };
    Some((rule, vec![latitude, longitude]))
}

/// A total whose parts are sought among the numbers beside it.
pub(super) struct SumGuess<'a> {
    total: usize,
    /// Runs of columns: behind the total and before it, nearest first.
    sides: [Vec<usize>; 2],
    /// Per side and number of parts: rows where the sum held, and those where it did not.
    guesses: [Vec<Guess>; 2],
    plans: &'a [FieldPlan],
    showing: Showing<'a>,
}

#[derive(Default, Clone)]
struct Guess {
    held: u64,
    broken: Tally,
}

/// A sum that nearly always holds.
pub(super) struct FoundSum {
    pub(super) rule: Rule,
    pub(super) columns: Vec<usize>,
    pub(super) broken: Tally,
}

/// Totals whose parts are worth seeking; `showing` shows a column.
pub(super) fn sums<'a>(plans: &'a [FieldPlan], showing: &dyn Fn(usize) -> Showing<'a>) -> Vec<SumGuess<'a>> {
    let is_amount = |plan: &FieldPlan| {
        let is_place = matches!(plan.field.kind.as_deref(), Some("latitude" | "longitude"));
        let is_number = matches!(plan.aim, Some(FieldType::Integer | FieldType::Number));
        is_number && !is_place && !plan.dropped && !plan.field.masked && !speaks_of_identity(&plan.field.title.uk)
    };
    let speaks = |plan: &FieldPlan| speaks_of_total(&plan.field.name) || speaks_of_total(&plan.field.title.uk);
    let totals = (0..plans.len()).filter(|index| is_amount(&plans[*index]) && speaks(&plans[*index]));
    let guess = |total: usize| {
        let run = |columns: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            columns
                .take_while(|column| is_amount(&plans[*column]) && !speaks(&plans[*column]))
                .take(PARTS_MAX)
                .collect()
        };
        let sides = [run(&mut (total + 1..plans.len())), run(&mut (0..total).rev())];
        let guesses = [vec![Guess::default(); sides[0].len()], vec![Guess::default(); sides[1].len()]];
        SumGuess { total, sides, guesses, plans, showing: showing(total) }
    };
    totals.map(guess).filter(|guess| guess.sides.iter().any(|side| side.len() > 1)).collect()
}

impl SumGuess<'_> {
    /// The column of the total.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    pub(super) fn add(&mut self, batch: Batch<'_>) {
        let Some(total) = batch.cells(self.total) else { return };
        for side in 0..self.sides.len() {
            let columns = &self.sides[side];
            let cells: Option<Vec<Cells<'_>>> = columns.iter().map(|column| batch.cells(*column)).collect();
            let Some(cells) = cells.filter(|cells| cells.len() > 1) else { continue };
            let involved = std::iter::once(&self.total).chain(columns).map(|column| &self.plans[*column]);
            let allowed = rounding(involved);
            for index in batch.rows() {
                let Some(total) = total.number(index, &self.plans[self.total]) else { continue };
                let (mut sum, mut given, mut parts) = (0.0, 0_u32, 0_u32);
                for (at, cells) in cells.iter().enumerate() {
                    if let Some(part) = cells.number(index, &self.plans[columns[at]]) {
                        sum += part;
                        given += 1;
                        parts += u32::from(part != 0.0);
                    }
                    // A total without parts, or that is its only part, says nothing.
                    if given < 2 || (parts < 2 && (sum - total).abs() <= allowed) {
                        continue;
                    }
                    let guess = &mut self.guesses[side][at];
                    if (sum - total).abs() <= allowed + total.abs() * 1e-9 {
                        guess.held += 1;
                    } else {
                        let shown = if guess.broken.examples.len() < self.showing.examples_max {
                            format!("{total} ≠ {}", rounded(sum))
                        } else {
                            String::new()
                        };
                        guess.broken.add(&self.showing, batch.place(index), &shown, None);
                    }
                }
            }
        }
    }

    /// The best sum, where it holds nearly everywhere.
    pub(super) fn finish(self) -> Option<FoundSum> {
        let mut best: Option<(u64, usize, usize)> = None;
        for (side, guesses) in self.guesses.iter().enumerate() {
            for (at, guess) in guesses.iter().enumerate().skip(1) {
                let judged = guess.held + guess.broken.count;
                let is_good = guess.held >= SUM_ROWS_MIN && guess.held * 100 >= judged * SUM_SHARE_MIN;
                if is_good && best.is_none_or(|best| guess.held > best.0) {
                    best = Some((guess.held, side, at));
                }
            }
        }
        let (_, side, at) = best?;
        let parts = &self.sides[side][..=at];
        let name = |column: &usize| self.plans[*column].field.name.clone();
        Some(FoundSum {
            rule: Rule::Sum { parts: parts.iter().map(name).collect(), total: name(&self.total), tolerance: None },
            columns: std::iter::once(self.total).chain(parts.iter().copied()).collect(),
            broken: self.guesses[side][at].broken.clone(),
        })
    }
}

fn rounded(sum: f64) -> f64 {
    (sum * 1e6).round() / 1e6
}
