//! Core charges: the deposit on an old part, from its sale to the supplier's credit.
//!
//! The deposit follows the part down the chain from rebuilder to customer and is given back for an old part that can be
//! rebuilt. The ledger has one entry for each sold line with a deposit; its units are counted inside: owed by the
//! customer, received, sent to the supplier, credited. There is no single accounting rule for cores (RSM 2017, The Tax
//! Adviser 4/2025: valuation and liability are the contested points); this ledger keeps the deposit as a liability until
//! the old part comes or its day has passed.
//!
//! Books: the ticket posts the deposit to [`CoreLiability`](crate::ledger::Account::CoreLiability) and takes the refund
//! from it; [`on_close`] adds what the old part is worth (core inventory against core clearing) and keeps what was not
//! refunded; [`decide()`] posts sending, credit and forfeit.

mod closing;
mod decide;
mod event;
mod refusal;
mod state;
mod taking;
#[cfg(test)]
mod tests;

use crate::money::Rate;

pub use closing::on_close;
pub use decide::{CoreOrder, decide};
pub use event::{CoreEvent, CoreGrade};
pub use refusal::CoreRefusal;
pub use state::{Core, CoreCounts, CoreHold, CoreShipment};
pub use taking::{
    CoreReturnDraft, CoreReturnLine, WithoutReceipt, core_return_line, released, without_receipt,
};
pub(crate) use taking::{handed_over, spoken_for};

/// How long old parts are waited for, and what an imperfect one brings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CoreRules {
    /// Days from the sale until the deposit is forfeited.
    pub days: u16,
    /// The share of the deposit given for an old part that is worth only some of it: 0.5 is half.
    pub partial: Rate,
}

impl Default for CoreRules {
    fn default() -> Self {
        Self {
            days: 30,
            partial: Rate::HALF,
        }
    }
}
