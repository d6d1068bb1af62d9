//! Every USB device of the machine, by sysfs alone: no library, no permission and no traffic.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::address::{PortPath, UsbAddress, Which, plain_serial};
use super::walk::{Interface, attribute, interface};

/// Most devices looked at: four full buses.
const DEVICES_MAX: usize = 512;
/// Most interfaces kept of one device.
const INTERFACES_MAX: usize = 32;

/// Where the kernel tells about devices. Elsewhere than `/sys`, `/dev` and `/proc` only in tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sysfs {
    pub(super) sys: PathBuf,
    pub(super) dev: PathBuf,
    pub(super) proc: PathBuf,
}

impl Default for Sysfs {
    fn default() -> Self {
        Self::at("/sys", "/dev")
    }
}

/// One USB device. Root hubs are not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsbDevice {
    /// What names it among those plugged in now: by serial number when it has one of its own,
    /// else by its socket.
    pub identity: UsbAddress,
    /// What to write in the settings: as `identity`, but without a socket as long as no other of
    /// its model is plugged in.
    pub address: UsbAddress,
    /// The serial number, whether or not another device shows the same.
    pub serial: Option<String>,
    /// Its socket.
    pub port: PortPath,
    /// Number of its bus.
    pub bus: u8,
    /// Its number on the bus, new at every plugging in.
    pub number: u8,
    /// The maker, as the device says it.
    pub manufacturer: Option<String>,
    /// The model, as the device says it.
    pub product: Option<String>,
    /// Its node for programs (`/dev/bus/usb/001/004`).
    pub node: PathBuf,
    /// Its interfaces, by number.
    pub interfaces: Vec<Interface>,
    /// Its directory in sysfs.
    pub(crate) dir: PathBuf,
}

impl UsbDevice {
    /// Returns maker and model, or the ids of a device that names neither.
    pub fn title(&self) -> String {
        let maker = self.manufacturer.as_deref().unwrap_or_default();
        let model = self.product.as_deref().unwrap_or_default();
        // Some makers repeat themselves in the model's name.
        let title = if model.starts_with(maker) {
            model.to_owned()
        } else {
            format!("{maker} {model}")
        };
        match title.trim() {
            "" => format!(
                "USB device {:04x}:{:04x}",
                self.identity.vendor, self.identity.product
            ),
            title => title.to_owned(),
        }
    }

    /// Returns whether it is still the same device, plugged in without a break.
    pub(crate) fn is_there(&self) -> bool {
        attribute(&self.dir, "devnum") == Some(self.number.to_string())
    }
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// One device.
    Found(Box<UsbDevice>),
    /// None; perhaps it has another serial number or sits at another port.
    Missing {
        /// Those of the same vendor and product, by what to write.
        similar: Vec<UsbAddress>,
    },
    /// Several.
    Ambiguous {
        /// What to write, one for each; as long as the number of those that fit.
        candidates: Vec<UsbAddress>,
    },
}

impl Sysfs {
    /// Looks elsewhere for `/sys` and `/dev`.
    pub fn at(sys: impl Into<PathBuf>, dev: impl Into<PathBuf>) -> Self {
        Self {
            sys: sys.into(),
            dev: dev.into(),
            proc: "/proc".into(),
        }
    }

    /// Returns where `/sys` is.
    #[cfg(test)]
    pub(crate) fn sys_dir(&self) -> PathBuf {
        self.sys.clone()
    }

    /// Returns where `/proc` is.
    #[cfg(test)]
    pub(crate) fn proc_dir(&self) -> PathBuf {
        self.proc.clone()
    }

    /// Returns every USB device, by bus and port; what goes away meanwhile is left out.
    pub fn devices(&self) -> Vec<UsbDevice> {
        let Ok(entries) = fs::read_dir(self.sys.join("bus/usb/devices")) else {
            // No USB in this machine, or none that this process may see.
            return Vec::new();
        };
        let mut devices: Vec<UsbDevice> = entries
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name();
                let port = PortPath::try_new(&name.to_string_lossy()).ok()?;
                device(&entry.path(), port, &self.dev)
            })
            .take(DEVICES_MAX)
            .collect();
        devices.sort_by_key(|device| (device.bus, ports(&device.port)));
        name_all(&mut devices);
        devices
    }

    /// Finds the device that an address names.
    pub fn resolve(&self, address: &UsbAddress) -> Resolution {
        let same_model = |device: &UsbDevice| {
            (device.identity.vendor, device.identity.product) == (address.vendor, address.product)
        };
        let alike: Vec<UsbDevice> = self.devices().into_iter().filter(same_model).collect();
        let similar = alike.iter().map(|one| one.identity.clone()).collect();
        let fits = |device: &UsbDevice| match &address.which {
            Which::Only => true,
            Which::Serial(serial) => device.serial.as_ref() == Some(serial),
            Which::Port(port) => device.port == *port,
        };
        let mut fitting: Vec<UsbDevice> = alike.into_iter().filter(fits).collect();
        match fitting.pop() {
            None => Resolution::Missing { similar },
            Some(device) if fitting.is_empty() => Resolution::Found(Box::new(device)),
            Some(device) => {
                fitting.push(device);
                Resolution::Ambiguous {
                    candidates: fitting.into_iter().map(|one| one.identity).collect(),
                }
            }
        }
    }
}

/// Returns the ports as numbers, so that port 10 comes after port 9.
fn ports(port: &PortPath) -> Vec<u32> {
    let parts = port.as_str().split(['-', '.']);
    parts.filter_map(|part| part.parse().ok()).collect()
}

fn device(dir: &Path, port: PortPath, dev: &Path) -> Option<UsbDevice> {
    let hex = |name| u16::from_str_radix(&attribute(dir, name)?, 16).ok();
    let bus: u8 = attribute(dir, "busnum")?.parse().ok()?;
    let number: u8 = attribute(dir, "devnum")?.parse().ok()?;
    let at_port = UsbAddress {
        vendor: hex("idVendor")?,
        product: hex("idProduct")?,
        which: Which::Port(port.clone()),
    };
    Some(UsbDevice {
        identity: at_port.clone(),
        address: at_port,
        serial: attribute(dir, "serial").and_then(|text| plain_serial(&text).map(str::to_owned)),
        bus,
        number,
        manufacturer: attribute(dir, "manufacturer"),
        product: attribute(dir, "product"),
        node: dev.join(format!("bus/usb/{bus:03}/{number:03}")),
        interfaces: interfaces(dir, &port, dev),
        dir: dir.to_owned(),
        port,
    })
}

/// Reads the directories `PORT:CONFIGURATION.INTERFACE`.
fn interfaces(dir: &Path, port: &PortPath, dev: &Path) -> Vec<Interface> {
    let prefix = format!("{port}:");
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut interfaces: Vec<Interface> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix))
        .filter_map(|entry| interface(&entry.path(), dev))
        .take(INTERFACES_MAX)
        .collect();
    interfaces.sort_by_key(|interface| interface.number);
    interfaces
}

/// Gives each device its serial number for a name where no other of its model shows the same.
fn name_all(devices: &mut [UsbDevice]) {
    let mut models = BTreeMap::<(u16, u16), usize>::new();
    let mut serials = BTreeMap::<(u16, u16, String), usize>::new();
    for device in devices.iter() {
        let (vendor, product) = (device.identity.vendor, device.identity.product);
        *models.entry((vendor, product)).or_default() += 1;
        if let Some(serial) = &device.serial {
            let key = (vendor, product, serial.clone());
            *serials.entry(key).or_default() += 1;
        }
    }
    for device in devices {
        let (vendor, product) = (device.identity.vendor, device.identity.product);
        let only = models.get(&(vendor, product)) == Some(&1);
        if let Some(serial) = &device.serial
            && serials.get(&(vendor, product, serial.clone())) == Some(&1)
        {
            device.identity.which = Which::Serial(serial.clone());
        }
        device.address = device.identity.clone();
        if let (true, Which::Port(_)) = (only, &device.identity.which) {
            device.address.which = Which::Only;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usb::fake::Machine;
    use crate::usb::{NodeKind, Usage};

    fn address(text: &str) -> UsbAddress {
        text.parse().unwrap()
    }

    #[test]
    fn a_machine_without_usb_has_none() {
        let machine = Machine::new();
        assert_eq!(machine.sysfs().devices(), []);
    }

    #[test]
    fn every_device_is_listed_with_its_nodes() {
        let machine = Machine::counter();
        let devices = machine.sysfs().devices();
        let names: Vec<String> = devices.iter().map(|d| d.identity.to_string()).collect();
        assert_eq!(
            names,
            [
                "0c2e:0b61/19178B40E8",
                "04b8:0e28/J5XK001234",
                "0c2e:0901@1-3.1",
                "0403:6001/A50285BI",
                "046d:c31c@1-10"
            ]
        );
        let dev = machine.sysfs().dev;
        let [scanner, printer, acm, ftdi, keyboard] = devices.as_slice() else {
            panic!("{devices:?}");
        };
        let node = |device: &UsbDevice| device.interfaces[0].nodes[0].clone();
        assert_eq!(node(scanner).path, dev.join("hidraw0"));
        let usages = vec![Usage { page: 0x8c, id: 2 }];
        assert_eq!(node(scanner).kind, NodeKind::Hidraw { usages });
        assert_eq!(scanner.node, dev.join("bus/usb/001/004"));
        assert_eq!(scanner.title(), "Honeywell 1950 Scanner");

        assert_eq!(node(printer).path, dev.join("usb/lp0"));
        assert_eq!(node(printer).kind, NodeKind::Lp);
        assert!(printer.interfaces[0].is_printer());
        assert_eq!(printer.interfaces[0].driver.as_deref(), Some("usblp"));
        let id = printer.interfaces[0].device_id.as_ref().unwrap();
        assert_eq!(id.model.as_deref(), Some("TM-T20II"));

        assert_eq!(node(acm).path, dev.join("ttyACM0"));
        let by_id = dev.join("serial/by-id/usb-Honeywell_1900-if00");
        assert_eq!(node(acm).kind, NodeKind::Tty { by_id: Some(by_id) });
        assert_eq!(acm.interfaces.len(), 2);
        assert_eq!(acm.address.to_string(), "0c2e:0901");

        assert_eq!(node(ftdi).path, dev.join("ttyUSB0"));
        assert_eq!(node(ftdi).kind, NodeKind::Tty { by_id: None });

        let kinds: Vec<NodeKind> = keyboard.interfaces[0]
            .nodes
            .iter()
            .map(|node| node.kind.clone())
            .collect();
        let usages = vec![Usage::KEYBOARD];
        let input = NodeKind::Input { keyboard: true };
        assert_eq!(kinds, [NodeKind::Hidraw { usages }, input]);
    }

    #[test]
    fn an_address_finds_its_device_or_says_what_to_write() {
        let machine = Machine::new();
        machine.printer("1-1", 3, Some("A"));
        machine.printer("1-2", 4, Some("B"));
        machine.printer("1-3", 5, None);
        let resolve = |text: &str| machine.sysfs().resolve(&address(text));
        let found = |text: &str| match resolve(text) {
            Resolution::Found(device) => device.number,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(found("04b8:0e28/B"), 4);
        assert_eq!(found("04b8:0e28@1-2"), 4);
        assert_eq!(found("04b8:0e28@1-3"), 5);
        let all: Vec<UsbAddress> = ["04b8:0e28/A", "04b8:0e28/B", "04b8:0e28@1-3"]
            .map(address)
            .to_vec();
        assert_eq!(
            resolve("04b8:0e28"),
            Resolution::Ambiguous {
                candidates: all.clone()
            }
        );
        assert_eq!(resolve("04b8:0e28/C"), Resolution::Missing { similar: all });
        assert_eq!(
            resolve("04b8:0e29"),
            Resolution::Missing { similar: vec![] }
        );
    }

    #[test]
    fn a_serial_number_on_two_devices_names_neither() {
        let machine = Machine::new();
        machine.printer("1-1", 3, Some("0000"));
        machine.printer("1-2", 4, Some("0000"));
        let devices = machine.sysfs().devices();
        let names: Vec<String> = devices.iter().map(|d| d.identity.to_string()).collect();
        assert_eq!(names, ["04b8:0e28@1-1", "04b8:0e28@1-2"]);
        let resolution = machine.sysfs().resolve(&address("04b8:0e28/0000"));
        let Resolution::Ambiguous { candidates } = resolution else {
            panic!("{resolution:?}");
        };
        let written: Vec<String> = candidates.iter().map(ToString::to_string).collect();
        assert_eq!(written, names);
    }

    #[test]
    fn a_replugged_device_is_another_one() {
        let machine = Machine::new();
        machine.printer("1-1", 3, None);
        let device = machine.sysfs().devices().remove(0);
        assert!(device.is_there());
        machine.set("1-1", "devnum", "9\n");
        assert!(!device.is_there());
    }
}
