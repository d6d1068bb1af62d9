//! Lists of what stands under a name and a value.

use engine::{Found, StoreError};
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::sql;

const DOING: &str = "looking things up";
const COLUMNS: &str = "cursor, id, place, value";

/// Lists the things under a value, newest first.
pub(crate) fn found(
    conn: &Connection,
    name: &str,
    value: &str,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Found>, StoreError> {
    let query = format!(
        "SELECT {COLUMNS} FROM slot WHERE name = ? AND value = ? AND cursor < ?
         ORDER BY cursor DESC, id, place LIMIT ?"
    );
    let before = before.map_or(i64::MAX, sql::int);
    sql::all(
        conn,
        DOING,
        &query,
        (name, value, before, sql::int(limit)),
        read,
    )
}

/// Lists the things whose value is not after a bound, in the order of the values.
pub(crate) fn found_up_to(
    conn: &Connection,
    name: &str,
    max_value: &str,
    limit: usize,
) -> Result<Vec<Found>, StoreError> {
    let query = format!(
        "SELECT {COLUMNS} FROM slot WHERE name = ? AND value <= ?
         ORDER BY value, cursor, id, place LIMIT ?"
    );
    sql::all(
        conn,
        DOING,
        &query,
        (name, max_value, sql::int(limit)),
        read,
    )
}

/// Lists where in the journal one thing came under a name, newest first.
pub(super) fn of(conn: &Connection, id: Uuid, name: &str) -> Result<Vec<u64>, StoreError> {
    let query = "SELECT cursor FROM slot WHERE id = ? AND name = ? ORDER BY cursor DESC";
    sql::all(conn, DOING, query, (id.as_bytes(), name), |row| {
        Ok(sql::count(row.get(0)?))
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        cursor: sql::count(row.get(0)?),
        id: Uuid::from_bytes(row.get(1)?),
        place: row.get(2)?,
        value: row.get(3)?,
    })
}
