//! What purchases bring to stock: how many of each part are to come, and how many lie here for a ticket.
//!
//! An event says how many are open or kept after it; what it changes follows from the line as it was.

use domain::ids::{LineId, PurchaseId};
use domain::money::Quantity;
use domain::purchase::{PurchaseEvent, PurchaseItem};
use engine::StoreError;
use rusqlite::Connection;

use super::reorder;
use super::stock::{ordered, thousandths};
use crate::sql;

const DOING: &str = "following the purchases";

pub(super) fn happened(
    conn: &Connection,
    id: PurchaseId,
    event: &PurchaseEvent,
) -> Result<(), StoreError> {
    match event {
        PurchaseEvent::Opened { location, .. } => {
            let insert = "INSERT INTO purchase (id, location, ordered) VALUES (?, ?, 0)";
            sql::run(conn, DOING, insert, (key(id), location)).map(drop)
        }
        PurchaseEvent::LineAdded(item) => added(conn, id, item),
        PurchaseEvent::LineChanged { line, quantity, .. } => open(conn, id, *line, *quantity),
        PurchaseEvent::LineRemoved(line) => {
            let delete = "DELETE FROM purchase_line WHERE purchase = ? AND line = ?";
            sql::run(conn, DOING, delete, (key(id), line.uuid().into_bytes())).map(drop)
        }
        PurchaseEvent::Ordered { .. } => placed(conn, id),
        PurchaseEvent::Received { receipt, .. } => {
            for line in &receipt.lines {
                open(conn, id, line.line, line.open)?;
                held(conn, id, line.line, line.held)?;
            }
            Ok(())
        }
        PurchaseEvent::LineCanceled {
            line, open: left, ..
        } => open(conn, id, *line, *left),
        PurchaseEvent::SpecialCanceled { line, .. } => {
            let update = "UPDATE purchase_line SET kept = 0 WHERE purchase = ? AND line = ?";
            sql::run(conn, DOING, update, (key(id), line.uuid().into_bytes()))?;
            held(conn, id, *line, Quantity::ZERO)
        }
        PurchaseEvent::Used {
            line, held: left, ..
        }
        | PurchaseEvent::Stocked {
            line, held: left, ..
        }
        | PurchaseEvent::Returned {
            line, held: left, ..
        } => held(conn, id, *line, *left),
        PurchaseEvent::Canceled { .. } | PurchaseEvent::Closed { .. } => over(conn, id),
        PurchaseEvent::TermsSet { .. }
        | PurchaseEvent::Declined { .. }
        | PurchaseEvent::Acknowledged { .. }
        | PurchaseEvent::BackOrdered { .. }
        | PurchaseEvent::InvoiceEntered(_)
        | PurchaseEvent::InvoiceAccepted { .. }
        | PurchaseEvent::InvoiceRejected { .. }
        | PurchaseEvent::DifferenceSettled { .. }
        | PurchaseEvent::ArrivalNoticed { .. } => Ok(()),
    }
}

const fn key(id: PurchaseId) -> [u8; 16] {
    id.uuid().into_bytes()
}

/// Takes a line in; sublet work brings no goods.
fn added(conn: &Connection, id: PurchaseId, item: &PurchaseItem) -> Result<(), StoreError> {
    let Some(part) = item.part else {
        return Ok(());
    };
    let insert = "INSERT INTO purchase_line
             (purchase, line, part, location, ordered, kept, open, held)
         SELECT id, ?2, ?3, location, ordered, ?4, ?5, 0 FROM purchase WHERE id = ?1";
    let values = (
        key(id),
        item.id.uuid().into_bytes(),
        part.uuid().into_bytes(),
        item.purpose.holds_goods(),
        thousandths(item.quantity),
    );
    sql::run(conn, DOING, insert, values).map(drop)
}

/// A line of a purchase that is neither closed nor canceled.
struct Line {
    part: [u8; 16],
    place: String,
    ordered: bool,
    open: i64,
}

fn line(conn: &Connection, id: PurchaseId, line: LineId) -> Result<Option<Line>, StoreError> {
    let query = "SELECT part, location, ordered, open FROM purchase_line
         WHERE purchase = ? AND line = ?";
    let which = (key(id), line.uuid().into_bytes());
    sql::one(conn, DOING, query, which, read)
}

fn lines(conn: &Connection, id: PurchaseId) -> Result<Vec<Line>, StoreError> {
    let query = "SELECT part, location, ordered, open FROM purchase_line WHERE purchase = ?";
    sql::all(conn, DOING, query, [key(id)], read)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        part: row.get(0)?,
        place: row.get(1)?,
        ordered: row.get(2)?,
        open: row.get(3)?,
    })
}

/// Sets how many are still to come.
fn open(
    conn: &Connection,
    id: PurchaseId,
    line_id: LineId,
    left: Quantity,
) -> Result<(), StoreError> {
    let Some(before) = line(conn, id, line_id)? else {
        return Ok(());
    };
    let left = thousandths(left);
    let update = "UPDATE purchase_line SET open = ?3 WHERE purchase = ?1 AND line = ?2";
    let values = (key(id), line_id.uuid().into_bytes(), left);
    sql::run(conn, DOING, update, values)?;
    if before.ordered {
        ordered(conn, &before.part, &before.place, left - before.open)?;
    }
    Ok(())
}

/// Sets how many lie here for the line's ticket.
fn held(
    conn: &Connection,
    id: PurchaseId,
    line_id: LineId,
    left: Quantity,
) -> Result<(), StoreError> {
    let update = "UPDATE purchase_line SET held = ?3
         WHERE purchase = ?1 AND line = ?2 AND held <> ?3";
    let values = (key(id), line_id.uuid().into_bytes(), thousandths(left));
    if sql::run(conn, DOING, update, values)? > 0
        && let Some(line) = line(conn, id, line_id)?
    {
        reorder::weigh(conn, &line.part, &line.place)?;
    }
    Ok(())
}

/// What was a draft is on order now.
fn placed(conn: &Connection, id: PurchaseId) -> Result<(), StoreError> {
    for table in [
        "UPDATE purchase SET ordered = 1 WHERE id = ?",
        "UPDATE purchase_line SET ordered = 1 WHERE purchase = ?",
    ] {
        sql::run(conn, DOING, table, [key(id)])?;
    }
    for line in lines(conn, id)? {
        ordered(conn, &line.part, &line.place, line.open)?;
    }
    Ok(())
}

/// Nothing of it comes any more. A purchase that is closed keeps nothing for a ticket, and one that is canceled brought
/// nothing.
fn over(conn: &Connection, id: PurchaseId) -> Result<(), StoreError> {
    for line in lines(conn, id)? {
        if line.ordered {
            ordered(conn, &line.part, &line.place, line.open.saturating_neg())?;
        }
    }
    for table in [
        "DELETE FROM purchase_line WHERE purchase = ?",
        "DELETE FROM purchase WHERE id = ?",
    ] {
        sql::run(conn, DOING, table, [key(id)])?;
    }
    Ok(())
}
