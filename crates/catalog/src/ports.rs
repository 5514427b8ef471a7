//! The ports of the catalog's stores, one small trait per capability, and the bundle that the binary wires once.
//!
//! Every write takes a [`Change`]: its events and jobs are saved in the same transaction as the write, or nothing is.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use crate::{
    blob::{BlobHash, BlobStore, UploadStore},
    city::City,
    clock::Clock,
    dataset::{Dataset, DatasetState, Identifier},
    draft::{Draft, DraftState},
    event::{Change, Event, EventFilter},
    id::{ApiTokenId, DatasetId, DistributionId, DraftId, JobId, PersonId, PublisherId, VersionId},
    idempotency::{Claim, KeptAnswer},
    job::{Job, Outcome},
    person::{ApiToken, Membership, Person, Session},
    publisher::Publisher,
    store_error::StoreError,
    table_query::TableQuery,
    version::{Representation, Version},
};

/// Answer of a store.
pub type Stored<T> = Result<T, StoreError>;

/// Publishers.
#[async_trait]
pub trait PublisherStore: Send + Sync {
    /// All publishers, in the order of their identifiers.
    async fn publishers(&self) -> Stored<Vec<Publisher>>;
    /// Adds one; its identifier must be free.
    async fn add_publisher(&self, publisher: &Publisher, change: Change) -> Stored<()>;
    /// Saves one whose `revision` is the one read; the stored revision grows by one.
    async fn save_publisher(&self, publisher: &Publisher, change: Change) -> Stored<()>;
}

/// People, memberships, sessions, tokens, failed sign-ins.
#[async_trait]
pub trait PersonStore: Send + Sync {
    /// All people, deleted ones (pseudonyms) included.
    async fn people(&self) -> Stored<Vec<Person>>;
    /// One person.
    async fn person(&self, id: PersonId) -> Stored<Option<Person>>;
    /// By e-mail, lower case.
    async fn person_by_email(&self, email: &str) -> Stored<Option<Person>>;
    /// Adds a person with their memberships; the e-mail must be free.
    async fn add_person(&self, person: &Person, memberships: &[Membership], change: Change) -> Stored<()>;
    /// Saves one whose `revision` is the one read.
    async fn save_person(&self, person: &Person, change: Change) -> Stored<()>;
    /// All memberships of a person, past ones included.
    async fn memberships(&self, person: PersonId) -> Stored<Vec<Membership>>;
    /// Replaces a person's memberships.
    async fn set_memberships(&self, person: PersonId, memberships: &[Membership], change: Change) -> Stored<()>;

    /// Adds a session.
    async fn add_session(&self, session: &Session, change: Change) -> Stored<()>;
    /// By the hash of its secret.
    async fn session(&self, secret_hash: &str) -> Stored<Option<Session>>;
    /// Notes that a session was used.
    async fn touch_session(&self, secret_hash: &str, at: Timestamp) -> Stored<()>;
    /// Ends a session.
    async fn remove_session(&self, secret_hash: &str) -> Stored<()>;

    /// Adds a token.
    async fn add_token(&self, token: &ApiToken, change: Change) -> Stored<()>;
    /// By the hash of its secret.
    async fn token(&self, secret_hash: &str) -> Stored<Option<ApiToken>>;
    /// A person's tokens.
    async fn tokens(&self, person: PersonId) -> Stored<Vec<ApiToken>>;
    /// Notes that a token was used.
    async fn touch_token(&self, id: ApiTokenId, at: Timestamp) -> Stored<()>;
    /// Revokes a token of that person.
    async fn revoke_token(&self, person: PersonId, id: ApiTokenId, at: Timestamp, change: Change) -> Stored<()>;

    /// Counts a failed sign-in under a key (hash of address or e-mail) and returns how many there were since `since`.
    async fn count_failed_sign_in(&self, key: &str, at: Timestamp, since: Timestamp) -> Stored<u32>;
    /// How many failed sign-ins a key had since `since`.
    async fn failed_sign_ins(&self, key: &str, since: Timestamp) -> Stored<u32>;
    /// Forgets the failures of a key.
    async fn clear_failed_sign_ins(&self, key: &str) -> Stored<()>;
}

/// What an identifier leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// The dataset bears it.
    Found(Box<Dataset>),
    /// The dataset bore it; now it is called so.
    Moved(Identifier),
}

/// How lists of datasets are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DatasetOrder {
    /// Latest change first.
    #[default]
    Modified,
    /// By title.
    Title,
}

/// Which datasets to list.
#[derive(Debug, Clone, Default)]
pub struct DatasetFilter {
    /// Only in this state.
    pub state: Option<DatasetState>,
    /// Only of these publishers.
    pub publishers: Option<Vec<PublisherId>>,
    /// Only of this theme.
    pub theme: Option<String>,
    /// Words that must all stand in title, description, keywords or identifier, whatever the case of letters.
    pub text: Option<String>,
    /// Order.
    pub order: DatasetOrder,
    /// Leave out so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// A page of a list with the number of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// What is on the page.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

/// Datasets with their distributions.
#[async_trait]
pub trait DatasetStore: Send + Sync {
    /// One dataset.
    async fn dataset(&self, id: DatasetId) -> Stored<Option<Dataset>>;
    /// By identifier, present or past.
    async fn dataset_by_identifier(&self, identifier: &str) -> Stored<Option<Lookup>>;
    /// A page of datasets.
    async fn datasets(&self, filter: &DatasetFilter) -> Stored<Page<Dataset>>;
    /// How many published datasets each publisher and theme has: `(publisher counts, theme counts)`.
    async fn published_counts(&self) -> Stored<(Vec<(PublisherId, u64)>, Vec<(String, u64)>)>;
    /// Adds a dataset; its identifier must be free, among aliases too.
    async fn add_dataset(&self, dataset: &Dataset, change: Change) -> Stored<()>;
    /// Saves a dataset whose `revision` is the one read, with its distributions and aliases; the stored revision grows by one.
    async fn save_dataset(&self, dataset: &Dataset, change: Change) -> Stored<()>;
    /// Removes a dataset that was never published, with its drafts.
    async fn remove_dataset(&self, dataset: &Dataset, change: Change) -> Stored<()>;
}

/// Everything that one publication changes.
#[derive(Debug, Clone)]
pub struct Publication {
    /// The dataset as it is after, with the revision that was read.
    pub dataset: Dataset,
    /// The new version.
    pub version: Version,
    /// The draft as it is after (state `Published`), with the revision that was read.
    pub draft: Draft,
}

/// Versions and their stored representations.
#[async_trait]
pub trait VersionStore: Send + Sync {
    /// All versions of a dataset, newest first within each distribution.
    async fn versions(&self, dataset: DatasetId) -> Stored<Vec<Version>>;
    /// One version.
    async fn version(&self, id: VersionId) -> Stored<Option<Version>>;
    /// By number.
    async fn version_by_number(&self, distribution: DistributionId, number: u32) -> Stored<Option<Version>>;
    /// The ONE transaction that makes anything public: version, dataset, draft, events, jobs.
    /// `Conflict` where dataset or draft changed meanwhile or the number is taken.
    async fn publish(&self, publication: &Publication, change: Change) -> Stored<()>;
    /// Saves that a version was purged; its representations are forgotten.
    async fn save_purged(&self, version: &Version, change: Change) -> Stored<()>;
    /// Remembers a stored representation (again is no error).
    async fn add_representation(&self, representation: &Representation) -> Stored<()>;
    /// Stored representations of a version.
    async fn representations(&self, version: VersionId) -> Stored<Vec<Representation>>;
    /// How many versions and rows are public: `(versions, rows of the latest versions)`.
    async fn totals(&self) -> Stored<(u64, u64)>;
}

/// Drafts.
#[async_trait]
pub trait DraftStore: Send + Sync {
    /// One draft.
    async fn draft(&self, id: DraftId) -> Stored<Option<Draft>>;
    /// Open drafts of a dataset (or of all), latest change first.
    async fn open_drafts(&self, dataset: Option<DatasetId>) -> Stored<Vec<Draft>>;
    /// Adds a draft.
    async fn add_draft(&self, draft: &Draft, change: Change) -> Stored<()>;
    /// Saves a draft whose `revision` is the one read; the stored revision grows by one.
    async fn save_draft(&self, draft: &Draft, change: Change) -> Stored<()>;
    /// Notes progress without touching the revision; only while the stored state is `Waiting` or `Checking`.
    async fn note_progress(&self, id: DraftId, state: &DraftState) -> Stored<()>;
}

/// The event log.
#[async_trait]
pub trait EventStore: Send + Sync {
    /// Events that meet the filter.
    async fn events(&self, filter: &EventFilter) -> Stored<Vec<Event>>;
}

/// Jobs.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Claims the job that has waited longest, for `lease`; one whose lease ran out counts as waiting. Never gives a job to two.
    async fn claim_job(&self, now: Timestamp, lease: SignedDuration) -> Stored<Option<Job>>;
    /// Prolongs a lease; `false` where the job is no longer this attempt's.
    async fn renew_lease(&self, id: JobId, attempt: u32, until: Timestamp) -> Stored<bool>;
    /// Ends an attempt: done, to be retried at `retry_at`, or failed for good where attempts are used up.
    async fn finish_job(
        &self,
        id: JobId,
        attempt: u32,
        outcome: &Outcome,
        now: Timestamp,
        retry_at: Timestamp,
    ) -> Stored<()>;
    /// Adds jobs that follow no change, such as the calendar's.
    async fn add_jobs(&self, jobs: &[crate::job::NewJob]) -> Stored<()>;
    /// Jobs that wait, run or failed (and those done since `done_since`), newest first, at most 200.
    async fn jobs(&self, dataset: Option<DatasetId>, done_since: Timestamp) -> Stored<Vec<Job>>;
    /// Removes done jobs finished before.
    async fn forget_done_jobs(&self, before: Timestamp) -> Stored<()>;
}

/// Idempotency keys.
#[async_trait]
pub trait IdempotencyStore: Send + Sync {
    /// Claims a key for a request (`fingerprint`: hash of method, path and body).
    async fn claim_key(&self, person: PersonId, key: &str, fingerprint: &str, now: Timestamp) -> Stored<Claim>;
    /// Keeps the answer.
    async fn complete_key(&self, person: PersonId, key: &str, answer: &KeptAnswer) -> Stored<()>;
    /// Gives a key back after a failure that may be tried again.
    async fn release_key(&self, person: PersonId, key: &str) -> Stored<()>;
    /// Forgets keys older than.
    async fn forget_keys(&self, before: Timestamp) -> Stored<()>;
}

/// Questions about the store as a whole.
#[async_trait]
pub trait StoreAdmin: Send + Sync {
    /// Answers when the store can be read and written.
    async fn ping(&self) -> Stored<()>;
    /// Every blob that any row refers to; what is not among them may be collected.
    async fn referenced_blobs(&self) -> Stored<std::collections::HashSet<BlobHash>>;
}

/// Everything use cases reach the world through. Cheap to clone.
#[derive(Clone)]
pub struct Ports {
    /// Publishers.
    pub publishers: Arc<dyn PublisherStore>,
    /// People.
    pub people: Arc<dyn PersonStore>,
    /// Datasets.
    pub datasets: Arc<dyn DatasetStore>,
    /// Versions.
    pub versions: Arc<dyn VersionStore>,
    /// Drafts.
    pub drafts: Arc<dyn DraftStore>,
    /// Events.
    pub events: Arc<dyn EventStore>,
    /// Jobs.
    pub jobs: Arc<dyn JobStore>,
    /// Idempotency keys.
    pub idempotency: Arc<dyn IdempotencyStore>,
    /// The store as a whole.
    pub admin: Arc<dyn StoreAdmin>,
    /// Files.
    pub blobs: Arc<dyn BlobStore>,
    /// Files on their way in.
    pub uploads: Arc<dyn UploadStore>,
    /// Rows of tables.
    pub query: Arc<dyn TableQuery>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// The city.
    pub city: Arc<City>,
}
