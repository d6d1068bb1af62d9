//! SQLite behind the engine's ports: the journal, the tables worked out from it, and search.
//!
//! This is the only room that knows SQL. The journal is the truth: everything else in the file is worked out from
//! its records by `project` in the same transaction, so that it can be thrown away and rebuilt; [`verify()`] does
//! that on the side and compares. One writer ([`SqliteStore`]) holds the data folder's lock; readers
//! ([`SqliteQueries`]) never wait for it.

mod chain;
mod costs;
mod error;
mod frame;
mod journal;
mod keys;
mod listed;
mod lookup;
mod open;
mod project;
mod query;
mod record;
mod schema;
mod sql;
mod tokens;
mod verify;

#[cfg(test)]
mod tests;

pub use frame::{JournalReader, JournalWriter};
pub use listed::Listed;
pub use open::{OpenOptions, SqliteStore};
pub use query::SqliteQueries;
pub use schema::shape;
pub use verify::{Difference, TableCount, Verified, VerifyFault, verify};

/// The store's file in the data folder.
pub const FILE_NAME: &str = "counter.db";
/// The file whose lock says that a daemon has the data folder.
pub const LOCK_NAME: &str = "counter.lock";
