//! Setting stock right: what was counted, found, lost or there from the beginning, with its entry in the books.

use crate::catalog::{Part, StockMove};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::PartId;
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, Quantity};
use crate::refusal::Refusal;

use super::cost::{CostMove, CostState};
use super::move_reason::MoveReason;

/// Collects corrections of stock that are booked in one entry.
#[derive(Debug)]
pub struct Adjustments<'a> {
    ctx: &'a Ctx,
    events: Vec<Event>,
    shrinkage: Money,
    opening: Money,
}

impl<'a> Adjustments<'a> {
    /// Starts with nothing.
    #[must_use]
    pub fn new(ctx: &'a Ctx) -> Self {
        let zero = Money::zero(ctx.shop.currency);
        Self {
            ctx,
            events: Vec::new(),
            shrinkage: zero,
            opening: zero,
        }
    }

    /// Corrects the stock of one part at the shop's location: what is more comes in at the cost last known (the part's own
    /// when it never moved), what is less leaves at the current one. Returns what its stock costs now.
    ///
    /// # Errors
    /// [`Refusal::Cost`] or [`Refusal::Money`] when a sum does not fit.
    pub fn add(
        &mut self,
        part: &Part,
        cost: Option<CostState>,
        quantity: Quantity,
        reason: MoveReason,
    ) -> Result<CostState, Refusal> {
        let shop = &self.ctx.shop;
        let new = || CostState::new(shop.cost_method, shop.currency, part.cost);
        let mut cost = cost.unwrap_or_else(new);
        let movement = if quantity.is_positive() {
            CostMove::Found { quantity }
        } else {
            let quantity = quantity.negated();
            CostMove::Issued { quantity }
        };
        let entry = cost.apply(&movement)?;
        let booked = match reason {
            MoveReason::OpeningBalance => &mut self.opening,
            _ => &mut self.shrinkage,
        };
        *booked = booked.minus(entry.value)?;
        self.events.push(
            StockMove {
                part: part.id,
                location: shop.location.clone(),
                quantity,
                unit_cost: entry.unit_cost,
                value: entry.value,
                reason,
            }
            .moved(),
        );
        Ok(cost)
    }

    /// Returns the movements and their entry in the books.
    ///
    /// # Errors
    /// [`Refusal::Money`] or [`Refusal::Ledger`] when a sum does not fit.
    pub fn finish(mut self, memo: &str, source: PartId) -> Result<Vec<Event>, Refusal> {
        let mut entry = EntryDraft::new(self.ctx.shop.currency);
        entry.debit(Account::Shrinkage, None, self.shrinkage)?;
        entry.debit(Account::OpeningBalance, None, self.opening)?;
        entry.credit(Account::Inventory, None, self.shrinkage.plus(self.opening)?)?;
        let (id, today) = (self.ctx.ids.take(), self.ctx.today);
        let entry = entry.close(id, today, memo.to_owned(), source.uuid())?;
        self.events
            .extend(entry.map(|entry| Event::Posted(entry.id, entry)));
        Ok(self.events)
    }
}
