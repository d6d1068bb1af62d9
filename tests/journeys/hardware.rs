//! Hardware that comes and goes while the daemon stays.

use e2e::{Shop, Value, json, key, until};

use crate::counter::{Counter, PADS_UPC, papers, papers_are};

async fn receipt_job(counter: &Counter, paid: &Value) -> Value {
    let jobs = counter.jobs().await;
    let ids = paid["job_ids"].as_array().unwrap();
    let receipt = jobs
        .into_iter()
        .find(|job| job["kind"] == "receipt" && ids.contains(&job["id"]));
    receipt.unwrap()["id"].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_that_vanishes_prints_once_when_it_is_back() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    shop.printer.as_ref().unwrap().offline(true);
    counter.device_is("receipt-printer", "absent").await;

    let paid = counter.sell("20.00", 2_000).await;
    assert_eq!(
        paid["ticket"]["status"], "paid",
        "a printer never holds up a sale"
    );
    let job = receipt_job(&counter, &paid).await;
    counter.job_is(&job, "requested").await;
    assert_eq!(papers(&shop).len(), 0);

    shop.printer.as_ref().unwrap().offline(false);
    counter.job_is(&job, "done").await;
    counter.device_is("receipt-printer", "ready").await;
    counter.jobs_settled().await;
    let papers = papers_are(&shop, 1).await;
    assert_eq!(papers.len(), 1, "{papers:?}");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paper_out_is_said_and_the_job_goes_on_with_a_new_roll() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    let printer = |shop: &Shop, out| shop.printer.as_ref().unwrap().paper_out(out);
    printer(&shop, true);
    let device = until("the screen to say that paper is out", || async {
        let list = counter.call("device.list", json!({})).await["devices"].take();
        let device = list
            .as_array()?
            .iter()
            .find(|device| device["name"] == "receipt-printer")?
            .clone();
        (device["printer"]["paper"] == "out").then_some(device)
    })
    .await;
    assert!(!device["detail"].as_str().unwrap().is_empty(), "{device}");
    let paid = counter.sell("9.00", 900).await;
    let job = receipt_job(&counter, &paid).await;
    printer(&shop, false);
    counter.job_is(&job, "done").await;
    counter.jobs_settled().await;
    assert_eq!(papers_are(&shop, 1).await.len(), 1);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_that_is_not_there_at_the_start_is_found_later() {
    let mut shop = Shop::builder().printer().prepare().await;
    shop.printer.as_ref().unwrap().offline(true);
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "absent").await;
    let paid = counter.sell("20.00", 2_000).await;
    let job = receipt_job(&counter, &paid).await;
    // It also waits over a power cut.
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    counter.job_is(&job, "requested").await;
    shop.printer.as_ref().unwrap().offline(false);
    counter.job_is(&job, "done").await;
    counter.jobs_settled().await;
    assert_eq!(papers_are(&shop, 1).await.len(), 1);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cable_pulled_in_the_middle_of_a_receipt_leaves_an_unknown_job_and_a_marked_copy() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("receipt-printer", "ready").await;
    shop.printer.as_ref().unwrap().drop_after_bytes(120);
    let ticket = counter.open_with("20.00").await;
    // The drawer pulse goes out first and is far shorter: the cable breaks inside the receipt.
    let paid = counter.cash(&ticket, 2_000).await;
    let job = receipt_job(&counter, &paid).await;
    let job = counter.job_is(&job, "unknown").await;
    assert!(
        job["problem"]
            .as_str()
            .is_some_and(|problem| !problem.is_empty()),
        "{job}"
    );
    let copy = counter
        .call(
            "receipt.reprint",
            json!({ "key": key("copy"), "ticket_id": ticket }),
        )
        .await;
    counter.job_is(&copy["job_ids"][0], "done").await;
    let all = papers(&shop);
    let whole: Vec<_> = all
        .iter()
        .filter(|paper| paper.iter().any(|line| line.starts_with("Thank you")))
        .collect();
    assert_eq!(whole.len(), 1, "{all:?}");
    assert!(
        whole[0].iter().any(|line| line.contains("COPY")),
        "{whole:?}"
    );
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanner_can_be_unplugged_and_plugged_in_again() {
    let mut shop = Shop::builder().scanner().start().await;
    let counter = Counter::at(&mut shop).await;
    let mut heard = counter.client.notifications();
    counter.call("device.subscribe", json!({})).await;
    counter.call("scan.subscribe", json!({})).await;
    for round in 0..3 {
        counter.device_is("front-scanner", "ready").await;
        let code = format!("{PADS_UPC}-{round}");
        shop.scanner.as_ref().unwrap().scan(&code).unwrap();
        let scan = loop {
            let next = tokio::time::timeout(e2e::wait::SOON, heard.recv())
                .await
                .expect("a scan")
                .unwrap();
            if next.method == "scan" {
                break next.params;
            }
        };
        assert_eq!(scan["text"], json!(code));
        shop.scanner.as_ref().unwrap().unplug();
        let gone = counter.device_is("front-scanner", "absent").await;
        assert!(!gone["detail"].as_str().unwrap().is_empty(), "{gone}");
        shop.scanner.as_ref().unwrap().replug().unwrap();
    }
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scans_go_to_the_page_in_front() {
    let mut shop = Shop::builder().scanner().start().await;
    let counter = Counter::at(&mut shop).await;
    counter.device_is("front-scanner", "ready").await;
    let mut back = shop.wire().await;
    let mut front = shop.wire().await;
    back.call("scan.subscribe", json!({})).await.unwrap();
    front.call("scan.subscribe", json!({})).await.unwrap();
    assert_eq!(back.next().await.unwrap()["method"], "scan.released");
    shop.scanner.as_ref().unwrap().scan("ABC-1").unwrap();
    assert_eq!(front.next().await.unwrap()["params"]["text"], "ABC-1");
    // The one in front goes; the other asks again and gets the next.
    drop(front);
    back.call("scan.subscribe", json!({})).await.unwrap();
    shop.scanner.as_ref().unwrap().scan("ABC-2").unwrap();
    assert_eq!(back.next().await.unwrap()["params"]["text"], "ABC-2");
    assert!(
        back.heard.iter().all(|message| message["method"] != "scan"),
        "{:?}",
        back.heard
    );
    shop.assert_sound();
}
