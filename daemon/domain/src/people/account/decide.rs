//! What can be asked of a house account, and what becomes of it.

use jiff::civil::Date;

use super::allocate::shares;
use super::{
    Applied, BillingMonth, IssuedStatement, SettledBy, Settlement, Share, finance, statement,
};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{AccountItemId, StaffId};
use crate::ledger::{Account, EntryDraft};
use crate::money::Money;
use crate::number::Series;
use crate::people::credit::{CreditReason, StoreCredit};
use crate::people::posting::posted;
use crate::people::refusal::need_role;
use crate::people::{
    CustomerEvent, CustomerFile, CustomerRefusal, CustomerRules, ReceiptTender, Role,
    StatementStyle,
};
use crate::text::{self, TEXT_LEN_MAX};

/// An order about a house account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AccountOrder {
    /// Takes money on the account; one payment may settle many tickets.
    Receive {
        /// How much.
        amount: Money,
        /// With what.
        tender: ReceiptTender,
        /// What the customer wrote on it.
        reference: Option<String>,
        /// Where it goes; the oldest items when nothing is said. What is left over stays an open credit.
        shares: Vec<Share>,
    },
    /// Gives a credit memo.
    CreditMemo {
        /// How much.
        amount: Money,
        /// Why.
        reason: String,
        /// Where it goes; the oldest items when nothing is said.
        shares: Vec<Share>,
    },
    /// Uses an open credit for items.
    Apply {
        /// Which.
        credit: AccountItemId,
        /// Where it goes; the oldest items when nothing is said.
        shares: Vec<Share>,
    },
    /// Gives up on an item, or a part of it.
    WriteOff {
        /// What, and how much of it.
        share: Share,
        /// Why.
        reason: String,
    },
    /// Lets nothing more be charged.
    Hold {
        /// Why.
        reason: String,
    },
    /// Lets the account be charged again.
    Release,
    /// Charges for what was overdue at the end of a month. Doing it twice does nothing.
    ChargeFinance {
        /// Which month; it must be over.
        month: BillingMonth,
    },
    /// Gives a statement its number.
    IssueStatement {
        /// The first day on it.
        from: Date,
        /// The last.
        to: Date,
    },
}

/// Decides an order about a house account. Paying and settling go on when the terms were taken away.
///
/// # Errors
/// [`CustomerRefusal`].
pub fn decide(
    file: &CustomerFile,
    order: &AccountOrder,
    rules: CustomerRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    file.lives()?;
    match order {
        AccountOrder::Receive {
            amount,
            tender,
            reference,
            shares,
        } => receive(file, *amount, tender, reference.as_deref(), shares, ctx),
        AccountOrder::CreditMemo {
            amount,
            reason,
            shares: asked,
        } => {
            need_role(rules.credit_memo_role, ctx)?;
            positive(*amount, ctx)?;
            let settlement = Settlement {
                id: ctx.ids.take(),
                date: ctx.today,
                amount: *amount,
                by: SettledBy::CreditMemo {
                    reason: text::required("reason", reason, TEXT_LEN_MAX)?,
                },
                allocations: shares(&file.account, *amount, asked)?,
                approved_by: approver(rules.credit_memo_role, ctx),
            };
            settle(
                file,
                settlement,
                (Account::Allowances, None),
                "Credit memo",
                ctx,
            )
        }
        AccountOrder::WriteOff { share, reason } => {
            need_role(rules.write_off_role, ctx)?;
            positive(share.amount, ctx)?;
            let settlement = Settlement {
                id: ctx.ids.take(),
                date: ctx.today,
                amount: share.amount,
                by: SettledBy::WriteOff {
                    reason: text::required("reason", reason, TEXT_LEN_MAX)?,
                },
                allocations: shares(&file.account, share.amount, &[*share])?,
                approved_by: approver(rules.write_off_role, ctx),
            };
            settle(
                file,
                settlement,
                (Account::BadDebt, None),
                "Written off",
                ctx,
            )
        }
        AccountOrder::Apply { credit, shares } => apply_credit(file, *credit, shares, ctx),
        AccountOrder::Hold { reason } => {
            need_role(rules.hold_role, ctx)?;
            let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
            hold(file, Some(reason))
        }
        AccountOrder::Release => {
            need_role(rules.hold_role, ctx)?;
            hold(file, None)
        }
        AccountOrder::ChargeFinance { month } => finance::charge(file, *month, ctx),
        AccountOrder::IssueStatement { from, to } => issue(file, *from, *to, ctx),
    }
}

fn receive(
    file: &CustomerFile,
    amount: Money,
    tender: &ReceiptTender,
    reference: Option<&str>,
    asked: &[Share],
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    positive(amount, ctx)?;
    let tender = tender.clone().checked()?;
    let customer = file.saved.id;
    let mut events = Vec::new();
    match &tender {
        ReceiptTender::Cash { till: None } if ctx.shop.till.required => {
            return Err(CustomerRefusal::TillClosed);
        }
        ReceiptTender::StoreCredit => {
            let left = file.credit.balance(ctx.shop.currency)?;
            let used = StoreCredit::used(left, amount, CreditReason::OnAccount, ctx)?;
            events.push(used.moved(customer));
        }
        ReceiptTender::Cash { .. }
        | ReceiptTender::Check { .. }
        | ReceiptTender::Card { .. }
        | ReceiptTender::Transfer { .. }
        | ReceiptTender::Other { .. } => {}
    }
    let account = tender.account(customer);
    let settlement = Settlement {
        id: ctx.ids.take(),
        date: ctx.today,
        amount,
        by: SettledBy::Receipt {
            tender,
            reference: text::optional("reference", reference, TEXT_LEN_MAX)?,
        },
        allocations: shares(&file.account, amount, asked)?,
        approved_by: None,
    };
    events.extend(settle(file, settlement, account, "On account", ctx)?);
    Ok(events)
}

/// Takes from what is owed, and books it against where the money is or went.
fn settle(
    file: &CustomerFile,
    settlement: Settlement,
    (account, owner): (Account, Option<uuid::Uuid>),
    memo: &str,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    let customer = file.saved.id;
    let mut entry = EntryDraft::new(ctx.shop.currency);
    entry.debit(account, owner, settlement.amount)?;
    entry.credit(
        Account::Receivable,
        Some(customer.uuid()),
        settlement.amount,
    )?;
    let memo = format!("{memo} {}", file.saved.name);
    let settled = CustomerEvent::AccountSettled(Box::new(settlement));
    let mut events = vec![Event::Customer(customer, settled)];
    events.extend(posted(entry, memo, customer.uuid(), ctx)?);
    Ok(events)
}

fn apply_credit(
    file: &CustomerFile,
    id: AccountItemId,
    asked: &[Share],
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    let credit = file.account.open_credits().find(|credit| credit.id == id);
    let left = credit.ok_or(CustomerRefusal::NoSuchCredit(id))?.left()?;
    let allocations = shares(&file.account, left, asked)?;
    if allocations.is_empty() {
        return Ok(Vec::new());
    }
    let applied = Applied {
        credit: id,
        date: ctx.today,
        allocations,
    };
    let event = CustomerEvent::AccountApplied(applied);
    Ok(vec![Event::Customer(file.saved.id, event)])
}

fn hold(file: &CustomerFile, reason: Option<String>) -> Result<Vec<Event>, CustomerRefusal> {
    let terms = file
        .saved
        .account
        .as_ref()
        .ok_or(CustomerRefusal::NoAccount)?;
    if terms.hold == reason {
        return Ok(Vec::new());
    }
    let event = CustomerEvent::AccountHeld { reason };
    Ok(vec![Event::Customer(file.saved.id, event)])
}

fn issue(
    file: &CustomerFile,
    from: Date,
    to: Date,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    let terms = file.saved.account.as_ref();
    let style = terms.map_or(StatementStyle::OpenItem, |terms| terms.statement);
    let written = statement(&file.account, style, from, to, ctx.shop.currency)?;
    let event = CustomerEvent::StatementIssued(IssuedStatement {
        number: ctx.numbers.number(Series::Statement, &ctx.shop.counter),
        from,
        to,
        closing: written.closing,
    });
    Ok(vec![Event::Customer(file.saved.id, event)])
}

fn positive(amount: Money, ctx: &Ctx) -> Result<(), CustomerRefusal> {
    if amount.currency() != ctx.shop.currency {
        return Err(CustomerRefusal::ForeignCurrency);
    }
    if amount.minor() <= 0 {
        return Err(CustomerRefusal::AmountNotPositive);
    }
    Ok(())
}

/// Who stood in, if whoever acts has not the role.
fn approver(needed: Role, ctx: &Ctx) -> Option<StaffId> {
    let stands_in = ctx.approver.as_ref().filter(|_| ctx.role < needed);
    stands_in.map(|approver| approver.staff)
}
