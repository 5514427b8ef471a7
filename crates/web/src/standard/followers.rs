//! Which published datasets follow which standard, and how well.

use std::collections::HashMap;

use catalog::{
    dataset::{Dataset, Distribution, management},
    ports::DatasetFilter,
};
use intake::Conformity;
use standards::Standard;

use crate::{
    Portal, Problem, Visit,
    dataset::views::{DatasetCard, Publishers},
    i18n::Translator,
};

/// Datasets asked for at once.
const PAGE: u32 = 200;
/// Datasets looked at in all: a city has hundreds.
const DATASETS_MAX: u32 = 10_000;
/// Followers of one standard whose reports are read for a page.
const JUDGED_MAX: usize = 50;

/// A dataset that follows a standard, as its page shows it.
pub(super) struct Follower {
    pub(super) card: DatasetCard,
    /// Whether nothing in it breaks a rule; `None` where that is not known.
    pub(super) is_sound: Option<bool>,
    /// How well it keeps to the standard.
    pub(super) quality: Vec<String>,
}

/// Published datasets that follow any standard.
pub(super) async fn all(portal: &Portal) -> Result<Vec<Dataset>, Problem> {
    let mut followers = Vec::new();
    for offset in (0..DATASETS_MAX).step_by(PAGE as usize) {
        let filter = DatasetFilter { offset, limit: PAGE, ..DatasetFilter::default() };
        let found = management::list_published(&portal.ports, filter).await?;
        followers.extend(
            found
                .items
                .into_iter()
                .filter(|dataset| dataset.distributions.iter().any(|distribution| distribution.standard.is_some())),
        );
        if u64::from(offset + PAGE) >= found.total {
            break;
        }
    }
    Ok(followers)
}

/// How many published datasets follow each standard; standards without any are left out.
pub(super) async fn counts(portal: &Portal) -> Result<HashMap<String, u64>, Problem> {
    let mut counts = HashMap::new();
    for dataset in all(portal).await? {
        let mut own: Vec<String> = dataset.distributions.into_iter().filter_map(|own| own.standard).collect();
        own.sort();
        own.dedup();
        for id in own {
            *counts.entry(id).or_default() += 1;
        }
    }
    Ok(counts)
}

/// The published datasets that follow a standard.
pub(super) async fn of(
    portal: &Portal,
    visit: &Visit,
    standard: &Standard,
    publishers: &Publishers,
) -> Result<Vec<Follower>, Problem> {
    let mut followers = Vec::new();
    for dataset in all(portal).await?.iter().filter(|dataset| follows(dataset, &standard.id)) {
        let is_judged = followers.len() < JUDGED_MAX;
        let conformity = if is_judged { conformity(portal, dataset, standard).await? } else { None };
        followers.push(Follower {
            card: DatasetCard::new(dataset, publishers, portal, visit),
            is_sound: conformity.map(|conformity| conformity.errors == 0),
            quality: conformity.map(|found| in_words(&found, standard, visit.translator())).unwrap_or_default(),
        });
    }
    Ok(followers)
}

/// Whether a dataset follows the standard of that id.
pub(super) fn follows(dataset: &Dataset, id: &str) -> bool {
    dataset.distributions.iter().any(|distribution| is_of(distribution, id))
}

fn is_of(distribution: &Distribution, id: &str) -> bool {
    distribution.standard.as_deref() == Some(id)
}

/// How well the latest version of the first distribution that follows the standard keeps to it.
async fn conformity(portal: &Portal, dataset: &Dataset, standard: &Standard) -> Result<Option<Conformity>, Problem> {
    let own = dataset.distributions.iter().find(|distribution| is_of(distribution, &standard.id));
    let Some(own) = own else { return Ok(None) };
    let version = portal.ports.versions.version_by_number(own.id, own.latest_version).await?;
    let Some(version) = version else { return Ok(None) };
    match portal.intake.conformity(standard, &version).await {
        Ok(found) => Ok(found),
        // The page is worth showing without it; the failure is in the log.
        Err(error) => {
            tracing::error!(%error, dataset = %dataset.identifier, "a version's report could not be read");
            Ok(None)
        }
    }
}

fn in_words(found: &Conformity, standard: &Standard, t: Translator) -> Vec<String> {
    let all = t.number(standard.schema.fields.len() as u64);
    let errors = match found.errors {
        0 => t.get("standard-quality-sound"),
        errors => t.count("standard-quality-errors", errors),
    };
    let warnings = (found.warnings > 0).then(|| t.count("draft-warnings-count", found.warnings));
    let fields = t.count_with("standard-quality-fields", found.fields_held, &[("all", &all)]);
    [errors].into_iter().chain(warnings).chain([fields, t.count("rows-count", found.rows)]).collect()
}
