//! Which sales a rule is meant for, and which of two rules that both fit is the more specific.

use std::fmt;

use super::{PriceAsk, PricingRefusal};
use crate::ids::{CustomerId, PartId};

/// The longest name of a rule, matrix, category, brand, vendor or place, in characters.
const NAME_LEN_MAX: usize = 60;

macro_rules! price_levels {
    ($($(#[$doc:meta])* $name:ident $word:literal,)*) => {
        /// What kind of buyer a price is for.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum PriceLevel { $($(#[$doc])* $name,)* }

        impl PriceLevel {
            /// Every level.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the word used in settings, records and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Reads the word back.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

price_levels! {
    /// Anyone at the counter.
    Retail "retail",
    /// A repair shop that fits the part.
    Installer "installer",
    /// A firm that buys in bulk.
    Wholesale "wholesale",
    /// A parts store that sells on to installers.
    Jobber "jobber",
    /// The owner of many vehicles.
    Fleet "fleet",
}

impl fmt::Display for PriceLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which sales something applies to. A field that is absent fits every sale; names are compared without regard to
/// case and outer blanks.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Scope {
    /// One part.
    pub part: Option<PartId>,
    /// One customer.
    pub customer: Option<CustomerId>,
    /// Customers of one price level.
    pub level: Option<PriceLevel>,
    /// Parts of one category.
    pub category: Option<String>,
    /// Parts of one brand.
    pub brand: Option<String>,
    /// Parts bought from one vendor.
    pub vendor: Option<String>,
    /// Sales at one location.
    pub location: Option<String>,
}

impl Scope {
    /// Tells whether a sale is one of those meant.
    #[must_use]
    pub fn fits(&self, ask: &PriceAsk<'_>) -> bool {
        let name_fits = |wanted: &Option<String>, found: Option<&str>| match (wanted, found) {
            (None, _) => true,
            (Some(wanted), Some(found)) => same_name(wanted, found),
            (Some(_), None) => false,
        };
        (self.part.is_none() || self.part == ask.part)
            && (self.customer.is_none() || self.customer == ask.customer)
            && self.level.is_none_or(|level| level == ask.level)
            && name_fits(&self.category, Some(ask.category))
            && name_fits(&self.brand, Some(ask.brand))
            && name_fits(&self.vendor, ask.vendor)
            && name_fits(&self.location, Some(ask.location))
    }

    /// Returns how specific it is; of two that fit one sale, the greater wins.
    ///
    /// A part is more specific than a customer, then come level, category, brand, vendor and location; each counts for
    /// more than all that follow it together. Two scopes that fit one sale and are equally specific are the same.
    #[must_use]
    pub fn rank(&self) -> u8 {
        [
            self.part.is_some(),
            self.customer.is_some(),
            self.level.is_some(),
            self.category.is_some(),
            self.brand.is_some(),
            self.vendor.is_some(),
            self.location.is_some(),
        ]
        .iter()
        .fold(0, |rank, set| rank * 2 + u8::from(*set))
    }

    /// Tells whether both mean exactly the same sales.
    pub(super) fn same(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (None, None) => true,
            (Some(a), Some(b)) => same_name(a, b),
            (Some(_), None) | (None, Some(_)) => false,
        };
        (self.part, self.customer, self.level) == (other.part, other.customer, other.level)
            && same(&self.category, &other.category)
            && same(&self.brand, &other.brand)
            && same(&self.vendor, &other.vendor)
            && same(&self.location, &other.location)
    }

    pub(super) fn checked(&self) -> Result<(), PricingRefusal> {
        let names = [
            ("category", &self.category),
            ("brand", &self.brand),
            ("vendor", &self.vendor),
            ("location", &self.location),
        ];
        for (field, name) in names {
            if let Some(name) = name {
                checked_name(field, name)?;
            }
        }
        Ok(())
    }
}

/// Tells whether two names differ in case and outer blanks at most.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.trim().to_lowercase();
    a == b || letters(a) == letters(b)
}

pub(super) fn checked_name(field: &'static str, name: &str) -> Result<String, PricingRefusal> {
    let name = name.trim();
    let len_max = NAME_LEN_MAX;
    if name.is_empty() || name.chars().count() > len_max || name.contains(char::is_control) {
        return Err(PricingRefusal::Name { field, len_max });
    }
    Ok(name.to_owned())
}
