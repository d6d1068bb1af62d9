//! A stateful Stripe with a simulated card reader, for demos and tests.
//!
//! It answers the calls counterd makes, keeps PaymentIntents and readers like Stripe's documents say, and lets a test
//! break any call on purpose (failpoints). It is judged by things others wrote: each request and each answer is checked
//! against Stripe's own OpenAPI specification ([`spec::Contract`]), and `judge/judge.py` drives it with Stripe's own
//! Python library. What nobody outside confirmed is listed in `DIVERGENCES.md`.
//!
//! It must never be reachable from another machine and never accept a live key or a card number that is not one of
//! Stripe's published test numbers. Start reading at [`http::Server`] and [`world::World`].

pub mod spec;
pub mod world;

pub mod http;

pub use http::{Failpoint, Kind, Options, Server};
