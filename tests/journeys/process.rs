//! The daemon as systemd and the operator see it: start, stop, exit codes, the journal's check.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use e2e::{Shop, json};
use rusqlite::Connection;

use crate::counter::Counter;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_tells_systemd_and_ends_on_sigterm_within_five_seconds() {
    let sockets = tempfile::tempdir().unwrap();
    let path = sockets.path().join("notify");
    let notify = UnixDatagram::bind(&path).unwrap();
    notify
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let told = || {
        let mut buffer = [0; 256];
        let len = notify.recv(&mut buffer).expect("a word to systemd");
        String::from_utf8_lossy(&buffer[..len]).into_owned()
    };
    let mut shop = Shop::builder()
        .printer()
        .env("NOTIFY_SOCKET", path.to_str().unwrap())
        .env("WATCHDOG_USEC", "600000")
        .start()
        .await;
    assert!(told().contains("READY=1"));
    assert!(told().contains("WATCHDOG=1"));
    let counter = Counter::at(&mut shop).await;
    counter.sell("5.00", 500).await;
    // Clients that are connected, idle or listening, do not hold it up.
    let mut listener = shop.wire().await;
    listener
        .call("events.subscribe", json!({ "after": 0 }))
        .await
        .unwrap();
    let (status, time) = shop.terminate();
    assert_eq!(status.code(), Some(0), "{}", shop.stderr());
    assert!(time < Duration::from_secs(5), "{time:?}");
    let stopping = std::iter::repeat_with(told)
        .take(100)
        .any(|word| word.contains("STOPPING=1"));
    assert!(stopping);
    let ending = loop {
        if let Err(code) = listener.next().await {
            break code;
        }
    };
    assert_eq!(
        u16::from(ending),
        1012,
        "a client learns that the daemon restarts"
    );
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_right_after_ready_is_an_orderly_end() {
    let mut shop = Shop::builder().prepare().await;
    for _ in 0..20 {
        shop.restart().await;
        let (status, _) = shop.terminate();
        assert_eq!(status.code(), Some(0), "{status}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_on_sigterm_while_the_printer_hangs() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    shop.printer.as_ref().unwrap().stall(true);
    counter.sell("5.00", 500).await;
    let (status, time) = shop.terminate();
    assert_eq!(status.code(), Some(0), "{}", shop.stderr());
    assert!(time < Duration::from_secs(5), "{time:?}");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_settings_end_it_with_78_and_all_that_is_wrong() {
    let mut shop = Shop::builder().printer().prepare().await;
    let wrong = shop
        .settings()
        .replace("time_zone = \"America/Denver\"", "time_zone = 5")
        .replace("labor_rate", "labour_rate")
        .replace("127.0.0.1:0", "0.0.0.0:7420")
        .replace("driver = \"escpos\"", "driver = \"excpos\"");
    shop.write_settings(&wrong);
    let ended = shop.try_restart().await.unwrap_err();
    assert_eq!(ended.status.code(), Some(78));
    for word in [
        "shop.time_zone",
        "labour_rate",
        "did you mean `labor_rate`",
        "server.listen",
        "escpos",
    ] {
        assert!(
            ended.stderr.contains(word),
            "{word} is not in\n{}",
            ended.stderr
        );
    }
    assert!(!shop.data().exists(), "nothing was touched");

    shop.write_settings("this is = = not toml");
    assert_eq!(
        shop.try_restart().await.unwrap_err().status.code(),
        Some(78)
    );
    std::fs::remove_file(shop.config()).unwrap();
    assert_eq!(
        shop.try_restart().await.unwrap_err().status.code(),
        Some(78)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tax_plugin_that_is_missing_or_badly_set_up_is_said_at_the_start() {
    let mut shop = Shop::builder().prepare().await;
    let settings = shop.settings();
    shop.write_settings(
        &settings.replace("plugin = \"flat-rate-tax\"", "plugin = \"no-such-tax\""),
    );
    let ended = shop.try_restart().await.unwrap_err();
    assert_eq!(ended.status.code(), Some(78), "{}", ended.stderr);
    assert!(ended.stderr.contains("no-such-tax"), "{}", ended.stderr);
    shop.write_settings(&settings.replace("rate = \"0.0825\"", "rate = \"lots\""));
    let ended = shop.try_restart().await.unwrap_err();
    assert_eq!(ended.status.code(), Some(78), "{}", ended.stderr);
    assert!(ended.stderr.contains("rate"), "{}", ended.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_daemon_on_the_same_data_is_refused_and_the_first_goes_on() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let mut second = Shop::builder().data(shop.data()).prepare().await;
    let ended = second.try_restart().await.unwrap_err();
    assert!(!ended.status.success());
    assert_ne!(
        ended.status.code(),
        Some(78),
        "systemd may try again: the first may be ending"
    );
    let said = ended.stderr.to_lowercase();
    assert!(
        said.contains("cannot run") && (said.contains("another") || said.contains("in use")),
        "{said}"
    );
    counter.sell("5.00", 500).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_changed_byte_in_the_journal_is_found() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    for _ in 0..3 {
        counter.sell("5.00", 500).await;
    }
    shop.assert_sound();
    shop.terminate();
    shop.assert_sound();
    let db = Connection::open(shop.data().join(store::FILE_NAME)).unwrap();
    let (rowid, mut body): (i64, Vec<u8>) = db
        .query_row(
            "SELECT rowid, CAST(body AS BLOB) FROM journal ORDER BY rowid LIMIT 1 OFFSET 4",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let place = body.iter().rposition(u8::is_ascii_digit).unwrap();
    body[place] = if body[place] == b'9' {
        b'8'
    } else {
        body[place] + 1
    };
    let text = String::from_utf8(body.clone());
    let changed = match text {
        Ok(text) => db.execute(
            "UPDATE journal SET body = ?1 WHERE rowid = ?2",
            (text, rowid),
        ),
        Err(_) => db.execute(
            "UPDATE journal SET body = ?1 WHERE rowid = ?2",
            (body, rowid),
        ),
    };
    assert_eq!(changed.unwrap(), 1);
    drop(db);
    let (sound, words) = shop.journal_verify();
    assert!(!sound);
    assert!(words.contains("NOT sound"), "{words}");
}
