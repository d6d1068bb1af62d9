//! Entering a supplier's invoice and booking it against what was received.

use std::collections::BTreeSet;

use crate::catalog::StockMove;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{LineId, SupplierInvoiceId};
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, MoneyError, Quantity};
use crate::stock::priced::PricedMoves;
use crate::stock::{CostMove, MoveReason, ReceiptKey};
use crate::text::{self, TEXT_LEN_MAX, normal_number};

use super::decide::happened;
use super::draft::LINE_MINOR_MAX;
use super::receive::posted;
use super::rules::must_be;
use super::{
    Beside, Difference, DifferenceKind, InvoiceDraft, InvoiceLine, InvoiceState, LINES_MAX,
    PAPERS_MAX, Purchase, PurchaseEvent, PurchaseRefusal, PurchaseRules, PurchaseState,
    SupplierInvoice, Verdict, value,
};

/// What the shop bears, and what its stock cost.
pub(super) struct Acceptance<'a> {
    pub(super) accept: &'a [(Option<usize>, DifferenceKind)],
    pub(super) beside: &'a Beside,
}

/// Enters an invoice. It may come before the goods; nothing is booked yet.
pub(super) fn enter(
    purchase: &Purchase,
    draft: &InvoiceDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    match purchase.state {
        PurchaseState::Ordered
        | PurchaseState::Acknowledged
        | PurchaseState::PartlyReceived
        | PurchaseState::Received => {}
        state @ (PurchaseState::Draft | PurchaseState::Closed | PurchaseState::Canceled) => {
            return Err(PurchaseRefusal::WrongState(state));
        }
    }
    if purchase.invoices.len() >= PAPERS_MAX || draft.lines.len() > LINES_MAX {
        return Err(PurchaseRefusal::TooManyPapers);
    }
    let number = text::required("invoice number", &draft.number, 60)?;
    let same = purchase.invoices.iter().find(|other| {
        let stands = other.state != InvoiceState::Rejected;
        stands && normal_number(&other.invoice.number) == normal_number(&number)
    });
    if let Some(same) = same {
        return Err(PurchaseRefusal::InvoiceNumberUsed(same.invoice.id));
    }
    must_add_up(purchase, draft)?;
    let terms = jiff::Span::new().days(i64::from(purchase.terms_days));
    let by_terms = || draft.date.checked_add(terms).unwrap_or(draft.date);
    let lines = draft.lines.iter().map(|line| {
        Ok(InvoiceLine {
            description: text::required("description", &line.description, TEXT_LEN_MAX)?,
            ..line.clone()
        })
    });
    let invoice = SupplierInvoice {
        id: ctx.ids.take(),
        supplier: purchase.supplier,
        number,
        date: draft.date,
        due: draft.due.unwrap_or_else(by_terms),
        lines: lines.collect::<Result<_, PurchaseRefusal>>()?,
        freight: draft.freight,
        charges: draft.charges,
        total: draft.total,
    };
    let entered = PurchaseEvent::InvoiceEntered(Box::new(invoice));
    Ok(vec![happened(purchase, entered)])
}

/// An invoice that does not add up was typed wrong or is wrong; either way nobody should book it.
fn must_add_up(purchase: &Purchase, draft: &InvoiceDraft) -> Result<(), PurchaseRefusal> {
    let mut seen = BTreeSet::new();
    for (what, amount) in [("freight", draft.freight), ("charges", draft.charges)] {
        if amount.is_negative() {
            return Err(PurchaseRefusal::AmountNegative(what));
        }
    }
    let mut sum = draft.freight.plus(draft.charges)?;
    for line in &draft.lines {
        if !line.quantity.is_positive() {
            return Err(PurchaseRefusal::QuantityNotPositive);
        }
        if let Some(ours) = line.line {
            let item = &purchase.line(ours)?.item;
            if !seen.insert(ours) {
                return Err(PurchaseRefusal::LineTwice(ours));
            }
            let has_core = line.core_deposit.decimal() != rust_decimal::Decimal::ZERO;
            if item.part.is_none() && has_core {
                return Err(PurchaseRefusal::SubletHasPart);
            }
        }
        sum = sum.plus(value(line.quantity, line.unit_cost, purchase.currency)?)?;
        sum = sum.plus(value(line.quantity, line.core_deposit, purchase.currency)?)?;
    }
    if sum.minus(draft.total)? != Money::zero(purchase.currency) {
        let total = draft.total;
        return Err(PurchaseRefusal::InvoiceTotal { total, sum });
    }
    if sum.is_zero() {
        return Err(PurchaseRefusal::AmountNotPositive);
    }
    if sum.minor() > LINE_MINOR_MAX {
        return Err(MoneyError::Overflow.into());
    }
    Ok(())
}

/// Books an invoice in full as payable, against what was received. Differences within tolerance and those that somebody
/// with the right to accept them names are borne by the shop; the others are booked as owed by the supplier and stay open.
pub(super) fn accept(
    purchase: &Purchase,
    id: SupplierInvoiceId,
    wish: &Acceptance<'_>,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let invoice = must_be_entered(purchase, id)?;
    let compared = purchase.compare(invoice, rules)?;
    let named = |found: &Difference| wish.accept.contains(&(found.place, found.kind));
    for (place, kind) in wish.accept {
        let mut all = compared.differences.iter();
        if !all.any(|found| found.place == *place && found.kind == *kind) {
            return Err(PurchaseRefusal::NoSuchDifference);
        }
    }
    if compared
        .differences
        .iter()
        .any(|found| !found.within_tolerance && named(found))
    {
        must_be(rules.accept_role, "accepting a difference", ctx)?;
    }
    let (supplier, owner) = (purchase.supplier.uuid(), purchase.id.uuid());
    let mut entry = EntryDraft::new(purchase.currency);
    for matched in &compared.matched {
        let both = matched.goods.plus(matched.core)?;
        entry.debit(Account::ReceivedNotInvoiced, Some(owner), both)?;
    }
    entry.debit(Account::FreightIn, None, compared.freight)?;
    let costs = &wish.beside.costs;
    let mut moves = PricedMoves::new(costs, ctx.shop.cost_method, purchase.currency);
    let mut verdicts = Vec::with_capacity(compared.differences.len());
    for difference in compared.differences {
        let accepted = difference.within_tolerance || named(&difference);
        if accepted {
            let borne = Borne {
                difference: &difference,
                line: line_at(invoice, difference.place),
                amount: difference.amount,
            };
            bear(purchase, &borne, &mut moves, &mut entry)?;
        } else {
            entry.debit(Account::SupplierClaims, Some(supplier), difference.amount)?;
        }
        verdicts.push(Verdict {
            difference,
            accepted,
        });
    }
    entry.credit(Account::Payable, Some(supplier), invoice.total)?;
    let accepted = PurchaseEvent::InvoiceAccepted {
        invoice: id,
        matched: compared.matched,
        freight: compared.freight,
        verdicts,
    };
    let mut events = vec![happened(purchase, accepted)];
    events.extend(moves.into_events());
    events.extend(posted(
        purchase,
        entry,
        &format!("Invoice {} for", invoice.number),
        ctx,
    )?);
    Ok(events)
}

/// A difference, or what is left of it, that the shop bears.
pub(super) struct Borne<'a> {
    pub(super) difference: &'a Difference,
    pub(super) line: Option<LineId>,
    pub(super) amount: Money,
}

/// Books what the shop bears. A price that differs is a cost of the parts it was paid for: what lies on the shelf is worth
/// that much more, and what is gone is a variance.
pub(super) fn bear(
    purchase: &Purchase,
    borne: &Borne<'_>,
    moves: &mut PricedMoves,
    entry: &mut EntryDraft,
) -> Result<(), PurchaseRefusal> {
    let amount = borne.amount;
    match borne.difference.kind {
        DifferenceKind::Core => {
            let supplier = Some(purchase.supplier.uuid());
            entry.debit(Account::CoreDeposits, supplier, amount)?;
        }
        DifferenceKind::Freight | DifferenceKind::Charges => {
            entry.debit(Account::FreightIn, None, amount)?;
        }
        DifferenceKind::Quantity | DifferenceKind::NotOrdered => {
            entry.debit(Account::PurchaseVariance, None, amount)?;
        }
        DifferenceKind::Price => {
            let line = borne.line.map(|line| purchase.line(line)).transpose()?;
            let bought = line.and_then(|line| Some((&line.item, line.item.part?)));
            let Some((item, part)) = bought else {
                entry.debit(Account::CostOfSublet, None, amount)?;
                return Ok(());
            };
            let receipt = ReceiptKey {
                purchase: purchase.id,
                line: item.id,
            };
            let received = borne.difference.quantity;
            let movement = StockMove {
                part,
                location: purchase.location.clone(),
                quantity: Quantity::ZERO,
                unit_cost: item.unit_cost,
                value: moves.unvalued(),
                reason: MoveReason::Invoiced {
                    purchase: receipt.purchase,
                    line: receipt.line,
                    received,
                    difference: amount,
                },
            };
            let invoiced = CostMove::Invoiced {
                receipt,
                received,
                difference: amount,
            };
            moves.add(movement, &invoiced, entry)?;
        }
    }
    Ok(())
}

pub(super) fn line_at(invoice: &SupplierInvoice, place: Option<usize>) -> Option<LineId> {
    invoice.lines.get(place?)?.line
}

pub(super) fn must_be_entered(
    purchase: &Purchase,
    id: SupplierInvoiceId,
) -> Result<&SupplierInvoice, PurchaseRefusal> {
    let invoiced = purchase.invoice(id)?;
    match invoiced.state {
        InvoiceState::Entered => Ok(&invoiced.invoice),
        InvoiceState::Accepted | InvoiceState::Rejected => Err(PurchaseRefusal::InvoiceSettled(id)),
    }
}
