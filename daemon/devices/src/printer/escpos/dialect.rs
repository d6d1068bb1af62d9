//! The questions and answers of ESC/POS on one connection. Pure.
//!
//! Sources: Epson ESC/POS Command Reference, `DLE EOT` (answered at once), `GS a` (told at each
//! change), `GS r` and `GS ( H` function 48 (answered when everything before them was processed).

use std::collections::VecDeque;

use paper::escpos::{PaperState, PrinterError, PrinterStatus, Reply, ReplyReader, StatusRequest};

use crate::printer::config::{Confirmation, Escpos, PaperLevel, PrinterCondition, PrinterFault};
use crate::printer::dialect::{Dialect, Tag};

/// Everything that `GS a` can report.
const AUTOMATIC_ALL: u8 = 0xFF;
/// Most confirmed tags kept until they are asked for.
const CONFIRMED_MAX: usize = 16;

/// One connection to an ESC/POS printer.
#[derive(Debug)]
pub(crate) struct EscposDialect {
    confirmation: Confirmation,
    automatic_status: bool,
    replies: ReplyReader,
    /// Real-time questions without an answer yet, oldest first.
    asked: VecDeque<StatusRequest>,
    /// The next question of the round.
    step: usize,
    /// The next question while a confirmation is awaited.
    turn: usize,
    status: PrinterStatus,
    /// Whether the drawer's pin was ever told.
    pin_told: bool,
    /// Jobs whose `GS r` is not answered yet, oldest first.
    unanswered: VecDeque<Tag>,
    confirmed: VecDeque<Tag>,
}

impl EscposDialect {
    /// The questions of a round; the last one only when there is an error.
    const ROUND: [StatusRequest; 4] = [
        StatusRequest::Printer,
        StatusRequest::OfflineCause,
        StatusRequest::RollPaper,
        StatusRequest::ErrorCause,
    ];
    const WAITING: [StatusRequest; 3] = [
        StatusRequest::OfflineCause,
        StatusRequest::RollPaper,
        StatusRequest::Printer,
    ];

    pub(crate) fn new(settings: &Escpos) -> Self {
        Self {
            confirmation: settings.confirmation,
            automatic_status: settings.automatic_status,
            replies: ReplyReader::new(),
            asked: VecDeque::new(),
            step: 0,
            turn: 0,
            status: PrinterStatus::READY,
            pin_told: false,
            unanswered: VecDeque::new(),
            confirmed: VecDeque::new(),
        }
    }

    fn ask(&mut self, request: StatusRequest) -> Vec<u8> {
        self.asked.push_back(request);
        request.bytes()
    }

    fn answered(&mut self, byte: u8) {
        // Picture data may hold a question by chance: its answer was not asked for.
        let Some(request) = self.asked.pop_front() else {
            return;
        };
        if let Err(error) = self.status.update(request, &[byte]) {
            tracing::warn!(%error, "printer status not understood");
            return;
        }
        match request {
            StatusRequest::Printer => self.pin_told = true,
            // It said that there is an error and then not which.
            StatusRequest::ErrorCause => {
                self.status.error = self.status.error.or(Some(PrinterError::Unspecified));
            }
            StatusRequest::OfflineCause
            | StatusRequest::RollPaper
            | StatusRequest::PaperSensor
            | StatusRequest::DrawerPin
            | StatusRequest::Automatic { .. }
            | StatusRequest::ProcessId { .. }
            | StatusRequest::PrinterId { .. } => {}
        }
    }

    fn confirm_one(&mut self, tag: Tag) {
        if self.confirmed.len() >= CONFIRMED_MAX {
            self.confirmed.pop_front();
        }
        self.confirmed.push_back(tag);
    }
}

impl Dialect for EscposDialect {
    fn opening(&mut self) -> Vec<u8> {
        if self.automatic_status {
            let mask = AUTOMATIC_ALL;
            StatusRequest::Automatic { mask }.bytes()
        } else {
            Vec::new()
        }
    }

    fn question(&mut self) -> Option<Vec<u8>> {
        let request = Self::ROUND.get(self.step).copied();
        let needless = request == Some(StatusRequest::ErrorCause) && self.status.error.is_none();
        let Some(request) = request.filter(|_| !needless) else {
            self.step = 0;
            return None;
        };
        self.step += 1;
        Some(self.ask(request))
    }

    fn awaits(&self) -> bool {
        !self.asked.is_empty()
    }

    fn hear(&mut self, bytes: &[u8]) {
        for reply in self.replies.feed(bytes) {
            match reply {
                Reply::RealTime(byte) => self.answered(byte),
                Reply::InOrder(_) => {
                    if let Some(tag) = self.unanswered.pop_front() {
                        self.confirm_one(tag);
                    }
                }
                Reply::Automatic(bytes) => {
                    if let Ok(status) = PrinterStatus::from_automatic(bytes) {
                        self.status = status;
                        self.pin_told = true;
                    }
                }
                Reply::ProcessId(id) => self.confirm_one(Tag(id)),
                Reply::Name(_) | Reply::Unknown(_) => {}
            }
        }
    }

    fn condition(&self) -> PrinterCondition {
        let status = self.status;
        PrinterCondition {
            paper: match status.paper {
                PaperState::Ok => PaperLevel::Present,
                PaperState::NearEnd => PaperLevel::Low,
                PaperState::Out => PaperLevel::Out,
            },
            cover_open: status.cover_open,
            fault: status.error.map(|error| match error {
                PrinterError::Unrecoverable => PrinterFault::Unrecoverable,
                PrinterError::Cutter => PrinterFault::Cutter,
                PrinterError::Mechanical => PrinterFault::Jam,
                PrinterError::AutoRecoverable => PrinterFault::HeadHot,
                PrinterError::Unspecified => PrinterFault::Other,
            }),
            offline: !status.online,
            drawer_pin_high: self.pin_told.then_some(status.drawer_pin_high),
            ..PrinterCondition::default()
        }
    }

    fn confirm(&mut self, tag: Tag) -> Vec<u8> {
        match self.confirmation {
            Confirmation::InOrder => {
                self.unanswered.push_back(tag);
                StatusRequest::PaperSensor.bytes()
            }
            Confirmation::ProcessId => StatusRequest::ProcessId { id: tag.0 }.bytes(),
        }
    }

    fn nudge(&mut self) -> Option<Vec<u8>> {
        let request = *Self::WAITING.get(self.turn)?;
        self.turn = (self.turn + 1) % Self::WAITING.len();
        Some(self.ask(request))
    }

    fn confirmed(&mut self) -> Option<Tag> {
        self.confirmed.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use paper::escpos::Profile;

    use super::*;

    const TAG: Tag = Tag(*b"J001");

    fn dialect(confirmation: Confirmation) -> EscposDialect {
        EscposDialect::new(&Escpos {
            confirmation,
            automatic_status: true,
            ..Escpos::new(Profile::epson_80mm())
        })
    }

    /// Answers a whole round as a printer in this state; returns how many questions there were.
    fn round(dialect: &mut EscposDialect, status: PrinterStatus) -> usize {
        let mut questions = 0;
        while let Some(question) = dialect.question() {
            assert!(dialect.awaits());
            let request = StatusRequest::REAL_TIME[usize::from(question[2]) - 1];
            dialect.hear(&status.answer(request));
            assert!(!dialect.awaits());
            questions += 1;
        }
        questions
    }

    #[test]
    fn a_round_tells_the_whole_condition_and_asks_for_the_cause_only_of_an_error() {
        let mut dialect = dialect(Confirmation::InOrder);
        assert_eq!(dialect.condition().drawer_pin_high, None);
        assert_eq!(round(&mut dialect, PrinterStatus::READY), 3);
        let ready = PrinterCondition {
            drawer_pin_high: Some(false),
            ..PrinterCondition::default()
        };
        assert_eq!(dialect.condition(), ready);
        let jammed = PrinterStatus {
            online: false,
            drawer_pin_high: true,
            error: Some(PrinterError::Cutter),
            ..PrinterStatus::READY
        };
        assert_eq!(round(&mut dialect, jammed), 4);
        let condition = dialect.condition();
        assert!(condition.cutter_error() && condition.offline);
        assert_eq!(condition.drawer_pin_high, Some(true));
        let vague = PrinterStatus {
            error: Some(PrinterError::Unspecified),
            ..jammed
        };
        round(&mut dialect, PrinterStatus::READY);
        round(&mut dialect, vague);
        assert_eq!(dialect.condition().fault, Some(PrinterFault::Other));
    }

    #[test]
    fn an_answer_in_order_confirms_only_what_was_asked_here() {
        let mut dialect = dialect(Confirmation::InOrder);
        dialect.hear(&[0x00]);
        assert_eq!(
            dialect.confirmed(),
            None,
            "a late answer of another connection"
        );
        assert_eq!(dialect.confirm(TAG), [0x1D, b'r', 1]);
        dialect.hear(&PrinterStatus::READY.automatic());
        assert_eq!(dialect.confirmed(), None);
        dialect.hear(&[0x00]);
        assert_eq!(
            (dialect.confirmed(), dialect.confirmed()),
            (Some(TAG), None)
        );
    }

    #[test]
    fn a_process_id_names_its_job_also_when_it_was_asked_before() {
        let mut dialect = dialect(Confirmation::ProcessId);
        assert_eq!(dialect.opening(), [0x1D, b'a', 0xFF]);
        assert_eq!(dialect.confirm(TAG), b"\x1D(H\x06\x000\x30J001");
        dialect.hear(b"\x37\x22J0");
        dialect.hear(b"00\x00\x37\x22J001\x00");
        assert_eq!(dialect.confirmed(), Some(Tag(*b"J000")));
        assert_eq!(dialect.confirmed(), Some(TAG));
    }

    #[test]
    fn tags_that_nobody_fetches_do_not_pile_up() {
        let mut dialect = dialect(Confirmation::ProcessId);
        for _ in 0..1000 {
            dialect.hear(b"\x37\x22J001\x00");
        }
        assert_eq!(
            std::iter::from_fn(|| dialect.confirmed()).count(),
            CONFIRMED_MAX
        );
    }
}
