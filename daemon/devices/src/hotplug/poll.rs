//! Comings and goings by comparing sysfs with what it was, for a sandbox without netlink.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::DirEntryExt as _;
use std::path::Path;

use super::uevent::{Action, Source, Uevent};

/// Most entries compared of one subsystem.
const ENTRIES_MAX: usize = 4096;
/// Where each subsystem lists its devices.
const PLACES: [(&str, &str); 5] = [
    ("usb", "bus/usb/devices"),
    ("usbmisc", "class/usbmisc"),
    ("hidraw", "class/hidraw"),
    ("input", "class/input"),
    ("tty", "class/tty"),
];

/// The devices at one moment: subsystem and name, with the number of the entry, which is new when
/// a device was unplugged and plugged in again between two looks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Look(BTreeMap<(&'static str, String), u64>);

impl Look {
    /// Reads the names of all devices.
    pub(super) fn take(sys: &Path) -> Self {
        let mut found = BTreeMap::new();
        for (subsystem, place) in PLACES {
            let Ok(entries) = fs::read_dir(sys.join(place)) else {
                continue;
            };
            for entry in entries.flatten().take(ENTRIES_MAX) {
                let name = entry.file_name().to_string_lossy().into_owned();
                found.insert((subsystem, name), entry.ino());
            }
        }
        Self(found)
    }

    /// Returns what went and then what came since an earlier look.
    pub(super) fn since(&self, earlier: &Self) -> Vec<Uevent> {
        let missing = |from: &Self, to: &Self, action| -> Vec<Uevent> {
            from.0
                .iter()
                .filter(|(key, entry)| to.0.get(*key) != Some(*entry))
                .map(|((subsystem, name), _)| event(action, subsystem, name))
                .collect()
        };
        let mut events = missing(earlier, self, Action::Remove);
        events.extend(missing(self, earlier, Action::Add));
        events
    }
}

fn event(action: Action, subsystem: &str, name: &str) -> Uevent {
    let place = PLACES.iter().find(|(known, _)| *known == subsystem);
    let place = place.map_or("", |(_, place)| place);
    // Only these subsystems name their nodes after the device alone.
    let devname = match subsystem {
        "hidraw" | "tty" => Some(name.to_owned()),
        "input" if name.starts_with("event") => Some(format!("input/{name}")),
        "usbmisc" => Some(format!("usb/{name}")),
        _ => None,
    };
    Uevent {
        source: Source::Polled,
        action,
        subsystem: subsystem.to_owned(),
        devname,
        devpath: format!("/{place}/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usb::fake::Machine;

    #[test]
    fn what_came_and_went_is_told() {
        let machine = Machine::new();
        let sys = machine.sysfs().sys_dir();
        let empty = Look::take(&sys);
        assert_eq!(empty, Look::default());
        machine.uart("ttyS0", "devices/pnp0/00:01", Some("4"));
        machine.printer("1-2", 5, None);
        let full = Look::take(&sys);
        let came: Vec<(String, Option<String>)> = full
            .since(&empty)
            .into_iter()
            .map(|event| {
                assert_eq!(event.action, Action::Add);
                (event.devpath, event.devname)
            })
            .collect();
        assert_eq!(
            came,
            [
                ("/class/tty/ttyS0".to_owned(), Some("ttyS0".to_owned())),
                ("/bus/usb/devices/1-2".to_owned(), None),
                ("/bus/usb/devices/1-2:1.0".to_owned(), None),
            ]
        );
        let went = empty.since(&full);
        assert_eq!(went.len(), 3);
        assert!(went.iter().all(|event| event.action == Action::Remove));
        assert_eq!(full.since(&full), []);
    }

    #[test]
    fn a_quick_replug_is_both() {
        let look = |entry| Look(BTreeMap::from([(("hidraw", "hidraw0".to_owned()), entry)]));
        let actions: Vec<Action> = look(8)
            .since(&look(7))
            .into_iter()
            .map(|event| event.action)
            .collect();
        assert_eq!(actions, [Action::Remove, Action::Add]);
    }
}
