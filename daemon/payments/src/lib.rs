//! Card payments: the only room that knows Stripe.
//!
//! [`client`] speaks HTTP to Stripe; [`tender`] drives one card payment from request to capture over a write-ahead log, so
//! that a crash at any point leads to exactly one captured payment or none. Card data never passes through here: the
//! reader talks to Stripe by itself.
//!
//! This room must never keep state of its own, decide about a ticket, or log a key or a body.

pub mod client;
pub mod tender;

pub use client::{SecretKey, StripeClient, StripeError};
pub use tender::{
    CancelSignal, CardSummary, Limits, LogError, Outcome, Progress, RunError, Tender, TenderId,
    TenderLog, cancel, resume, retry, run,
};
