//! Payments: what was taken by each tender, and money that is under way.

use domain::ids::{PaymentId, TicketId};
use domain::ticket::{CardStep, LinkStep, Payment, RefundStep, Tender};
use domain::till;
use engine::StoreError;
use rusqlite::Connection;

use crate::sql;

const DOING: &str = "updating the payments";

pub(super) fn made(
    conn: &Connection,
    ticket: TicketId,
    payment: &Payment,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO payment (id, ticket, kind, amount, taken, in_flight)
         VALUES (?, ?, ?, ?, ?, ?)";
    let (id, ticket) = (payment.id.uuid(), ticket.uuid());
    let amount = match payment.tender {
        Tender::Cash { .. } => till::cash_in(payment).map_err(|error| StoreError::Failed {
            doing: DOING,
            source: error.into(),
        })?,
        _ => payment.amount,
    };
    let values = (
        id.as_bytes(),
        ticket.as_bytes(),
        kind(&payment.tender),
        amount.minor(),
        payment.captured().is_some(),
        payment.pending().is_some(),
    );
    sql::run(conn, DOING, insert, values).map(drop)
}

pub(super) fn card_stepped(
    conn: &Connection,
    payment: PaymentId,
    step: &CardStep,
) -> Result<(), StoreError> {
    let taken = matches!(step, CardStep::Captured { .. });
    stepped(conn, payment, taken, step.in_flight())
}

pub(super) fn link_stepped(
    conn: &Connection,
    payment: PaymentId,
    step: &LinkStep,
) -> Result<(), StoreError> {
    let taken = matches!(step, LinkStep::Paid { .. });
    stepped(conn, payment, taken, step.in_flight())
}

pub(super) fn refund_stepped(
    conn: &Connection,
    payment: PaymentId,
    step: &RefundStep,
) -> Result<(), StoreError> {
    let taken = matches!(step, RefundStep::Done { .. });
    stepped(conn, payment, taken, step.in_flight())
}

fn stepped(
    conn: &Connection,
    payment: PaymentId,
    taken: bool,
    in_flight: bool,
) -> Result<(), StoreError> {
    let update = "UPDATE payment SET taken = ?2, in_flight = ?3 WHERE id = ?1";
    let id = payment.uuid();
    sql::run(conn, DOING, update, (id.as_bytes(), taken, in_flight)).map(drop)
}

const fn kind(tender: &Tender) -> &'static str {
    match tender {
        Tender::Cash { .. } => "cash",
        Tender::Card { .. } => "card",
        Tender::CardRefund { .. } => "card_refund",
        Tender::Link { .. } => "link",
        Tender::StoreCredit => "store_credit",
        Tender::Check { .. } => "check",
        Tender::Account { .. } => "account",
        Tender::Plan { .. } => "plan",
        Tender::Other { .. } => "other",
    }
}
