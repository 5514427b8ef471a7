//! A portal without pages: real stores and blobs in a temporary folder, a clock that stands still, one publisher.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use blobs::LocalBlobs;
use bytes::Bytes;
use catalog::{
    Actor, DraftId, Ports, Text,
    blob::BlobRef,
    city::City,
    clock::Clock,
    dataset::{ContactPoint, Dataset, Identifier, Passport, management},
    draft::Draft,
    event::Change,
    id::PublisherId,
    job::Work,
    publisher::{DatedName, Publisher, PublisherKind},
    table_query::{QueryError, RowPage, RowQuery, TableQuery},
    version::{
        Field, Version,
        publication::{self, PublishError, PublishRequest},
    },
};
use futures::{StreamExt, stream::BoxStream};
use intake::{Intake, IntakeConfig};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use standards::Standards;
use store::SqliteStore;
use tabular::Limits;

/// A clock tests move.
pub(crate) struct Hands(Mutex<Timestamp>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        let mut now = self.0.lock().expect("no test panics while it holds this lock");
        *now += SignedDuration::from_millis(1);
        *now
    }
}

/// Answers nothing: these tests ask no rows.
struct NoQuery;

#[async_trait]
impl TableQuery for NoQuery {
    async fn rows(&self, _: &BlobRef, _: &[Field], _: &RowQuery) -> Result<RowPage, QueryError> {
        Err(QueryError::LimitExceeded)
    }
}

/// The portal.
pub(crate) struct Bench {
    pub(crate) ports: Ports,
    pub(crate) intake: Arc<Intake>,
    pub(crate) clock: Arc<Hands>,
    pub(crate) publisher: PublisherId,
    _folder: tempfile::TempDir,
}

impl Bench {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let store = SqliteStore::open(&folder.path().join("db.sqlite")).await.expect("a new database opens");
        let blobs = LocalBlobs::open(&folder.path().join("files")).expect("a new folder opens");
        let start: Timestamp = "2026-11-01T08:00:00Z".parse().expect("a timestamp");
        let clock = Arc::new(Hands(Mutex::new(start)));
        let ports = Ports {
            publishers: store.clone(),
            people: store.clone(),
            datasets: store.clone(),
            versions: store.clone(),
            drafts: store.clone(),
            events: store.clone(),
            jobs: store.clone(),
            idempotency: store.clone(),
            admin: store,
            blobs: blobs.clone(),
            uploads: blobs,
            query: Arc::new(NoQuery),
            clock: clock.clone(),
            city: Arc::new(city()),
        };
        let config = IntakeConfig {
            upload_bytes_max: 1 << 20,
            limits: Limits::default(),
            scratch: folder.path().join("scratch"),
            changes_max: 100,
        };
        let standards = Standards::from_json::<&str, &str>([]).expect("no standards are standards");
        let intake = Arc::new(Intake::new(ports.clone(), Arc::new(standards), config));
        let publisher = add_publisher(&ports).await;
        Self { ports, intake, clock, publisher, _folder: folder }
    }

    /// A dataset with a complete passport.
    pub(crate) async fn dataset(&self, identifier: &str) -> Dataset {
        let new = management::NewDataset {
            identifier: Identifier::new(identifier).expect("a lawful identifier"),
            publisher_id: self.publisher,
            passport: passport(),
            standard: None,
            external_identifiers: Vec::new(),
        };
        management::create(&self.ports, &Actor::System, new).await.expect("the identifier is free")
    }

    /// Uploads a file and works until nothing waits.
    pub(crate) async fn draft(&self, dataset: &str, file_name: &str, bytes: impl Into<Bytes>) -> Draft {
        let upload = self.intake.upload(&Actor::System, dataset, 1, file_name, whole(bytes.into())).await;
        let draft = upload.expect("the file is small");
        self.work().await;
        self.reload(draft.id).await
    }

    pub(crate) async fn reload(&self, id: DraftId) -> Draft {
        self.intake.draft(&Actor::System, id).await.expect("the draft is there").0
    }

    pub(crate) async fn publish(&self, draft: DraftId) -> Result<Version, PublishError> {
        publication::publish(&self.ports, &Actor::System, request(draft)).await
    }

    /// Does the jobs that wait, as the worker would.
    pub(crate) async fn work(&self) {
        let lease = SignedDuration::from_secs(60);
        while let Some(job) = self.ports.jobs.claim_job(self.clock.now(), lease).await.expect("jobs can be claimed") {
            match job.work {
                Work::CheckDraft { draft } => self.intake.check(draft).await.expect("the check ends"),
                Work::DeriveRepresentations { version } => self.intake.derive(version).await.expect("files are made"),
                Work::ExpireDrafts => drop(self.intake.expire_drafts().await.expect("drafts expire")),
                Work::CollectGarbage => drop(self.intake.collect_garbage().await.expect("garbage is collected")),
            }
            let now = self.clock.now();
            let done = catalog::job::Outcome::Done(None);
            self.ports.jobs.finish_job(job.id, job.attempts, &done, now, now).await.expect("the job ends");
        }
    }

    pub(crate) fn wait(&self, time: SignedDuration) {
        *self.clock.0.lock().expect("no test panics while it holds this lock") += time;
    }
}

/// A request to publish that accepts nothing.
pub(crate) fn request(draft: DraftId) -> PublishRequest {
    PublishRequest {
        draft,
        note: Text::uk("Оновлення"),
        data_date: None,
        accept_findings: false,
        accept_breaking: false,
        revision: None,
    }
}

/// A file in one piece.
pub(crate) fn whole(bytes: Bytes) -> BoxStream<'static, Result<Bytes, std::io::Error>> {
    futures::stream::iter([Ok(bytes)]).boxed()
}

fn passport() -> Passport {
    Passport {
        title: Text::uk("Зупинки"),
        description: Text::uk("Зупинки міста"),
        keywords: vec![Text::uk("транспорт")],
        theme: Some("TRAN".to_owned()),
        frequency: Some("monthly".to_owned()),
        legal_ground: Text::uk("постанова № 835"),
        purpose: Text::uk("облік"),
        contact_point: ContactPoint {
            name: "Відповідальна особа".to_owned(), email: "data@city.example".to_owned()
        },
        ..Passport::with_defaults()
    }
}

async fn add_publisher(ports: &Ports) -> PublisherId {
    let publisher = Publisher {
        id: PublisherId::new(ports.clock.now()),
        identifier: Identifier::new("transport").expect("a lawful identifier"),
        parent: None,
        kind: PublisherKind::Department,
        names: vec![DatedName { from: None, name: Text::uk("Департамент транспорту") }],
        edrpou: None,
        closed_on: None,
        merged_into: None,
        revision: 1,
    };
    ports.publishers.add_publisher(&publisher, Change::default()).await.expect("the identifier is free");
    publisher.id
}

fn city() -> City {
    City {
        name: Text::uk("Місто"),
        portal_title: Text::uk("Відкриті дані"),
        tagline: Text::default(),
        time_zone: TimeZone::get("Europe/Kyiv").expect("time zones are built in"),
        accent: "#005a9c".to_owned(),
        accent_dark: "#7cc4ff".to_owned(),
        contact_email: "data@city.example".to_owned(),
        country: catalog::city::Country::default(),
    }
}
