//! What was done to a vehicle, and what was put off.

use std::collections::BTreeSet;

use domain::ids::{PartId, TicketId, VehicleId};
use domain::people::{Deferral, ServiceRecord, VehicleEvent};
use domain::{Event, Timestamp};
use engine::StoreError;
use engine::queries::LastSold;
use rusqlite::Connection;

use super::lists;
use crate::journal;
use crate::record::kind;

/// Pages of a vehicle's history that are searched for a part.
const PAGES_MAX: usize = 1_000;

pub(super) fn history(
    conn: &Connection,
    vehicle: VehicleId,
    limit: usize,
) -> Result<Vec<(Timestamp, ServiceRecord)>, StoreError> {
    let id = vehicle.uuid();
    let withdrawn = journal::newest(conn, id, kind::SERVICE_WITHDRAWN, PAGES_MAX)?;
    let withdrawn: BTreeSet<TicketId> = withdrawn
        .into_iter()
        .filter_map(|record| match record.event {
            Event::Vehicle(_, VehicleEvent::ServiceWithdrawn { ticket }) => Some(ticket),
            _ => None,
        })
        .collect();
    let most = limit.saturating_add(withdrawn.len());
    let records = journal::newest(conn, id, kind::SERVICED, most)?;
    let pages = records.into_iter().filter_map(|record| match record.event {
        Event::Vehicle(_, VehicleEvent::Serviced(page)) => Some((record.at, *page)),
        _ => None,
    });
    Ok(pages
        .filter(|(_, page)| !withdrawn.contains(&page.ticket))
        .take(limit)
        .collect())
}

pub(super) fn last_sold(
    conn: &Connection,
    vehicle: VehicleId,
    part: PartId,
) -> Result<Option<LastSold>, StoreError> {
    let pages = history(conn, vehicle, PAGES_MAX)?;
    Ok(pages.into_iter().find_map(|(_, page)| {
        let sold = |line: &&domain::people::ServiceLine| {
            line.part == Some(part) && line.quantity.is_positive()
        };
        let line = page.lines.iter().find(sold)?.clone();
        Some(LastSold {
            ticket: page.ticket,
            ticket_number: page.ticket_number,
            date: page.date,
            odometer: page.odometer,
            line,
        })
    }))
}

pub(super) fn deferrals(
    conn: &Connection,
    vehicle: VehicleId,
) -> Result<Vec<Deferral>, StoreError> {
    let mut found = Vec::new();
    for cursor in lists::of(conn, vehicle.uuid(), "vehicle.deferred")? {
        let record = journal::at(conn, cursor)?;
        if let Some(Event::Vehicle(_, VehicleEvent::Deferred(deferral))) =
            record.map(|record| record.event)
        {
            found.push(*deferral);
        }
    }
    Ok(found)
}
