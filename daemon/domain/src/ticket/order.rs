//! What can be asked of a ticket.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::authorization::Channel;
use crate::catalog::Part;
use crate::core_charge::{Core, CoreGrade};
use crate::ctx::Timestamp;
use crate::discount::Discount;
use crate::ids::{
    CannedJobId, CoreId, CustomerId, LineId, PartId, PaymentId, PlanId, PurchaseId, StaffId,
    SupplierId, TicketId, TicketJobId, TillId, VehicleId,
};
use crate::money::{Money, Quantity, UnitPrice};
use crate::stock::cost::CostState;
use crate::stock::move_reason::ReturnTo;
use crate::tax::TaxClass;

use super::event::Plan;
use super::line::{Component, LineOrigin, PartCondition, PayType, Warranty};
use super::payment::{LinkStep, RefundStep};
use super::state::Ticket;

/// What the engine knows of other things when it gives an order to a ticket.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// What the customer may pay with.
    pub customer: Option<Standing>,
    /// What the parts on the ticket cost the shop now; needed when stock moves.
    pub costs: BTreeMap<PartId, CostState>,
    /// The open session of the drawer.
    pub till: Option<TillId>,
    /// The job that the technician is clocked on to elsewhere.
    pub clocked_on: Option<(TicketId, TicketJobId)>,
    /// The core ledger's entries of old parts that the ticket takes back without the sale being its own; needed when it
    /// closes.
    pub cores: BTreeMap<CoreId, Core>,
}

/// What a customer may pay with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Store credit left.
    pub credit: Money,
    /// Their house account.
    pub account: Option<AccountStanding>,
}

/// How a house account stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountStanding {
    /// What is owed on it.
    pub balance: Money,
    /// The most that may be owed.
    pub limit: Option<Money>,
    /// Why nothing may be put on it for now.
    pub hold: Option<String>,
    /// Days until a charge is due.
    pub terms_days: u16,
    /// Whether every charge needs the number of the customer's own order.
    pub po_required: bool,
}

/// What all lines have in common when they are added.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineDraft {
    /// The job it belongs to.
    pub job: Option<TicketJobId>,
    /// Who pays.
    pub pay: PayType,
    /// How it came here.
    pub origin: LineOrigin,
    /// Why it costs what it costs.
    pub priced_by: Option<String>,
}

/// A part to sell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartDraft {
    /// The part as the catalog knows it now.
    pub part: Box<Part>,
    /// How many.
    pub quantity: Quantity,
    /// What the price book asks for one.
    pub book_price: UnitPrice,
    /// A price other than the book's.
    pub unit_price: Option<UnitPrice>,
    /// Its condition.
    pub condition: PartCondition,
    /// Serial numbers or tire identification numbers.
    pub serials: Vec<String>,
    /// What it is made of, when it is a kit.
    pub components: Vec<Component>,
    /// Whether the old part is handed over with the sale.
    pub core_in_hand: bool,
    /// How long the shop stands for it.
    pub warranty: Option<Warranty>,
}

/// Labor to sell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaborDraft {
    /// What is done.
    pub description: String,
    /// How long.
    pub hours: Quantity,
    /// What an hour costs by the shop's rates.
    pub book_rate: UnitPrice,
    /// A rate other than that.
    pub rate: Option<UnitPrice>,
    /// The name of the shop's rate.
    pub rate_name: Option<String>,
    /// Who does it.
    pub technician: Option<StaffId>,
    /// Whether it is finding out.
    pub diagnostic: bool,
}

/// Work of another firm to sell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SubletDraft {
    /// What is done.
    pub description: String,
    /// Which firm.
    pub supplier: Option<SupplierId>,
    /// What it asks.
    pub cost: UnitPrice,
    /// What the customer pays.
    pub price: UnitPrice,
    /// The order to it.
    pub purchase: Option<PurchaseId>,
    /// Whether it is labor rather than goods.
    pub labor: bool,
}

/// What is to be changed of a line; absent fields stay.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineChange {
    /// How many.
    pub quantity: Option<Quantity>,
    /// The price of one.
    pub unit_price: Option<UnitPrice>,
    /// What it says.
    pub description: Option<String>,
    /// What is taken off, or nothing any more.
    pub discount: Option<Option<Discount>>,
    /// Who pays.
    pub pay: Option<PayType>,
    /// Which job it belongs to, or none any more.
    pub job: Option<Option<TicketJobId>>,
    /// Its serial numbers.
    pub serials: Option<Vec<String>>,
    /// Who does the labor.
    pub technician: Option<StaffId>,
    /// The deposit on the part's old one, for a line that is taken off warranty: it is owed then.
    pub deposit: Option<UnitPrice>,
}

/// A job to add.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JobDraft {
    /// What is to be done.
    pub title: String,
    /// What the customer complains of.
    pub note: Option<String>,
    /// The canned job it is made from.
    pub canned: Option<CannedJobId>,
    /// How it came here.
    pub origin: LineOrigin,
    /// Who does it.
    pub technician: Option<StaffId>,
    /// Why earlier work came back.
    pub comeback: Option<String>,
    /// The job that was declined on an earlier ticket and is proposed again.
    pub from_deferral: Option<(TicketId, TicketJobId)>,
}

/// What is to be changed of a job; absent fields stay.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JobChange {
    /// What is to be done.
    pub title: Option<String>,
    /// What the customer complains of, or nothing any more.
    pub note: Option<Option<String>>,
    /// Who does it, or nobody yet.
    pub technician: Option<Option<StaffId>>,
    /// What is taken off, or nothing any more.
    pub discount: Option<Option<Discount>>,
    /// Whether the work is done.
    pub done: Option<bool>,
}

/// What a customer said to jobs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Yes.
    Approve {
        /// The person who allowed it.
        by: String,
        /// Through what.
        channel: Channel,
        /// The most each job may come to before tax; what it comes to now when absent.
        limit: Option<Money>,
        /// The number called or the address written to.
        contact: Option<String>,
        /// What it was about, in the words used.
        note: Option<String>,
        /// Who took the answer, where a program tells; a person who is signed in is the one who took it.
        taken_by: Option<StaffId>,
    },
    /// No, or not now.
    Decline {
        /// Why.
        reason: String,
        /// When to ask again.
        follow_up: Option<Date>,
    },
}

/// Goods that come back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnDraft {
    /// The ticket they were sold on, as it stands.
    pub sold_on: Box<Ticket>,
    /// Its line.
    pub line: LineId,
    /// How many come back.
    pub quantity: Quantity,
    /// What becomes of them.
    pub destination: ReturnTo,
    /// The serial numbers that come back.
    pub serials: Vec<String>,
    /// A fee kept, in minor units.
    pub restocking: i64,
    /// The core ledger's entries of the deposits that were sold with them.
    pub cores: BTreeMap<CoreId, Core>,
}

/// Goods that come back without a receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoReceiptDraft {
    /// What they are.
    pub part: Box<Part>,
    /// How many come back.
    pub quantity: Quantity,
    /// What becomes of them.
    pub destination: ReturnTo,
    /// The serial numbers that come back.
    pub serials: Vec<String>,
    /// Why they come back.
    pub reason: String,
    /// What the person showed of themselves, such as a driving licence.
    pub shown: String,
    /// The lowest price of one at which they were sold of late; none when they were not.
    pub lowest: Option<UnitPrice>,
    /// What this customer brought back without a receipt of late, on other tickets.
    pub before: Money,
}

/// Old parts brought over the counter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoreBackDraft {
    /// What they are the old parts of.
    pub of: CoreBack,
    /// How many, above zero.
    pub quantity: Quantity,
    /// In what condition.
    pub grade: CoreGrade,
    /// What the supplier will credit for one, when it is not what goes back to the customer.
    pub value: Option<UnitPrice>,
}

/// What old parts are the old parts of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CoreBack {
    /// A sale that the ledger knows.
    Sold(Box<Core>),
    /// A part in the catalog; no sale is known, and not everyone may take them.
    Without(Box<Part>),
}

/// How money is given back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RefundTo {
    /// The way it came, by a payment of this ticket or of the one the goods were sold on.
    Original {
        /// The ticket it was paid on, when it is another.
        ticket: Option<Box<Ticket>>,
        /// The payment.
        payment: PaymentId,
    },
    /// Cash.
    Cash,
    /// Store credit.
    StoreCredit,
}

/// An order to an existing ticket. Whatever it names has been looked up by the time the domain sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TicketOrder {
    /// Put a customer, vehicle or odometer reading on it.
    Attach {
        /// The customer.
        customer: Option<CustomerId>,
        /// The vehicle.
        vehicle: Option<VehicleId>,
        /// The odometer.
        odometer: Option<u32>,
    },
    /// Take the customer or the vehicle off.
    Detach {
        /// Whether the customer goes, and the vehicle with them.
        customer: bool,
        /// Whether the vehicle goes.
        vehicle: bool,
    },
    /// Say who looks after it and what was promised; absent fields stay.
    Plan(Plan),
    /// Make a quote of it.
    MakeEstimate,
    /// Keep what the customer was shown as a revision.
    Present {
        /// The last day it holds; the shop's usual span when absent.
        expires: Option<Date>,
    },
    /// Record what the customer said to jobs.
    Decide {
        /// Which; all that wait when empty.
        jobs: Vec<TicketJobId>,
        /// What they said.
        decision: Decision,
    },
    /// Make a work order of what was approved.
    StartWork,
    /// Say how far the work is.
    SetStatus(String),
    /// Make an invoice of the work done.
    MakeInvoice {
        /// The odometer going out.
        odometer_out: Option<u32>,
    },
    /// Add a job.
    AddJob(JobDraft),
    /// Change a job.
    ChangeJob {
        /// Which.
        job: TicketJobId,
        /// What.
        change: Box<JobChange>,
    },
    /// Take a job off with its lines.
    RemoveJob(TicketJobId),
    /// A technician begins to work on a job.
    ClockOn {
        /// Which.
        job: TicketJobId,
        /// Who.
        staff: StaffId,
    },
    /// A technician stops.
    ClockOff {
        /// Which.
        job: TicketJobId,
        /// Who.
        staff: StaffId,
        /// When, if not now: their time was ended for them.
        at: Option<Timestamp>,
    },
    /// Sell a part.
    AddPart(Box<PartDraft>, LineDraft),
    /// Sell labor.
    AddLabor(Box<LaborDraft>, LineDraft),
    /// Sell another firm's work.
    AddSublet(Box<SubletDraft>, LineDraft),
    /// Add a fee.
    AddFee {
        /// What for.
        description: String,
        /// The class that tax rules know it by.
        class: TaxClass,
        /// How much.
        price: UnitPrice,
        /// The rest.
        draft: LineDraft,
    },
    /// Note a part that the customer brought.
    AddCustomerPart {
        /// What.
        description: String,
        /// How many.
        quantity: Quantity,
        /// The rest.
        draft: LineDraft,
    },
    /// Take goods back.
    AddReturn(Box<ReturnDraft>),
    /// Take goods back that nobody can show to have been sold here.
    AddReturnWithoutReceipt(Box<NoReceiptDraft>),
    /// Take old parts back that are brought after the sale, or without one.
    AddCoreReturn(Box<CoreBackDraft>),
    /// Change a line.
    ChangeLine {
        /// Which.
        line: LineId,
        /// What.
        change: Box<LineChange>,
    },
    /// Take a line off.
    RemoveLine {
        /// Which.
        line: LineId,
    },
    /// Take something off the whole ticket, or no longer.
    SetDiscount(Option<Discount>),
    /// Take cash.
    TakeCash {
        /// What is handed over, in minor units.
        tendered: i64,
        /// How much of the ticket it is to cover, in minor units; as much as it can when absent.
        amount: Option<i64>,
    },
    /// Ask a card reader for money.
    TakeCard {
        /// How much, in minor units; all that is due when absent.
        amount: Option<i64>,
    },
    /// Try a declined card payment again.
    RetryCard {
        /// Which.
        payment: PaymentId,
    },
    /// Call a card payment off.
    CancelCard {
        /// Which.
        payment: PaymentId,
    },
    /// Take a check.
    TakeCheck {
        /// Its number.
        number: String,
        /// How much; all that is due when absent.
        amount: Option<i64>,
    },
    /// Use the customer's store credit.
    TakeStoreCredit {
        /// How much; as much as there is, up to what is due, when absent.
        amount: Option<i64>,
    },
    /// Put it on the customer's house account.
    ChargeAccount {
        /// How much; all that is due when absent.
        amount: Option<i64>,
        /// The number of their own order.
        po_number: Option<String>,
    },
    /// Put it on an installment plan.
    ChargePlan {
        /// Which.
        plan: PlanId,
        /// How much.
        amount: i64,
    },
    /// Take a tender that someone else settles.
    TakeOther {
        /// Which kind.
        kind: String,
        /// Their reference.
        reference: String,
        /// How much; all that is due when absent.
        amount: Option<i64>,
    },
    /// Ask for a payment link.
    RequestLink {
        /// How much; all that is due when absent.
        amount: Option<i64>,
    },
    /// Say how far a payment link has come.
    StepLink {
        /// Which payment.
        payment: PaymentId,
        /// How far.
        step: LinkStep,
    },
    /// Give money back.
    Refund {
        /// How much, in minor units; all that is owed to the customer when absent.
        amount: Option<i64>,
        /// How.
        to: RefundTo,
    },
    /// Say how far a refund to a card has come.
    StepRefund {
        /// Which payment.
        payment: PaymentId,
        /// How far.
        step: RefundStep,
    },
    /// Close a ticket on which nothing is due.
    Close,
    /// Give the ticket up.
    Void {
        /// Why.
        reason: String,
    },
    /// Undo a sale of today.
    Reverse {
        /// Why.
        reason: String,
    },
    /// Print the receipt again, marked COPY.
    Reprint,
}
