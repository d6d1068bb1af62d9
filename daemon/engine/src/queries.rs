//! Reads: what screens ask for. They go to read-only connections and never wait for the writer.

use domain::Timestamp;
use domain::catalog::{Part, StockMove};
use domain::ids::{CustomerId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::job::Job;
use domain::money::{Currency, Money, Quantity};
use domain::people::{Customer, ServiceRecord, Staff, Vehicle};
use domain::ticket::{Ticket, TicketStatus};

use crate::ports::{Recorded, StoreError};

/// A ticket with those it is for.
#[derive(Clone, Debug)]
pub struct TicketView {
    /// The ticket.
    pub ticket: Ticket,
    /// Its customer.
    pub customer: Option<Customer>,
    /// Its vehicle.
    pub vehicle: Option<Vehicle>,
}

/// A line of a ticket list.
#[derive(Clone, Debug)]
pub struct TicketSummary {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: String,
    /// Its receipt's number.
    pub receipt: Option<String>,
    /// Where it stands.
    pub status: TicketStatus,
    /// For whom.
    pub customer_name: Option<String>,
    /// For what.
    pub vehicle_label: Option<String>,
    /// What it comes to.
    pub total: Money,
    /// What is due.
    pub due: Money,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was paid or voided.
    pub closed_at: Option<Timestamp>,
}

/// A part with its stock.
#[derive(Clone, Debug)]
pub struct PartView {
    /// The part; fitment is filled only by [`Queries::part`].
    pub part: Part,
    /// The sum of its movements.
    pub on_hand: Quantity,
    /// Whether it fits the vehicle that was asked about; none when it has no fitment or none was asked about.
    pub fits: Option<bool>,
}

/// A stock movement with its place in time.
#[derive(Clone, Debug)]
pub struct MoveView {
    /// When.
    pub at: Timestamp,
    /// What.
    pub movement: StockMove,
    /// Number of the ticket it was sold on.
    pub ticket_number: Option<String>,
}

/// A customer with what the shop knows from sales.
#[derive(Clone, Debug)]
pub struct CustomerView {
    /// The customer.
    pub customer: Customer,
    /// How many tickets were paid.
    pub visits: u64,
    /// What they came to, with tax.
    pub spent: Money,
    /// When the last was paid.
    pub last_visit_at: Option<Timestamp>,
}

/// A job with its place in time.
#[derive(Clone, Debug)]
pub struct JobView {
    /// The job.
    pub job: Job,
    /// Number of its ticket.
    pub ticket_number: Option<String>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it got its outcome.
    pub settled_at: Option<Timestamp>,
}

/// Sales of a span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesReport {
    /// Tickets paid.
    pub tickets: u64,
    /// What they came to, with tax.
    pub sales: Money,
    /// Their tax.
    pub tax: Money,
    /// Paid in cash, change taken off.
    pub cash: Money,
    /// Paid by card.
    pub card: Money,
}

/// Which jobs to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JobFilter {
    /// All.
    All,
    /// Requested or started: those without an outcome.
    Unsettled,
}

/// The reading side of the store. Every list has a limit; methods may be called from any thread and take
/// milliseconds at most.
pub trait Queries: Send + Sync {
    /// Returns the journal's head: the cursor of the last durable event.
    ///
    /// # Errors
    /// [`StoreError`], here and below.
    fn head(&self) -> Result<u64, StoreError>;
    /// Returns events after a cursor, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn events_after(&self, cursor: u64, limit: usize) -> Result<Vec<Recorded>, StoreError>;
    /// Returns a ticket, folded from its story.
    ///
    /// # Errors
    /// [`StoreError`].
    fn ticket(&self, id: TicketId) -> Result<Option<TicketView>, StoreError>;
    /// Joins a ticket the caller has with those it is for.
    ///
    /// # Errors
    /// [`StoreError`].
    fn ticket_people(
        &self,
        ticket: &Ticket,
    ) -> Result<(Option<Customer>, Option<Vehicle>), StoreError>;
    /// Lists tickets, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn tickets(
        &self,
        status: Option<TicketStatus>,
        customer: Option<CustomerId>,
        limit: usize,
    ) -> Result<Vec<TicketSummary>, StoreError>;
    /// Finds tickets by number or the end of it.
    ///
    /// # Errors
    /// [`StoreError`].
    fn search_tickets(&self, text: &str, limit: usize) -> Result<Vec<TicketSummary>, StoreError>;
    /// Lists tickets that hold a card payment in flight, for the payment driver's start.
    ///
    /// # Errors
    /// [`StoreError`].
    fn tickets_with_card_in_flight(&self) -> Result<Vec<Ticket>, StoreError>;
    /// Returns a part with its fitment.
    ///
    /// # Errors
    /// [`StoreError`].
    fn part(&self, id: PartId) -> Result<Option<PartView>, StoreError>;
    /// Finds parts by number or barcode, in any spelling.
    ///
    /// # Errors
    /// [`StoreError`].
    fn parts_by_code(&self, code: &str, limit: usize) -> Result<Vec<PartView>, StoreError>;
    /// Searches parts: exact number, interchange number and leading number first, then fragments of numbers and words
    /// of brand, description and category in any order, each from its beginning. With a vehicle, only what fits it or
    /// has no fitment. Which of a great many equal answers are shown is not said.
    ///
    /// # Errors
    /// [`StoreError`].
    fn search_parts(
        &self,
        text: &str,
        vehicle: Option<VehicleId>,
        limit: usize,
    ) -> Result<Vec<PartView>, StoreError>;
    /// Lists a part's movements, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn movements(&self, part: PartId, limit: usize) -> Result<Vec<MoveView>, StoreError>;
    /// Returns a customer.
    ///
    /// # Errors
    /// [`StoreError`].
    fn customer(&self, id: CustomerId) -> Result<Option<CustomerView>, StoreError>;
    /// Searches customers by words of name and e-mail in any order, the beginning or end of the phone's digits, or a
    /// vehicle's plate or VIN. Those who were here last come first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn search_customers(&self, text: &str, limit: usize) -> Result<Vec<CustomerView>, StoreError>;
    /// Searches vehicles by VIN (all of it, its end, any fragment of four characters or more), plate (its beginning,
    /// any fragment of three or more) or words of year, make, model and trim. The best first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn search_vehicles(&self, text: &str, limit: usize) -> Result<Vec<Vehicle>, StoreError>;
    /// Returns a vehicle.
    ///
    /// # Errors
    /// [`StoreError`].
    fn vehicle(&self, id: VehicleId) -> Result<Option<Vehicle>, StoreError>;
    /// Finds a vehicle by its VIN as typed or scanned.
    ///
    /// # Errors
    /// [`StoreError`].
    fn vehicle_by_vin(&self, vin: &str) -> Result<Option<Vehicle>, StoreError>;
    /// Lists a customer's vehicles.
    ///
    /// # Errors
    /// [`StoreError`].
    fn vehicles_of(&self, customer: CustomerId) -> Result<Vec<Vehicle>, StoreError>;
    /// Returns a vehicle's history, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn history(
        &self,
        vehicle: VehicleId,
        limit: usize,
    ) -> Result<Vec<(Timestamp, ServiceRecord)>, StoreError>;
    /// Lists the people who work here.
    ///
    /// # Errors
    /// [`StoreError`].
    fn staff(&self) -> Result<Vec<Staff>, StoreError>;
    /// Returns one of them.
    ///
    /// # Errors
    /// [`StoreError`].
    fn staff_member(&self, id: StaffId) -> Result<Option<Staff>, StoreError>;
    /// Returns a job.
    ///
    /// # Errors
    /// [`StoreError`].
    fn job(&self, id: JobId) -> Result<Option<JobView>, StoreError>;
    /// Lists jobs: unsettled oldest first (the spool works them off in this order), all newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn jobs(&self, filter: JobFilter, limit: usize) -> Result<Vec<JobView>, StoreError>;
    /// Sums up sales closed in a span of time, the end excluded.
    ///
    /// # Errors
    /// [`StoreError`].
    fn sales(
        &self,
        currency: Currency,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<SalesReport, StoreError>;
    /// Returns the cash that the till should hold: everything taken in cash, less change.
    ///
    /// # Errors
    /// [`StoreError`].
    fn expected_cash(&self, currency: Currency) -> Result<Money, StoreError>;
}
