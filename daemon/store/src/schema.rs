//! The file's shape: migrations, and how connections are set up.

use std::fmt::Write as _;
use std::path::Path;

use engine::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest as _, Sha256};

use crate::error::Doing;

/// `CNTR`: marks the file as a counter's store.
const APPLICATION_ID: i32 = 0x434e_5452;
/// The first SQLite without the WAL-reset bug (sqlite.org/wal.html#walresetbug).
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Numbered from 1; what has been released is never edited.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_initial.sql")];
/// Statements kept prepared; every statement of this crate fits.
const STATEMENTS_CACHED: usize = 128;

/// Tells one shape of the tables from another, for whoever keeps stores that can be made again.
#[must_use]
pub fn shape() -> String {
    let mut digest = Sha256::new();
    MIGRATIONS.iter().for_each(|script| digest.update(script));
    let digest = digest.finalize();
    digest.iter().take(6).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Keeps statements as they were prepared. Without the guarantee SQLite, which is built to look at the values bound to
/// some statements when it plans them, parses those anew whenever a value changes: that took a third of a search's time
/// (sqlite.org/queryplanner-ng.html, section 4).
fn keep_plans(conn: &Connection) -> Result<(), StoreError> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .doing("fixing the plans of statements")
        .map(drop)
}

/// Opens the connection that writes, creating or migrating the file.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    check_library()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).doing("opening the store")?;
    keep_plans(&conn)?;
    check_owner(&conn)?;
    // What is in the log is moved to the file in small steps: in a store of many gigabytes every page of it lies elsewhere,
    // and one sale in a hundred would wait for thousands of them. The log keeps its size: growing it costs a journal commit of the file system each time. 8 MiB of cache, since
    // the whole idle daemon has to stay small.
    conn.execute_batch(
        "PRAGMA busy_timeout = 5000;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA wal_autocheckpoint = 1000;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8192;",
    )
    .doing("setting up the store")?;
    migrate(&conn)?;
    Ok(conn)
}

/// Opens a connection that can only read. The file must exist and have today's shape.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    check_library()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).doing("opening the store to read")?;
    keep_plans(&conn)?;
    conn.execute_batch(
        "PRAGMA busy_timeout = 5000;
         PRAGMA trusted_schema = OFF;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8192;",
    )
    .doing("setting up a reader of the store")?;
    check_owner(&conn)?;
    let version = version(&conn)?;
    if version == MIGRATIONS.len() {
        Ok(conn)
    } else {
        Err(StoreError::Damaged(format!(
            "it has version {version} of the tables instead of {}",
            MIGRATIONS.len()
        )))
    }
}

/// Opens an empty private store that SQLite deletes when it is closed.
pub(crate) fn open_scratch() -> Result<Connection, StoreError> {
    // An empty path is a private temporary file (sqlite.org/inmemorydb.html#temp_db).
    let conn = Connection::open("").doing("opening a scratch store")?;
    keep_plans(&conn)?;
    conn.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;",
    )
    .doing("setting up a scratch store")?;
    migrate(&conn)?;
    Ok(conn)
}

fn check_library() -> Result<(), StoreError> {
    let version = rusqlite::version_number();
    if version >= SQLITE_VERSION_MIN {
        return Ok(());
    }
    let source = format!("SQLite {version} is older than {SQLITE_VERSION_MIN}").into();
    Err(StoreError::Failed {
        doing: "checking the SQLite library",
        source,
    })
}

/// Refuses another program's database before anything is written to it.
fn check_owner(conn: &Connection) -> Result<(), StoreError> {
    let id: i32 = pragma(conn, "application_id")?;
    let tables: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .doing("reading the store's tables")?;
    if id == APPLICATION_ID || (id == 0 && tables == 0) {
        Ok(())
    } else {
        Err(StoreError::Damaged(
            "the file is the database of another program".to_owned(),
        ))
    }
}

fn migrate(conn: &Connection) -> Result<(), StoreError> {
    let version = version(conn)?;
    if version > MIGRATIONS.len() {
        return Err(StoreError::Damaged(format!(
            "it has version {version} of the tables: a newer daemon wrote it"
        )));
    }
    for (number, migration) in (1..).zip(MIGRATIONS).skip(version) {
        let script = format!(
            "BEGIN IMMEDIATE; {migration}
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}; COMMIT;"
        );
        let done = conn
            .execute_batch(&script)
            .doing("bringing the store's tables up to date");
        if done.is_err() && !conn.is_autocommit() {
            conn.execute_batch("ROLLBACK")
                .doing("taking a migration back")?;
        }
        done?;
        if number > 1 {
            tracing::info!(version = number, "store migrated");
        }
    }
    Ok(())
}

fn version(conn: &Connection) -> Result<usize, StoreError> {
    let version: i32 = pragma(conn, "user_version")?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn pragma(conn: &Connection, name: &str) -> Result<i32, StoreError> {
    conn.pragma_query_value(None, name, |row| row.get(0))
        .doing("reading the store's header")
}
