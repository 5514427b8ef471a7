//! All checks of one table while pass 3 runs.

use super::{
    cells::{Batch, Cells, instant_of},
    cross::Watch,
    day::Days,
    knowledge::Knowledge,
    names::{speaks_of_fact, speaks_of_identity, speaks_of_year},
    number::Sizes,
    place::Points,
    propose::{SumGuess, proposed, sums},
    rule::Rule,
    spelling::{Distinct, misspelt},
    words,
};
use crate::{
    FieldType, Finding, FixId, FixOffer, Message, Safety, Severity, Step, TableReading, With,
    analyse::{Engine, FieldPlan, TableAnalysis},
    build::{
        report::{Gathered, finding, shown_title},
        tally::{Showing, Tally},
    },
};

/// Days that a clock elsewhere may be ahead.
const DAYS_AHEAD: i32 = 1;
/// Rows of a hundred that may lie in the future; more of them are what the field speaks of.
const FUTURE_SHARE_MAX: u64 = 5;
/// Days of a hundred that may have an impossible year.
const ODD_YEAR_SHARE_MAX: u64 = 20;
/// Numbers from which on a field of years is one.
const YEARS_MIN: u64 = 20;
/// Numbers of a hundred that are years in a field of years.
const YEARS_SHARE: u64 = 95;
/// Years that registers speak of.
const YEARS: std::ops::RangeInclusive<i64> = 1500..=2100;
/// Largest values remembered of a field, beside the examples.
const LARGEST_MIN: usize = 10;

/// The checks of a table.
pub(crate) struct TableChecks<'a> {
    plans: &'a [FieldPlan],
    watches: Vec<Watch<'a>>,
    sums: Vec<SumGuess<'a>>,
    points: Option<(Points, Vec<usize>)>,
    columns: Vec<Column<'a>>,
    table: Showing<'a>,
    has_border: bool,
}

/// What is watched in one column.
struct Column<'a> {
    showing: Showing<'a>,
    sizes: Option<Sizes>,
    days: Option<Days>,
    years: Option<Years>,
}

#[derive(Default)]
struct Years {
    count: u64,
    odd: Tally,
}

/// What a profile knows of a field's values.
pub(crate) struct Values<'v> {
    pub(crate) distinct: Vec<Distinct<'v>>,
    /// Whether these are all.
    pub(crate) are_all: bool,
}

impl<'a> TableChecks<'a> {
    pub(crate) fn new(engine: &'a Engine, table: &'a TableReading, analysis: &'a TableAnalysis, as_text: bool) -> Self {
        let plans = &analysis.plans;
        let show = |index: Option<usize>| Showing::new(&*engine.screen, table, index, engine.limits.examples_max);
        let show_column = |column: usize| show(Some(plans[column].index));
        let watch = |rule: Rule, columns: Vec<usize>, is_declared: bool| {
            let showing = show_column(blamed(&rule, &columns));
            Watch::new(rule, columns, is_declared, plans, showing, &engine.knowledge)
        };
        let mut watches: Vec<Watch<'_>> = Vec::new();
        for rule in &analysis.schema.rules {
            let columns = rule.fields().into_iter().map(|name| analysis.column(name)).collect::<Option<Vec<_>>>();
            watches.extend(
                columns.filter(|columns| !columns.is_empty()).map(|columns| watch(rule.clone(), columns, true)),
            );
        }
        let mut checks = Self {
            plans,
            watches,
            sums: Vec::new(),
            points: None,
            columns: plans.iter().enumerate().map(|(index, _)| Column::bare(show_column(index))).collect(),
            table: show(None),
            has_border: engine.knowledge.border.is_some(),
        };
        if as_text {
            return checks;
        }
        for (rule, columns) in proposed(plans, &engine.knowledge) {
            if matches!(rule, Rule::Place { .. }) {
                let kept_max = engine.limits.examples_max.max(LARGEST_MIN);
                checks.points = Some((Points::new(kept_max), columns.clone()));
            }
            let is_declared = checks.watches.iter().any(|known| known.columns == columns);
            if !is_declared {
                checks.watches.push(watch(rule, columns, false));
            }
        }
        checks.sums = sums(plans, &show_column);
        checks.sums.retain(|guess| !checks.watches.iter().any(|known| is_sum_of(&known.rule, guess, plans)));
        for (column, plan) in checks.columns.iter_mut().zip(plans) {
            column.watch(plan, &engine.knowledge, engine.limits.examples_max);
        }
        checks
    }

    /// Hears of a batch.
    pub(crate) fn add(&mut self, batch: Batch<'_>) {
        let plans = self.plans;
        for watch in &mut self.watches {
            watch.add(batch);
        }
        for guess in &mut self.sums {
            guess.add(batch);
        }
        if let Some((points, columns)) = &mut self.points {
            points.add(batch, columns, plans);
        }
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.add(batch, index, &plans[index]);
        }
    }

    /// About the median of a column's positive numbers.
    pub(crate) fn median(&self, column: usize) -> Option<f64> {
        self.columns[column].sizes.as_ref().and_then(Sizes::median)
    }

    /// What one column showed, with what its profile knows.
    pub(crate) fn finish_column(&mut self, index: usize, values: &Values<'_>, gathered: &mut Gathered) {
        let (plan, column) = (&self.plans[index], &mut self.columns[index]);
        let title = shown_title(&plan.field);
        let mut tell = |kind: &str, rule: &str, tally: Tally, message: Message| {
            let told = finding(kind, Severity::Warning, Some(&plan.field.name), rule.to_owned(), tally, message);
            gathered.findings.push(told);
        };
        if let Some(tally) =
            column.sizes.as_ref().map(|sizes| sizes.outliers(&column.showing)).filter(|it| it.count > 0)
        {
            let message = words::number_outlier(&title, tally.count);
            tell("number-outlier", "number<1000xmedian", tally, message);
        }
        if let Some(years) = column.years.take().filter(Years::are_years) {
            let message = words::year_outlier(&title, years.odd.count);
            tell("year-outlier", "year=1500..2100", years.odd, message);
        }
        if let Some(mut days) = column.days.take() {
            // Texts that only a fix makes days are told from their distinct values.
            if plan.field.field_type == FieldType::String && values.are_all {
                for one in &values.distinct {
                    if let Some(micros) = instant_of(one.value.trim(), plan) {
                        days.add_text(micros, one.count, one.place, one.value, &column.showing);
                    }
                }
            }
            let share = |tally: &Tally| tally.count * 100 / days.count.max(1);
            if days.odd_year.count > 0 && share(&days.odd_year) < ODD_YEAR_SHARE_MAX.max(1) {
                let message = words::odd_day(&title, days.odd_year.count);
                tell("date-outlier", "year=1000..2100", days.odd_year.clone(), message);
            }
            if days.future.count > 0 && share(&days.future) < FUTURE_SHARE_MAX {
                let message = words::future_day(&title, days.future.count);
                tell("date-future", "date<=today", days.future.clone(), message);
            }
        }
        if is_category(plan)
            && let Some(tally) =
                misspelt(&values.distinct, may_have_typos(plan), plan.polish.typography.is_some(), &column.showing)
        {
            let pair = tally.examples.first().and_then(|one| Some((one.value.as_str(), one.fixed.as_deref()?)));
            let seen = (!values.are_all).then_some(values.distinct.len() as u64);
            let message = words::spelling(&title, tally.count, pair, seen);
            tell("spelling", "spelling=one", tally, message);
        }
    }

    /// What the rules over several fields showed.
    pub(crate) fn finish(self, gathered: &mut Gathered) {
        let plans = self.plans;
        let titles =
            |columns: &[usize]| columns.iter().map(|column| shown_title(&plans[*column].field)).collect::<Vec<_>>();
        let mut tell = |kind: &str, severity, columns: &[usize], rule: &Rule, tally: Tally, message: Message| {
            let field = &plans[blamed(rule, columns)].field.name;
            let fix = (kind == "place-swapped").then(|| swap(columns, plans));
            let found = finding(kind, severity, Some(field), rule_text(rule), tally, message);
            gathered.findings.push(Finding { fix, ..found });
        };
        for watch in self.watches {
            let is_told = watch.is_believed();
            let severity = if watch.is_declared { Severity::Error } else { Severity::Warning };
            let names = titles(&watch.columns);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            // What lies outside Ukraine has been told by the kinds of its fields where nobody declared the rule.
            let is_news = watch.is_declared || self.has_border || !matches!(watch.rule, Rule::Place { .. });
            if is_told && is_news && watch.broken.count > 0 {
                let message = words::broken(&watch.rule, &names, watch.broken.count, self.has_border);
                tell(kind_of(&watch.rule), severity, &watch.columns, &watch.rule, watch.broken, message);
            }
            // Points all of which are swapped are swapped too.
            if watch.swapped.count > 0 {
                let message = words::swapped(&names, watch.swapped.count);
                tell("place-swapped", severity, &watch.columns, &watch.rule, watch.swapped, message);
            }
        }
        for found in self.sums.into_iter().filter_map(SumGuess::finish).filter(|found| found.broken.count > 0) {
            let names = titles(&found.columns);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let message = words::broken(&found.rule, &names, found.broken.count, false);
            tell("sum", Severity::Warning, &found.columns, &found.rule, found.broken, message);
        }
        if let Some((points, columns)) = self.points {
            let far = points.far(&self.table);
            if far.count > 0 {
                let names = titles(&columns);
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let message = words::far_point(&names, far.count);
                gathered.findings.push(Finding {
                    field: Some(plans[columns[0]].field.name.clone()),
                    ..finding("place-outlier", Severity::Warning, None, "place=near".into(), far, message)
                });
            }
        }
    }
}

/// The step that puts the latitudes and longitudes of two columns back in their places.
fn swap(columns: &[usize], plans: &[FieldPlan]) -> FixOffer {
    let fields: Vec<String> = columns.iter().map(|column| plans[*column].field.name.clone()).collect();
    let step = Step::of(FixId::SwapCoordinates).with(With::Fields(fields));
    FixOffer::by(step, Safety::Suggestion)
}

impl<'a> Column<'a> {
    fn bare(showing: Showing<'a>) -> Self {
        Self { showing, sizes: None, days: None, years: None }
    }

    fn watch(&mut self, plan: &FieldPlan, knowledge: &Knowledge, examples_max: usize) {
        if plan.dropped || plan.field.masked {
            return;
        }
        let (name, title) = (&plan.field.name, &plan.field.title.uk);
        let is_amount = plan.field.kind.as_deref().is_none_or(|kind| matches!(kind, "integer" | "decimal" | "money"))
            && !speaks_of_identity(name)
            && !speaks_of_identity(title);
        match plan.field.field_type {
            FieldType::Integer | FieldType::Number if is_amount => {
                self.sizes = Some(Sizes::new(examples_max.max(LARGEST_MIN)));
                self.years = (speaks_of_year(name) || speaks_of_year(title)).then(Years::default);
            }
            _ if matches!(plan.aim, Some(FieldType::Date | FieldType::Datetime)) => {
                let is_fact = speaks_of_fact(name) || speaks_of_fact(title);
                self.days = Some(Days::new(knowledge.today.filter(|_| is_fact).map(|today| today + DAYS_AHEAD)));
            }
            _ => {}
        }
    }

    fn add(&mut self, batch: Batch<'_>, index: usize, plan: &FieldPlan) {
        if let Some(sizes) = &mut self.sizes {
            sizes.add(batch, index, plan);
        }
        if let Some(days) = &mut self.days {
            days.add(batch, index, &self.showing);
        }
        if let (Some(years), Some(Cells::Integer(array))) = (&mut self.years, batch.cells(index)) {
            for (row, year) in array.iter().enumerate().filter_map(|(row, year)| Some((row, year?))) {
                years.count += 1;
                if !YEARS.contains(&year) {
                    years.odd.add(&self.showing, batch.place(row), batch.raw(index, row).trim(), None);
                }
            }
        }
    }
}

impl Years {
    fn are_years(&self) -> bool {
        self.odd.count > 0 && self.count >= YEARS_MIN && (self.count - self.odd.count) * 100 >= self.count * YEARS_SHARE
    }
}

/// The column that a finding of a rule names.
fn blamed(rule: &Rule, columns: &[usize]) -> usize {
    match rule {
        Rule::Order { .. } | Rule::IfThen { .. } => columns.get(1).copied().unwrap_or(columns[0]),
        Rule::District { .. } => columns.get(2).copied().unwrap_or(columns[0]),
        _ => columns[0],
    }
}

fn kind_of(rule: &Rule) -> &'static str {
    match rule {
        Rule::Order { .. } => "order",
        Rule::Place { .. } => "place-outside",
        Rule::District { .. } => "district",
        Rule::Codifier { .. } => "codifier-name",
        Rule::Sum { .. } => "sum",
        Rule::OneOf { .. } => "one-of",
        Rule::IfThen { .. } => "if-then",
    }
}

fn rule_text(rule: &Rule) -> String {
    let fields = rule.fields();
    match rule {
        Rule::Order { start, end } => format!("{start}<={end}"),
        Rule::Sum { parts, total, .. } => format!("{total}={}", parts.join("+")),
        Rule::IfThen { field, equals, .. } => format!("{field}={}:{}", equals.join("|"), fields[1..].join(",")),
        Rule::Place { .. } => format!("place={}", fields.join(",")),
        Rule::District { .. } => format!("district={}", fields.join(",")),
        Rule::Codifier { .. } => format!("codifier={}", fields.join(",")),
        Rule::OneOf { .. } => format!("one-of={}", fields.join(",")),
    }
}

fn is_sum_of(rule: &Rule, guess: &SumGuess<'_>, plans: &[FieldPlan]) -> bool {
    matches!(rule, Rule::Sum { total, .. } if *total == plans[guess.total()].field.name)
}

/// Texts that may be categories: no codes, links or mailboxes, whose every sign counts, and nothing that is masked.
fn is_category(plan: &FieldPlan) -> bool {
    let is_prose = plan.field.kind.as_deref().is_none_or(|kind| kind == "text");
    let is_code = speaks_of_identity(&plan.field.name) || speaks_of_identity(&plan.field.title.uk);
    plan.field.field_type == FieldType::String && plan.aim.is_none() && is_prose && !is_code && !plan.field.masked
}

/// Names of people differ by one letter and are right.
fn may_have_typos(plan: &FieldPlan) -> bool {
    const PEOPLE: [&str; 14] = [
        "прізвищ",
        "піб",
        "п.і.б",
        "ім’я",
        "ім'я",
        "по батькові",
        "керівник",
        "директор",
        "депутат",
        "власник",
        "surname",
        "person",
        "lastname",
        "заявник",
    ];
    let name = format!("{} {}", plan.field.name, plan.field.title.uk).to_lowercase();
    !PEOPLE.iter().any(|word| name.contains(word))
}
