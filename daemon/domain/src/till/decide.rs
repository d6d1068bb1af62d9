//! Turns an order to the till into facts, or refuses it.

use crate::ctx::{Actor, Ctx};
use crate::event::Event;
use crate::ids::TillId;
use crate::job::{Job, JobKind, JobState};
use crate::ledger::{Account, EntryDraft};
use crate::money::Money;
use crate::number::Series;
use crate::people::Role;
use crate::text::{self, TEXT_LEN_MAX};

use super::denominations::Pieces;
use super::event::{DropTo, Movement, TillEvent, ZReport};
use super::figures::{GrandTotal, TillFigures};
use super::order::{LastClose, TillDraft, TillOrder};
use super::refusal::TillRefusal;
use super::rules::TillRules;
use super::state::TillSession;

/// What a drawer job says when the session itself asked for it: it is no opening without a sale.
pub(super) const DRAWER_REASON: &str = "till";
/// The longest heading, in characters.
const CATEGORY_LEN_MAX: usize = 40;
/// How often a drawer is counted for one closing.
const COUNTS_MAX: usize = 2;

/// Opens a session of this counter's drawer. Its float comes out of the safe, where the last session's went.
///
/// # Errors
/// [`TillRefusal`]; then nothing happens.
pub fn open(draft: &TillDraft, rules: &TillRules, ctx: &Ctx) -> Result<Vec<Event>, TillRefusal> {
    if let Some(open) = draft.open {
        return Err(TillRefusal::AlreadyOpen(open));
    }
    let id: TillId = ctx.ids.take();
    let stood_in = needs(rules.open_role, "opening a drawer", ctx)?;
    let carried = draft.last.map(|last| last.carried);
    let usual = carried.unwrap_or(rules.float);
    let float = draft
        .float
        .map_or(usual, |minor| Money::new(minor, ctx.shop.currency));
    if float.is_negative() {
        return Err(TillRefusal::FloatNegative);
    }
    let reason = text::optional("reason", draft.reason.as_deref(), TEXT_LEN_MAX)?;
    if let Some(carried) = carried
        && carried != float
        && reason.is_none()
    {
        return Err(TillRefusal::FloatDiffers { carried, float });
    }
    let keeper = draft.keeper.or(match &ctx.actor {
        Actor::Staff(staff) => Some(*staff),
        Actor::Client(_) | Actor::Daemon => None,
    });
    let number = ctx.numbers.number(Series::Session, &ctx.shop.counter);
    let memo = format!("Float {number}");
    let mut events = vec![Event::Till(
        id,
        TillEvent::Opened {
            number,
            counter: ctx.shop.counter.clone(),
            currency: ctx.shop.currency,
            float,
            carried,
            reason,
            keeper,
        },
    )];
    events.extend(drawer(ctx));
    events.extend(stood_in.map(|event| Event::Till(id, event)));
    events.extend(posted(id, memo, Account::Bank, float, ctx)?);
    Ok(events)
}

/// Decides what an order to a session brings about.
///
/// # Errors
/// [`TillRefusal`]; then nothing happens.
pub fn decide(
    till: &TillSession,
    order: &TillOrder,
    rules: &TillRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, TillRefusal> {
    if !till.is_open() {
        return Err(TillRefusal::Closed(till.id));
    }
    match order {
        TillOrder::PayIn {
            amount,
            reason,
            category,
        } => {
            let stood_in = needs(rules.open_role, "paying in", ctx)?;
            let moved = movement(till, *amount, reason, category.as_deref(), rules)?;
            let amount = moved.amount;
            let event = TillEvent::PaidIn(moved);
            moves(till, event, stood_in, Account::PaidOut, amount, ctx)
        }
        TillOrder::PayOut {
            amount,
            reason,
            category,
            drawer,
        } => {
            let moved = movement(till, *amount, reason, category.as_deref(), rules)?;
            let amount = held(moved.amount, *drawer)?;
            let role = rules.pays_out(amount);
            let role = role.ok_or(TillRefusal::PayOutLimit(amount))?;
            let stood_in = needs(role, "paying out this much", ctx)?;
            let out = Money::zero(till.currency).minus(amount)?;
            let event = TillEvent::PaidOut(moved);
            moves(till, event, stood_in, Account::PaidOut, out, ctx)
        }
        TillOrder::Drop {
            amount,
            to,
            reference,
            drawer,
        } => drop(
            till,
            *amount,
            *to,
            reference.as_deref(),
            *drawer,
            rules,
            ctx,
        ),
        TillOrder::Count { pieces, drawer } => count(till, pieces, *drawer, rules, ctx),
        TillOrder::Close {
            reason,
            left,
            reference,
            drawer,
            figures,
            last,
        } => {
            let closing = Closing {
                reason: text::optional("reason", reason.as_deref(), TEXT_LEN_MAX)?,
                left: left.as_ref(),
                reference: text::optional("bag", reference.as_deref(), CATEGORY_LEN_MAX)?,
                drawer: *drawer,
                figures,
                last: *last,
            };
            close(till, closing, rules, ctx)
        }
    }
}

/// Lets a person read the session's sums as they are: the X report, as often as they like. Where counts are blind, only a
/// manager reads it before the drawer is counted.
///
/// # Errors
/// [`TillRefusal::NeedsRole`].
pub fn x_report<'a>(
    till: &TillSession,
    figures: &'a TillFigures,
    rules: &TillRules,
    ctx: &Ctx,
) -> Result<&'a TillFigures, TillRefusal> {
    let counted = till.count_of(figures.expected).is_some();
    if rules.blind && till.is_open() && !counted {
        needs(Role::Manager, "seeing the drawer before it is counted", ctx)?;
    }
    Ok(figures)
}

fn drop(
    till: &TillSession,
    amount: i64,
    to: DropTo,
    reference: Option<&str>,
    drawer: Money,
    rules: &TillRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, TillRefusal> {
    let stood_in = needs(rules.open_role, "dropping cash", ctx)?;
    let amount = held(positive(till, amount)?, drawer)?;
    let event = TillEvent::Dropped {
        amount,
        to,
        reference: text::optional("bag", reference, CATEGORY_LEN_MAX)?,
    };
    let out = Money::zero(till.currency).minus(amount)?;
    moves(till, event, stood_in, Account::Bank, out, ctx)
}

/// Keeps a count. The first is anybody's who may open the drawer; whoever counts again has seen what the drawer should
/// hold, so a manager stands by.
fn count(
    till: &TillSession,
    pieces: &Pieces,
    expected: Money,
    rules: &TillRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, TillRefusal> {
    let known = rules.pieces(till.currency);
    if let Some(value) = pieces.0.keys().find(|value| !known.contains(value)) {
        let piece = Money::new(*value, till.currency);
        return Err(TillRefusal::NoSuchPiece(piece));
    }
    let valid = till.counts.iter().filter(|c| c.expected == expected);
    if valid.count() >= COUNTS_MAX {
        return Err(TillRefusal::CountedTwice(till.id));
    }
    let stood_in = if till.counts.is_empty() {
        needs(rules.open_role, "counting a drawer", ctx)?
    } else {
        needs(Role::Manager, "counting a drawer again", ctx)?
    };
    let nth = u32::try_from(till.counts.len()).unwrap_or(u32::MAX);
    let event = TillEvent::Counted {
        count: nth.saturating_add(1),
        pieces: Pieces(pieces.0.clone().into_iter().filter(|p| p.1 > 0).collect()),
        total: pieces.total(till.currency)?,
        expected,
    };
    let mut events = vec![Event::Till(till.id, event)];
    events.extend(drawer(ctx));
    events.extend(stood_in.map(|event| Event::Till(till.id, event)));
    Ok(events)
}

/// What a closing is made of.
struct Closing<'a> {
    reason: Option<String>,
    left: Option<&'a Pieces>,
    reference: Option<String>,
    drawer: Money,
    figures: &'a TillFigures,
    last: Option<LastClose>,
}

fn close(
    till: &TillSession,
    closing: Closing<'_>,
    rules: &TillRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, TillRefusal> {
    let stood_in = needs(rules.close_role, "closing a drawer", ctx)?;
    let Closing {
        drawer, figures, ..
    } = closing;
    if figures.expected != drawer {
        return Err(TillRefusal::BooksDisagree {
            books: drawer,
            figures: figures.expected,
        });
    }
    if till.counts.is_empty() {
        return Err(TillRefusal::NotCounted(till.id));
    }
    let count = till.count_of(drawer);
    let count = count.ok_or(TillRefusal::CountStale(till.id))?;
    let over_short = count.total.minus(drawer)?;
    if over_short.magnitude() > rules.tolerance && closing.reason.is_none() {
        return Err(TillRefusal::OverShort(over_short));
    }
    let left = closing.left.cloned();
    let left = left.unwrap_or_else(|| count.pieces.float_of(rules.float));
    let deposit_pieces = count.pieces.without(&left);
    let deposit_pieces = deposit_pieces.ok_or(TillRefusal::LeftNotCounted)?;
    let before = closing.last.map(|last| last.grand_total);
    let before = before.unwrap_or(GrandTotal::new(till.currency));
    let z = ZReport {
        counter: till.counter.clone(),
        figures: figures.clone(),
        pieces: count.pieces.clone(),
        counted: count.total,
        over_short,
        reason: closing.reason,
        carried: left.total(till.currency)?,
        left,
        deposit: deposit_pieces.total(till.currency)?,
        deposit_pieces,
        deposit_reference: closing.reference,
        grand_total: before.with(figures)?,
    };
    let mut entry = EntryDraft::new(till.currency);
    entry.debit(Account::Bank, None, count.total)?;
    entry.credit(Account::OverShort, None, over_short)?;
    entry.credit(Account::Cash, Some(till.id.uuid()), drawer)?;
    let memo = format!("Close {}", till.number);
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, till.id.uuid())?;
    let stood_in = stood_in.map(|event| Event::Till(till.id, event));
    let mut events: Vec<_> = stood_in.into_iter().collect();
    events.push(Event::Till(till.id, TillEvent::Closed(Box::new(z))));
    events.extend(entry.map(|entry| Event::Posted(entry.id, entry)));
    Ok(events)
}

fn positive(till: &TillSession, minor: i64) -> Result<Money, TillRefusal> {
    if minor <= 0 {
        return Err(TillRefusal::AmountNotPositive);
    }
    Ok(Money::new(minor, till.currency))
}

fn held(amount: Money, drawer: Money) -> Result<Money, TillRefusal> {
    if amount > drawer {
        return Err(TillRefusal::NotInDrawer(amount));
    }
    Ok(amount)
}

fn movement(
    till: &TillSession,
    minor: i64,
    reason: &str,
    category: Option<&str>,
    rules: &TillRules,
) -> Result<Movement, TillRefusal> {
    let category = text::optional("category", category, CATEGORY_LEN_MAX)?;
    let listed = category
        .as_ref()
        .is_none_or(|category| rules.categories.contains(category));
    if !rules.categories.is_empty() && !listed {
        return Err(TillRefusal::NoSuchCategory(rules.categories.join(", ")));
    }
    Ok(Movement {
        amount: positive(till, minor)?,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
        category,
    })
}

/// Records cash that moved, opens the drawer for it, and books it against where it came from or went to.
fn moves(
    till: &TillSession,
    event: TillEvent,
    stood_in: Option<TillEvent>,
    against: Account,
    change: Money,
    ctx: &Ctx,
) -> Result<Vec<Event>, TillRefusal> {
    let what = match &event {
        TillEvent::PaidIn(_) => "Paid in",
        TillEvent::PaidOut(_) => "Paid out",
        _ => "Drop",
    };
    let mut events = vec![Event::Till(till.id, event)];
    events.extend(drawer(ctx));
    events.extend(stood_in.map(|event| Event::Till(till.id, event)));
    let memo = format!("{what} {}", till.number);
    events.extend(posted(till.id, memo, against, change, ctx)?);
    Ok(events)
}

/// Books cash into the drawer (out of it when below zero) against another account.
fn posted(
    till: TillId,
    memo: String,
    against: Account,
    change: Money,
    ctx: &Ctx,
) -> Result<Option<Event>, TillRefusal> {
    let mut entry = EntryDraft::new(change.currency());
    entry.debit(Account::Cash, Some(till.uuid()), change)?;
    entry.credit(against, None, change)?;
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, till.uuid())?;
    Ok(entry.map(|entry| Event::Posted(entry.id, entry)))
}

fn drawer(ctx: &Ctx) -> Option<Event> {
    let job = Job {
        id: ctx.ids.take(),
        device: ctx.shop.drawer.clone()?,
        kind: JobKind::Drawer {
            reason: DRAWER_REASON.to_owned(),
            ticket: None,
        },
        state: JobState::Requested,
    };
    Some(job.requested())
}

/// Checks that whoever acts has a role, or that someone who has it stands in; returns the event that they did.
fn needs(role: Role, what: &'static str, ctx: &Ctx) -> Result<Option<TillEvent>, TillRefusal> {
    if ctx.role >= role {
        return Ok(None);
    }
    let stands_in = ctx.approver.as_ref().filter(|other| other.role >= role);
    let approver = stands_in.ok_or(TillRefusal::NeedsRole { what, role })?;
    Ok(Some(TillEvent::Overridden {
        by: approver.staff,
        what: what.to_owned(),
        reason: text::required("reason", &approver.reason, TEXT_LEN_MAX)?,
    }))
}
