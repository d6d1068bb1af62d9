//! What must be known before goods are taken back without a receipt. Read off the engine's thread: it visits many tickets.

use domain::Refusal;
use domain::Timestamp;
use domain::ids::{CustomerId, PartId, TicketId};
use domain::money::{Currency, Money, UnitPrice};
use domain::stock::MoveReason;
use domain::ticket::TicketStatus;

use crate::command::EngineError;
use crate::queries::{Queries, TicketFilter};

/// The most movements of a part, and tickets of a customer, that are looked at; the newest.
const LOOKED_AT_MAX: usize = 500;

/// Returns the lowest price that customers paid for one of a part since then: after every discount, before tax, rounded
/// down. None when none was sold, or for nothing. Of a part that moved more than 500 times since, the last 500 count.
///
/// # Errors
/// [`EngineError`] when the store cannot be read, or a sum does not fit.
pub fn lowest_price(
    queries: &dyn Queries,
    part: PartId,
    since: Timestamp,
) -> Result<Option<UnitPrice>, EngineError> {
    let mut lowest: Option<UnitPrice> = None;
    for moved in queries.movements(part, LOOKED_AT_MAX)? {
        let MoveReason::Sold { ticket, line } = moved.movement.reason else {
            continue;
        };
        if moved.at < since {
            continue;
        }
        let Some(view) = queries.ticket(ticket)? else {
            continue;
        };
        if let Some(paid) = view.ticket.price_paid(part, line)?
            && lowest.is_none_or(|lowest| paid < lowest)
        {
            lowest = Some(paid);
        }
    }
    Ok(lowest)
}

/// Returns what a customer brought back without a receipt since then, on tickets other than this one that were not given up.
///
/// # Errors
/// [`EngineError`] when the store cannot be read, or a sum does not fit.
pub fn brought_back(
    queries: &dyn Queries,
    customer: CustomerId,
    since: Timestamp,
    currency: Currency,
    except: TicketId,
) -> Result<Money, EngineError> {
    let filter = TicketFilter {
        customer: Some(customer),
        limit: LOOKED_AT_MAX,
        ..TicketFilter::default()
    };
    let mut sum = Money::zero(currency);
    for known in queries.tickets(&filter)? {
        let counts = matches!(known.status, TicketStatus::Open | TicketStatus::Paid);
        if !counts || known.id == except || known.opened_at < since {
            continue;
        }
        if let Some(view) = queries.ticket(known.id)?
            && view.ticket.currency == currency
        {
            sum = sum
                .plus(view.ticket.brought_without_receipt()?)
                .map_err(Refusal::from)?;
        }
    }
    Ok(sum)
}
