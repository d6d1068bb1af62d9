//! What the engine can be ordered to do, and what it answers.

pub mod buying;
mod people;

use std::collections::BTreeMap;

use domain::canned::CannedJob;
use domain::catalog::Part;
use domain::core_charge::{CoreGrade, CoreOrder};
use domain::count::{CountRules, CountScope};
use domain::ctx::Approver;
use domain::ids::{
    CannedJobId, CoreId, CountId, CustomerId, DeviceName, DrawerOpeningId, JobId, LineId, PartId,
    PaymentId, StaffId, TicketId, TicketJobId, TransferId, VehicleId,
};
use domain::job::{JobOutcome, PaperKind};
use domain::money::{Quantity, UnitPrice};
use domain::people::Role;
use domain::policy::Policy;
use domain::stock::move_reason::ReturnTo;
use domain::ticket::{CardStep, JobDraft, LineDraft, PartCondition, Ticket, TicketOrder};
use domain::till::{DropTo, Pieces};
use domain::transfer::{Moved, TransferDraft};
use domain::{Actor, Money, Refusal};
use uuid::Uuid;

pub(crate) use people::shares;
pub use people::{
    AccountCommand, CustomerCommand, CustomerDraft, PlanCommand, PlanTerms, TenderDraft,
    VehicleCommand, VehicleDraft,
};

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
    /// See [`domain::ticket::TicketOrder::AddReturnWithoutReceipt`].
    AddReturnWithoutReceipt(Box<NoReceiptOrder>),
    /// See [`domain::ticket::TicketOrder::AddCoreReturn`].
    AddCoreReturn(Box<CoreReturnOrder>),
    /// A job kept ready, with its lines, for a vehicle of these attributes.
    AddCanned {
        canned: CannedJobId,
        attributes: BTreeMap<String, Quantity>,
    },
    /// See [`domain::ticket::TicketOrder::Refund`].
    Refund { amount: Option<i64>, to: RefundWay },
    /// Proposes work again that was declined on an earlier ticket of this vehicle.
    AddDeferred {
        draft: Box<JobDraft>,
        /// The job as it was first proposed.
        job: TicketJobId,
    },
    /// Clocks a technician on; they are clocked off elsewhere by themselves, never twice on.
    ClockOn { job: TicketJobId, staff: StaffId },
    /// An order that names nothing to be looked up.
    Plain(Box<TicketOrder>),
}

/// Goods without a receipt, before the part has been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoReceiptOrder {
    /// What they are.
    pub part: PartRef,
    /// How many.
    pub quantity: Quantity,
    /// What becomes of them.
    pub destination: ReturnTo,
    /// Their serial numbers.
    pub serials: Vec<String>,
    /// Why they come back.
    pub reason: String,
    /// What the person showed of themselves.
    pub shown: String,
    /// See [`crate::no_receipt::lowest_price`].
    pub lowest: Option<UnitPrice>,
    /// See [`crate::no_receipt::brought_back`].
    pub before: Option<Money>,
}

/// Old parts to take back, before they have been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoreReturnOrder {
    /// What they are the old parts of.
    pub of: CoreRef,
    /// How many.
    pub quantity: Quantity,
    /// In what condition.
    pub grade: CoreGrade,
    /// What the supplier will credit for one, when it is not what goes back to the customer.
    pub value: Option<UnitPrice>,
}

/// What old parts are the old parts of, as an order names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CoreRef {
    /// A sale in the core ledger.
    Sold(CoreId),
    /// A part; no sale is known.
    Without(PartRef),
}

/// An order to one transfer, before stock and costs have been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TransferCommand {
    /// Let goods leave; all that was asked for and has not left when empty.
    Send(Vec<Moved>),
    /// Take goods in; all that is on its way when empty.
    Receive(Vec<Moved>),
    /// Say that nothing more will come, and why when something is missing.
    Close {
        /// Why.
        reason: Option<String>,
    },
    /// Give it up before anything left.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// An order to one count, before stock and costs have been looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CountCommand {
    /// Put a part on the list that was found and is not on it.
    Add {
        /// Which.
        part: PartRef,
    },
    /// Write down what was counted.
    Tally {
        /// Of which part.
        part: PartRef,
        /// How many lie there.
        counted: Quantity,
        /// Whether they come on top of what was counted before.
        more: bool,
    },
    /// Have parts counted again.
    Recount {
        /// Which.
        parts: Vec<PartId>,
    },
    /// Approve the differences and post them.
    Post {
        /// Whether parts that nobody counted stay as the books have them.
        leave_uncounted: bool,
    },
    /// Give it up.
    Cancel {
        /// Why.
        reason: String,
    },
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

/// An order to the till of this counter, before its open session has been looked up. Amounts in minor units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TillCommand {
    /// Opens a session.
    Open {
        /// What lies in the drawer; what the last session left when neither this nor pieces are said.
        float: Option<i64>,
        /// The same, counted.
        pieces: Option<Pieces>,
        /// Why it is not what the last session left.
        reason: Option<String>,
        /// Who answers for the drawer.
        keeper: Option<StaffId>,
    },
    /// See [`domain::till::TillOrder::PayIn`].
    PayIn {
        amount: i64,
        reason: String,
        category: Option<String>,
    },
    /// See [`domain::till::TillOrder::PayOut`].
    PayOut {
        amount: i64,
        reason: String,
        category: Option<String>,
    },
    /// See [`domain::till::TillOrder::Drop`].
    Drop {
        amount: i64,
        to: DropTo,
        reference: Option<String>,
    },
    /// See [`domain::till::TillOrder::Count`].
    Count { pieces: Pieces },
    /// See [`domain::till::TillOrder::Close`].
    Close {
        reason: Option<String>,
        left: Option<Pieces>,
        reference: Option<String>,
    },
    /// Prints the figures as they are.
    PrintX,
}

/// A row of a parts import: the part (its id is replaced when the number is known already) and what is on the shelf.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartRow {
    /// The part; `id` is ignored.
    pub part: Part,
    /// How many are on hand now; the difference to the books becomes a movement. Absent: not counted.
    pub on_hand: Option<Quantity>,
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
    /// Buy, or keep what is known of those who sell.
    Buy(Box<buying::BuyCommand>),
    /// Correct the stock of a part.
    AdjustStock {
        part: PartId,
        quantity: Quantity,
        reason: String,
    },
    /// Do something to a customer.
    Customer(CustomerCommand),
    /// Do something to a vehicle.
    Vehicle(VehicleCommand),
    /// Do something to an installment plan.
    Plan(PlanCommand),
    /// Set rules of the shop.
    SetPolicy(Box<Policy>),
    /// Make or change a canned job.
    SaveCanned {
        id: Option<CannedJobId>,
        job: Box<CannedJob>,
    },
    /// Offer a canned job no more.
    RetireCanned(CannedJobId),
    /// Do something with old parts away from the counter.
    Core { core: CoreId, order: CoreOrder },
    /// Keep the deposits of all old parts whose day has passed, oldest first, up to a bound.
    ForfeitCores,
    /// Ask for a transfer.
    OpenTransfer(TransferDraft),
    /// Do something to a transfer.
    Transfer {
        transfer: TransferId,
        command: TransferCommand,
    },
    /// Begin a count.
    OpenCount {
        scope: CountScope,
        rules: CountRules,
    },
    /// Do something to a count.
    Count {
        count: CountId,
        command: CountCommand,
    },
    /// Add or change a member of staff.
    SaveStaff(StaffDraft),
    /// Add the first person, an owner, to a shop where nobody can sign in yet.
    SetUpOwner { name: String, pin_hash: String },
    /// Open the drawer without a sale.
    OpenDrawer {
        /// Which; the counter's own when absent.
        device: Option<DeviceName>,
        reason: String,
    },
    /// A drawer's sensor told something: said by the spool.
    NoteDrawer(DrawerNote),
    /// Print what an outside program sent.
    PrintDocument {
        device: Option<DeviceName>,
        body: String,
    },
    /// Do something with this counter's till.
    Till(TillCommand),
    /// Print a paper of something the shop keeps.
    PrintPaper {
        /// Which printer; the receipt printer when absent.
        device: Option<DeviceName>,
        what: PaperKind,
        /// Of what.
        id: Uuid,
    },
    /// Try a failed job again.
    RetryJob { job: JobId },
    /// Take a job back that has not begun.
    CancelJob { job: JobId },
    /// Say what became of a job whose device could not tell.
    ResolveJob {
        job: JobId,
        /// Whether the whole of it was done.
        done: bool,
    },
    /// Print what a job printed once more, marked as a copy.
    ReprintJob {
        job: JobId,
        /// Which printer; the job's own when absent.
        device: Option<DeviceName>,
    },
    /// A job is about to be sent: said by the spool, before the first byte.
    StartJob { job: JobId },
    /// A job has an outcome: said by the spool.
    SettleJob { job: JobId, outcome: JobOutcome },
}

/// What a drawer's sensor told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawerNote {
    /// It came open.
    Opened {
        device: DeviceName,
        /// The order that opened it.
        job: Option<JobId>,
    },
    /// It has stood open too long.
    LeftOpen { opening: DrawerOpeningId },
    /// It was shut.
    Closed { opening: DrawerOpeningId },
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
