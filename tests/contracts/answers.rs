//! Every method called once on a real daemon: request, answer and notifications are what the document publishes.

use std::collections::BTreeSet;

use e2e::{Shop, Value, Wire, json, key};

use crate::document::{Schemas, schemas};

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

[simulator]
scanner = "front-scanner"
printer = "receipt-printer"
"#;

pub(crate) struct Caller {
    wire: Wire,
    schemas: Schemas,
    called: BTreeSet<String>,
}

impl Caller {
    pub(crate) async fn call(&mut self, method: &str, params: Value) -> Value {
        let published = self.schemas.method(method).clone();
        self.schemas.check(
            &format!("the request {method}"),
            &published["x-params-schema"],
            &params,
        );
        let answer = self.wire.call(method, params).await;
        let answer = answer.unwrap_or_else(|problem| panic!("{method}: {problem}"));
        self.schemas.check(
            &format!("the answer to {method}"),
            &published["result"]["schema"],
            &answer,
        );
        self.called.insert(method.to_owned());
        answer
    }

    /// For orders: with a key.
    pub(crate) async fn order(&mut self, method: &str, mut params: Value) -> Value {
        params["key"] = json!(key("contract"));
        self.call(method, params).await
    }

    /// Calls something that is refused: the request is as published all the same.
    pub(crate) async fn refused(&mut self, method: &str, mut params: Value) {
        params["key"] = json!(key("contract"));
        let published = self.schemas.method(method)["x-params-schema"].clone();
        self.schemas
            .check(&format!("the request {method}"), &published, &params);
        let problem = self.wire.call(method, params).await.unwrap_err();
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        self.schemas
            .check(&format!("the refusal of {method}"), &schema, &problem);
        self.called.insert(method.to_owned());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_method_takes_and_answers_what_is_published() {
    let mut shop = Shop::builder().extra(DEVICES).stripe(None).start().await;
    let wire = shop.wire().await;
    let mut caller = Caller {
        wire,
        schemas: schemas(),
        called: BTreeSet::new(),
    };
    let me = &mut caller;
    me.call("events.subscribe", json!({ "after": 0 })).await;
    me.call("device.subscribe", json!({})).await;
    me.call("scan.subscribe", json!({ "exclusive": true }))
        .await;
    session(me, &shop.full_token()).await;
    let (customer, vehicle, part) = catalog(me).await;
    tickets(me, &customer, &vehicle, &part).await;
    crate::people::people(me).await;
    devices(me).await;
    me.call("events.unsubscribe", json!({})).await;
    me.call("session.sign_out", json!({})).await;

    let all: BTreeSet<String> = caller.schemas.document["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|method| method["name"].as_str().unwrap().to_owned())
        .collect();
    let missing: Vec<_> = all.difference(&caller.called).collect();
    assert!(missing.is_empty(), "not called: {missing:?}");
    notifications(&caller);
    shop.assert_sound();
}

async fn session(me: &mut Caller, token: &str) {
    me.call("server.version", json!({})).await;
    me.call("rpc.discover", json!({})).await;
    me.call("session.authenticate", json!({ "token": token }))
        .await;
    me.call("session.info", json!({})).await;
    me.order(
        "session.set_up",
        json!({ "name": "Walt Harmon", "pin": "9999" }),
    )
    .await;
    me.refused(
        "session.set_up",
        json!({ "name": "Another", "pin": "9999" }),
    )
    .await;
    let saved = me
        .order(
            "staff.save",
            json!({ "staff": { "name": "Dana Ortiz", "role": "manager", "pin": "4321" } }),
        )
        .await;
    me.call("session.staff", json!({})).await;
    let id = &saved["staff"]["id"];
    let signed_in = me
        .call("session.sign_in", json!({ "staff_id": id, "pin": "4321" }))
        .await;
    me.call("session.resume", json!({ "token": signed_in["token"] }))
        .await;
    me.call("session.info", json!({})).await;
}

async fn catalog(me: &mut Caller) -> (Value, Value, Value) {
    me.order("part.import", json!({ "parts": [{ "number": "BC-1210", "brand": "Stopwell", "description": "Brake pads",
        "category": "Brakes", "upc": "036000291452", "price": "54.99", "cost": "28.10", "on_hand": "12", "bin": "A",
        "fitment": [{ "year_from": 1998, "year_to": 2007, "make": "Honda", "model": "Accord" }] }] }))
        .await;
    let customer = me
        .order("customer.save", json!({ "customer": { "name": "Dana Whitfield", "phone": "303-555-0117", "email": null } }))
        .await["customer"]["id"]
        .take();
    let vehicle = me
        .order(
            "vehicle.save",
            json!({ "vehicle": { "customer_id": customer, "vin": "1HGCM82633A004352", "year": 2003,
            "make": "Honda", "model": "Accord" } }),
        )
        .await["vehicle"]["id"]
        .take();
    let found = me
        .call(
            "part.search",
            json!({ "query": "brake", "limit": 5, "vehicle_id": vehicle }),
        )
        .await;
    let part = found["parts"][0]["id"].clone();
    me.order(
        "stock.adjust",
        json!({ "part_id": part, "quantity": "-1", "reason": "broken" }),
    )
    .await;
    me.call("customer.search", json!({ "query": "whit" })).await;
    (customer, vehicle, part)
}

async fn tickets(me: &mut Caller, customer: &Value, vehicle: &Value, part: &Value) {
    let ticket = me
        .order("ticket.open", json!({ "vehicle_id": vehicle }))
        .await["ticket"]["id"]
        .take();
    me.order(
        "ticket.attach",
        json!({ "ticket_id": ticket, "customer_id": customer, "odometer": 184_210 }),
    )
    .await;
    let added = me
        .order(
            "ticket.add_part",
            json!({ "ticket_id": ticket, "part_id": part, "quantity": "2" }),
        )
        .await;
    let line = &added["line_id"];
    me.order(
        "ticket.change_quantity",
        json!({ "ticket_id": ticket, "line_id": line, "quantity": "1" }),
    )
    .await;
    let labor =
        json!({ "ticket_id": ticket, "description": "Fit them", "hours": "0.5", "rate": "100.00" });
    let labor = me.order("ticket.add_labor", labor).await["line_id"].take();
    me.order(
        "ticket.remove_line",
        json!({ "ticket_id": ticket, "line_id": labor }),
    )
    .await;
    me.call("ticket.get", json!({ "ticket_id": ticket })).await;

    let asked = me
        .order(
            "payment.take_card",
            json!({ "ticket_id": ticket, "amount": 1_000 }),
        )
        .await;
    let payment = json!({ "ticket_id": ticket, "payment_id": asked["payment_id"] });
    me.order("payment.cancel_card", payment.clone()).await;
    for _ in 0..200 {
        let now = me.call("ticket.get", json!({ "ticket_id": ticket })).await;
        if now["ticket"]["payments"][0]["state"] == "canceled" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    me.refused("payment.retry_card", payment).await;
    me.order(
        "payment.take_cash",
        json!({ "ticket_id": ticket, "tendered": 10_000 }),
    )
    .await;
    me.order("receipt.reprint", json!({ "ticket_id": ticket }))
        .await;
    me.refused("ticket.close", json!({ "ticket_id": ticket }))
        .await;
    let other = me.order("ticket.open", json!({})).await["ticket"]["id"].take();
    me.order(
        "ticket.void",
        json!({ "ticket_id": other, "reason": "customer left" }),
    )
    .await;
    let free = me.order("ticket.open", json!({})).await["ticket"]["id"].take();
    me.order(
        "ticket.add_labor",
        json!({ "ticket_id": free, "description": "Air", "hours": "1", "rate": "0" }),
    )
    .await;
    me.order("ticket.close", json!({ "ticket_id": free })).await;
    me.call("ticket.list", json!({ "status": "paid", "limit": 10 }))
        .await;
    me.call("part.get", json!({ "code": "bc1210" })).await;
    me.call("customer.get", json!({ "customer_id": customer }))
        .await;
    me.call("vehicle.get", json!({ "vehicle_id": vehicle }))
        .await;
    me.call("report.today", json!({})).await;
}

async fn devices(me: &mut Caller) {
    me.order("drawer.open", json!({ "reason": "change" })).await;
    let document = json!({ "elements": [{ "text": { "text": "Hello", "align": "center" } }, { "pair": { "left": "a", "right": "b" } },
        "rule", { "feed": 1 }, { "barcode": "ABC" }, { "qr": "x" }, "cut"] });
    let job = me
        .order("print.submit", json!({ "document": document }))
        .await["job_ids"][0]
        .take();
    for _ in 0..500 {
        let jobs = me.call("job.list", json!({ "unsettled": true })).await;
        if jobs["jobs"] == json!([]) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    me.refused("job.retry", json!({ "job_id": job })).await;
    me.call("job.list", json!({ "limit": 100 })).await;
    me.call("device.list", json!({})).await;
    me.call("simulator.scan", json!({ "text": "036000291452" }))
        .await;
    me.call("simulator.printer", json!({ "paper_out": true }))
        .await;
    for _ in 0..500 {
        me.call("server.version", json!({})).await;
        let heard = |method: &str| {
            me.wire
                .heard
                .iter()
                .any(|message| message["method"] == method)
        };
        if heard("scan") && heard("device") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    me.call("simulator.printer", json!({ "paper_out": false }))
        .await;
    me.call("simulator.paper", json!({ "limit": 1 })).await;
    me.call("scan.unsubscribe", json!({})).await;
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
