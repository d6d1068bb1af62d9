//! What became of a job whose answer was lost.

use super::*;

on_every_cable!(
    a_lost_answer_is_heard_on_the_next_connection,
    an_answer_that_never_comes_is_unknown,
    a_crash_in_the_middle_is_settled_before_anything_is_printed,
    a_fate_waits_for_the_printer_for_a_while,
);

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
