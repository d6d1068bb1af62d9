//! Devices: the drawer, documents of outside programs, a printer that is gone, and the simulated scanner and printer.

use e2e::{Value, json};

use super::Caller;

/// Plays with the devices.
pub(crate) async fn device(me: &mut Caller) {
    let document = json!({ "elements": [
        { "text": { "text": "Hello", "align": "center", "bold": true, "large": true } },
        { "pair": { "left": "a", "right": "b" } }, "rule", { "feed": 1 }, { "barcode": "ABC" }, { "qr": "x" }, "cut"] });
    let print = json!({ "device": "receipt-printer", "document": document });
    let job = me.order("print.submit", print).await["job_ids"][0].take();
    settled(me).await;
    let done = json!({ "job_id": job });
    me.refused("job.retry", done, "job.not_failed").await;
    gone(me).await;
    me.call("job.list", json!({ "limit": 500 })).await;
    scan(me).await;
    me.call("simulator.paper", json!({ "limit": 1 })).await;
}

async fn settled(me: &mut Caller) {
    let unsettled = json!({ "unsettled": true });
    me.until("job.list", unsettled, |answer| answer["jobs"] == json!([]))
        .await;
}

/// A drawer whose printer does not come back in time is a failed job, which is tried again later.
async fn gone(me: &mut Caller) {
    me.call("simulator.printer", json!({ "offline": true }))
        .await;
    me.until(
        "device.list",
        json!({}),
        printer(|one| one["state"] == "absent"),
    )
    .await;
    let open = json!({ "reason": "change" });
    let job = me.order("drawer.open", open).await["job_ids"][0].take();
    let newest = json!({ "limit": 1 });
    let has_failed = |answer: &Value| answer["jobs"][0]["state"] == "failed";
    me.until("job.list", newest, has_failed).await;
    me.call("simulator.printer", json!({ "offline": false }))
        .await;
    me.until(
        "device.list",
        json!({}),
        printer(|one| one["state"] == "ready"),
    )
    .await;
    let again = me.order("job.retry", json!({ "job_id": job })).await;
    assert_eq!(again["job_ids"], json!([job]));
    settled(me).await;
}

/// Something is scanned, and the paper runs out: both are told.
async fn scan(me: &mut Caller) {
    me.call("simulator.scan", json!({ "text": "036000291452" }))
        .await;
    me.call("simulator.printer", json!({ "paper_out": true }))
        .await;
    me.until(
        "device.list",
        json!({}),
        printer(|one| one["printer"]["paper"] == "out"),
    )
    .await;
    me.call(
        "simulator.printer",
        json!({ "paper_out": false, "cover_open": false }),
    )
    .await;
    me.hear(&["scan", "device"]).await;
    me.call("scan.unsubscribe", json!({})).await;
}

fn printer(is: fn(&Value) -> bool) -> impl Fn(&Value) -> bool {
    move |answer: &Value| {
        let mut devices = answer["devices"].as_array().into_iter().flatten();
        devices.any(|one| one["kind"] == "printer" && is(one))
    }
}
