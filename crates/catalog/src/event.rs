//! The event log: audit log, outbox and activity feed in one. Every change writes its events in its own transaction.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{DatasetId, EventId, PersonId, PublisherId};

/// Something that happened, as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Identifier, sorted by time.
    pub id: EventId,
    /// Position in the log; grows by one or more with each event.
    pub sequence: u64,
    /// When, in UTC.
    pub at: Timestamp,
    /// Who did it; `None` for the portal itself. A deleted person's id stays and leads to a pseudonym.
    pub person: Option<PersonId>,
    /// What happened: noun and past participle, such as `dataset.created`, `version.published`, `version.purged`.
    pub kind: String,
    /// The dataset concerned, if any.
    pub dataset: Option<DatasetId>,
    /// The publisher concerned, if any.
    pub publisher: Option<PublisherId>,
    /// Facts a reader of the log needs. Never cell values, never personal data beyond the ids above.
    pub data: Value,
}

/// An event about to be written. The store gives it its sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Identifier.
    pub id: EventId,
    /// When, in UTC.
    pub at: Timestamp,
    /// Who did it.
    pub person: Option<PersonId>,
    /// What happened.
    pub kind: &'static str,
    /// The dataset concerned.
    pub dataset: Option<DatasetId>,
    /// The publisher concerned.
    pub publisher: Option<PublisherId>,
    /// Facts a reader of the log needs.
    pub data: Value,
}

/// What is written beside a change, in the same transaction.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What happened.
    pub events: Vec<NewEvent>,
    /// What must follow.
    pub jobs: Vec<crate::job::NewJob>,
}

/// Which events to list.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only about this dataset.
    pub dataset: Option<DatasetId>,
    /// Only about this publisher.
    pub publisher: Option<PublisherId>,
    /// Only after this position of the log.
    pub after: Option<u64>,
    /// Newest first when true.
    pub newest_first: bool,
    /// At most so many.
    pub limit: u32,
}
