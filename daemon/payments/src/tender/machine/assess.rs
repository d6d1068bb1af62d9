//! Where a tender is: the PaymentIntent first, then the reader. This is the wake-up table after a crash and the check before every
//! dispatch.
//!
//! | PaymentIntent | reader | next |
//! |---|---|---|
//! | requires_payment_method | has it | wait on |
//! | requires_payment_method | anything else | dispatch when the clerk asked for it, else rest |
//! | requires_confirmation, requires_action | any | cancel |
//! | processing | any | look again, then unknown |
//! | requires_capture | any | verify, capture |
//! | succeeded | any | verify, paid |
//! | canceled | any | canceled |

use super::{Failure, Intention, Machine, Next, Order, Stage, foreign};
use crate::client::{ErrorCode, IntentStatus, PaymentIntent, Reader};
use crate::tender::types::Progress;

impl Machine<'_> {
    /// Asks where the tender is: the PaymentIntent, or whether there is one.
    pub(super) fn assess(&mut self) -> Order {
        if self.intent.is_some() {
            return self.read_intent(Stage::AssessIntent);
        }
        self.go(Stage::Finding, Order::Find)
    }

    pub(super) fn found(&mut self, result: Result<Option<PaymentIntent>, Failure>) -> Order {
        let is_canceling = matches!(self.state, Progress::Canceling { .. });
        match result {
            Ok(Some(intent)) if is_canceling => {
                self.intent = Some(intent.id);
                self.read_intent(Stage::CancelCheck)
            }
            Ok(Some(intent)) => self.adopt(&intent),
            Ok(None) if is_canceling => self.record(Progress::Canceled, Next::Finish),
            Ok(None) => match (self.intention, &self.state) {
                // Already created in this drive, without a clear answer and without a trace.
                (Intention::Run, _) => self
                    .unknown("Stripe's answer was lost and the payment is not listed".to_owned()),
                (Intention::Retry, _) => self.create(),
                (Intention::Resume | Intention::Cancel, _) => self.finish(),
            },
            Err(failure) => self.cannot_ask(&failure),
        }
    }

    /// Stripe cannot be asked now. A tender at rest stays at rest: no reader has it.
    pub(super) fn cannot_ask(&mut self, failure: &Failure) -> Order {
        match (&self.state, self.intention) {
            (
                Progress::Requested | Progress::Created { .. } | Progress::Declined { .. },
                Intention::Resume,
            ) => self.finish(),
            (Progress::Requested | Progress::Created { .. } | Progress::Declined { .. }, _) => {
                self.declined(failure.code(), &failure.reason())
            }
            _ => self.unknown(failure.reason()),
        }
    }

    pub(super) fn create(&mut self) -> Order {
        if self.cancel_wanted {
            return self.start_cancel();
        }
        self.go(Stage::Creating, Order::Create { fresh: false })
    }

    pub(super) fn created(&mut self, result: Result<PaymentIntent, Failure>) -> Order {
        match result {
            Ok(intent) => self.adopt(&intent),
            Err(Failure::Refused { code, message }) => self.declined(code.as_str(), &message),
            Err(Failure::NotSent { reason }) => self.declined("no_connection", &reason),
            // A PaymentIntent no reader has seen charges nobody, so a second one does no harm.
            Err(Failure::Unclear { replayed: true, .. }) if self.may_use_fresh_key => {
                self.may_use_fresh_key = false;
                self.go(Stage::Creating, Order::Create { fresh: true })
            }
            Err(Failure::Unclear { .. }) => {
                // From here "not found" must not create again.
                self.intention = match self.intention {
                    Intention::Retry => Intention::Run,
                    other => other,
                };
                self.go(Stage::Finding, Order::Find)
            }
        }
    }

    /// Takes a PaymentIntent as this tender's own, once it is certain that it is.
    pub(super) fn adopt(&mut self, intent: &PaymentIntent) -> Order {
        self.intent = Some(intent.id.clone());
        if let Err(reason) = self.verify(intent) {
            return self.unknown(reason);
        }
        self.record(
            Progress::Created {
                intent: intent.id.clone(),
            },
            Next::Assess,
        )
    }

    /// The left column of the wake-up table: what the PaymentIntent says.
    pub(super) fn on_intent(&mut self, intent: &PaymentIntent) -> Order {
        match &intent.status {
            IntentStatus::RequiresPaymentMethod => self.go(Stage::AssessReader, Order::ReadReader),
            IntentStatus::RequiresCapture => self.held(intent),
            IntentStatus::Succeeded => self.paid(intent),
            IntentStatus::Canceled => self.record(Progress::Canceled, Next::Finish),
            // A card tender never stops here by itself: the flow broke.
            IntentStatus::RequiresConfirmation | IntentStatus::RequiresAction => {
                self.start_cancel()
            }
            IntentStatus::Processing if self.now - self.since < self.limits.settle => {
                self.go(Stage::Settling, Order::Sleep(self.limits.settle_poll))
            }
            IntentStatus::Processing => self.unknown("Stripe is still processing it".to_owned()),
            IntentStatus::Unknown(status) => self.unknown(format!("the payment is {status}")),
        }
    }

    /// The right column, when nothing is charged: what the reader says.
    pub(super) fn on_open(&mut self, result: Result<Reader, Failure>) -> Order {
        let reader = match result {
            Ok(reader) => reader,
            // A reader that was never asked cannot be waiting.
            Err(failure) if self.attempt == 0 => {
                return self.declined(failure.code(), &failure.reason());
            }
            Err(failure) => return self.unknown(failure.reason()),
        };
        if self.is_waiting_on(&reader) {
            self.attempt = self.attempt.max(1);
            if self.cancel_wanted {
                return self.start_cancel();
            }
            return self.waiting();
        }
        if self.cancel_wanted {
            return self.start_cancel();
        }
        match self.intention {
            Intention::Run | Intention::Retry => match foreign(&reader, self.intent.as_deref()) {
                Some(_) => self.declined(
                    ErrorCode::ReaderBusy.as_str(),
                    "the reader is taking another payment",
                ),
                None => self.dispatch(),
            },
            Intention::Resume | Intention::Cancel => self.rest(&reader),
        }
    }

    /// After a restart, nothing charged and nothing under way: the clerk decides.
    pub(super) fn rest(&mut self, reader: &Reader) -> Order {
        match &self.state {
            Progress::Requested | Progress::Created { .. } | Progress::Declined { .. } => {
                self.finish()
            }
            Progress::Authorized { .. } | Progress::Capturing { .. } => {
                self.unknown("the amount was held and is not held any more".to_owned())
            }
            Progress::Dispatching { .. }
            | Progress::Waiting { .. }
            | Progress::Unknown { .. }
            | Progress::Canceling { .. }
            | Progress::Captured { .. }
            | Progress::Canceled => {
                let action = reader.action.as_ref();
                let ours = action.filter(|action| action.intent() == self.intent.as_deref());
                let code = ours.and_then(|action| action.failure_code.clone());
                let message = ours.and_then(|action| action.failure_message.clone());
                self.declined(
                    code.as_deref().unwrap_or("interrupted"),
                    message
                        .as_deref()
                        .unwrap_or("the payment was interrupted; nothing was charged"),
                )
            }
        }
    }
}
