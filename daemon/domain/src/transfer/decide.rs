//! Turns what is asked of a transfer into what happens.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Moved, TransferDraft, TransferEvent};
use super::{LINES_MAX, Transfer, TransferRefusal, TransferState};
use crate::catalog::StockMove;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{PartId, TransferId};
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, Quantity, UnitPrice};
use crate::number::Series;
use crate::people::Role;
use crate::stock::cost::{CostMove, CostState};
use crate::stock::move_reason::MoveReason;
use crate::stock::plus;
use crate::text::{self, TEXT_LEN_MAX};

/// The longest name of a location, in characters.
const LOCATION_LEN_MAX: usize = 60;

/// What is written off when a transfer closes with goods missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// What is known of the missing parts' cost.
    pub costs: BTreeMap<PartId, CostState>,
    /// Why they are missing.
    pub reason: String,
}

/// What can be asked of a transfer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TransferOrder {
    /// Let goods leave, at once or in several shipments. More than was asked for may be sent.
    Send {
        /// Which.
        lines: Vec<Moved>,
        /// What is on hand of those parts where they leave from, by the books.
        on_hand: BTreeMap<PartId, Quantity>,
        /// What one costs now, for the movement's record.
        unit_costs: BTreeMap<PartId, UnitPrice>,
    },
    /// Take goods in. When all that was asked for has arrived, the transfer closes.
    Receive {
        /// Which.
        lines: Vec<Moved>,
        /// What one costs now, for the movement's record.
        unit_costs: BTreeMap<PartId, UnitPrice>,
    },
    /// Say that nothing more will come; what is on its way is written off.
    Close {
        /// What is written off, when something is missing.
        write_off: Option<Written>,
    },
    /// Give it up before anything left.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Asks for a transfer.
///
/// # Errors
/// A [`TransferRefusal`] that names what is wrong with the draft.
pub fn open(mut draft: TransferDraft, ctx: &Ctx) -> Result<Vec<Event>, TransferRefusal> {
    draft.from = text::required("location", &draft.from, LOCATION_LEN_MAX)?;
    draft.to = text::required("location", &draft.to, LOCATION_LEN_MAX)?;
    draft.note = text::note("note", draft.note.as_deref())?;
    if draft.from == draft.to {
        return Err(TransferRefusal::SameLocation);
    }
    let wanted = draft.lines.iter().map(|line| (line.part, line.quantity));
    check(wanted)?;
    let id: TransferId = ctx.ids.take();
    let number = ctx.numbers.number(Series::Transfer, &ctx.shop.counter);
    let requested = TransferEvent::Requested { number, draft };
    Ok(vec![Event::Transfer(id, requested)])
}

/// Turns an order into what happens.
///
/// # Errors
/// A [`TransferRefusal`] that says what stands against it.
pub fn decide(
    transfer: &Transfer,
    order: &TransferOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, TransferRefusal> {
    match transfer.state {
        TransferState::Requested | TransferState::Sent | TransferState::Received => {}
        TransferState::Closed | TransferState::Canceled => return Err(TransferRefusal::Finished),
    }
    match order {
        TransferOrder::Send {
            lines,
            on_hand,
            unit_costs,
        } => send(transfer, lines, on_hand, unit_costs, ctx),
        TransferOrder::Receive { lines, unit_costs } => receive(transfer, lines, unit_costs, ctx),
        TransferOrder::Close { write_off } => close(transfer, write_off.as_ref(), ctx),
        TransferOrder::Cancel { reason } => cancel(transfer, reason),
    }
}

fn check(lines: impl ExactSizeIterator<Item = (PartId, Quantity)>) -> Result<(), TransferRefusal> {
    if lines.len() == 0 || lines.len() > LINES_MAX {
        return Err(TransferRefusal::Lines);
    }
    let mut parts = BTreeSet::new();
    for (part, quantity) in lines {
        if !quantity.is_positive() {
            return Err(TransferRefusal::QuantityNotPositive);
        }
        if !parts.insert(part) {
            return Err(TransferRefusal::PartTwice(part));
        }
    }
    Ok(())
}

fn send(
    transfer: &Transfer,
    lines: &[Moved],
    on_hand: &BTreeMap<PartId, Quantity>,
    unit_costs: &BTreeMap<PartId, UnitPrice>,
    ctx: &Ctx,
) -> Result<Vec<Event>, TransferRefusal> {
    check(lines.iter().map(|line| (line.part, line.quantity)))?;
    let sent = TransferEvent::Sent {
        lines: lines.to_vec(),
    };
    let mut events = vec![Event::Transfer(transfer.id, sent)];
    for line in lines {
        on_transfer(transfer, line.part)?;
        let there = on_hand.get(&line.part).copied().unwrap_or(Quantity::ZERO);
        if line.quantity > there {
            return Err(TransferRefusal::MoreThanOnHand {
                part: line.part,
                location: transfer.from.clone(),
                asked: line.quantity,
                on_hand: there,
            });
        }
        let reason = MoveReason::TransferOut {
            transfer: transfer.id,
            to: transfer.to.clone(),
        };
        let quantity = line.quantity.negated();
        events.push(carried(
            &transfer.from,
            (line.part, quantity),
            reason,
            unit_costs,
            ctx,
        ));
    }
    Ok(events)
}

fn receive(
    transfer: &Transfer,
    lines: &[Moved],
    unit_costs: &BTreeMap<PartId, UnitPrice>,
    ctx: &Ctx,
) -> Result<Vec<Event>, TransferRefusal> {
    if transfer.state == TransferState::Requested {
        return Err(TransferRefusal::NotSent);
    }
    check(lines.iter().map(|line| (line.part, line.quantity)))?;
    let received = TransferEvent::Received {
        lines: lines.to_vec(),
    };
    let mut events = vec![Event::Transfer(transfer.id, received)];
    let mut after = transfer.lines.clone();
    for line in lines {
        let at = on_transfer(transfer, line.part)?;
        let in_transit = after[at].in_transit()?;
        if line.quantity > in_transit {
            return Err(TransferRefusal::MoreThanSent {
                part: line.part,
                asked: line.quantity,
                in_transit,
            });
        }
        after[at].received = plus(after[at].received, line.quantity)?;
        events.push(arrived(
            transfer,
            (line.part, line.quantity),
            unit_costs,
            ctx,
        ));
    }
    if after
        .iter()
        .all(|line| line.received >= line.requested && line.received == line.sent)
    {
        let closed = TransferEvent::Closed {
            missing: Vec::new(),
            loss: Money::zero(ctx.shop.currency),
            reason: None,
            approved_by: None,
        };
        events.push(Event::Transfer(transfer.id, closed));
    }
    Ok(events)
}

fn close(
    transfer: &Transfer,
    write_off: Option<&Written>,
    ctx: &Ctx,
) -> Result<Vec<Event>, TransferRefusal> {
    if transfer.state == TransferState::Requested {
        return Err(TransferRefusal::NotSent);
    }
    let mut missing = Vec::new();
    let mut sum = Quantity::ZERO;
    for line in &transfer.lines {
        let quantity = line.in_transit()?;
        if quantity.is_positive() {
            sum = plus(sum, quantity)?;
            missing.push(Moved {
                part: line.part,
                quantity,
            });
        }
    }
    let mut loss = Money::zero(ctx.shop.currency);
    let mut events = Vec::new();
    let mut why = None;
    if !missing.is_empty() {
        let written = write_off.ok_or(TransferRefusal::NotArrived(sum))?;
        if ctx.authority() < Role::Manager {
            return Err(TransferRefusal::NeedsRole(Role::Manager));
        }
        let reason = text::required("reason", &written.reason, TEXT_LEN_MAX)?;
        for line in &missing {
            let unknown = TransferRefusal::CostUnknown(line.part);
            let mut cost = written.costs.get(&line.part).cloned().ok_or(unknown)?;
            let quantity = line.quantity;
            let entry = cost.apply(&CostMove::Issued { quantity })?;
            loss = loss.minus(entry.value)?;
            // It arrives and is gone: so it is in transit no more, and on no shelf.
            let unit_costs = BTreeMap::from([(line.part, entry.unit_cost)]);
            events.push(arrived(transfer, (line.part, quantity), &unit_costs, ctx));
            events.push(
                StockMove {
                    part: line.part,
                    location: transfer.to.clone(),
                    quantity: quantity.negated(),
                    unit_cost: entry.unit_cost,
                    value: entry.value,
                    reason: MoveReason::Adjusted {
                        reason: format!("missing on {}", transfer.number),
                    },
                }
                .moved(),
            );
        }
        why = Some(reason);
        let mut entry = EntryDraft::new(ctx.shop.currency);
        entry.debit(Account::Shrinkage, None, loss)?;
        entry.credit(Account::Inventory, None, loss)?;
        let memo = format!("Missing on {}", transfer.number);
        let entry = entry.close(ctx.ids.take(), ctx.today, memo, transfer.id.uuid())?;
        events.extend(entry.map(|entry| Event::Posted(entry.id, entry)));
    }
    let closed = TransferEvent::Closed {
        missing,
        loss,
        approved_by: why.as_ref().and(ctx.stands_in(Role::Manager)),
        reason: why,
    };
    events.insert(0, Event::Transfer(transfer.id, closed));
    Ok(events)
}

fn cancel(transfer: &Transfer, reason: &str) -> Result<Vec<Event>, TransferRefusal> {
    if transfer.state != TransferState::Requested {
        return Err(TransferRefusal::AlreadySent);
    }
    let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
    let canceled = TransferEvent::Canceled { reason };
    Ok(vec![Event::Transfer(transfer.id, canceled)])
}

fn on_transfer(transfer: &Transfer, part: PartId) -> Result<usize, TransferRefusal> {
    let at = transfer.lines.iter().position(|line| line.part == part);
    at.ok_or(TransferRefusal::NotOnTransfer(part))
}

fn arrived(
    transfer: &Transfer,
    moved: (PartId, Quantity),
    unit_costs: &BTreeMap<PartId, UnitPrice>,
    ctx: &Ctx,
) -> Event {
    let reason = MoveReason::TransferIn {
        transfer: transfer.id,
        from: transfer.from.clone(),
    };
    carried(&transfer.to, moved, reason, unit_costs, ctx)
}

/// A movement that changes where stock is and not what it is worth.
fn carried(
    location: &str,
    (part, quantity): (PartId, Quantity),
    reason: MoveReason,
    unit_costs: &BTreeMap<PartId, UnitPrice>,
    ctx: &Ctx,
) -> Event {
    let unit_cost = unit_costs.get(&part).copied();
    StockMove {
        part,
        location: location.to_owned(),
        quantity,
        unit_cost: unit_cost.unwrap_or(UnitPrice::ZERO),
        value: Money::zero(ctx.shop.currency),
        reason,
    }
    .moved()
}
