//! A card at the reader: called off, declined, tried again and taken; the rest in cash.

use e2e::{Shop, Value, json};

use super::Caller;
use super::catalog::{Buyer, Shelf};

/// Approves.
const VISA: &str = "4242424242424242";
/// Is declined for insufficient funds.
const NO_FUNDS: &str = "4000000000009995";

/// Sells pads for a card and cash.
pub(crate) async fn card(me: &mut Caller, shop: &Shop, buyer: &Buyer, shelf: &Shelf) {
    let opened = json!({ "vehicle_id": buyer.vehicle, "odometer": 184_100 });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let pads = json!({ "part_id": shelf.pads, "quantity": "2" });
    me.on("ticket.add_part", &ticket, pads).await;
    let off = take(me, &ticket).await;
    me.on("payment.cancel_card", &ticket, off).await;
    payment_is(me, &ticket, "canceled").await;

    let again = take(me, &ticket).await;
    hold(shop, NO_FUNDS);
    payment_is(me, &ticket, "declined").await;
    me.on("payment.retry_card", &ticket, again.clone()).await;
    payment_is(me, &ticket, "waiting").await;
    hold(shop, VISA);
    payment_is(me, &ticket, "captured").await;
    let mut over = again;
    over["ticket_id"] = ticket.clone();
    me.refused("payment.retry_card", over, "payment.settled")
        .await;
    let cash = json!({ "tendered": 20_000 });
    me.on("payment.take_cash", &ticket, cash).await;
    me.order("receipt.reprint", json!({ "ticket_id": ticket }))
        .await;
    back(me, &ticket).await;
}

/// One of the pads comes back, and the card gets the money.
async fn back(me: &mut Caller, sold_on: &Value) {
    let sale = me.call("ticket.get", json!({ "ticket_id": sold_on })).await["ticket"].take();
    let payments = sale["payments"].as_array().unwrap();
    let taken = payments
        .iter()
        .find(|payment| payment["state"] == "captured");
    let taken = taken.unwrap_or_else(|| panic!("no card in {sale}"));
    let ticket = me.order("ticket.open", json!({})).await["ticket"]["id"].take();
    let pads = json!({ "sold_on": sold_on, "line_id": sale["lines"][0]["id"], "quantity": "1", "destination": "scrap" });
    me.on("ticket.add_return", &ticket, pads).await;
    let money =
        json!({ "to": "original", "payment_id": taken["id"], "paid_on": sold_on, "amount": 900 });
    me.on("payment.refund", &ticket, money).await;
    payment_is(me, &ticket, "captured").await;
    me.on("payment.refund", &ticket, json!({ "to": "cash" }))
        .await;
}

/// Asks the reader for ten dollars and returns which payment that is, once it waits for a card.
async fn take(me: &mut Caller, ticket: &Value) -> Value {
    let asked = json!({ "amount": 1_000 });
    let asked = me.on("payment.take_card", ticket, asked).await;
    payment_is(me, ticket, "waiting").await;
    json!({ "payment_id": asked["payment_id"] })
}

fn hold(shop: &Shop, card: &str) {
    let stripe = shop.stripe.as_ref().unwrap();
    assert!(stripe.server.tap(&stripe.reader, card), "{card}");
}

/// Waits until the last payment stands so.
async fn payment_is(me: &mut Caller, ticket: &Value, state: &str) {
    let last_is = |answer: &Value| {
        let payments = answer["ticket"]["payments"].as_array();
        payments
            .and_then(|payments| payments.last())
            .is_some_and(|last| last["state"] == state)
    };
    me.until("ticket.get", json!({ "ticket_id": ticket }), last_is)
        .await;
}
