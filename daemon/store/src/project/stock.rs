//! What there is of each part at each place.

use domain::catalog::{Reservation, StockMove};
use domain::ids::PartId;
use domain::money::Quantity;
use domain::stock::LevelDelta;
use domain::stock::level::deltas;
use engine::StoreError;
use rusqlite::Connection;

use super::reorder;
use crate::{costs, sql};

pub(super) fn moved(conn: &Connection, movement: &StockMove) -> Result<(), StoreError> {
    for (place, delta) in deltas(&movement.location, movement.quantity, &movement.reason) {
        change(conn, movement.part, &place, &delta)?;
    }
    costs::moved(conn, movement)
}

pub(super) fn reserved(
    conn: &Connection,
    part: PartId,
    reservation: &Reservation,
) -> Result<(), StoreError> {
    let delta = LevelDelta::reserved(reservation.quantity);
    change(conn, part, &reservation.location, &delta)
}

fn change(
    conn: &Connection,
    part: PartId,
    place: &str,
    delta: &LevelDelta,
) -> Result<(), StoreError> {
    let upsert = "INSERT INTO stock (part, location, on_hand, reserved, on_order, in_transit)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (part, location) DO UPDATE SET on_hand = on_hand + excluded.on_hand,
             reserved = reserved + excluded.reserved, on_order = on_order + excluded.on_order,
             in_transit = in_transit + excluded.in_transit";
    let part = part.uuid();
    let values = (
        part.as_bytes(),
        place,
        thousandths(delta.on_hand),
        thousandths(delta.reserved),
        thousandths(delta.on_order),
        thousandths(delta.in_transit),
    );
    sql::run(conn, "moving stock", upsert, values)?;
    reorder::weigh(conn, part.as_bytes(), place)
}

/// Changes what is on order, in thousandths.
pub(super) fn ordered(
    conn: &Connection,
    part: &[u8; 16],
    place: &str,
    more: i64,
) -> Result<(), StoreError> {
    if more == 0 {
        return Ok(());
    }
    let upsert = "INSERT INTO stock (part, location, on_order) VALUES (?, ?, ?)
         ON CONFLICT (part, location) DO UPDATE SET on_order = on_order + excluded.on_order";
    sql::run(conn, "ordering stock", upsert, (part, place, more))?;
    reorder::weigh(conn, part, place)
}

/// A quantity has at most three decimals and seven digits before them, so this is exact and fits.
pub(super) fn thousandths(quantity: Quantity) -> i64 {
    let mut decimal = quantity.decimal();
    decimal.rescale(3);
    sql::int(decimal.mantissa())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_exact() {
        for (text, expected) in [
            ("1", 1000),
            ("-0.5", -500),
            ("0.001", 1),
            ("1000000", 1_000_000_000),
        ] {
            assert_eq!(thousandths(Quantity::parse(text).unwrap()), expected);
        }
    }
}
