//! Tickets and payments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{
    CustomerIdText, JobIdText, Key, LineIdText, Moment, PartIdText, PaymentIdText, PriceText,
    QuantityText, TicketIdText, VehicleIdText,
};

/// Opens a ticket.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// For whom; a vehicle brings its owner along.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// For which vehicle.
    #[serde(default)]
    pub vehicle_id: Option<VehicleIdText>,
    /// Its odometer now.
    #[serde(default)]
    pub odometer: Option<u32>,
}

/// Puts a customer, vehicle or odometer reading on a ticket.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketAttach")]
pub struct Attach {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// The customer.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// The vehicle.
    #[serde(default)]
    pub vehicle_id: Option<VehicleIdText>,
    /// The odometer.
    #[serde(default)]
    pub odometer: Option<u32>,
}

/// Sells a part: exactly one of `part_id` and `code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketAddPart")]
pub struct AddPart {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Which part, by id.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// Which part, by number in any spelling or by barcode.
    #[serde(default)]
    pub code: Option<String>,
    /// How many; one when absent.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
    /// A price other than the catalog's.
    #[serde(default)]
    pub unit_price: Option<PriceText>,
}

/// Sells labor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketAddLabor")]
pub struct AddLabor {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// What is done.
    pub description: String,
    /// How long.
    pub hours: QuantityText,
    /// A rate other than the shop's.
    #[serde(default)]
    pub rate: Option<PriceText>,
}

/// Changes how many of a line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketChangeQuantity")]
pub struct ChangeQuantity {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Which line.
    pub line_id: LineIdText,
    /// How many.
    pub quantity: QuantityText,
}

/// Takes a line off.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketRemoveLine")]
pub struct RemoveLine {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Which line.
    pub line_id: LineIdText,
}

/// Gives a ticket up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketVoid")]
pub struct Void {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Why.
    pub reason: String,
}

/// An order to a ticket that needs nothing else.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketOrder {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
}

/// Takes cash.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PaymentTakeCash")]
pub struct TakeCash {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// What was handed over, in minor units.
    pub tendered: i64,
    /// How much of the ticket it covers, in minor units; as much as it can when absent.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// Asks the card reader for money.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PaymentTakeCard")]
pub struct TakeCard {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// How much, in minor units; all that is due when absent.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// An order to one payment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentOrder {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Which payment.
    pub payment_id: PaymentIdText,
}

/// Asks for one ticket.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketGet")]
pub struct Get {
    /// Which.
    pub ticket_id: TicketIdText,
}

/// Asks for tickets, newest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketListQuery")]
pub struct List {
    /// Only those that stand so.
    #[serde(default)]
    pub status: Option<Status>,
    /// Only those whose number contains this.
    #[serde(default)]
    pub query: Option<String>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "TicketStatus")]
pub enum Status {
    Open,
    Paid,
    Voided,
}

/// An order to a ticket was carried out and is durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketAccepted")]
pub struct Accepted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The ticket right after it.
    pub ticket: Ticket,
    /// The line that was added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_id: Option<LineIdText>,
    /// The payment that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<PaymentIdText>,
    /// The device jobs that were asked for.
    pub job_ids: Vec<JobIdText>,
}

/// One ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketResult")]
pub struct GetResult {
    /// The ticket.
    pub ticket: Ticket,
    /// Journal cursor it was read at, or before.
    pub cursor: u64,
}

/// A ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Ticket {
    /// Id.
    pub id: TicketIdText,
    /// Number.
    pub number: String,
    /// Receipt number, once paid.
    pub receipt_number: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// For whom.
    pub customer: Option<TicketCustomer>,
    /// For which vehicle.
    pub vehicle: Option<TicketVehicle>,
    /// Its odometer.
    pub odometer: Option<u32>,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was paid or voided.
    pub closed_at: Option<Moment>,
    /// Lines, in the order they were added.
    pub lines: Vec<Line>,
    /// Tax.
    pub tax: Tax,
    /// Sums.
    pub totals: Totals,
    /// Payments, in the order they were asked for.
    pub payments: Vec<Payment>,
    /// Grows with every change.
    pub revision: u64,
}

/// The customer of a ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TicketCustomer {
    /// Id.
    pub id: CustomerIdText,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// Notes for everyone at the counter.
    pub notes: Option<String>,
}

/// The vehicle of a ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TicketVehicle {
    /// Id.
    pub id: VehicleIdText,
    /// How people name it.
    pub label: String,
    /// VIN.
    pub vin: Option<String>,
    /// Plate.
    pub plate: Option<String>,
}

/// What a line sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum LineKind {
    Part,
    Labor,
}

/// A line of a ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketLine")]
pub struct Line {
    /// Id.
    pub id: LineIdText,
    /// What it sells.
    pub kind: LineKind,
    /// Which part.
    pub part_id: Option<PartIdText>,
    /// Its number.
    pub number: Option<String>,
    /// What it says on paper.
    pub description: String,
    /// Pieces or hours.
    pub quantity: QuantityText,
    /// Price of one before tax, in major units.
    pub unit_price: PriceText,
    /// What the line comes to before tax, in minor units.
    pub amount: i64,
    /// Its tax in minor units, when known.
    pub tax: Option<i64>,
}

/// Whether the tax is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaxState {
    /// It is.
    Current,
    /// The tax rule did not answer; the ticket cannot be paid.
    Failed,
}

/// A ticket's tax.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketTax")]
pub struct Tax {
    /// Whether it is known.
    pub state: TaxState,
    /// What it comes to, in minor units.
    pub amount: i64,
    /// Which rule answered.
    pub rule: Option<String>,
    /// By component.
    pub components: Vec<TaxComponent>,
    /// Why it is not known.
    pub problem: Option<String>,
}

/// One tax.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaxComponent {
    /// Name.
    pub name: String,
    /// Rate as decimal text: `0.0825`.
    pub rate: String,
    /// What it was computed on, in minor units.
    pub base: i64,
    /// What it comes to, in minor units.
    pub amount: i64,
}

/// A ticket's sums, in minor units.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "TicketTotals")]
pub struct Totals {
    /// Parts before tax.
    pub parts: i64,
    /// Labor before tax.
    pub labor: i64,
    /// Both.
    pub subtotal: i64,
    /// Tax.
    pub tax: i64,
    /// What the customer owes for everything.
    pub total: i64,
    /// What has been paid.
    pub paid: i64,
    /// What a card is being charged right now.
    pub pending: i64,
    /// What can still be asked for.
    pub due: i64,
    /// Cash handed back.
    pub change: i64,
}

/// What a customer pays with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum TenderKind {
    Cash,
    Card,
}

/// How far a payment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Asked for; the processor is being called.
    Requested,
    /// The reader waits for a card.
    Waiting,
    /// The money is held.
    Authorized,
    /// The money is taken.
    Captured,
    /// The card was declined; nothing was taken.
    Declined,
    /// Being called off.
    Canceling,
    /// Called off; nothing was taken.
    Canceled,
    /// Nobody knows yet; the processor is being asked.
    Unknown,
}

/// One payment.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Payment {
    /// Id.
    pub id: PaymentIdText,
    /// What with.
    pub tender: TenderKind,
    /// How far.
    pub state: PaymentState,
    /// How much of the ticket it covers, in minor units.
    pub amount: i64,
    /// Cash handed over.
    pub tendered: Option<i64>,
    /// Cash handed back.
    pub change: Option<i64>,
    /// The card.
    pub card: Option<Card>,
    /// Why it was declined or is unknown.
    pub problem: Option<String>,
    /// When it was asked for.
    pub at: Moment,
}

/// What may be shown of a card.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PaymentCard")]
pub struct Card {
    /// Brand.
    pub brand: String,
    /// Last four digits.
    pub last4: String,
}

/// A list of tickets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketList")]
pub struct ListResult {
    /// Newest first.
    pub tickets: Vec<Summary>,
}

/// A line of a ticket list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketSummary")]
pub struct Summary {
    /// Id.
    pub id: TicketIdText,
    /// Number.
    pub number: String,
    /// Receipt number, once paid.
    pub receipt_number: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// For whom.
    pub customer_name: Option<String>,
    /// For what.
    pub vehicle_label: Option<String>,
    /// What it comes to, in minor units.
    pub total: i64,
    /// What is due, in minor units.
    pub due: i64,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was paid or voided.
    pub closed_at: Option<Moment>,
}
