//! The search indexes, which hold no text.

use engine::StoreError;
use rusqlite::Connection;

use crate::sql;

/// Brings a row of an index up to date. What it is to forget has to be said.
pub(super) fn index(
    conn: &Connection,
    table: &'static str,
    row: i64,
    before: Option<String>,
    now: String,
) -> Result<(), StoreError> {
    let doing = "updating a search index";
    if before.as_ref() == Some(&now) {
        return Ok(());
    }
    if let Some(before) = before {
        let forget =
            format!("INSERT INTO {table} ({table}, rowid, tokens) VALUES ('delete', ?, ?)");
        sql::run(conn, doing, &forget, (row, before))?;
    }
    let insert = format!("INSERT INTO {table} (rowid, tokens) VALUES (?, ?)");
    sql::run(conn, doing, &insert, (row, now)).map(drop)
}
