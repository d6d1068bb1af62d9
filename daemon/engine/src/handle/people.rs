//! Orders about customers.

use domain::ctx::Ctx;
use domain::ids::{CustomerId, VehicleId};
use domain::ledger::Account;
use domain::people::credit::{self, CreditOrder};
use domain::people::merge::{self, Balances};
use domain::people::{self, Customer, CustomerFile, Vehicle};
use domain::{Money, Refusal, Timestamp};

use super::Decision;
use crate::command::{By, CustomerCommand, CustomerDraft, EngineError};
use crate::run::Engine;

/// The most vehicles of one customer that are looked at.
const VEHICLES_MAX: usize = 10_000;

impl Engine {
    pub(super) fn decide_customer(
        &mut self,
        by: &By,
        now: Timestamp,
        command: CustomerCommand,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        match command {
            CustomerCommand::Save(draft) => self.save_customer(*draft, &ctx),
            CustomerCommand::Merge { from, into } => self.merge_customers(from, into, &ctx),
            CustomerCommand::Account(id, command) => self.decide_account(id, *command, &ctx),
            CustomerCommand::ChargeFinance(month) => self.charge_finance(month, &ctx),
            CustomerCommand::Credit(id, order) => self.decide_credit(id, &order, &ctx),
        }
    }

    fn save_customer(&mut self, draft: CustomerDraft, ctx: &Ctx) -> Result<Decision, EngineError> {
        let before = draft.id.map(|id| self.customer_file(id)).transpose()?;
        let mut customer = match &before {
            Some(file) => file.saved.clone(),
            None => Customer::new(CustomerId::new(self.ids.next_id()), ""),
        };
        draft.onto(&mut customer);
        let events = people::save(before.as_ref(), customer, self.rules.customers, ctx);
        Ok(events.map_err(Refusal::from)?.into())
    }

    fn merge_customers(
        &mut self,
        from: CustomerId,
        into: CustomerId,
        ctx: &Ctx,
    ) -> Result<Decision, EngineError> {
        let (gone, stays) = (self.customer_file(from)?, self.customer_file(into)?);
        let vehicles = self.vehicles_of(from)?;
        let currency = self.rules.currency;
        let owner = Some(from.uuid());
        let books = Balances {
            receivable: self.store.balance(Account::Receivable, owner, currency)?,
            store_credit: self.store_credit(from)?,
        };
        let rules = self.rules.customers;
        let events = merge::merge(&gone, &stays, &vehicles, books, rules, ctx);
        Ok(events.map_err(Refusal::from)?.into())
    }

    fn decide_credit(
        &mut self,
        id: CustomerId,
        order: &CreditOrder,
        ctx: &Ctx,
    ) -> Result<Decision, EngineError> {
        let file = self.customer_file(id)?;
        let events = credit::decide(&file, order, ctx);
        Ok(events.map_err(Refusal::from)?.into())
    }

    /// Loads a customer with everything that belongs to them.
    pub(super) fn customer_file(&mut self, id: CustomerId) -> Result<CustomerFile, EngineError> {
        let file = self.load::<CustomerFile>(id.uuid())?;
        Ok(file.ok_or(Refusal::NoSuchCustomer(id))?)
    }

    /// Returns what the books say a customer has of store credit: the shop's debt, so its balance is below zero.
    pub(super) fn store_credit(&mut self, id: CustomerId) -> Result<Money, EngineError> {
        let (owner, currency) = (Some(id.uuid()), self.rules.currency);
        let owed = self.store.balance(Account::StoreCredit, owner, currency)?;
        Ok(Money::zero(currency).minus(owed).map_err(Refusal::from)?)
    }

    fn vehicles_of(&mut self, customer: CustomerId) -> Result<Vec<Vehicle>, EngineError> {
        let id = customer.to_string();
        let found = self.store.found("vehicle.customer", &id, VEHICLES_MAX)?;
        found
            .into_iter()
            .map(|found| self.vehicle(VehicleId::new(found.id)))
            .collect()
    }
}
