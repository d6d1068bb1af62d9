//! Stock on its way to another place of the firm.

use e2e::json;

use super::Caller;
use super::catalog::Shelf;
use super::document::papers;

/// Sends pads away, of which one gets lost, and gives another transfer up.
pub(crate) async fn transfer(me: &mut Caller, shelf: &Shelf) {
    let open = |quantity: &str| {
        json!({ "from": "MAIN", "to": "NORTH", "note": "With the van",
                "lines": [{ "part_id": shelf.pads, "quantity": quantity }] })
    };
    let opened = me.order("transfer.open", open("3")).await;
    let id = &opened["transfer"]["id"];
    me.on("transfer.send", id, json!({})).await;
    papers(me, "transfer_slip", id).await;
    me.call("part.get", json!({ "part_id": shelf.pads })).await;
    let two = json!({ "lines": [{ "part_id": shelf.pads, "quantity": "2" }] });
    me.on("transfer.receive", id, two).await;
    let lost = json!({ "reason": "fell off the van" });
    me.on("transfer.close", id, lost).await;
    me.call("transfer.get", json!({ "transfer_id": id })).await;
    let other = me.order("transfer.open", open("1")).await;
    me.call(
        "transfer.list",
        json!({ "state": "requested", "from": "MAIN", "to": "NORTH", "limit": 5 }),
    )
    .await;
    let reason = json!({ "reason": "not needed" });
    me.on("transfer.cancel", &other["transfer"]["id"], reason)
        .await;
}
