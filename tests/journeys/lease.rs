//! Two programs and one printer: who has it, who asks for it, who is told.

use std::time::{Duration, Instant};

use e2e::{Shop, Value, Wire, json, key};

use crate::counter::{Counter, papers_are, text};

async fn program(shop: &Shop, name: &str, scopes: &str) -> Wire {
    let bearer = format!("Bearer {}", shop.token_named(name, scopes));
    let headers = [("Authorization", bearer.as_str())];
    Wire::connect(shop.address(), &headers).await.unwrap()
}

fn claim() -> Value {
    json!({ "device": "receipt-printer", "ttl_ms": 60_000 })
}

fn named() -> Value {
    json!({ "device": "receipt-printer" })
}

fn print() -> Value {
    let document = json!({ "elements": [{ "text": { "text": "From outside" } }, "cut"] });
    json!({ "key": key("print"), "document": document })
}

fn code(refused: Result<Value, Value>) -> (String, String) {
    let problem = refused.unwrap_err();
    (text(&problem["data"]["code"]), text(&problem["message"]))
}

/// Reads until a notification of this method comes.
async fn hear(wire: &mut Wire, method: &str) -> Value {
    let is_it = |message: &Value| message["method"] == method;
    if let Some(at) = wire.heard.iter().position(is_it) {
        return wire.heard.remove(at)["params"].take();
    }
    loop {
        let mut message = wire.next().await.unwrap();
        if is_it(&message) {
            return message["params"].take();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_printer_takes_nothing_of_others_but_the_shops_own_papers() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    let mut parts = program(&shop, "parts-desk", "print,read").await;
    let mut bay = program(&shop, "service-bay", "print,read").await;

    let held = parts.call("device.claim", claim()).await.unwrap();
    assert_eq!(held["fence"], 1);
    let (refused, message) = code(bay.call("print.submit", print()).await);
    assert_eq!(refused, "device.held");
    assert!(message.contains("parts-desk"), "{message}");
    let list = bay.call("device.list", json!({})).await.unwrap();
    let printer = list["devices"].as_array().unwrap().iter();
    let printer = printer.clone().find(|one| one["name"] == "receipt-printer");
    assert_eq!(printer.unwrap()["lease"]["holder"], "parts-desk");
    parts.call("print.submit", print()).await.unwrap();
    // A sale is never held up.
    let paid = counter.sell("20.00", 2_000).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    counter.jobs_settled().await;
    papers_are(&shop, 2).await;

    parts.call("device.release", named()).await.unwrap();
    bay.call("print.submit", print()).await.unwrap();
    let (refused, _) = code(parts.call("device.release", named()).await);
    assert_eq!(refused, "device.not_held");
    let (refused, _) = code(
        bay.call("device.claim", json!({ "device": "toaster" }))
            .await,
    );
    assert_eq!(refused, "device.not_found");
    counter.jobs_settled().await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contender_gets_what_its_holder_does_not_keep() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    let mut parts = program(&shop, "parts-desk", "print,read").await;
    let mut bay = program(&shop, "service-bay", "print,read").await;
    parts.call("device.claim", claim()).await.unwrap();

    // The holder says that it keeps it.
    let asking = tokio::spawn(async move {
        let refused = code(bay.call("device.claim", claim()).await);
        (bay, refused)
    });
    let asked = hear(&mut parts, "lease.requested").await;
    assert_eq!(
        (&asked["device"], &asked["by"]),
        (&json!("receipt-printer"), &json!("service-bay"))
    );
    parts.call("device.retain", named()).await.unwrap();
    let (mut bay, (refused, message)) = asking.await.unwrap();
    assert_eq!(refused, "device.held");
    assert!(message.contains("parts-desk"), "{message}");

    // It says nothing: two seconds later it has lost it.
    let began = Instant::now();
    let won = bay.call("device.claim", claim()).await.unwrap();
    let waited = began.elapsed();
    assert!(waited >= Duration::from_millis(1_900), "{waited:?}");
    assert_eq!(won["fence"], 2);
    let lost = hear(&mut parts, "lease.lost").await;
    assert_eq!(lost["to"], "service-bay");
    let (refused, _) = code(parts.call("print.submit", print()).await);
    assert_eq!(refused, "device.held");

    // A manager takes it at once; a program without that scope may not.
    let (refused, _) = code(parts.call("device.take", claim()).await);
    assert_eq!(refused, "session.scope_missing");
    let taken = counter.call("device.take", claim()).await;
    assert_eq!(taken["fence"], 3);
    let lost = hear(&mut bay, "lease.lost").await;
    assert!(lost["to"].is_string(), "{lost}");

    // A holder that is gone holds nothing.
    drop(counter);
    let freed = e2e::until("the printer to be free", || async {
        let mut bay = program(&shop, "service-bay-2", "print,read").await;
        let list = bay.call("device.list", json!({})).await.ok()?;
        let devices = list["devices"].as_array()?;
        let printer = devices
            .iter()
            .find(|one| one["name"] == "receipt-printer")?;
        printer["lease"].is_null().then_some(())
    });
    freed.await;
    let mine = parts.call("device.claim", claim()).await.unwrap();
    assert_eq!(mine["fence"], 4);
    shop.assert_sound();
}
