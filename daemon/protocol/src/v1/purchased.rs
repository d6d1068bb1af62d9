//! Purchases as they stand, and the lists made of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::purchase::{DifferenceKind, Purpose};
use crate::values::{
    CustomerIdText, DayText, LineIdText, Moment, PartIdText, PriceText, PurchaseIdText,
    QuantityText, SupplierIdText, SupplierInvoiceIdText, TicketIdText,
};

/// An order to a purchase was carried out and is durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseAccepted")]
pub struct Accepted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The purchase right after it.
    pub purchase: Purchase,
    /// The line that was added.
    pub line_id: Option<LineIdText>,
    /// The invoice that was entered.
    pub invoice_id: Option<SupplierInvoiceIdText>,
}

/// How far a purchase has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PurchaseState")]
pub enum State {
    /// Being written.
    Draft,
    /// Sent to the supplier.
    Ordered,
    /// The supplier has said that it will deliver.
    Acknowledged,
    /// Some of it has come.
    PartlyReceived,
    /// Nothing more is to come.
    Received,
    /// Done with.
    Closed,
    /// Given up before anything came.
    Canceled,
}

/// A purchase.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Purchase {
    /// Id.
    pub id: PurchaseIdText,
    /// Its number.
    pub number: String,
    /// How far it has come.
    pub state: State,
    /// Who sells.
    pub supplier_id: SupplierIdText,
    /// The supplier's name then.
    pub supplier_name: String,
    /// Where the goods go.
    pub location: String,
    /// Whose money it counts.
    pub currency: String,
    /// Whether the daemon began it because something ran low.
    pub automatic: bool,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was ordered.
    pub ordered_on: Option<DayText>,
    /// When the goods should come.
    pub expected: Option<DayText>,
    /// The supplier's own number for it.
    pub reference: Option<String>,
    /// What the supplier should know.
    pub note: Option<String>,
    /// Agreed freight, in minor units, as all amounts.
    pub freight: i64,
    /// What was ordered comes to, with core deposits and freight.
    pub total: i64,
    /// What was received and no invoice has asked for.
    pub not_invoiced: i64,
    /// What is bought.
    pub lines: Vec<Line>,
    /// What came.
    pub receipts: Vec<Receipt>,
    /// What the supplier asks for it.
    pub invoices: Vec<Invoice>,
}

/// A line of a purchase.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseLine")]
pub struct Line {
    /// Id.
    pub id: LineIdText,
    /// The part; none for sublet work.
    pub part_id: Option<PartIdText>,
    /// The supplier's number.
    pub number: Option<String>,
    /// A few words.
    pub description: String,
    /// How many.
    pub quantity: QuantityText,
    /// What one is to cost, in major units.
    pub unit_cost: PriceText,
    /// The deposit on one old part.
    pub core_deposit: PriceText,
    /// For what.
    pub purpose: Purpose,
    /// How many came in good order.
    pub received: QuantityText,
    /// How many came damaged and were not taken.
    pub damaged: QuantityText,
    /// How many will not come.
    pub canceled: QuantityText,
    /// How many are still to come.
    pub open: QuantityText,
    /// How many of those come later.
    pub back_ordered: QuantityText,
    /// When those come.
    pub back_order_expected: Option<DayText>,
    /// How many were sent back.
    pub returned: QuantityText,
    /// How many were sold on the ticket they were bought for.
    pub used: QuantityText,
    /// How many that were bought for a ticket went to the shelf.
    pub stocked: QuantityText,
    /// How many lie here for the line's ticket.
    pub held: QuantityText,
    /// When the first came.
    pub arrived: Option<DayText>,
    /// When the customer was told.
    pub noticed: Option<DayText>,
}

/// A delivery.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseReceipt")]
pub struct Receipt {
    /// On which day.
    pub on: DayText,
    /// The number of the delivery note.
    pub slip: Option<String>,
    /// What was counted.
    pub lines: Vec<ReceiptLine>,
}

/// What was counted of one line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseReceiptLine")]
pub struct ReceiptLine {
    /// Which line.
    pub line_id: LineIdText,
    /// How many came in good order.
    pub quantity: QuantityText,
    /// How many came damaged and were not taken.
    pub damaged: QuantityText,
    /// What one cost.
    pub unit_cost: PriceText,
    /// The deposit on one old part.
    pub core_deposit: PriceText,
    /// What the goods were booked at.
    pub goods: i64,
    /// What their core deposits were booked at.
    pub core: i64,
}

/// How far an invoice has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SupplierInvoiceState")]
pub enum InvoiceState {
    /// Entered; nothing is booked.
    Entered,
    /// Booked as payable.
    Accepted,
    /// Sent back; nothing is booked.
    Rejected,
}

/// A supplier's invoice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierInvoice")]
pub struct Invoice {
    /// Id.
    pub id: SupplierInvoiceIdText,
    /// The supplier's number for it.
    pub number: String,
    /// How far it has come.
    pub state: InvoiceState,
    /// Its date.
    pub date: DayText,
    /// When it is to be paid.
    pub due: DayText,
    /// What it asks for.
    pub lines: Vec<InvoiceLine>,
    /// Freight.
    pub freight: i64,
    /// Everything else that is no goods.
    pub charges: i64,
    /// What it comes to.
    pub total: i64,
    /// Where it does not agree with what was received: what is to be decided while it is only entered, what is not
    /// settled once it is accepted.
    pub differences: Vec<Difference>,
}

/// A line of an invoice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierInvoiceLine")]
pub struct InvoiceLine {
    /// The purchase's line; none for what nobody ordered.
    pub line_id: Option<LineIdText>,
    /// The invoice's words.
    pub description: String,
    /// How many.
    pub quantity: QuantityText,
    /// What one is said to cost.
    pub unit_cost: PriceText,
    /// The deposit on one old part.
    pub core_deposit: PriceText,
}

/// A difference between an invoice and what was received or agreed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierInvoiceDifference")]
pub struct Difference {
    /// Which line of the invoice, from zero; none for the whole invoice.
    pub place: Option<usize>,
    /// In what.
    pub kind: DifferenceKind,
    /// How many pieces it is about.
    pub quantity: QuantityText,
    /// What was expected.
    pub expected: i64,
    /// What the invoice asks for.
    pub invoiced: i64,
    /// Invoiced less expected; once the invoice is accepted, what of it is not settled.
    pub amount: i64,
    /// Whether it is so small that it passes by itself.
    pub within_tolerance: bool,
}

/// Asks for one purchase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseGet")]
pub struct Get {
    /// Which.
    pub purchase_id: PurchaseIdText,
}

/// A purchase.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseResult")]
pub struct GetResult {
    /// The purchase.
    pub purchase: Purchase,
}

/// Lists purchases; what is absent is not asked for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseList")]
pub struct List {
    /// Only those so far.
    #[serde(default)]
    pub state: Option<State>,
    /// Only from this supplier.
    #[serde(default)]
    pub supplier_id: Option<SupplierIdText>,
    /// Only what was bought for this ticket.
    #[serde(default)]
    pub ticket_id: Option<TicketIdText>,
    /// Only special orders of this customer.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// Only those that this part is still to come with, or stands on as a draft.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// Only those of which something lies here for a ticket.
    #[serde(default)]
    pub held: bool,
    /// Only those with an invoice that is to be accepted or rejected.
    #[serde(default)]
    pub unmatched: bool,
    /// Go on after a page: its `next`.
    #[serde(default)]
    pub before: Option<u64>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Purchases, newest first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseListResult")]
pub struct ListResult {
    /// The purchases. A page may hold fewer than asked for, or none, and still have a next one.
    pub purchases: Vec<Purchase>,
    /// Where the next page begins; absent at the end.
    pub next: Option<u64>,
}

/// Asks what was bought for a ticket and is neither billed nor stocked nor returned.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseReconcile")]
pub struct Reconcile {
    /// Which ticket.
    pub ticket_id: TicketIdText,
}

/// What is not accounted for; a ticket whose list is empty is reconciled.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseReconcileResult")]
pub struct ReconcileResult {
    /// The lines.
    pub lines: Vec<Unreconciled>,
}

/// Something bought for a ticket that is not accounted for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseUnreconciled")]
pub struct Unreconciled {
    /// The purchase.
    pub purchase_id: PurchaseIdText,
    /// Its number.
    pub purchase_number: String,
    /// Its line.
    pub line_id: LineIdText,
    /// The part.
    pub part_id: PartIdText,
    /// A few words.
    pub description: String,
    /// How many lie here and are not accounted for.
    pub quantity: QuantityText,
    /// What they cost, in minor units.
    pub cost: i64,
}
