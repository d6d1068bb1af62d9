//! Which parts run low, kept up to date with every movement, so that the list needs no walk over the catalog.

use domain::catalog::Part;
use engine::StoreError;
use rusqlite::Connection;

use super::stock::thousandths;
use crate::sql;

const DOING: &str = "following what runs low";

/// Takes the part's minimum in. A part that another has replaced is ordered no more, and a kit has no stock of its own.
pub(super) fn saved(conn: &Connection, part: &Part) -> Result<(), StoreError> {
    let uuid = part.id.uuid();
    let id = uuid.as_bytes();
    let kept = part.superseded_by.is_none() && part.components.is_empty();
    let Some(rule) = part.reorder.as_ref().filter(|_| kept) else {
        if sql::run(conn, DOING, "DELETE FROM reorder WHERE part = ?", [id])? > 0 {
            sql::run(conn, DOING, "DELETE FROM low WHERE part = ?", [id])?;
        }
        return Ok(());
    };
    let upsert = "INSERT INTO reorder (part, point) VALUES (?, ?)
         ON CONFLICT (part) DO UPDATE SET point = excluded.point";
    sql::run(conn, DOING, upsert, (id, thousandths(rule.min)))?;
    let places = "SELECT location FROM stock WHERE part = ?";
    let places: Vec<String> = sql::all(conn, DOING, places, [id], |row| row.get(0))?;
    if places.is_empty() {
        let nowhere = "INSERT OR IGNORE INTO low (location, part) VALUES ('', ?)";
        sql::run(conn, DOING, nowhere, [id])?;
    }
    for place in places {
        weigh(conn, id, &place)?;
    }
    Ok(())
}

/// Puts a part on the list of a place, or takes it off. Most parts have no minimum and cost one look at an index.
pub(super) fn weigh(conn: &Connection, part: &[u8; 16], place: &str) -> Result<(), StoreError> {
    let query = "SELECT s.on_hand - s.reserved - (SELECT coalesce(sum(held), 0)
             FROM purchase_line AS l WHERE l.part = ?1 AND l.location = ?2) <= r.point
         FROM reorder AS r JOIN stock AS s ON s.part = r.part
         WHERE r.part = ?1 AND s.location = ?2";
    let low: Option<bool> = sql::one(conn, DOING, query, (part, place), |row| row.get(0))?;
    let Some(low) = low else {
        return Ok(());
    };
    let nowhere = "DELETE FROM low WHERE location = '' AND part = ?";
    sql::run(conn, DOING, nowhere, [part])?;
    let change = if low {
        "INSERT OR IGNORE INTO low (location, part) VALUES (?, ?)"
    } else {
        "DELETE FROM low WHERE location = ? AND part = ?"
    };
    sql::run(conn, DOING, change, (place, part)).map(drop)
}
