//! ACES: which vehicles a part fits, as suppliers say it (Aftermarket Catalog Exchange Standard, versions 3 and 4).
//!
//! An application names its vehicle by a `BaseVehicle` id of the VCdb or by years, make and model in words. The VCdb
//! is sold by subscription and is not shipped here: a shop that has one gives it as a table ([`Vcdb`]); without it the
//! applications in words still work, and the others are told one by one. Every row is what the vendor states; that
//! it was seen to fit is said by a person, never by a file.

mod app;
mod read;
mod row;
mod vcdb;

pub use read::{AcesError, AcesHeader, Apps, read};
pub use row::{Action, AppFault, Condition, FitmentRow, FitmentSource};
pub use vcdb::{BaseVehicle, Vcdb, VcdbError};
