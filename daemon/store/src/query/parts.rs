//! Parts by id and code, and their movements.

use domain::Event;
use domain::catalog::{Part, PartEvent};
use domain::ids::PartId;
use domain::money::UnitPrice;
use domain::stock::MoveReason;
use domain::text::normal_number;
use engine::StoreError;
use engine::queries::{MoveView, PartView};
use rusqlite::{Connection, Row};

use super::{stock, tickets};
use crate::error::unreadable;
use crate::record::kind;
use crate::{journal, keys, sql};

const DOING: &str = "reading the catalog";

/// Loads a part. All of it stands in the record of its last save; what it costs may be newer.
pub(crate) fn part(conn: &Connection, id: PartId) -> Result<Option<Part>, StoreError> {
    let query = format!(
        "SELECT {}, p.cost FROM part AS p JOIN journal AS r ON r.cursor = p.saved
         WHERE p.id = ?",
        journal::columns_of("r")
    );
    sql::one(conn, DOING, &query, [id.uuid().as_bytes()], read)
}

/// Finds parts by number in any spelling or by barcode.
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
        "SELECT {}, p.cost FROM part AS p JOIN journal AS r ON r.cursor = p.saved
         WHERE p.row IN (SELECT row FROM part WHERE norm = ?1
             UNION SELECT row FROM part WHERE upc_key = ?2)
         ORDER BY p.row LIMIT ?3",
        journal::columns_of("r")
    );
    let upc = keys::upc_key(code);
    sql::all(conn, DOING, &query, (&norm, upc, sql::int(limit)), read)
}

/// Loads a part with its stock.
pub(super) fn view(conn: &Connection, id: PartId) -> Result<Option<PartView>, StoreError> {
    let part = part(conn, id)?;
    part.map(|part| with_stock(conn, part, None)).transpose()
}

/// Adds up a part's stock over all places.
pub(super) fn with_stock(
    conn: &Connection,
    part: Part,
    fits: Option<bool>,
) -> Result<PartView, StoreError> {
    let (on_hand, reserved) = stock::sums(conn, part.id)?;
    Ok(PartView {
        part,
        on_hand,
        reserved,
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
        let Event::Part(_, PartEvent::Moved(movement)) = record.event else {
            continue;
        };
        let ticket = match &movement.reason {
            MoveReason::Sold { ticket, .. }
            | MoveReason::CustomerReturn { ticket, .. }
            | MoveReason::Installed { ticket, .. }
            | MoveReason::Uninstalled { ticket, .. } => Some(*ticket),
            MoveReason::PurchaseReceived { .. }
            | MoveReason::SupplierReturn { .. }
            | MoveReason::Invoiced { .. }
            | MoveReason::Adjusted { .. }
            | MoveReason::Counted { .. }
            | MoveReason::TransferOut { .. }
            | MoveReason::TransferIn { .. }
            | MoveReason::KitBuilt { .. }
            | MoveReason::KitBroken { .. }
            | MoveReason::OpeningBalance
            | MoveReason::Revalued { .. } => None,
        };
        let ticket_number = match ticket {
            Some(ticket) => tickets::number(conn, ticket)?,
            None => None,
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
    let record = journal::read(row)?;
    let Event::Part(_, PartEvent::Saved(mut part)) = record.event else {
        return Err(unreadable(format!("record {} is no part", record.cursor)));
    };
    part.cost = UnitPrice::parse(row.get_ref(7)?.as_str()?).map_err(unreadable)?;
    Ok(*part)
}
