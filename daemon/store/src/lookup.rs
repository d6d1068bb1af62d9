//! Single things by id for the engine, seen through the writing connection.

use domain::Timestamp;
use domain::catalog::Part;
use domain::ids::{CustomerId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::job::Job;
use domain::money::Quantity;
use domain::number::NextNumbers;
use domain::people::{Customer, Staff, Vehicle};
use domain::ticket::Ticket;
use domain::vin::Vin;
use engine::{Lookup, Store, StoreError};

use crate::chain;
use crate::open::SqliteStore;
use crate::query::{jobs, parts, people, tickets};

impl Lookup for SqliteStore {
    fn ticket(&mut self, id: TicketId, up_to: Option<u64>) -> Result<Option<Ticket>, StoreError> {
        tickets::fold(&self.conn, id, up_to)
    }

    fn part(&mut self, id: PartId) -> Result<Option<Part>, StoreError> {
        parts::part(&self.conn, id).map(|found| found.map(|(_, part)| part))
    }

    fn parts_by_code(&mut self, code: &str, limit: usize) -> Result<Vec<Part>, StoreError> {
        parts::by_code(&self.conn, code, limit)
    }

    fn on_hand(&mut self, id: PartId, location: &str) -> Result<Quantity, StoreError> {
        parts::on_hand_at(&self.conn, id, location)
    }

    fn customer(&mut self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        people::customer(&self.conn, id)
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
        Ok(self.head.numbers)
    }

    fn last_at(&mut self) -> Result<Timestamp, StoreError> {
        Ok(Timestamp::from_unix_ms(chain::unix_ms(self.head.hlc)))
    }
}
