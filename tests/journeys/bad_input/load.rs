//! Too much at once, readers that do not read, and bytes that are no requests.

use std::time::{Duration, Instant};

use e2e::{Shop, Value, Wire, http, json, key, until};
use tokio::io::AsyncWriteExt as _;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{goes_on, problem_code};
use crate::counter::Counter;

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
