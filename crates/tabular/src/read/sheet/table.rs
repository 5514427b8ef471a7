//! Where the tables lie on a sheet that was looked over, and what they are called.

use std::collections::BTreeMap;

use super::{outside::Outside, row::letters, side::parts, survey::Survey};
use crate::{
    Example, Finding, Limits, Message, Place, Severity, TableReading,
    finding::EngineError,
    read::{
        blocks::Block,
        csv::too_many_columns,
        foot::{below_last, footnotes},
        layout::{GridRow, Layout, layout_from, layout_of},
        name::{is_generic, stem, table_name, title_name, unique},
        note::{remark, rows_en, rows_uk},
        notes::{TableNotes, title_text},
    },
    recipe::ReadingChoices,
};

/// Blank columns after which values right of the header are strays.
const STRAY_GAP: usize = 4;

/// Gives tables their names, unique in the file.
pub(in crate::read) struct Naming {
    file: String,
    taken: Vec<String>,
}

impl Naming {
    /// For the tables of a file.
    pub(in crate::read) fn new(file: &str) -> Self {
        Self { file: stem(file).to_owned(), taken: Vec::new() }
    }

    /// A name for the next table: after its own title where a sheet holds several, else after the sheet.
    pub(in crate::read) fn name(&mut self, sheet: &str, title: Option<&str>, is_one_of_several: bool) -> String {
        let own = title.filter(|_| is_one_of_several).and_then(title_name);
        let name = own.or_else(|| table_name(sheet)).or_else(|| table_name(&self.file));
        let name = unique(name.as_deref().unwrap_or("table"), &self.taken);
        self.taken.push(name.clone());
        name
    }

    /// What somebody chose for the table; it may yet be called after the file.
    fn chosen(&self, choices: &BTreeMap<String, u64>, name: &str, sheet: &str) -> Option<u64> {
        let file = || is_generic(sheet).then(|| table_name(&self.file)).flatten();
        choices.get(name).or_else(|| file().and_then(|file| choices.get(&file))).copied()
    }

    /// Names that are known only at the end: a file's single table on a sheet whose name says nothing is called after the file.
    pub(super) fn settle(&self, tables: &mut [TableReading]) {
        let single = tables.len() == 1;
        for table in tables {
            let sheet = table.sheet.clone().unwrap_or_default();
            let is_file = single && is_generic(&sheet);
            if is_file && let Some(name) = table_name(&self.file) {
                table.name = name;
            }
            if table.title.is_empty() {
                table.title = if is_file { self.file.clone() } else { sheet };
            }
        }
    }
}

/// Finds the tables of a sheet.
pub(super) fn tables_of(
    sheet: &str,
    survey: Survey,
    naming: &mut Naming,
    choices: &ReadingChoices,
    limits: &Limits,
    outside: &mut Outside,
) -> Result<Vec<TableReading>, EngineError> {
    let Survey { blocks, hidden_rows, hidden_row_count, hidden_columns, tall_merges } = survey;
    let blocks: Vec<Vec<Block>> = blocks.into_iter().map(parts).collect();
    let all = blocks.iter().map(Vec::len).sum::<usize>();
    let mut tables: Vec<TableReading> = Vec::new();
    for (number, beside) in blocks.iter().enumerate() {
        for (part, block) in beside.iter().enumerate() {
            let is_bounded = number + 1 < blocks.len() || beside.len() > 1;
            let found = BlockTable { sheet: Some(sheet), from: sheet, block, is_bounded, is_one_of_several: all > 1 };
            let mut table = found.reading(naming, choices, limits, outside)?;
            let others = beside.iter().enumerate().filter(|(other, _)| *other != part).map(|(_, other)| other);
            table.no_tall_merges = tall_merges.is_empty();
            table.beside = others.flat_map(used).collect();
            if table.title.is_empty() && !tables.is_empty() {
                table.title = format!("{sheet} ({})", tables.len() + 1);
            }
            table.notes.extend(hidden_columns_note(sheet, &hidden_columns, &table.columns));
            tables.push(table);
        }
    }
    if let Some(first) = tables.first_mut() {
        first.notes.extend(hidden_rows_note(sheet, &hidden_rows, hidden_row_count));
    }
    Ok(tables)
}

/// Columns with values, from 1.
fn used(block: &Block) -> impl Iterator<Item = u32> {
    let columns = block.columns.iter().enumerate().filter(|(_, usage)| usage.values > 0);
    columns.map(|(column, _)| u32::try_from(column + 1).unwrap_or(u32::MAX))
}

/// One table in the making.
pub(in crate::read) struct BlockTable<'rows> {
    pub(in crate::read) sheet: Option<&'rows str>,
    /// What it is called after where it has no title: the sheet or the file.
    pub(in crate::read) from: &'rows str,
    pub(in crate::read) block: &'rows Block,
    /// Something else stands below or beside.
    pub(in crate::read) is_bounded: bool,
    pub(in crate::read) is_one_of_several: bool,
}

impl BlockTable<'_> {
    /// Where the table lies and what it is called.
    pub(in crate::read) fn reading(
        &self,
        naming: &mut Naming,
        choices: &ReadingChoices,
        limits: &Limits,
        outside: &mut Outside,
    ) -> Result<TableReading, EngineError> {
        let block = self.block;
        let mut layout = layout_of(&block.head, None);
        let titles: Vec<&GridRow> =
            block.preamble.iter().chain(layout.title.iter().map(|index| &block.head[*index])).collect();
        let title = title_text(&titles);
        let name = naming.name(self.from, title.as_deref(), self.is_one_of_several);
        let chosen = |of: &BTreeMap<String, u64>| naming.chosen(of, &name, self.from);
        let (wanted, first) = (chosen(&choices.header_rows), chosen(&choices.first_rows));
        if wanted.is_some() || first.is_some() {
            layout = layout_from(&block.head, wanted, first);
        }
        let titles: Vec<&GridRow> =
            block.preamble.iter().chain(layout.title.iter().map(|index| &block.head[*index])).collect();
        let first_row = block.head.get(layout.body).map_or(block.last_place + 1, |row| row.place);
        let tail: Vec<GridRow> = block.tail.iter().filter(|row| row.place >= first_row).cloned().collect();
        let width = used(block).count();
        let notes_below = below_last(&tail, chosen(&choices.last_rows)).unwrap_or_else(|| footnotes(&tail, width));
        let (body, feet) = tail.split_at(tail.len() - notes_below);
        let last_value = || body.iter().rev().find(|row| row.values() > 0).map_or(first_row, |row| row.place);
        let last_row = match notes_below {
            0 => self.is_bounded.then_some(block.last_place),
            _ => Some(last_value()),
        };
        let feet: Vec<&GridRow> = feet.iter().filter(|row| row.values() > 0).collect();
        let columns = table_columns(block, &layout, &titles, &feet, limits)?;
        for row in titles.iter().chain(&feet) {
            for (column, text) in row.cells.iter().enumerate() {
                let column = u32::try_from(column).unwrap_or(u32::MAX - 1);
                outside.push(|| self.place(column, row.place), text);
            }
        }
        let header_rows: Vec<u64> = layout.header.iter().map(|index| block.head[*index].place).collect();
        let around = TableNotes {
            sheet: self.sheet,
            titles: &titles,
            header_rows: &header_rows,
            feet: &feet,
            examples_max: limits.examples_max,
        };
        Ok(TableReading {
            name,
            title: title.unwrap_or_default(),
            sheet: self.sheet.map(str::to_owned),
            title_rows: titles.iter().map(|row| row.place).collect(),
            notes: around.findings(),
            header_rows,
            first_row,
            last_row,
            headers: columns.iter().map(|column| layout.headers.get(*column).cloned().unwrap_or_default()).collect(),
            columns: columns.iter().map(|column| u32::try_from(column + 1).unwrap_or(u32::MAX)).collect(),
            beside: Vec::new(),
            no_tall_merges: false,
        })
    }
}

impl BlockTable<'_> {
    fn place(&self, column: u32, row: u64) -> String {
        self.sheet.map_or_else(|| row.to_string(), |sheet| format!("{sheet}!{}{row}", letters(column)))
    }
}

/// Columns of the table, refused where there are too many.
fn table_columns(
    block: &Block,
    layout: &Layout,
    titles: &[&GridRow],
    feet: &[&GridRow],
    limits: &Limits,
) -> Result<Vec<usize>, EngineError> {
    let mut columns = used_columns(block, layout, titles, feet);
    if columns.len() > limits.columns_max {
        // A stray name at the far end of a sheet makes a wide table of blanks.
        let is_named = |column: usize| layout.headers.get(column).is_some_and(|header| !header.trim().is_empty());
        columns.retain(|column| is_named(*column) || block.columns.get(*column).is_some_and(|usage| usage.values > 0));
    }
    if columns.len() > limits.columns_max {
        return Err(too_many_columns(columns.len(), limits.columns_max).into());
    }
    Ok(columns)
}

/// Columns with values of the table or a name of their own.
fn used_columns(block: &Block, layout: &Layout, titles: &[&GridRow], feet: &[&GridRow]) -> Vec<usize> {
    let filled = |row: &GridRow, column: usize| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty());
    let header: Vec<&GridRow> = layout.header.iter().map(|index| &block.head[*index]).collect();
    let titles = titles.iter().filter(|row| row.place >= block.head.first().map_or(0, |first| first.place));
    let outer = |column: usize| titles.clone().chain(feet).filter(|row| filled(row, column)).count() as u64;
    let named = |column: usize| header.iter().any(|row| filled(row, column));
    let used = |column: usize| block.columns.get(column).is_some_and(|usage| usage.values > outer(column));
    // A column that only lies under a merged header, without values, is how wide cells are drawn.
    let drawn = |column: usize| !used(column) && header.iter().any(|row| row.covered.get(column) == Some(&true));
    let width = block.columns.len();
    let first = (0..width).find(|column| used(*column)).unwrap_or(0);
    let mut last = (0..width).rev().find(|column| named(*column)).unwrap_or(first).max(first);
    for column in last + 1..width {
        if used(column) && column - last <= STRAY_GAP {
            last = column;
        }
    }
    (first..=last).filter(|column| !drawn(*column)).collect()
}

fn hidden_rows_note(sheet: &str, rows: &[u64], count: u64) -> Option<Finding> {
    let first = rows.first()?;
    let mut finding = remark(
        "hidden-rows",
        Severity::Info,
        "rows=visible",
        Message::new(
            format!(
                "На аркуші «{sheet}» приховано {} (перший — {first}). Вони є в таблиці. Видаліть їх із файлу, якщо вони не для оприлюднення.",
                rows_uk(count)
            ),
            format!(
                "{} of the sheet “{sheet}” are hidden (first: {first}). They are part of the table. Delete them if they are not meant to be published.",
                rows_en(count)
            ),
        ),
    );
    finding.count = count;
    let place = |row: &u64| Place { sheet: Some(sheet.to_owned()), row: Some(*row), column: None };
    finding.examples = rows.iter().map(|row| Example { place: place(row), ..Example::default() }).collect();
    Some(finding)
}

fn hidden_columns_note(sheet: &str, ranges: &[(u32, u32)], columns: &[u32]) -> Option<Finding> {
    let is_hidden = |column: &u32| ranges.iter().any(|(first, last)| (*first..=*last).contains(column));
    let hidden: Vec<u32> = columns.iter().map(|column| column.saturating_sub(1)).filter(is_hidden).collect();
    if hidden.is_empty() {
        return None;
    }
    let list = hidden.iter().take(10).map(|column| letters(*column)).collect::<Vec<_>>().join(", ");
    let mut finding = remark(
        "hidden-columns",
        Severity::Info,
        "columns=visible",
        Message::new(
            format!(
                "На аркуші «{sheet}» приховано стовпці: {list}. Вони є в таблиці. Видаліть їх із файлу, якщо вони не для оприлюднення."
            ),
            format!(
                "Columns of the sheet “{sheet}” are hidden: {list}. They are part of the table. Delete them if they are not meant to be published."
            ),
        ),
    );
    finding.count = hidden.len() as u64;
    let place = |column: &u32| Place { sheet: Some(sheet.to_owned()), row: None, column: Some(column + 1) };
    finding.examples =
        hidden.iter().take(10).map(|column| Example { place: place(column), ..Example::default() }).collect();
    Some(finding)
}
