//! Parts by id and code, and their stock.

use domain::Event;
use domain::catalog::{MoveReason, Part};
use domain::ids::PartId;
use domain::money::{Quantity, UnitPrice};
use domain::text::normal_number;
use engine::StoreError;
use engine::queries::{MoveView, PartView};
use rusqlite::{Connection, Row};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::tickets;
use crate::error::unreadable;
use crate::record::kind;
use crate::{journal, keys, project, sql};

const DOING: &str = "reading the catalog";
const COLUMNS: &str = "row, id, number, brand, description, category, upc, price, cost, bin";

/// Loads a part without its fitment, with its row in the catalog.
pub(crate) fn part(conn: &Connection, id: PartId) -> Result<Option<(i64, Part)>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM part WHERE id = ?");
    sql::one(conn, DOING, &query, [id.uuid().as_bytes()], |row| {
        Ok((row.get(0)?, read(row)?))
    })
}

/// Finds parts by number in any spelling or by barcode, without their fitment.
pub(crate) fn by_code(
    conn: &Connection,
    code: &str,
    limit: usize,
) -> Result<Vec<Part>, StoreError> {
    let norm = normal_number(code);
    if norm.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT {COLUMNS} FROM part WHERE norm = ?1
         UNION SELECT {COLUMNS} FROM part WHERE upc_key = ?2 ORDER BY row LIMIT ?3"
    );
    let upc = keys::upc_key(code);
    sql::all(conn, DOING, &query, (&norm, upc, sql::int(limit)), read)
}

/// Sums a part's movements at one place.
pub(crate) fn on_hand_at(
    conn: &Connection,
    id: PartId,
    location: &str,
) -> Result<Quantity, StoreError> {
    let query = "SELECT on_hand FROM stock WHERE part = ? AND location = ?";
    let found = sql::one(
        conn,
        "reading stock",
        query,
        (id.uuid().as_bytes(), location),
        |row| row.get(0),
    )?;
    Ok(quantity(found.unwrap_or(0)))
}

/// Loads a part with its fitment and stock.
pub(super) fn view(conn: &Connection, id: PartId) -> Result<Option<PartView>, StoreError> {
    let Some((row, mut part)) = part(conn, id)? else {
        return Ok(None);
    };
    part.fitment = project::fitment::of(conn, row)?;
    with_stock(conn, part, None).map(Some)
}

/// Adds up a part's stock over all places.
pub(super) fn with_stock(
    conn: &Connection,
    part: Part,
    fits: Option<bool>,
) -> Result<PartView, StoreError> {
    let query = "SELECT coalesce(sum(on_hand), 0) FROM stock WHERE part = ?";
    let id = part.id.uuid();
    let sum = sql::one(conn, "reading stock", query, [id.as_bytes()], |row| {
        row.get(0)
    })?;
    Ok(PartView {
        part,
        on_hand: quantity(sum.unwrap_or(0)),
        fits,
    })
}

/// Lists a part's movements, newest first. The journal itself is the ledger.
pub(super) fn movements(
    conn: &Connection,
    part: PartId,
    limit: usize,
) -> Result<Vec<MoveView>, StoreError> {
    let mut views = Vec::new();
    for record in journal::newest(conn, part.uuid(), kind::STOCK_MOVED, limit)? {
        let Event::StockMoved(movement) = record.event else {
            continue;
        };
        let ticket_number = match &movement.reason {
            MoveReason::Sold { ticket, .. } => tickets::number(conn, *ticket)?,
            MoveReason::Adjusted { .. } => None,
        };
        views.push(MoveView {
            at: record.at,
            movement,
            ticket_number,
        });
    }
    Ok(views)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Part> {
    let price = |index| {
        let text = row.get_ref(index)?.as_str()?;
        UnitPrice::parse(text).map_err(unreadable)
    };
    Ok(Part {
        id: PartId::new(Uuid::from_bytes(row.get(1)?)),
        number: row.get(2)?,
        brand: row.get(3)?,
        description: row.get(4)?,
        category: row.get(5)?,
        upc: row.get(6)?,
        price: price(7)?,
        cost: price(8)?,
        bin: row.get(9)?,
        fitment: Vec::new(),
    })
}

/// Turns thousandths into a quantity. A sum beyond what a quantity holds (a million) shows as the largest: a slip in
/// a stock correction must not keep the part from being found and corrected.
fn quantity(thousandths: i64) -> Quantity {
    let exact = Decimal::new(thousandths, 3);
    let most = Decimal::from(1_000_000);
    Quantity::try_new(exact.clamp(-most, most)).unwrap_or(Quantity::ZERO)
}
