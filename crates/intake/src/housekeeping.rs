//! What runs by the calendar: drafts expire after a warning, blobs nobody refers to go.

use catalog::{
    Actor, DraftId,
    blob::BlobError,
    draft::{Draft, DraftState, WARNING},
};
use futures::StreamExt;
use serde_json::json;

use crate::{Intake, IntakeError, upload::note};

/// What a round of housekeeping did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Housekeeping {
    /// Drafts whose people were warned.
    pub warned: u64,
    /// Drafts that expired.
    pub expired: u64,
    /// Blobs removed.
    pub removed: u64,
}

impl Intake {
    /// Warns about drafts that end within [`WARNING`] and ends those whose time is over.
    pub async fn expire_drafts(&self) -> Result<Housekeeping, IntakeError> {
        let now = self.ports.clock.now();
        let mut done = Housekeeping::default();
        for draft in self.ports.drafts.open_drafts(None).await? {
            let Some(dataset) = self.ports.datasets.dataset(draft.dataset_id).await? else { continue };
            let facts = json!({ "draft": draft.id, "expires_at": draft.expires_at() });
            let (kind, next) = if draft.expires_at() <= now {
                done.expired += 1;
                ("draft.expired", Draft { state: DraftState::Expired, ..draft.clone() })
            } else if draft.expires_at() - WARNING <= now && draft.warned_at.is_none() {
                done.warned += 1;
                ("draft.expiry-warned", Draft { warned_at: Some(now), ..draft.clone() })
            } else {
                continue;
            };
            let change = note(&dataset, &Actor::System, kind, facts, now);
            self.ports.drafts.save_draft(&next, change).await?;
            if next.state == DraftState::Expired {
                self.forget_upload(draft.id).await;
            }
        }
        Ok(done)
    }

    /// Removes blobs no row refers to. Gives up (to be tried again) while something is being written.
    pub async fn collect_garbage(&self) -> Result<Housekeeping, IntakeError> {
        let Ok(_alone) = self.writing.try_write() else { return Err(IntakeError::WrongState("writing")) };
        let referenced = self.ports.admin.referenced_blobs().await?;
        let mut done = Housekeeping::default();
        let mut blobs = self.ports.blobs.list().await?;
        while let Some(blob) = blobs.next().await {
            let hash = blob?.sha256;
            if !referenced.contains(&hash) {
                self.ports.blobs.remove(&hash).await?;
                done.removed += 1;
            }
        }
        Ok(done)
    }

    /// Completes uploads whose last byte arrived before a crash: what was acknowledged must not wait for its sender.
    pub async fn recover_uploads(&self) -> Result<(), IntakeError> {
        for id in self.ports.uploads.list().await? {
            let Some(draft) = self.ports.drafts.draft(id).await? else {
                self.forget_upload(id).await;
                continue;
            };
            let DraftState::Receiving { total: Some(total) } = draft.state else { continue };
            if self.ports.uploads.received(id).await? == total {
                self.complete(&Actor::System, id).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn forget_upload(&self, id: DraftId) {
        match self.ports.uploads.remove(id).await {
            Ok(()) | Err(BlobError::Missing) => {}
            Err(error) => tracing::warn!(draft.id = %id, %error, "an upload could not be removed"),
        }
    }
}
