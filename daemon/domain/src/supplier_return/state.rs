//! A return to a supplier as its events have left it.

use jiff::civil::Date;
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{CoreId, LineId, PartId, SupplierId, SupplierReturnId, TicketId};
use crate::ledger::Account;
use crate::money::{Currency, Money, Quantity, UnitPrice};
use crate::number::DocumentNumber;
use crate::stock::ReceiptKey;

use super::SupplierReturnEvent;

/// Why things go back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnKind {
    /// They are not wanted.
    Plain,
    /// They failed under their warranty.
    Warranty {
        /// The supplier's claim number.
        claim: String,
    },
    /// They are old parts: the lines are the shipment's manifest.
    Cores,
}

/// What goes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnItem {
    /// Parts out of stock, at what they cost when they came.
    Stock {
        /// The part.
        part: PartId,
        /// What one cost at its receipt.
        unit_cost: UnitPrice,
        /// The deposit paid on one old part.
        core_deposit: UnitPrice,
        /// Where they came from, if that is known.
        origin: Option<ReceiptKey>,
    },
    /// Parts that failed on a vehicle: in no stock any more.
    Failed {
        /// The part.
        part: PartId,
        /// The ticket that showed it.
        ticket: Option<TicketId>,
    },
    /// Labor that the failure cost; nothing is sent.
    Labor {
        /// The ticket it was done on.
        ticket: Option<TicketId>,
    },
    /// One old part.
    Core {
        /// Which.
        core: CoreId,
        /// The part that it was.
        part: PartId,
    },
}

impl ReturnItem {
    /// Returns the account that holds what the supplier owes for it; claims under a warranty are nobody's debt until the
    /// supplier grants them.
    #[must_use]
    pub const fn owed_in(&self) -> Option<Account> {
        match self {
            Self::Stock { .. } => Some(Account::SupplierClaims),
            Self::Core { .. } => Some(Account::CoreReceivable),
            Self::Failed { .. } | Self::Labor { .. } => None,
        }
    }
}

/// One line of a return.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnLine {
    /// Its id.
    pub id: LineId,
    /// What goes back.
    pub item: ReturnItem,
    /// A few words.
    pub description: String,
    /// How many pieces or hours.
    pub quantity: Quantity,
    /// What the goods are worth, without core deposits.
    pub goods: Money,
    /// Core deposits that go back with new parts.
    pub core_deposits: Money,
    /// What the supplier should credit in all.
    pub expected: Money,
    /// What it has not credited and nobody has given up.
    pub open: Money,
}

/// How far a return has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReturnState {
    /// Asked for.
    Requested,
    /// On its way; the supplier owes a credit.
    Sent,
    /// Credited, or given up.
    Credited,
    /// Not sent after all.
    Canceled,
}

impl ReturnState {
    /// Returns the stable word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Sent => "sent",
            Self::Credited => "credited",
            Self::Canceled => "canceled",
        }
    }
}

/// A return to a supplier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplierReturn {
    /// Its id.
    pub id: SupplierReturnId,
    /// Its number.
    pub number: DocumentNumber,
    /// Who takes it back.
    pub supplier: SupplierId,
    /// The supplier's name then.
    pub supplier_name: String,
    /// Why.
    pub kind: ReturnKind,
    /// Where the goods lie.
    pub location: String,
    /// Whose money it counts.
    pub currency: Currency,
    /// How far it has come.
    pub state: ReturnState,
    /// The supplier's number for it.
    pub authorization: Option<String>,
    /// When it was sent.
    pub sent_on: Option<Date>,
    /// What goes back.
    pub lines: Vec<ReturnLine>,
    /// The numbers of the credits.
    pub memos: Vec<String>,
}

impl Aggregate for SupplierReturn {
    type Event = SupplierReturnEvent;

    fn open(id: Uuid, event: &SupplierReturnEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        let SupplierReturnEvent::Requested {
            number,
            supplier,
            supplier_name,
            kind,
            location,
            currency,
            lines,
        } = event
        else {
            return None;
        };
        Some(Self {
            id: id.into(),
            number: number.clone(),
            supplier: *supplier,
            supplier_name: supplier_name.clone(),
            kind: kind.clone(),
            location: location.clone(),
            currency: *currency,
            state: ReturnState::Requested,
            authorization: None,
            sent_on: None,
            lines: lines.clone(),
            memos: Vec::new(),
        })
    }

    fn apply(&mut self, event: &SupplierReturnEvent, _at: Timestamp, _by: &Actor) {
        match event {
            SupplierReturnEvent::Requested { .. } => {}
            SupplierReturnEvent::Sent {
                on, authorization, ..
            } => {
                self.state = ReturnState::Sent;
                self.sent_on = Some(*on);
                self.authorization.clone_from(authorization);
            }
            SupplierReturnEvent::Canceled(_) => self.state = ReturnState::Canceled,
            SupplierReturnEvent::Credited {
                memo, lines, state, ..
            } => {
                self.memos.push(memo.clone());
                self.state = *state;
                for credited in lines {
                    let ours = self.lines.iter_mut().find(|line| line.id == credited.line);
                    if let Some(line) = ours {
                        line.open = credited.open;
                    }
                }
            }
            SupplierReturnEvent::ShortAccepted { .. } => {
                self.state = ReturnState::Credited;
                for line in &mut self.lines {
                    line.open = Money::zero(self.currency);
                }
            }
        }
    }
}
