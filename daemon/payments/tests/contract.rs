//! Every request the client can emit, checked against Stripe's own specification.

use payments::client::request::{self, ApiRequest, IdemKey, NewIntent, NewLocation, NewReader};
use stripe_sim::spec::{Contract, parse_pairs};

fn key() -> IdemKey {
    IdemKey::new("t:1")
}

fn every_request() -> Vec<ApiRequest> {
    let text = |value: &str| value.to_owned();
    let intent = NewIntent {
        amount_minor: 4200,
        currency: text("usd"),
        metadata: vec![
            (text("tender"), text("a b&c=[d]é%")),
            (text("ticket"), text("9")),
        ],
    };
    let location = NewLocation {
        display_name: text("Müller & Sons"),
        line1: text("1 Main St #4"),
        city: text("Reno"),
        state: text("NV"),
        postal_code: text("89501"),
        country: text("US"),
    };
    let reader = NewReader {
        registration_code: text("simulated-wpe"),
        label: text("Counter 1"),
        location: Some(text("tml_1")),
    };
    vec![
        request::account(),
        request::readers(),
        request::reader("tmr_1"),
        request::create_location(&location, key()),
        request::register_reader(&reader, key()),
        request::create_intent(&intent, key()),
        request::intent("pi_1"),
        request::intents_since(1_700_000_000, None),
        request::intents_since(1_700_000_000, Some("pi_1")),
        request::process("tmr_1", "pi_1", key()),
        request::cancel_action("tmr_1", key()),
        request::capture("pi_1", 4200, key()),
        request::cancel_intent("pi_1", key()),
        request::refund("pi_1", None, key()),
        request::refund("pi_1", Some(100), key()),
    ]
}

#[test]
fn every_request_fits_stripes_specification() {
    let contract = Contract::load().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for request in every_request() {
        let found = contract.find(request.method(), &request.path);
        let (operation, _) = found.unwrap_or_else(|| panic!("no such call: {request:?}"));
        let pairs = parse_pairs(&request.encoded());
        assert_eq!(pairs, request.params, "the bytes say what was meant");
        operation
            .decode(&pairs)
            .unwrap_or_else(|error| panic!("{request:?}: {error}"));
        seen.insert(operation.id.clone());
    }
    // Listing locations and presenting a card are for tests and scripts only.
    assert_eq!(seen.len(), contract.operations().len() - 2, "{seen:?}");
}

#[test]
fn the_same_order_has_the_same_bytes_and_every_order_has_a_key() {
    for (one, two) in every_request().iter().zip(every_request()) {
        assert_eq!(one.encoded(), two.encoded());
        assert_eq!(one.key.is_some(), one.method() == "POST");
    }
}
