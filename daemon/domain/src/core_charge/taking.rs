//! Old parts that come over the counter on a later ticket.
//!
//! The line is spoken for in the ledger when it is put on the ticket, so that two tickets cannot give one deposit back
//! twice, and settled when the ticket closes.

use std::collections::BTreeMap;

use super::event::{CoreEvent, CoreGrade};
use super::{Core, CoreRefusal, CoreRules};
use crate::catalog::Part;
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CoreId, CustomerId, LineId, TicketId};
use crate::limits::{Right, require};
use crate::money::{Currency, Money, Quantity, RoundingPolicy, UnitPrice, part_of, to_money};
use crate::ticket::{Line, LineKind, Ticket, line_amount};

/// Old parts to take back on a ticket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CoreReturnDraft {
    /// The ticket.
    pub ticket: TicketId,
    /// The id that its line will have.
    pub line: LineId,
    /// How many, above zero.
    pub quantity: Quantity,
    /// In what condition.
    pub grade: CoreGrade,
    /// What the supplier will credit for one, when it is not what goes back to the customer.
    pub value: Option<UnitPrice>,
}

/// Old parts of which no sale is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WithoutReceipt {
    /// The part they are the old ones of, as the catalog knows it.
    pub part: Box<Part>,
    /// Who brings them.
    pub customer: Option<CustomerId>,
}

/// What the ticket's line says, and what happens to the ledger when it is added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoreReturnLine {
    /// The ledger's entry, for [`LineKind::CoreReturn`].
    pub core: CoreId,
    /// What the line says.
    pub description: String,
    /// How many, below zero.
    pub quantity: Quantity,
    /// What goes back for one.
    pub unit_price: UnitPrice,
    /// What goes back for all, below zero.
    pub amount: Money,
    /// To be written with the line.
    pub events: Vec<Event>,
}

/// Prices old parts of a known sale by what was paid for them and their condition.
///
/// # Errors
/// [`CoreRefusal::MoreThanOwed`] for more than are owed and not spoken for, [`CoreRefusal::QuantityNotPositive`].
pub fn core_return_line(
    core: &Core,
    draft: &CoreReturnDraft,
    rules: &CoreRules,
) -> Result<CoreReturnLine, CoreRefusal> {
    must_be_positive(draft.quantity)?;
    let left = core.returnable()?;
    if draft.quantity > left {
        let asked = draft.quantity;
        return Err(CoreRefusal::MoreThanOwed { asked, left });
    }
    let paid = core.paid.ok_or(CoreRefusal::NothingOwed)?;
    let currency = paid.currency();
    let whole = part_of(paid, core.owed, core.held()?, draft.quantity)?;
    let back = graded(whole, draft.grade, rules)?;
    let value = value_of(draft, back)?;
    let each = back.to_decimal() / draft.quantity.decimal();
    Ok(CoreReturnLine {
        core: core.id,
        description: description(&core.description),
        quantity: draft.quantity.negated(),
        unit_price: UnitPrice::try_new(each.round_dp(4))?,
        amount: Money::zero(currency).minus(back)?,
        events: vec![Event::Core(core.id, held(draft, value))],
    })
}

/// Prices old parts without a receipt by the deposit of today, for whoever may take them.
///
/// # Errors
/// [`CoreRefusal::Rule`] when nobody present may, [`CoreRefusal::NothingOwed`] when the part has no deposit,
/// [`CoreRefusal::NoSale`] when the sold part itself is to come back.
pub fn without_receipt(
    from: &WithoutReceipt,
    draft: &CoreReturnDraft,
    rules: &CoreRules,
    ctx: &Ctx,
) -> Result<CoreReturnLine, CoreRefusal> {
    must_be_positive(draft.quantity)?;
    if draft.grade == CoreGrade::PartReturned {
        return Err(CoreRefusal::NoSale);
    }
    let deposit = from.part.core.ok_or(CoreRefusal::NothingOwed)?;
    let allowed = require(draft.ticket, Right::ReturnWithoutReceipt, ctx)?;
    let currency = ctx.shop.currency;
    let whole = line_amount(draft.quantity, deposit, currency)?;
    let back = graded(whole, draft.grade, rules)?;
    let value = value_of(draft, back)?;
    let core: CoreId = ctx.ids.take();
    let mut events: Vec<Event> = allowed.into_iter().collect();
    events.push(Event::Core(
        core,
        CoreEvent::Unreceipted {
            part: from.part.id,
            description: from.part.description.clone(),
            customer: from.customer,
        },
    ));
    events.push(Event::Core(core, held(draft, value)));
    let each = back.to_decimal() / draft.quantity.decimal();
    Ok(CoreReturnLine {
        core,
        description: description(&from.part.description),
        quantity: draft.quantity.negated(),
        unit_price: UnitPrice::try_new(each.round_dp(4))?,
        amount: Money::zero(currency).minus(back)?,
        events,
    })
}

/// Lets go what a line spoke for, when it is taken off its ticket or the ticket is voided.
#[must_use]
pub fn released(line: &Line) -> Option<Event> {
    match line.kind {
        LineKind::CoreReturn { of: None, core } => {
            Some(Event::Core(core, CoreEvent::Released { line: line.id }))
        }
        LineKind::Core { core, .. } if line.returned.is_some() => {
            Some(Event::Core(core, CoreEvent::Released { line: line.id }))
        }
        LineKind::CoreReturn { of: Some(_), .. }
        | LineKind::Core { .. }
        | LineKind::Part(_)
        | LineKind::Labor { .. }
        | LineKind::Sublet { .. }
        | LineKind::Fee { .. }
        | LineKind::CustomerPart => None,
    }
}

/// Speaks in the ledger for the old parts whose deposit goes back because their part does: nothing else may take them, and
/// they are not forfeited meanwhile. Old parts that were handed over as they were sold need no word.
pub(crate) fn spoken_for(
    ticket: TicketId,
    line: &Line,
    cores: &BTreeMap<CoreId, Core>,
) -> Option<Event> {
    let LineKind::Core { core, .. } = line.kind else {
        return None;
    };
    let known = cores.get(&core)?;
    if !known.owed.is_positive() {
        return None;
    }
    let held = CoreEvent::Held {
        ticket,
        line: line.id,
        quantity: line.quantity.negated(),
        grade: CoreGrade::PartReturned,
        value: Money::zero(line.amount.currency()),
    };
    Some(Event::Core(core, held))
}

/// Tells whether the old part of a line was handed over as the new one was sold.
pub(crate) fn handed_over(sale: &Ticket, part: LineId) -> bool {
    let back =
        |line: &Line| matches!(line.kind, LineKind::CoreReturn { of: Some(of), .. } if of == part);
    sale.lines.iter().any(back)
}

pub(super) fn must_be_positive(quantity: Quantity) -> Result<(), CoreRefusal> {
    if quantity.is_positive() {
        return Ok(());
    }
    Err(CoreRefusal::QuantityNotPositive)
}

fn description(part: &str) -> String {
    format!("Core returned, {part}")
}

fn graded(whole: Money, grade: CoreGrade, rules: &CoreRules) -> Result<Money, CoreRefusal> {
    match grade {
        CoreGrade::Good | CoreGrade::PartReturned => Ok(whole),
        CoreGrade::Rejected => Ok(Money::zero(whole.currency())),
        CoreGrade::Partial => Ok(to_money(
            whole.to_decimal() * rules.partial.decimal(),
            whole.currency(),
            RoundingPolicy::HalfUp,
        )?),
    }
}

fn value_of(draft: &CoreReturnDraft, back: Money) -> Result<Money, CoreRefusal> {
    let currency: Currency = back.currency();
    if !draft.grade.is_kept() {
        return Ok(Money::zero(currency));
    }
    match draft.value {
        Some(each) => Ok(line_amount(draft.quantity, each, currency)?),
        None => Ok(back),
    }
}

fn held(draft: &CoreReturnDraft, value: Money) -> CoreEvent {
    CoreEvent::Held {
        ticket: draft.ticket,
        line: draft.line,
        quantity: draft.quantity,
        grade: draft.grade,
        value,
    }
}
