//! What can happen to a session of the till.

use crate::ids::StaffId;
use crate::index::Slot;
use crate::money::{Currency, Money};
use crate::number::DocumentNumber;

use super::denominations::Pieces;
use super::figures::{GrandTotal, TillFigures};

/// What can happen to a session of the till.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TillEvent {
    /// The drawer was opened for the day or the shift.
    Opened {
        /// The session's number, which its Z report bears.
        number: DocumentNumber,
        /// The counter, by the prefix of its document numbers.
        counter: String,
        /// Whose money it counts.
        currency: Currency,
        /// What lay in the drawer.
        float: Money,
        /// What the last session left in it, if there was one.
        carried: Option<Money>,
        /// Why the float is another.
        reason: Option<String>,
        /// Who answers for the drawer.
        keeper: Option<StaffId>,
    },
    /// Cash was put in that is no sale.
    PaidIn(Movement),
    /// Cash was taken out for the shop's needs.
    PaidOut(Movement),
    /// Cash was taken out to the safe or the bank.
    Dropped {
        /// How much.
        amount: Money,
        /// Where to.
        to: DropTo,
        /// The number of the bag or the deposit.
        reference: Option<String>,
    },
    /// The drawer was counted.
    Counted {
        /// Which count, from 1.
        count: u32,
        /// Notes and coins.
        pieces: Pieces,
        /// What they come to.
        total: Money,
        /// What the books said was in the drawer at that moment.
        expected: Money,
    },
    /// It was closed: the Z report, once and for ever.
    Closed(Box<ZReport>),
    /// Something that a manager stood in for.
    Overridden {
        /// Who stood in.
        by: StaffId,
        /// For what.
        what: String,
        /// Why.
        reason: String,
    },
}

/// Cash that went in or out without a sale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Movement {
    /// How much, above zero.
    pub amount: Money,
    /// What for.
    pub reason: String,
    /// Under which of the shop's headings.
    pub category: Option<String>,
}

/// Where dropped cash goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DropTo {
    /// The shop's safe.
    Safe,
    /// The bank.
    Bank,
}

impl DropTo {
    /// Returns the stable word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Bank => "bank",
        }
    }
}

/// What a session came to. It stands in the event itself, so that the journal's hash chain holds it: no later version of
/// the rules can make an old Z report say anything else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ZReport {
    /// The counter.
    pub counter: String,
    /// The session's sums.
    pub figures: TillFigures,
    /// Notes and coins at the last count.
    pub pieces: Pieces,
    /// What they came to.
    pub counted: Money,
    /// Counted less expected: over when above zero, short when below.
    pub over_short: Money,
    /// Why it was over or short.
    pub reason: Option<String>,
    /// What stays in the drawer for the next session, piece by piece.
    pub left: Pieces,
    /// What it comes to.
    pub carried: Money,
    /// The deposit slip: what goes to the bank, piece by piece.
    pub deposit_pieces: Pieces,
    /// What it comes to.
    pub deposit: Money,
    /// The number of the bag.
    pub deposit_reference: Option<String>,
    /// The counter's perpetual totals with this session in them.
    pub grand_total: GrandTotal,
}

impl TillEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Opened { number, .. } => Some(number),
            Self::PaidIn(_)
            | Self::PaidOut(_)
            | Self::Dropped { .. }
            | Self::Counted { .. }
            | Self::Closed(_)
            | Self::Overridden { .. } => None,
        }
    }

    /// Returns what the session is found by from now on: `till.open` and `till.closed` by counter, so that the newest of
    /// the latter is the last Z report.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Opened {
                number, counter, ..
            } => vec![Slot::put("till.open", counter), Slot::put("number", number)],
            Self::Closed(z) => vec![
                Slot::clear("till.open"),
                Slot::put("till.closed", &z.counter),
            ],
            Self::PaidIn(_)
            | Self::PaidOut(_)
            | Self::Dropped { .. }
            | Self::Counted { .. }
            | Self::Overridden { .. } => Vec::new(),
        }
    }
}
