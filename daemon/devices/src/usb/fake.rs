//! A machine for tests: trees of sysfs and `/dev` in the shapes that real devices have there.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::hid::tests::{KEYBOARD, SCANNER};
use super::list::Sysfs;

/// Where the controller is.
const HOST: &str = "devices/pci0000:00/0000:00:14.0/usb1";

/// Gone with the test.
pub(crate) struct Machine(TempDir);

impl Machine {
    pub(crate) fn new() -> Self {
        let machine = Self(TempDir::new().unwrap());
        for dir in ["sys", "dev", "proc"] {
            fs::create_dir(machine.0.path().join(dir)).unwrap();
        }
        machine
    }

    /// A counter with one of each.
    pub(crate) fn counter() -> Self {
        let machine = Self::new();
        machine.hid_scanner("1-1", 4);
        machine.printer("1-2", 5, Some("J5XK001234"));
        machine.acm_scanner("1-3.1", 6);
        machine.ftdi("1-3.2", 7);
        machine.keyboard("1-10", 8);
        // A root hub and a controller's other entries, which are no devices.
        let devices = machine.sys().join("bus/usb/devices");
        symlink("../../../devices/pci0000:00", devices.join("usb1")).unwrap();
        machine
    }

    pub(crate) fn sysfs(&self) -> Sysfs {
        let root = self.0.path();
        let mut sysfs = Sysfs::at(root.join("sys"), root.join("dev"));
        sysfs.proc = root.join("proc");
        sysfs
    }

    fn sys(&self) -> PathBuf {
        self.0.path().join("sys")
    }

    pub(crate) fn dev(&self) -> PathBuf {
        self.0.path().join("dev")
    }

    /// A USB receipt printer with the kernel's printer driver on it.
    pub(crate) fn printer(&self, port: &str, number: u8, serial: Option<&str>) {
        self.device(port, number, "04b8:0e28", "EPSON", "TM-T20II", serial);
        let interface = self.interface(port, 0, "07 01 02", "usblp");
        write(
            &interface.join("ieee1284_id"),
            "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;\n",
        );
        let lp = format!("lp{}", number % 5);
        let dir = format!("usbmisc/{lp}");
        self.node(&interface, &dir, "usbmisc", &format!("usb/{lp}"));
    }

    /// A scanner that speaks HID POS.
    pub(crate) fn hid_scanner(&self, port: &str, number: u8) {
        let serial = Some("19178B40E8");
        self.device(
            port,
            number,
            "0c2e:0b61",
            "Honeywell",
            "1950 Scanner",
            serial,
        );
        let interface = self.interface(port, 0, "03 00 00", "usbhid");
        let hid = "0003:0C2E:0B61.0001";
        self.node(
            &interface,
            &format!("{hid}/hidraw/hidraw0"),
            "hidraw",
            "hidraw0",
        );
        write(&interface.join(hid).join("report_descriptor"), SCANNER);
    }

    /// A scanner on a USB serial cable, of a maker that gives no serial numbers.
    pub(crate) fn acm_scanner(&self, port: &str, number: u8) {
        self.device(port, number, "0c2e:0901", "Honeywell", "1900", None);
        let interface = self.interface(port, 0, "02 02 01", "cdc_acm");
        self.interface(port, 1, "0a 00 00", "cdc_acm");
        self.node(&interface, "tty/ttyACM0", "tty", "ttyACM0");
        let by_id = self.dev().join("serial/by-id");
        fs::create_dir_all(&by_id).unwrap();
        symlink("../../ttyACM0", by_id.join("usb-Honeywell_1900-if00")).unwrap();
    }

    /// A USB to RS-232 adapter.
    pub(crate) fn ftdi(&self, port: &str, number: u8) {
        let serial = Some("A50285BI");
        self.device(port, number, "0403:6001", "FTDI", "FT232R USB UART", serial);
        let interface = self.interface(port, 0, "ff ff ff", "ftdi_sio");
        self.node(&interface, "ttyUSB0/tty/ttyUSB0", "tty", "ttyUSB0");
    }

    /// A keyboard; a scanner in keyboard mode looks the same.
    pub(crate) fn keyboard(&self, port: &str, number: u8) {
        self.device(port, number, "046d:c31c", "Logitech", "USB Keyboard", None);
        let interface = self.interface(port, 0, "03 01 01", "usbhid");
        let hid = "0003:046D:C31C.0002";
        self.node(
            &interface,
            &format!("{hid}/hidraw/hidraw1"),
            "hidraw",
            "hidraw1",
        );
        let event = format!("{hid}/input/input5/event3");
        self.node(&interface, &event, "input", "input/event3");
        let hid = interface.join(hid);
        write(&hid.join("report_descriptor"), KEYBOARD);
        write(
            &hid.join("input/input5/capabilities/key"),
            "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe\n",
        );
    }

    /// A serial port of the machine.
    pub(crate) fn uart(&self, name: &str, parent: &str, kind: Option<&str>) {
        let dir = self.sys().join(parent).join("tty").join(name);
        fs::create_dir_all(&dir).unwrap();
        if let Some(kind) = kind {
            write(&dir.join("type"), kind);
        }
        let class = self.sys().join("class/tty");
        fs::create_dir_all(&class).unwrap();
        symlink(&dir, class.join(name)).unwrap();
        write(&self.dev().join(name), "");
    }

    /// Overwrites an attribute of a device.
    pub(crate) fn set(&self, port: &str, name: &str, value: &str) {
        write(&self.dir(port).join(name), value);
    }

    fn dir(&self, port: &str) -> PathBuf {
        self.sys().join(HOST).join(port)
    }

    fn device(
        &self,
        port: &str,
        number: u8,
        ids: &str,
        maker: &str,
        model: &str,
        serial: Option<&str>,
    ) {
        let (vendor, product) = ids.split_once(':').unwrap();
        let number = number.to_string();
        for (name, value) in [
            ("idVendor", vendor),
            ("idProduct", product),
            ("manufacturer", maker),
            ("product", model),
            ("busnum", "1"),
            ("devnum", &number),
        ] {
            self.set(port, name, &format!("{value}\n"));
        }
        if let Some(serial) = serial {
            self.set(port, "serial", &format!("{serial}\n"));
        }
        write(&self.dev().join(format!("bus/usb/001/{number:0>3}")), "");
        self.link_in_bus(port, &self.dir(port));
    }

    fn interface(&self, port: &str, number: u8, class: &str, driver: &str) -> PathBuf {
        let name = format!("{port}:1.{number}");
        let dir = self.dir(port).join(&name);
        let mut codes = class.split(' ');
        for attribute in ["Class", "SubClass", "Protocol"] {
            let code = format!("{}\n", codes.next().unwrap());
            write(&dir.join(format!("bInterface{attribute}")), code);
        }
        write(&dir.join("bInterfaceNumber"), format!("{number:02}\n"));
        write(&dir.join("bAlternateSetting"), " 0\n");
        let target = format!("../../../../../bus/usb/drivers/{driver}");
        symlink(target, dir.join("driver")).unwrap();
        self.link_in_bus(&name, &dir);
        dir
    }

    fn node(&self, interface: &Path, dir: &str, subsystem: &str, name: &str) {
        let dir = interface.join(dir);
        write(
            &dir.join("uevent"),
            format!("MAJOR=1\nMINOR=2\nDEVNAME={name}\n"),
        );
        symlink(format!("../../class/{subsystem}"), dir.join("subsystem")).unwrap();
        write(&self.dev().join(name), "");
    }

    fn link_in_bus(&self, name: &str, dir: &Path) {
        let bus = self.sys().join("bus/usb/devices");
        fs::create_dir_all(&bus).unwrap();
        symlink(dir, bus.join(name)).unwrap();
    }
}

/// Writes a file, with the directories on the way.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
