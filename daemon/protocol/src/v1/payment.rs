//! Payments on a ticket: the orders that take them and how they stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{DayText, Key, Moment, PaymentIdText, TicketIdText};

/// Takes cash.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PaymentTakeCash")]
pub struct TakeCash {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// What was handed over, in minor units.
    pub tendered: i64,
    /// How much of the ticket it covers, in minor units; as much as it can when absent.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// Asks the card reader for money.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PaymentTakeCard")]
pub struct TakeCard {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// How much, in minor units; all that is due when absent.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// An order to one payment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentOrder {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Which payment.
    pub payment_id: PaymentIdText,
}

/// What a customer pays with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum TenderKind {
    Cash,
    Card,
    CardRefund,
    Link,
    StoreCredit,
    Check,
    Account,
    Plan,
    Other,
}

/// How far a payment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Asked for; the processor is being called.
    Requested,
    /// The reader waits for a card.
    Waiting,
    /// The money is held.
    Authorized,
    /// The money is taken.
    Captured,
    /// The card was declined; nothing was taken.
    Declined,
    /// Being called off.
    Canceling,
    /// Called off; nothing was taken.
    Canceled,
    /// Nobody knows yet; the processor is being asked.
    Unknown,
    /// It did not come about; nothing was moved.
    Failed,
}

/// One payment.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Payment {
    /// Id.
    pub id: PaymentIdText,
    /// What with.
    pub tender: TenderKind,
    /// How far.
    pub state: PaymentState,
    /// How much of the ticket it covers, in minor units.
    pub amount: i64,
    /// Cash handed over.
    pub tendered: Option<i64>,
    /// Cash handed back.
    pub change: Option<i64>,
    /// What rounding to the smallest coin added or took off.
    pub rounding: Option<i64>,
    /// The card.
    pub card: Option<Card>,
    /// Check number, provider's reference, the customer's order number.
    pub reference: Option<String>,
    /// Which kind of other tender.
    pub kind: Option<String>,
    /// Where a link can be paid.
    pub url: Option<String>,
    /// When an account's charge is due.
    pub due_on: Option<DayText>,
    /// The payment that it gives back.
    pub refund_of: Option<PaymentIdText>,
    /// How much of it was given back later, in minor units.
    pub returned: i64,
    /// Why it was declined or is unknown.
    pub problem: Option<String>,
    /// When it was asked for.
    pub at: Moment,
}

/// What may be shown of a card.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PaymentCard")]
pub struct Card {
    /// Brand.
    pub brand: String,
    /// Last four digits.
    pub last4: String,
}
