//! What every printer driver must do, run here for every cable and confirmation against a simulator.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use paper::escpos::{Profile, encode};
use paper::{Document, PaperWidth, Pin};
use tempfile::TempDir;

use crate::device::{DeviceSpec, DrawerSensor, DrawerViaPrinter, DriverConfig, State};
use crate::event::Event;
use crate::job::{Job, JobUpdate, Outcome, SubmitError};
use crate::printer::config::{
    Cable, Confirmation, Deadlines, Escpos, Language, PaperLevel, PipeCable, PrinterConfig,
};
use crate::printer::escpos::sim::{SimDrawer, SimPrinter};
use crate::supervisor::Devices;
use crate::testing::{Bench, id, name, spec, until};
use crate::transport::pipe::{BytePipe, PortStatus};

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// Bytes of the question that names its job.
const NAMED_LEN: usize = 11;

/// A cable, and the way jobs are confirmed over it.
#[derive(Clone, Copy, Debug)]
struct Pair {
    cable: CableKind,
    /// Whether answers name their job, and the printer tells changes by itself.
    named: bool,
}

#[derive(Clone, Copy, Debug)]
enum CableKind {
    Tcp,
    Serial,
    /// Blocking calls with partial writes, as over USB.
    Pipe,
}

/// Runs each test for every pair.
macro_rules! on_every_cable {
    ($($test:ident),* $(,)?) => {
        on_every_cable!(@pair tcp, Tcp, false, $($test),*);
        on_every_cable!(@pair tcp_named, Tcp, true, $($test),*);
        on_every_cable!(@pair serial, Serial, false, $($test),*);
        on_every_cable!(@pair serial_named, Serial, true, $($test),*);
        on_every_cable!(@pair pipe_named, Pipe, true, $($test),*);
    };
    (@pair $pair:ident, $cable:ident, $named:literal, $($test:ident),*) => {
        mod $pair {
            $(
                #[tokio::test]
                async fn $test() {
                    let cable = super::CableKind::$cable;
                    super::$test(super::Pair { cable, named: $named }).await;
                }
            )*
        }
    };
}

mod drawers;
mod fates;
mod faults;
mod jobs;

/// A simulator on a cable, and where its port lies.
struct Sim {
    sim: SimPrinter,
    pair: Pair,
    _dir: Option<TempDir>,
}

impl Deref for Sim {
    type Target = SimPrinter;

    fn deref(&self) -> &SimPrinter {
        &self.sim
    }
}

async fn sim(pair: Pair) -> Sim {
    let (sim, dir) = match pair.cable {
        CableKind::Tcp | CableKind::Pipe => (SimPrinter::start(ANY_PORT).await.unwrap(), None),
        CableKind::Serial => {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("tty");
            let sim = SimPrinter::start_serial(path, &Profile::epson_80mm()).unwrap();
            (sim, Some(dir))
        }
    };
    Sim {
        sim,
        pair,
        _dir: dir,
    }
}

/// A socket used as a cable with blocking calls that moves few bytes at once.
#[derive(Debug)]
struct Trickle {
    stream: TcpStream,
    /// The line of the port that says that there is no paper, if it has one.
    empty: Option<Arc<AtomicBool>>,
}

impl Trickle {
    fn open(addr: SocketAddr, empty: Option<Arc<AtomicBool>>) -> io::Result<Arc<dyn BytePipe>> {
        let stream = TcpStream::connect_timeout(&addr, Duration::from_secs(2))?;
        Ok(Arc::new(Self { stream, empty }))
    }
}

fn unless_late<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error),
    }
}

impl BytePipe for Trickle {
    fn write(&self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(wait))?;
        let piece = bytes.get(..512).unwrap_or(bytes);
        Ok(unless_late((&self.stream).write(piece))?.unwrap_or(0))
    }

    fn read(&self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        self.stream.set_read_timeout(Some(wait))?;
        unless_late((&self.stream).read(buffer))
    }

    fn port_status(&self) -> io::Result<Option<PortStatus>> {
        Ok(self.empty.as_ref().map(|empty| PortStatus {
            paper_empty: empty.load(Ordering::Relaxed),
            selected: true,
            error: false,
        }))
    }
}

fn config(sim: &Sim) -> PrinterConfig {
    let cable = match sim.pair.cable {
        CableKind::Tcp | CableKind::Serial => sim.cable(),
        CableKind::Pipe => {
            let addr = sim.addr();
            Cable::Pipe(PipeCable {
                name: "trickle".to_owned(),
                open: Arc::new(move || Trickle::open(addr, None)),
            })
        }
    };
    let mut escpos = Escpos::new(Profile::epson_80mm());
    if sim.pair.named {
        escpos.confirmation = Confirmation::ProcessId;
        escpos.automatic_status = true;
    }
    let deadlines = Deadlines {
        answer: Duration::from_millis(800),
        poll: Duration::from_millis(100),
        ..Deadlines::default()
    };
    PrinterConfig {
        deadlines,
        ..PrinterConfig::new(cable, Language::Escpos(escpos))
    }
}

fn printer(config: PrinterConfig) -> DeviceSpec {
    spec("front", DriverConfig::Printer(config))
}

fn drawer() -> DeviceSpec {
    let driver = DrawerViaPrinter::new(name("front"), Pin::Five);
    spec("till", DriverConfig::DrawerViaPrinter(driver))
}

/// A drawer whose sensor is low when it is open, which may stand open this long.
fn watched_drawer(alarm_after: Duration) -> DeviceSpec {
    let driver = DrawerViaPrinter {
        sensor: Some(DrawerSensor {
            open_when_high: false,
        }),
        alarm_after: Some(alarm_after),
        ..DrawerViaPrinter::new(name("front"), Pin::Two)
    };
    spec("till", DriverConfig::DrawerViaPrinter(driver))
}

const SPRINGY: SimDrawer = SimDrawer {
    open_when_high: false,
    springs: true,
};

fn receipt(text: &str) -> Vec<u8> {
    let mut document = Document::new(PaperWidth::Mm80);
    document.line(text).cut();
    encode(&document, &Profile::epson_80mm())
}

/// A receipt of many bytes, so that it can be interrupted.
fn long_receipt() -> Vec<u8> {
    let mut document = Document::new(PaperWidth::Mm80);
    for line in 0..400 {
        document.line(format!("line {line} of a long receipt").as_str());
    }
    document.cut();
    encode(&document, &Profile::epson_80mm())
}

fn texts(sim: &Sim) -> Vec<String> {
    sim.papers()
        .iter()
        .map(|paper| paper.printed.text().trim().to_owned())
        .collect()
}

/// More bytes than the printer and the systems between buffer.
const fn more_than_buffers(pair: Pair) -> usize {
    match pair.cable {
        CableKind::Tcp | CableKind::Pipe => Job::LEN_MAX - 64 * 1024,
        CableKind::Serial => 256 * 1024,
    }
}
