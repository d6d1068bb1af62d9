//! What happens at a counter on an ordinary day.

use super::*;

#[tokio::test]
async fn a_good_card_is_captured() {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let cancel = Cancel::never();
    let outcome = run(
        &bench.client,
        &tender,
        &log,
        cancel.0.subscribe(),
        &bench.limits,
    )
    .await
    .unwrap();
    let Progress::Captured { intent, card } = &outcome.state else {
        panic!("{outcome:?}")
    };
    assert_eq!((card.brand.as_str(), card.last4.as_str()), ("visa", "4242"));
    assert_eq!(card.auth_code.as_ref().map(String::len), Some(6));
    assert!(!outcome.cancel_came_late);
    assert_eq!(
        log.names(),
        [
            "Created",
            "Dispatching",
            "Waiting",
            "Authorized",
            "Capturing",
            "Captured"
        ]
    );
    let at_stripe = &bench.intents(&tender)[0];
    assert_eq!((&at_stripe.id, at_stripe.amount_received), (intent, 4200));
    assert_eq!(at_stripe.metadata["ticket"], "T-1");
    assert_eq!(at_stripe.metadata["station"], "counter-1");
    bench.audit(&tender, &log);

    // Driving a finished tender again does nothing.
    let again = Tender {
        state: log.last(),
        ..tender
    };
    let outcome = resume(
        &bench.client,
        &again,
        &log,
        cancel.0.subscribe(),
        &bench.limits,
    )
    .await
    .unwrap();
    assert_eq!((outcome.state, log.all().len()), (log.last(), 6));
}

#[tokio::test]
async fn a_decline_then_a_good_card_use_one_payment_and_two_attempts() {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    bench
        .server
        .queue_cards(&tender.reader, &["4000000000009995", DECLINED_CARD]);
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    let Progress::Declined {
        attempt: 1,
        code,
        message,
        ..
    } = outcome.state
    else {
        panic!("{:?}", log.all())
    };
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("insufficient_funds", "Your card has insufficient funds.")
    );
    bench.audit(&tender, &log);

    let outcome = bench.drive(Intention::Retry, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Declined { attempt: 2, .. }),
        "{:?}",
        log.all()
    );
    let outcome = bench.drive(Intention::Retry, &tender, &log).await;
    assert!(
        matches!(outcome.state, Progress::Captured { .. }),
        "{:?}",
        log.all()
    );
    assert!(
        log.all()
            .iter()
            .any(|step| matches!(step, Progress::Waiting { attempt: 3, .. }))
    );
    assert_eq!(bench.intents(&tender).len(), 1);
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn a_declined_tender_can_be_given_up() {
    let bench = Bench::tapping().await;
    let (mut tender, log) = (bench.tender("t1", 4200).await, Log::default());
    bench.server.queue_cards(&tender.reader, &[DECLINED_CARD]);
    bench.drive(Intention::Run, &tender, &log).await;
    tender.state = log.last();
    let outcome = cancel(&bench.client, &tender, &log, &bench.limits)
        .await
        .unwrap();
    assert_eq!(outcome.state, Progress::Canceled);
    assert_eq!(bench.intents(&tender)[0].status, IntentStatus::Canceled);
}

#[tokio::test]
async fn a_cancel_while_waiting_frees_the_reader_and_cancels_the_payment() {
    let bench = Bench::quiet().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let button = Cancel::never();
    let (outcome, ()) = tokio::join!(
        bench.drive_with(Intention::Run, &tender, &log, &button),
        async {
            until_dispatched(&bench, &log).await;
            button.0.send_replace(true);
        }
    );
    assert_eq!(
        (outcome.state, outcome.cancel_came_late),
        (Progress::Canceled, false)
    );
    assert!(
        !bench.server.tap(&tender.reader, GOOD_CARD),
        "the reader is idle"
    );
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn nobody_taps_and_the_tender_ends_by_itself() {
    let mut bench = Bench::quiet().await;
    bench.limits.presentation = Duration::from_millis(30);
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    assert_eq!(outcome.state, Progress::Canceled);
    assert_eq!(
        log.names(),
        ["Created", "Dispatching", "Waiting", "Canceling", "Canceled"]
    );
    bench.audit(&tender, &log);
}

#[tokio::test]
async fn a_cancel_before_the_reader_was_asked_never_asks_it() {
    let bench = Bench::tapping().await;
    let (tender, log) = (bench.tender("t1", 4200).await, Log::default());
    let outcome = bench
        .drive_with(Intention::Run, &tender, &log, &Cancel::pressed())
        .await;
    assert_eq!(outcome.state, Progress::Canceled);
    assert_eq!(log.names(), ["Canceling", "Canceled"]);
}

#[tokio::test]
async fn a_reader_that_takes_another_payment_is_left_alone() {
    let bench = Bench::quiet().await;
    let (other, other_log) = (bench.tender("other", 900).await, Log::default());
    let waiting = Crash {
        step: 9,
        done: true,
    };
    let crashed = bench
        .drive_until(
            Intention::Run,
            &other,
            &other_log,
            &Cancel::never(),
            Some(waiting),
        )
        .await;
    assert!(crashed.is_none() && matches!(other_log.last(), Progress::Waiting { .. }));

    let (mut tender, log) = (bench.tender("t1", 4200).await, Log::default());
    tender.reader.clone_from(&other.reader);
    let outcome = bench.drive(Intention::Run, &tender, &log).await;
    let Progress::Declined {
        code, attempt: 0, ..
    } = outcome.state
    else {
        panic!("{:?}", log.all())
    };
    assert_eq!(code, "terminal_reader_busy");
    assert!(
        bench.server.tap(&other.reader, GOOD_CARD),
        "the other payment still waits"
    );
}

#[tokio::test]
async fn a_drive_can_be_spawned_and_a_log_that_fails_stops_it() {
    struct FullDisk;
    impl TenderLog for FullDisk {
        fn record(&self, _tender: &TenderId, _step: Progress) -> LogFuture<'_> {
            Box::pin(async { Err(LogError("disk full".into())) })
        }
    }
    let bench = Bench::tapping().await;
    let tender = bench.tender("t1", 4200).await;
    let (bench, tender, error) = tokio::spawn(async move {
        let signal = Cancel::never().0.subscribe();
        let result = run(&bench.client, &tender, &FullDisk, signal, &bench.limits).await;
        (bench, tender, result.unwrap_err())
    })
    .await
    .unwrap();
    assert_eq!(error.to_string(), "driving tender t1");
    assert_eq!(
        bench.intents(&tender)[0].status,
        IntentStatus::RequiresPaymentMethod
    );
    assert!(
        !bench.server.tap(&tender.reader, GOOD_CARD),
        "the reader was never asked"
    );
    let shown = format!("{:?}", bench.client);
    assert!(!shown.contains("rk_test_bench"), "{shown}");
}
