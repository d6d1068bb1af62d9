//! Lines on tickets, each durable before it is answered, beside the bare disk and bare SQLite at the same number of
//! clients. All three take turns within one run, so that they meet the same disk.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use testkit::client::RawClient;

use crate::bare_sqlite::BareSqlite;
use crate::counter::Counter;
use crate::load::{self, Script, must_be_no_error};
use crate::machine::{Others, cpu_time};
use crate::raw_disk::RawDisk;
use crate::stats::Work;
use crate::table::{Row, ms, rate};
use crate::{Plan, Result};

/// How many clients, when nobody says otherwise.
pub(crate) const CLIENTS: [u32; 3] = [1, 16, 64];
/// The aim holds at this many clients.
const CLIENTS_JUDGED: u32 = 64;
const RATIO_MIN: f64 = 0.5;
/// How many lines go on a ticket, when nobody says otherwise: as many as on a long one (it takes 500), and as many as
/// are usual. A long ticket costs more, since every answer shows it whole.
pub(crate) const LINES: [u64; 2] = [200, 8];
/// Different parts that are sold: more than the engine keeps in memory.
const PARTS_SOLD: u64 = 2000;

/// How many sell at once, and how much.
#[derive(Clone, Debug)]
pub(crate) struct Sales {
    pub(crate) clients: Vec<u32>,
    pub(crate) lines: Vec<u64>,
}

/// Measures and returns the rows.
pub(crate) fn rows(counter: &Counter, plan: &Plan, sales: &Sales) -> Result<Vec<Row>> {
    let folder = counter.folder()?;
    let mut disk = RawDisk::open(folder.path())?;
    let mut bare = BareSqlite::open(folder.path())?;
    let mut sellers = Sellers::new(counter)?;
    // Both logs reach their usual size, and both caches fill.
    for &lines in &sales.lines {
        sellers.run(lines, 16, plan.slice)?;
    }
    run_bare(&mut bare, 16, plan.slice)?;

    let mut rows = Vec::new();
    for &clients in &sales.clients {
        let others = Others::watch(&[counter.pid()]);
        let mut turn = Turn {
            clients,
            ours: vec![Work::default(); sales.lines.len()],
            ..Turn::default()
        };
        for _ in 0..plan.rounds {
            for (work, &lines) in turn.ours.iter_mut().zip(&sales.lines) {
                turn.disk.add(disk.run(plan.slice / 4)?);
                work.add(sellers.run(lines, clients, plan.slice)?);
            }
            turn.disk.add(disk.run(plan.slice / 4)?);
            turn.sqlite.add(run_bare(&mut bare, clients, plan.slice)?);
        }
        turn.disk.add(disk.run(plan.slice / 4)?);
        turn.others = others.percent();
        rows.extend(turn.rows(&sales.lines));
    }
    Ok(rows)
}

fn run_bare(bare: &mut BareSqlite, clients: u32, time: Duration) -> Result<Work> {
    let before = cpu_time(std::process::id());
    let mut work = bare.run(clients, time)?;
    work.processor = cpu_time(std::process::id()).saturating_sub(before);
    Ok(work)
}

/// What came out at one number of clients.
#[derive(Debug, Default)]
struct Turn {
    clients: u32,
    ours: Vec<Work>,
    disk: Work,
    sqlite: Work,
    others: f64,
}

impl Turn {
    fn rows(&self, lines: &[u64]) -> Vec<Row> {
        let judged = self.clients == CLIENTS_JUDGED;
        let mut rows = Vec::new();
        for (ours, lines) in self.ours.iter().zip(lines) {
            let row = |beside, peer: &Work| Row {
                what: format!("durable lines, {} clients, {lines} a ticket", self.clients),
                figure: with_processor(ours),
                beside,
                ratio: Some(ours.rate() / peer.rate()),
                others: Some(self.others),
                ..Row::default()
            };
            rows.push(row(
                format!("raw fdatasync {}", figure(&self.disk)),
                &self.disk,
            ));
            let beside = format!("bare SQLite {}", with_processor(&self.sqlite));
            rows.push(Row {
                aim: if judged { "0.50 or more" } else { "" },
                met: judged.then_some(ours.rate() / self.sqlite.rate() >= RATIO_MIN),
                ..row(beside, &self.sqlite)
            });
        }
        rows
    }
}

fn figure(work: &Work) -> String {
    let samples = &work.samples;
    format!(
        "{}, p50 {}, p99 {}",
        rate(work.rate()),
        ms(samples.median()),
        ms(samples.p99())
    )
}

fn with_processor(work: &Work) -> String {
    format!(
        "{}, {} us of processor each",
        figure(work),
        work.processor_each().as_micros()
    )
}

/// Makes clients whose orders no one has given before.
struct Sellers<'a> {
    counter: &'a Counter,
    parts: Arc<Vec<String>>,
    /// Tells this run's keys from those of earlier runs on a kept store.
    run: String,
    number: u64,
}

impl<'a> Sellers<'a> {
    fn new(counter: &'a Counter) -> Result<Self> {
        let parts = Arc::new(counter.part_ids(PARTS_SOLD)?);
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Ok(Self {
            counter,
            parts,
            run: format!("{:x}", since.as_millis()),
            number: 0,
        })
    }

    fn run(&mut self, lines_max: u64, clients: u32, time: Duration) -> Result<Work> {
        let scripts = (0..clients).map(|_| {
            self.number += 1;
            Lines {
                client: format!("{}.{}", self.run, self.number),
                lines_max,
                parts: Arc::clone(&self.parts),
                place: usize::try_from(self.number * 7).unwrap_or_default(),
                ticket: String::new(),
                turn: 0,
            }
        });
        let pid = self.counter.pid();
        let before = cpu_time(pid);
        let mut work = load::run(&self.counter.target, scripts.collect(), time)?;
        work.processor = cpu_time(pid).saturating_sub(before);
        Ok(work)
    }
}

/// One client's orders: a ticket, so many lines on it, the next ticket.
struct Lines {
    client: String,
    lines_max: u64,
    parts: Arc<Vec<String>>,
    place: usize,
    ticket: String,
    turn: u64,
}

impl Script for Lines {
    async fn prepare(&mut self, client: &mut RawClient) -> Result<()> {
        if !self.ticket.is_empty() && !self.turn.is_multiple_of(self.lines_max) {
            return Ok(());
        }
        let (key, turn) = (&self.client, self.turn);
        let open = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{{"key":"ticket.{key}.{turn}"}}}}"#,
        );
        let answer = client.call_raw(&open).await?;
        must_be_no_error(&answer)?;
        let answer: Value = serde_json::from_str(&answer)?;
        self.ticket = answer["result"]["ticket"]["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Ok(())
    }

    fn request(&mut self, text: &mut String) {
        let (key, turn, ticket) = (&self.client, self.turn, &self.ticket);
        let part = &self.parts[self.place % self.parts.len()];
        let _infallible = write!(
            text,
            r#"{{"jsonrpc":"2.0","id":1,"method":"ticket.add_part","params":{{"key":"line.{key}.{turn}","ticket_id":"{ticket}","part_id":"{part}"}}}}"#,
        );
        self.turn += 1;
        self.place += 31;
    }
}
