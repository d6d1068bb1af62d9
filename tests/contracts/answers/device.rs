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
    history(me, &job).await;
    held(me).await;
    me.call("drawer.openings", json!({})).await;
    me.call("device.discover", json!({})).await;
    me.call("scale.weigh", json!({})).await;
    me.call("display.show", json!({ "lines": ["Total", "129.90"] }))
        .await;
    for order in ["disable", "enable"] {
        let order = json!({ "device": "front-scanner", "order": order });
        me.call("scanner.tell", order).await;
    }
    me.call("job.list", json!({ "limit": 500 })).await;
    scan(me).await;
    me.call("simulator.paper", json!({ "limit": 1 })).await;
}

/// What a job sent is looked at and printed once more; one that waits is taken back, one that nobody knows is settled.
async fn history(me: &mut Caller, printed: &Value) {
    me.call("job.preview", json!({ "job_id": printed })).await;
    me.order("job.reprint", json!({ "job_id": printed })).await;
    settled(me).await;
    me.call("simulator.printer", json!({ "paper_out": true }))
        .await;
    let blocked = printer(|one| one["state"] == "faulty");
    me.until("device.list", json!({}), blocked).await;
    let text = json!({ "elements": [{ "text": { "text": "Waits" } }] });
    let order = json!({ "device": "receipt-printer", "document": text });
    let job = me.order("print.submit", order).await["job_ids"][0].take();
    me.order("job.cancel", json!({ "job_id": job })).await;
    me.call("simulator.printer", json!({ "paper_out": false }))
        .await;
    settled(me).await;
    let cut = json!({ "drop_after_bytes": 40 });
    me.call("simulator.printer", cut).await;
    let long = json!({ "text": { "text": "A document of some length. ".repeat(20) } });
    let order = json!({ "device": "receipt-printer", "document": { "elements": [long] } });
    let job = me.order("print.submit", order).await["job_ids"][0].take();
    settled(me).await;
    me.order("job.resolve", json!({ "job_id": job, "done": false }))
        .await;
}

/// A device is held, asked for by nobody else, and given back.
async fn held(me: &mut Caller) {
    let claim = json!({ "device": "receipt-printer", "ttl_ms": 5_000 });
    me.call("device.claim", claim.clone()).await;
    let named = json!({ "device": "receipt-printer" });
    me.call("device.retain", named.clone()).await;
    me.call("device.take", claim).await;
    me.call("device.release", named).await;
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
