//! Idempotency keys, and many hands at one ticket.

use std::collections::BTreeSet;

use e2e::{Shop, Value, json, key};
use futures_util::future::try_join_all;

use crate::counter::{Counter, ROTOR, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_gives_the_first_answer_also_after_a_restart() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let open = json!({ "key": key("open") });
    let opened = counter.call("ticket.open", open.clone()).await;
    let ticket = text(&opened["ticket"]["id"]);
    let add = json!({ "key": key("add"), "ticket_id": ticket, "code": ROTOR });
    let added = counter.call("ticket.add_part", add.clone()).await;
    let cash = json!({ "key": key("cash"), "ticket_id": ticket, "tendered": 10_000 });
    let paid = counter.call("payment.take_cash", cash.clone()).await;
    counter.jobs_settled().await;
    let orders = [
        ("ticket.open", open, opened),
        ("ticket.add_part", add, added),
        ("payment.take_cash", cash, paid),
    ];

    for life in 0..2 {
        let counter = Counter::at(&mut shop).await;
        for (method, order, first) in &orders {
            let mut expected = first.clone();
            expected["replayed"] = json!(true);
            assert_eq!(
                counter.call(method, order.clone()).await,
                expected,
                "{method} in life {life}"
            );
        }
        let mut other = orders[2].1.clone();
        other["tendered"] = json!(10_001);
        assert_eq!(
            counter.refused("payment.take_cash", other).await,
            "rpc.key_reused"
        );
        let other = json!({ "key": orders[1].1["key"], "reason": "the same key, another method" });
        assert_eq!(
            counter.refused("drawer.open", other).await,
            "rpc.key_reused"
        );
        assert_eq!(
            counter.call("report.today", json!({})).await["cash"],
            json!(7_307)
        );
        if life == 0 {
            shop.kill_9();
            shop.restart().await;
        }
    }
    // A refused order leaves its key free: the order may be right later.
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open().await;
    let cash = json!({ "key": key("early"), "ticket_id": ticket, "tendered": 500 });
    assert_eq!(
        counter.refused("payment.take_cash", cash.clone()).await,
        "ticket.empty"
    );
    counter.add_labor(&ticket, "5.00").await;
    assert_eq!(
        counter.call("payment.take_cash", cash).await["replayed"],
        json!(false)
    );
    counter.jobs_settled().await;
    assert_eq!(
        shop.printer.as_ref().unwrap().papers_total(),
        2,
        "nothing was printed twice"
    );
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_may_use_the_same_key() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let token = shop.token_named("other-program", "all");
    let other = testkit::client::Client::connect(&shop.url(), Some(&token))
        .await
        .unwrap();
    let order = json!({ "key": "the-same" });
    let one = counter.call("ticket.open", order.clone()).await;
    let two: Value = other.call("ticket.open", order).await.unwrap();
    assert_ne!(one["ticket"]["id"], two["ticket"]["id"]);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_lines_from_four_connections_are_all_there_once() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let ticket = counter.open().await;
    let mut hands = Vec::new();
    for _ in 0..4 {
        hands.push(shop.client().await);
    }
    let orders: Vec<Value> = (0..100)
        .map(|_| json!({ "key": key("line"), "ticket_id": ticket, "code": ROTOR }))
        .collect();
    // Each order goes over two connections at once, as when a program is not sure whether the first arrived.
    let calls = orders.iter().enumerate().flat_map(|(index, order)| {
        let (one, two) = (&hands[index % 4], &hands[(index + 1) % 4]);
        [one, two].map(|hand| hand.call::<Value>("ticket.add_part", order.clone()))
    });
    let answers = try_join_all(calls).await.unwrap();
    let lines: BTreeSet<String> = answers
        .iter()
        .map(|answer| text(&answer["line_id"]))
        .collect();
    assert_eq!(lines.len(), 100);
    assert_eq!(
        answers
            .iter()
            .filter(|answer| answer["replayed"] == true)
            .count(),
        100
    );
    let ticket = counter.ticket(&ticket).await;
    let on_ticket: BTreeSet<String> = ticket["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| text(&line["id"]))
        .collect();
    assert_eq!(on_ticket, lines);
    // 100 x 67.50, and 8.25 % of it is 556.875.
    assert_eq!(
        (&ticket["totals"]["parts"], &ticket["totals"]["tax"]),
        (&json!(675_000), &json!(55_688))
    );
    shop.assert_sound();
}
