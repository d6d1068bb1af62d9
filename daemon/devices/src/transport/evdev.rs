//! The keys of one input device over evdev: find it, keep it to ourselves, read until it is gone.

use std::fmt;
use std::fs;
use std::io;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use evdev::EventType;
use evdev::raw_stream::RawDevice;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::board::Report;
use crate::device::State;

/// `SYN_DROPPED`: the kernel's buffer overflowed.
const SYN_DROPPED: u16 = 3;
/// Where the kernel lists input devices.
const SYS_INPUT: &str = "/sys/class/input";

/// What a keyboard told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key went down. Codes are those of `linux/input-event-codes.h`.
    Down(u16),
    /// A key came up.
    Up(u16),
    /// Keys were lost.
    Lost,
}

/// One open keyboard that nobody else hears; dropping it gives it back.
pub trait KeySource: Send + fmt::Debug {
    /// Waits at most this long for keys; none when none came.
    ///
    /// # Errors
    /// The system's, also when the device is gone and every key before that was given.
    fn read(&mut self, wait: Duration) -> io::Result<Vec<Key>>;
}

/// Why a keyboard cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeySourceError {
    /// No device has this address.
    #[error("opening keyboard {at}: there is none")]
    Absent {
        /// The configured address.
        at: String,
    },
    /// The address fits several.
    #[error("opening keyboard {at}: several fit")]
    Several {
        /// The configured address.
        at: String,
    },
    /// This process may not open it.
    #[error("opening {path}: permission denied")]
    Denied {
        /// The device node.
        path: String,
    },
    /// Another program keeps it to itself.
    #[error("opening {path}: another program has it")]
    Held {
        /// The device node.
        path: String,
    },
    /// The system's reason.
    #[error("using keyboard {at}")]
    Io {
        /// The configured address.
        at: String,
        /// The system's reason.
        source: io::Error,
    },
}

impl KeySourceError {
    /// Says what this means for a person at the counter.
    pub(crate) fn report(&self) -> Report {
        let unplugged = "Check the scanner's cable and that it is switched on.";
        match self {
            Self::Absent { at } => {
                Report::new(State::Absent, format!("{at} is not connected"), unplugged)
            }
            Self::Several { at } => Report::new(
                State::Faulty,
                format!("several keyboards fit {at}"),
                "Write the path of one under /dev/input/by-id in the settings.",
            ),
            Self::Denied { path } => Report::new(
                State::Denied,
                format!("{path} may not be opened by this service"),
                "Install the udev rules that come with the service, then plug the scanner in again.",
            ),
            Self::Held { path } => Report::new(
                State::Denied,
                format!("{path} is kept by another program"),
                format!("Close the program that uses the scanner: sudo fuser -v {path}"),
            ),
            Self::Io { at, source } => Report::new(
                State::Absent,
                format!("{at} went away: {source}"),
                unplugged,
            ),
        }
    }
}

/// An open and grabbed evdev node. The kernel gives it back when it is closed, even by a kill.
pub(crate) struct Evdev(RawDevice);

impl fmt::Debug for Evdev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Evdev").field(&self.0.name()).finish()
    }
}

impl Evdev {
    /// Opens the keyboard at an address, as in [`crate::KeyboardScanner::at`], and takes it from everybody else.
    pub(crate) fn open(at: &str) -> Result<Self, KeySourceError> {
        let path = find(at, Path::new(SYS_INPUT))?;
        let shown = || path.display().to_string();
        let io = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => KeySourceError::Absent { at: at.to_owned() },
            io::ErrorKind::PermissionDenied => KeySourceError::Denied { path: shown() },
            io::ErrorKind::ResourceBusy => KeySourceError::Held { path: shown() },
            _ => KeySourceError::Io {
                at: at.to_owned(),
                source,
            },
        };
        let mut device = RawDevice::open(&path).map_err(io)?;
        rustix::io::ioctl_fionbio(&device, true).map_err(|error| io(error.into()))?;
        device.grab().map_err(io)?;
        let mut opened = Self(device);
        // What was typed before is not ours.
        while !opened.read(Duration::ZERO).map_err(io)?.is_empty() {}
        Ok(opened)
    }
}

impl KeySource for Evdev {
    fn read(&mut self, wait: Duration) -> io::Result<Vec<Key>> {
        let timeout = Timespec::try_from(wait).map_err(io::Error::other)?;
        let mut fds = [PollFd::from_borrowed_fd(self.0.as_fd(), PollFlags::IN)];
        match poll(&mut fds, Some(&timeout)) {
            Ok(0) | Err(Errno::INTR) => return Ok(Vec::new()),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        // An unplugged device still has keys to give: only the read itself says that it is gone.
        let events = match self.0.fetch_events() {
            Ok(events) => events,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let key = |event: evdev::InputEvent| match (event.event_type(), event.value()) {
            (EventType::KEY, 1) => Some(Key::Down(event.code())),
            (EventType::KEY, 0) => Some(Key::Up(event.code())),
            (EventType::SYNCHRONIZATION, _) if event.code() == SYN_DROPPED => Some(Key::Lost),
            _ => None,
        };
        Ok(events.filter_map(key).collect())
    }
}

/// Returns the device node at an address.
fn find(at: &str, sys_input: &Path) -> Result<PathBuf, KeySourceError> {
    if at.starts_with('/') {
        return Ok(PathBuf::from(at));
    }
    let (ids, serial) = at
        .split_once('/')
        .map_or((at, None), |(ids, serial)| (ids, Some(serial)));
    // No directory, no input devices.
    let entries = fs::read_dir(sys_input).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let number = entry
                .file_name()
                .to_str()?
                .strip_prefix("event")?
                .parse()
                .ok()?;
            let device = entry.path().join("device");
            let fits = is_keyboard(&device)
                && format!(
                    "{}:{}",
                    said(&device, "id/vendor"),
                    said(&device, "id/product")
                )
                .eq_ignore_ascii_case(ids)
                && serial.is_none_or(|serial| said(&device, "uniq") == serial.trim());
            fits.then_some((number, device))
        })
        .collect();
    found.sort();
    let Some((number, first)) = found.first() else {
        return Err(KeySourceError::Absent { at: at.to_owned() });
    };
    // One scanner may be several keyboards of which it uses the first; two scanners differ in their socket.
    let socket = |device: &Path| {
        let phys = said(device, "phys");
        phys.rsplit_once('/')
            .map_or(phys.clone(), |(socket, _)| socket.to_owned())
    };
    if found
        .iter()
        .any(|(_, other)| socket(other) != socket(first))
    {
        return Err(KeySourceError::Several { at: at.to_owned() });
    }
    Ok(PathBuf::from(format!("/dev/input/event{number}")))
}

/// Says whether it has the digits and Enter.
fn is_keyboard(device: &Path) -> bool {
    // Words of hexadecimal digits, the lowest keys in the last one: 2 to 11 are the digits, 28 is Enter.
    const NEEDED: u64 = 0b11_1111_1111 << 2 | 1 << 28;
    let keys = said(device, "capabilities/key");
    let lowest = keys.split(' ').next_back().unwrap_or_default();
    u64::from_str_radix(lowest, 16).is_ok_and(|keys| keys & NEEDED == NEEDED)
}

/// Returns what a file of the kernel says; nothing when there is none.
fn said(device: &Path, file: &str) -> String {
    let text = fs::read_to_string(device.join(file)).unwrap_or_default();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts an input device into a directory made as the kernel's.
    fn put(root: &Path, event: u32, ids: (&str, &str), uniq: &str, phys: &str, keys: &str) {
        let device = root.join(format!("event{event}/device"));
        fs::create_dir_all(device.join("id")).unwrap();
        fs::create_dir_all(device.join("capabilities")).unwrap();
        for (file, text) in [
            ("id/vendor", ids.0),
            ("id/product", ids.1),
            ("uniq", uniq),
            ("phys", phys),
            ("capabilities/key", keys),
        ] {
            fs::write(device.join(file), format!("{text}\n")).unwrap();
        }
    }

    #[test]
    fn an_address_finds_one_keyboard_or_says_why_not() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let (keyboard, mouse) = (
            "7fffffffffffff ffffffffffffffff fffffffffffffffe",
            "70000 0 0 0 0",
        );
        let scanner = ("05e0", "1200");
        put(root, 7, scanner, "S1", "usb-1/input0", keyboard);
        put(root, 10, scanner, "S1", "usb-1/input1", keyboard);
        put(root, 6, scanner, "S1", "usb-1/input2", mouse);
        put(root, 9, ("0c2e", "0901"), "", "usb-2/input0", keyboard);
        let found = |at: &str| match find(at, root) {
            Ok(path) => path.display().to_string(),
            Err(KeySourceError::Absent { .. }) => "absent".to_owned(),
            Err(KeySourceError::Several { .. }) => "several".to_owned(),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(found("05e0:1200"), "/dev/input/event7");
        assert_eq!(found("05E0:1200/S1"), "/dev/input/event7");
        assert_eq!(found("05e0:1200/S2"), "absent");
        assert_eq!(found("0c2e:0901"), "/dev/input/event9");
        assert_eq!(found("0c2e:0902"), "absent");
        assert_eq!(found("/dev/input/by-id/x"), "/dev/input/by-id/x");
        put(root, 11, scanner, "S2", "usb-3/input0", keyboard);
        assert_eq!(found("05e0:1200"), "several");
        assert_eq!(found("05e0:1200/S2"), "/dev/input/event11");
    }

    #[test]
    fn a_missing_keyboard_is_absent_and_a_file_is_none() {
        let error = Evdev::open("/nonexistent/event0").unwrap_err();
        assert_eq!(error.report().state, State::Absent);
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(Evdev::open(file.path().to_str().unwrap()).is_err());
    }

    #[test]
    fn each_failure_names_the_next_step() {
        let (at, path) = ("05e0:1200".to_owned(), "/dev/input/event7".to_owned());
        let gone = KeySourceError::Io {
            at: at.clone(),
            source: io::ErrorKind::Other.into(),
        };
        let cases = [
            (
                KeySourceError::Absent { at: at.clone() },
                State::Absent,
                "cable",
            ),
            (KeySourceError::Several { at }, State::Faulty, "by-id"),
            (
                KeySourceError::Denied { path: path.clone() },
                State::Denied,
                "udev",
            ),
            (KeySourceError::Held { path }, State::Denied, "fuser"),
            (gone, State::Absent, "cable"),
        ];
        for (error, state, hint) in cases {
            let report = error.report();
            assert_eq!(report.state, state, "{error:?}");
            assert!(report.hint.contains(hint), "{error:?}: {}", report.hint);
        }
    }
}
