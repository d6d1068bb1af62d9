//! What the domain is told about the world: who acts, when, and which fresh ids it may use.

use std::fmt;

use crate::ids::{JobId, LineId, PaymentId, StaffId, TicketId};
use crate::money::{Currency, UnitPrice};

/// A moment: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Makes a moment from Unix milliseconds.
    #[must_use]
    pub const fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Returns the Unix milliseconds.
    #[must_use]
    pub const fn unix_ms(self) -> i64 {
        self.0
    }
}

/// Who gave an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A person signed in at a page.
    Staff(StaffId),
    /// Software that holds a token, by the token's name.
    Client(String),
    /// The daemon itself: a device's answer, a payment's next step.
    Daemon,
}

/// Fresh ids, one of each kind that a single command may need.
#[derive(Clone, Copy, Debug)]
pub struct FreshIds {
    /// For the line that the command may add.
    pub line: LineId,
    /// For the payment that the command may start.
    pub payment: PaymentId,
    /// For the drawer pulse that the command may ask for.
    pub drawer_job: JobId,
    /// For the receipt that the command may ask for.
    pub receipt_job: JobId,
    /// For the ticket that the command may open.
    pub ticket: TicketId,
}

/// The world as one command sees it.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Now.
    pub now: Timestamp,
    /// Who acts.
    pub actor: Actor,
    /// Ids that no one has used.
    pub ids: FreshIds,
    /// The next free document numbers of this counter.
    pub numbers: crate::number::NextNumbers,
    /// What the shop has set up.
    pub shop: std::sync::Arc<ShopRules>,
}

/// Settings that rules depend on. A change is a new value, never an edit in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopRules {
    /// The currency of every price and payment.
    pub currency: Currency,
    /// The prefix of this counter's document numbers, e.g. `C1`.
    pub counter: String,
    /// What an hour of labor costs when nothing else is said.
    pub labor_rate: UnitPrice,
    /// Where parts leave the shelf.
    pub location: String,
    /// Which printer receipts go to, if there is one.
    pub receipt_printer: Option<crate::ids::DeviceName>,
    /// Which drawer holds the cash, if there is one.
    pub drawer: Option<crate::ids::DeviceName>,
    /// Which card reader takes cards, if there is one.
    pub card_reader: Option<String>,
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}
