//! What is paid with outside of a ticket: on a house account, on an installment plan.

use uuid::Uuid;

use crate::ids::{CustomerId, TillId};
use crate::ledger::Account;
use crate::refusal::Refusal;
use crate::text;

/// What a customer pays with. Money that was taken elsewhere is named by its reference; nothing is charged here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReceiptTender {
    /// Notes and coins, into the drawer of a session if one is open.
    Cash {
        /// The open session.
        till: Option<TillId>,
    },
    /// A check.
    Check {
        /// Its number.
        number: String,
    },
    /// A card, taken through the processor or on a terminal of its own.
    Card {
        /// The processor's or terminal's reference.
        reference: String,
    },
    /// Money sent to the shop's bank: ACH, wire.
    Transfer {
        /// The bank's reference.
        reference: String,
    },
    /// The customer's store credit.
    StoreCredit,
    /// Anything else.
    Other {
        /// Which kind.
        kind: String,
        /// Its reference.
        reference: String,
    },
}

impl ReceiptTender {
    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(self) -> Result<Self, Refusal> {
        let reference = |text: &str| text::required("reference", text, 100);
        Ok(match self {
            Self::Check { number } => Self::Check {
                number: text::required("check number", &number, 20)?,
            },
            Self::Card { reference: text } => Self::Card {
                reference: reference(&text)?,
            },
            Self::Transfer { reference: text } => Self::Transfer {
                reference: reference(&text)?,
            },
            Self::Other {
                kind,
                reference: text,
            } => Self::Other {
                kind: text::required("kind of tender", &kind, 40)?,
                reference: reference(&text)?,
            },
            Self::Cash { .. } | Self::StoreCredit => self,
        })
    }

    /// Returns the account that the money goes to, and whose it is there.
    #[must_use]
    pub fn account(&self, customer: CustomerId) -> (Account, Option<Uuid>) {
        match self {
            Self::Cash { till } => (Account::Cash, till.map(TillId::uuid)),
            Self::Check { .. } => (Account::Checks, None),
            Self::Card { .. } => (Account::CardClearing, None),
            Self::Transfer { .. } => (Account::Bank, None),
            Self::StoreCredit => (Account::StoreCredit, Some(customer.uuid())),
            Self::Other { .. } => (Account::OtherTenders, None),
        }
    }

    /// Returns the word for it on statements.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Cash { .. } => "cash",
            Self::Check { .. } => "check",
            Self::Card { .. } => "card",
            Self::Transfer { .. } => "transfer",
            Self::StoreCredit => "store credit",
            Self::Other { .. } => "other",
        }
    }
}
