//! Use case: a checked draft becomes a version that everybody sees. One transaction; nothing else makes anything public.

use jiff::{Timestamp, civil::Date};
use serde_json::json;

use crate::{
    Action, Actor, Ports, StoreError, Text,
    dataset::{Dataset, DatasetState, PassportGap, Target, management},
    draft::{Built, Draft, DraftState, PersonalHit},
    event::Change,
    id::{DraftId, PersonId, VersionId},
    job::{NewJob, Work},
    ports::Publication,
    version::{ChangeSummary, Original, Version},
};

/// What a person says when publishing.
#[derive(Debug, Clone)]
pub struct PublishRequest {
    /// Which draft.
    pub draft: DraftId,
    /// What changed and why, in the publisher's words.
    pub note: Text,
    /// The day the data speak of; the passport's where `None`.
    pub data_date: Option<Date>,
    /// Publish although errors remain: recorded in the event log.
    pub accept_findings: bool,
    /// Publish although fields were dropped, renamed or retyped.
    pub accept_breaking: bool,
    /// Revision of the draft that was reviewed; not compared where `None`.
    pub revision: Option<u64>,
}

/// Why a draft was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is none, or the actor may not know of it.
    #[error("there is no such draft")]
    NotFound,
    /// The actor may not publish for this publisher.
    #[error("publishing is not allowed")]
    Denied,
    /// The draft is not checked yet, unreadable, or done with.
    #[error("the draft is {0}")]
    NotReady(&'static str),
    /// The passport lacks what the law demands.
    #[error("the passport has gaps")]
    PassportGaps(Vec<PassportGap>),
    /// Errors remain and were not accepted.
    #[error("{errors} errors remain")]
    Findings {
        /// How many.
        errors: u64,
    },
    /// Personal data was neither masked, dropped nor justified.
    #[error("personal data was found")]
    PersonalData(Vec<PersonalHit>),
    /// Fields were dropped, renamed or retyped and that was not accepted.
    #[error("the structure changes in a breaking way")]
    Breaking(Box<ChangeSummary>),
    /// Somebody published another version meanwhile; the draft is compared with it again.
    #[error("version {version} was published meanwhile")]
    Superseded {
        /// The number now latest.
        version: u32,
        /// Who published it.
        by: Option<PersonId>,
        /// When.
        at: Option<Timestamp>,
    },
    /// Draft or dataset changed between review and publication.
    #[error("the record was changed meanwhile (current revision {current})")]
    Conflict {
        /// The revision now stored.
        current: u64,
    },
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for PublishError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { current } => Self::Conflict { current },
            other => Self::Store(other),
        }
    }
}

/// Makes a draft a version: checks rights and conditions, then saves version, dataset, draft, events and jobs at once.
pub async fn publish(ports: &Ports, actor: &Actor, request: PublishRequest) -> Result<Version, PublishError> {
    let draft = ports.drafts.draft(request.draft).await?.ok_or(PublishError::NotFound)?;
    let dataset = ports.datasets.dataset(draft.dataset_id).await?.ok_or(PublishError::NotFound)?;
    let access = management::access(ports).await?;
    if !access.may(actor, Action::ReadWorkspace, dataset.publisher_id) {
        return Err(PublishError::NotFound);
    }
    if !access.may(actor, Action::Publish, dataset.publisher_id) {
        return Err(PublishError::Denied);
    }
    if request.revision.is_some_and(|revision| revision != draft.revision) {
        return Err(PublishError::Conflict { current: draft.revision });
    }
    let (DraftState::Ready, Some(built)) = (&draft.state, &draft.built) else {
        return Err(PublishError::NotReady(draft.state.name()));
    };
    let built = built.clone();
    refuse_superseded(ports, actor, &dataset, &draft, &built).await?;
    refuse_unfit(&dataset, &draft, &built, &request)?;

    let publication = publication(ports, actor, dataset, draft, built, &request)?;
    let change = consequences(ports, actor, &publication, &request);
    match ports.versions.publish(&publication, change).await {
        Ok(()) => Ok(publication.version),
        // Two published at once: the one transaction let the other through first.
        Err(StoreError::Conflict { .. } | StoreError::Taken { .. }) => {
            Err(lost_race(ports, actor, &publication).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn refuse_superseded(
    ports: &Ports,
    actor: &Actor,
    dataset: &Dataset,
    draft: &Draft,
    built: &Built,
) -> Result<(), PublishError> {
    let latest = dataset.distribution_by_id(draft.distribution_id).ok_or(PublishError::NotFound)?.latest_version;
    if built.base_version == latest {
        return Ok(());
    }
    recheck(ports, actor, dataset, draft).await?;
    Err(superseded(ports, draft, latest).await?)
}

/// Sends the draft back to be compared with what is latest now, so that the second writer sees what changed.
async fn recheck(ports: &Ports, actor: &Actor, dataset: &Dataset, draft: &Draft) -> Result<(), PublishError> {
    let now = ports.clock.now();
    let mut change = management::note(ports, actor, dataset, "draft.superseded", json!({ "draft": draft.id }));
    change.jobs.push(NewJob::now(Work::CheckDraft { draft: draft.id }, Some(dataset.id), now));
    let waiting = Draft { state: DraftState::Waiting, changed_at: now, ..draft.clone() };
    Ok(ports.drafts.save_draft(&waiting, change).await?)
}

async fn superseded(ports: &Ports, draft: &Draft, latest: u32) -> Result<PublishError, PublishError> {
    let version = ports.versions.version_by_number(draft.distribution_id, latest).await?;
    let (by, at) = version.map_or((None, None), |version| (version.published_by, Some(version.published_at)));
    Ok(PublishError::Superseded { version: latest, by, at })
}

async fn lost_race(ports: &Ports, actor: &Actor, publication: &Publication) -> Result<PublishError, PublishError> {
    let draft = ports.drafts.draft(publication.draft.id).await?.ok_or(PublishError::NotFound)?;
    let dataset = ports.datasets.dataset(draft.dataset_id).await?.ok_or(PublishError::NotFound)?;
    let latest = dataset.distribution_by_id(draft.distribution_id).ok_or(PublishError::NotFound)?.latest_version;
    if latest < publication.version.number || !matches!(draft.state, DraftState::Ready) {
        return Ok(PublishError::Conflict { current: draft.revision });
    }
    recheck(ports, actor, &dataset, &draft).await?;
    superseded(ports, &draft, latest).await
}

fn refuse_unfit(dataset: &Dataset, draft: &Draft, built: &Built, request: &PublishRequest) -> Result<(), PublishError> {
    if dataset.state == DatasetState::Withdrawn {
        return Err(PublishError::NotReady("withdrawn"));
    }
    let gaps = dataset.passport.gaps();
    if !gaps.is_empty() {
        return Err(PublishError::PassportGaps(gaps));
    }
    let personal = draft.unresolved_personal();
    if !personal.is_empty() {
        return Err(PublishError::PersonalData(personal.into_iter().cloned().collect()));
    }
    if built.counts.errors > 0 && !request.accept_findings {
        return Err(PublishError::Findings { errors: built.counts.errors });
    }
    match &built.changes {
        Some(changes) if changes.is_breaking() && !request.accept_breaking => {
            Err(PublishError::Breaking(Box::new(changes.clone())))
        }
        _ => Ok(()),
    }
}

fn publication(
    ports: &Ports,
    actor: &Actor,
    dataset: Dataset,
    draft: Draft,
    built: Built,
    request: &PublishRequest,
) -> Result<Publication, PublishError> {
    let now = ports.clock.now();
    let blob = draft.original.clone().ok_or(PublishError::NotReady("without a file"))?;
    let number = built.base_version + 1;
    let data_date = request.data_date.or(dataset.passport.data_date);
    let version = Version {
        id: VersionId::new(now),
        dataset_id: dataset.id,
        distribution_id: draft.distribution_id,
        number,
        tables: built.tables,
        original: Original { blob, file_name: draft.file_name.clone(), public: built.personal_in_original.is_empty() },
        recipe: built.recipe,
        report: built.report,
        profile: built.profile,
        note: request.note.clone(),
        data_date,
        published_by: actor.person_id(),
        published_at: now,
        changes: built.changes,
        purged: None,
    };

    let mut dataset = Dataset {
        state: DatasetState::Published,
        issued: Some(dataset.issued.unwrap_or(now)),
        modified: now,
        ..dataset
    };
    dataset.passport.data_date = data_date;
    for distribution in dataset.distributions.iter_mut().filter(|one| one.id == draft.distribution_id) {
        distribution.latest_version = number;
        distribution.recipe = Some(draft.recipe.clone());
    }
    for state in dataset.targets.iter_mut().filter(|state| state.target == Target::City) {
        state.published_at = Some(now);
        state.error = None;
    }
    let draft = Draft { state: DraftState::Published { version: version.id }, changed_at: now, ..draft };
    Ok(Publication { dataset, version, draft })
}

fn consequences(ports: &Ports, actor: &Actor, publication: &Publication, request: &PublishRequest) -> Change {
    let Publication { dataset, version, draft } = publication;
    let grounds: Vec<_> = draft
        .justifications
        .iter()
        .map(|one| json!({ "field": one.field, "kind": one.kind, "ground": one.ground }))
        .collect();
    let facts = json!({
        "distribution": dataset.distribution_by_id(version.distribution_id).map(|one| one.number),
        "version": version.number,
        "rows": version.tables.iter().map(|table| table.rows).sum::<u64>(),
        "changes": version.changes,
        "accepted_findings": request.accept_findings,
        "accepted_breaking": request.accept_breaking,
        "grounds_for_personal_data": grounds,
    });
    let mut change = management::note(ports, actor, dataset, "version.published", facts);
    if version.number == 1 && dataset.distributions.iter().all(|one| one.latest_version <= 1) {
        let first =
            management::note(ports, actor, dataset, "dataset.published", json!({ "identifier": dataset.identifier }));
        change.events.splice(0..0, first.events);
    }
    let work = Work::DeriveRepresentations { version: version.id };
    change.jobs.push(NewJob::now(work, Some(dataset.id), version.published_at));
    change
}
