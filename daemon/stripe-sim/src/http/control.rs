//! The control routes under `/_sim/`: failpoints in, state out. Not part of Stripe's API.
//!
//! - `POST /_sim/failpoint` with JSON `{"kind", "ms"?, "method"?, "path"?, "object"?}`
//! - `POST /_sim/cards` with JSON `{"reader", "numbers": ["4000000000000002"]}`
//! - `GET /_sim/state`

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Failpoint, Inner};
use crate::world::Card;

#[derive(Deserialize)]
struct Cards {
    reader: String,
    numbers: Vec<String>,
}

/// Status and JSON body of a control call.
pub(super) fn answer(inner: &mut Inner, method: &str, path: &str, body: &[u8]) -> (u16, Value) {
    let result = match (method, path) {
        ("GET", "/_sim/state") => return (200, state(inner)),
        ("POST", "/_sim/failpoint") => serde_json::from_slice::<Failpoint>(body)
            .map(|failpoint| inner.failpoints.push(failpoint)),
        ("POST", "/_sim/cards") => serde_json::from_slice::<Cards>(body).map(|cards| {
            let numbers = cards.numbers.iter();
            let found = numbers.filter_map(|number| Card::from_test_number(number));
            inner.world.queue_cards(&cards.reader, found);
        }),
        _ => return (404, json!({ "error": "no such control route" })),
    };
    match result {
        Ok(()) => (200, json!({ "ok": true })),
        Err(error) => (400, json!({ "error": error.to_string() })),
    }
}

fn state(inner: &Inner) -> Value {
    let mut state = inner.world.audit();
    state["contract_violations"] = json!(inner.violations);
    state["failpoints_left"] = json!(inner.failpoints.len());
    state["calls"] = json!(inner.calls);
    state
}
