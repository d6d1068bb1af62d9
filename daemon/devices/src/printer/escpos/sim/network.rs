//! The simulated printer's cable side: one client, others turned away, faults on order.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use paper::escpos::{PrinterStatus, Profile};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use super::machine::{Client, Machine};
use super::wire::{Socket, Wire};
use super::{Controls, Kept, lock};

/// Pace of a slow printer's work.
const TICK: Duration = Duration::from_millis(20);
/// Ticks in a second.
const TICKS_PER_S: u32 = 50;
/// How long a newcomer waits for a client that may be leaving just now.
const NEWCOMER_WAIT: Duration = Duration::from_millis(200);
/// How long a host may take to accept an answer.
const ANSWER_DEADLINE: Duration = Duration::from_secs(1);

/// Bytes that no dialect takes for an answer.
const GARBAGE: [u8; 3] = [0xFF, 0x80, 0x91];

pub(super) struct Network {
    controls: watch::Receiver<Controls>,
    kept: Arc<Mutex<Kept>>,
    machine: Machine,
    client: Option<Wire>,
    client_number: Client,
    newcomer: Option<(Wire, Instant)>,
    next_tick: Instant,
    /// The status at the last turn of a knob.
    told: PrinterStatus,
}

/// What happened first.
enum Happened {
    Turned(bool),
    Came(io::Result<Wire>),
    Sent(io::Result<usize>),
    Time,
}

impl Network {
    pub(super) fn new(
        controls: watch::Receiver<Controls>,
        knobs: Arc<watch::Sender<Controls>>,
        kept: Arc<Mutex<Kept>>,
        profile: &Profile,
    ) -> Self {
        let machine = Machine::new(profile, knobs, Arc::clone(&kept));
        Self {
            controls,
            kept,
            machine,
            client: None,
            client_number: 0,
            newcomer: None,
            next_tick: Instant::now(),
            told: PrinterStatus::READY,
        }
    }

    /// Serves until the simulator is dropped.
    pub(super) async fn run(mut self, mut socket: Socket) {
        loop {
            let controls = *self.controls.borrow();
            if controls.offline {
                socket.close();
                self.newcomer = None;
                self.client = None;
                self.machine.power_off();
                if self.controls.changed().await.is_err() {
                    return;
                }
                continue;
            }
            if !socket.reopen().await {
                // Another program may have taken the place meanwhile: keep trying.
                tokio::time::sleep(TICK).await;
                continue;
            }
            self.change_client(controls).await;
            self.work(controls).await;
            let mut buffer = [0; 4096];
            match self.next(&mut socket, controls, &mut buffer).await {
                Happened::Turned(true) => self.turned().await,
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
        socket: &mut Socket,
        controls: Controls,
        buffer: &mut [u8],
    ) -> Happened {
        let reads = !controls.stall && self.machine.has_room();
        let wake = self.wake_at(controls);
        let unplugged = self.client.is_none() && self.newcomer.is_none();
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
            came = socket.accept(unplugged) => Happened::Came(came),
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
    async fn change_client(&mut self, controls: Controls) {
        if self.client.is_none() {
            self.machine.host_gone();
            if let Some((stream, _)) = self.newcomer.take() {
                self.client = Some(stream);
                self.client_number += 1;
                lock(&self.kept).traffic.accepted += 1;
                let replies = self.machine.take_replies();
                self.answer(&replies, controls).await;
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

    fn came(&mut self, stream: Wire) {
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
        // Nobody's number while nobody is there: the answers are kept or lost.
        let client = self.client.as_ref().map_or(0, |_| self.client_number);
        let answers = self.machine.print(client, most, controls);
        self.answer(&answers, controls).await;
    }

    async fn turned(&mut self) {
        let controls = *self.controls.borrow();
        let before = std::mem::replace(&mut self.told, controls.status());
        if self.machine.automatic() && controls.status() != before && !controls.stall {
            self.answer(&controls.status().automatic(), controls).await;
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
            let answers = self.machine.print(self.client_number, usize::MAX, now);
            self.answer(&answers, controls).await;
            if !controls.keeps_replies {
                self.machine.power_off();
            }
            return;
        }
        self.answer(&answers, controls).await;
    }

    async fn answer(&mut self, answers: &[u8], controls: Controls) {
        let Some(client) = &mut self.client else {
            if controls.keeps_replies {
                self.machine.keep(answers);
            }
            return;
        };
        if answers.is_empty() {
            return;
        }
        let garbage: Vec<u8> = answers
            .iter()
            .zip(GARBAGE.into_iter().cycle())
            .map(|(_, byte)| byte)
            .collect();
        let answers = if controls.garbage { &garbage } else { answers };
        let written = timeout(ANSWER_DEADLINE, client.write_all(answers)).await;
        if !matches!(written, Ok(Ok(()))) {
            self.client = None;
        }
    }
}
