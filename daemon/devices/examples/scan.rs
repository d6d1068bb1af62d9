//! Reads from one scanner and prints each scan as a line of JSON.
//!
//! `scan hid ADDRESS|keyboard PATH|serial PATH SECONDS`

use std::env;
use std::error::Error;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use devices::{
    DeviceName, DeviceSpec, Devices, DriverConfig, Event, HidScanner, KeyboardScanner, Reading,
    Scanned, SerialScanner, Snapshot,
};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

/// Events that may wait.
const EVENTS_MAX: usize = 64;
const USAGE: &str = "usage: scan hid ADDRESS|keyboard PATH|serial PATH SECONDS";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [kind, at, seconds] = args.as_slice() else {
        return Err(USAGE.into());
    };
    let driver = match kind.as_str() {
        "hid" => DriverConfig::HidScanner(HidScanner::new(at)),
        "keyboard" => DriverConfig::KeyboardScanner(KeyboardScanner::new(at)),
        "serial" => DriverConfig::SerialScanner(SerialScanner::new(at)),
        _ => return Err(USAGE.into()),
    };
    let spec = DeviceSpec {
        name: DeviceName::try_new("scanner")?,
        driver,
    };
    let until = Instant::now() + Duration::from_secs(seconds.parse()?);
    let (tx, mut events) = mpsc::channel(EVENTS_MAX);
    let devices = Devices::start(vec![spec], tx, Arc::new(|| 0))?;
    let mut out = std::io::stdout();
    while let Ok(Some(event)) = timeout_at(until, events.recv()).await {
        let line = match event {
            Event::Changed(snapshot) => changed(&snapshot),
            Event::Scanned(scan) => scanned(&scan),
            Event::JobStarting { .. } | Event::Job(_) | Event::DrawerOpenTooLong { .. } => continue,
        };
        writeln!(out, "{line}")?;
        out.flush()?;
    }
    devices.shutdown().await;
    Ok(())
}

fn changed(snapshot: &Snapshot) -> Value {
    json!({
        "state": snapshot.state.as_str(),
        "detail": snapshot.detail,
        "hint": snapshot.hint,
    })
}

fn scanned(scan: &Scanned) -> Value {
    json!({
        "text": scan.text,
        "raw": scan.raw,
        "symbology": scan.symbology.map(devices::Symbology::as_str),
        "reading": scan.reading.as_ref().map(reading),
    })
}

fn reading(reading: &Reading) -> Value {
    match reading {
        Reading::Gtin { gtin14 } => json!({ "gtin14": gtin14 }),
        Reading::Vin {
            vin,
            check_digit_right,
        } => json!({ "vin": vin, "check_digit_right": check_digit_right }),
        Reading::Gs1(elements) => {
            let pairs = elements.iter().map(|one| json!([one.ai, one.value]));
            json!({ "gs1": pairs.collect::<Vec<_>>() })
        }
        Reading::Licence(licence) => json!({ "licence": licence.number }),
        Reading::TireNumber(number) => json!({ "tire": number }),
    }
}
