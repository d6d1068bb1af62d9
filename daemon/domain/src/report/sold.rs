//! Follows tickets through the journal and says when one is sold, and when a sale is undone.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::ctx::{Actor, Timestamp};
use crate::event::Event;
use crate::ids::TicketId;
use crate::money::{Money, MoneyError};
use crate::refusal::Refusal;
use crate::ticket::{Line, Ticket, TicketEvent};

/// The shop's days that a report is about, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

impl Period {
    /// Makes the period of one day.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { from: day, to: day }
    }

    /// Tells whether a day is in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Tickets that are open, and those closed on the last day that had a sale: a sale is undone on its day or never.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SoldTickets {
    tickets: BTreeMap<TicketId, Ticket>,
    last_day: Option<Date>,
}

/// A ticket that was just sold, or whose sale was just undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sale<'a> {
    /// The ticket as it is now.
    pub ticket: &'a Ticket,
    /// The shop's day.
    pub date: Date,
    /// Whether it was undone: everything it added is to be taken off.
    pub undone: bool,
}

impl SoldTickets {
    /// Takes one event in; answers when it sold something or undid that.
    pub fn apply(&mut self, event: &Event, at: Timestamp) -> Option<Sale<'_>> {
        let Event::Ticket(id, happened) = event else {
            return None;
        };
        if let TicketEvent::Opened { .. } = happened {
            // Reports go by the advisor a ticket has, not by who opened it.
            let ticket = Ticket::from_opened(event, at, &Actor::Daemon)?;
            self.tickets.insert(*id, ticket);
            return None;
        }
        if let TicketEvent::Voided(_) = happened {
            self.tickets.remove(id);
            return None;
        }
        if let TicketEvent::Closed { date, .. } = happened {
            self.forget_before(*date);
        }
        let ticket = self.tickets.get_mut(id)?;
        ticket.apply(event, at);
        let undone = match happened {
            TicketEvent::Closed { .. } => false,
            TicketEvent::Reversed(_) => true,
            _ => return None,
        };
        Some(Sale {
            date: ticket.closed_on?,
            ticket,
            undone,
        })
    }

    /// Finds a ticket that is open or was closed on the last day.
    #[must_use]
    pub fn get(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id)
    }

    /// Tells whether an entry of the books comes from one of these tickets.
    #[must_use]
    pub fn made(&self, source: Uuid) -> bool {
        self.tickets.contains_key(&TicketId::new(source))
    }

    fn forget_before(&mut self, day: Date) {
        if self.last_day.is_none_or(|last| last < day) {
            self.last_day = Some(day);
            self.tickets
                .retain(|_, ticket| ticket.closed_on.is_none_or(|closed| closed >= day));
        }
    }
}

impl Sale<'_> {
    /// Lists the lines that were sold, each with what the shop earned by it: after discounts, before tax, coupons that a
    /// maker pays back included.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    pub fn earned(&self) -> Result<Vec<(&Line, Money)>, Refusal> {
        let ticket = self.ticket;
        let nets = ticket.nets()?;
        let lines = ticket.lines.iter().filter(|line| ticket.sold(line));
        let earned = lines.zip(nets).map(|(line, net)| {
            let mut earned = net.net.plus(net.reimbursed)?;
            if ticket.inclusive
                && ticket.counts(line)
                && let Some(tax) = ticket.line_tax(line.id)
            {
                earned = earned.minus(tax)?;
            }
            Ok((line, self.signed(earned)?))
        });
        earned.collect()
    }

    /// Returns an amount as the sale adds it: with the other sign when it was undone.
    ///
    /// # Errors
    /// [`MoneyError`] when it has no opposite.
    pub fn signed(&self, amount: Money) -> Result<Money, MoneyError> {
        if self.undone {
            Money::zero(amount.currency()).minus(amount)
        } else {
            Ok(amount)
        }
    }

    /// As [`Self::signed`], for hours and pieces.
    #[must_use]
    pub fn signed_number(&self, number: Decimal) -> Decimal {
        if self.undone { -number } else { number }
    }

    /// As [`Self::signed`], for one of something.
    #[must_use]
    pub const fn one(&self) -> i32 {
        if self.undone { -1 } else { 1 }
    }
}
