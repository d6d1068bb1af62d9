//! The process dies at every step of a payment and is started again.

use super::*;

/// After the crash: resume, then the clerk retries until the tender is final.
async fn recover(bench: &Bench, tender: &Tender, log: &Log) {
    let intents_before = bench.intents(tender).len();
    let dispatched = || {
        log.names()
            .iter()
            .filter(|name| *name == "Dispatching")
            .count()
    };
    let dispatched_before = dispatched();
    bench.drive(Intention::Resume, tender, log).await;
    assert_eq!(
        bench.intents(tender).len(),
        intents_before,
        "resume creates nothing"
    );
    assert_eq!(
        dispatched(),
        dispatched_before,
        "resume hands nothing to a reader"
    );
    bench.audit(tender, log);
    // Two starts are as harmless as one.
    bench.drive(Intention::Resume, tender, log).await;
    bench.audit(tender, log);
    for _ in 0..4 {
        if log.last().is_final() {
            break;
        }
        bench.drive(Intention::Retry, tender, log).await;
    }
}

#[tokio::test]
async fn a_crash_at_every_step_leads_to_exactly_one_captured_payment() {
    let bench = Bench::tapping().await;
    for cards in [&[][..], &[DECLINED_CARD][..]] {
        // The undisturbed payment tells how many steps there are.
        let (tender, log) = (
            bench.tender(&format!("whole-{}", cards.len()), 4200).await,
            Log::default(),
        );
        bench.server.queue_cards(&tender.reader, cards);
        bench.drive(Intention::Run, &tender, &log).await;
        let steps = log.steps();
        assert!(steps >= 10, "{:?}", log.all());
        for step in 0..steps {
            for done in [false, true] {
                let id = format!("t-{}-{step}-{done}", cards.len());
                let (tender, log) = (bench.tender(&id, 4200).await, Log::default());
                bench.server.queue_cards(&tender.reader, cards);
                let crash = Some(Crash { step, done });
                let end = bench
                    .drive_until(Intention::Run, &tender, &log, &Cancel::never(), crash)
                    .await;
                assert!(end.is_none(), "{id} did not crash");
                recover(&bench, &tender, &log).await;
                assert!(
                    matches!(log.last(), Progress::Captured { .. }),
                    "{id}: {:?}",
                    log.all()
                );
                assert_eq!(bench.intents(&tender).len(), 1, "{id}");
                bench.audit(&tender, &log);
            }
        }
    }
}

#[tokio::test]
async fn a_crash_at_every_step_of_a_cancel_leaves_nothing_held() {
    let mut bench = Bench::quiet().await;
    bench.limits.presentation = Duration::ZERO;
    let (tender, log) = (bench.tender("whole", 4200).await, Log::default());
    bench.drive(Intention::Run, &tender, &log).await;
    assert_eq!(log.last(), Progress::Canceled);
    for step in 0..log.steps() {
        for done in [false, true] {
            let id = format!("t-{step}-{done}");
            let (tender, log) = (bench.tender(&id, 4200).await, Log::default());
            let crash = Some(Crash { step, done });
            bench
                .drive_until(Intention::Run, &tender, &log, &Cancel::never(), crash)
                .await;
            recover(&bench, &tender, &log).await;
            assert_eq!(log.last(), Progress::Canceled, "{id}: {:?}", log.all());
            assert!(
                !bench.server.tap(&tender.reader, GOOD_CARD),
                "{id}: the reader still waits"
            );
            bench.audit(&tender, &log);
        }
    }
}
