//! Use case: a version's content is removed by decision. What remains says so: hash, date and ground, answered with 410.

use serde_json::json;

use crate::{
    Action, Actor, Ports, StoreError, Text,
    dataset::management::{self, DatasetError},
    job::{NewJob, Work},
    version::{Purge, Version},
};

/// Why a version was not purged.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    /// There is no such dataset or version, or the actor may not know of it.
    #[error("there is no such version")]
    NotFound,
    /// Only administrators purge.
    #[error("purging is not allowed")]
    Denied,
    /// A purge must name the decision it carries out.
    #[error("a ground is needed")]
    NoGround,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DatasetError> for PurgeError {
    fn from(error: DatasetError) -> Self {
        match error {
            DatasetError::Denied => Self::Denied,
            DatasetError::Store(error) => Self::Store(error),
            _ => Self::NotFound,
        }
    }
}

/// Marks a version as purged. Its blobs are removed by the collector unless another version shares them.
pub async fn purge(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    distribution: u32,
    number: u32,
    ground: Text,
) -> Result<Version, PurgeError> {
    let (dataset, _) = management::find_for(ports, actor, identifier, Action::Purge).await?;
    if ground.is_empty() {
        return Err(PurgeError::NoGround);
    }
    let distribution = dataset.distribution(distribution).ok_or(PurgeError::NotFound)?;
    let version = ports.versions.version_by_number(distribution.id, number).await?.ok_or(PurgeError::NotFound)?;
    if version.purged.is_some() {
        return Ok(version);
    }

    let now = ports.clock.now();
    let facts = json!({
        "distribution": distribution.number,
        "version": number,
        "original_sha256": version.original.blob.sha256,
        "ground": ground,
    });
    let mut change = management::note(ports, actor, &dataset, "version.purged", facts);
    change.jobs.push(NewJob::now(Work::CollectGarbage, Some(dataset.id), now));
    let purged = Version { purged: Some(Purge { at: now, person: actor.person_id(), ground }), ..version };
    ports.versions.save_purged(&purged, change).await?;
    Ok(purged)
}
