//! What happens to sales when the machine under them fails: power cuts at any moment, a disk that fills up or turns
//! read-only. The real binary, real files, and an auditor that keeps its own books.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test's helper fails the test where something is wrong"
)]

mod auditor;
mod books;
mod crash;
mod disk;
mod seller;
