//! Drafts from reorder proposals: one per supplier and place, joined with the draft that is being written already.

use std::collections::BTreeMap;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{PartId, SupplierId};
use crate::money::Quantity;
use crate::supplier::{Supplier, SupplierPart};

use super::arithmetic::more;
use super::decide::happened;
use super::draft::{added, open_numbered, raised};
use super::rules::must_be;
use super::{
    LINES_MAX, LineDraft, Purchase, PurchaseDraft, PurchaseRefusal, PurchaseRules, PurchaseState,
    Purpose,
};

/// What should be ordered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReorderLine {
    /// Where to.
    pub supplier: Supplier,
    /// What the supplier asks for the part.
    pub asked: SupplierPart,
    /// A few words.
    pub description: String,
    /// Where the goods are to go.
    pub location: String,
    /// How many are needed; whole packs are ordered.
    pub quantity: Quantity,
}

/// Who asks for drafts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drafting {
    /// The daemon: it adds to drafts that it began itself, and leaves those that people write alone.
    Automatic,
    /// A person: whatever is being written is added to.
    ByHand,
}

/// Turns proposals into drafts. `drafts` are the purchases being written; those of the same supplier and place are added
/// to, and a part that is on such a draft for the shelf already is raised to at least the whole packs needed in all.
///
/// # Errors
/// A [`PurchaseRefusal`]; then nothing happens.
pub fn draft_from_proposals(
    proposals: &[ReorderLine],
    drafts: &[Purchase],
    drafting: Drafting,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    must_be(rules.order_role, "ordering", ctx)?;
    let mut groups: BTreeMap<(SupplierId, &str), BTreeMap<PartId, ReorderLine>> = BTreeMap::new();
    for proposal in proposals {
        if !proposal.quantity.is_positive() {
            return Err(PurchaseRefusal::QuantityNotPositive);
        }
        let group = groups
            .entry((proposal.supplier.id, &proposal.location))
            .or_default();
        // The same part from two proposals is one line, or each would be rounded up to packs of its own.
        if let Some(same) = group.get_mut(&proposal.asked.details.part) {
            same.quantity = more(same.quantity, proposal.quantity)?;
        } else {
            group.insert(proposal.asked.details.part, proposal.clone());
        }
    }
    let mut numbers = ctx.numbers.clone();
    let mut events = Vec::new();
    for ((supplier, location), group) in groups {
        let draft = drafts.iter().find(|draft| {
            let ours = draft.supplier == supplier && draft.location == location;
            let joins = draft.automatic || drafting == Drafting::ByHand;
            ours && joins && draft.state == PurchaseState::Draft
        });
        if let Some(draft) = draft {
            events.extend(join(draft, group.values(), ctx)?);
            continue;
        }
        let Some(first) = group.values().next() else {
            continue;
        };
        let lines = group.values().map(wanted).collect::<Result<_, _>>()?;
        let draft = PurchaseDraft {
            supplier: first.supplier.clone(),
            location: Some(location.to_owned()),
            lines,
        };
        let automatic = drafting == Drafting::Automatic;
        events.extend(open_numbered(&draft, automatic, &mut numbers, ctx)?);
    }
    Ok(events)
}

fn join<'a>(
    draft: &Purchase,
    group: impl Iterator<Item = &'a ReorderLine>,
    ctx: &Ctx,
) -> Result<Vec<Event>, PurchaseRefusal> {
    let mut events = Vec::new();
    let mut lines = draft.lines.len();
    for proposal in group {
        let part = Some(proposal.asked.details.part);
        let same = draft
            .lines
            .iter()
            .find(|line| line.item.part == part && line.item.purpose == Purpose::Stock);
        let event = if let Some(line) = same {
            let all = more(line.item.quantity, proposal.quantity)?;
            let packs = proposal.asked.whole_packs(all)?;
            raised(&line.item, super::less(packs, line.item.quantity), ctx)?
        } else {
            lines += 1;
            added(&wanted(proposal)?, ctx)?
        };
        events.push(happened(draft, event));
    }
    if lines > LINES_MAX {
        return Err(PurchaseRefusal::TooManyLines);
    }
    Ok(events)
}

fn wanted(proposal: &ReorderLine) -> Result<LineDraft, PurchaseRefusal> {
    let asked = &proposal.asked.details;
    Ok(LineDraft {
        part: Some(asked.part),
        number: Some(asked.number.clone()),
        description: proposal.description.clone(),
        quantity: proposal.asked.whole_packs(proposal.quantity)?,
        unit_cost: asked.cost,
        core_deposit: asked.core_deposit,
        purpose: Purpose::Stock,
    })
}
