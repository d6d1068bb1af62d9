//! Decimal numbers that are not money yet: how many, how long, at what price or rate.
//!
//! Each has written bounds, so that a typing slip or a hostile client meets a refusal instead of an
//! overflow further in.

use std::fmt;

use rust_decimal::Decimal;

/// Why a decimal was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a plain decimal number such as `1`, `0.5` or `-3.25`.
    #[error("`{0}` is not a number; write it like 12.5")]
    Syntax(String),
    /// Outside what the field can hold.
    #[error("the number must lie between {min} and {max}")]
    OutOfRange {
        /// The least value allowed.
        min: Decimal,
        /// The greatest value allowed.
        max: Decimal,
    },
    /// More decimals than the field keeps.
    #[error("the number has more than {0} decimals")]
    TooManyDecimals(u32),
}

/// Reads a plain decimal number: an optional minus sign, digits, an optional point and digits.
///
/// # Errors
/// [`NumberError::Syntax`] for anything else, exponents and thousands separators included.
pub fn parse_decimal(text: &str) -> Result<Decimal, NumberError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty()
        && digits.len() <= 24
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let syntax = || NumberError::Syntax(text.chars().take(40).collect());
    if plain {
        Decimal::from_str_exact(text).map_err(|_| syntax())
    } else {
        Err(syntax())
    }
}

macro_rules! bounded_decimal {
    ($(#[$doc:meta])* $name:ident, min $min:expr, max $max:expr, decimals $decimals:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Decimal);

        impl $name {
            /// Checks the bounds and wraps the number.
            ///
            /// # Errors
            /// [`NumberError`] when it is out of range or has too many decimals.
            pub fn try_new(value: Decimal) -> Result<Self, NumberError> {
                let value = value.normalize();
                let (min, max) = (Decimal::from($min), Decimal::from($max));
                if value < min || value > max {
                    return Err(NumberError::OutOfRange { min, max });
                }
                if value.scale() > $decimals {
                    return Err(NumberError::TooManyDecimals($decimals));
                }
                Ok(Self(value))
            }

            /// Reads the number from text.
            ///
            /// # Errors
            /// [`NumberError`] when the text is no number or breaks a bound.
            pub fn parse(text: &str) -> Result<Self, NumberError> {
                Self::try_new(parse_decimal(text)?)
            }

            /// Returns the bare number.
            #[must_use]
            pub const fn decimal(self) -> Decimal {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

bounded_decimal! {
    /// How many pieces, litres or hours; stock movements may be negative. Three decimals.
    Quantity, min -1_000_000, max 1_000_000, decimals 3
}
bounded_decimal! {
    /// The price of one unit in major units of the shop's currency. Four decimals.
    UnitPrice, min 0, max 100_000_000, decimals 4
}
bounded_decimal! {
    /// A share such as a tax rate: 0.0825 is 8.25 %. Eight decimals.
    Rate, min 0, max 1, decimals 8
}
bounded_decimal! {
    /// What a number is multiplied by, such as cost times 2.5; also a markup, where 1 is 100 %. Eight decimals.
    Factor, min 0, max 1_000, decimals 8
}
bounded_decimal! {
    /// Gross profit as a share of the price: 0.5 is 50 %. At most 99 %, which is cost times 100, so that dividing by
    /// what is left of the price is always safe. Eight decimals.
    Margin, min 0, max Decimal::new(99, 2), decimals 8
}

impl UnitPrice {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);
}

impl Quantity {
    /// One piece.
    pub const ONE: Self = Self(Decimal::ONE);
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Tells whether there is more than nothing.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.0 > Decimal::ZERO
    }

    /// Returns the quantity with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0)
    }
}

impl Rate {
    /// No share at all.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One half.
    pub const HALF: Self = Self(Decimal::from_parts(5, 0, 0, false, 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_numbers_only() {
        for good in ["0", "1", "12.5", "-3.25", "0.001"] {
            assert!(Quantity::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "", "-", ".5", "5.", "1e3", "1,000", " 1", "1..2", "0x10", "1_0", "+1", "NaN",
        ] {
            assert!(Quantity::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            Quantity::parse("0.0001"),
            Err(NumberError::TooManyDecimals(3))
        );
        assert!(matches!(
            UnitPrice::parse("-1"),
            Err(NumberError::OutOfRange { .. })
        ));
        assert!(matches!(
            Quantity::parse("1000001"),
            Err(NumberError::OutOfRange { .. })
        ));
    }

    #[test]
    fn keeps_no_trailing_zeros_so_equal_numbers_print_alike() {
        assert_eq!(
            Quantity::parse("1.500").map(|q| q.to_string()).as_deref(),
            Ok("1.5")
        );
    }
}
