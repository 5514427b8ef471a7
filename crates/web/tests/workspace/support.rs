//! A portal on a folder of its own, with plainly synthetic people, and browsers and programs that speak to it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use blobs::LocalBlobs;
use catalog::{
    Actor, Language, PersonId, Ports, PublisherId, Text,
    blob::BlobRef,
    city::{City, Country, Term},
    clock::Clock,
    dataset::Identifier,
    event::Change,
    person::{
        Membership, Role, Scope,
        account::{self, NewPerson},
    },
    publisher::{DatedName, Publisher, PublisherKind},
    table_query::{QueryError, RowPage, RowQuery, TableQuery},
    version::Field,
};
use http_body_util::BodyExt;
use intake::{Intake, IntakeConfig};
use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use serde_json::Value;
use standards::Standards;
use store::SqliteStore;
use tabular::Limits;
use tempfile::TempDir;
use tower::ServiceExt;
use web::{Portal, WebConfig};
use worker::Worker;

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const CLERK: &str = "clerk@parks.example";
pub(crate) const COLLEAGUE: &str = "colleague@parks.example";
pub(crate) const EDITOR: &str = "editor@parks.example";
pub(crate) const STRANGER: &str = "stranger@roads.example";
pub(crate) const ADMIN: &str = "admin@city.example";

/// Everything a passport needs before publication.
pub(crate) const PASSPORT: [(&str, &str); 11] = [
    ("title", "Сквери зразкового міста"),
    ("description", "Сквери та парки, вигадані для перевірки."),
    ("keywords", "сквери, парки"),
    ("theme", "environment"),
    ("frequency", "once a month"),
    ("language_uk", "1"),
    ("licence", "CC-BY-4.0"),
    ("legal_ground", "Вигадане рішення № 1"),
    ("purpose", "Перевірка порталу"),
    ("contact_name", "Відділ зразків"),
    ("contact_email", "parks@sample.example"),
];

pub(crate) const DIRTY: &str = "Назва;Адреса;Відкрито;Площа\n Сквер Весняний ;вул. Січова, 1;01.02.2024;12,5\nСквер Осінній;вул. Лісова, 2;15.03.2024;н/д\nСквер Літній;вул. Степова, 3;20.04.2024;7,25\n";

/// A standard of stops.
pub(crate) const STANDARD: &str = r#"{
    "id": "sample-1/7/stops", "title": {"uk": "Зупинки за стандартом", "en": "Stops by a standard"}, "annex": 7,
    "edition": "2025-01-20", "source": "Вигадані рекомендації, додаток 7",
    "fields": [
        {"name": "uid", "title": {"uk": "Номер зупинки", "en": "Number"}, "type": "integer", "constraints": {"required": true}},
        {"name": "label", "title": {"uk": "Назва зупинки", "en": "Name"}, "type": "string"},
        {"name": "seats", "title": {"uk": "Кількість місць", "en": "Seats"}, "type": "integer", "constraints": {"maximum": 90}},
        {"name": "routes", "title": {"uk": "Маршрути", "en": "Routes"}, "type": "string"},
        {"name": "quarter", "title": {"uk": "Район", "en": "District"}, "type": "string"},
        {"name": "lit", "title": {"uk": "Освітлення", "en": "Lit"}, "type": "boolean", "constraints": {"required": true}}
    ]
}"#;

/// A clock that stands until it is moved.
pub(crate) struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub(crate) fn forward(&self, by: SignedDuration) {
        let mut now = self.0.lock().expect("no test panics while it holds the clock");
        *now += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no test panics while it holds the clock")
    }
}

/// Rows are the query engine's matter and tested there; pages must live with an empty answer.
struct NoRows;

#[async_trait]
impl TableQuery for NoRows {
    async fn rows(&self, _: &BlobRef, _: &[Field], _: &RowQuery) -> Result<RowPage, QueryError> {
        Ok(RowPage { total: 0, rows: Vec::new(), next: None })
    }
}

/// A portal of its own.
pub(crate) struct TestPortal {
    pub(crate) ports: Ports,
    pub(crate) clock: Arc<TestClock>,
    router: Router,
    worker: Worker,
    _dir: TempDir,
}

impl TestPortal {
    pub(crate) async fn start() -> Self {
        Self::start_with(WebConfig::default()).await
    }

    pub(crate) async fn start_with(config: WebConfig) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        let store = SqliteStore::open(&dir.path().join("catalog.sqlite")).await.expect("a new store opens");
        let blobs = LocalBlobs::open(&dir.path().join("blobs")).expect("a new folder opens");
        let now = "2026-11-23T08:00:00Z".parse().expect("an instant");
        let clock = Arc::new(TestClock(Mutex::new(now)));
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
            query: Arc::new(NoRows),
            clock: clock.clone(),
            city: Arc::new(city()),
        };
        let upload_bytes_max = config.upload_bytes_max;
        let scratch = dir.path().join("scratch");
        std::fs::create_dir_all(&scratch).expect("a folder for scratch files can be made");
        let intake = IntakeConfig { upload_bytes_max, limits: Limits::default(), scratch, changes_max: 100 };
        let intake = Arc::new(Intake::new(
            ports.clone(),
            Arc::new(Standards::from_json([("7-stops.json", STANDARD)]).expect("a lawful standard")),
            intake,
        ));
        let worker = Worker::new(ports.clone(), Arc::clone(&intake));
        let router = web::router(Portal::new(ports.clone(), intake, config));
        let portal = Self { ports, clock, router, worker, _dir: dir };
        portal.settle_people().await;
        portal
    }

    async fn settle_people(&self) {
        let parks = self.publisher("parks", "Департамент скверів").await;
        let roads = self.publisher("roads", "Департамент доріг").await;
        self.person(CLERK, "Зразкова Відповідальна", Scope::Publisher(parks), Role::Publisher).await;
        self.person(COLLEAGUE, "Зразковий Колега", Scope::Publisher(parks), Role::Publisher).await;
        self.person(EDITOR, "Зразковий Редактор", Scope::Publisher(parks), Role::Editor).await;
        self.person(STRANGER, "Зразкова Сусідка", Scope::Publisher(roads), Role::Publisher).await;
        self.person(ADMIN, "Зразковий Адміністратор", Scope::City, Role::Admin).await;
    }

    async fn publisher(&self, identifier: &str, name: &str) -> PublisherId {
        let publisher = Publisher {
            id: PublisherId::new(self.clock.now()),
            identifier: Identifier::new(identifier).expect("a lawful identifier"),
            parent: None,
            kind: PublisherKind::Department,
            names: vec![DatedName { from: None, name: Text::uk(name) }],
            edrpou: None,
            closed_on: None,
            merged_into: None,
            revision: 1,
        };
        self.ports.publishers.add_publisher(&publisher, Change::default()).await.expect("the identifier is free");
        publisher.id
    }

    async fn person(&self, email: &str, name: &str, scope: Scope, role: Role) {
        let person = PersonId::new(self.clock.now());
        let membership = Membership { person, scope, role, from: civil::date(2026, 1, 1), until: None };
        let new = NewPerson {
            email: email.to_owned(),
            name: name.to_owned(),
            password: PASSWORD.to_owned(),
            language: Language::Uk,
            memberships: vec![membership],
        };
        account::create_person(&self.ports, &Actor::System, new).await.expect("the address is free");
    }

    /// Does the jobs that are due.
    pub(crate) async fn work(&self) {
        self.worker.drain().await.expect("jobs can be claimed");
    }

    /// A browser in which somebody has signed in.
    pub(crate) async fn browser(&self, email: &str) -> Browser<'_> {
        let answer = self.visitor().post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer.headers[header::SET_COOKIE].to_str().expect("a cookie is text");
        let cookie = cookie.split(';').next().expect("a cookie has a value").to_owned();
        Browser { portal: self, cookie: Some(cookie) }
    }

    /// A browser in which nobody has signed in.
    pub(crate) fn visitor(&self) -> Browser<'_> {
        Browser { portal: self, cookie: None }
    }

    /// A program with a token of that person.
    pub(crate) async fn program(&self, email: &str) -> Program<'_> {
        let person =
            self.ports.people.person_by_email(email).await.expect("the store answers").expect("the person exists");
        let made = account::create_token_for(&self.ports, person.id, "зразок", 30).await;
        let (secret, _) = made.expect("a token can be made");
        Program { portal: self, secret }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body ends").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().expect("an address is text"))
    }

    /// Where a page that waits goes by itself.
    pub(crate) fn onward(&self) -> String {
        let (_, rest) = self.body.split_once("; url=").expect("the page refreshes itself");
        let address = rest.split('"').next().unwrap_or_default();
        address.replace("&amp;", "&").replace("&#38;", "&")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("JSON was expected: {} {}", self.status, self.body))
    }

    /// The value of a hidden or visible input of that name.
    pub(crate) fn input(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.body.split(&start).nth(1).unwrap_or_else(|| panic!("no input {name} in {}", self.body));
        rest.split('"').next().expect("a value ends").to_owned()
    }
}

/// A browser.
pub(crate) struct Browser<'a> {
    portal: &'a TestPortal,
    cookie: Option<String>,
}

impl Browser<'_> {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.portal.send(self.request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.portal.send(request.expect("a request")).await
    }

    /// Posts while a worker is at work, as on a real portal.
    pub(crate) async fn press(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let is_done = Arc::new(AtomicBool::new(false));
        let (worker, flag) = (self.portal.worker.clone(), Arc::clone(&is_done));
        let working = tokio::spawn(async move {
            while !flag.load(Ordering::Relaxed) {
                worker.drain().await.expect("jobs can be claimed");
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        });
        let answer = self.post(path, form).await;
        is_done.store(true, Ordering::Relaxed);
        working.await.expect("the worker ends");
        answer
    }

    /// Sends a file through the form.
    pub(crate) async fn upload(&self, path: &str, file_name: &str, content: &[u8]) -> Answer {
        let mut body = Vec::new();
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body));
        self.portal.send(request.expect("a request")).await
    }

    /// Sends a recipe through the form of a draft.
    pub(crate) async fn import(&self, path: &str, revision: &str, recipe: &[u8]) -> Answer {
        let part =
            |name: &str, more: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
        let mut body = format!("{}{revision}\r\n", part("revision", "")).into_bytes();
        body.extend_from_slice(part("recipe", "; filename=\"recipe.json\"").as_bytes());
        body.extend_from_slice(recipe);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body));
        self.portal.send(request.expect("a request")).await
    }

    /// A new dataset with a complete passport; answers its identifier.
    pub(crate) async fn new_dataset(&self) -> String {
        let mut form = PASSPORT.to_vec();
        form.push(("publisher", "parks"));
        let answer = self.post("/workspace/datasets", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let path = answer.location().strip_prefix("/workspace/datasets/").expect("the dataset's page");
        path.split('?').next().expect("an identifier").to_owned()
    }

    /// Uploads a file into a dataset and waits until it is checked; answers the path of its draft.
    pub(crate) async fn checked_draft(&self, identifier: &str, content: &[u8]) -> String {
        let answer = self.upload(&format!("/workspace/datasets/{identifier}/upload"), "parks.csv", content).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        self.portal.work().await;
        answer.location().to_owned()
    }

    /// Publishes a draft that has nothing in its way.
    pub(crate) async fn publish(&self, draft: &str, note: &str) -> Answer {
        let revision = self.get(draft).await.input("revision");
        self.post(&format!("{draft}/publication"), &[("revision", revision.as_str()), ("note", note)]).await
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }
}

/// A program.
pub(crate) struct Program<'a> {
    portal: &'a TestPortal,
    secret: String,
}

impl Program<'_> {
    pub(crate) fn take_secret(&mut self, secret: &str) {
        secret.clone_into(&mut self.secret);
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Answer {
        let body: Bytes = body.into();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.secret))
            .header(header::CONTENT_LENGTH, body.len());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.portal.send(request.body(Body::from(body)).expect("a request")).await
    }

    pub(crate) async fn send_json(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send(method, path, &all, body.to_string()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Bytes::new()).await
    }
}

fn city() -> City {
    let term = |code: &str, uk: &str, days| Term { code: code.to_owned(), label: Text::uk(uk), uri: None, days };
    let country = Country {
        frequencies: vec![term("once a month", "Щомісяця", Some(31))],
        themes: vec![term("environment", "Довкілля", None)],
        licences: vec![term("CC-BY-4.0", "CC BY 4.0", None)],
        ..Country::default()
    };
    City {
        name: Text::new("Зразок", "Sample"),
        portal_title: Text::new("Відкриті дані Зразка", "Open data of Sample"),
        tagline: Text::default(),
        time_zone: TimeZone::get("Europe/Kyiv").unwrap_or(TimeZone::UTC),
        accent: "#0b4f94".to_owned(),
        accent_dark: "#7cc4ff".to_owned(),
        contact_email: "data@sample.example".to_owned(),
        country,
    }
}
