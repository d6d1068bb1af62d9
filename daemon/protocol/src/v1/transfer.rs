//! Transfers: stock that goes from one place of the firm to another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{Key, Moment, PartIdText, QuantityText, TransferIdText};

/// How many of a part.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferPieces")]
pub struct Pieces {
    /// The part.
    pub part_id: PartIdText,
    /// How many, above zero.
    pub quantity: QuantityText,
}

/// Asks for a transfer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// The location that gives; this shop's when absent.
    #[serde(default)]
    pub from: Option<String>,
    /// The location that gets; this shop's when absent.
    #[serde(default)]
    pub to: Option<String>,
    /// 1 to 500 parts, each once.
    pub lines: Vec<Pieces>,
    /// Anything to know.
    #[serde(default)]
    pub note: Option<String>,
}

/// Lets goods leave, or takes goods in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferMove")]
pub struct Move {
    /// Idempotency key.
    pub key: Key,
    /// Which transfer.
    pub transfer_id: TransferIdText,
    /// Which goods; all that are left to send, or on their way, when empty.
    #[serde(default)]
    pub lines: Vec<Pieces>,
}

/// Says that nothing more will come.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferClose")]
pub struct Close {
    /// Idempotency key.
    pub key: Key,
    /// Which transfer.
    pub transfer_id: TransferIdText,
    /// Why goods are missing; they are written off, which needs a manager. Not needed when nothing is missing.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Gives a transfer up before anything left.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferCancel")]
pub struct Cancel {
    /// Idempotency key.
    pub key: Key,
    /// Which transfer.
    pub transfer_id: TransferIdText,
    /// Why.
    pub reason: String,
}

/// Where a transfer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "TransferState")]
pub enum State {
    /// Asked for; nothing has left.
    Requested,
    /// Goods have left; none has arrived.
    Sent,
    /// Goods have arrived, perhaps not all.
    Received,
    /// Nothing more will come.
    Closed,
    /// Given up before anything left.
    Canceled,
}

/// Lists transfers, newest first; with several conditions, those that meet all.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferList")]
pub struct List {
    /// Where they stand; `requested` when nothing is said at all.
    #[serde(default)]
    pub state: Option<State>,
    /// The location that gives.
    #[serde(default)]
    pub from: Option<String>,
    /// The location that gets.
    #[serde(default)]
    pub to: Option<String>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Transfers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TransferListResult")]
pub struct ListResult {
    /// The transfers.
    pub transfers: Vec<Transfer>,
}

/// Asks for one transfer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferGet")]
pub struct Get {
    /// Which.
    pub transfer_id: TransferIdText,
}

/// One transfer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TransferResult")]
pub struct GetResult {
    /// The transfer.
    pub transfer: Transfer,
}

/// A transfer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Transfer {
    /// Id.
    pub id: TransferIdText,
    /// Its number.
    pub number: String,
    /// The location that gives.
    pub from: String,
    /// The location that gets.
    pub to: String,
    /// Anything to know.
    pub note: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Its parts.
    pub lines: Vec<Line>,
    /// When it was asked for.
    pub requested_at: Moment,
}

/// One part of a transfer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TransferLine")]
pub struct Line {
    /// The part.
    pub part_id: PartIdText,
    /// How many were asked for.
    pub requested: QuantityText,
    /// How many left.
    pub sent: QuantityText,
    /// How many arrived.
    pub received: QuantityText,
    /// How many are on their way.
    pub in_transit: QuantityText,
    /// How many left and never arrived.
    pub missing: QuantityText,
}

/// An order to a transfer was carried out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TransferAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The transfer after it.
    pub transfer: Transfer,
}
