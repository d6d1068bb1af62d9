//! What a printer's answers, or their absence, mean for the person at the counter. Pure.

use std::io;

use crate::board::Report;
use crate::device::State;
use crate::printer::config::{Cable, PaperLevel, PrinterCondition, PrinterFault};
use crate::transport::link::LinkError;
use crate::transport::usb_printer::UsbPrinterError;

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

    pub(crate) fn report(&self, cable: &Cable) -> Report {
        if let Self::Link(LinkError::Connect { source, .. } | LinkError::Broken { source }) = self
            && let Some(usb) = source.get_ref().and_then(|inner| inner.downcast_ref())
        {
            let usb: &UsbPrinterError = usb;
            return Report::new(usb.state(), usb.line(), usb.hint());
        }
        let refused = match self {
            Self::Link(LinkError::Connect { source, .. }) => Some(source.kind()),
            Self::Link(LinkError::Closed | LinkError::Broken { .. }) | Self::Silent => None,
        };
        let (state, hint) = match (self, refused) {
            (Self::Link(_), Some(io::ErrorKind::PermissionDenied)) => (State::Denied, allow(cable)),
            (Self::Link(_), Some(io::ErrorKind::ResourceBusy)) => {
                (State::Denied, let_go(&cable.address()))
            }
            (Self::Link(_), _) => (State::Absent, plug_in(cable)),
            (Self::Silent, _) => (State::Faulty, wake(cable)),
        };
        Report::new(state, self.line(), hint)
    }
}

fn allow(cable: &Cable) -> String {
    match cable {
        Cable::Tcp { addr } => {
            format!("Allow this service to reach {addr}: firewall or unit file.")
        }
        Cable::Serial(_) => "Give the service's user the port's group: \
             sudo usermod -aG dialout counterd, then restart the service; \
             or install the udev rules that come with it."
            .to_owned(),
        Cable::Usb { .. } | Cable::Pipe(_) => {
            "Install the udev rules that come with this service, then plug the printer in again."
                .to_owned()
        }
    }
}

fn let_go(address: &str) -> String {
    format!("Close the program that uses {address}: sudo fuser -v {address}")
}

fn plug_in(cable: &Cable) -> String {
    let address = cable.address();
    match cable {
        Cable::Tcp { .. } => {
            format!("Check that the printer is on and its network cable is in ({address}).")
        }
        Cable::Serial(_) | Cable::Usb { .. } | Cable::Pipe(_) => {
            format!("Check that the printer is on and its cable is in ({address}).")
        }
    }
}

fn wake(cable: &Cable) -> String {
    match cable {
        Cable::Tcp { .. } => {
            "Switch the printer off and on. Another program may hold its connection."
        }
        Cable::Serial(_) => {
            "Switch the printer off and on. Check that its baud rate and parity are those set here."
        }
        Cable::Usb { .. } | Cable::Pipe(_) => "Switch the printer off and on.",
    }
    .to_owned()
}

/// Returns what keeps a printer from printing and what to do about it.
pub(crate) fn blocked_by(condition: &PrinterCondition) -> Option<(&'static str, &'static str)> {
    if let Some(fault) = condition.fault {
        return Some(fault_text(fault));
    }
    let paper_out = condition.paper == PaperLevel::Out;
    match (condition.cover_open, paper_out) {
        (true, true) => Some((
            "no paper and the cover is open",
            "Put in paper, then close the cover.",
        )),
        (true, false) => Some(("the cover is open", "Close the cover.")),
        (false, true) => Some(("no paper", "Open the cover, put in paper, close the cover.")),
        (false, false) if condition.ribbon_out => Some((
            "no ribbon",
            "Open the cover, put in a new ribbon, close the cover.",
        )),
        (false, false) if condition.paused => {
            Some(("the printer is paused", "Press its pause button."))
        }
        (false, false) if condition.offline => Some((
            "the printer is offline",
            "Press its feed button; if it stays offline, restart it.",
        )),
        (false, false) => None,
    }
}

const fn fault_text(fault: PrinterFault) -> (&'static str, &'static str) {
    match fault {
        PrinterFault::Unrecoverable => (
            "the printer reports a failure",
            "Switch it off and on; if it comes back, call service.",
        ),
        PrinterFault::Cutter => (
            "the cutter is jammed",
            "Open the cover, remove the paper jam, close the cover.",
        ),
        PrinterFault::Jam => (
            "the printer is jammed",
            "Open the cover, remove the paper jam, close the cover.",
        ),
        PrinterFault::HeadHot => (
            "the print head is too hot",
            "Wait a minute; it goes on by itself.",
        ),
        PrinterFault::Other => (
            "the printer reports an error",
            "Look at its lights; restart it.",
        ),
    }
}

/// Returns the report of a printer that answers.
pub(crate) fn report(condition: PrinterCondition) -> Report {
    let mut report = match blocked_by(&condition) {
        Some((detail, hint)) => Report::new(State::Faulty, detail, hint),
        None if condition.paper == PaperLevel::Low => Report::new(
            State::Ready,
            "paper is running low",
            "Have a new roll at hand.",
        ),
        None => Report::new(State::Ready, "ready", ""),
    };
    report.printer = Some(condition);
    report
}

/// Returns the report of a connected printer that answers nothing.
pub(crate) fn mute() -> Report {
    Report::new(State::Ready, "connected; this model reports no status", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::config::SerialLine;

    #[test]
    fn every_condition_has_a_state_and_a_next_step() {
        let ready = PrinterCondition::default();
        let faulty = |fault| PrinterCondition {
            fault: Some(fault),
            ..ready
        };
        let cases = [
            (ready, State::Ready, ""),
            (
                PrinterCondition {
                    paper: PaperLevel::Low,
                    ..ready
                },
                State::Ready,
                "roll",
            ),
            (
                PrinterCondition {
                    paper: PaperLevel::Out,
                    ..ready
                },
                State::Faulty,
                "put in paper",
            ),
            (
                PrinterCondition {
                    cover_open: true,
                    ..ready
                },
                State::Faulty,
                "Close the cover",
            ),
            (
                PrinterCondition {
                    ribbon_out: true,
                    ..ready
                },
                State::Faulty,
                "ribbon",
            ),
            (
                PrinterCondition {
                    paused: true,
                    offline: true,
                    ..ready
                },
                State::Faulty,
                "pause button",
            ),
            (
                PrinterCondition {
                    offline: true,
                    ..ready
                },
                State::Faulty,
                "feed button",
            ),
            (faulty(PrinterFault::Cutter), State::Faulty, "paper jam"),
            (faulty(PrinterFault::HeadHot), State::Faulty, "Wait"),
        ];
        for (condition, state, hint) in cases {
            let report = report(condition);
            assert_eq!(report.state, state, "{condition:?}");
            assert!(report.hint.contains(hint), "{condition:?}: {}", report.hint);
        }
    }

    #[test]
    fn a_broken_conversation_says_which_kind() {
        let tcp = Cable::Tcp {
            addr: "p:9100".to_owned(),
        };
        let serial = Cable::Serial(SerialLine::new("/dev/ttyS0"));
        let connect = |kind: io::ErrorKind| {
            Trouble::Link(LinkError::Connect {
                addr: "p:9100".to_owned(),
                source: kind.into(),
            })
        };
        let denied = io::ErrorKind::PermissionDenied;
        let cases = [
            (
                connect(io::ErrorKind::ConnectionRefused),
                &tcp,
                State::Absent,
                "network cable",
            ),
            (connect(denied), &tcp, State::Denied, "firewall"),
            (connect(denied), &serial, State::Denied, "-aG dialout"),
            (
                connect(io::ErrorKind::ResourceBusy),
                &serial,
                State::Denied,
                "fuser",
            ),
            (
                connect(io::ErrorKind::NotFound),
                &serial,
                State::Absent,
                "/dev/ttyS0",
            ),
            (
                Trouble::Link(LinkError::Closed),
                &tcp,
                State::Absent,
                "p:9100",
            ),
            (Trouble::Silent, &tcp, State::Faulty, "Another program"),
            (Trouble::Silent, &serial, State::Faulty, "baud"),
        ];
        for (trouble, cable, state, hint) in cases {
            let report = trouble.report(cable);
            assert_eq!(report.state, state, "{trouble:?}");
            assert!(report.hint.contains(hint), "{trouble:?}: {}", report.hint);
        }
    }
}
