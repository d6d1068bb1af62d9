//! How much of a part there is at a location: sums of changes, so that they may arrive in any order.

use std::collections::BTreeMap;

use super::{MoveReason, plus};
use crate::money::{NumberError, Quantity};

/// What there is of one part at one location.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockLevel {
    /// Where.
    pub location: String,
    /// On the shelf: the sum of all movements. Below zero when more was sold than was ever booked in.
    pub on_hand: Quantity,
    /// Of those on the shelf, promised to tickets.
    pub reserved: Quantity,
    /// Ordered from suppliers for this location and not received yet.
    pub on_order: Quantity,
    /// Sent here from other locations and not arrived yet. They are on hand nowhere, so they count once.
    pub in_transit: Quantity,
}

/// A change of a level; each field is added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LevelDelta {
    /// Change of what is on the shelf.
    pub on_hand: Quantity,
    /// Change of what is promised.
    pub reserved: Quantity,
    /// Change of what is ordered.
    pub on_order: Quantity,
    /// Change of what is on its way here.
    pub in_transit: Quantity,
}

impl LevelDelta {
    /// No change.
    pub const NONE: Self = Self {
        on_hand: Quantity::ZERO,
        reserved: Quantity::ZERO,
        on_order: Quantity::ZERO,
        in_transit: Quantity::ZERO,
    };

    /// More (or less) on the shelf.
    #[must_use]
    pub const fn on_hand(quantity: Quantity) -> Self {
        Self {
            on_hand: quantity,
            ..Self::NONE
        }
    }

    /// More (or less) promised to tickets.
    #[must_use]
    pub const fn reserved(quantity: Quantity) -> Self {
        Self {
            reserved: quantity,
            ..Self::NONE
        }
    }

    /// More (or less) ordered from suppliers. A receipt is two changes: its movement, and this one for as much of
    /// it as had been ordered.
    #[must_use]
    pub const fn on_order(quantity: Quantity) -> Self {
        Self {
            on_order: quantity,
            ..Self::NONE
        }
    }

    /// More (or less) on its way here.
    #[must_use]
    pub const fn in_transit(quantity: Quantity) -> Self {
        Self {
            in_transit: quantity,
            ..Self::NONE
        }
    }
}

/// One of the sums of a level that cannot be below zero once every change has arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LevelFault {
    /// More was released than reserved.
    #[error("less than nothing is reserved")]
    Reserved,
    /// More of the orders was received or cancelled than ordered.
    #[error("less than nothing is on order")]
    OnOrder,
    /// More arrived than was sent.
    #[error("less than nothing is in transit")]
    InTransit,
}

impl StockLevel {
    /// Returns a level with nothing in it.
    #[must_use]
    pub fn empty(location: impl Into<String>) -> Self {
        Self {
            location: location.into(),
            on_hand: Quantity::ZERO,
            reserved: Quantity::ZERO,
            on_order: Quantity::ZERO,
            in_transit: Quantity::ZERO,
        }
    }

    /// Returns what can be sold to the next customer: on hand less reserved. May be below zero.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn available(&self) -> Result<Quantity, NumberError> {
        super::minus(self.on_hand, self.reserved)
    }

    /// Returns what there will be when all that is coming has come: available, on order and in transit. Orders are
    /// placed by it.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn position(&self) -> Result<Quantity, NumberError> {
        plus(plus(self.available()?, self.on_order)?, self.in_transit)
    }

    /// Adds a change.
    ///
    /// A sum below zero is no error here, since the changes of several counters arrive in any order; see
    /// [`StockLevel::fault`].
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a sum does not fit; then nothing has changed.
    pub fn apply(&mut self, delta: &LevelDelta) -> Result<(), NumberError> {
        let on_hand = plus(self.on_hand, delta.on_hand)?;
        let reserved = plus(self.reserved, delta.reserved)?;
        let on_order = plus(self.on_order, delta.on_order)?;
        let in_transit = plus(self.in_transit, delta.in_transit)?;
        let location = std::mem::take(&mut self.location);
        *self = Self {
            location,
            on_hand,
            reserved,
            on_order,
            in_transit,
        };
        Ok(())
    }

    /// Names the first sum that is below zero and may not be. Stock on hand may.
    #[must_use]
    pub fn fault(&self) -> Option<LevelFault> {
        let sums = [
            (self.reserved, LevelFault::Reserved),
            (self.on_order, LevelFault::OnOrder),
            (self.in_transit, LevelFault::InTransit),
        ];
        let below = sums
            .into_iter()
            .find(|(sum, _)| sum.negated().is_positive());
        below.map(|(_, fault)| fault)
    }
}

/// Returns what a movement at a location changes, and where.
///
/// A transfer out also puts the goods in transit to the other location, a transfer in takes them from there; every
/// other movement changes one shelf.
#[must_use]
pub fn deltas(
    location: &str,
    quantity: Quantity,
    reason: &MoveReason,
) -> Vec<(String, LevelDelta)> {
    let here = (location.to_owned(), LevelDelta::on_hand(quantity));
    let coming = LevelDelta::in_transit(quantity.negated());
    match reason {
        MoveReason::TransferOut { to, .. } => vec![here, (to.clone(), coming)],
        MoveReason::TransferIn { .. } => vec![here, (location.to_owned(), coming)],
        MoveReason::Sold { .. }
        | MoveReason::CustomerReturn { .. }
        | MoveReason::PurchaseReceived { .. }
        | MoveReason::SupplierReturn { .. }
        | MoveReason::Invoiced { .. }
        | MoveReason::Adjusted { .. }
        | MoveReason::Counted { .. }
        | MoveReason::Installed { .. }
        | MoveReason::Uninstalled { .. }
        | MoveReason::KitBuilt { .. }
        | MoveReason::KitBroken { .. }
        | MoveReason::OpeningBalance
        | MoveReason::Revalued { .. } => vec![here],
    }
}

/// The levels of one part at every location it has ever been at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StockLevels(BTreeMap<String, StockLevel>);

impl StockLevels {
    /// Adds a change at a location.
    ///
    /// # Errors
    /// As [`StockLevel::apply`].
    pub fn apply(&mut self, location: &str, delta: &LevelDelta) -> Result<(), NumberError> {
        let mut level = match self.0.get(location) {
            Some(level) => level.clone(),
            None => StockLevel::empty(location),
        };
        level.apply(delta)?;
        self.0.insert(location.to_owned(), level);
        Ok(())
    }

    /// Returns the level at a location, if anything was ever there.
    #[must_use]
    pub fn at(&self, location: &str) -> Option<&StockLevel> {
        self.0.get(location)
    }

    /// Returns all levels by the name of the location.
    pub fn iter(&self) -> impl Iterator<Item = &StockLevel> {
        self.0.values()
    }

    /// Returns what the shop owns over all locations: on hand and in transit, each piece once.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a quantity cannot hold it.
    pub fn owned(&self) -> Result<Quantity, NumberError> {
        self.iter().try_fold(Quantity::ZERO, |sum, level| {
            plus(plus(sum, level.on_hand)?, level.in_transit)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    use super::*;
    use crate::ids::TransferId;
    use crate::stock::move_reason::tests::every_reason;
    use crate::stock::testing::{quantity, thousandths};

    #[test]
    fn available_is_on_hand_less_reserved_and_position_counts_what_is_coming() {
        let mut level = StockLevel::empty("main");
        for delta in [
            LevelDelta::on_hand(quantity("7.5")),
            LevelDelta::reserved(quantity("2")),
            LevelDelta::on_order(quantity("10")),
            LevelDelta::in_transit(quantity("3")),
        ] {
            level.apply(&delta).unwrap();
        }
        assert_eq!(level.available(), Ok(quantity("5.5")));
        assert_eq!(level.position(), Ok(quantity("18.5")));
        assert_eq!(level.fault(), None);
        level.apply(&LevelDelta::on_order(quantity("-11"))).unwrap();
        assert_eq!(level.fault(), Some(LevelFault::OnOrder));
        level.apply(&LevelDelta::reserved(quantity("-3"))).unwrap();
        assert_eq!(level.fault(), Some(LevelFault::Reserved));
    }

    #[test]
    fn a_sum_that_does_not_fit_changes_nothing() {
        let mut level = StockLevel::empty("main");
        level
            .apply(&LevelDelta::on_hand(quantity("1000000")))
            .unwrap();
        let before = level.clone();
        let delta = LevelDelta {
            reserved: Quantity::ONE,
            ..LevelDelta::on_hand(Quantity::ONE)
        };
        assert!(matches!(
            level.apply(&delta),
            Err(NumberError::OutOfRange { .. })
        ));
        assert_eq!(level, before);
    }

    #[test]
    fn goods_in_transit_are_counted_once() {
        let transfer = TransferId::new(Uuid::from_u128(1));
        let mut levels = StockLevels::default();
        let mut moved = |location: &str, count: &str, reason: &MoveReason| {
            for (place, delta) in deltas(location, quantity(count), reason) {
                levels.apply(&place, &delta).unwrap();
            }
            let at = |place| {
                levels
                    .at(place)
                    .map(|level| (level.on_hand, level.in_transit))
            };
            (at("main"), at("south"), levels.owned().unwrap())
        };
        let pair = |on_hand, in_transit| Some((quantity(on_hand), quantity(in_transit)));
        let owned = quantity("10");
        assert_eq!(
            moved("main", "10", &MoveReason::OpeningBalance),
            (pair("10", "0"), None, owned)
        );
        let out = MoveReason::TransferOut {
            transfer,
            to: "south".to_owned(),
        };
        assert_eq!(
            moved("main", "-4", &out),
            (pair("6", "0"), pair("0", "4"), owned)
        );
        let arrived = MoveReason::TransferIn {
            transfer,
            from: "main".to_owned(),
        };
        assert_eq!(
            moved("south", "3", &arrived),
            (pair("6", "0"), pair("3", "1"), owned)
        );
    }

    /// Any movement that its reason allows, between two locations.
    fn movements() -> impl Strategy<Value = Vec<(String, Quantity, MoveReason)>> {
        let place = prop_oneof![Just("main".to_owned()), Just("south".to_owned())];
        let one = (place, -9_000_i64..9_000, 0..every_reason().len()).prop_map(
            |(location, count, which)| {
                let reason = every_reason().remove(which);
                let count = [count, -count, 0].map(thousandths);
                let fits = count.into_iter().find(|count| reason.check(*count).is_ok());
                (location, fits, reason)
            },
        );
        let kept = one.prop_filter_map("fits", |(at, count, why)| Some((at, count?, why)));
        prop::collection::vec(kept, 0..40)
    }

    fn folded<'a>(
        moves: impl IntoIterator<Item = &'a (String, Quantity, MoveReason)>,
    ) -> StockLevels {
        let mut levels = StockLevels::default();
        for (location, quantity, reason) in moves {
            for (place, delta) in deltas(location, *quantity, reason) {
                levels.apply(&place, &delta).unwrap();
            }
        }
        levels
    }

    proptest! {
        #[test]
        fn on_hand_is_the_sum_of_the_movements_in_any_order(
            (moves, shuffled) in movements().prop_flat_map(|moves| (Just(moves.clone()), Just(moves).prop_shuffle())),
        ) {
            let levels = folded(&moves);
            prop_assert_eq!(&folded(&shuffled), &levels);
            for level in levels.iter() {
                let here = moves.iter().filter(|(location, ..)| *location == level.location);
                let sum: Decimal = here.map(|(_, quantity, _)| quantity.decimal()).sum();
                prop_assert_eq!(level.on_hand.decimal(), sum);
            }
        }
    }
}
