//! Transfers: stock that goes from one location of the shop to another.
//!
//! Requested, sent, received, closed; or canceled while nothing has left. What is sent is on hand nowhere until it
//! arrives: it is in transit to the other location, so the sum over all locations and what is in transit never changes by
//! a transfer. The shop owns its stock as one pool, so a transfer earns and costs nothing; only what never arrives is
//! booked, when someone who may writes it off.

mod decide;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;

pub use decide::{TransferOrder, Written, decide, open};
pub use event::{Moved, TransferDraft, TransferEvent, Wanted};
pub use refusal::TransferRefusal;
pub use state::{Transfer, TransferLine, TransferState};

/// The most lines a transfer may have.
pub const LINES_MAX: usize = 500;
