//! The crate from outside: bytes, round trips, hostile streams, pictures.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod business;
mod captured;
mod commands;
mod decoder;
mod display;
mod labels;
mod letters;
mod pages;
mod preview;
mod reader;
mod rolls;
mod round_trip;
mod star;
mod support;
