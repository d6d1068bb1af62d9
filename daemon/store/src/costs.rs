//! What the stock of each part cost: a state for either method, followed movement by movement.
//!
//! The journal does not say which method was in force, so both are kept and whoever asks says which one it wants; see
//! [`CostState::follow`].

use domain::catalog::StockMove;
use domain::ids::PartId;
use domain::money::{Currency, Money, Quantity, UnitPrice};
use domain::stock::cost::{CostLayer, CostSnapshot};
use domain::stock::{CostMethod, CostState, ReceiptKey};
use engine::StoreError;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::error::unreadable;
use crate::record::form::{Got, Put};
use crate::record::macros::{form_struct, form_words};
use crate::sql;

const DOING: &str = "following the cost of stock";

form_struct!(CostSnapshot, {
    currency: Currency,
    method: CostMethod,
    layers: Vec<CostLayer>,
    short: Quantity,
    short_value: Money,
    last_cost: UnitPrice,
});

form_struct!(CostLayer, {
    receipt: Option<ReceiptKey>,
    quantity: Quantity,
    value: Money,
});

form_words!(CostMethod {
    MovingAverage = "moving_average",
    Fifo = "fifo",
});

/// Loads the state of a part by a method; nothing when it never moved.
pub(crate) fn state(
    conn: &Connection,
    part: PartId,
    method: CostMethod,
) -> Result<Option<CostState>, StoreError> {
    let query = match method {
        CostMethod::MovingAverage => "SELECT average FROM part_cost WHERE part = ?",
        CostMethod::Fifo => "SELECT fifo FROM part_cost WHERE part = ?",
    };
    sql::one(
        conn,
        "reading costs",
        query,
        [part.uuid().as_bytes()],
        |row| read(row.get_ref(0)?),
    )
}

/// Takes a movement in.
pub(crate) fn moved(conn: &Connection, movement: &StockMove) -> Result<(), StoreError> {
    let id = movement.part.uuid();
    let query = "SELECT average, fifo FROM part_cost WHERE part = ?";
    let known = sql::one(conn, DOING, query, [id.as_bytes()], |row| {
        Ok((read(row.get_ref(0)?)?, read(row.get_ref(1)?)?))
    })?;
    // Amounts of two currencies do not add up: a shop that changes its currency starts to count anew.
    let known =
        known.filter(|(average, _)| average.snapshot().currency == movement.value.currency());
    let (mut average, mut fifo) = match known {
        Some(known) => known,
        None => {
            let cost = catalog_cost(conn, movement)?;
            let new = |method| CostState::new(method, movement.value.currency(), cost);
            (new(CostMethod::MovingAverage), new(CostMethod::Fifo))
        }
    };
    let before = average.last_cost();
    for state in [&mut average, &mut fifo] {
        if let Err(refusal) = state.follow(movement) {
            // The goods have moved; a sum that does not fit must not keep the rest of the shop from working.
            tracing::warn!(part = %movement.part, error = %refusal, "a cost was not followed");
        }
    }
    let replace = "INSERT OR REPLACE INTO part_cost (part, average, fifo) VALUES (?, ?, ?)";
    let values = (id.as_bytes(), write(&average)?, write(&fifo)?);
    sql::run(conn, DOING, replace, values)?;
    if average.last_cost() != before {
        let update = "UPDATE part SET cost = ?2 WHERE id = ?1";
        let cost = average.last_cost().to_string();
        sql::run(conn, DOING, update, (id.as_bytes(), cost))?;
    }
    Ok(())
}

/// What a part that never moved costs: what the catalog says, or the movement when the catalog knows nothing of it.
fn catalog_cost(conn: &Connection, movement: &StockMove) -> Result<UnitPrice, StoreError> {
    let query = "SELECT cost FROM part WHERE id = ?";
    let id = movement.part.uuid();
    let cost = sql::one(conn, DOING, query, [id.as_bytes()], |row| {
        UnitPrice::parse(row.get_ref(0)?.as_str()?).map_err(unreadable)
    })?;
    Ok(cost.unwrap_or(movement.unit_cost))
}

fn read(value: ValueRef<'_>) -> rusqlite::Result<CostState> {
    let Got(snapshot) = serde_json::from_str(value.as_str()?).map_err(unreadable)?;
    Ok(CostState::from_snapshot(snapshot))
}

fn write(state: &CostState) -> Result<String, StoreError> {
    serde_json::to_string(&Put(&state.snapshot())).map_err(|fault| StoreError::Failed {
        doing: DOING,
        source: fault.into(),
    })
}
