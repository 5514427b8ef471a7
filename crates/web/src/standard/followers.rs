//! Which published datasets follow which standard.

use catalog::{
    dataset::{Dataset, management},
    ports::DatasetFilter,
};

use crate::{Portal, Problem};

/// Datasets asked for at once.
const PAGE: u32 = 200;
/// Datasets looked at in all: a city has hundreds.
const DATASETS_MAX: u32 = 10_000;

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

/// Whether a dataset follows the standard of that id.
pub(super) fn follows(dataset: &Dataset, id: &str) -> bool {
    dataset.distributions.iter().any(|distribution| distribution.standard.as_deref() == Some(id))
}
