//! Counts of stock: a few shelves now and then (cycle count) or everything at once (physical inventory).
//!
//! What the books say is frozen when the count starts, and the shop goes on selling: what a line should hold when it is
//! counted is the frozen quantity and every movement since. A difference beyond tolerance is counted again before anyone
//! may post it. Posting moves exactly the differences, at cost, so what moved after a line was counted stays as it moved.

mod decide;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;

pub use decide::{CountDraft, CountOrder, OpenCount, TallyDraft, decide, open};
pub use event::{CountDifference, CountEvent, CountRules, CountScope, Frozen, Tally};
pub use refusal::CountRefusal;
pub use state::{Count, CountLine, CountState, LineState, SheetLine};

/// The most lines one count may have.
pub const LINES_MAX: usize = 20_000;
