//! The simulated devices that the settings name. The daemon reaches them as it reaches real ones: over a pseudo-terminal
//! and a socket on the loopback.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use devices::printer::escpos::sim::SimPrinter;
use devices::scanner::serial::sim::SimScanner;
use settings::Settings;
use settings::model::{DeviceKind, Peer, Scanner, ScannerDriver};

use crate::hardware::printers::{Printers, ReceiptPrinter};

/// Simulated devices by the name of the device they stand in for.
#[derive(Debug, Default)]
pub(crate) struct Simulators {
    pub(crate) scanner: Option<(String, SimScanner)>,
    pub(crate) printer: Option<(String, SimPrinter)>,
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

    pub(crate) fn any(&self) -> bool {
        self.scanner.is_some() || self.printer.is_some()
    }

    pub(crate) fn simulates(&self, device: &str) -> bool {
        let scanner = self
            .scanner
            .as_ref()
            .is_some_and(|(name, _)| name == device);
        scanner
            || self
                .printer
                .as_ref()
                .is_some_and(|(name, _)| name == device)
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
