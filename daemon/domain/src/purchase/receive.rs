//! Counting a delivery in: stock moves, and the books say what it is thought to cost.

use std::collections::BTreeSet;

use crate::catalog::StockMove;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::money::{MoneyError, Quantity};
use crate::stock::priced::PricedMoves;
use crate::stock::{CostMove, MoveReason, ReceiptKey};
use crate::text;

use super::arithmetic::{less, more};
use super::decide::{happened, must_await_goods, state_after};
use super::draft::LINE_MINOR_MAX;
use super::rules::must_be;
use super::{
    Beside, Counted, PAPERS_MAX, Purchase, PurchaseEvent, PurchaseLine, PurchaseRefusal,
    PurchaseRules, PurchaseState, Receipt, ReceiptLine, value,
};

/// What a person says about a delivery.
pub(super) struct Delivery<'a> {
    pub(super) lines: &'a [Counted],
    pub(super) slip: Option<&'a str>,
    pub(super) over_confirmed: bool,
}

/// Takes in what was counted in good order. Damaged pieces are noted and not taken: they stay to come, are in no stock
/// and no account, and an invoice that asks for them differs in quantity.
///
/// Books: debit inventory (sublet work: its cost) and core deposits paid, credit goods received and not invoiced
/// (RSM 2017 on core charges: the deposit is an asset apart from the part). Where pieces were sold before they came, the
/// difference between what they left at and what they cost is a variance.
pub(super) fn receive(
    purchase: &Purchase,
    delivery: &Delivery<'_>,
    beside: &Beside,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    // More may come after the last line was done, when somebody confirms it.
    if purchase.state != PurchaseState::Received {
        must_await_goods(purchase)?;
    }
    if purchase.receipts.len() >= PAPERS_MAX {
        return Err(PurchaseRefusal::TooManyPapers);
    }
    let mut seen = BTreeSet::new();
    let mut lines = Vec::with_capacity(delivery.lines.len());
    for counted in delivery.lines {
        if !seen.insert(counted.line) {
            return Err(PurchaseRefusal::LineTwice(counted.line));
        }
        let line = purchase.line(counted.line)?;
        must_be_expected(line, counted, delivery.over_confirmed, rules, ctx)?;
        lines.push(counted_in(purchase, line, counted)?);
    }
    if lines.is_empty() {
        return Err(PurchaseRefusal::NoLines);
    }
    let open_after = |line: &PurchaseLine| {
        let counted = lines.iter().find(|counted| counted.line == line.item.id);
        counted.map_or(line.open(), |counted| counted.open)
    };
    let came = lines.iter().any(|line| line.quantity.is_positive());
    let state = state_after(purchase, open_after, came);
    let mut moves = PricedMoves::new(&beside.costs, ctx.shop.cost_method, purchase.currency);
    let mut entry = EntryDraft::new(purchase.currency);
    for line in &lines {
        let (supplier, owner) = (purchase.supplier.uuid(), purchase.id.uuid());
        entry.debit(Account::CoreDeposits, Some(supplier), line.core)?;
        let both = line.goods.plus(line.core)?;
        entry.credit(Account::ReceivedNotInvoiced, Some(owner), both)?;
        let Some(part) = purchase.line(line.line)?.item.part else {
            entry.debit(Account::CostOfSublet, None, line.goods)?;
            continue;
        };
        if !line.quantity.is_positive() {
            continue;
        }
        let receipt = ReceiptKey {
            purchase: purchase.id,
            line: line.line,
        };
        let movement = StockMove {
            part,
            location: purchase.location.clone(),
            quantity: line.quantity,
            unit_cost: line.unit_cost,
            value: moves.unvalued(),
            reason: MoveReason::PurchaseReceived {
                purchase: receipt.purchase,
                line: receipt.line,
            },
        };
        let received = CostMove::Received {
            receipt: Some(receipt),
            quantity: line.quantity,
            total: line.goods,
        };
        moves.add(movement, &received, &mut entry)?;
    }
    let receipt = Receipt {
        on: ctx.today,
        slip: text::optional("delivery note", delivery.slip, 60)?,
        lines,
    };
    let mut events = vec![happened(
        purchase,
        PurchaseEvent::Received { receipt, state },
    )];
    events.extend(moves.into_events());
    events.extend(posted(purchase, entry, "Received", ctx)?);
    Ok(events)
}

fn must_be_expected(
    line: &PurchaseLine,
    counted: &Counted,
    over_confirmed: bool,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<(), PurchaseRefusal> {
    let (good, damaged) = (counted.quantity, counted.damaged);
    if good < Quantity::ZERO || damaged < Quantity::ZERO || more(good, damaged)? == Quantity::ZERO {
        return Err(PurchaseRefusal::QuantityNotPositive);
    }
    let expected = line.open();
    if good > expected {
        if !over_confirmed {
            return Err(PurchaseRefusal::OverReceipt {
                line: counted.line,
                counted: good,
                expected,
            });
        }
        must_be(rules.over_receipt_role, "taking more than was ordered", ctx)?;
    }
    Ok(())
}

fn counted_in(
    purchase: &Purchase,
    line: &PurchaseLine,
    counted: &Counted,
) -> Result<ReceiptLine, PurchaseRefusal> {
    let unit_cost = counted.unit_cost.unwrap_or(line.item.unit_cost);
    let core_deposit = counted.core_deposit.unwrap_or(line.item.core_deposit);
    let goods = value(counted.quantity, unit_cost, purchase.currency)?;
    let core = value(counted.quantity, core_deposit, purchase.currency)?;
    let has_core = core_deposit.decimal() != rust_decimal::Decimal::ZERO;
    if line.item.part.is_none() && has_core {
        return Err(PurchaseRefusal::SubletHasPart);
    }
    // These sums are folded later, and a fold never refuses.
    for sum in [
        line.unmatched.goods.plus(goods)?,
        line.unmatched.core.plus(core)?,
    ] {
        if sum.minor() > LINE_MINOR_MAX {
            return Err(MoneyError::Overflow.into());
        }
    }
    more(line.received, counted.quantity)?;
    more(line.damaged, counted.damaged)?;
    let holds = line.item.purpose.holds_goods();
    Ok(ReceiptLine {
        line: counted.line,
        quantity: counted.quantity,
        damaged: counted.damaged,
        unit_cost,
        core_deposit,
        goods,
        core,
        open: less(line.open(), counted.quantity),
        held: if holds {
            more(line.held(), counted.quantity)?
        } else {
            Quantity::ZERO
        },
    })
}

/// Closes an entry of the books about this purchase.
pub(super) fn posted(
    purchase: &Purchase,
    entry: EntryDraft,
    what: &str,
    ctx: &Ctx,
) -> Result<Option<Event>, PurchaseRefusal> {
    let memo = format!("{what} {}", purchase.number);
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, purchase.id.uuid())?;
    Ok(entry.map(|entry| Event::Posted(entry.id, entry)))
}
