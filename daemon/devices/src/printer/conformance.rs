//! What every printer driver must do, run here against the ESC/POS driver and its simulator.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use paper::escpos::{Profile, encode};
use paper::{Document, PaperWidth, Pin};

use crate::device::{
    Deadlines, DeviceSpec, DrawerViaPrinter, DriverConfig, EscposTcp, PaperLevel, State,
};
use crate::event::Event;
use crate::job::{Job, JobUpdate, Outcome, SubmitError};
use crate::printer::escpos::sim::SimPrinter;
use crate::supervisor::Devices;
use crate::testing::{Bench, id, name, spec, until};

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

async fn sim() -> SimPrinter {
    SimPrinter::start(ANY_PORT).await.unwrap()
}

fn config(addr: SocketAddr) -> EscposTcp {
    let deadlines = Deadlines {
        answer: Duration::from_millis(800),
        poll: Duration::from_millis(100),
        ..Deadlines::default()
    };
    EscposTcp {
        deadlines,
        ..EscposTcp::new(addr.to_string(), Profile::epson_80mm())
    }
}

fn printer(config: EscposTcp) -> DeviceSpec {
    spec("front", DriverConfig::EscposTcp(config))
}

fn drawer() -> DeviceSpec {
    let driver = DrawerViaPrinter {
        printer: name("front"),
        pin: Pin::Five,
        on_ms: 100,
        off_ms: 200,
    };
    spec("till", DriverConfig::DrawerViaPrinter(driver))
}

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

fn texts(sim: &SimPrinter) -> Vec<String> {
    sim.papers()
        .iter()
        .map(|paper| paper.printed.text().trim().to_owned())
        .collect()
}

#[tokio::test]
async fn a_confirmed_job_is_done_and_on_paper() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.print("front", 1, &receipt("hello"));
    assert_eq!(bench.settled().await, (name("front"), id(1), Outcome::Done));
    assert_eq!(texts(&sim), ["hello"]);
    assert_eq!(bench.of("front").state, State::Ready);
    assert_eq!(bench.of("front").jobs_waiting, 0);
    bench.end().await;
}

#[tokio::test]
async fn jobs_print_in_order_over_one_connection() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    for n in 1..=5 {
        bench.print("front", n, &receipt(&format!("job {n}")));
    }
    for n in 1..=5 {
        assert_eq!(bench.settled().await.1, id(n));
    }
    assert_eq!(texts(&sim), ["job 1", "job 2", "job 3", "job 4", "job 5"]);
    let traffic = sim.traffic();
    assert_eq!((traffic.accepted, traffic.refused), (1, 0));
    bench.end().await;
}

#[tokio::test]
async fn a_refused_job_writes_no_byte_and_has_no_outcome() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.grant = Some(false);
    bench.print("front", 1, &receipt("no"));
    bench.until_asked(1).await;
    bench.grant = Some(true);
    bench.print("front", 2, &receipt("yes"));
    assert_eq!(bench.settled().await, (name("front"), id(2), Outcome::Done));
    assert_eq!(texts(&sim), ["yes"]);
    assert_eq!(bench.asked, [id(1), id(2)]);
    assert_eq!(bench.end().await, []);
}

#[tokio::test]
async fn no_byte_flows_before_the_wiring_agrees_and_a_dropped_question_comes_again() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.grant = None;
    bench.print("front", 1, &receipt("later"));
    bench.until_asked(2).await;
    assert_eq!(sim.traffic().data_bytes, 0);
    bench.grant = Some(true);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(texts(&sim), ["later"]);
    bench.end().await;
}

#[tokio::test]
async fn an_absent_printer_that_appears_prints_what_waited() {
    let sim = sim().await;
    sim.offline(true);
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    let absent = bench.until_detail("front", "connecting").await;
    assert_eq!(absent.state, State::Absent);
    assert!(absent.hint.contains("cable"), "{}", absent.hint);
    bench.print("front", 1, &receipt("patient"));
    bench.until_waiting("connecting").await;
    assert_eq!(bench.of("front").jobs_waiting, 1);
    sim.offline(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(texts(&sim), ["patient"]);
    bench.end().await;
}

#[tokio::test]
async fn a_printer_that_vanishes_and_comes_back_needs_no_restart() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr())), drawer()]);
    bench.until_state("front", State::Ready).await;
    sim.offline(true);
    bench.until_state("front", State::Absent).await;
    assert_eq!(
        bench.until_state("till", State::Absent).await.address,
        "front"
    );
    sim.offline(false);
    bench.until_state("front", State::Ready).await;
    bench.print("front", 1, &receipt("back"));
    assert_eq!(bench.settled().await.2, Outcome::Done);
    bench.end().await;
}

#[tokio::test]
async fn a_job_waits_for_paper_and_prints_once() {
    let sim = sim().await;
    sim.paper_out(true);
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    let out = bench.until_detail("front", "no paper").await;
    assert_eq!(out.state, State::Faulty);
    assert_eq!(out.printer.unwrap().paper, PaperLevel::Out);
    assert!(out.hint.contains("put in paper"), "{}", out.hint);
    bench.print("front", 1, &receipt("once"));
    bench.until_waiting("no paper").await;
    let heard = sim.traffic().bytes;
    let polled = || sim.traffic().bytes > heard + 30;
    bench
        .until_so("it was asked three more times", polled)
        .await;
    assert_eq!((sim.traffic().data_bytes, bench.asked.len()), (0, 0));
    sim.paper_out(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(
        (texts(&sim), bench.asked.len()),
        (vec!["once".to_owned()], 1)
    );
    assert_eq!(bench.end().await, []);
}

#[tokio::test]
async fn cover_and_low_paper_are_noticed_while_idle() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.until_state("front", State::Ready).await;
    sim.cover_open(true);
    let open = bench.until_state("front", State::Faulty).await;
    assert!(open.printer.unwrap().cover_open && open.detail.contains("cover"));
    sim.cover_open(false);
    sim.paper_low(true);
    let low = bench.until_detail("front", "low").await;
    assert_eq!(
        (low.state, low.printer.unwrap().paper),
        (State::Ready, PaperLevel::Low)
    );
    bench.end().await;
}

#[tokio::test]
async fn a_connection_lost_mid_job_is_unknown_and_never_printed_again() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.until_state("front", State::Ready).await;
    sim.drop_after_bytes(3000);
    let bytes = long_receipt();
    assert!(bytes.len() > 6000);
    bench.print("front", 1, &bytes);
    let (_, job, outcome) = bench.settled().await;
    assert_eq!(job, id(1));
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    bench.print("front", 2, &receipt("next"));
    assert_eq!(bench.settled().await, (name("front"), id(2), Outcome::Done));
    assert_eq!(bench.asked, [id(1), id(2)]);
    let printed = texts(&sim);
    assert_eq!(printed.len(), 2, "a torn piece and the next receipt");
    assert!(printed[0].starts_with("line 0") && !printed[0].contains("line 399"));
    assert_eq!(printed[1], "next");
    bench.end().await;
}

#[tokio::test]
async fn a_job_cut_off_while_its_bytes_flow_is_unknown() {
    let sim = sim().await;
    let mut config = config(sim.addr());
    config.deadlines.write = Duration::from_millis(500);
    let mut bench = Bench::start(vec![printer(config)]);
    bench.until_state("front", State::Ready).await;
    // More than the two systems buffer between them.
    let bytes = vec![b'x'; Job::LEN_MAX];
    sim.drop_after_bytes(3000);
    bench.print("front", 1, &bytes);
    let (_, _, lost) = bench.settled().await;
    bench.until_state("front", State::Ready).await;
    sim.slow(Some(50));
    bench.print("front", 2, &bytes);
    let (_, _, stuck) = bench.settled().await;
    for outcome in [lost, stuck] {
        let Outcome::Unknown { reason } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(reason.contains("of 8388608 bytes"), "{reason}");
    }
    assert_eq!(bench.asked, [id(1), id(2)]);
    bench.end().await;
}

#[tokio::test]
async fn paper_that_runs_out_mid_job_is_waited_for() {
    let sim = sim().await;
    let mut config = config(sim.addr());
    config.deadlines.ack = Duration::from_secs(1);
    let mut bench = Bench::start(vec![printer(config)]);
    sim.slow(Some(2_000));
    bench.print("front", 1, &long_receipt());
    bench.until_asked(1).await;
    until("the job began", || sim.traffic().data_bytes > 6000).await;
    sim.paper_out(true);
    sim.slow(None);
    let out = bench.until_detail("front", "no paper").await;
    assert_eq!(out.state, State::Faulty);
    // Longer than the answer's deadline, which does not count without paper.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    sim.paper_out(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(sim.papers_total(), 1);
    assert!(texts(&sim)[0].contains("line 399"));
    bench.end().await;
}

#[tokio::test]
async fn bytes_taken_without_an_answer_are_unconfirmed() {
    let sim = sim().await;
    let mut config = config(sim.addr());
    config.deadlines.ack = Duration::from_millis(600);
    let mut bench = Bench::start(vec![printer(config)]);
    bench.until_state("front", State::Ready).await;
    sim.slow(Some(50));
    bench.print("front", 1, &long_receipt());
    assert_eq!(bench.settled().await.2, Outcome::Unconfirmed);
    bench.end().await;
}

#[tokio::test]
async fn a_printer_that_hangs_is_faulty_and_its_job_waits() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.until_state("front", State::Ready).await;
    sim.stall(true);
    bench.print("front", 1, &receipt("slept"));
    bench.until_detail("front", "does not answer").await;
    assert_eq!((sim.traffic().data_bytes, bench.asked.len()), (0, 0));
    sim.stall(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(texts(&sim), ["slept"]);
    bench.end().await;
}

#[tokio::test]
async fn a_printer_without_answers_ends_unconfirmed() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(EscposTcp {
        answers: false,
        ..config(sim.addr())
    })]);
    bench.print("front", 1, &receipt("mute"));
    assert_eq!(bench.settled().await.2, Outcome::Unconfirmed);
    until("it printed", || texts(&sim) == ["mute"]).await;
    assert_eq!(
        (bench.of("front").state, bench.of("front").printer),
        (State::Ready, None)
    );
    bench.end().await;
}

#[tokio::test]
async fn a_drawer_opens_before_waiting_receipts() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr())), drawer()]);
    bench.grant = None;
    bench.print("front", 1, &receipt("one"));
    bench.until_asked(1).await;
    bench.print("front", 2, &receipt("two"));
    bench
        .devices
        .submit(&name("till"), Job::pulse(id(3)))
        .unwrap();
    bench.grant = Some(true);
    let mut order = Vec::new();
    for _ in 0..3 {
        let (device, job, outcome) = bench.settled().await;
        assert_eq!(outcome, Outcome::Done);
        order.push((device.to_string(), job));
    }
    let till = order
        .iter()
        .position(|(device, _)| device == "till")
        .unwrap();
    let two = order.iter().position(|(_, job)| *job == id(2)).unwrap();
    assert!(till < two, "{order:?}");
    let pulses = sim.pulses();
    assert_eq!(pulses.len(), 1);
    assert_eq!(
        (pulses[0].pin, pulses[0].on_ms, pulses[0].off_ms),
        (Pin::Five, 100, 200)
    );
    assert_eq!(texts(&sim), ["one", "two"], "a pulse is no paper");
    bench.end().await;
}

#[tokio::test]
async fn a_drawer_never_opens_late() {
    let sim = sim().await;
    sim.paper_out(true);
    let mut config = config(sim.addr());
    config.deadlines.pulse = Duration::from_millis(300);
    let mut bench = Bench::start(vec![printer(config), drawer()]);
    bench.until_detail("till", "no paper").await;
    bench
        .devices
        .submit(&name("till"), Job::pulse(id(1)))
        .unwrap();
    let (device, _, outcome) = bench.settled().await;
    assert_eq!(device, name("till"));
    assert!(matches!(outcome, Outcome::Failed { .. }), "{outcome:?}");
    sim.paper_out(false);
    bench.print("front", 2, &receipt("after"));
    assert_eq!(bench.settled().await.1, id(2));
    assert_eq!((sim.pulses_total(), bench.asked.len()), (0, 1));
    bench.end().await;
}

#[tokio::test]
async fn a_waiting_job_can_be_cancelled_and_one_id_is_taken_once() {
    let sim = sim().await;
    sim.cover_open(true);
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.print("front", 1, &receipt("unwanted"));
    bench.print("front", 2, &receipt("wanted"));
    let again = bench
        .devices
        .submit(&name("front"), Job::print(id(1), receipt("again")));
    assert!(matches!(again, Err(SubmitError::AlreadyThere { .. })));
    assert!(bench.devices.cancel(&name("front"), id(1)));
    assert!(!bench.devices.cancel(&name("front"), id(1)));
    sim.cover_open(false);
    assert_eq!(bench.settled().await.1, id(2));
    assert!(!bench.devices.cancel(&name("front"), id(2)));
    assert_eq!(texts(&sim), ["wanted"]);
    bench.end().await;
}

#[tokio::test]
async fn a_job_under_way_at_shutdown_gets_an_outcome_and_a_waiting_one_none() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.until_state("front", State::Ready).await;
    sim.slow(Some(100));
    bench.print("front", 1, &long_receipt());
    bench.print("front", 2, &receipt("not begun"));
    bench.until_asked(1).await;
    until("bytes flow", || sim.traffic().data_bytes > 0).await;
    let settled = bench.end().await;
    assert_eq!(settled.len(), 1, "{settled:?}");
    assert_eq!(settled[0].1, id(1));
    assert!(
        matches!(settled[0].2, Outcome::Unconfirmed | Outcome::Unknown { .. }),
        "{settled:?}"
    );
}

#[tokio::test]
async fn an_outcome_is_not_lost_when_the_channel_is_full() {
    let sim = sim().await;
    let (tx, mut rx) = tokio::sync::mpsc::channel(1);
    let specs = vec![printer(config(sim.addr()))];
    let devices = Devices::start(specs, tx.clone(), Arc::new(|| 0)).unwrap();
    devices
        .submit(&name("front"), Job::print(id(1), receipt("full")))
        .unwrap();
    let go = loop {
        if let Event::JobStarting { go, .. } = rx.recv().await.unwrap() {
            break go;
        }
    };
    let filler = devices.snapshot().remove(0);
    tx.try_send(Event::Changed(filler)).unwrap();
    go.send(true).unwrap();
    until("it printed", || sim.papers_total() == 1).await;
    // Time to lose it, if it could be lost.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let last = async {
        loop {
            if let Event::Job(JobUpdate::Settled { outcome, .. }) = rx.recv().await.unwrap() {
                return outcome;
            }
        }
    };
    assert_eq!(
        tokio::time::timeout(Duration::from_secs(5), last)
            .await
            .unwrap(),
        Outcome::Done
    );
    devices.shutdown().await;
}

#[tokio::test]
async fn the_simulator_turns_a_second_client_away() {
    let sim = sim().await;
    let mut bench = Bench::start(vec![printer(config(sim.addr()))]);
    bench.until_state("front", State::Ready).await;
    let mut second = tokio::net::TcpStream::connect(sim.addr()).await.unwrap();
    let mut buffer = [0; 8];
    let read = tokio::io::AsyncReadExt::read(&mut second, &mut buffer);
    let read = tokio::time::timeout(Duration::from_secs(5), read)
        .await
        .unwrap();
    assert!(matches!(read, Ok(0) | Err(_)));
    assert_eq!(sim.traffic().refused, 1);
    assert_eq!(bench.of("front").state, State::Ready);
    bench.end().await;
}
