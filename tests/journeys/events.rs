//! Following the journal: nothing missing, nothing twice, whatever happens to the connection.

use std::path::Path;

use e2e::{Shop, Value, json, until};
use rusqlite::{Connection, OpenFlags};
use testkit::client::{Client, Notification};
use tokio::sync::broadcast::Receiver;

use crate::counter::{Counter, text};

struct Follower {
    client: Client,
    heard: Receiver<Notification>,
}

impl Follower {
    async fn after(shop: &mut Shop, cursor: u64) -> Self {
        let client = shop.client().await;
        let heard = client.notifications();
        let _: Value = client
            .call("events.subscribe", json!({ "after": cursor }))
            .await
            .unwrap();
        Self { client, heard }
    }

    /// Hears events until this cursor and appends them.
    async fn hear_until(&mut self, cursor: u64, events: &mut Vec<Value>) {
        while events.last().is_none_or(|event| cursor_of(event) < cursor) {
            let notification = tokio::time::timeout(e2e::wait::SOON, self.heard.recv());
            let notification = notification.await.expect("an event").unwrap();
            if notification.method == "event" {
                events.push(notification.params);
            }
        }
    }
}

fn cursor_of(event: &Value) -> u64 {
    event["cursor"].as_u64().unwrap()
}

/// The journal itself, past the daemon.
fn journal_len(data: &Path) -> u64 {
    let file = data.join(store::FILE_NAME);
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let count = db.query_row("SELECT count(*) FROM journal", [], |row| row.get(0));
    u64::try_from(count.unwrap_or(0_i64)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_reconnects_misses_nothing_and_hears_nothing_twice() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let mut events = Vec::new();
    let mut head = 0;
    for life in 0..4 {
        let mut follower = Follower::after(&mut shop, head).await;
        let counter = Counter::at(&mut shop).await;
        // Half of the sales while it listens, half while it is away.
        for _ in 0..5 {
            counter.sell("12.00", 2_000).await;
        }
        let now = counter.call("events.subscribe", json!({})).await["cursor"]
            .as_u64()
            .unwrap();
        follower.hear_until(now, &mut events).await;
        drop(follower);
        for _ in 0..5 {
            counter.sell("3.00", 300).await;
        }
        head = cursor_of(events.last().unwrap());
        if life == 1 {
            shop.kill_9();
            shop.restart().await;
        }
    }
    counter_settled(&mut shop).await;
    let counter_head = Counter::at(&mut shop)
        .await
        .call("events.subscribe", json!({}))
        .await;
    let mut follower = Follower::after(&mut shop, head).await;
    follower
        .hear_until(counter_head["cursor"].as_u64().unwrap(), &mut events)
        .await;
    let _: Value = follower
        .client
        .call("events.unsubscribe", json!({}))
        .await
        .unwrap();
    drop(counter);

    let cursors: Vec<u64> = events.iter().map(cursor_of).collect();
    let expected: Vec<u64> = (1..=journal_len(shop.data())).collect();
    assert_eq!(
        cursors, expected,
        "each record of the journal once, in order"
    );
    let kind = |wanted: &str| {
        events
            .iter()
            .filter(|event| event["kind"] == wanted)
            .count()
    };
    assert_eq!(
        (
            kind("ticket.opened"),
            kind("payment.cash_taken"),
            kind("ticket.closed")
        ),
        (40, 40, 40)
    );
    assert!(
        events
            .iter()
            .all(|event| event["at"].is_string() && event["actor"].is_string())
    );

    // From the start again: the very same.
    let mut all = Vec::new();
    Follower::after(&mut shop, 0)
        .await
        .hear_until(*expected.last().unwrap(), &mut all)
        .await;
    assert_eq!(all, events);
    shop.assert_sound();
}

async fn counter_settled(shop: &mut Shop) {
    let counter = Counter::at(shop).await;
    counter.device_is("receipt-printer", "ready").await;
    counter.jobs_settled().await;
    // The last settlement is in the journal; nothing more happens by itself.
    until("the journal to come to rest", || async {
        let jobs = counter.jobs().await;
        jobs.iter()
            .all(|job| text(&job["state"]) != "requested")
            .then_some(())
    })
    .await;
}
