//! What tests, benches and the demo share: a generated shop and a client for the wire.
//!
//! Its one job is to make the same believable shop from the same seed, in any size, and to carry it
//! over the public API. It must never be imported by the product, and the shop it makes must never
//! depend on the clock, the machine or the order in which the pieces are asked for.
//!
//! Start at [`shop::generate`] and [`client::Client`]; [`seed::fill`] joins the two. [`bulk::load`] writes a shop of a
//! million parts and tickets straight into a store.

pub mod bulk;
pub mod client;
pub mod rng;
pub mod seed;
pub mod shop;
