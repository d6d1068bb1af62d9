//! Ticket lists, and what customers have spent.

use domain::Timestamp;
use domain::ids::{CustomerId, StaffId, TicketId, VehicleId};
use domain::money::{Currency, Money};
use domain::number::DocumentNumber;
use domain::ticket::{Plan, Stage, TicketEvent};
use engine::StoreError;
use jiff::civil::Date;
use rusqlite::{Connection, Params};

use super::payment;
use crate::{keys, sql};

const DOING: &str = "updating the ticket lists";

pub(super) fn happened(
    conn: &Connection,
    cursor: u64,
    at: Timestamp,
    id: TicketId,
    event: &TicketEvent,
) -> Result<(), StoreError> {
    match event {
        // Lines, jobs and tax live in the journal alone: the commonest orders of the day touch no other table.
        TicketEvent::Presented { .. }
        | TicketEvent::JobAdded(_)
        | TicketEvent::JobChanged(_)
        | TicketEvent::JobRemoved(_)
        | TicketEvent::JobDecided { .. }
        | TicketEvent::ClockedOn { .. }
        | TicketEvent::ClockedOff { .. }
        | TicketEvent::LineAdded(_)
        | TicketEvent::LineChanged(_)
        | TicketEvent::LineRemoved(_)
        | TicketEvent::DiscountSet(_)
        | TicketEvent::ChargesAssessed(_)
        | TicketEvent::TaxAssessed(_)
        | TicketEvent::TaxFailed(_)
        | TicketEvent::CardCancelAsked(_)
        | TicketEvent::LineReturned { .. }
        | TicketEvent::PaymentReturned { .. }
        | TicketEvent::TakenWithoutReceipt { .. }
        | TicketEvent::PartsLeft(_)
        | TicketEvent::Overridden { .. } => Ok(()),
        TicketEvent::Opened {
            number, currency, ..
        } => opened(conn, cursor, at, id, number, *currency),
        TicketEvent::Attached {
            customer, vehicle, ..
        } => attached(conn, id, *customer, *vehicle),
        TicketEvent::Detached { customer, vehicle } => detached(conn, id, *customer, *vehicle),
        TicketEvent::Planned(plan) => planned(conn, id, plan),
        TicketEvent::StageMoved { stage, number, .. } => moved_on(conn, id, *stage, number),
        TicketEvent::StatusSet(status) => {
            let update = "UPDATE ticket SET work = ?2 WHERE id = ?1";
            change(conn, update, (id.uuid().as_bytes(), status))
        }
        TicketEvent::PaymentTaken(made) | TicketEvent::PaymentRequested(made) => {
            payment::made(conn, id, made)
        }
        TicketEvent::CardStepped { payment, step } => payment::card_stepped(conn, *payment, step),
        TicketEvent::LinkStepped { payment, step } => payment::link_stepped(conn, *payment, step),
        TicketEvent::RefundStepped { payment, step } => {
            payment::refund_stepped(conn, *payment, step)
        }
        TicketEvent::Closed {
            receipt,
            total,
            tax,
            date,
        } => closed(conn, at, id, receipt, (*total, *tax), *date),
        TicketEvent::Voided(_) => {
            let update = "UPDATE ticket SET status = 2, closed_at = ?2 WHERE id = ?1";
            change(conn, update, (id.uuid().as_bytes(), at.unix_ms()))
        }
        TicketEvent::Reversed(_) => reversed(conn, id),
    }
}

fn change(conn: &Connection, update: &str, values: impl Params) -> Result<(), StoreError> {
    sql::run(conn, DOING, update, values).map(drop)
}

fn opened(
    conn: &Connection,
    cursor: u64,
    at: Timestamp,
    ticket: TicketId,
    number: &DocumentNumber,
    currency: Currency,
) -> Result<(), StoreError> {
    let printed = number.to_string();
    let insert = "INSERT INTO ticket (cursor, id, number, status, stage, currency, opened_at)
         VALUES (?, ?, ?, 0, ?, ?, ?)";
    let id = ticket.uuid();
    let values = (
        sql::int(cursor),
        id.as_bytes(),
        &printed,
        Stage::Sale.code(),
        currency.code(),
        at.unix_ms(),
    );
    change(conn, insert, values)?;
    numbered(conn, ticket, &printed)
}

/// Lets a ticket be found by one of its numbers.
fn numbered(conn: &Connection, ticket: TicketId, printed: &str) -> Result<(), StoreError> {
    let insert = "INSERT OR IGNORE INTO ticket_number (back, ticket)
         SELECT ?2, cursor FROM ticket WHERE id = ?1";
    let id = ticket.uuid();
    change(conn, insert, (id.as_bytes(), keys::backwards(printed)))
}

fn attached(
    conn: &Connection,
    ticket: TicketId,
    customer: Option<CustomerId>,
    vehicle: Option<VehicleId>,
) -> Result<(), StoreError> {
    let update = "UPDATE ticket SET customer = coalesce(?2, customer),
         vehicle = coalesce(?3, vehicle) WHERE id = ?1";
    let customer = customer.map(|id| id.uuid().into_bytes());
    let vehicle = vehicle.map(|id| id.uuid().into_bytes());
    change(conn, update, (ticket.uuid().as_bytes(), customer, vehicle))
}

fn detached(
    conn: &Connection,
    ticket: TicketId,
    customer: bool,
    vehicle: bool,
) -> Result<(), StoreError> {
    let update = "UPDATE ticket SET customer = iif(?2, NULL, customer),
         vehicle = iif(?3, NULL, vehicle) WHERE id = ?1";
    change(conn, update, (ticket.uuid().as_bytes(), customer, vehicle))
}

fn planned(conn: &Connection, ticket: TicketId, plan: &Plan) -> Result<(), StoreError> {
    let update = "UPDATE ticket SET advisor = coalesce(?2, advisor),
         technician = coalesce(?3, technician), promised_at = coalesce(?4, promised_at)
         WHERE id = ?1";
    let staff = |id: Option<StaffId>| id.map(|id| id.uuid().into_bytes());
    let values = (
        ticket.uuid().into_bytes(),
        staff(plan.advisor),
        staff(plan.technician),
        plan.promised_at.map(Timestamp::unix_ms),
    );
    change(conn, update, values)
}

fn moved_on(
    conn: &Connection,
    ticket: TicketId,
    stage: Stage,
    number: &DocumentNumber,
) -> Result<(), StoreError> {
    let update = match stage {
        Stage::Sale => "UPDATE ticket SET stage = ?2, number = ?3 WHERE id = ?1",
        Stage::Estimate => "UPDATE ticket SET stage = ?2, estimate = ?3 WHERE id = ?1",
        Stage::WorkOrder => "UPDATE ticket SET stage = ?2, work_order = ?3 WHERE id = ?1",
        Stage::Invoice => "UPDATE ticket SET stage = ?2, invoice = ?3 WHERE id = ?1",
    };
    let printed = number.to_string();
    let values = (ticket.uuid().into_bytes(), stage.code(), &printed);
    change(conn, update, values)?;
    numbered(conn, ticket, &printed)
}

fn closed(
    conn: &Connection,
    at: Timestamp,
    ticket: TicketId,
    receipt: &DocumentNumber,
    (total, tax): (Money, Money),
    date: Date,
) -> Result<(), StoreError> {
    let printed = receipt.to_string();
    let update = "UPDATE ticket SET status = 1, closed_at = ?2, closed_on = ?3, receipt = ?4,
         total = ?5, tax = ?6 WHERE id = ?1";
    let (id, at) = (ticket.uuid(), at.unix_ms());
    let values = (
        id.as_bytes(),
        at,
        date.to_string(),
        &printed,
        total.minor(),
        tax.minor(),
    );
    change(conn, update, values)?;
    numbered(conn, ticket, &printed)?;
    // A shop that changes its currency starts to count anew: amounts of two currencies do not add up.
    let visit = "UPDATE customer SET visits = visits + 1,
         spent = CASE WHEN currency = ?3 THEN spent ELSE 0 END + ?4, currency = ?3,
         last_visit_at = max(?2, coalesce(last_visit_at, ?2))
         WHERE id = (SELECT customer FROM ticket WHERE id = ?1)";
    let values = (id.as_bytes(), at, total.currency().code(), total.minor());
    sql::run(conn, "counting a customer's visit", visit, values).map(drop)
}

/// Takes the visit back, too.
fn reversed(conn: &Connection, ticket: TicketId) -> Result<(), StoreError> {
    let id = ticket.uuid();
    let update = "UPDATE ticket SET status = 3 WHERE id = ?1";
    change(conn, update, [id.as_bytes()])?;
    let visit = "UPDATE customer SET visits = visits - 1,
         spent = spent - CASE WHEN customer.currency = t.currency THEN t.total ELSE 0 END,
         last_visit_at = (SELECT max(o.closed_at) FROM ticket AS o
             WHERE o.customer = customer.id AND o.status = 1)
         FROM (SELECT customer, currency, total FROM ticket WHERE id = ?1) AS t
         WHERE customer.id = t.customer";
    let doing = "taking a customer's visit back";
    sql::run(conn, doing, visit, [id.as_bytes()]).map(drop)
}
