//! Waiting for the customer. Each read of Stripe is rationed, so the pace slows down; a deadline of our own ends it, because a
//! primed reader would wait for the next person in line.

use super::{Failure, Machine, Next, Order, Stage};
use crate::client::{ActionStatus, ErrorCode, IntentStatus, PaymentIntent, Reader};
use crate::tender::types::Progress;

/// The reader's last word about this payment.
#[derive(Debug, Clone)]
pub(super) enum ReaderSays {
    InProgress,
    Succeeded,
    Failed {
        code: Option<String>,
        message: Option<String>,
    },
    /// The action is another one or none.
    Gone,
    /// The reader could not be read, or says something new.
    Nothing,
}

impl Machine<'_> {
    pub(super) fn waiting(&mut self) -> Order {
        let Some(intent) = self.intent.clone() else {
            return self.unknown("the payment's id is not known".to_owned());
        };
        self.record(
            Progress::Waiting {
                intent,
                attempt: self.attempt,
            },
            Next::Wait,
        )
    }

    pub(super) fn wait_begin(&mut self) -> Order {
        self.since = self.now;
        self.intent_read_at = self.now;
        self.wait_more()
    }

    fn wait_more(&mut self) -> Order {
        let waited = self.now - self.since;
        let limits = self.limits;
        let pause = if waited < limits.poll_fast_for {
            limits.poll_fast
        } else {
            limits.poll_slow
        };
        self.go(Stage::WaitSleep, Order::Sleep(pause))
    }

    pub(super) fn wait_over(&mut self) -> Order {
        if self.cancel_wanted || self.now - self.since >= self.limits.presentation {
            return self.start_cancel();
        }
        self.go(Stage::WaitReader, Order::ReadReader)
    }

    pub(super) fn wait_reader(&mut self, result: Result<Reader, Failure>) -> Order {
        let says = match &result {
            Ok(reader) => self.what_it_says(reader),
            Err(_) => ReaderSays::Nothing,
        };
        let is_due = self.now - self.intent_read_at >= self.limits.intent_every;
        match says {
            ReaderSays::InProgress | ReaderSays::Nothing if !is_due => self.wait_more(),
            says => self.read_intent(Stage::WaitIntent(says)),
        }
    }

    fn what_it_says(&self, reader: &Reader) -> ReaderSays {
        let action = reader.action.as_ref();
        let ours = action.filter(|action| action.intent() == self.intent.as_deref());
        let Some(action) = ours else {
            return ReaderSays::Gone;
        };
        match &action.status {
            ActionStatus::InProgress => ReaderSays::InProgress,
            ActionStatus::Succeeded => ReaderSays::Succeeded,
            ActionStatus::Failed => ReaderSays::Failed {
                code: action.failure_code.clone(),
                message: action.failure_message.clone(),
            },
            ActionStatus::Unknown(_) => ReaderSays::Nothing,
        }
    }

    pub(super) fn wait_intent(
        &mut self,
        says: ReaderSays,
        result: Result<PaymentIntent, Failure>,
    ) -> Order {
        let intent = match result {
            Ok(intent) => intent,
            Err(Failure::Refused {
                code: ErrorCode::ResourceMissing,
                message,
            }) => {
                return self.unknown(message);
            }
            Err(_) => return self.wait_more(),
        };
        match (&intent.status, says) {
            // Still deciding; the deadline of the wait ends this too.
            (IntentStatus::Processing, _) => self.wait_more(),
            (IntentStatus::RequiresPaymentMethod, says) => match says {
                // After "succeeded" the PaymentIntent may lag behind for a moment.
                ReaderSays::InProgress | ReaderSays::Nothing | ReaderSays::Succeeded => {
                    self.wait_more()
                }
                ReaderSays::Failed { code, message } => {
                    let error = intent.last_payment_error.unwrap_or_default();
                    let code = error.decline_code.or(code).or(error.code);
                    let message = message.or(error.message);
                    self.declined(
                        code.as_deref().unwrap_or("failed"),
                        message.as_deref().unwrap_or("the card was not accepted"),
                    )
                }
                ReaderSays::Gone => self.declined(
                    "reader_action_gone",
                    "the payment was taken off the reader; nothing was charged",
                ),
            },
            (
                IntentStatus::RequiresCapture
                | IntentStatus::Succeeded
                | IntentStatus::Canceled
                | IntentStatus::RequiresConfirmation
                | IntentStatus::RequiresAction
                | IntentStatus::Unknown(_),
                _,
            ) => self.on_intent(&intent),
        }
    }
}
