//! The shop's own rules, each set with every kind of rule in it, and what they make of a part's price.

use e2e::{Value, json};

use super::Caller;
use super::canned::TITLE;
use super::catalog::{Buyer, Shelf};

/// Sets rules of every set but the intervals, and reads them again.
pub(crate) async fn policy(me: &mut Caller, shelf: &Shelf, buyer: &Buyer) {
    set(me, "prices", book(shelf, buyer)).await;
    set(me, "labor", labor()).await;
    set(me, "charges", charges()).await;
    set(me, "limits", limits()).await;
    let statuses = json!(["checked in", "waiting for parts", "in progress", "done"]);
    set(me, "statuses", statuses).await;
    let no_receipt = json!({ "allowed": true, "price_days": 60, "customer_days": 180, "customer_max": "150.00",
        "restocking_rate": "0" });
    set(me, "no_receipt", no_receipt).await;
}

/// Has drafts of what runs low made by people alone, so that the day goes the same way each time.
pub(crate) async fn buying(me: &mut Caller) {
    let kept = me.call("policy.get", json!({ "kind": "buying" })).await;
    let mut rules = kept["policy"]["buying"].clone();
    rules["reordering"] = json!("by_hand");
    set(me, "buying", rules).await;
}

/// Sets how often services are due, one of which a canned job does.
pub(crate) async fn intervals(me: &mut Caller, canned_job: &Value) {
    let rules = json!([
        { "service": TITLE, "canned_id": canned_job, "months": 12, "distance": 12_000, "ahead_days": 14,
          "ahead_distance": 500 },
        { "service": "Oil change", "months": 6, "distance": 5_000 },
    ]);
    set(me, "intervals", rules).await;
}

async fn set(me: &mut Caller, kind: &str, rules: Value) {
    me.order("policy.set", json!({ "kind": kind, kind: rules }))
        .await;
    me.call("policy.get", json!({ "kind": kind })).await;
}

fn book(shelf: &Shelf, buyer: &Buyer) -> Value {
    let whole = json!({ "part_id": shelf.wiper, "customer_id": buyer.customer, "level": "retail", "category": "Wipers",
        "brand": "Swish", "vendor": "Acme Parts", "location": "MAIN" });
    let matrix = json!({ "name": "Standard", "mode": "stepped", "rows": [
        { "from": "0", "formula": { "multiplier": "3" } }, { "from": "30", "formula": { "margin": "0.5" } },
        { "from": "60", "formula": { "markup": "0.75" } }, { "from": "500", "formula": { "amount": "100" } }] });
    let smooth = json!({ "name": "Fleet", "scope": { "level": "fleet" }, "mode": "linear", "rows": [
        { "from": "0", "formula": { "multiplier": "2" } }, { "from": "100", "formula": { "multiplier": "1.5" } }] });
    json!({
        "rules": [
            { "name": "Wipers here", "scope": whole, "action": { "fixed": "11.49" } },
            { "name": "Bulbs", "scope": { "category": "Bulbs" }, "action": { "on_cost": { "markup": "1" } } },
            { "name": "Volta", "scope": { "brand": "Volta" }, "action": { "off_list": "0.05" } },
        ],
        "matrices": [matrix, smooth],
        "levels": [{ "level": "retail", "terms": { "off_list": "0" } }, { "level": "fleet", "terms": "matrix" },
                   { "level": "installer", "terms": { "off_list": "0.1" } }],
        "breaks": [
            { "name": "Ten filters", "scope": { "category": "Filters" }, "from": "10", "off": { "percent": "0.1" } },
            { "name": "Four tires", "scope": { "category": "Tires" }, "from": "4", "off": { "price": "110" } },
        ],
    })
}

fn labor() -> Value {
    json!({
        "rates": [{ "name": "customer", "rate": "125.00", "by_bands": true }, { "name": "diagnostic", "rate": "150.00" },
                  { "name": "fleet", "rate": "100.00" }],
        "bands": [{ "from": "2", "step": { "rate": "120.00" } }, { "from": "4", "step": { "rate_times": "0.9" } },
                  { "from": "8", "step": { "hours_times": "0.95" } }],
    })
}

fn charges() -> Value {
    json!({
        "fees": [{ "code": "tire-fee", "name": "Tire fee", "citation": "Example Code 12.3",
            "trigger": { "classes": ["core"], "categories": ["Tires"], "tags": ["tire"], "exempt_tags": ["used"] },
            "basis": "per_unit", "amount": "2.50", "tax_class": "fee_mandated" },
            { "code": "waste", "name": "Waste oil", "trigger": { "categories": ["Filters"] }, "basis": "per_ticket",
              "amount": "1.00", "tax_class": "fee_shop" }],
        "supplies": [{ "code": "supplies", "name": "Shop supplies",
            "shares": [{ "class": "labor", "rate": "0.05" }, { "class": "part", "rate": "0.01" }],
            "excluded_categories": ["Tires"], "min": 100, "max": 2_500, "per": "job",
            "sentence": "This charge is for supplies.", "tax_class": "supplies" }],
    })
}

fn limits() -> Value {
    json!([{ "role": "clerk", "discount_max": "0.05", "refund_max": "20.00", "change_price": false,
        "sell_below_cost": false, "change_pay_type": false, "return_without_receipt": false, "reverse_sale": false,
        "no_sale": true, "exceed_authorization": false, "exceed_account": false }])
}

/// Asks what parts cost, and for the matrix that would have earned more on what was sold.
pub(crate) async fn prices(me: &mut Caller, shelf: &Shelf, buyer: &Buyer) {
    let many = json!({ "part_id": shelf.filter, "customer_id": buyer.customer, "quantity": "10" });
    me.call("price.quote", many).await;
    let target =
        json!({ "matrix": "Standard", "days": 30, "target": "0.6", "categories": ["Brakes"] });
    me.call("price.solve_target", target).await;
}
