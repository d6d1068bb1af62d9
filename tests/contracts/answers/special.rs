//! What is bought for tickets: a special order that is noticed and canceled, goods that go to the shelf, sublet work.

use e2e::{Value, json};

use super::Caller;
use super::catalog::{Buyer, Shelf};

/// Buys for a ticket of the buyer's.
pub(crate) async fn special(me: &mut Caller, supplier: &Value, shelf: &Shelf, buyer: &Buyer) {
    let opened = json!({ "customer_id": buyer.customer, "vehicle_id": buyer.vehicle });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let job = json!({ "title": "Charging" });
    let job = me.on("ticket.add_job", &ticket, job).await["ticket_job_id"].take();
    let wanted = json!({ "part_id": shelf.filter, "job_id": job });
    let sold = me.on("ticket.add_part", &ticket, wanted).await["line_id"].take();
    let deposit = json!({ "tendered": 400, "amount": 400 });
    me.on("payment.take_cash", &ticket, deposit).await;

    let waits = json!({ "kind": "special_order", "ticket_id": ticket, "line_id": sold,
        "customer_id": buyer.customer, "deposit_note": "4.00 in cash" });
    let order = json!({ "kind": "work_order", "ticket_id": ticket });
    let sublet = json!({ "kind": "sublet", "ticket_id": ticket, "ticket_job_id": job });
    let lines = json!([
        { "part_id": shelf.filter, "quantity": "1", "unit_cost": "5.00", "purpose": waits },
        { "part_id": shelf.pads, "quantity": "2", "unit_cost": "28.00", "purpose": order },
        { "description": "Turn rotors", "quantity": "1", "unit_cost": "30.00", "purpose": sublet },
        { "part_id": shelf.filter, "quantity": "1", "purpose": { "kind": "stock" } },
    ]);
    let open = json!({ "supplier_id": supplier, "lines": lines });
    let purchase = me.order("purchase.open", open).await["purchase"].take();
    let line = |place: usize| &purchase["lines"][place]["id"];
    let id = &purchase["id"];
    let place = json!({ "below_minimum_confirmed": true });
    me.on("purchase.place", id, place).await;
    let all = purchase["lines"].as_array().unwrap().iter();
    let all = all.map(|line| json!({ "line_id": line["id"], "quantity": line["quantity"] }));
    let counted = json!({ "lines": all.collect::<Vec<_>>() });
    me.on("purchase.receive", id, counted).await;
    held(me, id, &ticket, [line(0), line(1)]).await;
}

/// What is kept for the ticket: the customer of the special order is told and lets it go, the rest goes to the shelf.
async fn held(me: &mut Caller, id: &Value, ticket: &Value, [special, order]: [&Value; 2]) {
    let notice = json!({ "line_id": special, "channel": "phone" });
    me.on("purchase.notice_arrival", id, notice).await;
    me.call("purchase.list", json!({ "held": true })).await;
    me.call("purchase.reconcile", json!({ "ticket_id": ticket }))
        .await;
    let shelved = json!({ "line_id": order, "quantity": "2" });
    me.on("purchase.stock_line", id, shelved).await;
    let out = json!({ "line_id": special, "reason": "bought another car", "waive_fee": false });
    me.on("purchase.cancel_special", id, out).await;
    me.call("purchase.get", json!({ "purchase_id": id })).await;
}
