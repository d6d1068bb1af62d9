//! Decides what a tender does next. Pure: it is told what happened and what time it is, and answers with one order.
//!
//! Every order that could move money is preceded by an order to record it. Every loop has a time or a count that ends it. What it
//! does not understand ends in [`Progress::Unknown`]. The wake-up table is Stripe's PaymentIntent states against the reader's
//! action: see [`assess`].

mod assess;
mod cancel;
mod capture;
mod dispatch;
mod wait;

use std::time::Duration;

use super::types::{Limits, Outcome, Progress, Tender};
use crate::client::{ActionStatus, ErrorCode, PaymentIntent, Reader};

/// What the caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Intention {
    /// A new tender: create and charge.
    Run,
    /// Ask first, then charge.
    Retry,
    /// Ask, finish what is under way, hand nothing to a reader.
    Resume,
    /// Give up and release.
    Cancel,
}

/// The next thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    Record(Progress),
    Find,
    /// `fresh`: with a key of its own, because the usual one only replays a server error.
    Create {
        fresh: bool,
    },
    ReadIntent(String),
    ReadReader,
    Process {
        intent: String,
        attempt: u32,
    },
    CancelAction,
    CancelIntent(String),
    Capture {
        intent: String,
        fresh: bool,
    },
    Sleep(Duration),
    Finish(Outcome),
}

/// What came of the last order.
#[derive(Debug)]
pub(super) enum Event {
    Start,
    Recorded,
    Slept,
    Found(Result<Option<PaymentIntent>, Failure>),
    Intent(Result<PaymentIntent, Failure>),
    Reader(Result<Reader, Failure>),
}

/// A failed call, by what it means.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    /// Stripe said no: nothing was done.
    Refused { code: ErrorCode, message: String },
    /// Never sent: nothing was done.
    NotSent { reason: String },
    /// Nobody knows.
    Unclear { reason: String, replayed: bool },
}

/// What the machine waits for.
#[derive(Debug)]
enum Stage {
    Begin,
    /// A record, and what follows once it is durable.
    Recording(Next),
    Finding,
    Creating,
    /// The PaymentIntent, to find out where the tender is.
    AssessIntent,
    AssessReader,
    /// Stripe is still deciding about the payment.
    Settling,
    Processing,
    DoubtReader(dispatch::Doubt),
    DoubtIntent(dispatch::Doubt),
    WaitSleep,
    WaitReader,
    WaitIntent(wait::ReaderSays),
    CancelReader,
    CancelAction,
    CancelCheck,
    CancelIntent,
    CancelPause,
    Capturing,
    CaptureCheck,
    CapturePause,
    Done,
}

/// What follows a record.
#[derive(Debug, Clone, Copy)]
enum Next {
    Assess,
    Process,
    Wait,
    Cancel,
    Authorized,
    Capture,
    Finish,
}

pub(super) struct Machine<'a> {
    tender: &'a Tender,
    limits: &'a Limits,
    intention: Intention,
    stage: Stage,
    /// The last recorded step.
    state: Progress,
    intent: Option<String>,
    attempt: u32,
    now: Duration,
    cancel_wanted: bool,
    dispatches: u32,
    /// When the current wait began: presentation, settling, canceling, capture check.
    since: Duration,
    intent_read_at: Duration,
    /// The reader's last word said "busy" to a cancel.
    reader_busy: bool,
    /// The usual key only replays a server error and an earlier drive already waited.
    may_use_fresh_key: bool,
}

impl<'a> Machine<'a> {
    pub(super) fn new(tender: &'a Tender, limits: &'a Limits, intention: Intention) -> Self {
        Self {
            stage: Stage::Begin,
            state: tender.state.clone(),
            intent: tender.state.intent().map(ToOwned::to_owned),
            attempt: tender.state.attempt(),
            now: Duration::ZERO,
            cancel_wanted: false,
            dispatches: 0,
            since: Duration::ZERO,
            intent_read_at: Duration::ZERO,
            reader_busy: false,
            may_use_fresh_key: matches!(tender.state, Progress::Unknown { .. }),
            tender,
            limits,
            intention,
        }
    }

    /// Takes what happened at a time since the drive began; answers with the next order.
    pub(super) fn next(&mut self, event: Event, now: Duration, cancel_wanted: bool) -> Order {
        self.now = now;
        self.cancel_wanted |= cancel_wanted;
        match (std::mem::replace(&mut self.stage, Stage::Done), event) {
            (Stage::Begin, Event::Start) => self.begin(),
            (Stage::Recording(next), Event::Recorded) => self.recorded(next),
            (Stage::Finding, Event::Found(result)) => self.found(result),
            (Stage::Creating, Event::Intent(result)) => self.created(result),
            (Stage::AssessIntent, Event::Intent(Ok(intent))) => self.on_intent(&intent),
            (Stage::AssessIntent, Event::Intent(Err(failure))) => self.cannot_ask(&failure),
            (Stage::AssessReader, Event::Reader(result)) => self.on_open(result),
            (Stage::Settling, Event::Slept) => self.assess(),
            (Stage::Processing, Event::Reader(result)) => self.processed(result),
            (Stage::DoubtReader(doubt), Event::Reader(result)) => self.doubt_reader(doubt, result),
            (Stage::DoubtIntent(doubt), Event::Intent(result)) => self.doubt_intent(doubt, result),
            (Stage::WaitSleep, Event::Slept) => self.wait_over(),
            (Stage::WaitReader, Event::Reader(result)) => self.wait_reader(result),
            (Stage::WaitIntent(says), Event::Intent(result)) => self.wait_intent(says, result),
            (Stage::CancelReader, Event::Reader(result)) => self.cancel_reader(result),
            (Stage::CancelAction, Event::Reader(result)) => self.cancel_action_done(result),
            (Stage::CancelCheck, Event::Intent(result)) => self.cancel_check(result),
            (Stage::CancelIntent, Event::Intent(result)) => self.cancel_intent_done(result),
            (Stage::CancelPause, Event::Slept) => self.cancel_again(),
            (Stage::Capturing, Event::Intent(result)) => self.capture_done(result),
            (Stage::CaptureCheck, Event::Intent(result)) => self.capture_check(result),
            (Stage::CapturePause, Event::Slept) => self.read_intent(Stage::CaptureCheck),
            (stage, event) => self.unknown(format!("the driver got {event:?} while at {stage:?}")),
        }
    }

    fn begin(&mut self) -> Order {
        if self.state.is_final() {
            return self.finish();
        }
        match (&self.state, self.intention) {
            (Progress::Canceling { .. }, _) => self.cancel_begin(),
            (_, Intention::Cancel) => self.start_cancel(),
            (Progress::Requested, Intention::Run) => self.create(),
            _ => self.assess(),
        }
    }

    fn recorded(&mut self, next: Next) -> Order {
        match next {
            Next::Assess => self.assess(),
            Next::Process => self.process(),
            Next::Wait => self.wait_begin(),
            Next::Cancel => self.cancel_begin(),
            Next::Authorized => self.capturing(),
            Next::Capture => self.capture(false),
            Next::Finish => self.finish(),
        }
    }

    /// Stripe's amount, currency and tender id must be ours before anything is captured or called paid.
    fn verify(&self, intent: &PaymentIntent) -> Result<(), String> {
        let tender = self.tender;
        if intent.amount != tender.amount_minor || intent.currency != tender.currency {
            return Err(format!(
                "Stripe has {} {}, the tender asks for {} {}",
                intent.amount, intent.currency, tender.amount_minor, tender.currency
            ));
        }
        if intent.metadata.get("tender") != Some(&tender.id.0) {
            return Err("the payment belongs to another tender".to_owned());
        }
        Ok(())
    }

    fn is_waiting_on(&self, reader: &Reader) -> bool {
        reader.action.as_ref().is_some_and(|action| {
            action.status == ActionStatus::InProgress
                && action.intent().is_some()
                && action.intent() == self.intent.as_deref()
        })
    }

    fn read_intent(&mut self, stage: Stage) -> Order {
        match &self.intent {
            Some(intent) => {
                let order = Order::ReadIntent(intent.clone());
                self.intent_read_at = self.now;
                self.go(stage, order)
            }
            None => self.unknown("the payment's id is not known".to_owned()),
        }
    }

    fn declined(&mut self, code: &str, message: &str) -> Order {
        let (intent, attempt) = (self.intent.clone(), self.attempt);
        let (code, message) = (code.to_owned(), message.to_owned());
        self.record(
            Progress::Declined {
                intent,
                attempt,
                code,
                message,
            },
            Next::Finish,
        )
    }

    fn unknown(&mut self, reason: String) -> Order {
        let (intent, attempt) = (self.intent.clone(), self.attempt);
        self.record(
            Progress::Unknown {
                intent,
                attempt,
                reason,
            },
            Next::Finish,
        )
    }

    fn record(&mut self, step: Progress, next: Next) -> Order {
        // What the log already says needs no second line.
        if step == self.state {
            return self.recorded(next);
        }
        self.state = step.clone();
        self.go(Stage::Recording(next), Order::Record(step))
    }

    fn finish(&mut self) -> Order {
        let paid = matches!(self.state, Progress::Captured { .. });
        let cancel_came_late = paid && (self.cancel_wanted || self.intention == Intention::Cancel);
        self.go(
            Stage::Done,
            Order::Finish(Outcome {
                state: self.state.clone(),
                cancel_came_late,
            }),
        )
    }

    fn go(&mut self, stage: Stage, order: Order) -> Order {
        self.stage = stage;
        order
    }
}

/// The payment of somebody else that the reader is taking.
fn foreign<'r>(reader: &'r Reader, ours: Option<&str>) -> Option<&'r str> {
    let action = reader.action.as_ref()?;
    let is_foreign = action.status == ActionStatus::InProgress && action.intent() != ours;
    is_foreign.then(|| action.intent().unwrap_or(&action.kind))
}

impl Failure {
    fn reason(&self) -> String {
        match self {
            Self::Refused { code, message } => format!("{message} ({code})"),
            Self::NotSent { reason } | Self::Unclear { reason, .. } => reason.clone(),
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::Refused { code, .. } => code.as_str(),
            Self::NotSent { .. } => "no_connection",
            Self::Unclear { .. } => "no_answer",
        }
    }
}
