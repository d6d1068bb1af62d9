//! What a ticket comes to: prices, discounts, fees, tax and money, each worked out in one place.
//!
//! The order is that of sales tax law: price times quantity, the line's discount, the job's, the ticket's (each spread to
//! the cent), fees and supplies on what is left, tax on each, and last the money.

use jiff::civil::Date;

use crate::charges::{Charge, ChargeClass, ChargeLine};
use crate::discount::{DiscountLine, JobDiscount, LineNet, spread_discounts};
use crate::ids::LineId;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::tax::{Exemption, TaxAnswer, TaxAssessment, TaxClass, TaxLine, TaxQuery};

use super::line::{Line, LineKind, PayType};
use super::payment::Payment;
use super::state::{TaxState, Ticket};

/// A fee or supplies that a rule put on a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TicketCharge {
    /// Its id among the lines; it stays while the rule goes on charging the same job.
    pub id: LineId,
    /// What is charged.
    pub charge: Charge,
}

/// What a ticket comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Totals {
    /// Parts, before discounts and tax.
    pub parts: Money,
    /// Labor, before discounts and tax.
    pub labor: Money,
    /// Sublet work, before discounts and tax.
    pub sublet: Money,
    /// Fees and supplies, before tax.
    pub fees: Money,
    /// Deposits on old parts, less those given back.
    pub cores: Money,
    /// What discounts take off, as a positive amount.
    pub discounts: Money,
    /// All of these: what the customer pays before tax.
    pub subtotal: Money,
    /// Tax; zero while it is not known.
    pub tax: Money,
    /// What the customer owes for everything.
    pub total: Money,
    /// What others pay: warranty.
    pub warranty: Money,
    /// What the shop does for itself.
    pub internal: Money,
    /// What has been paid, less what was given back.
    pub paid: Money,
    /// What is on its way: cards being charged, links open, refunds being sent.
    pub pending: Money,
    /// What can still be asked for: total less paid and pending. Below zero it is owed to the customer.
    pub due: Money,
    /// Cash handed back.
    pub change: Money,
    /// What rounding to the smallest coin added or took off.
    pub rounding: Money,
}

impl Ticket {
    /// Works out what every sold line comes to after discounts, in the order of the lines.
    ///
    /// # Errors
    /// [`Refusal::Discount`] or [`Refusal::Money`] when the sums do not fit.
    pub fn nets(&self) -> Result<Vec<LineNet>, Refusal> {
        let sold = self.lines.iter().filter(|line| self.sold(line));
        let lines: Vec<_> = sold
            .map(|line| DiscountLine {
                line: line.id,
                job: line.job.map(crate::ids::TicketJobId::uuid),
                gross: line.amount,
                own: line.discount.iter().cloned().collect(),
                shares: self.discountable(line),
            })
            .collect();
        let jobs: Vec<_> = self
            .jobs
            .iter()
            .filter_map(|job| {
                let discount = job.discount.clone()?;
                Some(JobDiscount {
                    job: job.id.uuid(),
                    discount,
                })
            })
            .collect();
        let ticket: Vec<_> = self.discount.iter().cloned().collect();
        Ok(spread_discounts(self.currency, &lines, &jobs, &ticket)?)
    }

    /// Tells whether discounts of the job and the ticket reach a line.
    pub(super) fn discountable(&self, line: &Line) -> bool {
        self.counts(line) && shares(line)
    }

    /// Works out what one sold line comes to after discounts.
    ///
    /// # Errors
    /// [`Refusal::NoSuchLine`], also for a line that is not sold; as [`Self::nets`].
    pub fn net(&self, line: LineId) -> Result<LineNet, Refusal> {
        let found = self.nets()?.into_iter().find(|net| net.line == line);
        found.ok_or(Refusal::NoSuchLine(line))
    }

    /// Works out what the ticket comes to.
    ///
    /// # Errors
    /// [`Refusal::Money`] when the sums do not fit.
    pub fn totals(&self) -> Result<Totals, Refusal> {
        let zero = Money::zero(self.currency);
        let mut sums = Totals {
            parts: zero,
            labor: zero,
            sublet: zero,
            fees: zero,
            cores: zero,
            discounts: zero,
            subtotal: zero,
            tax: zero,
            total: zero,
            warranty: zero,
            internal: zero,
            paid: zero,
            pending: zero,
            due: zero,
            change: zero,
            rounding: zero,
        };
        self.add_lines(&mut sums)?;
        for charge in &self.charges {
            sums.fees = sums.fees.plus(charge.charge.amount)?;
            sums.subtotal = sums.subtotal.plus(charge.charge.amount)?;
        }
        if let TaxState::Assessed { .. } = &self.tax {
            // A line that is declined or that others pay for may still hold the tax of when it counted.
            let lines = self
                .lines
                .iter()
                .filter(|line| self.counts(line))
                .map(|line| line.id);
            let taxed = lines.chain(self.charges.iter().map(|charge| charge.id));
            let taxes = taxed.filter_map(|id| self.line_taxes.get(&id).copied());
            sums.tax = Money::sum(self.currency, taxes)?;
        }
        sums.total = if self.inclusive {
            sums.subtotal
        } else {
            sums.subtotal.plus(sums.tax)?
        };
        let all = |of: fn(&Payment) -> Option<Money>| {
            Money::sum(self.currency, self.payments.iter().filter_map(of))
        };
        sums.paid = all(Payment::captured)?;
        sums.pending = all(Payment::pending)?;
        sums.change = all(Payment::change)?;
        sums.rounding = all(|payment| Some(payment.rounding()))?;
        sums.due = sums.total.minus(sums.paid)?.minus(sums.pending)?;
        Ok(sums)
    }

    fn add_lines(&self, sums: &mut Totals) -> Result<(), Refusal> {
        let nets = self.nets()?;
        let sold = self.lines.iter().filter(|line| self.sold(line));
        for (line, net) in sold.zip(nets) {
            let other = match line.pay {
                PayType::Customer => None,
                PayType::Warranty => Some(&mut sums.warranty),
                PayType::Internal => Some(&mut sums.internal),
            };
            if let Some(other) = other {
                *other = other.plus(net.net)?;
                continue;
            }
            let class = match &line.kind {
                LineKind::Part(_) | LineKind::CustomerPart => &mut sums.parts,
                LineKind::Labor { .. } => &mut sums.labor,
                LineKind::Sublet { .. } => &mut sums.sublet,
                LineKind::Fee { .. } => &mut sums.fees,
                LineKind::Core { .. } | LineKind::CoreReturn { .. } => &mut sums.cores,
            };
            *class = class.plus(net.gross)?;
            sums.discounts = sums.discounts.plus(net.gross.minus(net.net)?)?;
            sums.subtotal = sums.subtotal.plus(net.net)?;
        }
        Ok(())
    }

    /// Lists the lines that fees and supplies are worked out from: what the customer pays for and does not bring back.
    ///
    /// # Errors
    /// As [`Self::nets`].
    pub fn charge_lines(&self) -> Result<Vec<ChargeLine>, Refusal> {
        let nets = self.nets()?;
        let sold = self.lines.iter().filter(|line| self.sold(line));
        let charged = sold.zip(nets).filter_map(|(line, net)| {
            let class = match &line.kind {
                LineKind::Part(_) => ChargeClass::Part,
                LineKind::Labor {
                    diagnostic: true, ..
                } => ChargeClass::Diagnostic,
                LineKind::Labor { .. } => ChargeClass::Labor,
                LineKind::Sublet { .. } => ChargeClass::Sublet,
                LineKind::Core { .. } => ChargeClass::Core,
                LineKind::Fee { .. } | LineKind::CoreReturn { .. } | LineKind::CustomerPart => {
                    return None;
                }
            };
            let counts = self.counts(line) && line.returned.is_none() && !net.net.is_negative();
            counts.then(|| ChargeLine {
                line: line.id,
                class,
                category: line
                    .part()
                    .map(|part| part.category.clone())
                    .unwrap_or_default(),
                tags: line
                    .part()
                    .map(|part| part.tags.clone())
                    .unwrap_or_default(),
                quantity: line.quantity,
                net: net.net,
                job: line.job.map(crate::ids::TicketJobId::uuid),
            })
        });
        Ok(charged.collect())
    }

    /// Puts the question to the tax rule for the lines as they are. Lines that come back keep the tax of their sale and
    /// are not asked about.
    ///
    /// # Errors
    /// As [`Self::nets`].
    pub fn tax_query(
        &self,
        place: &str,
        date: Date,
        exemption: Option<Exemption>,
    ) -> Result<TaxQuery, Refusal> {
        let nets = self.nets()?;
        let sold = self.lines.iter().filter(|line| self.sold(line));
        let mut lines: Vec<_> = sold
            .zip(nets)
            .filter(|(line, _)| self.counts(line) && line.returned.is_none())
            .filter_map(|(line, net)| {
                Some(TaxLine {
                    line: line.id,
                    class: line.tax_class()?,
                    amount: net.net,
                    base: net.tax_base,
                    quantity: line.quantity,
                    core_returned: matches!(line.kind, LineKind::CoreReturn { .. }),
                })
            })
            .collect();
        lines.extend(self.charges.iter().map(|charge| TaxLine {
            line: charge.id,
            class: charge.charge.tax_class.parse().unwrap_or(TaxClass::FeeShop),
            amount: charge.charge.amount,
            base: charge.charge.amount,
            quantity: charge.charge.quantity,
            core_returned: false,
        }));
        Ok(TaxQuery {
            currency: self.currency,
            location: place.to_owned(),
            date,
            exemption,
            inclusive: self.inclusive,
            lines,
        })
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

    /// Gives rules' charges their ids: one that was there keeps its own.
    #[must_use]
    pub fn with_ids(
        &self,
        charges: Vec<Charge>,
        mut fresh: impl FnMut() -> LineId,
    ) -> Vec<TicketCharge> {
        let known = |charge: &Charge| {
            self.charges
                .iter()
                .find(|known| known.charge.code == charge.code && known.charge.job == charge.job)
                .map(|known| known.id)
        };
        charges
            .into_iter()
            .map(|charge| TicketCharge {
                id: known(&charge).unwrap_or_else(&mut fresh),
                charge,
            })
            .collect()
    }
}

/// Tells whether discounts of the job and the ticket reach a line: deposits, fees and what comes back stand as they are.
const fn shares(line: &Line) -> bool {
    line.returned.is_none()
        && match &line.kind {
            LineKind::Part(_) | LineKind::Labor { .. } | LineKind::Sublet { .. } => true,
            LineKind::Fee { .. }
            | LineKind::Core { .. }
            | LineKind::CoreReturn { .. }
            | LineKind::CustomerPart => false,
        }
}
