//! What is plugged in, in an operator's words, with the text to put into the settings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::device::State;

use super::access::{Fix, NodeAccess, NodeClass, Subject};
use super::address::UsbAddress;
use super::hid::Usage;
use super::holder::HeldBy;
use super::list::{Sysfs, UsbDevice};
use super::walk::{Node, NodeKind};

/// What a device most likely is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guess {
    /// A USB printer.
    Printer,
    /// A scanner that speaks HID POS.
    ScannerHidPos,
    /// Types like a keyboard: a scanner in keyboard mode, or a keyboard.
    ScannerKeyboard,
    /// A serial port: a scanner, a scale or an adapter with anything behind it.
    Serial,
}

impl Guess {
    /// Returns the lower-case words for lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Printer => "printer",
            Self::ScannerHidPos => "scanner hid-pos",
            Self::ScannerKeyboard => "scanner keyboard?",
            Self::Serial => "serial device",
        }
    }
}

/// One device that could be put into the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovered {
    /// What it most likely is.
    pub guess: Guess,
    /// What names it among those plugged in; `None` for the machine's own ports.
    pub identity: Option<UsbAddress>,
    /// Maker and model, or the port's name.
    pub title: String,
    /// The node that its driver opens, and who may.
    pub node: PathBuf,
    /// Who may use the node; `None` when it does not exist (udev is not done, or a container).
    pub access: Option<NodeAccess>,
    /// Ready, or denied with `fix`; absent without its node.
    pub state: State,
    /// What lets the service use it, when it may not.
    pub fix: Option<Fix>,
    /// Who else has it, as far as can be seen.
    pub held_by: HeldBy,
    /// The `[[device]]` section for the settings.
    pub settings: String,
}

/// Looks at this machine.
pub fn discover() -> Vec<Discovered> {
    discover_at(&Sysfs::default())
}

/// Looks at the machine of that sysfs; USB devices by bus and port, then the machine's own ports.
pub fn discover_at(sysfs: &Sysfs) -> Vec<Discovered> {
    let mut names = Names::default();
    let mut found = Vec::new();
    for device in sysfs.devices() {
        let candidates = of_device(&device);
        if candidates.is_empty() {
            continue;
        }
        let held_by = sysfs.held_by(&device);
        for (guess, subject, port) in candidates {
            let reach = match port {
                Some(port) => ("port", port.display().to_string()),
                None => ("usb", device.address.to_string()),
            };
            let settings = names.settings(guess, &reach);
            let identity = Some(device.identity.clone());
            let held_by = held_by.clone();
            found.push(discovered(
                guess,
                identity,
                device.title(),
                &subject,
                held_by,
                settings,
            ));
        }
    }
    for port in sysfs.serial_ports() {
        let settings = names.settings(Guess::Serial, &("port", port.path.display().to_string()));
        let held_by = HeldBy {
            programs: sysfs.holders(&port.path),
            drivers: Vec::new(),
        };
        let subject = Subject {
            path: port.path,
            class: NodeClass::Tty,
            ids: None,
            printer: false,
        };
        let title = format!("Serial port {}", port.name);
        found.push(discovered(
            Guess::Serial,
            None,
            title,
            &subject,
            held_by,
            settings,
        ));
    }
    found
}

fn discovered(
    guess: Guess,
    identity: Option<UsbAddress>,
    title: String,
    subject: &Subject,
    held_by: HeldBy,
    settings: String,
) -> Discovered {
    let access = subject.access();
    let fix = access.as_ref().and_then(|access| subject.fix(access));
    let state = match (&access, &fix) {
        (None, _) => State::Absent,
        (Some(_), Some(_)) => State::Denied,
        (Some(_), None) => State::Ready,
    };
    Discovered {
        guess,
        identity,
        title,
        node: subject.path.clone(),
        access,
        state,
        fix,
        held_by,
        settings,
    }
}

/// What one USB device can be used as: a guess, the node to open, and the serial port's path.
fn of_device(device: &UsbDevice) -> Vec<(Guess, Subject, Option<PathBuf>)> {
    let subject = |class, path: &PathBuf| device.subject(class, path.clone());
    let mut found = Vec::new();
    if device.is_printer() {
        found.push((Guess::Printer, subject(NodeClass::Usb, &device.node), None));
    }
    let nodes: Vec<&Node> = device
        .interfaces
        .iter()
        .flat_map(|one| &one.nodes)
        .collect();
    let pos = nodes.iter().find(|node| match &node.kind {
        NodeKind::Hidraw { usages } => usages.iter().any(|one| one.page == Usage::PAGE_SCANNER),
        NodeKind::Input { .. } | NodeKind::Tty { .. } | NodeKind::Lp => false,
    });
    let keys = nodes.iter().find(|node| match &node.kind {
        NodeKind::Input { keyboard } => *keyboard,
        NodeKind::Hidraw { .. } | NodeKind::Tty { .. } | NodeKind::Lp => false,
    });
    // A scanner that can do both is better read by its reports.
    if let Some(node) = pos {
        let subject = subject(NodeClass::Hidraw, &node.path);
        found.push((Guess::ScannerHidPos, subject, None));
    } else if let Some(node) = keys {
        let subject = subject(NodeClass::Input, &node.path);
        found.push((Guess::ScannerKeyboard, subject, None));
    }
    for node in nodes {
        if let NodeKind::Tty { by_id } = &node.kind {
            let port = by_id.as_ref().unwrap_or(&node.path).clone();
            let subject = subject(NodeClass::Tty, &node.path);
            found.push((Guess::Serial, subject, Some(port)));
        }
    }
    found
}

impl UsbDevice {
    /// Returns whether any of its interfaces is a printer's.
    pub fn is_printer(&self) -> bool {
        self.interfaces.iter().any(|one| one.is_printer())
    }

    /// Describes one of its nodes for a look at its permissions.
    pub fn subject(&self, class: NodeClass, path: PathBuf) -> Subject {
        Subject {
            path,
            class,
            ids: Some((self.identity.vendor, self.identity.product)),
            printer: self.is_printer(),
        }
    }
}

/// Gives each suggestion a name of its own.
#[derive(Default)]
struct Names(BTreeMap<&'static str, usize>);

impl Names {
    /// Writes the section; `reach` is the key and the value that lead to the device.
    fn settings(&mut self, guess: Guess, reach: &(&str, String)) -> String {
        let (base, kind, driver) = match guess {
            Guess::Printer => ("receipt-printer", "printer", "escpos"),
            Guess::ScannerHidPos => ("scanner", "scanner", "hid"),
            Guess::ScannerKeyboard => ("scanner", "scanner", "keyboard"),
            Guess::Serial => ("scanner", "scanner", "serial"),
        };
        let count = self.0.entry(base).or_default();
        *count += 1;
        let name = match *count {
            1 => base.to_owned(),
            more => format!("{base}-{more}"),
        };
        let (key, value) = reach;
        let value = quoted(value);
        format!(
            "[[device]]\nname = \"{name}\"\nkind = \"{kind}\"\ndriver = \"{driver}\"\n{key} = {value}\n"
        )
    }
}

/// Writes a TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            sign if sign.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(sign)));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::usb::fake::Machine;

    #[test]
    fn a_counter_is_described_with_its_settings() {
        let machine = Machine::counter();
        machine.uart("ttyS0", "devices/pnp0/00:01", Some("4"));
        let found = discover_at(&machine.sysfs());
        let dev = machine.dev().display().to_string();
        let rows: Vec<(Guess, String, String)> = found
            .iter()
            .map(|one| {
                let last = one.settings.replace(&dev, "/dev");
                let last: Vec<&str> = last.lines().skip(1).collect();
                (one.guess, one.title.clone(), last.join(", "))
            })
            .collect();
        let expected = [
            (
                Guess::ScannerHidPos,
                "Honeywell 1950 Scanner",
                r#"name = "scanner", kind = "scanner", driver = "hid", usb = "0c2e:0b61/19178B40E8""#,
            ),
            (
                Guess::Printer,
                "EPSON TM-T20II",
                r#"name = "receipt-printer", kind = "printer", driver = "escpos", usb = "04b8:0e28/J5XK001234""#,
            ),
            (
                Guess::Serial,
                "Honeywell 1900",
                r#"name = "scanner-2", kind = "scanner", driver = "serial", port = "/dev/serial/by-id/usb-Honeywell_1900-if00""#,
            ),
            (
                Guess::Serial,
                "FTDI FT232R USB UART",
                r#"name = "scanner-3", kind = "scanner", driver = "serial", port = "/dev/ttyUSB0""#,
            ),
            (
                Guess::ScannerKeyboard,
                "Logitech USB Keyboard",
                r#"name = "scanner-4", kind = "scanner", driver = "keyboard", usb = "046d:c31c""#,
            ),
            (
                Guess::Serial,
                "Serial port ttyS0",
                r#"name = "scanner-5", kind = "scanner", driver = "serial", port = "/dev/ttyS0""#,
            ),
        ];
        let expected = expected.map(|(guess, title, text)| (guess, title.into(), text.into()));
        assert_eq!(rows, expected);
        assert!(found.iter().all(|one| one.state == State::Ready));
    }

    #[test]
    fn a_node_that_is_not_there_yet_is_absent() {
        let machine = Machine::new();
        machine.printer("1-1", 4, None);
        std::fs::remove_file(machine.dev().join("bus/usb/001/004")).unwrap();
        let found = discover_at(&machine.sysfs());
        assert_eq!(found[0].state, State::Absent);
    }

    #[test]
    fn a_forbidden_node_is_denied_with_its_rule() {
        // The superuser may open anything; the rules are tested with their module.
        if rustix::process::geteuid().is_root() {
            return;
        }
        let machine = Machine::new();
        machine.printer("1-1", 4, None);
        let node = machine.dev().join("bus/usb/001/004");
        std::fs::set_permissions(&node, std::fs::Permissions::from_mode(0o000)).unwrap();
        let found = discover_at(&machine.sysfs());
        assert_eq!(found[0].state, State::Denied);
        assert!(found[0].fix.as_ref().unwrap().rule.contains("04b8"));
    }

    #[test]
    fn texts_are_quoted_for_toml() {
        assert_eq!(quoted("a\"b\\c\u{1}"), r#""a\"b\\c\u0001""#);
    }
}
