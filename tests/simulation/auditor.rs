//! Compares the sellers' books with the daemon's, the printer's and Stripe's.

use std::collections::{BTreeMap, BTreeSet};

use devices::printer::escpos::sim::SimPaper;
use domain::job::{JobKind, JobState};
use e2e::{Shop, Value, json, key, until};
use engine::Queries as _;
use engine::queries::{JobFilter, JobView};
use futures_util::future::try_join_all;
use store::SqliteQueries;
use stripe_sim::world::IntentStatus;
use testkit::client::Client;

use crate::books::{ON_HAND, PARTS, Paid, Sale};
use crate::seller::text;

/// Calls on their way at once.
const AT_ONCE: usize = 64;
/// More jobs than any run makes.
const JOBS_MAX: usize = 1_000_000;
/// How many interrupted receipts are printed again.
const REPRINTS: usize = 10;

/// Checks everything; returns how many device jobs were left unknown.
pub(crate) async fn audit(
    shop: &mut Shop,
    sales: &[Sale],
    papers: &BTreeMap<u64, SimPaper>,
    crashes: u64,
) -> usize {
    let client = shop.client().await;
    let tickets = tickets(&client, sales).await;
    orders_are_there_once(&client, sales, &tickets).await;
    numbers_are_gapless(&client, sales, &tickets).await;
    money_adds_up(shop, &client, sales, &tickets).await;
    stock_is_conserved(&client, sales).await;
    let jobs = SqliteQueries::open(shop.data(), 1)
        .unwrap()
        .jobs(JobFilter::All, JOBS_MAX)
        .unwrap();
    let unknown = paper_came_out_once(shop, &jobs, &tickets, papers, crashes);
    copies_are_marked(shop, &client, &jobs).await;
    drop(client);
    let (status, _) = shop.terminate();
    assert_eq!(status.code(), Some(0));
    let verified = store::verify(shop.data()).unwrap();
    assert!(verified.records > 0);
    shop.assert_sound();
    unknown
}

/// Calls something for each, some at once.
async fn each(client: &Client, method: &str, all: Vec<Value>) -> Vec<Value> {
    let mut answers = Vec::with_capacity(all.len());
    for some in all.chunks(AT_ONCE) {
        let calls = some
            .iter()
            .map(|params| client.call::<Value>(method, params));
        answers.extend(try_join_all(calls).await.unwrap());
    }
    answers
}

/// Returns every sale's ticket as it is now, by its id.
async fn tickets(client: &Client, sales: &[Sale]) -> BTreeMap<String, Value> {
    let asked = sales
        .iter()
        .map(|sale| json!({ "ticket_id": sale.ticket }))
        .collect();
    let answers = each(client, "ticket.get", asked).await;
    let ticket = |mut answer: Value| answer["ticket"].take();
    let tickets: BTreeMap<_, _> = answers
        .into_iter()
        .map(ticket)
        .map(|ticket| (text(&ticket["id"]), ticket))
        .collect();
    assert_eq!(
        tickets.len(),
        sales.len(),
        "two orders were answered with one ticket"
    );
    tickets
}

/// Each acknowledged order shows on its ticket exactly once and nothing else does; sent once more, it is remembered.
async fn orders_are_there_once(client: &Client, sales: &[Sale], tickets: &BTreeMap<String, Value>) {
    for sale in sales {
        let ticket = &tickets[&sale.ticket];
        let ids = |list: &str| -> Vec<String> {
            ticket[list]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| text(&item["id"]))
                .collect()
        };
        let lines: Vec<String> = sale.lines.iter().map(|line| line.id.clone()).collect();
        assert_eq!(ids("lines"), lines, "ticket {}", ticket["number"]);
        for (line, asked) in ticket["lines"].as_array().unwrap().iter().zip(&sale.lines) {
            assert_eq!(
                line["amount"],
                json!(asked.amount),
                "ticket {}",
                ticket["number"]
            );
        }
        let (Paid::Cash { payment, .. } | Paid::Card { payment }) = sale.paid.as_ref().unwrap();
        assert_eq!(
            ids("payments"),
            std::slice::from_ref(payment),
            "ticket {}",
            ticket["number"]
        );
        assert_eq!(ticket["status"], "paid");
        assert_eq!(
            ticket["totals"]["total"],
            json!(sale.total()),
            "ticket {}: {}",
            ticket["number"],
            ticket["totals"]
        );
    }
    let orders: Vec<_> = sales.iter().flat_map(|sale| &sale.orders).collect();
    for some in orders.chunks(AT_ONCE) {
        let again = some
            .iter()
            .map(|order| client.call::<Value>(order.method, &order.params));
        for (order, again) in some.iter().zip(try_join_all(again).await.unwrap()) {
            let mut first = order.answer.clone();
            first["replayed"] = json!(true);
            assert_eq!(again, first, "{} {}", order.method, order.params);
        }
    }
}

async fn numbers_are_gapless(client: &Client, sales: &[Sale], tickets: &BTreeMap<String, Value>) {
    let numbers = |field: &str| -> BTreeSet<String> {
        tickets
            .values()
            .map(|ticket| text(&ticket[field]))
            .collect()
    };
    let expected = |letter: char| -> BTreeSet<String> {
        (1..=sales.len())
            .map(|serial| format!("C1-{letter}{serial:06}"))
            .collect()
    };
    assert_eq!(
        numbers("receipt_number"),
        expected('R'),
        "receipts: one each, no gap"
    );
    assert_eq!(
        numbers("number"),
        expected('T'),
        "tickets: one each, no gap"
    );
    let left: Value = client
        .call("ticket.list", json!({ "status": "open" }))
        .await
        .unwrap();
    assert_eq!(
        left["tickets"],
        json!([]),
        "a ticket that nobody was told of"
    );
}

async fn money_adds_up(
    shop: &Shop,
    client: &Client,
    sales: &[Sale],
    tickets: &BTreeMap<String, Value>,
) {
    let (mut cash, mut card) = (0, Vec::new());
    for sale in sales {
        let payment = &tickets[&sale.ticket]["payments"][0];
        assert_eq!(
            (&payment["state"], &payment["amount"]),
            (&json!("captured"), &json!(sale.total()))
        );
        match sale.paid.as_ref().unwrap() {
            Paid::Cash { tendered, .. } => {
                assert_eq!(payment["change"], json!(tendered - sale.total()));
                cash += sale.total();
            }
            Paid::Card { .. } => card.push(sale.total()),
        }
    }
    let today: Value = client.call("report.today", json!({})).await.unwrap();
    assert_eq!(today["till"]["expected_cash"], json!(cash), "the till");
    let stripe = shop.stripe.as_ref().unwrap();
    let mut captured = stripe.captured();
    captured.sort_unstable();
    card.sort_unstable();
    assert!(!card.is_empty(), "no card was used");
    assert_eq!(captured, card, "captured at Stripe, and on our tickets");
    assert_eq!(
        stripe.count(IntentStatus::RequiresCapture),
        0,
        "money held and forgotten"
    );
    assert_eq!(stripe.server.violations(), Vec::<String>::new());
}

async fn stock_is_conserved(client: &Client, sales: &[Sale]) {
    for (index, part) in PARTS.iter().enumerate() {
        let lines = sales
            .iter()
            .flat_map(|sale| &sale.lines)
            .filter(|line| line.part == Some(index));
        let sold: i64 = lines.map(|line| line.quantity).sum();
        let known: Value = client
            .call("part.get", json!({ "code": part.number }))
            .await
            .unwrap();
        assert_eq!(
            known["part"]["on_hand"],
            json!((ON_HAND - sold).to_string()),
            "{}",
            part.number
        );
    }
}

/// A receipt as it lies there.
#[derive(Debug, Default)]
struct OnPaper {
    whole: usize,
    partial: usize,
}

fn on_paper(papers: &BTreeMap<u64, SimPaper>) -> BTreeMap<String, OnPaper> {
    let indexes: Vec<u64> = papers.keys().copied().collect();
    assert_eq!(
        indexes,
        (0..papers.len() as u64).collect::<Vec<_>>(),
        "a paper was not fetched in time"
    );
    let mut receipts = BTreeMap::<String, OnPaper>::new();
    for paper in papers.values() {
        let lines = paper.printed.text_lines();
        assert!(
            !lines.iter().any(|line| line.contains("COPY")),
            "nobody asked for a copy: {lines:?}"
        );
        let number = lines.iter().find_map(|line| line.strip_prefix("Receipt"));
        let Some(number) = number
            .map(str::trim)
            .filter(|number| number.len() == "C1-R000001".len())
        else {
            continue;
        };
        let receipt = receipts.entry(number.to_owned()).or_default();
        if lines.iter().any(|line| line.starts_with("Thank you")) {
            receipt.whole += 1;
        } else {
            receipt.partial += 1;
        }
    }
    receipts
}

/// Each sale has one receipt job and each cash sale one drawer job; done means one paper or pulse, unknown at most one.
fn paper_came_out_once(
    shop: &Shop,
    jobs: &[JobView],
    tickets: &BTreeMap<String, Value>,
    papers: &BTreeMap<u64, SimPaper>,
    crashes: u64,
) -> usize {
    let receipts = on_paper(papers);
    let none = OnPaper::default();
    let (mut receipt_jobs, mut unknown, mut pulses_done, mut pulses_unknown) =
        (BTreeSet::new(), 0, 0, 0);
    for view in jobs {
        let job = &view.job;
        let is_unknown = matches!(job.state, JobState::Unknown { .. });
        unknown += usize::from(is_unknown);
        match &job.kind {
            JobKind::Receipt { ticket, copy } => {
                assert!(!copy, "nobody asked for a copy");
                assert!(
                    receipt_jobs.insert(ticket.to_string()),
                    "two receipts for one sale"
                );
                let number = text(&tickets[&ticket.to_string()]["receipt_number"]);
                let paper = receipts.get(&number).unwrap_or(&none);
                match &job.state {
                    JobState::Done => assert_eq!((paper.whole, paper.partial), (1, 0), "{number}"),
                    JobState::Unknown { .. } => {
                        assert!(paper.whole + paper.partial <= 1, "{number}: {paper:?}");
                    }
                    state @ (JobState::Requested
                    | JobState::Started
                    | JobState::Unconfirmed
                    | JobState::Failed { .. }) => panic!("{number}: {state:?}"),
                }
            }
            JobKind::Drawer { .. } => match &job.state {
                JobState::Done => pulses_done += 1,
                JobState::Unknown { .. } => pulses_unknown += 1,
                // Too old when the daemon came back: a drawer must not spring open by itself.
                JobState::Failed { .. } => {}
                state @ (JobState::Requested | JobState::Started | JobState::Unconfirmed) => {
                    panic!("drawer: {state:?}")
                }
            },
            JobKind::Paper { .. } | JobKind::Reprint { .. } | JobKind::Document { .. } => {
                panic!("nobody printed a document")
            }
        }
    }
    assert_eq!(
        receipt_jobs,
        tickets.keys().cloned().collect(),
        "one receipt for each sale"
    );
    let pulses = shop.printer.as_ref().unwrap().pulses_total();
    assert!(
        (pulses_done..=pulses_done + pulses_unknown).contains(&pulses),
        "{pulses} pulses, {pulses_done} done, {pulses_unknown} unknown"
    );
    assert!(
        unknown as u64 <= crashes * 2,
        "{unknown} unknown jobs after {crashes} crashes"
    );
    unknown
}

/// What was interrupted can be printed again, and then says COPY.
async fn copies_are_marked(shop: &Shop, client: &Client, jobs: &[JobView]) {
    let interrupted = jobs
        .iter()
        .filter_map(|view| match (&view.job.kind, &view.job.state) {
            (JobKind::Receipt { ticket, .. }, JobState::Unknown { .. }) => Some(*ticket),
            _ => None,
        });
    let printer = shop.printer.as_ref().unwrap();
    for ticket in interrupted.take(REPRINTS) {
        let before = printer.papers_total();
        let order = json!({ "key": key("copy"), "ticket_id": ticket.to_string() });
        let _: Value = client.call("receipt.reprint", order).await.unwrap();
        let copy = until("a copy", || async {
            let papers = printer.papers();
            papers.into_iter().find(|paper| paper.index >= before)
        })
        .await;
        let lines = copy.printed.text_lines();
        assert!(lines.iter().any(|line| line.contains("COPY")), "{lines:?}");
    }
}
