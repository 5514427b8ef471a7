//! From tallies to the report of a table.

use super::{
    cell::ColumnWorker,
    tally::{Showing, Tally},
    words::{kind_of, offered, plural, rows, type_name, values},
};
use crate::{
    Example, Field, Finding, FixId, FixOffer, Message, PersonalFinding, Recipe, Safety, Severity, TableReading,
    analyse::FieldPlan,
    check::{Format, copies_message},
    finding::AppliedFix,
};

/// Findings and applied fixes, as they come together.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) findings: Vec<Finding>,
    pub(crate) applied: Vec<AppliedFix>,
    /// Rows that were read.
    pub(crate) rows: u64,
}

/// A finding without a fix.
pub(crate) fn finding(
    kind: &str,
    severity: Severity,
    field: Option<&str>,
    rule: String,
    tally: Tally,
    message: Message,
) -> Finding {
    let field = field.map(str::to_owned);
    Finding {
        kind: kind.to_owned(),
        severity,
        field,
        count: tally.count,
        rule,
        message,
        fix: None,
        examples: tally.examples,
    }
}

impl Gathered {
    /// What the cells of a field showed.
    pub(crate) fn add_field(&mut self, worker: &mut ColumnWorker<'_>) {
        let field = &worker.plan.field;
        let title = shown_title(field);
        let tallies = std::mem::take(&mut worker.tallies);
        for ((fix, safety, cause), tally) in tallies.offered {
            let (kind, rule) = kind_of(fix, cause);
            let pair =
                tally.examples.iter().find_map(|example| Some((example.value.as_str(), example.fixed.as_deref()?)));
            let pair = pair.filter(|(before, after)| !before.contains('\n') && !after.is_empty());
            let mut message = offered(fix, cause, &title, tally.count, pair);
            if let Some(ground) = tallies.street_ground.as_ref().filter(|_| fix == FixId::StreetRenames) {
                message.uk.extend([" ", ground.uk.as_str()]);
                message.en.extend([" ", ground.en.as_str()]);
            }
            let told = finding(kind, Severity::Warning, Some(&field.name), rule.to_owned(), tally, message);
            self.findings.push(Finding { fix: Some(FixOffer::new(fix, safety)), ..told });
        }
        self.add_empty_field(worker.plan, &title);
        let applied = tallies.applied.into_iter().map(|(id, tally)| AppliedFix {
            id,
            field: Some(field.name.clone()),
            count: tally.count,
            examples: tally.examples,
            step: None,
        });
        self.applied.extend(applied);
        let mut add =
            |kind: &str, severity, rule: String, tally: Tally, message: fn(&str, &str, u64, &Field) -> Message| {
                if tally.count > 0 {
                    let text = message(&title, &rule, tally.count, field);
                    self.findings.push(finding(kind, severity, Some(&field.name), rule, tally, text));
                }
            };
        let aim = worker.plan.aim.unwrap_or_default();
        let type_rule = format!("type={}", aim.name());
        add("type-outlier", Severity::Warning, type_rule.clone(), tallies.outliers, outlier_message);
        add("type", Severity::Error, type_rule, tallies.wrong_type, type_message);
        let is_demanded = worker.plan.expected.as_ref().is_some_and(|expected| expected.kind.is_some());
        let severity = if is_demanded { Severity::Error } else { Severity::Warning };
        if let Some(kind) = worker.plan.kind.as_ref().filter(|_| tallies.invalid_kind.count > 0) {
            let message = value_message(&title, &kind.title(), tallies.invalid_kind.count);
            let rule = format!("kind={}", kind.id());
            self.findings.push(finding("value", severity, Some(&field.name), rule, tallies.invalid_kind, message));
        }
        let mut add = |kind: &str, rule: String, tally: Tally, message: fn(&str, &str, u64, &Field) -> Message| {
            if tally.count > 0 {
                let text = message(&title, &rule, tally.count, field);
                self.findings.push(finding(kind, Severity::Error, Some(&field.name), rule, tally, text));
            }
        };
        let constraints = &field.constraints;
        let bound = |name: &str, bound: &Option<String>| bound.as_ref().map(|bound| format!("{name}={bound}"));
        let range = [
            bound("minimum", &constraints.minimum),
            bound("exclusiveMinimum", &constraints.exclusive_minimum),
            bound("maximum", &constraints.maximum),
            bound("exclusiveMaximum", &constraints.exclusive_maximum),
        ];
        let length = |name: &str, bound: Option<u64>| bound.map(|bound| format!("{name}={bound}"));
        let lengths = [length("minLength", constraints.min_length), length("maxLength", constraints.max_length)];
        let joined = |parts: &[Option<String>]| parts.iter().flatten().cloned().collect::<Vec<_>>().join(",");
        add("required", "required".into(), tallies.required, required_message);
        add("enum", "enum".into(), tallies.unlawful, enum_message);
        add(
            "pattern",
            format!("pattern={}", constraints.pattern.as_deref().unwrap_or_default()),
            tallies.pattern,
            pattern_message,
        );
        add("range", joined(&range), tallies.range, range_message);
        add("length", joined(&lengths), tallies.length, length_message);
        add(
            "format",
            format!("format={}", field.format.as_deref().unwrap_or_default()),
            tallies.format,
            |title, _, count, field| Format::message(field.format.as_deref().unwrap_or_default(), title, count),
        );
    }

    /// A field without any value, left out or not. A schema's fields may well be empty.
    fn add_empty_field(&mut self, plan: &FieldPlan, title: &str) {
        if !plan.is_empty || plan.expected.is_some() || self.rows == 0 {
            return;
        }
        if plan.dropped {
            self.applied.push(AppliedFix {
                id: FixId::EmptyFields,
                field: Some(plan.field.name.clone()),
                count: self.rows,
                examples: Vec::new(),
                step: None,
            });
            return;
        }
        let message = Message::new(
            format!("У полі «{title}» немає жодного значення. Застосуйте виправлення «Порожні поля», якщо воно зайве."),
            format!("The field “{title}” has no value at all. Apply the fix “Empty fields” if it is not needed."),
        );
        let once = Tally { count: 1, examples: Vec::new() };
        let told = finding("empty-field", Severity::Info, Some(&plan.field.name), "field=value".into(), once, message);
        self.findings.push(Finding { fix: Some(FixOffer::new(FixId::EmptyFields, plan.empty_safety())), ..told });
    }

    /// Values that stand twice in a field or key that forbids it.
    pub(crate) fn add_repeated(&mut self, kind: &str, names: &[&str], tally: Tally) {
        if tally.count == 0 {
            return;
        }
        let ((uk, en), fields) = (values(tally.count), names.join("», «"));
        let verb = plural(tally.count, "повторюється", "повторюються", "повторюються");
        let message = Message::new(
            format!("У полі «{fields}» {uk} {verb} або бракує, а мають бути різні. Залиште кожне один раз."),
            format!(
                "In the field “{}” {en} stand again or are missing, while all must differ. Keep each once.",
                names.join("”, “")
            ),
        );
        let field = if let [name] = names { Some(*name) } else { None };
        let rule = if kind == "unique" { kind.to_owned() } else { format!("{kind}={}", names.join(",")) };
        self.findings.push(finding(kind, Severity::Error, field, rule, tally, message));
    }

    /// Rows that stand twice.
    pub(crate) fn add_duplicate_rows(&mut self, tally: Tally) {
        if tally.count == 0 {
            return;
        }
        let (uk, en) = rows(tally.count);
        let verb = plural(tally.count, "повторює", "повторюють", "повторюють");
        let message = Message::new(
            format!("{uk} слово в слово {verb} попередні. Перевірте, чи це не зайві копії."),
            format!("{en} repeat earlier ones word for word. Check whether they are stray copies."),
        );
        self.findings.push(finding("duplicate-row", Severity::Warning, None, "unique-rows".into(), tally, message));
    }

    /// Rows that repeat others in all but the fields that number them.
    pub(crate) fn add_copies(&mut self, ids: &[&str], tally: Tally) {
        let message = copies_message(&ids.join("», «"), tally.count);
        let rule = format!("unique-but={}", ids.join(","));
        self.findings.push(finding("copied-row", Severity::Info, None, rule, tally, message));
    }

    /// Rows of totals, left out or not.
    pub(crate) fn add_totals(&mut self, tally: Tally, is_dropped: bool) {
        if tally.count == 0 {
            return;
        }
        if is_dropped {
            self.applied.push(AppliedFix {
                id: FixId::TotalRows,
                field: None,
                count: tally.count,
                examples: tally.examples,
                step: None,
            });
            return;
        }
        let ((uk, en), verb) = (rows(tally.count), plural(tally.count, "містить", "містять", "містять"));
        let message = Message::new(
            format!("{uk} {verb} підсумки, а не дані. Застосуйте виправлення «Рядки підсумків» — їх буде вилучено."),
            format!("{en} hold totals, not data. Apply the fix “Rows of totals” to leave them out."),
        );
        let told = finding("total-row", Severity::Warning, None, "rows=data".into(), tally, message);
        self.findings.push(Finding { fix: Some(FixOffer::new(FixId::TotalRows, Safety::Safe)), ..told });
    }

    /// Header cells whose names had to be cleaned.
    pub(crate) fn add_header(&mut self, table: &TableReading, names: &[&str], recipe: &Recipe, showing: &Showing<'_>) {
        let row = table.header_rows.last().copied();
        let mut tally = Tally::default();
        for (index, (header, name)) in table.headers.iter().zip(names).enumerate() {
            if header == name {
                continue;
            }
            tally.count += 1;
            if tally.examples.len() < showing.examples_max {
                let place = Showing { column: table.columns.get(index).copied(), ..*showing }.place(row);
                tally.examples.push(Example { place, value: header.clone(), fixed: Some((*name).to_owned()) });
            }
        }
        if tally.count == 0 || recipe.as_text || table.header_rows.is_empty() {
            return;
        }
        if recipe.applies(FixId::Header, Safety::Safe, &table.name, None) {
            self.applied.push(AppliedFix {
                id: FixId::Header,
                field: None,
                count: tally.count,
                examples: tally.examples,
                step: None,
            });
            return;
        }
        let word = plural(tally.count, "назва поля потребує", "назви полів потребують", "назв полів потребують");
        let fields = if tally.count == 1 { "name of a field needs" } else { "names of fields need" };
        let message = Message::new(
            format!(
                "{} {word} впорядкування: зайві пробіли, порожні, однакові чи змішані літери. Застосуйте виправлення «Заголовки».",
                tally.count
            ),
            format!(
                "{} {fields} cleaning: stray spaces, blanks, duplicates or mixed letters. Apply the fix “Header”.",
                tally.count
            ),
        );
        let told = finding("header", Severity::Warning, None, "header=clean".into(), tally, message);
        self.findings.push(Finding { fix: Some(FixOffer::new(FixId::Header, Safety::Safe)), ..told });
    }

    /// Fields of the schema that are missing, and fields that it does not know.
    pub(crate) fn add_schema(&mut self, missing: &[Field], extra: &[&Field]) {
        for field in missing {
            let severity = if field.constraints.required { Severity::Error } else { Severity::Warning };
            let title = shown_title(field);
            let message = Message::new(
                format!("Бракує поля «{}» («{title}»). Додайте його у файл або змініть схему.", field.name),
                format!("The field “{}” (“{title}”) is missing. Add it to the file or change the schema.", field.name),
            );
            let once = Tally { count: 1, examples: Vec::new() };
            self.findings.push(finding(
                "missing-field",
                severity,
                Some(&field.name),
                format!("field={}", field.name),
                once,
                message,
            ));
        }
        for field in extra {
            let message = Message::new(
                format!("Поля «{}» немає у схемі. Перевірте назву або вилучіть поле.", field.name),
                format!("The schema has no field “{}”. Check the name or leave the field out.", field.name),
            );
            let once = Tally { count: 1, examples: Vec::new() };
            self.findings.push(finding(
                "extra-field",
                Severity::Warning,
                Some(&field.name),
                "schema".into(),
                once,
                message,
            ));
        }
    }

    /// Personal data in what is written.
    pub(crate) fn add_personal(&mut self, field: &str, personal: &PersonalFinding, showing: &Showing<'_>) {
        let example = |(row, value): &(u64, String)| Example {
            place: showing.place(Some(*row)),
            value: value.clone(),
            fixed: None,
        };
        let tally = Tally {
            count: personal.count,
            examples: personal.examples.iter().take(showing.examples_max).map(example).collect(),
        };
        let kind = format!("personal-{}", personal.kind);
        let rule = format!("personal={}", personal.kind);
        self.findings.push(finding(&kind, Severity::Error, Some(field), rule, tally, personal.message.clone()));
    }

    /// Notes of reading; those whose fix the recipe applies count as applied.
    pub(crate) fn add_notes(&mut self, notes: Vec<Finding>, table: &TableReading, recipe: &Recipe) {
        for note in notes {
            let is_cured =
                |offer: &FixOffer| recipe.applies(offer.id, offer.safety, &table.name, note.field.as_deref());
            match note.fix.as_ref().filter(|offer| is_cured(offer)) {
                // Told by the change of structure itself, which knows what it did.
                Some(offer) if offer.id == FixId::SectionRows => {}
                Some(offer) => {
                    self.applied.push(AppliedFix {
                        id: offer.id,
                        field: note.field,
                        count: note.count,
                        examples: note.examples,
                        step: None,
                    });
                }
                None => self.findings.push(note),
            }
        }
    }
}

pub(crate) fn shown_title(field: &Field) -> String {
    let title = field.title.uk.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { field.name.clone() } else { title }
}

fn outlier_message(title: &str, rule: &str, count: u64, _: &Field) -> Message {
    let ((uk, en), (wanted_uk, wanted_en)) = (values(count), wanted(rule));
    Message::new(
        format!(
            "У полі «{title}» майже всюди {wanted_uk}, але {uk} — ні, тому поле лишається текстом. Виправте їх у файлі або позначте як порожні."
        ),
        format!(
            "Nearly every value of “{title}” is {wanted_en}, but {en} not, so the field stays text. Correct them in the file or empty them."
        ),
    )
}

fn type_message(title: &str, rule: &str, count: u64, _: &Field) -> Message {
    let ((uk, en), (wanted_uk, wanted_en)) = (values(count), wanted(rule));
    let verb = plural(count, "не підходить", "не підходять", "не підходять");
    Message::new(
        format!("У полі «{title}» має бути {wanted_uk}, а {uk} {verb}. Виправте у файлі або позначте як порожнє."),
        format!("The field “{title}” must hold {wanted_en}; {en} do not fit. Correct them in the file or empty them."),
    )
}

fn wanted(rule: &str) -> (&'static str, &'static str) {
    use crate::FieldType as Type;
    let types = [Type::Integer, Type::Number, Type::Boolean, Type::Date, Type::Datetime, Type::Time];
    let named = types.into_iter().find(|field_type| rule.ends_with(&format!("={}", field_type.name())));
    type_name(named.unwrap_or_default())
}

fn value_message(title: &str, kind: &Message, count: u64) -> Message {
    let ((uk, en), verb) = (values(count), plural(count, "не відповідає", "не відповідають", "не відповідають"));
    Message::new(
        format!("У полі «{title}» {uk} {verb} правилам: {}. Звірте з джерелом і виправте.", kind.uk),
        format!("In the field “{title}” {en} break the rules of: {}. Compare with the source and correct.", kind.en),
    )
}

fn required_message(title: &str, _: &str, count: u64, _: &Field) -> Message {
    let ((uk, en), verb) = (rows(count), plural(count, "не має", "не мають", "не мають"));
    Message::new(
        format!("{uk} {verb} значення в обов’язковому полі «{title}». Заповніть його."),
        format!("{en} lack a value in the required field “{title}”. Fill it in."),
    )
}

fn enum_message(title: &str, _: &str, count: u64, field: &Field) -> Message {
    const LISTED: usize = 8;
    let (uk, en) = values(count);
    let lawful = &field.constraints.lawful;
    let mut list = lawful.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if lawful.len() > LISTED {
        list.push_str(", …");
    }
    Message::new(
        format!("У полі «{title}» {uk} поза переліком дозволених: {list}. Виправте у файлі."),
        format!("In the field “{title}” {en} are not in the list of lawful ones: {list}. Correct them in the file."),
    )
}

fn pattern_message(title: &str, _: &str, count: u64, field: &Field) -> Message {
    let (uk, en) = values(count);
    let pattern = field.constraints.pattern.as_deref().unwrap_or_default();
    Message::new(
        format!("У полі «{title}» {uk} не за зразком {pattern}. Виправте у файлі."),
        format!("In the field “{title}” {en} do not match the pattern {pattern}. Correct them in the file."),
    )
}

fn range_message(title: &str, _: &str, count: u64, field: &Field) -> Message {
    let (uk, en) = values(count);
    let constraints = &field.constraints;
    let either = |bound: &Option<String>, exclusive: &Option<String>| bound.as_ref().or(exclusive.as_ref()).cloned();
    let least = either(&constraints.minimum, &constraints.exclusive_minimum);
    let most = either(&constraints.maximum, &constraints.exclusive_maximum);
    let (least, most) = (least.as_deref(), most.as_deref());
    Message::new(
        format!(
            "У полі «{title}» {uk} поза межами: від {} до {}. Виправте у файлі.",
            least.unwrap_or("…"),
            most.unwrap_or("…")
        ),
        format!(
            "In the field “{title}” {en} lie outside {} to {}. Correct them in the file.",
            least.unwrap_or("…"),
            most.unwrap_or("…")
        ),
    )
}

fn length_message(title: &str, rule: &str, count: u64, _: &Field) -> Message {
    let (uk, en) = values(count);
    Message::new(
        format!("У полі «{title}» {uk} задовгі або закороткі ({rule}). Виправте у файлі."),
        format!("In the field “{title}” {en} are too long or too short ({rule}). Correct them in the file."),
    )
}
