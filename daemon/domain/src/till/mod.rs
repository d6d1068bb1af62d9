//! The till: one session of a cash drawer, from its float to its count.
//!
//! The cash itself is in the books ([`crate::ledger::Account::Cash`], owned by the session), because sales post it there;
//! a session adds what is not a sale: float, paid in, paid out, drops, the count. [`TillFold`] sums a session up from the
//! journal, so that its X and Z reports can say nothing else than what happened. Start at [`decide()`].

mod cash;
mod decide;
mod denominations;
mod event;
mod figures;
mod fold;
mod order;
mod refusal;
mod rules;
mod state;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use cash::cash_in;
pub use decide::{decide, open, x_report};
pub use denominations::{Pieces, denominations};
pub use event::{DropTo, Movement, TillEvent, ZReport};
pub use figures::{GrandTotal, TillFigures, tender_word};
pub use fold::TillFold;
pub use order::{LastClose, TillDraft, TillOrder};
pub use refusal::TillRefusal;
pub use rules::TillRules;
pub use state::{Counted, MoveKind, Moved, TillSession};
