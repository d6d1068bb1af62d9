//! What can happen to a count.

use crate::ctx::Actor;
use crate::ids::{PartId, StaffId};
use crate::index::Slot;
use crate::money::{Money, Quantity, UnitPrice};
use crate::number::DocumentNumber;
use crate::stock::abc::AbcClass;

/// Which stock is counted. Empty lists leave nothing out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CountScope {
    /// Where.
    pub location: String,
    /// Only these bins.
    pub bins: Vec<String>,
    /// Only these categories.
    pub categories: Vec<String>,
    /// Only these parts.
    pub parts: Vec<PartId>,
    /// Only parts of this class.
    pub class: Option<AbcClass>,
}

/// When a difference is too large to be believed at once, and who may look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CountRules {
    /// Differences of more than this many are counted again.
    pub tolerance: Quantity,
    /// Differences worth more than this are counted again.
    pub tolerance_value: Money,
    /// Whether a second person has to count again.
    pub recount_by_other: bool,
    /// Whether those who count see what the books say.
    pub blind: bool,
}

/// What the books said of a part when its count began.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frozen {
    /// The part.
    pub part: PartId,
    /// Where it lies.
    pub bin: Option<String>,
    /// How many, by the books.
    pub book: Quantity,
    /// What one costs.
    pub unit_cost: UnitPrice,
}

/// What someone counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// How many lie there, in all places.
    pub counted: Quantity,
    /// How many should: frozen, and moved since.
    pub expected: Quantity,
    /// Who counted.
    pub by: Actor,
}

/// What posting changes of one part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CountDifference {
    /// The part.
    pub part: PartId,
    /// How many more there are than the books say; below zero for less.
    pub quantity: Quantity,
    /// By how much the value of the stock changes.
    pub value: Money,
}

/// What can happen to a count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CountEvent {
    /// It began; the books are frozen.
    Started {
        /// Its number.
        number: DocumentNumber,
        /// Which stock.
        scope: CountScope,
        /// By which rules.
        rules: CountRules,
        /// What the books say.
        lines: Vec<Frozen>,
    },
    /// A part was found that was not on the list; the books are frozen for it now.
    LineAdded(Frozen),
    /// A part was counted.
    Counted {
        /// Which.
        part: PartId,
        /// What was found.
        tally: Tally,
        /// Whether it has to be counted again.
        again: bool,
    },
    /// Someone wants parts counted again.
    RecountAsked {
        /// Which.
        parts: Vec<PartId>,
    },
    /// The differences were approved and posted.
    Posted {
        /// What changed.
        differences: Vec<CountDifference>,
        /// How many parts nobody counted; they stay as the books have them.
        uncounted: u32,
        /// By how much the value of the stock changes in all.
        value: Money,
        /// Who stood in for someone who may not approve.
        approved_by: Option<StaffId>,
    },
    /// It was given up; nothing changes.
    Canceled {
        /// Why.
        reason: String,
    },
}

impl CountEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Started { number, .. } => Some(number),
            Self::LineAdded(_)
            | Self::Counted { .. }
            | Self::RecountAsked { .. }
            | Self::Posted { .. }
            | Self::Canceled { .. } => None,
        }
    }

    /// Returns what the count is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Started { number, scope, .. } => vec![
                Slot::put("number", number),
                Slot::put("count.state", "open"),
                Slot::put("count.location", &scope.location),
                Slot::put("count.open_at", &scope.location),
            ],
            Self::LineAdded(_) | Self::Counted { .. } | Self::RecountAsked { .. } => Vec::new(),
            Self::Posted { .. } => vec![
                Slot::put("count.state", "posted"),
                Slot::clear("count.open_at"),
            ],
            Self::Canceled { .. } => vec![
                Slot::put("count.state", "canceled"),
                Slot::clear("count.open_at"),
            ],
        }
    }
}
