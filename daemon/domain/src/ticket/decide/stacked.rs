//! Discounts that come together on a line: the line's own, its job's and the ticket's are held to one limit.
//!
//! Each discount is checked by itself when it is given; two of 10 % together would still pass a limit of 15 %. So every
//! order that may let a line's discounts grow is measured by what all of them take off the line afterwards.
//!
//! - A line may keep what it had: selling more of it or saying what it reads asks nobody again.
//! - A line that is added under a single percentage, or to no more than other lines have, is given what was allowed before.
//! - Everybody's discounts count, a maker's coupon too: as for a single discount.

use rust_decimal::Decimal;

use crate::ctx::Ctx;
use crate::discount::{DiscountOff, LineNet};
use crate::event::Event;
use crate::limits::{Right, require};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::ticket::{Ticket, TicketEvent};

/// How many minor units rounding may put on a line beyond its share: one for each of the three that take something off.
const ROUNDING_MINOR: i64 = 3;

/// Checks what all discounts together take off each line after an order, or that whoever acts may give that. Returns the
/// event that someone stood in, unless the order's own events say so already.
///
/// # Errors
/// [`Refusal::NeedsApproval`] when nobody present may give that much.
pub(super) fn held_to_limit(
    before: &Ticket,
    after: &Ticket,
    events: &[Event],
    ctx: &Ctx,
) -> Result<Option<Event>, Refusal> {
    let known = before.nets()?;
    let mut most_known = Decimal::ZERO;
    for net in &known {
        most_known = share_of(net, ROUNDING_MINOR)?.map_or(most_known, |was| most_known.max(was));
    }
    let mut worst: Option<(Decimal, Decimal)> = None;
    for net in after.nets()? {
        let Some(share) = share_of(&net, 0)? else {
            continue;
        };
        let grows = match known.iter().find(|known| known.line == net.line) {
            Some(known) => share_of(known, ROUNDING_MINOR)?.is_none_or(|was| share > was),
            None => share > most_known && !single_percentage(after, &net)?,
        };
        let measured = share_of(&net, -ROUNDING_MINOR)?.unwrap_or(share);
        if grows && worst.is_none_or(|(most, _)| measured > most) {
            worst = Some((measured, share));
        }
    }
    let Some((measured, share)) = worst else {
        return Ok(None);
    };
    let stood_in = require(before.id, Right::Discount(measured), ctx);
    let stood_in = stood_in.map_err(|refusal| match refusal {
        Refusal::NeedsApproval(_) => Refusal::NeedsApproval(Right::Discount(share).words()),
        refusal => refusal,
    })?;
    let said = |event: &Event| match event {
        Event::Ticket(_, TicketEvent::Overridden { what, .. }) => what.starts_with("a discount"),
        _ => false,
    };
    Ok(stood_in.filter(|_| !events.iter().any(said)))
}

/// Returns which share of a line is taken off, with so many minor units more or fewer; nothing for a line that brings
/// nothing by itself or has nothing taken off.
fn share_of(net: &LineNet, more: i64) -> Result<Option<Decimal>, Refusal> {
    let taken = net.gross.minus(net.net)?;
    if net.gross.minor() <= 0 || taken.minor() <= 0 {
        return Ok(None);
    }
    let taken = taken.plus(Money::new(more, net.gross.currency()))?;
    Ok(Some(taken.to_decimal() / net.gross.to_decimal()))
}

/// Tells whether all that is taken off a line is one percentage, its own, its job's or the ticket's.
fn single_percentage(ticket: &Ticket, net: &LineNet) -> Result<bool, Refusal> {
    let line = ticket.line(net.line)?;
    let job = line.job.map(|job| ticket.job(job)).transpose()?;
    let discounts = [
        (net.own, line.discount.as_ref()),
        (net.job_share, job.and_then(|job| job.discount.as_ref())),
        (net.ticket_share, ticket.discount.as_ref()),
    ];
    let taken = discounts.iter().filter(|(taken, _)| !taken.is_zero());
    let offs: Vec<_> = taken
        .filter_map(|(_, cut)| cut.map(|cut| cut.off))
        .collect();
    Ok(matches!(offs[..], [DiscountOff::Percent(_)]))
}
