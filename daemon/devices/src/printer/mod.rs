//! Printers of any language on any cable: the queue in front of each and the task that works it off.
//!
//! `dialect.rs` is what a language must provide; a new one is a folder beside `escpos/`.

pub mod config;
pub mod escpos;

mod condition;
#[cfg(test)]
mod conformance;
mod dialect;
#[cfg(test)]
mod polled;
pub(crate) mod pty;
mod queue;
mod session;
mod task;

pub(crate) use queue::{Entry, JobQueue, Urgency};
pub(crate) use task::Task;
