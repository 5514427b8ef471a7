//! The rows of one sheet, batch by batch. A thread of its own unpacks and parses while the batch before is being worked on.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::{
    merges::{FillDown, tall_merges},
    package::{Package, damaged},
    sheet::{Lookup, SheetReader, SheetRow},
    workbook::Workbook,
};
use crate::{
    Finding, Limits, Message, Place, ReadSeek, Severity, Source, TableReading, TextBatch,
    finding::EngineError,
    read::{
        RowReader,
        columns::Columns,
        note::{Rule, Tally, rows_en, rows_uk},
    },
};

/// Batches parsed ahead.
const BATCHES_AHEAD: usize = 1;

/// Reads the rows of one sheet's table.
pub(in crate::read) struct SheetRows {
    /// What the thread begins with; nothing once it has begun.
    start: Option<Start>,
    parcels: Option<Receiver<Parcel>>,
    notes: Vec<Finding>,
}

struct Start {
    input: Box<dyn ReadSeek>,
    table: TableReading,
    limits: Limits,
    drops_noise: bool,
}

enum Parcel {
    Batch(TextBatch),
    Done(Vec<Finding>),
    Failed(EngineError),
}

impl SheetRows {
    /// Opens the table of a reading.
    pub(in crate::read) fn open(
        source: &dyn Source,
        table: &TableReading,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        let start = Start { input: source.open()?, table: table.clone(), limits: limits.clone(), drops_noise: false };
        Ok(Self { start: Some(start), parcels: None, notes: Vec::new() })
    }
}

impl Start {
    fn begin(self) -> Result<Receiver<Parcel>, EngineError> {
        let (sender, parcels) = sync_channel(BATCHES_AHEAD);
        std::thread::Builder::new().name("sheet-rows".to_owned()).spawn(move || {
            let end = match send_rows(self, &sender) {
                Ok(notes) => Parcel::Done(notes),
                Err(error) => Parcel::Failed(error),
            };
            // Nobody listens any more where the reader was dropped early.
            let _ = sender.send(end);
        })?;
        Ok(parcels)
    }
}

impl RowReader for SheetRows {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        if let Some(start) = self.start.take() {
            self.parcels = Some(start.begin()?);
        }
        match self.parcels.as_ref().map(Receiver::recv) {
            Some(Ok(Parcel::Batch(batch))) => Ok(Some(batch)),
            Some(Ok(Parcel::Done(notes))) => {
                self.notes = notes;
                Ok(None)
            }
            Some(Ok(Parcel::Failed(error))) => Err(error),
            // The thread has said its last word already.
            Some(Err(_)) | None => Ok(None),
        }
    }

    fn drop_noise(&mut self) {
        if let Some(start) = &mut self.start {
            start.drops_noise = true;
        }
    }

    fn notes(&self) -> Vec<Finding> {
        self.notes.clone()
    }
}

fn send_rows(start: Start, sender: &SyncSender<Parcel>) -> Result<Vec<Finding>, EngineError> {
    let Start { input, table, limits, drops_noise } = start;
    let limits = &limits;
    let mut package = Package::open(input, limits)?;
    let workbook = Workbook::read(&mut package, limits)?;
    let wanted = table.sheet.as_deref().unwrap_or_default();
    let sheet = workbook.sheets.iter().find(|sheet| sheet.name == wanted).ok_or_else(damaged)?;
    let merges = tall_merges(package.part(&sheet.part)?.ok_or_else(damaged)?)?;
    let lookup =
        Lookup { strings: &workbook.strings, styles: &workbook.styles, system_1904: workbook.system_1904, drops_noise };
    let mut reader = SheetReader::new(package.part(&sheet.part)?.ok_or_else(damaged)?, lookup, limits);
    let mut rows = TableRows::new(table, merges, limits);
    let mut row = SheetRow::default();
    let mut columns = Columns::new(rows.width, limits);
    while reader.next_row(&mut row)? {
        if rows.is_past(row.place) {
            break;
        }
        rows.take(&row, &mut columns);
        if columns.is_full(limits) {
            let full = std::mem::replace(&mut columns, Columns::new(rows.width, limits));
            if sender.send(Parcel::Batch(full.finish())).is_err() {
                return Ok(Vec::new());
            }
        }
    }
    if !columns.places.is_empty() && sender.send(Parcel::Batch(columns.finish())).is_err() {
        return Ok(Vec::new());
    }
    Ok(rows.findings())
}

/// What of a sheet's rows belongs to the table.
struct TableRows {
    table: TableReading,
    width: usize,
    /// Field by column of the sheet.
    fields: Vec<Option<usize>>,
    fill: FillDown,
    last_place: u64,
    examples_max: usize,
    empty: Tally,
    long: Tally,
    errors: Tally,
    filled: Tally,
}

impl TableRows {
    fn new(table: TableReading, merges: Vec<super::sheet::Merge>, limits: &Limits) -> Self {
        let most = table.columns.iter().copied().max().unwrap_or_default() as usize;
        let mut fields = vec![None; most];
        for (field, column) in table.columns.iter().enumerate() {
            if let Some(slot) = (*column as usize).checked_sub(1).and_then(|column| fields.get_mut(column)) {
                *slot = Some(field);
            }
        }
        // Blocks of the header and of titles are not data.
        let merges = merges.into_iter().filter(|merge| merge.first_row >= table.first_row).collect();
        Self {
            width: table.columns.len(),
            last_place: table.first_row.saturating_sub(1),
            fields,
            fill: FillDown::new(merges),
            examples_max: limits.examples_max,
            table,
            empty: Tally::default(),
            long: Tally::default(),
            errors: Tally::default(),
            filled: Tally::default(),
        }
    }

    fn is_past(&self, place: u64) -> bool {
        self.table.last_row.is_some_and(|last| place > last)
    }

    fn take(&mut self, row: &SheetRow, columns: &mut Columns) {
        if row.place < self.table.first_row || row.is_blank() {
            return;
        }
        self.count_gap(row.place);
        let sheet = self.table.sheet.clone();
        let place = |column: Option<u32>| Place {
            sheet: sheet.clone(),
            row: Some(row.place),
            column: column.map(|column| column + 1),
        };
        let mut values = vec![""; self.width];
        let mut beyond = None;
        for (column, text, error) in row.cells() {
            match self.fields.get(column as usize).copied().flatten() {
                Some(field) => {
                    values[field] = text;
                    if error {
                        self.errors.add(self.examples_max, || (place(Some(column)), text.to_owned()));
                    }
                }
                None if !text.trim().is_empty() => beyond = beyond.or(Some((column, text))),
                None => {}
            }
        }
        if let Some((column, text)) = beyond {
            self.long.add(self.examples_max, || (place(Some(column)), text.to_owned()));
        }
        for (column, text) in self.fill.at(row) {
            if let Some(field) =
                self.fields.get(column as usize).copied().flatten().filter(|field| values[*field].is_empty())
            {
                values[field] = text;
                self.filled.add(self.examples_max, || (place(Some(column)), text.to_owned()));
            }
        }
        for (builder, value) in columns.builders.iter_mut().zip(&values) {
            columns.bytes += value.len() + 4;
            builder.append_value(value);
        }
        columns.places.push(row.place);
    }

    fn count_gap(&mut self, place: u64) {
        let gap = place.saturating_sub(self.last_place + 1);
        let first = self.last_place + 1;
        if gap > 0 {
            let sheet = self.table.sheet.clone();
            self.empty
                .add_many(gap, self.examples_max, || (Place { sheet, row: Some(first), column: None }, String::new()));
        }
        self.last_place = self.last_place.max(place);
    }

    fn findings(&self) -> Vec<Finding> {
        let rule = |kind, severity, broken| Rule { kind, severity, broken };
        let row = Tally::first_row;
        [
            self.long.finding(rule("ragged-row", Severity::Error, "cells=header"), |tally| {
                Message::new(
                    format!("{}: значення стоять поза стовпцями таблиці (перший випадок — рядок {}). Їх не прочитано. Перенесіть їх у таблицю або видаліть.", rows_uk(tally.count), row(tally)),
                    format!("{} hold values outside the table's columns (first: row {}). They were not read. Move them into the table or delete them.", rows_en(tally.count), row(tally)),
                )
            }),
            self.errors.finding(rule("formula-error", Severity::Warning, "value=not-error"), |tally| {
                Message::new(
                    format!("Комірок, де формула дала помилку: {} (перша — у рядку {}). Їх прочитано як текст. Виправте формули у файлі або позначте значення як порожні.", tally.count, row(tally)),
                    format!("Cells whose formula ended in an error: {} (first in row {}). They were read as text. Mend the formulas or mark the values as empty.", tally.count, row(tally)),
                )
            }),
            self.filled.finding(rule("merged-cells", Severity::Info, "cells=single"), |tally| {
                Message::new(
                    format!("Комірок, об’єднаних по вертикалі: {} (перша — у рядку {}). Значення повторено в кожному рядку. Перевірте, чи воно справді стосується всіх цих рядків.", tally.count, row(tally)),
                    format!("Cells under vertically merged ones: {} (first in row {}). The value was repeated in each row. Check that it holds for all of them.", tally.count, row(tally)),
                )
            }),
            self.empty.finding(rule("empty-rows", Severity::Info, "row=value"), |tally| {
                Message::new(
                    format!("Порожніх рядків: {} (перший — рядок {}). Їх пропущено; робити нічого не треба.", tally.count, row(tally)),
                    format!("Empty rows: {} (first: row {}). They were left out; nothing needs doing.", tally.count, row(tally)),
                )
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
