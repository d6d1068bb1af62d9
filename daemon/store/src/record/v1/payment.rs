//! Bodies of payments and their steps.

use domain::Timestamp;
use domain::ids::PaymentId;
use domain::ticket::{CardStep, CardSummary};
use serde::{Deserialize, Serialize};

use super::value::{Amount, Id, Text, optional, owned};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Payment<'a> {
    payment: Id,
    amount: Amount,
    at: i64,
    #[serde(borrow)]
    tender: Tender<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Tender<'a> {
    Cash {
        tendered: Amount,
        change: Amount,
    },
    Card {
        #[serde(borrow)]
        reader: Text<'a>,
        #[serde(borrow)]
        step: Step<'a>,
        cancel_asked: bool,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stepped<'a> {
    pub(super) payment: Id,
    #[serde(borrow)]
    pub(super) step: Step<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CancelAsked {
    pub(super) payment: Id,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Step<'a> {
    Requested,
    Created {
        #[serde(borrow)]
        intent: Text<'a>,
    },
    Dispatching {
        #[serde(borrow)]
        intent: Text<'a>,
        attempt: u32,
    },
    Waiting {
        #[serde(borrow)]
        intent: Text<'a>,
        attempt: u32,
    },
    Authorized {
        #[serde(borrow)]
        intent: Text<'a>,
        attempt: u32,
    },
    Capturing {
        #[serde(borrow)]
        intent: Text<'a>,
        attempt: u32,
    },
    Captured {
        #[serde(borrow)]
        intent: Text<'a>,
        #[serde(borrow)]
        card: Card<'a>,
    },
    Declined {
        #[serde(borrow)]
        intent: Option<Text<'a>>,
        attempt: u32,
        #[serde(borrow)]
        code: Text<'a>,
        #[serde(borrow)]
        message: Text<'a>,
    },
    Retrying {
        #[serde(borrow)]
        intent: Option<Text<'a>>,
        attempt: u32,
    },
    Canceling {
        #[serde(borrow)]
        intent: Option<Text<'a>>,
        attempt: u32,
        release: bool,
    },
    Canceled,
    Unknown {
        #[serde(borrow)]
        intent: Option<Text<'a>>,
        attempt: u32,
        #[serde(borrow)]
        reason: Text<'a>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card<'a> {
    #[serde(borrow)]
    brand: Text<'a>,
    #[serde(borrow)]
    last4: Text<'a>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    auth_code: Option<Text<'a>>,
}

impl<'a> From<&'a domain::ticket::Payment> for Payment<'a> {
    fn from(payment: &'a domain::ticket::Payment) -> Self {
        let tender = match &payment.tender {
            domain::ticket::Tender::Cash { tendered, change } => Tender::Cash {
                tendered: (*tendered).into(),
                change: (*change).into(),
            },
            domain::ticket::Tender::Card {
                reader,
                step,
                cancel_asked,
            } => Tender::Card {
                reader: Text::Borrowed(reader),
                step: step.into(),
                cancel_asked: *cancel_asked,
            },
        };
        Self {
            payment: Id(payment.id.uuid()),
            amount: payment.amount.into(),
            at: payment.at.unix_ms(),
            tender,
        }
    }
}

impl From<Payment<'_>> for domain::ticket::Payment {
    fn from(payment: Payment<'_>) -> Self {
        let tender = match payment.tender {
            Tender::Cash { tendered, change } => domain::ticket::Tender::Cash {
                tendered: tendered.into(),
                change: change.into(),
            },
            Tender::Card {
                reader,
                step,
                cancel_asked,
            } => domain::ticket::Tender::Card {
                reader: reader.into_owned(),
                step: step.into(),
                cancel_asked,
            },
        };
        Self {
            id: PaymentId::new(payment.payment.0),
            amount: payment.amount.into(),
            tender,
            at: Timestamp::from_unix_ms(payment.at),
        }
    }
}

impl<'a> From<&'a CardStep> for Step<'a> {
    fn from(step: &'a CardStep) -> Self {
        let text = |text: &'a String| Text::Borrowed(text.as_str());
        match step {
            CardStep::Requested => Self::Requested,
            CardStep::Created { intent } => Self::Created {
                intent: text(intent),
            },
            CardStep::Dispatching { intent, attempt } => Self::Dispatching {
                intent: text(intent),
                attempt: *attempt,
            },
            CardStep::Waiting { intent, attempt } => Self::Waiting {
                intent: text(intent),
                attempt: *attempt,
            },
            CardStep::Authorized { intent, attempt } => Self::Authorized {
                intent: text(intent),
                attempt: *attempt,
            },
            CardStep::Capturing { intent, attempt } => Self::Capturing {
                intent: text(intent),
                attempt: *attempt,
            },
            CardStep::Captured { intent, card } => Self::Captured {
                intent: text(intent),
                card: card.into(),
            },
            CardStep::Declined {
                intent,
                attempt,
                code,
                message,
            } => Self::Declined {
                intent: optional(intent.as_ref()),
                attempt: *attempt,
                code: text(code),
                message: text(message),
            },
            CardStep::Retrying { intent, attempt } => Self::Retrying {
                intent: optional(intent.as_ref()),
                attempt: *attempt,
            },
            CardStep::Canceling {
                intent,
                attempt,
                release,
            } => Self::Canceling {
                intent: optional(intent.as_ref()),
                attempt: *attempt,
                release: *release,
            },
            CardStep::Canceled => Self::Canceled,
            CardStep::Unknown {
                intent,
                attempt,
                reason,
            } => Self::Unknown {
                intent: optional(intent.as_ref()),
                attempt: *attempt,
                reason: text(reason),
            },
        }
    }
}

impl<'a> From<&'a CardSummary> for Card<'a> {
    fn from(card: &'a CardSummary) -> Self {
        Self {
            brand: Text::Borrowed(&card.brand),
            last4: Text::Borrowed(&card.last4),
            auth_code: optional(card.auth_code.as_ref()),
        }
    }
}

impl From<Step<'_>> for CardStep {
    fn from(step: Step<'_>) -> Self {
        let text = Text::into_owned;
        match step {
            Step::Requested => Self::Requested,
            Step::Created { intent } => Self::Created {
                intent: text(intent),
            },
            Step::Dispatching { intent, attempt } => Self::Dispatching {
                intent: text(intent),
                attempt,
            },
            Step::Waiting { intent, attempt } => Self::Waiting {
                intent: text(intent),
                attempt,
            },
            Step::Authorized { intent, attempt } => Self::Authorized {
                intent: text(intent),
                attempt,
            },
            Step::Capturing { intent, attempt } => Self::Capturing {
                intent: text(intent),
                attempt,
            },
            Step::Captured { intent, card } => Self::Captured {
                intent: text(intent),
                card: card.into(),
            },
            Step::Declined {
                intent,
                attempt,
                code,
                message,
            } => Self::Declined {
                intent: owned(intent),
                attempt,
                code: text(code),
                message: text(message),
            },
            Step::Retrying { intent, attempt } => Self::Retrying {
                intent: owned(intent),
                attempt,
            },
            Step::Canceling {
                intent,
                attempt,
                release,
            } => Self::Canceling {
                intent: owned(intent),
                attempt,
                release,
            },
            Step::Canceled => Self::Canceled,
            Step::Unknown {
                intent,
                attempt,
                reason,
            } => Self::Unknown {
                intent: owned(intent),
                attempt,
                reason: text(reason),
            },
        }
    }
}

impl From<Card<'_>> for CardSummary {
    fn from(card: Card<'_>) -> Self {
        Self {
            brand: card.brand.into_owned(),
            last4: card.last4.into_owned(),
            auth_code: owned(card.auth_code),
        }
    }
}
