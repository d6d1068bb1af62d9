//! What every scanner driver must do, run here against each driver and its simulator.

use std::sync::Arc;
use std::time::Duration;

use crate::device::{DriverConfig, Framing, ScannerBytes, SerialScanner, State};
use crate::scanner::hid::sim::{Model, SimHid};
use crate::scanner::keyboard::Layout;
use crate::scanner::keyboard::sim::SimKeyboard;
use crate::scanner::serial::sim::SimScanner;
use crate::scanner::{OrderError, Reading, ScannerOrder, Symbology};
use crate::testing::{Bench, name, spec, until};

/// A scanner in whose place another can stand.
trait Rig {
    fn config(&self) -> DriverConfig;
    /// Reads a code; the scanner is set to send AIM identifiers.
    fn scan(&self, aim: &str, data: &str);
    fn unplug(&self);
    fn replug(&self);
}

impl Rig for SimScanner {
    fn config(&self) -> DriverConfig {
        DriverConfig::SerialScanner(SerialScanner::new(self.path()))
    }

    fn scan(&self, aim: &str, data: &str) {
        SimScanner::scan(self, &format!("{aim}{data}")).unwrap();
    }

    fn unplug(&self) {
        SimScanner::unplug(self);
    }

    fn replug(&self) {
        SimScanner::replug(self).unwrap();
    }
}

impl Rig for SimHid {
    fn config(&self) -> DriverConfig {
        DriverConfig::HidScanner(SimHid::config(self))
    }

    fn scan(&self, aim: &str, data: &str) {
        SimHid::scan(self, aim, data.as_bytes());
    }

    fn unplug(&self) {
        SimHid::unplug(self);
    }

    fn replug(&self) {
        SimHid::replug(self);
    }
}

impl Rig for SimKeyboard {
    fn config(&self) -> DriverConfig {
        DriverConfig::KeyboardScanner(SimKeyboard::config(self))
    }

    fn scan(&self, aim: &str, data: &str) {
        SimKeyboard::scan(self, &format!("{aim}{data}"));
    }

    fn unplug(&self) {
        SimKeyboard::unplug(self);
    }

    fn replug(&self) {
        SimKeyboard::replug(self);
    }
}

async fn ready(rig: &dyn Rig) -> Bench {
    let mut bench = Bench::start(vec![spec("gun", rig.config())]);
    bench.until_state("gun", State::Ready).await;
    bench
}

async fn a_scan_arrives_decoded(rig: &dyn Rig) {
    let mut bench = ready(rig).await;
    rig.scan("]A0", "WVWZZZ1JZ3W386752");
    let scan = bench.next_scan().await;
    assert_eq!(scan.device.as_str(), "gun");
    assert_eq!(scan.text, "WVWZZZ1JZ3W386752");
    assert!(scan.raw.ends_with(b"WVWZZZ1JZ3W386752"));
    assert_eq!(scan.symbology, Some(Symbology::Code39));
    let vin = "WVWZZZ1JZ3W386752".to_owned();
    let check_digit_right = false;
    assert_eq!(
        scan.reading,
        Some(Reading::Vin {
            vin,
            check_digit_right
        })
    );
    rig.scan("]C1", "0109506000134352\u{1d}10AB");
    let scan = bench.next_scan().await;
    assert_eq!(scan.text, "0109506000134352\u{1d}10AB");
    assert!(matches!(scan.reading, Some(Reading::Gs1(all)) if all.len() == 2));
    bench.end().await;
}

async fn a_driving_licence_is_one_scan_and_stays_out_of_logs(rig: &dyn Rig) {
    let mut bench = ready(rig).await;
    let card = "@\n\u{1e}\rANSI 636026080102DL00410288ZA03290015DLDAQD12345678\nDCSPUBLIC\nDACJOHN\n\
        DBB01311970\nDAG789 E OAK ST\nDAIANYTOWN\nDAJAZ\nDAK902230000\nDCGUSA\r";
    rig.scan("]L0", card);
    let scan = bench.next_scan().await;
    assert!(!format!("{scan:?}").contains("PUBLIC"), "{scan:?}");
    let Some(Reading::Licence(licence)) = scan.reading else {
        panic!("no licence")
    };
    assert_eq!(
        (licence.family_name.as_str(), licence.born.as_str()),
        ("PUBLIC", "1970-01-31")
    );
    bench.end().await;
}

async fn card_data_never_arrives(rig: &dyn Rig) {
    let mut bench = ready(rig).await;
    rig.scan("", "%B4242424242424242^DOE/JANE^2812101?");
    rig.scan("", "%B42424242");
    rig.scan("", "PART-1");
    assert_eq!(bench.next_scan().await.text, "PART-1");
    bench.end().await;
}

async fn unplugged_is_absent_and_replugged_works_again(rig: &dyn Rig) {
    let mut bench = ready(rig).await;
    rig.unplug();
    let gone = bench.until_state("gun", State::Absent).await;
    assert!(gone.hint.contains("cable"), "{}", gone.hint);
    rig.replug();
    bench.until_state("gun", State::Ready).await;
    rig.scan("", "BACK");
    assert_eq!(bench.next_scan().await.text, "BACK");
    bench.end().await;
}

async fn absent_at_start_then_plugged_in(rig: &dyn Rig) {
    rig.unplug();
    let mut bench = Bench::start(vec![spec("gun", rig.config())]);
    let absent = bench.until_detail("gun", "not").await;
    assert_eq!(absent.state, State::Absent);
    rig.replug();
    bench.until_state("gun", State::Ready).await;
    rig.scan("", "HELLO");
    assert_eq!(bench.next_scan().await.text, "HELLO");
    bench.end().await;
}

async fn disabled_it_stays_so_until_enabled(rig: &dyn Rig) {
    let mut bench = ready(rig).await;
    let gun = name("gun");
    bench
        .devices
        .scanner_order(&gun, ScannerOrder::Disable)
        .unwrap();
    assert!(!bench.of("gun").scanner.unwrap().enabled);
    // It holds over a replug.
    rig.unplug();
    bench.until_state("gun", State::Absent).await;
    rig.replug();
    let back = bench.until_state("gun", State::Ready).await;
    assert!(!back.scanner.unwrap().enabled);
    bench
        .devices
        .scanner_order(&gun, ScannerOrder::Enable)
        .unwrap();
    assert!(bench.of("gun").scanner.unwrap().enabled);
    rig.scan("", "ARRIVES");
    assert_eq!(bench.next_scan().await.text, "ARRIVES");
    bench.end().await;
}

async fn a_full_channel_drops_scans_and_the_scanner_still_stops(rig: &dyn Rig) {
    let (tx, rx) = tokio::sync::mpsc::channel(1);
    let specs = vec![spec("gun", rig.config())];
    let devices = crate::Devices::start(specs, tx, Arc::new(|| 0)).unwrap();
    until("the scanner opened", || {
        devices.snapshot()[0].state == State::Ready
    })
    .await;
    rig.scan("", "ONE");
    until("one was dropped", || devices.dropped_events() > 0).await;
    tokio::time::timeout(Duration::from_secs(2), devices.shutdown())
        .await
        .unwrap();
    drop(rx);
}

/// Runs every case against one driver.
macro_rules! conforms {
    ($driver:ident, $rig:expr) => {
        mod $driver {
            use super::*;

            conforms!(
                @each $rig,
                a_scan_arrives_decoded
                a_driving_licence_is_one_scan_and_stays_out_of_logs
                card_data_never_arrives
                unplugged_is_absent_and_replugged_works_again
                absent_at_start_then_plugged_in
                disabled_it_stays_so_until_enabled
                a_full_channel_drops_scans_and_the_scanner_still_stops
            );
        }
    };
    (@each $rig:expr, $($case:ident)*) => {
        $(
            #[tokio::test]
            async fn $case() {
                super::$case(&$rig).await;
            }
        )*
    };
}

conforms!(serial, SimScanner::start().unwrap());
conforms!(hid, SimHid::start(Model::Honeywell));
conforms!(keyboard, SimKeyboard::start(Layout::Fr));

#[tokio::test]
async fn pieces_and_silence_make_one_scan() {
    let serial = SimScanner::start().unwrap();
    let keyboard = SimKeyboard::start(Layout::De);
    let specs = vec![
        spec("gun", serial.config()),
        spec("keys", Rig::config(&keyboard)),
    ];
    let mut bench = Bench::start(specs);
    bench.until_state("gun", State::Ready).await;
    bench.until_state("keys", State::Ready).await;
    serial.write(b"400638").unwrap();
    serial.write(b"1333931").unwrap();
    assert_eq!(bench.next_scan().await.text, "4006381333931");
    keyboard.write("Zündkerze/");
    keyboard.write("[1]");
    assert_eq!(bench.next_scan().await.text, "Zündkerze/[1]");
    bench.end().await;
}

#[tokio::test]
async fn a_serial_scanner_is_sent_the_bytes_that_are_set_up() {
    let sim = SimScanner::start().unwrap();
    let mut config = SerialScanner::new(sim.path());
    config.orders = ScannerBytes {
        trigger: Some(b"\x16T\r".to_vec()),
        enable: Some(b"E".to_vec()),
        disable: Some(b"D".to_vec()),
        beep_good: Some(b"G".to_vec()),
        beep_bad: None,
    };
    let mut bench = Bench::start(vec![spec("gun", DriverConfig::SerialScanner(config))]);
    let gun = name("gun");
    let early = bench.devices.scanner_order(&gun, ScannerOrder::Trigger);
    let open = bench
        .until_state("gun", State::Ready)
        .await
        .scanner
        .unwrap();
    assert!(open.beep && open.enable && open.trigger && open.enabled);
    assert!(
        matches!(early, Err(OrderError::NotReady { .. }) | Ok(())),
        "{early:?}"
    );
    for order in [
        ScannerOrder::Disable,
        ScannerOrder::BeepBad,
        ScannerOrder::Trigger,
    ] {
        bench.devices.scanner_order(&gun, order).unwrap();
    }
    until("all was sent", || sim.received().ends_with(b"DG\x16T\r")).await;
    bench.end().await;
}

#[tokio::test]
async fn a_hid_scanner_is_sent_its_reports() {
    let sim = SimHid::start(Model::Zebra);
    let mut bench = ready(&sim).await;
    let gun = name("gun");
    for order in [
        ScannerOrder::Disable,
        ScannerOrder::BeepGood,
        ScannerOrder::Trigger,
    ] {
        bench.devices.scanner_order(&gun, order).unwrap();
    }
    let want = [vec![4, 1], vec![5, 2], vec![4, 3]];
    until("all was sent", || sim.written() == want).await;
    // After a replug it is told again that it is disabled.
    sim.unplug();
    bench.until_state("gun", State::Absent).await;
    sim.replug();
    until("it was told again", || {
        sim.written().get(3) == Some(&vec![4, 1])
    })
    .await;
    bench.end().await;
}

#[tokio::test]
async fn orders_go_to_scanners_that_can() {
    let keyboard = SimKeyboard::start(Layout::Us);
    let bench = ready(&keyboard).await;
    let told = |device, order| {
        bench
            .devices
            .scanner_order(&name(device), order)
            .unwrap_err()
    };
    assert!(matches!(
        told("gun", ScannerOrder::BeepGood),
        OrderError::Unable { .. }
    ));
    assert!(matches!(
        told("none", ScannerOrder::Enable),
        OrderError::NoDevice { .. }
    ));
    bench.end().await;
}

#[tokio::test]
async fn a_keyboard_is_given_back_at_the_end() {
    let keyboard = SimKeyboard::start(Layout::Us);
    let bench = ready(&keyboard).await;
    assert!(keyboard.is_grabbed());
    bench.end().await;
    assert!(!keyboard.is_grabbed());
}

#[tokio::test]
async fn keys_typed_before_the_plug_was_pulled_are_read() {
    let keyboard = SimKeyboard::start(Layout::Us);
    let mut bench = ready(&keyboard).await;
    keyboard.scan("LAST");
    keyboard.unplug();
    assert_eq!(bench.next_scan().await.text, "LAST");
    bench.until_state("gun", State::Absent).await;
    bench.end().await;
}

#[test]
fn the_longest_scan_holds_a_driving_licence() {
    assert!(Framing::default().len_max > 1_800);
}
