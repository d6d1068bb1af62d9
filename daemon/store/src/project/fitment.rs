//! What parts fit: each row names a model, and models know which kinds of parts there are for them.

use domain::catalog::Fitment;
use engine::StoreError;
use rusqlite::Connection;

use crate::{keys, sql};

const DOING: &str = "updating what parts fit";
/// Stands in `model_kind` for parts of which it is not known what they fit.
pub(crate) const MODEL_UNKNOWN: i64 = 0;
/// Rows that one save may add to `model`, as many as a part has fitment rows; keeps their keys apart.
const PLACES: i64 = 1024;

/// What of a part's fitment it is found by.
#[derive(PartialEq, Eq)]
pub(crate) struct Fit {
    year_from: u16,
    year_to: u16,
    make: String,
    model: String,
}

impl Fit {
    pub(super) fn of(fitment: &Fitment) -> Self {
        Self {
            year_from: fitment.year_from,
            year_to: fitment.year_to,
            make: fitment.make.clone(),
            model: fitment.model.clone(),
        }
    }
}

/// Reads what a part fits, in the order it was saved.
pub(super) fn of(conn: &Connection, part: i64) -> Result<Vec<Fit>, StoreError> {
    let query = "SELECT f.year_from, f.year_to, m.make, m.model
         FROM fitment AS f CROSS JOIN model AS m ON m.row = f.model
         WHERE f.part = ? ORDER BY f.place";
    sql::all(conn, "reading what a part fits", query, [part], |row| {
        Ok(Fit {
            year_from: row.get(0)?,
            year_to: row.get(1)?,
            make: row.get(2)?,
            model: row.get(3)?,
        })
    })
}

/// Writes what a part fits in place of what it fitted before.
pub(super) fn saved(
    conn: &Connection,
    cursor: u64,
    part: i64,
    kind: i64,
    fitment: &[Fit],
) -> Result<(), StoreError> {
    sql::run(conn, DOING, "DELETE FROM fitment WHERE part = ?", [part])?;
    let pair = "INSERT OR IGNORE INTO model_kind (model, kind) VALUES (?, ?)";
    if fitment.is_empty() {
        return sql::run(conn, DOING, pair, (MODEL_UNKNOWN, kind)).map(drop);
    }
    let insert = "INSERT INTO fitment (part, place, model, kind, year_from, year_to)
         VALUES (?, ?, ?, ?, ?, ?)";
    for (place, fit) in (0..).zip(fitment) {
        let model = model(conn, sql::int(cursor) * PLACES + place, fit)?;
        let values = (part, place, model, kind, fit.year_from, fit.year_to);
        sql::run(conn, DOING, insert, values)?;
        sql::run(conn, DOING, pair, (model, kind))?;
    }
    Ok(())
}

fn model(conn: &Connection, fresh: i64, fit: &Fit) -> Result<i64, StoreError> {
    let known = "SELECT row FROM model WHERE make = ? AND model = ?";
    let names = (&fit.make, &fit.model);
    if let Some(row) = sql::one(conn, DOING, known, names, |row| row.get(0))? {
        return Ok(row);
    }
    let insert = "INSERT INTO model (row, make, model, make_key, model_key) VALUES (?, ?, ?, ?, ?)";
    let keys = (keys::plain(&fit.make), keys::plain(&fit.model));
    let values = (fresh, &fit.make, &fit.model, keys.0, keys.1);
    sql::run(conn, DOING, insert, values)?;
    Ok(fresh)
}
