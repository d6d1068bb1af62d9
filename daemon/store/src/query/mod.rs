//! Reads for screens, over a few read-only connections that never wait for the writer.
//!
//! Each question runs in one read transaction, so that what it joins is of one moment. Connections are opened when
//! they are first needed.

pub(crate) mod books;
mod find_customers;
mod find_vehicles;
pub(crate) mod jobs;
pub(crate) mod lists;
pub(crate) mod parts;
pub(crate) mod people;
pub(crate) mod reorder;
mod reports;
mod search;
mod service;
pub(crate) mod shelf;
pub(crate) mod stock;
pub(crate) mod tickets;

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;
use domain::ids::{CustomerId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::ledger::Account;
use domain::money::{Currency, Money};
use domain::people::{Customer, Deferral, ServiceRecord, Staff, Vehicle};
use domain::stock::StockLevel;
use domain::ticket::Ticket;
use domain::vin::Vin;
use engine::queries::{
    CustomerView, JobFilter, JobView, LastSold, MoveView, PartView, SalesReport, SoldStock,
    TicketFilter, TicketSummary, TicketView, TrialBalanceLine,
};
use engine::reorder::{LowAsk, LowPart};
use engine::{Found, Queries, Recorded, StoreError};
use jiff::civil::Date;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::Doing;
use crate::{FILE_NAME, journal, schema, sql};

/// How long a question waits for a connection when all are busy.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// The reading end of the store.
pub struct SqliteQueries {
    path: PathBuf,
    readers_max: usize,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

impl std::fmt::Debug for SqliteQueries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteQueries")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl SqliteQueries {
    /// Gets ready to read the store in a data folder with at most `readers` connections, at least one. The store
    /// must have been opened before, so that its tables are there.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened or is not a store of this version.
    pub fn open(dir: &Path, readers: usize) -> Result<Self, StoreError> {
        let path = dir.join(FILE_NAME);
        let first = schema::open_reader(&path)?;
        Ok(Self {
            path,
            readers_max: readers.max(1),
            pool: Mutex::new(Pool {
                idle: vec![first],
                open: 1,
            }),
            returned: Condvar::new(),
        })
    }

    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let reader = Reader {
            queries: self,
            conn: Some(self.take()?),
        };
        let Some(conn) = &reader.conn else {
            return Err(StoreError::Failed {
                doing: "taking a reader",
                source: "gone".into(),
            });
        };
        let moment = conn.unchecked_transaction().doing("starting to read")?;
        let answer = question(&moment)?;
        moment.finish().doing("ending a read")?;
        Ok(answer)
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut pool, _) = self
            .returned
            .wait_timeout_while(pool, WAIT_MAX, |pool| {
                pool.idle.is_empty() && pool.open >= self.readers_max
            })
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(conn) = pool.idle.pop() {
            return Ok(conn);
        }
        if pool.open >= self.readers_max {
            let source = "all readers are busy".into();
            return Err(StoreError::Failed {
                doing: "waiting for a reader",
                source,
            });
        }
        pool.open += 1;
        drop(pool);
        schema::open_reader(&self.path).inspect_err(|_| self.give_back(None))
    }

    fn give_back(&self, conn: Option<Connection>) {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        match conn {
            Some(conn) => pool.idle.push(conn),
            None => pool.open -= 1,
        }
        drop(pool);
        self.returned.notify_one();
    }
}

/// A connection on loan; it goes back whatever happens.
struct Reader<'a> {
    queries: &'a SqliteQueries,
    conn: Option<Connection>,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        self.queries.give_back(self.conn.take());
    }
}

impl Queries for SqliteQueries {
    fn head(&self) -> Result<u64, StoreError> {
        self.ask(|conn| {
            let query = "SELECT coalesce(max(cursor), 0) FROM journal";
            let head = sql::one(conn, "reading the journal's head", query, [], |row| {
                row.get(0)
            })?;
            Ok(head.map_or(0, sql::count))
        })
    }

    fn cursor_at(&self, at: Timestamp) -> Result<u64, StoreError> {
        self.ask(|conn| journal::cursor_at(conn, at))
    }

    fn events_after(&self, cursor: u64, limit: usize) -> Result<Vec<Recorded>, StoreError> {
        self.ask(|conn| journal::after(conn, cursor, u64::try_from(limit).unwrap_or(u64::MAX)))
    }

    fn ticket(&self, id: TicketId) -> Result<Option<TicketView>, StoreError> {
        self.ask(|conn| {
            let Some(ticket) = tickets::fold(conn, id, None)? else {
                return Ok(None);
            };
            let (customer, vehicle) = tickets::people(conn, &ticket)?;
            Ok(Some(TicketView {
                ticket,
                customer,
                vehicle,
            }))
        })
    }

    fn ticket_people(
        &self,
        ticket: &Ticket,
    ) -> Result<(Option<Customer>, Option<Vehicle>), StoreError> {
        self.ask(|conn| tickets::people(conn, ticket))
    }

    fn story(&self, stream: Uuid, up_to: Option<u64>) -> Result<Vec<Recorded>, StoreError> {
        self.ask(|conn| journal::story(conn, stream, up_to))
    }

    fn latest(&self, kind: &str, limit: usize) -> Result<Vec<Recorded>, StoreError> {
        self.ask(|conn| journal::latest(conn, kind, limit))
    }

    fn found(
        &self,
        name: &str,
        value: &str,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Found>, StoreError> {
        self.ask(|conn| lists::found(conn, name, value, before, limit))
    }

    fn found_up_to(
        &self,
        name: &str,
        max_value: &str,
        limit: usize,
    ) -> Result<Vec<Found>, StoreError> {
        self.ask(|conn| lists::found_up_to(conn, name, max_value, limit))
    }

    fn tickets(&self, filter: &TicketFilter) -> Result<Vec<TicketSummary>, StoreError> {
        self.ask(|conn| tickets::list(conn, filter))
    }

    fn search_tickets(&self, text: &str, limit: usize) -> Result<Vec<TicketSummary>, StoreError> {
        self.ask(|conn| tickets::search(conn, text, limit))
    }

    fn tickets_with_money_in_flight(&self) -> Result<Vec<Ticket>, StoreError> {
        self.ask(tickets::with_money_in_flight)
    }

    fn part(&self, id: PartId) -> Result<Option<PartView>, StoreError> {
        self.ask(|conn| parts::view(conn, id))
    }

    fn parts_by_code(&self, code: &str, limit: usize) -> Result<Vec<PartView>, StoreError> {
        self.ask(|conn| {
            let found = parts::by_code(conn, code, limit)?;
            found
                .into_iter()
                .map(|part| parts::with_stock(conn, part, None))
                .collect()
        })
    }

    fn search_parts(
        &self,
        text: &str,
        vehicle: Option<VehicleId>,
        limit: usize,
    ) -> Result<Vec<PartView>, StoreError> {
        self.ask(|conn| search::parts(conn, text, vehicle, limit))
    }

    fn stock_levels(&self, part: PartId) -> Result<Vec<StockLevel>, StoreError> {
        self.ask(|conn| stock::levels(conn, part))
    }

    fn sold_since(&self, since: Timestamp) -> Result<Vec<SoldStock>, StoreError> {
        self.ask(|conn| shelf::sold_since(conn, since))
    }

    fn low(&self, ask: &LowAsk) -> Result<Vec<LowPart>, StoreError> {
        self.ask(|conn| reorder::low(conn, ask))
    }

    fn low_places(&self) -> Result<Vec<String>, StoreError> {
        self.ask(reorder::low_places)
    }

    fn movements(&self, part: PartId, limit: usize) -> Result<Vec<MoveView>, StoreError> {
        self.ask(|conn| parts::movements(conn, part, limit))
    }

    fn customer(&self, id: CustomerId) -> Result<Option<CustomerView>, StoreError> {
        self.ask(|conn| people::customer_view(conn, id))
    }

    fn search_customers(&self, text: &str, limit: usize) -> Result<Vec<CustomerView>, StoreError> {
        self.ask(|conn| find_customers::customers(conn, text, limit))
    }

    fn search_vehicles(&self, text: &str, limit: usize) -> Result<Vec<Vehicle>, StoreError> {
        self.ask(|conn| find_vehicles::vehicles(conn, text, limit))
    }

    fn vehicle(&self, id: VehicleId) -> Result<Option<Vehicle>, StoreError> {
        self.ask(|conn| people::vehicle(conn, id))
    }

    fn vehicle_by_vin(&self, vin: &str) -> Result<Option<Vehicle>, StoreError> {
        match Vin::parse(vin) {
            Ok(vin) => self.ask(|conn| people::vehicle_by_vin(conn, &vin)),
            Err(_) => Ok(None),
        }
    }

    fn vehicles_of(&self, customer: CustomerId) -> Result<Vec<Vehicle>, StoreError> {
        self.ask(|conn| people::vehicles_of(conn, customer))
    }

    fn deferrals(&self, vehicle: VehicleId) -> Result<Vec<Deferral>, StoreError> {
        self.ask(|conn| service::deferrals(conn, vehicle))
    }

    fn last_sold(&self, vehicle: VehicleId, part: PartId) -> Result<Option<LastSold>, StoreError> {
        self.ask(|conn| service::last_sold(conn, vehicle, part))
    }

    fn history(
        &self,
        vehicle: VehicleId,
        limit: usize,
    ) -> Result<Vec<(Timestamp, ServiceRecord)>, StoreError> {
        self.ask(|conn| service::history(conn, vehicle, limit))
    }

    fn staff(&self) -> Result<Vec<Staff>, StoreError> {
        self.ask(people::staff)
    }

    fn staff_member(&self, id: StaffId) -> Result<Option<Staff>, StoreError> {
        self.ask(|conn| people::staff_member(conn, id))
    }

    fn job(&self, id: JobId) -> Result<Option<JobView>, StoreError> {
        self.ask(|conn| jobs::job(conn, id))
    }

    fn jobs(&self, filter: JobFilter, limit: usize) -> Result<Vec<JobView>, StoreError> {
        self.ask(|conn| jobs::list(conn, filter, limit))
    }

    fn sales(
        &self,
        currency: Currency,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<SalesReport, StoreError> {
        self.ask(|conn| reports::sales(conn, currency, from, until))
    }

    fn balance(
        &self,
        account: Account,
        owner: Option<Uuid>,
        currency: Currency,
    ) -> Result<Money, StoreError> {
        self.ask(|conn| books::balance(conn, account, owner, currency))
    }

    fn balances(
        &self,
        account: Account,
        currency: Currency,
        limit: usize,
    ) -> Result<Vec<(Option<Uuid>, Money)>, StoreError> {
        self.ask(|conn| books::balances(conn, account, currency, limit))
    }

    fn trial_balance(
        &self,
        currency: Currency,
        from: Date,
        to: Date,
    ) -> Result<Vec<TrialBalanceLine>, StoreError> {
        self.ask(|conn| books::trial_balance(conn, currency, from, to))
    }

    fn entries(
        &self,
        from: Date,
        to: Date,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        self.ask(|conn| books::entries(conn, from, to, after, limit))
    }

    fn expected_cash(&self, currency: Currency) -> Result<Money, StoreError> {
        self.ask(|conn| books::total(conn, Account::Cash, currency))
    }
}
