//! What can be asked of a return.

use jiff::civil::Date;

use crate::ids::LineId;
use crate::money::{Money, Quantity};
use crate::purchase::Purchase;
use crate::supplier::Supplier;

use super::{ReturnItem, ReturnKind};

/// What a return starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnDraft {
    /// Who is to take it back.
    pub supplier: Supplier,
    /// Why.
    pub kind: ReturnKind,
    /// Where the goods lie; the shop's own place when nothing is said.
    pub location: Option<String>,
    /// What goes back.
    pub lines: Vec<ReturnLineDraft>,
}

/// What a line starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnLineDraft {
    /// What goes back.
    pub item: ReturnItem,
    /// A few words.
    pub description: String,
    /// How many pieces or hours; one for a core.
    pub quantity: Quantity,
    /// What is asked for a failed part, labor or a core (the core at what it is booked at); parts out of stock go back at
    /// what they cost, and this is not looked at.
    pub claimed: Option<Money>,
}

/// What a credit says about one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditDraft {
    /// The line.
    pub line: LineId,
    /// How much.
    pub amount: Money,
}

/// An order to a return. What depends on other things comes as values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupplierReturnOrder {
    /// Send it off.
    Send {
        /// The supplier's number for it.
        authorization: Option<String>,
        /// How it travels.
        tracking: Option<String>,
        /// The purchases that the lines name as their origin, as they are now.
        origins: Vec<Purchase>,
    },
    /// Do not send it.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Enter a credit.
    Credit {
        /// The credit's number.
        memo: String,
        /// Its date.
        date: Date,
        /// What it says; each line at most once.
        lines: Vec<CreditDraft>,
        /// Whether a credit above what is open is meant.
        over_confirmed: bool,
    },
    /// Give up what was not credited.
    AcceptShort {
        /// Why.
        reason: String,
    },
}
