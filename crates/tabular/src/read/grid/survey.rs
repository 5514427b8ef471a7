//! One look over all rows: where each table begins and ends, and which columns it uses.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::{GridLine, GridSource};
use crate::{
    Finding, Limits, TableReading,
    finding::EngineError,
    read::{
        allowance::Allowance,
        beside::Beside,
        csv::too_many_columns,
        foot::{below_last, footnotes},
        layout::{GridRow, layout_from},
        name::{is_generic, stem, table_name, unique},
        notes::{TableNotes, title_text},
        record::too_many_tables,
    },
    recipe::ReadingChoices,
};

/// Rows of the beginning in which the header is looked for, and the bytes they may take.
const HEAD_ROWS: usize = 400;
const HEAD_BYTES: usize = 4 << 20;
/// Rows of the end in which footnotes are looked for.
const TAIL_ROWS: usize = 60;
/// Bytes of a row of the end; wider rows are nobody's footnotes.
const TAIL_ROW_BYTES: usize = 64 << 10;

/// What a cell costs besides its text, blank or not.
const CELL_BYTES: usize = 4;

/// The tables of a file, and what stands beside them.
pub(in crate::read) struct GridTables {
    pub(in crate::read) tables: Vec<TableReading>,
    pub(in crate::read) beside: Beside,
}

/// What one table is made of.
#[derive(Default)]
struct Survey {
    key: String,
    head: Vec<GridRow>,
    head_bytes: usize,
    tail: VecDeque<GridRow>,
    /// Values per column.
    values: Vec<u64>,
    rows: u64,
    last_place: u64,
}

/// Finds the tables of a file.
pub(in crate::read) fn tables(
    mut source: impl GridSource,
    file: &str,
    choices: &ReadingChoices,
    limits: &Limits,
    mut allowance: Allowance,
    notes: Vec<Finding>,
) -> Result<GridTables, EngineError> {
    let mut surveys: Vec<Survey> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut beside = Beside::default();
    let mut line = GridLine::default();
    while source.next(&mut line)? {
        if line.is_beside {
            line.cells.iter().for_each(|text| beside.push(&line.table, text));
            continue;
        }
        line.beside.iter().for_each(|text| beside.push(&line.table, text));
        allowance.spend(line.cells.iter().map(|cell| cell.len() + CELL_BYTES).sum())?;
        let at = match index.get(&line.table) {
            Some(at) => *at,
            None if surveys.len() >= limits.tables_max => return Err(too_many_tables(limits.tables_max).into()),
            None => {
                index.insert(line.table.clone(), surveys.len());
                surveys.push(Survey { key: line.table.clone(), ..Survey::default() });
                surveys.len() - 1
            }
        };
        surveys[at].add(&line, limits)?;
    }
    let (tabular, prose): (Vec<Survey>, Vec<Survey>) = surveys.into_iter().partition(Survey::is_table);
    for survey in &prose {
        survey.head.iter().for_each(|row| row.cells.iter().for_each(|text| beside.push(&survey.key, text)));
    }
    let (single, file, mut taken) = (tabular.len() == 1, stem(file), Vec::new());
    let mut tables = Vec::new();
    for survey in tabular {
        let title = if single && is_generic(&survey.key) { file } else { &survey.key };
        let base = table_name(title).or_else(|| table_name(file)).unwrap_or_else(|| "table".to_owned());
        let name = unique(&base, &taken);
        let title = title.to_owned();
        taken.push(name.clone());
        if !choices.skipped_tables.contains(&name) {
            tables.push(survey.reading(name, title, choices, limits, &mut beside));
        }
    }
    if let Some(first) = tables.first_mut() {
        first.notes.splice(0..0, notes.into_iter().chain(beside.note()));
    }
    Ok(GridTables { tables, beside })
}

impl Survey {
    fn add(&mut self, line: &GridLine, limits: &Limits) -> Result<(), EngineError> {
        if line.cells.len() > limits.columns_max {
            return Err(too_many_columns(line.cells.len(), limits.columns_max).into());
        }
        for (column, cell) in line.cells.iter().enumerate() {
            if self.values.len() <= column {
                self.values.resize(column + 1, 0);
            }
            self.values[column] += u64::from(!cell.trim().is_empty());
        }
        self.rows += u64::from(line.cells.iter().any(|cell| !cell.trim().is_empty()));
        self.last_place = line.place;
        let row = GridRow {
            place: line.place,
            cells: line.cells.clone(),
            covered: line.covered.clone(),
            height: line.height,
        };
        let bytes: usize = row.cells.iter().map(|cell| cell.len() + size_of::<String>()).sum();
        if self.tail.len() >= TAIL_ROWS {
            self.tail.pop_front();
        }
        let few = if bytes <= TAIL_ROW_BYTES { usize::MAX } else { 100 };
        self.tail.push_back(GridRow { cells: row.cells.iter().take(few).cloned().collect(), ..row.clone() });
        if self.head.len() < HEAD_ROWS && (self.head.len() < 3 || self.head_bytes + bytes <= HEAD_BYTES) {
            self.head_bytes += bytes;
            self.head.push(row);
        }
        Ok(())
    }

    /// Whether this is more than a frame around texts.
    fn is_table(&self) -> bool {
        self.rows >= 2 && self.values.iter().filter(|count| **count > 0).count() >= 1
    }

    fn reading(
        mut self,
        name: String,
        title: String,
        choices: &ReadingChoices,
        limits: &Limits,
        beside: &mut Beside,
    ) -> TableReading {
        let chosen = |choices: &BTreeMap<String, u64>| choices.get(&name).copied();
        let layout = layout_from(&self.head, chosen(&choices.header_rows), chosen(&choices.first_rows));
        let first_row = self.head.get(layout.body).map_or(self.last_place + 1, |row| row.place);
        let tail: Vec<GridRow> =
            self.tail.make_contiguous().iter().filter(|row| row.place >= first_row).cloned().collect();
        let below =
            below_last(&tail, chosen(&choices.last_rows)).unwrap_or_else(|| footnotes(&tail, self.values.len()));
        let (body, feet) = tail.split_at(tail.len() - below);
        let last_row =
            (below > 0).then(|| body.iter().rev().find(|row| row.values() > 0).map_or(first_row, |row| row.place));
        let titles: Vec<&GridRow> = layout.title.iter().map(|index| &self.head[*index]).collect();
        let feet: Vec<&GridRow> = feet.iter().filter(|row| row.values() > 0).collect();
        for row in titles.iter().chain(&feet) {
            row.cells.iter().for_each(|text| beside.push(&self.key, text));
        }
        let outer = |column: usize| {
            let filled = |row: &&&GridRow| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty());
            titles.iter().chain(&feet).filter(filled).count() as u64
        };
        let used = |column: &usize| self.values[*column] > outer(*column);
        let first = (0..self.values.len()).find(used).unwrap_or(0);
        let last = (0..self.values.len()).rev().find(used).unwrap_or(0);
        let header_rows: Vec<u64> = layout.header.iter().map(|index| self.head[*index].place).collect();
        let around = TableNotes {
            sheet: Some(&self.key),
            titles: &titles,
            header_rows: &header_rows,
            feet: &feet,
            examples_max: limits.examples_max,
        };
        TableReading {
            name,
            title: title_text(&titles).unwrap_or(title),
            sheet: Some(self.key.clone()),
            title_rows: titles.iter().map(|row| row.place).collect(),
            header_rows: header_rows.clone(),
            first_row,
            last_row,
            headers: (first..=last).map(|column| layout.headers.get(column).cloned().unwrap_or_default()).collect(),
            columns: (first..=last).map(|column| u32::try_from(column + 1).unwrap_or(u32::MAX)).collect(),
            notes: around.findings(),
            ..TableReading::default()
        }
    }
}
