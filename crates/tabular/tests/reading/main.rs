//! What reading promises, shown on small dirty files that are made here.

mod archives;
mod dialects;
mod encodings;
mod geodata;
mod headers;
mod hostile_records;
mod hostile_workbooks;
mod json;
mod layouts;
mod limits;
mod markup;
mod oddities;
mod other_workbooks;
mod properties;
mod record_properties;
mod several_tables;
mod support;
mod workbook_cells;
mod workbook_structure;
