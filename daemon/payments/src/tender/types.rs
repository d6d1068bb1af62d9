//! The words of a tender: what is asked, how far it is, and the log it is written to.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The tender's own id, a UUID as text. Every idempotency key starts with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenderId(pub String);

impl fmt::Display for TenderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One card payment asked for by one ticket.
#[derive(Debug, Clone)]
pub struct Tender {
    pub id: TenderId,
    /// The ticket it pays, as it shall appear at Stripe.
    pub ticket: String,
    /// The counter it was asked at, as it shall appear at Stripe.
    pub station: String,
    /// Minor units of `currency`, as Stripe counts them.
    pub amount_minor: i64,
    /// Lowercase ISO code.
    pub currency: String,
    /// Stripe's id of the reader, `tmr_…`.
    pub reader: String,
    /// The last recorded step.
    pub state: Progress,
}

/// How far a tender is. Each value is recorded before the call it announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Asked for; Stripe may or may not have a PaymentIntent yet.
    Requested,
    /// The PaymentIntent exists; no reader has seen it.
    Created { intent: String },
    /// About to be handed to the reader.
    Dispatching { intent: String, attempt: u32 },
    /// The reader has it; the customer may tap.
    Waiting { intent: String, attempt: u32 },
    /// The amount is held on the card.
    Authorized { intent: String, attempt: u32 },
    /// About to be captured.
    Capturing { intent: String, attempt: u32 },
    /// Paid. Final.
    Captured { intent: String, card: CardSummary },
    /// Not charged; the clerk may retry or cancel. Cash or another card tender may take its place only after a cancel has ended in
    /// [`Progress::Canceled`]. Without an intent Stripe refused to create one.
    Declined {
        intent: Option<String>,
        attempt: u32,
        code: String,
        message: String,
    },
    /// About to be taken off the reader and canceled. With `release`, an amount already held is let go, too.
    Canceling {
        intent: Option<String>,
        attempt: u32,
        release: bool,
    },
    /// Nothing is held and nothing can be. Final; another tender may take its place.
    Canceled,
    /// Nobody knows yet. No other tender may take its place until it is resumed, retried or canceled.
    Unknown {
        intent: Option<String>,
        attempt: u32,
        reason: String,
    },
}

impl Progress {
    /// The PaymentIntent, once there is one.
    #[must_use]
    pub fn intent(&self) -> Option<&str> {
        match self {
            Self::Requested | Self::Canceled => None,
            Self::Created { intent }
            | Self::Dispatching { intent, .. }
            | Self::Waiting { intent, .. }
            | Self::Authorized { intent, .. }
            | Self::Capturing { intent, .. }
            | Self::Captured { intent, .. } => Some(intent),
            Self::Declined { intent, .. }
            | Self::Canceling { intent, .. }
            | Self::Unknown { intent, .. } => intent.as_deref(),
        }
    }

    /// How many times the reader was asked, as far as this step tells.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        match self {
            Self::Requested | Self::Created { .. } | Self::Canceled => 0,
            // Final, so the count does not matter any more.
            Self::Captured { .. } => 1,
            Self::Authorized { attempt, .. }
            | Self::Capturing { attempt, .. }
            | Self::Dispatching { attempt, .. }
            | Self::Waiting { attempt, .. }
            | Self::Declined { attempt, .. }
            | Self::Canceling { attempt, .. }
            | Self::Unknown { attempt, .. } => *attempt,
        }
    }

    /// True when nothing can change any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Captured { .. } | Self::Canceled)
    }
}

/// What a receipt tells of the card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardSummary {
    pub brand: String,
    pub last4: String,
    pub auth_code: Option<String>,
}

/// How a drive of a tender ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The last recorded step: final, at rest (`Created`, `Declined`, `Requested`), or unknown.
    pub state: Progress,
    /// The clerk wanted to cancel but the customer's tap came first, so the tender was captured.
    pub cancel_came_late: bool,
}

/// The log could not be written; the tender stops where it is.
#[derive(Debug, thiserror::Error)]
#[error("recording a step of a tender")]
pub struct LogError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// A boxed future that borrows the log.
pub type LogFuture<'a> = Pin<Box<dyn Future<Output = Result<(), LogError>> + Send + 'a>>;

/// The write-ahead log the daemon gives.
pub trait TenderLog: Send + Sync {
    /// Records a step; returns only when it is durable.
    fn record(&self, tender: &TenderId, step: Progress) -> LogFuture<'_>;
}

/// How long each wait may last.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The customer must present a card within this time, then the tender is canceled.
    pub presentation: Duration,
    /// Between looks at the reader during the first [`Limits::poll_fast_for`].
    pub poll_fast: Duration,
    pub poll_fast_for: Duration,
    /// Between later looks.
    pub poll_slow: Duration,
    /// How often the PaymentIntent is asked although the reader shows no change.
    pub intent_every: Duration,
    /// How long a payment may stay between states (authorising, being canceled, capture unclear).
    pub settle: Duration,
    /// Between looks while it does.
    pub settle_poll: Duration,
    /// Commands sent to a reader that does not acknowledge them, in one drive.
    pub dispatches: u32,
    /// How far back to look for a PaymentIntent whose id was lost.
    pub lookback: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            presentation: Duration::from_secs(120),
            poll_fast: Duration::from_secs(1),
            poll_fast_for: Duration::from_secs(20),
            poll_slow: Duration::from_secs(2),
            intent_every: Duration::from_secs(10),
            settle: Duration::from_secs(15),
            settle_poll: Duration::from_secs(1),
            dispatches: 3,
            lookback: Duration::from_secs(3 * 24 * 3600),
        }
    }
}
