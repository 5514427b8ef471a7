//! A store in one SQLite file: a single writer, a pool of readers, and copies while it works.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use catalog::ports::Stored;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, Value,
    sqlx::{
        self, Connection, SqliteConnection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use sea_orm_migration::MigratorTrait;

use crate::{
    error::{OpenError, failed},
    migrations::Migrator,
};

/// How long a statement waits for another process (a command beside the server) to let go of the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// What may be set of a store.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections that read at once.
    pub readers_max: u32,
    /// Pages of 4096 bytes the file may grow to; beyond, writes answer `StoreError::Full`. `None`: as the disk allows.
    pub pages_max: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers_max: 4, pages_max: None }
    }
}

/// The catalog's stores in one SQLite file. What it acknowledged survives `kill -9` and a power cut.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    writer: DatabaseConnection,
    readers: DatabaseConnection,
}

impl SqliteStore {
    /// Opens or creates the file and brings its schema up to date.
    pub async fn open(path: &Path) -> Result<Arc<Self>, OpenError> {
        Self::open_with(path, Options::default()).await
    }

    /// As `open`, with options.
    pub async fn open_with(path: &Path, options: Options) -> Result<Arc<Self>, OpenError> {
        let pages_max = options.pages_max;
        let writer = connect(path, 1, move |sqlite| match pages_max {
            Some(pages) => sqlite.create_if_missing(true).pragma("max_page_count", pages.to_string()),
            None => sqlite.create_if_missing(true),
        })
        .await
        .map_err(OpenError::Connect)?;
        Migrator::up(&writer, None).await.map_err(OpenError::Migrate)?;
        sync_folder_of(path)?;
        let readers = connect(path, options.readers_max.max(1), |sqlite| sqlite.pragma("query_only", "on"))
            .await
            .map_err(OpenError::Connect)?;
        Ok(Arc::new(Self { path: path.to_owned(), writer, readers }))
    }

    /// Writes a consistent copy to a path where nothing is yet, while the store goes on working.
    pub async fn backup_to(&self, path: &Path) -> Result<(), OpenError> {
        let target = path.to_owned();
        if fs::exists(&target)? {
            return Err(OpenError::Io(io::ErrorKind::AlreadyExists.into()));
        }
        let mut partial = target.clone().into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        remove_if_there(&partial)?;
        let name = partial.to_str().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?.to_owned();
        // A connection of its own: neither the writer nor a reader waits for a long copy.
        let source = connect(&self.path, 1, |sqlite| sqlite).await.map_err(OpenError::Connect)?;
        let copied = source.execute_raw(statement(&source, "vacuum into $1", [name.into()])).await;
        let closed = source.close().await;
        if let Err(error) = copied.map(|_| ()).and(closed) {
            remove_if_there(&partial)?;
            return Err(OpenError::Copy(error));
        }
        tokio::task::spawn_blocking(move || settle(&partial, &target)).await.map_err(io::Error::other)??;
        Ok(())
    }

    /// Closes all connections; what is written to the log is moved into the file.
    pub async fn close(&self) -> Stored<()> {
        self.readers.close_by_ref().await.map_err(failed)?;
        self.writer.close_by_ref().await.map_err(failed)
    }

    /// Begins a write. Dropped without `commit`, it leaves nothing.
    ///
    /// `begin immediate`: a write that reads first would otherwise fail where another process wrote in between.
    pub(crate) async fn write(&self) -> Stored<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        self.writer.begin_with_options(options).await.map_err(failed)
    }

    /// Begins a read of one state of the store, whatever is written meanwhile.
    pub(crate) async fn read(&self) -> Stored<DatabaseTransaction> {
        self.readers.begin().await.map_err(failed)
    }

    /// For reads of one statement.
    pub(crate) fn readers(&self) -> &DatabaseConnection {
        &self.readers
    }
}

/// A statement of a file of `queries/` with its parameters.
pub(crate) fn statement(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), sql, parameters)
}

/// Makes a write lasting.
pub(crate) async fn commit(write: DatabaseTransaction) -> Stored<()> {
    write.commit().await.map_err(failed)
}

async fn connect(
    path: &Path,
    connections_max: u32,
    adjust: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> Result<DatabaseConnection, DbErr> {
    let path = path.to_owned();
    // The path goes in by itself: in a URL, `?` and `%` in the name of a folder would mean something.
    let mut options = ConnectOptions::new("sqlite:");
    options
        .min_connections(1)
        .max_connections(connections_max)
        .idle_timeout(None)
        .max_lifetime(None)
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| pool.before_acquire(|connection, _| Box::pin(is_clean(connection))))
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .filename(&path)
                .create_if_missing(false)
                .journal_mode(SqliteJournalMode::Wal)
                // FULL, not NORMAL: in WAL mode only FULL syncs each commit, and what was acknowledged must not be lost.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(BUSY_TIMEOUT)
                .foreign_keys(true);
            adjust(sqlite)
        });
    Database::connect(options).await
}

/// Whether a connection may be used again; one that is refused is closed, which rolls back whatever was left open.
///
/// After some failures (no room for a commit, a failed write) SQLite rolls back by itself, and the driver goes on counting
/// the transaction. Later ones would become savepoints inside one that nobody commits: acknowledged, read, and lost.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // Answered after the rollback of a dropped transaction, which only waits in the connection's queue.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Syncs a finished copy and gives it its name, so that no half copy ever bears it.
fn settle(partial: &Path, target: &Path) -> io::Result<()> {
    fs::File::open(partial)?.sync_all()?;
    fs::rename(partial, target)?;
    sync_folder_of(target)
}

/// A new file is there after a power cut only when its folder was synced too.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use catalog::{event::EventFilter, ports::EventStore};
    use sea_orm::{ConnectionTrait, DatabaseConnection};
    use testkit::store_contract::sample::told;

    use super::{SqliteStore, statement};
    use crate::change::commit_with;

    async fn pragma(connection: &DatabaseConnection, name: &str) -> String {
        let sql = format!("select cast({name} as text) as value from pragma_{name}");
        let row = connection.query_one_raw(statement(connection, &sql, [])).await.expect("answers").expect("one row");
        row.try_get("", "value").expect("is text")
    }

    #[tokio::test]
    async fn every_commit_is_synced_and_readers_cannot_write() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("opens");

        assert_eq!(pragma(&store.writer, "synchronous").await, "2");
        assert_eq!(pragma(&store.writer, "journal_mode").await, "wal");
        assert_eq!(pragma(&store.writer, "foreign_keys").await, "1");
        assert_eq!(pragma(&store.readers, "query_only").await, "1");
        assert!(store.readers.execute_unprepared("delete from events").await.is_err());
    }

    /// After some failures (a full disk, a failed write) SQLite itself rolls back. The driver then believes that a
    /// transaction is still open and would turn the next ones into parts of one that nobody ever commits.
    #[tokio::test]
    async fn what_is_acknowledged_after_the_database_rolled_back_by_itself_is_there() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("opens");
        let broken = store.write().await.expect("begins");
        let rolled_back = "insert or rollback into events select 1, x'00', 0, null, '', null, null, null";
        broken.execute_unprepared(rolled_back).await.expect_err("a column that is not null");
        drop(broken);
        drop(store.write().await.expect("begins"));

        commit_with(store.write().await.expect("begins"), told("sample.told")).await.expect("is acknowledged");

        let filter = EventFilter { limit: 10, ..EventFilter::default() };
        assert_eq!(store.events(&filter).await.expect("reads").len(), 1);
    }
}
