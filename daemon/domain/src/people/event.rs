//! What can happen to a customer, and the lists that puts them on.

use jiff::civil::Date;

use super::account::{Absorbed, Allocation, Applied, Charge, IssuedStatement, Settlement};
use super::credit::CreditMove;
use super::{Customer, EXTERNAL_IDS_MAX, ExternalId, LabelledPhone, PHONES_MAX};
use crate::ids::{AccountItemId, CustomerId};
use crate::index::Slot;
use crate::money::Money;
use crate::number::DocumentNumber;

/// The list of customers by the due days of what they owe; one place for each item.
pub const SLOT_DUE: &str = "customer.account_due";

/// What can happen to a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CustomerEvent {
    /// They were added or changed.
    Saved(Box<Customer>),
    /// Their account was put on hold, or freed.
    AccountHeld {
        /// Why; none frees it.
        reason: Option<String>,
    },
    /// Something was put on their account.
    AccountCharged(Box<Charge>),
    /// Something on their account was paid, credited or given up.
    AccountSettled(Box<Settlement>),
    /// An open credit was used for items.
    AccountApplied(Applied),
    /// A statement was given a number and handed out.
    StatementIssued(IssuedStatement),
    /// Their store credit went up or down.
    CreditMoved(Box<CreditMove>),
    /// They are the same as another customer, who goes on.
    Merged {
        /// Who goes on.
        into: CustomerId,
        /// The shop's day.
        date: Date,
        /// What their account stood at; it moved over.
        balance: Money,
        /// The items that were open.
        items: Vec<AccountItemId>,
    },
    /// Another customer turned out to be this one.
    Absorbed(Box<Absorbed>),
}

impl CustomerEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::StatementIssued(statement) => Some(&statement.number),
            Self::Saved(_)
            | Self::AccountHeld { .. }
            | Self::AccountCharged(_)
            | Self::AccountSettled(_)
            | Self::AccountApplied(_)
            | Self::CreditMoved(_)
            | Self::Merged { .. }
            | Self::Absorbed(_) => None,
        }
    }

    /// Returns what the customer is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Saved(customer) => saved(customer),
            Self::AccountCharged(charge) => vec![due(charge)],
            Self::AccountSettled(settlement) => closed(&settlement.allocations),
            Self::AccountApplied(applied) => closed(&applied.allocations),
            Self::Absorbed(absorbed) => {
                let mut slots =
                    vec![Slot::put("customer.absorbed", absorbed.from).at(absorbed.from)];
                slots.extend(absorbed.items.iter().map(|item| due(&item.charge)));
                slots
            }
            Self::Merged { into, items, .. } => {
                let mut slots = vec![
                    Slot::put("customer.merged_into", into),
                    Slot::clear("customer.email"),
                    Slot::clear("customer.fleet"),
                ];
                slots.extend((0..PHONES_MAX).map(|at| Slot::clear("customer.phone").at(at)));
                slots.extend(
                    (0..EXTERNAL_IDS_MAX).map(|at| Slot::clear("customer.external").at(at)),
                );
                slots.extend(items.iter().map(|item| Slot::clear(SLOT_DUE).at(item)));
                slots
            }
            Self::AccountHeld { reason } => {
                vec![put_or_clear(
                    "customer.account_hold",
                    reason.as_ref().map(|_| "hold"),
                )]
            }
            Self::StatementIssued(_) | Self::CreditMoved(_) => Vec::new(),
        }
    }
}

fn saved(customer: &Customer) -> Vec<Slot> {
    let email = customer.email.as_ref().map(|email| email.to_lowercase());
    let fleet = customer
        .fleet
        .as_ref()
        .and_then(|fleet| fleet.number.clone());
    let mut slots = vec![
        put_or_clear("customer.email", email),
        put_or_clear("customer.fleet", fleet),
        Slot::put("customer.price_level", customer.price_level),
    ];
    // What was there before is not known here, so each place is written.
    for at in 0..PHONES_MAX {
        let key = customer.phones.get(at).and_then(LabelledPhone::key);
        slots.push(put_or_clear("customer.phone", key).at(at));
    }
    for at in 0..EXTERNAL_IDS_MAX {
        let key = customer.external.get(at).map(ExternalId::key);
        slots.push(put_or_clear("customer.external", key).at(at));
    }
    slots
}

fn put_or_clear(name: &'static str, value: Option<impl ToString>) -> Slot {
    value.map_or_else(|| Slot::clear(name), |value| Slot::put(name, value))
}

fn due(charge: &Charge) -> Slot {
    Slot::put(SLOT_DUE, charge.due).at(charge.id)
}

fn closed(allocations: &[Allocation]) -> Vec<Slot> {
    let closed = allocations.iter().filter(|allocation| allocation.closes);
    closed
        .map(|allocation| Slot::clear(SLOT_DUE).at(allocation.item))
        .collect()
}
