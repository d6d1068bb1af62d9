//! Purchases as they stand, and the lists made of them.

use domain::Event;
use domain::ids::PurchaseId;
use domain::money::{RoundingPolicy, to_money};
use domain::purchase::{Purchase, Purpose};
use domain::{Money, Refusal};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::purchased::{
    self as wire, Get, GetResult, List, ListResult, Reconcile, ReconcileResult, Unreconciled,
};
use protocol::values::QuantityText;

use super::supplier::{load, page};
use crate::api::Api;
use crate::call::Deed;
use crate::refuse;

/// Purchases of one ticket that are looked at.
const OF_TICKET_MAX: usize = 500;

/// Returns a purchase as it was right after a place in the journal; as it is now at place zero.
pub(crate) fn purchase(api: &Api, id: PurchaseId, cursor: u64) -> Result<wire::Purchase, Problem> {
    let found = load::<Purchase>(api, id.uuid(), cursor)?;
    let found = found.ok_or_else(|| Problem::new(Code::NoSuchPurchase, "no such purchase"))?;
    word(api, &found)
}

fn word(api: &Api, purchase: &Purchase) -> Result<wire::Purchase, Problem> {
    let worded = convert::purchase(purchase, &api.rules.get().buying);
    worded.map_err(|refusal| Problem::from(&Refusal::from(refusal)))
}

pub(crate) fn get(params: Get) -> Deed {
    Deed::read(move |api| {
        let purchase = purchase(api, params.purchase_id.0, 0)?;
        Ok(GetResult { purchase })
    })
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let (found, next) = first_list(api, &params)?;
        let found = found.iter().filter(|purchase| is_asked(purchase, &params));
        Ok(ListResult {
            purchases: found
                .map(|found| word(api, found))
                .collect::<Result<_, _>>()?,
            next,
        })
    })
}

/// Walks the shortest of the lists that are asked for.
fn first_list(api: &Api, params: &List) -> Result<(Vec<Purchase>, Option<u64>), Problem> {
    let limit = limit(params.limit, 50);
    let of = |name, value: &str| page::<Purchase>(api, name, value, params.before, limit);
    if let Some(ticket) = params.ticket_id {
        of("purchase.ticket", &ticket.to_string())
    } else if let Some(customer) = params.customer_id {
        of("purchase.customer", &customer.to_string())
    } else if let Some(part) = params.part_id {
        of("purchase.open_part", &part.to_string())
    } else if params.unmatched {
        of("purchase.unmatched", "entered")
    } else if params.held {
        of("purchase.held", "held")
    } else if let Some(supplier) = params.supplier_id {
        of("purchase.supplier", &supplier.to_string())
    } else if let Some(state) = params.state {
        of("purchase.state", word_of(state))
    } else {
        newest(api, params.before, limit)
    }
}

const fn word_of(state: wire::State) -> &'static str {
    match state {
        wire::State::Draft => "draft",
        wire::State::Ordered => "ordered",
        wire::State::Acknowledged => "acknowledged",
        wire::State::PartlyReceived => "partly_received",
        wire::State::Received => "received",
        wire::State::Closed => "closed",
        wire::State::Canceled => "canceled",
    }
}

/// Every purchase was once opened. A page further back reads what lies before it, too: few ask for that without a list.
fn newest(
    api: &Api,
    before: Option<u64>,
    limit: usize,
) -> Result<(Vec<Purchase>, Option<u64>), Problem> {
    const READ_MAX: usize = 10_000;
    let read = if before.is_some() { READ_MAX } else { limit };
    let opened = api.queries.latest("purchase.opened", read);
    let opened = opened.map_err(|error| refuse::store(&error))?;
    let older = opened
        .into_iter()
        .filter(|record| before.is_none_or(|before| record.cursor < before));
    let (mut purchases, mut last) = (Vec::new(), None);
    for record in older.take(limit) {
        last = Some(record.cursor);
        if let Event::Purchase(id, _) = record.event {
            purchases.extend(load::<Purchase>(api, id.uuid(), 0)?);
        }
    }
    let next = last.filter(|_| purchases.len() >= limit);
    Ok((purchases, next))
}

fn is_asked(purchase: &Purchase, params: &List) -> bool {
    let state = params.state;
    state.is_none_or(|state| convert::purchase_state(purchase.state) == state)
        && (params.supplier_id).is_none_or(|supplier| purchase.supplier == supplier.0)
        && (params.ticket_id).is_none_or(|ticket| {
            let mut lines = purchase.lines.iter();
            lines.any(|line| line.item.purpose.ticket() == Some(ticket.0))
        })
        && (params.customer_id).is_none_or(|customer| {
            purchase.lines.iter().any(|line| match &line.item.purpose {
                Purpose::SpecialOrder(special) => special.customer == customer.0,
                Purpose::Stock | Purpose::Sublet { .. } | Purpose::WorkOrder { .. } => false,
            })
        })
        && (params.part_id).is_none_or(|part| {
            let mut lines = purchase.lines.iter();
            lines.any(|line| line.item.part == Some(part.0) && line.open().is_positive())
        })
        && (!params.held || purchase.lines.iter().any(|line| line.held().is_positive()))
}

pub(crate) fn reconcile(params: Reconcile) -> Deed {
    Deed::read(move |api| {
        let ticket = params.ticket_id.0;
        let known = api.queries.ticket(ticket);
        if known.map_err(|error| refuse::store(&error))?.is_none() {
            return Err(Problem::new(Code::NoSuchTicket, "no such ticket"));
        }
        let (name, value) = ("purchase.ticket", ticket.to_string());
        let (purchases, _) = page::<Purchase>(api, name, &value, None, OF_TICKET_MAX)?;
        let mut lines = Vec::new();
        for purchase in &purchases {
            for line in &purchase.lines {
                let (ours, held) = (line.item.purpose.ticket() == Some(ticket), line.held());
                let Some(part) = line.item.part.filter(|_| ours && held.is_positive()) else {
                    continue;
                };
                let cost = held.decimal() * line.item.unit_cost.decimal();
                let cost = to_money(cost, purchase.currency, RoundingPolicy::HalfUp);
                lines.push(Unreconciled {
                    purchase_id: purchase.id.into(),
                    purchase_number: purchase.number.to_string(),
                    line_id: line.item.id.into(),
                    part_id: part.into(),
                    description: line.item.description.clone(),
                    quantity: QuantityText(held),
                    cost: cost.map(Money::minor).unwrap_or_default(),
                });
            }
        }
        Ok(ReconcileResult { lines })
    })
}
