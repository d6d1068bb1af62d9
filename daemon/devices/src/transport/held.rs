//! A serial line that a small device's thread holds: what keeps it from being held, for a person.

use std::io;

use crate::board::Report;
use crate::device::State;

/// Says what a failed open or a broken line means for a person at the counter.
pub(crate) fn report(path: &str, what: &str, error: &io::Error) -> Report {
    let unplugged = format!("Check the {what}'s cable and that it is switched on.");
    match error.kind() {
        io::ErrorKind::NotFound => {
            Report::new(State::Absent, format!("{path} does not exist"), unplugged)
        }
        io::ErrorKind::PermissionDenied => Report::new(
            State::Denied,
            format!("{path} may not be opened by this service"),
            "Give the service's user the port's group: sudo usermod -aG dialout counterd, then restart the service; \
             or install the udev rules that come with it.",
        ),
        io::ErrorKind::ResourceBusy => Report::new(
            State::Denied,
            format!("{path} is held by another program"),
            format!("Close the program that uses the port: sudo fuser -v {path}"),
        ),
        io::ErrorKind::UnexpectedEof => Report::new(State::Absent, "the port went away", unplugged),
        _ => Report::new(State::Absent, format!("{path}: {error}"), unplugged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_names_the_next_step() {
        for (kind, state, hint) in [
            (io::ErrorKind::NotFound, State::Absent, "scale's cable"),
            (
                io::ErrorKind::PermissionDenied,
                State::Denied,
                "-aG dialout",
            ),
            (
                io::ErrorKind::ResourceBusy,
                State::Denied,
                "fuser -v /dev/x",
            ),
            (io::ErrorKind::UnexpectedEof, State::Absent, "scale's cable"),
            (io::ErrorKind::Other, State::Absent, "scale's cable"),
        ] {
            let report = report("/dev/x", "scale", &kind.into());
            assert_eq!(report.state, state, "{kind:?}");
            assert!(report.hint.contains(hint), "{kind:?}: {}", report.hint);
        }
    }
}
