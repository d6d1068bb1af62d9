//! What can happen to a transfer.

use crate::ids::{PartId, StaffId};
use crate::index::Slot;
use crate::money::{Money, Quantity};
use crate::number::DocumentNumber;

/// What is to be transferred.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransferDraft {
    /// The location that gives.
    pub from: String,
    /// The location that gets.
    pub to: String,
    /// Which parts; each once.
    pub lines: Vec<Wanted>,
    /// Anything to know.
    pub note: Option<String>,
}

/// How many of a part are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The part.
    pub part: PartId,
    /// How many.
    pub quantity: Quantity,
}

/// How many of a part went on their way, arrived, or did not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The part.
    pub part: PartId,
    /// How many.
    pub quantity: Quantity,
}

/// What can happen to a transfer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TransferEvent {
    /// It was asked for.
    Requested {
        /// Its number.
        number: DocumentNumber,
        /// What is to be transferred.
        draft: TransferDraft,
    },
    /// Goods left.
    Sent {
        /// Which.
        lines: Vec<Moved>,
    },
    /// Goods arrived.
    Received {
        /// Which.
        lines: Vec<Moved>,
    },
    /// Nothing more will come.
    Closed {
        /// What was sent and never arrived.
        missing: Vec<Moved>,
        /// What that cost.
        loss: Money,
        /// Why, when something is missing.
        reason: Option<String>,
        /// Who stood in for someone who may not write goods off.
        approved_by: Option<StaffId>,
    },
    /// It was given up before anything left.
    Canceled {
        /// Why.
        reason: String,
    },
}

impl TransferEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Requested { number, .. } => Some(number),
            Self::Sent { .. }
            | Self::Received { .. }
            | Self::Closed { .. }
            | Self::Canceled { .. } => None,
        }
    }

    /// Returns what the transfer is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Requested { number, draft } => vec![
                Slot::put("number", number),
                Slot::put("transfer.state", "requested"),
                Slot::put("transfer.from", &draft.from),
                Slot::put("transfer.to", &draft.to),
            ],
            Self::Sent { .. } => vec![Slot::put("transfer.state", "sent")],
            Self::Received { .. } => vec![Slot::put("transfer.state", "received")],
            Self::Closed { .. } => vec![Slot::put("transfer.state", "closed")],
            Self::Canceled { .. } => vec![Slot::put("transfer.state", "canceled")],
        }
    }
}
