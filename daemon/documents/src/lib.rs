//! What the shop hands out on paper: domain values in, [`paper::Document`]s out.
//!
//! Pure: no I/O, no clock, no time zones, no device. It decides what a receipt says and in which order;
//! how that becomes lines and bytes is the `paper` crate's job. It never works out an amount that the
//! domain has not already worked out.

mod external;
mod money;
mod receipt;

pub use external::{ExternalElement, ExternalError, external};
pub use money::{amount, amount_with_symbol, unit_price};
pub use receipt::{Letterhead, LocalTime, Receipt, receipt};
