//! What the supplier credits, and giving up what it does not.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::money::Money;
use crate::text::{self, TEXT_LEN_MAX};

use super::decide::{happened, must_be_in, posted};
use super::{
    Credited, ReturnItem, ReturnLine, ReturnState, SupplierReturn, SupplierReturnEvent,
    SupplierReturnOrder, SupplierReturnRefusal,
};

/// A credit lowers what the shop owes. What it says above what was open is won, under the account that bears losses.
pub(super) fn credit(
    back: &SupplierReturn,
    order: &SupplierReturnOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    let SupplierReturnOrder::Credit {
        memo,
        date,
        lines,
        over_confirmed,
    } = order
    else {
        return Ok(Vec::new());
    };
    must_be_in(back, ReturnState::Sent)?;
    let memo = text::required("credit number", memo, 60)?;
    if back.memos.contains(&memo) {
        return Err(SupplierReturnRefusal::MemoUsed);
    }
    if lines.is_empty() {
        return Err(SupplierReturnRefusal::NoLines);
    }
    let zero = Money::zero(back.currency);
    let supplier = Some(back.supplier.uuid());
    let mut entry = EntryDraft::new(back.currency);
    let mut credited: Vec<Credited> = Vec::with_capacity(lines.len());
    for said in lines {
        let mut all = back.lines.iter();
        let line = all.find(|line| line.id == said.line);
        let line = line.ok_or(SupplierReturnRefusal::NoSuchLine(said.line))?;
        if credited.iter().any(|earlier| earlier.line == said.line) {
            return Err(SupplierReturnRefusal::LineTwice(said.line));
        }
        let (asked, open) = (said.amount, line.open);
        let left = open.minus(asked)?;
        if asked.is_negative() || asked.is_zero() {
            return Err(SupplierReturnRefusal::CreditNotPositive);
        }
        if left.is_negative() && !over_confirmed {
            return Err(SupplierReturnRefusal::CreditTooMuch { asked, open });
        }
        let closes = if left.is_negative() { open } else { asked };
        entry.debit(Account::Payable, supplier, asked)?;
        if let Some(owed_in) = line.item.owed_in() {
            entry.credit(owed_in, supplier, closes)?;
            entry.credit(loss(&line.item), None, asked.minus(closes)?)?;
        } else {
            entry.credit(Account::WarrantyRecovery, None, asked)?;
        }
        credited.push(Credited {
            line: said.line,
            amount: asked,
            open: if left.is_negative() { zero } else { left },
        });
    }
    let open_after = |line: &ReturnLine| {
        let mut all = credited.iter();
        let found = all.find(|credited| credited.line == line.id);
        found.map_or(line.open, |credited| credited.open)
    };
    let done = back.lines.iter().all(|line| open_after(line).is_zero());
    let what = format!("Credit {memo} for");
    let event = SupplierReturnEvent::Credited {
        memo,
        date: *date,
        lines: credited,
        state: if done {
            ReturnState::Credited
        } else {
            ReturnState::Sent
        },
    };
    let mut events = vec![happened(back, event)];
    events.extend(posted(back, entry, &what, ctx)?);
    Ok(events)
}

pub(super) fn accept_short(
    back: &SupplierReturn,
    reason: &str,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    let mut entry = EntryDraft::new(back.currency);
    for line in &back.lines {
        if let Some(owed_in) = line.item.owed_in() {
            entry.debit(loss(&line.item), None, line.open)?;
            entry.credit(owed_in, Some(back.supplier.uuid()), line.open)?;
        }
    }
    let amounts = back.lines.iter().map(|line| line.open);
    let short = SupplierReturnEvent::ShortAccepted {
        amount: Money::sum(back.currency, amounts)?,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
    };
    let mut events = vec![happened(back, short)];
    events.extend(posted(back, entry, "Short credit for", ctx)?);
    Ok(events)
}

const fn loss(item: &ReturnItem) -> Account {
    match item {
        ReturnItem::Core { .. } => Account::CoreLoss,
        ReturnItem::Stock { .. } | ReturnItem::Failed { .. } | ReturnItem::Labor { .. } => {
            Account::PurchaseVariance
        }
    }
}
