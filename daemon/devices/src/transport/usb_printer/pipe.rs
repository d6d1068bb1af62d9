//! Bytes to and from the two bulk endpoints of a printer, with what goes wrong on a cable.

use std::thread;
use std::time::{Duration, Instant};

/// Most bytes of one transfer. Small, because an error takes the count of its transfer with it.
const PIECE_LEN: usize = 4096;
/// Bytes asked for at once; a multiple of every packet size, since a device that sends more than
/// was asked for is an error.
const INBOX_LEN: usize = 4096;
/// Pause after a transfer of no bytes, which some printers send as long as they have nothing to say.
const EMPTY_PAUSE: Duration = Duration::from_millis(10);
/// Shortest time given to a transfer: the library takes less than a millisecond for ever.
const TRANSFER_MIN: Duration = Duration::from_millis(1);
/// Longest time given to a transfer.
const TRANSFER_MAX: Duration = Duration::from_secs(3600);

/// The two endpoints of one interface.
pub(super) trait Bulk {
    /// Writes; on a time-out returns how much was taken, or `Timeout` when nothing was.
    fn write(&self, bytes: &[u8], timeout: Duration) -> rusb::Result<usize>;
    /// Reads one transfer, which may be empty.
    fn read(&self, buffer: &mut [u8], timeout: Duration) -> rusb::Result<usize>;
    /// Lets the endpoint that is written to go on after it refused a transfer.
    fn clear_write_halt(&self) -> rusb::Result<()>;
    /// Lets the endpoint that is read from go on.
    fn clear_read_halt(&self) -> rusb::Result<()>;
    /// Bytes in one packet to the printer.
    fn packet_len(&self) -> usize;
}

/// The writing side between two calls.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// What ended the last call after it had moved some bytes.
    failed: Option<rusb::Error>,
}

impl Outbox {
    /// Writes until all is taken or the deadline passes; returns how much was taken.
    ///
    /// An error after some bytes is kept for the next call, so that the count is not lost. The
    /// count of the one transfer that failed is lost: up to [`PIECE_LEN`] bytes more may have
    /// been taken.
    pub(super) fn write(
        &mut self,
        bulk: &impl Bulk,
        bytes: &[u8],
        deadline: Duration,
    ) -> rusb::Result<usize> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let until = Instant::now() + deadline.min(TRANSFER_MAX);
        let mut taken = 0;
        // An empty piece would be an empty packet, which means something to some printers.
        while let Some(piece) = piece_of(bytes, taken) {
            match write_piece(bulk, piece, until) {
                Ok(len) => taken += len,
                Err(rusb::Error::Timeout | rusb::Error::Interrupted) => {}
                Err(error) if taken > 0 => {
                    self.failed = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
            if Instant::now() >= until {
                break;
            }
        }
        Ok(taken)
    }
}

fn piece_of(bytes: &[u8], from: usize) -> Option<&[u8]> {
    let rest = bytes.get(from..)?;
    let piece = rest.get(..PIECE_LEN).unwrap_or(rest);
    (!piece.is_empty()).then_some(piece)
}

/// Writes one piece. A halted endpoint is cleared, and the piece sent again if it was a single
/// packet, which cannot have been taken in part; a longer one would perhaps print twice.
fn write_piece(bulk: &impl Bulk, piece: &[u8], until: Instant) -> rusb::Result<usize> {
    match bulk.write(piece, left(until)) {
        Err(rusb::Error::Pipe) => {
            bulk.clear_write_halt()?;
            if piece.len() > bulk.packet_len() {
                return Err(rusb::Error::Pipe);
            }
            bulk.write(piece, left(until))
        }
        other => other,
    }
}

/// The reading side between two calls: what the printer sent and nobody took yet.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    bytes: Vec<u8>,
    taken: usize,
}

impl Inbox {
    /// Takes what is there or comes until the deadline; `None` when nothing did.
    pub(super) fn read(
        &mut self,
        bulk: &impl Bulk,
        buffer: &mut [u8],
        deadline: Duration,
    ) -> rusb::Result<Option<usize>> {
        if buffer.is_empty() {
            return Ok(None);
        }
        if let Some(len) = self.take(buffer) {
            return Ok(Some(len));
        }
        let until = Instant::now() + deadline.min(TRANSFER_MAX);
        let mut cleared = false;
        loop {
            self.bytes.resize(INBOX_LEN, 0);
            self.taken = 0;
            let read = bulk.read(&mut self.bytes, left(until));
            self.bytes.truncate(read.unwrap_or(0));
            match read {
                Ok(0) => thread::sleep(EMPTY_PAUSE.min(left(until))),
                Ok(_) => return Ok(self.take(buffer)),
                Err(rusb::Error::Timeout | rusb::Error::Interrupted) => {}
                Err(rusb::Error::Pipe) if !cleared => {
                    bulk.clear_read_halt()?;
                    cleared = true;
                }
                Err(error) => return Err(error),
            }
            if Instant::now() >= until {
                return Ok(None);
            }
        }
    }

    fn take(&mut self, buffer: &mut [u8]) -> Option<usize> {
        let rest = self.bytes.get(self.taken..)?;
        let len = rest.len().min(buffer.len());
        let (from, to) = (rest.get(..len)?, buffer.get_mut(..len)?);
        to.copy_from_slice(from);
        self.taken += len;
        (len > 0).then_some(len)
    }
}

/// Returns what is left until then, as the library can be told.
fn left(until: Instant) -> Duration {
    let left = until.saturating_duration_since(Instant::now());
    left.clamp(TRANSFER_MIN, TRANSFER_MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Mutex;

    use rusb::Error;

    use super::*;

    const SOON: Duration = Duration::from_millis(40);

    /// Endpoints that answer by a script, then with `Timeout`.
    #[derive(Default)]
    struct Script {
        writes: Mutex<VecDeque<rusb::Result<usize>>>,
        reads: Mutex<VecDeque<rusb::Result<Vec<u8>>>>,
        calls: Mutex<Vec<String>>,
    }

    impl Script {
        fn writes(answers: impl IntoIterator<Item = rusb::Result<usize>>) -> Self {
            Self {
                writes: Mutex::new(answers.into_iter().collect()),
                ..Self::default()
            }
        }

        fn reads(answers: impl IntoIterator<Item = rusb::Result<Vec<u8>>>) -> Self {
            Self {
                reads: Mutex::new(answers.into_iter().collect()),
                ..Self::default()
            }
        }

        fn note(&self, call: String) {
            self.calls.lock().unwrap().push(call);
        }

        fn calls(&self) -> Vec<String> {
            self.calls.lock().unwrap().clone()
        }
    }

    impl Bulk for Script {
        fn write(&self, bytes: &[u8], timeout: Duration) -> rusb::Result<usize> {
            self.note(format!("write {}", bytes.len()));
            let answer = self.writes.lock().unwrap().pop_front();
            answer.unwrap_or_else(|| {
                thread::sleep(timeout);
                Err(Error::Timeout)
            })
        }

        fn read(&self, buffer: &mut [u8], timeout: Duration) -> rusb::Result<usize> {
            let answer = self.reads.lock().unwrap().pop_front();
            let bytes = answer.unwrap_or_else(|| {
                thread::sleep(timeout);
                Err(Error::Timeout)
            })?;
            buffer[..bytes.len()].copy_from_slice(&bytes);
            Ok(bytes.len())
        }

        fn clear_write_halt(&self) -> rusb::Result<()> {
            self.note("clear".to_owned());
            Ok(())
        }

        fn clear_read_halt(&self) -> rusb::Result<()> {
            self.note("clear".to_owned());
            Ok(())
        }

        fn packet_len(&self) -> usize {
            64
        }
    }

    fn write(script: &Script, outbox: &mut Outbox, len: usize) -> rusb::Result<usize> {
        outbox.write(script, &vec![0; len], SOON)
    }

    #[test]
    fn a_job_goes_in_pieces_and_nothing_is_no_packet() {
        let script = Script::writes([Ok(4096), Ok(4096), Ok(8)]);
        assert_eq!(write(&script, &mut Outbox::default(), 8200), Ok(8200));
        assert_eq!(script.calls(), ["write 4096", "write 4096", "write 8"]);
        let script = Script::default();
        assert_eq!(write(&script, &mut Outbox::default(), 0), Ok(0));
        assert_eq!(script.calls(), [""; 0]);
    }

    #[test]
    fn a_printer_that_stops_reading_gives_the_count() {
        let script = Script::writes([Ok(4096), Ok(100), Err(Error::Interrupted)]);
        assert_eq!(write(&script, &mut Outbox::default(), 9000), Ok(4196));
        // The rest of the piece was tried again from where it stood.
        assert_eq!(script.calls()[2], "write 4096");
        assert_eq!(
            write(&Script::default(), &mut Outbox::default(), 9000),
            Ok(0)
        );
    }

    #[test]
    fn an_error_after_some_bytes_comes_with_the_next_call() {
        let script = Script::writes([Ok(4096), Err(Error::NoDevice)]);
        let mut outbox = Outbox::default();
        assert_eq!(write(&script, &mut outbox, 9000), Ok(4096));
        assert_eq!(write(&script, &mut outbox, 4904), Err(Error::NoDevice));
        assert_eq!(script.calls().len(), 2);
        let script = Script::writes([Err(Error::Io)]);
        assert_eq!(write(&script, &mut Outbox::default(), 1), Err(Error::Io));
    }

    #[test]
    fn a_halt_is_cleared_once_and_only_a_single_packet_is_sent_again() {
        let script = Script::writes([Err(Error::Pipe), Ok(3)]);
        assert_eq!(write(&script, &mut Outbox::default(), 3), Ok(3));
        assert_eq!(script.calls(), ["write 3", "clear", "write 3"]);

        let script = Script::writes([Err(Error::Pipe), Err(Error::Pipe)]);
        assert_eq!(write(&script, &mut Outbox::default(), 3), Err(Error::Pipe));

        let script = Script::writes([Err(Error::Pipe), Ok(65)]);
        assert_eq!(write(&script, &mut Outbox::default(), 65), Err(Error::Pipe));
        assert_eq!(script.calls(), ["write 65", "clear"]);
    }

    #[test]
    fn a_reply_is_handed_out_in_the_callers_portions() {
        let script = Script::reads([Ok(vec![1, 2, 3]), Ok(vec![4])]);
        let (mut inbox, mut buffer) = (Inbox::default(), [0; 2]);
        let mut got = Vec::new();
        while let Some(len) = inbox.read(&script, &mut buffer, SOON).unwrap() {
            got.push(buffer[..len].to_vec());
        }
        assert_eq!(got, [vec![1, 2], vec![3], vec![4]]);
        assert_eq!(inbox.read(&script, &mut [], SOON), Ok(None));
    }

    #[test]
    fn empty_packets_are_waited_over_without_spinning() {
        let empty = (0..1000).map(|_| Ok(Vec::new()));
        let script = Script::reads(empty);
        let start = Instant::now();
        let read = Inbox::default().read(&script, &mut [0; 8], SOON);
        assert_eq!(read, Ok(None));
        assert!(start.elapsed() >= SOON);
        assert!(script.reads.lock().unwrap().len() > 900);

        let script = Script::reads([Ok(vec![]), Ok(vec![0x12])]);
        let read = Inbox::default().read(&script, &mut [0; 8], Duration::from_secs(5));
        assert_eq!(read, Ok(Some(1)));
    }

    #[test]
    fn reading_clears_a_halt_once() {
        let script = Script::reads([Err(Error::Pipe), Ok(vec![7])]);
        let mut inbox = Inbox::default();
        assert_eq!(inbox.read(&script, &mut [0; 8], SOON), Ok(Some(1)));
        let script = Script::reads([Err(Error::Pipe), Err(Error::Pipe)]);
        let read = inbox.read(&script, &mut [0; 8], SOON);
        assert_eq!(read, Err(Error::Pipe));
        assert_eq!(script.calls(), ["clear"]);
    }

    #[test]
    fn no_transfer_waits_for_ever() {
        assert_eq!(left(Instant::now()), TRANSFER_MIN);
        let read = Inbox::default().read(&Script::default(), &mut [0; 8], Duration::ZERO);
        assert_eq!(read, Ok(None));
    }
}
