//! The crash proof: the daemon is killed again and again in the middle of sales, and nothing that was acknowledged is
//! lost, nothing happens twice.
//!
//! `COUNTERD_CRASHES` says how often (200), `COUNTERD_SEED` repeats a run as far as a scheduler lets it. SIGKILL keeps what
//! the system has in its cache; what a power cut does to unsynced pages is the store's own test.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use devices::printer::escpos::sim::SimPaper;
use e2e::{Shop, Value, json, key, programs};
use testkit::rng::{Rng, Stream};

use crate::auditor;
use crate::books::{ON_HAND, PARTS, Sale};
use crate::seller::{Seller, Street};

const SELLERS: u64 = 4;
/// The longest life between two kills.
const LIFE_MAX_MS: u64 = 300;
/// About the longest that one order takes from the wire to the disk and back, in microseconds.
const ORDER_TIME_US: u64 = 3_000;
/// One kill in this many comes while the daemon is still starting.
const EARLY_ONE_IN: u64 = 8;
/// How often the papers are fetched: the printer keeps the last 200.
const FETCH: Duration = Duration::from_millis(20);

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// Prints the seed when the test fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("SEED={0}   run again with COUNTERD_SEED={0}", self.0);
        }
    }
}

/// Every paper that came out, by its index.
type Papers = Arc<Mutex<BTreeMap<u64, SimPaper>>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_loses_nothing_and_does_nothing_twice() {
    let by_clock = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let seed = Seed(number("COUNTERD_SEED", u64::from(by_clock.subsec_nanos())));
    let crashes = number("COUNTERD_CRASHES", 200);
    let mut rng = Rng::for_item(seed.0, Stream::Scatter, 0);

    let mut shop = Shop::builder()
        .printer()
        .stripe(Some(Duration::from_millis(5)))
        .start()
        .await;
    stock(&mut shop).await;
    let street = Arc::new(Street {
        token: shop.full_token(),
        address: Mutex::new(shop.address()),
        closing: AtomicBool::new(false),
        acknowledged: AtomicU64::new(0),
        sent: AtomicU64::new(0),
        resent: AtomicU64::new(0),
        replayed: AtomicU64::new(0),
    });
    let start = Instant::now();
    let sellers: Vec<_> = (0..SELLERS)
        .map(|number| tokio::spawn(Seller::new(Arc::clone(&street), seed.0, number).sell()))
        .collect();
    let papers = Papers::default();
    for _ in 0..crashes {
        live(&shop, &papers, rng.below(LIFE_MAX_MS)).await;
        if rng.chance(70) {
            until_an_order_is_sent(&street, rng.below(ORDER_TIME_US)).await;
        }
        shop.kill_9();
        if rng.below(EARLY_ONE_IN) == 0 {
            kill_while_starting(&shop, rng.below(25)).await;
        }
        let acknowledged = street.acknowledged.load(Ordering::Relaxed);
        shop.restart().await;
        let health: Value =
            serde_json::from_str(&shop.http_get("/health", &[]).await.body).unwrap();
        let head = health["head"].as_u64().unwrap();
        assert!(
            head >= acknowledged,
            "record {acknowledged} was acknowledged; after a crash the journal ends at {head}"
        );
        *street
            .address
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = shop.address();
        let at_work = sellers.iter().all(|seller| !seller.is_finished());
        assert!(
            at_work,
            "a seller gave up; the daemon's last words:
{}",
            last_words(&shop)
        );
    }
    let crashed_for = start.elapsed();
    street.closing.store(true, Ordering::Relaxed);
    let mut sales: Vec<Sale> = Vec::new();
    for seller in sellers {
        while !seller.is_finished() {
            live(&shop, &papers, 20).await;
        }
        sales.extend(seller.await.unwrap());
    }
    settle(&mut shop, &papers).await;
    let resent = street.resent.load(Ordering::Relaxed);
    let replayed = street.replayed.load(Ordering::Relaxed);
    let papers = std::mem::take(&mut *papers.lock().unwrap());
    let unknown = auditor::audit(&mut shop, &sales, &papers, crashes).await;
    eprintln!(
        "{crashes} kills in {crashed_for:.1?}: {} sales, {} papers, {resent} orders sent again of which {replayed} had \
         been carried out, {unknown} device jobs left unknown; all in {:.1?}; SEED={}",
        sales.len(),
        papers.len(),
        start.elapsed(),
        seed.0
    );
    assert!(
        sales.len() as u64 > crashes,
        "too few sales to prove anything"
    );
    assert!(
        resent > crashes / 4 && replayed > 0,
        "the kills hit nothing: {resent} {replayed}"
    );
}

fn last_words(shop: &Shop) -> String {
    let said = shop.stderr();
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}

async fn stock(shop: &mut Shop) {
    let client = shop.client().await;
    let parts: Vec<Value> = PARTS
        .iter()
        .map(|part| {
            let price = format!("{}.{:02}", part.price / 100, part.price % 100);
            json!({ "number": part.number, "brand": "Any", "description": format!("Part {}", part.number),
                    "category": "Test", "price": price, "cost": "1", "on_hand": ON_HAND.to_string() })
        })
        .collect();
    let _: Value = client
        .call(
            "part.import",
            json!({ "key": key("import"), "parts": parts }),
        )
        .await
        .unwrap();
}

/// Lets time pass, keeping the papers that come out.
async fn live(shop: &Shop, papers: &Papers, ms: u64) {
    let until = Instant::now() + Duration::from_millis(ms);
    loop {
        fetch(shop, papers);
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        tokio::time::sleep(left.min(FETCH)).await;
    }
}

fn fetch(shop: &Shop, papers: &Papers) {
    let mut kept = papers.lock().unwrap();
    for paper in shop.printer.as_ref().unwrap().papers() {
        kept.entry(paper.index).or_insert(paper);
    }
}

/// Waits for the next order on its way, and a little longer: the daemon is then somewhere between reading and answering it.
async fn until_an_order_is_sent(street: &Street, more_us: u64) {
    let sent = street.sent.load(Ordering::Relaxed);
    let until = Instant::now() + Duration::from_millis(LIFE_MAX_MS);
    while street.sent.load(Ordering::Relaxed) == sent && Instant::now() < until {
        tokio::task::yield_now().await;
    }
    let until = Instant::now() + Duration::from_micros(more_us);
    while Instant::now() < until {
        std::hint::spin_loop();
    }
}

/// Starts the daemon and kills it before it can be of use: recovery, too, may be interrupted.
async fn kill_while_starting(shop: &Shop, after_ms: u64) {
    let mut command = Command::new(programs::counterd());
    command.args(["run", "--config"]).arg(shop.config());
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    tokio::time::sleep(Duration::from_millis(after_ms)).await;
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Waits until every device job has its outcome and no card payment is under way.
async fn settle(shop: &mut Shop, papers: &Papers) {
    let client = shop.client().await;
    let deadline = Instant::now() + Duration::from_secs(90);
    loop {
        live(shop, papers, 20).await;
        let jobs: Value = client
            .call("job.list", json!({ "unsettled": true }))
            .await
            .unwrap();
        if jobs["jobs"].as_array().unwrap().is_empty() {
            return fetch(shop, papers);
        }
        assert!(Instant::now() < deadline, "jobs without an outcome: {jobs}");
    }
}
