//! One line of a purchase: what is bought, for what purpose, and how far it has come.

use jiff::civil::Date;

use crate::ids::{CustomerId, LineId, PartId, TicketId, TicketJobId};
use crate::money::{Currency, Money, MoneyError, Quantity, UnitPrice};

use super::arithmetic::{less, value};

/// A part ordered for one customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecialOrder {
    /// Who waits for it.
    pub customer: CustomerId,
    /// On which ticket.
    pub ticket: TicketId,
    /// For which of its lines.
    pub line: LineId,
    /// What was said about the deposit.
    pub deposit_note: Option<String>,
}

/// For what something is bought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// The shelf.
    Stock,
    /// A customer who waits for it; kept apart from what others may buy.
    SpecialOrder(SpecialOrder),
    /// Work that another firm does for one job of a ticket: no goods come.
    Sublet {
        /// The ticket.
        ticket: TicketId,
        /// Its job.
        job: TicketJobId,
    },
    /// A work order: it must be billed there, stocked or returned.
    WorkOrder {
        /// The ticket.
        ticket: TicketId,
        /// The line that bills it, when there is one already.
        line: Option<LineId>,
    },
}

impl Purpose {
    /// Returns the ticket it is for.
    #[must_use]
    pub const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Stock => None,
            Self::SpecialOrder(special) => Some(special.ticket),
            Self::Sublet { ticket, .. } | Self::WorkOrder { ticket, .. } => Some(*ticket),
        }
    }

    /// Tells whether received goods are kept apart from stock that anyone may have.
    #[must_use]
    pub const fn holds_goods(&self) -> bool {
        match self {
            Self::SpecialOrder(_) | Self::WorkOrder { .. } => true,
            Self::Stock | Self::Sublet { .. } => false,
        }
    }
}

/// What is bought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PurchaseItem {
    /// The line's id.
    pub id: LineId,
    /// The part; none for sublet work.
    pub part: Option<PartId>,
    /// The supplier's number for it.
    pub number: Option<String>,
    /// A few words.
    pub description: String,
    /// How many.
    pub quantity: Quantity,
    /// What one is to cost.
    pub unit_cost: UnitPrice,
    /// The deposit on one old part, on top of its cost.
    pub core_deposit: UnitPrice,
    /// For what.
    pub purpose: Purpose,
}

impl PurchaseItem {
    /// Returns what its goods and their core deposits come to as ordered.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn comes_to(&self, currency: Currency) -> Result<(Money, Money), MoneyError> {
        let goods = value(self.quantity, self.unit_cost, currency)?;
        Ok((goods, value(self.quantity, self.core_deposit, currency)?))
    }
}

/// What the supplier has said will come later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BackOrder {
    /// How many.
    pub quantity: Quantity,
    /// When, if they know.
    pub expected: Option<Date>,
}

/// Received and asked for by no invoice yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unmatched {
    /// How many.
    pub quantity: Quantity,
    /// What they were booked at, without core deposits.
    pub goods: Money,
    /// Their core deposits.
    pub core: Money,
}

/// A line as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PurchaseLine {
    /// What is bought.
    pub item: PurchaseItem,
    /// How many came in good order.
    pub received: Quantity,
    /// How many came damaged and were not taken: they are still to come.
    pub damaged: Quantity,
    /// How many will not come.
    pub canceled: Quantity,
    /// What of the rest comes later.
    pub back_order: Option<BackOrder>,
    /// How many were sent back.
    pub returned: Quantity,
    /// How many of those kept apart were sold on their ticket.
    pub used: Quantity,
    /// How many of those kept apart went to the shelf.
    pub stocked: Quantity,
    /// When the first came.
    pub arrived: Option<Date>,
    /// When the customer was told.
    pub noticed: Option<Date>,
    /// Received and not invoiced.
    pub unmatched: Unmatched,
}

impl PurchaseLine {
    pub(super) const fn new(item: PurchaseItem, currency: Currency) -> Self {
        Self {
            item,
            received: Quantity::ZERO,
            damaged: Quantity::ZERO,
            canceled: Quantity::ZERO,
            back_order: None,
            returned: Quantity::ZERO,
            used: Quantity::ZERO,
            stocked: Quantity::ZERO,
            arrived: None,
            noticed: None,
            unmatched: Unmatched {
                quantity: Quantity::ZERO,
                goods: Money::zero(currency),
                core: Money::zero(currency),
            },
        }
    }

    /// Returns how many are still to come; never below zero.
    #[must_use]
    pub fn open(&self) -> Quantity {
        less(less(self.item.quantity, self.canceled), self.received)
    }

    /// Returns how many can be sent back.
    #[must_use]
    pub fn returnable(&self) -> Quantity {
        less(less(self.received, self.returned), self.used)
    }

    /// Returns how many lie here for the line's ticket and are not sold, stocked or sent back.
    #[must_use]
    pub fn held(&self) -> Quantity {
        if !self.item.purpose.holds_goods() {
            return Quantity::ZERO;
        }
        less(self.returnable(), self.stocked)
    }
}
