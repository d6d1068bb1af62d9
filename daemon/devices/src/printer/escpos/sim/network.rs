//! The simulated printer's network side: one client, others turned away, faults on order.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use paper::escpos::Profile;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use super::machine::{Client, Machine};
use super::{Controls, Kept, lock};

/// Pace of a slow printer's work.
const TICK: Duration = Duration::from_millis(20);
/// Ticks in a second.
const TICKS_PER_S: u32 = 50;
/// How long a newcomer waits for a client that may be leaving just now.
const NEWCOMER_WAIT: Duration = Duration::from_millis(200);
/// How long a host may take to accept an answer.
const ANSWER_DEADLINE: Duration = Duration::from_secs(1);

pub(super) struct Network {
    addr: SocketAddr,
    controls: watch::Receiver<Controls>,
    kept: Arc<Mutex<Kept>>,
    machine: Machine,
    client: Option<TcpStream>,
    client_number: Client,
    newcomer: Option<(TcpStream, Instant)>,
    next_tick: Instant,
}

/// What happened first.
enum Happened {
    Turned(bool),
    Came(io::Result<TcpStream>),
    Sent(io::Result<usize>),
    Time,
}

impl Network {
    pub(super) fn new(
        addr: SocketAddr,
        controls: watch::Receiver<Controls>,
        kept: Arc<Mutex<Kept>>,
        profile: &Profile,
    ) -> Self {
        let machine = Machine::new(profile, Arc::clone(&kept));
        Self {
            addr,
            controls,
            kept,
            machine,
            client: None,
            client_number: 0,
            newcomer: None,
            next_tick: Instant::now(),
        }
    }

    /// Serves until the simulator is dropped.
    pub(super) async fn run(mut self, listener: TcpListener) {
        let mut listener = Some(listener);
        loop {
            let controls = *self.controls.borrow();
            if controls.offline {
                listener = None;
                self.newcomer = None;
                self.client = None;
                self.machine.power_off();
                if self.controls.changed().await.is_err() {
                    return;
                }
                continue;
            }
            let Some(open) = &listener else {
                // Another program may have taken the port meanwhile: keep trying.
                listener = TcpListener::bind(self.addr).await.ok();
                tokio::time::sleep(TICK).await;
                continue;
            };
            self.change_client();
            self.work(controls).await;
            let mut buffer = [0; 4096];
            match self.next(open, controls, &mut buffer).await {
                Happened::Turned(true) => self.turned(controls).await,
                Happened::Turned(false) => return,
                Happened::Came(Ok(stream)) => self.came(stream),
                Happened::Sent(Ok(len)) if len > 0 => {
                    self.sent(buffer.get(..len).unwrap_or_default(), controls)
                        .await;
                }
                Happened::Sent(_) => self.client = None,
                Happened::Came(Err(_)) | Happened::Time => {}
            }
        }
    }

    async fn next(
        &mut self,
        listener: &TcpListener,
        controls: Controls,
        buffer: &mut [u8],
    ) -> Happened {
        let reads = !controls.stall && self.machine.has_room();
        let wake = self.wake_at(controls);
        let client = &mut self.client;
        let read = async {
            match client {
                Some(client) if reads => client.read(buffer).await,
                _ => std::future::pending().await,
            }
        };
        let time = async {
            match wake {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            turned = self.controls.changed() => Happened::Turned(turned.is_ok()),
            came = listener.accept() => Happened::Came(came.map(|(stream, _)| stream)),
            read = read => Happened::Sent(read),
            () = time => Happened::Time,
        }
    }

    /// Returns when there is something to do even if nothing happens.
    fn wake_at(&self, controls: Controls) -> Option<Instant> {
        let newcomer = self.newcomer.as_ref().map(|(_, until)| *until);
        let works = self.machine.is_busy() && controls.can_print();
        newcomer
            .into_iter()
            .chain(works.then_some(self.next_tick))
            .min()
    }

    /// Lets a newcomer in when the place is free, or turns it away when it waited long enough.
    fn change_client(&mut self) {
        if self.client.is_none() {
            self.machine.host_gone();
            if let Some((stream, _)) = self.newcomer.take() {
                self.client = Some(stream);
                self.client_number += 1;
                lock(&self.kept).traffic.accepted += 1;
            }
        } else if self
            .newcomer
            .as_ref()
            .is_some_and(|(_, until)| *until <= Instant::now())
        {
            self.newcomer = None;
            lock(&self.kept).traffic.refused += 1;
        }
    }

    fn came(&mut self, stream: TcpStream) {
        if self.newcomer.is_some() {
            lock(&self.kept).traffic.refused += 1;
        } else {
            self.newcomer = Some((stream, Instant::now() + NEWCOMER_WAIT));
        }
    }

    async fn work(&mut self, controls: Controls) {
        let most = match controls.bytes_per_s {
            None => usize::MAX,
            Some(_) if Instant::now() < self.next_tick => return,
            Some(rate) => usize::try_from(rate.div_ceil(TICKS_PER_S))
                .unwrap_or(1)
                .max(1),
        };
        self.next_tick = Instant::now() + TICK;
        let answers = self.machine.print(self.client_number, most, controls);
        self.answer(&answers).await;
    }

    async fn turned(&mut self, before: Controls) {
        let controls = *self.controls.borrow();
        if self.machine.automatic() && controls.status() != before.status() && !controls.stall {
            self.answer(&controls.status().automatic()).await;
        }
    }

    async fn sent(&mut self, bytes: &[u8], controls: Controls) {
        let (answers, breaks) = self.machine.take(self.client_number, bytes, controls);
        if breaks {
            self.client = None;
            let now = Controls {
                bytes_per_s: None,
                ..controls
            };
            self.machine.print(self.client_number, usize::MAX, now);
            self.machine.power_off();
            return;
        }
        self.answer(&answers).await;
    }

    async fn answer(&mut self, answers: &[u8]) {
        let Some(client) = &mut self.client else {
            return;
        };
        if answers.is_empty() {
            return;
        }
        let written = timeout(ANSWER_DEADLINE, client.write_all(answers)).await;
        if !matches!(written, Ok(Ok(()))) {
            self.client = None;
        }
    }
}
