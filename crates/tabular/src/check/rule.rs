//! Rules over several fields of a row, as schemas declare them.

use serde::{Deserialize, Serialize};

/// A rule over several fields; each names the fields of the schema it stands in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum Rule {
    /// The end does not come before the start; both are days, moments, times of day or numbers.
    Order {
        /// What comes first.
        start: String,
        /// What comes last.
        end: String,
    },
    /// The point lies inside the city's border, or inside Ukraine where no border is known.
    Place {
        /// Field of the latitude.
        latitude: String,
        /// Field of the longitude.
        longitude: String,
    },
    /// The point lies in the district of the city that another field names.
    District {
        /// Field of the latitude.
        latitude: String,
        /// Field of the longitude.
        longitude: String,
        /// Field of the district: its name or its code in the codifier.
        district: String,
    },
    /// The code of the codifier is the code of a settlement of that name.
    Codifier {
        /// Field of the code.
        code: String,
        /// Field of the name.
        name: String,
    },
    /// The parts add up to the total.
    Sum {
        /// Fields that are added; a missing value adds nothing.
        parts: Vec<String>,
        /// Field of the total.
        total: String,
        /// How much the total may differ; what rounding explains where it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tolerance: Option<f64>,
    },
    /// At least one of the fields has a value.
    OneOf {
        /// The fields.
        fields: Vec<String>,
    },
    /// Where a field has one of some values, others must have a value.
    IfThen {
        /// The field that decides.
        field: String,
        /// The values that ask for the others, whatever their case.
        equals: Vec<String>,
        /// The fields that must have a value then.
        requires: Vec<String>,
    },
}

impl Rule {
    /// The fields that it speaks of.
    pub fn fields(&self) -> Vec<&str> {
        let all: Vec<&String> = match self {
            Self::Order { start, end } => vec![start, end],
            Self::Place { latitude, longitude } => vec![latitude, longitude],
            Self::District { latitude, longitude, district } => vec![latitude, longitude, district],
            Self::Codifier { code, name } => vec![code, name],
            Self::Sum { parts, total, .. } => std::iter::once(total).chain(parts).collect(),
            Self::OneOf { fields } => fields.iter().collect(),
            Self::IfThen { field, requires, .. } => std::iter::once(field).chain(requires).collect(),
        };
        all.into_iter().map(String::as_str).collect()
    }

    /// The rule with other names for its fields; `None` where one of them has none.
    pub(crate) fn renamed(&self, name: &impl Fn(&String) -> Option<String>) -> Option<Self> {
        let all = |names: &[String]| names.iter().map(name).collect::<Option<Vec<_>>>();
        Some(match self {
            Self::Order { start, end } => Self::Order { start: name(start)?, end: name(end)? },
            Self::Place { latitude, longitude } => {
                Self::Place { latitude: name(latitude)?, longitude: name(longitude)? }
            }
            Self::District { latitude, longitude, district } => {
                Self::District { latitude: name(latitude)?, longitude: name(longitude)?, district: name(district)? }
            }
            Self::Codifier { code, name: own } => Self::Codifier { code: name(code)?, name: name(own)? },
            Self::Sum { parts, total, tolerance } => {
                Self::Sum { parts: all(parts)?, total: name(total)?, tolerance: *tolerance }
            }
            Self::OneOf { fields } => Self::OneOf { fields: all(fields)? },
            Self::IfThen { field, equals, requires } => {
                Self::IfThen { field: name(field)?, equals: equals.clone(), requires: all(requires)? }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_reads_as_the_schema_writes_it() {
        let text = r#"{"rule": "if-then", "field": "статус", "equals": ["скасовано"], "requires": ["дата"]}"#;

        let rule: Rule = serde_json::from_str(text).expect("a rule");

        assert_eq!(rule.fields(), ["статус", "дата"]);
        assert_eq!(rule.renamed(&|name| (name != "дата").then(|| name.clone())), None);
    }
}
