//! What the engine can be ordered to do, and what it answers.

use domain::catalog::Part;
use domain::ctx::Approver;
use domain::ids::{
    CustomerId, DeviceName, JobId, LineId, PartId, PaymentId, StaffId, TicketId, TicketJobId,
    VehicleId,
};
use domain::job::JobOutcome;
use domain::money::{Quantity, UnitPrice};
use domain::people::Role;
use domain::stock::move_reason::ReturnTo;
use domain::ticket::{CardStep, LineDraft, PartCondition, Ticket, TicketOrder};
use domain::{Actor, Refusal};

use crate::import::{ImportBatch, RowRefusal};
use crate::ports::{Recorded, StoreError};

/// A part as an order names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PartRef {
    /// By id.
    Id(PartId),
    /// By number in any spelling, or by barcode.
    Code(String),
}

/// A part to sell, before it has been looked up and priced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartOrder {
    /// Which.
    pub part: PartRef,
    /// How many.
    pub quantity: Quantity,
    /// A price other than the book's.
    pub unit_price: Option<UnitPrice>,
    /// Its condition.
    pub condition: PartCondition,
    /// Serial numbers or tire identification numbers.
    pub serials: Vec<String>,
    /// Whether the old part is handed over with the sale.
    pub core_in_hand: bool,
}

/// Labor to sell, before it has been priced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaborOrder {
    /// What is done.
    pub description: String,
    /// How long.
    pub hours: Quantity,
    /// A rate other than the shop's.
    pub rate: Option<UnitPrice>,
    /// Which of the shop's labor rates; its usual one when absent.
    pub rate_name: Option<String>,
    /// Who does it.
    pub technician: Option<StaffId>,
    /// Whether it is finding out.
    pub diagnostic: bool,
}

/// An order to one ticket, before what it names has been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TicketCommand {
    /// See [`domain::ticket::TicketOrder::Attach`].
    Attach {
        customer: Option<CustomerId>,
        vehicle: Option<VehicleId>,
        odometer: Option<u32>,
    },
    /// See [`domain::ticket::TicketOrder::AddPart`].
    AddPart(Box<PartOrder>, LineDraft),
    /// See [`domain::ticket::TicketOrder::AddLabor`].
    AddLabor(Box<LaborOrder>, LineDraft),
    /// See [`domain::ticket::TicketOrder::AddReturn`].
    AddReturn {
        sold_on: TicketId,
        line: LineId,
        quantity: Quantity,
        destination: ReturnTo,
        serials: Vec<String>,
        restocking: i64,
    },
    /// See [`domain::ticket::TicketOrder::Refund`].
    Refund { amount: Option<i64>, to: RefundWay },
    /// Clocks a technician on; they are clocked off elsewhere by themselves, never twice on.
    ClockOn { job: TicketJobId, staff: StaffId },
    /// An order that names nothing to be looked up.
    Plain(Box<TicketOrder>),
}

/// How money is given back, before the payment has been looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefundWay {
    /// The way it came.
    Original {
        /// The ticket it was paid on; the ticket at hand when absent.
        ticket: Option<TicketId>,
        /// The payment.
        payment: PaymentId,
    },
    /// Cash.
    Cash,
    /// Store credit.
    StoreCredit,
}

/// A row of a parts import: the part (its id is replaced when the number is known already) and what is on the shelf.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartRow {
    /// The part; `id` is ignored.
    pub part: Part,
    /// How many are on hand now; the difference to the books becomes a movement. Absent: not counted.
    pub on_hand: Option<Quantity>,
}

/// A customer to save; absent id: a new one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerDraft {
    /// Whom to change.
    pub id: Option<CustomerId>,
    /// See [`domain::people::Customer`].
    pub name: String,
    /// See [`domain::people::Customer`].
    pub phone: Option<String>,
    /// See [`domain::people::Customer`].
    pub email: Option<String>,
    /// See [`domain::people::Customer`].
    pub notes: Option<String>,
}

/// A vehicle to save; absent id: a new one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VehicleDraft {
    /// Which to change.
    pub id: Option<VehicleId>,
    /// See [`domain::people::Vehicle`]; the VIN as typed.
    pub vin: Option<String>,
    /// Its owner.
    pub customer: CustomerId,
    /// Model year.
    pub year: Option<u16>,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Trim.
    pub trim: Option<String>,
    /// Plate.
    pub plate: Option<String>,
    /// Odometer.
    pub odometer: Option<u32>,
}

/// A member of staff to save; absent id: a new one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffDraft {
    /// Whom to change.
    pub id: Option<StaffId>,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// New PIN hash; absent: the PIN stays.
    pub pin_hash: Option<String>,
}

/// Everything the engine can be ordered to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Open a ticket.
    OpenTicket {
        customer: Option<CustomerId>,
        vehicle: Option<VehicleId>,
        odometer: Option<u32>,
        /// Whether it is to be an estimate.
        estimate: bool,
    },
    /// Do something to a ticket.
    Ticket {
        ticket: TicketId,
        command: TicketCommand,
    },
    /// A card payment took a step: said by the payment driver, before or after its call.
    StepCard {
        ticket: TicketId,
        payment: PaymentId,
        step: CardStep,
    },
    /// Add or change parts.
    ImportParts { rows: Vec<PartRow> },
    /// Take in rows of another program's file.
    Import(ImportBatch),
    /// Correct the stock of a part.
    AdjustStock {
        part: PartId,
        quantity: Quantity,
        reason: String,
    },
    /// Add or change a customer.
    SaveCustomer(CustomerDraft),
    /// Add or change a vehicle.
    SaveVehicle(VehicleDraft),
    /// Add or change a member of staff.
    SaveStaff(StaffDraft),
    /// Add the first person, an owner, to a shop where nobody can sign in yet.
    SetUpOwner { name: String, pin_hash: String },
    /// Open the drawer without a sale.
    OpenDrawer { reason: String },
    /// Print what an outside program sent.
    PrintDocument {
        device: Option<DeviceName>,
        body: String,
    },
    /// Try a failed job again.
    RetryJob { job: JobId },
    /// A job is about to be sent: said by the spool, before the first byte.
    StartJob { job: JobId },
    /// A job has an outcome: said by the spool.
    SettleJob { job: JobId, outcome: JobOutcome },
}

/// Takes an order's answer, once.
pub type Answerer = Box<dyn FnOnce(Answer) + Send>;

/// Who gives an order, and what they may do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// Their role; a program acts with the role that its token was given.
    pub role: Role,
    /// Who stands in for what they may not do.
    pub approver: Option<Approver>,
}

impl By {
    /// The daemon itself, which may do everything it was built to do.
    #[must_use]
    pub const fn daemon() -> Self {
        Self {
            actor: Actor::Daemon,
            role: Role::Owner,
            approver: None,
        }
    }
}

/// A command with who gives it and how to answer.
pub struct Order {
    /// The client's idempotency key, already scoped to the client, with the digest of what it asks for. The daemon's own
    /// orders have none: they are guarded by state.
    pub key: Option<(String, [u8; 16])>,
    /// Who gives it.
    pub by: By,
    /// What to do.
    pub command: Command,
    /// Is called once, on the engine's thread, after the outcome is durable. It must not block.
    pub answer: Answerer,
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Order")
            .field("key", &self.key)
            .field("command", &self.command)
            .finish_non_exhaustive()
    }
}

/// What an order brought about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The journal's head after the order; resume events from here.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// What happened.
    pub records: Vec<std::sync::Arc<Recorded>>,
    /// The ticket after it, if the order was to one.
    pub ticket: Option<std::sync::Arc<Ticket>>,
    /// The rows of an import that were not taken. The journal does not keep them: when the answer is given again they are
    /// worked out again.
    pub refused: Vec<RowRefusal>,
}

/// The engine's answer.
pub type Answer = Result<Outcome, EngineError>;

/// Why an order was not carried out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EngineError {
    /// A rule of the shop says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store said no; nothing happened, and the same key may be sent again.
    #[error(transparent)]
    Store(std::sync::Arc<StoreError>),
    /// The queue is full; nothing happened.
    #[error("too many orders are waiting")]
    Busy,
    /// The daemon is stopping; nothing happened.
    #[error("the daemon is stopping")]
    Stopping,
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        Self::Store(std::sync::Arc::new(error))
    }
}
