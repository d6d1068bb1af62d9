//! Stripe's objects, read leniently: only the fields we use, everything else ignored, new enum values kept as text. An
//! answer that fails to parse is a payment whose state is lost.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Makes an enum of Stripe's names that keeps a name it does not know.
macro_rules! lenient_enum {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(from = "String")]
        pub enum $name {
            $($variant,)+
            /// A value newer than this program.
            Unknown(String),
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)+
                    _ => Self::Unknown(text),
                }
            }
        }
    };
}

lenient_enum! {
    /// `payment_intent.status`.
    IntentStatus {
        RequiresPaymentMethod = "requires_payment_method",
        RequiresConfirmation = "requires_confirmation",
        RequiresAction = "requires_action",
        Processing = "processing",
        RequiresCapture = "requires_capture",
        Succeeded = "succeeded",
        Canceled = "canceled",
    }
}

lenient_enum! {
    /// `reader.action.status`.
    ActionStatus {
        InProgress = "in_progress",
        Succeeded = "succeeded",
        Failed = "failed",
    }
}

/// A PaymentIntent. Amounts in minor units of `currency`.
#[derive(Debug, Clone, Deserialize)]
pub struct PaymentIntent {
    pub id: String,
    pub status: IntentStatus,
    #[serde(default)]
    pub amount: i64,
    #[serde(default)]
    pub amount_capturable: i64,
    #[serde(default)]
    pub amount_received: i64,
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub created: i64,
    #[serde(default)]
    pub livemode: bool,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    #[serde(default)]
    pub last_payment_error: Option<CardError>,
    #[serde(default)]
    pub latest_charge: Option<Expandable<Charge>>,
}

/// Why a card was refused.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CardError {
    pub code: Option<String>,
    pub decline_code: Option<String>,
    pub message: Option<String>,
}

/// A field that holds an id or, when asked for, the whole object.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Expandable<T> {
    Id(String),
    Object(Box<T>),
}

/// A charge, as far as a receipt needs it.
#[derive(Debug, Clone, Deserialize)]
pub struct Charge {
    pub id: String,
    #[serde(default)]
    pub payment_method_details: Option<MethodDetails>,
}

/// `charge.payment_method_details`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MethodDetails {
    pub card_present: Option<CardPresent>,
    pub interac_present: Option<CardPresent>,
}

/// The card as Stripe tells it: never more than the last four digits.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CardPresent {
    pub brand: Option<String>,
    pub last4: Option<String>,
    pub receipt: Option<CardReceipt>,
}

/// What card networks want on a receipt.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CardReceipt {
    pub authorization_code: Option<String>,
}

/// A reader. `last_seen_at` is in milliseconds, unlike all other times.
#[derive(Debug, Clone, Deserialize)]
pub struct Reader {
    pub id: String,
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub device_type: String,
    #[serde(default)]
    pub serial_number: String,
    #[serde(default)]
    pub location: Option<String>,
    #[serde(default)]
    pub livemode: bool,
    #[serde(default)]
    pub last_seen_at: Option<i64>,
    #[serde(default)]
    pub action: Option<ReaderAction>,
}

/// The reader's most recent action.
#[derive(Debug, Clone, Deserialize)]
pub struct ReaderAction {
    pub status: ActionStatus,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub failure_code: Option<String>,
    #[serde(default)]
    pub failure_message: Option<String>,
    #[serde(default)]
    pub process_payment_intent: Option<ProcessedIntent>,
}

/// The payment an action is about.
#[derive(Debug, Clone, Deserialize)]
pub struct ProcessedIntent {
    pub payment_intent: Expandable<HasId>,
}

/// An object of which only the id matters.
#[derive(Debug, Clone, Deserialize)]
pub struct HasId {
    pub id: String,
}

impl ReaderAction {
    /// The PaymentIntent this action is about, if it is about one.
    #[must_use]
    pub fn intent(&self) -> Option<&str> {
        match &self.process_payment_intent.as_ref()?.payment_intent {
            Expandable::Id(id) => Some(id),
            Expandable::Object(object) => Some(&object.id),
        }
    }
}

/// One page of a list, newest first.
#[derive(Debug, Clone, Deserialize)]
pub struct List<T> {
    pub data: Vec<T>,
    #[serde(default)]
    pub has_more: bool,
}

/// The account behind the key.
#[derive(Debug, Clone, Deserialize)]
pub struct Account {
    pub id: String,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub default_currency: Option<String>,
}

/// Where readers stand.
#[derive(Debug, Clone, Deserialize)]
pub struct Location {
    pub id: String,
    #[serde(default)]
    pub display_name: String,
}

/// A refund; it may still fail days later.
#[derive(Debug, Clone, Deserialize)]
pub struct Refund {
    pub id: String,
    #[serde(default)]
    pub amount: i64,
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_at_stripe_still_parses() {
        let text = r#"{"id":"pi_1","status":"requires_moonlight","amount":5,"new":{"a":[1]},"metadata":{}}"#;
        let intent: PaymentIntent = serde_json::from_str(text).unwrap();
        assert_eq!(
            intent.status,
            IntentStatus::Unknown("requires_moonlight".to_owned())
        );
        let text =
            r#"{"id":"tmr_1","action":{"type":"dance","status":"paused"},"status":"asleep"}"#;
        let reader: Reader = serde_json::from_str(text).unwrap();
        let action = reader.action.unwrap();
        assert_eq!(action.status, ActionStatus::Unknown("paused".to_owned()));
        assert_eq!(action.intent(), None);
    }
}
