//! Questions about the store as a whole.

use std::collections::HashSet;

use async_trait::async_trait;
use catalog::{
    blob::BlobHash,
    ports::{StoreAdmin, Stored},
};
use sea_orm::ConnectionTrait;

use crate::{
    column::hash,
    draft,
    error::failed,
    sqlite::{SqliteStore, statement},
};

#[async_trait]
impl StoreAdmin for SqliteStore {
    async fn ping(&self) -> Stored<()> {
        self.readers().ping().await.map_err(failed)?;
        let write = self.write().await?;
        write.rollback().await.map_err(failed)
    }

    async fn referenced_blobs(&self) -> Stored<HashSet<BlobHash>> {
        let read = self.read().await?;
        let sql = include_str!("../queries/version/referenced_blobs.sql");
        let rows = read.query_all_raw(statement(&read, sql, [])).await.map_err(failed)?;
        let mut blobs = HashSet::with_capacity(rows.len());
        for row in rows {
            blobs.insert(hash(row.try_get("", "sha256").map_err(failed)?)?);
        }
        blobs.extend(draft::blobs_of_open(&read).await?);
        Ok(blobs)
    }
}
