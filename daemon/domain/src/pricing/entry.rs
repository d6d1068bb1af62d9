//! The price book's entry for one part: one price for every shop, and where a shop departs from it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::ids::PartId;
use crate::money::UnitPrice;

/// What one part sells for at retail, for all locations and for those that have their own price.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceEntry {
    /// Which part.
    pub part: PartId,
    /// The price of one everywhere, in major units.
    pub price: UnitPrice,
    /// Other prices by location.
    pub overrides: BTreeMap<String, UnitPrice>,
}

/// A location's price that is not the book's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deviation {
    /// Where.
    pub location: String,
    /// The price there.
    pub price: UnitPrice,
    /// What it is above the book's; below zero when it is cheaper there.
    pub above: Decimal,
}

impl PriceEntry {
    /// Returns the location's own price, if it has one.
    #[must_use]
    pub fn override_at(&self, location: &str) -> Option<UnitPrice> {
        self.overrides.get(location).copied()
    }

    /// Returns the price at a location: its own, else the book's.
    #[must_use]
    pub fn price_at(&self, location: &str) -> UnitPrice {
        self.override_at(location).unwrap_or(self.price)
    }

    /// Returns the locations that depart from the book, in order of their names. An own price equal to the book's is
    /// no deviation.
    #[must_use]
    pub fn deviations(&self) -> Vec<Deviation> {
        let own = self.overrides.iter();
        let differing = own.filter(|(_, price)| **price != self.price);
        let deviation = |(location, price): (&String, &UnitPrice)| Deviation {
            location: location.clone(),
            price: *price,
            above: price.decimal() - self.price.decimal(),
        };
        differing.map(deviation).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_location_may_depart_from_the_book_and_it_shows() {
        let price = |text| UnitPrice::parse(text).unwrap();
        let own = [("north", "9.50"), ("south", "10"), ("west", "11")];
        let entry = PriceEntry {
            part: PartId::new(Uuid::from_u128(1)),
            price: price("10"),
            overrides: own.map(|(at, own)| (at.to_owned(), price(own))).into(),
        };
        assert_eq!(entry.price_at("north"), price("9.5"));
        assert_eq!(entry.price_at("east"), price("10"));
        let found: Vec<(String, String)> = entry
            .deviations()
            .into_iter()
            .map(|deviation| (deviation.location, deviation.above.normalize().to_string()))
            .collect();
        let expected = [("north", "-0.5"), ("west", "1")];
        assert_eq!(
            found,
            expected.map(|(at, above)| (at.to_owned(), above.to_owned()))
        );
    }
}
