//! Taking in what another program or a supplier knows: which row is which thing of ours, and what a row may change.
//!
//! A blank cell never takes anything away, and a row that says what is known already changes nothing: the same file can
//! be brought twice.

mod fitment;
mod refusal;

pub use fitment::{fits, no_longer_fits};
pub use refusal::ImportRefusal;
