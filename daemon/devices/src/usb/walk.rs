//! The interfaces of one USB device in sysfs and the nodes that the kernel made for them.

use std::fs;
use std::path::{Path, PathBuf};

use super::access::NodeClass;
use super::hid::{Usage, top_usages};
use super::ieee1284::DeviceId;

/// Deepest directory below an interface that is looked at; nodes are at most 4 deep.
const DEPTH_MAX: usize = 6;
/// Most nodes kept of one interface.
const NODES_MAX: usize = 32;
/// Most bytes read of one attribute.
const ATTRIBUTE_LEN_MAX: u64 = 8192;

/// One interface of a device, as it is set now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// `bInterfaceNumber`.
    pub number: u8,
    /// `bAlternateSetting` in use.
    pub setting: u8,
    /// `bInterfaceClass`: 3 is HID, 7 a printer, 2 and 10 serial (CDC).
    pub class: u8,
    /// `bInterfaceSubClass`.
    pub subclass: u8,
    /// `bInterfaceProtocol`.
    pub protocol: u8,
    /// The kernel driver that has it; `usbfs` when a program has claimed it.
    pub driver: Option<String>,
    /// What the printer says of itself, when the kernel's printer driver has asked it.
    pub device_id: Option<DeviceId>,
    /// Its nodes in `/dev`.
    pub nodes: Vec<Node>,
}

impl Interface {
    /// Returns whether it is a printer's, in any protocol but IPP over USB (4).
    pub const fn is_printer(&self) -> bool {
        self.class == 7 && self.subclass == 1 && self.protocol != 4
    }
}

/// One node in `/dev`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// `/dev/hidraw0`, `/dev/input/event3`, `/dev/ttyACM0`, `/dev/usb/lp0`.
    pub path: PathBuf,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Reports of a HID device, unparsed.
    Hidraw {
        /// What the device says it is, one per top-level collection.
        usages: Vec<Usage>,
    },
    /// Keys and axes, parsed by the kernel.
    Input {
        /// Whether it has the keys of a whole keyboard.
        keyboard: bool,
    },
    /// A serial port.
    Tty {
        /// Its stable name under `/dev/serial/by-id`, where udev made one.
        by_id: Option<PathBuf>,
    },
    /// A printer by way of the kernel's printer driver.
    Lp,
}

impl NodeKind {
    /// Returns the class that permissions follow.
    pub const fn class(&self) -> NodeClass {
        match self {
            Self::Hidraw { .. } => NodeClass::Hidraw,
            Self::Input { .. } => NodeClass::Input,
            Self::Tty { .. } => NodeClass::Tty,
            Self::Lp => NodeClass::Lp,
        }
    }
}

/// Returns a text attribute, trimmed; `None` when it is not there or empty.
pub(super) fn attribute(dir: &Path, name: &str) -> Option<String> {
    let bytes = bytes(&dir.join(name))?;
    let text = String::from_utf8(bytes).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns a hexadecimal attribute of one byte.
fn hex(dir: &Path, name: &str) -> Option<u8> {
    u8::from_str_radix(&attribute(dir, name)?, 16).ok()
}

fn bytes(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(ATTRIBUTE_LEN_MAX).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Returns the last part of what a link in sysfs points at (`driver`, `subsystem`).
pub(super) fn link_name(dir: &Path, name: &str) -> Option<String> {
    let target = fs::read_link(dir.join(name)).ok()?;
    Some(target.file_name()?.to_string_lossy().into_owned())
}

/// Reads one interface; `None` when it went away meanwhile.
pub(super) fn interface(dir: &Path, dev: &Path) -> Option<Interface> {
    let mut nodes = Vec::new();
    collect(dir, dev, DEPTH_MAX, &mut nodes);
    nodes.sort_by(|one, other| one.path.cmp(&other.path));
    Some(Interface {
        number: hex(dir, "bInterfaceNumber")?,
        setting: attribute(dir, "bAlternateSetting")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0),
        class: hex(dir, "bInterfaceClass")?,
        subclass: hex(dir, "bInterfaceSubClass")?,
        protocol: hex(dir, "bInterfaceProtocol")?,
        driver: link_name(dir, "driver"),
        device_id: attribute(dir, "ieee1284_id").map(|text| DeviceId::parse(&text)),
        nodes,
    })
}

/// Collects the nodes at and below a directory, following no links.
fn collect(dir: &Path, dev: &Path, depth: usize, nodes: &mut Vec<Node>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        if nodes.len() >= NODES_MAX {
            return;
        }
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        nodes.extend(node(&path, dev));
        if depth > 1 {
            collect(&path, dev, depth - 1, nodes);
        }
    }
}

/// Returns the node that a directory of sysfs stands for, when it is one of ours.
fn node(dir: &Path, dev: &Path) -> Option<Node> {
    let path = dev.join(dev_name(dir)?);
    let kind = match link_name(dir, "subsystem")?.as_str() {
        "hidraw" => {
            // …/0003:0C2E:0B61.0001/hidraw/hidraw0
            let device = dir.parent()?.parent()?;
            let descriptor = bytes(&device.join("report_descriptor")).unwrap_or_default();
            NodeKind::Hidraw {
                usages: top_usages(&descriptor),
            }
        }
        // Mice, joysticks and LEDs of the same subsystem are not what a scanner is read from.
        "input" if dir.file_name()?.to_string_lossy().starts_with("event") => NodeKind::Input {
            keyboard: attribute(dir.parent()?, "capabilities/key").is_some_and(|k| is_keyboard(&k)),
        },
        "tty" => NodeKind::Tty {
            by_id: by_id(&path, dev),
        },
        "usbmisc" if dir.file_name()?.to_string_lossy().starts_with("lp") => NodeKind::Lp,
        _ => return None,
    };
    Some(Node { path, kind })
}

/// Returns the name below `/dev` that the kernel gave a device.
pub(super) fn dev_name(dir: &Path) -> Option<String> {
    let uevent = attribute(dir, "uevent")?;
    let name = uevent
        .lines()
        .find_map(|line| line.strip_prefix("DEVNAME="))?;
    // A name that climbs out of /dev is not the kernel's.
    let plain = !name.is_empty() && !name.starts_with('/') && !name.contains("..");
    plain.then(|| name.to_owned())
}

/// Tells a keyboard by the keys 1 to 31 (Esc to S), which udev takes for one too.
fn is_keyboard(key_bits: &str) -> bool {
    // Words of the machine's size, the lowest last.
    let lowest = key_bits.split_whitespace().last();
    let bits = lowest.and_then(|word| u64::from_str_radix(word, 16).ok());
    bits.is_some_and(|bits| bits & 0xFFFF_FFFE == 0xFFFF_FFFE)
}

/// Finds the link under `serial/by-id` that points at a node.
pub(super) fn by_id(node: &Path, dev: &Path) -> Option<PathBuf> {
    let node = fs::canonicalize(node).ok()?;
    let links = fs::read_dir(dev.join("serial/by-id")).ok()?;
    let mut found: Vec<PathBuf> = links
        .flatten()
        .map(|entry| entry.path())
        .filter(|link| fs::canonicalize(link).is_ok_and(|target| target == node))
        .collect();
    found.sort();
    found.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyboard_has_all_letters() {
        assert!(is_keyboard(
            "10000 7 ff800000000007ff febeffdff3cfffff fffffffffffffffe"
        ));
        // A power button, a mouse, and nothing.
        for other in ["10000000000000 0", "ff0000 0 0 0 0", "", "zz"] {
            assert!(!is_keyboard(other), "{other}");
        }
    }
}
