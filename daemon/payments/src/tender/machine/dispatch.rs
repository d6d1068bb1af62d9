//! Handing the PaymentIntent to the reader, and what to think when the reader's answer is in doubt.

use super::{Failure, Machine, Next, Order, Stage, foreign};
use crate::client::{ErrorCode, IntentStatus, PaymentIntent, Reader};
use crate::tender::types::Progress;

/// Why it is not certain that the reader has, or has not, got the payment.
#[derive(Debug, Clone)]
pub(super) enum Doubt {
    /// The reader did not acknowledge; Stripe's documents call this a possible false negative.
    Timeout,
    /// The reader was busy, maybe with this very payment.
    Busy { message: String },
    /// The PaymentIntent is not open: it may be authorised already.
    State { message: String },
    /// No answer, or a server error.
    Unclear { reason: String },
}

impl Machine<'_> {
    /// A new attempt, with a new number and so a new key.
    pub(super) fn dispatch(&mut self) -> Order {
        let Some(intent) = self.intent.clone() else {
            return self.unknown("the payment's id is not known".to_owned());
        };
        if self.dispatches >= self.limits.dispatches {
            let message = "the reader does not answer";
            return self.declined(ErrorCode::ReaderTimeout.as_str(), message);
        }
        self.dispatches += 1;
        self.attempt += 1;
        self.record(
            Progress::Dispatching {
                intent,
                attempt: self.attempt,
            },
            Next::Process,
        )
    }

    pub(super) fn process(&mut self) -> Order {
        match &self.intent {
            Some(intent) => {
                let order = Order::Process {
                    intent: intent.clone(),
                    attempt: self.attempt,
                };
                self.go(Stage::Processing, order)
            }
            None => self.unknown("the payment's id is not known".to_owned()),
        }
    }

    pub(super) fn processed(&mut self, result: Result<Reader, Failure>) -> Order {
        let doubt = match result {
            Ok(_) => return self.waiting(),
            Err(Failure::NotSent { reason }) => return self.declined("no_connection", &reason),
            Err(Failure::Unclear { reason, .. }) => Doubt::Unclear { reason },
            Err(Failure::Refused { code, message }) => match code {
                ErrorCode::ReaderTimeout => Doubt::Timeout,
                ErrorCode::ReaderBusy => Doubt::Busy { message },
                ErrorCode::IntentInvalidState | ErrorCode::IntentUnexpectedState => {
                    return self.read_intent(Stage::DoubtIntent(Doubt::State { message }));
                }
                ErrorCode::ReaderOffline
                | ErrorCode::ReaderHardwareFault
                | ErrorCode::ResourceMissing
                | ErrorCode::RateLimit
                | ErrorCode::LockTimeout
                | ErrorCode::None
                | ErrorCode::Other(_) => return self.declined(code.as_str(), &message),
            },
        };
        self.go(Stage::DoubtReader(doubt), Order::ReadReader)
    }

    pub(super) fn doubt_reader(&mut self, doubt: Doubt, result: Result<Reader, Failure>) -> Order {
        let doubt = match (&result, doubt) {
            (Ok(reader), _) if self.is_waiting_on(reader) => return self.waiting(),
            (Ok(reader), Doubt::Timeout) => match foreign(reader, self.intent.as_deref()) {
                Some(_) => Doubt::Busy {
                    message: "the reader is taking another payment".to_owned(),
                },
                None => Doubt::Timeout,
            },
            (Ok(_), doubt) => doubt,
            // Nobody can say whether the reader waits for this payment.
            (Err(failure), _) => Doubt::Unclear {
                reason: failure.reason(),
            },
        };
        self.read_intent(Stage::DoubtIntent(doubt))
    }

    pub(super) fn doubt_intent(
        &mut self,
        doubt: Doubt,
        result: Result<PaymentIntent, Failure>,
    ) -> Order {
        let intent = match result {
            Ok(intent) => intent,
            Err(failure) => return self.unknown(failure.reason()),
        };
        if intent.status != IntentStatus::RequiresPaymentMethod {
            self.since = self.now;
            return self.on_intent(&intent);
        }
        match doubt {
            _ if self.cancel_wanted => self.start_cancel(),
            Doubt::Timeout => self.dispatch(),
            Doubt::Busy { message } => self.declined(ErrorCode::ReaderBusy.as_str(), &message),
            Doubt::State { message } => self.unknown(message),
            Doubt::Unclear { reason } => self.unknown(reason),
        }
    }
}
