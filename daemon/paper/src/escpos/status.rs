//! Status questions to a printer and the bytes it answers with, in both directions.
//!
//! Sources: Epson ESC/POS Command Reference, `DLE EOT` (transmit real-time status), `GS r` (transmit status),
//! `GS a` (enable/disable Automatic Status Back), `GS ( H` function 48 (process ID response),
//! `GS I` (transmit printer ID).

/// A question to the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusRequest {
    /// `DLE EOT 1`, real time: online, drawer pin.
    Printer,
    /// `DLE EOT 2`, real time: why it is offline.
    OfflineCause,
    /// `DLE EOT 3`, real time: which error.
    ErrorCause,
    /// `DLE EOT 4`, real time: paper.
    RollPaper,
    /// `GS r 1` (and the older `ESC v`), answered when the bytes before it are processed: paper.
    PaperSensor,
    /// `GS r 2` (and the older `ESC u`), in order: drawer pin.
    DrawerPin,
    /// `GS a n`: 0 switches Automatic Status Back off; anything else asks for the four bytes now and at each change.
    Automatic { mask: u8 },
    /// `GS ( H` function 48, in order: echoes `id` once everything before it is printed.
    /// The bytes of `id` must be 0x20..=0x7E.
    ProcessId { id: [u8; 4] },
    /// `GS I n`, in order: model, type, or a name.
    PrinterId { kind: u8 },
}

impl StatusRequest {
    /// The four real-time questions, in the order of their number.
    pub const REAL_TIME: [Self; 4] = [
        Self::Printer,
        Self::OfflineCause,
        Self::ErrorCause,
        Self::RollPaper,
    ];

    /// Returns the bytes that ask this question.
    pub fn bytes(self) -> Vec<u8> {
        match self {
            Self::Printer => vec![0x10, 0x04, 1],
            Self::OfflineCause => vec![0x10, 0x04, 2],
            Self::ErrorCause => vec![0x10, 0x04, 3],
            Self::RollPaper => vec![0x10, 0x04, 4],
            Self::PaperSensor => vec![0x1D, b'r', 1],
            Self::DrawerPin => vec![0x1D, b'r', 2],
            Self::Automatic { mask } => vec![0x1D, b'a', mask],
            Self::ProcessId { id: [a, b, c, d] } => {
                vec![0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d]
            }
            Self::PrinterId { kind } => vec![0x1D, b'I', kind],
        }
    }

    /// Returns whether the printer answers at once, also while it is offline or has a full buffer.
    /// The others wait their turn in the stream.
    pub fn is_real_time(self) -> bool {
        match self {
            Self::Printer | Self::OfflineCause | Self::ErrorCause | Self::RollPaper => true,
            Self::PaperSensor
            | Self::DrawerPin
            | Self::Automatic { .. }
            | Self::ProcessId { .. }
            | Self::PrinterId { .. } => false,
        }
    }
}

/// Returns the bytes that ask for `tag` back once everything before them is printed: `GS ( H` function 48.
///
/// Bytes of `tag` outside 0x20..=0x7E, which a printer refuses, are sent as `-`.
pub fn process_id_request(tag: [u8; 4]) -> Vec<u8> {
    let id = tag.map(|byte| {
        if matches!(byte, 0x20..=0x7E) {
            byte
        } else {
            b'-'
        }
    });
    StatusRequest::ProcessId { id }.bytes()
}

/// Returns the bytes that switch Automatic Status Back on: `GS a` for drawer, online, error and paper.
pub fn auto_status_request() -> Vec<u8> {
    StatusRequest::Automatic { mask: 0x0F }.bytes()
}

/// Returns the bytes that switch Automatic Status Back off.
pub fn auto_status_off_request() -> Vec<u8> {
    StatusRequest::Automatic { mask: 0 }.bytes()
}

/// What the roll sensors see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PaperState {
    #[default]
    Ok,
    /// The near-end sensor sees the roll running out.
    NearEnd,
    Out,
}

/// What is broken, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PrinterError {
    /// Needs service or a power cycle.
    Unrecoverable,
    /// The cutter is jammed.
    Cutter,
    /// A paper jam or the like, to be cleared by a person.
    Mechanical,
    /// Goes away by itself, as an overheated head does.
    AutoRecoverable,
    /// `DLE EOT 2` reports an error whose cause has not been asked yet.
    Unspecified,
}

/// What a printer says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PrinterStatus {
    pub online: bool,
    pub cover_open: bool,
    pub paper: PaperState,
    /// Level of drawer connector pin 3. Whether high means open depends on the drawer.
    pub drawer_pin_high: bool,
    pub error: Option<PrinterError>,
}

impl Default for PrinterStatus {
    fn default() -> Self {
        Self::READY
    }
}

/// An answer that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    #[error("status byte {byte:#04x} lacks the fixed bits of an answer to {request:?}")]
    FixedBits { request: StatusRequest, byte: u8 },
    #[error("answer to {request:?} is {len} bytes long")]
    Length { request: StatusRequest, len: usize },
}

const COVER_OPEN: u8 = 0x04;
const STOPPED_FOR_PAPER: u8 = 0x20;
const ERROR: u8 = 0x40;
const OFFLINE: u8 = 0x08;
const ERROR_MECHANICAL: u8 = 0x04;
const ERROR_CUTTER: u8 = 0x08;
const ERROR_UNRECOVERABLE: u8 = 0x20;
const ERROR_AUTO_RECOVERABLE: u8 = 0x40;

impl PrinterStatus {
    /// Online, closed, paper in, nothing wrong.
    pub const READY: Self = Self {
        online: true,
        cover_open: false,
        paper: PaperState::Ok,
        drawer_pin_high: false,
        error: None,
    };

    /// Returns the bytes a printer in this state answers with.
    pub fn answer(&self, request: StatusRequest) -> Vec<u8> {
        match request {
            StatusRequest::Printer => {
                vec![0x12 | bit(self.drawer_pin_high, 0x04) | bit(!self.online, OFFLINE)]
            }
            StatusRequest::OfflineCause => vec![
                0x12 | bit(self.cover_open, COVER_OPEN)
                    | bit(self.paper == PaperState::Out, STOPPED_FOR_PAPER)
                    | bit(self.error.is_some(), ERROR),
            ],
            StatusRequest::ErrorCause => vec![0x12 | self.error_bits()],
            StatusRequest::RollPaper => vec![
                0x12 | bit(self.paper != PaperState::Ok, 0x0C)
                    | bit(self.paper == PaperState::Out, 0x60),
            ],
            StatusRequest::PaperSensor => vec![self.paper_sensor_bits()],
            StatusRequest::DrawerPin => vec![bit(self.drawer_pin_high, 0x01)],
            StatusRequest::Automatic { mask: 0 } => Vec::new(),
            StatusRequest::Automatic { .. } => self.automatic().to_vec(),
            StatusRequest::ProcessId { id: [a, b, c, d] } => vec![0x37, 0x22, a, b, c, d, 0],
            StatusRequest::PrinterId { kind } => printer_id(kind),
        }
    }

    /// Returns the four bytes of Automatic Status Back (`GS a`).
    pub fn automatic(&self) -> [u8; 4] {
        [
            0x10 | bit(self.drawer_pin_high, 0x04)
                | bit(!self.online, OFFLINE)
                | bit(self.cover_open, 0x20),
            self.error_bits(),
            self.paper_sensor_bits(),
            0,
        ]
    }

    /// Returns the state four bytes of Automatic Status Back describe.
    ///
    /// # Errors
    /// When a byte lacks the fixed bits of its place.
    pub fn from_automatic(bytes: [u8; 4]) -> Result<Self, StatusError> {
        let request = StatusRequest::Automatic { mask: 0xFF };
        let [first, error, paper, _] = bytes;
        let wrong = |byte| StatusError::FixedBits { request, byte };
        if first & 0x93 != 0x10 {
            return Err(wrong(first));
        }
        if let Some(byte) = bytes[1..].iter().find(|byte| *byte & 0x90 != 0) {
            return Err(wrong(*byte));
        }
        Ok(Self {
            online: first & OFFLINE == 0,
            cover_open: first & 0x20 != 0,
            paper: paper_of_sensor(paper),
            drawer_pin_high: first & 0x04 != 0,
            error: error_of(error),
        })
    }

    /// Takes over what one answer says and leaves the rest as it was.
    ///
    /// # Errors
    /// When the answer has the wrong length or lacks its fixed bits; the state is then unchanged.
    pub fn update(&mut self, request: StatusRequest, answer: &[u8]) -> Result<(), StatusError> {
        if let StatusRequest::Automatic { .. } = request {
            let len = answer.len();
            let bytes = answer
                .try_into()
                .map_err(|_| StatusError::Length { request, len })?;
            *self = Self::from_automatic(bytes)?;
            return Ok(());
        }
        let [byte] = answer else {
            return match request {
                StatusRequest::ProcessId { .. } | StatusRequest::PrinterId { .. } => Ok(()),
                _ => Err(StatusError::Length {
                    request,
                    len: answer.len(),
                }),
            };
        };
        let byte = *byte;
        let fixed = if request.is_real_time() {
            byte & 0x93 == 0x12
        } else {
            byte & 0x90 == 0
        };
        match request {
            StatusRequest::ProcessId { .. } | StatusRequest::PrinterId { .. } => return Ok(()),
            _ if !fixed => return Err(StatusError::FixedBits { request, byte }),
            StatusRequest::Printer => {
                self.drawer_pin_high = byte & 0x04 != 0;
                self.online = byte & OFFLINE == 0;
            }
            StatusRequest::OfflineCause => self.take_offline_cause(byte),
            StatusRequest::ErrorCause => self.error = error_of(byte),
            StatusRequest::RollPaper => {
                self.paper = match (byte & 0x60 != 0, byte & 0x0C != 0) {
                    (true, _) => PaperState::Out,
                    (false, true) => PaperState::NearEnd,
                    (false, false) => PaperState::Ok,
                };
            }
            StatusRequest::PaperSensor => self.paper = paper_of_sensor(byte),
            StatusRequest::DrawerPin => self.drawer_pin_high = byte & 0x01 != 0,
            StatusRequest::Automatic { .. } => {}
        }
        Ok(())
    }

    fn take_offline_cause(&mut self, byte: u8) {
        self.cover_open = byte & COVER_OPEN != 0;
        if byte & STOPPED_FOR_PAPER != 0 {
            self.paper = PaperState::Out;
        }
        self.error = match (byte & ERROR != 0, self.error) {
            (true, known) => known.or(Some(PrinterError::Unspecified)),
            (false, _) => None,
        };
    }

    fn error_bits(&self) -> u8 {
        match self.error {
            Some(PrinterError::Unrecoverable) => ERROR_UNRECOVERABLE,
            Some(PrinterError::Cutter) => ERROR_CUTTER,
            Some(PrinterError::Mechanical) => ERROR_MECHANICAL,
            Some(PrinterError::AutoRecoverable) => ERROR_AUTO_RECOVERABLE,
            Some(PrinterError::Unspecified) | None => 0,
        }
    }

    fn paper_sensor_bits(&self) -> u8 {
        bit(self.paper != PaperState::Ok, 0x03) | bit(self.paper == PaperState::Out, 0x0C)
    }
}

fn bit(on: bool, mask: u8) -> u8 {
    if on { mask } else { 0 }
}

fn error_of(byte: u8) -> Option<PrinterError> {
    // Several can be set; the worst one decides what the person at the counter must do.
    [
        (ERROR_UNRECOVERABLE, PrinterError::Unrecoverable),
        (ERROR_CUTTER, PrinterError::Cutter),
        (ERROR_MECHANICAL, PrinterError::Mechanical),
        (ERROR_AUTO_RECOVERABLE, PrinterError::AutoRecoverable),
    ]
    .into_iter()
    .find(|(mask, _)| byte & mask != 0)
    .map(|(_, error)| error)
}

fn paper_of_sensor(byte: u8) -> PaperState {
    match (byte & 0x0C != 0, byte & 0x03 != 0) {
        (true, _) => PaperState::Out,
        (false, true) => PaperState::NearEnd,
        (false, false) => PaperState::Ok,
    }
}

/// Answers of a TM-T88 with a cutter; names are sent between `_` and NUL.
fn printer_id(kind: u8) -> Vec<u8> {
    let name: &[u8] = match kind {
        1 | 49 => return vec![0x20],
        2 | 50 => return vec![0x02],
        3 | 51 => return vec![0x01],
        65 => b"1.00 ESC/POS",
        66 => b"EPSON",
        67 => b"TM-T88V",
        68 => b"SIM0000001",
        _ => b"",
    };
    [b"_", name, b"\0"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> Vec<PrinterStatus> {
        let mut states = Vec::new();
        for bits in 0u8..8 {
            for paper in [PaperState::Ok, PaperState::NearEnd, PaperState::Out] {
                for error in [
                    None,
                    Some(PrinterError::Unrecoverable),
                    Some(PrinterError::Cutter),
                    Some(PrinterError::Mechanical),
                    Some(PrinterError::AutoRecoverable),
                ] {
                    states.push(PrinterStatus {
                        online: bits & 1 != 0,
                        cover_open: bits & 2 != 0,
                        drawer_pin_high: bits & 4 != 0,
                        paper,
                        error,
                    });
                }
            }
        }
        states
    }

    #[test]
    fn four_real_time_answers_restore_the_whole_state() {
        for state in states() {
            let mut read = PrinterStatus {
                cover_open: !state.cover_open,
                ..PrinterStatus::READY
            };
            for request in StatusRequest::REAL_TIME {
                read.update(request, &state.answer(request)).unwrap();
            }
            assert_eq!(read, state);
        }
    }

    #[test]
    fn automatic_status_restores_the_whole_state() {
        for state in states() {
            assert_eq!(PrinterStatus::from_automatic(state.automatic()), Ok(state));
        }
    }

    #[test]
    fn in_order_answers_restore_their_part() {
        for state in states() {
            let mut read = PrinterStatus::READY;
            for request in [StatusRequest::PaperSensor, StatusRequest::DrawerPin] {
                read.update(request, &state.answer(request)).unwrap();
            }
            assert_eq!(
                (read.paper, read.drawer_pin_high),
                (state.paper, state.drawer_pin_high)
            );
        }
    }

    #[test]
    fn known_bytes_from_the_command_reference() {
        let ready = PrinterStatus::READY;
        for request in StatusRequest::REAL_TIME {
            assert_eq!(ready.answer(request), [0x12]);
        }
        let out = PrinterStatus {
            online: false,
            paper: PaperState::Out,
            ..ready
        };
        assert_eq!(out.answer(StatusRequest::Printer), [0x1A]);
        assert_eq!(out.answer(StatusRequest::OfflineCause), [0x32]);
        assert_eq!(out.answer(StatusRequest::RollPaper), [0x7E]);
        assert_eq!(out.automatic(), [0x18, 0x00, 0x0F, 0x00]);
        assert_eq!(ready.answer(StatusRequest::Automatic { mask: 0 }), []);
        assert_eq!(
            ready.answer(StatusRequest::ProcessId { id: *b"0042" }),
            *b"\x37\x220042\0"
        );
    }

    #[test]
    fn a_byte_without_its_fixed_bits_changes_nothing() {
        let mut status = PrinterStatus::READY;
        for byte in [0x00, 0xFF, 0x13, 0x92] {
            let error = status.update(StatusRequest::Printer, &[byte]);
            assert_eq!(
                error,
                Err(StatusError::FixedBits {
                    request: StatusRequest::Printer,
                    byte
                })
            );
        }
        assert!(status.update(StatusRequest::PaperSensor, &[0x10]).is_err());
        assert!(status.update(StatusRequest::RollPaper, &[]).is_err());
        assert_eq!(status, PrinterStatus::READY);
    }
}
