//! The question to a tax rule: the lines of one ticket, the day and the customer's certificate.

use jiff::civil::Date;

use super::{Exemption, TaxAnswer, TaxClass, TaxRefusal};
use crate::ids::LineId;
use crate::money::{Currency, Money, MoneyError, Quantity};

/// One line as the tax rule sees it: nothing that identifies a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxLine {
    /// Which line.
    pub line: LineId,
    /// Its class.
    pub class: TaxClass,
    /// What the customer pays for it, after every discount; negative when it is taken back.
    pub amount: Money,
    /// What tax is computed on, with the sign of `amount`.
    ///
    /// The two differ when someone else pays part of the price: a coupon that the manufacturer pays back to the seller lowers
    /// `amount` and leaves `base` (Streamlined Sales and Use Tax Agreement, definition of sales price; Tennessee SUT-24).
    /// The seller's own discount lowers both.
    pub base: Money,
    /// How many; negative when they are taken back.
    pub quantity: Quantity,
    /// Whether this is an old part that is handed in on its own: class `core`, below zero. [`super::CorePolicy`] says whether
    /// tax goes back with it. The core of a sale that is undone as a whole is an ordinary negative line.
    pub core_returned: bool,
}

impl TaxLine {
    /// Makes a line that is taxed on what the customer pays.
    #[must_use]
    pub const fn new(line: LineId, class: TaxClass, amount: Money, quantity: Quantity) -> Self {
        Self {
            line,
            class,
            amount,
            base: amount,
            quantity,
            core_returned: false,
        }
    }
}

/// The question: what is the tax on these lines?
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaxQuery {
    /// The currency of every amount.
    pub currency: Currency,
    /// Where the sale happens.
    pub location: String,
    /// The day whose rules apply, in the shop's time zone.
    pub date: Date,
    /// The customer's certificate.
    pub exemption: Option<Exemption>,
    /// Whether the amounts contain the tax already, as retail prices do where there is VAT.
    pub inclusive: bool,
    /// The lines.
    pub lines: Vec<TaxLine>,
}

impl TaxQuery {
    /// Checks the certificate, whoever works out the tax: a plugin is not asked about one that does not hold.
    ///
    /// # Errors
    /// As [`Exemption::check`].
    pub fn check_exemption(&self) -> Result<(), TaxRefusal> {
        self.exemption
            .as_ref()
            .map_or(Ok(()), |exemption| exemption.check(self.date))
    }

    /// Returns what the customer pays: the lines and the tax on top of them, or the lines alone when they contain it.
    ///
    /// # Errors
    /// [`MoneyError`] when a sum does not fit.
    pub fn payable(&self, answer: &TaxAnswer) -> Result<Money, MoneyError> {
        let lines = Money::sum(self.currency, self.lines.iter().map(|line| line.amount))?;
        if self.inclusive {
            return Ok(lines);
        }
        let taxes = answer.by_line.iter().map(|(_, tax)| *tax);
        lines.plus(Money::sum(self.currency, taxes)?)
    }
}
