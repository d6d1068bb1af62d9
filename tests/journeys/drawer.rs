//! A cash drawer with a sensor: who opened it, how long it stood.

use devices::printer::escpos::sim::SimDrawer;
use e2e::{Shop, Value, json, key, until};

use crate::counter::Counter;

async fn openings_are(counter: &Counter, what: &str, so: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    until(what, || async {
        let listed = counter.call("drawer.openings", json!({})).await;
        let openings = listed["openings"].as_array()?.clone();
        so(&openings).then_some(openings)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_opening_is_kept_with_the_order_that_made_it() {
    let mut shop = Shop::builder()
        .printer()
        .printer_keys("model = \"epson-tm-t88v\"")
        .drawer_keys("open_when = \"high\"\nalarm_after_s = 1")
        .prepare()
        .await;
    let drawer = SimDrawer {
        open_when_high: true,
        springs: true,
    };
    shop.printer.as_ref().unwrap().drawer(drawer);
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("drawer", "ready").await;
    let order = json!({ "key": key("open"), "reason": "change" });
    let job = counter.call("drawer.open", order).await["job_ids"][0].take();
    counter.job_is(&job, "done").await;
    let stands = |openings: &[Value]| openings.len() == 1 && openings[0]["left_open"] == true;
    let openings = openings_are(&counter, "the alarm", stands).await;
    assert_eq!(openings[0]["job_id"], job);
    assert!(openings[0]["closed_at"].is_null());
    // A power cut while it stands open makes no second opening.
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("drawer", "ready").await;
    let list = counter.call("device.list", json!({})).await;
    let devices = list["devices"].as_array().unwrap();
    let drawer = devices.iter().find(|one| one["name"] == "drawer").unwrap();
    assert_eq!(drawer["drawer"]["open"], true, "{drawer}");
    shop.printer.as_ref().unwrap().drawer_open(false);
    let shut = |openings: &[Value]| openings.len() == 1 && openings[0]["closed_at"].is_string();
    openings_are(&counter, "the drawer to be shut", shut).await;
    // Somebody has the key.
    shop.printer.as_ref().unwrap().drawer_open(true);
    let by_hand = |openings: &[Value]| openings.len() == 2;
    let openings = openings_are(&counter, "the second opening", by_hand).await;
    assert!(openings[0]["job_id"].is_null(), "{openings:?}");
    shop.printer.as_ref().unwrap().drawer_open(false);
    shop.assert_sound();
}
