//! Orders about transfers: what is on hand and what it cost is looked up, the domain decides.

use std::collections::BTreeMap;

use domain::ids::{PartId, TransferId};
use domain::money::{Quantity, UnitPrice};
use domain::stock::minus;
use domain::transfer::{
    self, Moved, Transfer, TransferDraft, TransferLine, TransferOrder, Written,
};
use domain::{Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError, TransferCommand};
use crate::run::Engine;

impl Engine {
    pub(super) fn open_transfer(
        &mut self,
        by: &By,
        now: Timestamp,
        draft: TransferDraft,
    ) -> Result<Decision, EngineError> {
        for line in &draft.lines {
            self.part(line.part)?;
        }
        let ctx = self.ctx(by, now);
        let events = transfer::open(draft, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    pub(super) fn decide_transfer(
        &mut self,
        by: &By,
        now: Timestamp,
        id: TransferId,
        command: TransferCommand,
    ) -> Result<Decision, EngineError> {
        let known = self.load::<Transfer>(id.uuid())?;
        let transfer = known.ok_or(Refusal::NoSuchTransfer(id))?;
        let order = self.transfer_order(&transfer, command)?;
        let ctx = self.ctx(by, now);
        let events = transfer::decide(&transfer, &order, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    fn transfer_order(
        &mut self,
        transfer: &Transfer,
        command: TransferCommand,
    ) -> Result<TransferOrder, EngineError> {
        Ok(match command {
            TransferCommand::Send(lines) => {
                let lines = named_or_all(lines, transfer, |line| minus(line.requested, line.sent))?;
                let mut on_hand = BTreeMap::new();
                for line in &lines {
                    let level = self.store.stock_level(line.part, &transfer.from)?;
                    on_hand.insert(line.part, level.on_hand);
                }
                let unit_costs = self.unit_costs(&lines)?;
                TransferOrder::Send {
                    lines,
                    on_hand,
                    unit_costs,
                }
            }
            TransferCommand::Receive(lines) => {
                let lines = named_or_all(lines, transfer, TransferLine::in_transit)?;
                let unit_costs = self.unit_costs(&lines)?;
                TransferOrder::Receive { lines, unit_costs }
            }
            TransferCommand::Close { reason } => {
                let write_off = match reason {
                    Some(reason) => {
                        let parts = transfer.lines.iter().map(|line| line.part);
                        let costs = self.costs_of(parts)?;
                        Some(Written { costs, reason })
                    }
                    None => None,
                };
                TransferOrder::Close { write_off }
            }
            TransferCommand::Cancel { reason } => TransferOrder::Cancel { reason },
        })
    }

    /// What one costs now; parts that are no longer in the catalog are left to the domain.
    fn unit_costs(&mut self, lines: &[Moved]) -> Result<BTreeMap<PartId, UnitPrice>, EngineError> {
        let mut costs = BTreeMap::new();
        for line in lines {
            costs.insert(line.part, self.part(line.part)?.cost);
        }
        Ok(costs)
    }

    /// What is known of parts' cost. A part that never moved costs what the catalog says.
    pub(super) fn costs_of(
        &mut self,
        parts: impl Iterator<Item = PartId>,
    ) -> Result<BTreeMap<PartId, domain::stock::CostState>, EngineError> {
        let (method, currency) = (self.rules.cost_method, self.rules.currency);
        let mut costs = BTreeMap::new();
        for part in parts {
            let state = match self.store.cost_state(part, method)? {
                Some(state) => state,
                None => domain::stock::CostState::new(method, currency, self.part(part)?.cost),
            };
            costs.insert(part, state);
        }
        Ok(costs)
    }
}

fn named_or_all(
    named: Vec<Moved>,
    transfer: &Transfer,
    left: impl Fn(&TransferLine) -> Result<Quantity, domain::money::NumberError>,
) -> Result<Vec<Moved>, Refusal> {
    if !named.is_empty() {
        return Ok(named);
    }
    let mut lines = Vec::with_capacity(transfer.lines.len());
    for line in &transfer.lines {
        let quantity = left(line).map_err(Refusal::number("quantity"))?;
        if quantity.is_positive() {
            let part = line.part;
            lines.push(Moved { part, quantity });
        }
    }
    Ok(lines)
}
