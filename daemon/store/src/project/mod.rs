//! Works the read models out from events, one event at a time. Nothing else may write to them, so that a rebuild
//! from the journal gives the same tables.

mod books;
mod customer;
pub(crate) mod fitment;
mod found;
mod job;
mod part;
mod payment;
mod purchase;
mod reorder;
mod slot;
mod staff;
mod stock;
mod ticket;
mod vehicle;

use domain::catalog::PartEvent;
use domain::job::JobEvent;
use domain::number::DocumentNumber;
use domain::people::StaffEvent;
use domain::{Event, Timestamp};
use engine::StoreError;
use rusqlite::Connection;

use crate::sql;

/// Brings every read model up to date with one event. What things are found by and the numbers that are used up are the
/// same for all; a noun has tables of its own only where lists and sums ask for them.
pub(crate) fn project(
    conn: &Connection,
    cursor: u64,
    at: Timestamp,
    event: &Event,
) -> Result<(), StoreError> {
    slot::put(conn, cursor, event.stream().0, &event.slots())?;
    if let Some(number) = event.number() {
        used(conn, number)?;
    }
    match event {
        Event::Ticket(id, event) => ticket::happened(conn, cursor, at, *id, event),
        Event::Posted(_, entry) => books::posted(conn, entry),
        Event::Part(_, PartEvent::Saved(part)) => {
            part::saved(conn, cursor, part)?;
            reorder::saved(conn, part)
        }
        Event::Part(_, PartEvent::Moved(movement)) => stock::moved(conn, movement),
        Event::Part(id, PartEvent::Reserved(reservation)) => {
            stock::reserved(conn, *id, reservation)
        }
        Event::Customer(id, event) => customer::happened(conn, cursor, *id, event),
        Event::Vehicle(id, event) => vehicle::happened(conn, cursor, *id, event),
        Event::Purchase(id, event) => purchase::happened(conn, *id, event),
        Event::Staff(_, StaffEvent::Saved(staff)) => staff::saved(conn, staff),
        Event::Job(_, JobEvent::Requested(job)) => job::requested(conn, cursor, job),
        Event::Job(id, JobEvent::Started) => job::started(conn, *id),
        Event::Job(id, JobEvent::Settled(outcome)) => job::settled(conn, at, *id, outcome),
        Event::Job(id, JobEvent::Retried) => job::retried(conn, *id),
        Event::Job(id, JobEvent::Resolved { done }) => job::resolved(conn, at, *id, *done),
        // Found by their slots alone.
        Event::Canned(..)
        | Event::Core(..)
        | Event::Count(..)
        | Event::Drawer(..)
        | Event::Part(_, PartEvent::LostSale(_))
        | Event::Plan(..)
        | Event::Policy(..)
        | Event::Supplier(..)
        | Event::SupplierPart(..)
        | Event::SupplierReturn(..)
        | Event::Till(..)
        | Event::Transfer(..) => Ok(()),
    }
}

fn used(conn: &Connection, number: &DocumentNumber) -> Result<(), StoreError> {
    let upsert = "INSERT INTO series (series, next) VALUES (?, ?)
         ON CONFLICT (series) DO UPDATE SET next = max(next, excluded.next)";
    let mut letter = [0; 4];
    let letter: &str = number.series.letter().encode_utf8(&mut letter);
    let next = sql::int(number.serial.saturating_add(1));
    sql::run(conn, "counting document numbers", upsert, (letter, next)).map(drop)
}
