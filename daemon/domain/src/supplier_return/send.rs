//! Sending it off: goods leave stock, and the supplier owes for them.

use std::collections::BTreeMap;

use crate::catalog::StockMove;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::money::Quantity;
use crate::purchase::{Beside, Purchase, PurchaseEvent, less};
use crate::stock::priced::PricedMoves;
use crate::stock::{CostMove, MoveReason, ReceiptKey};

use super::decide::{happened, posted};
use super::{ReturnItem, ReturnLine, SupplierReturn, SupplierReturnEvent, SupplierReturnRefusal};

/// Goods leave stock at what they cost when they came; what the supplier owes for them is an asset from now on. Old parts
/// go from the cores held to the credits due (RSM 2017, Tax Adviser 4/2025).
pub(super) fn send(
    back: &SupplierReturn,
    sent: SupplierReturnEvent,
    origins: &[Purchase],
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    let mut events = vec![happened(back, sent)];
    let mut entry = EntryDraft::new(back.currency);
    let supplier = Some(back.supplier.uuid());
    let mut moves = PricedMoves::new(&beside.costs, ctx.shop.cost_method, back.currency);
    let mut taken = BTreeMap::new();
    for line in &back.lines {
        match &line.item {
            ReturnItem::Stock {
                part,
                unit_cost,
                origin,
                ..
            } => {
                if let Some(origin) = origin {
                    events.push(returned(back, line, *origin, origins, &mut taken)?);
                }
                let leaves = StockMove {
                    part: *part,
                    location: back.location.clone(),
                    quantity: line.quantity.negated(),
                    unit_cost: *unit_cost,
                    value: moves.unvalued(),
                    reason: MoveReason::SupplierReturn {
                        supplier_return: back.id,
                        line: line.id,
                        origin: *origin,
                    },
                };
                let sent_back = CostMove::VendorReturned {
                    receipt: *origin,
                    quantity: line.quantity,
                    total: line.goods,
                };
                moves.add(leaves, &sent_back, &mut entry)?;
                entry.debit(Account::SupplierClaims, supplier, line.expected)?;
                entry.credit(Account::CoreDeposits, supplier, line.core_deposits)?;
            }
            ReturnItem::Core { .. } => {
                entry.debit(Account::CoreReceivable, supplier, line.expected)?;
                entry.credit(Account::CoreInventory, None, line.expected)?;
            }
            ReturnItem::Failed { .. } | ReturnItem::Labor { .. } => {}
        }
    }
    events.extend(moves.into_events());
    events.extend(posted(back, entry, "Sent", ctx)?);
    Ok(events)
}

/// Tells the purchase that some of it went back. `taken` is what earlier lines of this return took from it.
fn returned(
    back: &SupplierReturn,
    line: &ReturnLine,
    origin: ReceiptKey,
    origins: &[Purchase],
    taken: &mut BTreeMap<ReceiptKey, Quantity>,
) -> Result<Event, SupplierReturnRefusal> {
    let unknown = SupplierReturnRefusal::OriginUnknown(origin);
    let mut all = origins.iter();
    let purchase =
        all.find(|purchase| purchase.id == origin.purchase && purchase.supplier == back.supplier);
    let ours = purchase.and_then(|purchase| purchase.line(origin.line).ok());
    let same_part =
        |part| matches!(&line.item, ReturnItem::Stock { part: back, .. } if part == Some(*back));
    let ours = ours
        .filter(|ours| same_part(ours.item.part))
        .ok_or(unknown)?;
    let before = taken.get(&origin).copied().unwrap_or(Quantity::ZERO);
    let (asked, left) = (line.quantity, less(ours.returnable(), before));
    if asked > left {
        return Err(SupplierReturnRefusal::MoreThanReceived { asked, left });
    }
    // What lies on the shelf goes first: goods kept for a ticket go back only when nothing else is left.
    let after = less(left, asked);
    taken.insert(origin, less(ours.returnable(), after));
    let returned = PurchaseEvent::Returned {
        line: origin.line,
        supplier_return: back.id,
        quantity: asked,
        held: ours.held().min(after),
    };
    Ok(Event::Purchase(origin.purchase, returned))
}
