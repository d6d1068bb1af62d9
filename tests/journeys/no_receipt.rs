//! Goods that come back without a receipt.

use e2e::{Shop, Value, json, key};

use crate::books;
use crate::counter::{Counter, PADS_UPC, text};

async fn customer(counter: &Counter, name: &str) -> Value {
    let order = json!({ "key": key("customer"), "customer": { "kind": "person", "name": name } });
    counter.call("customer.save", order).await["customer"]["id"].take()
}

/// Sells pads at a price of one, set by hand, for cash.
async fn sell_pads(counter: &Counter, price: &str) {
    let ticket = counter.open().await;
    let pads =
        json!({ "key": key("pads"), "ticket_id": ticket, "code": PADS_UPC, "unit_price": price });
    let sold = counter.call("ticket.add_part", pads).await;
    let due = sold["ticket"]["totals"]["due"].as_i64().unwrap();
    let paid = counter.cash(&ticket, due).await;
    assert_eq!(paid["ticket"]["status"], "paid");
}

async fn open_for(counter: &Counter, customer: &Value) -> String {
    let order = json!({ "key": key("open"), "customer_id": customer });
    text(&counter.call("ticket.open", order).await["ticket"]["id"])
}

fn back(ticket: &str) -> Value {
    json!({ "key": key("back"), "ticket_id": ticket, "code": PADS_UPC, "reason": "wrong car", "shown": "licence" })
}

const METHOD: &str = "ticket.add_return_without_receipt";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_without_a_receipt_bring_the_lowest_price_as_credit_alone() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let dana = customer(&counter, "Dana Whitfield").await;
    let ticket = open_for(&counter, &dana).await;
    let never = counter.refused(METHOD, back(&ticket)).await;
    assert_eq!(never, "return.not_sold_of_late");

    for price in ["40.00", "31.50", "44.00"] {
        sell_pads(&counter, price).await;
    }
    let order = back(&ticket);
    let taken = counter.call(METHOD, order.clone()).await;
    assert_eq!(taken["ticket"]["totals"]["due"], -3_150);
    let again = counter.call(METHOD, order).await;
    assert_eq!(again["replayed"], true, "the same key is the same return");
    assert_eq!(again["ticket"]["totals"]["due"], -3_150);

    let refund = |to: &str| json!({ "key": key("refund"), "ticket_id": ticket, "to": to });
    let refused = counter.refused("payment.refund", refund("cash")).await;
    assert_eq!(refused, "refund.credit_only");
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let closed = counter.call("payment.refund", refund("store_credit")).await;
    assert_eq!(closed["ticket"]["status"], "paid");
    let known = counter
        .call("customer.get", json!({ "customer_id": dana }))
        .await;
    assert_eq!(known["store_credit"], 3_150, "{known}");

    // 31.50 of 200.00 are used up; six more would be too many.
    let ticket = open_for(&counter, &dana).await;
    let mut many = back(&ticket);
    many["quantity"] = json!("6");
    let refused = counter.refused(METHOD, many).await;
    assert_eq!(refused, "return.too_much_without_receipt");
    let nobody = counter.open().await;
    let refused = counter.refused(METHOD, back(&nobody)).await;
    assert_eq!(refused, "ticket.no_customer");
    let rules =
        json!({ "allowed": false, "price_days": 90, "customer_days": 365, "restocking_rate": "0" });
    let set = json!({ "key": key("policy"), "kind": "no_receipt", "no_receipt": rules });
    counter.call("policy.set", set).await;
    let refused = counter.refused(METHOD, back(&ticket)).await;
    assert_eq!(refused, "return.no_receipt_not_taken");
    books::balance(&shop);
    shop.assert_sound();
}
