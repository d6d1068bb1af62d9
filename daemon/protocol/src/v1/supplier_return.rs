//! What goes back to suppliers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{
    DayText, Key, LineIdText, PartIdText, PriceText, PurchaseIdText, QuantityText, SupplierIdText,
    SupplierReturnIdText, TicketIdText,
};

/// Why things go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SupplierReturnKind")]
pub enum Kind {
    /// They are not wanted.
    Plain,
    /// They failed under their warranty: give the supplier's number as `claim`.
    Warranty,
    /// They are old parts. These are sent with the ledger of old parts, and cannot be opened here.
    Cores,
}

/// What a line sends back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SupplierReturnItem")]
pub enum Item {
    /// Parts out of stock.
    Stock,
    /// Parts that failed on a vehicle.
    Failed,
    /// Labor that the failure cost; nothing is sent.
    Labor,
    /// One old part.
    Core,
}

/// A line to send back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnLineDraft")]
pub struct LineDraft {
    /// What it is.
    pub item: Item,
    /// The part; neither this nor `code` for labor.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// The part by number in any spelling, or barcode.
    #[serde(default)]
    pub code: Option<String>,
    /// The purchase it came with: parts out of stock go back at what they cost then.
    #[serde(default)]
    pub purchase_id: Option<PurchaseIdText>,
    /// The purchase's line.
    #[serde(default)]
    pub purchase_line_id: Option<LineIdText>,
    /// What one is asked for, in major units, when it is not what it cost; only for parts out of stock.
    #[serde(default)]
    pub unit_cost: Option<PriceText>,
    /// The ticket that showed the failure, or that the labor was done on.
    #[serde(default)]
    pub ticket_id: Option<TicketIdText>,
    /// A few words; the part's own when absent.
    #[serde(default)]
    pub description: Option<String>,
    /// How many pieces or hours.
    pub quantity: QuantityText,
    /// What is asked for a failed part or for labor, in minor units.
    #[serde(default)]
    pub claimed: Option<i64>,
}

/// Asks a supplier to take something back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// Who is to take it back.
    pub supplier_id: SupplierIdText,
    /// Why.
    pub kind: Kind,
    /// The supplier's claim number, under a warranty.
    #[serde(default)]
    pub claim: Option<String>,
    /// Where the goods lie; the shop's own place when absent.
    #[serde(default)]
    pub location: Option<String>,
    /// What goes back.
    pub lines: Vec<LineDraft>,
}

/// Sends a return off.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnSend")]
pub struct Send {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub supplier_return_id: SupplierReturnIdText,
    /// The supplier's number for it.
    #[serde(default)]
    pub authorization: Option<String>,
    /// How it travels.
    #[serde(default)]
    pub tracking: Option<String>,
}

/// An order that needs a reason: not to send a return, or to give up what was not credited.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnReasoned")]
pub struct Reasoned {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub supplier_return_id: SupplierReturnIdText,
    /// Why.
    pub reason: String,
}

/// What a credit says about one line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnCreditLine")]
pub struct CreditLine {
    /// Which line.
    pub line_id: LineIdText,
    /// How much, in minor units.
    pub amount: i64,
}

/// Enters a credit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnCredit")]
pub struct Credit {
    /// Idempotency key.
    pub key: Key,
    /// Which return.
    pub supplier_return_id: SupplierReturnIdText,
    /// The credit's number.
    pub memo: String,
    /// Its date.
    pub date: DayText,
    /// What it says; each line at most once.
    pub lines: Vec<CreditLine>,
    /// Whether a credit above what is open is meant.
    #[serde(default)]
    pub over_confirmed: bool,
}

/// An order to a return was carried out and is durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierReturnAccepted")]
pub struct Accepted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The return right after it.
    pub supplier_return: SupplierReturn,
}

/// How far a return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SupplierReturnState")]
pub enum State {
    /// Asked for.
    Requested,
    /// On its way; the supplier owes a credit.
    Sent,
    /// Credited, or given up.
    Credited,
    /// Not sent after all.
    Canceled,
}

/// A return to a supplier.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SupplierReturn {
    /// Id.
    pub id: SupplierReturnIdText,
    /// Its number.
    pub number: String,
    /// How far it has come.
    pub state: State,
    /// Who takes it back.
    pub supplier_id: SupplierIdText,
    /// The supplier's name then.
    pub supplier_name: String,
    /// Why.
    pub kind: Kind,
    /// The supplier's claim number.
    pub claim: Option<String>,
    /// Where the goods lie.
    pub location: String,
    /// Whose money it counts.
    pub currency: String,
    /// The supplier's number for it.
    pub authorization: Option<String>,
    /// When it was sent.
    pub sent_on: Option<DayText>,
    /// What goes back.
    pub lines: Vec<Line>,
    /// The numbers of the credits.
    pub memos: Vec<String>,
    /// What the supplier should credit in all, in minor units.
    pub expected: i64,
    /// What it has not credited and nobody has given up.
    pub open: i64,
}

/// A line of a return.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierReturnLine")]
pub struct Line {
    /// Id.
    pub id: LineIdText,
    /// What it is.
    pub item: Item,
    /// The part.
    pub part_id: Option<PartIdText>,
    /// The purchase it came with.
    pub purchase_id: Option<PurchaseIdText>,
    /// A few words.
    pub description: String,
    /// How many pieces or hours.
    pub quantity: QuantityText,
    /// What the supplier should credit, in minor units.
    pub expected: i64,
    /// What it has not credited and nobody has given up.
    pub open: i64,
}

/// Asks for one return.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnGet")]
pub struct Get {
    /// Which.
    pub supplier_return_id: SupplierReturnIdText,
}

/// A return.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierReturnResult")]
pub struct GetResult {
    /// The return.
    pub supplier_return: SupplierReturn,
}

/// Lists returns; what is absent is not asked for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierReturnList")]
pub struct List {
    /// Only those so far.
    #[serde(default)]
    pub state: Option<State>,
    /// Only to this supplier.
    #[serde(default)]
    pub supplier_id: Option<SupplierIdText>,
    /// Only those whose credit fell short.
    #[serde(default)]
    pub short: bool,
    /// Go on after a page: its `next`.
    #[serde(default)]
    pub before: Option<u64>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Returns, newest first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierReturnListResult")]
pub struct ListResult {
    /// The returns. A page may hold fewer than asked for, or none, and still have a next one.
    pub supplier_returns: Vec<SupplierReturn>,
    /// Where the next page begins; absent at the end.
    pub next: Option<u64>,
}
