//! What the readers and writers do with whole files.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it could not check"
)]

/// A sample file.
macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("../samples/", $name)).as_slice()
    };
}

mod aces;
mod books;
mod csv;
mod csv_identity;
mod ndjson;
mod pies;
mod streaming;
mod xml_fuzz;
