//! Turns what is asked of a count into what happens.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{CountDifference, CountEvent, CountRules, CountScope, Frozen, Tally};
use super::{Count, CountRefusal, CountState, LINES_MAX, LineState};
use crate::catalog::StockMove;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CountId, PartId};
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, Quantity};
use crate::number::Series;
use crate::people::Role;
use crate::stock::cost::{CostMove, CostState, extended};
use crate::stock::move_reason::MoveReason;
use crate::stock::{minus, plus};
use crate::text::{self, TEXT_LEN_MAX};

/// A count that is under way at the same location.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenCount {
    /// Which.
    pub count: CountId,
    /// Its parts.
    pub parts: BTreeSet<PartId>,
}

/// A count to begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountDraft {
    /// Which stock.
    pub scope: CountScope,
    /// By which rules.
    pub rules: CountRules,
    /// What the books say of each part in the scope.
    pub lines: Vec<Frozen>,
    /// The other counts under way at the location.
    pub under_way: Vec<OpenCount>,
}

/// What someone counted of a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TallyDraft {
    /// Which part.
    pub part: PartId,
    /// How many lie there.
    pub counted: Quantity,
    /// The sum of the part's movements at the location since its books were frozen.
    pub moved: Quantity,
    /// Whether these lie in a further place, and come on top of what the same person counted before.
    pub more: bool,
}

/// What can be asked of a count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CountOrder {
    /// Put a part on the list that was found and is not on it.
    Add {
        /// What the books say of it now.
        frozen: Frozen,
        /// The other counts under way at the location.
        under_way: Vec<OpenCount>,
    },
    /// Write down what was counted.
    Tally(TallyDraft),
    /// Have parts counted again.
    Recount {
        /// Which.
        parts: Vec<PartId>,
    },
    /// Approve the differences and post them; a manager may.
    Post {
        /// What is known of the cost of each part that differs.
        costs: BTreeMap<PartId, CostState>,
        /// Whether parts that nobody counted stay as the books have them.
        leave_uncounted: bool,
    },
    /// Give it up.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Begins a count.
///
/// # Errors
/// A [`CountRefusal`] that names what is wrong with the draft.
pub fn open(mut draft: CountDraft, ctx: &Ctx) -> Result<Vec<Event>, CountRefusal> {
    draft.scope.location = text::required("location", &draft.scope.location, TEXT_LEN_MAX)?;
    if draft.lines.is_empty() || draft.lines.len() > LINES_MAX {
        return Err(CountRefusal::Lines);
    }
    let rules = draft.rules;
    if rules.tolerance < Quantity::ZERO || rules.tolerance_value.is_negative() {
        return Err(CountRefusal::ToleranceNegative);
    }
    let mut parts = BTreeSet::new();
    for line in &draft.lines {
        if !parts.insert(line.part) {
            return Err(CountRefusal::PartTwice(line.part));
        }
        free(line.part, &draft.under_way)?;
    }
    let id: CountId = ctx.ids.take();
    let started = CountEvent::Started {
        number: ctx.numbers.number(Series::Count, &ctx.shop.counter),
        scope: draft.scope,
        rules,
        lines: draft.lines,
    };
    Ok(vec![Event::Count(id, started)])
}

/// Turns an order into what happens.
///
/// # Errors
/// A [`CountRefusal`] that says what stands against it.
pub fn decide(count: &Count, order: &CountOrder, ctx: &Ctx) -> Result<Vec<Event>, CountRefusal> {
    if count.state != CountState::Open {
        return Err(CountRefusal::Finished);
    }
    let happened = match order {
        CountOrder::Add { frozen, under_way } => {
            if count.lines.contains_key(&frozen.part) {
                return Err(CountRefusal::PartTwice(frozen.part));
            }
            if count.lines.len() >= LINES_MAX {
                return Err(CountRefusal::Lines);
            }
            free(frozen.part, under_way)?;
            CountEvent::LineAdded(frozen.clone())
        }
        CountOrder::Tally(draft) => tally(count, draft, ctx)?,
        CountOrder::Recount { parts } => {
            for part in parts {
                on_list(count, *part)?;
            }
            let parts = parts.clone();
            CountEvent::RecountAsked { parts }
        }
        CountOrder::Post {
            costs,
            leave_uncounted,
        } => return post(count, costs, *leave_uncounted, ctx),
        CountOrder::Cancel { reason } => CountEvent::Canceled {
            reason: text::required("reason", reason, TEXT_LEN_MAX)?,
        },
    };
    Ok(vec![Event::Count(count.id, happened)])
}

/// Two counts of one part would each post the same difference.
fn free(part: PartId, under_way: &[OpenCount]) -> Result<(), CountRefusal> {
    match under_way.iter().find(|other| other.parts.contains(&part)) {
        Some(other) => Err(CountRefusal::CountedElsewhere {
            part,
            count: other.count,
        }),
        None => Ok(()),
    }
}

fn on_list(count: &Count, part: PartId) -> Result<&super::CountLine, CountRefusal> {
    count.lines.get(&part).ok_or(CountRefusal::NotOnList(part))
}

fn tally(count: &Count, draft: &TallyDraft, ctx: &Ctx) -> Result<CountEvent, CountRefusal> {
    let line = on_list(count, draft.part)?;
    if draft.counted < Quantity::ZERO {
        return Err(CountRefusal::CountedNegative);
    }
    let before = line.tallies.last();
    let mut counted = draft.counted;
    let mut adds = false;
    if let Some(before) = before.filter(|_| draft.more) {
        counted = plus(before.counted, counted)?;
        adds = true;
    }
    let again = line.state == LineState::Again && before.is_some() && !adds;
    if again && count.rules.recount_by_other && before.is_some_and(|before| before.by == ctx.actor)
    {
        return Err(CountRefusal::SameCounter(draft.part));
    }
    let expected = plus(line.frozen.book, draft.moved)?;
    let difference = minus(counted, expected)?;
    // Whoever counts again has looked twice: the second look holds.
    let second_look = again || (adds && line.tallies.len() > 1 && line.state == LineState::Counted);
    let again = !second_look && beyond(count, line, difference)?;
    Ok(CountEvent::Counted {
        part: draft.part,
        tally: Tally {
            counted,
            expected,
            by: ctx.actor.clone(),
        },
        again,
    })
}

fn beyond(
    count: &Count,
    line: &super::CountLine,
    difference: Quantity,
) -> Result<bool, CountRefusal> {
    let size = if difference < Quantity::ZERO {
        difference.negated()
    } else {
        difference
    };
    let limit = count.rules.tolerance_value;
    let worth = extended(line.frozen.unit_cost, size, limit.currency())?;
    Ok(size > count.rules.tolerance || worth > limit)
}

fn post(
    count: &Count,
    costs: &BTreeMap<PartId, CostState>,
    leave_uncounted: bool,
    ctx: &Ctx,
) -> Result<Vec<Event>, CountRefusal> {
    if ctx.authority() < Role::Manager {
        return Err(CountRefusal::NeedsRole(Role::Manager));
    }
    let recounts = count.lines_in(LineState::Again).count();
    if recounts > 0 {
        return Err(CountRefusal::RecountDue(recounts));
    }
    let uncounted = count.lines_in(LineState::Uncounted).count();
    if uncounted == count.lines.len() {
        return Err(CountRefusal::NothingCounted);
    }
    if uncounted > 0 && !leave_uncounted {
        return Err(CountRefusal::Uncounted(uncounted));
    }
    let mut differences = Vec::new();
    let mut moves = Vec::new();
    let mut sum = Money::zero(ctx.shop.currency);
    for line in count.lines_in(LineState::Counted) {
        let part = line.frozen.part;
        let Some(difference) = line.difference()?.filter(|d| *d != Quantity::ZERO) else {
            continue;
        };
        let mut cost = costs
            .get(&part)
            .cloned()
            .ok_or(CountRefusal::CostUnknown(part))?;
        let movement = if difference.is_positive() {
            CostMove::Found {
                quantity: difference,
            }
        } else {
            CostMove::Issued {
                quantity: difference.negated(),
            }
        };
        let entry = cost.apply(&movement)?;
        sum = sum.plus(entry.value)?;
        differences.push(CountDifference {
            part,
            quantity: difference,
            value: entry.value,
        });
        moves.push(
            StockMove {
                part,
                location: count.scope.location.clone(),
                quantity: difference,
                unit_cost: entry.unit_cost,
                value: entry.value,
                reason: MoveReason::Counted { count: count.id },
            }
            .moved(),
        );
    }
    let mut entry = EntryDraft::new(ctx.shop.currency);
    entry.debit(Account::Inventory, None, sum)?;
    entry.credit(Account::Shrinkage, None, sum)?;
    let memo = format!("Count {}", count.number);
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, count.id.uuid())?;
    let posted = CountEvent::Posted {
        differences,
        uncounted: u32::try_from(uncounted).unwrap_or(u32::MAX),
        value: sum,
        approved_by: ctx.stands_in(Role::Manager),
    };
    let mut events = vec![Event::Count(count.id, posted)];
    events.extend(moves);
    events.extend(entry.map(|entry| Event::Posted(entry.id, entry)));
    Ok(events)
}
