//! Money, quantities and rates: exact numbers with units.

mod amount;
mod currency;
mod quantity;
mod rounding;

pub use amount::{Money, MoneyError};
pub use currency::{Currency, UnknownCurrency};
pub use quantity::{Factor, Margin, NumberError, Quantity, Rate, UnitPrice, parse_decimal};
pub use rounding::{RoundingPolicy, part_of, spread, to_money};
