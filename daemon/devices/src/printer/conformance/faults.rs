//! Printers that are away, blocked, broken, deaf.

use super::*;

on_every_cable!(
    an_absent_printer_that_appears_prints_what_waited,
    a_printer_that_vanishes_and_comes_back_needs_no_restart,
    a_job_waits_for_paper_and_prints_once,
    cover_and_low_paper_are_noticed_while_idle,
    a_connection_lost_mid_job_is_unknown_and_never_printed_again,
    a_job_cut_off_while_its_bytes_flow_is_unknown,
    paper_that_runs_out_mid_job_is_waited_for,
    bytes_taken_without_an_answer_are_unconfirmed,
    a_printer_that_hangs_is_faulty_and_its_job_waits,
    paper_that_runs_out_between_bytes_is_waited_for,
    a_roll_that_ends_mid_job_is_waited_for,
    a_printer_that_hangs_mid_job_is_given_up,
    garbage_is_no_answer,
);

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
    let bytes = vec![b'x'; more_than_buffers(pair)];
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
        let all = format!("of {} bytes", bytes.len());
        assert!(reason.contains(&all), "{reason}");
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

async fn paper_that_runs_out_between_bytes_is_waited_for(pair: Pair) {
    let sim = sim(pair).await;
    let mut config = config(&sim);
    config.deadlines.write = Duration::from_millis(900);
    let mut bench = Bench::start(vec![printer(config)]);
    bench.until_state("front", State::Ready).await;
    // So many that it stops taking them.
    let mut bytes = long_receipt();
    bytes.extend(vec![0; more_than_buffers(pair)]);
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

#[tokio::test]
async fn a_printer_that_says_nothing_itself_may_have_a_cable_that_does() {
    let cable = CableKind::Pipe;
    let sim = sim(Pair {
        cable,
        named: false,
    })
    .await;
    let empty = Arc::new(AtomicBool::new(true));
    let (addr, lines) = (sim.addr(), Arc::clone(&empty));
    let open = move || Trickle::open(addr, Some(Arc::clone(&lines)));
    let mut bench = Bench::start(vec![printer(PrinterConfig {
        answers: false,
        cable: Cable::Pipe(PipeCable {
            name: "usb".to_owned(),
            open: Arc::new(open),
        }),
        ..config(&sim)
    })]);
    bench.until_detail("front", "no paper").await;
    bench.print("front", 1, &receipt("patient"));
    bench.until_waiting("no paper").await;
    assert_eq!((sim.traffic().bytes, bench.asked.len()), (0, 0));
    empty.store(false, Ordering::Relaxed);
    assert_eq!(bench.settled().await.2, Outcome::Unconfirmed);
    until("it printed", || texts(&sim) == ["patient"]).await;
    bench.end().await;
}
