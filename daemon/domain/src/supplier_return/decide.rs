//! Turns an order to a return into facts, or refuses it. Pure: it changes nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::catalog::{MoveReason, StockMove};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::LineId;
use crate::ledger::{Account, EntryDraft, LedgerError};
use crate::money::{Money, MoneyError, Quantity};
use crate::number::Series;
use crate::people::Role;
use crate::purchase::{Purchase, PurchaseEvent, PurchaseRules, less, value};
use crate::refusal::Refusal;
use crate::supplier::Supplier;
use crate::text::{self, TEXT_LEN_MAX};

use super::{
    Credited, LINES_MAX, Origin, ReturnItem, ReturnKind, ReturnLine, ReturnState, SupplierReturn,
    SupplierReturnEvent,
};

/// What a return starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnDraft {
    /// Who is to take it back.
    pub supplier: Supplier,
    /// Why.
    pub kind: ReturnKind,
    /// Where the goods lie; the shop's own place when nothing is said.
    pub location: Option<String>,
    /// What goes back.
    pub lines: Vec<ReturnLineDraft>,
}

/// What a line starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnLineDraft {
    /// What goes back.
    pub item: ReturnItem,
    /// A few words.
    pub description: String,
    /// How many pieces or hours; one for a core.
    pub quantity: Quantity,
    /// What is asked for a failed part, labor or a core (the core at what it is booked at); parts out of stock go back at
    /// what they cost, and this is not looked at.
    pub claimed: Option<Money>,
}

/// What a credit says about one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditDraft {
    /// The line.
    pub line: LineId,
    /// How much.
    pub amount: Money,
}

/// An order to a return. What depends on other things comes as values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SupplierReturnOrder {
    /// Send it off.
    Send {
        /// The supplier's number for it.
        authorization: Option<String>,
        /// How it travels.
        tracking: Option<String>,
        /// The purchases that the lines name as their origin, as they are now.
        origins: Vec<Purchase>,
    },
    /// Do not send it.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Enter a credit.
    Credit {
        /// The credit's number.
        memo: String,
        /// Its date.
        date: Date,
        /// What it says; each line at most once.
        lines: Vec<CreditDraft>,
        /// Whether a credit above what is open is meant.
        over_confirmed: bool,
    },
    /// Give up what was not credited.
    AcceptShort {
        /// Why.
        reason: String,
    },
}

/// Why an order to a return was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SupplierReturnRefusal {
    /// Its state does not allow this.
    #[error("the return is {}", .0.word())]
    WrongState(ReturnState),
    /// Nothing goes back.
    #[error("the return has no lines")]
    NoLines,
    /// No more lines fit.
    #[error("a return holds at most {LINES_MAX} lines")]
    TooManyLines,
    /// Only cores travel on a manifest of cores, and labor and failed parts only under a warranty.
    #[error("a line does not belong on this kind of return")]
    WrongKind,
    /// A core is named twice.
    #[error("a core is on the manifest twice")]
    CoreTwice(crate::ids::CoreId),
    /// Cores travel one by one.
    #[error("a core is one piece")]
    CoreNotOne,
    /// A quantity must be above zero.
    #[error("the quantity must be more than zero")]
    QuantityNotPositive,
    /// What is claimed must be said, and be above zero.
    #[error("the claimed amount is missing or not above zero")]
    ClaimMissing,
    /// The supplier asks for another currency than the shop's.
    #[error("the supplier's currency is not the shop's")]
    ForeignCurrency,
    /// The purchase that a line came from is not this supplier's, or was not given.
    #[error("the purchase that a line came from is not known")]
    OriginUnknown(Origin),
    /// More would go back than came.
    #[error("{asked} would go back, and only {left} came and are still here")]
    MoreThanReceived {
        /// What should go back.
        asked: Quantity,
        /// What can.
        left: Quantity,
    },
    /// It has no such line.
    #[error("the return has no such line")]
    NoSuchLine(LineId),
    /// A line is named twice in one order.
    #[error("a line is named twice")]
    LineTwice(LineId),
    /// A credit must be above zero.
    #[error("the credited amount must be more than zero")]
    CreditNotPositive,
    /// The credit's number was entered already.
    #[error("a credit with this number was entered already")]
    MemoUsed,
    /// The credit is larger than what is open.
    #[error("{asked} is more than the {open} that are open")]
    CreditTooMuch {
        /// What the credit says.
        asked: Money,
        /// What is open.
        open: Money,
    },
    /// Somebody with more rights must do this.
    #[error("{act} needs the role {needed:?}")]
    RoleNeeded {
        /// What was asked for.
        act: &'static str,
        /// Who may.
        needed: Role,
    },
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
    /// The entry does not balance: a slip in the rules.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// A text broke its bounds.
    #[error(transparent)]
    Text(Box<Refusal>),
}

impl From<Refusal> for SupplierReturnRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Text(Box::new(refusal))
    }
}

/// Asks a supplier to take something back.
///
/// # Errors
/// A [`SupplierReturnRefusal`] that names what is wrong.
pub fn open(
    draft: &ReturnDraft,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    must_be(rules.order_role, "sending goods back", ctx)?;
    if draft.lines.is_empty() {
        return Err(SupplierReturnRefusal::NoLines);
    }
    if draft.lines.len() > LINES_MAX {
        return Err(SupplierReturnRefusal::TooManyLines);
    }
    if draft.supplier.details.currency != ctx.shop.currency {
        return Err(SupplierReturnRefusal::ForeignCurrency);
    }
    let kind = match &draft.kind {
        ReturnKind::Warranty { claim } => ReturnKind::Warranty {
            claim: text::required("claim number", claim, 60)?,
        },
        kind @ (ReturnKind::Plain | ReturnKind::Cores) => kind.clone(),
    };
    let id = ctx.ids.take();
    let mut cores = BTreeSet::new();
    let mut lines = Vec::with_capacity(draft.lines.len());
    for line in &draft.lines {
        if let ReturnItem::Core { core, .. } = &line.item
            && !cores.insert(*core)
        {
            return Err(SupplierReturnRefusal::CoreTwice(*core));
        }
        lines.push(checked(line, &kind, ctx)?);
    }
    let location = text::optional("location", draft.location.as_deref(), 60)?;
    let requested = SupplierReturnEvent::Requested {
        number: ctx
            .numbers
            .number(Series::SupplierReturn, &ctx.shop.counter),
        supplier: draft.supplier.id,
        supplier_name: draft.supplier.details.name.clone(),
        kind,
        location: location.unwrap_or_else(|| ctx.shop.location.clone()),
        currency: ctx.shop.currency,
        lines,
    };
    Ok(vec![Event::SupplierReturn(id, requested)])
}

fn checked(
    draft: &ReturnLineDraft,
    kind: &ReturnKind,
    ctx: &Ctx,
) -> Result<ReturnLine, SupplierReturnRefusal> {
    let quantity = draft.quantity;
    if !quantity.is_positive() {
        return Err(SupplierReturnRefusal::QuantityNotPositive);
    }
    let belongs = match (&draft.item, kind) {
        (ReturnItem::Core { .. }, ReturnKind::Cores)
        | (ReturnItem::Stock { .. }, ReturnKind::Plain | ReturnKind::Warranty { .. })
        | (ReturnItem::Failed { .. } | ReturnItem::Labor { .. }, ReturnKind::Warranty { .. }) => {
            true
        }
        (ReturnItem::Core { .. }, ReturnKind::Plain | ReturnKind::Warranty { .. })
        | (ReturnItem::Stock { .. }, ReturnKind::Cores)
        | (
            ReturnItem::Failed { .. } | ReturnItem::Labor { .. },
            ReturnKind::Plain | ReturnKind::Cores,
        ) => false,
    };
    if !belongs {
        return Err(SupplierReturnRefusal::WrongKind);
    }
    let currency = ctx.shop.currency;
    let (goods, core_deposits) = match &draft.item {
        ReturnItem::Stock {
            unit_cost,
            core_deposit,
            ..
        } => (
            value(quantity, *unit_cost, currency)?,
            value(quantity, *core_deposit, currency)?,
        ),
        item @ (ReturnItem::Failed { .. } | ReturnItem::Labor { .. } | ReturnItem::Core { .. }) => {
            if matches!(item, ReturnItem::Core { .. }) && quantity != Quantity::ONE {
                return Err(SupplierReturnRefusal::CoreNotOne);
            }
            let zero = Money::zero(currency);
            let claimed = draft.claimed.filter(|claimed| *claimed > zero);
            (claimed.ok_or(SupplierReturnRefusal::ClaimMissing)?, zero)
        }
    };
    let expected = goods.plus(core_deposits)?;
    Ok(ReturnLine {
        id: ctx.ids.take(),
        item: draft.item.clone(),
        description: text::required("description", &draft.description, TEXT_LEN_MAX)?,
        quantity,
        goods,
        core_deposits,
        expected,
        open: expected,
    })
}

/// Decides what an order to a return brings about.
///
/// # Errors
/// A [`SupplierReturnRefusal`]; then nothing happens.
pub fn decide(
    back: &SupplierReturn,
    order: &SupplierReturnOrder,
    rules: &PurchaseRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    must_be(rules.order_role, "sending goods back", ctx)?;
    match order {
        SupplierReturnOrder::Send {
            authorization,
            tracking,
            origins,
        } => {
            must_be_in(back, ReturnState::Requested)?;
            let sent = SupplierReturnEvent::Sent {
                on: ctx.today,
                authorization: text::optional("authorization", authorization.as_deref(), 60)?,
                tracking: text::optional("tracking", tracking.as_deref(), 60)?,
            };
            send(back, sent, origins, ctx)
        }
        SupplierReturnOrder::Cancel { reason } => {
            must_be_in(back, ReturnState::Requested)?;
            let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
            Ok(vec![happened(back, SupplierReturnEvent::Canceled(reason))])
        }
        SupplierReturnOrder::Credit { .. } => credit(back, order, ctx),
        SupplierReturnOrder::AcceptShort { reason } => {
            must_be_in(back, ReturnState::Sent)?;
            must_be(rules.accept_role, "accepting a short credit", ctx)?;
            accept_short(back, reason, ctx)
        }
    }
}

/// Goods leave stock at what they cost when they came; what the supplier owes for them is an asset from now on. Old parts
/// go from the cores held to the credits due (RSM 2017, Tax Adviser 4/2025).
fn send(
    back: &SupplierReturn,
    sent: SupplierReturnEvent,
    origins: &[Purchase],
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    let mut events = vec![happened(back, sent)];
    let mut entry = EntryDraft::new(back.currency);
    let supplier = Some(back.supplier.uuid());
    let mut taken = BTreeMap::new();
    for line in &back.lines {
        match &line.item {
            ReturnItem::Stock {
                part,
                unit_cost,
                origin,
                ..
            } => {
                if let Some(origin) = origin {
                    events.push(returned(back, line, *origin, origins, &mut taken)?);
                }
                let reason = MoveReason::ReturnedToSupplier {
                    supplier_return: back.id,
                    line: line.id,
                };
                let leaves = StockMove {
                    part: *part,
                    location: back.location.clone(),
                    quantity: line.quantity.negated(),
                    unit_cost: *unit_cost,
                    reason,
                };
                events.push(leaves.moved());
                entry.debit(Account::SupplierClaims, supplier, line.expected)?;
                entry.credit(Account::Inventory, None, line.goods)?;
                entry.credit(Account::CoreDeposits, supplier, line.core_deposits)?;
            }
            ReturnItem::Core { .. } => {
                entry.debit(Account::CoreReceivable, supplier, line.expected)?;
                entry.credit(Account::CoreInventory, None, line.expected)?;
            }
            ReturnItem::Failed { .. } | ReturnItem::Labor { .. } => {}
        }
    }
    events.extend(posted(back, entry, "Sent", ctx)?);
    Ok(events)
}

/// Tells the purchase that some of it went back. `taken` is what earlier lines of this return took from it.
fn returned(
    back: &SupplierReturn,
    line: &ReturnLine,
    origin: Origin,
    origins: &[Purchase],
    taken: &mut BTreeMap<Origin, Quantity>,
) -> Result<Event, SupplierReturnRefusal> {
    let unknown = SupplierReturnRefusal::OriginUnknown(origin);
    let mut all = origins.iter();
    let purchase =
        all.find(|purchase| purchase.id == origin.purchase && purchase.supplier == back.supplier);
    let ours = purchase.and_then(|purchase| purchase.line(origin.line).ok());
    let same_part =
        |part| matches!(&line.item, ReturnItem::Stock { part: back, .. } if part == Some(*back));
    let ours = ours
        .filter(|ours| same_part(ours.item.part))
        .ok_or(unknown)?;
    let before = taken.get(&origin).copied().unwrap_or(Quantity::ZERO);
    let (asked, left) = (line.quantity, less(ours.returnable(), before));
    if asked > left {
        return Err(SupplierReturnRefusal::MoreThanReceived { asked, left });
    }
    // What lies on the shelf goes first: goods kept for a ticket go back only when nothing else is left.
    let after = less(left, asked);
    taken.insert(origin, less(ours.returnable(), after));
    let returned = PurchaseEvent::Returned {
        line: origin.line,
        supplier_return: back.id,
        quantity: asked,
        held: ours.held().min(after),
    };
    Ok(Event::Purchase(origin.purchase, returned))
}

/// A credit lowers what the shop owes. What it says above what was open is won, under the account that bears losses.
fn credit(
    back: &SupplierReturn,
    order: &SupplierReturnOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    let SupplierReturnOrder::Credit {
        memo,
        date,
        lines,
        over_confirmed,
    } = order
    else {
        return Ok(Vec::new());
    };
    must_be_in(back, ReturnState::Sent)?;
    let memo = text::required("credit number", memo, 60)?;
    if back.memos.contains(&memo) {
        return Err(SupplierReturnRefusal::MemoUsed);
    }
    if lines.is_empty() {
        return Err(SupplierReturnRefusal::NoLines);
    }
    let zero = Money::zero(back.currency);
    let supplier = Some(back.supplier.uuid());
    let mut entry = EntryDraft::new(back.currency);
    let mut credited: Vec<Credited> = Vec::with_capacity(lines.len());
    for said in lines {
        let mut all = back.lines.iter();
        let line = all.find(|line| line.id == said.line);
        let line = line.ok_or(SupplierReturnRefusal::NoSuchLine(said.line))?;
        if credited.iter().any(|earlier| earlier.line == said.line) {
            return Err(SupplierReturnRefusal::LineTwice(said.line));
        }
        let (asked, open) = (said.amount, line.open);
        let left = open.minus(asked)?;
        if asked.is_negative() || asked.is_zero() {
            return Err(SupplierReturnRefusal::CreditNotPositive);
        }
        if left.is_negative() && !over_confirmed {
            return Err(SupplierReturnRefusal::CreditTooMuch { asked, open });
        }
        let closes = if left.is_negative() { open } else { asked };
        entry.debit(Account::Payable, supplier, asked)?;
        if let Some(owed_in) = line.item.owed_in() {
            entry.credit(owed_in, supplier, closes)?;
            entry.credit(loss(&line.item), None, asked.minus(closes)?)?;
        } else {
            entry.credit(Account::WarrantyRecovery, None, asked)?;
        }
        credited.push(Credited {
            line: said.line,
            amount: asked,
            open: if left.is_negative() { zero } else { left },
        });
    }
    let open_after = |line: &ReturnLine| {
        let mut all = credited.iter();
        let found = all.find(|credited| credited.line == line.id);
        found.map_or(line.open, |credited| credited.open)
    };
    let done = back.lines.iter().all(|line| open_after(line).is_zero());
    let what = format!("Credit {memo} for");
    let event = SupplierReturnEvent::Credited {
        memo,
        date: *date,
        lines: credited,
        state: if done {
            ReturnState::Credited
        } else {
            ReturnState::Sent
        },
    };
    let mut events = vec![happened(back, event)];
    events.extend(posted(back, entry, &what, ctx)?);
    Ok(events)
}

fn accept_short(
    back: &SupplierReturn,
    reason: &str,
    ctx: &Ctx,
) -> Result<Vec<Event>, SupplierReturnRefusal> {
    let mut entry = EntryDraft::new(back.currency);
    for line in &back.lines {
        if let Some(owed_in) = line.item.owed_in() {
            entry.debit(loss(&line.item), None, line.open)?;
            entry.credit(owed_in, Some(back.supplier.uuid()), line.open)?;
        }
    }
    let amounts = back.lines.iter().map(|line| line.open);
    let short = SupplierReturnEvent::ShortAccepted {
        amount: Money::sum(back.currency, amounts)?,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
    };
    let mut events = vec![happened(back, short)];
    events.extend(posted(back, entry, "Short credit for", ctx)?);
    Ok(events)
}

const fn loss(item: &ReturnItem) -> Account {
    match item {
        ReturnItem::Core { .. } => Account::CoreLoss,
        ReturnItem::Stock { .. } | ReturnItem::Failed { .. } | ReturnItem::Labor { .. } => {
            Account::PurchaseVariance
        }
    }
}

fn must_be_in(back: &SupplierReturn, state: ReturnState) -> Result<(), SupplierReturnRefusal> {
    if back.state == state {
        Ok(())
    } else {
        Err(SupplierReturnRefusal::WrongState(back.state))
    }
}

fn must_be(needed: Role, act: &'static str, ctx: &Ctx) -> Result<(), SupplierReturnRefusal> {
    let approver = ctx.approver.as_ref().map(|approver| approver.role);
    if Some(ctx.role).max(approver) < Some(needed) {
        return Err(SupplierReturnRefusal::RoleNeeded { act, needed });
    }
    Ok(())
}

fn happened(back: &SupplierReturn, event: SupplierReturnEvent) -> Event {
    Event::SupplierReturn(back.id, event)
}

fn posted(
    back: &SupplierReturn,
    entry: EntryDraft,
    what: &str,
    ctx: &Ctx,
) -> Result<Option<Event>, SupplierReturnRefusal> {
    let memo = format!("{what} {}", back.number);
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, back.id.uuid())?;
    Ok(entry.map(|entry| Event::Posted(entry.id, entry)))
}
