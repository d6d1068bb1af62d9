//! What the world remembers. Everything here can be written to a file and read back.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::idempotency::Idempotency;

/// Stripe's account, its readers and its payments.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct World {
    pub intents: BTreeMap<String, Intent>,
    pub readers: BTreeMap<String, Reader>,
    pub(super) locations: BTreeMap<String, Location>,
    pub(super) refunds: BTreeMap<String, Refund>,
    pub(super) idempotency: Idempotency,
    pub(super) last_id: u64,
    /// Given at start, not part of the saved state.
    #[serde(skip)]
    pub rules: Rules,
}

/// How the simulated customer and reader behave.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The customer taps by himself this long after the reader asked. `None`: only when told.
    pub auto_present_ms: Option<i64>,
    /// How long the authorisation takes; the reader is busy meanwhile.
    pub authorize_ms: i64,
    /// Whether amounts that end in 01, 05, 55, 65, 75 are declined as with Stripe's physical test card.
    pub decline_by_amount: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            auto_present_ms: None,
            authorize_ms: 0,
            decline_by_amount: true,
        }
    }
}

/// A PaymentIntent. Amounts in minor units of `currency`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intent {
    pub id: String,
    pub status: IntentStatus,
    pub amount: i64,
    pub amount_capturable: i64,
    pub amount_received: i64,
    pub currency: String,
    pub metadata: BTreeMap<String, String>,
    pub(super) sequence: u64,
    pub(super) created_s: i64,
    pub(super) canceled_s: Option<i64>,
    pub(super) cancellation_reason: Option<String>,
    pub(super) manual_capture: bool,
    pub(super) description: Option<String>,
    pub(super) payment_method_types: Vec<String>,
    pub(super) last_decline: Option<Decline>,
    pub(super) charges: Vec<Charge>,
}

/// The states a card-present PaymentIntent passes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentStatus {
    RequiresPaymentMethod,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled,
}

impl IntentStatus {
    /// Stripe's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::Processing => "processing",
            Self::RequiresCapture => "requires_capture",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }
}

/// An attempt to charge a card, good or declined.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Charge {
    pub id: String,
    pub created_s: i64,
    pub card: Card,
    pub reader: String,
    pub decline: Option<Decline>,
    pub captured: bool,
    pub amount_captured: i64,
    pub amount_refunded: i64,
}

/// What may be known of a test card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub brand: String,
    pub last4: String,
    /// `None` approves.
    pub(super) decline: Option<Decline>,
}

/// Why the issuer said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Decline {
    pub code: String,
    pub decline_code: Option<String>,
    pub message: String,
}

/// A reader with its one action slot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reader {
    pub id: String,
    pub label: String,
    pub(super) sequence: u64,
    pub(super) device_type: String,
    pub(super) serial_number: String,
    pub(super) location: Option<String>,
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) last_seen_ms: i64,
    pub(super) action: Option<Action>,
    /// Cards the next customers hold out, in order; when empty: 4242 4242 4242 4242.
    pub(super) next_cards: VecDeque<Card>,
}

/// The reader's most recent action; always `process_payment_intent` here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Action {
    pub intent: String,
    pub status: ActionStatus,
    pub started_ms: i64,
    /// A card was read and the issuer is being asked until this time.
    pub authorizing: Option<Authorizing>,
    pub failure: Option<Decline>,
    /// The failure came from the card's issuer, not from the reader.
    pub card_failure: bool,
    /// Finished, though `status` will say in progress for ever.
    pub stuck: bool,
    pub fault: Option<PendingFault>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Authorizing {
    pub until_ms: i64,
    pub card: Card,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ActionStatus {
    InProgress,
    Succeeded,
    Failed,
}

/// A fault that shows when the card is presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PendingFault {
    ActionStuck,
    ConnectionError,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Location {
    pub id: String,
    pub display_name: String,
    pub address: BTreeMap<String, String>,
    pub metadata: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Refund {
    pub id: String,
    pub intent: String,
    pub charge: String,
    pub amount: i64,
    pub currency: String,
    pub created_s: i64,
    pub reason: Option<String>,
    pub metadata: BTreeMap<String, String>,
}

impl World {
    /// A new id of Stripe's form: readable, deterministic, unique in this world.
    pub(super) fn new_id(&mut self, prefix: &str) -> String {
        self.last_id += 1;
        format!("{prefix}_sim{:012}", self.last_id)
    }
}
