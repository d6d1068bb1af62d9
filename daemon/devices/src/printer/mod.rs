//! Receipt printers: the queue in front of each, whatever the language and the cable.

pub mod escpos;

#[cfg(test)]
mod conformance;
mod queue;

pub(crate) use queue::{Entry, JobQueue, Left, Urgency};
