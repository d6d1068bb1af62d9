//! The gate before an invoice: every part bought for a ticket is billed on it, put on the shelf or sent back, or the
//! shop pays for it unnoticed.

use std::collections::BTreeMap;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{LineId, PartId, PurchaseId, TicketId};
use crate::money::Quantity;
use crate::number::DocumentNumber;
use crate::people::Role;
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};
use crate::ticket::TicketEvent;

use super::arithmetic::{added, less};
use super::{Purchase, PurchaseRules, Reconciling};

/// What was bought for a ticket and is not accounted for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftPart {
    /// The purchase.
    pub purchase: PurchaseId,
    /// Its number.
    pub number: DocumentNumber,
    /// Its line.
    pub line: LineId,
    /// The part.
    pub part: PartId,
    /// A few words.
    pub description: String,
    /// How many, here or still to come.
    pub quantity: Quantity,
}

impl LeftPart {
    fn words(&self) -> String {
        let Self {
            quantity,
            description,
            number,
            ..
        } = self;
        format!("{quantity} x {description} (bought on {number})")
    }
}

/// Lists what purchases brought or will bring for a ticket beyond what is sold on it. What was given up, stocked, sent
/// back or used is accounted for, and a draft has bought nothing yet.
#[must_use]
pub fn left_over<'a>(
    purchases: impl IntoIterator<Item = &'a Purchase>,
    ticket: TicketId,
    sold: &BTreeMap<PartId, Quantity>,
) -> Vec<LeftPart> {
    let mut sold = sold.clone();
    let mut left = Vec::new();
    for purchase in purchases {
        for line in &purchase.lines {
            let ours = line.item.purpose.ticket() == Some(ticket);
            let Some(part) = line.item.part.filter(|_| ours) else {
                continue;
            };
            let coming = if purchase.state.awaits_goods() {
                line.open()
            } else {
                Quantity::ZERO
            };
            let bought = added(line.held(), coming);
            let billed = sold.entry(part).or_insert(Quantity::ZERO);
            let covered = bought.min(*billed).max(Quantity::ZERO);
            *billed = less(*billed, covered);
            let quantity = less(bought, covered);
            if quantity.is_positive() {
                left.push(LeftPart {
                    purchase: purchase.id,
                    number: purchase.number.clone(),
                    line: line.item.id,
                    part,
                    description: line.item.description.clone(),
                    quantity,
                });
            }
        }
    }
    left
}

/// Lets a ticket be invoiced or closed, or not, by what is left; returns what its story then says.
///
/// # Errors
/// [`Refusal::PartsLeft`] when the shop's rules block it and no manager stands in.
pub fn gate(
    ticket: TicketId,
    left: Vec<LeftPart>,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let words: Vec<_> = left.iter().map(LeftPart::words).collect();
    let stood_in = match rules.reconciling {
        Reconciling::Off => return Ok(Vec::new()),
        Reconciling::Warn => None,
        Reconciling::Block => {
            // A manager says why, too: without a reason on record the gate would be a habit.
            let manager = ctx.approver.as_ref();
            let manager = manager.filter(|approver| approver.role >= Role::Manager);
            let Some(manager) = manager else {
                return Err(Refusal::PartsLeft(words.join("; ")));
            };
            Some(TicketEvent::Overridden {
                by: manager.staff,
                what: "invoicing with bought parts left".to_owned(),
                reason: text::required("reason", &manager.reason, TEXT_LEN_MAX)?,
            })
        }
    };
    let said = stood_in.into_iter().chain([TicketEvent::PartsLeft(left)]);
    Ok(said.map(|event| Event::Ticket(ticket, event)).collect())
}
