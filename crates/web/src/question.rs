//! The question of an address (`?a=b&c=d`), read leniently: pages never fail for what somebody typed there.

use url::form_urlencoded;

use crate::Problem;

/// Longest question that is looked at, in bytes; what lies beyond is ignored.
const LENGTH_MAX: usize = 16 << 10;
/// Most parameters that are looked at.
const PARAMETERS_MAX: usize = 200;

/// Parameters in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Question {
    parameters: Vec<(String, String)>,
}

impl Question {
    /// Reads a query as it came.
    pub(crate) fn parse(query: Option<&str>) -> Self {
        let bytes = query.unwrap_or_default().as_bytes();
        let known = &bytes[..bytes.len().min(LENGTH_MAX)];
        let parameters = form_urlencoded::parse(known).take(PARAMETERS_MAX);
        Self { parameters: parameters.map(|(name, value)| (name.into_owned(), value.into_owned())).collect() }
    }

    /// The first value of a parameter, without outer spaces; `None` where it is absent or empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).map(str::trim).find(|value| !value.is_empty())
    }

    /// All values of a parameter.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A number of a parameter, kept within bounds; `otherwise` where it is absent or none.
    pub(crate) fn number(&self, name: &str, bounds: std::ops::RangeInclusive<u32>, otherwise: u32) -> u32 {
        let number = self.get(name).and_then(|value| value.parse::<u32>().ok());
        number.map_or(otherwise, |number| number.clamp(*bounds.start(), *bounds.end()))
    }

    /// A number of a parameter, for scripts, which are told where they err; `otherwise` where it is absent.
    pub(crate) fn exact_number(
        &self,
        name: &str,
        bounds: std::ops::RangeInclusive<u32>,
        otherwise: u32,
    ) -> Result<u32, Problem> {
        let Some(text) = self.get(name) else { return Ok(otherwise) };
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        number.ok_or_else(|| Problem::unintelligible(name))
    }

    /// The same question with a parameter set (`None` takes it away).
    #[must_use]
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut parameters: Vec<_> = self.parameters.iter().filter(|(known, _)| known != name).cloned().collect();
        parameters.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        Self { parameters }
    }

    /// The same question with another value of a parameter that may stand several times.
    #[must_use]
    pub(crate) fn and(&self, name: &str, value: &str) -> Self {
        let mut parameters = self.parameters.clone();
        parameters.push((name.to_owned(), value.to_owned()));
        Self { parameters }
    }

    /// The same question without one value of a parameter.
    #[must_use]
    pub(crate) fn without(&self, name: &str, value: &str) -> Self {
        let is_it = |(known, had): &&(String, String)| known == name && had == value;
        Self { parameters: self.parameters.iter().filter(|parameter| !is_it(parameter)).cloned().collect() }
    }

    /// A path with this question.
    pub(crate) fn on(&self, path: &str) -> String {
        if self.parameters.is_empty() {
            return path.to_owned();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.parameters);
        format!("{path}?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_being_read_and_written() {
        let question = Question::parse(Some("filter=назва:eq:Парк%20%26%20сад&sort=-a&filter=b%3Anull%3Atrue"));

        assert_eq!(question.all("filter").collect::<Vec<_>>(), ["назва:eq:Парк & сад", "b:null:true"]);
        assert_eq!(Question::parse(question.on("/x").split_once('?').map(|(_, query)| query)), question);
        assert_eq!(question.without("filter", "b:null:true").all("filter").count(), 1);
    }

    #[test]
    fn broken_bytes_are_read_without_failing() {
        let question = Question::parse(Some("%ff%fe=%00&&&=&page=99999999999999999999"));

        assert_eq!(question.number("page", 1..=100, 1), 1);
    }

    #[test]
    fn a_script_is_told_of_a_number_out_of_bounds() {
        let question = Question::parse(Some("limit=-1&offset=5"));

        assert!(question.exact_number("limit", 1..=100, 20).is_err());
        assert!(matches!(question.exact_number("offset", 0..=100, 0), Ok(5)));
        assert!(matches!(question.exact_number("absent", 1..=100, 20), Ok(20)));
    }
}
