//! What a printer's answers, or their absence, mean for the person at the counter. Pure.

use std::io;

use paper::escpos::{PaperState, PrinterError, PrinterStatus};

use crate::board::Report;
use crate::device::{PaperLevel, PrinterCondition, State};
use crate::transport::tcp::LinkError;

/// Why the conversation with a printer ended.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The connection could not be made, or broke.
    Link(LinkError),
    /// The connection stands and nobody answers on it.
    Silent,
}

impl From<LinkError> for Trouble {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

impl Trouble {
    /// Says it in one line.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Link(error) => error.line(),
            Self::Silent => "the printer does not answer".to_owned(),
        }
    }

    pub(crate) fn report(&self, addr: &str) -> Report {
        let denied = matches!(
            self,
            Self::Link(LinkError::Connect { source, .. })
                if source.kind() == io::ErrorKind::PermissionDenied
        );
        let (state, hint) = match self {
            Self::Link(_) if denied => (
                State::Denied,
                format!("Allow this service to reach {addr}: firewall or unit file."),
            ),
            Self::Link(_) => (
                State::Absent,
                format!("Check that the printer is on and its network cable is in ({addr})."),
            ),
            Self::Silent => (
                State::Faulty,
                "Switch the printer off and on. Another program may hold its connection."
                    .to_owned(),
            ),
        };
        Report::new(state, self.line(), hint)
    }
}

/// Returns what keeps a printer from printing and what to do about it.
pub(crate) fn blocked_by(status: PrinterStatus) -> Option<(&'static str, &'static str)> {
    let paper_out = status.paper == PaperState::Out;
    match (status.error, status.cover_open, paper_out) {
        (Some(error), _, _) => Some(error_text(error)),
        (None, true, true) => Some((
            "no paper and the cover is open",
            "Put in paper, then close the cover.",
        )),
        (None, true, false) => Some(("the cover is open", "Close the cover.")),
        (None, false, true) => Some(("no paper", "Open the cover, put in paper, close the cover.")),
        (None, false, false) if !status.online => Some((
            "the printer is offline",
            "Press its feed button; if it stays offline, restart it.",
        )),
        (None, false, false) => None,
    }
}

const fn error_text(error: PrinterError) -> (&'static str, &'static str) {
    match error {
        PrinterError::Unrecoverable => (
            "the printer reports a failure",
            "Switch it off and on; if it comes back, call service.",
        ),
        PrinterError::Cutter => (
            "the cutter is jammed",
            "Open the cover, remove the paper jam, close the cover.",
        ),
        PrinterError::Mechanical => (
            "the printer is jammed",
            "Open the cover, remove the paper jam, close the cover.",
        ),
        PrinterError::AutoRecoverable => (
            "the print head is too hot",
            "Wait a minute; it goes on by itself.",
        ),
        PrinterError::Unspecified => (
            "the printer reports an error",
            "Look at its lights; restart it.",
        ),
    }
}

/// Returns the report of a printer that answers.
pub(crate) fn report(status: PrinterStatus) -> Report {
    let paper = match status.paper {
        PaperState::Ok => PaperLevel::Present,
        PaperState::NearEnd => PaperLevel::Low,
        PaperState::Out => PaperLevel::Out,
    };
    let mut report = match blocked_by(status) {
        Some((detail, hint)) => Report::new(State::Faulty, detail, hint),
        None if paper == PaperLevel::Low => Report::new(
            State::Ready,
            "paper is running low",
            "Have a new roll at hand.",
        ),
        None => Report::new(State::Ready, "ready", ""),
    };
    report.printer = Some(PrinterCondition {
        paper,
        cover_open: status.cover_open,
    });
    report
}

/// Returns the report of a connected printer that answers nothing.
pub(crate) fn mute() -> Report {
    Report::new(State::Ready, "connected; this model reports no status", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_has_a_state_and_a_next_step() {
        let ready = PrinterStatus::READY;
        let cases = [
            (ready, State::Ready, ""),
            (
                PrinterStatus {
                    paper: PaperState::NearEnd,
                    ..ready
                },
                State::Ready,
                "roll",
            ),
            (
                PrinterStatus {
                    paper: PaperState::Out,
                    ..ready
                },
                State::Faulty,
                "put in paper",
            ),
            (
                PrinterStatus {
                    cover_open: true,
                    ..ready
                },
                State::Faulty,
                "Close the cover",
            ),
            (
                PrinterStatus {
                    online: false,
                    ..ready
                },
                State::Faulty,
                "feed button",
            ),
            (
                PrinterStatus {
                    error: Some(PrinterError::Cutter),
                    ..ready
                },
                State::Faulty,
                "paper jam",
            ),
        ];
        for (status, state, hint) in cases {
            let report = report(status);
            assert_eq!(report.state, state, "{status:?}");
            assert!(report.hint.contains(hint), "{status:?}: {}", report.hint);
        }
    }

    #[test]
    fn a_broken_conversation_says_which_kind() {
        let connect = |kind: io::ErrorKind| {
            Trouble::Link(LinkError::Connect {
                addr: "p:9100".to_owned(),
                source: kind.into(),
            })
        };
        assert_eq!(
            connect(io::ErrorKind::ConnectionRefused)
                .report("p:9100")
                .state,
            State::Absent
        );
        assert_eq!(
            connect(io::ErrorKind::PermissionDenied)
                .report("p:9100")
                .state,
            State::Denied
        );
        assert_eq!(
            Trouble::Link(LinkError::Closed).report("p:9100").state,
            State::Absent
        );
        assert_eq!(Trouble::Silent.report("p:9100").state, State::Faulty);
    }
}
