//! The currencies a shop can run in, with their number of decimals (ISO 4217).

use std::fmt;
use std::str::FromStr;

/// A currency code that is not in the daemon's list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency `{0}`")]
pub struct UnknownCurrency(pub String);

macro_rules! currencies {
    ($($code:ident $decimals:literal,)*) => {
        /// An ISO 4217 currency.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Currency { $(#[allow(missing_docs, reason = "the ISO code says it")] $code,)* }

        impl Currency {
            /// Every currency known here.
            pub const ALL: &'static [Currency] = &[$(Currency::$code,)*];

            /// Returns the three-letter ISO code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Currency::$code => stringify!($code),)* }
            }

            /// Returns how many decimals the minor unit has: 2 for USD, 0 for JPY.
            #[must_use]
            pub const fn decimals(self) -> u32 {
                match self { $(Currency::$code => $decimals,)* }
            }
        }
    };
}

currencies! {
    AUD 2, BRL 2, CAD 2, CHF 2, CZK 2, DKK 2, EUR 2, GBP 2, JPY 0, KRW 0, MXN 2, NOK 2, NZD 2, PLN 2, SEK 2,
    SGD 2, USD 2,
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        Self::ALL
            .iter()
            .copied()
            .find(|currency| currency.code().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCurrency(text.to_owned()))
    }
}
