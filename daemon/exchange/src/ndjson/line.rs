//! The shapes of the lines.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The name of the format.
pub const FORMAT: &str = "counterd-journal";
/// Its version. A reader takes this one only; a new one gets a new number.
pub const VERSION: u32 = 1;

/// What an export says about itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// Whose data it is.
    pub shop: String,
    /// When it was made.
    pub exported_at: Timestamp,
    /// The cursor of the last record.
    pub head: u64,
    /// The journal's hash at that record, as the store writes it.
    pub head_hash: String,
}

/// The header on the wire. A later version may say more; it is refused by its number, and not by that.
#[derive(Serialize, Deserialize)]
pub(super) struct HeaderLine {
    pub format: String,
    pub version: u32,
    pub shop: String,
    pub exported_at: String,
    pub head: u64,
    pub head_hash: String,
}

/// The last line on the wire.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndLine {
    pub records: u64,
    pub sha256: String,
}

/// A line that is written.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LineOut<'a> {
    Header(HeaderLine),
    Record(&'a RawValue),
    End(EndLine),
}

/// A line that is read. A struct and not an enum: raw values cannot pass through serde's enum buffer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineIn<'a> {
    pub header: Option<HeaderLine>,
    #[serde(borrow)]
    pub record: Option<&'a RawValue>,
    pub end: Option<EndLine>,
}
