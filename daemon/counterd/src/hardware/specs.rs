//! What the devices' room is to start. Simulated devices are reached over a real pseudo-terminal and a real socket.

use std::time::Duration;

use devices::{
    Cable, CodeId, DataBits, DeviceName, DeviceSpec, DisplayConfig, DrawerSensor, DrawerViaPrinter,
    DriverConfig, Flow, Framing, HidScanner, KeyboardScanner, Layout, Parity, PrinterConfig,
    ScaleConfig, ScannerBytes, SerialLine, SerialScanner, Terminator,
};
use settings::Settings;
use settings::model::{self, Device, DeviceKind, DrawerVia, Peer, ScannerDriver, SerialAt};

use super::models;
use super::printers::{Printers, ReceiptPrinter};
use crate::simulators::Simulators;
use crate::startup::Unusable;

/// Returns every device of the settings as its driver is told of it.
pub(crate) fn device_specs(
    settings: &Settings,
    printers: &Printers,
    simulators: &Simulators,
) -> Result<Vec<DeviceSpec>, Unusable> {
    let spec = |device| device_spec(settings, device, printers, simulators);
    settings.devices.iter().map(spec).collect()
}

fn device_spec(
    settings: &Settings,
    device: &Device,
    printers: &Printers,
    simulators: &Simulators,
) -> Result<DeviceSpec, Unusable> {
    let name = DeviceName::try_new(device.name.clone())?;
    let driver = match &device.kind {
        DeviceKind::Scanner(scanner) => scanner_driver(&device.name, scanner, simulators),
        DeviceKind::Printer(printer) => {
            let cable = match &printer.peer {
                Peer::At(cable) => cable_of(cable),
                Peer::Simulated => Cable::Tcp {
                    addr: simulators.printer_address(&device.name),
                },
            };
            let known = printers.get(&device.name);
            let spoken = known.and_then(ReceiptPrinter::driver);
            let (language, answers) =
                spoken.ok_or_else(|| Unusable::Driver(device.name.clone()))?;
            DriverConfig::Printer(PrinterConfig {
                answers,
                ..PrinterConfig::new(cable, language)
            })
        }
        DeviceKind::Drawer(drawer) => drawer_driver(&device.name, drawer)?,
        DeviceKind::Scale(scale) => {
            let line = match &scale.peer {
                Peer::At(at) => serial_line(at, &scale.line),
                Peer::Simulated => simulators.line(&device.name, &scale.line),
            };
            DriverConfig::Scale(ScaleConfig { line })
        }
        DeviceKind::Display(display) => {
            let line = match &display.peer {
                Peer::At(at) => serial_line(at, &display.line),
                Peer::Simulated => simulators.line(&device.name, &display.line),
            };
            let idle = if display.idle.is_empty() {
                vec![settings.shop.name.clone()]
            } else {
                display.idle.clone()
            };
            DriverConfig::Display(DisplayConfig {
                line,
                profile: models::display(display),
                idle,
            })
        }
        DeviceKind::LabelPrinter(_) => {
            return Err(Unusable::Driver(device.name.clone()));
        }
    };
    Ok(DeviceSpec { name, driver })
}

fn scanner_driver(name: &str, scanner: &model::Scanner, simulators: &Simulators) -> DriverConfig {
    let framing = framing(scanner);
    match &scanner.driver {
        ScannerDriver::Serial { peer, line, orders } => {
            let port = match peer {
                Peer::At(SerialAt::Port(port)) => port.clone(),
                Peer::At(at @ SerialAt::Usb(_)) => serial_line(at, line).path,
                Peer::Simulated => simulators.scanner_port(name),
            };
            let SerialLine {
                baud,
                parity,
                data_bits,
                flow,
                ..
            } = serial_line(&SerialAt::Port(port.clone()), line);
            DriverConfig::SerialScanner(SerialScanner {
                port,
                baud,
                parity,
                data_bits,
                flow,
                framing,
                orders: ScannerBytes {
                    trigger: orders.trigger.clone(),
                    enable: orders.enable.clone(),
                    disable: orders.disable.clone(),
                    beep_good: orders.beep_good.clone(),
                    beep_bad: orders.beep_bad.clone(),
                },
            })
        }
        ScannerDriver::Hid { usb } => DriverConfig::HidScanner(HidScanner {
            framing,
            ..HidScanner::new(usb)
        }),
        ScannerDriver::Keyboard { at, layout } => {
            let at = match at {
                model::Keyboard::Path(path) => path.display().to_string(),
                model::Keyboard::Usb(usb) => usb.clone(),
            };
            DriverConfig::KeyboardScanner(KeyboardScanner {
                layout: layout_of(*layout),
                framing,
                ..KeyboardScanner::new(at)
            })
        }
    }
}

fn layout_of(layout: model::Layout) -> Layout {
    match layout {
        model::Layout::Us => Layout::Us,
        model::Layout::Uk => Layout::Uk,
        model::Layout::De => Layout::De,
        model::Layout::Fr => Layout::Fr,
        model::Layout::Es => Layout::Es,
        model::Layout::It => Layout::It,
    }
}

fn framing(scanner: &model::Scanner) -> Framing {
    Framing {
        terminator: match scanner.terminator {
            model::Terminator::Any => Terminator::AnyNewline,
            model::Terminator::Cr => Terminator::Bytes(b"\r".to_vec()),
            model::Terminator::Lf => Terminator::Bytes(b"\n".to_vec()),
            model::Terminator::CrLf => Terminator::Bytes(b"\r\n".to_vec()),
            model::Terminator::Tab => Terminator::Tab,
            model::Terminator::None => Terminator::Bytes(Vec::new()),
        },
        prefix: scanner.prefix.clone(),
        code_id: match scanner.code_id {
            model::SymbologyCodes::Aim => CodeId::Aim,
            model::SymbologyCodes::Honeywell => CodeId::Honeywell,
            model::SymbologyCodes::Zebra => CodeId::Zebra,
            model::SymbologyCodes::Datalogic => CodeId::Datalogic,
            model::SymbologyCodes::None => CodeId::None,
        },
        quiet: Duration::from_millis(scanner.idle_flush_ms.into()),
        ..Framing::default()
    }
}

fn drawer_driver(name: &str, drawer: &model::Drawer) -> Result<DriverConfig, Unusable> {
    let alarm_after = Some(drawer.alarm_after_s).filter(|after| *after > 0);
    let alarm_after = alarm_after.map(|after| Duration::from_secs(after.into()));
    match &drawer.via {
        DrawerVia::Printer {
            printer,
            pin,
            on_ms,
            off_ms,
            open_when,
        } => Ok(DriverConfig::DrawerViaPrinter(DrawerViaPrinter {
            printer: DeviceName::try_new(printer.clone())?,
            pin: if *pin == 5 {
                paper::Pin::Five
            } else {
                paper::Pin::Two
            },
            on_ms: *on_ms,
            off_ms: *off_ms,
            sensor: open_when.map(|level| DrawerSensor {
                open_when_high: level == model::Level::High,
            }),
            alarm_after,
        })),
        DrawerVia::Serial { .. } => Err(Unusable::Driver(name.to_owned())),
    }
}

fn cable_of(cable: &model::Cable) -> Cable {
    match cable {
        model::Cable::Tcp(addr) => Cable::Tcp { addr: addr.clone() },
        model::Cable::Serial(at, line) => Cable::Serial(serial_line(at, line)),
        model::Cable::Usb(address) => Cable::Usb {
            address: address.clone(),
        },
    }
}

pub(crate) fn serial_line(at: &SerialAt, line: &model::Line) -> SerialLine {
    SerialLine {
        baud: line.baud,
        parity: match line.format.parity {
            model::Parity::None => Parity::None,
            model::Parity::Even => Parity::Even,
            model::Parity::Odd => Parity::Odd,
        },
        data_bits: match line.format.data_bits {
            7 => DataBits::Seven,
            _ => DataBits::Eight,
        },
        flow: match line.flow {
            model::Flow::None => Flow::None,
            model::Flow::Hardware => Flow::RtsCts,
            model::Flow::Software => Flow::XonXoff,
        },
        ..SerialLine::new(match at {
            SerialAt::Port(port) => port.clone(),
            SerialAt::Usb(address) => format!("usb:{address}").into(),
        })
    }
}
