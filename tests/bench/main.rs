//! How fast and how small the daemon is, in one table, beside what the same machine can do without it.
//!
//! The daemon is the real binary on a store of its own, reached over its API alone. Every figure that depends on the
//! disk or the processor stands beside a bare peer measured in the same run, since only the ratio means something on
//! another machine. Timings never decide how the program ends: it fails only when it cannot measure.

#![expect(
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "rates and ratios are no money, and a table goes to the terminal"
)]

mod bare_sqlite;
mod counter;
mod durable;
mod echo;
mod load;
mod machine;
mod memory;
mod raw_disk;
mod roundtrip;
mod scale;
mod search;
mod start;
mod stats;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use crate::counter::Counter;
use crate::durable::Sales;
use crate::table::Row;

/// Whatever keeps a figure from being measured.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures the daemon and prints one table.
#[derive(Debug, Parser)]
struct Arguments {
    /// A look in half a minute: 10,000 parts and short slices
    #[arg(long)]
    quick: bool,
    /// How many parts the store holds [default: 100000, or 10000 with --quick]
    #[arg(long)]
    parts: Option<u64>,
    /// Only these rows
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Section>,
    /// How many clients sell at once
    #[arg(long, value_delimiter = ',', default_values_t = durable::CLIENTS)]
    clients: Vec<u32>,
    /// How many lines they put on a ticket
    #[arg(long, value_delimiter = ',', default_values_t = durable::LINES)]
    lines: Vec<u64>,
    /// Keep the store in this folder and use it again the next time
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// How long to wait before each section for a machine that other programs leave alone
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    patience: u64,
    /// Instead of all that: shops of so many parts and tickets, each of ten years, generated once and kept under the
    /// target folder. The usual answer is 10000,100000,1000000
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    scale: Vec<u64>,
    #[command(subcommand)]
    peer: Option<Peer>,
}

/// What this program starts itself as.
#[derive(Debug, Subcommand)]
enum Peer {
    /// Sends every message back
    #[command(hide = true)]
    EchoServer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Section {
    Start,
    Memory,
    Roundtrip,
    Search,
    Durable,
}

/// How long to look at each thing.
#[derive(Clone, Copy, Debug)]
struct Plan {
    /// One turn of one contestant.
    slice: Duration,
    /// Turns of each.
    rounds: u32,
    /// Starts of the daemon.
    starts: u32,
    /// How long an idle daemon is watched.
    idle: Duration,
}

impl Plan {
    const FULL: Self = Self {
        slice: Duration::from_secs(2),
        rounds: 3,
        starts: 20,
        idle: Duration::from_secs(10),
    };
    const QUICK: Self = Self {
        slice: Duration::from_millis(300),
        rounds: 1,
        starts: 5,
        idle: Duration::from_secs(2),
    };
}

/// Figures of the only comparable program that could be measured, published here as such: other machine, other day.
const PUBLISHED_PEER: &str = "Published peer, not of this run (QZ Tray 2.2.6 on Java 17, two virtual cores that other \
jobs shared): getVersion p50 0.50-0.67 ms and p99 6.7-8.5 ms with 1 client, 3,060-3,450/s with 32; start 4.4-7.0 s; \
resident 176-191 MB idle, 598-815 MB after 57,000 requests; idle processor time 0.7 % of a core.";

const OTHERS: &str = "others: the share of the processor that other programs took meanwhile; above 20 % nothing is judged.";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.peer {
        Some(Peer::EchoServer) => echo::serve(),
        None => measure(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot measure: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Result<()> {
    let plan = if arguments.quick {
        Plan::QUICK
    } else {
        Plan::FULL
    };
    let parts = arguments
        .parts
        .unwrap_or(if arguments.quick { 10_000 } else { 100_000 });
    println!("{}", machine::describe());
    let patience = Duration::from_secs(arguments.patience);
    let idle = machine::wait_for_idle(patience);
    println!("{idle:.0} % idle before the start");
    if idle < machine::IDLE_MIN {
        eprintln!(
            "warning: other programs keep this machine busy; the figures will say more about them"
        );
    }

    if !arguments.scale.is_empty() {
        let rows = scale::rows(&arguments.scale, &plan)?;
        println!("\n{}", table::write(&rows));
        println!("{OTHERS}");
        return Ok(());
    }
    let (mut counter, imported) = Counter::open(parts, arguments.data.clone())?;
    let sales = Sales {
        clients: arguments.clients.clone(),
        lines: arguments.lines.clone(),
    };
    let mut rows = vec![imported];
    let sections = [
        Section::Start,
        Section::Memory,
        Section::Roundtrip,
        Section::Search,
        Section::Durable,
    ];
    for section in sections {
        if !arguments.only.is_empty() && !arguments.only.contains(&section) {
            continue;
        }
        let idle = machine::wait_for_idle(patience);
        eprintln!("measuring: {section:?}, {idle:.0} % idle before it");
        rows.extend(section.rows(&mut counter, &plan, &sales)?);
    }
    println!("\n{}", table::write(&rows));
    println!("{OTHERS}");
    println!("{PUBLISHED_PEER}");
    Ok(())
}

impl Section {
    fn rows(self, counter: &mut Counter, plan: &Plan, sales: &Sales) -> Result<Vec<Row>> {
        match self {
            Self::Start => start::rows(counter, plan),
            Self::Memory => {
                counter.restart()?;
                memory::rows(counter, plan)
            }
            Self::Roundtrip => roundtrip::rows(counter, plan),
            Self::Search => search::rows(counter, plan),
            Self::Durable => durable::rows(counter, plan, sales),
        }
    }
}
