//! One field cut into several: latitude and longitude, the parts of an address.

use arrow::array::{StringArray, StringBuilder};

use super::rows::Effect;
use crate::{
    TextBatch,
    fix::{AddressPart, address, coordinate_pair},
};

/// A column that is cut.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub(super) column: usize,
    /// The whole stays as a field before its parts.
    pub(super) keeps: bool,
    into: Into,
}

#[derive(Debug, Clone)]
enum Into {
    Coordinates,
    Address(Vec<AddressPart>),
}

impl Split {
    pub(super) fn coordinates(column: usize, keeps: bool) -> Self {
        Self { column, keeps, into: Into::Coordinates }
    }

    /// Without a wish for certain fields all parts become fields.
    pub(super) fn address(column: usize, wanted: &[String], keeps: bool) -> Self {
        let is_wanted = |part: &AddressPart| wanted.iter().any(|name| name == part.field_name());
        let mut parts: Vec<AddressPart> = AddressPart::ALL.into_iter().filter(is_wanted).collect();
        if parts.is_empty() {
            parts = AddressPart::ALL.to_vec();
        }
        // Without the whole beside them the parts must not lose anything.
        if !keeps && !parts.contains(&AddressPart::Rest) {
            parts.push(AddressPart::Rest);
        }
        Self { column, keeps, into: Into::Address(parts) }
    }

    pub(super) fn headers(&self) -> Vec<String> {
        match &self.into {
            Into::Coordinates => vec!["lat".to_owned(), "lon".to_owned()],
            Into::Address(parts) => parts.iter().map(|part| part.field_name().to_owned()).collect(),
        }
    }

    pub(super) fn apply(&self, mut batch: TextBatch, effect: &mut Effect) -> TextBatch {
        let column = batch.columns[self.column].clone();
        let mut builders: Vec<StringBuilder> = self.headers().iter().map(|_| StringBuilder::new()).collect();
        for (row, place) in batch.places.iter().enumerate() {
            let raw = column.value(row);
            match self.cut(raw) {
                Some(parts) => {
                    effect.add(
                        *place,
                        raw,
                        &parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" | "),
                    );
                    builders.iter_mut().zip(&parts).for_each(|(builder, part)| builder.append_value(part));
                }
                None => self.keep_whole(raw, &mut builders),
            }
        }
        let parts = builders.iter_mut().map(StringBuilder::finish);
        let start = if self.keeps { self.column + 1 } else { self.column };
        let parts: Vec<StringArray> = parts.collect();
        batch.columns.splice(start..=self.column, parts);
        batch
    }

    fn cut(&self, raw: &str) -> Option<Vec<String>> {
        match &self.into {
            Into::Coordinates => coordinate_pair(raw).map(|(latitude, longitude)| vec![latitude, longitude]),
            Into::Address(parts) => {
                let found = address(raw)?;
                Some(parts.iter().map(|part| found.get(*part).to_owned()).collect())
            }
        }
    }

    /// What cannot be cut is not lost: without the whole beside it, it stands in the first part, or in what is left of an address.
    fn keep_whole(&self, raw: &str, builders: &mut [StringBuilder]) {
        let at = match &self.into {
            Into::Coordinates => 0,
            Into::Address(parts) => parts.iter().position(|part| *part == AddressPart::Rest).unwrap_or_default(),
        };
        for (index, builder) in builders.iter_mut().enumerate() {
            builder.append_value(if index == at && !self.keeps { raw } else { "" });
        }
    }
}
