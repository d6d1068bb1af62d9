//! Tickets, folded from their stories, and lists of them.

use domain::Timestamp;
use domain::ids::{CustomerId, StaffId, TicketId, VehicleId};
use domain::money::Money;
use domain::people::{Customer, Vehicle};
use domain::text::normal_number;
use domain::ticket::{Stage, Ticket, TicketStatus};
use engine::StoreError;
use engine::queries::{TicketFilter, TicketSummary};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::people;
use crate::error::unreadable;
use crate::{journal, keys, sql};

const DOING: &str = "reading the ticket lists";
const COLUMNS: &str = "t.id, t.cursor, t.number, t.estimate, t.work_order, t.invoice, t.receipt,
     t.status, t.stage, t.work, t.currency, t.customer, t.vehicle, t.advisor, t.technician,
     t.promised_at, t.opened_at, t.closed_at, t.closed_on, t.total";

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
    filter: &TicketFilter,
) -> Result<Vec<TicketSummary>, StoreError> {
    let TicketFilter {
        status,
        stage,
        work,
        advisor,
        technician,
        customer,
        vehicle,
        before,
        limit,
    } = filter;
    let id = |id: Uuid| Value::from(id.as_bytes().to_vec());
    let conditions: [(&str, Option<Value>); 8] = [
        (
            "t.status = ?",
            status.map(|status| status_code(status).into()),
        ),
        (
            "t.stage = ?",
            stage.map(|stage| stage.code().to_owned().into()),
        ),
        ("t.work = ?", work.clone().map(Value::from)),
        ("t.advisor = ?", advisor.map(|staff| id(staff.uuid()))),
        ("t.technician = ?", technician.map(|staff| id(staff.uuid()))),
        (
            "t.customer = ?",
            customer.map(|customer| id(customer.uuid())),
        ),
        ("t.vehicle = ?", vehicle.map(|vehicle| id(vehicle.uuid()))),
        ("t.cursor < ?", before.map(|cursor| sql::int(cursor).into())),
    ];
    let mut query = format!("SELECT {COLUMNS} FROM ticket AS t WHERE true");
    let mut values: Vec<Value> = Vec::new();
    for (condition, value) in conditions {
        if let Some(value) = value {
            query.push_str(" AND ");
            query.push_str(condition);
            values.push(value);
        }
    }
    query.push_str(" ORDER BY t.cursor DESC LIMIT ?");
    values.push(sql::int(*limit).into());
    let rows = sql::all(conn, DOING, &query, params_from_iter(values), read)?;
    rows.into_iter().map(|row| row.summary(conn)).collect()
}

/// Finds tickets one of whose numbers ends with what was typed; the shortest numbers first, so that `42` gives
/// ticket 42 before 142.
pub(super) fn search(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<TicketSummary>, StoreError> {
    let end = keys::backwards(text);
    if end.is_empty() {
        let filter = TicketFilter {
            limit,
            ..TicketFilter::default()
        };
        return list(conn, &filter);
    }
    // A ticket may be found by each of its numbers.
    let hits = limit.saturating_mul(NUMBERS_MAX);
    let range = (end.as_str(), keys::after(&end), sql::int(hits));
    let query = format!(
        "SELECT {COLUMNS} FROM (SELECT ticket FROM ticket_number WHERE back >= ? AND back < ?
             ORDER BY back LIMIT ?) AS n JOIN ticket AS t ON t.cursor = n.ticket
         GROUP BY t.cursor"
    );
    let mut found = sql::all(conn, DOING, &query, range, read)?;
    let wanted = normal_number(text);
    let exact = |number: &String| {
        let number = normal_number(number);
        let Some(leading) = number.strip_suffix(&wanted) else {
            return false;
        };
        // `C1T0000` before the 42 says that 42 is the whole serial.
        !leading
            .trim_end_matches('0')
            .ends_with(|c: char| c.is_ascii_digit())
    };
    found.sort_by_key(|row| {
        let hit = row.numbers().any(exact);
        (!hit, std::cmp::Reverse((row.opened_at, row.cursor)))
    });
    found.truncate(limit);
    found.into_iter().map(|row| row.summary(conn)).collect()
}

pub(super) fn with_money_in_flight(conn: &Connection) -> Result<Vec<Ticket>, StoreError> {
    let query = "SELECT DISTINCT ticket FROM payment WHERE in_flight = 1";
    let doing = "looking for money in flight";
    let ids = sql::all(conn, doing, query, [], |row| row.get(0))?;
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
    cursor: u64,
    number: String,
    estimate: Option<String>,
    work_order: Option<String>,
    invoice: Option<String>,
    receipt: Option<String>,
    status: TicketStatus,
    stage: Stage,
    work: Option<String>,
    zero: Money,
    customer: Option<CustomerId>,
    vehicle: Option<VehicleId>,
    advisor: Option<StaffId>,
    technician: Option<StaffId>,
    promised_at: Option<Timestamp>,
    opened_at: Timestamp,
    closed_at: Option<Timestamp>,
    closed_on: Option<Date>,
    total: Option<i64>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Listed> {
    fn id<T: From<Uuid>>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<T>> {
        let id: Option<[u8; 16]> = row.get(index)?;
        Ok(id.map(|id| T::from(Uuid::from_bytes(id))))
    }
    let moment = |index| {
        let moment: Option<i64> = row.get(index)?;
        Ok::<_, rusqlite::Error>(moment.map(Timestamp::from_unix_ms))
    };
    let closed_on = row.get_ref(18)?.as_str_or_null()?.map(str::parse);
    Ok(Listed {
        id: TicketId::new(Uuid::from_bytes(row.get(0)?)),
        cursor: sql::count(row.get(1)?),
        number: row.get(2)?,
        estimate: row.get(3)?,
        work_order: row.get(4)?,
        invoice: row.get(5)?,
        receipt: row.get(6)?,
        status: status_of(row.get(7)?)?,
        stage: stage_of(row.get_ref(8)?.as_str()?)?,
        work: row.get(9)?,
        zero: Money::zero(row.get_ref(10)?.as_str()?.parse().map_err(unreadable)?),
        customer: id(row, 11)?,
        vehicle: id(row, 12)?,
        advisor: id(row, 13)?,
        technician: id(row, 14)?,
        promised_at: moment(15)?,
        opened_at: Timestamp::from_unix_ms(row.get(16)?),
        closed_at: moment(17)?,
        closed_on: closed_on.transpose().map_err(unreadable)?,
        total: row.get(19)?,
    })
}

impl Listed {
    fn numbers(&self) -> impl Iterator<Item = &String> {
        let papers = [
            &self.estimate,
            &self.work_order,
            &self.invoice,
            &self.receipt,
        ];
        std::iter::once(&self.number).chain(papers.into_iter().flatten())
    }

    /// Adds names and amounts. A paid ticket's total was written when it closed; others are folded for it.
    fn summary(self, conn: &Connection) -> Result<TicketSummary, StoreError> {
        let zero = self.zero;
        let (total, due) = match (self.status, self.total) {
            (TicketStatus::Paid | TicketStatus::Reversed, Some(total)) => {
                (Money::new(total, zero.currency()), zero)
            }
            (
                TicketStatus::Open
                | TicketStatus::Paid
                | TicketStatus::Voided
                | TicketStatus::Reversed,
                _,
            ) => {
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
        let name = |staff: Option<StaffId>| -> Result<Option<String>, StoreError> {
            let staff = staff.map(|id| people::staff_member(conn, id)).transpose()?;
            Ok(staff.flatten().map(|staff| staff.name))
        };
        Ok(TicketSummary {
            id: self.id,
            cursor: self.cursor,
            number: self.number,
            estimate: self.estimate,
            work_order: self.work_order,
            invoice: self.invoice,
            receipt: self.receipt,
            status: self.status,
            stage: self.stage,
            work: self.work,
            advisor: self.advisor,
            advisor_name: name(self.advisor)?,
            technician: self.technician,
            technician_name: name(self.technician)?,
            promised_at: self.promised_at,
            customer: self.customer,
            vehicle: self.vehicle,
            customer_name: customer.map(|customer| customer.name),
            vehicle_label: vehicle.map(|vehicle| vehicle.label()),
            total,
            due,
            opened_at: self.opened_at,
            closed_at: self.closed_at,
            closed_on: self.closed_on,
        })
    }
}

/// The numbers that a ticket may have: its own, its three papers', its receipt's.
const NUMBERS_MAX: usize = 5;

const STATUSES: [TicketStatus; 4] = [
    TicketStatus::Open,
    TicketStatus::Paid,
    TicketStatus::Voided,
    TicketStatus::Reversed,
];

const fn status_code(status: TicketStatus) -> i64 {
    match status {
        TicketStatus::Open => 0,
        TicketStatus::Paid => 1,
        TicketStatus::Voided => 2,
        TicketStatus::Reversed => 3,
    }
}

fn status_of(code: i64) -> rusqlite::Result<TicketStatus> {
    let found = STATUSES
        .into_iter()
        .find(|status| status_code(*status) == code);
    found.ok_or_else(|| unreadable(format!("{code} is no ticket status")))
}

fn stage_of(code: &str) -> rusqlite::Result<Stage> {
    let stages = [
        Stage::Sale,
        Stage::Estimate,
        Stage::WorkOrder,
        Stage::Invoice,
    ];
    let found = stages.into_iter().find(|stage| stage.code() == code);
    found.ok_or_else(|| unreadable(format!("`{code}` is no stage of a ticket")))
}
