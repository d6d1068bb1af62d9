//! Sorts the bytes a printer sends back into answers, also when Automatic Status Back arrives between them.
//!
//! Epson's fixed bits tell the kinds apart: `0xx1xx10` real-time status, `0xx1xx00` first byte of
//! Automatic Status Back, `0xx0xxxx` answer to `GS r`; 0x37 and 0x5F start a block ended by NUL.

/// One answer from the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The byte answering the oldest unanswered `DLE EOT`.
    RealTime(u8),
    /// The byte answering the oldest unanswered `GS r`.
    InOrder(u8),
    /// Four bytes of `GS a`.
    Automatic([u8; 4]),
    /// Everything before the `GS ( H` with this id is printed.
    ProcessId([u8; 4]),
    /// A text of `GS I`.
    Name(Vec<u8>),
    /// A byte or block that is none of these (0x11 and 0x13 are XON and XOFF).
    Unknown(Vec<u8>),
}

/// Collects reply bytes, in any chunks.
#[derive(Debug, Default)]
pub struct ReplyReader {
    pending: Vec<u8>,
}

impl ReplyReader {
    /// Longest block kept; a longer one is handed out as [`Reply::Unknown`].
    pub const BLOCK_BYTES_MAX: usize = 256;

    /// Returns a reader at the start of a reply.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes and returns the answers they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Reply> {
        bytes.iter().filter_map(|byte| self.take(*byte)).collect()
    }

    fn take(&mut self, byte: u8) -> Option<Reply> {
        if self.pending.is_empty() {
            if byte == 0x37 || byte == 0x5F || byte & 0x93 == 0x10 {
                self.pending.push(byte);
                return None;
            }
            return Some(match byte {
                _ if byte & 0x93 == 0x12 => Reply::RealTime(byte),
                _ if byte & 0x90 == 0 => Reply::InOrder(byte),
                _ => Reply::Unknown(vec![byte]),
            });
        }
        self.pending.push(byte);
        let is_block = self.pending[0] & 0x93 != 0x10;
        match (is_block, self.pending.as_slice()) {
            (false, &[a, b, c, d]) => {
                self.pending.clear();
                Some(Reply::Automatic([a, b, c, d]))
            }
            (false, _) => None,
            (true, &[0x37, 0x22, a, b, c, d, 0]) => {
                self.pending.clear();
                Some(Reply::ProcessId([a, b, c, d]))
            }
            (true, &[0x5F, ref name @ .., 0]) => {
                let name = name.to_vec();
                self.pending.clear();
                Some(Reply::Name(name))
            }
            (true, block) if byte == 0 || block.len() >= Self::BLOCK_BYTES_MAX => {
                Some(Reply::Unknown(std::mem::take(&mut self.pending)))
            }
            (true, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escpos::status::{PaperState, PrinterStatus, StatusRequest};

    #[test]
    fn mixed_answers_are_told_apart_byte_by_byte() {
        let status = PrinterStatus {
            paper: PaperState::NearEnd,
            drawer_pin_high: true,
            ..PrinterStatus::READY
        };
        let mut stream = status.answer(StatusRequest::Printer);
        stream.extend(status.automatic());
        stream.extend(status.answer(StatusRequest::PaperSensor));
        stream.extend(status.answer(StatusRequest::ProcessId { id: *b"J001" }));
        stream.extend(status.answer(StatusRequest::PrinterId { kind: 66 }));
        stream.extend(status.answer(StatusRequest::RollPaper));
        let mut reader = ReplyReader::new();
        let replies: Vec<_> = stream
            .iter()
            .flat_map(|byte| reader.feed(&[*byte]))
            .collect();
        assert_eq!(
            replies,
            [
                Reply::RealTime(0x16),
                Reply::Automatic(status.automatic()),
                Reply::InOrder(0x03),
                Reply::ProcessId(*b"J001"),
                Reply::Name(b"EPSON".to_vec()),
                Reply::RealTime(0x1E),
            ]
        );
    }

    #[test]
    fn an_endless_block_is_let_go() {
        let mut reader = ReplyReader::new();
        let replies = reader.feed(&[b'_'; 1000]);
        assert_eq!(replies.len(), 3);
        assert!(reader.pending.len() < ReplyReader::BLOCK_BYTES_MAX);
    }
}
