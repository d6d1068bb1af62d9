//! `counterd run`: puts the rooms together, says that it is ready, and takes them apart again in order.
//!
//! Start: settings, store, tax rule, engine, devices, edge. Stop: the edge first, then the devices with their last words,
//! then the engine, which finishes what it holds; the store closes last.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use devices::Devices;
use engine::{CurrentRules, Engine, Queries};
use payments::client::Config;
use payments::{Limits, SecretKey, StripeClient};
use protocol::v1::device::State;
use server::token::Tokens;
use server::{Api, Door, DoorRules, EventHub, Live, Options, Server};
use settings::Settings;
use settings::model::Stripe;
use store::{OpenOptions, SqliteQueries, SqliteStore};
use tokio::runtime::Builder;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{mpsc, watch};

use crate::bridge::{DeviceBridge, ReaderState};
use crate::cards::Cards;
use crate::clock::{WallClock, now_ms};
use crate::drawers;
use crate::hardware::printers::{receipt_printers, usb_name};
use crate::hardware::specs;
use crate::ids::Ids;
use crate::kept::KeptPapers;
use crate::outbox::{Told, Wakes};
use crate::paperwork::{Paperwork, Screen};
use crate::restock::Restocker;
use crate::simulators::Simulators;
use crate::spool::Spool;
use crate::startup::{self, Checked};
use crate::told::{EXIT_CONFIG, chain, complain, say};
use crate::{logging, tax, tokens};

/// Connections that read the store at once.
const READERS: usize = 3;
/// Threads for reads: each waits for a reader connection at most. Every device may keep one more for itself.
const BLOCKING_THREADS: usize = 6;
/// Device events that may wait for the spool.
const DEVICE_EVENTS: usize = 256;

/// Why the daemon cannot run.
#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("{0}")]
    Settings(#[from] startup::Unusable),
    #[error("the store in {folder} cannot be opened")]
    Store {
        folder: String,
        #[source]
        source: engine::StoreError,
    },
    #[error("the tax rule cannot be used ({hint})")]
    Tax {
        hint: String,
        #[source]
        source: crate::tax::TaxUnusable,
    },
    #[error("the folder of printed papers cannot be used")]
    Kept(#[source] std::io::Error),
    #[error("the simulated devices cannot be started")]
    Simulators(#[source] std::io::Error),
    #[error("card payments cannot be set up: {0}")]
    Stripe(String),
    #[error(
        "the local API cannot be opened; is another counterd running, or another program on this port?"
    )]
    Server(#[from] server::ServerError),
    #[error("the system gives no thread or signal")]
    System(#[from] std::io::Error),
}

impl StartError {
    /// What systemd sees: trouble with the settings is not tried again.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Settings(_) | Self::Tax { .. } | Self::Stripe(_) => ExitCode::from(EXIT_CONFIG),
            Self::Kept(_)
            | Self::Store { .. }
            | Self::Simulators(_)
            | Self::Server(_)
            | Self::System(_) => ExitCode::FAILURE,
        }
    }
}

/// Runs the daemon until it is told to stop.
pub(crate) fn main(config: &Path) -> ExitCode {
    let settings = match startup::load(config) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    logging::start(&settings.log);
    // Whatever this daemon writes is the shop's own: customers, sales, tokens.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(BLOCKING_THREADS + settings.devices.len())
        .thread_stack_size(1024 * 1024)
        .enable_all()
        .build();
    let result = runtime
        .map_err(StartError::System)
        .and_then(|runtime| runtime.block_on(run(&settings)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("counterd cannot run: {}", chain(&error)));
            error.exit_code()
        }
    }
}

async fn run(settings: &Settings) -> Result<(), StartError> {
    let checked = Checked::new(settings)?;
    let folder = settings.data_dir.display().to_string();
    let in_folder = |source| StartError::Store {
        folder: folder.clone(),
        source,
    };
    let options = OpenOptions {
        origin: settings.counter.origin,
    };
    let store = SqliteStore::open(&settings.data_dir, options).map_err(in_folder)?;
    let queries: Arc<dyn Queries> =
        Arc::new(SqliteQueries::open(&settings.data_dir, READERS).map_err(in_folder)?);
    let tax = tax::open(settings, checked.currency).map_err(|source| StartError::Tax {
        hint: source.hint().to_owned(),
        source,
    })?;
    let stripe = settings.stripe.as_ref().map(stripe_client).transpose()?;

    let hub = Arc::new(EventHub::new(queries.head().map_err(in_folder)?));
    let live = Arc::new(Live::default());
    let wakes = Arc::new(Wakes::default());
    let told = Told {
        hub: Arc::clone(&hub),
        wakes: Arc::clone(&wakes),
    };
    let rules = CurrentRules::new(startup::shop_rules(settings, &checked, &tax));
    let engine = Engine::open(
        Box::new(store),
        Box::new(WallClock {
            time_zone: checked.time_zone.clone(),
        }),
        Box::new(Ids::new()),
        tax.rule,
        Box::new(told),
        rules.clone(),
    )
    .map_err(in_folder)?;
    let (engine, engine_thread) = engine.start()?;

    let (stop, stopped) = watch::channel(false);
    let (events_tx, events) = mpsc::channel(DEVICE_EVENTS);
    let printers = receipt_printers(settings, &checked.quirks, usb_name);
    let simulators = Simulators::start(settings, &printers)
        .await
        .map_err(StartError::Simulators)?;
    let specs = specs::device_specs(settings, &printers, &simulators)?;
    let clock = Arc::new(|| u64::try_from(now_ms()).unwrap_or_default());
    let devices = Devices::start(specs, events_tx, clock).map_err(startup::Unusable::from)?;
    let reader = settings.stripe.as_ref().map(|stripe| ReaderState {
        id: stripe.reader.clone(),
        state: State::Ready,
        detail: String::new(),
        since_ms: now_ms(),
        // Plain http is accepted for the loopback only, and there is no Stripe.
        simulated: stripe.api_base.starts_with("http://"),
    });
    let bridge = Arc::new(DeviceBridge::new(devices, simulators, reader));

    let server = Server::bind(settings.server.listen).await?;
    let port = server.address().port();
    let kept = KeptPapers::open(&settings.data_dir).map_err(StartError::Kept)?;
    let kept = Arc::new(kept);
    let paperwork = Paperwork::new(
        settings,
        &checked,
        rules.clone(),
        printers,
        Arc::clone(&kept),
    );
    let paperwork = Arc::new(paperwork);
    let papers = Screen {
        paperwork: Arc::clone(&paperwork),
        queries: Arc::clone(&queries),
    };
    let api = Arc::new(Api::new(
        engine.clone(),
        Arc::clone(&queries),
        Arc::clone(&bridge) as Arc<dyn server::Bridge>,
        Arc::new(papers),
        startup::shop(settings, &checked),
        rules.clone(),
        Arc::clone(&hub),
        Arc::clone(&live),
        Tokens::new(settings.data_dir.join(tokens::FOLDER)),
        limits_of(settings),
    ));
    let door = Door::new(
        port,
        &DoorRules {
            allowed_origins: settings.server.allowed_origins.clone(),
            allowed_hosts: settings.server.allowed_hosts.clone(),
        },
    );

    let mut tasks = tokio::task::JoinSet::new();
    let (drawer_log, drawer_writer) =
        drawers::log(engine.clone(), Arc::clone(&queries), stopped.clone());
    tasks.spawn(drawer_writer);
    let spool = Spool {
        engine: engine.clone(),
        queries: Arc::clone(&queries),
        bridge: Arc::clone(&bridge),
        live,
        wakes: Arc::clone(&wakes),
        paperwork,
        kept,
        drawers: drawer_log,
        run_id: format!("{:x}", now_ms()),
    };
    tasks.spawn(spool.run(events, stopped.clone()));
    let restocker = Restocker {
        engine: engine.clone(),
        queries: Arc::clone(&queries),
        rules,
        wakes: Arc::clone(&wakes),
    };
    tasks.spawn(restocker.run(stopped.clone()));
    if let (Some(client), Some(stripe)) = (stripe, &settings.stripe) {
        let presentation = Duration::from_secs(stripe.presentation_timeout_s.into());
        let cards = Cards {
            engine: engine.clone(),
            queries,
            wakes,
            bridge,
            client: Arc::new(client),
            limits: Limits {
                presentation,
                ..Limits::default()
            },
            station: settings.counter.prefix.clone(),
            reader: stripe.reader.clone(),
        };
        tasks.spawn(cards.run(stopped.clone()));
    }
    tasks.spawn(watchdog(Arc::clone(&api), stopped.clone()));
    tasks.spawn(server.serve(api, door, stopped));

    // Before anyone is told that the daemon is there to be stopped.
    let mut signals = Signals::listen()?;
    say(&format!("ready http://{}:{port}/", host_name(settings)));
    let _not_under_systemd = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    tracing::info!(port, head = hub.head(), "ready");

    let result = wait_for_end(&mut signals, &mut tasks).await;
    let _not_under_systemd = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    tracing::info!("stopping");
    stop.send_replace(true);
    while tasks.join_next().await.is_some() {}
    engine.stop();
    let joined = tokio::task::spawn_blocking(move || engine_thread.join()).await;
    if !matches!(joined, Ok(Ok(()))) {
        tracing::error!("the engine's thread did not end well");
    }
    tracing::info!("stopped");
    result
}

/// Browsers treat `localhost` as a secure place and the address works everywhere; say the address.
fn host_name(settings: &Settings) -> String {
    match settings.server.listen.ip() {
        std::net::IpAddr::V4(ip) => ip.to_string(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

fn limits_of(settings: &Settings) -> Options {
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    Options {
        message_bytes_max: size(settings.server.max_message_bytes),
        clients_max: size(settings.server.max_clients),
    }
}

/// The signals that end the daemon in good order.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }
}

/// Waits for a signal, or for a task to end that never should.
async fn wait_for_end(
    signals: &mut Signals,
    tasks: &mut tokio::task::JoinSet<()>,
) -> Result<(), StartError> {
    tokio::select! {
        _ = signals.terminate.recv() => Ok(()),
        _ = signals.interrupt.recv() => Ok(()),
        ended = tasks.join_next() => {
            // systemd starts the daemon again; half a daemon would be worse.
            let error = match ended {
                Some(Err(error)) => std::io::Error::other(error),
                Some(Ok(())) | None => std::io::Error::other("a part of the daemon ended by itself"),
            };
            tracing::error!(%error, "stopping because a part of the daemon ended");
            Err(StartError::System(error))
        }
    }
}

/// Tells systemd that the daemon is alive, as long as the engine answers.
async fn watchdog(api: Arc<Api>, mut stop: watch::Receiver<bool>) {
    let every = sd_notify::watchdog_enabled().map(|limit| limit / 3);
    let Some(every) = every else {
        let _stopped = stop.changed().await;
        return;
    };
    let mut tick = tokio::time::interval(every.max(Duration::from_millis(100)));
    loop {
        tokio::select! {
            _ = tick.tick() => {
                if api.engine_answers(every).await {
                    let _not_under_systemd = sd_notify::notify(&[sd_notify::NotifyState::Watchdog]);
                } else {
                    tracing::error!("the engine does not answer");
                }
            }
            _ = stop.changed() => return,
        }
    }
}

fn stripe_client(stripe: &Stripe) -> Result<StripeClient, StartError> {
    let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(std::path::PathBuf::from);
    let credential = credentials
        .map(|folder| folder.join("stripe-key"))
        .filter(|file| file.exists());
    let file = credential.or_else(|| stripe.secret_key_file.clone()).ok_or_else(|| {
        StartError::Stripe("there is no key; set stripe.secret_key_file or the systemd credential `stripe-key`".to_owned())
    })?;
    let text = std::fs::read_to_string(&file).map_err(|error| {
        StartError::Stripe(format!(
            "the key cannot be read from {}: {error}",
            file.display()
        ))
    })?;
    let key =
        SecretKey::try_new(&text, false).map_err(|error| StartError::Stripe(error.to_string()))?;
    let config = Config {
        base_url: stripe.api_base.clone(),
        ..Config::default()
    };
    StripeClient::try_new(config, key).map_err(|error| StartError::Stripe(chain(&error)))
}
