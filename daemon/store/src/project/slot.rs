//! The lists that things are found by.

use domain::index::Slot;
use engine::StoreError;
use rusqlite::Connection;
use uuid::Uuid;

use crate::sql;

const DOING: &str = "updating what things are found by";

/// Puts a thing on its lists, or takes it off. A thing that is put where it stands keeps its place.
pub(super) fn put(
    conn: &Connection,
    cursor: u64,
    id: Uuid,
    slots: &[Slot],
) -> Result<(), StoreError> {
    for Slot { name, place, value } in slots {
        match value {
            Some(value) => {
                let upsert = "INSERT INTO slot (id, name, place, value, cursor)
                     VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT (id, name, place) DO UPDATE SET value = excluded.value,
                         cursor = excluded.cursor WHERE value <> excluded.value";
                let values = (id.as_bytes(), name, place, value, sql::int(cursor));
                sql::run(conn, DOING, upsert, values)?;
            }
            None => {
                let delete = "DELETE FROM slot WHERE id = ? AND name = ? AND place = ?";
                sql::run(conn, DOING, delete, (id.as_bytes(), name, place))?;
            }
        }
    }
    Ok(())
}
