//! Fills a running daemon with the demo shop and says in one line what it did.

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use testkit::{
    client::Client,
    seed::{self, DEMO_SEED, Summary},
    shop::{self, PARTS_MAX, Scale},
};

/// Fill a running counterd with a demo shop. Running it again changes nothing.
#[derive(Parser)]
#[command(name = "counterd-demo-shop", version)]
struct Arguments {
    /// Where the daemon listens, such as ws://127.0.0.1:7117/v1/ws
    #[arg(long)]
    url: String,
    /// A file with the token of a client that may do everything
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    /// How many parts the shop has
    #[arg(long, default_value_t = Scale::DEMO.parts, value_parser = clap::value_parser!(u64).range(..=PARTS_MAX))]
    parts: u64,
    /// Another seed makes another shop
    #[arg(long, default_value_t = DEMO_SEED)]
    seed: u64,
}

#[tokio::main(flavor = "current_thread")]
#[expect(
    clippy::print_stderr,
    reason = "a command's outcome goes to the terminal"
)]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(summary) => {
            eprintln!("demo shop ready: {summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprint!("cannot fill the demo shop: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprint!(": {error}");
                cause = error.source();
            }
            eprintln!();
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<Summary, Box<dyn std::error::Error>> {
    let token = std::fs::read_to_string(&arguments.token_file)
        .map_err(|error| format!("reading {}: {error}", arguments.token_file.display()))?;
    let client = Client::connect(&arguments.url, Some(token.trim())).await?;
    let shop = shop::generate(
        arguments.seed,
        Scale {
            parts: arguments.parts,
            ..Scale::DEMO
        },
    );
    let summary = seed::fill(&client, &shop).await?;
    client.close().await?;
    Ok(summary)
}
