//! The file arrives: whole or piece by piece, resumable after a cut. What was acknowledged is on the disk.

use std::io;

use bytes::Bytes;
use catalog::{
    Action, Actor, DraftId,
    blob::BlobError,
    dataset::management,
    draft::{Draft, DraftState},
    event::{Change, NewEvent},
    id::EventId,
    job::{NewJob, Work},
};
use futures::stream::BoxStream;
use serde_json::json;
use tabular::Recipe;

use crate::{Intake, IntakeError};

/// Longest file name kept, in characters.
const FILE_NAME_CHARACTERS_MAX: usize = 255;

impl Intake {
    /// Begins an upload into a distribution. `total`: bytes announced.
    pub async fn start(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
        file_name: &str,
        total: Option<u64>,
    ) -> Result<Draft, IntakeError> {
        let (dataset, _) = management::find_for(&self.ports, actor, identifier, Action::Edit).await?;
        let distribution = dataset.distribution(distribution).ok_or(IntakeError::NotFound)?;
        let limit = self.config.upload_bytes_max;
        if total.is_some_and(|total| total > limit) {
            return Err(IntakeError::TooLarge { limit });
        }

        let now = self.ports.clock.now();
        let recipe = match &distribution.recipe {
            Some(recipe) => recipe.clone(),
            None => serde_json::to_value(Recipe::empty())?,
        };
        let draft = Draft {
            id: DraftId::new(now),
            dataset_id: dataset.id,
            distribution_id: distribution.id,
            person: actor.person_id(),
            file_name: clean_file_name(file_name),
            state: DraftState::Receiving { total },
            original: None,
            recipe,
            undo: Vec::new(),
            built: None,
            justifications: Vec::new(),
            created_at: now,
            changed_at: now,
            warned_at: None,
            revision: 1,
        };
        self.ports.uploads.begin(draft.id).await?;
        let change = note(&dataset, actor, "draft.started", json!({ "draft": draft.id }), now);
        self.ports.drafts.add_draft(&draft, change).await?;
        Ok(draft)
    }

    /// Bytes of an upload that are safely on the disk.
    pub async fn received(&self, actor: &Actor, id: DraftId) -> Result<u64, IntakeError> {
        let (draft, _) = self.load(actor, id, Action::Edit).await?;
        match draft.original {
            Some(original) => Ok(original.size),
            None => Ok(self.ports.uploads.received(id).await?),
        }
    }

    /// Appends at `offset`; answers where the upload stands then. What came before a cut stays.
    pub async fn append(
        &self,
        actor: &Actor,
        id: DraftId,
        offset: u64,
        bytes: BoxStream<'_, Result<Bytes, io::Error>>,
    ) -> Result<u64, IntakeError> {
        let (draft, _) = self.load(actor, id, Action::Edit).await?;
        let DraftState::Receiving { total } = draft.state else {
            return Err(IntakeError::WrongState(draft.state.name()));
        };
        let limit = total.unwrap_or(self.config.upload_bytes_max).min(self.config.upload_bytes_max);
        Ok(self.ports.uploads.append(id, offset, limit, bytes).await?)
    }

    /// Ends an upload and queues its check. Safe to repeat after a crash at any point.
    pub async fn complete(&self, actor: &Actor, id: DraftId) -> Result<Draft, IntakeError> {
        let (draft, dataset) = self.load(actor, id, Action::Edit).await?;
        let DraftState::Receiving { total } = draft.state else {
            return if draft.original.is_some() { Ok(draft) } else { Err(IntakeError::WrongState(draft.state.name())) };
        };
        let received = self.ports.uploads.received(id).await?;
        if total.is_some_and(|total| total != received) {
            return Err(IntakeError::WrongOffset { stands_at: received });
        }

        let _writing = self.writing.read().await;
        let original = self.ports.uploads.finish(id).await?;
        let now = self.ports.clock.now();
        let facts = json!({ "draft": id, "sha256": original.sha256, "bytes": original.size });
        let mut change = note(&dataset, actor, "draft.uploaded", facts, now);
        change.jobs.push(NewJob::now(Work::CheckDraft { draft: id }, Some(dataset.id), now));
        let draft = Draft { state: DraftState::Waiting, original: Some(original), changed_at: now, ..draft };
        self.ports.drafts.save_draft(&draft, change).await?;
        // Only now that a row refers to the blob may the upload itself go.
        match self.ports.uploads.remove(id).await {
            Ok(()) | Err(BlobError::Missing) => {}
            Err(error) => tracing::warn!(draft.id = %id, %error, "an upload that became a blob could not be removed"),
        }
        Ok(Draft { revision: draft.revision + 1, ..draft })
    }

    /// Takes a whole file in one go.
    pub async fn upload(
        &self,
        actor: &Actor,
        identifier: &str,
        distribution: u32,
        file_name: &str,
        bytes: BoxStream<'_, Result<Bytes, io::Error>>,
    ) -> Result<Draft, IntakeError> {
        let draft = self.start(actor, identifier, distribution, file_name, None).await?;
        match self.append(actor, draft.id, 0, bytes).await {
            Ok(_) => self.complete(actor, draft.id).await,
            // A file sent in one go cannot be resumed: an unfinished one would only be in the way.
            Err(error) => {
                self.discard(actor, draft.id).await?;
                Err(error)
            }
        }
    }
}

/// The event of a change to a draft.
pub(crate) fn note(
    dataset: &catalog::dataset::Dataset,
    actor: &Actor,
    kind: &'static str,
    data: serde_json::Value,
    now: jiff::Timestamp,
) -> Change {
    let event = NewEvent {
        id: EventId::new(now),
        at: now,
        person: actor.person_id(),
        kind,
        dataset: Some(dataset.id),
        publisher: Some(dataset.publisher_id),
        data,
    };
    Change { events: vec![event], jobs: Vec::new() }
}

/// The last part of a path, without control characters: browsers and scripts send all sorts.
fn clean_file_name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or(text);
    let clean: String =
        last.chars().filter(|character| !character.is_control()).take(FILE_NAME_CHARACTERS_MAX).collect();
    let clean = clean.trim();
    if clean.is_empty() { "file".to_owned() } else { clean.to_owned() }
}
