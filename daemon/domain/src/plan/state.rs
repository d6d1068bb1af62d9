//! A plan as it is folded from its story.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Installment, PlanEvent, PlanShare, Rhythm};
use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{CustomerId, PlanId, TicketId};
use crate::money::{Money, MoneyError, Rate};
use crate::people::Role;
use crate::people::account::days_late;

/// How far a plan has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PlanState {
    /// Drawn up; nothing is owed.
    Draft,
    /// Owed.
    Active,
    /// Paid in full.
    Paid,
    /// Given up.
    Defaulted,
    /// Dropped before money was paid.
    Canceled,
}

impl PlanState {
    /// Returns the word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Paid => "paid",
            Self::Defaulted => "defaulted",
            Self::Canceled => "canceled",
        }
    }
}

/// What the shop has set up about plans.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanRules {
    /// The least share of the price that must be paid down.
    pub down_payment_min: Rate,
    /// Who may draw a plan up.
    pub open_role: Role,
    /// Who may give up on one.
    pub default_role: Role,
}

impl Default for PlanRules {
    fn default() -> Self {
        Self {
            down_payment_min: Rate::ZERO,
            open_role: Role::Advisor,
            default_role: Role::Owner,
        }
    }
}

/// An installment plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Who pays.
    pub customer: CustomerId,
    /// What is bought costs this, with tax.
    pub price: Money,
    /// What is paid at once, on the ticket.
    pub down_payment: Money,
    /// What the credit costs.
    pub charge: Money,
    /// How often an installment is due.
    pub rhythm: Rhythm,
    /// Its installments in order.
    pub installments: Vec<Installment>,
    /// How far it has come.
    pub state: PlanState,
    /// The ticket that was charged to it.
    pub ticket: Option<TicketId>,
    /// Whether money was paid on it.
    pub has_payments: bool,
}

/// An installment that is late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overdue {
    /// Which, from 1.
    pub installment: u16,
    /// When it was due.
    pub due: Date,
    /// What is left of it.
    pub left: Money,
    /// How many days ago that was.
    pub days: i32,
}

impl Plan {
    /// Returns what is financed: the price less the down payment, without the charge.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn financed(&self) -> Result<Money, MoneyError> {
        self.price.minus(self.down_payment)
    }

    /// Returns what is still to be paid: the balance of the books while it is active.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn remaining(&self) -> Result<Money, MoneyError> {
        let zero = Money::zero(self.price.currency());
        self.installments
            .iter()
            .try_fold(zero, |sum, one| sum.plus(one.left()?))
    }

    /// Tells whether the law asks for disclosures: credit with a charge, or in more than four installments
    /// (12 CFR 1026.2(a)(17)(i), Regulation Z).
    #[must_use]
    pub fn needs_disclosure(&self) -> bool {
        self.charge.minor() > 0 || self.installments.len() > 4
    }

    /// Returns the installments that are late on a day, the oldest first.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn overdue(&self, today: Date) -> Result<Vec<Overdue>, MoneyError> {
        let mut late = Vec::new();
        if self.state != PlanState::Active {
            return Ok(late);
        }
        for one in &self.installments {
            let (left, days) = (one.left()?, days_late(one.due, today));
            if left.minor() > 0 && days > 0 {
                late.push(Overdue {
                    installment: one.number,
                    due: one.due,
                    left,
                    days,
                });
            }
        }
        Ok(late)
    }

    /// Returns the charges of installments that are not due: what need not be paid when all else is paid today. Unearned
    /// charges of credit that is paid early are the customer's (15 USC 1615(a)).
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn unearned(&self, today: Date) -> Result<Vec<PlanShare>, MoneyError> {
        let mut shares = Vec::new();
        for one in self.installments.iter().filter(|one| one.due > today) {
            let left = one.left()?;
            let amount = if left < one.charge { left } else { one.charge };
            if amount.minor() > 0 {
                shares.push(PlanShare {
                    installment: one.number,
                    amount,
                });
            }
        }
        Ok(shares)
    }

    /// Returns what pays it off today.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn payoff(&self, today: Date) -> Result<Money, MoneyError> {
        let unearned = self.unearned(today)?;
        let mut payoff = self.remaining()?;
        for share in unearned {
            payoff = payoff.minus(share.amount)?;
        }
        Ok(payoff)
    }

    /// Returns the day of the first installment of which something is left.
    pub(super) fn next_due(&self) -> Option<Date> {
        let open = |one: &&Installment| one.left().is_ok_and(|left| left.minor() > 0);
        self.installments.iter().find(open).map(|one| one.due)
    }

    /// Settles installments; never more of one than is left of it.
    pub(super) fn settle(&mut self, shares: &[PlanShare]) {
        for share in shares {
            let number = share.installment;
            let one = self
                .installments
                .iter_mut()
                .find(|one| one.number == number);
            if let Some(one) = one
                && let Ok(left) = one.left()
            {
                let part = if share.amount < left {
                    share.amount
                } else {
                    left
                };
                one.settled = one.settled.plus(part).unwrap_or(one.settled);
            }
        }
        let done = self.remaining().is_ok_and(Money::is_zero);
        if done && self.state == PlanState::Active {
            self.state = PlanState::Paid;
        }
    }
}

impl Aggregate for Plan {
    type Event = PlanEvent;

    fn open(_id: Uuid, event: &PlanEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        match event {
            PlanEvent::Drafted(plan) => Some((**plan).clone()),
            PlanEvent::Activated { .. }
            | PlanEvent::Paid(_)
            | PlanEvent::Credited { .. }
            | PlanEvent::Defaulted { .. }
            | PlanEvent::Canceled { .. } => None,
        }
    }

    fn apply(&mut self, event: &PlanEvent, _at: Timestamp, _by: &Actor) {
        match event {
            PlanEvent::Drafted(plan) => *self = (**plan).clone(),
            PlanEvent::Activated { ticket, .. } => {
                self.ticket = Some(*ticket);
                self.state = PlanState::Active;
            }
            PlanEvent::Paid(receipt) => {
                self.has_payments = true;
                self.settle(&receipt.shares);
            }
            PlanEvent::Credited { shares, .. } => self.settle(shares),
            PlanEvent::Defaulted { .. } => self.state = PlanState::Defaulted,
            PlanEvent::Canceled { .. } => self.state = PlanState::Canceled,
        }
    }
}
