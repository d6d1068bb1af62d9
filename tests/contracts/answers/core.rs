//! Old parts: brought back, sent to the supplier and credited; and deposits that are kept.

use e2e::{Value, json};

use super::Caller;
use super::catalog::{Buyer, Shelf};
use super::document::labels;

/// A day on which nothing is taken back any more.
const PAST: &str = "2020-01-01";

/// Sells alternators and follows their old parts.
pub(crate) async fn core(me: &mut Caller, supplier: &Value, shelf: &Shelf, buyer: &Buyer) {
    let ticket = sold(me, shelf, buyer, "3").await;
    let core = owed(me, &ticket).await;
    let longer = json!({ "due": "9990-01-01" });
    me.on("core.extend", &core, longer).await;
    let early = json!({ "core_id": core });
    me.refused("core.forfeit", early, "core.not_due").await;
    let due = json!({ "due_before": "9990-02-01", "limit": 5 });
    me.call("core.list", due).await;
    labels(me, &["core_tag"], &core).await;
    brought(me, &core, buyer).await;
    let here = json!({ "received": true });
    me.call("core.list", here).await;
    let send = json!({ "supplier_id": supplier, "manifest": "M-7", "quantity": "1" });
    me.on("core.send", &core, send).await;
    me.call("core.list", json!({ "supplier_id": supplier }))
        .await;
    let credit =
        json!({ "manifest": "M-7", "quantity": "1", "amount": 4_000, "reference": "CM-3" });
    me.on("core.credit", &core, credit).await;
    me.call("core.get", json!({ "core_id": core })).await;
    kept(me, shelf, buyer).await;
}

async fn sold(me: &mut Caller, shelf: &Shelf, buyer: &Buyer, quantity: &str) -> Value {
    let opened = json!({ "customer_id": buyer.customer });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let part = json!({ "part_id": shelf.alternator, "quantity": quantity });
    me.on("ticket.add_part", &ticket, part).await;
    let cash = json!({ "tendered": 100_000 });
    me.on("payment.take_cash", &ticket, cash).await;
    ticket
}

/// Returns the old parts that a ticket's sale left owed.
async fn owed(me: &mut Caller, ticket: &Value) -> Value {
    let listed = json!({ "ticket_id": ticket });
    me.call("core.list", listed).await["cores"][0]["id"].take()
}

/// One comes back good, one worth something, one without a receipt.
async fn brought(me: &mut Caller, core: &Value, buyer: &Buyer) {
    let opened = json!({ "customer_id": buyer.customer });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let good = json!({ "core_id": core, "quantity": "1", "grade": "good", "value": "44.00" });
    me.on("ticket.add_core_return", &ticket, good).await;
    let partial = json!({ "core_id": core, "grade": "partial" });
    me.on("ticket.add_core_return", &ticket, partial).await;
    me.call("core.get", json!({ "core_id": core })).await;
    let found = json!({ "code": "ALT-778", "grade": "good" });
    me.on("ticket.add_core_return", &ticket, found).await;
    me.on("payment.refund", &ticket, json!({ "to": "cash" }))
        .await;
}

/// The day of two sales has passed: one deposit is kept by hand, the other with all that are due.
async fn kept(me: &mut Caller, shelf: &Shelf, buyer: &Buyer) {
    let mut cores = Vec::new();
    for _ in 0..2 {
        let ticket = sold(me, shelf, buyer, "1").await;
        let core = owed(me, &ticket).await;
        me.on("core.extend", &core, json!({ "due": PAST })).await;
        cores.push(core);
    }
    me.on("core.forfeit", &cores[0], json!({})).await;
    me.order("core.forfeit_due", json!({})).await;
}
