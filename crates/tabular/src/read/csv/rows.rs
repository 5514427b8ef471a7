//! The rows of delimited text, batch by batch.

use super::{
    cut::{Cut, Cutter, Span},
    survey::cutter_of,
};
use crate::{
    Finding, Limits, Message, Place, Reading, Severity, Source, TableReading, TextBatch, Unreadable,
    finding::EngineError,
    fix::names_total,
    read::{
        RowReader,
        columns::{Columns, Sizes},
        note::{Rule, SECTION_FIELDS_MIN, Tally, repeated_header, rows_en, rows_uk, section_rows},
        repeat::HeaderRows,
        text::{LineBreaks, TextReader},
    },
};

/// Reads the rows of the one table in delimited text.
pub(in crate::read) struct CsvRows {
    text: TextReader,
    cutter: Cutter,
    spans: Vec<Span>,
    scratch: String,
    line: u64,
    table: TableReading,
    limits: Limits,
    /// Column of the source, from 0, that stands first in the table; the table's columns lie side by side.
    first_column: usize,
    finished: bool,
    /// Of the last batch.
    sizes: Sizes,
    notes: RowNotes,
}

#[derive(Default)]
struct RowNotes {
    header: HeaderRows,
    rows: u64,
    repeated: Tally,
    sections: Tally,
    empty: Tally,
    short: Tally,
    long: Tally,
    undecodable: Tally,
    nuls: Tally,
    stray_quotes: Tally,
    unclosed_quotes: Tally,
    foreign: Tally,
    wrapped: Tally,
    lost: Tally,
    legacy: Tally,
}

impl CsvRows {
    /// Opens the table of a reading.
    pub(in crate::read) fn open(
        source: &dyn Source,
        reading: &Reading,
        table: &TableReading,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        let dialect = reading.dialect.unwrap_or_default();
        let encoding = reading.encoding.as_deref().and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        let mut text = TextReader::open(source.open()?, encoding.unwrap_or(encoding_rs::UTF_8), 0)?;
        text.fill()?;
        let cutter = cutter_of(dialect, table, text.text())?;
        let legacy = text.take_legacy();
        let first_column = table.columns.first().map_or(0, |column| column.saturating_sub(1) as usize);
        let mut rows = Self {
            text,
            cutter,
            spans: Vec::new(),
            scratch: String::new(),
            line: 1,
            table: table.clone(),
            limits: limits.clone(),
            first_column,
            finished: false,
            sizes: Sizes::default(),
            notes: RowNotes::default(),
        };
        rows.note_legacy(&legacy);
        Ok(rows)
    }

    /// Counts the lines that were read in another encoding; offsets are in the text at hand.
    fn note_legacy(&mut self, offsets: &[usize]) {
        let text = self.text.text();
        let (mut line, mut from) = (self.line, 0);
        for offset in offsets.iter().map(|offset| (*offset).min(text.len())) {
            line += LineBreaks::of(&text.as_bytes()[from..offset]);
            from = offset;
            if line < self.table.first_row || self.table.last_row.is_some_and(|last| line > last) {
                continue;
            }
            self.notes.legacy.add(self.limits.examples_max, || {
                let place = Place { sheet: None, row: Some(line), column: None };
                (place, text.get(offset..).and_then(|rest| rest.lines().next()).unwrap_or_default().to_owned())
            });
        }
    }

    /// Takes rows from the text at hand until the batch is full or the text runs short; says whether it ran short.
    fn take_rows(&mut self, columns: &mut Columns) -> Result<bool, EngineError> {
        // With this much text at hand nothing more is gathered for one record.
        let whole = self.text.ended() || self.text.len() >= self.limits.record_bytes_max;
        let ended = self.text.ended();
        let text = self.text.text();
        let watch =
            Watch { nul: memchr::memchr(0, text.as_bytes()).is_some(), replaced: holds_replacement(text.as_bytes()) };
        let mut at = 0;
        let mut short = false;
        while !columns.is_full(&self.limits) && !self.finished {
            let rest = &text[at..];
            if rest.is_empty() {
                short = true;
                break;
            }
            let Cut::Record { next, lines } = self.cutter.record(rest.as_bytes(), whole, &mut self.spans) else {
                short = true;
                break;
            };
            if next > self.limits.record_bytes_max || (next == rest.len() && whole && !ended) {
                return Err(record_too_long(self.line, self.limits.record_bytes_max).into());
            }
            let line = self.line;
            self.line += lines;
            at += next;
            if self.table.last_row.is_some_and(|last| line > last) {
                self.finished = true;
            } else if self.table.header_rows.contains(&line) {
                let values = (0..self.table.columns.len()).map(|field| {
                    let span = self.spans.get(self.first_column + field);
                    span.map(|span| self.cutter.value(rest, *span, &mut self.scratch).to_owned()).unwrap_or_default()
                });
                let values: Vec<String> = values.collect();
                self.notes.header.remember(&values.iter().map(String::as_str).collect::<Vec<_>>());
            } else if line >= self.table.first_row && !self.table.title_rows.contains(&line) {
                let record = Record {
                    text: rest,
                    line,
                    spans: &self.spans,
                    cutter: &self.cutter,
                    first_column: self.first_column,
                };
                self.notes.take(&record, columns, &mut self.scratch, watch, &self.limits);
            }
        }
        self.text.consume(at);
        Ok(short)
    }
}

impl RowReader for CsvRows {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        let mut columns = Columns::like(&self.sizes, self.table.columns.len(), &self.limits);
        while !self.finished && !columns.is_full(&self.limits) {
            let short = self.take_rows(&mut columns)?;
            if short && self.text.ended() {
                self.finished = true;
            } else if short {
                self.text.fill()?;
                let legacy = self.text.take_legacy();
                self.note_legacy(&legacy);
            }
        }
        self.sizes = columns.sizes();
        Ok((!columns.places.is_empty()).then(|| columns.finish()))
    }

    fn notes(&self) -> Vec<Finding> {
        self.notes.findings()
    }
}

/// Whether U+FFFD occurs. Its first byte is far rarer in Cyrillic text than the other two.
fn holds_replacement(text: &[u8]) -> bool {
    memchr::memchr_iter(0xef, text).any(|at| text[at..].starts_with("\u{fffd}".as_bytes()))
}

/// What the text at hand holds at all, so that cells are searched for it only then.
#[derive(Clone, Copy)]
struct Watch {
    nul: bool,
    replaced: bool,
}

struct Record<'text> {
    text: &'text str,
    line: u64,
    spans: &'text [Span],
    cutter: &'text Cutter,
    first_column: usize,
}

impl Record<'_> {
    fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.start == span.end || self.text[span.start..span.end].trim().is_empty())
    }

    fn place(&self, column: Option<usize>) -> Place {
        Place {
            sheet: None,
            row: Some(self.line),
            column: column.map(|column| u32::try_from(column + 1).unwrap_or(u32::MAX)),
        }
    }

    fn value(&self, column: usize, scratch: &mut String) -> String {
        self.spans.get(column).map(|span| self.cutter.value(self.text, *span, scratch).to_owned()).unwrap_or_default()
    }

    /// Cells with a value left or right of some columns.
    fn beyond(&self, table: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let filled = |span: &Span| !self.text[span.start..span.end].trim().is_empty();
        self.spans
            .iter()
            .enumerate()
            .filter(move |(column, span)| !table.contains(column) && filled(span))
            .map(|(column, _)| column)
    }
}

impl RowNotes {
    /// Appends a record to the columns and counts what is odd about it.
    fn take(
        &mut self,
        record: &Record<'_>,
        columns: &mut Columns,
        scratch: &mut String,
        watch: Watch,
        limits: &Limits,
    ) {
        let most = limits.examples_max;
        if record.is_blank() {
            self.empty.add(most, || (record.place(None), String::new()));
            return;
        }
        let width = columns.builders.len();
        if self.repeats_header(record, width, scratch) {
            self.repeated.add(most, || (record.place(None), record.text.lines().next().unwrap_or_default().to_owned()));
            return;
        }
        self.rows += 1;
        let mut filled = 0;
        for (index, builder) in columns.builders.iter_mut().enumerate() {
            match record.spans.get(record.first_column + index) {
                None => builder.append_value(""),
                Some(span) => {
                    let value = record.cutter.value(record.text, *span, scratch);
                    columns.bytes += value.len();
                    filled += usize::from(!value.is_empty());
                    builder.append_value(value);
                }
            }
        }
        if filled == 1 && width >= SECTION_FIELDS_MIN {
            let text = (record.first_column..record.first_column + width)
                .map(|column| record.value(column, scratch))
                .find(|value| !value.is_empty())
                .unwrap_or_default();
            if !names_total(&text) {
                self.sections.add(most, || (record.place(None), text));
            }
        }
        columns.bytes += width * 4;
        columns.places.push(record.line);
        if record.spans.len() != record.cutter.named() {
            self.ragged(record, width, most);
        }
        if watch.nul || watch.replaced {
            self.watched(record, scratch, watch, most);
        }
        let line = || (record.place(None), record.text.lines().next().unwrap_or_default().to_owned());
        if record.cutter.foreign {
            self.foreign.add(most, line);
        }
        if record.cutter.was_wrapped {
            self.wrapped.add(most, line);
        }
        if record.cutter.stray_quotes > 0 {
            self.stray_quotes.add(most, line);
        }
        if record.cutter.unclosed_quotes > 0 {
            self.unclosed_quotes.add(most, line);
        }
    }

    fn repeats_header(&self, record: &Record<'_>, width: usize, scratch: &mut String) -> bool {
        let first = record.spans.get(record.first_column);
        if !first.is_some_and(|span| self.header.may_begin_with(record.cutter.value(record.text, *span, scratch))) {
            return false;
        }
        let columns = record.first_column..record.first_column + width;
        let values: Vec<String> = columns.map(|column| record.value(column, scratch)).collect();
        self.header.is_repeated_by(&values.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn ragged(&mut self, record: &Record<'_>, width: usize, most: usize) {
        let mut scratch = String::new();
        if let Some(column) = record.beyond(record.first_column..record.first_column + width).next() {
            self.lost.add(most, || (record.place(Some(column)), record.value(column, &mut scratch)));
        } else if let Some(column) = record.beyond(0..record.cutter.named()).next() {
            self.long.add(most, || (record.place(Some(column)), record.value(column, &mut scratch)));
        } else if record.spans.len() < record.cutter.named() {
            let last = record.spans.len() - 1;
            self.short.add(most, || (record.place(Some(last)), record.value(last, &mut scratch)));
        }
    }

    fn watched(&mut self, record: &Record<'_>, scratch: &mut String, watch: Watch, most: usize) {
        for (column, span) in record.spans.iter().enumerate() {
            let raw = &record.text[span.start..span.end];
            let nuls = if watch.nul { memchr::memchr_iter(0, raw.as_bytes()).count() as u64 } else { 0 };
            let replaced = if watch.replaced { raw.matches('\u{fffd}').count() as u64 } else { 0 };
            if nuls > 0 {
                self.nuls.add_many(nuls, most, || (record.place(Some(column)), record.value(column, scratch)));
            }
            if replaced > 0 {
                self.undecodable
                    .add_many(replaced, most, || (record.place(Some(column)), record.value(column, scratch)));
            }
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let rule = |kind, severity, broken| Rule { kind, severity, broken };
        let row = Tally::first_row;
        [
            self.lost.finding(rule("ragged-row", Severity::Error, "cells=header"), |tally| {
                Message::new(
                    format!("{}: значень більше, ніж стовпців у таблиці (перший випадок — рядок {}). Зайві значення не прочитано. Перевірте, чи немає в тексті роздільника без лапок.", rows_uk(tally.count), row(tally)),
                    format!("{} hold more values than the table has columns (first: row {}). The extra values were not read. Look for a delimiter inside a text without quotes.", rows_en(tally.count), row(tally)),
                )
            }),
            self.long.finding(rule("ragged-row", Severity::Error, "cells=header"), |tally| {
                Message::new(
                    format!("{}: значень більше, ніж стовпців у таблиці (перший випадок — рядок {}). Зайві значення стоять у додаткових стовпцях без назви наприкінці таблиці. Перевірте, чи немає в тексті роздільника без лапок.", rows_uk(tally.count), row(tally)),
                    format!("{} hold more values than the table has columns (first: row {}). The extra values stand in additional columns without a name at the end of the table. Look for a delimiter inside a text without quotes.", rows_en(tally.count), row(tally)),
                )
            }),
            self.legacy.finding(rule("mixed-encoding", Severity::Warning, "encoding=one"), |tally| {
                Message::new(
                    format!("{} в іншому кодуванні, ніж решта файлу (перший — рядок {}). Їхні літери прочитано. Перевірте ці рядки.", rows_uk(tally.count), row(tally)),
                    format!("{} in another encoding than the rest of the file (first: row {}). Their letters were read. Check these rows.", rows_en(tally.count), row(tally)),
                )
            }),
            self.foreign.finding(rule("other-delimiter", Severity::Warning, "delimiter=one"), |tally| {
                Message::new(
                    format!("{}: комірки розділено іншим знаком, ніж в інших рядках (перший випадок — рядок {}). Їх прочитано за цим знаком. Перевірте ці рядки.", rows_uk(tally.count), row(tally)),
                    format!("{} separate cells by another sign than the other rows (first: row {}). They were cut by that sign. Check these rows.", rows_en(tally.count), row(tally)),
                )
            }),
            self.wrapped.finding(rule("wrapped-row", Severity::Warning, "quotes=cell"), |tally| {
                Message::new(
                    format!("{}: увесь рядок узято в лапки, ніби це одна комірка (перший випадок — рядок {}). Його розділено на комірки. Перевірте, чи значення стоять у своїх стовпцях.", rows_uk(tally.count), row(tally)),
                    format!("{} stand in quotes as a whole, as if it were one cell (first: row {}). They were cut into cells. Check that values stand in their columns.", rows_en(tally.count), row(tally)),
                )
            }),
            self.undecodable.finding(rule("undecodable", Severity::Error, "encoding=valid"), |tally| {
                Message::new(
                    format!("Символів, яких не вдалося прочитати: {} (перший — у рядку {}). На їхньому місці стоїть «\u{fffd}». Виправте ці комірки або виберіть інше кодування.", tally.count, row(tally)),
                    format!("Characters that could not be decoded: {} (first in row {}). They show as “\u{fffd}”. Mend these cells or choose another encoding.", tally.count, row(tally)),
                )
            }),
            self.unclosed_quotes.finding(rule("unclosed-quote", Severity::Error, "quotes=paired"), |tally| {
                Message::new(
                    format!("{}: лапки відкрито, але не закрито (перший випадок — рядок {}). Їх прочитано як звичайний знак. Перевірте ці рядки.", rows_uk(tally.count), row(tally)),
                    format!("{} open a quote that is never closed (first: row {}). It was read as a plain character. Check these rows.", rows_en(tally.count), row(tally)),
                )
            }),
            self.short.finding(rule("ragged-row", Severity::Warning, "cells=header"), |tally| {
                Message::new(
                    format!("{}: комірок менше, ніж стовпців у таблиці (перший випадок — рядок {}). Комірки, яких бракує, вважаємо порожніми. Перевірте, чи значення стоять у своїх стовпцях.", rows_uk(tally.count), row(tally)),
                    format!("{} have fewer cells than the table has columns (first: row {}). The missing ones count as empty. Check that values stand in their columns.", rows_en(tally.count), row(tally)),
                )
            }),
            self.nuls.finding(rule("nul-bytes", Severity::Warning, "characters=printable"), |tally| {
                Message::new(
                    format!("Нульових байтів у тексті: {} (перший — у рядку {}). Вони невидимі й заважають програмам. Застосуйте виправлення «невидимі символи».", tally.count, row(tally)),
                    format!("NUL bytes inside texts: {} (first in row {}). They are invisible and break programs. Apply the fix “invisible characters”.", tally.count, row(tally)),
                )
            }),
            self.stray_quotes.finding(rule("stray-quote", Severity::Warning, "quotes=doubled"), |tally| {
                Message::new(
                    format!("{}: лапки всередині комірки не подвоєно (перший випадок — рядок {}). Текст прочитано з лапками. Перевірте ці рядки.", rows_uk(tally.count), row(tally)),
                    format!("{} have quotes inside a cell that are not doubled (first: row {}). The text was read with its quotes. Check these rows.", rows_en(tally.count), row(tally)),
                )
            }),
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
}

/// A record that would have to be gathered without end.
pub(in crate::read) fn record_too_long(line: u64, most: usize) -> Unreadable {
    let megabytes = most >> 20;
    Unreadable::new(
        "record-too-long",
        format!(
            "Запис, що починається в рядку {line}, довший за {megabytes} МБ: схоже, у файлі немає розривів рядків або не закрито лапки. Перевірте, чи файл збережено як таблицю, де кожен запис стоїть в окремому рядку."
        ),
        format!(
            "The record that starts in line {line} is longer than {megabytes} MB: the file seems to have no line breaks, or a quote is never closed. Check that it was saved as a table with each record on a line of its own."
        ),
    )
}
