//! A USB printer (class 07/01) driven by this process: a pipe for bytes, and what its port says.
//!
//! Blocking, with a deadline on every call; shared by a writing and a reading thread. It knows no
//! printer language. Start at [`UsbPrinter::open`].

mod error;
mod pipe;
mod setting;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusb::{
    Context, Device, DeviceHandle, Direction, Recipient, RequestType, TransferType, UsbContext as _,
};

use crate::usb::{
    DeviceId, HeldBy, NodeClass, NodeKind, Resolution, Subject, Sysfs, UsbAddress, UsbDevice,
};

pub use error::{Fault, UsbPrinterError};
use pipe::{Bulk, Inbox, Outbox};
pub use setting::PortStatus;
use setting::Setting;

/// Requests of the printer class (USB Device Class Definition for Printing Devices 1.1, 4.2).
const GET_DEVICE_ID: u8 = 0;
const GET_PORT_STATUS: u8 = 1;
/// How long the kernel may take to notice that a device which fails was unplugged.
const UNPLUG_NOTICED: Duration = Duration::from_millis(500);
/// Pause between two looks for that.
const UNPLUG_LOOK: Duration = Duration::from_millis(20);
/// Shortest and longest time of a request.
const REQUEST: (Duration, Duration) = (Duration::from_millis(1), Duration::from_secs(60));

type Result<T> = std::result::Result<T, UsbPrinterError>;

/// An open printer. While it is open the kernel's printer driver is off the interface; it comes
/// back when this is dropped.
///
/// Every call takes `&self`: one thread may write while another reads.
#[derive(Debug)]
pub struct UsbPrinter {
    address: UsbAddress,
    device: Box<UsbDevice>,
    endpoints: Endpoints,
    outbox: Mutex<Outbox>,
    inbox: Mutex<Inbox>,
}

impl UsbPrinter {
    /// Finds the printer, takes it from the kernel's driver and claims its best interface.
    ///
    /// Touches nothing when a program has the kernel's node (`/dev/usb/lp0`) open.
    ///
    /// # Errors
    /// Any of [`UsbPrinterError`]; never waits for a printer to come.
    pub fn open(sysfs: &Sysfs, address: &UsbAddress) -> Result<Self> {
        let device = find(sysfs, address)?;
        let subject = device.subject(NodeClass::Usb, device.node.clone());
        may_open(address, &subject)?;
        let lp_users = lp_users(sysfs, &device);
        if lp_users.is_busy() {
            return Err(UsbPrinterError::Busy {
                address: address.clone(),
                held_by: Box::new(lp_users),
            });
        }
        let failed = |doing, source| match source {
            rusb::Error::Access => denied(address, &subject),
            rusb::Error::Busy => UsbPrinterError::Busy {
                address: address.clone(),
                held_by: Box::new(sysfs.held_by(&device)),
            },
            source => use_failed(address, &device, doing, source),
        };
        let raw = raw_device(&device).map_err(|source| failed("looking for", source))?;
        let settings = settings(&raw).map_err(|source| failed("looking at", source))?;
        let Some(setting) = setting::best(&settings) else {
            return Err(UsbPrinterError::NotAPrinter {
                address: address.clone(),
            });
        };
        let handle = claim(&raw, setting).map_err(|source| failed("opening", source))?;
        Ok(Self {
            address: address.clone(),
            device,
            endpoints: Endpoints { handle, setting },
            outbox: Mutex::default(),
            inbox: Mutex::default(),
        })
    }

    /// Returns the device behind it.
    pub fn device(&self) -> &UsbDevice {
        &self.device
    }

    /// Returns whether the printer can answer at all.
    pub const fn can_read(&self) -> bool {
        self.endpoints.setting.input.is_some()
    }

    /// Writes until all bytes are taken or the deadline passes; returns how many were taken.
    ///
    /// Bytes that were taken may still be in the printer's buffer, unprinted. An error after some
    /// bytes comes with the next call; then up to 4096 bytes more than were counted may have been
    /// taken.
    ///
    /// # Errors
    /// [`UsbPrinterError::Gone`] or [`UsbPrinterError::Broken`], up to half a second after the
    /// deadline.
    pub fn write(&self, bytes: &[u8], deadline: Duration) -> Result<usize> {
        let written = lock(&self.outbox).write(&self.endpoints, bytes, deadline);
        written.map_err(|source| self.failed("writing to", source))
    }

    /// Reads what the printer sent or sends until the deadline; `None` when it sent nothing.
    ///
    /// A printer without a way back waits and answers `None`.
    ///
    /// # Errors
    /// [`UsbPrinterError::Gone`] or [`UsbPrinterError::Broken`], up to half a second after the
    /// deadline.
    pub fn read(&self, buffer: &mut [u8], deadline: Duration) -> Result<Option<usize>> {
        if !self.can_read() {
            thread::sleep(deadline);
            return match self.device.is_there() {
                true => Ok(None),
                false => Err(self.failed("reading from", rusb::Error::NoDevice)),
            };
        }
        let read = lock(&self.inbox).read(&self.endpoints, buffer, deadline);
        read.map_err(|source| self.failed("reading from", source))
    }

    /// Asks the printer what it is.
    ///
    /// # Errors
    /// As [`UsbPrinter::read`]; a printer may refuse to say.
    pub fn device_id(&self, deadline: Duration) -> Result<DeviceId> {
        let mut answer = vec![0; DeviceId::LEN_MAX];
        let setting = self.endpoints.setting;
        let index = u16::from_be_bytes([setting.interface, setting.number]);
        let len = self.ask(GET_DEVICE_ID, index, &mut answer, deadline)?;
        answer.truncate(len);
        Ok(DeviceId::from_answer(&answer))
    }

    /// Asks the printer's port how it is; answered even while the printer takes no bytes.
    ///
    /// # Errors
    /// As [`UsbPrinter::read`]; a printer may refuse to say.
    pub fn port_status(&self, deadline: Duration) -> Result<PortStatus> {
        let mut answer = [0];
        let index = u16::from(self.endpoints.setting.interface);
        match self.ask(GET_PORT_STATUS, index, &mut answer, deadline)? {
            0 => Err(self.failed("asking", rusb::Error::Other)),
            _ => Ok(PortStatus::of(answer[0])),
        }
    }

    fn ask(&self, request: u8, index: u16, answer: &mut [u8], deadline: Duration) -> Result<usize> {
        let kind = rusb::request_type(Direction::In, RequestType::Class, Recipient::Interface);
        let deadline = deadline.clamp(REQUEST.0, REQUEST.1);
        let handle = &self.endpoints.handle;
        let read = handle.read_control(kind, request, 0, index, answer, deadline);
        read.map_err(|source| self.failed("asking", source))
    }

    fn failed(&self, doing: &'static str, source: rusb::Error) -> UsbPrinterError {
        use_failed(&self.address, &self.device, doing, source)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn find(sysfs: &Sysfs, address: &UsbAddress) -> Result<Box<UsbDevice>> {
    let address = address.clone();
    match sysfs.resolve(&address) {
        Resolution::Found(device) if device.is_printer() => Ok(device),
        // The setting in use may be IPP, with another beside it; the descriptors tell.
        Resolution::Found(device) if device.interfaces.iter().any(|one| one.class == 7) => {
            Ok(device)
        }
        Resolution::Found(_) => Err(UsbPrinterError::NotAPrinter { address }),
        Resolution::Missing { similar } => Err(UsbPrinterError::Missing { address, similar }),
        Resolution::Ambiguous { candidates } => Err(UsbPrinterError::Ambiguous {
            address,
            candidates,
        }),
    }
}

fn may_open(address: &UsbAddress, subject: &Subject) -> Result<()> {
    match subject.access() {
        Some(access) if access.read && access.write => Ok(()),
        Some(_) => Err(denied(address, subject)),
        // The kernel has told of the device, and its node is not made yet.
        None => Err(UsbPrinterError::Missing {
            address: address.clone(),
            similar: Vec::new(),
        }),
    }
}

fn denied(address: &UsbAddress, subject: &Subject) -> UsbPrinterError {
    match subject.access() {
        Some(access) => UsbPrinterError::Denied {
            address: address.clone(),
            fix: Box::new(subject.fix_for(&access.owner)),
            access: Box::new(access),
        },
        None => UsbPrinterError::Gone {
            address: address.clone(),
        },
    }
}

/// Programs that print by way of the kernel's driver; taking the printer would cut their job.
fn lp_users(sysfs: &Sysfs, device: &UsbDevice) -> HeldBy {
    let nodes = device.interfaces.iter().flat_map(|one| &one.nodes);
    let programs = nodes
        .filter(|node| node.kind == NodeKind::Lp)
        .flat_map(|node| sysfs.holders(&node.path))
        .collect();
    HeldBy {
        programs,
        drivers: Vec::new(),
    }
}

/// Tells what a failed request means, after a moment in which an unplugged device disappears:
/// its requests fail before the kernel knows why.
fn use_failed(
    address: &UsbAddress,
    device: &UsbDevice,
    doing: &'static str,
    source: rusb::Error,
) -> UsbPrinterError {
    let until = Instant::now() + UNPLUG_NOTICED;
    let gone = source == rusb::Error::NoDevice
        || loop {
            if !device.is_there() {
                break true;
            }
            if Instant::now() >= until {
                break false;
            }
            thread::sleep(UNPLUG_LOOK);
        };
    let address = address.clone();
    if gone {
        UsbPrinterError::Gone { address }
    } else {
        UsbPrinterError::Broken {
            address,
            doing,
            source,
        }
    }
}

/// Finds the library's view of a device; by its number, which is new at every plugging in.
fn raw_device(device: &UsbDevice) -> rusb::Result<Device<Context>> {
    let devices = Context::new()?.devices()?;
    let found = devices
        .iter()
        .find(|raw| (raw.bus_number(), raw.address()) == (device.bus, device.number));
    found.ok_or(rusb::Error::NoDevice)
}

/// Reads the printer settings with an endpoint to write to out of the descriptors.
fn settings(raw: &Device<Context>) -> rusb::Result<Vec<Setting>> {
    let configuration = raw.active_config_descriptor()?;
    let mut settings = Vec::new();
    for interface in configuration.interfaces() {
        let has_others = interface.descriptors().count() > 1;
        for one in interface.descriptors() {
            if (one.class_code(), one.sub_class_code()) != (7, 1) {
                continue;
            }
            let bulk = |direction| {
                one.endpoint_descriptors().find(|endpoint| {
                    endpoint.transfer_type() == TransferType::Bulk
                        && endpoint.direction() == direction
                })
            };
            let Some(out) = bulk(Direction::Out) else {
                continue;
            };
            settings.push(Setting {
                interface: one.interface_number(),
                number: one.setting_number(),
                protocol: one.protocol_code(),
                out: out.address(),
                packet_len: usize::from(out.max_packet_size()),
                input: bulk(Direction::In).map(|input| input.address()),
                has_others,
            });
        }
    }
    Ok(settings)
}

/// Opens the device and claims the interface; the kernel's driver steps aside until the release.
fn claim(raw: &Device<Context>, setting: Setting) -> rusb::Result<DeviceHandle<Context>> {
    let handle = raw.open()?;
    match handle.set_auto_detach_kernel_driver(true) {
        // Without this the claim says whether a driver is in the way.
        Ok(()) | Err(rusb::Error::NotSupported) => {}
        Err(error) => return Err(error),
    }
    handle.claim_interface(setting.interface)?;
    // A printer with one setting may refuse to be told to use it.
    if setting.has_others {
        handle.set_alternate_setting(setting.interface, setting.number)?;
    }
    Ok(handle)
}

#[derive(Debug)]
struct Endpoints {
    handle: DeviceHandle<Context>,
    setting: Setting,
}

impl Bulk for Endpoints {
    fn write(&self, bytes: &[u8], timeout: Duration) -> rusb::Result<usize> {
        self.handle.write_bulk(self.setting.out, bytes, timeout)
    }

    fn read(&self, buffer: &mut [u8], timeout: Duration) -> rusb::Result<usize> {
        let input = self.setting.input.ok_or(rusb::Error::NotSupported)?;
        self.handle.read_bulk(input, buffer, timeout)
    }

    fn clear_write_halt(&self) -> rusb::Result<()> {
        self.handle.clear_halt(self.setting.out)
    }

    fn clear_read_halt(&self) -> rusb::Result<()> {
        let input = self.setting.input.ok_or(rusb::Error::NotSupported)?;
        self.handle.clear_halt(input)
    }

    fn packet_len(&self) -> usize {
        self.setting.packet_len
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usb::fake::{Machine, write};

    fn open(machine: &Machine, address: &str) -> UsbPrinterError {
        let address = address.parse().unwrap();
        UsbPrinter::open(&machine.sysfs(), &address).unwrap_err()
    }

    #[test]
    fn is_shared_between_threads() {
        const fn shared<T: Send + Sync>() {}
        shared::<UsbPrinter>();
    }

    #[test]
    fn addresses_that_lead_to_no_printer_are_refused() {
        let machine = Machine::counter();
        let missing = open(&machine, "04b8:0e28/OTHER");
        assert!(missing.hint().contains("J5XK001234"), "{}", missing.hint());
        let scanner = open(&machine, "0c2e:0b61");
        assert!(matches!(scanner, UsbPrinterError::NotAPrinter { .. }));
        machine.printer("1-4", 9, Some("B"));
        let two = open(&machine, "04b8:0e28");
        assert!(matches!(two, UsbPrinterError::Ambiguous { .. }));
    }

    #[test]
    fn a_printer_in_use_by_way_of_the_kernel_is_left_alone() {
        let machine = Machine::new();
        machine.printer("1-4", 5, None);
        let process = machine.sysfs().proc_dir().join("900");
        write(&process.join("comm"), "cupsd\n");
        std::fs::create_dir(process.join("fd")).unwrap();
        let lp = machine.dev().join("usb/lp0");
        std::os::unix::fs::symlink(lp, process.join("fd/7")).unwrap();
        let error = open(&machine, "04b8:0e28");
        assert_eq!(error.fault(), Fault::Busy, "{error:?}");
        assert!(error.line().contains("cupsd"), "{}", error.line());
    }

    #[test]
    fn a_node_that_is_not_made_yet_is_awaited() {
        let machine = Machine::new();
        machine.printer("1-4", 5, None);
        std::fs::remove_file(machine.dev().join("bus/usb/001/005")).unwrap();
        assert_eq!(open(&machine, "04b8:0e28").fault(), Fault::Gone);
    }

    #[test]
    fn a_failure_of_an_unplugged_device_is_gone_and_of_another_broken() {
        let machine = Machine::new();
        machine.printer("1-4", 5, None);
        let device = machine.sysfs().devices().remove(0);
        let address = device.address.clone();
        let failed = |source| use_failed(&address, &device, "writing to", source);
        assert_eq!(failed(rusb::Error::Io).fault(), Fault::Broken);
        assert_eq!(failed(rusb::Error::NoDevice).fault(), Fault::Gone);
        machine.set("1-4", "devnum", "6\n");
        assert_eq!(failed(rusb::Error::Io).fault(), Fault::Gone);
    }
}
