//! What is on the shelves, as a file says it: the difference to the books becomes a movement.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::catalog::Part;
use domain::ctx::{Ctx, ShopRules};
use domain::ids::PartId;
use domain::money::Quantity;
use domain::stock::CostState;
use domain::stock::adjust::Adjustments;
use domain::stock::move_reason::MoveReason;
use domain::{Event, Refusal, Timestamp, text};

use super::shelf::{Shelf, reorder};
use super::{Refused, take};
use crate::command::{By, EngineError};
use crate::import::StockImport;
use crate::run::Engine;

/// A part that was counted at a place.
pub(super) struct Counted {
    pub(super) row: u64,
    pub(super) part: Part,
    pub(super) location: String,
    pub(super) on_hand: Quantity,
}

impl Engine {
    pub(super) fn import_stock(
        &mut self,
        by: &By,
        now: Timestamp,
        location: Option<String>,
        rows: Vec<StockImport>,
        refused: &mut Refused,
    ) -> Result<Vec<Event>, EngineError> {
        let usual = self.location(location)?;
        let mut shelf = Shelf::default();
        let mut counted = Vec::new();
        for row in rows {
            let number = row.row;
            let taken = self.counted(row, &usual, &mut shelf);
            counted.extend(refused.row(number, taken)?.flatten());
        }
        let moves = self.count(by, now, counted, refused)?;
        let mut events = shelf.saved();
        events.extend(moves);
        Ok(events)
    }

    fn counted(
        &mut self,
        row: StockImport,
        usual: &str,
        shelf: &mut Shelf,
    ) -> Result<Option<Counted>, EngineError> {
        let known = self.shelved_already(shelf, &row.number, row.brand.as_deref())?;
        let mut part = known.clone();
        take(&mut part.bin, row.bin);
        reorder(&mut part, row.min, row.max, None);
        let moved = self
            .store
            .cost_state(part.id, self.rules.cost_method)?
            .is_some();
        if let Some(cost) = row.cost.filter(|_| !moved) {
            part.cost = cost;
        }
        let part = part.checked().map_err(EngineError::Refused)?;
        let location = match row.location {
            Some(location) => self.location(Some(location))?,
            None => usual.to_owned(),
        };
        let on_hand = shelf.count(part.id, &location, row.on_hand)?;
        shelf.put(Some(known), part.clone());
        Ok(on_hand.map(|on_hand| Counted {
            row: row.row,
            part,
            location,
            on_hand,
        }))
    }

    /// The shop's own location, or another as it is written; its own in another spelling is its own.
    pub(super) fn location(&self, named: Option<String>) -> Result<String, EngineError> {
        let own = &self.rules.location;
        match text::optional("location", named.as_deref(), 40)? {
            Some(other) if !other.eq_ignore_ascii_case(own) => Ok(other),
            Some(_) | None => Ok(own.clone()),
        }
    }

    /// Moves what was counted from what the books say to what it is, with one entry for each place.
    pub(super) fn count(
        &mut self,
        by: &By,
        now: Timestamp,
        counted: Vec<Counted>,
        refused: &mut Refused,
    ) -> Result<Vec<Event>, EngineError> {
        let mut places: BTreeMap<String, Ctx> = BTreeMap::new();
        for one in &counted {
            if !places.contains_key(&one.location) {
                let mut ctx = self.ctx(by, now);
                ctx.shop = Arc::new(ShopRules {
                    location: one.location.clone(),
                    ..(*self.rules).clone()
                });
                places.insert(one.location.clone(), ctx);
            }
        }
        let mut moves: BTreeMap<&str, (PartId, Adjustments<'_>)> = BTreeMap::new();
        let mut costs: BTreeMap<PartId, CostState> = BTreeMap::new();
        for one in &counted {
            let Some((location, ctx)) = places.get_key_value(&one.location) else {
                continue;
            };
            let id = one.part.id;
            let moved = self.difference(one);
            let Some(Some(quantity)) = refused.row(one.row, moved)? else {
                continue;
            };
            let cost = match costs.get(&id) {
                Some(cost) => Some(cost.clone()),
                None => self.store.cost_state(id, ctx.shop.cost_method)?,
            };
            let reason = if cost.is_none() {
                MoveReason::OpeningBalance
            } else {
                let reason = "import".to_owned();
                MoveReason::Adjusted { reason }
            };
            let (_, adjustments) = moves
                .entry(location)
                .or_insert_with(|| (id, Adjustments::new(ctx)));
            let added = adjustments.add(&one.part, cost, quantity, reason);
            if let Some(cost) = refused.row(one.row, added.map_err(EngineError::Refused))? {
                costs.insert(id, cost);
            }
        }
        let mut events = Vec::new();
        for (first, adjustments) in moves.into_values() {
            events.extend(adjustments.finish("Import of stock", first)?);
        }
        Ok(events)
    }

    /// Returns by how much the books are wrong; none when they are right.
    fn difference(&mut self, one: &Counted) -> Result<Option<Quantity>, EngineError> {
        let booked = self.store.on_hand(one.part.id, &one.location)?;
        let difference = one.on_hand.decimal() - booked.decimal();
        let difference = Quantity::try_new(difference).map_err(Refusal::number("on hand"))?;
        Ok((difference != Quantity::ZERO).then_some(difference))
    }
}
