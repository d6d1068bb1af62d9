//! The world behind plain HTTP/1.1 on loopback.
//!
//! This module owns the socket, the clock and the saved state. It refuses to listen anywhere but on loopback and refuses
//! every key that is not a test key.

mod control;
mod failpoint;
mod service;
mod store;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

pub use failpoint::{Failpoint, Kind};

use crate::spec::{Contract, ContractError};
use crate::world::{Card, Rules, World};

/// How the simulator is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address to listen on; port 0 takes a free one. Must be loopback.
    pub listen: SocketAddr,
    /// The customer taps by himself this long after the reader asked; `None`: only through the test helper.
    pub auto_present: Option<Duration>,
    /// How long the issuer takes; the reader is busy meanwhile.
    pub authorize: Duration,
    /// Whether amounts ending in 01, 05, 55, 65, 75 are declined, as with Stripe's physical test card.
    pub decline_by_amount: bool,
    /// File that keeps the state over a restart.
    pub state: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            auto_present: None,
            authorize: Duration::ZERO,
            decline_by_amount: true,
            state: None,
        }
    }
}

/// Why the simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("listening on {0}: only loopback addresses are allowed")]
    NotLoopback(SocketAddr),
    #[error("loading the contract")]
    Contract(#[from] ContractError),
    #[error("listening on {address}")]
    Listen {
        address: SocketAddr,
        #[source]
        source: std::io::Error,
    },
    #[error("reading the saved state {path}")]
    State {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

/// A running simulator. Dropping it closes the port and every connection.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

/// What every connection sees.
#[derive(Debug)]
struct Shared {
    contract: Contract,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    world: World,
    failpoints: failpoint::Queue,
    violations: Vec<String>,
    calls: u64,
    file: Option<PathBuf>,
}

impl Server {
    /// Starts listening.
    ///
    /// # Errors
    /// [`StartError`] when the address is not loopback, the port is taken, or the saved state cannot be read.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        if !options.listen.ip().is_loopback() {
            return Err(StartError::NotLoopback(options.listen));
        }
        let mut world = store::load(options.state.as_deref())?;
        world.rules = Rules {
            auto_present_ms: options.auto_present.map(millis),
            authorize_ms: millis(options.authorize),
            decline_by_amount: options.decline_by_amount,
        };
        let inner = Inner {
            world,
            failpoints: failpoint::Queue::default(),
            violations: Vec::new(),
            calls: 0,
            file: options.state,
        };
        let shared = Arc::new(Shared {
            contract: Contract::load()?,
            inner: Mutex::new(inner),
        });
        let listen_error = |source| StartError::Listen {
            address: options.listen,
            source,
        };
        let listener = TcpListener::bind(options.listen)
            .await
            .map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            accepting,
        })
    }

    /// Address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Runs until the port is closed, which only the end of the process does.
    pub async fn wait(mut self) {
        // Drop would abort the task while we wait for it.
        let _ = (&mut self.accepting).await;
    }

    /// Makes the next matching call fail.
    pub fn failpoint(&self, failpoint: Failpoint) {
        self.shared.lock().failpoints.push(failpoint);
    }

    /// How many failpoints have not been hit yet.
    #[must_use]
    pub fn failpoints_left(&self) -> usize {
        self.shared.lock().failpoints.len()
    }

    /// Forgets the failpoints that were not hit.
    pub fn clear_failpoints(&self) {
        self.shared.lock().failpoints = failpoint::Queue::default();
    }

    /// Holds a test card to the reader; false when the reader does not wait for one or the number is no test card.
    pub fn tap(&self, reader: &str, number: &str) -> bool {
        let Some(card) = Card::from_test_number(number) else {
            return false;
        };
        self.shared
            .lock()
            .world
            .hold_card(reader, card, service::now_ms())
    }

    /// Puts test cards into the hands of the reader's next customers.
    pub fn queue_cards(&self, reader: &str, numbers: &[&str]) {
        let cards = numbers
            .iter()
            .filter_map(|number| Card::from_test_number(number));
        self.shared.lock().world.queue_cards(reader, cards);
    }

    /// Looks at the world, as of the last call.
    pub fn inspect<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.shared.lock().world)
    }

    /// Changes the world behind the client's back: a tampered amount, a canceled payment.
    pub fn tamper<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.shared.lock().world)
    }

    /// Answers of ours that broke Stripe's contract; a test asserts that there are none.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.shared.lock().violations.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Owns every connection: when this task ends, the set is dropped and ends them.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let shared = Arc::clone(&shared);
                connections.spawn(async move {
                    let answer = service_fn(|request| service::answer(&shared, request));
                    // A dropped connection is what a failpoint asks for, so the error says nothing.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), answer)
                        .await;
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
