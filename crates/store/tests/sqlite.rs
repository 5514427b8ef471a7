//! SQLite keeps the contract of the catalog's stores.

use std::sync::Arc;

use store::SqliteStore;
use tempfile::TempDir;
use testkit::store_contract::{Rig, Stores};

struct Sqlite {
    folder: TempDir,
    store: Arc<SqliteStore>,
}

impl Sqlite {
    async fn in_folder(folder: TempDir) -> Self {
        let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("the store opens");
        Self { folder, store }
    }
}

impl Rig for Sqlite {
    async fn fresh() -> Self {
        Self::in_folder(tempfile::tempdir().expect("a folder for the test")).await
    }

    async fn reopened(self) -> Self {
        let Self { folder, store } = self;
        store.close().await.expect("the store closes");
        drop(store);
        Self::in_folder(folder).await
    }

    fn stores(&self) -> Stores {
        Stores::of(self.store.clone())
    }
}

testkit::store_contract!(Sqlite);
