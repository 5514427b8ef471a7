//! What an address asks of a table: `version`, `filter=field:op:value`, `sort=-a,b`, `limit`, `after`.

use axum::http::StatusCode;
use catalog::{
    table_query::{Filter, Operator, RowQuery, Sort},
    version::Field,
};

use crate::{Problem, question::Question};

/// Most conditions of one question.
const FILTERS_MAX: usize = 20;
/// Most sort keys of one question.
const SORTS_MAX: usize = 8;
/// Longest value of a condition, in characters.
const VALUE_LENGTH_MAX: usize = 1_000;

/// Operators by the names the API gives them.
pub(crate) const OPERATORS: [(&str, Operator); 8] = [
    ("eq", Operator::Eq),
    ("ne", Operator::Ne),
    ("lt", Operator::Lt),
    ("lte", Operator::Lte),
    ("gt", Operator::Gt),
    ("gte", Operator::Gte),
    ("contains", Operator::Contains),
    ("null", Operator::Null),
];

/// The version an address asks for: a number, or `None` for the latest.
pub(crate) fn version(question: &Question) -> Result<Option<u32>, Problem> {
    match question.get("version") {
        None | Some("latest") => Ok(None),
        Some(number) => number.parse().map(Some).map_err(|_| Problem::unintelligible("version")),
    }
}

/// Reads the question about rows.
pub(crate) fn row_query(
    question: &Question,
    fields: &[Field],
    limit: u32,
    limit_max: u32,
) -> Result<RowQuery, Problem> {
    let filters: Vec<&str> = question.all("filter").filter(|filter| !filter.trim().is_empty()).collect();
    if filters.len() > FILTERS_MAX {
        return Err(Problem::unintelligible("filter"));
    }
    let limit = question.exact_number("limit", 1..=limit_max, limit)?;
    Ok(RowQuery {
        filters: filters.into_iter().map(|text| filter(text, fields)).collect::<Result<_, _>>()?,
        sort: question.get("sort").map_or_else(|| Ok(Vec::new()), |text| sort(text, fields))?,
        limit,
        after: question.get("after").map(ToOwned::to_owned),
    })
}

/// `field:op:value`. A field's name may itself hold colons, so the longest name that fits is taken.
pub(crate) fn filter(text: &str, fields: &[Field]) -> Result<Filter, Problem> {
    let rest_of = |field: &Field| text.strip_prefix(field.name.as_str())?.strip_prefix(':');
    let known =
        fields.iter().filter_map(|field| Some((field, rest_of(field)?))).max_by_key(|(field, _)| field.name.len());
    let Some((field, rest)) = known else {
        let name = text.split(':').next().unwrap_or_default();
        return Err(unknown_field(name));
    };
    let (name, value) = rest.split_once(':').unwrap_or((rest, ""));
    let operator = OPERATORS.iter().find(|(known, _)| *known == name).map(|(_, operator)| *operator);
    let operator = operator.ok_or_else(|| Problem::unintelligible(name))?;
    let is_lawful = match operator {
        Operator::Null => matches!(value, "true" | "false"),
        _ => value.chars().count() <= VALUE_LENGTH_MAX,
    };
    if !is_lawful {
        return Err(Problem::unintelligible(value));
    }
    Ok(Filter { field: field.name.clone(), operator, value: value.to_owned() })
}

/// `-a,b`. A field's name may itself hold commas, so at each place the longest name that fits is taken.
fn sort(text: &str, fields: &[Field]) -> Result<Vec<Sort>, Problem> {
    let mut keys = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if keys.len() == SORTS_MAX {
            return Err(Problem::unintelligible("sort"));
        }
        let (descending, bare) = rest.strip_prefix('-').map_or((false, rest), |bare| (true, bare));
        let fits = |name: &str| bare.strip_prefix(name).filter(|after| after.is_empty() || after.starts_with(','));
        let known = fields
            .iter()
            .filter_map(|field| Some((field, fits(&field.name)?)))
            .max_by_key(|(field, _)| field.name.len());
        let Some((field, after)) = known else {
            return Err(unknown_field(bare.split(',').next().unwrap_or_default()));
        };
        keys.push(Sort { field: field.name.clone(), descending });
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    Ok(keys)
}

fn unknown_field(name: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "unknown-field").arg("field", name)
}

#[cfg(test)]
mod tests {
    use catalog::Text;

    use super::*;

    fn fields(names: &[&str]) -> Vec<Field> {
        let field = |name: &&str| Field {
            name: (*name).to_owned(),
            title: Text::default(),
            kind_of_type: "string".to_owned(),
            kind: None,
            masked: false,
        };
        names.iter().map(field).collect()
    }

    #[test]
    fn a_value_may_hold_colons() {
        let filter = filter("at:gte:2026-11-01T10:00:00Z", &fields(&["at"])).expect("a lawful filter");

        assert_eq!((filter.operator, filter.value.as_str()), (Operator::Gte, "2026-11-01T10:00:00Z"));
    }

    #[test]
    fn a_field_name_may_hold_colons_and_the_longest_that_fits_is_meant() {
        let filter = filter("a:b:eq:1", &fields(&["a", "a:b"])).expect("a lawful filter");

        assert_eq!((filter.field.as_str(), filter.value.as_str()), ("a:b", "1"));
    }

    #[test]
    fn null_takes_true_or_false_alone() {
        assert!(filter("a:null:true", &fields(&["a"])).is_ok());
        assert_eq!(filter("a:null:maybe", &fields(&["a"])).expect_err("no lawful filter").code(), "unintelligible");
    }

    #[test]
    fn a_sort_names_fields_and_their_direction() {
        let keys = sort("-a,b", &fields(&["a", "b"])).expect("a lawful sort");

        assert_eq!(
            keys.iter().map(|key| (key.field.as_str(), key.descending)).collect::<Vec<_>>(),
            [("a", true), ("b", false)]
        );
        assert_eq!(sort("c", &fields(&["a"])).expect_err("no such field").code(), "unknown-field");
    }
}
