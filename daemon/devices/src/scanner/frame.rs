//! Cuts a stream of bytes into scans. Pure: it is told when the line is quiet.

use std::mem;
use std::time::{Duration, Instant};

use super::{Symbology, card, code_id, text_of};
use crate::device::{Framing, Terminator};

/// Silence after which a discarded run of bytes is taken to be over.
const DISCARD_QUIET_MIN: Duration = Duration::from_secs(1);

/// What the bytes turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// One barcode.
    Scan {
        /// The data as text.
        text: String,
        /// The data as it came.
        raw: Vec<u8>,
        /// The family, when the scanner said it.
        symbology: Option<Symbology>,
    },
    /// More than the limit without an end; thrown away.
    TooLong,
    /// A card was swiped; thrown away, overwritten, never shown.
    CardData,
}

/// The decoder of one port; made anew at every open.
#[derive(Debug)]
pub(crate) struct Decoder {
    framing: Framing,
    buffer: Vec<u8>,
    last_byte: Option<Instant>,
    /// Set after a frame was thrown away: the rest of it must go the same way.
    discarding: bool,
}

impl Decoder {
    pub(crate) fn new(framing: Framing) -> Self {
        Self {
            framing,
            buffer: Vec::new(),
            last_byte: None,
            discarding: false,
        }
    }

    /// Tells whether nothing is half read.
    pub(crate) fn is_idle(&self) -> bool {
        self.buffer.is_empty() && !self.discarding
    }

    /// Takes bytes that arrived at `now` and returns the frames they complete.
    pub(crate) fn push(&mut self, bytes: &[u8], now: Instant) -> Vec<Frame> {
        self.last_byte = Some(now);
        let mut frames = Vec::new();
        for &byte in bytes {
            if mem::take(&mut self.discarding) {
                self.discarding = !self.ends_frame(byte);
                continue;
            }
            self.buffer.push(byte);
            let end = self.end_len();
            if end > 0 && !self.is_document() {
                self.buffer.truncate(self.buffer.len() - end);
                frames.extend(self.take_frame());
            } else if self.buffer.len() > self.framing.len_max {
                self.discard();
                frames.push(Frame::TooLong);
            }
        }
        frames
    }

    /// Is told that nothing came up to `now`; ends a scan that has no terminator.
    pub(crate) fn quiet(&mut self, now: Instant) -> Option<Frame> {
        let silence = now.saturating_duration_since(self.last_byte?);
        if self.discarding {
            if silence >= self.framing.quiet.max(DISCARD_QUIET_MIN) {
                self.discarding = false;
                self.buffer.clear();
            }
            return None;
        }
        if silence < self.framing.quiet {
            return None;
        }
        if self.is_document() {
            let end = self.end_len();
            self.buffer.truncate(self.buffer.len() - end);
        }
        let frame = self.take_frame();
        // The rest of a swipe may still be under way.
        self.discarding = frame == Some(Frame::CardData);
        frame
    }

    /// Returns how many bytes at the end of the buffer are a terminator.
    fn end_len(&self) -> usize {
        match &self.framing.terminator {
            Terminator::AnyNewline => {
                usize::from(matches!(self.buffer.last(), Some(b'\r' | b'\n')))
            }
            Terminator::Tab => usize::from(self.buffer.last() == Some(&b'\t')),
            Terminator::Bytes(end) if self.buffer.ends_with(end) => end.len(),
            Terminator::Bytes(_) => 0,
        }
    }

    /// Says whether what is read begins as the two-dimensional code of a driving licence does, which has line ends
    /// within: only silence ends it.
    fn is_document(&self) -> bool {
        let whole = self.buffer.as_slice();
        let raw = whole.strip_prefix(self.framing.prefix.as_slice());
        let (_, data) = code_id::split(self.framing.code_id, raw.unwrap_or(whole));
        matches!(data, [b'@', b'\r' | b'\n', ..])
    }

    /// While discarding, keeps only as much as is needed to see the terminator.
    fn ends_frame(&mut self, byte: u8) -> bool {
        self.buffer.push(byte);
        if self.end_len() > 0 {
            self.buffer.clear();
            return true;
        }
        let keep = match &self.framing.terminator {
            Terminator::AnyNewline | Terminator::Tab => 0,
            Terminator::Bytes(end) => end.len().saturating_sub(1),
        };
        let surplus = self.buffer.len().saturating_sub(keep);
        self.buffer.drain(..surplus);
        false
    }

    /// Is told that bytes were lost: what is half read goes, with its rest.
    pub(super) fn lose(&mut self, now: Instant) {
        self.last_byte = Some(now);
        self.discard();
    }

    fn discard(&mut self) {
        self.wipe();
        self.discarding = true;
    }

    fn wipe(&mut self) {
        self.buffer.fill(0);
        self.buffer.clear();
    }

    fn take_frame(&mut self) -> Option<Frame> {
        if card::is_track(&self.buffer) {
            self.wipe();
            return Some(Frame::CardData);
        }
        Frame::of(&mem::take(&mut self.buffer), &self.framing, None)
    }
}

impl Frame {
    /// Makes a scan of what is between two ends; `None` when that is nothing. The code may have been told elsewhere.
    pub(super) fn of(whole: &[u8], framing: &Framing, told: Option<Symbology>) -> Option<Self> {
        if card::is_track(whole) {
            return Some(Self::CardData);
        }
        let raw = whole
            .strip_prefix(framing.prefix.as_slice())
            .unwrap_or(whole);
        // CR LF ends twice; the second end is of nothing.
        if raw.is_empty() {
            return None;
        }
        let (symbology, data) = match told {
            Some(symbology) => (Some(symbology), raw),
            None => code_id::split(framing.code_id, raw),
        };
        Some(Self::Scan {
            text: text_of(data),
            raw: raw.to_vec(),
            symbology,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::CodeId;

    fn framing(terminator: Terminator, prefix: &[u8]) -> Framing {
        Framing {
            terminator,
            prefix: prefix.to_vec(),
            len_max: 32,
            ..Framing::default()
        }
    }

    fn any() -> Framing {
        framing(Terminator::AnyNewline, b"")
    }

    fn texts(frames: &[Frame]) -> Vec<&str> {
        frames
            .iter()
            .map(|frame| match frame {
                Frame::Scan { text, .. } => text.as_str(),
                Frame::TooLong => "<long>",
                Frame::CardData => "<card>",
            })
            .collect()
    }

    #[test]
    fn every_cut_of_the_stream_gives_the_same_scans() {
        let etx = framing(Terminator::Bytes(b"\x03".to_vec()), b"\x02");
        let two = framing(Terminator::Bytes(b"##".to_vec()), b"");
        let honeywell = Framing {
            code_id: CodeId::Honeywell,
            ..framing(Terminator::Tab, b"")
        };
        let cases: [(Framing, &[u8], &[&str]); 10] = [
            (honeywell, b"jA\rB\tjC\t", &["A\rB", "C"]),
            (any(), b"A1\rB2\nC3\r\nD4\r\n", &["A1", "B2", "C3", "D4"]),
            (any(), b"\r\n\r\n", &[]),
            (any(), b"]C1(01)\x1Dx\r", &["(01)\x1Dx"]),
            (any(), b"Z\xFCnd\r", &["Zünd"]),
            (etx, b"\x02A\rB\x03C\x03", &["A\rB", "C"]),
            (two, b"A#B##C##", &["A#B", "C"]),
            (
                any(),
                b"0123456789012345678901234567890123456789\rOK\r",
                &["<long>", "OK"],
            ),
            (any(), b"%B4242424242424242^X?\rOK\r", &["<card>", "OK"]),
            (any(), b";4242424242424242=28?\rOK\r", &["<card>", "OK"]),
        ];
        for (framing, stream, want) in cases {
            for size in 1..=stream.len() {
                let now = Instant::now();
                let mut decoder = Decoder::new(framing.clone());
                let frames: Vec<Frame> = stream
                    .chunks(size)
                    .flat_map(|chunk| decoder.push(chunk, now))
                    .collect();
                assert_eq!(texts(&frames), want, "in pieces of {size}");
            }
        }
    }

    #[test]
    fn raw_keeps_the_identifier_and_loses_the_prefix() {
        let mut decoder = Decoder::new(framing(Terminator::AnyNewline, b"\x02"));
        let frames = decoder.push(b"\x02]E04006381333931\r", Instant::now());
        let want = Frame::Scan {
            text: "4006381333931".to_owned(),
            raw: b"]E04006381333931".to_vec(),
            symbology: Some(Symbology::Ean13),
        };
        assert_eq!(frames, [want]);
    }

    #[test]
    fn silence_ends_a_scan_without_a_terminator() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut decoder = Decoder::new(any());
        assert_eq!(decoder.quiet(start), None);
        assert_eq!(decoder.push(b"AB", at(0)), []);
        assert_eq!(decoder.quiet(at(200)), None);
        assert_eq!(decoder.push(b"CD", at(250)), []);
        assert_eq!(
            decoder.quiet(at(500)),
            None,
            "the clock starts over with each byte"
        );
        assert_eq!(
            texts(&decoder.quiet(at(550)).into_iter().collect::<Vec<_>>()),
            ["ABCD"]
        );
        assert_eq!(decoder.quiet(at(5000)), None);
    }

    #[test]
    fn a_driving_licence_is_one_scan_that_silence_ends() {
        let start = Instant::now();
        for (before, symbology) in [("", None), ("]L0", Some(Symbology::Pdf417))] {
            let mut decoder = Decoder::new(Framing {
                len_max: 512,
                ..any()
            });
            let card = "@\n\x1e\rANSI 636026080102DLDAQD1\nDCSPUBLIC\r";
            assert_eq!(
                decoder.push(format!("{before}{card}\r").as_bytes(), start),
                []
            );
            let frame = decoder.quiet(start + Duration::from_millis(400));
            let Some(Frame::Scan {
                text,
                symbology: told,
                ..
            }) = frame
            else {
                panic!("{frame:?}")
            };
            assert_eq!((text.as_str(), told), (card, symbology));
            assert_eq!(texts(&decoder.push(b"NEXT\r", start)), ["NEXT"]);
        }
    }

    #[test]
    fn the_tail_of_something_discarded_is_discarded_too() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        for head in [b"%B42424242".as_slice(), &[b'x'; 33]] {
            let mut decoder = Decoder::new(any());
            let mut frames = decoder.push(head, at(0));
            frames.extend(decoder.quiet(at(400)));
            assert_eq!(frames.len(), 1);
            assert_eq!(decoder.push(b"42424242^DOE", at(500)), []);
            assert_eq!(decoder.quiet(at(1000)), None);
            assert_eq!(decoder.quiet(at(1600)), None);
            assert_eq!(texts(&decoder.push(b"OK\r", at(1700))), ["OK"]);
        }
    }
}
