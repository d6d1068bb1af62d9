//! The project's own tool: `cargo xtask demo`, `cargo xtask test` and what they are made of.
//!
//! It only starts other programs and looks at files; it imports no room of the daemon, so that it
//! still runs when one of them does not compile. One file per subcommand.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "xtask is a terminal tool; its answers are text"
)]

mod bench;
mod build;
mod demo;
mod plugins;
mod process;
mod systemd;
mod test;
mod tidy;
mod types;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, tries out and checks counterd.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything on simulated hardware and open the counter page
    Demo(demo::Options),
    /// Run every check of the project, as CI does
    Test(test::Options),
    /// Check the house rules: imports between rooms, top level, file sizes, words
    Tidy,
    /// Write the page's wire types anew, from the OpenRPC document
    Types,
    /// Build the plugins into WebAssembly components
    Plugins,
    /// Build the plugins and every program, optimised
    Build,
    /// Run a benchmark of tests/bench
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = process::root().and_then(|root| run(&root, &arguments.command));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, command: &Command) -> Result<(), String> {
    match command {
        Command::Demo(options) => demo::run(root, options),
        Command::Test(options) => test::run(root, options),
        Command::Tidy => tidy::run(root).map(|summary| println!("tidy: {summary}")),
        Command::Types => types::write(root),
        Command::Plugins => plugins::build_plugins(root)
            .map(|built| println!("plugins: built into {}", built.dir.display())),
        Command::Build => build::run(root).map(drop),
        Command::Bench(options) => bench::run(root, options),
    }
}
