//! Tables as CSV: customers, vehicles, parts, price files and stock, in and out.
//!
//! [`map::ColumnMap`] says which column is which of our fields; [`guess::guess`] proposes one from the headers.
//! [`read()`] gives one checked row at a time and goes on after a bad one; [`dry_run()`] is the same reader with
//! nobody applying the rows; [`write()`] gives rows back as a file that [`read()`] takes. Whether a part or a customer
//! is already on file is not known here.

#![expect(
    clippy::result_large_err,
    reason = "a row error is made once for each bad row, and says everything about it"
)]

mod cell;
mod dry_run;
mod fault;
mod field;
mod fill;
mod guard;
mod guess;
mod map;
mod read;
mod report;
mod row;
mod words;
mod write;

pub use dry_run::{DryRun, Duplicate, NAMED_MAX, dry_run};
pub use fault::{Fault, RowError};
pub use field::{Field, Kind};
pub(crate) use guard::guarded;
pub use guess::{Guess, delimiter, guess, headers};
pub use map::{Column, ColumnMap, DateFormat, DecimalSign, MapError, Source};
pub use read::{Rows, read};
pub use report::ErrorReport;
pub use row::{CustomerRow, Draft, PartRow, PriceRow, Row, StockRow, VehicleRow, Warning};
pub use write::{WriteError, Writer, write};
