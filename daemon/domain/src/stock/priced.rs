//! The movements that one order brings about: each is priced on what the one before it left, and booked as it is priced.

use std::collections::BTreeMap;

use super::cost::{CostEntry, CostMethod, CostMove, CostRefusal, CostState};
use crate::catalog::StockMove;
use crate::event::Event;
use crate::ids::PartId;
use crate::ledger::{Account, EntryDraft};
use crate::money::{Currency, Money};

/// Collects movements of stock with their side of an entry in the books.
#[derive(Debug)]
pub(crate) struct PricedMoves {
    method: CostMethod,
    currency: Currency,
    costs: BTreeMap<PartId, CostState>,
    moves: Vec<StockMove>,
}

impl PricedMoves {
    /// Starts from what parts cost now; a part that is missing has never moved.
    pub(crate) fn new(
        costs: &BTreeMap<PartId, CostState>,
        method: CostMethod,
        currency: Currency,
    ) -> Self {
        Self {
            method,
            currency,
            costs: costs.clone(),
            moves: Vec::new(),
        }
    }

    /// Returns an amount of nothing, for a movement whose value is worked out by [`Self::add`].
    pub(crate) const fn unvalued(&self) -> Money {
        Money::zero(self.currency)
    }

    /// Prices a movement, which sets its value, and books how the stock's value changed and what is a variance. What is
    /// booked comes to the entry's `received` less `issued`; the other side is the caller's to book.
    pub(crate) fn add(
        &mut self,
        movement: StockMove,
        cost_move: &CostMove,
        entry: &mut EntryDraft,
    ) -> Result<CostEntry, CostRefusal> {
        let (method, currency) = (self.method, self.currency);
        let new = || CostState::new(method, currency, movement.unit_cost);
        let cost = self.costs.entry(movement.part).or_insert_with(new);
        let change = cost.apply(cost_move)?;
        entry.debit(Account::Inventory, None, change.value)?;
        entry.debit(Account::PurchaseVariance, None, change.variance)?;
        let value = change.value;
        self.moves.push(StockMove { value, ..movement });
        Ok(change)
    }

    /// Returns the events, in order.
    pub(crate) fn into_events(self) -> impl Iterator<Item = Event> {
        self.moves.into_iter().map(StockMove::moved)
    }
}
