//! What can happen to a return to a supplier.

use jiff::civil::Date;

use crate::ids::{LineId, SupplierId};
use crate::index::Slot;
use crate::money::{Currency, Money};
use crate::number::DocumentNumber;

use super::{ReturnItem, ReturnKind, ReturnLine, ReturnState};

/// What a credit says about one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credited {
    /// The line.
    pub line: LineId,
    /// How much was credited.
    pub amount: Money,
    /// How much is still open after it.
    pub open: Money,
}

/// What can happen to a return to a supplier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupplierReturnEvent {
    /// It was asked for.
    Requested {
        /// Its number.
        number: DocumentNumber,
        /// Who is to take it back.
        supplier: SupplierId,
        /// The supplier's name.
        supplier_name: String,
        /// Why.
        kind: ReturnKind,
        /// Where the goods lie.
        location: String,
        /// Whose money it counts.
        currency: Currency,
        /// What goes back.
        lines: Vec<ReturnLine>,
    },
    /// It left.
    Sent {
        /// On which day.
        on: Date,
        /// The supplier's number for it.
        authorization: Option<String>,
        /// How it travels.
        tracking: Option<String>,
    },
    /// It was not sent after all, and why.
    Canceled(String),
    /// A credit came.
    Credited {
        /// The credit's number.
        memo: String,
        /// Its date.
        date: Date,
        /// What it says.
        lines: Vec<Credited>,
        /// How far that brings the return.
        state: ReturnState,
    },
    /// What was not credited was given up.
    ShortAccepted {
        /// How much in all.
        amount: Money,
        /// Why.
        reason: String,
    },
}

impl SupplierReturnEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        if let Self::Requested { number, .. } = self {
            Some(number)
        } else {
            None
        }
    }

    /// Returns what the return is found by: `number`, `supplier_return.state`, `supplier_return.supplier`,
    /// `supplier_return.claim`, `supplier_return.core` (one per line: the core's id), `supplier_return.short` (while a
    /// credit that came fell short).
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        let state = |state: ReturnState| Slot::put("supplier_return.state", state.word());
        match self {
            Self::Requested {
                number,
                supplier,
                kind,
                lines,
                ..
            } => {
                let mut slots = vec![
                    Slot::put("number", number),
                    state(ReturnState::Requested),
                    Slot::put("supplier_return.supplier", supplier),
                ];
                if let ReturnKind::Warranty { claim } = kind {
                    slots.push(Slot::put("supplier_return.claim", claim));
                }
                slots.extend(lines.iter().filter_map(|line| match &line.item {
                    ReturnItem::Core { core, .. } => {
                        Some(Slot::put("supplier_return.core", core).at(line.id))
                    }
                    ReturnItem::Stock { .. }
                    | ReturnItem::Failed { .. }
                    | ReturnItem::Labor { .. } => None,
                }));
                slots
            }
            Self::Sent { .. } => vec![state(ReturnState::Sent)],
            Self::Canceled(_) => vec![state(ReturnState::Canceled)],
            Self::Credited { state: now, .. } => vec![
                state(*now),
                if *now == ReturnState::Credited {
                    Slot::clear("supplier_return.short")
                } else {
                    Slot::put("supplier_return.short", "short")
                },
            ],
            Self::ShortAccepted { .. } => vec![
                state(ReturnState::Credited),
                Slot::clear("supplier_return.short"),
            ],
        }
    }
}
