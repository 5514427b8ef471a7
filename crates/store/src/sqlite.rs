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
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
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
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}
