//! One card payment of one ticket, from request to capture, safe against a crash at any point.
//!
//! - `machine` decides what comes next; it is pure: no network, no clock, no log.
//! - `runner` does what it says: calls Stripe, records, sleeps.
//!
//! The rules that prevent a double charge: one PaymentIntent per tender for its whole life; every step is recorded before the
//! call it announces; a new attempt has a new key; the PaymentIntent, not the reader, is the truth; an outcome nobody knows is
//! a state ([`Progress::Unknown`]) and is asked about, never repeated blindly.

mod machine;
mod runner;
mod types;

#[cfg(test)]
mod tests;

pub use runner::{CancelSignal, RunError, cancel, resume, retry, run};
pub use types::{
    CardSummary, Limits, LogError, LogFuture, Outcome, Progress, Tender, TenderId, TenderLog,
};
