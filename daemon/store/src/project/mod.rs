//! Works the read models out from events, one event at a time. Nothing else may write to them, so that a rebuild
//! from the journal gives the same tables.

pub(crate) mod fitment;
mod job;
pub(crate) mod part;
mod people;
mod ticket;

use domain::{Event, Timestamp};
use engine::StoreError;
use rusqlite::Connection;

/// Brings every read model up to date with one event.
pub(crate) fn project(
    conn: &Connection,
    cursor: u64,
    at: Timestamp,
    event: &Event,
) -> Result<(), StoreError> {
    match event {
        // Lines and tax live in the journal alone: the commonest orders of the day touch no other table.
        Event::LineAdded { .. }
        | Event::LineQuantityChanged { .. }
        | Event::LineRemoved { .. }
        | Event::TaxAssessed { .. }
        | Event::TaxFailed { .. }
        | Event::CardCancelAsked { .. } => Ok(()),
        Event::TicketOpened {
            ticket,
            number,
            currency,
        } => ticket::opened(conn, cursor, at, *ticket, number, *currency),
        Event::TicketAttached {
            ticket,
            customer,
            vehicle,
            ..
        } => ticket::attached(conn, *ticket, *customer, *vehicle),
        Event::CashTaken { ticket, payment } => ticket::cash_taken(conn, *ticket, payment),
        Event::CardRequested { ticket, payment } => ticket::card_requested(conn, *ticket, payment),
        Event::CardStepped { payment, step, .. } => ticket::card_stepped(conn, *payment, step),
        Event::TicketClosed {
            ticket,
            receipt,
            total,
            tax,
        } => ticket::closed(conn, at, *ticket, receipt, *total, *tax),
        Event::TicketVoided { ticket, .. } => ticket::voided(conn, at, *ticket),
        Event::StockMoved(movement) => part::moved(conn, movement),
        Event::PartSaved(part) => part::saved(conn, cursor, part),
        Event::CustomerSaved(customer) => people::customer_saved(conn, cursor, customer),
        Event::VehicleSaved(vehicle) => people::vehicle_saved(conn, cursor, vehicle),
        Event::ServiceRecorded(page) => people::serviced(conn, page),
        Event::StaffSaved(staff) => people::staff_saved(conn, staff),
        Event::JobRequested(job) => job::requested(conn, cursor, job),
        Event::JobStarted { job } => job::started(conn, *job),
        Event::JobSettled { job, outcome } => job::settled(conn, at, *job, outcome),
        Event::JobRetried { job } => job::retried(conn, *job),
    }
}
