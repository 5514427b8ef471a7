//! The order of rows, and the place in it after which a page begins.

use catalog::{
    table_query::{QueryError, Sort},
    version::Field,
};
use datafusion::{
    logical_expr::{Expr, SortExpr, lit},
    scalar::ScalarValue,
};

use crate::{
    filter::field,
    session::{ROW_COLUMN, Table, column},
};

/// The sort keys, then what decides between equal rows: their place or, in a file without places, all fields. Rows that are
/// equal even then are the same to every reader.
pub(crate) fn keys(table: &Table, fields: &[Field], sort: &[Sort]) -> Result<Vec<SortExpr>, QueryError> {
    let mut keys = Vec::with_capacity(sort.len() + 1);
    for key in sort {
        keys.push(column(&field(fields, &key.field)?.name).sort(!key.descending, false));
    }
    if table.numbered {
        keys.push(column(ROW_COLUMN).sort(true, false));
    } else {
        keys.extend(fields.iter().map(|field| column(&field.name).sort(true, false)));
    }
    Ok(keys)
}

/// The rows that come after the row with these sort values and this place.
pub(crate) fn after(sort: &[Sort], values: Vec<ScalarValue>, row: i64) -> Expr {
    let last_key = column(ROW_COLUMN).gt(lit(row));
    sort.iter().zip(values).rev().fold(last_key, |rest, (key, value)| {
        let key_column = || column(&key.field);
        if value.is_null() {
            // Nothing comes after the rows without a value but others of them.
            return key_column().is_null().and(rest);
        }
        let beyond =
            if key.descending { key_column().lt(lit(value.clone())) } else { key_column().gt(lit(value.clone())) };
        beyond.or(key_column().is_null()).or(key_column().eq(lit(value)).and(rest))
    })
}
