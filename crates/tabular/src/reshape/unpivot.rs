//! Columns of periods turned into rows: one field with the period, one with the value.

use std::collections::HashSet;

use arrow::array::StringBuilder;

use super::rows::Effect;
use crate::{
    TextBatch,
    fix::{Part, period},
};

/// Columns of periods that make a table wide.
const PERIODS_MIN: usize = 3;

/// Columns that become rows.
#[derive(Debug, Clone)]
pub(super) struct Unpivot {
    /// The columns, in order.
    pub(super) columns: Vec<usize>,
    /// Names of the new fields: period, value.
    pub(super) names: (String, String),
    /// What the first new field says for each column.
    labels: Vec<String>,
}

/// The columns whose headers are periods, where there are enough of them and something else beside.
pub(crate) fn periods(headers: &[String]) -> Option<Vec<usize>> {
    let found: Vec<_> = headers.iter().enumerate().filter_map(|(at, header)| Some((at, period(header)?))).collect();
    let distinct: HashSet<_> = found.iter().map(|(_, period)| *period).collect();
    let is_wide = found.len() >= PERIODS_MIN && distinct.len() == found.len() && found.len() < headers.len();
    is_wide.then(|| found.into_iter().map(|(at, _)| at).collect())
}

impl Unpivot {
    /// `choice` may name the field of values.
    pub(super) fn of(headers: &[String], mut columns: Vec<usize>, choice: Option<&str>) -> Option<Self> {
        columns.sort_unstable();
        columns.dedup();
        if columns.len() < 2 || columns.len() >= headers.len() {
            return None;
        }
        let found: Vec<_> = columns.iter().map(|at| period(&headers[*at])).collect();
        let label = |at: &usize| {
            let iso = period(&headers[*at]).and_then(crate::fix::Period::to_iso);
            iso.unwrap_or_else(|| headers[*at].split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let is_ukrainian = headers
            .iter()
            .any(|header| header.chars().any(|letter| matches!(letter, 'а'..='я' | 'А'..='Я' | 'і' | 'ї' | 'є')));
        let all =
            |wanted: fn(Part) -> bool| found.iter().all(|period| period.is_some_and(|period| wanted(period.part)));
        let (uk, en) = if all(|part| part == Part::Whole) {
            ("Рік", "year")
        } else if all(|part| matches!(part, Part::Month(_))) {
            ("Місяць", "month")
        } else if all(|part| matches!(part, Part::Quarter(_))) {
            ("Квартал", "quarter")
        } else {
            ("Період", "period")
        };
        let value = choice.unwrap_or(if is_ukrainian { "Значення" } else { "value" });
        let name = if is_ukrainian { uk } else { en };
        Some(Self { labels: columns.iter().map(label).collect(), names: (name.to_owned(), value.to_owned()), columns })
    }

    /// `left_out` are rows that stay out: a total of periods is one of each of them.
    pub(super) fn apply(&self, batch: &TextBatch, left_out: Option<&[bool]>, effect: &mut Effect) -> TextBatch {
        let factor = self.columns.len();
        let kept: Vec<usize> = (0..batch.columns.len()).filter(|at| !self.columns.contains(at)).collect();
        let mut builders: Vec<StringBuilder> = kept.iter().map(|_| StringBuilder::new()).collect();
        let (mut labels, mut values) = (StringBuilder::new(), StringBuilder::new());
        let mut places = Vec::with_capacity(batch.rows() * factor);
        let is_left_out = |row: &usize| left_out.is_some_and(|marks| marks[*row]);
        for (row, place) in batch.places.iter().enumerate().filter(|(row, _)| !is_left_out(row)) {
            for (at, label) in self.columns.iter().zip(&self.labels) {
                for (builder, column) in builders.iter_mut().zip(&kept) {
                    builder.append_value(batch.columns[*column].value(row));
                }
                let value = batch.columns[*at].value(row);
                labels.append_value(label);
                values.append_value(value);
                places.push(*place);
                effect.add(*place, value, &format!("{label} | {value}"));
            }
        }
        let at = kept.iter().filter(|column| **column < self.columns[0]).count();
        let mut columns: Vec<_> = builders.iter_mut().map(StringBuilder::finish).collect();
        columns.splice(at..at, [labels.finish(), values.finish()]);
        TextBatch { columns, places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn three_periods_beside_something_else_make_a_table_wide() {
        assert_eq!(periods(&headers(&["Район", "2021", "2022", "2023"])), Some(vec![1, 2, 3]));
        assert_eq!(periods(&headers(&["Район", "2021", "2022"])), None);
        assert_eq!(periods(&headers(&["2021", "2022", "2023"])), None);
        assert_eq!(periods(&headers(&["Район", "2021", "2021", "2023"])), None);
    }
}
