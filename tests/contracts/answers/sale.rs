//! Plain sales: lines that change, a ticket given up, one undone, goods that come back, money given back.

use e2e::{Value, json};

use super::Caller;
use super::catalog::{Buyer, Shelf};
use super::document::papers;

/// Sells over the counter and takes back.
pub(crate) async fn sale(me: &mut Caller, buyer: &Buyer, shelf: &Shelf) {
    let ticket = sold(me, buyer, shelf).await;
    papers(me, "receipt", &ticket).await;
    back(me, &ticket).await;
    let undone = sold(me, buyer, shelf).await;
    let reason = json!({ "reason": "wrong car" });
    me.on("ticket.reverse", &undone, reason).await;
    given_up(me, buyer).await;
    without_receipt(me, buyer, shelf).await;
    free(me).await;
    me.call("ticket.list", json!({ "status": "paid", "limit": 10 }))
        .await;
    me.call("customer.get", json!({ "customer_id": buyer.customer }))
        .await;
    me.call("part.get", json!({ "code": "BC-1210" })).await;
}

async fn sold(me: &mut Caller, buyer: &Buyer, shelf: &Shelf) -> Value {
    let ticket = me.order("ticket.open", json!({})).await["ticket"]["id"].take();
    let attach =
        json!({ "customer_id": buyer.customer, "vehicle_id": buyer.vehicle, "odometer": 184_210 });
    me.on("ticket.attach", &ticket, attach).await;
    let pads = json!({ "part_id": shelf.pads, "quantity": "3" });
    let pads = me.on("ticket.add_part", &ticket, pads).await;
    let fewer = json!({ "line_id": pads["line_id"], "quantity": "2" });
    me.on("ticket.change_quantity", &ticket, fewer).await;
    let tire = json!({ "code": "tr205", "serials": [format!("DOT {}", pads["line_id"])] });
    me.on("ticket.add_part", &ticket, tire).await;
    let labor = json!({ "description": "Fit them", "hours": "0.5", "rate": "100.00" });
    let labor = me.on("ticket.add_labor", &ticket, labor).await;
    let labor = json!({ "line_id": labor["line_id"] });
    me.on("ticket.remove_line", &ticket, labor).await;
    let check = json!({ "number": "1044", "amount": 5_000 });
    me.on("payment.take_check", &ticket, check).await;
    let cash = json!({ "tendered": 50_000 });
    me.on("payment.take_cash", &ticket, cash).await;
    ticket
}

/// Pads and a tire come back: some of the check, cash and store credit go back for them.
async fn back(me: &mut Caller, sold_on: &Value) {
    let sale = me.call("ticket.get", json!({ "ticket_id": sold_on })).await["ticket"].take();
    let customer = json!({ "customer_id": sale["customer"]["id"] });
    let ticket = me.order("ticket.open", customer).await["ticket"]["id"].take();
    let pads = json!({ "sold_on": sold_on, "line_id": sale["lines"][0]["id"], "quantity": "2",
        "destination": "defective", "restocking": 500 });
    me.on("ticket.add_return", &ticket, pads).await;
    let tire = json!({ "sold_on": sold_on, "line_id": sale["lines"][1]["id"], "serials": sale["lines"][1]["serials"] });
    me.on("ticket.add_return", &ticket, tire).await;
    let check = json!({ "to": "original", "payment_id": sale["payments"][0]["id"], "paid_on": sold_on, "amount": 3_000 });
    me.on("payment.refund", &ticket, check).await;
    let cash = json!({ "to": "cash", "amount": 2_000 });
    me.on("payment.refund", &ticket, cash).await;
    let rest = json!({ "to": "store_credit" });
    me.on("payment.refund", &ticket, rest).await;
    me.call("ticket.get", json!({ "ticket_id": sold_on })).await;
}

/// Pads that were sold here come back without a receipt.
async fn without_receipt(me: &mut Caller, buyer: &Buyer, shelf: &Shelf) {
    let customer = json!({ "customer_id": buyer.customer });
    let ticket = me.order("ticket.open", customer).await["ticket"]["id"].take();
    let pads = json!({ "part_id": shelf.pads, "quantity": "1", "destination": "stock",
        "reason": "wrong car", "shown": "driving licence" });
    me.on("ticket.add_return_without_receipt", &ticket, pads)
        .await;
    let cash = json!({ "ticket_id": ticket, "to": "cash" });
    me.refused("payment.refund", cash, "refund.credit_only")
        .await;
    me.on("payment.refund", &ticket, json!({ "to": "store_credit" }))
        .await;
}

async fn given_up(me: &mut Caller, buyer: &Buyer) {
    let opened = json!({ "customer_id": buyer.customer, "vehicle_id": buyer.vehicle });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let gone = json!({ "customer": true, "vehicle": true });
    me.on("ticket.detach", &ticket, gone).await;
    let reason = json!({ "reason": "customer left" });
    me.on("ticket.void", &ticket, reason).await;
}

async fn free(me: &mut Caller) {
    let ticket = me.order("ticket.open", json!({})).await["ticket"]["id"].take();
    let labor = json!({ "description": "Air", "hours": "1", "rate": "10" });
    let labor = me.on("ticket.add_labor", &ticket, labor).await;
    let early = json!({ "ticket_id": ticket });
    me.refused("ticket.close", early, "payment.still_due").await;
    let free = json!({ "line_id": labor["line_id"], "unit_price": "0" });
    me.on("ticket.change_line", &ticket, free).await;
    me.on("ticket.close", &ticket, json!({})).await;
}
