//! Tickets, folded from their stories, and lists of them.

use domain::Timestamp;
use domain::ids::{CustomerId, TicketId, VehicleId};
use domain::money::Money;
use domain::people::{Customer, Vehicle};
use domain::text::normal_number;
use domain::ticket::{Ticket, TicketStatus};
use engine::StoreError;
use engine::queries::TicketSummary;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::people;
use crate::error::unreadable;
use crate::{journal, keys, sql};

const DOING: &str = "reading the ticket lists";
const COLUMNS: &str = "t.id, t.number, t.receipt, t.status, t.currency, t.customer, t.vehicle,
     t.opened_at, t.closed_at, t.total";

/// Folds a ticket's story, all of it or up to a cursor.
pub(crate) fn fold(
    conn: &Connection,
    id: TicketId,
    up_to: Option<u64>,
) -> Result<Option<Ticket>, StoreError> {
    let story = journal::story(conn, id.uuid(), up_to)?;
    Ok(Ticket::replay(
        story
            .iter()
            .map(|record| (&record.event, record.at, &record.actor)),
    ))
}

/// Loads those a ticket is for.
pub(super) fn people(
    conn: &Connection,
    ticket: &Ticket,
) -> Result<(Option<Customer>, Option<Vehicle>), StoreError> {
    let customer = ticket
        .customer
        .map(|id| people::customer(conn, id))
        .transpose()?;
    let vehicle = ticket
        .vehicle
        .map(|id| people::vehicle(conn, id))
        .transpose()?;
    Ok((customer.flatten(), vehicle.flatten()))
}

pub(super) fn list(
    conn: &Connection,
    status: Option<TicketStatus>,
    customer: Option<CustomerId>,
    limit: usize,
) -> Result<Vec<TicketSummary>, StoreError> {
    let mut query = format!("SELECT {COLUMNS} FROM ticket AS t WHERE true");
    let mut values: Vec<Value> = Vec::new();
    if let Some(status) = status {
        query.push_str(" AND t.status = ?");
        values.push(status_code(status).into());
    }
    if let Some(customer) = customer {
        query.push_str(" AND t.customer = ?");
        values.push(customer.uuid().as_bytes().to_vec().into());
    }
    query.push_str(" ORDER BY t.cursor DESC LIMIT ?");
    values.push(sql::int(limit).into());
    let rows = sql::all(conn, DOING, &query, params_from_iter(values), read)?;
    rows.into_iter().map(|row| row.summary(conn)).collect()
}

/// Finds tickets whose number, or whose receipt's, ends with what was typed; the shortest numbers first, so that `42`
/// gives ticket 42 before 142.
pub(super) fn search(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<TicketSummary>, StoreError> {
    let end = keys::backwards(text);
    if end.is_empty() {
        return list(conn, None, None, limit);
    }
    let range = (end.as_str(), keys::after(&end), sql::int(limit));
    let by = |column: &str| {
        format!(
            "SELECT {COLUMNS} FROM ticket AS t WHERE t.{column} >= ? AND t.{column} < ?
             ORDER BY t.{column} LIMIT ?"
        )
    };
    let mut found = sql::all(conn, DOING, &by("number_back"), range.clone(), read)?;
    for row in sql::all(conn, DOING, &by("receipt_back"), range, read)? {
        if found.iter().all(|other| other.id != row.id) {
            found.push(row);
        }
    }
    let wanted = normal_number(text);
    let exact = |number: &str| {
        let number = normal_number(number);
        let leading = number.strip_suffix(&wanted).unwrap_or(&number);
        // `C1T0000` before the 42 says that 42 is the whole serial.
        !leading
            .trim_end_matches('0')
            .ends_with(|c: char| c.is_ascii_digit())
    };
    found.sort_by_key(|row| {
        let hit = exact(&row.number) || row.receipt.as_deref().is_some_and(exact);
        (!hit, std::cmp::Reverse(row.opened_at))
    });
    found.truncate(limit);
    found.into_iter().map(|row| row.summary(conn)).collect()
}

pub(super) fn with_card_in_flight(conn: &Connection) -> Result<Vec<Ticket>, StoreError> {
    let query = "SELECT DISTINCT ticket FROM card_payment WHERE in_flight = 1";
    let ids = sql::all(
        conn,
        "looking for card payments in flight",
        query,
        [],
        |row| row.get(0),
    )?;
    let folded = ids
        .into_iter()
        .map(|id| fold(conn, TicketId::new(Uuid::from_bytes(id)), None));
    Ok(folded
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// Returns the number of a ticket.
pub(super) fn number(conn: &Connection, id: TicketId) -> Result<Option<String>, StoreError> {
    let query = "SELECT number FROM ticket WHERE id = ?";
    sql::one(conn, DOING, query, [id.uuid().as_bytes()], |row| row.get(0))
}

struct Listed {
    id: TicketId,
    number: String,
    receipt: Option<String>,
    status: TicketStatus,
    customer: Option<CustomerId>,
    vehicle: Option<VehicleId>,
    opened_at: Timestamp,
    closed_at: Option<Timestamp>,
    zero: Money,
    total: Option<i64>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let uuid = |index| row.get::<_, Option<[u8; 16]>>(index);
    let status = match row.get(3)? {
        0 => TicketStatus::Open,
        1 => TicketStatus::Paid,
        2 => TicketStatus::Voided,
        other => return Err(unreadable(format!("{other} is no ticket status"))),
    };
    let currency = row.get_ref(4)?.as_str()?.parse().map_err(unreadable)?;
    Ok(Listed {
        id: TicketId::new(Uuid::from_bytes(row.get(0)?)),
        number: row.get(1)?,
        receipt: row.get(2)?,
        status,
        customer: uuid(5)?.map(|id| CustomerId::new(Uuid::from_bytes(id))),
        vehicle: uuid(6)?.map(|id| VehicleId::new(Uuid::from_bytes(id))),
        opened_at: Timestamp::from_unix_ms(row.get(7)?),
        closed_at: row.get::<_, Option<i64>>(8)?.map(Timestamp::from_unix_ms),
        zero: Money::zero(currency),
        total: row.get(9)?,
    })
}

impl Listed {
    /// Adds names and amounts. A paid ticket's total was written when it closed; others are folded for it.
    fn summary(self, conn: &Connection) -> Result<TicketSummary, StoreError> {
        let zero = self.zero;
        let (total, due) = match (self.status, self.total) {
            (TicketStatus::Paid, Some(total)) => (Money::new(total, zero.currency()), zero),
            (TicketStatus::Open | TicketStatus::Paid | TicketStatus::Voided, _) => {
                let totals = fold(conn, self.id, None)?.and_then(|ticket| ticket.totals().ok());
                let (total, due) = totals.map_or((zero, zero), |all| (all.total, all.due));
                (
                    total,
                    if self.status == TicketStatus::Open {
                        due
                    } else {
                        zero
                    },
                )
            }
        };
        let customer = self
            .customer
            .map(|id| people::customer(conn, id))
            .transpose()?
            .flatten();
        let vehicle = self
            .vehicle
            .map(|id| people::vehicle(conn, id))
            .transpose()?
            .flatten();
        Ok(TicketSummary {
            id: self.id,
            number: self.number,
            receipt: self.receipt,
            status: self.status,
            customer_name: customer.map(|customer| customer.name),
            vehicle_label: vehicle.map(|vehicle| vehicle.label()),
            total,
            due,
            opened_at: self.opened_at,
            closed_at: self.closed_at,
        })
    }
}

const fn status_code(status: TicketStatus) -> i64 {
    match status {
        TicketStatus::Open => 0,
        TicketStatus::Paid => 1,
        TicketStatus::Voided => 2,
    }
}
