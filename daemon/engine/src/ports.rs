//! What the engine needs from outside: a store, a clock, ids, a tax rule, and someone to tell.

use std::sync::Arc;

use domain::catalog::Part;
use domain::count::{CountScope, Frozen};
use domain::ids::{CustomerId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::job::Job;
use domain::ledger::Account;
use domain::money::{Currency, Money, Quantity};
use domain::number::NextNumbers;
use domain::people::{Customer, Staff, Vehicle};
use domain::stock::{CostMethod, CostState, StockLevel};
use domain::tax::{TaxAnswer, TaxQuery};
use domain::ticket::Ticket;
use domain::vin::Vin;
use domain::{Actor, Event, Timestamp};
use jiff::civil::Date;
use uuid::Uuid;

use crate::reorder::{LowAsk, LowPart};

/// An event with its place in the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// Its place in this counter's journal, from 1; what clients resume from.
    pub cursor: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who brought it about.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
}

/// A thing on a list, as [`domain::index::Slot`]s put it there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Where in the journal it came on this list; newer things have greater ones, and lists are continued by it.
    pub cursor: u64,
    /// The thing: the stream of the event that put it there.
    pub id: Uuid,
    /// Which of several values of the list, e.g. a line's id; empty for the only one.
    pub place: String,
    /// The value it stands under.
    pub value: String,
}

/// What is kept under an idempotency key: which events were the first answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Remembered {
    /// Digest of the method and its parameters; another order under the same key is refused.
    pub fingerprint: [u8; 16],
    /// First cursor of the answer.
    pub first: u64,
    /// Last cursor of the answer; below `first` when nothing had to happen.
    pub last: u64,
}

/// Why the store could not do its work. Nothing of the batch at hand has happened then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The data folder or its disk cannot be written.
    #[error("the data folder cannot be written")]
    ReadOnly(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What was read back cannot be true.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// Anything else.
    #[error("the store failed while {doing}")]
    Failed {
        /// What it was doing.
        doing: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The append-only journal, with its idempotency keys. Everything between [`Journal::begin`] and
/// [`Journal::commit`] becomes durable together or not at all.
pub trait Journal {
    /// Starts a batch.
    ///
    /// # Errors
    /// [`StoreError`].
    fn begin(&mut self) -> Result<(), StoreError>;

    /// Appends events of one order, updates the read models with them, and returns the cursors of the first and the
    /// last. Consecutive and gapless.
    ///
    /// # Errors
    /// [`StoreError`]; the batch must then be rolled back.
    fn append(
        &mut self,
        at: Timestamp,
        actor: &Actor,
        events: &[Event],
    ) -> Result<(u64, u64), StoreError>;

    /// Makes the batch durable; when this returns it survives a power cut.
    ///
    /// # Errors
    /// [`StoreError`]; nothing of the batch has happened.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Forgets the batch.
    fn rollback(&mut self);

    /// Returns what a key was used for.
    ///
    /// # Errors
    /// [`StoreError`].
    fn recall(&mut self, key: &str) -> Result<Option<Remembered>, StoreError>;

    /// Keeps a key with its first answer.
    ///
    /// # Errors
    /// [`StoreError`].
    fn remember(&mut self, key: &str, remembered: Remembered) -> Result<(), StoreError>;

    /// Reads events back, both cursors included.
    ///
    /// # Errors
    /// [`StoreError`].
    fn records(&mut self, first: u64, last: u64) -> Result<Vec<Recorded>, StoreError>;
}

/// Loads single things by id, seeing what the batch at hand has appended.
pub trait Lookup {
    /// Folds a ticket's story, all of it or up to a cursor.
    ///
    /// # Errors
    /// [`StoreError`].
    fn ticket(&mut self, id: TicketId, up_to: Option<u64>) -> Result<Option<Ticket>, StoreError>;

    /// Loads a part. What it costs is the last known cost of its stock.
    ///
    /// # Errors
    /// [`StoreError`].
    fn part(&mut self, id: PartId) -> Result<Option<Part>, StoreError>;

    /// Finds parts by number (in any spelling) or barcode: at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    fn parts_by_code(&mut self, code: &str, limit: usize) -> Result<Vec<Part>, StoreError>;

    /// Sums a part's movements at a place.
    ///
    /// # Errors
    /// [`StoreError`].
    fn on_hand(&mut self, id: PartId, location: &str) -> Result<Quantity, StoreError>;

    /// Returns what there is of a part at a place: on hand, reserved, on order, in transit there. Never none: a part that was
    /// never there has nothing there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn stock_level(&mut self, id: PartId, location: &str) -> Result<StockLevel, StoreError>;

    /// Returns what a part's stock cost by the shop's method, over all places; none when it never moved. Its value is
    /// the sum of the values of all its movements, whatever method was in force when they were made.
    ///
    /// # Errors
    /// [`StoreError`].
    fn cost_state(
        &mut self,
        id: PartId,
        method: CostMethod,
    ) -> Result<Option<CostState>, StoreError>;

    /// Reads everything that happened to a thing, oldest first, all of it or up to a cursor; nothing when there is no
    /// such thing. [`domain::aggregate::Aggregate::replay`] folds it.
    ///
    /// # Errors
    /// [`StoreError`].
    fn story(&mut self, stream: Uuid, up_to: Option<u64>) -> Result<Vec<Recorded>, StoreError>;

    /// Finds the things that stand on a list under a value, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn found(&mut self, name: &str, value: &str, limit: usize) -> Result<Vec<Found>, StoreError>;

    /// Finds the things on a list whose value is not after `max_value`, in the order of their values: what is due by a
    /// day.
    ///
    /// # Errors
    /// [`StoreError`].
    fn found_up_to(
        &mut self,
        name: &str,
        max_value: &str,
        limit: usize,
    ) -> Result<Vec<Found>, StoreError>;

    /// Lists what the books say of the parts in a count's scope, whose class is already among its parts: at most `limit`.
    /// Parts that are named stand on the list although they were never at the place.
    ///
    /// # Errors
    /// [`StoreError`].
    fn shelf(&mut self, scope: &CountScope, limit: usize) -> Result<Vec<Frozen>, StoreError>;
    /// Lists parts that run low, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError`].
    fn low(&mut self, ask: &LowAsk) -> Result<Vec<LowPart>, StoreError>;

    /// Returns what an account holds of one owner, or of nobody in particular: debits less credits, so what the shop
    /// owes is below zero.
    ///
    /// # Errors
    /// [`StoreError`].
    fn balance(
        &mut self,
        account: Account,
        owner: Option<Uuid>,
        currency: Currency,
    ) -> Result<Money, StoreError>;

    /// Loads a customer.
    ///
    /// # Errors
    /// [`StoreError`].
    fn customer(&mut self, id: CustomerId) -> Result<Option<Customer>, StoreError>;

    /// Returns who goes on in place of a customer that was merged away; themselves when they were not.
    ///
    /// # Errors
    /// [`StoreError`].
    fn customer_goes_on(&mut self, id: CustomerId) -> Result<CustomerId, StoreError>;

    /// Returns what goes on in place of a vehicle that was merged away; itself when it was not.
    ///
    /// # Errors
    /// [`StoreError`].
    fn vehicle_goes_on(&mut self, id: VehicleId) -> Result<VehicleId, StoreError>;

    /// Loads a vehicle.
    ///
    /// # Errors
    /// [`StoreError`].
    fn vehicle(&mut self, id: VehicleId) -> Result<Option<Vehicle>, StoreError>;

    /// Finds a vehicle by its VIN.
    ///
    /// # Errors
    /// [`StoreError`].
    fn vehicle_by_vin(&mut self, vin: &Vin) -> Result<Option<Vehicle>, StoreError>;

    /// Loads a member of staff.
    ///
    /// # Errors
    /// [`StoreError`].
    fn staff(&mut self, id: StaffId) -> Result<Option<Staff>, StoreError>;

    /// Tells whether anyone can sign in.
    ///
    /// # Errors
    /// [`StoreError`].
    fn anyone_signs_in(&mut self) -> Result<bool, StoreError>;

    /// Loads a job.
    ///
    /// # Errors
    /// [`StoreError`].
    fn job(&mut self, id: JobId) -> Result<Option<Job>, StoreError>;
}

/// The engine's store: one writer.
pub trait Store: Journal + Lookup + Send {
    /// Returns the next free document numbers, as of the last commit or append.
    ///
    /// # Errors
    /// [`StoreError`].
    fn next_numbers(&mut self) -> Result<NextNumbers, StoreError>;

    /// Returns the moment of the last event, so that time never runs backwards in the journal.
    ///
    /// # Errors
    /// [`StoreError`].
    fn last_at(&mut self) -> Result<Timestamp, StoreError>;
}

/// Tells the time.
pub trait Clock: Send {
    /// Returns now.
    fn now(&self) -> Timestamp;

    /// Returns the day that it is at the shop at a moment.
    fn day(&self, at: Timestamp) -> Date;
}

/// Makes ids that nobody else makes.
pub trait IdSource: Send {
    /// Returns a fresh id.
    fn next_id(&mut self) -> Uuid;
}

/// The tax rule in force. It is pure and bounded (fuel, memory, deadline), so the engine may call it in line: a
/// ticket's total is then never shown without its tax.
pub trait TaxRule: Send {
    /// Works out the tax of a ticket's lines.
    ///
    /// # Errors
    /// The reason why there is no answer, in words for a person.
    fn assess(&mut self, query: &TaxQuery) -> Result<TaxAnswer, String>;
}

/// Is told what is durable. It must not block: slow receivers catch up from the journal.
pub trait Outbox: Send {
    /// Takes note of events that have just become durable, in order.
    fn committed(&mut self, records: &[Arc<Recorded>]);
}
