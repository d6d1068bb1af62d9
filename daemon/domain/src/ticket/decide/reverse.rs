//! Undoing a sale of today: a void, not a refund. Both keep the record; this one takes everything back as it was.

use crate::catalog::StockMove;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::limits::{Right, require};
use crate::people::VehicleEvent;
use crate::refusal::Refusal;
use crate::stock::cost::{CostMove, CostState, extended};
use crate::stock::move_reason::{MoveReason, ReturnTo};
use crate::text::{self, TEXT_LEN_MAX};

use super::closing::{book_sale, open_drawer, pieces, posted, unit_cost};
use super::happened;
use super::money::till_is_open;
use crate::ticket::line::LineKind;
use crate::ticket::order::Beside;
use crate::ticket::payment::{Payment, Tender};
use crate::ticket::{Ticket, TicketEvent, TicketStatus};

pub(super) fn reverse(
    ticket: &Ticket,
    reason: &str,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    if ticket.status != TicketStatus::Paid {
        return Err(Refusal::TicketNotPaid(ticket.id));
    }
    let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
    if ticket.closed_on != Some(ctx.today) {
        return Err(Refusal::NotToday);
    }
    may_be_undone(ticket)?;
    let cash = |payment: &Payment| matches!(payment.tender, Tender::Cash { .. });
    let cash = ticket.payments.iter().any(cash);
    if cash {
        till_is_open(beside, ctx)?;
    }
    let mut events = Vec::new();
    events.extend(require(ticket.id, Right::ReverseSale, ctx)?);
    events.push(happened(ticket, TicketEvent::Reversed(reason)));
    let mut entry = EntryDraft::new(ticket.currency);
    book_sale(ticket, &mut entry)?;
    let mut entry = entry.reversed()?;
    for payment in ticket.payments.iter().filter(|p| p.captured().is_some()) {
        let (account, owner) = payment.account(ticket.customer, beside.till);
        let rounding = payment.rounding();
        entry.credit(account, owner, payment.amount.plus(rounding)?)?;
        entry.debit(Account::CashRounding, None, rounding)?;
        entry.debit(Account::Deposits, Some(ticket.id.uuid()), payment.amount)?;
    }
    let mut costs = beside.costs.clone();
    for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
        for (part, quantity) in pieces(line)? {
            let known = unit_cost(line, part, costs.get(&part));
            let cost = costs
                .entry(part)
                .or_insert_with(|| CostState::new(ctx.shop.cost_method, ticket.currency, known));
            let total = extended(known, quantity, ticket.currency)?;
            let back = cost.apply(&CostMove::Returned { quantity, total })?;
            entry.credit(Account::CostOfParts, None, total)?;
            entry.debit(Account::Inventory, None, back.value)?;
            entry.debit(Account::PurchaseVariance, None, total.minus(back.value)?)?;
            let (ticket_id, line_id) = (ticket.id, line.id);
            events.push(
                StockMove {
                    part,
                    location: ticket.location.clone(),
                    quantity,
                    unit_cost: back.unit_cost,
                    value: back.value,
                    reason: MoveReason::CustomerReturn {
                        ticket: ticket_id,
                        line: line_id,
                        to: ReturnTo::Stock,
                    },
                }
                .moved(),
            );
        }
    }
    events.extend(posted(
        entry,
        format!("Undone {}", ticket.number),
        ticket,
        ctx,
    )?);
    if let Some(vehicle) = ticket.vehicle {
        let withdrawn = VehicleEvent::ServiceWithdrawn { ticket: ticket.id };
        events.push(Event::Vehicle(vehicle, withdrawn));
    }
    if cash {
        events.extend(open_drawer(ticket, ctx));
    }
    Ok(events)
}

/// What others hold a part of cannot be undone here: a charged card needs the processor, a returned line has its own
/// record, an old part has its own life.
fn may_be_undone(ticket: &Ticket) -> Result<(), Refusal> {
    let card = |tender: &Tender| match tender {
        Tender::Card { .. } | Tender::CardRefund { .. } | Tender::Link { .. } => true,
        Tender::Cash { .. }
        | Tender::StoreCredit
        | Tender::Check { .. }
        | Tender::Account { .. }
        | Tender::Plan { .. }
        | Tender::Other { .. } => false,
    };
    let charged = ticket.payments.iter().filter(|p| p.captured().is_some());
    let core =
        |kind: &LineKind| matches!(kind, LineKind::Core { .. } | LineKind::CoreReturn { .. });
    let moved_on = charged
        .clone()
        .any(|p| card(&p.tender) || !p.returned.is_zero())
        || !ticket.returns.is_empty()
        || ticket
            .lines
            .iter()
            .any(|l| core(&l.kind) || l.returned.is_some());
    if moved_on {
        return Err(Refusal::CannotReverse(ticket.id));
    }
    Ok(())
}
