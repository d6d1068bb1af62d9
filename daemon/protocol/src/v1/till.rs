//! The till: sessions of this counter's drawer, from the float to the count. Amounts in minor units.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{JobIdText, Key, Moment, StaffIdText, TillIdText};

/// How many of one note or coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillPiece")]
pub struct Piece {
    /// What one is worth, in minor units.
    pub value: i64,
    /// How many.
    pub count: u32,
}

/// The most kinds of notes and coins in one count.
pub const PIECES_MAX: usize = 40;

/// Opens a session of this counter's drawer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// What lies in the drawer. Without this and `pieces`: what the last session left, or else the usual float.
    #[serde(default)]
    pub float: Option<i64>,
    /// What lies in the drawer, counted.
    #[serde(default)]
    pub pieces: Option<Vec<Piece>>,
    /// Why it is not what the last session left.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who answers for the drawer; whoever opens it when absent.
    #[serde(default)]
    pub keeper_id: Option<StaffIdText>,
}

/// Puts cash in or takes it out without a sale.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillMove")]
pub struct Move {
    /// Idempotency key.
    pub key: Key,
    /// How much, above zero.
    pub amount: i64,
    /// What for; it is kept.
    pub reason: String,
    /// Under which of the shop's headings.
    #[serde(default)]
    pub category: Option<String>,
}

/// Where dropped cash goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "TillDropTo")]
pub enum DropTo {
    Safe,
    Bank,
}

/// Takes cash out to the safe or the bank.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillDrop")]
pub struct Drop {
    /// Idempotency key.
    pub key: Key,
    /// How much, above zero.
    pub amount: i64,
    /// Where to.
    pub to: DropTo,
    /// The number of the bag.
    #[serde(default)]
    pub reference: Option<String>,
}

/// Counts the drawer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillCount")]
pub struct Count {
    /// Idempotency key.
    pub key: Key,
    /// Notes and coins; an empty list is an empty drawer.
    pub pieces: Vec<Piece>,
}

/// Closes the session with its last count.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillClose")]
pub struct Close {
    /// Idempotency key.
    pub key: Key,
    /// Why the count is off, where it is off by more than the shop lets pass.
    #[serde(default)]
    pub reason: Option<String>,
    /// What stays for the next session; small pieces up to the usual float when absent.
    #[serde(default)]
    pub left: Option<Vec<Piece>>,
    /// The number of the bag that goes to the bank.
    #[serde(default)]
    pub reference: Option<String>,
}

/// Prints the figures of the open session as they are.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillXReport")]
pub struct XReport {
    /// Idempotency key.
    pub key: Key,
}

/// Asks for sessions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillListQuery")]
pub struct List {
    /// Only those closed before this: the `next` of the page before.
    #[serde(default)]
    pub before: Option<u64>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Asks for one session.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TillGetQuery")]
pub struct Get {
    /// Which.
    pub till_id: TillIdText,
}

/// The order was carried out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The session right after it, without its figures.
    pub session: Session,
    /// Jobs it asked devices for.
    pub job_ids: Vec<JobIdText>,
}

/// The open session of this counter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillCurrent")]
pub struct Current {
    /// It; none when the drawer is closed.
    pub session: Option<Session>,
    /// What the last session left in the drawer.
    pub carried: Option<i64>,
    /// The notes and coins that are counted here, in minor units, largest first.
    pub denominations: Vec<i64>,
}

/// Sessions of this counter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillList")]
pub struct ListResult {
    /// The open one first, then those closed, newest first.
    pub sessions: Vec<Session>,
    /// Ask again with this for older ones; none at the end.
    pub next: Option<u64>,
}

/// One session.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillGetResult")]
pub struct GetResult {
    /// It, with its Z report when it is closed.
    pub session: Session,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "TillStatus")]
pub enum Status {
    Open,
    Closed,
}

/// A session of the drawer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillSession")]
pub struct Session {
    /// Its id.
    pub id: TillIdText,
    /// Its number, which its Z report bears.
    pub number: String,
    /// The counter.
    pub counter: String,
    /// Where it stands.
    pub status: Status,
    /// What lay in the drawer at the beginning.
    pub float: i64,
    /// What the session before had left.
    pub carried: Option<i64>,
    /// Who answers for the drawer.
    pub keeper_id: Option<StaffIdText>,
    /// When it was opened.
    pub opened_at: Moment,
    /// By whom.
    pub opened_by: String,
    /// Cash that moved without a sale, oldest first.
    pub moves: Vec<Moved>,
    /// The counts, oldest first.
    pub counts: Vec<Counted>,
    /// The sums so far. Hidden below a manager until the drawer is counted, where counts are blind.
    pub figures: Option<Figures>,
    /// The Z report, once closed.
    pub z: Option<ZReport>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

/// Which way cash moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "TillMoveKind")]
pub enum MoveKind {
    PaidIn,
    PaidOut,
    DroppedToSafe,
    DroppedToBank,
}

/// Cash that moved without a sale.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillMoved")]
pub struct Moved {
    /// Which way.
    pub kind: MoveKind,
    /// How much, above zero.
    pub amount: i64,
    /// What for; the number of the bag of a drop.
    pub reason: Option<String>,
    /// Under which heading.
    pub category: Option<String>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
}

/// A count of the drawer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillCounted")]
pub struct Counted {
    /// Notes and coins.
    pub pieces: Vec<Piece>,
    /// What they come to.
    pub total: i64,
    /// What the books said then. Hidden as the figures are.
    pub expected: Option<i64>,
    /// Counted less expected: over when above zero. Hidden as the figures are.
    pub over_short: Option<i64>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
}

/// The sums of a session.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillFigures")]
pub struct Figures {
    /// Tickets that closed at zero or above.
    pub sales: u32,
    /// What they came to, with tax.
    pub gross: i64,
    /// Tickets that closed below zero.
    pub refunds: u32,
    /// What they gave back, above zero.
    pub refunded: i64,
    /// Sales undone on their day.
    pub reversals: u32,
    /// What they had come to.
    pub reversed: i64,
    /// Tickets given up before anything was paid.
    pub voids: u32,
    /// Gross less refunded and reversed.
    pub net: i64,
    /// Tax of all these together.
    pub tax: i64,
    /// Money taken on tickets less money given back, by tender: `cash`, `card`, `check`, `other:...`.
    pub tenders: BTreeMap<String, i64>,
    /// Money taken on accounts, plans and credit.
    pub collected: BTreeMap<String, i64>,
    /// What rounding cash brought.
    pub rounding: i64,
    /// By how much deposits on open tickets grew.
    pub deposits: i64,
    /// What lay in the drawer at the beginning.
    pub float: i64,
    /// Cash put in that is no sale.
    pub paid_in: i64,
    /// Cash taken out for the shop's needs.
    pub paid_out: i64,
    /// Cash taken to the safe or the bank.
    pub dropped: i64,
    /// Cash that other parts of the books moved.
    pub other_cash: i64,
    /// What must be in the drawer.
    pub expected: i64,
    /// How often it was opened without a sale.
    pub no_sales: u32,
}

/// What a session came to. It never changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TillZReport")]
pub struct ZReport {
    /// The session's sums.
    pub figures: Figures,
    /// The last count.
    pub pieces: Vec<Piece>,
    /// What it came to.
    pub counted: i64,
    /// Counted less expected: over when above zero.
    pub over_short: i64,
    /// Why.
    pub reason: Option<String>,
    /// What stays in the drawer, piece by piece.
    pub left: Vec<Piece>,
    /// What it comes to.
    pub carried: i64,
    /// What goes to the bank, piece by piece.
    pub deposit_pieces: Vec<Piece>,
    /// What it comes to.
    pub deposit: i64,
    /// The number of the bag.
    pub deposit_reference: Option<String>,
    /// The counter's perpetual totals with this session in them.
    pub grand_total: GrandTotal,
}

/// Totals that never start over.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "TillGrandTotal")]
pub struct GrandTotal {
    /// How many sessions were closed.
    pub closes: u64,
    /// All sales, with tax.
    pub sales: i64,
    /// All that was given back or undone.
    pub refunds: i64,
    /// Sales less refunds.
    pub net: i64,
}
