//! What people and programs do with a counter, from the first message to the paper, with the real binary.
//!
//! Each test has a daemon, a data folder and hardware of its own.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test's helper fails the test where something is wrong"
)]

mod bad_input;
mod books;
mod card;
mod counter;
mod decoder;
mod door;
mod drawer;
mod events;
mod exchange;
mod hardware;
mod job;
mod keys;
mod lease;
mod no_receipt;
mod papers;
mod people;
mod plan;
mod policy;
mod process;
mod purchase;
mod reconcile;
mod restock;
mod sale;
mod sign_in;
mod stock_moves;
mod till;
