//! Orders to suppliers: what is wanted, what came, what the supplier asks for it, and for whom it was bought.
//!
//! A purchase goes draft → ordered → acknowledged → partly received → received → closed, or is canceled. Start reading at
//! [`decide()`]. What came is booked at what it is said to cost against *goods received, not invoiced*; the supplier's
//! invoice takes it from there, and whatever does not agree stays a visible [`Difference`] until somebody settles it.

mod apply;
mod arithmetic;
mod decide;
mod declined;
mod draft;
mod event;
mod held;
mod invoice;
mod line;
mod matching;
mod order;
mod receive;
mod reconcile;
mod refusal;
mod reorder;
mod rules;
mod settle;
mod state;

pub use decide::{decide, open};
pub use declined::declined_value;
pub use event::{Matched, PurchaseEvent, Verdict};
pub use held::{OnOrder, Uncollected, Unreconciled, held_for, on_order, uncollected, unreconciled};
pub use invoice::{
    Difference, DifferenceKind, InvoiceLine, InvoiceState, Invoiced, OpenDifference,
    SupplierInvoice,
};
pub use line::{BackOrder, PurchaseItem, PurchaseLine, Purpose, SpecialOrder, Unmatched};
pub use order::{
    BackOrderDraft, Beside, Counted, InvoiceDraft, LineDraft, PurchaseDraft, PurchaseOrder,
    Settlement,
};
pub use reconcile::{LeftPart, gate, left_over};
pub use refusal::PurchaseRefusal;
pub use reorder::{Drafting, ReorderLine, draft_from_proposals};
pub use rules::{PurchaseRules, Reconciling, Reordering};
pub use state::{Purchase, PurchaseState, Receipt, ReceiptLine};

/// The most lines a purchase holds.
pub const LINES_MAX: usize = 500;
/// The most receipts, and the most invoices, a purchase holds.
pub const PAPERS_MAX: usize = 200;

pub(crate) use arithmetic::{less, value};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
#[expect(
    clippy::inconsistent_digit_grouping,
    reason = "amounts read as whole units and cents"
)]
mod tests;
