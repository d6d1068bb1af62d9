//! The driver against the simulator: journeys, faults, crashes. A simulator on port 0 for each test.

mod crashes;
mod faults;
mod journeys;
mod walk;

use std::sync::Mutex;
use std::time::Duration;

use stripe_sim::world::{Intent, IntentStatus};
use stripe_sim::{Options, Server};

use super::machine::{Intention, Order};
use super::runner::Drive;
use super::*;
use crate::client::request::NewReader;
use crate::client::{Config, IdemKey, RetryPolicy, SecretKey, StripeClient};

const CREATE: &str = "/v1/payment_intents";
const PROCESS: &str = "/v1/terminal/readers/{reader}/process_payment_intent";
const CANCEL_ACTION: &str = "/v1/terminal/readers/{reader}/cancel_action";
const CAPTURE: &str = "/v1/payment_intents/{intent}/capture";
const CANCEL: &str = "/v1/payment_intents/{intent}/cancel";
const DECLINED_CARD: &str = "4000000000000002";
const GOOD_CARD: &str = "4242424242424242";

/// A simulator and a client that talks to it.
struct Bench {
    server: Server,
    client: StripeClient,
    limits: Limits,
}

impl Bench {
    /// The customer taps as soon as the reader asks.
    async fn tapping() -> Self {
        Self::open(Options {
            auto_present: Some(Duration::ZERO),
            ..Options::default()
        })
        .await
    }

    /// Nobody taps unless the test does.
    async fn quiet() -> Self {
        Self::open(Options::default()).await
    }

    async fn open(options: Options) -> Self {
        let server = Server::start(options).await.unwrap();
        let ms = Duration::from_millis;
        let retry = RetryPolicy {
            attempts: 3,
            base: ms(1),
            longest: ms(2),
        };
        let config = Config {
            base_url: server.url(),
            retry,
            ..Config::default()
        };
        let key = SecretKey::try_new("rk_test_bench", false).unwrap();
        let client = StripeClient::try_new(config, key).unwrap();
        let limits = Limits {
            presentation: ms(10_000),
            poll_fast: ms(1),
            poll_slow: ms(1),
            intent_every: ms(5),
            settle: ms(20),
            settle_poll: ms(1),
            ..Limits::default()
        };
        Self {
            server,
            client,
            limits,
        }
    }

    async fn reader(&self, name: &str) -> String {
        let reader = NewReader {
            registration_code: "simulated-wpe".to_owned(),
            label: name.to_owned(),
            location: None,
        };
        self.client
            .register_reader(&reader, IdemKey::new(name))
            .await
            .unwrap()
            .id
    }

    /// A tender just requested at a reader of its own.
    async fn tender(&self, id: &str, amount_minor: i64) -> Tender {
        Tender {
            id: TenderId(id.to_owned()),
            ticket: "T-1".to_owned(),
            station: "counter-1".to_owned(),
            amount_minor,
            currency: "usd".to_owned(),
            reader: self.reader(id).await,
            state: Progress::Requested,
        }
    }

    async fn drive(&self, intention: Intention, tender: &Tender, log: &Log) -> Outcome {
        self.drive_with(intention, tender, log, &Cancel::never())
            .await
    }

    async fn drive_with(
        &self,
        intention: Intention,
        tender: &Tender,
        log: &Log,
        cancel: &Cancel,
    ) -> Outcome {
        let end = self.drive_until(intention, tender, log, cancel, None).await;
        end.expect("a drive without a crash has an outcome")
    }

    /// Drives until the end or until the crash; `None` is the crash.
    async fn drive_until(
        &self,
        intention: Intention,
        tender: &Tender,
        log: &Log,
        cancel: &Cancel,
        crash: Option<Crash>,
    ) -> Option<Outcome> {
        let tender = Tender {
            state: log.last(),
            ..tender.clone()
        };
        let signal = cancel.0.subscribe();
        let mut drive = Drive::new(&self.client, &tender, log, signal, &self.limits, intention);
        for step in 0.. {
            let order = drive.decide();
            let here = crash.filter(|crash| crash.step == step);
            if here.is_some_and(|crash| !crash.done) {
                return None;
            }
            let is_sleep = matches!(order, Order::Sleep(_));
            let end = drive.perform(order).await.unwrap();
            if here.is_some() && end.is_none() {
                return None;
            }
            if end.is_some() {
                *log.steps.lock().unwrap() = step;
                return end;
            }
            assert!(step < 20_000 || !is_sleep, "a drive must come to an end");
        }
        unreachable!("the loop has no end")
    }

    /// This tender's PaymentIntents at Stripe.
    fn intents(&self, tender: &Tender) -> Vec<Intent> {
        self.server.inspect(|world| {
            let ours = |intent: &&Intent| intent.metadata.get("tender") == Some(&tender.id.0);
            world.intents.values().filter(ours).cloned().collect()
        })
    }

    /// The oracle: what Stripe took is what the log says, and never two of anything.
    fn audit(&self, tender: &Tender, log: &Log) {
        let intents = self.intents(tender);
        let has_money = |intent: &&Intent| {
            matches!(
                intent.status,
                IntentStatus::RequiresCapture | IntentStatus::Succeeded | IntentStatus::Processing
            )
        };
        let with_money = intents.iter().filter(has_money).count();
        assert!(with_money <= 1, "two holds for one tender: {intents:?}");
        let taken: i64 = intents.iter().map(|intent| intent.amount_received).sum();
        match log.last() {
            Progress::Captured { intent, .. } => {
                assert_eq!(taken, tender.amount_minor, "{:?}", log.all());
                let paid = intents.iter().find(|one| one.id == intent).unwrap();
                assert_eq!(paid.status, IntentStatus::Succeeded);
            }
            Progress::Canceled => {
                let is_dead = |one: &Intent| one.status == IntentStatus::Canceled;
                assert!(intents.iter().all(is_dead), "{intents:?} {:?}", log.all());
            }
            Progress::Declined { .. } | Progress::Created { .. } => {
                assert_eq!((taken, with_money), (0, 0), "{intents:?} {:?}", log.all());
            }
            _ => assert!(taken == 0 || taken == tender.amount_minor),
        }
        assert_eq!(self.server.violations(), Vec::<String>::new());
    }
}

/// Where a drive dies: after deciding step number `step`, before or after doing it.
#[derive(Debug, Clone, Copy)]
struct Crash {
    step: u32,
    done: bool,
}

/// The clerk's cancel button.
struct Cancel(tokio::sync::watch::Sender<bool>);

impl Cancel {
    fn never() -> Self {
        Self(tokio::sync::watch::channel(false).0)
    }

    fn pressed() -> Self {
        Self(tokio::sync::watch::channel(true).0)
    }
}

/// A log in memory that outlives the driver, as the disk would.
#[derive(Default)]
struct Log {
    lines: Mutex<Vec<Progress>>,
    steps: Mutex<u32>,
}

impl Log {
    fn last(&self) -> Progress {
        self.lines
            .lock()
            .unwrap()
            .last()
            .cloned()
            .unwrap_or(Progress::Requested)
    }

    fn all(&self) -> Vec<Progress> {
        self.lines.lock().unwrap().clone()
    }

    /// How many orders the last complete drive took.
    fn steps(&self) -> u32 {
        *self.steps.lock().unwrap()
    }

    /// The names of the steps, in order.
    fn names(&self) -> Vec<String> {
        let name = |step: &Progress| {
            let text = format!("{step:?}");
            text.split(' ').next().unwrap_or_default().to_owned()
        };
        self.all().iter().map(name).collect()
    }
}

impl TenderLog for Log {
    fn record(&self, _tender: &TenderId, step: Progress) -> LogFuture<'_> {
        self.lines.lock().unwrap().push(step);
        Box::pin(async { Ok(()) })
    }
}

/// Waits until the simulator has handed the payment to the reader.
async fn until_dispatched(bench: &Bench, log: &Log) {
    tokio::time::timeout(Duration::from_secs(5), async {
        while !matches!(log.last(), Progress::Waiting { .. }) {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap_or_else(|_| panic!("never dispatched: {:?} {:?}", log.all(), bench.server));
}
