//! What each part sold, earned and cost.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalog::{PartEvent, StockMove};
use crate::ctx::Timestamp;
use crate::event::Event;
use crate::formula;
use crate::ids::{LineId, PartId, TicketId};
use crate::money::{Currency, Money};
use crate::refusal::Refusal;
use crate::stock::MoveReason;
use crate::ticket::PartLine;

use super::sold::{Period, SoldTickets};

/// One part's use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartUse {
    /// Its number when it was last sold.
    pub number: String,
    /// Its category then.
    pub category: String,
    /// How many were sold, less those that came back.
    pub quantity: Decimal,
    /// What they earned, after discounts and before tax.
    pub revenue: Money,
    /// By how much the value of the stock fell for them; a kit has what its pieces cost.
    pub cost: Money,
}

/// Use of parts in a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartsFold {
    period: Period,
    currency: Currency,
    tickets: SoldTickets,
    /// The sale whose commit is being read, if it is in the period: its stock moves follow it.
    selling: Option<TicketId>,
    /// By part, as it stood on the ticket.
    pub parts: BTreeMap<PartId, PartUse>,
}

impl PartsFold {
    /// Starts with nothing.
    #[must_use]
    pub fn new(period: Period, currency: Currency) -> Self {
        Self {
            period,
            currency,
            tickets: SoldTickets::default(),
            selling: None,
            parts: BTreeMap::new(),
        }
    }

    /// Adds one event.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    pub fn apply(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        let mut tickets = std::mem::take(&mut self.tickets);
        let sale = tickets.apply(event, at);
        let mut earned = Vec::new();
        if let Some(sale) = sale {
            self.selling = None;
            if self.period.holds(sale.date) {
                self.selling = Some(sale.ticket.id);
                for (line, money) in sale.earned()? {
                    if let Some(part) = line.part() {
                        let count = sale.signed_number(line.quantity.decimal());
                        earned.push((part.clone(), count, money));
                    }
                }
            }
        }
        self.tickets = tickets;
        for (part, count, money) in earned {
            let used = self.of(&part);
            used.quantity += count;
            used.revenue = used.revenue.plus(money)?;
        }
        if let Event::Part(_, PartEvent::Moved(moved)) = event {
            self.moved(moved)?;
        }
        Ok(())
    }

    fn moved(&mut self, moved: &StockMove) -> Result<(), Refusal> {
        let (MoveReason::Sold { ticket, line } | MoveReason::CustomerReturn { ticket, line, .. }) =
            &moved.reason
        else {
            return Ok(());
        };
        let Some(selling) = self.selling else {
            return Ok(());
        };
        // Pieces of a kit are what the kit cost.
        let part = self.line(selling, *ticket, *line).cloned();
        let used = match part {
            Some(part) => self.of(&part),
            None => self.entry(moved.part),
        };
        used.cost = used.cost.minus(moved.value)?;
        Ok(())
    }

    /// Finds the line that a movement belongs to: on the ticket being sold, it is the one itself or the one that brings
    /// it back.
    fn line(&self, selling: TicketId, ticket: TicketId, line: LineId) -> Option<&PartLine> {
        let sale = self.tickets.get(selling)?;
        let own = |found: &&crate::ticket::Line| selling == ticket && found.id == line;
        let back = |found: &&crate::ticket::Line| {
            let returned = found.returned.as_ref();
            returned.is_some_and(|of| of.ticket == Some(ticket) && of.line == Some(line))
        };
        let mut lines = sale.lines.iter();
        lines.find(|found| own(found) || back(found))?.part()
    }

    fn of(&mut self, part: &PartLine) -> &mut PartUse {
        let used = self.entry(part.part);
        used.number.clone_from(&part.number);
        used.category.clone_from(&part.category);
        used
    }

    fn entry(&mut self, part: PartId) -> &mut PartUse {
        let zero = Money::zero(self.currency);
        self.parts.entry(part).or_insert_with(|| PartUse {
            number: String::new(),
            category: String::new(),
            quantity: Decimal::ZERO,
            revenue: zero,
            cost: zero,
        })
    }
}

impl PartUse {
    /// Returns revenue less cost.
    ///
    /// # Errors
    /// [`crate::money::MoneyError`] when the difference does not fit.
    pub fn margin(&self) -> Result<Money, crate::money::MoneyError> {
        self.revenue.minus(self.cost)
    }

    /// Returns the margin as a share of revenue: [`formula::gross_profit_share`].
    #[must_use]
    pub fn margin_share(&self) -> Option<Decimal> {
        formula::gross_profit_share(self.revenue, self.cost)
    }
}
