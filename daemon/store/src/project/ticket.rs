//! Ticket lists, document numbers, sales, the till and what customers have spent.

use domain::Timestamp;
use domain::ids::{CustomerId, PaymentId, TicketId, VehicleId};
use domain::money::{Currency, Money};
use domain::number::DocumentNumber;
use domain::ticket::{CardStep, Payment};
use domain::till;
use engine::StoreError;
use rusqlite::Connection;

use crate::{keys, sql};

const DOING: &str = "updating the ticket lists";

pub(super) fn opened(
    conn: &Connection,
    cursor: u64,
    at: Timestamp,
    ticket: TicketId,
    number: &DocumentNumber,
    currency: Currency,
) -> Result<(), StoreError> {
    let printed = number.to_string();
    let insert = "INSERT INTO ticket (cursor, id, number, number_back, status, currency, opened_at)
         VALUES (?, ?, ?, ?, 0, ?, ?)";
    let id = ticket.uuid();
    let back = keys::backwards(&printed);
    let values = (
        sql::int(cursor),
        id.as_bytes(),
        &printed,
        back,
        currency.code(),
        at.unix_ms(),
    );
    sql::run(conn, DOING, insert, values)?;
    used(conn, number)
}

pub(super) fn attached(
    conn: &Connection,
    ticket: TicketId,
    customer: Option<CustomerId>,
    vehicle: Option<VehicleId>,
) -> Result<(), StoreError> {
    let update = "UPDATE ticket SET customer = coalesce(?2, customer),
         vehicle = coalesce(?3, vehicle) WHERE id = ?1";
    let customer = customer.map(|id| id.uuid().into_bytes());
    let vehicle = vehicle.map(|id| id.uuid().into_bytes());
    sql::run(
        conn,
        DOING,
        update,
        (ticket.uuid().as_bytes(), customer, vehicle),
    )
    .map(drop)
}

pub(super) fn cash_taken(
    conn: &Connection,
    ticket: TicketId,
    payment: &Payment,
) -> Result<(), StoreError> {
    let doing = "adding cash to the till";
    let cash = till::cash_in(payment).map_err(|error| StoreError::Failed {
        doing,
        source: error.into(),
    })?;
    let update = "UPDATE ticket SET cash = cash + ?2 WHERE id = ?1";
    sql::run(
        conn,
        doing,
        update,
        (ticket.uuid().as_bytes(), cash.minor()),
    )?;
    let upsert = "INSERT INTO till (currency, cash) VALUES (?, ?)
         ON CONFLICT (currency) DO UPDATE SET cash = cash + excluded.cash";
    sql::run(conn, doing, upsert, (cash.currency().code(), cash.minor())).map(drop)
}

pub(super) fn card_requested(
    conn: &Connection,
    ticket: TicketId,
    payment: &Payment,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO card_payment (id, ticket, amount, in_flight) VALUES (?, ?, ?, ?)";
    let (id, ticket) = (payment.id.uuid(), ticket.uuid());
    let in_flight = payment.pending().is_some();
    let values = (
        id.as_bytes(),
        ticket.as_bytes(),
        payment.amount.minor(),
        in_flight,
    );
    sql::run(conn, DOING, insert, values).map(drop)
}

pub(super) fn card_stepped(
    conn: &Connection,
    payment: PaymentId,
    step: &CardStep,
) -> Result<(), StoreError> {
    let id = payment.uuid();
    let update = "UPDATE card_payment SET in_flight = ?2 WHERE id = ?1";
    sql::run(conn, DOING, update, (id.as_bytes(), step.in_flight()))?;
    if !matches!(step, CardStep::Captured { .. }) {
        return Ok(());
    }
    let captured = "UPDATE card_payment SET captured = 1 WHERE id = ? AND captured = 0";
    if sql::run(conn, DOING, captured, [id.as_bytes()])? == 1 {
        let update = "UPDATE ticket SET card = card + c.amount FROM card_payment AS c
             WHERE c.id = ? AND ticket.id = c.ticket";
        sql::run(conn, DOING, update, [id.as_bytes()])?;
    }
    Ok(())
}

pub(super) fn closed(
    conn: &Connection,
    at: Timestamp,
    ticket: TicketId,
    receipt: &DocumentNumber,
    total: Money,
    tax: Money,
) -> Result<(), StoreError> {
    let printed = receipt.to_string();
    let update = "UPDATE ticket SET status = 1, closed_at = ?2, receipt = ?3, receipt_back = ?4,
         total = ?5, tax = ?6 WHERE id = ?1";
    let id = ticket.uuid();
    let back = keys::backwards(&printed);
    let at = at.unix_ms();
    let values = (
        id.as_bytes(),
        at,
        &printed,
        back,
        total.minor(),
        tax.minor(),
    );
    sql::run(conn, DOING, update, values)?;
    used(conn, receipt)?;
    // A shop that changes its currency starts to count anew: amounts of two currencies do not add up.
    let visit = "UPDATE customer SET visits = visits + 1,
         spent = CASE WHEN currency = ?3 THEN spent ELSE 0 END + ?4, currency = ?3,
         last_visit_at = max(?2, coalesce(last_visit_at, ?2))
         WHERE id = (SELECT customer FROM ticket WHERE id = ?1)";
    let values = (id.as_bytes(), at, total.currency().code(), total.minor());
    sql::run(conn, "counting a customer's visit", visit, values).map(drop)
}

pub(super) fn voided(conn: &Connection, at: Timestamp, ticket: TicketId) -> Result<(), StoreError> {
    let update = "UPDATE ticket SET status = 2, closed_at = ?2 WHERE id = ?1";
    sql::run(
        conn,
        DOING,
        update,
        (ticket.uuid().as_bytes(), at.unix_ms()),
    )
    .map(drop)
}

fn used(conn: &Connection, number: &DocumentNumber) -> Result<(), StoreError> {
    let upsert = "INSERT INTO series (series, next) VALUES (?, ?)
         ON CONFLICT (series) DO UPDATE SET next = max(next, excluded.next)";
    let mut letter = [0; 4];
    let letter: &str = number.series.letter().encode_utf8(&mut letter);
    let next = sql::int(number.serial.saturating_add(1));
    sql::run(conn, "counting document numbers", upsert, (letter, next)).map(drop)
}
