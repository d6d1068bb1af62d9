//! Sales of a day or a longer period: by class, tax by component, tenders, costs and profit.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::ctx::Timestamp;
use crate::event::Event;
use crate::formula;
use crate::ledger::{Account, AccountClass, Entry};
use crate::money::{Currency, Money, MoneyError};
use crate::refusal::Refusal;
use crate::ticket::{LineKind, PayType, Stage, TaxState, Totals};
use crate::till::tender_word;

use super::sold::{Period, Sale, SoldTickets};

/// One component of the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxSum {
    /// What it was computed on.
    pub base: Money,
    /// What it came to.
    pub amount: Money,
}

/// Sales of a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DailyFold {
    period: Period,
    tickets: SoldTickets,
    /// Tickets closed, less those undone.
    pub count: i32,
    /// Of these, repair orders: those that were work orders or invoices.
    pub repair_orders: i32,
    /// What the customers of repair orders paid for, before tax.
    pub repair_sales: Money,
    /// Hours of labor billed on repair orders.
    pub repair_hours: Decimal,
    /// Hours of labor billed.
    pub labor_hours: Decimal,
    /// Parts, before discounts and tax.
    pub parts: Money,
    /// Labor, before discounts and tax.
    pub labor: Money,
    /// Sublet work, before discounts and tax.
    pub sublet: Money,
    /// Fees and supplies, before tax.
    pub fees: Money,
    /// Deposits on old parts, less those given back.
    pub cores: Money,
    /// What discounts took off.
    pub discounts: Money,
    /// All of these: what customers pay before tax.
    pub subtotal: Money,
    /// Tax.
    pub tax: Money,
    /// What customers pay.
    pub total: Money,
    /// Retail value of warranty work.
    pub warranty: Money,
    /// Retail value of work for the shop itself.
    pub internal: Money,
    /// Tax by component.
    pub components: BTreeMap<String, TaxSum>,
    /// Tax that went back with returned goods; its components are those of their sale.
    pub returned_tax: Money,
    /// Money taken on tickets less money given back, by [`tender_word`].
    pub tenders: BTreeMap<&'static str, Money>,
    /// The books' movements of the period: debits above zero.
    pub accounts: BTreeMap<Account, Money>,
}

impl DailyFold {
    /// Starts with nothing.
    #[must_use]
    pub fn new(period: Period, currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            period,
            tickets: SoldTickets::default(),
            count: 0,
            repair_orders: 0,
            repair_sales: zero,
            repair_hours: Decimal::ZERO,
            labor_hours: Decimal::ZERO,
            parts: zero,
            labor: zero,
            sublet: zero,
            fees: zero,
            cores: zero,
            discounts: zero,
            subtotal: zero,
            tax: zero,
            total: zero,
            warranty: zero,
            internal: zero,
            components: BTreeMap::new(),
            returned_tax: zero,
            tenders: BTreeMap::new(),
            accounts: BTreeMap::new(),
        }
    }

    /// Adds one event.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    pub fn apply(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        let mut tickets = std::mem::take(&mut self.tickets);
        let sold = match tickets.apply(event, at) {
            Some(sale) if self.period.holds(sale.date) => self.sold(sale),
            Some(_) | None => Ok(()),
        };
        self.tickets = tickets;
        sold?;
        if let Event::Posted(_, entry) = event
            && self.period.holds(entry.date)
        {
            self.posted(entry)?;
        }
        Ok(())
    }

    fn sold(&mut self, sale: Sale<'_>) -> Result<(), Refusal> {
        let ticket = sale.ticket;
        let totals = ticket.totals()?;
        self.count += sale.one();
        self.add_totals(&totals, sale)?;
        let mut known = Money::zero(ticket.currency);
        if let TaxState::Assessed { components, .. } = &ticket.tax {
            for component in components {
                known = known.plus(component.amount)?;
                let zero = Money::zero(ticket.currency);
                let sum = self.components.entry(component.name.clone());
                let sum = sum.or_insert(TaxSum {
                    base: zero,
                    amount: zero,
                });
                sum.base = sum.base.plus(sale.signed(component.base)?)?;
                sum.amount = sum.amount.plus(sale.signed(component.amount)?)?;
            }
        }
        let returned = totals.tax.minus(known)?;
        self.returned_tax = self.returned_tax.plus(sale.signed(returned)?)?;
        let mut hours = Decimal::ZERO;
        for line in ticket.lines.iter().filter(|line| ticket.sold(line)) {
            if let (LineKind::Labor { .. }, PayType::Customer) = (&line.kind, line.pay) {
                hours += sale.signed_number(line.quantity.decimal());
            }
        }
        self.labor_hours += hours;
        let repairs = [Stage::WorkOrder, Stage::Invoice]
            .iter()
            .any(|stage| ticket.papers.contains_key(stage));
        if repairs {
            let mut sales = totals.subtotal;
            if ticket.inclusive {
                sales = sales.minus(totals.tax)?;
            }
            self.repair_orders += sale.one();
            self.repair_sales = self.repair_sales.plus(sale.signed(sales)?)?;
            self.repair_hours += hours;
        }
        Ok(())
    }

    fn add_totals(&mut self, totals: &Totals, sale: Sale<'_>) -> Result<(), MoneyError> {
        for (sum, amount) in [
            (&mut self.parts, totals.parts),
            (&mut self.labor, totals.labor),
            (&mut self.sublet, totals.sublet),
            (&mut self.fees, totals.fees),
            (&mut self.cores, totals.cores),
            (&mut self.discounts, totals.discounts),
            (&mut self.subtotal, totals.subtotal),
            (&mut self.tax, totals.tax),
            (&mut self.total, totals.total),
            (&mut self.warranty, totals.warranty),
            (&mut self.internal, totals.internal),
        ] {
            *sum = sum.plus(sale.signed(amount)?)?;
        }
        Ok(())
    }

    fn posted(&mut self, entry: &Entry) -> Result<(), MoneyError> {
        let of_ticket = self.tickets.made(entry.source);
        for posting in &entry.postings {
            let zero = Money::zero(posting.amount.currency());
            let sum = self.accounts.entry(posting.account).or_insert(zero);
            *sum = sum.plus(posting.amount)?;
            if let Some(word) = tender_word(posting.account).filter(|_| of_ticket) {
                let sum = self.tenders.entry(word).or_insert(zero);
                *sum = sum.plus(posting.amount)?;
            }
        }
        Ok(())
    }

    /// Returns what the books say an account moved by in the period, as a report shows it: income and liabilities with
    /// the sign turned.
    ///
    /// # Errors
    /// [`MoneyError`] when it has no opposite.
    pub fn account(&self, account: Account) -> Result<Money, MoneyError> {
        let zero = Money::zero(self.total.currency());
        let moved = self.accounts.get(&account).copied().unwrap_or(zero);
        match account.class() {
            AccountClass::Asset | AccountClass::Expense => Ok(moved),
            AccountClass::Liability | AccountClass::Equity | AccountClass::Income => {
                zero.minus(moved)
            }
        }
    }

    /// Returns what was earned by parts, labor, sublet work and the shop's own fees, whoever pays: after discounts, before
    /// tax, without deposits and without fees that the law takes.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn revenue(&self) -> Result<Money, MoneyError> {
        self.all(&[
            Account::SalesParts,
            Account::SalesLabor,
            Account::SalesSublet,
            Account::SalesFees,
        ])
    }

    /// Returns what the sold parts and sublet work cost.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn cost_of_sales(&self) -> Result<Money, MoneyError> {
        self.all(&[Account::CostOfParts, Account::CostOfSublet])
    }

    /// Returns revenue less cost of sales.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn gross_profit(&self) -> Result<Money, MoneyError> {
        self.revenue()?.minus(self.cost_of_sales()?)
    }

    /// Returns gross profit as a share of revenue: [`formula::gross_profit_share`].
    #[must_use]
    pub fn gross_profit_share(&self) -> Option<Decimal> {
        formula::gross_profit_share(self.revenue().ok()?, self.cost_of_sales().ok()?)
    }

    /// Returns the average repair order: [`formula::average_repair_order`].
    #[must_use]
    pub fn average_repair_order(&self) -> Option<Decimal> {
        let count = u32::try_from(self.repair_orders).ok()?;
        formula::average_repair_order(self.repair_sales, count)
    }

    /// Returns the hours billed on a repair order: [`formula::hours_per_repair_order`].
    #[must_use]
    pub fn hours_per_repair_order(&self) -> Option<Decimal> {
        let count = u32::try_from(self.repair_orders).ok()?;
        formula::hours_per_repair_order(self.repair_hours, count)
    }

    /// Returns what customers paid for an hour of labor, before discounts: [`formula::effective_labor_rate`].
    #[must_use]
    pub fn effective_labor_rate(&self) -> Option<Decimal> {
        formula::effective_labor_rate(self.labor, self.labor_hours)
    }

    /// Returns parts over labor, before discounts: [`formula::parts_to_labor`].
    #[must_use]
    pub fn parts_to_labor(&self) -> Option<Decimal> {
        formula::parts_to_labor(self.parts, self.labor)
    }

    fn all(&self, accounts: &[Account]) -> Result<Money, MoneyError> {
        let mut sum = Money::zero(self.total.currency());
        for account in accounts {
            sum = sum.plus(self.account(*account)?)?;
        }
        Ok(sum)
    }
}
