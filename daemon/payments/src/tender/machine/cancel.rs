//! Canceling, with the race in it: the customer may tap between the clerk's word and ours.
//!
//! Only a canceled PaymentIntent is safe: a reader that was told to stop can still be authorising. When the tap won, the amount is
//! held; a cancel during a wait then goes on to capture, a cancel of a tender at rest releases it.

use super::{Failure, Intention, Machine, Next, Order, Stage};
use crate::client::{ErrorCode, IntentStatus, PaymentIntent, Reader};
use crate::tender::types::Progress;

impl Machine<'_> {
    pub(super) fn start_cancel(&mut self) -> Order {
        let step = Progress::Canceling {
            intent: self.intent.clone(),
            attempt: self.attempt,
            release: self.intention == Intention::Cancel,
        };
        self.record(step, Next::Cancel)
    }

    pub(super) fn cancel_begin(&mut self) -> Order {
        self.since = self.now;
        self.cancel_again()
    }

    pub(super) fn cancel_again(&mut self) -> Order {
        self.reader_busy = false;
        if self.intent.is_none() {
            return self.go(Stage::Finding, Order::Find);
        }
        if self.attempt == 0 {
            return self.read_intent(Stage::CancelCheck);
        }
        self.go(Stage::CancelReader, Order::ReadReader)
    }

    pub(super) fn cancel_reader(&mut self, result: Result<Reader, Failure>) -> Order {
        match result {
            Ok(reader) if self.is_waiting_on(&reader) => {
                self.go(Stage::CancelAction, Order::CancelAction)
            }
            // Not ours, or unreachable: the PaymentIntent decides.
            Ok(_) | Err(_) => self.read_intent(Stage::CancelCheck),
        }
    }

    pub(super) fn cancel_action_done(&mut self, result: Result<Reader, Failure>) -> Order {
        self.reader_busy = matches!(
            result,
            Err(Failure::Refused {
                code: ErrorCode::ReaderBusy,
                ..
            })
        );
        self.read_intent(Stage::CancelCheck)
    }

    pub(super) fn cancel_check(&mut self, result: Result<PaymentIntent, Failure>) -> Order {
        let intent = match result {
            Ok(intent) => intent,
            Err(failure @ Failure::Refused { .. }) => return self.unknown(failure.reason()),
            Err(failure) => return self.cancel_pause(&failure.reason()),
        };
        let release = matches!(self.state, Progress::Canceling { release: true, .. });
        match &intent.status {
            // Busy means that a card is being read: its outcome is a moment away.
            IntentStatus::RequiresPaymentMethod if self.reader_busy && !self.is_cancel_over() => {
                self.cancel_pause("the reader is busy")
            }
            IntentStatus::RequiresPaymentMethod
            | IntentStatus::RequiresConfirmation
            | IntentStatus::RequiresAction => {
                self.go(Stage::CancelIntent, Order::CancelIntent(intent.id))
            }
            IntentStatus::RequiresCapture if release => {
                self.go(Stage::CancelIntent, Order::CancelIntent(intent.id))
            }
            IntentStatus::RequiresCapture => self.held(&intent),
            IntentStatus::Processing => self.cancel_pause("Stripe is still processing the payment"),
            IntentStatus::Succeeded => self.paid(&intent),
            IntentStatus::Canceled => self.record(Progress::Canceled, Next::Finish),
            IntentStatus::Unknown(status) => self.unknown(format!("the payment is {status}")),
        }
    }

    pub(super) fn cancel_intent_done(&mut self, result: Result<PaymentIntent, Failure>) -> Order {
        match result {
            Ok(intent) if intent.status == IntentStatus::Canceled => {
                self.record(Progress::Canceled, Next::Finish)
            }
            Ok(_) => self.cancel_pause("Stripe did not cancel the payment"),
            // The state changed under us, or the answer was lost: look again.
            Err(failure) => self.cancel_pause(&failure.reason()),
        }
    }

    fn cancel_pause(&mut self, reason: &str) -> Order {
        if self.is_cancel_over() {
            return self.unknown(format!("canceling did not come to an end: {reason}"));
        }
        self.go(Stage::CancelPause, Order::Sleep(self.limits.settle_poll))
    }

    fn is_cancel_over(&self) -> bool {
        self.now - self.since >= self.limits.settle
    }
}
