//! A HID POS scanner in memory, with the report layouts of three makers.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::scanner::config::{HidOpener, HidScanner};
use crate::transport::hid::{HidPipe, HidPipeError};

/// Data bytes of one report of every model here.
const DATA_LEN: usize = 56;
/// Most reports that wait for a host, as many as the kernel keeps.
const REPORTS_MAX: usize = 64;

/// A layout as it is on the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Length, AIM identifier, data, maker's letter, continuation; silent until woken up.
    Honeywell,
    /// Length, one byte more, AIM identifier, data; trigger and beeper as outputs.
    Zebra,
    /// As the standard's example: nothing but identifier, data and a bit for continuation.
    Plain,
}

impl Model {
    /// Returns vendor and product.
    pub const fn ids(self) -> (u16, u16) {
        match self {
            Self::Honeywell => (0x0c2e, 0x0b61),
            Self::Zebra => (0x05e0, 0x1300),
            Self::Plain => (0x1eab, 0x8203),
        }
    }

    /// Returns the report descriptor.
    pub fn descriptor(self) -> Vec<u8> {
        let mut bytes = vec![0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01];
        // Scanned data report: bytes of eight bits from 0 to 255.
        bytes.extend([0x09, 0x12, 0xa1, 0x02, 0x85, 0x02]);
        bytes.extend([0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x01]);
        let count = [0x05, 0x01, 0x09, 0x3b, 0x81, 0x02];
        let maker = [0x06, 0x66, 0xff, 0x09, 0x04, 0x81, 0x02];
        let aim = [
            0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x95, 0x03, 0x81, 0x02,
        ];
        let data = [0x09, 0xfe, 0x95, 0x38, 0x82, 0x02, 0x01];
        let more_byte = [0x05, 0x8c, 0x09, 0xff, 0x81, 0x02];
        let more_bit = [0x09, 0xff, 0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x81, 0x02];
        let pad = [0x75, 0x07, 0x81, 0x03];
        match self {
            Self::Honeywell => {
                bytes.extend(count);
                bytes.extend(aim);
                bytes.extend(data);
                bytes.extend([0x95, 0x01]);
                bytes.extend(maker);
                bytes.extend(maker);
                bytes.extend(more_byte);
                bytes.push(0xc0);
                // A feature report of its own, by which the maker's scanners are woken up.
                bytes.extend([0x06, 0x66, 0xff, 0x09, 0x05, 0x85, 0xfe, 0xb1, 0x02]);
            }
            Self::Zebra => {
                bytes.extend(count);
                bytes.extend(maker);
                bytes.extend(aim);
                bytes.extend(data);
                bytes.extend([0x95, 0x01]);
                bytes.extend(maker);
                bytes.extend(more_byte);
                bytes.push(0xc0);
                // Trigger report: prevent, read. Settings report: error, good and not-on-file beep.
                bytes.extend([0x09, 0x14, 0xa1, 0x02, 0x85, 0x04, 0x25, 0x01, 0x75, 0x01]);
                bytes.extend([0x95, 0x02, 0x09, 0x5f, 0x09, 0x60, 0x91, 0x02]);
                bytes.extend([0x95, 0x06, 0x91, 0x03, 0xc0]);
                bytes.extend([0x09, 0x11, 0xa1, 0x02, 0x85, 0x05, 0x95, 0x03]);
                bytes.extend([0x09, 0x85, 0x09, 0x86, 0x09, 0x87, 0x91, 0x02]);
                bytes.extend([0x95, 0x05, 0x91, 0x03, 0xc0]);
            }
            Self::Plain => {
                bytes.extend(aim);
                bytes.extend(data);
                bytes.extend(more_bit);
                bytes.extend(pad);
                bytes.push(0xc0);
            }
        }
        bytes.push(0xc0);
        bytes
    }

    /// Returns the reports of one scan; the AIM identifier is three characters, or none.
    pub fn reports(self, aim: &str, data: &[u8]) -> Vec<Vec<u8>> {
        let mut aim = aim.as_bytes().to_vec();
        aim.resize(3, 0);
        let pieces: Vec<&[u8]> = data.chunks(DATA_LEN).collect();
        let last = pieces.len().saturating_sub(1);
        let report = |(at, piece): (usize, &&[u8])| {
            let len = u8::try_from(piece.len()).unwrap_or(u8::MAX);
            let more = u8::from(at < last);
            let mut padded = piece.to_vec();
            padded.resize(DATA_LEN, 0);
            match self {
                Self::Honeywell => [&[2, len], &*aim, &padded, &[b'j', 0, more]].concat(),
                Self::Zebra => [&[2, len, 0], &*aim, &padded, &[0, more]].concat(),
                Self::Plain => [&[2], &*aim, &padded, &[more]].concat(),
            }
        };
        pieces.iter().enumerate().map(report).collect()
    }
}

/// A scanner that can be unplugged.
#[derive(Clone, Debug)]
pub struct SimHid {
    model: Model,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    plugged: bool,
    /// Counts how often it was plugged in: a pipe belongs to one of them.
    plugs: u64,
    awake: bool,
    reports: VecDeque<Vec<u8>>,
    written: Vec<Vec<u8>>,
}

impl SimHid {
    /// Plugs a scanner in.
    pub fn start(model: Model) -> Self {
        let sim = Self {
            model,
            shared: Arc::default(),
        };
        sim.replug();
        sim
    }

    /// Returns the settings that reach it.
    pub fn config(&self) -> HidScanner {
        let (vendor, product) = self.model.ids();
        let sim = self.clone();
        HidScanner {
            opener: Some(HidOpener(Arc::new(move || sim.open()))),
            ..HidScanner::new(format!("{vendor:04x}:{product:04x}"))
        }
    }

    /// Reads a code; nothing happens when it is unplugged or not yet woken up.
    pub fn scan(&self, aim: &str, data: &[u8]) {
        self.send(self.model.reports(aim, data));
    }

    /// Sends input reports as they are.
    pub fn send(&self, reports: Vec<Vec<u8>>) {
        let mut inside = self.inside();
        if inside.plugged && (inside.awake || self.model != Model::Honeywell) {
            inside.reports.extend(reports);
            let surplus = inside.reports.len().saturating_sub(REPORTS_MAX);
            inside.reports.drain(..surplus);
        }
        self.shared.changed.notify_all();
    }

    /// Returns the output reports that it was sent.
    pub fn written(&self) -> Vec<Vec<u8>> {
        self.inside().written.clone()
    }

    /// Pulls the cable.
    pub fn unplug(&self) {
        let mut inside = self.inside();
        inside.plugged = false;
        inside.reports.clear();
        self.shared.changed.notify_all();
    }

    /// Puts the cable back; nothing happens when it is in.
    pub fn replug(&self) {
        let mut inside = self.inside();
        if !inside.plugged {
            inside.plugged = true;
            inside.plugs += 1;
            inside.awake = false;
        }
    }

    fn open(&self) -> Result<Box<dyn HidPipe>, HidPipeError> {
        let inside = self.inside();
        if !inside.plugged {
            let (vendor, product) = self.model.ids();
            let address = format!("{vendor:04x}:{product:04x}");
            return Err(HidPipeError::Absent { address });
        }
        Ok(Box::new(SimPipe {
            plug: inside.plugs,
            sim: self.clone(),
        }))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        let state = self.shared.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection to it.
#[derive(Debug)]
struct SimPipe {
    sim: SimHid,
    plug: u64,
}

impl SimPipe {
    /// Gives access while it is the same plug.
    fn inside(&self) -> io::Result<MutexGuard<'_, Inside>> {
        let inside = self.sim.inside();
        if inside.plugged && inside.plugs == self.plug {
            Ok(inside)
        } else {
            Err(io::ErrorKind::NotConnected.into())
        }
    }
}

impl HidPipe for SimPipe {
    fn ids(&self) -> (u16, u16) {
        self.sim.model.ids()
    }

    fn descriptor(&mut self) -> io::Result<Vec<u8>> {
        self.inside().map(|_| self.sim.model.descriptor())
    }

    fn read(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        let mut inside = self.inside()?;
        if inside.reports.is_empty() {
            let waited = self.sim.shared.changed.wait_timeout(inside, wait);
            drop(waited.unwrap_or_else(PoisonError::into_inner));
            inside = self.inside()?;
        }
        let Some(report) = inside.reports.pop_front() else {
            return Ok(None);
        };
        let len = report.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(report) {
            *to = from;
        }
        Ok(Some(len))
    }

    fn write(&mut self, report: &[u8]) -> io::Result<()> {
        self.inside()?.written.push(report.to_vec());
        Ok(())
    }

    fn set_feature(&mut self, report: &[u8]) -> io::Result<()> {
        let mut inside = self.inside()?;
        inside.awake |= report == [0xfe, 1];
        Ok(())
    }
}
