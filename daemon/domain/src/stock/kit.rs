//! Kits: parts that are sold as one line and leave the shelf as several.
//!
//! A kit may hold other kits; a kit that would hold itself is refused when it is defined. How many can be sold is
//! worked out from the parts at the bottom, so a part that two components share is not promised twice.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::cost::extended;
use crate::ids::PartId;
use crate::money::{Money, MoneyError, NumberError, Quantity, UnitPrice, spread};

/// The most components one kit may list.
pub const COMPONENTS_MAX: usize = 100;
/// The most steps that taking a kit and the kits in it apart may need.
pub const EXPLODE_STEPS_MAX: usize = 1000;

/// One component of a kit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Component {
    /// The part, or a kit.
    pub part: PartId,
    /// How many go into one kit.
    pub quantity: Quantity,
}

/// Where the price of a kit comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KitPrice {
    /// The kit has a price of its own, in the catalog.
    Own,
    /// The sum of the prices of its components, as they are on the day.
    SumOfComponents,
}

/// What a kit is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitDefinition {
    /// The part that stands for the kit.
    pub kit: PartId,
    /// What it holds.
    pub components: Vec<Component>,
    /// Where its price comes from.
    pub price: KitPrice,
}

/// Why a kit was not taken, or not taken apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KitRefusal {
    /// A kit needs a component.
    #[error("a kit needs at least one component")]
    Empty,
    /// A kit lists too much, itself or with the kits in it.
    #[error("the kit is too large")]
    TooLarge,
    /// A component's quantity must be more than zero.
    #[error("the quantity of a component must be more than zero")]
    QuantityNotPositive(PartId),
    /// A component is listed twice.
    #[error("a component is listed twice")]
    Duplicate(PartId),
    /// The kit would hold itself, by way of the named component.
    #[error("the kit would contain itself")]
    Cycle(PartId),
    /// No such kit.
    #[error("the part is not a kit")]
    NotAKit(PartId),
    /// A component has no price, so the kit has none.
    #[error("a component of the kit has no price")]
    NoPrice(PartId),
    /// A quantity does not fit, or has too many decimals.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Every kit of the shop.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KitBook(BTreeMap<PartId, KitDefinition>);

impl KitBook {
    /// Takes a kit in, in the place of an older definition of it.
    ///
    /// # Errors
    /// A [`KitRefusal`] that names what is wrong with it; then the older definition stands.
    pub fn define(&mut self, kit: KitDefinition) -> Result<(), KitRefusal> {
        if kit.components.is_empty() {
            return Err(KitRefusal::Empty);
        }
        if kit.components.len() > COMPONENTS_MAX {
            return Err(KitRefusal::TooLarge);
        }
        let mut seen = BTreeSet::new();
        for component in &kit.components {
            if !component.quantity.is_positive() {
                return Err(KitRefusal::QuantityNotPositive(component.part));
            }
            if !seen.insert(component.part) {
                return Err(KitRefusal::Duplicate(component.part));
            }
            if self.holds(component.part, kit.kit) {
                return Err(KitRefusal::Cycle(component.part));
            }
        }
        let id = kit.kit;
        let mut after = self.clone();
        after.0.insert(id, kit);
        // The kits around this one have to stay within bounds too.
        for around in self
            .0
            .keys()
            .copied()
            .filter(|around| self.holds(*around, id))
            .chain([id])
        {
            after.explode(around, Quantity::ONE)?;
        }
        *self = after;
        Ok(())
    }

    /// Makes the part an ordinary one again. Kits that hold it then hold the part itself.
    pub fn remove(&mut self, kit: PartId) {
        self.0.remove(&kit);
    }

    /// Returns a kit's definition.
    #[must_use]
    pub fn get(&self, kit: PartId) -> Option<&KitDefinition> {
        self.0.get(&kit)
    }

    /// Tells whether `part` is `wanted` or a kit with it inside.
    fn holds(&self, part: PartId, wanted: PartId) -> bool {
        let mut open = vec![part];
        let mut seen = BTreeSet::new();
        while let Some(next) = open.pop() {
            if next == wanted {
                return true;
            }
            if seen.insert(next) {
                let inside = self.0.get(&next).map(|kit| kit.components.iter());
                open.extend(inside.into_iter().flatten().map(|component| component.part));
            }
        }
        false
    }

    /// Takes `quantity` of a kit apart, down to parts that are no kits, each with how many leave the shelf.
    ///
    /// # Errors
    /// [`KitRefusal::NotAKit`], [`KitRefusal::TooLarge`], or [`KitRefusal::Number`] when a quantity does not fit.
    pub fn explode(
        &self,
        kit: PartId,
        quantity: Quantity,
    ) -> Result<BTreeMap<PartId, Quantity>, KitRefusal> {
        let definition = self.0.get(&kit).ok_or(KitRefusal::NotAKit(kit))?;
        let mut leaves: BTreeMap<PartId, Decimal> = BTreeMap::new();
        let mut open = vec![(definition, quantity.decimal())];
        let mut steps_left = EXPLODE_STEPS_MAX;
        while let Some((definition, count)) = open.pop() {
            for component in &definition.components {
                steps_left = steps_left.checked_sub(1).ok_or(KitRefusal::TooLarge)?;
                let needed = count.checked_mul(component.quantity.decimal());
                let needed = needed.ok_or(KitRefusal::TooLarge)?;
                match self.0.get(&component.part) {
                    Some(inner) => open.push((inner, needed)),
                    None => {
                        let sum = leaves.entry(component.part).or_default();
                        *sum = sum.checked_add(needed).ok_or(KitRefusal::TooLarge)?;
                    }
                }
            }
        }
        let leaves = leaves.into_iter();
        leaves
            .map(|(part, needed)| Ok((part, Quantity::try_new(needed)?)))
            .collect()
    }

    /// Returns how many whole kits can be sold from what is available of the parts at the bottom. A part that is
    /// not named is not there.
    ///
    /// # Errors
    /// As [`KitBook::explode`].
    pub fn available(
        &self,
        kit: PartId,
        available: &BTreeMap<PartId, Quantity>,
    ) -> Result<Quantity, KitRefusal> {
        let mut least: Option<Decimal> = None;
        for (part, needed) in self.explode(kit, Quantity::ONE)? {
            let there = available.get(&part).copied().unwrap_or(Quantity::ZERO);
            let count = there
                .max(Quantity::ZERO)
                .decimal()
                .checked_div(needed.decimal());
            let count = count.ok_or(KitRefusal::TooLarge)?.floor();
            least = Some(least.map_or(count, |least| least.min(count)));
        }
        // A part that goes in by the thousandth may be enough for more kits than a quantity holds.
        let most = Decimal::from(1_000_000);
        Ok(Quantity::try_new(least.unwrap_or_default().min(most))?)
    }

    /// Returns the price of one kit from the prices of its components as they are listed: a kit inside counts with
    /// its own price, or with the sum of its components, as it says itself.
    ///
    /// # Errors
    /// [`KitRefusal::NoPrice`] when a price is missing, and as [`KitBook::explode`].
    pub fn price(
        &self,
        kit: PartId,
        prices: &BTreeMap<PartId, UnitPrice>,
    ) -> Result<UnitPrice, KitRefusal> {
        let definition = self.0.get(&kit).ok_or(KitRefusal::NotAKit(kit))?;
        let mut steps_left = EXPLODE_STEPS_MAX;
        let sum = match definition.price {
            KitPrice::Own => Self::listed(kit, prices)?,
            KitPrice::SumOfComponents => {
                let mut sum = Decimal::ZERO;
                let mut open = vec![(definition, Decimal::ONE)];
                while let Some((definition, count)) = open.pop() {
                    for component in &definition.components {
                        steps_left = steps_left.checked_sub(1).ok_or(KitRefusal::TooLarge)?;
                        let needed = count.checked_mul(component.quantity.decimal());
                        let needed = needed.ok_or(KitRefusal::TooLarge)?;
                        match self.0.get(&component.part) {
                            Some(inner) if inner.price == KitPrice::SumOfComponents => {
                                open.push((inner, needed));
                            }
                            Some(_) | None => {
                                let price = Self::listed(component.part, prices)?;
                                let cost = needed.checked_mul(price);
                                let added = cost.and_then(|cost| sum.checked_add(cost));
                                sum = added.ok_or(KitRefusal::TooLarge)?;
                            }
                        }
                    }
                }
                sum
            }
        };
        Ok(UnitPrice::try_new(sum.round_dp(4))?)
    }

    fn listed(part: PartId, prices: &BTreeMap<PartId, UnitPrice>) -> Result<Decimal, KitRefusal> {
        let price = prices.get(&part).ok_or(KitRefusal::NoPrice(part))?;
        Ok(price.decimal())
    }
}

/// A component that left with a kit, and what it sells for on its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PricedComponent {
    /// The part.
    pub part: PartId,
    /// How many left.
    pub quantity: Quantity,
    /// What one sells for on its own.
    pub price: UnitPrice,
}

/// Shares what a kit was sold for over its components, for revenue and tax: in proportion to what they would sell
/// for on their own, by largest remainder, so that the shares add up to the cent. Components without prices bear
/// it by their quantities. A refund is shared like the sale, with the other sign.
///
/// # Errors
/// [`KitRefusal::Money`] when an amount does not fit, [`KitRefusal::Empty`] without components.
pub fn spread_price(
    total: Money,
    components: &[PricedComponent],
) -> Result<Vec<(PartId, Money)>, KitRefusal> {
    if components.is_empty() {
        return Err(KitRefusal::Empty);
    }
    let currency = total.currency();
    let one_each = UnitPrice::try_new(Decimal::ONE)?;
    let weigh = |price_of: &dyn Fn(&PricedComponent) -> UnitPrice| {
        let extended = |component: &PricedComponent| {
            let quantity = component.quantity.max(Quantity::ZERO);
            extended(price_of(component), quantity, currency).map_err(|_| MoneyError::Overflow)
        };
        let amounts = components.iter().map(extended);
        amounts
            .map(|amount| amount.map(Money::minor))
            .collect::<Result<Vec<_>, _>>()
    };
    let mut weights = weigh(&|component| component.price)?;
    if weights.iter().all(|weight| *weight == 0) {
        weights = weigh(&|_| one_each)?;
    }
    let magnitude = total.minor().checked_abs().ok_or(MoneyError::Overflow)?;
    let shares = spread(magnitude, &weights)?;
    let sign = total.minor().signum();
    let signed = |(component, share): (&PricedComponent, i64)| {
        (component.part, Money::new(share * sign, currency))
    };
    Ok(components.iter().zip(shares).map(signed).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stock::testing::{part, price, quantity, some_quantity, usd};

    fn kit(id: u128, components: &[(u128, &str)]) -> KitDefinition {
        let component = |(id, count): &(u128, &str)| Component {
            part: part(*id),
            quantity: quantity(count),
        };
        KitDefinition {
            kit: part(id),
            components: components.iter().map(component).collect(),
            price: KitPrice::SumOfComponents,
        }
    }

    /// Kit 10: two rotors (1) and a pad set (11), which holds a pair of pads (2) and 0.5 of grease (3).
    fn brakes() -> KitBook {
        let mut book = KitBook::default();
        book.define(kit(11, &[(2, "2"), (3, "0.5")])).unwrap();
        book.define(kit(10, &[(1, "2"), (11, "1"), (3, "0.25")]))
            .unwrap();
        book
    }

    #[test]
    fn a_kit_of_kits_comes_apart_into_parts() {
        let parts = brakes().explode(part(10), quantity("2")).unwrap();
        let expected = [(1, "4"), (2, "4"), (3, "1.5")];
        let expected = expected.map(|(id, count)| (part(id), quantity(count)));
        assert_eq!(parts, BTreeMap::from(expected));
        let refused = brakes().explode(part(1), Quantity::ONE);
        assert_eq!(refused, Err(KitRefusal::NotAKit(part(1))));
    }

    #[test]
    fn the_scarcest_part_says_how_many_kits_there_are() {
        let there = |counts: [&str; 3]| {
            let counts = counts.map(quantity);
            let parts = [part(1), part(2), part(3)];
            brakes()
                .available(part(10), &parts.into_iter().zip(counts).collect())
                .unwrap()
        };
        assert_eq!(there(["9", "40", "40"]), quantity("4"));
        // Grease goes into both kits: 0.75 in all.
        assert_eq!(there(["9", "40", "1.499"]), quantity("1"));
        assert_eq!(there(["9", "-2", "40"]), Quantity::ZERO);
        let nothing = brakes().available(part(10), &BTreeMap::new());
        assert_eq!(nothing, Ok(Quantity::ZERO));
    }

    #[test]
    fn a_kit_cannot_hold_itself() {
        let mut book = brakes();
        let before = book.clone();
        let itself = book.define(kit(12, &[(12, "1")]));
        assert_eq!(itself, Err(KitRefusal::Cycle(part(12))));
        let through = book.define(kit(11, &[(2, "1"), (10, "1")]));
        assert_eq!(through, Err(KitRefusal::Cycle(part(10))));
        let later = book.define(kit(2, &[(11, "1")]));
        assert_eq!(later, Err(KitRefusal::Cycle(part(11))));
        assert_eq!(book, before);
    }

    #[test]
    fn a_bad_definition_is_refused() {
        let mut book = brakes();
        assert_eq!(book.define(kit(12, &[])), Err(KitRefusal::Empty));
        let twice = book.define(kit(12, &[(1, "1"), (1, "2")]));
        assert_eq!(twice, Err(KitRefusal::Duplicate(part(1))));
        let none = book.define(kit(12, &[(1, "0")]));
        assert_eq!(none, Err(KitRefusal::QuantityNotPositive(part(1))));
        let many: Vec<_> = (100..201).map(|id| (id, "1")).collect();
        assert_eq!(book.define(kit(12, &many)), Err(KitRefusal::TooLarge));
        assert!(book.define(kit(12, &many[1..])).is_ok());
        // 100 x 100 parts are more than a kit may come apart into.
        let kits: Vec<_> = (300..312).map(|id| (id, "1")).collect();
        for (id, _) in &kits {
            book.define(kit(*id, &many[1..])).unwrap();
        }
        assert_eq!(book.define(kit(13, &kits)), Err(KitRefusal::TooLarge));
    }

    #[test]
    fn a_kit_stays_within_bounds_when_a_kit_inside_it_changes() {
        let mut book = brakes();
        book.define(kit(12, &[(11, "0.02")])).unwrap();
        let fine = book.define(kit(11, &[(2, "0.125")]));
        assert_eq!(
            fine,
            Err(KitRefusal::Number(NumberError::TooManyDecimals(3)))
        );
        assert_eq!(book.get(part(11)), brakes().get(part(11)));
        book.remove(part(11));
        let parts = book.explode(part(12), Quantity::ONE).unwrap();
        assert_eq!(parts, BTreeMap::from([(part(11), quantity("0.02"))]));
    }

    #[test]
    fn a_kit_has_its_own_price_or_the_sum() {
        let mut prices = BTreeMap::from([
            (part(1), price("40")),
            (part(2), price("30.25")),
            (part(3), price("8")),
        ]);
        let mut book = brakes();
        assert_eq!(book.price(part(10), &prices), Ok(price("146.5")));
        let own = KitDefinition {
            price: KitPrice::Own,
            ..kit(11, &[(2, "2")])
        };
        book.define(own).unwrap();
        assert_eq!(
            book.price(part(10), &prices),
            Err(KitRefusal::NoPrice(part(11)))
        );
        prices.insert(part(11), price("50"));
        assert_eq!(book.price(part(11), &prices), Ok(price("50")));
        assert_eq!(book.price(part(10), &prices), Ok(price("132")));
    }

    #[test]
    fn the_price_of_a_kit_is_shared_by_largest_remainder() {
        let component = |id, count: &str, each: &str| PricedComponent {
            part: part(id),
            quantity: quantity(count),
            price: price(each),
        };
        let shares = |cents, components: &[PricedComponent]| {
            let shares = spread_price(usd(cents), components).unwrap();
            shares
                .into_iter()
                .map(|(_, share)| share.minor())
                .collect::<Vec<_>>()
        };
        let three = [1, 2, 3].map(|id| component(id, "1", "10"));
        assert_eq!(shares(1000, &three), [334, 333, 333]);
        assert_eq!(shares(-1000, &three), [-334, -333, -333]);
        let uneven = [component(1, "2", "40"), component(2, "0.5", "40")];
        assert_eq!(shares(9000, &uneven), [7200, 1800]);
        let free = [component(1, "3", "0"), component(2, "1", "0")];
        assert_eq!(shares(1000, &free), [750, 250]);
        assert_eq!(spread_price(usd(1), &[]), Err(KitRefusal::Empty));
    }

    proptest! {
        #[test]
        fn as_many_kits_as_are_available_can_leave_and_not_one_more(
            needs in prop::collection::vec(some_quantity(), 1..6),
            stock in prop::collection::vec(-5_000_i64..500_000, 6),
        ) {
            let mut book = KitBook::default();
            let ids = (1_u128..).map(part);
            let components = ids.clone().zip(needs).map(|(part, quantity)| Component { part, quantity });
            let components = components.collect();
            book.define(KitDefinition { kit: part(99), components, price: KitPrice::Own }).unwrap();
            let there: BTreeMap<_, _> =
                ids.zip(stock.into_iter().map(crate::stock::testing::thousandths)).collect();
            let count = book.available(part(99), &there).unwrap();
            let fits = |count: Quantity| {
                let mut needed = book.explode(part(99), count).unwrap().into_iter();
                needed.all(|(part, needed)| needed <= there[&part])
            };
            prop_assert!(count == Quantity::ZERO || fits(count));
            prop_assert!(!fits(crate::stock::plus(count, Quantity::ONE).unwrap()));
        }

        #[test]
        fn shares_add_up_to_what_the_kit_sold_for(
            total in -1_000_000_i64..1_000_000,
            components in prop::collection::vec((some_quantity(), 0_i64..1_000_000), 1..9),
        ) {
            let priced = |(quantity, each): (Quantity, i64)| PricedComponent {
                part: part(1),
                quantity,
                price: UnitPrice::try_new(Decimal::new(each, 4)).unwrap(),
            };
            let components: Vec<_> = components.into_iter().map(priced).collect();
            let shares = spread_price(usd(total), &components).unwrap();
            let sum: i64 = shares.iter().map(|(_, share)| share.minor()).sum();
            prop_assert_eq!(sum, total);
            prop_assert!(shares.iter().all(|(_, share)| share.minor().signum() * total.signum() >= 0));
        }
    }
}
