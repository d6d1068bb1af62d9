//! Short words for running cached statements.

use engine::StoreError;
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::error::Doing;

/// Runs a statement and returns how many rows it changed.
pub(crate) fn run(
    conn: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
) -> Result<usize, StoreError> {
    conn.prepare_cached(sql)
        .and_then(|mut statement| statement.execute(params))
        .doing(doing)
}

/// Returns the first row, if there is one.
pub(crate) fn one<T>(
    conn: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    conn.prepare_cached(sql)
        .and_then(|mut statement| statement.query_row(params, read).optional())
        .doing(doing)
}

/// Returns every row.
pub(crate) fn all<T>(
    conn: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    conn.prepare_cached(sql)
        .and_then(|mut statement| statement.query_map(params, read)?.collect())
        .doing(doing)
}

/// Cursors, serials and limits as SQLite's only integer; what does not fit is as good as endless.
pub(crate) fn int(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// Cursors and counts back from SQLite's integer; they are never below zero.
pub(crate) fn count(number: i64) -> u64 {
    number.try_into().unwrap_or(0)
}
