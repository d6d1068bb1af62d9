//! Settling what stayed open, and being done with a purchase.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::money::Money;
use crate::stock::priced::PricedMoves;
use crate::text;

use super::decide::happened;
use super::matching::{Borne, bear, line_at};
use super::receive::posted;
use super::rules::must_be;
use super::{
    Beside, DifferenceKind, InvoiceState, Matched, OpenDifference, Purchase, PurchaseEvent,
    PurchaseOrder, PurchaseRefusal, PurchaseRules, PurchaseState, Settlement, SupplierInvoice,
};

/// Settles a difference that an accepted invoice left open.
pub(super) fn settle(
    purchase: &Purchase,
    order: &PurchaseOrder,
    beside: &Beside,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let PurchaseOrder::SettleDifference {
        invoice: id,
        place,
        kind,
        how,
        amount,
    } = order
    else {
        return Ok(Vec::new());
    };
    let invoiced = purchase.invoice(*id)?;
    let mut all = invoiced.open.iter();
    let open = all
        .find(|open| open.difference.place == *place && open.difference.kind == *kind)
        .ok_or(PurchaseRefusal::NoSuchDifference)?;
    let supplier = Some(purchase.supplier.uuid());
    let zero = Money::zero(purchase.currency);
    let mut entry = EntryDraft::new(purchase.currency);
    let mut moves = PricedMoves::new(&beside.costs, ctx.shop.cost_method, purchase.currency);
    let (mut settled, mut matched) = (open.left, None);
    let mut said = how.clone();
    match how {
        Settlement::Accepted => {
            must_be(rules.accept_role, "accepting a difference", ctx)?;
            let borne = Borne {
                difference: &open.difference,
                line: line_at(&invoiced.invoice, *place),
                amount: settled,
            };
            bear(purchase, &borne, &mut moves, &mut entry)?;
        }
        Settlement::Credited { memo } => {
            settled = amount.unwrap_or(open.left);
            must_be_credit_of(open, settled)?;
            let memo = text::required("credit number", memo, 60)?;
            said = Settlement::Credited { memo };
            entry.debit(Account::Payable, supplier, settled)?;
        }
        Settlement::Arrived => {
            let found = arrived(purchase, &invoiced.invoice, open)?;
            let both = found.goods.plus(found.core)?;
            let owner = Some(purchase.id.uuid());
            entry.debit(Account::ReceivedNotInvoiced, owner, both)?;
            // The invoice was paid at its own price, and the goods came at another.
            entry.debit(Account::PurchaseVariance, None, settled.minus(both)?)?;
            matched = Some(found);
        }
    }
    entry.credit(Account::SupplierClaims, supplier, settled)?;
    let left = zero.plus(open.left)?.minus(settled)?;
    let event = PurchaseEvent::DifferenceSettled {
        invoice: *id,
        place: *place,
        kind: *kind,
        how: said,
        amount: settled,
        left,
        matched,
    };
    let mut events = vec![happened(purchase, event)];
    events.extend(moves.into_events());
    let number = &invoiced.invoice.number;
    events.extend(posted(
        purchase,
        entry,
        &format!("Difference on invoice {number} for"),
        ctx,
    )?);
    Ok(events)
}

fn must_be_credit_of(open: &OpenDifference, asked: Money) -> Result<(), PurchaseRefusal> {
    let same_sign = asked.is_negative() == open.left.is_negative() && !asked.is_zero();
    let small = asked.minor().unsigned_abs() <= open.left.minor().unsigned_abs();
    if same_sign && small && asked.currency() == open.left.currency() {
        return Ok(());
    }
    let open = open.left;
    Err(PurchaseRefusal::CreditTooMuch { asked, open })
}

fn arrived(
    purchase: &Purchase,
    invoice: &SupplierInvoice,
    open: &OpenDifference,
) -> Result<Matched, PurchaseRefusal> {
    if open.difference.kind != DifferenceKind::Quantity {
        return Err(PurchaseRefusal::NotAQuantity);
    }
    let line = line_at(invoice, open.difference.place).ok_or(PurchaseRefusal::NotAQuantity)?;
    let ours = purchase.line(line)?;
    let (asked, left) = (open.difference.quantity, ours.unmatched.quantity);
    if asked > left {
        return Err(PurchaseRefusal::MoreThanLeft { asked, left });
    }
    Ok(ours.matched(line, asked)?)
}

/// Is done with a purchase: nothing is to come, nothing is open, everything kept for a ticket is accounted for.
pub(super) fn close(
    purchase: &Purchase,
    write_off: bool,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    if purchase.state != PurchaseState::Received {
        let waiting = purchase.lines.iter().find(|line| line.open().is_positive());
        return Err(match waiting {
            Some(line) if purchase.state.awaits_goods() => PurchaseRefusal::StillOpen {
                line: line.item.id,
                open: line.open(),
            },
            _ => PurchaseRefusal::WrongState(purchase.state),
        });
    }
    for invoiced in &purchase.invoices {
        if invoiced.state == InvoiceState::Entered {
            return Err(PurchaseRefusal::InvoiceUnmatched(invoiced.invoice.id));
        }
        if let Some(open) = invoiced.open.first() {
            return Err(PurchaseRefusal::DifferenceOpen(open.left));
        }
    }
    if let Some(line) = purchase.lines.iter().find(|line| line.held().is_positive()) {
        return Err(PurchaseRefusal::Unreconciled(line.item.id));
    }
    let written_off = purchase.not_invoiced()?;
    let mut entry = EntryDraft::new(purchase.currency);
    if !written_off.is_zero() {
        if !write_off {
            return Err(PurchaseRefusal::NotInvoiced(written_off));
        }
        must_be(
            rules.accept_role,
            "writing off what was never invoiced",
            ctx,
        )?;
        let owner = Some(purchase.id.uuid());
        entry.debit(Account::ReceivedNotInvoiced, owner, written_off)?;
        entry.credit(Account::PurchaseVariance, None, written_off)?;
    }
    let mut events = vec![happened(purchase, PurchaseEvent::Closed { written_off })];
    events.extend(posted(purchase, entry, "Never invoiced", ctx)?);
    Ok(events)
}
