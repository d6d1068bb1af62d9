//! Orders about counts of stock: what the books say is looked up, the domain decides.

use domain::count::{
    self, Count, CountDraft, CountOrder, CountRules, CountScope, Frozen, LINES_MAX, LineState,
    OpenCount, TallyDraft,
};
use domain::ids::{CountId, PartId};
use domain::stock::minus;
use domain::{Refusal, Timestamp};

use super::Decision;
use crate::command::{By, CountCommand, EngineError, PartRef};
use crate::run::Engine;

/// The most counts that are under way at one place; more are not looked at.
const UNDER_WAY_MAX: usize = 100;

impl Engine {
    pub(super) fn open_count(
        &mut self,
        by: &By,
        now: Timestamp,
        scope: CountScope,
        rules: CountRules,
    ) -> Result<Decision, EngineError> {
        // One more than a count holds, so that the domain sees that it is too much.
        let lines = self.store.shelf(&scope, LINES_MAX + 1)?;
        let draft = CountDraft {
            under_way: self.under_way(&scope.location)?,
            scope,
            rules,
            lines,
        };
        let ctx = self.ctx(by, now);
        let events = count::open(draft, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    pub(super) fn decide_count(
        &mut self,
        by: &By,
        now: Timestamp,
        id: CountId,
        command: CountCommand,
    ) -> Result<Decision, EngineError> {
        let known = self.load::<Count>(id.uuid())?;
        let count = known.ok_or(Refusal::NoSuchCount(id))?;
        let order = self.count_order(&count, command)?;
        let ctx = self.ctx(by, now);
        let events = count::decide(&count, &order, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    fn count_order(
        &mut self,
        count: &Count,
        command: CountCommand,
    ) -> Result<CountOrder, EngineError> {
        let place = &count.scope.location;
        Ok(match command {
            CountCommand::Add { part } => {
                let part = self.named(part)?;
                let known = self.part(part)?;
                let frozen = Frozen {
                    part,
                    bin: known.bin.clone(),
                    book: self.store.on_hand(part, place)?,
                    unit_cost: known.cost,
                };
                let mut under_way = self.under_way(place)?;
                under_way.retain(|other| other.count != count.id);
                CountOrder::Add { frozen, under_way }
            }
            CountCommand::Tally {
                part,
                counted,
                more,
            } => {
                let part = self.named(part)?;
                // The books were frozen at what was on hand: what moved since is the difference to now.
                let now = self.store.on_hand(part, place)?;
                let frozen = count.lines.get(&part).map_or(now, |line| line.frozen.book);
                CountOrder::Tally(TallyDraft {
                    part,
                    counted,
                    moved: minus(now, frozen).map_err(Refusal::number("quantity"))?,
                    more,
                })
            }
            CountCommand::Recount { parts } => CountOrder::Recount { parts },
            CountCommand::Post { leave_uncounted } => {
                let mut differing = Vec::new();
                for line in count.lines_in(LineState::Counted) {
                    let difference = line.difference().map_err(Refusal::number("quantity"))?;
                    if difference.is_some_and(|difference| difference != domain::Quantity::ZERO) {
                        differing.push(line.frozen.part);
                    }
                }
                CountOrder::Post {
                    costs: self.costs_of(differing.into_iter())?,
                    leave_uncounted,
                }
            }
            CountCommand::Cancel { reason } => CountOrder::Cancel { reason },
        })
    }

    pub(super) fn named(&mut self, part: PartRef) -> Result<PartId, EngineError> {
        match part {
            PartRef::Id(id) => Ok(id),
            PartRef::Code(code) => Ok(self.part_by_code(&code)?.id),
        }
    }

    fn under_way(&mut self, place: &str) -> Result<Vec<OpenCount>, EngineError> {
        let found = self.store.found("count.open_at", place, UNDER_WAY_MAX)?;
        let mut open = Vec::with_capacity(found.len());
        for found in found {
            if let Some(count) = self.load::<Count>(found.id)? {
                open.push(OpenCount {
                    count: count.id,
                    parts: count.lines.into_keys().collect(),
                });
            }
        }
        Ok(open)
    }
}
