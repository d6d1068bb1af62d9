//! How much there is of parts.

use domain::ids::PartId;
use domain::money::Quantity;
use domain::stock::StockLevel;
use engine::StoreError;
use rusqlite::{Connection, Row};
use rust_decimal::Decimal;

use crate::sql;

const DOING: &str = "reading stock";
const COLUMNS: &str = "location, on_hand, reserved, on_order, in_transit";

/// Returns what there is at one place.
pub(crate) fn at(conn: &Connection, id: PartId, place: &str) -> Result<StockLevel, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM stock WHERE part = ? AND location = ?");
    let key = (id.uuid().into_bytes(), place);
    let found = sql::one(conn, DOING, &query, key, read)?;
    Ok(found.unwrap_or_else(|| StockLevel::empty(place)))
}

/// Lists what there is at every place the part has been at.
pub(super) fn levels(conn: &Connection, id: PartId) -> Result<Vec<StockLevel>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM stock WHERE part = ? ORDER BY location");
    sql::all(conn, DOING, &query, [id.uuid().as_bytes()], read)
}

/// Adds up what is on hand and what is reserved over all places.
pub(super) fn sums(conn: &Connection, id: PartId) -> Result<(Quantity, Quantity), StoreError> {
    let query = "SELECT coalesce(sum(on_hand), 0), coalesce(sum(reserved), 0)
         FROM stock WHERE part = ?";
    let found = sql::one(conn, DOING, query, [id.uuid().as_bytes()], |row| {
        Ok((quantity(row.get(0)?), quantity(row.get(1)?)))
    })?;
    Ok(found.unwrap_or((Quantity::ZERO, Quantity::ZERO)))
}

fn read(row: &Row<'_>) -> rusqlite::Result<StockLevel> {
    Ok(StockLevel {
        location: row.get(0)?,
        on_hand: quantity(row.get(1)?),
        reserved: quantity(row.get(2)?),
        on_order: quantity(row.get(3)?),
        in_transit: quantity(row.get(4)?),
    })
}

/// Turns thousandths into a quantity. A sum beyond what a quantity holds (a million) shows as the largest: a slip in
/// a stock correction must not keep the part from being found and corrected.
pub(super) fn quantity(thousandths: i64) -> Quantity {
    let exact = Decimal::new(thousandths, 3);
    let most = Decimal::from(1_000_000);
    Quantity::try_new(exact.clamp(-most, most)).unwrap_or(Quantity::ZERO)
}
