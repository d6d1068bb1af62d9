//! What the shop hands out on paper: domain values in, rolls, pages and labels out.
//!
//! Start at [`render()`]; labels are made by [`label`]. Pure: no I/O, no clock, no device; the time zone is given. It
//! decides what a paper says and in which order; how that becomes lines and bytes is the `paper` crate's job. It never
//! works out an amount that the books have not already worked out, and refuses figures that do not add up.

mod bill;
mod error;
mod external;
mod input;
pub mod labels;
mod money;
mod papers;
mod receipt;
mod render;
mod shop;
#[cfg(test)]
mod testing;

pub use bill::StaffNames;
pub use error::DocumentError;
pub use external::{ExternalElement, ExternalError, external};
pub use input::TicketInput;
pub use labels::label;
pub use money::{amount, amount_with_symbol, unit_price};
pub use papers::{
    AccountHolder, AgingBucket, Check, CountInput, CountRow, DenominationCount, DepositInput,
    Figure, OrderLine, PurchaseInput, Section, StatementInput, StatementItem, TenderFigure,
    TillInput, TillReportKind, TransferInput, TransferLine,
};
pub use render::{Form, Input, Kind, Rendered, render};
pub use shop::{DateOrder, LaborBasis, RepairTerms, Shop};
