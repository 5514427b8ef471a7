//! The way through a numbered list.

use crate::{i18n::Translator, question::Question};

/// Links to the pages around the present one.
#[derive(Debug, Clone)]
pub(crate) struct Pager {
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) here: String,
    pub(crate) is_needed: bool,
}

impl Pager {
    pub(crate) fn new(question: &Question, path: &str, page: u32, total: u64, per_page: u32, t: Translator) -> Self {
        let last = u32::try_from(total.div_ceil(u64::from(per_page))).unwrap_or(u32::MAX).max(1);
        let at = |page: u32| question.with("page", (page > 1).then(|| page.to_string()).as_deref()).on(path);
        Self {
            // Whoever strayed beyond the end finds the way back.
            previous: (page > 1).then(|| at((page - 1).min(last))),
            next: (page < last).then(|| at(page + 1)),
            here: t.with_two("pager-here", ("page", t.number(page)), ("last", t.number(last))),
            is_needed: last > 1 || page > 1,
        }
    }
}
