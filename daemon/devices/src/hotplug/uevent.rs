//! One message of the kernel or of udev about a device that came or went. Pure.

/// Longest message read, in bytes: udev's own limit, four times the kernel's.
pub(super) const LEN_MAX: usize = 8192;
/// What udev's messages begin with, and the number that follows, big-endian.
const UDEV_PREFIX: &[u8] = b"libudev\0";
const UDEV_MAGIC: u32 = 0xFEED_CAFE;

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The kernel: the node is there, its permissions are not set yet.
    Kernel,
    /// udev: permissions and links are set.
    Udev,
    /// Our own comparison of sysfs, where nobody tells.
    Polled,
}

impl Source {
    /// Returns the lower-case word used in logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kernel => "kernel",
            Self::Udev => "udev",
            Self::Polled => "polled",
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It came.
    Add,
    /// It went.
    Remove,
    /// Anything else: changed, bound to a driver, moved.
    Other,
}

impl Action {
    /// Returns the lower-case word used in logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Other => "other",
        }
    }
}

/// One device that came, went or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uevent {
    /// Who says it.
    pub source: Source,
    /// What happened.
    pub action: Action,
    /// `usb`, `hidraw`, `tty` …
    pub subsystem: String,
    /// The node below `/dev` (`ttyACM0`, `bus/usb/001/004`), for a device that has one.
    pub devname: Option<String>,
    /// The place below `/sys`.
    pub devpath: String,
}

impl Uevent {
    /// Returns whether it may bring or take a device of ours.
    pub(super) fn concerns_devices(&self) -> bool {
        let ours = ["usb", "usbmisc", "hidraw", "input", "tty"];
        let moved = match self.action {
            Action::Add | Action::Remove => true,
            Action::Other => false,
        };
        moved && ours.contains(&self.subsystem.as_str())
    }

    /// Reads a message; `None` for one that is neither form or lacks a part.
    ///
    /// The kernel sends `ACTION@DEVPATH`, then `KEY=VALUE` pairs, each ended by a zero byte. udev
    /// sends a binary head that says where such pairs begin.
    pub(super) fn parse(message: &[u8]) -> Option<Self> {
        let (source, pairs) = if message.starts_with(UDEV_PREFIX) {
            (Source::Udev, udev_pairs(message)?)
        } else {
            let head = message.split(|byte| *byte == 0).next()?;
            if !head.contains(&b'@') {
                return None;
            }
            (Source::Kernel, message.get(head.len() + 1..)?)
        };
        let value = |key: &str| {
            pairs.split(|byte| *byte == 0).find_map(|pair| {
                let value = pair.strip_prefix(key.as_bytes())?.strip_prefix(b"=")?;
                Some(String::from_utf8_lossy(value).into_owned())
            })
        };
        let action = match value("ACTION")?.as_str() {
            "add" => Action::Add,
            "remove" => Action::Remove,
            _ => Action::Other,
        };
        // udev writes the whole path, the kernel what comes after /dev.
        let devname = value("DEVNAME").map(|name| match name.strip_prefix("/dev/") {
            Some(name) => name.to_owned(),
            None => name,
        });
        Some(Self {
            source,
            action,
            subsystem: value("SUBSYSTEM")?,
            devname,
            devpath: value("DEVPATH")?,
        })
    }
}

/// Returns the pairs of a udev message. Offset and length are in the machine's byte order.
fn udev_pairs(message: &[u8]) -> Option<&[u8]> {
    let word = |index: usize| {
        let at = UDEV_PREFIX.len() + 4 * index;
        message.get(at..)?.first_chunk::<4>().copied()
    };
    if u32::from_be_bytes(word(0)?) != UDEV_MAGIC {
        return None;
    }
    let number = |index| usize::try_from(u32::from_ne_bytes(word(index)?)).ok();
    let (start, len) = (number(2)?, number(3)?);
    message.get(start..start.checked_add(len)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/devices/pci0000:00/usb1/1-1/1-1:1.0/0003:0C2E:0B61.0001/hidraw/hidraw0";

    fn kernel(action: &str, subsystem: &str, name: &str) -> Vec<u8> {
        format!(
            "{action}@{PATH}\0ACTION={action}\0DEVPATH={PATH}\0SUBSYSTEM={subsystem}\0\
             MAJOR=243\0MINOR=0\0{name}SEQNUM=1831\0"
        )
        .into_bytes()
    }

    fn udev(pairs: &str) -> Vec<u8> {
        let mut message = UDEV_PREFIX.to_vec();
        message.extend(UDEV_MAGIC.to_be_bytes());
        for word in [40, 40, u32::try_from(pairs.len()).unwrap(), 1, 2, 3, 4] {
            message.extend(word.to_ne_bytes());
        }
        message.extend(pairs.as_bytes());
        message
    }

    #[test]
    fn the_kernels_form_is_read() {
        let event = Uevent::parse(&kernel("add", "hidraw", "DEVNAME=hidraw0\0")).unwrap();
        assert_eq!(
            event,
            Uevent {
                source: Source::Kernel,
                action: Action::Add,
                subsystem: "hidraw".to_owned(),
                devname: Some("hidraw0".to_owned()),
                devpath: PATH.to_owned(),
            }
        );
        assert!(event.concerns_devices());
    }

    #[test]
    fn udevs_form_is_read() {
        let pairs = format!(
            "UDEV_DATABASE_VERSION=1\0ACTION=remove\0DEVPATH={PATH}\0SUBSYSTEM=tty\0\
             DEVNAME=/dev/ttyACM0\0"
        );
        let event = Uevent::parse(&udev(&pairs)).unwrap();
        assert_eq!(event.source, Source::Udev);
        assert_eq!(event.action, Action::Remove);
        assert_eq!(event.devname.as_deref(), Some("ttyACM0"));
        assert_eq!(event.devpath, PATH);
    }

    #[test]
    fn only_comings_and_goings_of_our_subsystems_concern_us() {
        let concerns = |action, subsystem| {
            let event = Uevent::parse(&kernel(action, subsystem, "")).unwrap();
            event.concerns_devices()
        };
        for subsystem in ["usb", "usbmisc", "hidraw", "input", "tty"] {
            assert!(concerns("add", subsystem) && concerns("remove", subsystem));
            assert!(!concerns("bind", subsystem) && !concerns("change", subsystem));
        }
        assert!(!concerns("add", "block"));
    }

    #[test]
    fn what_is_neither_is_refused_and_nothing_panics() {
        let whole = udev("ACTION=add\0DEVPATH=/x\0SUBSYSTEM=usb\0");
        assert!(Uevent::parse(&whole).is_some());
        for len in 0..whole.len() {
            assert_eq!(Uevent::parse(&whole[..len]), None, "{len}");
        }
        let mut wrong = whole.clone();
        wrong[8] = 0;
        assert_eq!(Uevent::parse(&wrong), None);
        let mut far = whole;
        far[16..24].fill(0xFF);
        assert_eq!(Uevent::parse(&far), None);
        for other in [
            b"".as_slice(),
            b"\0",
            b"ACTION=add\0",
            b"add@/x",
            b"add@/x\0ACTION=add\0",
        ] {
            assert_eq!(Uevent::parse(other), None);
        }
    }
}
