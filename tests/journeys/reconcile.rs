//! Every part bought for a repair order is billed, stocked or sent back before the order is invoiced.

use e2e::{Shop, Value, Wire, json, key};
use engine::Queries as _;
use store::SqliteQueries;

use crate::counter::{Counter, text};

const FILTER: &str = "FLT-10";

async fn staff(counter: &Counter, name: &str, role: &str, pin: &str) -> String {
    let order = json!({ "key": key("staff"), "staff": { "name": name, "role": role, "pin": pin } });
    text(&counter.call("staff.save", order).await["staff"]["id"])
}

async fn page_of(shop: &Shop, staff: &str, pin: &str) -> Wire {
    let mut page = shop.page().await;
    let sign_in = json!({ "staff_id": staff, "pin": pin });
    page.call("session.sign_in", sign_in).await.unwrap();
    page
}

/// A work order with one filter on it, and so many bought for it and here; returns the ticket, purchase and its line.
async fn work(counter: &Counter, bought: &str) -> [String; 3] {
    let supplier =
        json!({ "key": key("supplier"), "supplier": { "name": "Acme Parts", "terms_days": 30 } });
    let supplier = text(&counter.call("supplier.save", supplier).await["supplier"]["id"]);
    let row = json!({ "number": FILTER, "brand": "Puro", "description": "Oil filter", "category": "Filters",
                      "price": "9.99", "cost": "4.00", "on_hand": "0" });
    let import = json!({ "key": key("import"), "parts": [row] });
    counter.call("part.import", import).await;
    let ticket = counter.open().await;
    let sale = json!({ "key": key("line"), "ticket_id": ticket, "code": FILTER });
    counter.call("ticket.add_part", sale).await;
    let start = json!({ "key": key("work"), "ticket_id": ticket });
    counter.call("ticket.start_work", start).await;
    let line = json!({ "code": FILTER, "quantity": bought, "unit_cost": "4.00",
                       "purpose": { "kind": "work_order", "ticket_id": ticket } });
    let open = json!({ "key": key("buy"), "supplier_id": supplier, "lines": [line] });
    let purchase = counter.call("purchase.open", open).await["purchase"].take();
    let (id, line) = (text(&purchase["id"]), text(&purchase["lines"][0]["id"]));
    let place = json!({ "key": key("place"), "purchase_id": id });
    counter.call("purchase.place", place).await;
    let counted = json!([{ "line_id": line, "quantity": bought }]);
    let receive = json!({ "key": key("receive"), "purchase_id": id, "lines": counted });
    counter.call("purchase.receive", receive).await;
    [ticket, id, line]
}

/// How often a ticket's story says that parts were left.
fn said(shop: &Shop) -> usize {
    let queries = SqliteQueries::open(shop.data(), 1).unwrap();
    queries.latest("ticket.parts_left", 10).unwrap().len()
}

fn invoice(ticket: &str) -> Value {
    json!({ "key": key("invoice"), "ticket_id": ticket })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_nobody_billed_holds_the_invoice_up() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let advisor = staff(&counter, "Priya Shah", "advisor", "3333").await;
    let [ticket, purchase, line] = work(&counter, "3").await;
    let mut page = page_of(&shop, &advisor, "3333").await;
    let refused = page.call("ticket.make_invoice", invoice(&ticket)).await;
    let problem = refused.unwrap_err()["data"].take();
    assert_eq!(problem["code"], "ticket.parts_left");
    let hint = text(&problem["hint"]);
    assert!(
        hint.starts_with("Bill 2 x Oil filter (bought on C1-P000001) on the ticket"),
        "{hint}"
    );
    let stock =
        json!({ "key": key("stock"), "purchase_id": purchase, "line_id": line, "quantity": "2" });
    counter.call("purchase.stock_line", stock).await;
    let made = page
        .call("ticket.make_invoice", invoice(&ticket))
        .await
        .unwrap();
    assert_eq!(made["ticket"]["stage"], "invoice");
    let paid = counter.cash(&ticket, 999).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    let asked = json!({ "ticket_id": ticket });
    let left = counter.call("purchase.reconcile", asked).await;
    assert_eq!(left["lines"], json!([]));
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_stands_in_once_and_says_why() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let advisor = staff(&counter, "Priya Shah", "advisor", "3333").await;
    let manager = staff(&counter, "Dana Ruiz", "manager", "4444").await;
    let [ticket, ..] = work(&counter, "2").await;
    let mut page = page_of(&shop, &advisor, "3333").await;
    let approve = json!({ "staff_id": manager, "pin": "4444", "reason": "goes back tomorrow" });
    page.call("session.approve", approve).await.unwrap();
    page.call("ticket.make_invoice", invoice(&ticket))
        .await
        .unwrap();
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    // What the manager let pass is not asked about again when it is paid.
    let paid = counter.cash(&ticket, 999).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    let asked = json!({ "ticket_id": ticket });
    let left = counter.call("purchase.reconcile", asked).await;
    assert_eq!(left["lines"][0]["quantity"], "1", "still to be sent back");
    assert_eq!(said(&shop), 1);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_may_be_told_or_not_asked_at_all() {
    for word in ["warn", "off"] {
        let mut shop = Shop::builder().no_tax().start().await;
        let counter = Counter::at(&mut shop).await;
        let kept = counter
            .call("policy.get", json!({ "kind": "buying" }))
            .await;
        let mut buying = kept["policy"]["buying"].clone();
        assert_eq!(buying["reconciling"], "block", "until the shop says more");
        buying["reconciling"] = json!(word);
        let set = json!({ "key": key("policy"), "kind": "buying", "buying": buying });
        counter.call("policy.set", set).await;
        let [ticket, ..] = work(&counter, "2").await;
        let made = counter.call("ticket.make_invoice", invoice(&ticket)).await;
        assert_eq!(made["ticket"]["stage"], "invoice");
        assert_eq!(said(&shop), usize::from(word == "warn"));
        shop.assert_sound();
    }
}
