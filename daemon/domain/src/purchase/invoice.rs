//! A supplier's invoice, and where it does not agree with what was received.

use jiff::civil::Date;

use crate::ids::{LineId, SupplierId, SupplierInvoiceId};
use crate::money::{Money, MoneyError, Quantity, UnitPrice};

use super::arithmetic::{less, share, value};
use super::{Purchase, PurchaseRules};

/// An invoice as entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplierInvoice {
    /// Its id here.
    pub id: SupplierInvoiceId,
    /// Who sent it.
    pub supplier: SupplierId,
    /// The supplier's number for it.
    pub number: String,
    /// Its date.
    pub date: Date,
    /// When it is to be paid.
    pub due: Date,
    /// What it asks for.
    pub lines: Vec<InvoiceLine>,
    /// Freight.
    pub freight: Money,
    /// Everything else that is no goods: tax, handling, small-order fees.
    pub charges: Money,
    /// What it comes to.
    pub total: Money,
}

/// One line of an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvoiceLine {
    /// The purchase's line; none for what nobody ordered.
    pub line: Option<LineId>,
    /// The invoice's words.
    pub description: String,
    /// How many.
    pub quantity: Quantity,
    /// What one is said to cost.
    pub unit_cost: UnitPrice,
    /// The deposit on one old part.
    pub core_deposit: UnitPrice,
}

/// In what an invoice differs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DifferenceKind {
    /// It asks for more than was received.
    Quantity,
    /// It asks for another price.
    Price,
    /// It asks for another core deposit.
    Core,
    /// It asks for more freight than was agreed.
    Freight,
    /// It asks for charges that nobody agreed to.
    Charges,
    /// It asks for something that was not ordered here.
    NotOrdered,
}

impl DifferenceKind {
    /// Returns the stable word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Price => "price",
            Self::Core => "core",
            Self::Freight => "freight",
            Self::Charges => "charges",
            Self::NotOrdered => "not_ordered",
        }
    }
}

/// One difference between an invoice and what was received or agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Which line of the invoice, from zero; none for the whole invoice.
    pub place: Option<usize>,
    /// In what.
    pub kind: DifferenceKind,
    /// How many pieces it is about.
    pub quantity: Quantity,
    /// What was expected.
    pub expected: Money,
    /// What the invoice asks for.
    pub invoiced: Money,
    /// Invoiced less expected.
    pub amount: Money,
    /// Whether it is so small that it passes by itself.
    pub within_tolerance: bool,
}

/// What an invoice's lines come to, taken apart.
pub(super) struct Comparison {
    pub(super) matched: Vec<super::Matched>,
    pub(super) differences: Vec<Difference>,
    /// The part of the freight that was agreed.
    pub(super) freight: Money,
}

/// How far an invoice has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvoiceState {
    /// Entered; nothing is booked.
    Entered,
    /// Booked as payable.
    Accepted,
    /// Sent back; nothing is booked.
    Rejected,
}

/// A difference that was booked as the supplier's debt and waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenDifference {
    /// What differs.
    pub difference: Difference,
    /// How much of it is not settled.
    pub left: Money,
}

/// An invoice as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invoiced {
    /// What it says.
    pub invoice: SupplierInvoice,
    /// How far it has come.
    pub state: InvoiceState,
    /// What was not accepted and is not settled.
    pub open: Vec<OpenDifference>,
}

impl Purchase {
    /// Compares an invoice that is not booked with what was received and agreed: the list a person decides by.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn differences(
        &self,
        invoice: &SupplierInvoice,
        rules: &PurchaseRules,
    ) -> Result<Vec<Difference>, MoneyError> {
        Ok(self.compare(invoice, rules)?.differences)
    }

    pub(super) fn compare(
        &self,
        invoice: &SupplierInvoice,
        rules: &PurchaseRules,
    ) -> Result<Comparison, MoneyError> {
        let zero = Money::zero(self.currency);
        let (mut matched, mut differences) = (Vec::new(), Vec::new());
        for (place, asked) in invoice.lines.iter().enumerate() {
            let goods = value(asked.quantity, asked.unit_cost, self.currency)?;
            let core = value(asked.quantity, asked.core_deposit, self.currency)?;
            let difference = Finding {
                place: Some(place),
                rules,
            };
            let ours = asked.line.and_then(|line| self.line(line).ok());
            let Some(ours) = ours else {
                let (kind, all) = (DifferenceKind::NotOrdered, goods.plus(core)?);
                differences.extend(difference.found(kind, asked.quantity, zero, all)?);
                continue;
            };
            let quantity = asked.quantity.min(ours.unmatched.quantity);
            let line = ours.item.id;
            let booked = ours.matched(line, quantity)?;
            let (goods_for, core_for) = (
                share(goods, quantity, asked.quantity)?,
                share(core, quantity, asked.quantity)?,
            );
            let surplus = less(asked.quantity, quantity);
            let beyond = goods.minus(goods_for)?.plus(core.minus(core_for)?)?;
            for (kind, quantity, expected, invoiced) in [
                (DifferenceKind::Quantity, surplus, zero, beyond),
                (DifferenceKind::Price, quantity, booked.goods, goods_for),
                (DifferenceKind::Core, quantity, booked.core, core_for),
            ] {
                differences.extend(difference.found(kind, quantity, expected, invoiced)?);
            }
            if quantity.is_positive() {
                matched.push(booked);
            }
        }
        let agreed = self.freight.minus(self.freight_matched)?;
        let freight = if invoice.freight > agreed {
            agreed
        } else {
            invoice.freight
        };
        let whole = Finding { place: None, rules };
        for (kind, expected, invoiced) in [
            (DifferenceKind::Freight, freight, invoice.freight),
            (DifferenceKind::Charges, zero, invoice.charges),
        ] {
            differences.extend(whole.found(kind, Quantity::ZERO, expected, invoiced)?);
        }
        Ok(Comparison {
            matched,
            differences,
            freight,
        })
    }
}

impl super::PurchaseLine {
    /// Returns what so many of the unmatched were booked at; the last take the rest, so that no cent stays behind.
    pub(super) fn matched(
        &self,
        line: LineId,
        quantity: Quantity,
    ) -> Result<super::Matched, MoneyError> {
        let all = self.unmatched;
        Ok(super::Matched {
            line,
            quantity,
            goods: share(all.goods, quantity, all.quantity)?,
            core: share(all.core, quantity, all.quantity)?,
        })
    }
}

struct Finding<'a> {
    place: Option<usize>,
    rules: &'a PurchaseRules,
}

impl Finding<'_> {
    fn found(
        &self,
        kind: DifferenceKind,
        quantity: Quantity,
        expected: Money,
        invoiced: Money,
    ) -> Result<Option<Difference>, MoneyError> {
        let amount = invoiced.minus(expected)?;
        Ok((!amount.is_zero()).then(|| Difference {
            place: self.place,
            kind,
            quantity,
            expected,
            invoiced,
            amount,
            within_tolerance: self.is_within(kind, expected, amount),
        }))
    }

    fn is_within(&self, kind: DifferenceKind, expected: Money, amount: Money) -> bool {
        let small = amount.minor().unsigned_abs() <= self.rules.tolerance_minor.unsigned_abs();
        let share = expected.to_decimal() * self.rules.tolerance_rate.decimal();
        match kind {
            DifferenceKind::Quantity | DifferenceKind::NotOrdered => false,
            DifferenceKind::Price | DifferenceKind::Core => {
                small && amount.to_decimal().abs() <= share
            }
            DifferenceKind::Freight | DifferenceKind::Charges => small,
        }
    }
}
