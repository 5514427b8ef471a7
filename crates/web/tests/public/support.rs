//! A portal on real stores in a temporary folder, and a visitor who asks it.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use blobs::LocalBlobs;
use bytes::Bytes;
use catalog::{
    Actor, Ports, PublisherId, Text,
    city::{City, Country, Term},
    clock::Clock,
    dataset::{ContactPoint, Identifier, Passport, management},
    event::Change,
    publisher::{DatedName, Publisher, PublisherKind},
    version::publication::{self, PublishRequest},
};
use futures::{StreamExt, stream};
use http_body_util::BodyExt;
use intake::{Intake, IntakeConfig};
use jiff::{Timestamp, tz::TimeZone};
use query::{Limits, LocalQuery};
use standards::Standards;
use store::SqliteStore;
use tempfile::TempDir;
use tower::ServiceExt;
use web::{Portal, WebConfig};

/// 23 November 2026, 09:30 in Kyiv.
struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        "2026-11-23T07:30:00Z".parse().expect("a literal instant is one")
    }
}

/// A portal with one publisher.
pub(crate) struct TestPortal {
    pub(crate) ports: Ports,
    pub(crate) intake: Arc<Intake>,
    pub(crate) publisher: PublisherId,
    router: Router,
    _folder: TempDir,
}

/// An answer with its body read.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("the answer is JSON")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of text"))
    }
}

impl TestPortal {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("a database");
        let files = LocalBlobs::open(&folder.path().join("files")).expect("a folder of files");
        let query = LocalQuery::new(files.object_store(), blobs::location, Limits::default());
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
            blobs: files.clone(),
            uploads: files,
            query: Arc::new(query),
            clock: Arc::new(FixedClock),
            city: Arc::new(city()),
        };
        let standards = Arc::new(Standards::from_json([("7-stops.json", STANDARD)]).expect("a lawful standard"));
        let config = IntakeConfig {
            upload_bytes_max: 64 << 20,
            limits: tabular::Limits::default(),
            scratch: folder.path().join("scratch"),
            changes_max: 100,
        };
        let intake = Arc::new(Intake::new(ports.clone(), standards, config));
        let publisher = add_publisher(&ports).await;
        let portal = Portal::new(ports.clone(), Arc::clone(&intake), WebConfig::default());
        Self { ports, intake, publisher, router: web::router(portal), _folder: folder }
    }

    /// A dataset that nobody published yet.
    pub(crate) async fn draft(&self, identifier: &str) {
        self.draft_following(identifier, None).await;
    }

    /// A dataset that nobody published yet and that follows a standard.
    pub(crate) async fn draft_following(&self, identifier: &str, standard: Option<&str>) {
        let new = management::NewDataset {
            identifier: Identifier::new(identifier).expect("a lawful identifier"),
            publisher_id: self.publisher,
            passport: passport(),
            standard: standard.map(ToOwned::to_owned),
            external_identifiers: Vec::new(),
        };
        management::create(&self.ports, &Actor::System, new).await.expect("the dataset is made");
    }

    /// The road of a file, as a publisher walks it.
    pub(crate) async fn publish(&self, identifier: &str, csv: &str) {
        let bytes = stream::once(async { Ok(Bytes::from(csv.to_owned())) }).boxed();
        let draft =
            self.intake.upload(&Actor::System, identifier, 1, "stops.csv", bytes).await.expect("the file is taken");
        self.intake.check(draft.id).await.expect("the draft is checked");
        let request = PublishRequest {
            draft: draft.id,
            note: Text::uk("Щомісячне оновлення"),
            data_date: None,
            accept_findings: true,
            accept_breaking: true,
            revision: None,
        };
        publication::publish(&self.ports, &Actor::System, request).await.expect("the draft is published");
    }

    /// A published dataset of five stops.
    pub(crate) async fn with_stops() -> Self {
        let portal = Self::start().await;
        portal.draft("stops").await;
        portal.publish("stops", STOPS).await;
        portal
    }

    /// The name of the only table.
    pub(crate) async fn table(&self) -> String {
        let dataset = self.get("/api/v1/datasets/stops").await.json();
        dataset["distributions"][0]["tables"][0]["name"].as_str().expect("a table").to_owned()
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn get_with(&self, address: &str, name: &str, value: &str) -> Answer {
        self.send(Request::get(address).header(name, value).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().entry(header::HOST).or_insert(header::HeaderValue::from_static("127.0.0.1:8080"));
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body arrives whole").to_bytes();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

/// A standard of stops.
pub(crate) const STANDARD: &str = r#"{
    "id": "sample-1/7/stops", "title": {"uk": "Зупинки за стандартом", "en": "Stops by a standard"}, "annex": 7, "theme": "transport",
    "edition": "2025-01-20", "source": "Вигадані рекомендації, додаток 7",
    "fields": [
        {"name": "id", "title": {"uk": "Номер", "en": "Number"}, "type": "integer", "constraints": {"required": true, "unique": true}},
        {"name": "name", "title": {"uk": "Назва", "en": "Name"}, "type": "string", "description": {"uk": "Як зупинку оголошують."}},
        {"name": "seats", "title": {"uk": "Місць", "en": "Seats"}, "type": "integer", "constraints": {"minimum": 0, "maximum": 90}}
    ],
    "primaryKey": ["id"],
    "repairs": [{"field": "seats", "defect": "type", "was": "string", "now": "integer", "why": {"uk": "Місця рахують.", "en": "Seats are counted."}}]
}"#;

/// Five stops; the third has no seats counted.
pub(crate) const STOPS: &str = "id,name,seats,opened\n\
    1,Вокзал,12,2020-01-15\n\
    2,Парк,4,2021-05-01\n\
    3,Міст,,2019-09-30\n\
    4,Набережна,7,2022-11-11\n\
    5,Площа,30,2018-02-02\n";

async fn add_publisher(ports: &Ports) -> PublisherId {
    let id = PublisherId::new(ports.clock.now());
    let publisher = Publisher {
        id,
        identifier: Identifier::new("sample-department").expect("a lawful identifier"),
        parent: None,
        kind: PublisherKind::Department,
        names: vec![DatedName {
            from: None, name: Text::new("Зразковий департамент", "Sample department")
        }],
        edrpou: Some("00000000".to_owned()),
        closed_on: None,
        merged_into: None,
        revision: 1,
    };
    ports.publishers.add_publisher(&publisher, Change::default()).await.expect("the publisher is added");
    id
}

fn passport() -> Passport {
    Passport {
        title: Text::new("Зупинки", "Stops"),
        description: Text::new("Зупинки міста", "Stops of the city"),
        keywords: vec![Text::uk("транспорт")],
        theme: Some("transport".to_owned()),
        frequency: Some("once a month".to_owned()),
        legal_ground: Text::uk("Зразкове рішення"),
        purpose: Text::uk("Зразкова мета"),
        contact_point: ContactPoint {
            name: "Відповідальна особа".to_owned(), email: "data@sample.example".to_owned()
        },
        ..Passport::with_defaults()
    }
}

fn city() -> City {
    let term = |code: &str, uk: &str, en: &str, days| Term {
        code: code.to_owned(),
        label: Text::new(uk, en),
        uri: None,
        days,
    };
    City {
        name: Text::new("Зразок", "Sample"),
        portal_title: Text::new("Відкриті дані Зразка", "Open data of Sample"),
        tagline: Text::new("Дані для всіх", "Data for everybody"),
        time_zone: TimeZone::get("Europe/Kyiv").unwrap_or(TimeZone::UTC),
        accent: "#0b4f94".to_owned(),
        accent_dark: "#7cc4ff".to_owned(),
        contact_email: "data@sample.example".to_owned(),
        country: Country {
            frequencies: vec![term("once a month", "Щомісяця", "Monthly", Some(31))],
            themes: vec![term("transport", "Транспорт", "Transport", None)],
            licences: vec![term("CC-BY-4.0", "CC BY 4.0", "CC BY 4.0", None)],
            notice: vec![Text::new("Повідомлення пункту 17", "Notice of clause 17")],
            ..Country::default()
        },
    }
}
