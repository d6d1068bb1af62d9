//! Writes a generated shop of any size into a data folder, telling how far it is.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use testkit::bulk::{self, Plan, Progress};
use testkit::seed::DEMO_SEED;
use testkit::shop::{PARTS_MAX, Scale};

/// Write a generated shop with ten years of tickets into a new data folder.
#[derive(Parser)]
#[command(name = "counterd-bulk-shop", version)]
struct Arguments {
    /// The data folder; it must not hold a store yet
    folder: PathBuf,
    /// How many parts; customers and vehicles follow from it
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=PARTS_MAX))]
    parts: u64,
    /// How many tickets [default: as many as parts]
    #[arg(long)]
    tickets: Option<u64>,
    /// Another seed makes another shop
    #[arg(long, default_value_t = DEMO_SEED)]
    seed: u64,
}

#[expect(
    clippy::print_stderr,
    reason = "a command's outcome goes to the terminal"
)]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let plan = Plan {
        seed: arguments.seed,
        scale: Scale::of_parts(arguments.parts),
        tickets: arguments.tickets.unwrap_or(arguments.parts),
    };
    let mut tell = |progress: Progress| {
        let Progress {
            what,
            done,
            of,
            records,
            took,
        } = progress;
        eprintln!(
            "{:6.1} s: {done} of {of} {what}, {records} records",
            took.as_secs_f64()
        );
    };
    match bulk::load(&arguments.folder, &plan, &mut tell) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the shop: {error:?}");
            ExitCode::FAILURE
        }
    }
}
