//! The edge's view of the devices: their states worded for the wire, and the simulators' knobs.

use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use devices::{
    DeviceName, Devices, Kind, OrderError, PaperLevel, Snapshot, State, WeighError, usb,
};
use domain::Timestamp;
use protocol::v1::device::{self, Device, Found, ScannerOrder, Weight};
use protocol::v1::simulator::{PaperResult, Printer, PrinterResult, Sheet};
use protocol::values::Moment;
use server::{Bridge, BridgeError};

use crate::discovery;
use crate::simulators::Simulators;

/// What the card driver last heard of its reader.
#[derive(Debug, Clone)]
pub(crate) struct ReaderState {
    pub(crate) id: String,
    pub(crate) state: device::State,
    pub(crate) detail: String,
    pub(crate) since_ms: i64,
    /// Whether the processor behind it is a simulator on this machine.
    pub(crate) simulated: bool,
}

/// The bridge that the edge is given.
pub(crate) struct DeviceBridge {
    pub(crate) devices: Devices,
    pub(crate) simulators: Simulators,
    pub(crate) reader: Mutex<Option<ReaderState>>,
    tricks: Mutex<PrinterResult>,
}

impl DeviceBridge {
    pub(crate) fn new(
        devices: Devices,
        simulators: Simulators,
        reader: Option<ReaderState>,
    ) -> Self {
        let tricks = PrinterResult {
            paper_out: false,
            cover_open: false,
            offline: false,
        };
        Self {
            devices,
            simulators,
            reader: Mutex::new(reader),
            tricks: Mutex::new(tricks),
        }
    }

    pub(crate) fn word(&self, snapshot: Snapshot) -> Device {
        // A drawer's address is its printer: on a simulated printer it is simulated, too.
        let simulated = self.simulators.simulates(snapshot.name.as_str())
            || self.simulators.simulates(&snapshot.address);
        wire(snapshot, simulated)
    }

    /// The device of a kind that is meant: this one, or the only one.
    fn only(
        &self,
        kind: Kind,
        what: &str,
        device: Option<&str>,
    ) -> Result<DeviceName, BridgeError> {
        let known = self.devices.snapshot();
        let mut of_kind = known.into_iter().filter(|known| known.kind == kind);
        match device {
            Some(name) => of_kind
                .find(|known| known.name.as_str() == name)
                .map(|known| known.name)
                .ok_or_else(|| BridgeError::NoDevice(format!("{what} `{name}`"))),
            None => match (of_kind.next(), of_kind.next()) {
                (Some(only), None) => Ok(only.name),
                (None, _) => Err(BridgeError::NoDevice(format!("{what} in the settings"))),
                (Some(_), Some(_)) => Err(BridgeError::NoDevice(format!(
                    "only {what}: name one of them"
                ))),
            },
        }
    }

    fn card_reader(&self) -> Option<Device> {
        let reader = self.reader.lock().ok()?.clone()?;
        Some(Device {
            name: "card-reader".to_owned(),
            kind: device::Kind::CardReader,
            driver: "stripe-terminal".to_owned(),
            address: reader.id,
            state: reader.state,
            detail: reader.detail,
            simulated: reader.simulated,
            printer: None,
            drawer: None,
            scanner: None,
            jobs_waiting: 0,
            lease: None,
            since: Moment(Timestamp::from_unix_ms(reader.since_ms)),
        })
    }
}

fn wire(snapshot: Snapshot, simulated: bool) -> Device {
    let detail = match (snapshot.detail.is_empty(), snapshot.hint.is_empty()) {
        (_, true) => snapshot.detail,
        (true, false) => snapshot.hint,
        (false, false) => format!(
            "{}. {}",
            snapshot.detail.trim_end_matches('.'),
            snapshot.hint
        ),
    };
    Device {
        name: snapshot.name.to_string(),
        kind: match snapshot.kind {
            Kind::Scanner => device::Kind::Scanner,
            Kind::Printer => device::Kind::Printer,
            Kind::LabelPrinter => device::Kind::LabelPrinter,
            Kind::Drawer => device::Kind::Drawer,
            Kind::Scale => device::Kind::Scale,
            Kind::Display => device::Kind::Display,
        },
        driver: snapshot.driver.to_owned(),
        address: snapshot.address,
        state: match snapshot.state {
            State::Ready => device::State::Ready,
            State::Absent => device::State::Absent,
            State::Denied => device::State::Denied,
            State::Faulty => device::State::Faulty,
        },
        detail,
        simulated,
        printer: snapshot.printer.map(|condition| device::Printer {
            paper: match condition.paper {
                PaperLevel::Present => device::Paper::Ok,
                PaperLevel::Low => device::Paper::NearEnd,
                PaperLevel::Out => device::Paper::Out,
            },
            cover_open: condition.cover_open,
            cutter_error: condition.cutter_error(),
            failed: condition.fault.is_some() && !condition.cutter_error(),
            offline: condition.offline,
            ribbon_out: condition.ribbon_out,
            paused: condition.paused,
        }),
        drawer: snapshot.drawer.map(|drawer| device::Drawer {
            open: drawer.open,
            since: moment(drawer.since_ms),
        }),
        scanner: snapshot.scanner.map(|can| device::Scanner {
            beep: can.beep,
            enable: can.enable,
            trigger: can.trigger,
            enabled: can.enabled,
        }),
        jobs_waiting: u32::try_from(snapshot.jobs_waiting).unwrap_or(u32::MAX),
        lease: None,
        since: moment(snapshot.since_ms),
    }
}

fn moment(ms: u64) -> Moment {
    Moment(Timestamp::from_unix_ms(
        i64::try_from(ms).unwrap_or(i64::MAX),
    ))
}

/// The simulator behind a name, if there is one.
fn simulated<'a, T>(
    found: Option<&'a (String, T)>,
    kind: &'static str,
) -> Result<&'a T, BridgeError> {
    found
        .map(|(_, simulator)| simulator)
        .ok_or(BridgeError::NotSimulated(kind))
}

impl Bridge for DeviceBridge {
    fn devices(&self) -> Vec<Device> {
        let snapshots = self.devices.snapshot().into_iter();
        snapshots
            .map(|snapshot| self.word(snapshot))
            .chain(self.card_reader())
            .collect()
    }

    fn discover(&self) -> Vec<Found> {
        let known = self.devices.snapshot();
        let found = usb::discover().into_iter();
        found.map(|found| discovery::found(found, &known)).collect()
    }

    fn tell_scanner(&self, device: &str, order: ScannerOrder) -> Result<(), BridgeError> {
        let scanner = DeviceName::try_new(device)
            .map_err(|_| BridgeError::NoDevice(format!("scanner `{device}`")))?;
        let order = match order {
            ScannerOrder::BeepGood => devices::ScannerOrder::BeepGood,
            ScannerOrder::BeepBad => devices::ScannerOrder::BeepBad,
            ScannerOrder::Enable => devices::ScannerOrder::Enable,
            ScannerOrder::Disable => devices::ScannerOrder::Disable,
            ScannerOrder::Trigger => devices::ScannerOrder::Trigger,
        };
        let told = self.devices.scanner_order(&scanner, order);
        told.map_err(|error| match error {
            OrderError::NoDevice { .. } | OrderError::NoScanner { .. } => {
                BridgeError::NoDevice(format!("scanner `{device}`"))
            }
            OrderError::NotReady { .. } | OrderError::Busy { .. } => {
                BridgeError::Absent(error.to_string())
            }
            OrderError::Unable { .. } => BridgeError::Cannot(error.to_string()),
        })
    }

    fn weigh(&self, device: Option<&str>) -> Result<Weight, BridgeError> {
        let scale = self.only(Kind::Scale, "scale", device)?;
        let weight = self.devices.weigh(&scale).map_err(|error| match error {
            WeighError::NoScale(_) => BridgeError::NoDevice(error.to_string()),
            WeighError::Silent(_) => BridgeError::Absent(error.to_string()),
            WeighError::Cannot { .. } => BridgeError::Cannot(error.to_string()),
        })?;
        Ok(Weight {
            device: scale.to_string(),
            weight: weight.decimal,
            unit: weight.unit.as_str().to_owned(),
            net: weight.net,
        })
    }

    fn show(&self, device: Option<&str>, lines: &[String]) -> Result<(), BridgeError> {
        let display = self.only(Kind::Display, "customer display", device)?;
        if self.devices.show(&display, lines.to_vec()) {
            Ok(())
        } else {
            Err(BridgeError::NoDevice(format!(
                "customer display `{display}`"
            )))
        }
    }

    fn simulates(&self) -> bool {
        self.simulators.any()
    }

    fn scan(&self, text: &str) -> Result<(), BridgeError> {
        let scanner = simulated(self.simulators.scanner.as_ref(), "scanner")?;
        scanner
            .scan(text)
            .map_err(|error| BridgeError::Failed(error.to_string()))
    }

    fn paper(&self, limit: usize) -> Result<PaperResult, BridgeError> {
        let printer = simulated(self.simulators.printer.as_ref(), "printer")?;
        let papers = printer.papers();
        let sheets = papers.iter().rev().take(limit).map(|paper| {
            let png = paper::preview::png(&paper.printed)
                .map_err(|error| BridgeError::Failed(error.to_string()))?;
            let text = paper.printed.text_lines();
            let copy = text
                .iter()
                .any(|line| line.split_whitespace().any(|word| word == "COPY"));
            Ok(Sheet {
                id: paper.index + 1,
                png: STANDARD.encode(png),
                text,
                copy,
            })
        });
        let papers = sheets.collect::<Result<_, BridgeError>>()?;
        Ok(PaperResult {
            papers,
            drawer_kicks: printer.pulses_total(),
        })
    }

    fn printer(&self, asked: Printer) -> Result<PrinterResult, BridgeError> {
        let printer = simulated(self.simulators.printer.as_ref(), "printer")?;
        let mut tricks = self
            .tricks
            .lock()
            .map_err(|_| BridgeError::Failed("its state is lost".to_owned()))?;
        if let Some(out) = asked.paper_out {
            printer.paper_out(out);
            tricks.paper_out = out;
        }
        if let Some(open) = asked.cover_open {
            printer.cover_open(open);
            tricks.cover_open = open;
        }
        if let Some(bytes) = asked.drop_after_bytes {
            printer.drop_after_bytes(usize::try_from(bytes).unwrap_or(usize::MAX));
        }
        if let Some(offline) = asked.offline {
            printer.offline(offline);
            tricks.offline = offline;
        }
        Ok(*tricks)
    }
}
