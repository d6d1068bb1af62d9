//! When a call may be repeated with the same key, and after how long.
//!
//! Source: Stripe's own libraries: `Stripe-Should-Retry` decides when present; otherwise 409, 500 and above, and lost
//! connections are repeated. A 429 is repeated too, after `Retry-After`. What a reader refused is final for its key.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::error::{ErrorCode, StripeError};

const RETRY_AFTER_MAX: Duration = Duration::from_secs(10);

/// How often and how fast.
#[derive(Debug, Clone, Copy)]
pub struct RetryPolicy {
    /// Calls in all, the first included.
    pub attempts: u32,
    /// Pause before the first repetition; doubles each time.
    pub base: Duration,
    pub longest: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(500),
            longest: Duration::from_secs(5),
        }
    }
}

impl RetryPolicy {
    /// How long to wait before repeating after failure number `attempt` (from 1); `None` when it must not be repeated.
    pub(super) fn pause(&self, attempt: u32, error: &StripeError) -> Option<Duration> {
        if attempt >= self.attempts || !may_repeat(error) {
            return None;
        }
        let doubled = self
            .base
            .saturating_mul(1 << (attempt - 1).min(16))
            .min(self.longest);
        // Somewhere in the upper half, so that counters do not march in step.
        let half = doubled / 2;
        let spread = u64::try_from(half.as_millis())
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let jitter = Duration::from_millis(RandomState::new().hash_one(attempt) % spread);
        let asked = match error {
            StripeError::Refused { error, .. } => error.retry_after_s.map(Duration::from_secs),
            StripeError::NotSent { .. }
            | StripeError::NoAnswer { .. }
            | StripeError::Unreadable { .. } => None,
        };
        Some((half + jitter).max(asked.unwrap_or_default().min(RETRY_AFTER_MAX)))
    }
}

fn may_repeat(error: &StripeError) -> bool {
    match error {
        StripeError::NotSent { .. } | StripeError::NoAnswer { .. } => true,
        // Half a body: the same key replays the whole one.
        StripeError::Unreadable { source, .. } => source.is_eof() || source.is_syntax(),
        StripeError::Refused { error, .. } => match (error.should_retry, &error.code) {
            (Some(told), _) => told,
            (None, code) if code.is_terminal() => false,
            (None, ErrorCode::RateLimit | ErrorCode::LockTimeout) => true,
            (None, _) => error.status == 409 || error.status == 429 || error.status >= 500,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::ApiError;
    use super::*;

    fn refused(status: u16, code: &str, should_retry: Option<bool>) -> StripeError {
        let error = ApiError {
            status,
            code: ErrorCode::from(Some(code.to_owned())),
            decline_code: None,
            message: String::new(),
            param: None,
            request_id: String::new(),
            replayed: false,
            should_retry,
            retry_after_s: (status == 429).then_some(7),
        };
        StripeError::Refused {
            call: "x",
            error: Box::new(error),
        }
    }

    #[test]
    fn repeats_only_what_stripe_says_is_safe() {
        let policy = RetryPolicy::default();
        let repeats = |error: &StripeError| policy.pause(1, error).is_some();
        assert!(repeats(&refused(500, "", None)));
        assert!(repeats(&refused(409, "idempotency_key_in_use", None)));
        assert!(repeats(&refused(429, "lock_timeout", None)));
        assert!(repeats(&refused(400, "anything", Some(true))));
        assert!(!repeats(&refused(500, "", Some(false))));
        assert!(!repeats(&refused(402, "card_declined", None)));
        assert!(
            !repeats(&refused(409, "terminal_reader_timeout", None)),
            "final for its key"
        );
        assert!(repeats(&StripeError::NoAnswer {
            call: "x",
            reason: String::new()
        }));
    }

    #[test]
    fn pauses_grow_are_bounded_and_heed_retry_after() {
        let policy = RetryPolicy {
            attempts: 10,
            ..RetryPolicy::default()
        };
        let error = refused(500, "", None);
        let ms = |attempt| policy.pause(attempt, &error).unwrap().as_millis();
        assert!((250..=500).contains(&ms(1)));
        assert!((1000..=2000).contains(&ms(3)));
        assert!((2500..=5000).contains(&ms(9)));
        assert!(policy.pause(10, &error).is_none());
        let asked = policy.pause(1, &refused(429, "rate_limit", None)).unwrap();
        assert_eq!(asked, Duration::from_secs(7));
    }
}
