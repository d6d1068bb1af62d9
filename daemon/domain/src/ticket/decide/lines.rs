//! Adding, changing and taking off lines.

use std::collections::BTreeSet;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CoreId, LineId, TicketJobId};
use crate::limits::{Right, require};
use crate::money::{Money, Quantity, UnitPrice};
use crate::refusal::Refusal;
use crate::tax::TaxClass;
use crate::text::{self, TEXT_LEN_MAX};

use super::closing::pieces;
use super::{happened, lines_may_shrink, no_money_in_flight, returns, stacked};
use crate::discount::{Discount, DiscountOff};
use crate::ticket::line::{Line, LineKind, PartLine, PayType, line_amount};
use crate::ticket::order::{LaborDraft, LineChange, LineDraft, PartDraft, SubletDraft};
use crate::ticket::{LINES_MAX, Ticket, TicketEvent};

/// The most serial numbers on one line.
const SERIALS_MAX: usize = 200;

/// Sells a part; a part with a deposit on its old one brings that along as a line of its own.
pub(super) fn add_part(
    ticket: &Ticket,
    part: &PartDraft,
    draft: &LineDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::with_capacity(2);
    must_be_positive(part.quantity)?;
    let unit_price = part.unit_price.unwrap_or(part.book_price);
    if part.unit_price.is_some() && unit_price != part.book_price {
        events.extend(require(ticket.id, Right::ChangePrice, ctx)?);
    }
    events.extend(others_may_pay(ticket, draft, ctx)?);
    let line = Line {
        id: ctx.ids.take(),
        job: job_of(ticket, draft)?,
        kind: LineKind::Part(Box::new(PartLine {
            part: part.part.id,
            number: part.part.number.clone(),
            category: part.part.category.clone(),
            tags: part.part.tags.clone(),
            unit_cost: part.part.cost,
            condition: part.condition,
            components: part.components.clone(),
            serials: serials(&part.serials)?,
            warranty: part.warranty,
        })),
        description: part.part.description.clone(),
        quantity: part.quantity,
        unit_price,
        amount: line_amount(part.quantity, unit_price, ticket.currency)?,
        discount: None,
        pay: draft.pay,
        origin: draft.origin,
        returned: None,
        priced_by: priced_by(draft)?,
    };
    // What a kit is made of must fit now, not when it is paid.
    pieces(&line)?;
    let mut lines = vec![line];
    if let Some(deposit) = deposit_of(part.part.core, draft.pay) {
        lines.extend(core_lines(
            ticket,
            &lines[0],
            deposit,
            part.core_in_hand,
            ctx,
        )?);
    }
    events.extend(add(ticket, lines)?);
    priced(ticket, events, ctx)
}

/// Work that the customer does not pay for is the shop's loss or someone else's: not everyone may say so.
fn others_may_pay(ticket: &Ticket, draft: &LineDraft, ctx: &Ctx) -> Result<Option<Event>, Refusal> {
    match draft.pay {
        PayType::Customer => Ok(None),
        PayType::Warranty | PayType::Internal => require(ticket.id, Right::ChangePayType, ctx),
    }
}

/// Checks that what an order does to prices, discounts and payers sells nothing below its cost that was not sold so before,
/// and that discounts together stay within the limit, or that whoever acts may do that.
pub(super) fn priced(
    ticket: &Ticket,
    mut events: Vec<Event>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let mut after = ticket.clone();
    events.iter().for_each(|event| after.apply(event, ctx.now));
    let before = below_cost(ticket)?;
    if below_cost(&after)?
        .iter()
        .any(|line| !before.contains(line))
    {
        let stood_in = require(ticket.id, Right::SellBelowCost, ctx)?;
        events.splice(0..0, stood_in);
    }
    let stood_in = stacked::held_to_limit(ticket, &after, &events, ctx)?;
    events.splice(0..0, stood_in);
    Ok(events)
}

/// Finds the lines whose payers, customer and maker's coupon together, bring less than they cost.
fn below_cost(ticket: &Ticket) -> Result<BTreeSet<LineId>, Refusal> {
    let mut below = BTreeSet::new();
    for net in ticket.nets()? {
        let line = ticket.line(net.line)?;
        let unit_cost = match &line.kind {
            LineKind::Part(part) => part.unit_cost,
            LineKind::Sublet { unit_cost, .. } => *unit_cost,
            LineKind::Labor { .. }
            | LineKind::Fee { .. }
            | LineKind::Core { .. }
            | LineKind::CoreReturn { .. }
            | LineKind::CustomerPart => continue,
        };
        let cost = line_amount(line.quantity, unit_cost, ticket.currency)?;
        if ticket.counts(line) && line.returned.is_none() && net.tax_base < cost {
            below.insert(line.id);
        }
    }
    Ok(below)
}

/// The deposit on a part's old one. A part replaced under warranty brings none: its deposit was taken when the first one
/// was sold, and the worn part goes back with the claim.
fn deposit_of(core: Option<UnitPrice>, pay: PayType) -> Option<UnitPrice> {
    let core = core.filter(|deposit| deposit.decimal() > rust_decimal::Decimal::ZERO);
    match pay {
        PayType::Customer | PayType::Internal => core,
        PayType::Warranty => None,
    }
}

/// The deposit, and, when the old part is handed over at once, the same deposit given back: both are printed, the net is
/// nothing.
fn core_lines(
    ticket: &Ticket,
    part: &Line,
    deposit: UnitPrice,
    in_hand: bool,
    ctx: &Ctx,
) -> Result<Vec<Line>, Refusal> {
    let core: CoreId = ctx.ids.take();
    let line = |kind, quantity: Quantity, what: &str| -> Result<Line, Refusal> {
        Ok(Line {
            id: ctx.ids.take(),
            job: part.job,
            kind,
            description: format!("{what} {}", part.description),
            quantity,
            unit_price: deposit,
            amount: line_amount(quantity, deposit, ticket.currency)?,
            discount: None,
            pay: part.pay,
            origin: part.origin,
            returned: None,
            priced_by: None,
        })
    };
    let mut lines = vec![line(
        LineKind::Core { of: part.id, core },
        part.quantity,
        "Core deposit,",
    )?];
    if in_hand {
        let back = part.quantity.negated();
        let of = Some(part.id);
        lines.push(line(
            LineKind::CoreReturn { of, core },
            back,
            "Core returned,",
        )?);
    }
    Ok(lines)
}

pub(super) fn add_labor(
    ticket: &Ticket,
    labor: &LaborDraft,
    draft: &LineDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    must_be_positive(labor.hours)?;
    let unit_price = labor.rate.unwrap_or(labor.book_rate);
    if unit_price.decimal() < labor.book_rate.decimal() {
        events.extend(require(ticket.id, Right::ChangePrice, ctx)?);
    }
    events.extend(others_may_pay(ticket, draft, ctx)?);
    let line = Line {
        id: ctx.ids.take(),
        job: job_of(ticket, draft)?,
        kind: LineKind::Labor {
            rate: text::optional("labor rate", labor.rate_name.as_deref(), 40)?,
            technician: labor.technician,
            diagnostic: labor.diagnostic,
        },
        description: text::required("description", &labor.description, TEXT_LEN_MAX)?,
        quantity: labor.hours,
        unit_price,
        amount: line_amount(labor.hours, unit_price, ticket.currency)?,
        discount: None,
        pay: draft.pay,
        origin: draft.origin,
        returned: None,
        priced_by: priced_by(draft)?,
    };
    events.extend(add(ticket, vec![line])?);
    priced(ticket, events, ctx)
}

pub(super) fn add_sublet(
    ticket: &Ticket,
    sublet: &SubletDraft,
    draft: &LineDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let kind = LineKind::Sublet {
        supplier: sublet.supplier,
        unit_cost: sublet.cost,
        purchase: sublet.purchase,
        labor: sublet.labor,
    };
    let mut events: Vec<Event> = others_may_pay(ticket, draft, ctx)?.into_iter().collect();
    let line = plain(
        ticket,
        kind,
        &sublet.description,
        Quantity::ONE,
        sublet.price,
        draft,
        ctx,
    )?;
    events.extend(add(ticket, vec![line])?);
    priced(ticket, events, ctx)
}

pub(super) fn add_fee(
    ticket: &Ticket,
    description: &str,
    class: TaxClass,
    price: UnitPrice,
    draft: &LineDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let kind = LineKind::Fee { class };
    let line = plain(ticket, kind, description, Quantity::ONE, price, draft, ctx)?;
    let mut events: Vec<Event> = others_may_pay(ticket, draft, ctx)?.into_iter().collect();
    events.extend(add(ticket, vec![line])?);
    Ok(events)
}

pub(super) fn add_customer_part(
    ticket: &Ticket,
    description: &str,
    quantity: Quantity,
    draft: &LineDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    must_be_positive(quantity)?;
    let kind = LineKind::CustomerPart;
    let line = plain(
        ticket,
        kind,
        description,
        quantity,
        UnitPrice::ZERO,
        draft,
        ctx,
    )?;
    add(ticket, vec![line])
}

fn plain(
    ticket: &Ticket,
    kind: LineKind,
    description: &str,
    quantity: Quantity,
    unit_price: UnitPrice,
    draft: &LineDraft,
    ctx: &Ctx,
) -> Result<Line, Refusal> {
    Ok(Line {
        id: ctx.ids.take(),
        job: job_of(ticket, draft)?,
        kind,
        description: text::required("description", description, TEXT_LEN_MAX)?,
        quantity,
        unit_price,
        amount: line_amount(quantity, unit_price, ticket.currency)?,
        discount: None,
        pay: draft.pay,
        origin: draft.origin,
        returned: None,
        priced_by: priced_by(draft)?,
    })
}

/// Adds lines, checking that the ticket's sums still fit: a total that overflows must be met here, not at the till.
pub(super) fn add(ticket: &Ticket, lines: Vec<Line>) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    if ticket.lines.len() + lines.len() > LINES_MAX {
        return Err(Refusal::TicketFull(ticket.id));
    }
    sums_fit(ticket, lines.iter())?;
    let events = lines
        .into_iter()
        .map(|line| happened(ticket, TicketEvent::LineAdded(line)));
    Ok(events.collect())
}

/// Checks that twice the size of everything fits, so that fees and tax on top of it do too.
fn sums_fit<'a>(ticket: &'a Ticket, new: impl Iterator<Item = &'a Line>) -> Result<(), Refusal> {
    let mut size = Money::zero(ticket.currency);
    for line in ticket.lines.iter().chain(new) {
        size = size.plus(line.amount.magnitude())?;
    }
    size.plus(size)?;
    Ok(())
}

pub(super) fn change(
    ticket: &Ticket,
    id: LineId,
    change: &LineChange,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let before = ticket.line(id)?;
    if before.returned.is_some() || returns::stands_with_return(ticket, before) {
        return Err(Refusal::ReturnStands(id));
    }
    if matches!(
        before.kind,
        LineKind::Core { .. } | LineKind::CoreReturn { .. }
    ) {
        return Err(Refusal::CoreFollowsPart(id));
    }
    no_money_in_flight(ticket)?;
    let mut events = Vec::new();
    let mut line = before.clone();
    if let Some(quantity) = change.quantity {
        must_be_positive(quantity)?;
        line.quantity = quantity;
    }
    if let Some(price) = change.unit_price.filter(|price| *price != line.unit_price) {
        events.extend(require(ticket.id, Right::ChangePrice, ctx)?);
        line.unit_price = price;
        line.priced_by = Some("changed by hand".to_owned());
    }
    if let Some(description) = &change.description {
        line.description = text::required("description", description, TEXT_LEN_MAX)?;
    }
    if let Some(discount) = &change.discount {
        line.discount = discount.as_ref().map(checked_cut).transpose()?;
    }
    if let Some(pay) = change.pay.filter(|pay| *pay != line.pay) {
        events.extend(require(ticket.id, Right::ChangePayType, ctx)?);
        line.pay = pay;
    }
    if let Some(job) = change.job {
        job.map(|job| ticket.job(job)).transpose()?;
        line.job = job;
    }
    if let (Some(numbers), LineKind::Part(part)) = (&change.serials, &mut line.kind) {
        part.serials = serials(numbers)?;
    }
    if let (Some(who), LineKind::Labor { technician, .. }) = (change.technician, &mut line.kind) {
        *technician = Some(who);
    }
    line.amount = line_amount(line.quantity, line.unit_price, ticket.currency)?;
    pieces(&line)?;
    let cut_grows = line.discount != before.discount || line.amount < before.amount;
    if let Some(cut) = line.discount.as_ref().filter(|_| cut_grows) {
        events.extend(may_take_off(ticket, cut, line.amount, ctx)?);
    }
    if *before == line {
        return Ok(Vec::new());
    }
    // Fees and deposits go by the piece, discounts and approvals by the job.
    let shrinks = line.amount < before.amount
        || line.quantity < before.quantity
        || line.discount != before.discount
        || line.pay != before.pay
        || line.job != before.job;
    if shrinks {
        lines_may_shrink(ticket)?;
    }
    let others = ticket.lines.iter().filter(|other| other.id != id);
    let mut size = line.amount.magnitude();
    for other in others {
        size = size.plus(other.amount.magnitude())?;
    }
    size.plus(size)?;
    let followers = ticket.lines.iter().filter(|other| follows(other, before));
    let mut changed = vec![];
    for known in followers {
        if line.pay == PayType::Warranty {
            changed.push(happened(ticket, TicketEvent::LineRemoved(known.id)));
            continue;
        }
        let mut follower = known.clone();
        let back = matches!(follower.kind, LineKind::CoreReturn { .. });
        follower.quantity = if back {
            line.quantity.negated()
        } else {
            line.quantity
        };
        follower.amount = line_amount(follower.quantity, follower.unit_price, ticket.currency)?;
        follower.job = line.job;
        follower.pay = line.pay;
        if follower != *known {
            changed.push(happened(ticket, TicketEvent::LineChanged(follower)));
        }
    }
    let new = if before.pay == PayType::Warranty {
        let deposit = deposit_of(change.deposit, line.pay);
        let back = deposit.map(|deposit| core_lines(ticket, &line, deposit, false, ctx));
        add(ticket, back.transpose()?.unwrap_or_default())?
    } else {
        Vec::new()
    };
    events.push(happened(ticket, TicketEvent::LineChanged(line)));
    events.extend(changed);
    events.extend(new);
    priced(ticket, events, ctx)
}

/// Takes a line off, and with a part the deposit on its old one. Goods that were to come back stay sold.
pub(super) fn remove(ticket: &Ticket, id: LineId, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    lines_may_shrink(ticket)?;
    let line = ticket.line(id)?;
    if matches!(
        line.kind,
        LineKind::Core { .. } | LineKind::CoreReturn { of: Some(_), .. }
    ) {
        return Err(Refusal::CoreFollowsPart(id));
    }
    if returns::is_follower(line) || returns::stands_with_return(ticket, line) {
        return Err(Refusal::ReturnStands(id));
    }
    let mut gone: Vec<&Line> = vec![line];
    if line.returned.is_some() {
        gone.extend(returns::followers(ticket, line));
    } else {
        gone.extend(ticket.lines.iter().filter(|other| follows(other, line)));
    }
    let mut events = Vec::with_capacity(gone.len());
    for line in gone {
        events.push(happened(ticket, TicketEvent::LineRemoved(line.id)));
        events.extend(returns::undone(ticket, line)?);
        events.extend(crate::core_charge::released(line));
    }
    // An amount off the ticket is a larger share of what is left.
    priced(ticket, events, ctx)
}

/// Tells whether a line is the deposit on a part's old one, or that deposit given back with it.
pub(super) fn follows(other: &Line, part: &Line) -> bool {
    match &other.kind {
        LineKind::Core { of, .. } | LineKind::CoreReturn { of: Some(of), .. } => *of == part.id,
        LineKind::CoreReturn { of: None, .. }
        | LineKind::Part(_)
        | LineKind::Labor { .. }
        | LineKind::Sublet { .. }
        | LineKind::Fee { .. }
        | LineKind::CustomerPart => false,
    }
}

/// Sets what is taken off the whole ticket.
pub(super) fn set_discount(
    ticket: &Ticket,
    cut: Option<&Discount>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    lines_may_shrink(ticket)?;
    let cut = cut.map(checked_cut).transpose()?;
    if cut == ticket.discount {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    if let Some(cut) = &cut {
        events.extend(may_cut(ticket, cut, None, ctx)?);
    }
    events.push(happened(ticket, TicketEvent::DiscountSet(cut)));
    priced(ticket, events, ctx)
}

pub(super) fn checked_cut(cut: &Discount) -> Result<Discount, Refusal> {
    Ok(cut.clone().checked()?)
}

/// Checks a discount of a job, or of the whole ticket, against what the role may give: it is measured by the lines that it
/// reaches.
pub(super) fn may_cut(
    ticket: &Ticket,
    cut: &Discount,
    job: Option<TicketJobId>,
    ctx: &Ctx,
) -> Result<Option<Event>, Refusal> {
    let lines = ticket
        .lines
        .iter()
        .filter(|line| ticket.discountable(line) && (job.is_none() || line.job == job));
    let whole = Money::sum(ticket.currency, lines.map(|line| line.amount))?;
    may_take_off(ticket, cut, whole, ctx)
}

/// Checks what is taken off an amount against what the role may give.
fn may_take_off(
    ticket: &Ticket,
    cut: &Discount,
    of: Money,
    ctx: &Ctx,
) -> Result<Option<Event>, Refusal> {
    let share = match cut.off {
        DiscountOff::Percent(rate) => rate.decimal(),
        DiscountOff::Amount(_) if of.minor() <= 0 => rust_decimal::Decimal::ONE,
        DiscountOff::Amount(amount) => amount.to_decimal() / of.to_decimal(),
    };
    require(ticket.id, Right::Discount(share), ctx)
}

pub(super) fn must_be_positive(quantity: Quantity) -> Result<(), Refusal> {
    if quantity.is_positive() {
        Ok(())
    } else {
        Err(Refusal::QuantityNotPositive)
    }
}

fn job_of(ticket: &Ticket, draft: &LineDraft) -> Result<Option<TicketJobId>, Refusal> {
    draft
        .job
        .map(|job| ticket.job(job).map(|job| job.id))
        .transpose()
}

fn priced_by(draft: &LineDraft) -> Result<Option<String>, Refusal> {
    text::optional("price reason", draft.priced_by.as_deref(), TEXT_LEN_MAX)
}

pub(super) fn serials(texts: &[String]) -> Result<Vec<String>, Refusal> {
    if texts.len() > SERIALS_MAX {
        return Err(Refusal::TooManySerials(SERIALS_MAX));
    }
    let mut kept = Vec::with_capacity(texts.len());
    for text in texts {
        let serial = text::required("serial number", text, 60)?.to_ascii_uppercase();
        if kept.contains(&serial) {
            return Err(Refusal::SerialTwice(serial));
        }
        kept.push(serial);
    }
    Ok(kept)
}
