//! What a dataset keeps in other tables: its identifiers and distributions.

use std::collections::HashMap;

use catalog::{
    StoreError,
    dataset::{Dataset, Distribution, Identifier},
    ports::Stored,
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, IntoActiveModel, QueryOrder, entity::prelude::*, sea_query::OnConflict,
};

use super::{
    dataset_row::{self, Names},
    distribution_row, identifier_row,
};
use crate::error::{failed, taken};

/// Puts datasets together, in the order of their rows.
pub(super) async fn with_parts(read: &impl ConnectionTrait, rows: Vec<dataset_row::Model>) -> Stored<Vec<Dataset>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut names = names(read, &ids).await?;
    let mut distributions = distributions(read, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let names = names.remove(&row.id).ok_or_else(|| StoreError::backend("a dataset has no identifier"))?;
            let distributions = distributions.remove(&row.id).unwrap_or_default();
            Ok(row.into_dataset(names, distributions))
        })
        .collect()
}

async fn names(read: &impl ConnectionTrait, ids: &[Uuid]) -> Stored<HashMap<Uuid, Names>> {
    use identifier_row::{Column, Entity};
    let query = Entity::find().filter(Column::DatasetId.is_in(ids.iter().copied())).order_by_asc(Column::Position);
    let mut current = HashMap::new();
    let mut aliases: HashMap<Uuid, Vec<Identifier>> = HashMap::new();
    for row in query.all(read).await.map_err(failed)? {
        let id = row.dataset_id;
        if row.is_current {
            current.insert(id, row.into_identifier()?);
        } else {
            aliases.entry(id).or_default().push(row.into_identifier()?);
        }
    }
    let together = |(id, current)| (id, Names { current, aliases: aliases.remove(&id).unwrap_or_default() });
    Ok(current.into_iter().map(together).collect())
}

async fn distributions(read: &impl ConnectionTrait, ids: &[Uuid]) -> Stored<HashMap<Uuid, Vec<Distribution>>> {
    use distribution_row::{Column, Entity};
    let query = Entity::find().filter(Column::DatasetId.is_in(ids.iter().copied())).order_by_asc(Column::Number);
    let mut distributions: HashMap<Uuid, Vec<Distribution>> = HashMap::new();
    for row in query.all(read).await.map_err(failed)? {
        distributions.entry(row.dataset_id).or_default().push(row.into());
    }
    Ok(distributions)
}

/// Writes what a dataset is and was called; `Taken` where another dataset bears or bore one of the names.
pub(super) async fn save_identifiers(write: &DatabaseTransaction, dataset: &Dataset) -> Stored<()> {
    use identifier_row::{Column, Entity, Model};
    Entity::delete_many().filter(Column::DatasetId.eq(dataset.id.0)).exec(write).await.map_err(failed)?;
    for row in Model::of(dataset) {
        let row = row.into_active_model();
        Entity::insert(row).exec_without_returning(write).await.map_err(taken("dataset identifier"))?;
    }
    Ok(())
}

/// Writes a dataset's distributions. Versions refer to them, so they are changed in place.
pub(super) async fn save_distributions(write: &DatabaseTransaction, dataset: &Dataset) -> Stored<()> {
    use distribution_row::{Column, Entity, Model};
    let kept = dataset.distributions.iter().map(|distribution| distribution.id.0);
    Entity::delete_many()
        .filter(Column::DatasetId.eq(dataset.id.0))
        .filter(Column::Id.is_not_in(kept))
        .exec(write)
        .await
        .map_err(failed)?;
    let changed = [Column::Number, Column::Title, Column::Standard, Column::Recipe, Column::LatestVersion];
    for distribution in &dataset.distributions {
        let row = Model::new(dataset.id, distribution).into_active_model();
        Entity::insert(row)
            .on_conflict(OnConflict::column(Column::Id).update_columns(changed).to_owned())
            .exec_without_returning(write)
            .await
            .map_err(taken("distribution number"))?;
    }
    Ok(())
}
