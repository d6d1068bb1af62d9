//! Orders about house accounts.

use std::collections::BTreeSet;

use domain::ctx::Ctx;
use domain::ids::CustomerId;
use domain::people::account::{self, AccountOrder, BillingMonth, Share};
use domain::people::{CustomerRefusal, CustomerRules, ReceiptTender};
use domain::{Money, Refusal};

use super::Decision;
use crate::command::{AccountCommand, EngineError, TenderDraft, shares};
use crate::run::Engine;

/// The list of what is owed by the day it is due.
const DUE: &str = "customer.account_due";
/// The most items that are looked at for one month.
const ITEMS_MAX: usize = 100_000;

impl Engine {
    pub(super) fn decide_account(
        &mut self,
        id: CustomerId,
        command: AccountCommand,
        ctx: &Ctx,
    ) -> Result<Decision, EngineError> {
        let file = self.customer_file(id)?;
        let order = self.account_order(command)?;
        let events = account::decide(&file, &order, self.rules.customers, ctx);
        Ok(events.map_err(Refusal::from)?.into())
    }

    /// Charges every account with such terms for what was overdue at the end of a month, all in one commit. A month that
    /// was charged for already adds nothing, so the run can be started again.
    pub(super) fn charge_finance(
        &mut self,
        month: BillingMonth,
        ctx: &Ctx,
    ) -> Result<Decision, EngineError> {
        if ctx.today <= month.last() {
            return Err(Refusal::from(CustomerRefusal::MonthNotOver(month)).into());
        }
        let last = month.last().to_string();
        let found = self.store.found_up_to(DUE, &last, ITEMS_MAX)?;
        let owing: BTreeSet<CustomerId> = found
            .into_iter()
            .map(|item| CustomerId::new(item.id))
            .collect();
        let order = AccountOrder::ChargeFinance { month };
        let mut events = Vec::new();
        for id in owing {
            // Whether finance charges were agreed stands in the last save: the story is read only where they were.
            let terms = self.store.customer(id)?.and_then(|found| found.account);
            if terms.and_then(|terms| terms.finance).is_none() {
                continue;
            }
            let file = self.customer_file(id)?;
            let rules: CustomerRules = self.rules.customers;
            let charged = account::decide(&file, &order, rules, ctx);
            events.extend(charged.map_err(Refusal::from)?);
        }
        Ok(events.into())
    }

    fn account_order(&mut self, command: AccountCommand) -> Result<AccountOrder, EngineError> {
        let currency = self.rules.currency;
        let money = |minor| Money::new(minor, currency);
        Ok(match command {
            AccountCommand::Receive {
                amount,
                tender,
                reference,
                shares: asked,
            } => AccountOrder::Receive {
                amount: money(amount),
                tender: self.tender(tender)?,
                reference,
                shares: shares(asked, currency),
            },
            AccountCommand::CreditMemo {
                amount,
                reason,
                shares: asked,
            } => AccountOrder::CreditMemo {
                amount: money(amount),
                reason,
                shares: shares(asked, currency),
            },
            AccountCommand::Apply {
                credit,
                shares: asked,
            } => AccountOrder::Apply {
                credit,
                shares: shares(asked, currency),
            },
            AccountCommand::WriteOff {
                item,
                amount,
                reason,
            } => AccountOrder::WriteOff {
                share: Share {
                    item,
                    amount: money(amount),
                },
                reason,
            },
            AccountCommand::Hold { reason } => AccountOrder::Hold { reason },
            AccountCommand::Release => AccountOrder::Release,
            AccountCommand::IssueStatement { from, to } => {
                AccountOrder::IssueStatement { from, to }
            }
        })
    }

    /// Cash goes into the drawer whose session is open.
    pub(super) fn tender(&mut self, draft: TenderDraft) -> Result<ReceiptTender, EngineError> {
        Ok(match draft {
            TenderDraft::Cash => ReceiptTender::Cash { till: self.till()? },
            TenderDraft::Check(number) => ReceiptTender::Check { number },
            TenderDraft::Card(reference) => ReceiptTender::Card { reference },
            TenderDraft::Transfer(reference) => ReceiptTender::Transfer { reference },
            TenderDraft::StoreCredit => ReceiptTender::StoreCredit,
            TenderDraft::Other(kind, reference) => ReceiptTender::Other { kind, reference },
        })
    }
}
