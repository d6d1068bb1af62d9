//! House accounts and store credit.

use domain::ids::CustomerId;
use domain::ledger::Account;
use domain::money::{Currency, Money};
use domain::people::account::{self, Aging, BillingMonth};
use domain::people::credit::CreditOrder;
use engine::Command;
use engine::command::{AccountCommand, CustomerCommand, TenderDraft};
use protocol::convert;
use protocol::problem::Problem;
use protocol::v1::account::{
    AgingResult, Apply, ChargeFinance, CreditMemo, CreditResult, GetAging, GetCredit, GetStatement,
    Hold, IssueStatement, MoveCredit, Receive, Release, Share, Tender, WriteOff,
};
use protocol::v1::limit;
use protocol::values::{CustomerIdText, Key};

use super::people::{file, statement_style};
use crate::answer::Shape;
use crate::call::Deed;
use crate::read::{money, refused, store, today};

/// Makes the deed of an order about one account.
fn order(key: Key, customer: CustomerIdText, command: AccountCommand) -> Deed {
    let id = customer.0;
    let command = CustomerCommand::Account(id, Box::new(command));
    Deed::Order(key, Command::Customer(command), Shape::Account(id))
}

fn shares(shares: Vec<Share>) -> Vec<(domain::ids::AccountItemId, i64)> {
    let share = |share: Share| (share.item_id.0, share.amount);
    shares.into_iter().map(share).collect()
}

/// Reads what money comes as.
pub(crate) fn tender(tender: Tender) -> TenderDraft {
    match tender {
        Tender::Cash => TenderDraft::Cash,
        Tender::Check { number } => TenderDraft::Check(number),
        Tender::Card { reference } => TenderDraft::Card(reference),
        Tender::Transfer { reference } => TenderDraft::Transfer(reference),
        Tender::StoreCredit => TenderDraft::StoreCredit,
        Tender::Other { name, reference } => TenderDraft::Other(name, reference),
    }
}

pub(crate) fn receive(params: Receive) -> Deed {
    let command = AccountCommand::Receive {
        amount: params.amount,
        tender: tender(params.tender),
        reference: params.reference,
        shares: shares(params.shares),
    };
    order(params.key, params.customer_id, command)
}

pub(crate) fn credit_memo(params: CreditMemo) -> Deed {
    let command = AccountCommand::CreditMemo {
        amount: params.amount,
        reason: params.reason,
        shares: shares(params.shares),
    };
    order(params.key, params.customer_id, command)
}

pub(crate) fn apply(params: Apply) -> Deed {
    let command = AccountCommand::Apply {
        credit: params.credit_id.0,
        shares: shares(params.shares),
    };
    order(params.key, params.customer_id, command)
}

pub(crate) fn write_off(params: WriteOff) -> Deed {
    let command = AccountCommand::WriteOff {
        item: params.item_id.0,
        amount: params.amount,
        reason: params.reason,
    };
    order(params.key, params.customer_id, command)
}

pub(crate) fn hold(params: Hold) -> Deed {
    let reason = params.reason;
    order(
        params.key,
        params.customer_id,
        AccountCommand::Hold { reason },
    )
}

pub(crate) fn release(params: Release) -> Deed {
    order(params.key, params.customer_id, AccountCommand::Release)
}

pub(crate) fn issue_statement(params: IssueStatement) -> Deed {
    let id = params.customer_id.0;
    let command = AccountCommand::IssueStatement {
        from: params.from.0,
        to: params.to.0,
    };
    let command = CustomerCommand::Account(id, Box::new(command));
    Deed::Order(params.key, Command::Customer(command), Shape::Statement)
}

pub(crate) fn charge_finance(params: ChargeFinance) -> Deed {
    let month = BillingMonth::of(params.month.0);
    let command = Command::Customer(CustomerCommand::ChargeFinance(month));
    Deed::Order(params.key, command, Shape::Finance)
}

pub(crate) fn statement(params: GetStatement) -> Deed {
    Deed::read(move |api| {
        let file = file(api, params.customer_id.0)?;
        let terms = file.saved.account.as_ref();
        let agreed = terms.map(|terms| terms.statement);
        let style = params.style.map(statement_style).or(agreed);
        let style = style.unwrap_or(domain::people::StatementStyle::OpenItem);
        let (from, to) = (params.from.0, params.to.0);
        let written = account::statement(&file.account, style, from, to, api.currency());
        Ok(convert::statement(&file.saved, &refused(written)?))
    })
}

pub(crate) fn aging(params: GetAging) -> Deed {
    Deed::read(move |api| {
        let (currency, today) = (api.currency(), today(api));
        let most = limit(params.limit, 100);
        let owed = store(api.queries.balances(Account::Receivable, currency, most))?;
        let mut customers = Vec::new();
        let mut total = Aging::nothing(currency);
        for (owner, balance) in owed {
            let Some(owner) = owner else { continue };
            let id = CustomerId::new(owner);
            let file = file(api, id)?;
            let aged = money(account::aging(&file.account, today, currency))?;
            total = sum(&total, &aged)?;
            customers.push(convert::aging_row(
                id,
                file.saved.name,
                balance.minor(),
                &aged,
            ));
        }
        Ok(AgingResult {
            customers,
            total: convert::aging(&total),
        })
    })
}

fn sum(one: &Aging, other: &Aging) -> Result<Aging, Problem> {
    let plus = |a: Money, b: Money| money(a.plus(b));
    Ok(Aging {
        current: plus(one.current, other.current)?,
        days_1_30: plus(one.days_1_30, other.days_1_30)?,
        days_31_60: plus(one.days_31_60, other.days_31_60)?,
        days_61_90: plus(one.days_61_90, other.days_61_90)?,
        over_90: plus(one.over_90, other.over_90)?,
        unapplied: plus(one.unapplied, other.unapplied)?,
    })
}

pub(crate) fn get_credit(params: GetCredit) -> Deed {
    Deed::read(move |api| {
        let file = file(api, params.customer_id.0)?;
        Ok(CreditResult {
            balance: money(file.credit.balance(api.currency()))?.minor(),
            moves: file
                .credit
                .moves
                .iter()
                .rev()
                .map(convert::credit_move)
                .collect(),
        })
    })
}

pub(crate) fn goodwill(currency: Currency, params: MoveCredit) -> Deed {
    let (amount, reason) = (Money::new(params.amount, currency), params.reason);
    let order = CreditOrder::Goodwill { amount, reason };
    move_credit(params.key, params.customer_id, order)
}

pub(crate) fn correct(currency: Currency, params: MoveCredit) -> Deed {
    let (amount, reason) = (Money::new(params.amount, currency), params.reason);
    let order = CreditOrder::Correct { amount, reason };
    move_credit(params.key, params.customer_id, order)
}

fn move_credit(key: Key, customer: CustomerIdText, order: CreditOrder) -> Deed {
    let id = customer.0;
    let command = CustomerCommand::Credit(id, Box::new(order));
    Deed::Order(key, Command::Customer(command), Shape::Credit(id))
}
