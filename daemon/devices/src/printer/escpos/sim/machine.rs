//! The printer without its network: a buffer, a decoder, a roll of paper. Pure but for what it keeps.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use paper::escpos::{Decoder, Op, Paper, Profile, StatusRequest};

use super::{Controls, Kept, lock};

/// What a printer buffers before it stops taking bytes.
const BUFFER_LEN_MAX: usize = 64 * 1024;
/// Bytes decoded at a time.
const BITE: usize = 256;

/// Names one connection, so that an answer never goes to the next one.
pub(super) type Client = u64;

pub(super) struct Machine {
    profile: Profile,
    kept: Arc<Mutex<Kept>>,
    decoder: Decoder,
    paper: Paper,
    buffer: VecDeque<(Client, Vec<u8>)>,
    buffered: usize,
    /// How much of a real-time command the last bytes were.
    real_time: Vec<u8>,
    /// Whether Automatic Status Back is on.
    automatic: bool,
}

impl Machine {
    pub(super) fn new(profile: &Profile, kept: Arc<Mutex<Kept>>) -> Self {
        Self {
            profile: profile.clone(),
            kept,
            decoder: Decoder::new(profile),
            paper: Paper::new(profile),
            buffer: VecDeque::new(),
            buffered: 0,
            real_time: Vec::new(),
            automatic: false,
        }
    }

    /// Loses everything that is not on paper.
    pub(super) fn power_off(&mut self) {
        self.tear_off();
        *self = Self::new(&self.profile, Arc::clone(&self.kept));
    }

    pub(super) const fn has_room(&self) -> bool {
        self.buffered < BUFFER_LEN_MAX
    }

    pub(super) fn is_busy(&self) -> bool {
        self.buffered > 0
    }

    pub(super) const fn automatic(&self) -> bool {
        self.automatic
    }

    /// Takes bytes into the buffer, answering real-time questions on the way.
    ///
    /// Returns the answers and whether the connection is to break now.
    pub(super) fn take(
        &mut self,
        client: Client,
        bytes: &[u8],
        controls: Controls,
    ) -> (Vec<u8>, bool) {
        let mut answers = Vec::new();
        let mut kept = lock(&self.kept);
        let mut left = kept.drop_after;
        let mut taken = 0;
        for &byte in bytes {
            if left == Some(0) {
                break;
            }
            taken += 1;
            self.real_time.push(byte);
            match *self.real_time.as_slice() {
                [0x10] | [0x10, 0x04] => continue,
                [0x10, 0x04, kind @ 1..=4] => {
                    let request = StatusRequest::REAL_TIME[usize::from(kind - 1)];
                    answers.extend(controls.status().answer(request));
                    self.real_time.clear();
                }
                _ => {
                    left = left.map(|left| left.saturating_sub(self.real_time.len()));
                    kept.traffic.data_bytes += u64::try_from(self.real_time.len()).unwrap_or(0);
                    self.real_time.clear();
                }
            }
        }
        let breaks = left == Some(0);
        kept.traffic.bytes += u64::try_from(taken).unwrap_or(0);
        kept.drop_after = left.filter(|left| *left > 0);
        drop(kept);
        self.buffer
            .push_back((client, bytes.get(..taken).unwrap_or_default().to_vec()));
        self.buffered += taken;
        (answers, breaks)
    }

    /// Prints at most this many bytes of the buffer; returns the answers for `client`.
    pub(super) fn print(&mut self, client: Client, most: usize, controls: Controls) -> Vec<u8> {
        let mut answers = Vec::new();
        let mut budget = most;
        while budget > 0 && controls.can_print() {
            let Some((from, bytes)) = self.buffer.front_mut() else {
                break;
            };
            let from = *from;
            let rest = bytes.split_off(bytes.len().min(budget).min(BITE));
            let bite = std::mem::replace(bytes, rest);
            if bytes.is_empty() {
                self.buffer.pop_front();
            }
            budget -= bite.len();
            self.buffered -= bite.len();
            for op in self.decoder.feed(&bite) {
                let answer = self.act(&op, controls);
                if from == client {
                    answers.extend(answer);
                }
            }
        }
        answers
    }

    /// Ends the paper when the host is gone and everything is printed.
    pub(super) fn host_gone(&mut self) {
        if self.buffered == 0 {
            self.tear_off();
            self.automatic = false;
        }
    }

    fn act(&mut self, op: &Op, controls: Controls) -> Vec<u8> {
        self.paper.apply(op);
        match op {
            Op::Pulse(pulse) => lock(&self.kept).add_pulse(*pulse),
            // It was answered when it came in.
            Op::Status(request) if request.is_real_time() => {}
            Op::Status(request) => {
                if let StatusRequest::Automatic { mask } = request {
                    self.automatic = *mask != 0;
                }
                // Hosts ask at the end of a job: someone tears the paper off.
                if matches!(request, StatusRequest::PaperSensor) {
                    self.tear_off();
                }
                self.keep_finished();
                return controls.status().answer(*request);
            }
            Op::Cut { .. } => self.keep_finished(),
            _ => {}
        }
        Vec::new()
    }

    fn tear_off(&mut self) {
        self.paper.tear_off();
        self.keep_finished();
    }

    fn keep_finished(&mut self) {
        for printed in self.paper.take_finished() {
            // A drawer pulse alone gives no paper.
            if !printed.lines.is_empty() || printed.cut.is_some() {
                lock(&self.kept).add_paper(printed);
            }
        }
    }
}
