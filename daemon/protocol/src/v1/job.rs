//! Orders to devices: receipts, drawer pulses, documents of outside programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::document::What;
use crate::values::{JobIdText, Key, Moment, TicketIdText};

/// Asks for jobs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JobListQuery")]
pub struct List {
    /// Only those without an outcome, oldest first.
    #[serde(default)]
    pub unsettled: Option<bool>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Jobs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "JobList")]
pub struct ListResult {
    /// Newest first.
    pub jobs: Vec<Job>,
}

/// What a job asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "JobKind")]
pub enum Kind {
    Receipt,
    Drawer,
    Paper,
    Reprint,
    Document,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "JobState")]
pub enum State {
    /// Durable, not sent: the device is being waited for.
    Requested,
    /// Being sent.
    Started,
    /// The device confirmed it.
    Done,
    /// Sent whole, but the device cannot confirm.
    Unconfirmed,
    /// Nothing was sent; it may be retried.
    Failed,
    /// Perhaps some was sent: look at the paper.
    Unknown,
}

/// One order to a device.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Job {
    /// Id.
    pub id: JobIdText,
    /// What it asks for.
    pub kind: Kind,
    /// Which paper, of a job of kind `paper`.
    pub paper: Option<What>,
    /// Of which device.
    pub device: String,
    /// Where it stands.
    pub state: State,
    /// Whether the paper says COPY.
    pub copy: bool,
    /// Its ticket.
    pub ticket_id: Option<TicketIdText>,
    /// The ticket's number.
    pub ticket_number: Option<String>,
    /// Why it failed or is unknown, or why the drawer was opened.
    pub problem: Option<String>,
    /// When it was asked for.
    pub requested_at: Moment,
    /// When it got its outcome.
    pub settled_at: Option<Moment>,
}

/// Opens the drawer without a sale.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DrawerOpen")]
pub struct OpenDrawer {
    /// Idempotency key.
    pub key: Key,
    /// Why; it is kept.
    pub reason: String,
    /// Which drawer; the counter's own when absent.
    #[serde(default)]
    pub device: Option<String>,
}

/// Tries a failed job again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JobRetry")]
pub struct Retry {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub job_id: JobIdText,
}

/// Takes a job back that has not begun.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JobCancel")]
pub struct Cancel {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub job_id: JobIdText,
}

/// Says what became of a job whose device could not tell.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JobResolve")]
pub struct Resolve {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub job_id: JobIdText,
    /// Whether the whole of it was done. If not, it counts as failed and may be retried.
    pub done: bool,
}

/// Prints what a job printed once more, marked as a copy.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JobReprint")]
pub struct Reprint {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub job_id: JobIdText,
}

/// Asks for a picture of what a job sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JobPreview")]
pub struct Preview {
    /// Which.
    pub job_id: JobIdText,
}

/// What a job sent, as it looks on paper.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "JobPreviewed")]
pub struct Previewed {
    /// PNG pictures in base64, one for each piece of paper.
    pub pages: Vec<String>,
    /// The text lines, top to bottom.
    pub text: Vec<String>,
}

/// Jobs were asked for and are durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "JobsAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The jobs.
    pub job_ids: Vec<JobIdText>,
}

/// Prints a document, once for each key.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PrintSubmit")]
pub struct Submit {
    /// Idempotency key.
    pub key: Key,
    /// Which printer; the receipt printer when absent.
    #[serde(default)]
    pub device: Option<String>,
    /// What to print.
    pub document: Document,
}

/// A document, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// 1 to 500 elements.
    pub elements: Vec<Element>,
}

/// The most elements a document may have.
pub const ELEMENTS_MAX: usize = 500;

/// One element of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "DocumentElement")]
pub enum Element {
    /// A line of text; long lines wrap.
    Text(Text),
    /// Something left and something right on one line, such as a name and an amount.
    Pair(Pair),
    /// A ruled line.
    Rule,
    /// Blank lines.
    Feed(u8),
    /// A Code 128 barcode of printable ASCII.
    Barcode(String),
    /// A QR code.
    Qr(String),
    /// Cuts the paper.
    Cut,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DocumentText")]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where it stands; left when absent.
    #[serde(default)]
    pub align: Align,
    /// Bold.
    #[serde(default)]
    pub bold: bool,
    /// Twice as wide and high.
    #[serde(default)]
    pub large: bool,
}

/// Something left and something right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DocumentPair")]
pub struct Pair {
    /// Left.
    pub left: String,
    /// Right.
    pub right: String,
}

/// Where text stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}
