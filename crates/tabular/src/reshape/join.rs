//! Tables of one structure, such as the twelve sheets of a year, read as one: their rows follow each other, a field says which.

use arrow::array::StringArray;

use crate::{
    Finding, FixId, FixOffer, Limits, Message, Reading, Recipe, Safety, Severity, Source, TableReading, TextBatch,
    finding::{AppliedFix, EngineError},
    fix::field_names,
    read::{RowReader, open_table},
};

/// Fields from which on the same header is no coincidence.
const FIELDS_MIN: usize = 2;
/// The field that says which table a row comes from.
const ORIGIN: &str = "Аркуш";

/// The earlier table that a table's rows go to, where a recipe joins tables.
pub fn joined_into(recipe: &Recipe, reading: &Reading, table: usize) -> Option<usize> {
    let is_wanted = recipe.steps.iter().any(|step| step.fix == FixId::JoinTables) && !recipe.as_text;
    if !is_wanted {
        return None;
    }
    alike(recipe, reading, table).into_iter().next().filter(|first| *first != table)
}

/// All tables with the header of a table, itself included, in the order of the file.
fn alike(recipe: &Recipe, reading: &Reading, table: usize) -> Vec<usize> {
    let names = |table: &TableReading| field_names(&table.headers, false, &[]);
    let own = names(&reading.tables[table]);
    let is_skipped = |table: &TableReading| recipe.reading.skipped_tables.contains(&table.name);
    let all = reading.tables.iter().enumerate();
    let same = all.filter(|(at, other)| *at == table || (!is_skipped(other) && names(other) == own));
    if own.len() < FIELDS_MIN { vec![table] } else { same.map(|(at, _)| at).collect() }
}

/// The table that a recipe makes of a table and those it joins with it.
pub(crate) struct Union {
    /// As it is read.
    pub(crate) table: TableReading,
    /// Tables whose rows it has; one where nothing is joined.
    members: Vec<usize>,
}

impl Union {
    pub(crate) fn of(recipe: &Recipe, reading: &Reading, table: usize) -> Self {
        let own = &reading.tables[table];
        let is_first = joined_into(recipe, reading, table).is_none();
        let step = recipe.steps.iter().find(|step| step.fix == FixId::JoinTables && !recipe.as_text);
        let members = alike(recipe, reading, table);
        let Some(step) = step.filter(|_| is_first && members.len() > 1) else {
            return Self { table: own.clone(), members: vec![table] };
        };
        let mut joined = own.clone();
        let origin = step.choice.clone().unwrap_or_else(|| ORIGIN.to_owned());
        joined.headers.push(origin);
        joined.columns.push(own.columns.last().copied().unwrap_or(1));
        let sheets: Vec<&str> = members.iter().filter_map(|at| reading.tables[*at].sheet.as_deref()).collect();
        joined.sheet = (!sheets.is_empty()).then(|| sheets.join(", "));
        for at in members.iter().filter(|at| **at != table) {
            joined.notes.extend(reading.tables[*at].notes.iter().cloned());
        }
        Self { table: joined, members }
    }

    pub(crate) fn open<'a>(
        &'a self,
        source: &'a dyn Source,
        reading: &'a Reading,
        limits: &'a Limits,
    ) -> Result<Box<dyn RowReader + 'a>, EngineError> {
        if let [only] = self.members[..] {
            return open_table(source, reading, only, limits).map(|reader| reader as Box<dyn RowReader + 'a>);
        }
        Ok(Box::new(Members {
            source,
            reading,
            limits,
            left: self.members.iter().rev().copied().collect(),
            current: None,
            drops_noise: false,
            notes: Vec::new(),
        }))
    }

    /// What was joined: how many tables.
    pub(crate) fn applied(&self) -> Option<AppliedFix> {
        (self.members.len() > 1).then(|| AppliedFix {
            id: FixId::JoinTables,
            field: self.table.headers.last().cloned(),
            count: self.members.len() as u64,
            examples: Vec::new(),
            step: None,
        })
    }

    /// What a recipe that joins nothing is offered.
    pub(crate) fn finding(recipe: &Recipe, reading: &Reading, table: usize) -> Option<Finding> {
        let members = alike(recipe, reading, table);
        let is_joined = recipe.as_text || recipe.steps.iter().any(|step| step.fix == FixId::JoinTables);
        if is_joined || members.len() < 2 || members[0] != table {
            return None;
        }
        let count = members.len() as u64;
        let named: Vec<&str> = members.iter().map(|at| origin_of(&reading.tables[*at])).collect();
        let named = named.join("», «");
        Some(Finding {
            kind: "same-structure".to_owned(),
            severity: Severity::Info,
            field: None,
            count,
            rule: "table=one-structure".to_owned(),
            message: Message::new(
                format!(
                    "Таблиць з однаковими полями: {count} («{named}»). Застосуйте виправлення «Об’єднання таблиць» — стане одна, з полем «{ORIGIN}»."
                ),
                format!(
                    "Tables with the same fields: {count} (“{}”). Apply the fix “Join tables”; one remains, with the field “{ORIGIN}”.",
                    named.replace("», «", "”, “")
                ),
            ),
            fix: Some(FixOffer::new(FixId::JoinTables, Safety::Suggestion)),
            examples: Vec::new(),
        })
    }
}

fn origin_of(table: &TableReading) -> &str {
    table.sheet.as_deref().unwrap_or(&table.title)
}

/// Reads tables one after the other.
struct Members<'a> {
    source: &'a dyn Source,
    reading: &'a Reading,
    limits: &'a Limits,
    /// The next one last.
    left: Vec<usize>,
    current: Option<(usize, Box<dyn RowReader>)>,
    drops_noise: bool,
    notes: Vec<Finding>,
}

impl RowReader for Members<'_> {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        loop {
            let Some((at, reader)) = &mut self.current else {
                let Some(next) = self.left.pop() else { return Ok(None) };
                let mut reader = open_table(self.source, self.reading, next, self.limits)?;
                if self.drops_noise {
                    reader.drop_noise();
                }
                self.current = Some((next, reader));
                continue;
            };
            if let Some(mut batch) = reader.next_batch()? {
                let origin = origin_of(&self.reading.tables[*at]);
                batch.columns.push(StringArray::from_iter_values(std::iter::repeat_n(origin, batch.places.len())));
                return Ok(Some(batch));
            }
            self.notes.extend(reader.notes());
            self.current = None;
        }
    }

    fn drop_noise(&mut self) {
        self.drops_noise = true;
    }

    fn notes(&self) -> Vec<Finding> {
        self.notes.clone()
    }
}
