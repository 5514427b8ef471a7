//! What the database says, in the words of the catalog's ports.

use std::io;

use catalog::StoreError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A store could not be opened or copied.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be reached, created or read.
    #[error("the database cannot be opened")]
    Connect(#[source] DbErr),
    /// The schema cannot be brought up to date; it may belong to a newer program.
    #[error("the database's schema cannot be brought up to date")]
    Migrate(#[source] DbErr),
    /// The copy cannot be written.
    #[error("the copy of the database cannot be written")]
    Copy(#[source] DbErr),
    /// The file system refused.
    #[error("the folder of the database cannot be used")]
    Io(#[from] io::Error),
}

/// `SQLITE_FULL`: a page could not be added, by limit or by the disk.
const SQLITE_FULL: &str = "13";
/// `SQLITE_IOERR_SHMSIZE`: the index of the write-ahead log could not grow on a full disk.
const SQLITE_IOERR_SHMSIZE: &str = "4874";

/// Translates any failure of the database.
pub(crate) fn failed(error: DbErr) -> StoreError {
    if is_full(&error) {
        return StoreError::Full;
    }
    match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => {
            StoreError::Missing { what: "record that the change refers to" }
        }
        _ => StoreError::backend(error),
    }
}

/// Translates a failure where only `what` can clash.
pub(crate) fn taken(what: &'static str) -> impl Fn(DbErr) -> StoreError {
    move |error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => StoreError::Taken { what },
        _ => failed(error),
    }
}

fn is_full(error: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    match &**cause {
        sea_orm::sqlx::Error::Database(said) => {
            said.code().is_some_and(|code| code == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        }
        sea_orm::sqlx::Error::Io(said) => {
            matches!(said.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
        }
        _ => false,
    }
}
