//! Money, quantities and rates: exact numbers with units.

mod amount;
mod cash;
mod currency;
mod quantity;
mod rounding;

pub use amount::{Money, MoneyError};
pub use cash::{CashHalves, CashRounding, CashStepWrong, round_cash};
pub use currency::{Currency, UnknownCurrency};
pub use quantity::{Factor, Margin, NumberError, Quantity, Rate, UnitPrice, parse_decimal};
pub use rounding::{RoundingPolicy, part_of, spread, to_money};
