//! What a person takes off an order that the daemon began: the daemon does not put it back on the same day.
//!
//! A shortage stays a shortage when its draft is given up, so without a memory the next sale would bring the draft back.
//! The rule: a part that a person takes off, lowers or cancels is left to people for the rest of the shop's day at that
//! place. From the next day on it is drafted again if it still runs low; whoever wants it never drafted changes its
//! minimum.

use jiff::civil::Date;

use crate::ctx::{Actor, Ctx};
use crate::event::Event;
use crate::ids::PartId;
use crate::money::Quantity;

use super::decide::happened;
use super::{Purchase, PurchaseEvent, PurchaseLine, PurchaseOrder, Purpose};

/// Returns the value that a part is found under in `purchase.declined`: its day, part and place.
#[must_use]
pub fn declined_value(part: PartId, location: &str, on: Date) -> String {
    format!("{on}/{part}/{location}")
}

/// Returns what an order that was carried out takes back of what the daemon put on the purchase.
pub(super) fn declined(purchase: &Purchase, order: &PurchaseOrder, ctx: &Ctx) -> Option<Event> {
    if !purchase.automatic || ctx.actor == Actor::Daemon {
        return None;
    }
    let takes_back = |line: &&PurchaseLine| match order {
        PurchaseOrder::Cancel { .. } => line.open() > Quantity::ZERO,
        PurchaseOrder::RemoveLine { line: gone } | PurchaseOrder::CancelLine { line: gone, .. } => {
            line.item.id == *gone
        }
        PurchaseOrder::ChangeLine {
            line: changed,
            quantity,
            ..
        } => line.item.id == *changed && *quantity < line.item.quantity,
        PurchaseOrder::AddLine(_)
        | PurchaseOrder::SetTerms { .. }
        | PurchaseOrder::Place { .. }
        | PurchaseOrder::Acknowledge { .. }
        | PurchaseOrder::Receive { .. }
        | PurchaseOrder::EnterInvoice(_)
        | PurchaseOrder::AcceptInvoice { .. }
        | PurchaseOrder::RejectInvoice { .. }
        | PurchaseOrder::SettleDifference { .. }
        | PurchaseOrder::NoticeArrival { .. }
        | PurchaseOrder::CancelSpecial { .. }
        | PurchaseOrder::Use { .. }
        | PurchaseOrder::Stock { .. }
        | PurchaseOrder::Close { .. } => false,
    };
    let lines = purchase.lines.iter().filter(takes_back);
    let shelf = lines.filter(|line| line.item.purpose == Purpose::Stock);
    let parts: Vec<_> = shelf.filter_map(|line| line.item.part).collect();
    (!parts.is_empty()).then(|| {
        happened(
            purchase,
            PurchaseEvent::Declined {
                parts,
                location: purchase.location.clone(),
                on: ctx.today,
            },
        )
    })
}
