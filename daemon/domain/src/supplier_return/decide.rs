//! Turns an order to a return into facts, or refuses it. Pure: it changes nothing itself.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::EntryDraft;
use crate::people::Role;
use crate::purchase::{Beside, PurchaseRules};
use crate::text::{self, TEXT_LEN_MAX};

use super::{
    ReturnState, SupplierReturn, SupplierReturnEvent, SupplierReturnOrder, SupplierReturnRefusal,
    credit, send,
};

/// Decides what an order to a return brings about.
///
/// # Errors
/// A [`SupplierReturnRefusal`]; then nothing happens.
pub fn decide(
    back: &SupplierReturn,
    order: &SupplierReturnOrder,
    beside: &Beside,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    must_be(rules.order_role, "sending goods back", ctx)?;
    match order {
        SupplierReturnOrder::Send {
            authorization,
            tracking,
            origins,
        } => {
            must_be_in(back, ReturnState::Requested)?;
            let sent = SupplierReturnEvent::Sent {
                on: ctx.today,
                authorization: text::optional("authorization", authorization.as_deref(), 60)?,
                tracking: text::optional("tracking", tracking.as_deref(), 60)?,
            };
            send::send(back, sent, origins, beside, ctx)
        }
        SupplierReturnOrder::Cancel { reason } => {
            must_be_in(back, ReturnState::Requested)?;
            let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
            Ok(vec![happened(back, SupplierReturnEvent::Canceled(reason))])
        }
        SupplierReturnOrder::Credit { .. } => credit::credit(back, order, ctx),
        SupplierReturnOrder::AcceptShort { reason } => {
            must_be_in(back, ReturnState::Sent)?;
            must_be(rules.accept_role, "accepting a short credit", ctx)?;
            credit::accept_short(back, reason, ctx)
        }
    }
}

pub(super) fn must_be_in(
    back: &SupplierReturn,
    state: ReturnState,
) -> Result<(), SupplierReturnRefusal> {
    if back.state == state {
        Ok(())
    } else {
        Err(SupplierReturnRefusal::WrongState(back.state))
    }
}

pub(super) fn must_be(
    needed: Role,
    act: &'static str,
    ctx: &Ctx,
) -> Result<(), SupplierReturnRefusal> {
    let approver = ctx.approver.as_ref().map(|approver| approver.role);
    if Some(ctx.role).max(approver) < Some(needed) {
        return Err(SupplierReturnRefusal::RoleNeeded { act, needed });
    }
    Ok(())
}

pub(super) fn happened(back: &SupplierReturn, event: SupplierReturnEvent) -> Event {
    Event::SupplierReturn(back.id, event)
}

pub(super) fn posted(
    back: &SupplierReturn,
    entry: EntryDraft,
    what: &str,
    ctx: &Ctx,
) -> Result<Option<Event>, SupplierReturnRefusal> {
    let memo = format!("{what} {}", back.number);
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, back.id.uuid())?;
    Ok(entry.map(|entry| Event::Posted(entry.id, entry)))
}
