//! What a part or an hour of labor costs the customer, and why.
//!
//! [`price_part`] answers a unit price together with the rule, matrix or list it came from, so that a screen can show
//! both; [`price_labor`] does the same for labor. [`solve_target`] turns a sold mix and a wanted gross profit into a
//! matrix. Nothing here looks anything up: whoever asks brings the book and what is known of the part.

mod book;
mod entry;
mod formula;
mod labor;
mod matrix;
mod part;
mod refusal;
mod scope;
mod solver;
#[cfg(test)]
mod tests;

pub use book::{
    BreakOff, LevelTerms, PriceAction, PriceBook, PriceRule, QuantityBreak, RULES_MAX,
    ScopedMatrix, Terms,
};
pub use entry::{Deviation, PriceEntry};
pub use formula::{Formula, gp_percent, margin_of_markup, markup_of_margin, multiplier_of_margin};
pub use labor::{
    BANDS_MAX, LaborAnswer, LaborAsk, LaborBand, LaborBook, LaborKind, LaborRate, LaborStep,
    price_labor,
};
pub use matrix::{Matrix, MatrixMode, MatrixRow, ROWS_MAX};
pub use part::{BreakTaken, ListSource, PriceAnswer, PriceAsk, PriceReason, price_part};
pub use refusal::PricingRefusal;
pub use scope::{PriceLevel, Scope};
pub use solver::{CategoryChange, GpFigures, SoldPart, Solution, solve_target};

pub(crate) use scope::same_name;
