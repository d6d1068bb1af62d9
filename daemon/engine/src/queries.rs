//! Reads: what screens ask for. They go to read-only connections and never wait for the writer.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::catalog::{Part, StockMove};
use domain::ids::{CustomerId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::job::Job;
use domain::ledger::Account;
use domain::money::{Currency, Money, Quantity, UnitPrice};
use domain::people::{Customer, Deferral, ServiceLine, ServiceRecord, Staff, Vehicle};
use domain::stock::StockLevel;
use domain::ticket::{Stage, Ticket, TicketStatus};
use jiff::civil::Date;
use uuid::Uuid;

use crate::ports::{Found, Recorded, StoreError};
use crate::reorder::{LowAsk, LowPart};

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
    /// Where in the journal it was opened; a list is continued by it, see [`TicketFilter::before`].
    pub cursor: u64,
    /// Its number.
    pub number: String,
    /// Its number as an estimate.
    pub estimate: Option<String>,
    /// Its number as a work order.
    pub work_order: Option<String>,
    /// Its number as an invoice.
    pub invoice: Option<String>,
    /// Its receipt's number.
    pub receipt: Option<String>,
    /// Where it stands.
    pub status: TicketStatus,
    /// What paper it is.
    pub stage: Stage,
    /// How far the work is, in the shop's word for it.
    pub work: Option<String>,
    /// Who looks after it.
    pub advisor: Option<StaffId>,
    /// Their name.
    pub advisor_name: Option<String>,
    /// Who does the work.
    pub technician: Option<StaffId>,
    /// Their name.
    pub technician_name: Option<String>,
    /// When it was promised.
    pub promised_at: Option<Timestamp>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The vehicle.
    pub vehicle: Option<VehicleId>,
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
    /// The shop's day on which it was paid.
    pub closed_on: Option<Date>,
}

/// Which tickets to list; what is not said is not asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TicketFilter {
    /// Where they stand.
    pub status: Option<TicketStatus>,
    /// What paper they are.
    pub stage: Option<Stage>,
    /// How far the work is, in the shop's word for it.
    pub work: Option<String>,
    /// Who looks after them.
    pub advisor: Option<StaffId>,
    /// Who does the work.
    pub technician: Option<StaffId>,
    /// For whom.
    pub customer: Option<CustomerId>,
    /// For which vehicle.
    pub vehicle: Option<VehicleId>,
    /// Only those opened before this place in the journal: the last [`TicketSummary::cursor`] of the page before.
    pub before: Option<u64>,
    /// The most to list.
    pub limit: usize,
}

/// A part with its stock.
#[derive(Clone, Debug)]
pub struct PartView {
    /// The part; its cost is the last known one.
    pub part: Part,
    /// The sum of its movements over all places.
    pub on_hand: Quantity,
    /// Of those, promised to tickets.
    pub reserved: Quantity,
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
    /// Number of the ticket it was sold, returned or installed on.
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
    /// What was taken for them, less what was given back, by kind of tender: `cash` (change taken off, as rounded to the
    /// smallest coin), `card`, `card_refund`, `link`, `store_credit`, `check`, `account`, `plan`, `other`. Kinds that
    /// took nothing are left out.
    pub tenders: BTreeMap<String, Money>,
}

/// An account's movements over a span of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TrialBalanceLine {
    /// Which account.
    pub account: Account,
    /// What was debited; not below zero.
    pub debit: Money,
    /// What was credited; not below zero.
    pub credit: Money,
}

/// Pieces of a part of one cost that were sold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SoldStock {
    /// The part.
    pub part: PartId,
    /// What kind of part; empty when it is no longer in the catalog.
    pub category: String,
    /// What one cost.
    pub unit_cost: UnitPrice,
    /// How many; above zero.
    pub quantity: Quantity,
}

/// When a part was last put on a vehicle, for its warranty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastSold {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub ticket_number: String,
    /// The shop's day.
    pub date: Date,
    /// The odometer then.
    pub odometer: Option<u32>,
    /// The line, with its warranty.
    pub line: ServiceLine,
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
    /// Returns the cursor of the first event at or after a moment; one past the head when there is none. Time never runs
    /// backwards in the journal, so every event from there on is not older.
    ///
    /// # Errors
    /// [`StoreError`].
    fn cursor_at(&self, at: Timestamp) -> Result<u64, StoreError>;
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
    /// Returns everything that happened to a thing, oldest first, all of it or up to a cursor.
    ///
    /// # Errors
    /// [`StoreError`].
    fn story(&self, stream: Uuid, up_to: Option<u64>) -> Result<Vec<Recorded>, StoreError>;
    /// Returns the newest events of one kind, such as `vehicle.deferred`, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn latest(&self, kind: &str, limit: usize) -> Result<Vec<Recorded>, StoreError>;
    /// Finds the things that stand on a list under a value, newest first; with `before`, only those that came on the
    /// list before that place in the journal.
    ///
    /// # Errors
    /// [`StoreError`].
    fn found(
        &self,
        name: &str,
        value: &str,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Found>, StoreError>;
    /// Finds the things on a list whose value is not after `max_value`, in the order of their values: what is due by a
    /// day.
    ///
    /// # Errors
    /// [`StoreError`].
    fn found_up_to(
        &self,
        name: &str,
        max_value: &str,
        limit: usize,
    ) -> Result<Vec<Found>, StoreError>;
    /// Lists tickets, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn tickets(&self, filter: &TicketFilter) -> Result<Vec<TicketSummary>, StoreError>;
    /// Finds tickets by number or the end of it: the ticket's own, the estimate's, the work order's, the invoice's or the
    /// receipt's.
    ///
    /// # Errors
    /// [`StoreError`].
    fn search_tickets(&self, text: &str, limit: usize) -> Result<Vec<TicketSummary>, StoreError>;
    /// Lists tickets that hold money in flight (a card payment, an open link, a refund to a card), for the payment
    /// driver's start.
    ///
    /// # Errors
    /// [`StoreError`].
    fn tickets_with_money_in_flight(&self) -> Result<Vec<Ticket>, StoreError>;
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
    /// Lists what there is of a part at every place it has been at, by the name of the place.
    ///
    /// # Errors
    /// [`StoreError`].
    fn stock_levels(&self, part: PartId) -> Result<Vec<StockLevel>, StoreError>;
    /// Sums up which parts left the shelf by sale since a moment, by part and cost; what came back is not taken off.
    ///
    /// # Errors
    /// [`StoreError`].
    fn sold_since(&self, since: Timestamp) -> Result<Vec<SoldStock>, StoreError>;
    /// Lists parts that run low at a place, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError`].
    fn low(&self, ask: &LowAsk) -> Result<Vec<LowPart>, StoreError>;
    /// Lists the places where something runs low; an empty one stands for parts that were never anywhere.
    ///
    /// # Errors
    /// [`StoreError`].
    fn low_places(&self) -> Result<Vec<String>, StoreError>;
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
    /// Lists the work on a vehicle that was declined and not done since, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn deferrals(&self, vehicle: VehicleId) -> Result<Vec<Deferral>, StoreError>;
    /// Finds when a part was last put on a vehicle. Undone sales do not count.
    ///
    /// # Errors
    /// [`StoreError`].
    fn last_sold(&self, vehicle: VehicleId, part: PartId) -> Result<Option<LastSold>, StoreError>;
    /// Returns a vehicle's history, newest first, without what was undone.
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
    /// Returns what an account holds of one owner, or of nobody in particular: debits less credits, so what the shop
    /// owes is below zero.
    ///
    /// # Errors
    /// [`StoreError`].
    fn balance(
        &self,
        account: Account,
        owner: Option<Uuid>,
        currency: Currency,
    ) -> Result<Money, StoreError>;
    /// Lists what an account holds by owner, without those it holds nothing of; the largest debit first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn balances(
        &self,
        account: Account,
        currency: Currency,
        limit: usize,
    ) -> Result<Vec<(Option<Uuid>, Money)>, StoreError>;
    /// Sums up every account that moved between two days, both included, in the order of [`Account::ALL`]. Debits and
    /// credits are equal over all of them.
    ///
    /// # Errors
    /// [`StoreError`].
    fn trial_balance(
        &self,
        currency: Currency,
        from: Date,
        to: Date,
    ) -> Result<Vec<TrialBalanceLine>, StoreError>;
    /// Lists the entries of the books between two days, both included, by day and within each as they were made; with
    /// `after`, those that follow the entry recorded there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn entries(
        &self,
        from: Date,
        to: Date,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError>;
    /// Returns the cash that the drawers should hold: what the books say of cash, over all sessions.
    ///
    /// # Errors
    /// [`StoreError`].
    fn expected_cash(&self, currency: Currency) -> Result<Money, StoreError>;
}
