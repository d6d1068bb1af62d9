//! A customer with everything that belongs to them: the state that is folded from their story.

use uuid::Uuid;

use super::account::{HouseAccount, Operation};
use super::credit::StoreCredit;
use super::{Customer, CustomerEvent, CustomerRefusal};
use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::CustomerId;
use crate::money::{Currency, MoneyError};
use crate::ticket::{AccountStanding, Standing};

/// A customer's file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerFile {
    /// As last saved, with the hold that stands.
    pub saved: Customer,
    /// What happened on their house account.
    pub account: HouseAccount,
    /// What happened to their store credit.
    pub credit: StoreCredit,
    /// Who goes on in their place; their tickets keep their id, and whoever shows history looks under both.
    pub merged_into: Option<CustomerId>,
    /// Who was merged into them, in order.
    pub absorbed: Vec<CustomerId>,
}

impl CustomerFile {
    /// Refuses what can no longer be done with a customer who was merged away.
    ///
    /// # Errors
    /// [`CustomerRefusal::MergedAway`] with the one who goes on.
    pub const fn lives(&self) -> Result<(), CustomerRefusal> {
        match self.merged_into {
            Some(into) => Err(CustomerRefusal::MergedAway(into)),
            None => Ok(()),
        }
    }

    /// Returns what they may pay a ticket with.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn standing(&self, currency: Currency) -> Result<Standing, MoneyError> {
        let balance = self.account.balance(currency)?;
        let account = self.saved.account.as_ref();
        let account = account.map(|terms| AccountStanding {
            balance,
            limit: terms.limit,
            hold: terms.hold.clone(),
            terms_days: terms.terms_days,
            po_required: terms.po_required,
        });
        Ok(Standing {
            credit: self.credit.balance(currency)?,
            account,
        })
    }
}

impl Aggregate for CustomerFile {
    type Event = CustomerEvent;

    fn open(_id: Uuid, event: &CustomerEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        let CustomerEvent::Saved(saved) = event else {
            return None;
        };
        Some(Self {
            saved: (**saved).clone(),
            account: HouseAccount::default(),
            credit: StoreCredit::default(),
            merged_into: None,
            absorbed: Vec::new(),
        })
    }

    fn apply(&mut self, event: &CustomerEvent, _at: Timestamp, _by: &Actor) {
        match event {
            CustomerEvent::Saved(saved) => self.saved = (**saved).clone(),
            CustomerEvent::AccountHeld { reason } => {
                if let Some(terms) = &mut self.saved.account {
                    terms.hold.clone_from(reason);
                }
            }
            CustomerEvent::AccountCharged(charge) => {
                self.account.post(Operation::Charged((**charge).clone()));
            }
            CustomerEvent::AccountSettled(settlement) => {
                self.account
                    .post(Operation::Settled((**settlement).clone()));
            }
            CustomerEvent::AccountApplied(applied) => {
                self.account.post(Operation::Applied(applied.clone()));
            }
            CustomerEvent::StatementIssued(statement) => {
                self.account.last_statement = Some(statement.clone());
            }
            CustomerEvent::CreditMoved(moved) => self.credit.moves.push((**moved).clone()),
            CustomerEvent::Merged {
                into,
                date,
                balance,
                ..
            } => {
                self.merged_into = Some(*into);
                self.account.post(Operation::MovedOut {
                    date: *date,
                    balance: *balance,
                });
            }
            CustomerEvent::Absorbed(absorbed) => {
                self.absorbed.push(absorbed.from);
                self.account.post(Operation::MovedIn((**absorbed).clone()));
            }
        }
    }
}
