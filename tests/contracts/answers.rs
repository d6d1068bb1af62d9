//! Every method called on a real daemon: request, answer and notifications are what the document publishes.

mod account;
mod caller;
mod canned;
mod card;
mod catalog;
mod core;
mod count;
mod device;
mod document;
mod estimate;
mod import;
mod lines;
mod payment;
mod people;
mod plan;
mod policy;
mod purchase;
mod report;
mod sale;
mod session;
mod special;
mod supplier;
mod supplier_return;
mod till;
mod transfer;
mod vehicle;
mod work;

use std::collections::BTreeSet;

use caller::Caller;
use e2e::{Shop, json};

use crate::document::schemas;

const DEVICES: &str = r#"
[[device]]
name = "front-scanner"
kind = "scanner"
driver = "serial"

[[device]]
name = "receipt-printer"
kind = "printer"
driver = "escpos"

[[device]]
name = "drawer"
kind = "drawer"
driver = "printer"
printer = "receipt-printer"

[[device]]
name = "scale"
kind = "scale"
driver = "toledo"

[[device]]
name = "customer-display"
kind = "display"
driver = "escpos"

[simulator]
scanner = "front-scanner"
printer = "receipt-printer"
scale = "scale"
display = "customer-display"
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_method_takes_and_answers_what_is_published() {
    let mut shop = Shop::builder().extra(DEVICES).stripe(None).start().await;
    let token = shop.full_token();
    let mut caller = Caller {
        wire: shop.wire().await,
        schemas: schemas(),
        answered: BTreeSet::new(),
        papers: BTreeSet::new(),
    };
    let me = &mut caller;
    me.call("events.subscribe", json!({ "after": 0 })).await;
    me.call("device.subscribe", json!({})).await;
    me.call("scan.subscribe", json!({ "exclusive": true }))
        .await;
    day(me, &shop, &token).await;
    me.call("events.unsubscribe", json!({})).await;
    me.call("session.sign_out", json!({})).await;

    all_answered(&caller);
    document::every_kind(&caller);
    notifications(&caller);
    shop.assert_sound();
}

/// A day at the shop, from the first person who signs in to the books.
async fn day(me: &mut Caller, shop: &Shop, token: &str) {
    let staff = session::session(me, token).await;
    policy::buying(me).await;
    let supplier = supplier::supplier(me).await;
    let shelf = catalog::catalog(me, &supplier).await;
    let buyer = catalog::buyer(me).await;
    policy::policy(me, &shelf, &buyer).await;
    till::open(me, &staff).await;
    supplier::offers(me, &supplier, &shelf).await;
    purchase::purchase(me, &supplier, &shelf).await;
    special::special(me, &supplier, &shelf, &buyer).await;
    supplier_return::supplier_return(me, &supplier, &shelf, &buyer).await;
    canned::canned(me, &supplier, &shelf).await;
    card::card(me, shop, &buyer, &shelf).await;
    sale::sale(me, &buyer, &shelf).await;
    let estimate = estimate::estimate(me, &staff, &supplier, &shelf, &buyer).await;
    work::work(me, &staff, &estimate).await;
    payment::payment(me, &estimate, &buyer).await;
    estimate::again(me, &staff, &estimate, &shelf, &buyer).await;
    core::core(me, &supplier, &shelf, &buyer).await;
    transfer::transfer(me, &shelf).await;
    count::count(me, &shelf).await;
    import::import(me).await;
    people::people(me, &staff).await;
    policy::prices(me, &shelf, &buyer).await;
    till::close(me).await;
    report::report(me).await;
    device::device(me).await;
}

fn all_answered(caller: &Caller) {
    let methods = caller.schemas.document["methods"].as_array().unwrap();
    let names = methods
        .iter()
        .map(|method| method["name"].as_str().unwrap());
    let missing: Vec<_> = names
        .filter(|name| !caller.answered.contains(*name))
        .collect();
    assert!(missing.is_empty(), "not answered: {missing:?}");
}

/// Every notification that came on the way is of a published kind and shape, and each kind came.
fn notifications(caller: &Caller) {
    let published = caller.schemas.document["x-notifications"]
        .as_array()
        .unwrap();
    let mut heard = BTreeSet::new();
    for message in &caller.wire.heard {
        let method = message["method"].as_str().unwrap();
        let known = published.iter().find(|known| known["name"] == method);
        let known = known.unwrap_or_else(|| panic!("{method} is not published"));
        caller
            .schemas
            .check(method, &known["params"], &message["params"]);
        heard.insert(method);
    }
    // `scan.released` needs a second page; the journeys hear it.
    assert_eq!(heard, BTreeSet::from(["device", "event", "scan"]));
}
