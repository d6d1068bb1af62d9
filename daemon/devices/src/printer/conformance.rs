//! What every printer driver must do, run here for every cable and confirmation against a simulator.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::ops::Deref;
use std::sync::Arc;
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
use crate::transport::pipe::BytePipe;

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
struct Trickle(TcpStream);

impl Trickle {
    fn open(addr: SocketAddr) -> io::Result<Arc<dyn BytePipe>> {
        let stream = TcpStream::connect_timeout(&addr, Duration::from_secs(2))?;
        Ok(Arc::new(Self(stream)))
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
        self.0.set_write_timeout(Some(wait))?;
        let piece = bytes.get(..512).unwrap_or(bytes);
        Ok(unless_late((&self.0).write(piece))?.unwrap_or(0))
    }

    fn read(&self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        self.0.set_read_timeout(Some(wait))?;
        unless_late((&self.0).read(buffer))
    }
}

fn config(sim: &Sim) -> PrinterConfig {
    let cable = match sim.pair.cable {
        CableKind::Tcp | CableKind::Serial => sim.cable(),
        CableKind::Pipe => {
            let addr = sim.addr();
            Cable::Pipe(PipeCable {
                name: "trickle".to_owned(),
                open: Arc::new(move || Trickle::open(addr)),
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

on_every_cable!(
    a_confirmed_job_is_done_and_on_paper,
    jobs_print_in_order_over_one_connection,
    a_refused_job_writes_no_byte_and_has_no_outcome,
    no_byte_flows_before_the_wiring_agrees_and_a_dropped_question_comes_again,
    an_absent_printer_that_appears_prints_what_waited,
    a_printer_that_vanishes_and_comes_back_needs_no_restart,
    a_job_waits_for_paper_and_prints_once,
    cover_and_low_paper_are_noticed_while_idle,
    a_connection_lost_mid_job_is_unknown_and_never_printed_again,
    a_job_cut_off_while_its_bytes_flow_is_unknown,
    paper_that_runs_out_mid_job_is_waited_for,
    bytes_taken_without_an_answer_are_unconfirmed,
    a_printer_that_hangs_is_faulty_and_its_job_waits,
    a_printer_without_answers_ends_unconfirmed,
    a_drawer_opens_before_waiting_receipts,
    a_drawer_never_opens_late,
    a_waiting_job_can_be_cancelled_and_one_id_is_taken_once,
    a_job_under_way_at_shutdown_gets_an_outcome_and_a_waiting_one_none,
    an_outcome_is_not_lost_when_the_channel_is_full,
    a_lost_answer_is_heard_on_the_next_connection,
    an_answer_that_never_comes_is_unknown,
    a_crash_in_the_middle_is_settled_before_anything_is_printed,
    a_fate_waits_for_the_printer_for_a_while,
    paper_that_runs_out_between_bytes_is_waited_for,
    a_printer_that_hangs_mid_job_is_given_up,
    a_roll_that_ends_mid_job_is_waited_for,
    garbage_is_no_answer,
    a_kicked_drawer_is_seen_to_open_and_to_shut,
    a_drawer_that_stays_shut_is_not_kicked_again,
    a_drawer_left_open_is_told_once,
);

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

async fn a_confirmed_job_is_done_and_on_paper(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.print("front", 1, &receipt("hello"));
    assert_eq!(bench.settled().await, (name("front"), id(1), Outcome::Done));
    assert_eq!(texts(&sim), ["hello"]);
    assert_eq!(bench.of("front").state, State::Ready);
    assert_eq!(bench.of("front").jobs_waiting, 0);
    bench.end().await;
}

async fn jobs_print_in_order_over_one_connection(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn a_refused_job_writes_no_byte_and_has_no_outcome(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn no_byte_flows_before_the_wiring_agrees_and_a_dropped_question_comes_again(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.grant = None;
    bench.print("front", 1, &receipt("later"));
    bench.until_asked(2).await;
    assert_eq!(sim.traffic().data_bytes, 0);
    bench.grant = Some(true);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(texts(&sim), ["later"]);
    bench.end().await;
}

async fn an_absent_printer_that_appears_prints_what_waited(pair: Pair) {
    let sim = sim(pair).await;
    sim.offline(true);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn a_printer_that_vanishes_and_comes_back_needs_no_restart(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim)), drawer()]);
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

async fn a_job_waits_for_paper_and_prints_once(pair: Pair) {
    let sim = sim(pair).await;
    sim.paper_out(true);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn cover_and_low_paper_are_noticed_while_idle(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn a_connection_lost_mid_job_is_unknown_and_never_printed_again(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn a_job_cut_off_while_its_bytes_flow_is_unknown(pair: Pair) {
    let sim = sim(pair).await;
    let mut config = config(&sim);
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

async fn paper_that_runs_out_mid_job_is_waited_for(pair: Pair) {
    let sim = sim(pair).await;
    let mut config = config(&sim);
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

async fn bytes_taken_without_an_answer_are_unconfirmed(pair: Pair) {
    let sim = sim(pair).await;
    let mut config = config(&sim);
    config.deadlines.ack = Duration::from_millis(600);
    let mut bench = Bench::start(vec![printer(config)]);
    bench.until_state("front", State::Ready).await;
    sim.slow(Some(50));
    bench.print("front", 1, &long_receipt());
    assert_eq!(bench.settled().await.2, Outcome::Unconfirmed);
    bench.end().await;
}

async fn a_printer_that_hangs_is_faulty_and_its_job_waits(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn a_printer_without_answers_ends_unconfirmed(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(PrinterConfig {
        answers: false,
        ..config(&sim)
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

async fn a_drawer_opens_before_waiting_receipts(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim)), drawer()]);
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

async fn a_drawer_never_opens_late(pair: Pair) {
    let sim = sim(pair).await;
    sim.paper_out(true);
    let mut config = config(&sim);
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

async fn a_waiting_job_can_be_cancelled_and_one_id_is_taken_once(pair: Pair) {
    let sim = sim(pair).await;
    sim.cover_open(true);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn a_job_under_way_at_shutdown_gets_an_outcome_and_a_waiting_one_none(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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

async fn an_outcome_is_not_lost_when_the_channel_is_full(pair: Pair) {
    let sim = sim(pair).await;
    let (tx, mut rx) = tokio::sync::mpsc::channel(1);
    let specs = vec![printer(config(&sim))];
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

async fn a_lost_answer_is_heard_on_the_next_connection(pair: Pair) {
    let sim = sim(pair).await;
    sim.keeps_replies(true);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.until_state("front", State::Ready).await;
    let bytes = receipt("once");
    let question = if pair.named { NAMED_LEN } else { 3 };
    sim.drop_after_bytes(bytes.len() + question);
    bench.print("front", 1, &bytes);
    bench.print("front", 2, &receipt("next"));
    let (_, first, outcome) = bench.settled().await;
    assert_eq!(first, id(1));
    if pair.named {
        assert_eq!(outcome, Outcome::Done);
    } else {
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    }
    assert_eq!(bench.settled().await, (name("front"), id(2), Outcome::Done));
    assert_eq!(texts(&sim), ["once", "next"]);
    assert_eq!(bench.asked, [id(1), id(2)]);
    bench.end().await;
}

async fn an_answer_that_never_comes_is_unknown(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.until_state("front", State::Ready).await;
    let bytes = receipt("torn");
    sim.drop_after_bytes(bytes.len());
    bench.print("front", 1, &bytes);
    let (_, first, outcome) = bench.settled().await;
    assert_eq!(first, id(1));
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    bench.print("front", 2, &receipt("next"));
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(bench.asked, [id(1), id(2)]);
    bench.end().await;
}

async fn a_crash_in_the_middle_is_settled_before_anything_is_printed(pair: Pair) {
    let sim = sim(pair).await;
    sim.keeps_replies(true);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.until_state("front", State::Ready).await;
    sim.slow(Some(8_000));
    let bytes = long_receipt();
    bench.print("front", 1, &bytes);
    bench.until_asked(1).await;
    let question = if pair.named { NAMED_LEN } else { 3 };
    let there = bytes.len() + question;
    until("all of it is there", || {
        sim.traffic().data_bytes >= u64::try_from(there).unwrap()
    })
    .await;
    assert_eq!(sim.papers_total(), 0, "it is still printing");
    // As a crash does: nothing is ended in good order.
    drop(bench);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.devices.ask_fate(&name("front"), id(1)).unwrap();
    bench.devices.ask_fate(&name("front"), id(2)).unwrap();
    let again = bench.devices.ask_fate(&name("front"), id(1));
    assert!(matches!(again, Err(SubmitError::AlreadyThere { .. })));
    bench.print("front", 3, &receipt("new"));
    let mut settled = Vec::new();
    for _ in 0..3 {
        let (_, job, outcome) = bench.settled().await;
        settled.push((job, outcome));
    }
    let jobs: Vec<_> = settled.iter().map(|(job, _)| *job).collect();
    assert_eq!(jobs, [id(1), id(2), id(3)]);
    if pair.named {
        assert_eq!(settled[0].1, Outcome::Done);
    } else {
        assert!(
            matches!(settled[0].1, Outcome::Unknown { .. }),
            "{settled:?}"
        );
    }
    assert!(
        matches!(settled[1].1, Outcome::Unknown { .. }),
        "{settled:?}"
    );
    assert_eq!(settled[2].1, Outcome::Done);
    assert_eq!(bench.asked, [id(3)]);
    bench.end().await;
}

async fn a_fate_waits_for_the_printer_for_a_while(pair: Pair) {
    let sim = sim(pair).await;
    sim.offline(true);
    let mut config = config(&sim);
    config.deadlines.fate = Duration::from_millis(700);
    let mut bench = Bench::start(vec![printer(config), drawer()]);
    let began = std::time::Instant::now();
    bench.devices.ask_fate(&name("till"), id(1)).unwrap();
    assert!(!bench.devices.cancel(&name("till"), id(1)));
    let (device, _, outcome) = bench.settled().await;
    assert_eq!(device, name("till"));
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    assert_eq!(began.elapsed() >= Duration::from_millis(700), pair.named);
    bench.end().await;
}

async fn paper_that_runs_out_between_bytes_is_waited_for(pair: Pair) {
    let sim = sim(pair).await;
    let mut config = config(&sim);
    config.deadlines.write = Duration::from_millis(900);
    let mut bench = Bench::start(vec![printer(config)]);
    bench.until_state("front", State::Ready).await;
    // More than it and the two systems buffer, so that it stops taking bytes.
    let mut bytes = long_receipt();
    bytes.extend(vec![0; Job::LEN_MAX - 2 * bytes.len()]);
    bytes.extend(long_receipt());
    sim.paper_out_after_lines(200);
    bench.print("front", 1, &bytes);
    bench.until_asked(1).await;
    if !pair.named {
        // It is not told that paper is out, and cannot ask.
        let outcome = bench.settled().await.2;
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
        bench.end().await;
        return;
    }
    bench.until_detail("front", "no paper").await;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    sim.paper_out(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(sim.papers_total(), 2);
    bench.end().await;
}

async fn a_roll_that_ends_mid_job_is_waited_for(pair: Pair) {
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    bench.until_state("front", State::Ready).await;
    sim.paper_out_after_lines(100);
    bench.print("front", 1, &long_receipt());
    bench.until_detail("front", "no paper").await;
    assert_eq!(sim.papers_total(), 0);
    sim.paper_out(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    let printed = texts(&sim);
    assert_eq!(printed.len(), 1);
    assert!(printed[0].contains("line 99") && printed[0].contains("line 399"));
    bench.end().await;
}

async fn a_printer_that_hangs_mid_job_is_given_up(pair: Pair) {
    let sim = sim(pair).await;
    let mut config = config(&sim);
    config.deadlines.write = Duration::from_millis(500);
    config.deadlines.ack = Duration::from_millis(500);
    let mut bench = Bench::start(vec![printer(config)]);
    bench.until_state("front", State::Ready).await;
    sim.stall_after_bytes(3000);
    bench.print("front", 1, &long_receipt());
    let outcome = bench.settled().await.2;
    // What the system took it cannot tell from what the printer got.
    assert!(
        matches!(outcome, Outcome::Unconfirmed | Outcome::Unknown { .. }),
        "{outcome:?}"
    );
    sim.stall(false);
    bench.print("front", 2, &receipt("next"));
    assert_eq!(bench.settled().await.1, id(2));
    assert_eq!(bench.asked, [id(1), id(2)]);
    bench.end().await;
}

async fn garbage_is_no_answer(pair: Pair) {
    let sim = sim(pair).await;
    sim.garbage(true);
    let mut bench = Bench::start(vec![printer(config(&sim))]);
    let deaf = bench.until_detail("front", "does not answer").await;
    assert_eq!(deaf.state, State::Faulty);
    bench.print("front", 1, &receipt("clear"));
    sim.garbage(false);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(texts(&sim), ["clear"]);
    bench.end().await;
}

async fn a_kicked_drawer_is_seen_to_open_and_to_shut(pair: Pair) {
    let sim = sim(pair).await;
    sim.drawer(SPRINGY);
    let till = watched_drawer(Duration::from_secs(60));
    let mut bench = Bench::start(vec![printer(config(&sim)), till]);
    let open = |open| {
        move |snapshot: &crate::Snapshot| snapshot.drawer.is_some_and(|drawer| drawer.open == open)
    };
    assert!(open(None)(&bench.of("till")), "nothing is known yet");
    bench.until_snapshot("till", open(Some(false))).await;
    bench.pulse("till", 1);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert!(open(Some(true))(&bench.of("till")));
    assert_eq!(bench.of("front").printer.unwrap().drawer_open, Some(true));
    // It is open: a second kick has nothing to prove.
    bench.pulse("till", 2);
    assert_eq!(bench.settled().await.2, Outcome::Done);
    sim.drawer_open(false);
    bench.until_snapshot("till", open(Some(false))).await;
    sim.offline(true);
    bench.until_snapshot("till", open(None)).await;
    assert_eq!(bench.alarms, []);
    bench.end().await;
}

async fn a_drawer_that_stays_shut_is_not_kicked_again(pair: Pair) {
    let sim = sim(pair).await;
    sim.drawer(SimDrawer {
        springs: false,
        ..SPRINGY
    });
    let mut config = config(&sim);
    config.deadlines.spring = Duration::from_millis(300);
    let till = watched_drawer(Duration::from_secs(60));
    let mut bench = Bench::start(vec![printer(config), till]);
    bench.pulse("till", 1);
    let Outcome::Unknown { reason } = bench.settled().await.2 else {
        panic!("it is known")
    };
    assert!(reason.contains("stayed shut"), "{reason}");
    bench.print("front", 2, &receipt("after"));
    assert_eq!(bench.settled().await.2, Outcome::Done);
    assert_eq!(sim.pulses_total(), 1);
    bench.end().await;
}

async fn a_drawer_left_open_is_told_once(pair: Pair) {
    let sim = sim(pair).await;
    sim.drawer(SPRINGY);
    let till = watched_drawer(Duration::from_millis(300));
    let mut bench = Bench::start(vec![printer(config(&sim)), till]);
    bench.until_state("front", State::Ready).await;
    sim.drawer_open(true);
    bench.until_alarms(1).await;
    assert_eq!(bench.alarms, [name("till")]);
    // Time for a second one, if there were one.
    tokio::time::sleep(Duration::from_millis(500)).await;
    sim.drawer_open(false);
    bench
        .until_snapshot("till", |till| till.drawer.unwrap().open == Some(false))
        .await;
    assert_eq!(bench.alarms.len(), 1);
    sim.drawer_open(true);
    bench.until_alarms(2).await;
    bench.end().await;
}

#[tokio::test]
async fn the_simulator_turns_a_second_client_away() {
    let cable = CableKind::Tcp;
    let pair = Pair {
        cable,
        named: false,
    };
    let sim = sim(pair).await;
    let mut bench = Bench::start(vec![printer(config(&sim))]);
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
