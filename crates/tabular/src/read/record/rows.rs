//! The rows of one table made of records.

use std::collections::HashMap;

use super::{Record, Records, geometry_names, position_of};
use crate::{
    Finding, Limits, Message, Place, Severity, TableReading, TextBatch,
    finding::EngineError,
    read::{
        RowReader,
        allowance::Allowance,
        columns::{Columns, Guess},
        note::{Rule, Tally},
    },
};

/// Reads the rows of one table.
pub(in crate::read) struct RecordRows {
    records: Box<dyn Records>,
    record: Record,
    table: TableReading,
    key: String,
    limits: Limits,
    places: HashMap<String, usize>,
    guess: Guess,
    /// For each column the row that last had a value, and the value's number among the cells.
    slots: Vec<(u64, usize)>,
    row: u64,
    finished: bool,
    allowance: Allowance,
    notes: RecordNotes,
}

#[derive(Default)]
struct RecordNotes {
    empty: Tally,
    twice: Tally,
    undecodable: Tally,
    nuls: Tally,
}

impl RecordRows {
    /// Reads a table's rows out of the records of its file.
    pub(in crate::read) fn new(
        records: Box<dyn Records>,
        table: &TableReading,
        file_bytes: u64,
        limits: &Limits,
    ) -> Self {
        let places = table.headers.iter().enumerate().rev().map(|(at, header)| (header.clone(), at)).collect();
        Self {
            records,
            record: Record::within(limits),
            key: table.sheet.clone().unwrap_or_default(),
            table: table.clone(),
            limits: limits.clone(),
            places,
            guess: Guess::default(),
            slots: vec![(0, 0); table.headers.len()],
            row: 0,
            finished: false,
            allowance: Allowance::of(file_bytes, limits),
            notes: RecordNotes::default(),
        }
    }

    fn take(&mut self, columns: &mut Columns) {
        self.row += 1;
        self.guess.restart();
        let (mut any, most) = (false, self.limits.examples_max);
        let mut values: Vec<&str> = Vec::with_capacity(self.slots.len());
        for (name, value) in self.record.cells() {
            let guess = &mut self.guess;
            let Some(column) = guess
                .next(&self.table.headers, &self.places, name)
                .or_else(|| column_of(&self.places, name, self.slots.len()))
            else {
                continue;
            };
            any |= !value.is_empty();
            let place = || Place {
                row: Some(self.record.place),
                column: column_number(column),
                sheet: self.table.sheet.clone(),
            };
            let slot = &mut self.slots[column];
            if slot.0 == self.row {
                let lost = values[slot.1];
                self.notes.twice.add(most, || (place(), lost.to_owned()));
            }
            *slot = (self.row, values.len());
            values.push(value);
            if value.contains('\u{fffd}') {
                self.notes
                    .undecodable
                    .add_many(value.matches('\u{fffd}').count() as u64, most, || (place(), value.to_owned()));
            }
            if memchr::memchr(0, value.as_bytes()).is_some() {
                self.notes.nuls.add_many(value.matches('\0').count() as u64, most, || (place(), value.to_owned()));
            }
        }
        if !any {
            let place = Place { row: Some(self.record.place), column: None, sheet: self.table.sheet.clone() };
            self.notes.empty.add(most, || (place, String::new()));
            return;
        }
        for (builder, slot) in columns.builders.iter_mut().zip(&self.slots) {
            let value = if slot.0 == self.row { values[slot.1] } else { "" };
            columns.bytes += value.len() + 4;
            builder.append_value(value);
        }
        columns.places.push(self.record.place);
    }
}

/// The column of a cell whose name is not the column's header.
fn column_of(places: &HashMap<String, usize>, name: &str, width: usize) -> Option<usize> {
    if let Some(position) = position_of(name) {
        return (position < width).then_some(position);
    }
    geometry_names(name)?.iter().find_map(|name| places.get(name)).copied()
}

fn column_number(column: usize) -> Option<u32> {
    u32::try_from(column + 1).ok()
}

impl RowReader for RecordRows {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        let mut columns = Columns::new(self.table.headers.len(), &self.limits);
        let mut record = std::mem::take(&mut self.record);
        while !self.finished && !columns.is_full(&self.limits) {
            if !self.records.next(&mut record)? {
                self.finished = true;
                continue;
            }
            record.check()?;
            if record.table == self.key && record.place >= self.table.first_row {
                std::mem::swap(&mut self.record, &mut record);
                self.take(&mut columns);
                std::mem::swap(&mut self.record, &mut record);
            }
        }
        self.record = record;
        self.allowance.spend(columns.bytes)?;
        Ok((!columns.places.is_empty()).then(|| columns.finish()))
    }

    fn notes(&self) -> Vec<Finding> {
        let mut notes = self.records.notes();
        notes.extend(self.notes.findings());
        notes
    }
}

impl RecordNotes {
    fn findings(&self) -> Vec<Finding> {
        let rule = |kind, severity, broken| Rule { kind, severity, broken };
        let first = Tally::first_row;
        [
            self.twice.finding(rule("duplicate-key", Severity::Error, "keys=unique"), |tally| {
                Message::new(
                    format!("Поле вказано двічі в одному записі: {} (перший випадок — запис {}). Прочитано останнє значення. Залиште у файлі одне.", tally.count, first(tally)),
                    format!("A field stands twice in one record: {} (first: record {}). The last value was read. Keep only one in the file.", tally.count, first(tally)),
                )
            }),
            self.undecodable.finding(rule("undecodable", Severity::Error, "encoding=valid"), |tally| {
                Message::new(
                    format!("Символів, яких не вдалося прочитати: {} (перший — у записі {}). На їхньому місці стоїть «\u{fffd}». Виправте ці значення або виберіть інше кодування.", tally.count, first(tally)),
                    format!("Characters that could not be decoded: {} (first in record {}). They show as “\u{fffd}”. Mend these values or choose another encoding.", tally.count, first(tally)),
                )
            }),
            self.nuls.finding(rule("nul-bytes", Severity::Warning, "characters=printable"), |tally| {
                Message::new(
                    format!("Нульових байтів у тексті: {} (перший — у записі {}). Вони невидимі й заважають програмам. Застосуйте виправлення «невидимі символи».", tally.count, first(tally)),
                    format!("NUL bytes inside texts: {} (first in record {}). They are invisible and break programs. Apply the fix “invisible characters”.", tally.count, first(tally)),
                )
            }),
            self.empty.finding(rule("empty-rows", Severity::Info, "row=value"), |tally| {
                Message::new(
                    format!("Записів без жодного значення: {} (перший — {}). Їх пропущено; робити нічого не треба.", tally.count, first(tally)),
                    format!("Records without any value: {} (first: {}). They were left out; nothing needs doing.", tally.count, first(tally)),
                )
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
