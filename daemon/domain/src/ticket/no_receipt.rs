//! Goods without a receipt: what a shop that takes them back asks for.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Line, PayType, Ticket, TicketStatus};
use crate::ids::{LineId, PartId};
use crate::money::{Money, Rate, UnitPrice};
use crate::refusal::Refusal;

/// Places of a price of one.
const PLACES: u32 = 4;

/// How goods are taken back when nobody can show where they were bought.
///
/// They bring the lowest price at which the shop sold them of late, without tax (nobody can show that any was paid), as
/// store credit alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoReceiptRules {
    /// Whether they are taken back at all.
    pub allowed: bool,
    /// The lowest price of so many days; what was not sold in them is not taken back.
    pub price_days: u16,
    /// The days over which a customer's returns are added up.
    pub customer_days: u16,
    /// The most that one customer may bring back in those days, in major units; none for any sum.
    pub customer_max: Option<Decimal>,
    /// The share of the price that the shop keeps.
    pub restocking_rate: Rate,
}

impl NoReceiptRules {
    /// What holds when the shop says nothing else: 90 days, at most 200 a customer in a year, nothing kept.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            allowed: true,
            price_days: 90,
            customer_days: 365,
            customer_max: Some(Decimal::ONE_HUNDRED + Decimal::ONE_HUNDRED),
            restocking_rate: Rate::ZERO,
        }
    }
}

impl Ticket {
    /// Works out what the goods without a receipt on the ticket bring, above zero.
    ///
    /// # Errors
    /// [`Refusal::Money`] when the sum does not fit.
    pub fn brought_without_receipt(&self) -> Result<Money, Refusal> {
        let mut sum = Money::zero(self.currency);
        for line in self.lines.iter().filter(|line| is_without_receipt(line)) {
            sum = sum.minus(line.amount)?;
        }
        Ok(sum)
    }

    /// Works out what a customer paid for one of a part on a line of this sale: after every discount, before tax, rounded
    /// down to four places. None when it is no sale of it, when somebody else paid, or when nothing was paid.
    ///
    /// # Errors
    /// [`Refusal`] when the sums do not fit.
    pub fn price_paid(&self, part: PartId, line: LineId) -> Result<Option<UnitPrice>, Refusal> {
        let Ok(line) = self.line(line) else {
            return Ok(None);
        };
        let is_it = line.part().is_some_and(|sold| sold.part == part);
        let is_sale = self.status == TicketStatus::Paid && line.quantity.is_positive();
        if !is_it || !is_sale || line.pay != PayType::Customer {
            return Ok(None);
        }
        let mut net = self.net(line.id)?.net;
        if self.inclusive
            && let Some(tax) = self.line_tax(line.id)
        {
            net = net.minus(tax)?;
        }
        let one = net.to_decimal() / line.quantity.decimal();
        let one = one.round_dp_with_strategy(PLACES, RoundingStrategy::ToZero);
        let price = UnitPrice::try_new(one).map_err(Refusal::number("price"))?;
        Ok(Some(price).filter(|price| *price > UnitPrice::ZERO))
    }
}

fn is_without_receipt(line: &Line) -> bool {
    let returned = line.returned.as_ref();
    line.part().is_some() && returned.is_some_and(|returned| returned.ticket.is_none())
}
