//! What reading promises, shown on small dirty files that are made here.

mod dialects;
mod encodings;
mod layouts;
mod limits;
mod oddities;
mod other_workbooks;
mod properties;
mod several_tables;
mod support;
mod workbook_cells;
mod workbook_structure;
