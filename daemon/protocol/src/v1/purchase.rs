//! Orders to suppliers: what the client asks for. What it gets is in [`crate::v1::purchased`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{
    CustomerIdText, DayText, Key, LineIdText, PartIdText, PriceText, PurchaseIdText, QuantityText,
    SupplierIdText, SupplierInvoiceIdText, TicketIdText, TicketJobIdText,
};

/// For what something is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PurchasePurposeKind")]
pub enum PurposeKind {
    /// The shelf.
    Stock,
    /// A customer who waits for it on a ticket.
    SpecialOrder,
    /// Another firm's work for a job of a ticket: no goods come.
    Sublet,
    /// A work order: it must be billed there, stocked or returned.
    WorkOrder,
}

/// For what something is bought.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchasePurpose")]
pub struct Purpose {
    /// What for.
    pub kind: PurposeKind,
    /// The ticket; for everything but the shelf.
    #[serde(default)]
    pub ticket_id: Option<TicketIdText>,
    /// The ticket's line that sells it: for a special order, and for a work order when there is one.
    #[serde(default)]
    pub line_id: Option<LineIdText>,
    /// The ticket's job, for sublet work.
    #[serde(default)]
    pub ticket_job_id: Option<TicketJobIdText>,
    /// Who waits for a special order; the ticket's customer when absent.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// What was said about a special order's deposit.
    #[serde(default)]
    pub deposit_note: Option<String>,
}

/// A line to buy.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseLineDraft")]
pub struct LineDraft {
    /// The part; neither this nor `code` for sublet work.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// The part by number in any spelling, or barcode.
    #[serde(default)]
    pub code: Option<String>,
    /// The supplier's number; what the supplier is known to call it when absent.
    #[serde(default)]
    pub number: Option<String>,
    /// A few words; the part's own when absent.
    #[serde(default)]
    pub description: Option<String>,
    /// How many.
    pub quantity: QuantityText,
    /// What one is to cost, in major units; what the supplier last asked when absent, else what the part last cost.
    #[serde(default)]
    pub unit_cost: Option<PriceText>,
    /// The deposit on one old part; the supplier's, else the part's, when absent.
    #[serde(default)]
    pub core_deposit: Option<PriceText>,
    /// For what; the shelf when absent.
    #[serde(default)]
    pub purpose: Option<Purpose>,
}

/// Begins a purchase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// Who sells.
    pub supplier_id: SupplierIdText,
    /// Where the goods go; the shop's own place when absent.
    #[serde(default)]
    pub location: Option<String>,
    /// What is bought; more can follow.
    #[serde(default)]
    pub lines: Vec<LineDraft>,
}

/// Adds a line to a draft.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseAddLine")]
pub struct AddLine {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// The line.
    pub line: LineDraft,
}

/// Changes a line of a draft; what is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseChangeLine")]
pub struct ChangeLine {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which line.
    pub line_id: LineIdText,
    /// How many.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
    /// What one is to cost.
    #[serde(default)]
    pub unit_cost: Option<PriceText>,
    /// The deposit on one old part.
    #[serde(default)]
    pub core_deposit: Option<PriceText>,
}

/// An order to one line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseLineOrder")]
pub struct LineOrder {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which line.
    pub line_id: LineIdText,
}

/// Sets freight, day and words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseSetTerms")]
pub struct SetTerms {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Freight, in minor units; nothing when absent.
    #[serde(default)]
    pub freight: i64,
    /// When the goods should come.
    #[serde(default)]
    pub expected: Option<DayText>,
    /// What the supplier should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// Sends a draft to the supplier.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchasePlace")]
pub struct Place {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Whether an order below the supplier's minimum is meant.
    #[serde(default)]
    pub below_minimum_confirmed: bool,
    /// How it was sent: phone, e-mail, the supplier's own program.
    #[serde(default)]
    pub sent_by: Option<String>,
}

/// What a supplier says will come later.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseBackOrderDraft")]
pub struct BackOrderDraft {
    /// Which line.
    pub line_id: LineIdText,
    /// How many.
    pub quantity: QuantityText,
    /// When, if they know.
    #[serde(default)]
    pub expected: Option<DayText>,
}

/// Notes that the supplier will deliver, and what comes later.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseAcknowledge")]
pub struct Acknowledge {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// The supplier's number for it.
    #[serde(default)]
    pub reference: Option<String>,
    /// When the goods should come.
    #[serde(default)]
    pub expected: Option<DayText>,
    /// What comes later.
    #[serde(default)]
    pub back_orders: Vec<BackOrderDraft>,
}

/// What a person counted of one line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseCounted")]
pub struct Counted {
    /// Which line.
    pub line_id: LineIdText,
    /// How many came in good order.
    pub quantity: QuantityText,
    /// How many came damaged and are not taken; none when absent.
    #[serde(default)]
    pub damaged: Option<QuantityText>,
    /// What one cost by the delivery note; as ordered when absent.
    #[serde(default)]
    pub unit_cost: Option<PriceText>,
    /// The deposit on one old part; as ordered when absent.
    #[serde(default)]
    pub core_deposit: Option<PriceText>,
}

/// Counts a delivery in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseReceive")]
pub struct Receive {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// What was counted; each line at most once.
    pub lines: Vec<Counted>,
    /// The number of the delivery note.
    #[serde(default)]
    pub slip: Option<String>,
    /// Whether taking more than was ordered is meant.
    #[serde(default)]
    pub over_confirmed: bool,
}

/// Waits no longer for some of a line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseCancelLine")]
pub struct CancelLine {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which line.
    pub line_id: LineIdText,
    /// How many; all that are open when absent.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
    /// Why.
    pub reason: String,
}

/// Gives a purchase up before anything has come.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseCancel")]
pub struct Cancel {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Why.
    pub reason: String,
}

/// Is done with a purchase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseClose")]
pub struct Close {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Whether goods that no invoice ever asked for are written off.
    #[serde(default)]
    pub write_off: bool,
}

/// One line of an invoice.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierInvoiceLineDraft")]
pub struct InvoiceLineDraft {
    /// The purchase's line; absent for what nobody ordered.
    #[serde(default)]
    pub line_id: Option<LineIdText>,
    /// The invoice's words; the line's when absent.
    #[serde(default)]
    pub description: Option<String>,
    /// How many.
    pub quantity: QuantityText,
    /// What one is said to cost.
    pub unit_cost: PriceText,
    /// The deposit on one old part; none when absent.
    #[serde(default)]
    pub core_deposit: Option<PriceText>,
}

/// Enters a supplier's invoice. Nothing is booked until it is accepted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseEnterInvoice")]
pub struct EnterInvoice {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// The supplier's number for it.
    pub number: String,
    /// Its date.
    pub date: DayText,
    /// When it is to be paid; by the supplier's terms when absent.
    #[serde(default)]
    pub due: Option<DayText>,
    /// What it asks for; each of the purchase's lines at most once.
    pub lines: Vec<InvoiceLineDraft>,
    /// Freight, in minor units.
    #[serde(default)]
    pub freight: i64,
    /// Everything else that is no goods, in minor units.
    #[serde(default)]
    pub charges: i64,
    /// What it says it comes to, in minor units.
    pub total: i64,
    /// Whether it is meant that this supplier's invoice number was used before: one paper for several purchases.
    #[serde(default)]
    pub shared_confirmed: bool,
}

/// In what an invoice differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SupplierInvoiceDifferenceKind")]
pub enum DifferenceKind {
    /// It asks for more than was received.
    Quantity,
    /// It asks for another price.
    Price,
    /// It asks for another core deposit.
    Core,
    /// It asks for more freight than was agreed.
    Freight,
    /// It asks for charges that nobody agreed to.
    Charges,
    /// It asks for something that was not ordered here.
    NotOrdered,
}

/// Names a difference.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierInvoiceDifferenceName")]
pub struct DifferenceName {
    /// Which line of the invoice, from zero; absent for the whole invoice.
    #[serde(default)]
    pub place: Option<usize>,
    /// In what.
    pub kind: DifferenceKind,
}

/// Books an invoice as payable.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseAcceptInvoice")]
pub struct AcceptInvoice {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which invoice.
    pub invoice_id: SupplierInvoiceIdText,
    /// Which of its differences beyond tolerance the shop bears; the others are booked as the supplier's debt and stay
    /// open.
    #[serde(default)]
    pub accept: Vec<DifferenceName>,
}

/// Sends an invoice back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseRejectInvoice")]
pub struct RejectInvoice {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which invoice.
    pub invoice_id: SupplierInvoiceIdText,
    /// Why.
    pub reason: String,
}

/// How a difference is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SupplierInvoiceSettlement")]
pub enum Settlement {
    /// The shop bears the rest of it.
    Accepted,
    /// The supplier sent a credit: give its number as `memo`.
    Credited,
    /// The goods that were asked for early have come.
    Arrived,
}

/// Settles a difference that was left open.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseSettleDifference")]
pub struct SettleDifference {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// On which invoice.
    pub invoice_id: SupplierInvoiceIdText,
    /// Which difference.
    pub difference: DifferenceName,
    /// How.
    pub how: Settlement,
    /// The credit's number, when there is one.
    #[serde(default)]
    pub memo: Option<String>,
    /// How much the credit is, in minor units; all that is left when absent.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// Notes that the customer was told that the special order is here.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseNoticeArrival")]
pub struct NoticeArrival {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which line.
    pub line_id: LineIdText,
    /// How: phone, text, e-mail.
    pub channel: String,
}

/// Lets the customer out of a special order.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseCancelSpecial")]
pub struct CancelSpecial {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which line.
    pub line_id: LineIdText,
    /// Why.
    pub reason: String,
    /// Whether no fee is to be kept.
    #[serde(default)]
    pub waive_fee: bool,
}

/// Puts goods that were kept for a ticket on the shelf for anyone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseStockLine")]
pub struct StockLine {
    /// Idempotency key.
    pub key: Key,
    /// Which purchase.
    pub purchase_id: PurchaseIdText,
    /// Which line.
    pub line_id: LineIdText,
    /// How many.
    pub quantity: QuantityText,
}
