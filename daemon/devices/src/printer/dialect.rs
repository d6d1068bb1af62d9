//! What a printer's language must provide: questions, the meaning of answers, a job's confirmation.
//!
//! A dialect is a state machine of one connection. It never waits and moves no bytes: the session
//! sends what it returns and lets it hear what came. Languages that answer in order (ESC/POS, Star)
//! and languages that are polled until their buffer is empty (ZPL, TSPL) both fit.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::job::JobId;
use crate::printer::config::{Language, PrinterCondition};
use crate::printer::escpos::EscposDialect;

/// The language of one printer on one connection.
pub(crate) trait Dialect: Send + Sync {
    /// Returns what is sent once after connecting; empty for nothing. It is not waited for.
    fn opening(&mut self) -> Vec<u8>;

    /// Returns the next question of a round that asks for the whole state, or `None` at its end;
    /// the call after that begins the next round. Not called while [`Self::awaits`].
    fn question(&mut self) -> Option<Vec<u8>>;

    /// Says whether the last question of [`Self::question`] or [`Self::nudge`] lacks its answer.
    fn awaits(&self) -> bool;

    /// Takes what came, in any chunks, also what was not asked for. Its memory is bounded.
    fn hear(&mut self, bytes: &[u8]);

    /// Returns what the printer last said of itself; `drawer_open` is not its to fill.
    fn condition(&self) -> PrinterCondition;

    /// Returns what follows a job's last byte so that the printer confirms it. May be empty where
    /// confirmation is polled.
    fn confirm(&mut self, tag: Tag) -> Vec<u8>;

    /// Returns a question to put while a confirmation is awaited and nothing comes: about the
    /// state, or about the job itself. Not called while [`Self::awaits`].
    fn nudge(&mut self) -> Option<Vec<u8>>;

    /// Returns a tag that was confirmed since the last call. Where the answers name no job, only
    /// tags given to [`Self::confirm`] on this connection.
    fn confirmed(&mut self) -> Option<Tag>;
}

impl Language {
    /// Makes the state machine for a new connection.
    pub(crate) fn dialect(&self) -> Box<dyn Dialect> {
        match self {
            Self::Escpos(escpos) => Box::new(EscposDialect::new(escpos)),
        }
    }
}

/// Names a job within one printer, in four printable bytes, so that it fits where printers echo.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Tag(pub(crate) [u8; 4]);

impl Tag {
    /// First byte of a probe's tag; no job's tag begins with it.
    const PROBE: u8 = b'!';

    /// Returns the tag of a job: always the same one, so that it is known after a restart.
    pub(crate) fn of(job: JobId) -> Self {
        // FNV-1a. Two of the few jobs whose answers can meet share a tag once in 66 million.
        let mut hash = job.0.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
        });
        hash ^= hash >> 32;
        Self([(); 4].map(|()| digit(&mut hash)))
    }

    /// Returns a tag that is no job's, different for the next numbers.
    pub(crate) fn probe(number: u32) -> Self {
        let mut rest = u64::from(number);
        let [a, b, c] = [(); 3].map(|()| digit(&mut rest));
        Self([Self::PROBE, a, b, c])
    }
}

/// Takes one digit of base 90 from the number: the bytes from `#` to `|`, all printable.
fn digit(rest: &mut u64) -> u8 {
    let digit = u8::try_from(*rest % 90).unwrap_or(0);
    *rest /= 90;
    b'#' + digit
}

/// The tags that a printer confirmed lately, over all connections.
#[derive(Debug, Default)]
pub(crate) struct Heard(Mutex<VecDeque<Tag>>);

impl Heard {
    /// Most tags kept; the oldest is forgotten first.
    const LEN_MAX: usize = 64;

    pub(crate) fn add(&self, tag: Tag) {
        let mut tags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tags.len() >= Self::LEN_MAX {
            tags.pop_front();
        }
        tags.push_back(tag);
    }

    pub(crate) fn has(&self, tag: Tag) -> bool {
        let tags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tags.contains(&tag)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn tags_are_printable_stable_and_apart() {
        let jobs: Vec<JobId> = (0..2000_u128).map(|n| JobId(n.to_be_bytes())).collect();
        let tags: BTreeSet<[u8; 4]> = jobs.iter().map(|job| Tag::of(*job).0).collect();
        assert_eq!(tags.len(), jobs.len());
        let probes: BTreeSet<[u8; 4]> = (0..2000).map(|n| Tag::probe(n).0).collect();
        assert_eq!(probes.len(), 2000);
        assert!(tags.is_disjoint(&probes));
        for tag in tags.iter().chain(&probes) {
            assert!(tag.iter().all(u8::is_ascii_graphic), "{tag:?}");
        }
        assert_eq!(Tag::of(JobId([7; 16])), Tag::of(JobId([7; 16])));
    }

    #[test]
    fn what_was_heard_is_forgotten_at_last() {
        let heard = Heard::default();
        for number in 0..=64 {
            heard.add(Tag::probe(number));
        }
        assert!(!heard.has(Tag::probe(0)) && heard.has(Tag::probe(1)));
        assert!(heard.has(Tag::probe(64)));
    }
}
