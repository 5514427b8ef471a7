//! Conditions as expressions.

use catalog::{
    table_query::{Filter, Operator, QueryError},
    version::Field,
};
use datafusion::{
    logical_expr::{BinaryExpr, Expr, Like, Operator as Compare, lit},
    scalar::ScalarValue,
};

use crate::{
    literal::{Literal, is_text, text_scalar},
    session::{Table, column},
};

/// The rows that meet all conditions; `None` where there is no condition.
pub(crate) fn all_of(table: &Table, fields: &[Field], filters: &[Filter]) -> Result<Option<Expr>, QueryError> {
    let mut all = None;
    for filter in filters {
        let one = condition(table, fields, filter)?;
        all = Some(match all {
            Some(others) => Expr::and(others, one),
            None => one,
        });
    }
    Ok(all)
}

/// The field of that name, if the table shows one.
pub(crate) fn field<'a>(fields: &'a [Field], name: &str) -> Result<&'a Field, QueryError> {
    fields.iter().find(|field| field.name == name).ok_or_else(|| QueryError::UnknownField(name.to_owned()))
}

fn condition(table: &Table, fields: &[Field], filter: &Filter) -> Result<Expr, QueryError> {
    let field = field(fields, &filter.field)?;
    let wrong_value = || QueryError::WrongValue {
        field: field.name.clone(),
        value: filter.value.clone(),
        type_name: field.kind_of_type.clone(),
    };
    let data_type = table.type_of(&field.name)?;
    match filter.operator {
        Operator::Null => match filter.value.as_str() {
            "true" => Ok(column(&field.name).is_null()),
            "false" => Ok(column(&field.name).is_not_null()),
            _ => Err(wrong_value()),
        },
        Operator::Contains if is_text(&data_type) => {
            let pattern = text_scalar(&data_type, contains_pattern(&filter.value)).ok_or_else(wrong_value)?;
            Ok(contains(&field.name, pattern))
        }
        Operator::Contains => Err(wrong_value()),
        Operator::Eq | Operator::Ne | Operator::Lt | Operator::Lte | Operator::Gt | Operator::Gte => {
            let literal = Literal::parse(&data_type, &filter.value).ok_or_else(wrong_value)?;
            Ok(comparison(filter.operator, column(&field.name), literal))
        }
    }
}

fn comparison(operator: Operator, column: Expr, literal: Literal) -> Expr {
    match (operator, literal) {
        (Operator::Eq, Literal::Exact(value)) => column.eq(lit(value)),
        (Operator::Ne, Literal::Exact(value)) => binary(column, Compare::IsDistinctFrom, lit(value)),
        (Operator::Lt, Literal::Exact(value)) => column.lt(lit(value)),
        (Operator::Gte, Literal::Exact(value)) => column.gt_eq(lit(value)),
        (Operator::Lte, Literal::Exact(value)) | (Operator::Lt | Operator::Lte, Literal::JustAbove(value)) => {
            column.lt_eq(lit(value))
        }
        (Operator::Gt, Literal::Exact(value)) | (Operator::Gt | Operator::Gte, Literal::JustAbove(value)) => {
            column.gt(lit(value))
        }
        (Operator::Lt | Operator::Lte, Literal::AboveAll) | (Operator::Gt | Operator::Gte, Literal::BelowAll) => {
            column.is_not_null()
        }
        (Operator::Ne, _) => lit(true),
        // No value of the type equals it, none is beyond it.
        _ => lit(false),
    }
}

/// `LIKE` reads `\` as its escape sign.
fn contains_pattern(value: &str) -> String {
    let mut pattern = String::with_capacity(value.len() + 2);
    pattern.push('%');
    for letter in value.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

fn contains(name: &str, pattern: ScalarValue) -> Expr {
    Expr::Like(Like::new(false, Box::new(column(name)), Box::new(lit(pattern)), None, true))
}

pub(crate) fn binary(left: Expr, operator: Compare, right: Expr) -> Expr {
    Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right)))
}
