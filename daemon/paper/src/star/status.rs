//! Status questions to a Star printer and the Automatic Status (ASB) it answers with, in both directions.
//!
//! Source: STAR Line Mode Command Specifications, appendix "Automatic Status": a header whose bits 1 to 3, 5 and 6
//! count the bytes, a version, then the bytes of state; all of them have fixed bits that tell them apart.

use crate::escpos::{PaperState, PrinterError, PrinterStatus};

/// A question or order about status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Request {
    /// `ESC ACK SOH`: answered at once with the automatic status.
    Status,
    /// `ESC RS a n`: whether the printer reports each change by itself.
    AutoStatus(bool),
    /// `ETB`: counts up once everything before it is printed, and reports.
    Etb,
    /// `ESC RS E n`: the counter of `ETB` back to zero, without a report.
    ClearEtbCounter,
}

impl Request {
    /// Returns the bytes that ask for this.
    pub fn bytes(self) -> Vec<u8> {
        match self {
            Self::Status => b"\x1b\x06\x01".to_vec(),
            Self::AutoStatus(on) => vec![0x1B, 0x1E, b'a', u8::from(on)],
            Self::Etb => vec![0x17],
            Self::ClearEtbCounter => b"\x1b\x1eE\x00".to_vec(),
        }
    }
}

/// Returns the bytes that ask for the status now.
pub fn status_request() -> Vec<u8> {
    Request::Status.bytes()
}

/// Returns the bytes that switch reports of each change on or off.
pub fn auto_status(on: bool) -> Vec<u8> {
    Request::AutoStatus(on).bytes()
}

/// Returns the bytes that set the counter of [`etb`] to zero.
pub fn clear_etb_counter() -> Vec<u8> {
    Request::ClearEtbCounter.bytes()
}

/// Returns the byte that counts up [`StarStatus::etb_counter`] once everything before it is printed.
pub fn etb() -> Vec<u8> {
    Request::Etb.bytes()
}

/// What a Star printer says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StarStatus {
    pub online: bool,
    pub cover_open: bool,
    /// The compulsion switch of the drawer connector is closed. Whether that means an open drawer depends on it.
    pub drawer_switch_closed: bool,
    pub paper: PaperState,
    /// The head is too hot; printing goes on when it has cooled.
    pub over_temperature: bool,
    pub unrecoverable_error: bool,
    pub cutter_error: bool,
    pub mechanical_error: bool,
    pub buffer_overflow: bool,
    /// An `ETB` was executed since the last report.
    pub etb_executed: bool,
    /// How often, 0 to 31 and round again; 0 from printers that do not count.
    pub etb_counter: u8,
}

impl Default for StarStatus {
    fn default() -> Self {
        Self::READY
    }
}

impl StarStatus {
    /// Online, closed, paper in, nothing wrong.
    pub const READY: Self = Self {
        online: true,
        cover_open: false,
        drawer_switch_closed: false,
        paper: PaperState::Ok,
        over_temperature: false,
        unrecoverable_error: false,
        cutter_error: false,
        mechanical_error: false,
        buffer_overflow: false,
        etb_executed: false,
        etb_counter: 0,
    };
    /// Largest value of the counter.
    pub const ETB_COUNTER_MAX: u8 = 31;

    /// Returns the nine bytes a printer in this state reports.
    pub fn encode(&self) -> Vec<u8> {
        let bit = |set: bool, mask: u8| if set { mask } else { 0 };
        let etb = self.etb_counter & Self::ETB_COUNTER_MAX;
        vec![
            0x23,
            0x06,
            bit(self.cover_open, 0x20)
                | bit(!self.online, 0x08)
                | bit(self.drawer_switch_closed, 0x04)
                | bit(self.etb_executed, 0x02),
            bit(self.over_temperature, 0x40)
                | bit(self.unrecoverable_error, 0x20)
                | bit(self.cutter_error, 0x08)
                | bit(self.mechanical_error, 0x04),
            bit(self.buffer_overflow, 0x40),
            match self.paper {
                PaperState::Ok => 0,
                PaperState::NearEnd => 0x04,
                PaperState::Out => 0x0C,
            },
            0,
            (etb & 0x18) << 2 | (etb & 0x07) << 1,
            0,
        ]
    }

    /// Returns the state a whole report describes; bytes an older printer does not send are as if nothing was wrong.
    fn decode(report: &[u8]) -> Self {
        let byte = |at: usize| report.get(at).copied().unwrap_or(0);
        let has = |at: usize, mask: u8| byte(at) & mask != 0;
        Self {
            online: !has(2, 0x08),
            cover_open: has(2, 0x20),
            drawer_switch_closed: has(2, 0x04),
            paper: if has(5, 0x08) {
                PaperState::Out
            } else if has(5, 0x06) {
                // Sensors on either side of the roll.
                PaperState::NearEnd
            } else {
                PaperState::Ok
            },
            over_temperature: has(3, 0x40),
            unrecoverable_error: has(3, 0x20),
            cutter_error: has(3, 0x08),
            mechanical_error: has(3, 0x04),
            buffer_overflow: has(4, 0x40),
            etb_executed: has(2, 0x02),
            etb_counter: (byte(7) & 0x60) >> 2 | (byte(7) & 0x0E) >> 1,
        }
    }

    /// Returns the same in the words of other receipt printers, worst error first.
    pub fn printer_status(&self) -> PrinterStatus {
        let errors = [
            (self.unrecoverable_error, PrinterError::Unrecoverable),
            (self.cutter_error, PrinterError::Cutter),
            (self.mechanical_error, PrinterError::Mechanical),
            (self.over_temperature, PrinterError::AutoRecoverable),
        ];
        let error = errors.into_iter().find(|(found, _)| *found);
        PrinterStatus {
            online: self.online,
            cover_open: self.cover_open,
            paper: self.paper,
            drawer_pin_high: self.drawer_switch_closed,
            error: error.map(|(_, error)| error),
        }
    }
}

/// Collects the bytes a printer sends, in any chunks, into reports.
#[derive(Debug, Default)]
pub struct StatusReader {
    pending: Vec<u8>,
}

impl StatusReader {
    /// Fewest bytes of a report that says anything about paper.
    const REPORT_BYTES_MIN: usize = 6;

    /// Returns a reader between two reports.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes and returns the reports they complete. Bytes outside of reports (XON, XOFF, answers to other
    /// questions) are dropped; a report that is cut short gives way to the next.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<StarStatus> {
        bytes.iter().filter_map(|byte| self.take(*byte)).collect()
    }

    fn take(&mut self, byte: u8) -> Option<StarStatus> {
        // Only the first byte of a report has bit 0, and none has bit 4.
        let is_first = byte & 0x91 == 0x01;
        if is_first {
            self.pending.clear();
        }
        if !is_first && (self.pending.is_empty() || byte & 0x11 != 0) {
            return None;
        }
        self.pending.push(byte);
        let first = usize::from(*self.pending.first()?);
        let len = (first & 0x0E) >> 1 | (first & 0x60) >> 2;
        if self.pending.len() < len.max(Self::REPORT_BYTES_MIN) {
            return None;
        }
        let report = std::mem::take(&mut self.pending);
        (len >= Self::REPORT_BYTES_MIN).then(|| StarStatus::decode(&report))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_restore_the_whole_state_whatever_the_chunks() {
        let mut states = Vec::new();
        for bits in 0_u16..512 {
            let has = |bit: u16| bits & (1 << bit) != 0;
            for paper in [PaperState::Ok, PaperState::NearEnd, PaperState::Out] {
                states.push(StarStatus {
                    online: !has(0),
                    cover_open: has(1),
                    drawer_switch_closed: has(2),
                    paper,
                    over_temperature: has(3),
                    unrecoverable_error: has(4),
                    cutter_error: has(5),
                    mechanical_error: has(6),
                    buffer_overflow: has(7),
                    etb_executed: has(8),
                    etb_counter: u8::try_from(bits % 32).unwrap(),
                });
            }
        }
        let stream: Vec<u8> = states.iter().flat_map(StarStatus::encode).collect();
        for chunk in [1, 7, stream.len()] {
            let mut reader = StatusReader::new();
            let read: Vec<_> = stream.chunks(chunk).flat_map(|c| reader.feed(c)).collect();
            assert_eq!(read, states);
        }
    }

    #[test]
    fn known_reports() {
        let mut reader = StatusReader::new();
        // Cover open and offline; paper out; a report of seven bytes; near end by the outer sensor.
        let offline = StarStatus {
            online: false,
            ..StarStatus::READY
        };
        for (report, status) in [
            (
                b"\x23\x86\x28\x00\x00\x00\x00\x00\x00".as_slice(),
                StarStatus {
                    cover_open: true,
                    ..offline
                },
            ),
            (
                b"\x23\x06\x08\x00\x00\x0c\x00\x00\x00",
                StarStatus {
                    paper: PaperState::Out,
                    ..offline
                },
            ),
            (
                b"\x0f\x06\x0c\x08\x00\x02\x00",
                StarStatus {
                    paper: PaperState::NearEnd,
                    drawer_switch_closed: true,
                    cutter_error: true,
                    ..offline
                },
            ),
            (
                b"\x23\x06\x02\x00\x00\x00\x00\x6e\x00",
                StarStatus {
                    etb_executed: true,
                    etb_counter: 31,
                    ..StarStatus::READY
                },
            ),
        ] {
            assert_eq!(reader.feed(report), [status], "{report:02x?}");
        }
        assert_eq!(
            StarStatus {
                cutter_error: true,
                over_temperature: true,
                ..offline
            }
            .printer_status()
            .error,
            Some(PrinterError::Cutter)
        );
    }

    #[test]
    fn noise_and_broken_reports_are_passed_over() {
        let mut reader = StatusReader::new();
        let ready = StarStatus::READY.encode();
        let noisy = [
            b"\x11\x13\x00\x12".as_slice(),
            &ready[..4],
            &ready,
            b"\x00\x00\x03",
            &ready[..3],
            b"\x11",
            &ready[3..],
        ];
        assert_eq!(reader.feed(&noisy.concat()), [StarStatus::READY; 2]);
        let mut reader = StatusReader::new();
        assert_eq!(reader.feed(&[0x7F; 1000]), []);
        assert_eq!(reader.feed(&ready), [StarStatus::READY]);
    }

    #[test]
    fn requests_are_the_bytes_of_the_specification() {
        assert_eq!(status_request(), [0x1B, 0x06, 0x01]);
        assert_eq!(auto_status(true), [0x1B, 0x1E, b'a', 1]);
        assert_eq!(auto_status(false), [0x1B, 0x1E, b'a', 0]);
        assert_eq!(clear_etb_counter(), [0x1B, 0x1E, b'E', 0]);
        assert_eq!(etb(), [0x17]);
    }
}
