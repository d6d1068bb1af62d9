//! The contract itself: it must refuse what Stripe's specification refuses.

#![expect(clippy::unwrap_used, reason = "helpers of a test fail by panicking")]

use serde_json::json;
use stripe_sim::spec::{Contract, ParamError, parse_pairs};

fn decode(method: &str, path: &str, form: &str) -> Result<serde_json::Value, ParamError> {
    let contract = Contract::load().unwrap();
    contract
        .find(method, path)
        .unwrap()
        .0
        .decode(&parse_pairs(form))
}

#[test]
fn form_text_becomes_typed_json() {
    let form = "amount=1099&currency=usd&payment_method_types[]=card_present&payment_method_types[]=affirm\
                &metadata[tender]=t1&metadata[ticket]=9&expand[0]=latest_charge";
    let decoded = decode("POST", "/v1/payment_intents", form).unwrap();
    assert_eq!(
        decoded,
        json!({
            "amount": 1099, "currency": "usd", "payment_method_types": ["card_present", "affirm"],
            "metadata": { "tender": "t1", "ticket": "9" }, "expand": ["latest_charge"]
        })
    );
    let query = decode("GET", "/v1/payment_intents", "created[gte]=5&limit=3").unwrap();
    assert_eq!(query, json!({ "created": { "gte": 5 }, "limit": 3 }));
}

#[test]
fn wrong_parameters_get_stripes_codes() {
    let post = |form| decode("POST", "/v1/payment_intents", form).unwrap_err();
    let unknown = post("amount=1&currency=usd&colour=red");
    assert_eq!(
        (unknown.code(), unknown.param()),
        (Some("parameter_unknown"), "colour")
    );
    let missing = post("currency=usd");
    assert_eq!(
        (missing.code(), missing.param()),
        (Some("parameter_missing"), "amount")
    );
    let integer = post("amount=ten&currency=usd");
    assert_eq!(
        (integer.code(), integer.param()),
        (Some("parameter_invalid_integer"), "amount")
    );
    let choice = post("amount=1&currency=usd&capture_method=later");
    assert_eq!((choice.code(), choice.param()), (None, "capture_method"));
    let nested = decode(
        "POST",
        "/v1/terminal/locations",
        "display_name=a&address[planet]=b",
    );
    assert_eq!(nested.unwrap_err().param(), "address[planet]");
    // Longer than the specification allows: found by the schema compiler, not by our own walk.
    let long = format!(
        "amount=1&currency=usd&statement_descriptor={}",
        "x".repeat(23)
    );
    assert!(matches!(post(&long), ParamError::Invalid { .. }));
}

#[test]
fn answers_with_invented_or_missing_fields_are_violations() {
    let contract = Contract::load().unwrap();
    let operation = contract.find("GET", "/v1/payment_intents/pi_1").unwrap().0;
    let good = json!({
        "id": "pi_1", "object": "payment_intent", "created": 1, "livemode": false, "status": "succeeded",
        "latest_charge": "ch_1", "next_action": null
    });
    assert_eq!(operation.check_answer(200, &good), Ok(()));
    let with = |name: &str, value: serde_json::Value| {
        let mut changed = good.clone();
        changed[name] = value;
        operation.check_answer(200, &changed)
    };
    assert!(
        with("status", json!("paid")).is_err(),
        "a status outside the enum"
    );
    assert!(
        with("invented", json!(1)).is_err(),
        "a field Stripe does not have"
    );
    assert!(
        with("next_action", json!({ "type": "x" })).is_err(),
        "a part cut from the specification"
    );
    let mut short = good.clone();
    short.as_object_mut().unwrap().remove("created");
    assert!(
        operation.check_answer(200, &short).is_err(),
        "a required field is missing"
    );
    assert!(
        operation.check_answer(400, &good).is_err(),
        "an error must have the error shape"
    );
}
