//! Where the table lies on a sheet that was looked over.

use super::{outside::Outside, sheet::letters, survey::Survey, workbook::Sheet};
use crate::{
    Example, Finding, Limits, Message, Place, Severity, TableReading,
    finding::EngineError,
    read::{
        csv::too_many_columns,
        layout::{GridRow, Layout, footnotes, layout_of},
        note::{remark, rows_en, rows_uk},
        notes::{TableNotes, title_text},
    },
    recipe::ReadingChoices,
};

/// Blank columns after which values right of the header are strays.
const STRAY_GAP: usize = 4;

/// A table found on a sheet, before it has its name.
pub(super) struct SheetTable {
    pub(super) reading: TableReading,
    /// The title comes from a title block.
    pub(super) has_title: bool,
}

/// Finds the table of a sheet.
pub(super) fn table_of(
    sheet: &Sheet,
    mut survey: Survey,
    names: &[String],
    choices: &ReadingChoices,
    limits: &Limits,
    outside: &mut Outside,
) -> Result<SheetTable, EngineError> {
    let wanted = names.iter().find_map(|name| choices.header_rows.get(name)).copied();
    let layout = layout_of(&survey.head, wanted);
    let first_row = survey.head.get(layout.body).map_or(survey.last_place + 1, |row| row.place);
    let tail: Vec<GridRow> =
        survey.tail.make_contiguous().iter().filter(|row| row.place >= first_row).cloned().collect();
    let notes_below = footnotes(&tail, layout.headers.len().min(survey.values.len()));
    let (body, feet) = tail.split_at(tail.len() - notes_below);
    let last_row =
        (notes_below > 0).then(|| body.iter().rev().find(|row| row.values() > 0).map_or(first_row, |row| row.place));
    let titles: Vec<&GridRow> = layout.title.iter().map(|index| &survey.head[*index]).collect();
    let feet: Vec<&GridRow> = feet.iter().filter(|row| row.values() > 0).collect();
    let mut columns = used_columns(&survey, &layout, &titles, &feet);
    if columns.len() > limits.columns_max {
        // A stray name at the far end of a sheet makes a wide table of blanks.
        let is_named = |column: usize| layout.headers.get(column).is_some_and(|header| !header.trim().is_empty());
        columns.retain(|column| is_named(*column) || survey.values.get(*column).is_some_and(|count| *count > 0));
    }
    if columns.len() > limits.columns_max {
        return Err(too_many_columns(columns.len(), limits.columns_max).into());
    }
    for row in titles.iter().chain(&feet) {
        for (column, text) in row.cells.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX - 1);
            outside.push(|| format!("{}!{}{}", sheet.name, letters(column), row.place), text);
        }
    }
    let header_rows: Vec<u64> = layout.header.iter().map(|index| survey.head[*index].place).collect();
    let around = TableNotes {
        sheet: Some(&sheet.name),
        titles: &titles,
        header_rows: &header_rows,
        feet: &feet,
        examples_max: limits.examples_max,
    };
    let mut notes = around.findings();
    notes.extend(hidden_rows(sheet, &survey));
    notes.extend(hidden_columns(sheet, &survey, &columns));
    let title = title_text(&titles);
    let reading = TableReading {
        name: String::new(),
        title: title.clone().unwrap_or_default(),
        sheet: Some(sheet.name.clone()),
        title_rows: titles.iter().map(|row| row.place).collect(),
        header_rows,
        first_row,
        last_row,
        headers: columns.iter().map(|column| layout.headers.get(*column).cloned().unwrap_or_default()).collect(),
        columns: columns.iter().map(|column| u32::try_from(column + 1).unwrap_or(u32::MAX)).collect(),
        notes,
    };
    Ok(SheetTable { reading, has_title: title.is_some() })
}

/// Columns with values of the table or a name of their own.
fn used_columns(survey: &Survey, layout: &Layout, titles: &[&GridRow], feet: &[&GridRow]) -> Vec<usize> {
    let filled = |row: &GridRow, column: usize| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty());
    let header: Vec<&GridRow> = layout.header.iter().map(|index| &survey.head[*index]).collect();
    let outer = |column: usize| titles.iter().chain(feet).filter(|row| filled(row, column)).count() as u64;
    let named = |column: usize| header.iter().any(|row| filled(row, column));
    let used = |column: usize| survey.values.get(column).copied().unwrap_or_default() > outer(column);
    // A column that only lies under a merged header, without values, is how wide cells are drawn.
    let drawn = |column: usize| !used(column) && header.iter().any(|row| row.covered.get(column) == Some(&true));
    let width = survey.values.len();
    let first = (0..width).find(|column| used(*column)).unwrap_or(0);
    let mut last = (0..width).rev().find(|column| named(*column)).unwrap_or(first).max(first);
    for column in last + 1..width {
        if used(column) && column - last <= STRAY_GAP {
            last = column;
        }
    }
    (first..=last).filter(|column| !drawn(*column)).collect()
}

fn hidden_rows(sheet: &Sheet, survey: &Survey) -> Option<Finding> {
    let count = survey.hidden_row_count;
    let first = survey.hidden_rows.first()?;
    let mut finding = remark(
        "hidden-rows",
        Severity::Info,
        "rows=visible",
        Message::new(
            format!(
                "На аркуші «{}» приховано {} (перший — {first}). Вони є в таблиці. Видаліть їх із файлу, якщо вони не для оприлюднення.",
                sheet.name,
                rows_uk(count)
            ),
            format!(
                "{} of the sheet “{}” are hidden (first: {first}). They are part of the table. Delete them if they are not meant to be published.",
                rows_en(count),
                sheet.name
            ),
        ),
    );
    finding.count = count;
    let place = |row: &u64| Place { sheet: Some(sheet.name.clone()), row: Some(*row), column: None };
    finding.examples =
        survey.hidden_rows.iter().map(|row| Example { place: place(row), ..Example::default() }).collect();
    Some(finding)
}

fn hidden_columns(sheet: &Sheet, survey: &Survey, columns: &[usize]) -> Option<Finding> {
    let is_hidden = |column: &&usize| {
        survey.hidden_columns.iter().any(|(first, last)| (*first as usize..=*last as usize).contains(*column))
    };
    let hidden: Vec<u32> = columns.iter().filter(is_hidden).filter_map(|column| u32::try_from(*column).ok()).collect();
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
                "На аркуші «{}» приховано стовпці: {list}. Вони є в таблиці. Видаліть їх із файлу, якщо вони не для оприлюднення.",
                sheet.name
            ),
            format!(
                "Columns of the sheet “{}” are hidden: {list}. They are part of the table. Delete them if they are not meant to be published.",
                sheet.name
            ),
        ),
    );
    finding.count = hidden.len() as u64;
    let place = |column: &u32| Place { sheet: Some(sheet.name.clone()), row: None, column: Some(column + 1) };
    finding.examples =
        hidden.iter().take(10).map(|column| Example { place: place(column), ..Example::default() }).collect();
    Some(finding)
}
