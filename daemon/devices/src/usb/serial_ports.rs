//! Serial ports of the machine itself: those with a chip behind them, not the kernel's spare names.

use std::fs;
use std::path::PathBuf;

use super::list::Sysfs;
use super::walk::attribute;

/// Most ports listed.
const PORTS_MAX: usize = 64;

/// A serial port on the main board or a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialPortNode {
    /// `ttyS0`.
    pub name: String,
    /// `/dev/ttyS0`.
    pub path: PathBuf,
}

impl Sysfs {
    /// Returns the serial ports that really exist, by number.
    ///
    /// The kernel makes `ttyS0` to `ttyS3` (or more) whether or not there is hardware; those
    /// without hang on the placeholder `serial8250`. The chip's type settles it where it may be
    /// read, which some kernels allow to the superuser only.
    pub fn serial_ports(&self) -> Vec<SerialPortNode> {
        let Ok(entries) = fs::read_dir(self.sys.join("class/tty")) else {
            return Vec::new();
        };
        let mut ports: Vec<(u32, SerialPortNode)> = entries
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                let digits = ["ttyS", "ttyAMA"]
                    .into_iter()
                    .find_map(|prefix| name.strip_prefix(prefix))?;
                let number: u32 = digits.parse().ok()?;
                let real = match attribute(&entry.path(), "type") {
                    Some(kind) => kind != "0",
                    None => {
                        let dir = fs::canonicalize(entry.path()).ok()?;
                        !dir.components()
                            .any(|part| part.as_os_str() == "serial8250")
                    }
                };
                let path = self.dev.join(&name);
                real.then_some((number, SerialPortNode { name, path }))
            })
            .take(PORTS_MAX)
            .collect();
        ports.sort_by(|(one, a), (other, b)| (one, &a.name).cmp(&(other, &b.name)));
        ports.into_iter().map(|(_, port)| port).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::usb::fake::Machine;

    #[test]
    fn only_ports_with_hardware_are_listed() {
        let machine = Machine::new();
        machine.uart("ttyS10", "devices/pnp0/00:02/00:02:0/00:02:0.0", Some("4"));
        machine.uart("ttyS0", "devices/pnp0/00:01", Some("4"));
        machine.uart("ttyS1", "devices/platform/serial8250", Some("0"));
        // Where the type may not be read, the place tells.
        machine.uart("ttyS2", "devices/platform/serial8250/serial8250:0", None);
        machine.uart("ttyS3", "devices/pnp0/00:03", None);
        machine.uart("tty1", "devices/virtual", None);
        let names: Vec<String> = machine
            .sysfs()
            .serial_ports()
            .into_iter()
            .map(|port| port.name)
            .collect();
        assert_eq!(names, ["ttyS0", "ttyS3", "ttyS10"]);
    }
}
