//! Lists and counts of datasets.

use catalog::{
    PublisherId,
    dataset::DatasetState,
    ports::{DatasetFilter, DatasetOrder, Stored},
};
use sea_orm::{
    ConnectionTrait, QueryOrder, QuerySelect, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

use super::{
    dataset_row::{Column, Entity, Model},
    words::patterns,
};
use crate::{
    column::{Word, count},
    error::failed,
};

/// A page of rows and how many there are in all.
pub(super) async fn page(read: &impl ConnectionTrait, filter: &DatasetFilter) -> Stored<(Vec<Model>, u64)> {
    let query = filtered(filter);
    let total = query.clone().count(read).await.map_err(failed)?;
    let ordered = match filter.order {
        DatasetOrder::Modified => query.order_by_desc(Column::Modified).order_by_desc(Column::Id),
        DatasetOrder::Title => query.order_by_asc(Column::TitleKey).order_by_asc(Column::Id),
    };
    let page = ordered.offset(u64::from(filter.offset)).limit(u64::from(filter.limit));
    Ok((page.all(read).await.map_err(failed)?, total))
}

fn filtered(filter: &DatasetFilter) -> Select<Entity> {
    let mut query = Entity::find();
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(Word(state)));
    }
    if let Some(publishers) = &filter.publishers {
        query = query.filter(Column::PublisherId.is_in(publishers.iter().map(|id| id.0)));
    }
    if let Some(theme) = &filter.theme {
        query = query.filter(Column::Theme.eq(theme));
    }
    for pattern in patterns(filter.text.as_deref().unwrap_or_default()) {
        query = query.filter(Expr::col(Column::SearchText).like(LikeExpr::new(pattern).escape('\\')));
    }
    query
}

/// How many published datasets each publisher has.
pub(super) async fn published_by_publisher(read: &impl ConnectionTrait) -> Stored<Vec<(PublisherId, u64)>> {
    let rows: Vec<(Uuid, i64)> = published()
        .column(Column::PublisherId)
        .column_as(Column::Id.count(), "datasets")
        .group_by(Column::PublisherId)
        .order_by_asc(Column::PublisherId)
        .into_tuple()
        .all(read)
        .await
        .map_err(failed)?;
    Ok(rows.into_iter().map(|(id, datasets)| (PublisherId(id), count(datasets))).collect())
}

/// How many published datasets each theme has.
pub(super) async fn published_by_theme(read: &impl ConnectionTrait) -> Stored<Vec<(String, u64)>> {
    let rows: Vec<(String, i64)> = published()
        .filter(Column::Theme.is_not_null())
        .column(Column::Theme)
        .column_as(Column::Id.count(), "datasets")
        .group_by(Column::Theme)
        .order_by_asc(Column::Theme)
        .into_tuple()
        .all(read)
        .await
        .map_err(failed)?;
    Ok(rows.into_iter().map(|(theme, datasets)| (theme, count(datasets))).collect())
}

fn published() -> Select<Entity> {
    Entity::find().select_only().filter(Column::State.eq(Word(DatasetState::Published)))
}
