//! Orders to the catalog: parts and their stock.

use std::sync::Arc;

use domain::catalog::Part;
use domain::ids::PartId;
use domain::money::Quantity;
use domain::stock::adjust::Adjustments;
use domain::stock::move_reason::MoveReason;
use domain::text;
use domain::{Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError, PartRow};
use crate::run::Engine;

/// The most rows one parts import takes; larger files come in several orders.
const IMPORT_ROWS_MAX: usize = 500;

impl Engine {
    pub(super) fn import_parts(
        &mut self,
        by: &By,
        now: Timestamp,
        rows: Vec<PartRow>,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        let mut adjustments = Adjustments::new(&ctx);
        if rows.is_empty() || rows.len() > IMPORT_ROWS_MAX {
            return Err(Refusal::ImportSize(IMPORT_ROWS_MAX).into());
        }
        let mut events = Vec::with_capacity(rows.len() * 2);
        let mut first = None;
        for (index, row) in rows.into_iter().enumerate() {
            let at_row = |reason: Refusal| Refusal::ImportRow {
                row: index + 1,
                reason: Box::new(reason),
            };
            let PartRow { part, on_hand } = row;
            let mut part = part.checked().map_err(at_row)?;
            let code = text::normal_number(&part.number);
            let known = self
                .store
                .parts_by_code(&part.number, 50)?
                .into_iter()
                .find(|known| {
                    known.brand == part.brand && text::normal_number(&known.number) == code
                });
            part.id = known
                .as_ref()
                .map_or_else(|| PartId::new(self.ids.next_id()), |k| k.id);
            let id = part.id;
            let counted = match (on_hand, &known) {
                (None, _) => None,
                (Some(counted), None) => Some(counted),
                (Some(counted), Some(_)) => {
                    let booked = self.store.on_hand(id, &self.rules.location)?;
                    let difference = counted.decimal() - booked.decimal();
                    Some(Quantity::try_new(difference).map_err(Refusal::number("on hand"))?)
                }
            };
            if let Some(quantity) = counted.filter(|quantity| *quantity != Quantity::ZERO) {
                let cost = self.store.cost_state(id, ctx.shop.cost_method)?;
                let reason = if known.is_none() {
                    MoveReason::OpeningBalance
                } else {
                    let reason = "import".to_owned();
                    MoveReason::Adjusted { reason }
                };
                adjustments
                    .add(&part, cost, quantity, reason)
                    .map_err(at_row)?;
            }
            first.get_or_insert(id);
            events.push(part.saved());
        }
        if let Some(first) = first {
            events.extend(adjustments.finish("Import of parts", first)?);
        }
        Ok(events.into())
    }

    pub(super) fn adjust_stock(
        &mut self,
        by: &By,
        now: Timestamp,
        part: &Part,
        quantity: Quantity,
        reason: String,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        let cost = self.store.cost_state(part.id, ctx.shop.cost_method)?;
        let mut adjustments = Adjustments::new(&ctx);
        let memo = format!("Stock of {} set right", part.number);
        adjustments.add(part, cost, quantity, MoveReason::Adjusted { reason })?;
        Ok(adjustments.finish(&memo, part.id)?.into())
    }

    pub(super) fn part(&mut self, id: PartId) -> Result<Arc<Part>, EngineError> {
        if let Some(part) = self.parts.get(&id) {
            return Ok(Arc::clone(part));
        }
        let part = Arc::new(self.store.part(id)?.ok_or(Refusal::NoSuchPart(id))?);
        self.parts.put(id, Arc::clone(&part));
        Ok(part)
    }

    /// A code must name one part. Among several, the one whose barcode or exact spelling it is wins.
    pub(super) fn part_by_code(&mut self, code: &str) -> Result<Arc<Part>, EngineError> {
        let code = text::required("code", code, 60)?;
        let mut found = self.store.parts_by_code(&code, 10)?;
        if found.len() > 1 {
            let exact = |part: &Part| part.upc.as_deref() == Some(&code) || part.number == code;
            if found.iter().filter(|part| exact(part)).count() == 1 {
                found.retain(exact);
            }
        }
        let count = found.len();
        match found.pop() {
            None => Err(Refusal::NoSuchCode(code).into()),
            Some(part) if count == 1 => Ok(Arc::new(part)),
            Some(_) => Err(Refusal::CodeAmbiguous { code, count }.into()),
        }
    }
}
