//! Stripe's published test cards and test amounts.
//!
//! Source: docs.stripe.com/terminal/references/testing ("Simulated test cards", "Physical test cards").

use super::state::{Card, Decline};

/// number, brand, `error.code` and `decline_code`; an empty code approves.
const CARDS: &[(&str, &str, &str, &str)] = &[
    ("4242424242424242", "visa", "", ""),
    ("4000056655665556", "visa", "", ""),
    ("5555555555554444", "mastercard", "", ""),
    ("378282246310005", "amex", "", ""),
    ("6011111111111117", "discover", "", ""),
    (
        "4000000000000002",
        "visa",
        "card_declined",
        "generic_decline",
    ),
    (
        "4000000000009995",
        "visa",
        "card_declined",
        "insufficient_funds",
    ),
    ("4000000000009987", "visa", "card_declined", "lost_card"),
    ("4000000000009979", "visa", "card_declined", "stolen_card"),
    ("4000000000000069", "visa", "expired_card", ""),
    ("4000000000000119", "visa", "processing_error", ""),
];

/// Last two digits of the amount and the decline code they cause.
const AMOUNTS: &[(i64, &str)] = &[
    (1, "call_issuer"),
    (5, "generic_decline"),
    (55, "incorrect_pin"),
    (65, "withdrawal_count_limit_exceeded"),
    (75, "pin_try_exceeded"),
];

impl Card {
    /// The card with this number, when it is one of Stripe's test cards; any other number is refused.
    #[must_use]
    pub fn from_test_number(number: &str) -> Option<Self> {
        let (number, brand, code, decline_code) =
            CARDS.iter().find(|(known, ..)| *known == number)?;
        Some(Self {
            brand: (*brand).to_owned(),
            last4: number.get(number.len().saturating_sub(4)..)?.to_owned(),
            decline: (!code.is_empty()).then(|| decline(code, decline_code)),
        })
    }

    /// The card of an ordinary customer.
    pub(super) fn approving() -> Self {
        Self {
            brand: "visa".to_owned(),
            last4: "4242".to_owned(),
            decline: None,
        }
    }
}

/// The decline a test amount causes, if any.
pub(super) fn decline_by_amount(amount: i64) -> Option<Decline> {
    let (_, code) = AMOUNTS.iter().find(|(ending, _)| amount % 100 == *ending)?;
    Some(decline("card_declined", code))
}

fn decline(code: &str, decline_code: &str) -> Decline {
    let message = match (code, decline_code) {
        ("expired_card", _) => "Your card has expired.",
        ("processing_error", _) => {
            "An error occurred while processing your card. Try again in a little bit."
        }
        (_, "insufficient_funds") => "Your card has insufficient funds.",
        _ => "Your card was declined.",
    };
    Decline {
        code: code.to_owned(),
        decline_code: (!decline_code.is_empty()).then(|| decline_code.to_owned()),
        message: message.to_owned(),
    }
}
