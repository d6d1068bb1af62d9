//! Jobs in order, granted, refused, cancelled, ended.

use super::*;

on_every_cable!(
    a_confirmed_job_is_done_and_on_paper,
    jobs_print_in_order_over_one_connection,
    a_refused_job_writes_no_byte_and_has_no_outcome,
    no_byte_flows_before_the_wiring_agrees_and_a_dropped_question_comes_again,
    a_printer_without_answers_ends_unconfirmed,
    a_waiting_job_can_be_cancelled_and_one_id_is_taken_once,
    a_job_under_way_at_shutdown_gets_an_outcome_and_a_waiting_one_none,
    an_outcome_is_not_lost_when_the_channel_is_full,
);

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
