//! What a ticket is at one moment.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::ctx::{Actor, Timestamp};
use crate::ids::{CustomerId, LineId, PartId, PaymentId, TicketId, VehicleId};
use crate::money::{Currency, Money, MoneyError, Quantity, RoundingPolicy, UnitPrice, to_money};
use crate::number::DocumentNumber;
use crate::refusal::Refusal;
use crate::tax::{TaxAnswer, TaxAssessment, TaxClass, TaxComponent, TaxLine, TaxQuery};

use super::payment::Payment;

/// Where a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TicketStatus {
    /// Being written or waiting for money.
    Open,
    /// Paid in full and closed.
    Paid,
    /// Given up before anything was paid.
    Voided,
}

/// What a line sells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// A part from stock.
    Part {
        /// Which part.
        part: PartId,
        /// Its number when it was added.
        number: String,
        /// What one cost the shop when it was added.
        unit_cost: UnitPrice,
    },
    /// Time of a technician; the quantity is hours.
    Labor,
}

/// One line of a ticket. Its price is fixed when it is added: later price changes do not touch it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its id.
    pub id: LineId,
    /// What it sells.
    pub kind: LineKind,
    /// What it says on paper.
    pub description: String,
    /// Pieces or hours.
    pub quantity: Quantity,
    /// Price of one, before tax.
    pub unit_price: UnitPrice,
    /// What the line comes to before tax: quantity times unit price, rounded once.
    pub amount: Money,
}

impl Line {
    /// Returns the class that tax rules know the line by.
    #[must_use]
    pub const fn tax_class(&self) -> TaxClass {
        match self.kind {
            LineKind::Part { .. } => TaxClass::Part,
            LineKind::Labor => TaxClass::LaborRepair,
        }
    }
}

/// Works out what a line comes to, rounding half up once.
///
/// # Errors
/// [`MoneyError::Overflow`] when it does not fit.
pub fn line_amount(
    quantity: Quantity,
    unit_price: UnitPrice,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let exact = quantity
        .decimal()
        .checked_mul(unit_price.decimal())
        .ok_or(MoneyError::Overflow)?;
    to_money(exact, currency, RoundingPolicy::HalfUp)
}

/// What is known of a ticket's tax.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TaxState {
    /// The lines changed since the rule was asked, or it has not been asked.
    Stale,
    /// The rule answered for the lines as they are; [`Ticket::line_taxes`] holds the tax of each.
    Assessed {
        /// Which rule, by plugin and version.
        rule: String,
        /// The tax of all the lines by component.
        components: Vec<TaxComponent>,
    },
    /// The rule did not answer.
    Failed(String),
}

/// A sale, from the first line to the receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: DocumentNumber,
    /// The receipt's number, once paid.
    pub receipt: Option<DocumentNumber>,
    /// Where it stands.
    pub status: TicketStatus,
    /// The currency of every amount.
    pub currency: Currency,
    /// For whom.
    pub customer: Option<CustomerId>,
    /// For which vehicle.
    pub vehicle: Option<VehicleId>,
    /// Its odometer.
    pub odometer: Option<u32>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: Actor,
    /// When it was paid or voided.
    pub closed_at: Option<Timestamp>,
    /// Its lines, in the order they were added.
    pub lines: Vec<Line>,
    /// Its tax.
    pub tax: TaxState,
    /// The last known tax of each line that is still there. It holds for the lines as they are only while the tax is
    /// [`TaxState::Assessed`]; otherwise it is what the next answer is compared with.
    pub line_taxes: BTreeMap<LineId, Money>,
    /// Its payments, in the order they were asked for.
    pub payments: Vec<Payment>,
    /// How many events it has had.
    pub revision: u64,
}

/// What a ticket comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Totals {
    /// Parts, before tax.
    pub parts: Money,
    /// Labor, before tax.
    pub labor: Money,
    /// Parts and labor.
    pub subtotal: Money,
    /// Tax; zero while it is not known.
    pub tax: Money,
    /// What the customer owes for everything.
    pub total: Money,
    /// What has been paid.
    pub paid: Money,
    /// What cards are being charged right now.
    pub pending: Money,
    /// What can still be asked for: total less paid and pending.
    pub due: Money,
    /// Cash handed back.
    pub change: Money,
}

impl Ticket {
    /// Works out what the ticket comes to.
    ///
    /// # Errors
    /// [`Refusal::Money`] when the sums do not fit.
    pub fn totals(&self) -> Result<Totals, Refusal> {
        let of = |labor: bool| {
            let wanted = self
                .lines
                .iter()
                .filter(|l| matches!(l.kind, LineKind::Labor) == labor);
            Money::sum(self.currency, wanted.map(|line| line.amount))
        };
        let (parts, labor) = (of(false)?, of(true)?);
        let subtotal = parts.plus(labor)?;
        let tax = match &self.tax {
            TaxState::Assessed { .. } => {
                Money::sum(self.currency, self.line_taxes.values().copied())?
            }
            TaxState::Stale | TaxState::Failed(_) => Money::zero(self.currency),
        };
        let total = subtotal.plus(tax)?;
        let paid = Money::sum(
            self.currency,
            self.payments.iter().filter_map(Payment::captured),
        )?;
        let pending = Money::sum(
            self.currency,
            self.payments.iter().filter_map(Payment::pending),
        )?;
        let due = total.minus(paid)?.minus(pending)?;
        let change = Money::sum(
            self.currency,
            self.payments.iter().filter_map(Payment::change),
        )?;
        Ok(Totals {
            parts,
            labor,
            subtotal,
            tax,
            total,
            paid,
            pending,
            due,
            change,
        })
    }

    /// Finds a line.
    ///
    /// # Errors
    /// [`Refusal::NoSuchLine`].
    pub fn line(&self, id: LineId) -> Result<&Line, Refusal> {
        self.lines
            .iter()
            .find(|line| line.id == id)
            .ok_or(Refusal::NoSuchLine(id))
    }

    /// Finds a payment.
    ///
    /// # Errors
    /// [`Refusal::NoSuchPayment`].
    pub fn payment(&self, id: PaymentId) -> Result<&Payment, Refusal> {
        self.payments
            .iter()
            .find(|p| p.id == id)
            .ok_or(Refusal::NoSuchPayment(id))
    }

    /// Returns the card payment under way, if there is one.
    #[must_use]
    pub fn in_flight(&self) -> Option<&Payment> {
        self.payments
            .iter()
            .find(|payment| payment.pending().is_some())
    }

    /// Tells whether the tax rule has to be asked before the ticket can be paid.
    #[must_use]
    pub const fn needs_tax(&self) -> bool {
        !matches!(self.tax, TaxState::Assessed { .. })
    }

    /// Puts the question to the tax rule for the lines as they are on a day.
    #[must_use]
    pub fn tax_query(&self, location: &str, date: Date) -> TaxQuery {
        let lines = self
            .lines
            .iter()
            .map(|line| TaxLine::new(line.id, line.tax_class(), line.amount, line.quantity));
        TaxQuery {
            currency: self.currency,
            location: location.to_owned(),
            date,
            exemption: None,
            inclusive: false,
            lines: lines.collect(),
        }
    }

    /// Returns what has to be recorded of a checked answer to [`Self::tax_query`]: only what the ticket does not hold.
    #[must_use]
    pub fn assessment(&self, answer: TaxAnswer) -> TaxAssessment {
        let mut changed = answer.by_line;
        changed.retain(|(line, tax)| self.line_taxes.get(line) != Some(tax));
        TaxAssessment {
            rule: answer.rule,
            changed,
            components: answer.components,
        }
    }

    /// Returns a line's tax; nothing while it is not known for the lines as they are.
    #[must_use]
    pub fn line_tax(&self, line: LineId) -> Option<Money> {
        if self.needs_tax() {
            return None;
        }
        self.line_taxes.get(&line).copied()
    }
}
