//! The printer without its cable: a buffer, a decoder, a roll of paper. Pure but for what it keeps.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use paper::escpos::{Decoder, Op, Paper, Profile, StatusRequest};
use tokio::sync::watch;

use super::{Controls, Kept, lock};

/// What a printer buffers before it stops taking bytes.
const BUFFER_LEN_MAX: usize = 64 * 1024;
/// Bytes decoded at a time.
const BITE: usize = 256;
/// Most bytes of answers kept for the next client.
const REPLIES_LEN_MAX: usize = 4096;

/// Names one connection, so that an answer never goes to the next one.
pub(super) type Client = u64;

pub(super) struct Machine {
    profile: Profile,
    knobs: Arc<watch::Sender<Controls>>,
    kept: Arc<Mutex<Kept>>,
    decoder: Decoder,
    paper: Paper,
    buffer: VecDeque<(Client, Vec<u8>)>,
    buffered: usize,
    /// How much of a real-time command the last bytes were.
    real_time: Vec<u8>,
    /// Whether Automatic Status Back is on.
    automatic: bool,
    /// Answers in order to a client that is gone.
    replies: Vec<u8>,
}

impl Machine {
    pub(super) fn new(
        profile: &Profile,
        knobs: Arc<watch::Sender<Controls>>,
        kept: Arc<Mutex<Kept>>,
    ) -> Self {
        Self {
            profile: profile.clone(),
            knobs,
            kept,
            decoder: Decoder::new(profile),
            paper: Paper::new(profile),
            buffer: VecDeque::new(),
            buffered: 0,
            real_time: Vec::new(),
            automatic: false,
            replies: Vec::new(),
        }
    }

    /// Loses everything that is not on paper.
    pub(super) fn power_off(&mut self) {
        self.tear_off();
        let (knobs, kept) = (Arc::clone(&self.knobs), Arc::clone(&self.kept));
        *self = Self::new(&self.profile, knobs, kept);
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
        let mut until_stall = kept.stall_after;
        let mut taken = 0;
        for &byte in bytes {
            if left == Some(0) {
                break;
            }
            taken += 1;
            self.real_time.push(byte);
            match *self.real_time.as_slice() {
                [0x10 | 0x1D] | [0x10, 0x04] | [0x1D, b'a'] => continue,
                // It asks, too, though not in real time.
                [0x1D, b'a', _] => self.real_time.clear(),
                [0x10, 0x04, kind @ 1..=4] => {
                    let request = StatusRequest::REAL_TIME[usize::from(kind - 1)];
                    answers.extend(controls.status().answer(request));
                    self.real_time.clear();
                }
                _ => {
                    let len = self.real_time.len();
                    left = left.map(|left| left.saturating_sub(len));
                    until_stall = until_stall.map(|left| left.saturating_sub(len));
                    kept.traffic.data_bytes += u64::try_from(len).unwrap_or(0);
                    self.real_time.clear();
                }
            }
        }
        let breaks = left == Some(0);
        kept.traffic.bytes += u64::try_from(taken).unwrap_or(0);
        kept.drop_after = left.filter(|left| *left > 0);
        kept.stall_after = until_stall.filter(|left| *left > 0);
        drop(kept);
        if until_stall == Some(0) {
            self.knobs.send_modify(|controls| controls.stall = true);
        }
        self.buffer
            .push_back((client, bytes.get(..taken).unwrap_or_default().to_vec()));
        self.buffered += taken;
        (answers, breaks)
    }

    /// Prints at most this many bytes of the buffer; returns the answers for `client`, and those
    /// to earlier ones if they are kept.
    pub(super) fn print(&mut self, client: Client, most: usize, controls: Controls) -> Vec<u8> {
        let mut answers = Vec::new();
        let mut budget = most;
        // Another order may come with the bytes: the roll may end.
        while budget > 0 && controls.can_print() && !self.knobs.borrow().paper_out {
            // With the end of the roll near, no line more than there is.
            let bite = if lock(&self.kept).lines_left.is_some() {
                1
            } else {
                BITE
            };
            let Some((from, bytes)) = self.buffer.front_mut() else {
                break;
            };
            let from = *from;
            let rest = bytes.split_off(bytes.len().min(budget).min(bite));
            let bite = std::mem::replace(bytes, rest);
            if bytes.is_empty() {
                self.buffer.pop_front();
            }
            budget -= bite.len();
            self.buffered -= bite.len();
            for op in self.decoder.feed(&bite) {
                let answer = self.act(&op, controls);
                if from == client || controls.keeps_replies {
                    answers.extend(answer);
                }
            }
        }
        answers
    }

    /// Keeps an answer whose client is gone; the oldest ones are lost when there are too many.
    pub(super) fn keep(&mut self, answer: &[u8]) {
        self.replies.extend(answer);
        let excess = self.replies.len().saturating_sub(REPLIES_LEN_MAX);
        self.replies.drain(..excess);
    }

    /// Returns the answers kept for a new client.
    pub(super) fn take_replies(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.replies)
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
            Op::Pulse(pulse) => {
                lock(&self.kept).add_pulse(*pulse);
                if controls.drawer.is_some_and(|drawer| drawer.springs) {
                    self.knobs
                        .send_modify(|controls| controls.drawer_open = true);
                }
            }
            Op::LineFeed => self.count_lines(1),
            Op::FeedLines(lines) => self.count_lines(u32::from(*lines)),
            // It was answered when it came in.
            Op::Status(request) if request.is_real_time() => {}
            Op::Status(request) => {
                if let StatusRequest::Automatic { mask } = request {
                    self.automatic = *mask != 0;
                }
                // Hosts ask at the end of a job: someone tears the paper off.
                if matches!(
                    request,
                    StatusRequest::PaperSensor | StatusRequest::ProcessId { .. }
                ) {
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

    fn count_lines(&mut self, lines: u32) {
        let mut kept = lock(&self.kept);
        let Some(left) = kept.lines_left else { return };
        let left = left.saturating_sub(lines);
        kept.lines_left = Some(left).filter(|left| *left > 0);
        drop(kept);
        if left == 0 {
            self.knobs.send_modify(|controls| controls.paper_out = true);
        }
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
