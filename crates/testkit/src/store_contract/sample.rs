//! Plainly synthetic values that the contract saves and reads back.

use catalog::{
    ApiTokenId, DatasetId, DistributionId, DraftId, EventId, JobId, Language, PersonId, PublisherId, Text, VersionId,
    blob::{BlobHash, BlobRef},
    dataset::{
        ContactPoint, Dataset, DatasetState, Distribution, ExternalIdentifier, Identifier, Passport, Period, Target,
        TargetState,
    },
    draft::{Built, Draft, DraftState, FindingCounts, Justification, PersonalHit},
    event::{Change, NewEvent},
    job::{NewJob, Work},
    person::{ApiToken, Membership, Person, Role, Scope, Session},
    ports::Publication,
    publisher::{DatedName, Publisher, PublisherKind},
    version::{ChangeSummary, Field, Original, Table, TableName, Version},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use serde_json::json;

/// The moment at which the contract begins, with microseconds.
pub fn now() -> Timestamp {
    Timestamp::from_microsecond(1_772_359_200_123_456).expect("a moment of 2026")
}

/// So many seconds after [`now`].
pub fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

/// A lawful identifier.
pub fn identifier(text: &str) -> Identifier {
    Identifier::new(text).expect("the contract's identifiers are lawful")
}

/// A lawful table name.
pub fn table_name(text: &str) -> TableName {
    TableName::new(text).expect("the contract's table names are lawful")
}

/// A blob named after a letter and a number; two calls with the same give the same.
pub fn blob(letter: char, number: u32) -> BlobRef {
    let digits = format!("{letter}{number:063x}");
    BlobRef { sha256: BlobHash::new(digits).expect("64 hex digits"), size: u64::from(number) + 1 }
}

/// A department.
pub fn publisher(name: &str) -> Publisher {
    Publisher {
        id: PublisherId::new(now()),
        identifier: identifier(name),
        parent: None,
        kind: PublisherKind::Department,
        names: vec![
            DatedName { from: None, name: Text::uk("Управління зразків") },
            DatedName {
                from: Some(date(2025, 1, 1)), name: Text::new("Департамент зразків", "Department of Samples")
            },
        ],
        edrpou: Some("00000019".to_owned()),
        closed_on: None,
        merged_into: None,
        revision: 1,
    }
}

/// Somebody who signs in.
pub fn person(email: &str) -> Person {
    Person {
        id: PersonId::new(now()),
        email: Some(email.to_owned()),
        name: "Зразкова Особа".to_owned(),
        password_hash: Some("$argon2id$sample".to_owned()),
        language: Language::Uk,
        created_at: now(),
        deleted_at: None,
        revision: 1,
    }
}

/// Two memberships, one of them past.
pub fn memberships(person: PersonId, publisher: PublisherId) -> Vec<Membership> {
    let city = Membership { person, scope: Scope::City, role: Role::Coordinator, from: date(2026, 1, 1), until: None };
    let past = Membership {
        person,
        scope: Scope::Publisher(publisher),
        role: Role::Editor,
        from: date(2024, 1, 1),
        until: Some(date(2025, 12, 31)),
    };
    vec![city, past]
}

/// A session of a person.
pub fn session(person: PersonId, secret_hash: &str) -> Session {
    Session { secret_hash: secret_hash.to_owned(), person, created_at: now(), used_at: now(), expires_at: later(3600) }
}

/// A token of a person.
pub fn token(person: PersonId, secret_hash: &str) -> ApiToken {
    ApiToken {
        id: ApiTokenId::new(now()),
        person,
        name: "нічне вивантаження".to_owned(),
        secret_hash: secret_hash.to_owned(),
        created_at: now(),
        expires_at: later(86_400),
        used_at: None,
        revoked_at: None,
    }
}

/// A draft dataset with one distribution.
pub fn dataset(publisher: PublisherId, name: &str, title: &str) -> Dataset {
    Dataset {
        id: DatasetId::new(now()),
        identifier: identifier(name),
        aliases: Vec::new(),
        publisher_id: publisher,
        passport: passport(title),
        state: DatasetState::Draft,
        withdrawn_because: None,
        distributions: vec![distribution(1)],
        external_identifiers: vec![ExternalIdentifier { system: "ckan".to_owned(), identifier: "sample-1".to_owned() }],
        targets: vec![TargetState {
            target: Target::City,
            external_identifier: None,
            published_at: Some(now()),
            error: None,
        }],
        issued: None,
        modified: now(),
        created_at: now(),
        revision: 1,
    }
}

fn passport(title: &str) -> Passport {
    Passport {
        title: Text::new(title, "Sample places"),
        description: Text::uk("Перелік зразкових місць міста."),
        keywords: vec![Text::new("місця", "places")],
        theme: Some("transport".to_owned()),
        frequency: Some("monthly".to_owned()),
        data_date: Some(date(2026, 2, 28)),
        legal_ground: Text::uk("рішення про зразки"),
        purpose: Text::uk("для перевірки"),
        contact_point: ContactPoint {
            name: "Зразкова Особа".to_owned(), email: "data@example.org".to_owned()
        },
        temporal: Period { from: Some(date(2026, 1, 1)), until: None },
        ..Passport::with_defaults()
    }
}

/// A distribution without versions.
pub fn distribution(number: u32) -> Distribution {
    Distribution {
        id: DistributionId::new(now()),
        number,
        title: Text::uk("Дані"),
        standard: Some("ua-835-2025/36/parking".to_owned()),
        recipe: Some(json!({ "header_rows": 1 })),
        latest_version: 0,
    }
}

/// A draft that was checked and can be published, for the first distribution of a dataset.
pub fn draft(dataset: &Dataset) -> Draft {
    let distribution = dataset.distributions.first().expect("a sample has a distribution");
    let number = distribution.latest_version + 1;
    let hit = PersonalHit { table: None, field: "phone".to_owned(), kind: "phone".to_owned(), count: 2 };
    Draft {
        id: DraftId::new(now()),
        dataset_id: dataset.id,
        distribution_id: distribution.id,
        person: Some(PersonId::new(now())),
        file_name: "зразок.csv".to_owned(),
        state: DraftState::Ready,
        original: Some(blob('a', number)),
        recipe: json!({ "fixes": ["dates"] }),
        undo: vec![json!({ "fixes": [] })],
        built: Some(Built {
            tables: vec![table(number)],
            report: blob('b', number),
            profile: blob('c', number),
            recipe: blob('d', number),
            counts: FindingCounts { errors: 0, warnings: 3, infos: 1 },
            personal: Vec::new(),
            personal_in_original: vec![hit],
            base_version: distribution.latest_version,
            changes: Some(ChangeSummary { rows_added: 2, ..ChangeSummary::default() }),
        }),
        justifications: vec![Justification {
            table: None,
            field: "phone".to_owned(),
            kind: "phone".to_owned(),
            ground: "рішення про зразки".to_owned(),
            person: None,
            at: now(),
        }],
        created_at: now(),
        changed_at: now(),
        warned_at: None,
        revision: 1,
    }
}

/// A table of ten rows for each number.
pub fn table(number: u32) -> Table {
    Table {
        name: table_name("places"),
        title: Text::new("Місця", "Places"),
        data: blob('e', number),
        rows: u64::from(number) * 10,
        fields: vec![Field {
            name: "address".to_owned(),
            title: Text::uk("Адреса"),
            kind_of_type: "string".to_owned(),
            kind: None,
            masked: false,
        }],
        schema: json!({ "fields": [{ "name": "address", "type": "string" }] }),
    }
}

/// The publication of a draft: dataset, version and draft as they are after, with the revisions that were read.
pub fn publication(dataset: &Dataset, draft: &Draft) -> Publication {
    let mut after = dataset.clone();
    let distribution = after.distributions.iter_mut().find(|one| one.id == draft.distribution_id);
    let distribution = distribution.expect("a sample's draft is of its dataset");
    distribution.latest_version += 1;
    let number = distribution.latest_version;
    let version = Version {
        id: VersionId::new(now()),
        dataset_id: dataset.id,
        distribution_id: draft.distribution_id,
        number,
        tables: vec![table(number)],
        original: Original { blob: blob('a', number), file_name: draft.file_name.clone(), public: true },
        recipe: blob('d', number),
        report: blob('b', number),
        profile: blob('c', number),
        note: Text::uk("Оновлено."),
        data_date: Some(date(2026, 2, 28)),
        published_by: draft.person,
        published_at: now(),
        changes: Some(ChangeSummary { rows_added: 10, ..ChangeSummary::default() }),
        purged: None,
    };
    after.state = DatasetState::Published;
    after.issued = Some(now());
    let draft = Draft { state: DraftState::Published { version: version.id }, ..draft.clone() };
    Publication { dataset: after, version, draft }
}

/// An event about a dataset.
pub fn event(kind: &'static str, dataset: Option<DatasetId>) -> NewEvent {
    NewEvent {
        id: EventId::new(now()),
        at: now(),
        person: None,
        kind,
        dataset,
        publisher: None,
        data: json!({ "sample": true }),
    }
}

/// A change that tells one event.
pub fn told(kind: &'static str) -> Change {
    Change { events: vec![event(kind, None)], jobs: Vec::new() }
}

/// A job that can run at once, unlike any other.
pub fn job(run_at: Timestamp) -> NewJob {
    NewJob {
        id: JobId::new(now()),
        work: Work::CheckDraft { draft: DraftId::new(now()) },
        run_at,
        attempts_max: 3,
        deduplication_key: None,
        dataset: None,
    }
}
