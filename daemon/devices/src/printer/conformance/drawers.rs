//! Drawers: the pulse in time, the sensor, the alarm.

use super::*;

on_every_cable!(
    a_drawer_opens_before_waiting_receipts,
    a_drawer_never_opens_late,
    a_kicked_drawer_is_seen_to_open_and_to_shut,
    a_drawer_that_stays_shut_is_not_kicked_again,
    a_drawer_left_open_is_told_once,
);

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
