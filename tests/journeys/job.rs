//! What jobs printed: looked at, printed once more, taken back, settled by hand, and asked about after a crash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{Shop, Value, json, key, until};

use crate::counter::{Counter, papers, papers_are};

async fn print(counter: &Counter, words: &str) -> Value {
    let document = json!({ "elements": [{ "text": { "text": words } }, "cut"] });
    let order = json!({ "key": key("print"), "document": document });
    counter.call("print.submit", order).await["job_ids"][0].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_looked_at_and_printed_once_more_as_a_copy() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    let job = print(&counter, "Grüße, 12,50 €").await;
    counter.job_is(&job, "done").await;
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let shown = counter.call("job.preview", json!({ "job_id": job })).await;
    assert_eq!(shown["text"], json!(["Grüße, 12,50 €"]));
    let png = STANDARD
        .decode(shown["pages"][0].as_str().unwrap())
        .unwrap();
    assert!(png.starts_with(b"\x89PNG"));

    let order = json!({ "key": key("copy"), "job_id": job });
    let copy = counter.call("job.reprint", order.clone()).await["job_ids"][0].take();
    counter.job_is(&copy, "done").await;
    let again = counter.call("job.reprint", order).await;
    assert_eq!(again["job_ids"], json!([copy]), "one key, one copy");
    // A copy of the copy is one of what was printed first, and says COPY once.
    let order = json!({ "key": key("copy"), "job_id": copy });
    let second = counter.call("job.reprint", order).await["job_ids"][0].take();
    counter.job_is(&second, "done").await;
    let all = papers_are(&shop, 3).await;
    for paper in &all[1..] {
        let copies = paper.iter().filter(|line| line.contains("COPY")).count();
        assert_eq!(copies, 1, "{paper:?}");
        assert!(
            paper.iter().any(|line| line == "Grüße, 12,50 €"),
            "{paper:?}"
        );
    }
    std::fs::remove_dir_all(shop.data().join("spool")).unwrap();
    let gone = counter
        .refused("job.preview", json!({ "job_id": job }))
        .await;
    assert_eq!(gone, "job.too_old");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_taken_back_and_what_nobody_knows_a_person_settles() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    let printer = |shop: &Shop| shop.printer.as_ref().unwrap().paper_out(true);
    printer(&shop);
    counter.device_is("receipt-printer", "faulty").await;
    let waits = print(&counter, "Never").await;
    let order = |job: &Value| json!({ "key": key("order"), "job_id": job });
    counter.call("job.cancel", order(&waits)).await;
    counter.job_is(&waits, "failed").await;
    assert_eq!(
        counter.refused("job.cancel", order(&waits)).await,
        "job.state"
    );
    shop.printer.as_ref().unwrap().paper_out(false);
    counter.device_is("receipt-printer", "ready").await;

    shop.printer.as_ref().unwrap().drop_after_bytes(30);
    let cut = print(&counter, &"words ".repeat(60)).await;
    counter.job_is(&cut, "unknown").await;
    let mut resolve = order(&cut);
    resolve["done"] = json!(false);
    counter.call("job.resolve", resolve.clone()).await;
    counter.job_is(&cut, "failed").await;
    resolve["key"] = json!(key("again"));
    assert_eq!(
        counter.refused("job.resolve", resolve).await,
        "job.not_unknown"
    );
    counter.call("job.retry", order(&cut)).await;
    counter.job_is(&cut, "done").await;
    let all = papers(&shop);
    assert!(all.iter().flatten().all(|line| line != "Never"), "{all:?}");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_crash_the_printer_itself_says_what_became_of_a_job() {
    let mut shop = Shop::builder()
        .printer()
        .printer_keys("model = \"epson-tm-t88v\"")
        .start()
        .await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    let printer = shop.printer.as_ref().unwrap();
    printer.keeps_replies(true);
    printer.slow(Some(400));
    let job = print(&counter, &"slowly ".repeat(120)).await;
    until("all of it to be in the printer's buffer", || async {
        (shop.printer.as_ref().unwrap().traffic().bytes > 800).then_some(())
    })
    .await;
    counter.job_is(&job, "started").await;
    shop.kill_9();
    shop.printer.as_ref().unwrap().slow(None);
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    counter.job_is(&job, "done").await;
    assert_eq!(papers_are(&shop, 1).await.len(), 1, "printed once");
    shop.assert_sound();
}
