//! An ESC/POS receipt printer on real TCP or a serial line: one client at a time, a roll of paper, a
//! drawer, and faults on order.
//!
//! `machine.rs` is the printer without its cable: bytes in, answers and paper out.

mod machine;
mod network;
mod wire;

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use paper::escpos::{PaperState, PrinterStatus, Profile};
use paper::{Printed, Pulse};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::printer::config::{Cable, SerialLine};

use network::Network;
use wire::Socket;

/// Most papers and most pulses kept; the oldest are forgotten first.
const KEPT_MAX: usize = 200;

/// A simulated printer; dropping it switches it off for good.
#[derive(Debug)]
pub struct SimPrinter {
    at: At,
    controls: Arc<watch::Sender<Controls>>,
    kept: Arc<Mutex<Kept>>,
    task: JoinHandle<()>,
}

/// Where a simulated printer is reached.
#[derive(Clone, Debug)]
enum At {
    Tcp(SocketAddr),
    Serial(PathBuf),
}

/// A drawer with a sensor, plugged into a simulated printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimDrawer {
    /// Whether the open drawer makes pin 3 high.
    pub open_when_high: bool,
    /// Whether a pulse opens it: not when it is locked or jammed.
    pub springs: bool,
}

/// One piece of paper that came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimPaper {
    /// Counts from 0 and is never reused, also when older papers are forgotten.
    pub index: u64,
    /// What stands on it.
    pub printed: Printed,
}

/// What the network side of a simulated printer has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Connections that became the one client.
    pub accepted: u64,
    /// Connections turned away because there was a client.
    pub refused: u64,
    /// Bytes received, status questions included.
    pub bytes: u64,
    /// Bytes received without the real-time status questions and `GS a`.
    pub data_bytes: u64,
}

/// The knobs.
#[derive(Clone, Copy, Debug, Default)]
struct Controls {
    paper_out: bool,
    paper_low: bool,
    cover_open: bool,
    offline: bool,
    stall: bool,
    bytes_per_s: Option<u32>,
    garbage: bool,
    keeps_replies: bool,
    drawer: Option<SimDrawer>,
    drawer_open: bool,
}

impl Controls {
    /// Returns the status a printer with these knobs reports.
    fn status(self) -> PrinterStatus {
        let paper = match (self.paper_out, self.paper_low) {
            (true, _) => PaperState::Out,
            (false, true) => PaperState::NearEnd,
            (false, false) => PaperState::Ok,
        };
        let online = self.can_print();
        PrinterStatus {
            online,
            cover_open: self.cover_open,
            paper,
            drawer_pin_high: self
                .drawer
                .is_some_and(|drawer| drawer.open_when_high == self.drawer_open),
            ..PrinterStatus::READY
        }
    }

    const fn can_print(self) -> bool {
        !self.paper_out && !self.cover_open && !self.stall
    }
}

/// What came out.
#[derive(Debug, Default)]
struct Kept {
    papers: VecDeque<SimPaper>,
    papers_total: u64,
    pulses: VecDeque<Pulse>,
    pulses_total: u64,
    traffic: Traffic,
    /// What is left until the connection breaks, when that was ordered.
    drop_after: Option<usize>,
    /// What is left until it hangs, when that was ordered.
    stall_after: Option<usize>,
    /// Lines left on the roll, when that was ordered.
    lines_left: Option<u32>,
}

impl Kept {
    fn add_paper(&mut self, printed: Printed) {
        self.papers.push_back(SimPaper {
            index: self.papers_total,
            printed,
        });
        self.papers_total = self.papers_total.saturating_add(1);
        if self.papers.len() > KEPT_MAX {
            self.papers.pop_front();
        }
    }

    fn add_pulse(&mut self, pulse: Pulse) {
        self.pulses.push_back(pulse);
        self.pulses_total = self.pulses_total.saturating_add(1);
        if self.pulses.len() > KEPT_MAX {
            self.pulses.pop_front();
        }
    }
}

impl SimPrinter {
    /// Switches on an 80 mm printer with a cutter, listening here (port 0 for any).
    ///
    /// # Errors
    /// The system's, when the address cannot be listened on.
    pub async fn start(listen_addr: SocketAddr) -> io::Result<Self> {
        Self::start_as(listen_addr, &Profile::epson_80mm()).await
    }

    /// As [`Self::start`], for another model.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn start_as(listen_addr: SocketAddr, profile: &Profile) -> io::Result<Self> {
        let (socket, addr) = Socket::listen(listen_addr).await?;
        Ok(Self::switch_on(At::Tcp(addr), socket, profile))
    }

    /// Switches on a printer on a serial line, a pseudo-terminal at this path, which must be free.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal or no room for the path.
    pub fn start_serial(path: impl AsRef<Path>, profile: &Profile) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let socket = Socket::plug(path.clone())?;
        Ok(Self::switch_on(At::Serial(path), socket, profile))
    }

    fn switch_on(at: At, socket: Socket, profile: &Profile) -> Self {
        let (controls, watched) = watch::channel(Controls::default());
        let controls = Arc::new(controls);
        let kept = Arc::default();
        let network = Network::new(watched, Arc::clone(&controls), Arc::clone(&kept), profile);
        let task = tokio::spawn(network.run(socket));
        Self {
            at,
            controls,
            kept,
            task,
        }
    }

    /// Returns where it listens; the same after every power cut. Port 0 of no host on a serial line.
    pub fn addr(&self) -> SocketAddr {
        match self.at {
            At::Tcp(addr) => addr,
            At::Serial(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        }
    }

    /// Returns the cable that leads to it, for a driver.
    pub fn cable(&self) -> Cable {
        match &self.at {
            At::Tcp(addr) => Cable::Tcp {
                addr: addr.to_string(),
            },
            At::Serial(path) => Cable::Serial(SerialLine::new(path)),
        }
    }

    /// Returns the papers kept, oldest first: at most 200.
    pub fn papers(&self) -> Vec<SimPaper> {
        self.kept().papers.iter().cloned().collect()
    }

    /// Returns how many papers came out since the start.
    pub fn papers_total(&self) -> u64 {
        self.kept().papers_total
    }

    /// Returns the drawer pulses kept, oldest first: at most 200.
    pub fn pulses(&self) -> Vec<Pulse> {
        self.kept().pulses.iter().copied().collect()
    }

    /// Returns how many drawer pulses were fired since the start.
    pub fn pulses_total(&self) -> u64 {
        self.kept().pulses_total
    }

    /// Returns what the network side has seen.
    pub fn traffic(&self) -> Traffic {
        self.kept().traffic
    }

    /// Takes the roll out, or puts a new one in. Without paper, bytes wait and in-order questions
    /// stay unanswered; real-time questions are answered.
    pub fn paper_out(&self, out: bool) {
        self.controls
            .send_modify(|controls| controls.paper_out = out);
    }

    /// Makes the near-end sensor see the core. It still prints.
    pub fn paper_low(&self, low: bool) {
        self.controls
            .send_modify(|controls| controls.paper_low = low);
    }

    /// Opens or closes the cover. Open, it acts as without paper.
    pub fn cover_open(&self, open: bool) {
        self.controls
            .send_modify(|controls| controls.cover_open = open);
    }

    /// Cuts the power, or gives it back: no listener, no connection, an empty buffer. On a serial
    /// line, which is one over USB, the port goes with it.
    pub fn offline(&self, offline: bool) {
        self.controls
            .send_modify(|controls| controls.offline = offline);
    }

    /// Makes it hang: the connection stands, nothing is read, answered or printed.
    pub fn stall(&self, stall: bool) {
        self.controls.send_modify(|controls| controls.stall = stall);
    }

    /// Breaks the connection once, after this many more bytes that are not real-time questions,
    /// and forgets what was not printed yet.
    pub fn drop_after_bytes(&self, bytes: usize) {
        self.kept().drop_after = Some(bytes);
    }

    /// Prints only this many bytes per second; `None` prints at once.
    pub fn slow(&self, bytes_per_s: Option<u32>) {
        self.controls
            .send_modify(|controls| controls.bytes_per_s = bytes_per_s);
    }

    /// Lets the roll end after so many more lines.
    pub fn paper_out_after_lines(&self, lines: u32) {
        self.kept().lines_left = Some(lines);
    }

    /// Makes it hang after this many more bytes that are not real-time questions.
    pub fn stall_after_bytes(&self, bytes: usize) {
        self.kept().stall_after = Some(bytes);
    }

    /// Makes it answer bytes that are no answers.
    pub fn garbage(&self, garbage: bool) {
        self.controls
            .send_modify(|controls| controls.garbage = garbage);
    }

    /// Makes it print on when the connection is lost, and keep its answers in order for the next
    /// client, as printers with a buffer of their own do.
    pub fn keeps_replies(&self, keeps: bool) {
        self.controls
            .send_modify(|controls| controls.keeps_replies = keeps);
    }

    /// Plugs in a drawer with a sensor, shut; without one, pin 3 is low.
    pub fn drawer(&self, drawer: SimDrawer) {
        self.controls.send_modify(|controls| {
            controls.drawer = Some(drawer);
            controls.drawer_open = false;
        });
    }

    /// Opens or shuts the drawer by hand.
    pub fn drawer_open(&self, open: bool) {
        self.controls
            .send_modify(|controls| controls.drawer_open = open);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        lock(&self.kept)
    }
}

impl Drop for SimPrinter {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    // Each change is one push; there is no half-done state to fear.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
