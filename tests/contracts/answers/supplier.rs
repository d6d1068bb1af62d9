//! Suppliers and what each asks for which part.

use e2e::{Value, json};

use super::Caller;
use super::catalog::Shelf;

/// Saves the supplier that the shop buys from, and returns its id.
pub(crate) async fn supplier(me: &mut Caller) -> Value {
    let supplier = json!({ "name": "Acme Parts", "contact": "Kim Reyes", "phone": "303-555-0199",
        "email": "orders@acme.example", "account_number": "SH-0042", "terms_days": 30, "minimum_order": 10_000,
        "lead_time_days": 2, "notes": "Closed on Sundays" });
    let saved = me
        .order("supplier.save", json!({ "supplier": supplier }))
        .await;
    let other = json!({ "name": "Gone Parts" });
    let other = me
        .order("supplier.save", json!({ "supplier": other }))
        .await;
    me.on("supplier.retire", &other["supplier"]["id"], json!({}))
        .await;
    me.call("supplier.list", json!({ "retired": true })).await;
    me.call("supplier.list", json!({ "limit": 1 })).await;
    saved["supplier"]["id"].clone()
}

/// Says what it asks for parts, and takes one of these back.
pub(crate) async fn offers(me: &mut Caller, supplier: &Value, shelf: &Shelf) {
    let offer = |part: &Value, number: &str| {
        json!({ "part_id": part, "number": number, "cost": "4.00", "core_deposit": "45",
                "pack_size": "2", "preferred": true })
    };
    let wrong = offer(&shelf.pads, "AP-1210");
    let wrong = me.on("supplier.save_part", supplier, wrong).await;
    let filter = json!({ "part_id": shelf.filter, "number": "PF-10", "cost": "4.00", "pack_size": "2", "preferred": true });
    me.on("supplier.save_part", supplier, filter).await;
    let alternator = offer(&shelf.alternator, "AP-ALT");
    me.on("supplier.save_part", supplier, alternator).await;
    let gone = json!({ "supplier_part_id": wrong["supplier_part"]["id"] });
    me.order("supplier.remove_part", gone).await;
    me.call(
        "supplier.get",
        json!({ "supplier_id": supplier, "limit": 1 }),
    )
    .await;
}
