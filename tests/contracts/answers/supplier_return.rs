//! What goes back to a supplier: goods and a warranty claim, credited in part, and one that is not sent after all.

use e2e::{Value, json};

use super::Caller;
use super::catalog::{Buyer, Shelf};

/// Sends goods back.
pub(crate) async fn supplier_return(
    me: &mut Caller,
    supplier: &Value,
    shelf: &Shelf,
    buyer: &Buyer,
) {
    let (purchase, line) = bought(me, supplier).await;
    let shown = me
        .order("ticket.open", json!({ "vehicle_id": buyer.vehicle }))
        .await["ticket"]["id"]
        .take();
    let lines = json!([
        { "item": "stock", "part_id": shelf.filter, "purchase_id": purchase, "purchase_line_id": line, "quantity": "2" },
        { "item": "failed", "code": "BC-1210", "ticket_id": shown, "description": "Pads, cracked", "quantity": "1",
          "claimed": 2_810 },
        { "item": "labor", "ticket_id": shown, "description": "Fitting them again", "quantity": "1.5",
          "claimed": 9_000 },
    ]);
    let open = json!({ "supplier_id": supplier, "kind": "warranty", "claim": "W-9", "location": "MAIN", "lines": lines });
    let back = me.order("supplier_return.open", open).await["supplier_return"].take();
    let id = &back["id"];
    let send = json!({ "authorization": "RMA-1", "tracking": "1Z 999" });
    me.on("supplier_return.send", id, send).await;
    let credited: Vec<_> = back["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| json!({ "line_id": line["id"], "amount": 500 }))
        .collect();
    let credit = json!({ "memo": "CM-2", "date": "2026-03-09", "lines": credited });
    me.on("supplier_return.credit", id, credit).await;
    me.call("supplier_return.list", json!({ "short": true }))
        .await;
    let short = json!({ "reason": "restocking" });
    me.on("supplier_return.accept_short", id, short).await;
    me.call("supplier_return.get", json!({ "supplier_return_id": id }))
        .await;
    not_sent(me, supplier, &shelf.filter).await;
    let list = json!({ "supplier_id": supplier, "limit": 1 });
    me.call("supplier_return.list", list).await;
}

/// Buys filters and returns the purchase and its line.
async fn bought(me: &mut Caller, supplier: &Value) -> (Value, Value) {
    let lines = json!([{ "code": "FLT-10", "quantity": "4", "unit_cost": "10.00" }]);
    let open = json!({ "supplier_id": supplier, "lines": lines });
    let purchase = me.order("purchase.open", open).await["purchase"].take();
    let (id, line) = (&purchase["id"], &purchase["lines"][0]["id"]);
    let place = json!({ "below_minimum_confirmed": true });
    me.on("purchase.place", id, place).await;
    let counted = json!({ "lines": [{ "line_id": line, "quantity": "4" }] });
    me.on("purchase.receive", id, counted).await;
    (id.clone(), line.clone())
}

async fn not_sent(me: &mut Caller, supplier: &Value, part: &Value) {
    let line = json!({ "item": "stock", "part_id": part, "unit_cost": "4.00", "quantity": "1" });
    let open = json!({ "supplier_id": supplier, "kind": "plain", "lines": [line] });
    let back = me.order("supplier_return.open", open).await;
    let reason = json!({ "reason": "sold meanwhile" });
    me.on(
        "supplier_return.cancel",
        &back["supplier_return"]["id"],
        reason,
    )
    .await;
}
