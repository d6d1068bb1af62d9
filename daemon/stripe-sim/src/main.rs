//! `stripe-sim`: the simulator as a program. Prints `stripe-sim http://127.0.0.1:PORT` when it listens.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use stripe_sim::{Options, Server};

/// A stateful Stripe with a simulated card reader, for demos and tests.
#[derive(Parser)]
struct Args {
    /// Loopback address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The customer taps by himself after this many milliseconds; without it only the test helper taps.
    #[arg(long)]
    auto_present_ms: Option<u64>,
    /// How many milliseconds the issuer takes to answer.
    #[arg(long, default_value_t = 0)]
    authorize_ms: u64,
    /// Approve amounts that end in 01, 05, 55, 65, 75 instead of declining them.
    #[arg(long)]
    ignore_amount_endings: bool,
    /// File that keeps the state over a restart.
    #[arg(long)]
    state: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let options = Options {
        listen: args.listen,
        auto_present: args.auto_present_ms.map(Duration::from_millis),
        authorize: Duration::from_millis(args.authorize_ms),
        decline_by_amount: !args.ignore_amount_endings,
        state: args.state,
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut text = format!("stripe-sim: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                text = format!("{text}: {cause}");
                source = cause.source();
            }
            let _ = writeln!(std::io::stderr(), "{text}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(options).await?;
    let mut stdout = std::io::stdout();
    writeln!(stdout, "stripe-sim {}", server.url())?;
    stdout.flush()?;
    server.wait().await;
    Ok(())
}
