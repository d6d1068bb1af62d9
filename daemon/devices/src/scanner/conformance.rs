//! What every scanner driver must do, run here against the serial driver and its simulator.

use std::sync::Arc;
use std::time::Duration;

use crate::device::{DriverConfig, SerialScanner, State};
use crate::scanner::Symbology;
use crate::scanner::serial::sim::SimScanner;
use crate::testing::{Bench, spec};

fn bench(sim: &SimScanner) -> Bench {
    let config = SerialScanner::new(sim.path());
    Bench::start(vec![spec("gun", DriverConfig::SerialScanner(config))])
}

#[tokio::test]
async fn a_scan_arrives_decoded() {
    let sim = SimScanner::start().unwrap();
    let mut bench = bench(&sim);
    bench.until_state("gun", State::Ready).await;
    sim.scan("]A0WVWZZZ1JZ3W386752").unwrap();
    let scan = bench.next_scan().await;
    assert_eq!(scan.device.as_str(), "gun");
    assert_eq!(scan.text, "WVWZZZ1JZ3W386752");
    assert_eq!(scan.raw, b"]A0WVWZZZ1JZ3W386752");
    assert_eq!(scan.symbology, Some(Symbology::Code39));
    bench.end().await;
}

#[tokio::test]
async fn pieces_and_silence_make_one_scan() {
    let sim = SimScanner::start().unwrap();
    let mut bench = bench(&sim);
    bench.until_state("gun", State::Ready).await;
    sim.write(b"400638").unwrap();
    sim.write(b"1333931").unwrap();
    assert_eq!(bench.next_scan().await.text, "4006381333931");
    bench.end().await;
}

#[tokio::test]
async fn card_data_never_arrives() {
    let sim = SimScanner::start().unwrap();
    let mut bench = bench(&sim);
    bench.until_state("gun", State::Ready).await;
    sim.scan("%B4242424242424242^DOE/JANE^2812101?").unwrap();
    sim.scan("PART-1").unwrap();
    assert_eq!(bench.next_scan().await.text, "PART-1");
    bench.end().await;
}

#[tokio::test]
async fn unplugged_is_absent_and_replugged_works_again() {
    let sim = SimScanner::start().unwrap();
    let mut bench = bench(&sim);
    bench.until_state("gun", State::Ready).await;
    sim.unplug();
    let gone = bench.until_state("gun", State::Absent).await;
    assert!(gone.hint.contains("cable"), "{}", gone.hint);
    sim.replug().unwrap();
    bench.until_state("gun", State::Ready).await;
    sim.scan("BACK").unwrap();
    assert_eq!(bench.next_scan().await.text, "BACK");
    bench.end().await;
}

#[tokio::test]
async fn absent_at_start_then_plugged_in() {
    let sim = SimScanner::start().unwrap();
    sim.unplug();
    let mut bench = bench(&sim);
    bench.until_detail("gun", "does not exist").await;
    sim.replug().unwrap();
    bench.until_state("gun", State::Ready).await;
    sim.scan("HELLO").unwrap();
    assert_eq!(bench.next_scan().await.text, "HELLO");
    bench.end().await;
}

#[tokio::test]
async fn a_full_channel_drops_scans_and_the_scanner_still_stops() {
    let sim = SimScanner::start().unwrap();
    let config = DriverConfig::SerialScanner(SerialScanner::new(sim.path()));
    let (tx, rx) = tokio::sync::mpsc::channel(1);
    let devices = crate::Devices::start(vec![spec("gun", config)], tx, Arc::new(|| 0)).unwrap();
    crate::testing::until("the scanner opened", || {
        devices.snapshot()[0].state == State::Ready
    })
    .await;
    sim.scan("ONE").unwrap();
    crate::testing::until("one was dropped", || devices.dropped_events() > 0).await;
    tokio::time::timeout(Duration::from_secs(2), devices.shutdown())
        .await
        .unwrap();
    drop(rx);
}
