//! Does what the machine says: calls Stripe, records steps, sleeps. It decides nothing.
//!
//! The future may be dropped anywhere; [`resume`] takes up from the last recorded step.

use std::time::{Duration, Instant, SystemTime};

use tokio::sync::watch;

use super::machine::{Event, Failure, Intention, Machine, Order};
use super::types::{Limits, LogError, Outcome, Tender, TenderLog};
use crate::client::request::NewIntent;
use crate::client::{IdemKey, PaymentIntent, StripeClient, StripeError};

/// Turns true when the clerk wants to cancel.
pub type CancelSignal = watch::Receiver<bool>;

const PAGES_MAX: u32 = 20;

/// Why a drive stopped without an outcome. The tender is where its log says.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("driving tender {tender}")]
    Log {
        tender: String,
        #[source]
        source: LogError,
    },
}

/// Drives a tender that was just recorded as requested to its end.
///
/// # Errors
/// [`RunError`] when a step cannot be recorded; nothing is done after that.
pub async fn run(
    client: &StripeClient,
    tender: &Tender,
    log: &dyn TenderLog,
    cancel: CancelSignal,
    limits: &Limits,
) -> Result<Outcome, RunError> {
    drive(client, tender, log, cancel, limits, Intention::Run).await
}

/// The clerk tries again after a decline, an interruption or an unknown outcome: first asks what became of the tender, then, if
/// nothing is held and the reader does not have it, hands it to the reader as a new attempt.
///
/// # Errors
/// [`RunError`] when a step cannot be recorded.
pub async fn retry(
    client: &StripeClient,
    tender: &Tender,
    log: &dyn TenderLog,
    cancel: CancelSignal,
    limits: &Limits,
) -> Result<Outcome, RunError> {
    drive(client, tender, log, cancel, limits, Intention::Retry).await
}

/// After a restart: finds out what became of the tender and finishes what is under way (a reader still waiting, an amount held, a
/// cancel begun). It never hands anything to a reader.
///
/// # Errors
/// [`RunError`] when a step cannot be recorded.
pub async fn resume(
    client: &StripeClient,
    tender: &Tender,
    log: &dyn TenderLog,
    cancel: CancelSignal,
    limits: &Limits,
) -> Result<Outcome, RunError> {
    drive(client, tender, log, cancel, limits, Intention::Resume).await
}

/// The clerk gives up a tender that nobody is driving. An amount already held is released, unless it is captured already.
///
/// # Errors
/// [`RunError`] when a step cannot be recorded.
pub async fn cancel(
    client: &StripeClient,
    tender: &Tender,
    log: &dyn TenderLog,
    limits: &Limits,
) -> Result<Outcome, RunError> {
    let (_keep, signal) = watch::channel(false);
    drive(client, tender, log, signal, limits, Intention::Cancel).await
}

async fn drive(
    client: &StripeClient,
    tender: &Tender,
    log: &dyn TenderLog,
    cancel: CancelSignal,
    limits: &Limits,
    intention: Intention,
) -> Result<Outcome, RunError> {
    let mut drive = Drive::new(client, tender, log, cancel, limits, intention);
    loop {
        if let Some(outcome) = drive.step().await? {
            return Ok(outcome);
        }
    }
}

/// A drive in progress; a test can stop it between any two steps.
pub(super) struct Drive<'a> {
    client: &'a StripeClient,
    tender: &'a Tender,
    log: &'a dyn TenderLog,
    cancel: CancelSignal,
    limits: &'a Limits,
    machine: Machine<'a>,
    started: Instant,
    event: Event,
}

impl<'a> Drive<'a> {
    pub(super) fn new(
        client: &'a StripeClient,
        tender: &'a Tender,
        log: &'a dyn TenderLog,
        cancel: CancelSignal,
        limits: &'a Limits,
        intention: Intention,
    ) -> Self {
        let machine = Machine::new(tender, limits, intention);
        let (started, event) = (Instant::now(), Event::Start);
        Self {
            client,
            tender,
            log,
            cancel,
            limits,
            machine,
            started,
            event,
        }
    }

    /// One order of the machine, done; `Some` when it was the last.
    pub(super) async fn step(&mut self) -> Result<Option<Outcome>, RunError> {
        let order = self.decide();
        self.perform(order).await
    }

    /// What comes next. Separate from doing it, so that a test can crash in between.
    pub(super) fn decide(&mut self) -> Order {
        let event = std::mem::replace(&mut self.event, Event::Start);
        let canceled = *self.cancel.borrow();
        self.machine.next(event, self.started.elapsed(), canceled)
    }

    pub(super) async fn perform(&mut self, order: Order) -> Result<Option<Outcome>, RunError> {
        let Self { client, tender, .. } = *self;
        let key = |tail: &str| IdemKey::new(format!("{}:{tail}", tender.id));
        self.event = match order {
            Order::Finish(outcome) => return Ok(Some(outcome)),
            Order::Record(step) => {
                tracing::info!(tender = %tender.id, ?step, "recording a tender step");
                self.log
                    .record(&tender.id, step)
                    .await
                    .map_err(|source| RunError::Log {
                        tender: tender.id.to_string(),
                        source,
                    })?;
                Event::Recorded
            }
            Order::Sleep(time) => {
                self.sleep(time).await;
                Event::Slept
            }
            Order::Find => Event::Found(self.find().await.map_err(failure)),
            Order::Create { fresh } => {
                let tail = if fresh {
                    unique("create")
                } else {
                    "create".to_owned()
                };
                let result = client.create_intent(&new_intent(tender), key(&tail)).await;
                Event::Intent(result.map_err(failure))
            }
            Order::ReadIntent(intent) => {
                Event::Intent(client.intent(&intent).await.map_err(failure))
            }
            Order::ReadReader => {
                Event::Reader(client.reader(&tender.reader).await.map_err(failure))
            }
            Order::Process { intent, attempt } => {
                let key = key(&format!("process:{attempt}"));
                let result = client.process(&tender.reader, &intent, key).await;
                Event::Reader(result.map_err(failure))
            }
            // Both cancels may be repeated at will, but a key that once got "busy" would replay it: each try has its own.
            Order::CancelAction => {
                let result = client.cancel_action(&tender.reader, key(&unique("cancel_action")));
                Event::Reader(result.await.map_err(failure))
            }
            Order::CancelIntent(intent) => {
                let result = client.cancel_intent(&intent, key(&unique("cancel")));
                Event::Intent(result.await.map_err(failure))
            }
            Order::Capture { intent, fresh } => {
                let tail = format!("capture:{}", tender.amount_minor);
                let tail = if fresh { unique(&tail) } else { tail };
                let result = client
                    .capture(&intent, tender.amount_minor, key(&tail))
                    .await;
                Event::Intent(result.map_err(failure))
            }
        };
        Ok(None)
    }

    /// Sleeps, but wakes up for a cancel.
    async fn sleep(&mut self, time: Duration) {
        let already = *self.cancel.borrow();
        let canceled = async {
            if already || self.cancel.wait_for(|canceled| *canceled).await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = tokio::time::sleep(time) => {}
            () = canceled => {}
        }
    }

    /// The PaymentIntent with this tender's id in its metadata. Not Stripe's search: that one lags by up to an hour.
    async fn find(&self) -> Result<Option<PaymentIntent>, StripeError> {
        let since = unix_s().saturating_sub(self.limits.lookback.as_secs());
        let since = i64::try_from(since).unwrap_or_default();
        let mut cursor: Option<String> = None;
        for _ in 0..PAGES_MAX {
            let page = self.client.intents_since(since, cursor.as_deref()).await?;
            cursor = page.data.last().map(|intent| intent.id.clone());
            let ours = |intent: &PaymentIntent| {
                intent
                    .metadata
                    .get("tender")
                    .is_some_and(|id| *id == self.tender.id.0)
            };
            if let Some(intent) = page.data.into_iter().find(ours) {
                return Ok(Some(intent));
            }
            if !page.has_more {
                return Ok(None);
            }
        }
        let reason =
            format!("more than {PAGES_MAX} pages of payments, the tender was not among them");
        Err(StripeError::NoAnswer {
            call: "listing payments",
            reason,
        })
    }
}

/// The PaymentIntent a tender asks for. The same tender always gives the same bytes.
pub(crate) fn new_intent(tender: &Tender) -> NewIntent {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    NewIntent {
        amount_minor: tender.amount_minor,
        currency: tender.currency.clone(),
        metadata: vec![
            pair("tender", &tender.id.0),
            pair("ticket", &tender.ticket),
            pair("station", &tender.station),
        ],
    }
}

fn failure(error: StripeError) -> Failure {
    let reason = error.to_string();
    let is_unclear = error.is_fate_unknown();
    match error {
        StripeError::Refused { error, .. } if is_unclear => Failure::Unclear {
            reason,
            replayed: error.replayed,
        },
        StripeError::Refused { error, .. } => Failure::Refused {
            code: error.code,
            message: error.message,
        },
        StripeError::NotSent { .. } => Failure::NotSent { reason },
        StripeError::NoAnswer { .. } | StripeError::Unreadable { .. } => Failure::Unclear {
            reason,
            replayed: false,
        },
    }
}

fn unique(tail: &str) -> String {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    format!("{tail}:{}", since.as_micros())
}

fn unix_s() -> u64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
