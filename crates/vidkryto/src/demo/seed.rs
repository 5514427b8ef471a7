//! Makes the sample city in an empty data folder, through the use cases a person would use, and tells its logins.

use std::{fs, sync::Arc};

use anyhow::{Context, bail};
use catalog::{
    Actor, Language,
    clock::Clock,
    dataset::{ContactPoint, Identifier, Passport, management},
    draft::DraftState,
    person::{
        Membership, Role, Scope,
        account::{self, NewPerson},
    },
    publisher::Publisher,
    version::publication::{self, PublishRequest},
};
use futures::StreamExt;
use intake::RecipeChange;
use jiff::{Timestamp, civil::date};
use serde::{Deserialize, Serialize};
use worker::Worker;

use super::{DemoDataset, DemoVersion, datasets, ground};
use crate::{
    borders,
    clock::{StoryClock, SystemClock},
    config::Config,
    data_folder::DataFolder,
    portal::{self, Wired},
    streets,
};

/// The file with the logins, in the data folder.
const LOGINS: &str = "demo-logins.json";
/// Bytes handed to the upload at a time.
const PIECE_BYTES: usize = 1 << 20;

/// A login of the sample city.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Login {
    /// What the person may do.
    pub(crate) role: String,
    /// Address to sign in with.
    pub(crate) email: String,
    /// Password.
    pub(crate) password: String,
}

/// Makes the city where the folder is empty; a second start only reads the logins.
pub(crate) async fn prepare(folder: &DataFolder, config: &Config, say: &dyn Fn(&str)) -> anyhow::Result<Vec<Login>> {
    let logins = folder.root().join(LOGINS);
    if let Ok(text) = fs::read_to_string(&logins) {
        return serde_json::from_str(&text).with_context(|| format!("{} is damaged", logins.display()));
    }
    if folder.exists() {
        // The logins are written last: without them an earlier start was cut off half-way. Nothing in it is anybody's work.
        say("Попередній запуск не завершився — готуємо демонстраційні дані заново.");
        clear(folder)?;
    }
    let made = seed(folder, config, say).await?;
    let text = serde_json::to_string_pretty(&made)?;
    let partial = folder.root().join("demo-logins.json.partial");
    fs::write(&partial, text).context("the logins cannot be written")?;
    fs::rename(&partial, &logins).context("the logins cannot be written")?;
    Ok(made)
}

fn clear(folder: &DataFolder) -> anyhow::Result<()> {
    for name in ["vidkryto.sqlite", "vidkryto.sqlite-wal", "vidkryto.sqlite-shm"] {
        match fs::remove_file(folder.root().join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    for path in [folder.files(), folder.scratch()] {
        if path.exists() {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

async fn seed(folder: &DataFolder, config: &Config, say: &dyn Fn(&str)) -> anyhow::Result<Vec<Login>> {
    let began = SystemClock.now();
    let plan = datasets();
    let first = plan.iter().flat_map(|dataset| &dataset.versions).map(|version| version.published).min();
    let start = first.unwrap_or(began) - jiff::SignedDuration::from_hours(24);
    // Known before the first file is read.
    borders::keep(&borders::borders_of(&ground::borders(), None, None)?, folder)?;
    streets::keep(&ground::renames(), folder)?;
    let clock = Arc::new(StoryClock::new(start));
    let wired = portal::open(folder, config, Arc::clone(&clock) as Arc<dyn Clock>).await?;
    portal::import_publishers(&wired.ports).await?;
    let logins = people(&wired).await?;

    let publishers = wired.ports.publishers.publishers().await?;
    let actor = clerk(&wired, &logins).await?;
    let total: usize = plan.iter().map(|dataset| dataset.versions.len()).sum();
    say(&format!("Готуємо демонстраційні дані: наборів {}, версій {total}", plan.len()));
    let worker = Worker::new(wired.ports.clone(), Arc::clone(&wired.intake));
    let mut story: Vec<(&DemoDataset, &DemoVersion)> =
        plan.iter().flat_map(|dataset| dataset.versions.iter().map(move |version| (dataset, version))).collect();
    story.sort_by_key(|(_, version)| version.published);
    for (index, (dataset, version)) in story.into_iter().enumerate() {
        clock.set(version.published);
        if std::ptr::eq(version, &raw const dataset.versions[0]) {
            create(&wired, &actor, dataset, &publishers).await?;
        }
        let rows = publish(&wired, &actor, &worker, dataset, version).await;
        let rows = rows.with_context(|| format!("{} ({})", dataset.identifier, version.file_name))?;
        say(&format!("[{:>3}/{total}] {}, рядків: {rows}", index + 1, version.file_name));
    }
    clock.set(SystemClock.now());
    worker.drain().await?;
    wired.store.close().await?;
    Ok(logins)
}

async fn create(wired: &Wired, actor: &Actor, dataset: &DemoDataset, publishers: &[Publisher]) -> anyhow::Result<()> {
    let publisher = publishers.iter().find(|publisher| publisher.identifier.as_str() == dataset.publisher);
    let publisher = publisher.with_context(|| format!("there is no publisher {}", dataset.publisher))?;
    let new = management::NewDataset {
        identifier: Identifier::new(dataset.identifier)?,
        publisher_id: publisher.id,
        passport: passport(dataset),
        standard: dataset.standard.map(str::to_owned),
        external_identifiers: Vec::new(),
    };
    management::create(&wired.ports, actor, new).await?;
    Ok(())
}

fn passport(dataset: &DemoDataset) -> Passport {
    Passport {
        title: dataset.title.clone(),
        description: dataset.description.clone(),
        keywords: dataset.keywords.clone(),
        theme: Some(dataset.theme.to_owned()),
        frequency: Some(dataset.frequency.to_owned()),
        legal_ground: dataset.legal_ground.clone(),
        purpose: dataset.purpose.clone(),
        contact_point: ContactPoint { name: dataset.contact_name.to_owned(), email: dataset.contact_email.clone() },
        spatial: Some("UA12020010010037010".to_owned()),
        mandatory_item: dataset.mandatory_item.map(str::to_owned),
        ..Passport::with_defaults()
    }
}

/// Uploads, fixes and publishes one version; returns its rows.
async fn publish(
    wired: &Wired,
    actor: &Actor,
    worker: &Worker,
    dataset: &DemoDataset,
    version: &DemoVersion,
) -> anyhow::Result<u64> {
    let bytes = bytes::Bytes::from(version.bytes()?);
    let pieces: Vec<_> = (0..bytes.len())
        .step_by(PIECE_BYTES)
        .map(|start| Ok(bytes.slice(start..bytes.len().min(start + PIECE_BYTES))))
        .collect();
    let pieces = futures::stream::iter(pieces).boxed();
    let intake = &wired.intake;
    let draft = intake.upload(actor, dataset.identifier, 1, &version.file_name, pieces).await?;
    if version.dirty {
        intake.change_recipe(actor, draft.id, RecipeChange::FixAllSafe, None).await?;
    }
    worker.drain().await?;
    let (draft, _) = intake.draft(actor, draft.id).await?;
    if draft.state != DraftState::Ready {
        bail!("the draft is {:?}", draft.state);
    }
    let request = PublishRequest {
        draft: draft.id,
        note: version.note.clone(),
        data_date: Some(version.data_date),
        accept_findings: false,
        accept_breaking: version.breaking,
        revision: Some(draft.revision),
    };
    let published = match publication::publish(&wired.ports, actor, request).await {
        Ok(published) => published,
        Err(error) => {
            let report = intake.report(actor, draft.id).await?;
            let worst: Vec<_> = report.tables.iter().flat_map(|table| &table.findings).take(5).collect();
            bail!("{error:?}: {}", serde_json::to_string(&worst)?);
        }
    };
    Ok(published.tables.iter().map(|table| table.rows).sum())
}

async fn people(wired: &Wired) -> anyhow::Result<Vec<Login>> {
    let publishers = wired.ports.publishers.publishers().await?;
    let department = datasets().first().map(|dataset| dataset.publisher).unwrap_or_default();
    let department = publishers.iter().find(|publisher| publisher.identifier.as_str() == department);
    let department = department.context("the pack has no publisher for the clerk")?.id;
    let council = publishers.iter().find(|publisher| publisher.parent.is_none()).context("the pack has no council")?.id;
    let plan = [
        ("admin", "Адміністратор порталу (демо)", Role::Admin, Scope::City),
        ("coordinator", "Координатор відкритих даних (демо)", Role::Coordinator, Scope::City),
        ("publisher", "Відповідальна особа ради (демо)", Role::Publisher, Scope::Publisher(council)),
        ("editor", "Діловод департаменту (демо)", Role::Editor, Scope::Publisher(department)),
    ];
    let mut logins = Vec::new();
    for (role, name, rights, scope) in plan {
        let login = Login {
            role: role.to_owned(),
            email: format!("{role}@demo.example"),
            password: format!("demo-{role}-{}", random_word()),
        };
        let membership = Membership { person: nobody(), scope, role: rights, from: date(2024, 1, 1), until: None };
        let new = NewPerson {
            email: login.email.clone(),
            name: name.to_owned(),
            password: login.password.clone(),
            language: Language::Uk,
            memberships: vec![membership],
        };
        account::create_person(&wired.ports, &Actor::System, new).await?;
        logins.push(login);
    }
    Ok(logins)
}

/// The person who publishes the sample city's data.
async fn clerk(wired: &Wired, logins: &[Login]) -> anyhow::Result<Actor> {
    let login = logins.iter().find(|login| login.role == "publisher").context("nobody may publish")?;
    let person = wired.ports.people.person_by_email(&login.email).await?.context("the publisher is not there")?;
    let memberships = wired.ports.people.memberships(person.id).await?;
    Ok(Actor::person(person.id, memberships, wired.ports.city.day(wired.ports.clock.now())))
}

/// A placeholder that `create_person` replaces by the new person's id.
fn nobody() -> catalog::PersonId {
    catalog::PersonId::new(Timestamp::UNIX_EPOCH)
}

/// Eight random letters and digits, so that two demos do not share a password.
fn random_word() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut generator = rand::rng();
    (0..8).map(|_| char::from(LETTERS[rand::Rng::random_range(&mut generator, 0..LETTERS.len())])).collect()
}
