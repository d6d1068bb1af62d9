//! The simulated devices that the settings name. The daemon reaches them as it reaches real ones: over a pseudo-terminal
//! and a socket on the loopback.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use devices::SerialLine;
use devices::display::sim::SimDisplay;
use devices::printer::escpos::sim::SimPrinter;
use devices::scale::sim::SimScale;
use devices::scanner::serial::sim::SimScanner;
use settings::Settings;
use settings::model::{DeviceKind, Line, Peer, Scanner, ScannerDriver, SerialAt};

use crate::hardware::models;
use crate::hardware::printers::{Printers, ReceiptPrinter};
use crate::hardware::specs::serial_line;

/// Simulated devices by the name of the device they stand in for.
#[derive(Debug, Default)]
pub(crate) struct Simulators {
    pub(crate) scanner: Option<(String, SimScanner)>,
    pub(crate) printer: Option<(String, SimPrinter)>,
    scale: Option<(String, SimScale)>,
    display: Option<(String, SimDisplay)>,
    /// Where the lines of those two are.
    folder: Option<tempfile::TempDir>,
}

impl Simulators {
    /// Starts those that the settings ask for.
    pub(crate) async fn start(settings: &Settings, printers: &Printers) -> std::io::Result<Self> {
        let mut simulators = Self::default();
        for device in &settings.devices {
            match &device.kind {
                DeviceKind::Scanner(Scanner {
                    driver:
                        ScannerDriver::Serial {
                            peer: Peer::Simulated,
                            ..
                        },
                    ..
                }) => {
                    simulators.scanner = Some((device.name.clone(), SimScanner::start()?));
                }
                DeviceKind::Printer(printer) if printer.peer == Peer::Simulated => {
                    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
                    let known = printers.get(&device.name);
                    let printer = match known.and_then(ReceiptPrinter::escpos) {
                        Some(profile) => SimPrinter::start_as(anywhere, profile).await?,
                        None => SimPrinter::start(anywhere).await?,
                    };
                    simulators.printer = Some((device.name.clone(), printer));
                }
                DeviceKind::Scale(scale) if scale.peer == Peer::Simulated => {
                    let path = simulators.path("scale")?;
                    simulators.scale = Some((device.name.clone(), SimScale::start(path)?));
                }
                DeviceKind::Display(display) if display.peer == Peer::Simulated => {
                    let path = simulators.path("display")?;
                    let display = SimDisplay::start(path, &models::display(display))?;
                    simulators.display = Some((device.name.clone(), display));
                }
                DeviceKind::Scanner(_)
                | DeviceKind::Printer(_)
                | DeviceKind::LabelPrinter(_)
                | DeviceKind::Drawer(_)
                | DeviceKind::Scale(_)
                | DeviceKind::Display(_) => {}
            }
        }
        Ok(simulators)
    }

    fn path(&mut self, name: &str) -> std::io::Result<PathBuf> {
        if self.folder.is_none() {
            self.folder = Some(tempfile::tempdir()?);
        }
        let folder = self.folder.as_ref().map(tempfile::TempDir::path);
        Ok(folder.unwrap_or(Path::new("/tmp")).join(name))
    }

    /// The serial line of a simulated scale or display; pseudo-terminals hold nobody up.
    pub(crate) fn line(&self, device: &str, line: &Line) -> SerialLine {
        let scale = self.scale.as_ref().filter(|(name, _)| name == device);
        let display = self.display.as_ref().filter(|(name, _)| name == device);
        let path = scale
            .map(|(_, scale)| scale.path())
            .or(display.map(|(_, display)| display.path()))
            .unwrap_or(Path::new("/nonexistent"));
        SerialLine {
            flow: devices::Flow::None,
            ..serial_line(&SerialAt::Port(path.to_owned()), line)
        }
    }

    pub(crate) fn any(&self) -> bool {
        self.scanner.is_some() || self.printer.is_some()
    }

    pub(crate) fn simulates(&self, device: &str) -> bool {
        let names = [
            self.scanner.as_ref().map(|(name, _)| name),
            self.printer.as_ref().map(|(name, _)| name),
            self.scale.as_ref().map(|(name, _)| name),
            self.display.as_ref().map(|(name, _)| name),
        ];
        names.into_iter().flatten().any(|name| name == device)
    }

    pub(crate) fn scanner_port(&self, device: &str) -> PathBuf {
        let scanner = self.scanner.as_ref().filter(|(name, _)| name == device);
        scanner
            .map(|(_, scanner)| scanner.path())
            .unwrap_or_default()
    }

    pub(crate) fn printer_address(&self, device: &str) -> String {
        let printer = self.printer.as_ref().filter(|(name, _)| name == device);
        printer
            .map(|(_, printer)| printer.addr().to_string())
            .unwrap_or_default()
    }
}
