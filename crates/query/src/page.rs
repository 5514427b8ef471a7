//! One page: the rows that meet the conditions, in their order, after a place.

use std::sync::Arc;

use arrow::{
    array::{Array, AsArray, RecordBatch},
    datatypes::Int64Type,
};
use catalog::{
    blob::BlobRef,
    table_query::{QueryError, RowPage, RowQuery},
    version::Field,
};
use datafusion::{
    error::DataFusionError,
    functions_aggregate::expr_fn::count,
    logical_expr::{Expr, lit},
    prelude::DataFrame,
    scalar::ScalarValue,
};

use crate::{
    cursor::Question,
    engine_error, filter,
    json::values,
    order,
    session::{ROW_COLUMN, Table, column},
};

/// The largest page.
const ROWS_MAX: u32 = 1000;

/// What a page is cut from.
struct Ask<'a> {
    table: Table,
    fields: &'a [Field],
    query: &'a RowQuery,
    question: Question,
    conditions: Option<Expr>,
    limit: usize,
}

pub(crate) async fn read(
    table: Table,
    data: &BlobRef,
    fields: &[Field],
    query: &RowQuery,
) -> Result<RowPage, QueryError> {
    table.expect_columns(fields.iter().map(|field| field.name.as_str()))?;
    let question = Question::new(&data.sha256, query);
    let conditions = filter::all_of(&table, fields, &query.filters)?;
    let limit = usize::try_from(query.limit.clamp(1, ROWS_MAX)).unwrap_or(1);
    let ask = Ask { table, fields, query, question, conditions, limit };
    let (total, (rows, next)) = futures::try_join!(ask.total(), ask.rows())?;
    Ok(RowPage { total, rows, next })
}

impl Ask<'_> {
    fn matching(&self) -> Result<DataFrame, QueryError> {
        filtered(self.table.frame.clone(), self.conditions.clone())
    }

    async fn total(&self) -> Result<u64, QueryError> {
        let counted = self.matching()?.aggregate(vec![], vec![count(lit(1))]).map_err(engine_error)?;
        let batch = one_batch(counted).await?;
        let total = batch.column(0);
        let total =
            total.as_primitive_opt::<Int64Type>().filter(|total| total.len() == 1).map_or(0, |total| total.value(0));
        Ok(u64::try_from(total).unwrap_or(0))
    }

    async fn rows(&self) -> Result<(Vec<Vec<serde_json::Value>>, Option<String>), QueryError> {
        let keys = order::keys(&self.table, self.fields, &self.query.sort)?;
        let place = self.query.after.as_deref().map(|cursor| self.question.place(cursor)).transpose()?;
        let mut frame = self.matching()?;
        let mut skipped = 0;
        match place {
            Some(place) if self.table.numbered => frame = filtered(frame, Some(self.after(place).await?))?,
            Some(place) => skipped = usize::try_from(place).map_err(|_| QueryError::WrongCursor)?,
            None => {}
        }
        let shown = self.fields.iter().map(|field| field.name.as_str());
        let columns: Vec<Expr> = shown.chain(self.table.numbered.then_some(ROW_COLUMN)).map(column).collect();
        // One row more than asked for tells whether there is a next page.
        let frame = frame
            .sort(keys)
            .and_then(|frame| frame.limit(skipped, Some(self.limit + 1)))
            .and_then(|frame| frame.select(columns))
            .map_err(engine_error)?;
        let batch = one_batch(frame).await?;
        let next = if batch.num_rows() > self.limit { Some(self.next(&batch, skipped)?) } else { None };
        Ok((self.shown(&batch)?, next))
    }

    /// The rows after the one at `place`, whose sort values are read again.
    async fn after(&self, place: u64) -> Result<Expr, QueryError> {
        let row = i64::try_from(place).map_err(|_| QueryError::WrongCursor)?;
        let sort = &self.query.sort;
        if sort.is_empty() {
            return Ok(order::after(sort, vec![], row));
        }
        let keys = sort.iter().map(|key| column(&key.field)).enumerate();
        // The same field may be named twice, and a frame wants different names.
        let keys: Vec<Expr> = keys.map(|(place, key)| key.alias(format!("key {place}"))).collect();
        let frame = filtered(self.table.frame.clone(), Some(column(ROW_COLUMN).eq(lit(row))))?;
        let batch = one_batch(frame.select(keys).map_err(engine_error)?).await?;
        if batch.num_rows() != 1 {
            return Err(QueryError::WrongCursor);
        }
        let values = batch.columns().iter().map(|key| ScalarValue::try_from_array(key, 0));
        Ok(order::after(sort, values.collect::<Result<_, _>>().map_err(engine_error)?, row))
    }

    fn next(&self, batch: &RecordBatch, skipped: usize) -> Result<String, QueryError> {
        let place = if self.table.numbered {
            let rows = batch.column(self.fields.len());
            let rows = rows.as_primitive::<Int64Type>();
            u64::try_from(rows.value(self.limit - 1))
        } else {
            Ok((skipped + self.limit) as u64)
        };
        let place = place.map_err(|_| engine_error(DataFusionError::Execution("a negative place of a row".into())))?;
        Ok(self.question.cursor(place))
    }

    fn shown(&self, batch: &RecordBatch) -> Result<Vec<Vec<serde_json::Value>>, QueryError> {
        let rows = batch.num_rows().min(self.limit);
        let mut shown: Vec<_> = (0..rows).map(|_| Vec::with_capacity(self.fields.len())).collect();
        for column in batch.columns().iter().take(self.fields.len()) {
            let column = values(&column.slice(0, rows)).map_err(|error| engine_error(error.into()))?;
            for (row, value) in shown.iter_mut().zip(column) {
                row.push(value);
            }
        }
        Ok(shown)
    }
}

fn filtered(frame: DataFrame, condition: Option<Expr>) -> Result<DataFrame, QueryError> {
    match condition {
        Some(condition) => frame.filter(condition).map_err(engine_error),
        None => Ok(frame),
    }
}

async fn one_batch(frame: DataFrame) -> Result<RecordBatch, QueryError> {
    let schema = Arc::clone(frame.schema().inner());
    let batches = frame.collect().await.map_err(engine_error)?;
    arrow::compute::concat_batches(batches.first().map_or(&schema, RecordBatch::schema_ref), &batches)
        .map_err(|error| engine_error(error.into()))
}
