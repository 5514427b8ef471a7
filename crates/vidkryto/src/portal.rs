//! Wires a portal on a data folder: stores, blobs, query engine, the road of a file.

use std::sync::Arc;

use anyhow::Context;
use blobs::LocalBlobs;
use catalog::{
    Ports,
    clock::Clock,
    event::{Change, NewEvent},
    id::{EventId, PublisherId},
    publisher::Publisher,
};
use intake::{Intake, IntakeConfig};
use query::LocalQuery;
use serde_json::json;
use standards::Standards;
use store::SqliteStore;

use crate::{borders, config::Config, data_folder::DataFolder, packs, streets};

/// A wired portal.
pub(crate) struct Wired {
    /// Everything use cases reach the world through.
    pub(crate) ports: Ports,
    /// The road of a file.
    pub(crate) intake: Arc<Intake>,
    /// The database, for what only SQLite does: copies of the file.
    pub(crate) store: Arc<SqliteStore>,
}

/// Opens the data folder with a clock.
pub(crate) async fn open(folder: &DataFolder, config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Wired> {
    std::fs::create_dir_all(folder.root()).context("the data folder cannot be made")?;
    let store = SqliteStore::open(&folder.database()).await.context("the database cannot be opened")?;
    let blobs = LocalBlobs::open(&folder.files()).context("the folder of files cannot be opened")?;
    let query = LocalQuery::new(blobs.object_store(), blobs::location, config.query.limits());
    let ports = Ports {
        publishers: store.clone(),
        people: store.clone(),
        datasets: store.clone(),
        versions: store.clone(),
        drafts: store.clone(),
        events: store.clone(),
        jobs: store.clone(),
        idempotency: store.clone(),
        admin: store.clone(),
        blobs: blobs.clone(),
        uploads: blobs,
        query: Arc::new(query),
        clock,
        city: Arc::new(packs::city()),
    };
    let settings = IntakeConfig {
        upload_bytes_max: config.limits.upload_bytes_max,
        limits: config.tables.clone(),
        scratch: folder.scratch(),
        changes_max: config.limits.compared_rows_max,
    };
    let streets = streets::load(&folder.street_renames())?;
    let knowledge = borders::load(&folder.borders())?;
    let intake = Intake::new(ports.clone(), standards()?, settings).with_streets(streets).with_knowledge(knowledge);
    let intake = Arc::new(intake);
    Ok(Wired { ports, intake, store })
}

/// The standards of the embedded pack.
pub(crate) fn standards() -> anyhow::Result<Arc<Standards>> {
    let standards = Standards::from_json(packs::STANDARDS.iter().copied());
    Ok(Arc::new(standards.context("the pack's standards cannot be read")?.with_codifier(packs::codifier())))
}

/// Adds the publishers of the city's pack that the store does not have yet; returns how many.
pub(crate) async fn import_publishers(ports: &Ports) -> anyhow::Result<u32> {
    let mut known = ports.publishers.publishers().await?;
    let mut added = 0;
    for seed in packs::publishers() {
        if known.iter().any(|publisher| publisher.identifier == seed.identifier) {
            continue;
        }
        let now = ports.clock.now();
        let parent = known.iter().find(|publisher| Some(&publisher.identifier) == seed.parent.as_ref());
        let publisher = Publisher {
            id: PublisherId::new(now),
            identifier: seed.identifier,
            parent: parent.map(|publisher| publisher.id),
            kind: seed.kind,
            names: seed.names,
            edrpou: seed.edrpou,
            closed_on: None,
            merged_into: None,
            revision: 1,
        };
        let event = NewEvent {
            id: EventId::new(now),
            at: now,
            person: None,
            kind: "publisher.added",
            dataset: None,
            publisher: Some(publisher.id),
            data: json!({ "identifier": publisher.identifier, "source": seed.source }),
        };
        ports.publishers.add_publisher(&publisher, Change { events: vec![event], jobs: Vec::new() }).await?;
        known.push(publisher);
        added += 1;
    }
    Ok(added)
}
