//! What the rows of a sheet's table showed: strays, errors of formulas, formats that say more than the number, merged cells, sections.

use super::row::{Mark, letters};
use crate::{
    Finding, Message, Place, Severity, TableReading,
    fix::names_total,
    read::note::{Rule, SECTION_FIELDS_MIN, Tally, repeated_header, rows_en, rows_uk, section_rows},
};

/// Columns named in a sentence at most.
const COLUMNS_NAMED_MAX: usize = 10;

/// Findings of a table's rows in the making.
#[derive(Debug, Default)]
pub(super) struct CellNotes {
    sheet: Option<String>,
    examples_max: usize,
    rows: u64,
    empty: Tally,
    strays: Tally,
    errors: Tally,
    uncomputed: Tally,
    percent: Formatted,
    currency: Formatted,
    filled: Tally,
    repeated: Tally,
    sections: Tally,
}

/// Cells of a number format, with the columns they stand in.
#[derive(Debug, Default)]
struct Formatted {
    tally: Tally,
    columns: Vec<u32>,
}

impl CellNotes {
    pub(super) fn new(table: &TableReading, examples_max: usize) -> Self {
        Self { sheet: table.sheet.clone(), examples_max, ..Self::default() }
    }

    /// A cell of the table.
    pub(super) fn cell(&mut self, row: u64, column: u32, text: &str, mark: Mark) {
        let (sheet, most) = (self.sheet.as_deref(), self.examples_max);
        let example = || (place(sheet, row, Some(column)), text.to_owned());
        match mark {
            Mark::Plain | Mark::Uncomputed => {}
            Mark::Error => self.errors.add(most, example),
            Mark::Percent => self.percent.add(column, most, example),
            Mark::Currency => self.currency.add(column, most, example),
        }
    }

    /// A formula of the table without a value.
    pub(super) fn uncomputed(&mut self, row: u64, column: u32) {
        let sheet = self.sheet.as_deref();
        self.uncomputed.add(self.examples_max, || (place(sheet, row, Some(column)), String::new()));
    }

    /// A value outside the table's columns.
    pub(super) fn stray(&mut self, row: u64, column: u32, text: &str) {
        let sheet = self.sheet.as_deref();
        self.strays.add(self.examples_max, || (place(sheet, row, Some(column)), text.to_owned()));
    }

    /// A value that a merged cell above gave.
    pub(super) fn filled(&mut self, row: u64, column: u32, text: &str) {
        let sheet = self.sheet.as_deref();
        self.filled.add(self.examples_max, || (place(sheet, row, Some(column)), text.to_owned()));
    }

    /// A row of the table with so many values of its own.
    pub(super) fn row(&mut self, row: u64, values: &[&str], filled: usize) {
        self.rows += 1;
        if filled == 1 && values.len() >= SECTION_FIELDS_MIN {
            let text = values.iter().find(|value| !value.trim().is_empty()).copied().unwrap_or_default();
            if !names_total(text) {
                let sheet = self.sheet.as_deref();
                self.sections.add(self.examples_max, || (place(sheet, row, None), text.to_owned()));
            }
        }
    }

    /// A row that repeats the header.
    pub(super) fn repeated(&mut self, row: u64, values: &[&str]) {
        let sheet = self.sheet.as_deref();
        self.repeated.add(self.examples_max, || (place(sheet, row, None), values.join(" ").trim().to_owned()));
    }

    /// Blank rows from `first` on.
    pub(super) fn gap(&mut self, first: u64, rows: u64) {
        let sheet = self.sheet.as_deref();
        self.empty.add_many(rows, self.examples_max, || (place(sheet, first, None), String::new()));
    }

    /// The findings, worst first.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let rule = |kind, severity, broken| Rule { kind, severity, broken };
        let row = Tally::first_row;
        [
            self.strays.finding(rule("ragged-row", Severity::Error, "cells=header"), |tally| {
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
            self.uncomputed.finding(rule("formula-uncomputed", Severity::Warning, "value=computed"), |tally| {
                Message::new(
                    format!("Комірок із формулою, значення якої у файлі не збережено: {} (перша — у рядку {}). Їх прочитано як порожні. Відкрийте файл в Excel або LibreOffice, збережіть і завантажте знову.", tally.count, row(tally)),
                    format!("Cells with a formula whose value the file does not hold: {} (first in row {}). They were read as empty. Open the file in Excel or LibreOffice, save it and upload it again.", tally.count, row(tally)),
                )
            }),
            self.filled.finding(rule("merged-cells", Severity::Info, "cells=single"), |tally| {
                Message::new(
                    format!("Комірок, об’єднаних по вертикалі: {} (перша — у рядку {}). Значення повторено в кожному рядку. Перевірте, чи воно справді стосується всіх цих рядків.", tally.count, row(tally)),
                    format!("Cells under vertically merged ones: {} (first in row {}). The value was repeated in each row. Check that it holds for all of them.", tally.count, row(tally)),
                )
            }),
            self.percent(),
            self.currency(),
            repeated_header(&self.repeated),
            section_rows(&self.sections, self.rows),
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

    fn percent(&self) -> Option<Finding> {
        let rule = Rule { kind: "percent-format", severity: Severity::Info, broken: "number=as-shown" };
        self.percent.tally.finding(rule, |tally| {
            let columns = self.percent.columns();
            Message::new(
                format!("Чисел, показаних у відсотках: {} (стовпці: {columns}). У файлі зберігається частка: замість 15 % — 0.15, і так її прочитано. Скажіть про це в описі поля.", tally.count),
                format!("Numbers shown in percent: {} (columns: {columns}). The file holds the share, 0.15 for 15 %, and so it was read. Say so in the field's description.", tally.count),
            )
        })
    }

    fn currency(&self) -> Option<Finding> {
        let rule = Rule { kind: "currency-format", severity: Severity::Info, broken: "number=as-shown" };
        self.currency.tally.finding(rule, |tally| {
            let columns = self.currency.columns();
            Message::new(
                format!("Чисел, де валюту показує лише формат комірки: {} (стовпці: {columns}). Прочитано самі числа. Назвіть валюту в заголовку стовпця або в описі поля.", tally.count),
                format!("Numbers whose currency only the cell format shows: {} (columns: {columns}). The bare numbers were read. Name the currency in the column's header or the field's description.", tally.count),
            )
        })
    }
}

impl Formatted {
    fn add(&mut self, column: u32, examples_max: usize, example: impl FnOnce() -> (Place, String)) {
        self.tally.add(examples_max, example);
        if !self.columns.contains(&column) {
            self.columns.push(column);
        }
    }

    fn columns(&self) -> String {
        let mut columns = self.columns.clone();
        columns.sort_unstable();
        columns.iter().take(COLUMNS_NAMED_MAX).map(|column| letters(*column)).collect::<Vec<_>>().join(", ")
    }
}

fn place(sheet: Option<&str>, row: u64, column: Option<u32>) -> Place {
    Place { sheet: sheet.map(str::to_owned), row: Some(row), column: column.map(|column| column + 1) }
}
