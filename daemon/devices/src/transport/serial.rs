//! A serial port on a blocking thread: open, read with a short timeout, say why it failed.

use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use serialport::{ClearBuffer, ErrorKind, FlowControl, SerialPort, TTYPort};

use super::tty::node_of;
use crate::board::Report;
use crate::device::{SerialScanner, State};
use crate::printer::config::{DataBits, Flow, Parity};

/// An open port. Others are kept out by `TIOCEXCL` and a lock until it is dropped.
#[derive(Debug)]
pub(crate) struct Port(TTYPort);

impl Port {
    /// Opens with one stop bit and throws away what came before: an old scan must not land in a new ticket.
    pub(crate) fn open(line: &SerialScanner, timeout: Duration) -> Result<Self, PortError> {
        let path = &node_of(&line.port).map_err(|error| PortError::Open {
            path: line.port.clone(),
            source: error.into(),
        })?;
        let at = |source| PortError::Open {
            path: path.clone(),
            source,
        };
        let builder = serialport::new(path.to_string_lossy(), line.baud)
            .parity(match line.parity {
                Parity::None => serialport::Parity::None,
                Parity::Odd => serialport::Parity::Odd,
                Parity::Even => serialport::Parity::Even,
            })
            .data_bits(match line.data_bits {
                DataBits::Seven => serialport::DataBits::Seven,
                DataBits::Eight => serialport::DataBits::Eight,
            })
            .flow_control(match line.flow {
                Flow::None => FlowControl::None,
                Flow::RtsCts => FlowControl::Hardware,
                Flow::XonXoff => FlowControl::Software,
            })
            .timeout(timeout);
        let port = TTYPort::open(&builder).map_err(at)?;
        port.clear(ClearBuffer::Input).map_err(at)?;
        Ok(Self(port))
    }

    /// Sets how long a read may wait.
    pub(crate) fn wait_at_most(&mut self, timeout: Duration) -> Result<(), PortError> {
        let set = self.0.set_timeout(timeout);
        set.map_err(|error| PortError::Read {
            source: error.into(),
        })
    }

    /// Sends a short order; what is not taken within the timeout is an error.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), PortError> {
        let sent = self.0.write_all(bytes);
        sent.map_err(|source| PortError::Write { source })
    }

    /// Reads what is there; `None` when nothing came within the timeout.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<Option<usize>, PortError> {
        match self.0.read(buffer) {
            // A terminal that hung up reads as an endless empty file.
            Ok(0) => Err(PortError::Gone),
            Ok(len) => Ok(Some(len)),
            Err(error) => match error.kind() {
                io::ErrorKind::TimedOut | io::ErrorKind::Interrupted => Ok(None),
                io::ErrorKind::BrokenPipe => Err(PortError::Gone),
                _ => Err(PortError::Read { source: error }),
            },
        }
    }
}

/// Why a port cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PortError {
    /// Opening or setting it up.
    #[error("opening serial port {}", path.display())]
    Open {
        /// The configured path.
        path: PathBuf,
        /// The system's reason.
        source: serialport::Error,
    },
    /// The cable or the device went away.
    #[error("reading the serial port: it is gone")]
    Gone,
    /// The system's reason.
    #[error("writing to the serial port")]
    Write {
        /// The system's reason.
        source: io::Error,
    },
    /// The system's reason.
    #[error("reading the serial port")]
    Read {
        /// The system's reason.
        source: io::Error,
    },
}

impl PortError {
    /// Says what this means for a person at the counter.
    pub(crate) fn report(&self) -> Report {
        let unplugged = "Check the scanner's cable and that it is switched on.";
        match self {
            Self::Open { path, source } => {
                let path = path.display();
                match source.kind {
                    ErrorKind::Io(io::ErrorKind::NotFound) => {
                        Report::new(State::Absent, format!("{path} does not exist"), unplugged)
                    }
                    ErrorKind::Io(io::ErrorKind::PermissionDenied) => Report::new(
                        State::Denied,
                        format!("{path} may not be opened by this service"),
                        "Give the service's user the port's group: \
                         sudo usermod -aG dialout counterd, then restart the service; \
                         or install the udev rules that come with it.",
                    ),
                    // What the library makes of EBUSY and of a lock that is taken.
                    ErrorKind::NoDevice => Report::new(
                        State::Denied,
                        format!("{path} is held by another program"),
                        format!("Close the program that uses the port: sudo fuser -v {path}"),
                    ),
                    ErrorKind::Io(_) | ErrorKind::InvalidInput | ErrorKind::Unknown => Report::new(
                        State::Absent,
                        format!("{path} cannot be opened: {source}"),
                        unplugged,
                    ),
                }
            }
            Self::Gone => Report::new(State::Absent, "the port went away", unplugged),
            Self::Write { source } => Report::new(
                State::Absent,
                format!("writing failed: {source}"),
                unplugged,
            ),
            Self::Read { source } => Report::new(
                State::Absent,
                format!("reading failed: {source}"),
                unplugged,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_names_the_next_step() {
        let open = |kind| PortError::Open {
            path: "/dev/ttyACM0".into(),
            source: serialport::Error::new(kind, "as the system says"),
        };
        let cases = [
            (
                open(ErrorKind::Io(io::ErrorKind::NotFound)),
                State::Absent,
                "cable",
            ),
            (
                open(ErrorKind::Io(io::ErrorKind::PermissionDenied)),
                State::Denied,
                "-aG dialout",
            ),
            (open(ErrorKind::NoDevice), State::Denied, "fuser"),
            (open(ErrorKind::Unknown), State::Absent, "cable"),
            (PortError::Gone, State::Absent, "cable"),
            (
                PortError::Read {
                    source: io::ErrorKind::Other.into(),
                },
                State::Absent,
                "cable",
            ),
        ];
        for (error, state, hint) in cases {
            let report = error.report();
            assert_eq!(report.state, state, "{error:?}");
            assert!(report.hint.contains(hint), "{error:?}: {}", report.hint);
        }
    }

    #[test]
    fn a_missing_path_is_absent() {
        let line = SerialScanner::new("/nonexistent/scanner");
        let error = Port::open(&line, Duration::from_millis(10)).unwrap_err();
        assert_eq!(error.report().state, State::Absent);
    }

    #[test]
    fn a_port_held_by_another_is_denied() {
        let sim = crate::scanner::serial::sim::SimScanner::start().unwrap();
        let held = Port::open(&SerialScanner::new(sim.path()), Duration::from_millis(10)).unwrap();
        let error =
            Port::open(&SerialScanner::new(sim.path()), Duration::from_millis(10)).unwrap_err();
        assert_eq!(error.report().state, State::Denied, "{error:?}");
        drop(held);
        assert!(Port::open(&SerialScanner::new(sim.path()), Duration::from_millis(10)).is_ok());
    }

    #[test]
    fn a_forbidden_path_is_denied() {
        use std::os::unix::fs::PermissionsExt as _;
        // The superuser may open anything; the mapping itself is tested above.
        if rustix::process::geteuid().is_root() {
            return;
        }
        let sim = crate::scanner::serial::sim::SimScanner::start().unwrap();
        let node = std::fs::canonicalize(sim.path()).unwrap();
        std::fs::set_permissions(&node, std::fs::Permissions::from_mode(0o000)).unwrap();
        let error = Port::open(&SerialScanner::new(&node), Duration::from_millis(10)).unwrap_err();
        assert_eq!(error.report().state, State::Denied, "{error:?}");
    }
}
