//! Use cases of datasets: look up, list, create, describe, rename, withdraw.

use serde_json::json;

use crate::{
    Access, Action, Actor, Ports, StoreError, Text,
    dataset::{
        Dataset, DatasetState, Distribution, ExternalIdentifier, Identifier, Passport, PassportGap, Target, TargetState,
    },
    event::{Change, NewEvent},
    id::{DatasetId, DistributionId, DraftId, EventId, PublisherId},
    job::{NewJob, Work},
    ports::{DatasetFilter, Lookup, Page},
};

/// What an identifier leads to, for an actor.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The dataset.
    Dataset(Box<Dataset>),
    /// It is called so now.
    Moved(Identifier),
}

/// Why a use case of datasets did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// There is none, or the actor may not know of it.
    #[error("there is no such dataset")]
    NotFound,
    /// The actor sees it but may not do this.
    #[error("this is not allowed")]
    Denied,
    /// Somebody else saved first.
    #[error("the dataset was changed meanwhile (current revision {current})")]
    Conflict {
        /// The revision now stored.
        current: u64,
    },
    /// Another dataset bears or bore this identifier.
    #[error("the identifier is taken")]
    IdentifierTaken,
    /// No such publisher, or it is closed.
    #[error("there is no such publisher")]
    NoPublisher,
    /// A dataset that was published cannot be removed, only withdrawn.
    #[error("a published dataset can only be withdrawn")]
    WasPublished,
    /// Withdrawing and restoring must fit the state.
    #[error("the dataset is not in a state for this")]
    WrongState,
    /// What everybody reads must keep what the law demands of its passport.
    #[error("the passport would have gaps")]
    PassportGaps(Vec<PassportGap>),
    /// A withdrawal must say why.
    #[error("a reason is needed")]
    NoReason,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for DatasetError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { current } => Self::Conflict { current },
            StoreError::Taken { .. } => Self::IdentifierTaken,
            other => Self::Store(other),
        }
    }
}

/// What a new dataset begins with.
#[derive(Debug, Clone)]
pub struct NewDataset {
    /// Public identifier.
    pub identifier: Identifier,
    /// Who answers for it.
    pub publisher_id: PublisherId,
    /// Passport, as far as it is known.
    pub passport: Passport,
    /// Standard of its first distribution.
    pub standard: Option<String>,
    /// Names elsewhere.
    pub external_identifiers: Vec<ExternalIdentifier>,
}

/// The tree of publishers as access needs it.
pub async fn access(ports: &Ports) -> Result<Access, StoreError> {
    Ok(Access::new(&ports.publishers.publishers().await?))
}

/// Finds a dataset by its present or past identifier. What the actor may not see is not found.
pub async fn find(ports: &Ports, actor: &Actor, identifier: &str) -> Result<Found, DatasetError> {
    let found = ports.datasets.dataset_by_identifier(identifier).await?.ok_or(DatasetError::NotFound)?;
    let access = access(ports).await?;
    match found {
        Lookup::Found(dataset) if sees(&access, actor, &dataset) => Ok(Found::Dataset(dataset)),
        Lookup::Found(_) => Err(DatasetError::NotFound),
        Lookup::Moved(current) => {
            // An alias of a hidden dataset must not betray it.
            match ports.datasets.dataset_by_identifier(current.as_str()).await? {
                Some(Lookup::Found(dataset)) if sees(&access, actor, &dataset) => Ok(Found::Moved(current)),
                _ => Err(DatasetError::NotFound),
            }
        }
    }
}

/// A withdrawn dataset stays known to everybody: its page says why it is gone.
fn sees(access: &Access, actor: &Actor, dataset: &Dataset) -> bool {
    dataset.state == DatasetState::Withdrawn || access.sees(actor, dataset)
}

/// A dataset by its current identifier for work on it: an alias leads to the dataset as well.
pub async fn find_for(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    action: Action,
) -> Result<(Dataset, Access), DatasetError> {
    let dataset = match find(ports, actor, identifier).await? {
        Found::Dataset(dataset) => *dataset,
        Found::Moved(current) => match find(ports, actor, current.as_str()).await? {
            Found::Dataset(dataset) => *dataset,
            Found::Moved(_) => return Err(DatasetError::NotFound),
        },
    };
    let access = access(ports).await?;
    if access.may(actor, action, dataset.publisher_id) { Ok((dataset, access)) } else { Err(DatasetError::Denied) }
}

/// Published datasets that meet a filter.
pub async fn list_published(ports: &Ports, filter: DatasetFilter) -> Result<Page<Dataset>, StoreError> {
    ports.datasets.datasets(&DatasetFilter { state: Some(DatasetState::Published), ..filter }).await
}

/// Datasets of every state that the actor works with.
pub async fn list_workspace(ports: &Ports, actor: &Actor, filter: DatasetFilter) -> Result<Page<Dataset>, StoreError> {
    let publishers = access(ports).await?.publishers_for(actor, Action::ReadWorkspace);
    ports.datasets.datasets(&DatasetFilter { publishers, ..filter }).await
}

/// Makes a dataset that its publisher's people see, with one distribution.
pub async fn create(ports: &Ports, actor: &Actor, new: NewDataset) -> Result<Dataset, DatasetError> {
    let publishers = ports.publishers.publishers().await?;
    if !Access::new(&publishers).may(actor, Action::Edit, new.publisher_id) {
        return Err(DatasetError::Denied);
    }
    let now = ports.clock.now();
    let today = ports.city.day(now);
    let publisher =
        publishers.iter().find(|publisher| publisher.id == new.publisher_id).ok_or(DatasetError::NoPublisher)?;
    if publisher.closed_on.is_some_and(|closed| closed < today) {
        return Err(DatasetError::NoPublisher);
    }

    let distribution = Distribution {
        id: DistributionId::new(now),
        number: 1,
        title: new.passport.title.clone(),
        standard: new.standard,
        recipe: None,
        latest_version: 0,
    };
    let target = |target| TargetState { target, external_identifier: None, published_at: None, error: None };
    let dataset = Dataset {
        id: DatasetId::new(now),
        identifier: new.identifier,
        aliases: Vec::new(),
        publisher_id: new.publisher_id,
        passport: new.passport,
        state: DatasetState::Draft,
        withdrawn_because: None,
        distributions: vec![distribution],
        external_identifiers: new.external_identifiers,
        targets: vec![target(Target::City), target(Target::National)],
        issued: None,
        modified: now,
        created_at: now,
        revision: 1,
    };
    let change = note(ports, actor, &dataset, "dataset.created", json!({ "identifier": dataset.identifier }));
    ports.datasets.add_dataset(&dataset, change).await?;
    Ok(dataset)
}

/// Replaces the passport. `revision` is the one the writer read.
pub async fn describe(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    passport: Passport,
    revision: u64,
) -> Result<Dataset, DatasetError> {
    let before = load(ports, actor, identifier, Action::Edit, revision).await?;
    // What everybody reads is changed by who may publish; a draft's description by every editor.
    if before.state == DatasetState::Published && !access(ports).await?.may(actor, Action::Publish, before.publisher_id)
    {
        return Err(DatasetError::Denied);
    }
    let gaps = passport.gaps();
    if before.state != DatasetState::Draft && !gaps.is_empty() {
        return Err(DatasetError::PassportGaps(gaps));
    }
    let dataset = Dataset { passport, modified: ports.clock.now(), ..before };
    save(ports, actor, dataset, "dataset.described", json!({})).await
}

/// Gives a dataset another identifier; the old one stays as an alias once the dataset was published.
pub async fn rename(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    new: Identifier,
    revision: u64,
) -> Result<Dataset, DatasetError> {
    let mut dataset = load(ports, actor, identifier, Action::Publish, revision).await?;
    if dataset.identifier == new {
        return Ok(dataset);
    }
    let old = std::mem::replace(&mut dataset.identifier, new);
    dataset.aliases.retain(|alias| *alias != dataset.identifier);
    if dataset.issued.is_some() {
        dataset.aliases.push(old.clone());
    }
    let facts = json!({ "from": old, "to": dataset.identifier });
    save(ports, actor, dataset, "dataset.renamed", facts).await
}

/// Takes a published dataset out of the public's sight; its page says why.
pub async fn withdraw(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    because: Text,
    revision: u64,
) -> Result<Dataset, DatasetError> {
    if because.is_empty() {
        return Err(DatasetError::NoReason);
    }
    let dataset = load(ports, actor, identifier, Action::Publish, revision).await?;
    if dataset.state != DatasetState::Published {
        return Err(DatasetError::WrongState);
    }
    let facts = json!({ "because": because });
    let dataset = Dataset {
        state: DatasetState::Withdrawn,
        withdrawn_because: Some(because),
        modified: ports.clock.now(),
        ..dataset
    };
    save(ports, actor, dataset, "dataset.withdrawn", facts).await
}

/// Makes a withdrawn dataset public again.
pub async fn restore(ports: &Ports, actor: &Actor, identifier: &str, revision: u64) -> Result<Dataset, DatasetError> {
    let dataset = load(ports, actor, identifier, Action::Publish, revision).await?;
    if dataset.state != DatasetState::Withdrawn {
        return Err(DatasetError::WrongState);
    }
    let dataset =
        Dataset { state: DatasetState::Published, withdrawn_because: None, modified: ports.clock.now(), ..dataset };
    save(ports, actor, dataset, "dataset.restored", json!({})).await
}

/// Adds a distribution, numbered after the last.
pub async fn add_distribution(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    title: Text,
    standard: Option<String>,
    revision: u64,
) -> Result<Dataset, DatasetError> {
    let mut dataset = load(ports, actor, identifier, Action::Edit, revision).await?;
    let number = dataset.distributions.iter().map(|distribution| distribution.number).max().unwrap_or(0) + 1;
    let id = DistributionId::new(ports.clock.now());
    dataset.distributions.push(Distribution { id, number, title, standard, recipe: None, latest_version: 0 });
    save(ports, actor, dataset, "distribution.added", json!({ "number": number })).await
}

/// Holds a distribution of a dataset that was looked at to a standard, or to none; the draft is checked again by it.
pub async fn follow_standard(
    ports: &Ports,
    actor: &Actor,
    looked_at: &Dataset,
    distribution: DistributionId,
    standard: Option<String>,
    draft: DraftId,
) -> Result<Dataset, DatasetError> {
    let mut dataset = load(ports, actor, looked_at.identifier.as_str(), Action::Edit, looked_at.revision).await?;
    let held = dataset.distributions.iter_mut().find(|one| one.id == distribution).ok_or(DatasetError::NotFound)?;
    let facts = json!({ "number": held.number, "from": held.standard, "to": standard });
    held.standard = standard;
    let mut change = note(ports, actor, &dataset, "distribution.standard-chosen", facts);
    change.jobs.push(NewJob::now(Work::CheckDraft { draft }, Some(dataset.id), ports.clock.now()));
    ports.datasets.save_dataset(&dataset, change).await?;
    Ok(Dataset { revision: dataset.revision + 1, ..dataset })
}

/// Removes a dataset that was never published.
pub async fn remove(ports: &Ports, actor: &Actor, identifier: &str) -> Result<(), DatasetError> {
    let (dataset, _) = find_for(ports, actor, identifier, Action::Publish).await?;
    if dataset.issued.is_some() {
        return Err(DatasetError::WasPublished);
    }
    let change = note(ports, actor, &dataset, "dataset.removed", json!({ "identifier": dataset.identifier }));
    Ok(ports.datasets.remove_dataset(&dataset, change).await?)
}

async fn load(
    ports: &Ports,
    actor: &Actor,
    identifier: &str,
    action: Action,
    revision: u64,
) -> Result<Dataset, DatasetError> {
    let (dataset, _) = find_for(ports, actor, identifier, action).await?;
    if dataset.revision == revision { Ok(dataset) } else { Err(DatasetError::Conflict { current: dataset.revision }) }
}

async fn save(
    ports: &Ports,
    actor: &Actor,
    dataset: Dataset,
    kind: &'static str,
    facts: serde_json::Value,
) -> Result<Dataset, DatasetError> {
    let change = note(ports, actor, &dataset, kind, facts);
    ports.datasets.save_dataset(&dataset, change).await?;
    Ok(Dataset { revision: dataset.revision + 1, ..dataset })
}

/// The event of a change to a dataset.
pub(crate) fn note(
    ports: &Ports,
    actor: &Actor,
    dataset: &Dataset,
    kind: &'static str,
    data: serde_json::Value,
) -> Change {
    let now = ports.clock.now();
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
