//! What goes back to suppliers: goods, parts that failed under their warranty with the labor, and old parts (cores).
//!
//! A return goes requested → sent → credited, or is canceled before it is sent. What the supplier owes for it is an asset
//! from the moment it leaves; a credit that falls short stays open and visible until somebody accepts the loss.

mod credit;
mod decide;
mod event;
mod order;
mod refusal;
mod request;
mod send;
mod state;

pub use decide::decide;
pub use event::{Credited, SupplierReturnEvent};
pub use order::{CreditDraft, ReturnDraft, ReturnLineDraft, SupplierReturnOrder};
pub use refusal::SupplierReturnRefusal;
pub use request::open;
pub use state::{ReturnItem, ReturnKind, ReturnLine, ReturnState, SupplierReturn};

/// The most lines a return holds.
pub const LINES_MAX: usize = 500;

#[cfg(test)]
#[expect(
    clippy::inconsistent_digit_grouping,
    reason = "amounts read as whole units and cents"
)]
mod tests;
