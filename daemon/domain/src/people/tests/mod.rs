//! What staff, customers and vehicles must do.

#![expect(
    clippy::inconsistent_digit_grouping,
    reason = "cents stand apart from dollars"
)]

mod accounts;
mod credit_and_merge;
mod facts;
pub(crate) mod fixture;
mod laws;
mod saving;
mod vehicles;
