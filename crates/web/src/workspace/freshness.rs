//! Whether data are fresh: the update frequency says how many days an update may take.

use catalog::{city::City, dataset::Dataset, dataset::Target};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::i18n::Translator;

/// How fresh a published dataset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// Nothing is published yet, or no frequency binds it.
    NoSchedule,
    /// An update is due by that day.
    Due(Date),
    /// An update should have come so many days ago.
    Overdue(u32),
}

/// When the latest version appeared here.
pub(crate) fn last_published(dataset: &Dataset) -> Option<Timestamp> {
    dataset.targets.iter().find(|state| state.target == Target::City).and_then(|state| state.published_at)
}

/// How fresh a dataset is today.
pub(crate) fn freshness(city: &City, dataset: &Dataset, now: Timestamp) -> Freshness {
    let days = dataset.passport.frequency.as_deref().and_then(|code| city.country.frequency(code)?.days);
    let (Some(days), Some(published)) = (days, last_published(dataset)) else { return Freshness::NoSchedule };
    let Ok(due) = city.day(published).checked_add(i64::from(days).days()) else { return Freshness::NoSchedule };
    let late = due.until(city.day(now)).map_or(0, |span| span.get_days());
    u32::try_from(late).ok().filter(|late| *late > 0).map_or(Freshness::Due(due), Freshness::Overdue)
}

impl Freshness {
    /// The state's name, for its colour.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NoSchedule => "none",
            Self::Due(_) => "fresh",
            Self::Overdue(_) => "overdue",
        }
    }

    /// The state's words.
    pub(crate) fn words(self, t: Translator) -> String {
        match self {
            Self::NoSchedule => t.get("work-no-schedule"),
            Self::Due(date) => t.with("work-due", "date", t.date(&date)),
            Self::Overdue(days) => t.count("work-overdue", days),
        }
    }
}
