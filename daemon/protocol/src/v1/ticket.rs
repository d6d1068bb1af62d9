//! Tickets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::order::{
    ApprovalState, Channel, Condition, Origin, PayType, Queue, Stage, Warranty,
};
use crate::v1::payment::Payment;
use crate::v1::vehicle::WarrantyFlag;
use crate::values::{
    CustomerIdText, DayText, JobIdText, Key, LineIdText, Moment, PartIdText, PaymentIdText,
    PriceText, QuantityText, RateText, StaffIdText, TicketIdText, TicketJobIdText, VehicleIdText,
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
    /// Whether it is to be an estimate.
    #[serde(default)]
    pub estimate: bool,
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
    /// A price other than the shop's.
    #[serde(default)]
    pub unit_price: Option<PriceText>,
    /// Which job it belongs to.
    #[serde(default)]
    pub job_id: Option<TicketJobIdText>,
    /// Who pays; the customer when absent.
    #[serde(default)]
    pub pay: Option<PayType>,
    /// How it came here; `original` when absent.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// Its condition; new when absent.
    #[serde(default)]
    pub condition: Option<Condition>,
    /// Serial numbers or tire identification numbers.
    #[serde(default)]
    pub serials: Vec<String>,
    /// Whether the old part is handed over with the sale.
    #[serde(default)]
    pub core_in_hand: bool,
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
    /// Which of the shop's labor rates.
    #[serde(default)]
    pub rate_name: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub technician_id: Option<StaffIdText>,
    /// Whether it is finding out rather than repairing.
    #[serde(default)]
    pub diagnostic: bool,
    /// Which job it belongs to.
    #[serde(default)]
    pub job_id: Option<TicketJobIdText>,
    /// Who pays; the customer when absent.
    #[serde(default)]
    pub pay: Option<PayType>,
    /// How it came here; `original` when absent.
    #[serde(default)]
    pub origin: Option<Origin>,
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
    /// Only those that are this paper.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// Only those whose work is so far.
    #[serde(default)]
    pub work: Option<String>,
    /// Only those in someone's queue.
    #[serde(default)]
    pub queue: Option<Queue>,
    /// Only this advisor's.
    #[serde(default)]
    pub advisor_id: Option<StaffIdText>,
    /// Only this technician's.
    #[serde(default)]
    pub technician_id: Option<StaffIdText>,
    /// Only this customer's.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// Only this vehicle's.
    #[serde(default)]
    pub vehicle_id: Option<VehicleIdText>,
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
    Reversed,
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
    /// The job that was added to the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_job_id: Option<TicketJobIdText>,
    /// The payment that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<PaymentIdText>,
    /// The device jobs that were asked for.
    pub job_ids: Vec<JobIdText>,
    /// Earlier sales whose warranty may cover the part or job that was added, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warranty_flags: Vec<WarrantyFlag>,
    /// What a person should look at twice, such as an odometer below the last reading.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
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
    /// What paper it is.
    pub stage: Stage,
    /// Whose turn it is, while it is open.
    pub queue: Option<Queue>,
    /// How far the work is, in the shop's own words.
    pub work: Option<String>,
    /// Number as an estimate.
    pub estimate_number: Option<String>,
    /// Number as a work order.
    pub work_order_number: Option<String>,
    /// Number as an invoice.
    pub invoice_number: Option<String>,
    /// The estimate as it was last shown.
    pub presented: Option<Presented>,
    /// The odometer going out.
    pub odometer_out: Option<u32>,
    /// Who looks after it and what was promised.
    pub plan: PlanView,
    /// Whether its prices contain their tax.
    pub tax_included: bool,
    /// Jobs, in the order they were added.
    pub jobs: Vec<Job>,
    /// Lines, in the order they were added.
    pub lines: Vec<Line>,
    /// Fees and supplies that the shop's rules put on it.
    pub charges: Vec<Charge>,
    /// What is taken off the whole ticket.
    pub discount: Option<Discount>,
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
    /// What is shown at once when they are put on a ticket.
    pub alert: Option<String>,
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

/// The estimate as it was last shown.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketPresented")]
pub struct Presented {
    /// Which revision, from 1.
    pub revision: u32,
    /// What it came to, with tax, in minor units.
    pub total: i64,
    /// The last day it holds.
    pub expires: Option<DayText>,
    /// When it was shown.
    pub at: Moment,
}

/// Who looks after a ticket and what was promised.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketPlanned")]
pub struct PlanView {
    /// The advisor.
    pub advisor_id: Option<StaffIdText>,
    /// The technician in charge.
    pub technician_id: Option<StaffIdText>,
    /// When it was promised.
    pub promised_at: Option<Moment>,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
    /// The tag on the key.
    pub key_tag: Option<String>,
    /// What everyone working on it should know.
    pub note: Option<String>,
}

/// A job of a ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketJob")]
pub struct Job {
    /// Id.
    pub id: TicketJobIdText,
    /// What is to be done.
    pub title: String,
    /// What the customer complains of, and what was found.
    pub note: Option<String>,
    /// How it came here.
    pub origin: Origin,
    /// Who does it.
    pub technician_id: Option<StaffIdText>,
    /// What the customer said.
    pub approval: ApprovalState,
    /// The record of their yes.
    pub authorization: Option<Authorization>,
    /// Why they declined.
    pub declined_reason: Option<String>,
    /// When to ask again.
    pub follow_up: Option<DayText>,
    /// What is taken off the job.
    pub discount: Option<Discount>,
    /// The job of an earlier ticket, declined there, that it proposes again.
    pub from_deferral_job_id: Option<TicketJobIdText>,
    /// Whether the work is done.
    pub done: bool,
    /// Why earlier work came back.
    pub comeback: Option<String>,
    /// Time on it.
    pub clocked: Vec<Clocked>,
    /// What its lines come to before discounts and tax, in minor units.
    pub amount: i64,
}

/// The record of a customer's yes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Authorization {
    /// The person who allowed it.
    pub by: String,
    /// Through what.
    pub channel: Channel,
    /// When.
    pub at: Moment,
    /// Who heard it.
    pub taken_by: Option<StaffIdText>,
    /// The number called or the address written to.
    pub contact: Option<String>,
    /// The most it may come to, in minor units.
    pub limit: i64,
    /// What it was about.
    pub note: Option<String>,
}

/// A span of a technician's time.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Clocked {
    /// Who.
    pub staff_id: StaffIdText,
    /// From when.
    pub from: Moment,
    /// Until when; none while it runs.
    pub until: Option<Moment>,
    /// Whether the end was set for them.
    pub auto_ended: bool,
}

/// What is taken off a price.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Discount {
    /// An amount in minor units.
    pub amount: Option<i64>,
    /// A share: `0.1` is 10 %.
    pub percent: Option<RateText>,
    /// Why.
    pub reason: String,
    /// Whether a maker pays it back.
    pub reimbursed: bool,
}

/// A fee or supplies that a rule put on the ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketCharge")]
pub struct Charge {
    /// Id among the lines.
    pub id: LineIdText,
    /// The rule's code.
    pub code: String,
    /// What it says on paper.
    pub name: String,
    /// Whether a law demands it.
    pub mandated: bool,
    /// The law, or the sentence that the law wants printed.
    pub text: Option<String>,
    /// How many.
    pub quantity: QuantityText,
    /// Price of one.
    pub unit_price: PriceText,
    /// What it comes to before tax, in minor units.
    pub amount: i64,
    /// Its tax in minor units, when known.
    pub tax: Option<i64>,
}

/// What a line sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum LineKind {
    Part,
    Labor,
    Sublet,
    Fee,
    Core,
    CoreReturn,
    CustomerPart,
}

/// A line of a ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TicketLine")]
pub struct Line {
    /// Id.
    pub id: LineIdText,
    /// Which job it belongs to.
    pub job_id: Option<TicketJobIdText>,
    /// What it sells.
    pub kind: LineKind,
    /// Which part.
    pub part_id: Option<PartIdText>,
    /// Its number.
    pub number: Option<String>,
    /// Its condition.
    pub condition: Option<Condition>,
    /// Serial numbers or tire identification numbers.
    pub serials: Vec<String>,
    /// How long the shop stands for it.
    pub warranty: Option<Warranty>,
    /// What it says on paper.
    pub description: String,
    /// Pieces or hours; below zero when goods come back.
    pub quantity: QuantityText,
    /// Price of one before tax and discounts, in major units.
    pub unit_price: PriceText,
    /// What the line comes to before tax and discounts, in minor units.
    pub amount: i64,
    /// What it comes to after discounts, in minor units; none for what is not sold (declined work).
    pub net: Option<i64>,
    /// What is taken off this line alone.
    pub discount: Option<Discount>,
    /// Its tax in minor units, when known.
    pub tax: Option<i64>,
    /// Who pays.
    pub pay: PayType,
    /// How it came here.
    pub origin: Origin,
    /// Who did the labor.
    pub technician_id: Option<StaffIdText>,
    /// The ticket it was sold on, when it comes back.
    pub returned_from: Option<TicketIdText>,
    /// How many of it came back on other tickets.
    pub returned: QuantityText,
    /// Why it costs what it costs.
    pub priced_by: Option<String>,
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
    /// Sublet work.
    pub sublet: i64,
    /// Fees and supplies.
    pub fees: i64,
    /// Deposits on old parts, less those given back.
    pub cores: i64,
    /// What discounts take off.
    pub discounts: i64,
    /// All of these before tax.
    pub subtotal: i64,
    /// Tax.
    pub tax: i64,
    /// What the customer owes for everything.
    pub total: i64,
    /// What others pay under warranty.
    pub warranty: i64,
    /// What the shop does for itself.
    pub internal: i64,
    /// What has been paid, less what was given back.
    pub paid: i64,
    /// What is on its way right now.
    pub pending: i64,
    /// What can still be asked for; below zero it is owed to the customer.
    pub due: i64,
    /// What cash would have to be for all that is due, rounded to the smallest coin.
    pub due_in_cash: i64,
    /// Cash handed back.
    pub change: i64,
    /// What rounding to the smallest coin added or took off.
    pub rounding: i64,
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
    /// What paper it is.
    pub stage: Stage,
    /// How far the work is.
    pub work: Option<String>,
    /// Whose turn it is, while it is open.
    pub queue: Option<Queue>,
    /// Its numbers as estimate, work order and invoice.
    pub papers: Vec<String>,
    /// The advisor.
    pub advisor_id: Option<StaffIdText>,
    /// The technician in charge.
    pub technician_id: Option<StaffIdText>,
    /// When it was promised.
    pub promised_at: Option<Moment>,
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
