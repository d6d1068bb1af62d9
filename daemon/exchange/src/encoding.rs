//! Turns whatever bytes an export consists of into UTF-8, one piece at a time.
//!
//! Shop systems write UTF-8, UTF-8 with a byte order mark (spreadsheets), UTF-16 with one ("Unicode text") and, the
//! older ones, Windows-1252. A stream cannot be looked at as a whole, so the first byte beyond ASCII decides, and
//! what was decided is told at the end.

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What the bytes of a file turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// Nothing beyond ASCII, which is the same in all the others.
    Ascii,
    /// UTF-8.
    Utf8,
    /// UTF-8 that begins with a byte order mark, as spreadsheets write it.
    Utf8Bom,
    /// UTF-16 that begins with a byte order mark.
    Utf16,
    /// Windows-1252: assumed, because the bytes are not UTF-8. Look at a name with an accent.
    Windows1252,
    /// UTF-8 with single bytes in it that are not: those were read as Windows-1252.
    Mixed,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ascii => "ASCII",
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with byte order mark",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (assumed: it is not UTF-8)",
            Self::Mixed => "UTF-8 with some bytes of Windows-1252",
        })
    }
}

/// One row, element or line was longer than the reader keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("one piece of the file is longer than this program keeps")]
pub(crate) struct TooLong;

impl TooLong {
    /// Tells whether an I/O error is this one.
    pub(crate) fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

/// Returns what a file says that one of our writers made: UTF-8, or Windows-1252 where that cannot be.
#[must_use]
pub fn text_of(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(
        |_| {
            WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned()
        },
        str::to_owned,
    )
}

const PIECE_LEN: usize = 16 * 1024;

/// A reader that gives UTF-8 whatever it is given, and no more than it was allowed.
pub(crate) struct Utf8Reader<R> {
    inner: R,
    found: Encoding,
    utf16: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    ready_at: usize,
    begun: bool,
    ended: bool,
    allowance: usize,
}

impl<R: Read> Utf8Reader<R> {
    /// Wraps a reader; nothing may be read before [`Self::allow`].
    pub(crate) const fn new(inner: R) -> Self {
        Self {
            inner,
            found: Encoding::Ascii,
            utf16: None,
            raw: Vec::new(),
            ready: Vec::new(),
            ready_at: 0,
            begun: false,
            ended: false,
            allowance: 0,
        }
    }

    /// Lets the next piece be this long. What buffers above took but did not use counts for the piece before.
    pub(crate) const fn allow(&mut self, len_max: usize) {
        self.allowance = len_max;
    }

    /// Returns what the bytes so far turned out to be.
    pub(crate) const fn encoding(&self) -> Encoding {
        self.found
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.ready_at = 0;
        while self.ready.is_empty() && !self.ended {
            let mut piece = [0_u8; PIECE_LEN];
            let len = match self.inner.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            self.ended = len == 0;
            self.raw.extend_from_slice(&piece[..len]);
            if !self.begun && self.raw.len() < 3 && !self.ended {
                continue;
            }
            self.begin();
            self.decode();
        }
        Ok(())
    }

    fn begin(&mut self) {
        if std::mem::replace(&mut self.begun, true) {
            return;
        }
        let (found, mark_len, decoder) = match self.raw.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8Bom, 3, None),
            [0xFF, 0xFE, ..] => (Encoding::Utf16, 2, Some(UTF_16LE)),
            [0xFE, 0xFF, ..] => (Encoding::Utf16, 2, Some(UTF_16BE)),
            _ => return,
        };
        self.found = found;
        self.utf16 = decoder.map(encoding_rs::Encoding::new_decoder_without_bom_handling);
        self.raw.drain(..mark_len);
    }

    fn decode(&mut self) {
        if self.utf16.is_some() {
            return self.decode_utf16();
        }
        let mut rest = std::mem::take(&mut self.raw);
        let mut at = 0;
        while at < rest.len() {
            if self.found == Encoding::Windows1252 {
                self.decode_windows(&rest[at..]);
                at = rest.len();
                continue;
            }
            match std::str::from_utf8(&rest[at..]) {
                Ok(good) => {
                    self.take_utf8(good.len(), &rest[at..]);
                    at = rest.len();
                }
                Err(fault) => {
                    self.take_utf8(fault.valid_up_to(), &rest[at..]);
                    at += fault.valid_up_to();
                    match fault.error_len() {
                        // The rest of the character is still to come.
                        None if !self.ended => break,
                        bad_len => {
                            let bad_len = bad_len.unwrap_or(rest.len() - at);
                            if self.found == Encoding::Ascii {
                                self.found = Encoding::Windows1252;
                            } else {
                                self.found = Encoding::Mixed;
                                self.decode_windows(&rest[at..at + bad_len]);
                                at += bad_len;
                            }
                        }
                    }
                }
            }
        }
        rest.drain(..at);
        self.raw = rest;
    }

    fn take_utf8(&mut self, len: usize, from: &[u8]) {
        let good = &from[..len];
        if self.found == Encoding::Ascii && !good.is_ascii() {
            self.found = Encoding::Utf8;
        }
        self.ready.extend_from_slice(good);
    }

    fn decode_windows(&mut self, bytes: &[u8]) {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        self.ready.extend_from_slice(text.as_bytes());
    }

    fn decode_utf16(&mut self) {
        let Some(decoder) = &mut self.utf16 else {
            return;
        };
        let raw = std::mem::take(&mut self.raw);
        let mut text = String::with_capacity(raw.len() * 3 + 16);
        let mut at = 0;
        loop {
            let (result, used, _) = decoder.decode_to_string(&raw[at..], &mut text, self.ended);
            at += used;
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => text.reserve(raw.len() + 16),
            }
        }
        self.ready.extend_from_slice(text.as_bytes());
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ready_at == self.ready.len() {
            self.refill()?;
        }
        let ready = &self.ready[self.ready_at..];
        if ready.is_empty() || into.is_empty() {
            return Ok(0);
        }
        let len = ready.len().min(into.len()).min(self.allowance);
        if len == 0 {
            return Err(io::Error::other(TooLong));
        }
        into[..len].copy_from_slice(&ready[..len]);
        self.ready_at += len;
        self.allowance -= len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives the bytes in dribs, so that characters are cut at every place.
    struct Dribs<'a>(&'a [u8], usize);

    impl Read for Dribs<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let len = self.0.len().min(self.1).min(into.len());
            into[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    fn decoded(bytes: &[u8], drib: usize) -> (String, Encoding) {
        let mut reader = Utf8Reader::new(Dribs(bytes, drib));
        reader.allow(usize::MAX);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, reader.encoding())
    }

    #[test]
    fn tells_the_encodings_apart_wherever_the_pieces_are_cut() {
        for drib in [1, 2, 3, 5, 1000] {
            let cases: [(&[u8], &str, Encoding); 8] = [
                (b"plain", "plain", Encoding::Ascii),
                (b"", "", Encoding::Ascii),
                ("Größe €".as_bytes(), "Größe €", Encoding::Utf8),
                (b"\xEF\xBB\xBFname", "name", Encoding::Utf8Bom),
                (b"Ren\xE9 \x80 5", "René € 5", Encoding::Windows1252),
                (b"\xC3\xA9 and \xE9!", "é and é!", Encoding::Mixed),
                (b"\xFF\xFEn\0\xE9\0", "né", Encoding::Utf16),
                (b"caf\xE9", "café", Encoding::Windows1252),
            ];
            for (bytes, text, encoding) in cases {
                assert_eq!(
                    decoded(bytes, drib),
                    (text.to_owned(), encoding),
                    "{bytes:?}"
                );
            }
        }
    }

    #[test]
    fn gives_no_more_than_allowed() {
        let mut reader = Utf8Reader::new(&b"0123456789"[..]);
        reader.allow(4);
        let mut text = Vec::new();
        let error = reader.read_to_end(&mut text).unwrap_err();
        assert!(TooLong::is(&error));
        assert_eq!(text, b"0123");
        reader.allow(6);
        assert_eq!(reader.read_to_end(&mut text).unwrap(), 6);
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(any::<u8>(), 0..200), drib in 1_usize..9) {
            // `read_to_string` inside fails on bytes that are not UTF-8.
            let (whole, _) = decoded(&bytes, 1000);
            let (pieces, _) = decoded(&bytes, drib);
            prop_assert_eq!(whole, pieces);
        }
    }
}
