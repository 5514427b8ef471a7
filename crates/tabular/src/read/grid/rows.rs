//! The rows of one table of a grid.

use super::{GridLine, GridSource};
use crate::{
    Finding, Limits, Message, Place, Severity, TableReading, TextBatch,
    finding::EngineError,
    read::{
        RowReader,
        allowance::Allowance,
        columns::Columns,
        note::{Rule, Tally, rows_en, rows_uk},
    },
};

/// Reads rows.
pub(in crate::read) struct GridRowReader<S> {
    source: S,
    line: GridLine,
    table: TableReading,
    limits: Limits,
    allowance: Allowance,
    finished: bool,
    empty: Tally,
    long: Tally,
}

impl<S: GridSource> GridRowReader<S> {
    /// Reads a table's rows out of the rows of its file.
    pub(in crate::read) fn new(source: S, table: &TableReading, file_bytes: u64, limits: &Limits) -> Self {
        Self {
            source,
            line: GridLine::default(),
            table: table.clone(),
            limits: limits.clone(),
            allowance: Allowance::of(file_bytes, limits),
            finished: false,
            empty: Tally::default(),
            long: Tally::default(),
        }
    }

    fn is_row(&self) -> bool {
        let line = &self.line;
        !line.is_beside
            && self.table.sheet.as_deref() == Some(line.table.as_str())
            && line.place >= self.table.first_row
            && self.table.last_row.is_none_or(|last| line.place <= last)
    }

    fn take(&mut self, columns: &mut Columns) {
        let most = self.limits.examples_max;
        let cell = |column: &u32| self.line.cells.get(*column as usize - 1).map_or("", String::as_str);
        let place = |column| Place { sheet: self.table.sheet.clone(), row: Some(self.line.place), column };
        if self.table.columns.iter().all(|column| cell(column).trim().is_empty()) {
            self.empty.add(most, || (place(None), String::new()));
            return;
        }
        for (builder, column) in columns.builders.iter_mut().zip(&self.table.columns) {
            let value = cell(column);
            columns.bytes += value.len() + 4;
            builder.append_value(value);
        }
        columns.places.push(self.line.place);
        let last = self.table.columns.last().map_or(0, |column| *column as usize);
        let beyond = self.line.cells.iter().enumerate().skip(last).find(|(_, cell)| !cell.trim().is_empty());
        if let Some((column, value)) = beyond {
            self.long.add(most, || (place(u32::try_from(column + 1).ok()), value.clone()));
        }
    }
}

impl<S: GridSource> RowReader for GridRowReader<S> {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        let mut columns = Columns::new(self.table.columns.len(), &self.limits);
        while !self.finished && !columns.is_full(&self.limits) {
            let mut line = std::mem::take(&mut self.line);
            self.finished = !self.source.next(&mut line)?;
            self.line = line;
            if !self.finished && self.is_row() {
                self.take(&mut columns);
            }
        }
        self.allowance.spend(columns.bytes)?;
        Ok((!columns.places.is_empty()).then(|| columns.finish()))
    }

    fn notes(&self) -> Vec<Finding> {
        let long = Rule { kind: "ragged-row", severity: Severity::Error, broken: "cells=header" };
        let empty = Rule { kind: "empty-rows", severity: Severity::Info, broken: "row=value" };
        let first = Tally::first_row;
        let long = self.long.finding(long, |tally| {
            Message::new(
                format!("{}: значень більше, ніж стовпців у таблиці (перший випадок — рядок {}). Зайві значення не прочитано. Перевірте ці рядки.", rows_uk(tally.count), first(tally)),
                format!("{} hold more values than the table has columns (first: row {}). The extra values were not read. Check these rows.", rows_en(tally.count), first(tally)),
            )
        });
        let empty = self.empty.finding(empty, |tally| {
            Message::new(
                format!(
                    "Порожніх рядків: {} (перший — рядок {}). Їх пропущено; робити нічого не треба.",
                    tally.count,
                    first(tally)
                ),
                format!(
                    "Empty rows: {} (first: row {}). They were left out; nothing needs doing.",
                    tally.count,
                    first(tally)
                ),
            )
        });
        long.into_iter().chain(empty).collect()
    }
}
