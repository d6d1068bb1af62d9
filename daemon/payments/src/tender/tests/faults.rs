//! Answers lost, errors after the deed, readers that lie.

use stripe_sim::{Failpoint, Kind};

use super::*;

/// One failure on the way of an ordinary payment; the tender must still be captured, by itself.
async fn captured_despite(kind: Kind, path: &str) -> Log {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    bench.server.failpoint(Failpoint::on(kind, "POST", path));
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{kind:?} {path}: {:?}",
        log.all()
    );
    assert_eq!(
        bench.server.failpoints_left(),
        0,
        "the failure did not happen"
    );
    assert_eq!(bench.intents(&tender).len(), 1);
    bench.audit(&tender, &log);
    log
}

#[tokio::test]
async fn lost_answers_are_asked_for_again_with_the_same_key() {
    for path in [CREATE, PROCESS, CAPTURE] {
        for kind in [
            Kind::DropBeforeCommit,
            Kind::DropAfterCommit,
            Kind::TruncatedJson,
        ] {
            captured_despite(kind, path).await;
        }
    }
    captured_despite(Kind::RateLimited, CAPTURE).await;
}

#[tokio::test]
async fn a_refusal_after_a_lost_answer_proves_nothing() {
    // The reader has the payment although the last answer says "too many requests".
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    for kind in [Kind::DropAfterCommit, Kind::RateLimited, Kind::RateLimited] {
        bench.server.failpoint(Failpoint::on(kind, "POST", PROCESS));
    }
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{:?}",
        log.all()
    );
    assert_eq!(bench.server.failpoints_left(), 0);
}

#[tokio::test]
async fn a_server_error_after_the_deed_is_found_out_by_asking() {
    for path in [CREATE, PROCESS, CAPTURE] {
        captured_despite(Kind::ErrorAfterCommit, path).await;
    }
}

#[tokio::test]
async fn a_lost_acknowledgement_is_not_sent_twice() {
    let log = captured_despite(Kind::ReaderAckLost, PROCESS).await;
    assert_eq!(
        log.names()
            .iter()
            .filter(|name| *name == "Dispatching")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_command_that_never_arrived_is_sent_again_with_a_new_key() {
    let log = captured_despite(Kind::ReaderUnreached, PROCESS).await;
    assert_eq!(
        log.names()
            .iter()
            .filter(|name| *name == "Dispatching")
            .count(),
        2
    );
}

#[tokio::test]
async fn a_reader_that_lies_about_an_authorized_payment_is_not_believed() {
    captured_despite(Kind::ActionStuck, PROCESS).await;
    captured_despite(Kind::ConnectionError, PROCESS).await;
}

#[tokio::test]
async fn a_silent_reader_is_asked_three_times_at_most() {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    for _ in 0..4 {
        bench
            .server
            .failpoint(Failpoint::on(Kind::ReaderUnreached, "POST", PROCESS));
    }
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    let Progress::Declined {
        code, attempt: 3, ..
    } = outcome.state
    else {
        panic!("{:?}", log.all())
    };
    assert_eq!(
        (code.as_str(), bench.server.failpoints_left()),
        ("terminal_reader_timeout", 1)
    );
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn an_offline_or_busy_reader_is_a_decline_the_clerk_can_read() {
    for (kind, code) in [
        (Kind::ReaderOffline, "terminal_reader_offline"),
        (Kind::ReaderBusy, "terminal_reader_busy"),
    ] {
        let bench = Bench::tapping().await;
        let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
        bench.server.failpoint(Failpoint::on(kind, "POST", PROCESS));
        let outcome = bench.drive(Intention::Run, &tender, &log).await;
        assert!(
            matches!(&outcome.state, Progress::Declined { code: got, .. } if got == code),
            "{:?}",
            log.all()
        );
        let outcome = bench.drive(Intention::Retry, &tender, &log).await;
        assert!(
            matches!(outcome.state, Progress::Captured { .. }),
            "{:?}",
            log.all()
        );
    }
}

#[tokio::test]
async fn a_capture_that_failed_is_unknown_until_somebody_asks_again() {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    bench
        .server
        .failpoint(Failpoint::on(Kind::ErrorBeforeCommit, "POST", CAPTURE));
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    assert!(
        matches!(
            outcome.state,
            Progress::Unknown {
                intent: Some(_),
                ..
            }
        ),
        "{:?}",
        log.all()
    );
    let held = bench.intents(&tender)[0].clone();
    assert_eq!(
        held.status,
        IntentStatus::RequiresCapture,
        "no new key at once"
    );
    bench.audit(&tender, &log);

    let outcome = bench.drive(Intention::Resume, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{:?}",
        log.all()
    );
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn a_create_that_failed_is_unknown_and_a_retry_creates_one_that_counts() {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    bench
        .server
        .failpoint(Failpoint::on(Kind::ErrorBeforeCommit, "POST", CREATE));
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Unknown { intent: None, .. }),
        "{:?}",
        log.all()
    );
    let outcome = bench.drive(Intention::Retry, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{:?}",
        log.all()
    );
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn a_tap_that_beats_the_cancel_is_paid_and_said_so() {
    let bench = Bench::quiet().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    bench
        .server
        .failpoint(Failpoint::on(Kind::TapBefore, "POST", CANCEL_ACTION));
    let button = Cancel::never();
    let (outcome, ()) = tokio::join!(
        bench.drive_with(Intention::Run, &tender, &log, &button),
        async {
            until_dispatched(&bench, &log).await;
            button.0.send_replace(true);
        }
    );
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{:?}",
        log.all()
    );
    assert!(outcome.cancel_came_late);
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn a_cancel_during_the_authorization_waits_for_its_outcome() {
    let authorize = Duration::from_millis(60);
    let auto_present = Some(Duration::ZERO);
    let mut bench = Bench::open(Options {
        authorize,
        auto_present,
        ..Options::default()
    })
    .await;
    bench.limits.settle = Duration::from_secs(5);
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let button = Cancel::never();
    let (outcome, ()) = tokio::join!(
        bench.drive_with(Intention::Run, &tender, &log, &button),
        async {
            until_dispatched(&bench, &log).await;
            button.0.send_replace(true);
        }
    );
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{:?}",
        log.all()
    );
    assert!(outcome.cancel_came_late && log.names().contains(&"Canceling".to_owned()));
}

#[tokio::test]
async fn a_tampered_amount_is_never_captured_and_can_be_released() {
    let bench = Bench::quiet().await;
    let (mut tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let (outcome, ()) = tokio::join!(bench.drive(Intention::Run, &tender, &log), async {
        until_dispatched(&bench, &log).await;
        bench.server.tamper(|world| {
            world
                .intents
                .values_mut()
                .for_each(|one| one.amount = 42_000);
        });
        assert!(bench.server.tap(&tender.reader, GOOD_CARD));
    });
    let Progress::Unknown { reason, .. } = &outcome.state else {
        panic!("{:?}", log.all())
    };
    assert!(
        reason.contains("42000 usd") && reason.contains("4200 usd"),
        "{reason}"
    );
    assert_eq!(bench.intents(&tender)[0].amount_received, 0);
    // Asking again does not soften it; only the clerk's cancel lets the hold go.
    let outcome = bench.drive(Intention::Retry, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Unknown { .. }),
        "{:?}",
        log.all()
    );
    tender.state = log.last();
    let outcome = cancel(&bench.client, &tender, &log, &bench.limits)
        .await
        .unwrap();
    assert_eq!(outcome.state, Progress::Canceled);
    assert_eq!(bench.intents(&tender)[0].status, IntentStatus::Canceled);
}

#[tokio::test]
async fn another_tenders_payment_is_never_captured() {
    let bench = Bench::quiet().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let (outcome, ()) = tokio::join!(bench.drive(Intention::Run, &tender, &log), async {
        until_dispatched(&bench, &log).await;
        bench.server.tamper(|world| {
            for intent in world.intents.values_mut() {
                intent.metadata.insert("tender".to_owned(), "t2".to_owned());
            }
        });
        assert!(bench.server.tap(&tender.reader, GOOD_CARD));
    });
    assert!(
        matches!(outcome.state, Progress::Unknown { .. }),
        "{:?}",
        log.all()
    );
}
