//! The binary: arguments in, one exit code out. Everything else has a module of its own.

mod ask;
mod bridge;
mod cards;
mod clock;
mod discovery;
mod drawers;
mod files;
mod hardware;
mod ids;
mod journal;
mod kept;
mod logging;
mod outbox;
mod paperwork;
mod refunds;
mod restock;
mod run;
mod simulators;
mod spool;
mod startup;
mod tax;
mod tokens;
mod told;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Owns the counter's hardware and offers it, with tickets and stock, over a local API.
#[derive(Debug, Parser)]
#[command(name = "counterd", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the daemon until it is told to stop.
    Run {
        /// The settings file.
        #[arg(long, default_value = "/etc/counterd/counterd.toml")]
        config: PathBuf,
    },
    /// Checks a settings file and says everything that is wrong with it.
    Check {
        /// The settings file.
        #[arg(long, default_value = "/etc/counterd/counterd.toml")]
        config: PathBuf,
    },
    /// Lists what is plugged in that could be a device of a counter, what is in its way, and what to write in the settings.
    Devices,
    /// Works with the tokens of programs that connect without a page.
    Token {
        #[command(subcommand)]
        command: TokenCommand,
    },
    /// Looks after the journal.
    Journal {
        #[command(subcommand)]
        command: JournalCommand,
    },
    /// Takes in other programs' files: tables, suppliers' catalogs, or a whole journal.
    #[command(subcommand)]
    Import(files::ImportCommand),
    /// Writes the shop's data to files.
    #[command(subcommand)]
    Export(files::ExportCommand),
    /// Prints the OpenRPC document of the API.
    Openrpc,
    /// Compiles the tax plugin into the cache and ends; `run` calls this by itself.
    #[command(hide = true)]
    PreparePlugin {
        /// The plugin's folder.
        plugin: PathBuf,
        /// The cache folder.
        cache: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Makes a token and prints it; it cannot be shown again.
    Create {
        /// The settings file.
        #[arg(long, default_value = "/etc/counterd/counterd.toml")]
        config: PathBuf,
        /// What the program is called in the journal.
        #[arg(long)]
        name: String,
        /// What it may do: `all`, or scopes with commas between them.
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
enum JournalCommand {
    /// Checks the hash chain, rebuilds everything from the journal on the side, and compares. May run beside the daemon.
    Verify(files::DataArgs),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Run { config } => run::main(&config),
        Command::Check { config } => startup::check(&config),
        Command::Devices => discovery::list(),
        Command::Token {
            command:
                TokenCommand::Create {
                    config,
                    name,
                    scopes,
                },
        } => tokens::create(&config, name, scopes),
        Command::Journal {
            command: JournalCommand::Verify(data),
        } => journal::verify(&data),
        Command::Import(command) => files::import(command),
        Command::Export(command) => files::export(command),
        Command::Openrpc => {
            told::say(&format!("{:#}", protocol::openrpc::document()));
            ExitCode::SUCCESS
        }
        Command::PreparePlugin { plugin, cache } => tax::prepare_here(&plugin, &cache),
    }
}
