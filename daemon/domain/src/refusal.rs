//! Why an order was not carried out: answers to a person, not failures of the machine.
//!
//! Each has a code that is never reused. The message says what is the matter; the words for what to do next
//! live at the edge, beside the code.

use crate::ids::{
    CannedJobId, CoreId, CountId, CustomerId, JobId, LineId, PartId, PaymentId, PurchaseId,
    StaffId, SupplierId, SupplierPartId, SupplierReturnId, TicketId, TicketJobId, TransferId,
    VehicleId,
};
use crate::money::{Money, MoneyError, NumberError, Quantity};

/// A reason to refuse an order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket is paid; its lines stand.
    #[error("the ticket is already paid")]
    TicketPaid(TicketId),
    /// The ticket was voided.
    #[error("the ticket was voided")]
    TicketVoided(TicketId),
    /// The ticket is still open where a paid one is needed.
    #[error("the ticket is not paid yet")]
    TicketNotPaid(TicketId),
    /// There is nothing on the ticket.
    #[error("the ticket has no lines")]
    TicketEmpty(TicketId),
    /// No line may be added: a ticket holds at most [`crate::ticket::LINES_MAX`].
    #[error(
        "the ticket is full: it holds at most {} lines",
        crate::ticket::LINES_MAX
    )]
    TicketFull(TicketId),
    /// Money has been taken, so this would change what was paid for.
    #[error("money has already been taken on this ticket")]
    TicketHasMoney(TicketId),
    /// A card is being charged right now.
    #[error("a card payment is under way on this ticket")]
    PaymentInFlight(PaymentId),
    /// There is money left to pay.
    #[error("{0} is still due")]
    StillDue(Money),
    /// Nothing is left to pay.
    #[error("nothing is due on this ticket")]
    NothingDue(TicketId),
    /// A payment would take more than is due.
    #[error("{asked} is more than the {due} that is due")]
    MoreThanDue {
        /// What was asked for.
        asked: Money,
        /// What is due.
        due: Money,
    },
    /// The customer handed over less than the cash part of the payment.
    #[error("{tendered} is less than the {amount} to be paid in cash")]
    TenderedTooLittle {
        /// What was handed over.
        tendered: Money,
        /// What it should cover.
        amount: Money,
    },
    /// The amount must be more than zero.
    #[error("the amount must be more than zero")]
    AmountNotPositive,
    /// More cash than anyone hands over a counter: a slip of the keys.
    #[error("{0} in cash is more than this counter takes")]
    TenderedTooMuch(Money),
    /// The tax rule did not answer, so the total is not known.
    #[error("the tax could not be worked out: {0}")]
    TaxUnknown(String),
    /// The tax rule's answer makes no sense.
    #[error("the tax rule gave an answer that cannot be right: {0}")]
    TaxAnswerWrong(&'static str),
    /// Quantities on a line must be more than zero.
    #[error("the quantity must be more than zero")]
    QuantityNotPositive,
    /// A number broke its bounds.
    #[error("{field}: {source}")]
    Number {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        source: NumberError,
    },
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
    /// A required text is missing.
    #[error("{field} is empty")]
    TextEmpty {
        /// Which field.
        field: &'static str,
    },
    /// A text is too long.
    #[error("{field} is longer than {len_max} characters")]
    TextTooLong {
        /// Which field.
        field: &'static str,
        /// The most characters it may have.
        len_max: usize,
    },
    /// A text holds what looks like a card number, which may never be kept.
    #[error("{field} seems to hold a payment card number")]
    CardNumberInText {
        /// Which field.
        field: &'static str,
    },
    /// The shop takes nothing back without a receipt.
    #[error("goods are not taken back without a receipt")]
    NoReceiptNotTaken,
    /// The shop did not sell the goods in the days whose lowest price counts.
    #[error("this part was not sold in the last {0} days")]
    NotSoldOfLate(u16),
    /// A customer brings back more without receipts than the shop takes.
    #[error("without receipts this customer may bring back {max} in all, and brought {before}")]
    TooMuchWithoutReceipt {
        /// The most, in major units.
        max: rust_decimal::Decimal,
        /// What is back already, on this ticket too.
        before: Money,
    },
    /// A ticket with goods without a receipt stays with whoever brought them.
    #[error("goods without a receipt are on this ticket, so it stays with its customer")]
    KeepsCustomer,
    /// What goods without a receipt bring, and what came as store credit, is never paid out.
    #[error("{credit} of this can only become store credit")]
    CreditOnly {
        /// How much of what is owed.
        credit: Money,
    },
    /// The VIN cannot be one.
    #[error("the VIN is not valid: {0}")]
    Vin(#[from] crate::vin::VinFault),
    /// No ticket has this id.
    #[error("no such ticket")]
    NoSuchTicket(TicketId),
    /// No line of the ticket has this id.
    #[error("no such line on this ticket")]
    NoSuchLine(LineId),
    /// No part has this id.
    #[error("no such part")]
    NoSuchPart(PartId),
    /// No part has this number or barcode.
    #[error("no part has the number or barcode `{0}`")]
    NoSuchCode(String),
    /// Several parts answer to a number.
    #[error("`{code}` fits {count} parts")]
    CodeAmbiguous {
        /// The number that was looked up.
        code: String,
        /// How many parts have it.
        count: usize,
    },
    /// No customer has this id.
    #[error("no such customer")]
    NoSuchCustomer(CustomerId),
    /// No vehicle has this id.
    #[error("no such vehicle")]
    NoSuchVehicle(VehicleId),
    /// The vehicle belongs to someone else.
    #[error("the vehicle belongs to another customer")]
    VehicleOfAnother(VehicleId),
    /// Another vehicle has this VIN.
    #[error("a vehicle with this VIN is already on file")]
    VinTaken(VehicleId),
    /// No payment of the ticket has this id.
    #[error("no such payment on this ticket")]
    NoSuchPayment(PaymentId),
    /// The payment is past the point where this can be done.
    #[error("the payment is already settled")]
    PaymentSettled(PaymentId),
    /// No one here has this id.
    #[error("no such member of staff")]
    NoSuchStaff(StaffId),
    /// No job has this id.
    #[error("no such job")]
    NoSuchJob(JobId),
    /// The job did not fail, so it is not tried again.
    #[error("only a failed job can be retried")]
    JobNotFailed(JobId),
    /// The device has told what became of the job, or is still to tell.
    #[error("only a job whose outcome nobody knows can be settled by hand")]
    JobNotUnknown(JobId),
    /// There is nothing on paper that could be printed once more.
    #[error("this job has printed nothing that could be printed again")]
    JobNotPrinted(JobId),
    /// The job has taken another turn already.
    #[error("the job is not in a state where that can happen")]
    JobState(JobId),
    /// The shop has no device for this.
    #[error("no {0} is set up at this counter")]
    NoDevice(&'static str),
    /// The shop has someone who can sign in.
    #[error("the shop is already set up")]
    AlreadySetUp,
    /// No job of the ticket has this id.
    #[error("no such job on this ticket")]
    NoSuchTicketJob(TicketJobId),
    /// The customer has decided on the job, or someone has worked on it.
    #[error("the job has been decided on or worked on")]
    JobDecided(TicketJobId),
    /// The customer declined the job.
    #[error("the customer declined this job")]
    JobDeclined(TicketJobId),
    /// Parts were bought for the ticket and are neither billed on it nor stocked nor sent back; which, in words.
    #[error("bought for this ticket and not accounted for: {0}")]
    PartsLeft(String),
    /// Someone is clocked on the job.
    #[error("someone is still clocked on a job")]
    JobClocked(TicketJobId),
    /// The technician is clocked on to a job already.
    #[error("the technician is clocked on to another job")]
    ClockedElsewhere(TicketId),
    /// The technician is not clocked on to the job.
    #[error("the technician is not clocked on to this job")]
    NotClockedOn(TicketJobId),
    /// The time lies before the start or in the future.
    #[error("the time lies before the technician began or in the future")]
    ClockTime,
    /// Nothing waits for the customer's decision.
    #[error("no job waits for a decision")]
    NothingToDecide(TicketId),
    /// Nothing was approved.
    #[error("the customer has approved nothing yet")]
    NothingApproved(TicketId),
    /// The estimate holds no longer.
    #[error("the estimate expired on {0}")]
    EstimateExpired(jiff::civil::Date),
    /// That cannot be done with this kind of paper.
    #[error("that cannot be done while the ticket is a {0}")]
    WrongStage(&'static str),
    /// The shop has no such status.
    #[error("the status is none of: {0}")]
    NoSuchStatus(String),
    /// The work has grown beyond what was allowed.
    #[error("the customer allowed {allowed} and the work has come to {now}")]
    NeedsAuthorization {
        /// What was allowed.
        allowed: Money,
        /// What it comes to.
        now: Money,
    },
    /// The odometer went backwards.
    #[error("the odometer cannot go out at {after} when it came in at {before}")]
    OdometerBack {
        /// Coming in.
        before: u32,
        /// Going out.
        after: u32,
    },
    /// The role may not do this alone.
    #[error("{0} needs someone who may")]
    NeedsApproval(String),
    /// A returned line stands as it was sold.
    #[error("a returned line cannot be changed or returned again")]
    ReturnStands(LineId),
    /// A core deposit follows its part.
    #[error("the core deposit follows its part")]
    CoreFollowsPart(LineId),
    /// More would come back than was sold and is not back already.
    #[error("{asked} is more than the {left} that can still come back")]
    MoreThanSold {
        /// How many were to come back.
        asked: Quantity,
        /// How many can.
        left: Quantity,
    },
    /// The serial number is not of this sale.
    #[error("the serial number `{0}` was not sold on this line")]
    SerialNotSold(String),
    /// A serial number stands twice.
    #[error("the serial number `{0}` is there twice")]
    SerialTwice(String),
    /// Too many serial numbers.
    #[error("a line holds at most {0} serial numbers")]
    TooManySerials(usize),
    /// The ticket owes the customer nothing.
    #[error("nothing is owed to the customer on this ticket")]
    NothingOwed(TicketId),
    /// More would be given back than is owed.
    #[error("{asked} is more than the {owed} that is owed to the customer")]
    MoreThanOwed {
        /// What was to be given back.
        asked: Money,
        /// What is owed.
        owed: Money,
    },
    /// More would be given back than the payment brought.
    #[error("{asked} is more than the {left} left of that payment")]
    MoreThanPaid {
        /// What was to be given back.
        asked: Money,
        /// What is left of it.
        left: Money,
    },
    /// The sale is not of today.
    #[error("only a sale of today can be undone")]
    NotToday,
    /// The sale cannot be undone.
    #[error("the sale was paid by card, or something of it came back already")]
    CannotReverse(TicketId),
    /// The ticket has no customer.
    #[error("the ticket has no customer")]
    NoCustomer(TicketId),
    /// The customer has no house account.
    #[error("the customer has no house account")]
    NoAccount,
    /// The account may not be used for now.
    #[error("the account is on hold: {0}")]
    AccountOnHold(String),
    /// The account would go over its limit.
    #[error("the account would owe {after} and its limit is {limit}")]
    AccountLimit {
        /// The most that may be owed.
        limit: Money,
        /// What would be.
        after: Money,
    },
    /// The account's charges need the customer's order number.
    #[error("this account needs the customer's order number")]
    PoNumberMissing,
    /// There is less store credit than that.
    #[error("{asked} is more than the {left} of store credit")]
    CreditTooSmall {
        /// What was to be used.
        asked: Money,
        /// What there is.
        left: Money,
    },
    /// No session of the till is open.
    #[error("the till is closed")]
    TillClosed,
    /// A date does not fit the calendar.
    #[error("the date is out of range")]
    DateOutOfRange,
    /// A list is too long.
    #[error("the list has more than {0} entries")]
    ListTooLong(usize),
    /// Minimum, maximum and pack do not fit together.
    #[error("the reorder point needs 0 <= minimum <= maximum and a pack above zero")]
    ReorderBounds,
    /// A discount is not right.
    #[error("{0}")]
    Discount(#[from] crate::discount::DiscountRefusal),
    /// The record of who allowed the work is not right.
    #[error("{0}")]
    Authorization(#[from] crate::authorization::AuthorizationRefusal),
    /// A fee or supplies rule is not right.
    #[error("{0}")]
    Charge(#[from] crate::charges::ChargeRefusal),
    /// There is no price, or it is out of bounds.
    #[error("{0}")]
    Pricing(#[from] crate::pricing::PricingRefusal),
    /// A cost does not fit.
    #[error("{0}")]
    Cost(#[from] crate::stock::cost::CostRefusal),
    /// No supplier has this id.
    #[error("no such supplier")]
    NoSuchSupplier(SupplierId),
    /// No offer of a supplier has this id.
    #[error("no such offer of a supplier")]
    NoSuchSupplierPart(SupplierPartId),
    /// No purchase has this id.
    #[error("no such purchase")]
    NoSuchPurchase(PurchaseId),
    /// No return to a supplier has this id.
    #[error("no such return to a supplier")]
    NoSuchReturn(SupplierReturnId),
    /// A supplier cannot be saved like that.
    #[error(transparent)]
    Supplier(#[from] crate::supplier::SupplierRefusal),
    /// A purchase does not allow it.
    #[error(transparent)]
    Purchase(#[from] crate::purchase::PurchaseRefusal),
    /// A return to a supplier does not allow it.
    #[error(transparent)]
    SupplierReturn(#[from] crate::supplier_return::SupplierReturnRefusal),
    /// What to order cannot be worked out.
    #[error(transparent)]
    Reorder(#[from] crate::stock::reorder::ReorderRefusal),
    /// The books do not balance.
    #[error("{0}")]
    Ledger(#[from] crate::ledger::LedgerError),
    /// An order about a customer was refused.
    #[error("{0}")]
    Customer(#[from] crate::people::CustomerRefusal),
    /// An order about a vehicle was refused.
    #[error("{0}")]
    Vehicle(#[from] crate::people::VehicleRefusal),
    /// An order about an installment plan was refused.
    #[error("{0}")]
    Plan(#[from] crate::plan::PlanRefusal),
    /// No canned job has this id.
    #[error("no such canned job")]
    NoSuchCanned(CannedJobId),
    /// No core has this id.
    #[error("no such core")]
    NoSuchCore(CoreId),
    /// No count has this id.
    #[error("no such count")]
    NoSuchCount(CountId),
    /// No transfer has this id.
    #[error("no such transfer")]
    NoSuchTransfer(TransferId),
    /// Nothing was done with a canned job.
    #[error("{0}")]
    Canned(#[from] crate::canned::CannedRefusal),
    /// Nothing was done with an old part.
    #[error("{0}")]
    Core(#[from] crate::core_charge::CoreRefusal),
    /// Nothing was done with a count.
    #[error("{0}")]
    Count(#[from] crate::count::CountRefusal),
    /// A policy was not set.
    #[error("{0}")]
    Policy(#[from] crate::policy::PolicyRefusal),
    /// Nothing was done with a transfer.
    #[error("{0}")]
    Transfer(#[from] crate::transfer::TransferRefusal),
    /// The till says no.
    #[error("{0}")]
    Till(#[from] crate::till::TillRefusal),
    /// There is no such session of the till.
    #[error("there is no such session of the till")]
    NoSuchTill(crate::ids::TillId),
    /// There is nothing of this id that such a paper could be made of.
    #[error("there is nothing to make a {} of", .0.code())]
    NoSuchPaper(crate::job::PaperKind),
    /// A PIN must be 4 to 8 digits.
    #[error("a PIN is 4 to 8 digits")]
    PinShape,
    /// The person may not do this.
    #[error("your role may not do this")]
    RoleForbids,
    /// The same key came with another order.
    #[error("this key was used for another order")]
    KeyReused,
    /// Nothing to import, or too much at once.
    #[error("an import holds 1 to {0} rows")]
    ImportSize(usize),
    /// A row of a file names what cannot be taken as it stands.
    #[error("{0}")]
    Import(#[from] crate::import::ImportRefusal),
    /// A row of an import is not right.
    #[error("row {row}: {reason}")]
    ImportRow {
        /// Which row, from 1.
        row: usize,
        /// What is wrong.
        reason: Box<Refusal>,
    },
}

impl Refusal {
    /// Names the field that a number came in.
    pub fn number(field: &'static str) -> impl Fn(NumberError) -> Self {
        move |source| Self::Number { field, source }
    }
}
