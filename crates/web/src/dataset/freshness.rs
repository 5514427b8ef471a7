//! Whether a dataset is as fresh as its passport promises, in words for everybody.

use catalog::{city::City, dataset::Dataset};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::i18n::Translator;

/// How fresh a dataset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// No update frequency binds it, or nothing is published yet.
    Unbound,
    /// The next update is due by that day.
    Due(Date),
    /// An update should have come so many days ago.
    Overdue(u32),
}

impl Freshness {
    /// How fresh a dataset is whose latest version appeared at `published`.
    pub(crate) fn of(dataset: &Dataset, published: Option<Timestamp>, city: &City, now: Timestamp) -> Self {
        let days = dataset.passport.frequency.as_deref().and_then(|code| city.country.frequency(code)?.days);
        let (Some(days), Some(published)) = (days, published) else { return Self::Unbound };
        let Ok(due) = city.day(published).checked_add(i64::from(days).days()) else { return Self::Unbound };
        let late = due.until(city.day(now)).map_or(0, |span| span.get_days());
        u32::try_from(late).ok().filter(|late| *late > 0).map_or(Self::Due(due), Self::Overdue)
    }

    /// The state's name, for its colour.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unbound => "unbound",
            Self::Due(_) => "fresh",
            Self::Overdue(_) => "overdue",
        }
    }

    /// The state in words.
    pub(crate) fn words(self, t: Translator) -> String {
        match self {
            Self::Unbound => t.get("freshness-unbound"),
            Self::Due(day) => t.with("freshness-due", "day", t.date(&day)),
            Self::Overdue(days) => t.count("freshness-overdue", days),
        }
    }
}

#[cfg(test)]
mod tests {
    use catalog::{Language, city::Term};

    use super::*;

    #[test]
    fn a_monthly_dataset_is_overdue_on_the_day_after_its_term() {
        let city = crate::samples::city(vec![Term { days: Some(31), ..term("once a month") }]);
        let dataset = crate::samples::dataset("once a month");
        let published = "2026-10-01T09:00:00Z".parse().expect("an instant");

        let on_the_day =
            Freshness::of(&dataset, Some(published), &city, "2026-11-01T12:00:00Z".parse().expect("an instant"));
        let a_day_late =
            Freshness::of(&dataset, Some(published), &city, "2026-11-02T12:00:00Z".parse().expect("an instant"));

        assert_eq!(on_the_day, Freshness::Due(jiff::civil::date(2026, 11, 1)));
        assert_eq!(a_day_late, Freshness::Overdue(1));
        assert_eq!(a_day_late.words(Translator::new(Language::En)), "overdue by 1 day");
    }

    fn term(code: &str) -> Term {
        Term { code: code.to_owned(), label: catalog::Text::uk(code), uri: None, days: None }
    }
}
