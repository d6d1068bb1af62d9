//! From a held amount to a paid one. Nothing is captured or called paid that is not exactly what the tender asks for.

use super::{Failure, Machine, Next, Order, Stage};
use crate::client::{Expandable, IntentStatus, PaymentIntent};
use crate::tender::types::{CardSummary, Progress};

impl Machine<'_> {
    /// The amount is held.
    pub(super) fn held(&mut self, intent: &PaymentIntent) -> Order {
        if let Err(reason) = self.verify(intent) {
            return self.unknown(reason);
        }
        if intent.amount_capturable != self.tender.amount_minor {
            let held = intent.amount_capturable;
            return self.unknown(format!(
                "{held} is held, the tender asks for {}",
                intent.amount
            ));
        }
        if matches!(self.state, Progress::Capturing { .. }) {
            return self.recorded(Next::Capture);
        }
        let (intent, attempt) = (intent.id.clone(), self.attempt);
        self.record(Progress::Authorized { intent, attempt }, Next::Authorized)
    }

    pub(super) fn capturing(&mut self) -> Order {
        match self.intent.clone() {
            Some(intent) => {
                let attempt = self.attempt;
                self.record(Progress::Capturing { intent, attempt }, Next::Capture)
            }
            None => self.unknown("the payment's id is not known".to_owned()),
        }
    }

    pub(super) fn capture(&mut self, fresh: bool) -> Order {
        match self.intent.clone() {
            Some(intent) => self.go(Stage::Capturing, Order::Capture { intent, fresh }),
            None => self.unknown("the payment's id is not known".to_owned()),
        }
    }

    pub(super) fn capture_done(&mut self, result: Result<PaymentIntent, Failure>) -> Order {
        self.since = self.now;
        match result {
            Ok(intent) => self.paid(&intent),
            // An earlier drive got the server error, waited and recorded "unknown". A PaymentIntent can be captured only once, so
            // one try with a new key is safe.
            Err(Failure::Unclear { replayed: true, .. }) if self.may_use_fresh_key => {
                self.may_use_fresh_key = false;
                self.capture(true)
            }
            Err(_) => self.read_intent(Stage::CaptureCheck),
        }
    }

    /// The capture's answer is no answer: the PaymentIntent tells.
    pub(super) fn capture_check(&mut self, result: Result<PaymentIntent, Failure>) -> Order {
        let is_over = self.now - self.since >= self.limits.settle;
        match result {
            Ok(intent) => match &intent.status {
                IntentStatus::Succeeded => self.paid(&intent),
                IntentStatus::Canceled => self.record(Progress::Canceled, Next::Finish),
                IntentStatus::RequiresCapture | IntentStatus::Processing if !is_over => {
                    self.go(Stage::CapturePause, Order::Sleep(self.limits.settle_poll))
                }
                IntentStatus::RequiresCapture
                | IntentStatus::Processing
                | IntentStatus::RequiresPaymentMethod
                | IntentStatus::RequiresConfirmation
                | IntentStatus::RequiresAction
                | IntentStatus::Unknown(_) => self.unknown(
                    "the amount is held but Stripe did not confirm the capture".to_owned(),
                ),
            },
            Err(failure) if is_over => self.unknown(failure.reason()),
            Err(_) => self.go(Stage::CapturePause, Order::Sleep(self.limits.settle_poll)),
        }
    }

    /// Stripe says it has the money.
    pub(super) fn paid(&mut self, intent: &PaymentIntent) -> Order {
        if intent.status != IntentStatus::Succeeded {
            return self.unknown("Stripe took the capture but the payment is not paid".to_owned());
        }
        if let Err(reason) = self.verify(intent) {
            return self.unknown(reason);
        }
        if intent.amount_received != self.tender.amount_minor {
            let got = intent.amount_received;
            return self.unknown(format!(
                "{got} was captured, the tender asks for {}",
                intent.amount
            ));
        }
        let step = Progress::Captured {
            intent: intent.id.clone(),
            card: card(intent),
        };
        self.record(step, Next::Finish)
    }
}

fn card(intent: &PaymentIntent) -> CardSummary {
    let Some(Expandable::Object(charge)) = &intent.latest_charge else {
        return CardSummary::default();
    };
    let details = charge.payment_method_details.as_ref();
    let card = details.and_then(|one| one.card_present.as_ref().or(one.interac_present.as_ref()));
    let Some(card) = card else {
        return CardSummary::default();
    };
    CardSummary {
        brand: card.brand.clone().unwrap_or_default(),
        last4: card.last4.clone().unwrap_or_default(),
        auth_code: card
            .receipt
            .as_ref()
            .and_then(|receipt| receipt.authorization_code.clone()),
    }
}
