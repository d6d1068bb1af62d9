//! What to buy: draft orders for everything at or below its order point.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::StockLevel;
use super::cost::{CostRefusal, extended};
use crate::ids::{PartId, SupplierId};
use crate::money::{Currency, Money, MoneyError, NumberError, Quantity, UnitPrice};

/// When a part is ordered at a location, and how much.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReorderRule {
    /// Ordered when there is this much or less (the "min").
    pub order_point: Quantity,
    /// Ordered up to this much, and never more; without it, up to the order point.
    pub max: Option<Quantity>,
}

/// How a supplier sells a part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupplierOffer {
    /// The supplier.
    pub supplier: SupplierId,
    /// The number the supplier knows the part by.
    pub number: String,
    /// What one costs.
    pub unit_cost: UnitPrice,
    /// How many are in the supplier's pack; only whole packs are sold.
    pub pack_size: Quantity,
    /// How many packs an order goes by: 4 means 4, 8, 12 and so on.
    pub order_multiple: u32,
    /// The least an order to this supplier should come to, if there is such a sum.
    pub order_value_min: Option<Money>,
    /// Whether the shop would rather buy the part here.
    pub preferred: bool,
}

/// One part at one location, as reordering sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReorderInput {
    /// The part.
    pub part: PartId,
    /// What there is of it, and where.
    pub level: StockLevel,
    /// When to order.
    pub rule: ReorderRule,
    /// Whether the shop keeps the part: `false` for parts phased out. A protected part is never phased out (see
    /// [`super::demand::phase`]), and is ordered by the same rule as any other.
    pub stocked: bool,
    /// Bought for one customer at a time only, and so never for the shelf.
    pub special_order: bool,
    /// Who sells it.
    pub offers: Vec<SupplierOffer>,
}

/// One line of a draft order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftLine {
    /// The part.
    pub part: PartId,
    /// For which location.
    pub location: String,
    /// The supplier's number for it.
    pub supplier_number: String,
    /// How many: whole packs.
    pub quantity: Quantity,
    /// What one costs.
    pub unit_cost: UnitPrice,
    /// What all of them cost.
    pub total: Money,
}

/// An order to a supplier, for a person to look over and send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftOrder {
    /// The supplier.
    pub supplier: SupplierId,
    /// What to order, by part and location.
    pub lines: Vec<DraftLine>,
    /// What it comes to.
    pub total: Money,
    /// The least it should come to, if the supplier has such a sum.
    pub order_value_min: Option<Money>,
}

impl DraftOrder {
    /// Returns by how much the order misses the supplier's least order value.
    #[must_use]
    pub fn missing_value(&self) -> Option<Money> {
        let missing = self.order_value_min?.minus(self.total).ok()?;
        (missing.minor() > 0).then_some(missing)
    }
}

/// Why a part that runs low is on no draft order; for a person to see to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, thiserror::Error)]
pub enum NotOrdered {
    /// No supplier is known for it.
    #[error("no supplier is known for the part")]
    NoSupplier,
    /// The smallest order would be more than the max allows.
    #[error("the smallest order is more than the maximum allows")]
    OverMax,
    /// The supplier's pack size or multiple is not more than zero.
    #[error("the pack size must be more than zero")]
    PackSize,
}

/// What reordering comes to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proposal {
    /// One order for each supplier, by its id.
    pub orders: Vec<DraftOrder>,
    /// Parts that run low and could not be ordered, with the location.
    pub not_ordered: Vec<(PartId, String, NotOrdered)>,
}

/// Why orders could not be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReorderRefusal {
    /// A quantity does not fit.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A line's total does not fit.
    #[error(transparent)]
    Cost(#[from] CostRefusal),
}

impl ReorderInput {
    /// Tells whether the location is low on the part: what can be sold now is at the order point or below, whatever
    /// may be on its way. Parts that are not kept for the shelf are never low.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold what is available.
    pub fn is_low(&self) -> Result<bool, NumberError> {
        Ok(self.is_kept() && self.level.available()? <= self.rule.order_point)
    }

    const fn is_kept(&self) -> bool {
        self.stocked && !self.special_order
    }

    /// Returns the offer to buy by: the preferred supplier's, else the cheapest.
    #[must_use]
    pub fn offer(&self) -> Option<&SupplierOffer> {
        self.offers
            .iter()
            .min_by_key(|offer| (!offer.preferred, offer.unit_cost, offer.supplier))
    }

    /// Returns how many to order by an offer, which may be none.
    fn quantity_by(&self, offer: &SupplierOffer) -> Result<Option<Quantity>, ReorderInputFault> {
        let position = self.level.position()?;
        let target = self.rule.max.unwrap_or(self.rule.order_point);
        if !self.is_kept() || position > self.rule.order_point || position >= target {
            return Ok(None);
        }
        let step = offer.pack_size.decimal() * Decimal::from(offer.order_multiple);
        if step <= Decimal::ZERO {
            return Err(ReorderInputFault::NotOrdered(NotOrdered::PackSize));
        }
        let wanted = target.decimal() - position.decimal();
        let steps = wanted / step;
        // Packs round up; where that would go over the max, down.
        let over_max = self
            .rule
            .max
            .is_some_and(|max| position.decimal() + steps.ceil() * step > max.decimal());
        let steps = if over_max {
            steps.floor()
        } else {
            steps.ceil()
        };
        if steps.is_zero() {
            return Err(ReorderInputFault::NotOrdered(NotOrdered::OverMax));
        }
        Ok(Some(Quantity::try_new(steps * step)?))
    }
}

enum ReorderInputFault {
    NotOrdered(NotOrdered),
    Number(NumberError),
}

impl From<NumberError> for ReorderInputFault {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}

/// Drafts an order for each supplier, from everything whose position (available, on order and in transit) is at its
/// order point or below.
///
/// # Errors
/// [`ReorderRefusal`] when a quantity or an amount does not fit.
pub fn propose(parts: &[ReorderInput], currency: Currency) -> Result<Proposal, ReorderRefusal> {
    let mut orders: BTreeMap<SupplierId, DraftOrder> = BTreeMap::new();
    let mut not_ordered = Vec::new();
    for input in parts {
        let Some(offer) = input.offer() else {
            let runs_low = input.is_kept() && input.level.position()? <= input.rule.order_point;
            if runs_low {
                let location = input.level.location.clone();
                not_ordered.push((input.part, location, NotOrdered::NoSupplier));
            }
            continue;
        };
        let quantity = match input.quantity_by(offer) {
            Ok(Some(quantity)) => quantity,
            Ok(None) => continue,
            Err(ReorderInputFault::NotOrdered(why)) => {
                not_ordered.push((input.part, input.level.location.clone(), why));
                continue;
            }
            Err(ReorderInputFault::Number(error)) => return Err(error.into()),
        };
        let order = orders.entry(offer.supplier).or_insert_with(|| DraftOrder {
            supplier: offer.supplier,
            lines: Vec::new(),
            total: Money::zero(currency),
            order_value_min: None,
        });
        let total = extended(offer.unit_cost, quantity, currency)?;
        order.total = order.total.plus(total)?;
        order.order_value_min = match (order.order_value_min, offer.order_value_min) {
            (Some(one), Some(other)) => Some(if other > one { other } else { one }),
            (one, other) => one.or(other),
        };
        order.lines.push(DraftLine {
            part: input.part,
            location: input.level.location.clone(),
            supplier_number: offer.number.clone(),
            quantity,
            unit_cost: offer.unit_cost,
            total,
        });
    }
    let mut orders: Vec<_> = orders.into_values().collect();
    for order in &mut orders {
        order
            .lines
            .sort_by(|a, b| (a.part, &a.location).cmp(&(b.part, &b.location)));
    }
    Ok(Proposal {
        orders,
        not_ordered,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::stock::testing::{part, price, quantity, thousandths, usd};

    fn supplier(number: u128) -> SupplierId {
        SupplierId::new(Uuid::from_u128(number))
    }

    fn offer(number: u128, cost: &str, pack: &str) -> SupplierOffer {
        SupplierOffer {
            supplier: supplier(number),
            number: format!("S{number}"),
            unit_cost: price(cost),
            pack_size: quantity(pack),
            order_multiple: 1,
            order_value_min: None,
            preferred: false,
        }
    }

    /// Part 1 in main, min 4 and max 12, at 2.50 from supplier 1 in packs of one.
    fn input(on_hand: &str) -> ReorderInput {
        let level = StockLevel {
            on_hand: quantity(on_hand),
            ..StockLevel::empty("main")
        };
        ReorderInput {
            part: part(1),
            level,
            rule: ReorderRule {
                order_point: quantity("4"),
                max: Some(quantity("12")),
            },
            stocked: true,
            special_order: false,
            offers: vec![offer(1, "2.50", "1")],
        }
    }

    fn ordered(input: &ReorderInput) -> Option<Quantity> {
        let proposal = propose(std::slice::from_ref(input), Currency::USD).unwrap();
        proposal.orders.first().map(|order| order.lines[0].quantity)
    }

    #[test]
    fn a_part_is_ordered_up_to_the_max_at_the_order_point_and_not_before() {
        assert_eq!(ordered(&input("4.001")), None);
        assert_eq!(ordered(&input("4")), Some(quantity("8")));
        assert_eq!(ordered(&input("-3")), Some(quantity("15")));
        let mut no_max = input("1");
        no_max.rule.max = None;
        assert_eq!(ordered(&no_max), Some(quantity("3")));
        no_max.rule.order_point = quantity("1");
        assert_eq!(ordered(&no_max), None);
    }

    #[test]
    fn what_is_promised_is_missing_and_what_is_coming_is_not() {
        let mut low = input("6");
        low.level.reserved = quantity("3");
        assert_eq!(ordered(&low), Some(quantity("9")));
        low.level.on_order = quantity("1");
        assert_eq!(ordered(&low), Some(quantity("8")));
        low.level.in_transit = quantity("0.5");
        assert_eq!(ordered(&low), None);
        // It is low all the same, until the goods are here.
        assert_eq!((low.is_low(), input("5").is_low()), (Ok(true), Ok(false)));
    }

    #[test]
    fn packs_are_whole_and_stay_below_the_max() {
        let mut packed = input("3");
        packed.offers = vec![offer(1, "1", "5")];
        assert_eq!(ordered(&packed), Some(quantity("5")));
        packed.rule.max = None;
        assert_eq!(ordered(&packed), Some(quantity("5")));
        packed.rule.max = Some(quantity("13"));
        assert_eq!(ordered(&packed), Some(quantity("10")));
        packed.offers[0].order_multiple = 2;
        assert_eq!(ordered(&packed), Some(quantity("10")));
        packed.offers[0].order_multiple = 3;
        let proposal = propose(&[packed.clone()], Currency::USD).unwrap();
        assert_eq!(proposal.orders, []);
        assert_eq!(
            proposal.not_ordered,
            [(part(1), "main".to_owned(), NotOrdered::OverMax)]
        );
        packed.offers[0].order_multiple = 0;
        let proposal = propose(&[packed], Currency::USD).unwrap();
        assert_eq!(proposal.not_ordered[0].2, NotOrdered::PackSize);
    }

    #[test]
    fn special_orders_and_parts_phased_out_are_left_alone() {
        let special = ReorderInput {
            special_order: true,
            ..input("0")
        };
        let phased_out = ReorderInput {
            stocked: false,
            ..input("0")
        };
        let proposal = propose(&[special.clone(), phased_out.clone()], Currency::USD);
        assert_eq!(proposal, Ok(Proposal::default()));
        assert_eq!(
            (special.is_low(), phased_out.is_low()),
            (Ok(false), Ok(false))
        );
        let alone = ReorderInput {
            offers: Vec::new(),
            ..phased_out
        };
        assert_eq!(propose(&[alone], Currency::USD), Ok(Proposal::default()));
    }

    #[test]
    fn each_supplier_gets_one_order_and_the_preferred_one_comes_first() {
        let mut north = input("0");
        north.level.location = "north".to_owned();
        let mut other = ReorderInput {
            part: part(2),
            ..input("2")
        };
        other.offers = vec![offer(1, "3", "1"), offer(2, "4", "1"), offer(3, "2", "1")];
        other.offers[1].preferred = true;
        other.offers[1].order_value_min = Some(usd(10_000));
        let nobody = ReorderInput {
            part: part(3),
            offers: Vec::new(),
            ..input("0")
        };
        let parts = [other.clone(), north, input("4"), nobody];
        let proposal = propose(&parts, Currency::USD).unwrap();
        let summary = |order: &DraftOrder| {
            let lines = order.lines.iter();
            let lines = lines
                .map(|line| (line.part, line.location.clone(), line.total))
                .collect();
            (order.supplier, order.total, order.missing_value(), lines)
        };
        let summaries: Vec<(_, _, _, Vec<_>)> = proposal.orders.iter().map(summary).collect();
        let (main, north) = ("main".to_owned(), "north".to_owned());
        let first = vec![
            (part(1), main.clone(), usd(2000)),
            (part(1), north, usd(3000)),
        ];
        let second = vec![(part(2), main.clone(), usd(4000))];
        assert_eq!(
            summaries,
            [
                (supplier(1), usd(5000), None, first),
                (supplier(2), usd(4000), Some(usd(6000)), second),
            ]
        );
        assert_eq!(proposal.orders[1].lines[0].supplier_number, "S2");
        assert_eq!(
            proposal.not_ordered,
            [(part(3), main, NotOrdered::NoSupplier)]
        );
        // The greatest of a supplier's sums counts, whichever part it came with.
        let with_min = |cents: i64| {
            let mut input = input("4");
            input.offers[0].order_value_min = Some(usd(cents));
            input
        };
        for mins in [[100, 200], [200, 100]] {
            let orders = propose(&mins.map(with_min), Currency::USD).unwrap().orders;
            assert_eq!(orders[0].order_value_min, Some(usd(200)));
        }
        other.offers[1].preferred = false;
        assert_eq!(other.offer().map(|offer| offer.supplier), Some(supplier(3)));
    }

    proptest! {
        #[test]
        fn an_order_is_whole_packs_within_the_max_and_asks_for_no_more_when_placed(
            sums in prop::array::uniform4(0_i64..40_000),
            order_point in 0_i64..30_000,
            over in prop::option::of(0_i64..30_000),
            pack in 1_i64..12_000,
            multiple in 1_u32..4,
        ) {
            let mut input = input("0");
            let [on_hand, reserved, on_order, in_transit] = sums.map(thousandths);
            let location = "main".to_owned();
            input.level = StockLevel { location, on_hand, reserved, on_order, in_transit };
            let max = over.map(|over| thousandths(order_point + over));
            input.rule = ReorderRule { order_point: thousandths(order_point), max };
            input.offers[0].pack_size = thousandths(pack);
            input.offers[0].order_multiple = multiple;
            let position = input.level.position().unwrap();
            if let Some(quantity) = ordered(&input) {
                prop_assert!(position <= input.rule.order_point);
                let step = thousandths(pack).decimal() * Decimal::from(multiple);
                prop_assert!((quantity.decimal() % step).is_zero());
                let there = crate::stock::plus(position, quantity).unwrap();
                match max {
                    Some(max) => prop_assert!(there <= max && max.decimal() - there.decimal() < step),
                    None => prop_assert!(there >= input.rule.order_point),
                }
                input.level.on_order = crate::stock::plus(on_order, quantity).unwrap();
                // One more pack would be too much, or there is enough.
                prop_assert_eq!(ordered(&input), None);
            } else {
                let target = max.unwrap_or(input.rule.order_point);
                let step = thousandths(pack).decimal() * Decimal::from(multiple);
                let enough = position > input.rule.order_point || position >= target;
                prop_assert!(enough || target.decimal() - position.decimal() < step);
            }
        }
    }
}
