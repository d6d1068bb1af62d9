//! The books: what every sale, purchase and drawer movement does to the shop's accounts, in double entry.
//!
//! An entry is an event of its own, made by the same decision and written by the same commit as what it books, so that
//! the books can never say something else than the journal. Balances (what a customer owes, store credit, deposits) are
//! sums of postings and nothing else.

use jiff::civil::Date;
use uuid::Uuid;

use crate::ids::EntryId;
use crate::money::{Currency, Money, MoneyError};

macro_rules! accounts {
    ($($(#[$doc:meta])* $name:ident = $code:literal $class:ident $title:literal,)*) => {
        /// An account of the shop's books. The codes are the wire's and the journal's words; a shop maps them to its own
        /// chart when it exports.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Account { $($(#[$doc])* $name,)* }

        impl Account {
            /// Every account.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable word for it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Returns its name for people.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// Returns what kind of account it is.
            #[must_use]
            pub const fn class(self) -> AccountClass {
                match self { $(Self::$name => AccountClass::$class,)* }
            }
        }
    };
}

/// The five kinds of accounts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AccountClass {
    /// What the shop has.
    Asset,
    /// What it owes.
    Liability,
    /// What the owner put in.
    Equity,
    /// What it earns.
    Income,
    /// What it spends.
    Expense,
}

accounts! {
    /// Notes and coins in the drawer; the owner is the till session.
    Cash = "cash" Asset "Cash in drawer",
    /// Cash taken out of the drawer to the safe or the bank.
    Bank = "bank" Asset "Safe and bank",
    /// Cards, wallets and links: what the processor will pay out.
    CardClearing = "card_clearing" Asset "Card clearing",
    /// Checks taken.
    Checks = "checks" Asset "Checks received",
    /// Tenders settled by someone else: pay-later firms, gift cards, outside programs.
    OtherTenders = "other_tenders" Asset "Other tenders",
    /// House accounts; the owner is the customer.
    Receivable = "receivable" Asset "Accounts receivable",
    /// Installment plans; the owner is the plan.
    PlanReceivable = "plan_receivable" Asset "Installment plans",
    /// Warranty work to be paid by a maker or a warranty firm.
    WarrantyReceivable = "warranty_receivable" Asset "Warranty claims",
    /// Parts on the shelf and in transit, at cost.
    Inventory = "inventory" Asset "Inventory",
    /// Old parts held for their supplier's credit.
    CoreInventory = "core_inventory" Asset "Core inventory",
    /// Old parts sent back and not yet credited; the owner is the supplier.
    CoreReceivable = "core_receivable" Asset "Core credits due",
    /// Deposits and payments on tickets that are not closed; the owner is the ticket.
    Deposits = "deposits" Liability "Customer deposits",
    /// Store credit; the owner is the customer.
    StoreCredit = "store_credit" Liability "Store credit",
    /// Deposits on old parts that customers may still bring back; the owner is the core.
    CoreLiability = "core_liability" Liability "Customer core deposits",
    /// Tax collected.
    TaxPayable = "tax_payable" Liability "Sales tax payable",
    /// Goods received whose invoice has not come.
    ReceivedNotInvoiced = "received_not_invoiced" Liability "Goods received, not invoiced",
    /// Suppliers' invoices; the owner is the supplier.
    Payable = "payable" Liability "Accounts payable",
    /// The books' beginning.
    OpeningBalance = "opening_balance" Equity "Opening balance",
    /// Parts sold, after discounts.
    SalesParts = "sales_parts" Income "Parts sales",
    /// Labor sold, after discounts.
    SalesLabor = "sales_labor" Income "Labor sales",
    /// Sublet work sold.
    SalesSublet = "sales_sublet" Income "Sublet sales",
    /// Shop fees and supplies.
    SalesFees = "sales_fees" Income "Fees and supplies",
    /// Fees the law asks for, to be handed on.
    FeesPayable = "fees_payable" Liability "Mandated fees payable",
    /// Core deposits that nobody came for.
    CoreIncome = "core_income" Income "Core deposits forfeited",
    /// Finance charges on overdue accounts and plans.
    FinanceCharges = "finance_charges" Income "Finance charges",
    /// Fees kept when goods come back.
    RestockingFees = "restocking_fees" Income "Restocking fees",
    /// What sold parts cost.
    CostOfParts = "cost_of_parts" Expense "Cost of parts sold",
    /// What sublet work cost.
    CostOfSublet = "cost_of_sublet" Expense "Cost of sublet work",
    /// Work the shop does for itself.
    InternalWork = "internal_work" Expense "Internal work",
    /// Coupons that a maker pays back.
    CouponReceivable = "coupon_receivable" Asset "Maker coupons due",
    /// Old parts that brought less than their deposit.
    CoreLoss = "core_loss" Expense "Core losses",
    /// Differences between receipt and invoice of parts that are gone already.
    PurchaseVariance = "purchase_variance" Expense "Purchase price variance",
    /// Stock found missing or over.
    Shrinkage = "shrinkage" Expense "Stock adjustments",
    /// Cents lost and won by rounding cash.
    CashRounding = "cash_rounding" Expense "Cash rounding",
    /// The drawer's count against the books.
    OverShort = "over_short" Expense "Cash over and short",
    /// Cash paid out of the drawer for the shop's needs, less cash paid in.
    PaidOut = "paid_out" Expense "Paid out of the drawer",
    /// Money that will not come.
    BadDebt = "bad_debt" Expense "Bad debt",
}

/// One side of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Posting {
    /// Which account.
    pub account: Account,
    /// Whose, where the account is kept by customer, supplier, ticket, core, plan or till.
    pub owner: Option<Uuid>,
    /// Debit above zero, credit below.
    pub amount: Money,
}

/// One balanced entry of the books.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The shop's own day it belongs to.
    pub date: Date,
    /// A few words: `Sale C1-R000042`.
    pub memo: String,
    /// What it books: the ticket, purchase, till session.
    pub source: Uuid,
    /// Its sides; their sum is zero.
    pub postings: Vec<Posting>,
}

/// Debits are not credits: a slip in the rules, never a person's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The postings do not add up to zero.
    #[error("the entry is out of balance by {0}")]
    Unbalanced(Money),
    /// The sums do not fit.
    #[error("{0}")]
    Money(#[from] MoneyError),
}

/// Collects the postings of one entry.
#[derive(Debug, Clone)]
pub struct EntryDraft {
    currency: Currency,
    postings: Vec<Posting>,
}

impl EntryDraft {
    /// Starts with nothing.
    #[must_use]
    pub const fn new(currency: Currency) -> Self {
        Self {
            currency,
            postings: Vec::new(),
        }
    }

    /// Adds to an account, joining what has the same account and owner; a credit is below zero.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit or the currency is another.
    pub fn debit(
        &mut self,
        account: Account,
        owner: Option<Uuid>,
        amount: Money,
    ) -> Result<(), MoneyError> {
        let same = |posting: &&mut Posting| posting.account == account && posting.owner == owner;
        if let Some(posting) = self.postings.iter_mut().find(same) {
            posting.amount = posting.amount.plus(amount)?;
        } else {
            let amount = Money::zero(self.currency).plus(amount)?;
            self.postings.push(Posting {
                account,
                owner,
                amount,
            });
        }
        Ok(())
    }

    /// Takes from an account: a debit with the other sign.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit or the currency is another.
    pub fn credit(
        &mut self,
        account: Account,
        owner: Option<Uuid>,
        amount: Money,
    ) -> Result<(), MoneyError> {
        self.debit(account, owner, Money::zero(self.currency).minus(amount)?)
    }

    /// Turns every debit into a credit and back: undoes the entry.
    ///
    /// # Errors
    /// [`MoneyError`] when an amount has no opposite.
    pub fn reversed(mut self) -> Result<Self, MoneyError> {
        for posting in &mut self.postings {
            posting.amount = Money::zero(self.currency).minus(posting.amount)?;
        }
        Ok(self)
    }

    /// Closes the entry; nothing comes of one that moves nothing.
    ///
    /// # Errors
    /// [`LedgerError::Unbalanced`] when debits are not credits.
    pub fn close(
        mut self,
        id: EntryId,
        date: Date,
        memo: String,
        source: Uuid,
    ) -> Result<Option<Entry>, LedgerError> {
        self.postings.retain(|posting| !posting.amount.is_zero());
        let amounts = self.postings.iter().map(|posting| posting.amount);
        let sum = Money::sum(self.currency, amounts)?;
        if !sum.is_zero() {
            return Err(LedgerError::Unbalanced(sum));
        }
        Ok((!self.postings.is_empty()).then_some(Entry {
            id,
            date,
            memo,
            source,
            postings: self.postings,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USD: Currency = Currency::USD;

    fn close(draft: EntryDraft) -> Result<Option<Entry>, LedgerError> {
        let id = EntryId::new(Uuid::from_u128(1));
        draft.close(
            id,
            jiff::civil::date(2026, 3, 2),
            "Sale".to_owned(),
            Uuid::nil(),
        )
    }

    #[test]
    fn an_entry_one_cent_off_is_refused() {
        let mut draft = EntryDraft::new(USD);
        draft
            .debit(Account::Cash, None, Money::new(10_825, USD))
            .unwrap();
        draft
            .credit(Account::SalesParts, None, Money::new(10_000, USD))
            .unwrap();
        let mut good = draft.clone();
        good.credit(Account::TaxPayable, None, Money::new(825, USD))
            .unwrap();
        assert_eq!(close(good).unwrap().unwrap().postings.len(), 3);
        draft
            .credit(Account::TaxPayable, None, Money::new(824, USD))
            .unwrap();
        assert_eq!(
            close(draft),
            Err(LedgerError::Unbalanced(Money::new(1, USD)))
        );
    }

    #[test]
    fn postings_to_one_account_and_owner_are_joined_and_nothing_is_no_entry() {
        let owner = Some(Uuid::from_u128(7));
        let mut draft = EntryDraft::new(USD);
        for minor in [500, -500] {
            draft
                .debit(Account::StoreCredit, owner, Money::new(minor, USD))
                .unwrap();
        }
        assert_eq!(close(draft), Ok(None));
    }

    #[test]
    fn codes_are_unique() {
        let codes: std::collections::BTreeSet<_> =
            Account::ALL.iter().map(|account| account.code()).collect();
        assert_eq!(codes.len(), Account::ALL.len());
    }
}
