//! Whether this process may use a node, and the exact step that lets it.

use std::fmt;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, AtFlags, CWD, accessat};

/// Where a rule for one counter belongs: after the shipped ones, so that it wins.
pub const RULES_LOCAL: &str = "/etc/udev/rules.d/71-counterd-local.rules";
/// Makes udev read its rules and apply them to what is plugged in already.
pub const RELOAD: &str = "sudo udevadm control --reload && sudo udevadm trigger";
/// Where the shipped rules go.
const RULES_SHIPPED: &str = "/etc/udev/rules.d/70-counterd.rules";

/// What kind of node it is; its group and its rule follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeClass {
    /// A whole USB device, for programs that drive it themselves: printers.
    Usb,
    /// A printer by way of the kernel's driver.
    Lp,
    /// A serial port.
    Tty,
    /// Reports of a HID device.
    Hidraw,
    /// Keys, only read.
    Input,
}

impl NodeClass {
    /// Returns the group that a counter's service uses for it, as in the shipped rules.
    pub const fn group(self) -> &'static str {
        match self {
            Self::Usb | Self::Lp => "lp",
            Self::Tty => "dialout",
            Self::Hidraw | Self::Input => "input",
        }
    }

    /// Returns whether a driver must be able to write to it.
    pub const fn is_written(self) -> bool {
        match self {
            Self::Usb | Self::Lp | Self::Tty | Self::Hidraw => true,
            Self::Input => false,
        }
    }
}

/// One node and what a rule for it can match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The node.
    pub path: PathBuf,
    /// What it is.
    pub class: NodeClass,
    /// Vendor and product of the USB device it belongs to; `None` for the machine's own ports.
    pub ids: Option<(u16, u16)>,
    /// Whether the device has a printer interface (class 07, subclass 01).
    pub printer: bool,
}

/// Who may do what with a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeAccess {
    /// The node.
    pub path: PathBuf,
    /// Whether this process may read it.
    pub read: bool,
    /// Whether this process may write it.
    pub write: bool,
    /// Whose it is.
    pub owner: Owner,
}

/// Owner, group and permissions of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The user's name, or number where it has none.
    pub user: String,
    /// The group's name, or number where it has none.
    pub group: String,
    /// The permission bits.
    pub mode: u32,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {:04o}", self.user, self.group, self.mode)
    }
}

/// The step that lets the service use a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The line for [`RULES_LOCAL`].
    pub rule: String,
    /// The group that the service must be in.
    pub group: &'static str,
    /// Whether the shipped rules cover it, so that installing them is enough.
    pub shipped: bool,
    /// Whether the node has that group already, so that only the membership lacks.
    pub only_membership: bool,
}

impl Fix {
    /// Returns what the person at the counter does now.
    pub fn hint(&self) -> String {
        let Self { rule, group, .. } = self;
        let join = format!("sudo usermod -aG {group} counterd, then restart the service");
        if self.only_membership {
            format!("Give the service's user the group {group}: {join}.")
        } else if self.shipped {
            format!(
                "Install the udev rules that come with counterd as {RULES_SHIPPED}, then run: \
                 {RELOAD}. The service's user needs the group {group}: {join}."
            )
        } else {
            format!(
                "Put this line into {RULES_LOCAL}: {rule} — then run: {RELOAD}. The service's \
                 user needs the group {group}: {join}."
            )
        }
    }
}

impl Subject {
    /// Looks at the node, without opening it; `None` when it does not exist.
    pub fn access(&self) -> Option<NodeAccess> {
        let metadata = fs::metadata(&self.path).ok()?;
        // As the process may act, not as whoever started it may.
        let may = |access| accessat(CWD, &self.path, access, AtFlags::EACCESS).is_ok();
        Some(NodeAccess {
            path: self.path.clone(),
            read: may(Access::READ_OK),
            write: may(Access::WRITE_OK),
            owner: Owner {
                user: name_of(Path::new("/etc/passwd"), metadata.uid()),
                group: name_of(Path::new("/etc/group"), metadata.gid()),
                mode: metadata.mode() & 0o7777,
            },
        })
    }

    /// Returns what is needed for the service to use the node; `None` when nothing is.
    pub fn fix(&self, access: &NodeAccess) -> Option<Fix> {
        let enough = access.read && (access.write || !self.class.is_written());
        (!enough).then(|| self.fix_for(&access.owner))
    }

    /// Returns the step for a node that this process may not use.
    pub(crate) fn fix_for(&self, owner: &Owner) -> Fix {
        let group = self.class.group();
        let bits = if self.class.is_written() {
            0o060
        } else {
            0o040
        };
        Fix {
            rule: self.rule(),
            group,
            shipped: self.is_shipped(),
            only_membership: owner.group == group && owner.mode & bits == bits,
        }
    }

    /// Returns the udev rule for this model, or for this port of the machine.
    pub fn rule(&self) -> String {
        let of_device = self.ids.map(|(vendor, product)| {
            // The ids are attributes of the USB device, which is a parent of every other node.
            let attribute = match self.class {
                NodeClass::Usb => "ATTR",
                NodeClass::Lp | NodeClass::Tty | NodeClass::Hidraw | NodeClass::Input => "ATTRS",
            };
            format!(
                r#"{attribute}{{idVendor}}=="{vendor:04x}", {attribute}{{idProduct}}=="{product:04x}""#
            )
        });
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let device = of_device.unwrap_or_else(|| format!(r#"KERNEL=="{name}""#));
        let matches = match self.class {
            NodeClass::Usb => r#"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device""#,
            NodeClass::Lp => r#"SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*""#,
            NodeClass::Tty => r#"SUBSYSTEM=="tty""#,
            NodeClass::Hidraw => r#"SUBSYSTEM=="hidraw""#,
            NodeClass::Input => r#"SUBSYSTEM=="input", KERNEL=="event[0-9]*""#,
        };
        let group = self.class.group();
        format!(r#"ACTION!="remove", {matches}, {device}, GROUP="{group}", MODE="0660""#)
    }

    /// Returns whether the shipped rules open such a node to the service's groups.
    fn is_shipped(&self) -> bool {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let usb_tty = name.starts_with("ttyACM") || name.starts_with("ttyUSB");
        match self.class {
            NodeClass::Usb => self.printer,
            NodeClass::Lp => true,
            NodeClass::Tty => usb_tty,
            NodeClass::Hidraw => self.ids.is_some(),
            NodeClass::Input => false,
        }
    }
}

/// Returns the name that a file like `/etc/group` gives a number, or the number.
fn name_of(file: &Path, id: u32) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let name = text.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(id)).then(|| name.to_owned())
    });
    name.unwrap_or_else(|| id.to_string())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn subject(class: NodeClass, path: &str, ids: Option<(u16, u16)>) -> Subject {
        Subject {
            path: path.into(),
            class,
            ids,
            printer: false,
        }
    }

    fn owner(group: &str, mode: u32) -> Owner {
        Owner {
            user: "root".to_owned(),
            group: group.to_owned(),
            mode,
        }
    }

    #[test]
    fn each_class_has_its_rule() {
        let epson = Some((0x04b8, 0x0e28));
        let cases = [
            (
                subject(NodeClass::Usb, "/dev/bus/usb/001/004", epson),
                r#"ACTION!="remove", SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="04b8", ATTR{idProduct}=="0e28", GROUP="lp", MODE="0660""#,
            ),
            (
                subject(NodeClass::Lp, "/dev/usb/lp0", epson),
                r#"ACTION!="remove", SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*", ATTRS{idVendor}=="04b8", ATTRS{idProduct}=="0e28", GROUP="lp", MODE="0660""#,
            ),
            (
                subject(NodeClass::Hidraw, "/dev/hidraw0", Some((0x0c2e, 0x0b61))),
                r#"ACTION!="remove", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b61", GROUP="input", MODE="0660""#,
            ),
            (
                subject(
                    NodeClass::Input,
                    "/dev/input/event3",
                    Some((0x0c2e, 0x0b01)),
                ),
                r#"ACTION!="remove", SUBSYSTEM=="input", KERNEL=="event[0-9]*", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b01", GROUP="input", MODE="0660""#,
            ),
            (
                subject(NodeClass::Tty, "/dev/ttyUSB0", Some((0x0403, 0x6001))),
                r#"ACTION!="remove", SUBSYSTEM=="tty", ATTRS{idVendor}=="0403", ATTRS{idProduct}=="6001", GROUP="dialout", MODE="0660""#,
            ),
            (
                subject(NodeClass::Tty, "/dev/ttyS0", None),
                r#"ACTION!="remove", SUBSYSTEM=="tty", KERNEL=="ttyS0", GROUP="dialout", MODE="0660""#,
            ),
        ];
        for (subject, rule) in cases {
            assert_eq!(subject.rule(), rule);
        }
    }

    #[test]
    fn the_fix_is_the_smallest_one() {
        let acm = subject(NodeClass::Tty, "/dev/ttyACM0", Some((0x0c2e, 0x0901)));
        let fix = acm.fix_for(&owner("dialout", 0o660));
        assert!(fix.only_membership);
        assert!(!fix.hint().contains("udev"), "{}", fix.hint());
        assert!(fix.hint().contains("usermod -aG dialout counterd"));

        let fix = acm.fix_for(&owner("root", 0o600));
        assert!(fix.shipped && !fix.only_membership);
        assert!(fix.hint().contains("70-counterd.rules"), "{}", fix.hint());

        // The right group without the right to write.
        let fix = acm.fix_for(&owner("dialout", 0o640));
        assert!(!fix.only_membership);

        let wedge = subject(NodeClass::Input, "/dev/input/event3", Some((1, 2)));
        assert!(wedge.fix_for(&owner("input", 0o640)).only_membership);
        let fix = wedge.fix_for(&owner("root", 0o600));
        assert!(!fix.shipped);
        for part in [RULES_LOCAL, &fix.rule, RELOAD] {
            assert!(fix.hint().contains(part), "{}", fix.hint());
        }
    }

    #[test]
    fn shipped_rules_cover_printers_by_class_and_no_other_whole_device() {
        let mut device = subject(NodeClass::Usb, "/dev/bus/usb/001/004", Some((1, 2)));
        assert!(!device.is_shipped());
        device.printer = true;
        assert!(device.is_shipped());
        assert!(!subject(NodeClass::Tty, "/dev/ttyS0", None).is_shipped());
    }

    #[test]
    fn the_shipped_rules_give_the_same_groups() {
        let rules = include_str!("../../../../systemd/70-counterd.rules");
        for (part, class) in [
            (r#"SUBSYSTEM=="usb", "#, NodeClass::Usb),
            (r#"SUBSYSTEM=="usbmisc""#, NodeClass::Lp),
            (r#"SUBSYSTEM=="tty""#, NodeClass::Tty),
            (r#"SUBSYSTEM=="hidraw""#, NodeClass::Hidraw),
        ] {
            let line = rules.lines().find(|line| line.starts_with(part)).unwrap();
            let group = format!(r#"GROUP="{}", MODE="0660""#, class.group());
            assert!(line.contains(&group), "{line}");
        }
    }

    #[test]
    fn a_node_is_looked_at_and_not_touched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("node");
        assert_eq!(
            subject(NodeClass::Tty, path.to_str().unwrap(), None).access(),
            None
        );
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let subject = subject(NodeClass::Tty, path.to_str().unwrap(), None);
        let access = subject.access().unwrap();
        assert!(access.read && access.write);
        assert_eq!(access.owner.mode, 0o640);
        assert_eq!(subject.fix(&access), None);
        let read_only = NodeAccess {
            write: false,
            ..access
        };
        assert!(subject.fix(&read_only).is_some());
    }

    #[test]
    fn numbers_have_names() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("group");
        std::fs::write(&file, "root:x:0:\nbroken\nlp:x:7:counterd\n").unwrap();
        assert_eq!(name_of(&file, 7), "lp");
        assert_eq!(name_of(&file, 99), "99");
        assert_eq!(name_of(Path::new("/nonexistent"), 7), "7");
        assert_eq!(owner("lp", 0o60).to_string(), "root:lp 0060");
    }
}
