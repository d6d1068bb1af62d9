//! What a paid ticket does to the core ledger.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::event::{CoreEvent, CoreGrade};
use super::{Core, CoreRules};
use crate::aggregate::Aggregate;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CoreId, LineId, PartId};
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, Quantity, part_of};
use crate::refusal::Refusal;
use crate::stock::minus;
use crate::stock::move_reason::ReturnTo;
use crate::ticket::{Line, LineKind, Ticket};

/// Opens an entry of the ledger for each deposit sold, and settles what came back: handed over with the sale, or brought
/// later. `known` holds the ledger's entries of the old parts brought later.
///
/// An old part handed over where the same part comes back from an earlier sale (a warranty exchange) *is* that part: it
/// counts as come back, but there is no second old part to send to the supplier.
///
/// # Errors
/// [`Refusal::NoSuchLine`] when a line takes back what `known` has not kept for it; [`Refusal::Money`] when sums do not fit.
pub fn on_close(
    ticket: &Ticket,
    known: &BTreeMap<CoreId, Core>,
    rules: &CoreRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let mut desk = Desk {
        ticket,
        ctx,
        cores: known.clone(),
        entry: EntryDraft::new(ticket.currency),
        events: Vec::new(),
    };
    for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
        if let LineKind::Core { of, core } = line.kind
            && line.returned.is_none()
        {
            desk.owe(line, of, core, rules)?;
        }
    }
    let mut exchanged = exchanged(ticket, &desk.cores)?;
    for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
        match line.kind {
            LineKind::Core { core, .. } | LineKind::CoreReturn { of: Some(_), core }
                if line.returned.is_some() =>
            {
                desk.with_its_part(line, core)?;
            }
            LineKind::CoreReturn { of: Some(of), core } => {
                desk.hand_over(line, of, core, &mut exchanged)?;
            }
            LineKind::CoreReturn { of: None, core } => desk.bring_back(line, core)?,
            LineKind::Core { .. }
            | LineKind::Part(_)
            | LineKind::Labor { .. }
            | LineKind::Sublet { .. }
            | LineKind::Fee { .. }
            | LineKind::CustomerPart => {}
        }
    }
    let memo = format!("Old parts {}", ticket.number);
    let entry = desk
        .entry
        .close(ctx.ids.take(), ctx.today, memo, ticket.id.uuid())?;
    desk.events
        .extend(entry.map(|entry| Event::Posted(entry.id, entry)));
    Ok(desk.events)
}

/// How many of each part came back from earlier sales on this ticket, not to be sold again: each is itself the old part of one
/// that is sold in its place. Not those whose own deposit goes back with them: their old parts are yet to come, so what lies
/// on the counter is one of these.
fn exchanged(
    ticket: &Ticket,
    cores: &BTreeMap<CoreId, Core>,
) -> Result<BTreeMap<PartId, Quantity>, Refusal> {
    let mut exchanged = BTreeMap::new();
    for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
        let worn = line
            .returned
            .as_ref()
            .is_some_and(|returned| returned.destination != ReturnTo::Stock);
        if let (true, Some(part)) = (worn, line.part()) {
            let count = exchanged.entry(part.part).or_insert(Quantity::ZERO);
            let with_deposit = deposits_back(ticket, line.id, cores);
            let pieces = line.quantity.decimal().abs() - with_deposit;
            *count =
                Quantity::try_new(count.decimal() + pieces).map_err(Refusal::number("quantity"))?;
        }
    }
    Ok(exchanged)
}

/// How many deposits on old parts that were never brought go back with a part.
fn deposits_back(ticket: &Ticket, part: LineId, cores: &BTreeMap<CoreId, Core>) -> Decimal {
    let lines = ticket.lines.iter().filter(|line| match line.kind {
        LineKind::Core { of, core } => {
            let held = |known: &Core| known.hold(line.id).is_some();
            of == part && line.returned.is_some() && cores.get(&core).is_some_and(held)
        }
        _ => false,
    });
    lines.map(|line| line.quantity.decimal().abs()).sum()
}

/// What one line of old parts amounts to.
struct Arrival {
    core: CoreId,
    line: LineId,
    quantity: Quantity,
    grade: CoreGrade,
    value: Money,
}

struct Desk<'a> {
    ticket: &'a Ticket,
    ctx: &'a Ctx,
    cores: BTreeMap<CoreId, Core>,
    entry: EntryDraft,
    events: Vec<Event>,
}

impl Desk<'_> {
    fn owe(
        &mut self,
        line: &Line,
        of: LineId,
        core: CoreId,
        rules: &CoreRules,
    ) -> Result<(), Refusal> {
        let sold = self.ticket.line(of)?;
        let part = sold.part().ok_or(Refusal::NoSuchLine(of))?.part;
        let due = self
            .ctx
            .today
            .saturating_add(jiff::Span::new().days(i64::from(rules.days)));
        let event = CoreEvent::Owed {
            ticket: self.ticket.id,
            line: of,
            part,
            description: sold.description.clone(),
            customer: self.ticket.customer,
            quantity: line.quantity,
            paid: self.ticket.net(line.id)?.net,
            deposit: booked(self.ticket, line)?,
            due,
        };
        let (at, by) = (self.ctx.now, &self.ctx.actor);
        self.cores
            .extend(Core::open(core.uuid(), &event, at, by).map(|opened| (core, opened)));
        self.events.push(Event::Core(core, event));
        Ok(())
    }

    /// The old part lies on the counter as the new one is sold.
    fn hand_over(
        &mut self,
        line: &Line,
        of: LineId,
        core: CoreId,
        exchanged: &mut BTreeMap<PartId, Quantity>,
    ) -> Result<(), Refusal> {
        let number = Refusal::number("quantity");
        let count = line.quantity.negated();
        let mut same = Quantity::ZERO;
        if let Some(part) = self.ticket.line(of)?.part()
            && let Some(left) = exchanged.get_mut(&part.part)
        {
            same = count.min(*left);
            *left = minus(*left, same).map_err(Refusal::number("quantity"))?;
        }
        let rest = minus(count, same).map_err(number)?;
        let zero = Money::zero(self.ticket.currency);
        let back = zero.minus(self.ticket.net(line.id)?.net)?;
        let worth = part_of(back, count, same, rest)?;
        let mut settled = zero;
        for (quantity, grade, value) in [
            (same, CoreGrade::PartReturned, zero),
            (rest, CoreGrade::Good, worth),
        ] {
            if quantity.is_positive() {
                let arrival = Arrival {
                    core,
                    line: line.id,
                    quantity,
                    grade,
                    value,
                };
                settled = settled.plus(self.arrive(&arrival)?)?;
            }
        }
        let kept = settled.plus(booked(self.ticket, line)?)?;
        self.keep(core, kept)
    }

    /// The deposit goes back because its part does: no old part is owed any more. Where the old part had been handed over
    /// with the sale there is nothing to settle, and the two lines of it cancel out.
    fn with_its_part(&mut self, line: &Line, core: CoreId) -> Result<(), Refusal> {
        let known = self.cores.get(&core);
        if known.is_some_and(|known| known.hold(line.id).is_some()) {
            return self.bring_back(line, core);
        }
        let booked = booked(self.ticket, line)?;
        self.keep(core, booked)
    }

    /// The old part comes later: what is not refunded of its deposit stays with the shop.
    fn bring_back(&mut self, line: &Line, core: CoreId) -> Result<(), Refusal> {
        let missing = Refusal::NoSuchLine(line.id);
        let known = self.cores.get(&core).ok_or(missing.clone())?;
        let hold = known.hold(line.id).ok_or(missing)?.clone();
        let bought = known.sale.is_none();
        let arrival = Arrival {
            core,
            line: line.id,
            quantity: hold.quantity,
            grade: hold.grade,
            value: hold.value,
        };
        let settled = self.arrive(&arrival)?;
        let refunded = booked(self.ticket, line)?;
        if !bought {
            return self.keep(core, settled.plus(refunded)?);
        }
        // No deposit was ever taken for it: the shop bought an old part for what it gave.
        let owner = Some(core.uuid());
        self.entry.credit(
            Account::CoreClearing,
            None,
            Money::zero(self.ticket.currency).minus(hold.value)?,
        )?;
        let loss = refunded.plus(hold.value)?;
        self.entry.debit(Account::CoreLiability, owner, refunded)?;
        self.entry.credit(Account::CoreLoss, None, loss)?;
        Ok(())
    }

    /// Takes old parts in and returns how much of the deposit is settled by it.
    fn arrive(&mut self, arrival: &Arrival) -> Result<Money, Refusal> {
        let missing = Refusal::NoSuchLine(arrival.line);
        let core = self.cores.get_mut(&arrival.core).ok_or(missing)?;
        let zero = Money::zero(self.ticket.currency);
        let share = |whole: Option<Money>| match whole {
            Some(whole) => part_of(whole, core.owed, Quantity::ZERO, arrival.quantity),
            None => Ok(zero),
        };
        let (paid, deposit) = (share(core.paid)?, share(core.deposit)?);
        let owed = match core.sale {
            Some(_) => minus(core.owed, arrival.quantity).map_err(Refusal::number("quantity"))?,
            None => Quantity::ZERO,
        };
        let event = CoreEvent::Received {
            ticket: self.ticket.id,
            line: arrival.line,
            quantity: arrival.quantity,
            grade: arrival.grade,
            paid,
            deposit,
            value: arrival.value,
            owed,
        };
        core.apply(&event, self.ctx.now, &self.ctx.actor);
        self.events.push(Event::Core(arrival.core, event));
        self.entry
            .debit(Account::CoreInventory, None, arrival.value)?;
        self.entry
            .credit(Account::CoreClearing, None, arrival.value)?;
        Ok(deposit)
    }

    fn keep(&mut self, core: CoreId, kept: Money) -> Result<(), Refusal> {
        self.entry
            .debit(Account::CoreLiability, Some(core.uuid()), kept)?;
        self.entry.credit(Account::CoreIncome, None, kept)?;
        Ok(())
    }
}

/// What the ticket's own entry does to the liability for a line, as closing books it: the net of the line, less a tax
/// contained in it, and with what a maker pays of it.
fn booked(ticket: &Ticket, line: &Line) -> Result<Money, Refusal> {
    let sum = ticket.net(line.id)?;
    let mut earned = sum.net.plus(sum.reimbursed)?;
    if ticket.inclusive
        && ticket.counts(line)
        && let Some(tax) = ticket.line_tax(line.id)
    {
        earned = earned.minus(tax)?;
    }
    Ok(earned)
}
