//! The rows of one sheet, batch by batch. A thread of its own unpacks and parses while the batch before is being worked on.

use std::sync::{
    Arc,
    mpsc::{Receiver, SyncSender, sync_channel},
};

use super::{
    SheetReader,
    cells::CellNotes,
    kept::{KeptRows, KeptSheet},
    merges::FillDown,
    row::{Merge, SheetRow},
};
use crate::{
    Container, Finding, Limits, Reading, Source, TableReading, TextBatch,
    finding::EngineError,
    read::{
        RowReader,
        allowance::Allowance,
        columns::Columns,
        package::{Packed, damaged},
        repeat::HeaderRows,
    },
};

/// Batches parsed ahead.
const BATCHES_AHEAD: usize = 1;

/// Reads the rows of one table of a sheet.
pub(in crate::read) struct TableRows {
    /// What the thread begins with; nothing once it has begun.
    start: Option<Start>,
    parcels: Option<Receiver<Parcel>>,
    notes: Vec<Finding>,
}

struct Start {
    rows: Rows,
    container: Container,
    table: TableReading,
    limits: Limits,
    drops_noise: bool,
    allowance: Allowance,
}

/// Where the rows come from.
enum Rows {
    /// The first pass kept them.
    Kept(Arc<KeptSheet>),
    File(Packed),
}

enum Parcel {
    Batch(TextBatch),
    Done(Vec<Finding>),
    Failed(EngineError),
}

impl TableRows {
    /// Opens the table of a reading.
    pub(in crate::read) fn open(
        source: &dyn Source,
        reading: &Reading,
        table: &TableReading,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        let start = Start {
            rows: match reading.kept.sheet(table.sheet.as_deref().unwrap_or_default()) {
                Some(kept) => Rows::Kept(kept),
                None => Rows::File(Packed::of(source, limits)?),
            },
            container: reading.container,
            table: table.clone(),
            limits: limits.clone(),
            drops_noise: false,
            allowance: Allowance::of(source.size(), limits),
        };
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

impl RowReader for TableRows {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        if let Some(start) = self.start.take() {
            self.parcels = Some(start.begin()?);
        }
        match self.parcels.as_ref().map(Receiver::recv) {
            Some(Ok(Parcel::Batch(batch))) => Ok(Some(batch)),
            Some(Ok(Parcel::Done(notes))) => {
                self.notes = notes;
                self.parcels = None;
                Ok(None)
            }
            Some(Ok(Parcel::Failed(error))) => Err(error),
            // The thread is gone without a last word: what it has not sent must not be taken for the end.
            Some(Err(_)) => Err(std::io::Error::other("the reader of a sheet stopped").into()),
            None => Ok(None),
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
    let Start { rows, container, table, limits, drops_noise, mut allowance } = start;
    let input = match rows {
        Rows::Kept(kept) => {
            let picker = Picker::new(table, kept.tall_merges.clone(), &limits);
            return send_picked(&mut KeptRows::new(kept), picker, drops_noise, &mut allowance, &limits, sender);
        }
        Rows::File(input) => input,
    };
    let mut book = super::open(container, input, &limits)?;
    let wanted = table.sheet.as_deref().unwrap_or_default();
    let sheet = book.sheets().iter().position(|sheet| sheet.name == wanted).ok_or_else(damaged)?;
    let merges = if table.no_tall_merges { Vec::new() } else { book.tall_merges(sheet)? };
    let mut reader = book.rows(sheet)?.ok_or_else(damaged)?;
    send_picked(&mut *reader, Picker::new(table, merges, &limits), drops_noise, &mut allowance, &limits, sender)
}

fn send_picked(
    reader: &mut dyn SheetReader,
    mut rows: Picker,
    drops_noise: bool,
    allowance: &mut Allowance,
    limits: &Limits,
    sender: &SyncSender<Parcel>,
) -> Result<Vec<Finding>, EngineError> {
    let mut row = SheetRow::default();
    let mut columns = Columns::new(rows.width, limits);
    while reader.next_row(&mut row)? {
        if rows.is_past(row.place) {
            break;
        }
        if drops_noise {
            row.drop_noise();
        }
        rows.take(&row, &mut columns);
        if columns.is_full(limits) {
            allowance.spend(columns.bytes)?;
            let full = std::mem::replace(&mut columns, Columns::new(rows.width, limits));
            if sender.send(Parcel::Batch(full.finish())).is_err() {
                return Ok(Vec::new());
            }
        }
    }
    if !columns.places.is_empty() && sender.send(Parcel::Batch(columns.finish())).is_err() {
        return Ok(Vec::new());
    }
    Ok(rows.notes.findings())
}

/// Picks what of a sheet's rows belongs to the table.
struct Picker {
    table: TableReading,
    width: usize,
    /// What each column of the sheet is to the table.
    columns: Vec<Role>,
    header: HeaderRows,
    fill: FillDown,
    last_place: u64,
    notes: CellNotes,
}

/// What a column of the sheet is to the table.
#[derive(Debug, Clone, Copy)]
enum Role {
    Field(usize),
    /// Another table's.
    Beside,
    /// Nobody's.
    Stray,
}

impl Picker {
    fn new(table: TableReading, merges: Vec<Merge>, limits: &Limits) -> Self {
        let most = table.columns.iter().chain(&table.beside).copied().max().unwrap_or_default() as usize;
        let mut columns = vec![Role::Stray; most];
        let mut set = |column: u32, role: Role| {
            if let Some(slot) = (column as usize).checked_sub(1).and_then(|column| columns.get_mut(column)) {
                *slot = role;
            }
        };
        table.beside.iter().for_each(|column| set(*column, Role::Beside));
        table.columns.iter().enumerate().for_each(|(field, column)| set(*column, Role::Field(field)));
        // Blocks of the header and of titles are not data.
        let is_field = |column: u32| matches!(columns.get(column as usize), Some(Role::Field(_)));
        let merges = merges.into_iter();
        let merges =
            merges.filter(|merge| merge.first_row >= table.first_row && is_field(merge.first_column)).collect();
        Self {
            width: table.columns.len(),
            last_place: table.first_row.saturating_sub(1),
            columns,
            header: HeaderRows::default(),
            fill: FillDown::new(merges),
            notes: CellNotes::new(&table, limits.examples_max),
            table,
        }
    }

    fn role(&self, column: u32) -> Role {
        self.columns.get(column as usize).copied().unwrap_or(Role::Stray)
    }

    fn is_past(&self, place: u64) -> bool {
        self.table.last_row.is_some_and(|last| place > last)
    }

    fn take(&mut self, row: &SheetRow, columns: &mut Columns) {
        let is_header = self.table.header_rows.contains(&row.place);
        if !is_header && row.place < self.table.first_row {
            return;
        }
        for column in row.uncomputed() {
            if let (Role::Field(_), false) = (self.role(column), is_header) {
                self.notes.uncomputed(row.place, column);
            }
        }
        let mut values = vec![""; self.width];
        let (mut filled, mut beyond) = (0, None);
        for (column, text, mark) in row.cells() {
            let blank = text.trim().is_empty();
            match self.role(column) {
                Role::Field(field) => {
                    values[field] = text;
                    filled += usize::from(!blank);
                    if !is_header {
                        self.notes.cell(row.place, column, text, mark);
                    }
                }
                Role::Stray if !blank => beyond = beyond.or(Some((column, text))),
                Role::Stray | Role::Beside => {}
            }
        }
        if is_header {
            self.header.remember(&values);
            return;
        }
        if filled == 0 && beyond.is_none() {
            return;
        }
        self.count_gap(row.place);
        if self.header.is_repeated_by(&values) {
            self.notes.repeated(row.place, &values);
            return;
        }
        if let Some((column, text)) = beyond {
            self.notes.stray(row.place, column, text);
        }
        self.notes.row(row.place, &values, filled);
        if !self.fill.is_idle() {
            for (column, text) in self.fill.at(row) {
                if let Some(Role::Field(field)) = self.columns.get(column as usize).copied()
                    && values[field].is_empty()
                {
                    values[field] = text;
                    self.notes.filled(row.place, column, text);
                }
            }
        }
        for (builder, value) in columns.builders.iter_mut().zip(&values) {
            columns.bytes += value.len() + 4;
            builder.append_value(value);
        }
        columns.places.push(row.place);
    }

    fn count_gap(&mut self, at: u64) {
        let gap = at.saturating_sub(self.last_place + 1);
        if gap > 0 {
            self.notes.gap(self.last_place + 1, gap);
        }
        self.last_place = self.last_place.max(at);
    }
}
