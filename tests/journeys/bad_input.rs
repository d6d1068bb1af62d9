//! What a careless or hostile program can send. Whatever it is: an answer that helps, and a daemon that goes on.

use std::time::{Duration, Instant};

use e2e::{Shop, Value, Wire, http, json, key, until};
use tokio::io::AsyncWriteExt as _;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::counter::{Counter, ROTOR};

/// An id that nothing has.
const NOBODY: &str = "0192f0c1-7c3a-7000-8000-00000000dead";

/// Asserts that the daemon still answers others.
async fn goes_on(shop: &mut Shop) {
    let mut other = shop.wire().await;
    assert_eq!(
        other.call("server.version", json!({})).await.unwrap()["name"],
        "counterd"
    );
}

fn problem_code(answer: &Value) -> &str {
    let error = &answer["error"];
    let data = &error["data"];
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{answer}"
    );
    assert!(
        data["hint"]
            .as_str()
            .is_some_and(|hint| hint.ends_with('.')),
        "{answer}"
    );
    assert!(data["retryable"].is_boolean(), "{answer}");
    data["code"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_that_are_no_requests_are_answered_on_the_same_connection() {
    let mut shop = Shop::builder().start().await;
    let mut wire = shop.wire().await;
    for (text, code, number) in [
        ("", "rpc.not_json", -32700),
        ("{", "rpc.not_json", -32700),
        ("hello", "rpc.not_json", -32700),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"server.version"} trailing"#,
            "rpc.not_json",
            -32700,
        ),
        ("\u{feff}{}", "rpc.not_json", -32700),
        ("null", "rpc.not_a_request", -32600),
        ("17", "rpc.not_a_request", -32600),
        ("{}", "rpc.not_a_request", -32600),
        ("[]", "rpc.not_a_request", -32600),
        (
            r#"[{"jsonrpc":"2.0","id":1,"method":"server.version"}]"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"id":1,"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"1.0","id":1,"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":{},"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":[1],"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":true,"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":5}"#,
            "rpc.not_a_request",
            -32600,
        ),
    ] {
        let answer = wire.say(text).await.unwrap();
        assert_eq!(answer["id"], Value::Null, "{text}");
        assert_eq!(
            (problem_code(&answer), &answer["error"]["code"]),
            (code, &json!(number)),
            "{text}"
        );
    }
    for (text, code, number) in [
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.explode"}"#,
            "rpc.unknown_method",
            -32601,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":""}"#,
            "rpc.unknown_method",
            -32601,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.open"}"#,
            "rpc.invalid_params",
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.open","params":[]}"#,
            "rpc.invalid_params",
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.open","params":{"key":"k","key":"k"}}"#,
            "rpc.invalid_params",
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"server.version","params":{"a":1}}"#,
            "rpc.invalid_params",
            -32602,
        ),
    ] {
        let answer = wire.say(text).await.unwrap();
        assert_eq!(answer["id"], "x", "{text}");
        assert_eq!(
            (problem_code(&answer), &answer["error"]["code"]),
            (code, &json!(number)),
            "{text}"
        );
    }
    // A notification is carried out or not, but never answered.
    wire.send(Message::text(
        r#"{"jsonrpc":"2.0","method":"ticket.explode"}"#,
    ))
    .await;
    assert_eq!(
        wire.call("server.version", json!({})).await.unwrap()["name"],
        "counterd"
    );
    assert_eq!(wire.heard, Vec::<Value>::new());
    goes_on(&mut shop).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frames_that_are_no_text_close_the_connection_with_the_reason() {
    let mut shop = Shop::builder().start().await;
    let mut wire = shop.wire().await;
    wire.send(Message::Binary(Bytes::from_static(b"\x00\x01")))
        .await;
    assert_eq!(wire.next().await.unwrap_err(), CloseCode::Unsupported);

    let mut wire = shop.wire().await;
    let not_utf8 = Frame::message(
        Bytes::from_static(b"\"\xff\xfe\""),
        OpCode::Data(Data::Text),
        true,
    );
    wire.send(Message::Frame(not_utf8)).await;
    assert_eq!(wire.next().await.unwrap_err(), CloseCode::Invalid);

    let mut wire = shop.wire().await;
    let reserved = Frame::message(
        Bytes::from_static(b"x"),
        OpCode::Data(Data::Reserved(3)),
        true,
    );
    wire.send(Message::Frame(reserved)).await;
    assert!(matches!(
        wire.next().await.unwrap_err(),
        CloseCode::Protocol | CloseCode::Abnormal
    ));

    // One message of 16 MB, and one of as many small frames.
    let before = shop.memory();
    let mut wire = shop.wire().await;
    wire.send(Message::text(format!("\"{}\"", "x".repeat(16 << 20))))
        .await;
    let code = wire.next().await.unwrap_err();
    assert!(
        matches!(code, CloseCode::Size | CloseCode::Abnormal),
        "{code:?}"
    );
    let mut wire = shop.wire().await;
    let piece = Bytes::from(vec![b'x'; 64 << 10]);
    wire.send(Message::Frame(Frame::message(
        piece.clone(),
        OpCode::Data(Data::Text),
        false,
    )))
    .await;
    for _ in 0..255 {
        wire.send(Message::Frame(Frame::message(
            piece.clone(),
            OpCode::Data(Data::Continue),
            false,
        )))
        .await;
    }
    let code = wire.next().await.unwrap_err();
    assert!(
        matches!(code, CloseCode::Size | CloseCode::Abnormal),
        "{code:?}"
    );
    let grown = shop.memory().saturating_sub(before);
    assert!(
        grown < 12 << 20,
        "16 MB that were refused left {grown} bytes behind"
    );
    // One that is just short enough is read, and found wrong.
    let mut wire = shop.wire().await;
    let long = json!({ "jsonrpc": "2.0", "id": 1, "method": "part.search", "params": { "query": "x".repeat(1_000_000) } });
    let answer = wire.say(&long.to_string()).await.unwrap();
    assert!(
        answer["result"].is_object() || answer["error"].is_object(),
        "{answer}"
    );
    goes_on(&mut shop).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_texts_and_ids_that_cannot_be_are_refused_by_name() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let ticket = counter.open().await;
    let part = |more: Value| {
        let mut order = json!({ "key": key("bad"), "ticket_id": ticket, "code": ROTOR });
        order
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        order
    };
    let labor = |description: &str, hours: &str, rate: &str| json!({ "key": key("bad"), "ticket_id": ticket, "description": description, "hours": hours, "rate": rate });
    let huge = "9".repeat(400);
    let long = "x".repeat(100_000);
    for (method, params, code) in [
        (
            "ticket.add_part",
            part(json!({ "quantity": "0" })),
            "line.quantity_not_positive",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "-1" })),
            "line.quantity_not_positive",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "0.0001" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "1e3" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "NaN" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": huge })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": 1 })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "unit_price": "-0.01" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "unit_price": "0.00001" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "unit_price": format!("0.{huge}") })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": null })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "part_id": NOBODY })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": "NO-SUCH" })),
            "part.code_not_found",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": "" })),
            "input.text_empty",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": "\u{0}\u{1}" })),
            "part.code_not_found",
        ),
        (
            "ticket.add_part",
            part(json!({ "ticket_id": NOBODY })),
            "ticket.not_found",
        ),
        (
            "ticket.add_part",
            part(json!({ "ticket_id": "nope" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "key": "" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "key": "a b" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "key": "k".repeat(101) })),
            "rpc.invalid_params",
        ),
        ("ticket.add_labor", labor("", "1", "1"), "input.text_empty"),
        (
            "ticket.add_labor",
            labor(" \t ", "1", "1"),
            "input.text_empty",
        ),
        (
            "ticket.add_labor",
            labor(&long, "1", "1"),
            "input.text_too_long",
        ),
        (
            "ticket.add_labor",
            labor("Card 4242 4242 4242 4242", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("4242\t4242\t4242\t4242", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("4242\n4242\u{a0}4242 4242", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("4000-0566-5566-5556 exp 12/27", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("x", "0", "1"),
            "line.quantity_not_positive",
        ),
        (
            "ticket.open",
            json!({ "key": key("bad"), "customer_id": NOBODY }),
            "customer.not_found",
        ),
        (
            "ticket.open",
            json!({ "key": key("bad"), "vehicle_id": NOBODY }),
            "vehicle.not_found",
        ),
        (
            "ticket.open",
            json!({ "key": key("bad"), "odometer": -1 }),
            "rpc.invalid_params",
        ),
        (
            "ticket.get",
            json!({ "ticket_id": NOBODY }),
            "ticket.not_found",
        ),
        (
            "ticket.remove_line",
            json!({ "key": key("bad"), "ticket_id": ticket, "line_id": NOBODY }),
            "line.not_found",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": 100 }),
            "ticket.empty",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": 0 }),
            "payment.amount_not_positive",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": i64::MIN }),
            "payment.amount_not_positive",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": i64::MAX }),
            "payment.tendered_too_much",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": 1.5 }),
            "rpc.invalid_params",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": u64::MAX }),
            "rpc.invalid_params",
        ),
        (
            "payment.take_card",
            json!({ "key": key("bad"), "ticket_id": ticket }),
            "device.none",
        ),
        (
            "payment.cancel_card",
            json!({ "key": key("bad"), "ticket_id": ticket, "payment_id": NOBODY }),
            "payment.not_found",
        ),
        (
            "ticket.close",
            json!({ "key": key("bad"), "ticket_id": ticket }),
            "ticket.empty",
        ),
        (
            "drawer.open",
            json!({ "key": key("bad"), "reason": "change" }),
            "device.none",
        ),
        (
            "job.retry",
            json!({ "key": key("bad"), "job_id": NOBODY }),
            "job.not_found",
        ),
        (
            "customer.get",
            json!({ "customer_id": NOBODY }),
            "customer.not_found",
        ),
        (
            "vehicle.get",
            json!({ "vehicle_id": NOBODY }),
            "vehicle.not_found",
        ),
        ("part.get", json!({ "part_id": NOBODY }), "part.not_found"),
        (
            "part.import",
            json!({ "key": key("bad"), "parts": [] }),
            "import.size",
        ),
        (
            "part.import",
            json!({ "key": key("bad"), "parts": vec![
            json!({ "number": "n", "brand": "b", "description": "d", "category": "c", "price": "1", "cost": "1" }); 501] }),
            "import.size",
        ),
        (
            "part.import",
            json!({ "key": key("bad"), "parts": [
            { "number": "", "brand": "b", "description": "d", "category": "c", "price": "1", "cost": "1" }] }),
            "import.row",
        ),
        (
            "stock.adjust",
            json!({ "key": key("bad"), "part_id": NOBODY, "quantity": "1", "reason": "count" }),
            "part.not_found",
        ),
        (
            "customer.save",
            json!({ "key": key("bad"), "customer": { "name": "" } }),
            "input.text_empty",
        ),
        (
            "customer.save",
            json!({ "key": key("bad"), "customer": { "name": "x", "notes": "5555 5555 5555 4444" } }),
            "input.card_number",
        ),
        ("simulator.scan", json!({ "text": "x" }), "simulator.off"),
        ("simulator.paper", json!({}), "simulator.off"),
        (
            "print.submit",
            json!({ "key": key("bad"), "document": { "elements": [] } }),
            "rpc.invalid_params",
        ),
        (
            "print.submit",
            json!({ "key": key("bad"), "document": { "elements": vec![json!("cut"); 501] } }),
            "rpc.invalid_params",
        ),
    ] {
        let shown: String = params.to_string().chars().take(200).collect();
        assert_eq!(
            counter.refused(method, params).await,
            code,
            "{method} {shown}"
        );
    }
    let untouched = counter.ticket(&ticket).await;
    assert_eq!(
        (&untouched["lines"], &untouched["payments"]),
        (&json!([]), &json!([]))
    );

    // Money that cannot be counted, in one line and as a sum of lines.
    let order = json!({ "key": key("bad"), "ticket_id": ticket, "code": ROTOR, "quantity": "999999",
                        "unit_price": "99999999.9999" });
    let first = counter.client.call::<Value>("ticket.add_part", order).await;
    if let Err(error) = &first {
        assert!(
            matches!(
                error.code(),
                Some("input.amount_too_large" | "rpc.invalid_params")
            ),
            "{error}"
        );
    }
    let sums = counter.ticket(&ticket).await["totals"].take();
    assert_eq!(
        sums["total"],
        json!(sums["subtotal"].as_i64().unwrap() + sums["tax"].as_i64().unwrap())
    );

    // Odd but honest: kept as typed, or cleaned, and never a crash.
    for words in [
        "Ölwechsel — 100 %",
        "'; DROP TABLE journal; --",
        "<script>alert(1)</script>",
        "a\u{0}b\u{1b}[31m\r\nc",
        "\u{202e}evil",
        "😀",
    ] {
        let order = json!({ "key": key("odd"), "ticket_id": ticket, "description": words, "hours": "1", "rate": "1" });
        match counter
            .client
            .call::<Value>("ticket.add_labor", order)
            .await
        {
            Ok(accepted) => {
                let kept = accepted["ticket"]["lines"]
                    .as_array()
                    .unwrap()
                    .last()
                    .unwrap()["description"]
                    .clone();
                assert!(
                    !kept
                        .as_str()
                        .unwrap()
                        .contains(|c: char| c.is_control() && c != '\n'),
                    "{kept}"
                );
            }
            Err(error) => assert!(
                error.code().is_some_and(|code| code.starts_with("input.")),
                "{error}"
            ),
        }
        for method in ["part.search", "customer.search"] {
            let found = counter.call(method, json!({ "query": words })).await;
            assert!(found.is_object());
        }
    }
    for query in [
        "\"",
        "*",
        "a*",
        "AND",
        "NEAR(",
        "()",
        "%_%",
        "-",
        "\\",
        "",
        " ",
        &"x ".repeat(2_000),
    ] {
        counter.call("part.search", json!({ "query": query })).await;
        counter
            .call("customer.search", json!({ "query": query }))
            .await;
        counter.call("ticket.list", json!({ "query": query })).await;
    }
    goes_on(&mut shop).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vins_are_checked_and_a_vehicle_keeps_its_owner() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let owner = |name: &str| json!({ "key": key("owner"), "customer": { "name": name } });
    let one = counter.call("customer.save", owner("One")).await["customer"]["id"].take();
    let two = counter.call("customer.save", owner("Two")).await["customer"]["id"].take();
    let vehicle = |vin: &str, owner: &Value| json!({ "key": key("vin"), "vehicle": { "customer_id": owner, "vin": vin, "make": "Honda", "model": "Accord" } });
    for bad in [
        "1HGCM82633A00435",
        "1HGCM82633A0043522",
        "IHGCM82633A004352",
        "1HGCM82633A00435O",
        "1HGCM8263\u{0}A004352",
        "ÄHGCM82633A00435",
    ] {
        assert_eq!(
            counter.refused("vehicle.save", vehicle(bad, &one)).await,
            "vehicle.vin_invalid",
            "{bad}"
        );
    }
    let wrong_digit = counter
        .call("vehicle.save", vehicle("1HGCM82643A004352", &one))
        .await;
    assert_eq!(
        wrong_digit["warnings"].as_array().unwrap().len(),
        1,
        "said, not refused"
    );
    let saved = counter
        .call("vehicle.save", vehicle(crate::counter::VIN, &one))
        .await;
    assert_eq!(
        counter
            .refused("vehicle.save", vehicle(crate::counter::VIN, &two))
            .await,
        "vehicle.vin_taken"
    );
    let order =
        json!({ "key": key("open"), "customer_id": two, "vehicle_id": saved["vehicle"]["id"] });
    assert_eq!(
        counter.refused("ticket.open", order).await,
        "vehicle.of_another"
    );
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_is_full_at_its_limit_and_still_can_be_paid() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open().await;
    let mut full = None;
    for count in 0..600 {
        let order = json!({ "key": key("line"), "ticket_id": ticket, "description": "Bolt", "hours": "1", "rate": "0.10" });
        match counter
            .client
            .call::<Value>("ticket.add_labor", order)
            .await
        {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.code(), Some("ticket.full"));
                full = Some(count);
                break;
            }
        }
    }
    let lines = full.expect("a limit");
    assert!(lines >= 100, "{lines}");
    let paid = counter.cash(&ticket, lines * 10).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_requests_at_once_are_refused_as_busy_and_none_is_lost() {
    let mut shop = Shop::builder().start().await;
    let mut wire = shop.wire().await;
    for id in 0..1_000 {
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": "ticket.open", "params": { "key": key("flood") } });
        wire.send(Message::text(request.to_string())).await;
    }
    let (mut opened, mut busy) = (0, 0);
    let mut seen = std::collections::BTreeSet::new();
    while seen.len() < 1_000 {
        let answer = wire.next().await.unwrap();
        assert!(
            seen.insert(answer["id"].as_u64().unwrap()),
            "answered twice"
        );
        if answer["result"].is_object() {
            opened += 1;
        } else {
            assert!(
                matches!(problem_code(&answer), "connection.busy" | "engine.busy"),
                "{answer}"
            );
            assert_eq!(answer["error"]["data"]["retryable"], true);
            busy += 1;
        }
    }
    assert!(opened >= 128, "{opened} opened, {busy} busy");
    let counter = Counter::at(&mut shop).await;
    let listed = counter
        .call("ticket.list", json!({ "status": "open", "limit": 500 }))
        .await;
    assert_eq!(listed["tickets"].as_array().unwrap().len(), opened.min(500));
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_never_reads_costs_no_memory_and_holds_up_nobody() {
    const EVENTS: u64 = 20_000;
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open().await;
    let mut sleepers = Vec::new();
    for _ in 0..3 {
        let mut wire = shop.wire().await;
        wire.call("events.subscribe", json!({ "after": 0 }))
            .await
            .unwrap();
        sleepers.push(wire);
    }
    let before = shop.memory();
    let mut listener = shop.wire().await;
    let start = listener.call("events.subscribe", json!({})).await.unwrap()["cursor"]
        .as_u64()
        .unwrap();
    // Readings of the odometer: one event each.
    let mut sent = 0;
    while sent < EVENTS {
        let orders = (0..100).map(|_| {
            let order = json!({ "key": key("km"), "ticket_id": ticket, "odometer": sent });
            counter.client.call::<Value>("ticket.attach", order)
        });
        futures_util::future::try_join_all(orders).await.unwrap();
        sent += 100;
    }
    let mut last = start;
    while last < start + EVENTS {
        let event = listener.next().await.unwrap();
        let cursor = event["params"]["cursor"].as_u64().unwrap();
        assert_eq!(cursor, last + 1);
        last = cursor;
    }
    let grown = shop.memory().saturating_sub(before);
    assert!(grown < 48 << 20, "{grown} bytes more");
    // A sleeper that wakes up goes on where it was, or was sent away; it misses nothing unseen either way.
    let mut woken = sleepers.pop().unwrap();
    let mut next = 1;
    while next <= start + EVENTS {
        match woken.next().await {
            Ok(event) => {
                assert_eq!(event["params"]["cursor"], json!(next));
                next += 1;
            }
            Err(code) => {
                assert!(
                    matches!(code, CloseCode::Policy | CloseCode::Abnormal),
                    "{code:?}"
                );
                break;
            }
        }
    }
    goes_on(&mut shop).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn garbage_and_half_requests_on_the_port_harm_nobody() {
    let mut shop = Shop::builder().start().await;
    let address = shop.address();
    let own = format!("Host: {address}\r\n");
    let long = "x".repeat(200_000);
    for bytes in [
        "\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}".to_owned()
            + &"\u{0}".repeat(500)
            + "\r\n\r\n",
        format!("GET /{long} HTTP/1.1\r\n{own}\r\n"),
        format!("GET / HTTP/1.1\r\n{own}X: {long}\r\n\r\n"),
        format!("GET / HTTP/9.9\r\n{own}\r\n"),
        format!("POST / HTTP/1.1\r\n{own}Content-Length: 99999999999999999999\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}Host: evil.example\r\nConnection: close\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\n{}Connection: close\r\n\r\n",
            (0..300)
                .map(|n| format!("X-{n}: 1\r\n"))
                .collect::<String>()
        ),
    ] {
        let answer = http::exchange(address, bytes.as_bytes()).await;
        let first = String::from_utf8_lossy(&answer)
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        let shown: String = bytes.chars().take(60).collect();
        assert!(
            !first.contains(" 200 ") && !first.contains(" 5"),
            "{shown:?}: {first}"
        );
        goes_on(&mut shop).await;
    }
    for (method, path, status) in [
        ("POST", "/v1/ws", 405),
        ("PUT", "/", 405),
        ("GET", "/v1/ws", 426),
        ("GET", "/nothing", 404),
    ] {
        assert_eq!(
            http::request(address, method, path, &[], "").await.status,
            status,
            "{method} {path}"
        );
    }
    // Half a request, and half a handshake, left open.
    let mut halves = Vec::new();
    for bytes in [
        "GET / HTTP/1.1\r\nHost: ",
        "GET /v1/ws HTTP/1.1\r\nUpgrade: websocket\r\n",
        "G",
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(bytes.as_bytes()).await.unwrap();
        halves.push(stream);
    }
    // A client that vanishes after its order: the order stands.
    let bearer = format!("Bearer {}", shop.full_token());
    let mut wire = Wire::connect(address, &[("Authorization", &bearer)])
        .await
        .unwrap();
    let order = json!({ "jsonrpc": "2.0", "id": 1, "method": "ticket.open", "params": { "key": "vanished" } });
    wire.send(Message::text(order.to_string())).await;
    drop(wire);
    let counter = Counter::at(&mut shop).await;
    until("the order to be carried out", || async {
        let list = counter.call("ticket.list", json!({})).await;
        (list["tickets"].as_array()?.len() == 1).then_some(())
    })
    .await;
    goes_on(&mut shop).await;
    // The half ones do not hold up the end.
    let start = Instant::now();
    shop.terminate();
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    drop(halves);
    shop.assert_sound();
}
