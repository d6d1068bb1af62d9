//! Why a USB printer cannot be used, and what a person does about it.

use crate::device::State;
use crate::usb::{Fix, HeldBy, NodeAccess, UsbAddress};

/// The four things that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It is not there, or not any more.
    Gone,
    /// It is there and this process may not use it.
    Denied,
    /// Another program has it.
    Busy,
    /// It is there and does not work, or the settings do not fit it.
    Broken,
}

/// Why a USB printer cannot be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum UsbPrinterError {
    /// Nothing with this address is plugged in.
    #[error("opening USB printer {address}: it is not plugged in")]
    Missing {
        /// The configured address.
        address: UsbAddress,
        /// Devices of the same model that are.
        similar: Vec<UsbAddress>,
    },
    /// Several devices fit the address.
    #[error("opening USB printer {address}: {} such devices are plugged in", candidates.len())]
    Ambiguous {
        /// The configured address.
        address: UsbAddress,
        /// What to write, one for each.
        candidates: Vec<UsbAddress>,
    },
    /// The device has no printer interface with a bulk endpoint to write to.
    #[error("opening USB printer {address}: the device is not a printer")]
    NotAPrinter {
        /// The configured address.
        address: UsbAddress,
    },
    /// It was unplugged or switched off while in use.
    #[error("using USB printer {address}: it is gone")]
    Gone {
        /// The configured address.
        address: UsbAddress,
    },
    /// Its node may not be opened.
    #[error(
        "opening USB printer {address}: {} ({}) may not be opened",
        access.path.display(), access.owner
    )]
    Denied {
        /// The configured address.
        address: UsbAddress,
        /// Its node, and whose that is.
        access: Box<NodeAccess>,
        /// What lets the service open it.
        fix: Box<Fix>,
    },
    /// Another program uses it.
    #[error("opening USB printer {address}: it is held by {held_by}")]
    Busy {
        /// The configured address.
        address: UsbAddress,
        /// Which, as far as can be seen.
        held_by: Box<HeldBy>,
    },
    /// The system or the printer refused a request.
    #[error("{doing} USB printer {address}")]
    Broken {
        /// The configured address.
        address: UsbAddress,
        /// The step, as in "writing to".
        doing: &'static str,
        /// The library's reason.
        source: rusb::Error,
    },
}

impl UsbPrinterError {
    /// Returns which of the four it is.
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Missing { .. } | Self::Gone { .. } => Fault::Gone,
            Self::Denied { .. } => Fault::Denied,
            Self::Busy { .. } => Fault::Busy,
            Self::Ambiguous { .. } | Self::NotAPrinter { .. } | Self::Broken { .. } => {
                Fault::Broken
            }
        }
    }

    /// Returns the state of a device with this fault.
    pub const fn state(&self) -> State {
        match self.fault() {
            Fault::Gone => State::Absent,
            Fault::Denied | Fault::Busy => State::Denied,
            Fault::Broken => State::Faulty,
        }
    }

    /// Returns the message with its cause, for one line of status.
    pub fn line(&self) -> String {
        match self {
            Self::Broken { source, .. } => format!("{self}: {source}"),
            Self::Missing { .. }
            | Self::Ambiguous { .. }
            | Self::NotAPrinter { .. }
            | Self::Gone { .. }
            | Self::Denied { .. }
            | Self::Busy { .. } => self.to_string(),
        }
    }

    /// Returns what the person at the counter does now.
    pub fn hint(&self) -> String {
        let unplugged = "Check the printer's USB cable and that it is switched on.";
        match self {
            Self::Missing { similar, .. } if similar.is_empty() => unplugged.to_owned(),
            Self::Missing { similar, .. } => format!(
                "{unplugged} If this is the printer that is plugged in now, write in its \
                 settings: {}.",
                choices(similar)
            ),
            Self::Gone { .. } => unplugged.to_owned(),
            Self::Ambiguous { candidates, .. } => format!(
                "Say in the printer's settings which one it is: {}.",
                choices(candidates)
            ),
            Self::NotAPrinter { .. } => "Run counterd's list of devices and write the printer's \
                                         own address in its settings."
                .to_owned(),
            Self::Denied { fix, .. } => fix.hint(),
            Self::Busy { held_by, .. } => held_by.hint(),
            Self::Broken { .. } => "Switch the printer off and on again. If that does not help, \
                                    plug its cable into another socket of this computer."
                .to_owned(),
        }
    }
}

fn choices(addresses: &[UsbAddress]) -> String {
    let lines: Vec<String> = addresses
        .iter()
        .map(|address| format!("usb = \"{address}\""))
        .collect();
    lines.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usb::{Holder, NodeClass, Owner, Subject};

    #[test]
    fn each_failure_names_its_state_and_the_next_step() {
        let address: UsbAddress = "04b8:0e28".parse().unwrap();
        let other: UsbAddress = "04b8:0e28/B".parse().unwrap();
        let access = NodeAccess {
            path: "/dev/bus/usb/001/004".into(),
            read: true,
            write: false,
            owner: Owner {
                user: "root".to_owned(),
                group: "root".to_owned(),
                mode: 0o664,
            },
        };
        let subject = Subject {
            path: access.path.clone(),
            class: NodeClass::Usb,
            ids: Some((0x04b8, 0x0e28)),
            printer: true,
        };
        let cases = [
            (
                UsbPrinterError::Missing {
                    address: address.clone(),
                    similar: vec![],
                },
                State::Absent,
                "cable",
                "not plugged in",
            ),
            (
                UsbPrinterError::Missing {
                    address: address.clone(),
                    similar: vec![other.clone()],
                },
                State::Absent,
                r#"usb = "04b8:0e28/B""#,
                "not plugged in",
            ),
            (
                UsbPrinterError::Ambiguous {
                    address: address.clone(),
                    candidates: vec![address.clone(), other],
                },
                State::Faulty,
                r#"usb = "04b8:0e28" or usb = "04b8:0e28/B""#,
                "2 such devices",
            ),
            (
                UsbPrinterError::NotAPrinter {
                    address: address.clone(),
                },
                State::Faulty,
                "list of devices",
                "not a printer",
            ),
            (
                UsbPrinterError::Gone {
                    address: address.clone(),
                },
                State::Absent,
                "cable",
                "gone",
            ),
            (
                UsbPrinterError::Denied {
                    address: address.clone(),
                    fix: Box::new(subject.fix_for(&access.owner)),
                    access: Box::new(access),
                },
                State::Denied,
                "70-counterd.rules",
                "(root:root 0664) may not be opened",
            ),
            (
                UsbPrinterError::Busy {
                    address: address.clone(),
                    held_by: Box::new(HeldBy {
                        programs: vec![Holder {
                            pid: 812,
                            program: "ipp-usb".to_owned(),
                        }],
                        drivers: vec![],
                    }),
                },
                State::Denied,
                "systemctl disable --now ipp-usb",
                "held by ipp-usb (process 812)",
            ),
            (
                UsbPrinterError::Broken {
                    address,
                    doing: "writing to",
                    source: rusb::Error::Pipe,
                },
                State::Faulty,
                "off and on",
                "writing to USB printer 04b8:0e28: Pipe error",
            ),
        ];
        for (error, state, hint, line) in cases {
            assert_eq!(error.state(), state, "{error:?}");
            assert!(error.hint().contains(hint), "{error:?}: {}", error.hint());
            assert!(error.line().contains(line), "{error:?}: {}", error.line());
        }
    }
}
