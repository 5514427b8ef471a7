//! The road of a file: upload → blob → reading → analysis → tables, report, profile → draft → comparison → publication's content.
//!
//! Drives `tabular` and `standards` through the catalog's ports. Rules and permissions stay in `catalog`; bytes of tables in `tabular`.

mod check;
mod comparison;
mod conformity;
mod error;
mod files;
mod history;
mod housekeeping;
mod proposal;
mod reading;
mod representation;
mod review;
mod structure;
mod tables;
mod upload;

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use catalog::{
    Action, Actor, DraftId, Ports,
    dataset::{Dataset, management},
    draft::Draft,
};
use standards::{Standards, StreetRenames};
use tabular::{Knowledge, Limits, analyse::Engine};
use tokio::sync::{Mutex, RwLock};

pub use comparison::{AllChanges, TableComparison, TableState};
pub use conformity::Conformity;
pub use error::IntakeError;
pub use files::{BlobSource, ScratchFolder};
pub use housekeeping::Housekeeping;
pub use proposal::TableProposal;
pub use reading::{ReadingPreview, TablePreview};
pub use representation::{Made, content_type};
pub use review::RecipeChange;
pub use structure::TableStructure;
pub use tables::TableAt;

/// Limits and places of the road.
#[derive(Debug, Clone)]
pub struct IntakeConfig {
    /// Largest file, in bytes.
    pub upload_bytes_max: u64,
    /// The engine's limits.
    pub limits: Limits,
    /// Folder for what outgrows memory.
    pub scratch: PathBuf,
    /// Examples of changed rows kept for a comparison.
    pub changes_max: usize,
}

/// The road of a file. One per process, shared.
pub struct Intake {
    ports: Ports,
    config: IntakeConfig,
    engine: Engine,
    standards: Arc<Standards>,
    scratch: ScratchFolder,
    /// Held for reading by whoever writes blobs that no row refers to yet; the collector of garbage takes it for writing.
    writing: RwLock<()>,
    /// One maker per representation; the others wait for it.
    making: Mutex<HashMap<String, Arc<Mutex<()>>>>,
    compared: comparison::Cache,
}

impl Intake {
    /// Wires the road.
    pub fn new(ports: Ports, standards: Arc<Standards>, config: IntakeConfig) -> Self {
        let engine = Engine {
            kinds: standards.kinds(StreetRenames::default()),
            screen: standards::screen(),
            limits: config.limits.clone(),
            knowledge: known(&standards, Knowledge::default()),
        };
        Self {
            scratch: ScratchFolder::new(config.scratch.clone()),
            ports,
            engine,
            standards,
            config,
            writing: RwLock::new(()),
            making: Mutex::new(HashMap::new()),
            compared: comparison::Cache::default(),
        }
    }

    /// The road with what the city knows of its streets.
    #[must_use]
    pub fn with_streets(mut self, streets: StreetRenames) -> Self {
        self.engine.kinds = self.standards.kinds(streets);
        self
    }

    /// The road with what the city knows of its places: its border and districts.
    #[must_use]
    pub fn with_knowledge(mut self, knowledge: Knowledge) -> Self {
        self.engine.knowledge = known(&self.standards, knowledge);
        self
    }

    /// The standards datasets may follow.
    pub fn standards(&self) -> &Standards {
        &self.standards
    }

    /// Loads a draft with its dataset for somebody who may do `action` with it; for others it does not exist.
    async fn load(&self, actor: &Actor, id: DraftId, action: Action) -> Result<(Draft, Dataset), IntakeError> {
        let draft = self.ports.drafts.draft(id).await?.ok_or(IntakeError::NotFound)?;
        let dataset = self.ports.datasets.dataset(draft.dataset_id).await?.ok_or(IntakeError::NotFound)?;
        let access = management::access(&self.ports).await?;
        if !access.may(actor, Action::ReadWorkspace, dataset.publisher_id) {
            return Err(IntakeError::NotFound);
        }
        if !access.may(actor, action, dataset.publisher_id) {
            return Err(IntakeError::Denied);
        }
        Ok((draft, dataset))
    }
}

/// What the engine knows, with the codifier of the standards.
fn known(standards: &Standards, knowledge: Knowledge) -> Knowledge {
    let codifier = standards.codifier().map(|codifier| Arc::clone(codifier) as Arc<dyn tabular::check::Codifier>);
    Knowledge { codifier, ..knowledge }
}
