//! Orders about old parts away from the counter: sending, settling, keeping deposits.

use domain::core_charge::{self, Core, CoreOrder, CoreRefusal};
use domain::ids::CoreId;
use domain::{Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError};
use crate::run::Engine;

/// The most deposits that one order keeps; it is given again for the rest.
const FORFEITS_MAX: usize = 500;

impl Engine {
    pub(super) fn decide_core(
        &mut self,
        by: &By,
        now: Timestamp,
        id: CoreId,
        order: &CoreOrder,
    ) -> Result<Decision, EngineError> {
        let core = self.core(id)?;
        let ctx = self.ctx(by, now);
        let events = core_charge::decide(&core, order, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    /// Keeps the deposits of old parts whose last day has passed. What a ticket is just taking back is left alone.
    pub(super) fn forfeit_cores(
        &mut self,
        by: &By,
        now: Timestamp,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        let yesterday = ctx.today.yesterday().map_err(|_| Refusal::DateOutOfRange)?;
        let due = self
            .store
            .found_up_to("core.due", &yesterday.to_string(), FORFEITS_MAX)?;
        let mut events = Vec::with_capacity(2 * due.len());
        for found in due {
            let core = self.core(CoreId::new(found.id))?;
            match core_charge::decide(&core, &CoreOrder::Forfeit, &ctx) {
                Ok(decided) => events.extend(decided),
                Err(CoreRefusal::NothingOwed | CoreRefusal::NotDue(_)) => {}
                Err(refusal) => return Err(Refusal::from(refusal).into()),
            }
        }
        Ok(events.into())
    }

    pub(super) fn core(&mut self, id: CoreId) -> Result<Core, EngineError> {
        let known = self.load::<Core>(id.uuid())?;
        Ok(known.ok_or(Refusal::NoSuchCore(id))?)
    }
}
