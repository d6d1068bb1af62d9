//! What a ticket asks the customer to pay, as text in the order it is printed; roll and pages both start from it.
//!
//! The amounts of all items come to [`Totals::subtotal`], and so do the [`sums`](Bill::sums): whoever adds up either on
//! paper gets the same. Nothing here ever shows what something cost the shop.

mod items;
mod paid;
mod sums;

use std::collections::BTreeMap;

use domain::ids::{StaffId, TicketJobId};
use domain::ticket::{Ticket, Totals};
use domain::{Money, Refusal};

use crate::Shop;

pub(crate) use items::plain;
pub(crate) use paid::{Paid, paid};
pub(crate) use sums::Sum;

/// Names of the people who work here, as they may stand on paper.
pub type StaffNames = BTreeMap<StaffId, String>;

/// A ticket in words.
#[derive(Debug, Clone)]
pub(crate) struct Bill {
    pub groups: Vec<Group>,
    /// What the items come to, by class, less discounts, and each tax.
    pub sums: Vec<Sum>,
    /// Taxes that the total contains.
    pub included: Vec<Sum>,
    pub totals: Totals,
}

/// Items that belong together: a job, or all of a counter sale.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub job: Option<TicketJobId>,
    /// Not at a counter sale, which has one group only.
    pub title: Option<String>,
    pub items: Vec<Item>,
    /// What its items come to.
    pub amount: Money,
}

/// One line on paper.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub number: Option<String>,
    pub text: String,
    /// How many, with the unit of hours.
    pub quantity: Option<String>,
    /// The price of one.
    pub price: Option<String>,
    pub charged: Charged,
    /// Small print.
    pub notes: Vec<String>,
}

/// What the customer pays for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charged {
    Amount(Money),
    /// Somebody else pays, or nobody.
    Nothing,
}

impl Charged {
    pub(crate) fn text(self) -> String {
        match self {
            Self::Amount(money) => crate::money::amount(money),
            Self::Nothing => "no charge".to_owned(),
        }
    }
}

/// How much a paper says about each item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// The condition of parts that are not new.
    Usual,
    /// The condition of every part (16 CCR 3356(c)(2)).
    Invoice,
}

impl Bill {
    /// Words a ticket.
    ///
    /// # Errors
    /// As [`Ticket::totals`].
    pub(crate) fn of(ticket: &Ticket, shop: &Shop, detail: Detail) -> Result<Self, Refusal> {
        let totals = ticket.totals()?;
        let (sums, included) = sums::sums(ticket, &totals)?;
        Ok(Self {
            groups: items::groups(ticket, shop, detail)?,
            sums,
            included,
            totals,
        })
    }
}

/// Sums what is printed of items.
pub(crate) fn amount_of(items: &[Item], zero: Money) -> Result<Money, Refusal> {
    let amounts = items.iter().filter_map(|item| match item.charged {
        Charged::Amount(money) => Some(money),
        Charged::Nothing => None,
    });
    Ok(Money::sum(zero.currency(), amounts)?)
}
