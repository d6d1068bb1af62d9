//! Lines on tickets, each durable before it is answered, beside the bare disk and bare SQLite at the same number of
//! clients. All three take turns within one run, so that they meet the same disk.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use testkit::client::RawClient;

use crate::bare_sqlite::BareSqlite;
use crate::load::{self, Script, must_be_no_error};
use crate::machine::Others;
use crate::raw_disk::RawDisk;
use crate::counter::Counter;
use crate::stats::Work;
use crate::table::{Row, ms, rate};
use crate::{Plan, Result};

const CLIENTS: [u64; 3] = [1, 16, 64];
/// The aim holds at this many clients.
const CLIENTS_JUDGED: u64 = 64;
const RATIO_MIN: f64 = 0.5;
/// A ticket takes 500 lines; a long one costs more, since every answer shows it whole.
const LINES_OF_LONG_TICKETS: u64 = 200;
/// What a counter sells at once.
const LINES_OF_USUAL_TICKETS: u64 = 8;

/// Measures and returns the rows.
pub(crate) fn rows(counter: &Counter, plan: &Plan) -> Result<Vec<Row>> {
    let folder = counter.folder()?;
    let mut raw = RawDisk::open(folder.path())?;
    let mut bare = BareSqlite::open(folder.path())?;
    let parts = Arc::new(counter.part_ids(2000)?);
    let mut keys = 0;
    let mut ours = |lines_max, clients: u64, time| {
        let scripts = (0..clients).map(|_| {
            keys += 1;
            Lines::new(keys, lines_max, &parts)
        });
        load::run(&counter.target, scripts.collect(), time)
    };
    // Both logs reach their usual size, and both caches fill.
    ours(LINES_OF_LONG_TICKETS, 16, plan.slice)?;
    bare.run(16, plan.slice)?;

    let mut rows = Vec::new();
    for clients in CLIENTS {
        let others = Others::watch(&[counter.pid()]);
        let (mut disk, mut sqlite) = (Work::default(), Work::default());
        let (mut long, mut usual) = (Work::default(), Work::default());
        for _ in 0..plan.rounds {
            disk.add(raw.run(plan.slice / 4)?);
            long.add(ours(LINES_OF_LONG_TICKETS, clients, plan.slice)?);
            disk.add(raw.run(plan.slice / 4)?);
            sqlite.add(bare.run(clients, plan.slice)?);
            disk.add(raw.run(plan.slice / 4)?);
            usual.add(ours(LINES_OF_USUAL_TICKETS, clients, plan.slice)?);
        }
        disk.add(raw.run(plan.slice / 4)?);
        let others = others.percent();
        rows.extend(three_rows(clients, [&long, &usual], &disk, &sqlite, others));
    }
    Ok(rows)
}

fn three_rows(clients: u64, [long, usual]: [&Work; 2], disk: &Work, sqlite: &Work, others: f64) -> [Row; 3] {
    let figure = |ours: &Work| {
        let Work { samples, .. } = ours;
        format!("{}, p50 {}, p99 {}", rate(ours.rate()), ms(samples.median()), ms(samples.p99()))
    };
    let judged = clients == CLIENTS_JUDGED;
    let row = |lines: u64, ours: &Work, beside: String, ratio: f64| Row {
        what: format!("durable lines, {clients} clients, {lines} a ticket"),
        figure: figure(ours),
        beside,
        ratio: Some(ratio),
        others,
        ..Row::default()
    };
    let beside_sqlite = |lines, ours: &Work| {
        let ratio = ours.rate() / sqlite.rate();
        let beside = format!("bare SQLite {}", figure(sqlite));
        Row {
            aim: if judged { "0.50 or more" } else { "" },
            met: judged.then_some(ratio >= RATIO_MIN),
            ..row(lines, ours, beside, ratio)
        }
    };
    let beside_disk = format!("raw fdatasync {}", figure(disk));
    [
        row(LINES_OF_LONG_TICKETS, long, beside_disk, long.rate() / disk.rate()),
        beside_sqlite(LINES_OF_LONG_TICKETS, long),
        beside_sqlite(LINES_OF_USUAL_TICKETS, usual),
    ]
}

/// One client's orders: a ticket, so many lines on it, the next ticket.
struct Lines {
    number: u64,
    lines_max: u64,
    parts: Arc<Vec<String>>,
    ticket: String,
    turn: u64,
}

impl Lines {
    fn new(number: u64, lines_max: u64, parts: &Arc<Vec<String>>) -> Self {
        Self { number, lines_max, parts: Arc::clone(parts), ticket: String::new(), turn: 0 }
    }
}

impl Script for Lines {
    async fn prepare(&mut self, client: &mut RawClient) -> Result<()> {
        if !self.ticket.is_empty() && !self.turn.is_multiple_of(self.lines_max) {
            return Ok(());
        }
        let Self { number, turn, .. } = self;
        let open = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{{"key":"ticket.{number}.{turn}"}}}}"#,
        );
        let answer = client.call_raw(&open).await?;
        must_be_no_error(&answer)?;
        let answer: Value = serde_json::from_str(&answer)?;
        self.ticket = answer["result"]["ticket"]["id"].as_str().unwrap_or_default().to_owned();
        Ok(())
    }

    fn request(&mut self, text: &mut String) {
        let Self { number, ticket, turn, parts, .. } = self;
        let place = usize::try_from(*turn * 31 + *number * 7).unwrap_or_default() % parts.len();
        let part = &parts[place];
        let _infallible = write!(
            text,
            r#"{{"jsonrpc":"2.0","id":1,"method":"ticket.add_part","params":{{"key":"line.{number}.{turn}","ticket_id":"{ticket}","part_id":"{part}"}}}}"#,
        );
        self.turn += 1;
    }
}
