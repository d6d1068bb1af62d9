//! Random texts thrown at the reader of requests: it never panics, and every refusal has a code and a hint.
//!
//! `COUNTERD_FUZZ_CASES` sets how many; the default takes a few seconds.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use protocol::{Call, Problem, rpc};
use serde_json::{Value, json};

const ID: &str = "0192f0c1-7c3a-7000-8000-000000000001";

fn cases() -> u32 {
    std::env::var("COUNTERD_FUZZ_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(60_000)
}

/// One good request of each shape that has something to get wrong.
fn good_requests() -> Vec<Value> {
    [
        ("server.version", json!({})),
        ("session.sign_in", json!({ "staff_id": ID, "pin": "1234" })),
        ("staff.save", json!({ "key": "k", "staff": { "name": "A", "role": "clerk", "pin": "1234" } })),
        ("ticket.open", json!({ "key": "k", "vehicle_id": ID, "odometer": 5 })),
        ("ticket.add_part", json!({ "key": "k", "ticket_id": ID, "code": "X", "quantity": "1.5", "unit_price": "2.0001" })),
        ("ticket.add_labor", json!({ "key": "k", "ticket_id": ID, "description": "d", "hours": "0.5", "rate": "10" })),
        ("payment.take_cash", json!({ "key": "k", "ticket_id": ID, "tendered": 100, "amount": 50 })),
        ("print.submit", json!({ "key": "k", "document": { "elements": [
            { "text": { "text": "t", "align": "left", "bold": true } }, "rule", { "feed": 2 }, { "pair": { "left": "l", "right": "r" } } ] } })),
        ("part.import", json!({ "key": "k", "parts": [{ "number": "n", "brand": "b", "description": "d", "category": "c",
            "price": "1", "cost": "1", "on_hand": "-1", "fitment": [{ "year_from": 1, "year_to": 2, "make": "m", "model": "o" }] }] })),
        ("customer.save", json!({ "key": "k", "customer": { "name": "n", "phone": null } })),
        ("vehicle.save", json!({ "key": "k", "vehicle": { "customer_id": ID, "make": "m", "model": "o", "year": 2000 } })),
        ("events.subscribe", json!({ "after": 7 })),
        ("simulator.printer", json!({ "paper_out": true })),
    ]
    .into_iter()
    .map(|(method, params)| json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }))
    .collect()
}

/// Reads a text as the daemon does.
fn read(text: &str) -> Result<&'static str, Problem> {
    let request = rpc::read(text)?;
    Call::read(&request.method, request.params).map(|call| call.name())
}

fn is_well_refused(problem: &Problem) -> bool {
    let data = &problem.data;
    problem.code < 0
        && !problem.message.is_empty()
        && problem.message.len() < 4_000
        && data.code.starts_with("rpc.")
        && data.hint.ends_with('.')
}

fn odd_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        prop::sample::select(vec![
            "",
            ID,
            "-0",
            "1e5",
            "999999999999999999999999999999",
            "0.00000000000000000000000000001",
            "+1",
            " 1",
            "１",
            "NaN",
            "1,5",
            "\u{0}",
            "\u{202e}",
            "00000000-0000-0000-0000-000000000000",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{0,8}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Puts an odd value somewhere into a good request, or takes something out, or repeats a field.
fn mutated() -> impl Strategy<Value = String> {
    let request = prop::sample::select(good_requests());
    (request, any::<prop::sample::Index>(), odd_value(), 0..4_u8).prop_map(
        |(mut request, place, odd, how)| {
            let pointers = pointers(&request);
            let pointer = &pointers[place.index(pointers.len())];
            match (how, pointer.rsplit_once('/')) {
                (0, Some((parent, name))) => {
                    if let Some(object) = request.pointer_mut(parent).and_then(Value::as_object_mut)
                    {
                        object.remove(name);
                    }
                }
                (1, Some((parent, _))) => {
                    if let Some(object) = request.pointer_mut(parent).and_then(Value::as_object_mut)
                    {
                        object.insert("extra".to_owned(), odd);
                    }
                }
                _ => {
                    if let Some(value) = request.pointer_mut(pointer) {
                        *value = odd;
                    }
                }
            }
            request.to_string()
        },
    )
}

fn pointers(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(object) => {
                open.extend(
                    object
                        .iter()
                        .map(|(name, value)| (format!("{path}/{name}"), value)),
                );
            }
            Value::Array(array) => {
                open.extend(
                    array
                        .iter()
                        .enumerate()
                        .map(|(index, value)| (format!("{path}/{index}"), value)),
                );
            }
            _ => {}
        }
        if !path.is_empty() {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// A good request with bytes changed, cut out or doubled.
fn broken() -> impl Strategy<Value = String> {
    let texts: Vec<String> = good_requests().iter().map(Value::to_string).collect();
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<char>(), 0..3_u8), 1..6);
    (prop::sample::select(texts), edits).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (place, new, how) in edits {
            if chars.is_empty() {
                break;
            }
            let place = place.index(chars.len());
            match how {
                0 => chars[place] = new,
                1 => chars.truncate(place),
                _ => chars.insert(place, new),
            }
        }
        chars.into_iter().collect()
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => ".{0,200}",
        1 => odd_value().prop_map(|value| value.to_string()),
        1 => prop::collection::vec(odd_value(), 0..4).prop_map(|batch| Value::from(batch).to_string()),
        2 => broken(),
        4 => mutated(),
    ]
}

#[test]
fn whatever_is_sent_is_read_or_refused_with_a_code_and_a_hint() {
    let config = Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    };
    let (mut read_well, mut refused) = (0_u32, 0_u32);
    let result = TestRunner::new(config).run(&any_text(), |text| {
        match read(&text) {
            Ok(name) => prop_assert!(name.contains('.')),
            Err(problem) => prop_assert!(is_well_refused(&problem), "{problem:?}"),
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // The generator makes both kinds; otherwise the test above proves little.
    let mut runner = TestRunner::deterministic();
    for _ in 0..2_000 {
        let text = any_text().new_tree(&mut runner).unwrap().current();
        if read(&text).is_ok() {
            read_well += 1;
        } else {
            refused += 1;
        }
    }
    assert!(read_well > 50 && refused > 500, "{read_well} {refused}");
}

#[test]
fn deep_nesting_is_refused_without_eating_the_stack() {
    for depth in [100, 1_000, 100_000] {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let text =
            format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{nested}}}"#);
        assert!(is_well_refused(&read(&text).unwrap_err()), "{depth}");
        assert!(is_well_refused(&read(&nested).unwrap_err()), "{depth}");
    }
}

#[test]
fn every_good_request_is_read() {
    for request in good_requests() {
        assert_eq!(
            read(&request.to_string()).unwrap(),
            request["method"].as_str().unwrap()
        );
    }
}
