//! Goods and money that go back. What comes back has the price, discount and tax of the sale it came from; money goes back
//! the way it came, as far as that is known.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::limits::{Right, require};
use crate::money::{Money, Quantity, UnitPrice, part_of, round_cash};
use crate::refusal::Refusal;
use crate::tax::TaxClass;

use super::closing::open_drawer;
use super::money::settle;
use super::{happened, lines};
use crate::ticket::line::{Line, LineKind, LineOrigin, PayType, ReturnOf};
use crate::ticket::order::{Beside, RefundTo, ReturnDraft};
use crate::ticket::payment::{CardStep, LinkStep, Payment, RefundStep, Tender};
use crate::ticket::{Ticket, TicketEvent, TicketStatus};

/// Takes goods of an earlier sale back: never more than were sold and are not back already.
pub(super) fn add(ticket: &Ticket, draft: &ReturnDraft, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    let sold_on = &*draft.sold_on;
    if sold_on.status != TicketStatus::Paid {
        return Err(Refusal::TicketNotPaid(sold_on.id));
    }
    if sold_on.currency != ticket.currency {
        return Err(Refusal::TicketNotPaid(sold_on.id));
    }
    lines::must_be_positive(draft.quantity)?;
    let sold = sold_on.line(draft.line)?;
    if sold.returned.is_some() || !sold.quantity.is_positive() {
        return Err(Refusal::ReturnStands(sold.id));
    }
    if matches!(
        sold.kind,
        LineKind::Core { .. } | LineKind::CoreReturn { .. }
    ) {
        return Err(Refusal::CoreFollowsPart(sold.id));
    }
    let back = sold_on.returns.get(&sold.id);
    let before = back.map_or(Quantity::ZERO, |back| back.quantity);
    let left = Quantity::try_new(sold.quantity.decimal() - before.decimal())
        .map_err(Refusal::number("quantity"))?;
    if draft.quantity > left {
        return Err(Refusal::MoreThanSold {
            asked: draft.quantity,
            left,
        });
    }
    if let Some(part) = sold.part()
        && let Some(wrong) = draft.serials.iter().find(|s| !part.serials.contains(s))
    {
        return Err(Refusal::SerialNotSold(wrong.clone()));
    }
    let share = |whole: Money| part_of(whole, sold.quantity, before, draft.quantity);
    let net = share(sold_on.net(sold.id)?.net)?;
    let tax = share(
        sold_on
            .line_taxes
            .get(&sold.id)
            .copied()
            .unwrap_or(Money::zero(ticket.currency)),
    )?;
    let zero = Money::zero(ticket.currency);
    let mut kind = sold.kind.clone();
    if let LineKind::Part(part) = &mut kind {
        part.serials.clone_from(&draft.serials);
    }
    let line = Line {
        id: ctx.ids.take(),
        job: None,
        kind,
        description: sold.description.clone(),
        quantity: draft.quantity.negated(),
        unit_price: sold.unit_price,
        amount: zero.minus(net)?,
        discount: None,
        pay: PayType::Customer,
        origin: LineOrigin::Original,
        returned: Some(ReturnOf {
            ticket: Some(sold_on.id),
            line: Some(sold.id),
            tax: zero.minus(tax)?,
            destination: draft.destination,
        }),
        priced_by: Some(format!("sold on {}", sold_on.number)),
    };
    let returned = Event::Ticket(
        sold_on.id,
        TicketEvent::LineReturned {
            line: sold.id,
            quantity: draft.quantity,
            amount: net,
            tax,
            by: ticket.id,
        },
    );
    let mut added = vec![line];
    if draft.restocking > 0 {
        added.push(restocking(ticket, draft.restocking, net, ctx)?);
    }
    let mut events = lines::add(ticket, added)?;
    events.push(returned);
    Ok(events)
}

/// The fee kept when goods come back; never more than what is given for them.
fn restocking(ticket: &Ticket, minor: i64, net: Money, ctx: &Ctx) -> Result<Line, Refusal> {
    let fee = Money::new(minor, ticket.currency);
    if fee > net {
        return Err(Refusal::MoreThanDue {
            asked: fee,
            due: net,
        });
    }
    Ok(Line {
        id: ctx.ids.take(),
        job: None,
        kind: LineKind::Fee {
            class: TaxClass::FeeShop,
        },
        description: "Restocking fee".to_owned(),
        quantity: Quantity::ONE,
        unit_price: UnitPrice::try_new(fee.to_decimal()).map_err(Refusal::number("fee"))?,
        amount: fee,
        discount: None,
        pay: PayType::Customer,
        origin: LineOrigin::Original,
        returned: None,
        priced_by: None,
    })
}

/// What a ticket took back from an earlier sale is no longer taken back when its line goes: the earlier sale says so.
pub(super) fn undone(ticket: &Ticket, line: &Line) -> Result<Option<Event>, Refusal> {
    let Some(ReturnOf {
        ticket: Some(of),
        line: Some(sold),
        tax,
        ..
    }) = &line.returned
    else {
        return Ok(None);
    };
    Ok(Some(Event::Ticket(
        *of,
        TicketEvent::LineReturned {
            line: *sold,
            quantity: line.quantity,
            amount: line.amount,
            tax: *tax,
            by: ticket.id,
        },
    )))
}

/// Gives money back: at most what the ticket owes the customer, and to a payment at most what it brought.
pub(super) fn refund(
    ticket: &Ticket,
    asked: Option<i64>,
    to: &RefundTo,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    super::no_money_in_flight(ticket)?;
    let zero = Money::zero(ticket.currency);
    let owed = owed(ticket)?;
    if owed.minor() <= 0 {
        return Err(Refusal::NothingOwed(ticket.id));
    }
    let amount = asked.map_or(owed, |minor| Money::new(minor, ticket.currency));
    if amount.minor() <= 0 {
        return Err(Refusal::AmountNotPositive);
    }
    if amount > owed {
        return Err(Refusal::MoreThanOwed {
            asked: amount,
            owed,
        });
    }
    let mut events = Vec::new();
    events.extend(require(ticket.id, Right::Refund(amount.to_decimal()), ctx)?);
    let back = zero.minus(amount)?;
    let mut payment = Payment {
        id: ctx.ids.take(),
        amount: back,
        tender: Tender::StoreCredit,
        at: ctx.now,
        refund_of: None,
        returned: zero,
    };
    let mut original_told = None;
    match to {
        RefundTo::StoreCredit => {
            ticket.customer.ok_or(Refusal::NoCustomer(ticket.id))?;
        }
        RefundTo::Cash => payment.tender = cash_back(back, amount == owed, ctx)?,
        RefundTo::Original {
            ticket: other,
            payment: id,
        } => {
            let paid_on = other.as_deref().unwrap_or(ticket);
            let original = paid_on.payment(*id)?;
            let left = original
                .captured()
                .filter(|taken| taken.minor() > 0)
                .ok_or(Refusal::NoSuchPayment(*id))?
                .minus(original.returned)?;
            if amount > left {
                return Err(Refusal::MoreThanPaid {
                    asked: amount,
                    left,
                });
            }
            payment.refund_of = Some((paid_on.id, *id));
            payment.tender = the_way_it_came(original, back, amount == owed, ctx)?;
            original_told = Some(Event::Ticket(
                paid_on.id,
                TicketEvent::PaymentReturned {
                    payment: *id,
                    amount,
                    by: ticket.id,
                },
            ));
        }
    }
    let cash = matches!(payment.tender, Tender::Cash { .. });
    if matches!(payment.tender, Tender::CardRefund { .. }) {
        events.push(happened(ticket, TicketEvent::PaymentRequested(payment)));
        events.extend(original_told);
        return Ok(events);
    }
    // The ticket the money was paid on may be this one: its own record comes before it closes.
    events.extend(original_told);
    let mut now = ticket.clone();
    events.iter().for_each(|event| now.apply(event, ctx.now));
    events.extend(settle(&now, payment, beside, ctx)?);
    if cash {
        events.extend(open_drawer(ticket, ctx));
    }
    Ok(events)
}

/// What may be given back: what the ticket owes the customer, or what they have paid on it so far.
fn owed(ticket: &Ticket) -> Result<Money, Refusal> {
    let totals = ticket.totals()?;
    if totals.paid.minor() > 0 {
        let owed = Money::zero(ticket.currency).minus(totals.due)?;
        return Ok(if owed > totals.paid {
            owed
        } else {
            totals.paid
        });
    }
    super::money::amount_due(ticket)?;
    Ok(Money::zero(ticket.currency).minus(totals.due)?)
}

fn cash_back(back: Money, all: bool, ctx: &Ctx) -> Result<Tender, Refusal> {
    let zero = Money::zero(back.currency());
    let paid = if all {
        round_cash(back, ctx.shop.cash_rounding)
    } else {
        back
    };
    Ok(Tender::Cash {
        tendered: paid,
        change: zero,
        rounding: paid.minus(back)?,
    })
}

fn the_way_it_came(
    original: &Payment,
    back: Money,
    all: bool,
    ctx: &Ctx,
) -> Result<Tender, Refusal> {
    Ok(match &original.tender {
        Tender::Cash { .. } | Tender::Check { .. } => cash_back(back, all, ctx)?,
        Tender::Card {
            step: CardStep::Captured { intent, .. },
            ..
        } => Tender::CardRefund {
            intent: intent.clone(),
            step: RefundStep::Requested,
        },
        Tender::Link {
            step: LinkStep::Paid { reference },
        } => Tender::CardRefund {
            intent: reference.clone(),
            step: RefundStep::Requested,
        },
        Tender::StoreCredit => Tender::StoreCredit,
        Tender::Account { po_number, due } => Tender::Account {
            po_number: po_number.clone(),
            due: *due,
        },
        Tender::Plan { plan } => Tender::Plan { plan: *plan },
        Tender::Other { kind, reference } => Tender::Other {
            kind: kind.clone(),
            reference: reference.clone(),
        },
        Tender::Card { .. } | Tender::Link { .. } | Tender::CardRefund { .. } => {
            return Err(Refusal::NoSuchPayment(original.id));
        }
    })
}
