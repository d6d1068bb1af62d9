//! Goods kept for a ticket, and the lists that are worked out from purchases: what is on order, what nobody collects, what
//! is not accounted for.

use jiff::civil::Date;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CustomerId, LineId, PartId, PurchaseId, TicketId};
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, NumberError, Quantity, RoundingPolicy, to_money};
use crate::text::{self, TEXT_LEN_MAX};

use super::arithmetic::{less, more};
use super::decide::happened;
use super::receive::posted;
use super::rules::must_be;
use super::{
    Purchase, PurchaseEvent, PurchaseLine, PurchaseOrder, PurchaseRefusal, PurchaseRules, Purpose,
    SpecialOrder,
};

/// Decides orders about goods that are kept for a ticket.
pub(super) fn decide(
    purchase: &Purchase,
    order: &PurchaseOrder,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let event = match order {
        PurchaseOrder::NoticeArrival { line, channel } => {
            let (found, _) = special(purchase, *line)?;
            if !found.held().is_positive() {
                return Err(PurchaseRefusal::NotArrived(*line));
            }
            PurchaseEvent::ArrivalNoticed {
                line: *line,
                on: ctx.today,
                channel: text::required("channel", channel, 60)?,
            }
        }
        PurchaseOrder::CancelSpecial { .. } => {
            return cancel_special(purchase, order, rules, ctx);
        }
        PurchaseOrder::Use { line, quantity } => PurchaseEvent::Used {
            line: *line,
            quantity: *quantity,
            held: take(purchase, *line, *quantity)?,
        },
        PurchaseOrder::Stock { line, quantity } => PurchaseEvent::Stocked {
            line: *line,
            quantity: *quantity,
            held: take(purchase, *line, *quantity)?,
        },
        _ => return Ok(Vec::new()),
    };
    Ok(vec![happened(purchase, event)])
}

/// Returns how many are kept after so many are taken.
fn take(
    purchase: &Purchase,
    line: LineId,
    quantity: Quantity,
) -> Result<Quantity, PurchaseRefusal> {
    let found = purchase.line(line)?;
    if !found.item.purpose.holds_goods() {
        return Err(PurchaseRefusal::NotHeld(line));
    }
    if !quantity.is_positive() {
        return Err(PurchaseRefusal::QuantityNotPositive);
    }
    let left = found.held();
    if quantity > left {
        let asked = quantity;
        return Err(PurchaseRefusal::MoreThanLeft { asked, left });
    }
    Ok(less(left, quantity))
}

fn special(
    purchase: &Purchase,
    line: LineId,
) -> Result<(&PurchaseLine, &SpecialOrder), PurchaseRefusal> {
    let found = purchase.line(line)?;
    match &found.item.purpose {
        Purpose::SpecialOrder(special) => Ok((found, special)),
        Purpose::Stock | Purpose::Sublet { .. } | Purpose::WorkOrder { .. } => {
            Err(PurchaseRefusal::NotASpecialOrder(line))
        }
    }
}

/// Lets a customer out: the goods, here or still to come, are for the shelf now, and the fee comes out of the deposit.
fn cancel_special(
    purchase: &Purchase,
    order: &PurchaseOrder,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let PurchaseOrder::CancelSpecial {
        line,
        reason,
        selling_price,
        deposit,
        waive_fee,
    } = order
    else {
        return Ok(Vec::new());
    };
    let (found, special) = special(purchase, *line)?;
    for (what, amount) in [
        ("the selling price", selling_price),
        ("the deposit", deposit),
    ] {
        if amount.is_negative() {
            return Err(PurchaseRefusal::AmountNegative(what));
        }
    }
    let rate = rules.restocking_rate.decimal();
    let here = found.held().is_positive();
    let base = if here {
        selling_price.to_decimal()
    } else {
        rust_decimal::Decimal::ZERO
    };
    let full = to_money(base * rate, purchase.currency, RoundingPolicy::HalfUp)?;
    if *waive_fee && !full.is_zero() {
        must_be(rules.accept_role, "waiving a restocking fee", ctx)?;
    }
    let zero = Money::zero(purchase.currency);
    let charged = if *waive_fee { zero } else { full };
    let fee = if charged > *deposit {
        *deposit
    } else {
        charged
    };
    let mut entry = EntryDraft::new(purchase.currency);
    entry.debit(Account::Deposits, Some(special.ticket.uuid()), fee)?;
    entry.credit(Account::RestockingFees, None, fee)?;
    let canceled = PurchaseEvent::SpecialCanceled {
        line: *line,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
        fee,
    };
    let mut events = vec![happened(purchase, canceled)];
    events.extend(posted(purchase, entry, "Special order canceled on", ctx)?);
    Ok(events)
}

/// How many of a part are to come to a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnOrder {
    /// For the shelf: what a reorder must not order again.
    pub for_stock: Quantity,
    /// For tickets that wait.
    pub for_tickets: Quantity,
}

/// Adds up what is on order of a part for a place, over the purchases that the store finds under `purchase.open_part`.
/// Drafts are not on order.
///
/// # Errors
/// [`NumberError`] when the sum is more than a quantity holds.
pub fn on_order<'a>(
    purchases: impl IntoIterator<Item = &'a Purchase>,
    part: PartId,
    location: &str,
) -> Result<OnOrder, NumberError> {
    let mut sum = OnOrder {
        for_stock: Quantity::ZERO,
        for_tickets: Quantity::ZERO,
    };
    for line in lines_of(purchases, part, location, |purchase| {
        purchase.state.awaits_goods()
    }) {
        let side = if line.item.purpose.holds_goods() {
            &mut sum.for_tickets
        } else {
            &mut sum.for_stock
        };
        *side = more(*side, line.open())?;
    }
    Ok(sum)
}

/// Adds up how many of a part lie at a place and are kept for tickets: what is on hand less this is free for anyone.
///
/// # Errors
/// [`NumberError`] when the sum is more than a quantity holds.
pub fn held_for<'a>(
    purchases: impl IntoIterator<Item = &'a Purchase>,
    part: PartId,
    location: &str,
) -> Result<Quantity, NumberError> {
    lines_of(purchases, part, location, |_| true)
        .try_fold(Quantity::ZERO, |sum, line| more(sum, line.held()))
}

fn lines_of<'a>(
    purchases: impl IntoIterator<Item = &'a Purchase>,
    part: PartId,
    location: &str,
    counts: impl Fn(&Purchase) -> bool,
) -> impl Iterator<Item = &'a PurchaseLine> {
    purchases
        .into_iter()
        .filter(move |purchase| purchase.location == location && counts(purchase))
        .flat_map(|purchase| &purchase.lines)
        .filter(move |line| line.item.part == Some(part))
}

/// A special order that lies here and that nobody has collected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uncollected {
    /// The purchase.
    pub purchase: PurchaseId,
    /// Its line.
    pub line: LineId,
    /// Who waits, or does not.
    pub customer: CustomerId,
    /// The ticket.
    pub ticket: TicketId,
    /// How many.
    pub quantity: Quantity,
    /// Since when they lie here.
    pub arrived: Date,
    /// When the customer was told.
    pub noticed: Option<Date>,
    /// For how many days.
    pub days: i32,
    /// Whether that is longer than the shop waits.
    pub overdue: bool,
}

/// Lists a purchase's special orders that lie here.
#[must_use]
pub fn uncollected(purchase: &Purchase, rules: &PurchaseRules, today: Date) -> Vec<Uncollected> {
    let lines = purchase
        .lines
        .iter()
        .filter(|line| line.held().is_positive());
    lines
        .filter_map(|line| {
            let (_, special) = special(purchase, line.item.id).ok()?;
            let arrived = line.arrived?;
            let days = arrived.until(today).map_or(0, |span| span.get_days());
            Some(Uncollected {
                purchase: purchase.id,
                line: line.item.id,
                customer: special.customer,
                ticket: special.ticket,
                quantity: line.held(),
                arrived,
                noticed: line.noticed,
                days,
                overdue: days > i32::from(rules.uncollected_days),
            })
        })
        .collect()
}

/// A part bought for a work order that was neither billed nor stocked nor sent back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreconciled {
    /// The purchase.
    pub purchase: PurchaseId,
    /// Its line.
    pub line: LineId,
    /// The ticket it was bought for.
    pub ticket: TicketId,
    /// The part.
    pub part: PartId,
    /// How many are not accounted for.
    pub quantity: Quantity,
}

/// Lists what a purchase brought for work orders and what is not accounted for: everything bought for a ticket must be
/// billed, stocked or returned. Over the purchases found under `purchase.ticket`, a ticket may only close when it is empty.
#[must_use]
pub fn unreconciled(purchase: &Purchase) -> Vec<Unreconciled> {
    let lines = purchase
        .lines
        .iter()
        .filter(|line| line.held().is_positive());
    lines
        .filter_map(|line| {
            let Purpose::WorkOrder { ticket, .. } = line.item.purpose else {
                return None;
            };
            Some(Unreconciled {
                purchase: purchase.id,
                line: line.item.id,
                ticket,
                part: line.item.part?,
                quantity: line.held(),
            })
        })
        .collect()
}
