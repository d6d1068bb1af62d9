//! Reports: pure folds over the journal, so that none can disagree with it or with another.
//!
//! Each is a struct with `apply(event, at)`, given all events of the shop in the order of the journal from the beginning
//! (or from before the oldest ticket that is still open), and fields or methods with what came of it. What a ticket came
//! to is worked out by the ticket itself, at the event that closed it; a sale undone on its day takes it off again.

mod advisor;
mod daily;
mod deferred;
mod parts;
mod sold;
mod technician;
#[cfg(test)]
mod tests;

pub use advisor::{AdvisorFold, Proposals, Tally};
pub use daily::{DailyFold, TaxSum};
pub use deferred::{Deferred, DeferredFold, Recovered};
pub use parts::{PartUse, PartsFold};
pub use sold::{Period, Sale, SoldTickets};
pub use technician::{TechnicianFold, Work};
