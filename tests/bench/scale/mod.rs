//! A shop of ten years: how searching, opening a ticket and selling grow from ten thousand parts and tickets to a
//! million, through the API, alone and while sales run.
//!
//! The stores are generated once and kept; the sales of each run stay in them.

mod questions;
mod sales;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use e2e::Shop;
use e2e::daemon::{Daemon, Start};
use engine::Queries as _;
use store::SqliteQueries;
use testkit::bulk::{self, Plan as ShopPlan, Progress};
use testkit::client::RawClient;
use testkit::seed::DEMO_SEED;
use testkit::shop;
use tokio::runtime::{Builder, Runtime};

use crate::load::{Target, must_be_no_error};
use crate::machine::{Others, cpu_time};
use crate::stats::Samples;
use crate::table::{Row, ms};
use crate::{Plan, Result};

const SEARCH_MAX: Duration = Duration::from_millis(5);
const SALE_MAX: Duration = Duration::from_millis(10);
const RSS_MAX_MB: f64 = 150.0;
/// Times each question is asked, with other words each time.
const TIMES: usize = 300;

/// Measures shops of these sizes and returns the rows, each question's beside each other.
pub(crate) fn rows(sizes: &[u64], plan: &Plan) -> Result<Vec<Row>> {
    let mut by_size = Vec::with_capacity(sizes.len());
    for &parts in sizes {
        by_size.push(one_size(parts, plan)?);
    }
    let mut rows = Vec::new();
    let most = by_size.iter().map(Vec::len).max().unwrap_or(0);
    for _ in 0..most {
        for size in &mut by_size {
            if !size.is_empty() {
                rows.push(size.remove(0));
            }
        }
    }
    Ok(rows)
}

fn one_size(parts: u64, plan: &Plan) -> Result<Vec<Row>> {
    let (folder, made) = store_of(parts)?;
    let mut counter = Counter::prepare(parts, folder)?;
    let mut rows = counter.sizes(made, plan)?;
    let catalog = shop::generate(DEMO_SEED, counter.plan.scale);
    let questions = questions::all(&catalog, counter.plan.tickets);
    for question in &questions {
        eprintln!("measuring: {parts} parts, {}", question.name);
        rows.push(counter.question(question)?);
    }
    rows.push(counter.vehicles(&catalog)?);
    rows.extend(counter.sales(plan)?);
    rows.push(counter.memory()?);
    Ok(rows)
}

/// Returns the folder of the generated store, and how long it took if it had to be made.
fn store_of(parts: u64) -> Result<(PathBuf, Option<Duration>)> {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let cache = e2e::programs::root().join(target).join("counterd-scale");
    let start = Instant::now();
    let mut made = None;
    let mut tell = |progress: Progress| {
        made = Some(start.elapsed());
        let Progress {
            what,
            done,
            of,
            took,
            ..
        } = progress;
        eprintln!("{:5.0} s: {done} of {of} {what}", took.as_secs_f64());
    };
    let plan = ShopPlan::of(DEMO_SEED, parts);
    let folder = bulk::cached(&cache, &plan, &mut tell)?;
    Ok((folder, made))
}

/// The daemon on a generated store.
struct Counter {
    // Ended before its folder and its devices go.
    daemon: Option<Daemon>,
    shop: Shop,
    runtime: Runtime,
    target: Target,
    plan: ShopPlan,
}

impl Counter {
    fn prepare(parts: u64, data: PathBuf) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let shop = runtime.block_on(Shop::builder().printer().data(data).prepare());
        let mut counter = Self {
            daemon: None,
            shop,
            runtime,
            target: Target {
                url: String::new(),
                token: None,
            },
            plan: ShopPlan::of(DEMO_SEED, parts),
        };
        counter.restart()?;
        counter.target.token = Some(counter.shop.token_named("scale", "all"));
        Ok(counter)
    }

    fn restart(&mut self) -> Result<Duration> {
        if let Some(daemon) = self.daemon.take() {
            daemon.terminate();
        }
        let (config, stderr) = (self.shop.config(), self.shop.folder().join("stderr"));
        let before = Instant::now();
        let started = Daemon::start(&Start {
            config: &config,
            stderr: &stderr,
            env: &[],
            under: &[],
        });
        let took = before.elapsed();
        let daemon =
            started.map_err(|ended| format!("the daemon did not start: {}", ended.stderr))?;
        self.target.url = format!("ws://{}/v1/ws", daemon.address());
        self.daemon = Some(daemon);
        Ok(took)
    }

    fn pid(&self) -> u32 {
        self.daemon.as_ref().map_or(0, Daemon::pid)
    }

    fn named(&self, what: &str) -> String {
        format!("{what}, {} parts", self.plan.scale.parts)
    }

    /// What the store takes on the disk and at the start.
    fn sizes(&mut self, made: Option<Duration>, plan: &Plan) -> Result<Vec<Row>> {
        let bytes = fs::metadata(self.shop.data().join(store::FILE_NAME))?.len();
        let mb = u32::try_from(bytes / 1_000_000).unwrap_or(u32::MAX);
        let others = Others::watch(&[self.pid()]);
        let mut starts = Samples::default();
        for _ in 0..plan.starts {
            starts.push(self.restart()?);
        }
        let made = made.map(|took| format!("made in {:.0} s", took.as_secs_f64()));
        Ok(vec![
            Row {
                what: self.named("store"),
                figure: format!("{mb} MB"),
                beside: made.unwrap_or_else(|| "made before".to_owned()),
                ..Row::default()
            },
            Row {
                what: self.named("start to ready, median"),
                figure: ms(starts.median()),
                beside: format!("worst of {} {}", plan.starts, ms(starts.worst())),
                others: Some(others.percent()),
                ..Row::default()
            },
        ])
    }

    /// Asks a question alone and while sales run.
    fn question(&self, question: &questions::Question) -> Result<Row> {
        let others = Others::watch(&[self.pid()]);
        // Once to have seen it: a figure of a disk's first read would say nothing about the index.
        self.ask(question)?;
        let processor = cpu_time(self.pid());
        let alone = self.ask(question)?;
        let processor = cpu_time(self.pid()).saturating_sub(processor);
        let count = u32::try_from(alone.count()).unwrap_or(u32::MAX).max(1);
        let busy = sales::while_selling(&self.target, &self.plan, || self.ask(question))?;
        let max = SEARCH_MAX;
        Ok(Row {
            what: self.named(question.name),
            figure: format!(
                "p50 {}, p99 {}, {} us of processor each",
                ms(alone.median()),
                ms(alone.p99()),
                (processor / count).as_micros()
            ),
            beside: format!(
                "while sales run p50 {}, p99 {}",
                ms(busy.median()),
                ms(busy.p99())
            ),
            ratio: Some(busy.p99().as_secs_f64() / max.as_secs_f64()),
            aim: "p99 under 5 ms",
            met: Some(busy.p99() < max),
            others: Some(others.percent()),
        })
    }

    fn ask(&self, question: &questions::Question) -> Result<Samples> {
        self.runtime.block_on(async {
            let token = self.target.token.as_deref();
            let mut client = RawClient::connect(&self.target.url, token).await?;
            let mut samples = Samples::default();
            for requests in question.requests.iter().cycle().take(TIMES) {
                let before = Instant::now();
                for request in requests {
                    must_be_no_error(&client.call_raw(request).await?)?;
                }
                samples.push(before.elapsed());
            }
            client.close().await?;
            Ok(samples)
        })
    }

    /// The one search that no method of the API asks for by itself.
    fn vehicles(&self, catalog: &shop::Shop) -> Result<Row> {
        let others = Others::watch(&[self.pid()]);
        let queries = SqliteQueries::open(self.shop.data(), 1)?;
        let mut samples = Samples::default();
        for (index, text) in (0..).zip(questions::vehicles(catalog)).take(2 * TIMES) {
            let before = Instant::now();
            let found = queries.search_vehicles(&text, 20)?;
            if index >= TIMES {
                samples.push(before.elapsed());
            }
            if found.is_empty() {
                return Err(format!("no vehicle was found by {text}").into());
            }
        }
        Ok(Row {
            what: self.named("search vehicles, store alone"),
            figure: format!("p50 {}, p99 {}", ms(samples.median()), ms(samples.p99())),
            ratio: Some(samples.p99().as_secs_f64() / SEARCH_MAX.as_secs_f64()),
            aim: "p99 under 5 ms",
            met: Some(samples.p99() < SEARCH_MAX),
            others: Some(others.percent()),
            ..Row::default()
        })
    }

    fn sales(&self, plan: &Plan) -> Result<Vec<Row>> {
        let others = Others::watch(&[self.pid()]);
        let work = sales::run(&self.target, &self.plan, 1, Duration::ZERO, plan.slice * 3)?;
        let samples = &work.samples;
        Ok(vec![Row {
            what: self.named("sale paid in cash, durable"),
            figure: format!("p50 {}, p99 {}", ms(samples.median()), ms(samples.p99())),
            beside: format!("{} sales", samples.count()),
            ratio: Some(samples.p99().as_secs_f64() / SALE_MAX.as_secs_f64()),
            aim: "p99 under 10 ms",
            met: Some(samples.p99() < SALE_MAX),
            others: Some(others.percent()),
        }])
    }

    fn memory(&self) -> Result<Row> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        let mb = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u32>().ok());
            kib.map(|kib| f64::from(kib) * 1.024e-3)
                .ok_or_else(|| format!("the kernel does not tell {name}"))
        };
        let (now, most) = (mb("VmRSS:")?, mb("VmHWM:")?);
        Ok(Row {
            what: self.named("resident memory after all that"),
            figure: format!("{now:.1} MB"),
            beside: format!("at most {most:.1} MB"),
            ratio: Some(most / RSS_MAX_MB),
            aim: "under 150 MB",
            met: Some(most < RSS_MAX_MB),
            ..Row::default()
        })
    }
}
