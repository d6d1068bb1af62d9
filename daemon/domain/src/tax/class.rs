//! The classes by which tax laws tell the lines of a repair bill apart.

use std::fmt;
use std::str::FromStr;

/// A word that names no tax class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown tax class `{0}`")]
pub struct UnknownTaxClass(pub String);

macro_rules! tax_classes {
    ($($(#[$doc:meta])* $name:ident $word:literal,)*) => {
        /// What kind of thing a line sells, in the words that tax laws draw their lines by.
        ///
        /// The distinctions are those of California's Regulation 1546 and the CDTFA's guide for auto repair, and of
        /// Texas' 34 TAC 3.290: a place may tax some of them and not others.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum TaxClass { $($(#[$doc])* $name,)* }

        impl TaxClass {
            /// Every class.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the word used in settings, tax profiles and by plugins.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

tax_classes! {
    /// A part or another good.
    Part "part",
    /// Labor to repair or maintain, stated apart from parts.
    LaborRepair "labor_repair",
    /// Labor that makes a new thing, e.g. a machined part.
    LaborFabrication "labor_fabrication",
    /// Labor to install something on a new vehicle.
    LaborInstallNew "labor_install_new",
    /// Shop supplies that are billed.
    Supplies "supplies",
    /// Parts of work that another shop did.
    SubletPart "sublet_part",
    /// Labor of work that another shop did.
    SubletLabor "sublet_labor",
    /// A fee that a law lays on the customer, e.g. for a new tire.
    FeeMandated "fee_mandated",
    /// A fee that the shop sets.
    FeeShop "fee_shop",
    /// The deposit on a rebuildable old part: [`super::CorePolicy`] decides how it is taxed.
    Core "core",
    /// Delivery.
    Shipping "shipping",
    /// An extended warranty or service contract.
    WarrantyContract "warranty_contract",
}

impl fmt::Display for TaxClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for TaxClass {
    type Err = UnknownTaxClass;

    fn from_str(text: &str) -> Result<Self, UnknownTaxClass> {
        Self::ALL
            .iter()
            .copied()
            .find(|class| class.as_str() == text)
            .ok_or_else(|| UnknownTaxClass(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_read_back_from_its_word() {
        assert_eq!(TaxClass::ALL.len(), 12);
        for class in TaxClass::ALL {
            assert_eq!(class.as_str().parse(), Ok(*class));
        }
        let unknown = UnknownTaxClass("labour".to_owned());
        assert_eq!("labour".parse::<TaxClass>(), Err(unknown));
    }
}
