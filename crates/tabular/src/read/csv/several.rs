//! Several tables below each other in one text: blank lines, titles or another number of cells between them.

use encoding_rs::Encoding;

use super::cut::{Cut, Cutter};
use crate::{
    Dialect, Limits, Source, TableReading,
    finding::EngineError,
    read::{
        blocks::{Block, Blocks},
        layout::GridRow,
        name::stem,
        sheet::{BlockTable, Naming, Outside},
        text::TextReader,
    },
    recipe::ReadingChoices,
};

/// Files that people put together from several tables are small; larger ones are written by programs, one table each.
const BYTES_MAX: u64 = 32 << 20;

/// The tables of a text where there are several; nothing where it is one.
pub(super) fn tables(
    source: &dyn Source,
    encoding: &'static Encoding,
    dialect: Dialect,
    first_line: u64,
    choices: &ReadingChoices,
    limits: &Limits,
    outside: &mut Vec<(String, String)>,
) -> Result<Vec<TableReading>, EngineError> {
    let Some(cutter) = Cutter::new(dialect).filter(|_| source.size() <= BYTES_MAX) else {
        return Ok(Vec::new());
    };
    let blocks = blocks(source, encoding, cutter, first_line, limits)?;
    let mut tables: Vec<TableReading> = Vec::new();
    if blocks.len() < 2 || blocks.len() > limits.tables_max {
        return Ok(tables);
    }
    let file = stem(source.name());
    let mut naming = Naming::new(source.name());
    let mut texts = Outside::default();
    for (number, block) in blocks.iter().enumerate() {
        let is_bounded = number + 1 < blocks.len();
        let found = BlockTable { sheet: None, from: file, block, is_bounded, is_one_of_several: true };
        let mut table = found.reading(&mut naming, choices, limits, &mut texts)?;
        if table.title.is_empty() {
            table.title = if number == 0 { file.to_owned() } else { format!("{file} ({})", number + 1) };
        }
        tables.push(table);
    }
    outside.append(&mut texts.texts);
    Ok(tables)
}

fn blocks(
    source: &dyn Source,
    encoding: &'static Encoding,
    mut cutter: Cutter,
    first_line: u64,
    limits: &Limits,
) -> Result<Vec<Block>, EngineError> {
    let mut reader = TextReader::open(source.open()?, encoding, 0)?;
    let mut blocks = Blocks::default();
    let mut row = GridRow { height: 1, ..GridRow::default() };
    let (mut spans, mut scratch) = (Vec::new(), String::new());
    let mut line = 1;
    loop {
        let whole = reader.ended() || reader.len() >= limits.record_bytes_max;
        let text = reader.text();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let Cut::Record { next, lines } = cutter.record(rest.as_bytes(), whole, &mut spans) else {
                break;
            };
            row.place = line;
            row.cells.truncate(spans.len().min(limits.columns_max));
            row.cells.resize_with(spans.len().min(limits.columns_max), String::new);
            for (cell, span) in row.cells.iter_mut().zip(&spans) {
                cutter.value(rest, *span, &mut scratch).clone_into(cell);
            }
            if line >= first_line && row.values() > 0 {
                blocks.add(&row);
            }
            line += lines;
            at += next;
        }
        reader.consume(at);
        if reader.ended() {
            return Ok(blocks.finish());
        }
        reader.fill()?;
    }
}
