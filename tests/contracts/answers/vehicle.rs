//! Vehicles: with everything that can be known of one, its twin merged into it, sold, and found by VIN.

use e2e::{Value, json};

use super::Caller;

/// Saves a customer's vehicles and follows one.
pub(crate) async fn vehicle(me: &mut Caller, id: &Value) {
    let mut cars = Vec::new();
    for plate in ["AB 1", "AB 2"] {
        let saved = me
            .order("vehicle.save", json!({ "vehicle": van(id, plate) }))
            .await;
        cars.push(saved["vehicle"]["id"].clone());
    }
    let lower =
        json!({ "vehicle_id": cars[0], "shown": 900, "claim": { "kind": "corrects_earlier" } });
    me.order("vehicle.read_odometer", lower).await;
    let replaced = json!({ "kind": "replaced", "old_last": 950, "new_first": 3 });
    let replaced = json!({ "vehicle_id": cars[0], "shown": 10, "unit": "mi", "claim": replaced });
    me.order("vehicle.read_odometer", replaced).await;
    let over = json!({ "vehicle_id": cars[0], "shown": 5, "claim": { "kind": "rolled_over", "digits": 5 } });
    me.order("vehicle.read_odometer", over).await;
    let twins = json!({ "from_id": cars[1], "into_id": cars[0] });
    me.order("vehicle.merge", twins).await;
    let misread = json!({ "id": cars[0], "vin": "1HGCM82633A004354" });
    me.order("vehicle.save", json!({ "vehicle": misread }))
        .await;
    let other = json!({ "customer": { "name": "Second Owner" } });
    let other = me.order("customer.save", other).await["customer"]["id"].take();
    let sold = json!({ "vehicle_id": cars[0], "customer_id": other, "odometer": 20 });
    me.order("vehicle.change_owner", sold).await;
    for car in &cars {
        me.call("vehicle.get", json!({ "vehicle_id": car })).await;
    }
    me.call("vehicle.search", json!({ "query": "transit" }))
        .await;
    by_vin(me).await;
}

fn van(id: &Value, plate: &str) -> Value {
    json!({ "customer_id": id, "make": "Ford", "model": "Transit", "plate": plate, "plate_state": "CO",
        "engine": "3.5L", "unit_number": "17", "color": "white", "odometer": 1_000, "odometer_unit": "mi",
        "in_service": "2024-01-01", "warranty_notes": "none", "tire_size": "235/65R16", "trim": "XL" })
}

/// A car on file, a misread number, and one that is not on file.
async fn by_vin(me: &mut Caller) {
    for text in [
        "1HGCM82633A004352",
        "1FTBW2CM5HKAOO001",
        "WBA00000000000001",
        "1HGCM82633A004353",
    ] {
        me.call("vehicle.by_vin", json!({ "text": text })).await;
    }
}
