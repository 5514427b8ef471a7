//! Drafts.

use async_trait::async_trait;
use catalog::{
    DatasetId, DistributionId, DraftId, PersonId,
    blob::{BlobHash, BlobRef},
    draft::{Built, Draft, DraftState, Justification},
    event::Change,
    ports::{DraftStore, Stored},
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, FromQueryResult, IntoActiveModel, QueryOrder, QuerySelect, Set,
    entity::prelude::*,
};

use crate::{
    change::commit_with,
    column::{Moment, Part, count, stored_count},
    error::{failed, taken},
    revision::{Row, replace},
    sqlite::{SqliteStore, commit},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "drafts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    dataset_id: Uuid,
    distribution_id: Uuid,
    person_id: Option<Uuid>,
    file_name: String,
    /// The state's name beside the state, so that queries can tell drafts apart.
    state_name: String,
    state: Part<DraftState>,
    is_open: bool,
    original: Option<Part<BlobRef>>,
    recipe: Json,
    undo: Part<Vec<Json>>,
    built: Option<Part<Built>>,
    justifications: Part<Vec<Justification>>,
    created_at: Moment,
    changed_at: Moment,
    warned_at: Option<Moment>,
    revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Draft> for Model {
    fn from(draft: &Draft) -> Self {
        Self {
            id: draft.id.0,
            dataset_id: draft.dataset_id.0,
            distribution_id: draft.distribution_id.0,
            person_id: draft.person.map(|id| id.0),
            file_name: draft.file_name.clone(),
            state_name: draft.state.name().to_owned(),
            state: Part(draft.state.clone()),
            is_open: draft.state.is_open(),
            original: draft.original.clone().map(Part),
            recipe: draft.recipe.clone(),
            undo: Part(draft.undo.clone()),
            built: draft.built.clone().map(Part),
            justifications: Part(draft.justifications.clone()),
            created_at: Moment(draft.created_at),
            changed_at: Moment(draft.changed_at),
            warned_at: draft.warned_at.map(Moment),
            revision: stored_count(draft.revision),
        }
    }
}

impl From<Model> for Draft {
    fn from(row: Model) -> Self {
        Self {
            id: DraftId(row.id),
            dataset_id: DatasetId(row.dataset_id),
            distribution_id: DistributionId(row.distribution_id),
            person: row.person_id.map(PersonId),
            file_name: row.file_name,
            state: row.state.0,
            original: row.original.map(|part| part.0),
            recipe: row.recipe,
            undo: row.undo.0,
            built: row.built.map(|part| part.0),
            justifications: row.justifications.0,
            created_at: row.created_at.0,
            changed_at: row.changed_at.0,
            warned_at: row.warned_at.map(|at| at.0),
            revision: count(row.revision),
        }
    }
}

/// Replaces a draft whose revision is the one that was read.
pub(crate) async fn save(write: &DatabaseTransaction, draft: &Draft) -> Stored<()> {
    let row = Row::<Entity> {
        id_column: Column::Id,
        revision_column: Column::Revision,
        id: draft.id.0,
        read: draft.revision,
        what: "draft",
        unique: "draft",
    };
    replace(write, row, Model::from(draft)).await
}

#[derive(FromQueryResult)]
struct Blobs {
    original: Option<Part<BlobRef>>,
    built: Option<Part<Built>>,
}

/// Blobs that drafts still need.
pub(crate) async fn blobs_of_open(read: &impl ConnectionTrait) -> Stored<Vec<BlobHash>> {
    let query = Entity::find().select_only().columns([Column::Original, Column::Built]);
    let rows = query.filter(Column::IsOpen.eq(true)).into_model::<Blobs>().all(read).await.map_err(failed)?;
    let mut hashes = Vec::new();
    for row in rows {
        hashes.extend(row.original.map(|part| part.0.sha256));
        if let Some(Part(built)) = row.built {
            hashes.extend([built.report.sha256, built.profile.sha256, built.recipe.sha256]);
            hashes.extend(built.tables.into_iter().map(|table| table.data.sha256));
        }
    }
    Ok(hashes)
}

#[async_trait]
impl DraftStore for SqliteStore {
    async fn draft(&self, id: DraftId) -> Stored<Option<Draft>> {
        Ok(Entity::find_by_id(id.0).one(self.readers()).await.map_err(failed)?.map(Draft::from))
    }

    async fn open_drafts(&self, dataset: Option<DatasetId>) -> Stored<Vec<Draft>> {
        let mut query = Entity::find().filter(Column::IsOpen.eq(true));
        if let Some(dataset) = dataset {
            query = query.filter(Column::DatasetId.eq(dataset.0));
        }
        let latest_first = query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id);
        let rows = latest_first.all(self.readers()).await.map_err(failed)?;
        Ok(rows.into_iter().map(Draft::from).collect())
    }

    async fn add_draft(&self, draft: &Draft, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = Model::from(draft).into_active_model();
        Entity::insert(row).exec_without_returning(&write).await.map_err(taken("draft"))?;
        commit_with(write, change).await
    }

    async fn save_draft(&self, draft: &Draft, change: Change) -> Stored<()> {
        let write = self.write().await?;
        save(&write, draft).await?;
        commit_with(write, change).await
    }

    async fn note_progress(&self, id: DraftId, state: &DraftState) -> Stored<()> {
        let write = self.write().await?;
        let columns = ActiveModel {
            state_name: Set(state.name().to_owned()),
            state: Set(Part(state.clone())),
            is_open: Set(state.is_open()),
            ..Default::default()
        };
        Entity::update_many()
            .set(columns)
            .filter(Column::Id.eq(id.0))
            .filter(Column::StateName.is_in(["waiting", "checking"]))
            .exec(&write)
            .await
            .map_err(failed)?;
        commit(write).await
    }
}
