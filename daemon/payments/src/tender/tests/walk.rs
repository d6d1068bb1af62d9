//! A seeded random walk: crashes, faults, declines, cancels in any order, then the oracle. A failure prints its seed;
//! `COUNTERD_WALK_SEED=n` walks that one alone.

use stripe_sim::{Failpoint, Kind};

use super::*;

const WALKS: u64 = 400;
const STORMY_DRIVES: u32 = 6;
const CALM_DRIVES: u32 = 8;

/// Faults by the call they can hit.
const FAULTS: &[(&str, &str, &[Kind])] = &[
    ("POST", CREATE, ANY),
    ("POST", CAPTURE, ANY),
    ("POST", CANCEL, ANY),
    ("POST", CANCEL, &[Kind::TapBefore]),
    ("POST", PROCESS, ANY),
    ("POST", PROCESS, READER),
    ("POST", CANCEL_ACTION, ANY),
    (
        "POST",
        CANCEL_ACTION,
        &[Kind::TapBefore, Kind::ReaderBusy, Kind::ReaderOffline],
    ),
    (
        "GET",
        "/v1/payment_intents/{intent}",
        &[Kind::DropBeforeCommit, Kind::TruncatedJson],
    ),
    (
        "GET",
        "/v1/terminal/readers/{reader}",
        &[Kind::DropBeforeCommit, Kind::TruncatedJson],
    ),
];
const ANY: &[Kind] = &[
    Kind::DropBeforeCommit,
    Kind::DropAfterCommit,
    Kind::TruncatedJson,
    Kind::RateLimited,
    Kind::ErrorBeforeCommit,
    Kind::ErrorAfterCommit,
];
const READER: &[Kind] = &[
    Kind::ReaderAckLost,
    Kind::ReaderUnreached,
    Kind::ReaderBusy,
    Kind::ReaderOffline,
    Kind::ActionStuck,
    Kind::ConnectionError,
];

/// xorshift64*: small, seeded, good enough to choose.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let len = u64::try_from(from.len()).unwrap();
        &from[usize::try_from(self.roll(len)).unwrap()]
    }
}

async fn walk(bench: &Bench, seed: u64) -> Progress {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let amount = i64::try_from(dice.roll(900) + 1).unwrap() * 100;
    let (tender, log) = (
        bench.tender(&format!("walk-{seed}"), amount).await,
        Log::default(),
    );
    for _ in 0..dice.roll(3) {
        bench.server.queue_cards(&tender.reader, &[DECLINED_CARD]);
    }
    let mut intention = Intention::Run;
    for drive in 0..STORMY_DRIVES + CALM_DRIVES {
        let is_stormy = drive < STORMY_DRIVES;
        for _ in 0..if is_stormy { dice.roll(3) } else { 0 } {
            let (method, path, kinds) = *dice.pick(FAULTS);
            let times = *dice.pick(&[1, 1, 1, 4]);
            let kind = *dice.pick(kinds);
            for _ in 0..times {
                bench.server.failpoint(Failpoint::on(kind, method, path));
            }
        }
        let crash = (is_stormy && dice.roll(2) == 0).then(|| Crash {
            step: u32::try_from(dice.roll(24)).unwrap(),
            done: dice.roll(2) == 0,
        });
        let cancel = if dice.roll(6) == 0 {
            Cancel::pressed()
        } else {
            Cancel::never()
        };
        let end = bench
            .drive_until(intention, &tender, &log, &cancel, crash)
            .await;
        bench.server.clear_failpoints();
        bench.audit(&tender, &log);
        if log.last().is_final() {
            break;
        }
        intention = match end {
            None => Intention::Resume,
            Some(_) if dice.roll(6) == 0 => Intention::Cancel,
            Some(_) => Intention::Retry,
        };
    }
    assert!(log.last().is_final(), "not final: {:?}", log.all());
    // The customer who comes too late cannot pay any more, whatever the reader still shows.
    bench.server.tap(&tender.reader, GOOD_CARD);
    bench.audit(&tender, &log);
    log.last()
}

#[tokio::test]
async fn whatever_happens_stripe_took_what_the_log_says() {
    let mut bench = Bench::tapping().await;
    bench.limits.presentation = Duration::from_millis(40);
    let only = std::env::var("COUNTERD_WALK_SEED")
        .ok()
        .map(|seed| seed.parse::<u64>().unwrap());
    let seeds = only.map_or(1..=WALKS, |seed| seed..=seed);
    let (mut captured, mut canceled) = (0, 0);
    for seed in seeds {
        let _print = PrintSeed(seed);
        match walk(&bench, seed).await {
            Progress::Captured { .. } => captured += 1,
            _ => canceled += 1,
        }
    }
    assert!(
        only.is_some() || (captured > 100 && canceled > 40),
        "{captured} {canceled}"
    );
}

/// Says which walk failed.
struct PrintSeed(u64);

impl Drop for PrintSeed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "COUNTERD_WALK_SEED={}", self.0);
        }
    }
}
