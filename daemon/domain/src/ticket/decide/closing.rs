//! What being paid brings about, in one append: the receipt's number, the books, stock, cores, history, paper.

use crate::catalog::StockMove;
use crate::core_charge;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::PartId;
use crate::job::{Job, JobKind, JobState};
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, Quantity, UnitPrice};
use crate::number::Series;
use crate::people::account::{TicketMoney, on_payment};
use crate::people::{ServiceLine, ServiceRecord};
use crate::refusal::Refusal;
use crate::stock::cost::{CostMove, CostState, extended};
use crate::stock::move_reason::{MoveReason, ReturnTo};

use super::happened;
use crate::ticket::line::{Line, LineKind, PayType, line_amount};
use crate::ticket::order::Beside;
use crate::ticket::payment::Payment;
use crate::ticket::{Stage, Ticket, TicketEvent, TicketStatus};

/// Closes a counter sale or an invoice as soon as it is paid to the cent. Money on an estimate or a work order is a
/// deposit and closes nothing.
pub(super) fn close_if_paid(
    ticket: &Ticket,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let bills = matches!(ticket.stage, Stage::Sale | Stage::Invoice);
    if ticket.status == TicketStatus::Open && bills && is_paid(ticket)? {
        return close(ticket, beside, ctx);
    }
    Ok(Vec::new())
}

fn is_paid(ticket: &Ticket) -> Result<bool, Refusal> {
    let totals = ticket.totals()?;
    Ok(!ticket.lines.is_empty()
        && !ticket.needs_tax()
        && totals.paid == totals.total
        && totals.pending.is_zero())
}

pub(super) fn close(ticket: &Ticket, beside: &Beside, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    let totals = ticket.totals()?;
    let receipt = ctx.numbers.number(Series::Receipt, &ctx.shop.counter);
    let mut events = clocked_off(ticket, ctx);
    events.push(happened(
        ticket,
        TicketEvent::Closed {
            receipt: receipt.clone(),
            total: totals.total,
            tax: totals.tax,
            date: ctx.today,
        },
    ));
    let (moves, goods) = goods(ticket, beside, ctx)?;
    events.extend(moves);
    events.extend(core_charge::on_close(
        ticket,
        &beside.cores,
        &ctx.shop.cores,
        ctx,
    )?);
    let mut entry = EntryDraft::new(ticket.currency);
    book_sale(ticket, &mut entry)?;
    entry.debit(Account::CostOfParts, None, goods.cost)?;
    entry.credit(Account::Inventory, None, goods.inventory)?;
    entry.debit(
        Account::PurchaseVariance,
        None,
        goods.inventory.minus(goods.cost)?,
    )?;
    events.extend(posted(entry, format!("Sale {receipt}"), ticket, ctx)?);
    if let Some(vehicle) = ticket.vehicle {
        let lines = ticket.lines.iter().filter(|line| ticket.sold(line));
        let record = ServiceRecord {
            vehicle,
            customer: ticket.customer,
            ticket: ticket.id,
            ticket_number: ticket.number.to_string(),
            receipt_number: receipt.to_string(),
            odometer: ticket.odometer_out.or(ticket.odometer),
            date: ctx.today,
            lines: lines.map(|line| service_line(ticket, line)).collect(),
            total: totals.total,
        };
        events.push(record.recorded());
    }
    events.extend(print_receipt(ticket, false, ctx));
    Ok(events)
}

/// Ends what is still running on the clock: nobody can clock off a closed ticket, and money never waits for a clock.
fn clocked_off(ticket: &Ticket, ctx: &Ctx) -> Vec<Event> {
    let spans = ticket
        .jobs
        .iter()
        .flat_map(|job| job.clocked.iter().map(move |span| (job.id, span)));
    let running = spans.filter(|(_, span)| span.until.is_none());
    let ended = running.map(|(job, span)| {
        happened(
            ticket,
            TicketEvent::ClockedOff {
                job,
                staff: span.staff,
                until: ctx.now,
                auto: true,
            },
        )
    });
    ended.collect()
}

/// Books what changes hands, and tells the customer's own story of it when it is theirs: their account, their credit.
pub(super) fn book_payment(
    ticket: &Ticket,
    payment: &Payment,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let booked = book_payment_alone(ticket, payment, beside, ctx)?;
    let mut events: Vec<_> = booked.into_iter().collect();
    if let Some(money) = customers_money(ticket, ctx) {
        events.extend(on_payment(&money, payment)?);
    }
    Ok(events)
}

/// The ticket as its customer's account sees it.
pub(super) fn customers_money(ticket: &Ticket, ctx: &Ctx) -> Option<TicketMoney> {
    Some(TicketMoney {
        customer: ticket.customer?,
        ticket: ticket.id,
        number: ticket.number.to_string(),
        date: ctx.today,
    })
}

/// Books what changes hands: the tender's account against the deposits on the ticket.
fn book_payment_alone(
    ticket: &Ticket,
    payment: &Payment,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Option<Event>, Refusal> {
    let mut entry = EntryDraft::new(ticket.currency);
    let (account, owner) = payment.account(ticket.customer, beside.till);
    let rounding = payment.rounding();
    entry.debit(account, owner, payment.amount.plus(rounding)?)?;
    entry.credit(Account::CashRounding, None, rounding)?;
    entry.credit(Account::Deposits, Some(ticket.id.uuid()), payment.amount)?;
    let what = if payment.amount.is_negative() {
        "Refund"
    } else {
        "Payment"
    };
    posted(entry, format!("{what} {}", ticket.number), ticket, ctx)
}

/// Books the sale itself: the deposits become income by class, tax, fees to hand on and core deposits.
pub(super) fn book_sale(ticket: &Ticket, entry: &mut EntryDraft) -> Result<(), Refusal> {
    let totals = ticket.totals()?;
    entry.debit(Account::Deposits, Some(ticket.id.uuid()), totals.total)?;
    entry.credit(Account::TaxPayable, None, totals.tax)?;
    let sold = ticket.lines.iter().filter(|line| ticket.sold(line));
    for (line, sum) in sold.zip(ticket.nets()?) {
        // A price with its tax in it earns what is left of it.
        let contained = match (ticket.inclusive, ticket.counts(line)) {
            (true, true) => ticket.line_tax(line.id),
            (true | false, _) => None,
        };
        let mut earned = sum.net;
        if let Some(tax) = contained {
            earned = earned.minus(tax)?;
        }
        match line.pay {
            PayType::Customer => {}
            PayType::Warranty => entry.debit(Account::WarrantyReceivable, None, earned)?,
            PayType::Internal => entry.debit(Account::InternalWork, None, earned)?,
        }
        // What a maker's coupon pays is earned beside what the payer of the line pays, and lost again with the sale.
        let lost = line.returned.as_ref().and_then(|back| back.reimbursed);
        let lost = lost.unwrap_or(Money::zero(ticket.currency));
        let reimbursed = sum.reimbursed.plus(lost)?;
        entry.debit(Account::CouponReceivable, None, reimbursed)?;
        let earned = earned.plus(reimbursed)?;
        let (account, owner) = match &line.kind {
            LineKind::Part(_) | LineKind::CustomerPart => (Account::SalesParts, None),
            LineKind::Labor { .. } => (Account::SalesLabor, None),
            LineKind::Sublet { .. } => (Account::SalesSublet, None),
            LineKind::Fee { class } if *class == crate::tax::TaxClass::FeeMandated => {
                (Account::FeesPayable, None)
            }
            LineKind::Fee { .. } if super::returns::is_restocking(line) => {
                (Account::RestockingFees, None)
            }
            LineKind::Fee { .. } => (Account::SalesFees, None),
            LineKind::Core { core, .. } | LineKind::CoreReturn { core, .. } => {
                (Account::CoreLiability, Some(core.uuid()))
            }
        };
        entry.credit(account, owner, earned)?;
        // What was bought with a purchase was booked when the purchase was received.
        if let LineKind::Sublet {
            unit_cost,
            purchase: None,
            ..
        } = &line.kind
            // Work that the customer is paid back for is owed to the other firm all the same.
            && line.returned.is_none()
        {
            let cost = line_amount(line.quantity, *unit_cost, ticket.currency)?;
            entry.debit(Account::CostOfSublet, None, cost)?;
            entry.credit(Account::ReceivedNotInvoiced, None, cost)?;
        }
    }
    for charge in &ticket.charges {
        let mut earned = charge.charge.amount;
        if ticket.inclusive
            && let Some(tax) = ticket.line_tax(charge.id)
        {
            earned = earned.minus(tax)?;
        }
        let account = if charge.charge.mandated() {
            Account::FeesPayable
        } else {
            Account::SalesFees
        };
        entry.credit(account, None, earned)?;
    }
    Ok(())
}

/// What the goods that move cost.
struct Goods {
    /// What sold goods cost, less what came back.
    cost: Money,
    /// By how much the stock's value fell.
    inventory: Money,
}

/// Moves stock: sold parts leave (of a kit, what it is made of), returned ones come back at what they left with.
fn goods(ticket: &Ticket, beside: &Beside, ctx: &Ctx) -> Result<(Vec<Event>, Goods), Refusal> {
    let zero = Money::zero(ticket.currency);
    let mut goods = Goods {
        cost: zero,
        inventory: zero,
    };
    let mut costs = beside.costs.clone();
    let mut events = Vec::new();
    for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
        for (part, quantity) in pieces(line)? {
            let known = moving_cost(line, part, costs.get(&part))?;
            let cost = costs
                .entry(part)
                .or_insert_with(|| CostState::new(ctx.shop.cost_method, ticket.currency, known));
            let back = line.returned.as_ref();
            let (quantity, reason) = match back {
                None => (
                    quantity,
                    MoveReason::Sold {
                        ticket: ticket.id,
                        line: line.id,
                    },
                ),
                Some(returned) => (
                    quantity,
                    MoveReason::CustomerReturn {
                        ticket: returned.ticket.unwrap_or(ticket.id),
                        line: returned.line.unwrap_or(line.id),
                        to: returned.destination,
                    },
                ),
            };
            let entry = match back {
                None => cost.apply(&CostMove::Issued { quantity })?,
                // Thrown away: nothing comes back, and what it cost stays spent.
                Some(returned) if returned.destination == ReturnTo::Scrap => continue,
                Some(_) => {
                    let total = extended(known, quantity, ticket.currency)?;
                    cost.apply(&CostMove::Returned { quantity, total })?
                }
            };
            goods.cost = goods.cost.plus(entry.issued)?;
            goods.inventory = goods.inventory.minus(entry.value)?;
            let signed = if back.is_none() {
                quantity.negated()
            } else {
                quantity
            };
            events.push(
                StockMove {
                    part,
                    location: ticket.location.clone(),
                    quantity: signed,
                    unit_cost: entry.unit_cost,
                    value: entry.value,
                    reason,
                }
                .moved(),
            );
        }
    }
    Ok((events, goods))
}

/// What one line takes off the shelf or puts back, above zero either way.
pub(super) fn pieces(line: &Line) -> Result<Vec<(PartId, Quantity)>, Refusal> {
    let Some(part) = line.part() else {
        return Ok(Vec::new());
    };
    let quantity = if line.quantity.is_positive() {
        line.quantity
    } else {
        line.quantity.negated()
    };
    if part.components.is_empty() {
        return Ok(vec![(part.part, quantity)]);
    }
    let pieces = part.components.iter().map(|component| {
        let each = component.quantity.decimal() * quantity.decimal();
        let each = Quantity::try_new(each).map_err(Refusal::number("quantity"))?;
        Ok((component.part, each))
    });
    pieces.collect()
}

/// Returns what one of a part costs the shop: as its movements say; by the catalog for a part that never moved. The price
/// of a kit says nothing of what one of its parts costs.
pub(super) fn unit_cost(line: &Line, part: PartId, cost: Option<&CostState>) -> UnitPrice {
    let by_catalog = || line.part().filter(|sold| sold.part == part);
    cost.map(CostState::last_cost)
        .or_else(|| by_catalog().map(|sold| sold.unit_cost))
        .unwrap_or(UnitPrice::ZERO)
}

/// As [`unit_cost`]; goods without a receipt come back at the lower of that and the average of what is on hand, since nobody
/// knows what they cost once.
fn moving_cost(line: &Line, part: PartId, cost: Option<&CostState>) -> Result<UnitPrice, Refusal> {
    let known = unit_cost(line, part, cost);
    let without = line
        .returned
        .as_ref()
        .is_some_and(|back| back.ticket.is_none());
    let Some(cost) = cost.filter(|_| without) else {
        return Ok(known);
    };
    let (here, value) = (cost.on_hand()?, cost.value()?);
    if !here.is_positive() || value.is_negative() {
        return Ok(known);
    }
    let average = (value.to_decimal() / here.decimal()).round_dp(4);
    let average = UnitPrice::try_new(average).map_err(Refusal::number("cost"))?;
    Ok(if average < known { average } else { known })
}

pub(super) fn posted(
    entry: EntryDraft,
    memo: String,
    ticket: &Ticket,
    ctx: &Ctx,
) -> Result<Option<Event>, Refusal> {
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, ticket.id.uuid())?;
    Ok(entry.map(|entry| Event::Posted(entry.id, entry)))
}

fn service_line(ticket: &Ticket, line: &Line) -> ServiceLine {
    let part = line.part();
    ServiceLine {
        line: line.id,
        part: part.map(|part| part.part),
        part_number: part.map(|part| part.number.clone()),
        description: line.description.clone(),
        quantity: line.quantity,
        job: line
            .job
            .and_then(|id| ticket.job(id).ok())
            .map(|job| job.title.clone()),
        warranty: part.and_then(|part| part.warranty),
    }
}

pub(super) fn print_receipt(ticket: &Ticket, copy: bool, ctx: &Ctx) -> Option<Event> {
    let device = ctx.shop.receipt_printer.clone()?;
    let kind = JobKind::Receipt {
        ticket: ticket.id,
        copy,
    };
    Some(
        Job {
            id: ctx.ids.take(),
            device,
            kind,
            state: JobState::Requested,
        }
        .requested(),
    )
}

pub(super) fn open_drawer(ticket: &Ticket, ctx: &Ctx) -> Option<Event> {
    let device = ctx.shop.drawer.clone()?;
    let kind = JobKind::Drawer {
        reason: "sale".to_owned(),
        ticket: Some(ticket.id),
    };
    Some(
        Job {
            id: ctx.ids.take(),
            device,
            kind,
            state: JobState::Requested,
        }
        .requested(),
    )
}
