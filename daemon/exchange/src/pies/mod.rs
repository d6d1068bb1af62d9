//! PIES: what a part is, as suppliers say it (Product Information Exchange Standard, versions 6 and 7).
//!
//! Codes stay codes: the tables behind them (PCdb) are sold by subscription and are not shipped here. Pictures and
//! marketing copy are passed over.

mod fact;
mod item;
mod read;

pub use fact::{
    Change, Description, Extended, Hazmat, Interchange, ItemProblem, Package, PartFact, PiesCodes,
    PiesPrice, PriceBreak, ProblemKind,
};
pub use read::{Items, PiesError, PiesHeader, read};
