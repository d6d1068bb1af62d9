//! Single things by id for the engine, seen through the writing connection.

use domain::Timestamp;
use domain::catalog::Part;
use domain::count::{CountScope, Frozen};
use domain::ids::{CustomerId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::job::Job;
use domain::ledger::Account;
use domain::money::{Currency, Money, Quantity};
use domain::number::NextNumbers;
use domain::people::{Customer, Staff, Vehicle};
use domain::stock::{CostMethod, CostState, StockLevel};
use domain::ticket::Ticket;
use domain::vin::Vin;
use engine::reorder::{LowAsk, LowPart};
use engine::{Found, Lookup, Recorded, Store, StoreError};
use uuid::Uuid;

use crate::open::SqliteStore;
use crate::query::{books, jobs, lists, parts, people, reorder, shelf, stock, tickets};
use crate::{chain, costs, journal};

impl Lookup for SqliteStore {
    fn ticket(&mut self, id: TicketId, up_to: Option<u64>) -> Result<Option<Ticket>, StoreError> {
        tickets::fold(&self.conn, id, up_to)
    }

    fn part(&mut self, id: PartId) -> Result<Option<Part>, StoreError> {
        parts::part(&self.conn, id)
    }

    fn parts_by_code(&mut self, code: &str, limit: usize) -> Result<Vec<Part>, StoreError> {
        parts::by_code(&self.conn, code, limit)
    }

    fn on_hand(&mut self, id: PartId, location: &str) -> Result<Quantity, StoreError> {
        stock::at(&self.conn, id, location).map(|level| level.on_hand)
    }

    fn stock_level(&mut self, id: PartId, location: &str) -> Result<StockLevel, StoreError> {
        stock::at(&self.conn, id, location)
    }

    fn cost_state(
        &mut self,
        id: PartId,
        method: CostMethod,
    ) -> Result<Option<CostState>, StoreError> {
        costs::state(&self.conn, id, method)
    }

    fn story(&mut self, stream: Uuid, up_to: Option<u64>) -> Result<Vec<Recorded>, StoreError> {
        journal::story(&self.conn, stream, up_to)
    }

    fn found(&mut self, name: &str, value: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
        lists::found(&self.conn, name, value, None, limit)
    }

    fn found_up_to(
        &mut self,
        name: &str,
        max_value: &str,
        limit: usize,
    ) -> Result<Vec<Found>, StoreError> {
        lists::found_up_to(&self.conn, name, max_value, limit)
    }

    fn shelf(&mut self, scope: &CountScope, limit: usize) -> Result<Vec<Frozen>, StoreError> {
        shelf::lines(&self.conn, scope, limit)
    }

    fn low(&mut self, ask: &LowAsk) -> Result<Vec<LowPart>, StoreError> {
        reorder::low(&self.conn, ask)
    }

    fn balance(
        &mut self,
        account: Account,
        owner: Option<Uuid>,
        currency: Currency,
    ) -> Result<Money, StoreError> {
        books::balance(&self.conn, account, owner, currency)
    }

    fn customer(&mut self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        people::customer(&self.conn, id)
    }

    fn customer_goes_on(&mut self, id: CustomerId) -> Result<CustomerId, StoreError> {
        people::goes_on(&self.conn, "customer", id.uuid()).map(CustomerId::new)
    }

    fn vehicle_goes_on(&mut self, id: VehicleId) -> Result<VehicleId, StoreError> {
        people::goes_on(&self.conn, "vehicle", id.uuid()).map(VehicleId::new)
    }

    fn vehicle(&mut self, id: VehicleId) -> Result<Option<Vehicle>, StoreError> {
        people::vehicle(&self.conn, id)
    }

    fn vehicle_by_vin(&mut self, vin: &Vin) -> Result<Option<Vehicle>, StoreError> {
        people::vehicle_by_vin(&self.conn, vin)
    }

    fn staff(&mut self, id: StaffId) -> Result<Option<Staff>, StoreError> {
        people::staff_member(&self.conn, id)
    }

    fn anyone_signs_in(&mut self) -> Result<bool, StoreError> {
        let query = "SELECT EXISTS (SELECT 1 FROM staff WHERE pin_hash IS NOT NULL)";
        let found = crate::sql::one(&self.conn, "looking for staff", query, [], |row| row.get(0))?;
        Ok(found.unwrap_or(false))
    }

    fn job(&mut self, id: JobId) -> Result<Option<Job>, StoreError> {
        jobs::job(&self.conn, id).map(|found| found.map(|view| view.job))
    }
}

impl Store for SqliteStore {
    fn next_numbers(&mut self) -> Result<NextNumbers, StoreError> {
        Ok(self.head.numbers.clone())
    }

    fn last_at(&mut self) -> Result<Timestamp, StoreError> {
        Ok(Timestamp::from_unix_ms(chain::unix_ms(self.head.hlc)))
    }
}
