//! What can go wrong with a call, told apart by what it means for the money.

use serde::Deserialize;

/// Why a call has no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum StripeError {
    /// Stripe answered with an error. For a status of 500 and above the fate of an order is unknown, see
    /// [`StripeError::is_fate_unknown`].
    #[error("{call}: Stripe refused: {error}")]
    Refused {
        call: &'static str,
        error: Box<ApiError>,
    },
    /// The connection was never made: nothing was sent.
    #[error("{call}: no connection to Stripe")]
    NotSent {
        call: &'static str,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Sent, but no complete answer: Stripe may have done it.
    #[error("{call}: no answer from Stripe ({reason})")]
    NoAnswer { call: &'static str, reason: String },
    /// A success whose body could not be read: Stripe did it.
    #[error("{call}: unreadable answer from Stripe (request {request_id})")]
    Unreadable {
        call: &'static str,
        request_id: String,
        #[source]
        source: serde_json::Error,
    },
}

impl StripeError {
    /// True when Stripe may or may not have done what was asked. A 409 without a reader's code says that a call with the same
    /// key is still under way.
    #[must_use]
    pub fn is_fate_unknown(&self) -> bool {
        match self {
            Self::Refused { error, .. } => {
                error.status >= 500 || (error.status == 409 && !error.code.is_terminal())
            }
            Self::NotSent { .. } => false,
            Self::NoAnswer { .. } | Self::Unreadable { .. } => true,
        }
    }

    /// The last error of a repeated call. When an earlier repetition may have been carried out, a last one that did not get as
    /// far as the key store says nothing about it.
    pub(super) fn after_doubt(self, in_doubt: bool) -> Self {
        let says_nothing = match &self {
            Self::Refused { error, .. } => matches!(error.status, 401 | 403 | 429),
            Self::NotSent { .. } => true,
            Self::NoAnswer { .. } | Self::Unreadable { .. } => false,
        };
        match self {
            Self::Refused { call, .. } | Self::NotSent { call, .. } if in_doubt && says_nothing => {
                let reason = format!("none to the first try, then: {self}");
                Self::NoAnswer { call, reason }
            }
            other => other,
        }
    }

    /// Stripe's error code, when Stripe answered.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Refused { error, .. } => Some(&error.code),
            Self::NotSent { .. } | Self::NoAnswer { .. } | Self::Unreadable { .. } => None,
        }
    }
}

/// An error as Stripe words it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message} (code {code}, status {status}, request {request_id})")]
pub struct ApiError {
    pub status: u16,
    /// Decisions are made by this, never by the status.
    pub code: ErrorCode,
    pub decline_code: Option<String>,
    pub message: String,
    pub param: Option<String>,
    /// `Request-Id`, to be given to Stripe's support.
    pub request_id: String,
    /// The answer was remembered from an earlier call with the same key.
    pub replayed: bool,
    /// `Stripe-Should-Retry`.
    pub(super) should_retry: Option<bool>,
    /// `Retry-After`, in seconds.
    pub(super) retry_after_s: Option<u64>,
}

/// `error.code`. Source: docs.stripe.com/error-codes and the terminal error codes of its server-driven guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorCode {
    ReaderBusy,
    ReaderTimeout,
    ReaderOffline,
    ReaderHardwareFault,
    /// The PaymentIntent is not in `requires_payment_method`.
    IntentInvalidState,
    /// For example captured twice.
    IntentUnexpectedState,
    ResourceMissing,
    RateLimit,
    LockTimeout,
    /// The error has a type but no code.
    None,
    Other(String),
}

impl ErrorCode {
    /// Stripe's spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::ReaderBusy => "terminal_reader_busy",
            Self::ReaderTimeout => "terminal_reader_timeout",
            Self::ReaderOffline => "terminal_reader_offline",
            Self::ReaderHardwareFault => "terminal_reader_hardware_fault",
            Self::IntentInvalidState => "intent_invalid_state",
            Self::IntentUnexpectedState => "payment_intent_unexpected_state",
            Self::ResourceMissing => "resource_missing",
            Self::RateLimit => "rate_limit",
            Self::LockTimeout => "lock_timeout",
            Self::None => "none",
            Self::Other(text) => text,
        }
    }

    /// Everything the reader says no to; the answer is final for its key.
    pub(super) fn is_terminal(&self) -> bool {
        self.as_str().starts_with("terminal_reader_")
    }
}

impl From<Option<String>> for ErrorCode {
    fn from(text: Option<String>) -> Self {
        let Some(text) = text else { return Self::None };
        let known = [
            Self::ReaderBusy,
            Self::ReaderTimeout,
            Self::ReaderOffline,
            Self::ReaderHardwareFault,
            Self::IntentInvalidState,
            Self::IntentUnexpectedState,
            Self::ResourceMissing,
            Self::RateLimit,
            Self::LockTimeout,
        ];
        known
            .into_iter()
            .find(|code| code.as_str() == text)
            .unwrap_or(Self::Other(text))
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The body of an error answer; everything may be absent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorEnvelope {
    pub error: ErrorBody,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorBody {
    pub code: Option<String>,
    pub decline_code: Option<String>,
    pub message: Option<String>,
    pub param: Option<String>,
}
