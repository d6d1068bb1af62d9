//! What can be asked of the till. Amounts are in minor units of the shop's currency.

use crate::ids::{StaffId, TillId};
use crate::money::Money;

use super::denominations::Pieces;
use super::event::DropTo;
use super::figures::{GrandTotal, TillFigures};

/// What the counter's last closed session left behind: read from the newest session under `till.closed`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LastClose {
    /// What it left in the drawer.
    pub carried: Money,
    /// The counter's perpetual totals.
    pub grand_total: GrandTotal,
}

/// A session to open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TillDraft {
    /// What lies in the drawer; what the last session left, or else the usual float, when absent.
    pub float: Option<i64>,
    /// Why it is not what the last session left.
    pub reason: Option<String>,
    /// Who answers for the drawer; whoever opens it when absent.
    pub keeper: Option<StaffId>,
    /// The session that is open at this counter, if there is one.
    pub open: Option<TillId>,
    /// What the last one left.
    pub last: Option<LastClose>,
}

/// An order to an open session. `drawer` is the books' balance of the session's cash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TillOrder {
    /// Put cash in that is no sale.
    PayIn {
        /// How much.
        amount: i64,
        /// What for.
        reason: String,
        /// Under which heading.
        category: Option<String>,
    },
    /// Take cash out for the shop's needs.
    PayOut {
        /// How much.
        amount: i64,
        /// What for.
        reason: String,
        /// Under which heading.
        category: Option<String>,
        /// What is in the drawer.
        drawer: Money,
    },
    /// Take cash out to the safe or the bank.
    Drop {
        /// How much.
        amount: i64,
        /// Where to.
        to: DropTo,
        /// The number of the bag.
        reference: Option<String>,
        /// What is in the drawer.
        drawer: Money,
    },
    /// Count the drawer.
    Count {
        /// Notes and coins.
        pieces: Pieces,
        /// What is in the drawer.
        drawer: Money,
    },
    /// Close the session with its last count.
    Close {
        /// Why the count is off.
        reason: Option<String>,
        /// What stays for the next session; small pieces up to the usual float when absent.
        left: Option<Pieces>,
        /// The number of the bag that goes to the bank.
        reference: Option<String>,
        /// What is in the drawer.
        drawer: Money,
        /// The session's sums by [`super::TillFold`].
        figures: Box<TillFigures>,
        /// What the session before left, if there was one.
        last: Option<LastClose>,
    },
}
