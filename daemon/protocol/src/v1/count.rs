//! Counts of stock: a few shelves now and then, or everything at once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{CountIdText, Key, Moment, PartIdText, QuantityText};

/// Which few parts make up most of what is sold in a year: A to 80 % of its cost, B to 95 %, C the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AbcClass")]
#[allow(missing_docs, reason = "the letters are the words")]
pub enum Class {
    A,
    B,
    C,
}

/// Begins a count; empty lists leave nothing out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CountOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// Where; this shop's location when absent.
    #[serde(default)]
    pub location: Option<String>,
    /// Only these bins.
    #[serde(default)]
    pub bins: Vec<String>,
    /// Only these categories.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Only these parts.
    #[serde(default)]
    pub part_ids: Vec<PartIdText>,
    /// Only parts of this class, by the sales of a year.
    #[serde(default)]
    pub class: Option<Class>,
    /// Differences of more than this many are counted again; none when absent, so that every difference is.
    #[serde(default)]
    pub tolerance: Option<QuantityText>,
    /// Differences worth more than this are counted again, in minor units; none when absent.
    #[serde(default)]
    pub tolerance_value: Option<i64>,
    /// Whether a second person has to count again.
    #[serde(default)]
    pub recount_by_other: bool,
    /// Whether those who count see what the books say; they do not when absent.
    #[serde(default)]
    pub show_book: bool,
}

macro_rules! count_orders {
    ($($(#[$doc:meta])* $name:ident $schema:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = $schema)]
        pub struct $name {
            /// Idempotency key.
            pub key: Key,
            /// Which count.
            pub count_id: CountIdText,
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}

count_orders! {
    /// Puts a part on the list that was found and is not on it: exactly one of `part_id` and `code`.
    Add "CountAdd" {
        /// By id.
        part_id: Option<PartIdText>,
        /// By number or barcode.
        code: Option<String>,
    }

    /// Writes down what was counted: exactly one of `part_id` and `code`.
    Tally "CountTally" {
        /// By id.
        part_id: Option<PartIdText>,
        /// By number or barcode.
        code: Option<String>,
        /// How many lie there.
        counted: QuantityText,
        /// Whether they lie in a further place, on top of what was counted before.
        #[serde(default)]
        more: bool,
    }

    /// Has parts counted again.
    Recount "CountRecount" {
        /// Which.
        part_ids: Vec<PartIdText>,
    }

    /// Approves the differences and posts them to stock and books; needs a manager.
    Post "CountPost" {
        /// Whether parts that nobody counted stay as the books have them.
        #[serde(default)]
        leave_uncounted: bool,
    }

    /// Gives a count up; nothing changes.
    Cancel "CountCancel" {
        /// Why.
        reason: String,
    }
}

/// Where a count stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CountState")]
#[allow(missing_docs, reason = "the words say it")]
pub enum State {
    Open,
    Posted,
    Canceled,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CountLineState")]
pub enum LineState {
    /// Nobody counted it yet.
    Uncounted,
    /// It has to be counted again.
    Again,
    /// It is counted.
    Counted,
}

/// Lists counts, newest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CountList")]
pub struct List {
    /// Where they stand; `open` when absent.
    #[serde(default)]
    pub state: Option<State>,
    /// Only at this location.
    #[serde(default)]
    pub location: Option<String>,
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Counts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CountListResult")]
pub struct ListResult {
    /// The counts.
    pub counts: Vec<Count>,
}

/// Asks for a count with a page of its sheet, in the order the bins are walked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CountGet")]
pub struct Get {
    /// Which.
    pub count_id: CountIdText,
    /// Only lines in this state.
    #[serde(default)]
    pub state: Option<LineState>,
    /// How many lines to pass over.
    #[serde(default)]
    pub skip: u32,
    /// At most so many lines; 200 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A count with a page of its sheet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CountResult")]
pub struct GetResult {
    /// The count.
    pub count: Count,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A count of stock.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Count {
    /// Id.
    pub id: CountIdText,
    /// Its number.
    pub number: String,
    /// Where.
    pub location: String,
    /// Where it stands.
    pub state: State,
    /// Whether those who count do not see what the books say.
    pub blind: bool,
    /// How many parts are on its list.
    pub lines: usize,
    /// How many of them nobody counted yet.
    pub uncounted: usize,
    /// How many have to be counted again.
    pub again: usize,
    /// When it began.
    pub started_at: Moment,
}

/// One part on the sheet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CountLine")]
pub struct Line {
    /// The part.
    pub part_id: PartIdText,
    /// The maker's number.
    pub number: String,
    /// A few words.
    pub description: String,
    /// Where it lies.
    pub bin: Option<String>,
    /// Where the line stands.
    pub state: LineState,
    /// What the books said when the count began; in a blind count only for managers.
    pub book: Option<QuantityText>,
    /// What was counted last; in a blind count only for managers.
    pub counted: Option<QuantityText>,
    /// Counted less what the books made of it by then; in a blind count only for managers.
    pub difference: Option<QuantityText>,
}

/// An order to a count was carried out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CountAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The count after it.
    pub count: Count,
    /// The part that was counted or put on the list.
    pub part_id: Option<PartIdText>,
    /// Where its line stands: `again` when it has to be counted once more.
    pub line_state: Option<LineState>,
    /// What posting changed the stock's value by, in minor units; only for those who may see costs.
    pub value: Option<i64>,
}
