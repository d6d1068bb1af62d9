//! What the shop sells and whom it sells to: parts of every kind, a customer and their car.

use e2e::{Value, json};

use super::Caller;
use super::document::labels;

/// Parts, by id.
pub(crate) struct Shelf {
    /// On the shelf, warranted, fitting the buyer's car.
    pub(crate) pads: Value,
    /// At its minimum, to be ordered.
    pub(crate) filter: Value,
    /// Sold with a deposit on the old part.
    pub(crate) alternator: Value,
    /// Every piece has a number of its own.
    pub(crate) tire: Value,
    /// Runs low, and nobody is known to sell it.
    pub(crate) wiper: Value,
}

/// A customer and their car, by id.
pub(crate) struct Buyer {
    pub(crate) customer: Value,
    pub(crate) vehicle: Value,
}

/// Imports parts.
pub(crate) async fn catalog(me: &mut Caller, supplier: &Value) -> Shelf {
    me.order("part.import", json!({ "parts": parts(supplier) }))
        .await;
    let shelf = Shelf {
        pads: part(me, "bc1210").await,
        filter: part(me, "036000291452").await,
        alternator: part(me, "ALT-778").await,
        tire: part(me, "TR-205").await,
        wiper: part(me, "WIP-1").await,
    };
    let kit = json!({ "number": "KIT-1", "brand": "Stopwell", "description": "Brake kit", "category": "Brakes",
        "price": "99.00", "cost": "36.10", "components": [{ "part_id": shelf.pads, "quantity": "1" },
        { "part_id": shelf.filter, "quantity": "2" }] });
    let old = json!({ "number": "FLT-9", "brand": "Puro", "description": "Oil filter, old", "category": "Filters",
        "price": "9.00", "cost": "3.00", "superseded_by": shelf.filter });
    me.order("part.import", json!({ "parts": [kit, old] }))
        .await;
    me.call("part.get", json!({ "code": "KIT-1" })).await;
    me.call("part.get", json!({ "code": "FLT-9" })).await;
    labels(me, &["part_label", "bin_label"], &shelf.pads).await;
    labels(me, &["tire_label"], &shelf.tire).await;
    let lost = json!({ "reason": "broken", "part_id": shelf.pads, "quantity": "-1" });
    me.order("stock.adjust", lost).await;
    me.on("part.protect", &shelf.filter, json!({ "protected": true }))
        .await;
    me.call("part.get", json!({ "part_id": shelf.filter }))
        .await;
    shelf
}

fn parts(supplier: &Value) -> Value {
    json!([
        { "number": "BC-1210", "brand": "Stopwell", "description": "Brake pads", "category": "Brakes",
          "price": "54.99", "cost": "28.10", "on_hand": "40", "bin": "A-04", "tags": ["brake"],
          "interchange": ["D1210"], "warranty": { "months": 12, "distance": 12_000 },
          "fitment": [{ "year_from": 1998, "year_to": 2007, "make": "Honda", "model": "Accord", "engine": "3.0L V6",
                        "position": "front", "qualifier": "vented rotors", "confirmed": true }] },
        { "number": "FLT-10", "brand": "Puro", "description": "Oil filter", "category": "Filters",
          "upc": "036000291452", "price": "9.99", "cost": "4.00", "on_hand": "2", "bin": "B-01",
          "reorder": { "min": "3", "max": "12", "pack": "2", "supplier_id": supplier } },
        { "number": "ALT-778", "brand": "Volta", "description": "Alternator", "category": "Charging",
          "price": "200", "cost": "100", "core": "45", "on_hand": "10" },
        { "number": "TR-205", "brand": "Rollwell", "description": "Tire 205/60R16", "category": "Tires",
          "price": "120", "cost": "80", "on_hand": "8", "tags": ["tire"], "serialized": true },
        { "number": "WIP-1", "brand": "Swish", "description": "Wiper", "category": "Wipers", "price": "12",
          "cost": "5", "on_hand": "1", "reorder": { "min": "2", "max": "4" }, "protected": true },
        { "number": "BLB-1", "brand": "Glow", "description": "Bulb", "category": "Bulbs", "price": "3", "cost": "1",
          "on_hand": "1", "reorder": { "min": "1", "max": "2", "pack": "10", "supplier_id": supplier } },
    ])
}

async fn part(me: &mut Caller, code: &str) -> Value {
    me.call("part.get", json!({ "code": code })).await["part"]["id"].take()
}

/// Saves a customer with an account, and their car.
pub(crate) async fn buyer(me: &mut Caller) -> Buyer {
    let customer = json!({ "name": "Dana Whitfield", "phone": "303-555-0117", "email": null,
        "notes": "Calls after five", "alert": "Ask for the loyalty card",
        "terms": { "limit": 900_000, "terms_days": 30, "statement": "open_item" } });
    let customer = me
        .order("customer.save", json!({ "customer": customer }))
        .await["customer"]["id"]
        .take();
    let car = json!({ "customer_id": customer, "vin": "1HGCM82633A004352", "year": 2003, "make": "Honda",
        "model": "Accord", "plate": "AB 12 345", "odometer": 184_000 });
    let vehicle = me.order("vehicle.save", json!({ "vehicle": car })).await["vehicle"]["id"].take();
    let search = json!({ "query": "brake", "limit": 5, "vehicle_id": vehicle });
    me.until("part.search", search, |found| found["parts"] != json!([]))
        .await;
    me.call("customer.search", json!({ "query": "whit" })).await;
    Buyer { customer, vehicle }
}
