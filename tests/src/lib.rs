//! What the end-to-end tests and benches share: a shop made of the real daemon and simulated hardware.
//!
//! [`Shop`] starts the real binary on a data folder of its own, with a printer, a scanner and a Stripe that live in the
//! test's process, so that they survive when the daemon is killed. It must never reach into the daemon in any other way
//! than a real counter could: settings file, command line, API, cables.
//!
//! ```no_run
//! # async fn example() {
//! let mut shop = e2e::Shop::builder().printer().scanner().start().await;
//! let client = shop.client().await;
//! let version: serde_json::Value = client.call("server.version", serde_json::json!({})).await.unwrap();
//! shop.kill_9();
//! shop.restart().await;
//! # }
//! ```

#![expect(
    clippy::expect_used,
    reason = "a test's helper fails the test where something is wrong"
)]

pub mod daemon;
pub mod http;
pub mod keys;
pub mod programs;
pub mod shop;
pub mod stripe;
pub mod wait;
pub mod wire;

pub use http::HttpReply;
pub use keys::key;
pub use shop::{Builder, Shop};
pub use wait::until;
pub use wire::Wire;

/// The JSON that calls take and give.
pub use serde_json::{Value, json};
