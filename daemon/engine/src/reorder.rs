//! What runs low and what to order of it: from the store's lists to the domain's proposals.

use std::collections::BTreeMap;

use domain::catalog::Part;
use domain::ids::{PartId, SupplierPartId};
use domain::money::{Currency, Quantity, UnitPrice};
use domain::purchase::{LINES_MAX, ReorderLine};
use domain::stock::StockLevel;
use domain::stock::reorder::{
    Proposal, ReorderInput, ReorderRefusal, ReorderRule, SupplierOffer, propose,
};
use domain::supplier::{Supplier, SupplierPart, SupplierPartDraft};
use uuid::Uuid;

/// Which parts that run low to list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LowAsk {
    /// At which place.
    pub location: String,
    /// Only those that what is on order and on its way does not bring above their minimum: those to be ordered.
    pub to_order: bool,
    /// Only parts after this one, in the order of their ids: the last of the page before.
    pub after: Option<PartId>,
    /// Whether parts that were never at any place count as low here.
    pub unplaced: bool,
    /// The most to list.
    pub limit: usize,
}

/// Parts that are looked at for one draft of each supplier, at most: as many as an order has lines.
pub const REORDER_PARTS_MAX: usize = LINES_MAX;

impl LowAsk {
    /// What drafts for a place are made of, after a part. Parts that were never at any place are bought for `own`, the
    /// shop's own place, alone: they would come to every place otherwise.
    #[must_use]
    pub fn to_draft(location: String, own: &str, after: Option<PartId>) -> Self {
        Self {
            unplaced: location == own,
            location,
            to_order: true,
            after,
            limit: REORDER_PARTS_MAX,
        }
    }
}

/// A part at its minimum or below.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LowPart {
    /// The part.
    pub part: Part,
    /// What there is of it at the place.
    pub level: StockLevel,
    /// Of what is on hand, bought for tickets that wait for it: nobody else may have it.
    pub held: Quantity,
    /// Of what is on order, likewise.
    pub special: Quantity,
    /// What stands on drafts for the shelf and is not ordered yet.
    pub drafted: Quantity,
    /// Who sells it, with the firm: in use and in the shop's currency or not.
    pub offers: Vec<(SupplierPart, Supplier)>,
}

impl LowPart {
    /// Returns what the part's level is for anyone who wants to sell it: what is kept for a ticket is not there, and
    /// what stands on a draft is as good as ordered.
    #[must_use]
    pub fn for_shelf(&self) -> StockLevel {
        let sum = |one: Quantity, less: Quantity, more: Quantity| {
            let sum = one.decimal() - less.decimal() + more.decimal();
            // A sum that cannot be held shows as it was: no order is made from a slip of millions.
            Quantity::try_new(sum).unwrap_or(one)
        };
        StockLevel {
            on_hand: sum(self.level.on_hand, self.held, Quantity::ZERO),
            on_order: sum(self.level.on_order, self.special, self.drafted),
            ..self.level.clone()
        }
    }

    /// Returns what the part may be bought by: who sells it, and, where nobody has said a price, the supplier that the
    /// part names at its own last cost.
    fn offers(&self, currency: Currency) -> impl Iterator<Item = &(SupplierPart, Supplier)> {
        self.offers.iter().filter(move |(asked, supplier)| {
            !asked.removed && !supplier.retired && supplier.details.currency == currency
        })
    }

    fn input(&self, currency: Currency) -> ReorderInput {
        let rule = self.part.reorder.as_ref();
        let named = rule.and_then(|rule| rule.supplier);
        let offers = self
            .offers(currency)
            .map(|(asked, supplier)| SupplierOffer {
                supplier: supplier.id,
                number: asked.details.number.clone(),
                unit_cost: asked.details.cost,
                pack_size: asked.details.pack_size,
                order_multiple: 1,
                order_value_min: supplier.details.minimum_order,
                preferred: named.map_or(asked.details.preferred, |named| named == supplier.id),
            });
        ReorderInput {
            part: self.part.id,
            level: self.for_shelf(),
            rule: ReorderRule {
                order_point: rule.map_or(Quantity::ZERO, |rule| rule.min),
                max: rule.map(|rule| rule.max),
            },
            stocked: rule.is_some() && self.part.superseded_by.is_none(),
            special_order: false,
            offers: offers.collect(),
        }
    }
}

/// Makes the offer that a part's own reorder rule stands for, when its supplier has said no price.
#[must_use]
pub fn assumed_offer(part: &Part, supplier: &Supplier) -> SupplierPart {
    let pack = part.reorder.as_ref().map(|rule| rule.pack);
    SupplierPart {
        id: SupplierPartId::new(Uuid::nil()),
        details: SupplierPartDraft {
            supplier: supplier.id,
            part: part.id,
            number: part.number.clone(),
            cost: part.cost,
            core_deposit: part.core.unwrap_or(UnitPrice::ZERO),
            pack_size: pack.unwrap_or(Quantity::ONE),
            preferred: true,
        },
        removed: false,
    }
}

/// Works out what to order of parts that run low, by supplier.
///
/// # Errors
/// [`ReorderRefusal`] when a quantity or an amount does not fit.
pub fn proposal(low: &[LowPart], currency: Currency) -> Result<Proposal, ReorderRefusal> {
    let inputs: Vec<_> = low.iter().map(|low| low.input(currency)).collect();
    propose(&inputs, currency)
}

/// Turns a proposal into what drafts are made of.
#[must_use]
pub fn draft_lines(low: &[LowPart], proposal: &Proposal) -> Vec<ReorderLine> {
    let parts: BTreeMap<PartId, &LowPart> = low.iter().map(|low| (low.part.id, low)).collect();
    let mut lines = Vec::new();
    for order in &proposal.orders {
        for line in &order.lines {
            let Some(low) = parts.get(&line.part) else {
                continue;
            };
            let mut offers = low.offers.iter();
            let Some((asked, supplier)) =
                offers.find(|(_, supplier)| supplier.id == order.supplier)
            else {
                continue;
            };
            lines.push(ReorderLine {
                supplier: supplier.clone(),
                asked: asked.clone(),
                description: low.part.description.clone(),
                location: line.location.clone(),
                quantity: line.quantity,
            });
        }
    }
    lines
}
