//! The client and the filling against a small daemon.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

mod fake_shop;

use std::{process::Command, time::Duration};

use fake_shop::{FakeShop, TOKEN};
use futures_util::future::join;
use serde_json::{Value, json};
use testkit::{
    client::{Client, ClientError, RawClient},
    seed::{self, DEMO_SEED, IMPORT_MAX},
    shop::{self, Scale},
};

const SMALL: Scale = Scale {
    parts: 2_501,
    customers: 20,
    vehicles: 33,
};

#[tokio::test]
async fn answers_find_their_callers_in_any_order() {
    let shop = FakeShop::open().await;
    let client = Client::connect(&shop.url, Some(TOKEN)).await.unwrap();
    let (held, echoed) = join(
        client.call::<Value>("test.hold", json!({ "who": "first" })),
        client.call::<Value>("test.echo", json!({ "who": "second" })),
    )
    .await;
    assert_eq!(held.unwrap()["who"], "first");
    assert_eq!(echoed.unwrap()["who"], "second");
}

#[tokio::test]
async fn notifications_reach_their_listener() {
    let shop = FakeShop::open().await;
    let client = Client::connect(&shop.url, Some(TOKEN)).await.unwrap();
    let mut heard = client.notifications();
    client
        .call::<Value>("test.tell", json!({ "id": 5, "kind": "ticket.opened" }))
        .await
        .unwrap();
    let notification = tokio::time::timeout(Duration::from_secs(5), heard.recv()).await;
    let notification = notification.unwrap().unwrap();
    assert_eq!(notification.method, "event");
    assert_eq!(notification.params["kind"], "ticket.opened");
}

#[tokio::test]
async fn a_refusal_keeps_its_code() {
    let shop = FakeShop::open().await;
    let client = Client::connect(&shop.url, Some(TOKEN)).await.unwrap();
    let error = client
        .call::<Value>("ticket.open", json!({ "key": "k" }))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("session.not_signed_in"));
    let said = error.to_string();
    assert_eq!(
        said,
        "ticket.open was refused: the shop refused (-32001, session.not_signed_in)"
    );
}

#[tokio::test]
async fn a_wrong_token_is_turned_away() {
    let shop = FakeShop::open().await;
    for token in [None, Some("guess")] {
        let error = Client::connect(&shop.url, token).await.unwrap_err();
        assert!(matches!(error, ClientError::Connect { .. }), "{error}");
    }
    let error = Client::connect(&shop.url, Some("line\nbreak"))
        .await
        .unwrap_err();
    assert!(matches!(error, ClientError::Address { .. }), "{error}");
    assert!(
        !format!("{error:?}").contains("break"),
        "a token must not be shown"
    );
}

#[tokio::test]
async fn everybody_who_waits_learns_that_the_connection_ended() {
    let shop = FakeShop::open().await;
    let client = Client::connect(&shop.url, Some(TOKEN)).await.unwrap();
    let (held, hung_up) = join(
        client.call::<Value>("test.hold", json!({})),
        client.call::<Value>("test.hang_up", json!({})),
    )
    .await;
    assert!(matches!(held, Err(ClientError::Closed)), "{held:?}");
    assert!(matches!(hung_up, Err(ClientError::Closed)), "{hung_up:?}");
    let later = client.call::<Value>("test.echo", json!({})).await;
    assert!(matches!(later, Err(ClientError::Closed)), "{later:?}");
}

#[tokio::test]
async fn raw_calls_carry_text_as_it_is() {
    let shop = FakeShop::open().await;
    let mut client = RawClient::connect(&shop.url, Some(TOKEN)).await.unwrap();
    let request = |id: u32, method: &str| {
        format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{{"n":{id}}}}}"#)
    };
    let told = client.call_raw(&request(1, "test.tell")).await.unwrap();
    assert_eq!(serde_json::from_str::<Value>(&told).unwrap()["id"], 1);
    assert_eq!(client.notifications(), 1);
    for id in 2..5 {
        client.send_raw(&request(id, "test.echo")).await.unwrap();
    }
    for id in 2..5 {
        let reply: Value = serde_json::from_str(&client.next_reply().await.unwrap()).unwrap();
        assert_eq!(
            (&reply["id"], &reply["result"]["n"]),
            (&json!(id), &json!(id))
        );
    }
    client.close().await.unwrap();
}

#[tokio::test]
async fn filling_twice_changes_nothing() {
    let fake = FakeShop::open().await;
    let shop = shop::generate(DEMO_SEED, SMALL);
    let client = Client::connect(&fake.url, Some(TOKEN)).await.unwrap();
    let first = seed::fill(&client, &shop).await.unwrap();
    assert_eq!(
        (first.staff, first.parts, first.replayed),
        (5, SMALL.parts, 0)
    );
    assert_eq!((first.customers, first.vehicles), (20, 33));
    assert_eq!((first.paid_tickets, first.open_tickets), (12, 4));
    assert_eq!(fake.count("part.import"), 6);
    let orders = fake.state.lock().unwrap().orders.clone();
    for (method, params) in &orders {
        if let Some(parts) = params["parts"].as_array() {
            assert!(method == "part.import" && parts.len() <= IMPORT_MAX);
        }
    }
    let statuses = |status: &str| {
        let state = fake.state.lock().unwrap();
        state
            .tickets
            .values()
            .filter(|ticket| ticket["status"] == status)
            .count()
    };
    assert_eq!((statuses("paid"), statuses("open")), (12, 4));

    // Another connection, as a second run of the command is.
    let client = Client::connect(&fake.url, Some(TOKEN)).await.unwrap();
    let second = seed::fill(&client, &shop).await.unwrap();
    assert_eq!(fake.state.lock().unwrap().orders, orders);
    // Cash is not even offered again for a ticket that is paid.
    assert_eq!(second.replayed, (orders.len() - first.paid_tickets) as u64);
    assert_eq!((statuses("paid"), statuses("open")), (12, 4));
}

#[tokio::test]
async fn shops_of_different_seeds_do_not_share_keys() {
    let fake = FakeShop::open().await;
    let client = Client::connect(&fake.url, Some(TOKEN)).await.unwrap();
    let other = Scale {
        parts: 700,
        ..SMALL
    };
    for (seed, scale) in [(7, SMALL), (8, SMALL), (7, other)] {
        seed::fill(&client, &shop::generate(seed, scale))
            .await
            .unwrap();
    }
    assert_eq!(
        fake.count("staff.save"),
        5,
        "the people are the same in every shop"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_fills_the_shop() {
    let fake = FakeShop::open().await;
    let token_file = std::env::temp_dir().join(format!("demo-shop-{}", std::process::id()));
    std::fs::write(&token_file, format!("{TOKEN}\n")).unwrap();
    let url = fake.url.clone();
    let file = token_file.clone();
    let run = move |url: &str| {
        Command::new(env!("CARGO_BIN_EXE_counterd-demo-shop"))
            .args(["--url", url, "--token-file"])
            .arg(&file)
            .output()
            .unwrap()
    };
    let (good, bad) =
        tokio::task::spawn_blocking(move || (run(&url), run("ws://127.0.0.1:1/v1/ws")))
            .await
            .unwrap();
    std::fs::remove_file(&token_file).unwrap();

    let said = String::from_utf8(good.stderr).unwrap();
    assert!(good.status.success(), "{said}");
    assert!(
        said.starts_with("demo shop ready: 5 staff, 2400 parts, 132 customers"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1);
    assert!(good.stdout.is_empty());
    let keys: Vec<String> = {
        let state = fake.state.lock().unwrap();
        let imports = state
            .orders
            .iter()
            .filter(|(method, _)| method == "part.import");
        imports
            .map(|(_, params)| params["key"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(keys[..2], ["demo:part:batch:0", "demo:part:batch:1"]);

    let said = String::from_utf8(bad.stderr).unwrap();
    assert!(!bad.status.success());
    assert!(
        said.starts_with("cannot fill the demo shop: connecting to ws://127.0.0.1:1"),
        "{said}"
    );
}
