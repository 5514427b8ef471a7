//! The schema, step by step. Each step is a file of `migrations/<dialect>/`; its README says how one is added.

use sea_orm::ConnectionTrait;
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait, sea_orm::DbErr};

/// Brings a database to the schema of this program.
pub(crate) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Step {
            name: "m20261123_000001_catalog",
            sqlite: include_str!("../migrations/sqlite/m20261123_000001_catalog.sql"),
        })]
    }
}

struct Step {
    name: &'static str,
    sqlite: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.sqlite).await.map(|_| ())
    }

    /// A step stands or falls whole, so that a process killed in the middle of it can simply start again.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
