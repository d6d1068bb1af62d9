//! Goods that come back without a receipt: at the lowest price of late, with an approval, for store credit alone.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::limits::{Right, require};
use crate::money::{Money, RoundingPolicy, UnitPrice, to_money};
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

use super::{happened, lines, returns};
use crate::ticket::line::{Line, LineKind, LineOrigin, PartCondition, PartLine, PayType, ReturnOf};
use crate::ticket::order::NoReceiptDraft;
use crate::ticket::payment::Tender;
use crate::ticket::{Ticket, TicketEvent, line_amount};

/// Takes goods back that nobody can show to have been sold here.
pub(super) fn add(
    ticket: &Ticket,
    draft: &NoReceiptDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let rules = &ctx.shop.no_receipt;
    if !rules.allowed {
        return Err(Refusal::NoReceiptNotTaken);
    }
    ticket.customer.ok_or(Refusal::NoCustomer(ticket.id))?;
    let reason = text::required("reason", &draft.reason, TEXT_LEN_MAX)?;
    let shown = text::required("shown", &draft.shown, TEXT_LEN_MAX)?;
    lines::must_be_positive(draft.quantity)?;
    let price = draft.lowest.filter(|price| *price > UnitPrice::ZERO);
    let price = price.ok_or(Refusal::NotSoldOfLate(rules.price_days))?;
    let given = line_amount(draft.quantity, price, ticket.currency)?;
    let before = draft.before.plus(ticket.brought_without_receipt()?)?;
    if let Some(max) = rules.customer_max
        && before.plus(given)?.to_decimal() > max
    {
        return Err(Refusal::TooMuchWithoutReceipt { max, before });
    }
    let zero = Money::zero(ticket.currency);
    let line = Line {
        id: ctx.ids.take(),
        job: None,
        kind: LineKind::Part(Box::new(PartLine {
            part: draft.part.id,
            number: draft.part.number.clone(),
            category: draft.part.category.clone(),
            tags: draft.part.tags.clone(),
            unit_cost: draft.part.cost,
            condition: PartCondition::New,
            components: draft.part.components.clone(),
            serials: lines::serials(&draft.serials)?,
            warranty: None,
        })),
        description: draft.part.description.clone(),
        quantity: draft.quantity.negated(),
        unit_price: price,
        amount: zero.minus(given)?,
        discount: None,
        pay: PayType::Customer,
        origin: LineOrigin::Original,
        returned: Some(ReturnOf {
            ticket: None,
            line: None,
            tax: zero,
            destination: draft.destination,
            reimbursed: None,
        }),
        priced_by: Some(format!("the lowest price of {} days", rules.price_days)),
    };
    let taken = TicketEvent::TakenWithoutReceipt {
        line: line.id,
        reason,
        shown,
    };
    let kept = to_money(
        given.to_decimal() * rules.restocking_rate.decimal(),
        ticket.currency,
        RoundingPolicy::HalfUp,
    )?;
    let mut added = vec![line];
    if kept.minor() > 0 {
        added.push(returns::restocking(ticket, kept.minor(), given, ctx)?);
    }
    let mut events = Vec::from_iter(require(ticket.id, Right::ReturnWithoutReceipt, ctx)?);
    events.extend(lines::add(ticket, added)?);
    events.push(happened(ticket, taken));
    Ok(events)
}

/// How much of what a ticket owes the customer must become store credit: what goods without a receipt bring beyond what the
/// customer buys on it, and what came as store credit, less what has become credit already. Other money that was paid in
/// goes back as it came.
pub(super) fn credit_only(ticket: &Ticket) -> Result<Money, Refusal> {
    let zero = Money::zero(ticket.currency);
    let without = ticket.brought_without_receipt()?;
    let brought = zero.minus(ticket.totals()?.total)?;
    let mut left = if without > brought { brought } else { without };
    if left.is_negative() {
        left = zero;
    }
    for payment in &ticket.payments {
        if let (Tender::StoreCredit, Some(moved)) = (&payment.tender, payment.captured()) {
            left = left.plus(moved)?;
        }
    }
    Ok(if left.is_negative() { zero } else { left })
}

/// Whoever brought goods without a receipt is the one who gets the credit, and whose returns are added up.
pub(super) fn keeps_customer(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.brought_without_receipt()?.is_zero() {
        Ok(())
    } else {
        Err(Refusal::KeepsCustomer)
    }
}
