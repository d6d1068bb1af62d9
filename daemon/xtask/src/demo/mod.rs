//! `cargo xtask demo`: the whole shop on simulated hardware, until Ctrl-C.
//!
//! Starts the Stripe simulator and the daemon, fills a new store with a demo shop, and prints one
//! line on standard output, `ready http://127.0.0.1:PORT/`; everything else goes to standard error.
//! It ends only the programs it started, by their own handles, and removes the data unless it was
//! told where to keep them.

mod child;
mod data;
mod signals;
mod stripe;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use clap::Args;

use crate::build::{self, Built};
use crate::process::{self, say};
use child::Child;
use data::Data;
use signals::Signals;

#[derive(Args)]
pub struct Options {
    /// Do not open a browser
    #[arg(long)]
    headless: bool,
    /// Port of the counter page; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Keep everything in this folder and continue from it next time
    #[arg(long)]
    data: Option<PathBuf>,
    /// Start with an empty store: no parts, customers or tickets
    #[arg(long)]
    empty: bool,
}

const STRIPE_SIM_READY_WITHIN: Duration = Duration::from_secs(30);
/// Includes compiling the plugins and, with a kept folder, replaying the journal.
const COUNTERD_READY_WITHIN: Duration = Duration::from_secs(120);
const SEEDED_WITHIN: Duration = Duration::from_secs(300);
/// The daemon finishes the command in hand and closes its store.
const ENDED_WITHIN: Duration = Duration::from_secs(25);

/// Runs the demo until a signal.
pub fn run(root: &Path, options: &Options) -> Result<(), String> {
    say("building (the first time takes some minutes)");
    let built = build::run(root)?;
    let mut signals = Signals::install()?;
    let data = Data::open(options.data.as_deref())?;
    run_built(&built, &data, options, &mut signals)
}

fn run_built(
    built: &Built,
    data: &Data,
    options: &Options,
    signals: &mut Signals,
) -> Result<(), String> {
    let mut children = Vec::new();
    let played = play(built, data, options, signals, &mut children);
    // The daemon first: it talks to the simulator until its end.
    let mut ended = Ok(());
    while let Some(child) = children.pop() {
        ended = ended.and(child.end(ENDED_WITHIN));
    }
    match played {
        Ok(()) => ended,
        Err(Stop::Asked) => ended.inspect(|()| say("ended")),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Why the demo stops.
enum Stop {
    /// Ctrl-C or SIGTERM.
    Asked,
    Failed(String),
}

impl From<String> for Stop {
    fn from(error: String) -> Self {
        Self::Failed(error)
    }
}

fn play(
    built: &Built,
    data: &Data,
    options: &Options,
    signals: &mut Signals,
    children: &mut Vec<Child>,
) -> Result<(), Stop> {
    let is_new = data.is_new();
    let mut simulator = process::command(data.dir(), built.programs.join("stripe-sim"));
    simulator.args([
        "--listen",
        "127.0.0.1:0",
        "--auto-present-ms",
        "1500",
        // A real basket ends in any cents; the test amounts that decline are for tests.
        "--ignore-amount-endings",
        "--state",
    ]);
    simulator.arg(data.stripe_state());
    children.push(Child::start("stripe-sim", &mut simulator)?);
    let api_base = wait_for(children, "stripe-sim ", STRIPE_SIM_READY_WITHIN, signals)?;
    let reader = stripe::reader(&api_base)?;

    data.write_settings(&data::Wanted {
        port: options.port,
        plugins: &built.plugins,
        stripe_api_base: &api_base,
        stripe_reader: &reader,
    })?;
    let counterd = built.programs.join("counterd");
    let mut daemon = process::command(data.dir(), &counterd);
    daemon.args(["run", "--config"]).arg(data.settings());
    children.push(Child::start("counterd", &mut daemon)?);
    let url = wait_for(children, "ready ", COUNTERD_READY_WITHIN, signals)?;
    if is_new && !options.empty {
        seed(built, data, &url, signals, children)?;
    }
    println!("ready {url}");
    if !options.headless {
        // No browser, or no screen, is no fault: the address has been printed.
        let _ = process::command(data.dir(), "xdg-open")
            .arg(&url)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
    say(&format!(
        "the data are in {}; Ctrl-C ends everything",
        data.dir().display()
    ));
    loop {
        signals.wait(Duration::from_millis(200))?;
        alive(children)?;
    }
}

/// Waits for the line `prefix...` of the child that was started last and returns the rest of it.
fn wait_for(
    children: &mut [Child],
    prefix: &str,
    within: Duration,
    signals: &mut Signals,
) -> Result<String, Stop> {
    let mut waited = Duration::ZERO;
    let step = Duration::from_millis(50);
    while waited < within {
        if let Some(rest) = children.last().and_then(|child| child.line_with(prefix)) {
            return Ok(rest);
        }
        signals.wait(step)?;
        alive(children)?;
        waited += step;
    }
    let child = children.last().map(Child::last_words).unwrap_or_default();
    Err(Stop::Failed(format!(
        "no line `{prefix}...` after {} s from {child}",
        within.as_secs()
    )))
}

fn alive(children: &mut [Child]) -> Result<(), Stop> {
    match children.iter_mut().find_map(Child::ended) {
        Some(words) => Err(Stop::Failed(words)),
        None => Ok(()),
    }
}

/// Fills the new store over the public API, as any other client would.
fn seed(
    built: &Built,
    data: &Data,
    url: &str,
    signals: &mut Signals,
    children: &mut [Child],
) -> Result<(), Stop> {
    say("filling the demo shop");
    let mut token = process::command(data.dir(), built.programs.join("counterd"));
    token
        .args(["token", "create", "--config"])
        .arg(data.settings());
    token.args(["--name", "demo", "--scopes", "all"]);
    data.write_token(process::output(&mut token)?.trim())?;
    let socket = format!("{}v1/ws", url.replacen("http://", "ws://", 1));
    let mut shop = process::command(data.dir(), built.programs.join("counterd-demo-shop"));
    shop.args(["--url", &socket, "--token-file"])
        .arg(data.token());
    let mut shop = Child::start("counterd-demo-shop", &mut shop)?;
    let mut waited = Duration::ZERO;
    let step = Duration::from_millis(50);
    let seeded = loop {
        if let Some(status) = shop.status() {
            break if status.success() {
                Ok(())
            } else {
                Err(Stop::Failed(shop.last_words()))
            };
        }
        if let Err(stop) = signals
            .wait(step)
            .map_err(Stop::from)
            .and_then(|()| alive(children))
        {
            break Err(stop);
        }
        waited += step;
        if waited > SEEDED_WITHIN {
            break Err(Stop::Failed(format!(
                "not done in time: {}",
                shop.last_words()
            )));
        }
    };
    shop.end(Duration::from_secs(5))?;
    seeded
}
