//! The simulated reader: one action slot, a customer with a card, an issuer that approves or declines.
//!
//! Source: docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven and the test
//! helpers of the same documentation. A payment that nobody has presented a card for may be replaced by another one;
//! while the issuer is asked the reader answers every command with `terminal_reader_busy`.

use std::collections::VecDeque;

use serde_json::Value;

use super::state::{
    Action, ActionStatus, Authorizing, Card, Charge, Decline, Intent, IntentStatus, PendingFault,
    Reader, World,
};
use super::{Ctx, Fault, Problem, cards, intents, render};

impl World {
    pub(super) fn create_reader(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let code = ctx.text("registration_code").unwrap_or_default();
        let device_type = match code {
            "simulated-wpe" => "simulated_wisepos_e",
            "simulated-s700" => "simulated_stripe_s700",
            _ => {
                let message = "No reader was found with the registration code you provided.";
                return Err(Problem::invalid("", message).with_param("registration_code"));
            }
        };
        let location = ctx.text("location").map(ToOwned::to_owned);
        if let Some(id) = &location
            && !self.locations.contains_key(id)
        {
            return Err(Problem::missing_object("location", id, "location"));
        }
        let id = self.new_id("tmr");
        let reader = Reader {
            label: ctx.text("label").unwrap_or(code).to_owned(),
            sequence: self.last_id,
            device_type: device_type.to_owned(),
            serial_number: id.clone(),
            location,
            metadata: ctx.metadata(),
            last_seen_ms: ctx.now_ms,
            action: None,
            next_cards: VecDeque::new(),
            id: id.clone(),
        };
        let body = render::reader(&reader);
        self.readers.insert(id, reader);
        Ok(body)
    }

    pub(super) fn list_readers(&self, ctx: &Ctx<'_>) -> Value {
        let wanted = |field: &str, value: &str| ctx.text(field).is_none_or(|text| text == value);
        let mut found: Vec<&Reader> = self.readers.values().collect();
        found.retain(|reader| {
            wanted("device_type", &reader.device_type)
                && wanted("location", reader.location.as_deref().unwrap_or_default())
                && wanted("serial_number", &reader.serial_number)
                && wanted("status", "online")
        });
        found.sort_by_key(|reader| std::cmp::Reverse(reader.sequence));
        render::list(
            found.into_iter().map(render::reader).collect(),
            ctx,
            "/v1/terminal/readers",
        )
    }

    pub(super) fn get_reader(&self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let id = ctx.id("reader");
        self.readers
            .get(id)
            .map(render::reader)
            .ok_or_else(|| missing(id))
    }

    pub(super) fn process_intent(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let reader = self.idle_reader(ctx)?;
        let reader_id = reader.id.clone();
        let id = ctx.text("payment_intent").unwrap_or_default();
        let intent = self.intents.get(id).ok_or_else(|| intents::missing(id))?;
        if intent.status != IntentStatus::RequiresPaymentMethod {
            let message = format!(
                "The PaymentIntent must be in the requires_payment_method state to be processed; it is in {}.",
                intent.status.name()
            );
            return Err(Problem::invalid("intent_invalid_state", message));
        }
        if !intent
            .payment_method_types
            .iter()
            .any(|kind| kind == "card_present")
        {
            let message =
                "The PaymentIntent must have card_present among its payment_method_types.";
            return Err(Problem::invalid("", message).with_param("payment_intent"));
        }
        if ctx.fault == Some(Fault::ReaderUnreached) {
            return Err(timeout());
        }
        let action = Action {
            intent: id.to_owned(),
            status: ActionStatus::InProgress,
            started_ms: ctx.now_ms,
            authorizing: None,
            failure: None,
            card_failure: false,
            stuck: false,
            fault: match ctx.fault {
                Some(Fault::ActionStuck) => Some(PendingFault::ActionStuck),
                Some(Fault::ConnectionError) => Some(PendingFault::ConnectionError),
                _ => None,
            },
        };
        let reader = self
            .readers
            .get_mut(&reader_id)
            .ok_or_else(|| missing(&reader_id))?;
        reader.action = Some(action);
        if ctx.fault == Some(Fault::ReaderAckLost) {
            return Err(timeout());
        }
        Ok(render::reader(reader))
    }

    pub(super) fn cancel_action(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let reader = self.idle_reader(ctx)?;
        reader.action = None;
        Ok(render::reader(reader))
    }

    pub(super) fn present(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let number = ctx.params["card_present"]["number"].as_str();
        let number = number.or_else(|| ctx.params["card"]["number"].as_str());
        let card =
            Card::from_test_number(number.unwrap_or("4242424242424242")).ok_or_else(|| {
                Problem::invalid("", "Only Stripe's test cards can be presented.")
                    .with_param("number")
            })?;
        let id = ctx.id("reader").to_owned();
        self.tap(&id, card, ctx.now_ms)?;
        self.get_reader(ctx)
    }

    /// Holds a card to the reader; false when it does not wait for one.
    pub fn hold_card(&mut self, reader: &str, card: Card, now_ms: i64) -> bool {
        self.tap(reader, card, now_ms).is_ok()
    }

    /// Puts cards into the hands of the reader's next customers.
    pub fn queue_cards(&mut self, reader: &str, cards: impl IntoIterator<Item = Card>) {
        if let Some(reader) = self.readers.get_mut(reader) {
            reader.next_cards.extend(cards);
        }
    }

    /// Lets readers and customers catch up with the clock.
    pub fn advance(&mut self, now_ms: i64) {
        let auto_ms = self.rules.auto_present_ms;
        let due: Vec<String> = self
            .readers
            .values()
            .filter(|reader| {
                auto_ms.is_some_and(|wait| {
                    reader
                        .waiting()
                        .is_some_and(|action| now_ms - action.started_ms >= wait)
                })
            })
            .map(|reader| reader.id.clone())
            .collect();
        for id in due {
            let card = self
                .readers
                .get_mut(&id)
                .and_then(|reader| reader.next_cards.pop_front());
            // The reader is waiting, so the tap cannot be refused.
            let _ = self.tap(&id, card.unwrap_or_else(Card::approving), now_ms);
        }
        self.settle(now_ms);
    }

    /// The tap that lands just before the call: on the reader of the call, or on the one holding its PaymentIntent.
    pub(super) fn tap_for(&mut self, ctx: &Ctx<'_>) {
        let holds = |reader: &&Reader| {
            reader.id == ctx.id("reader")
                || reader
                    .action
                    .as_ref()
                    .is_some_and(|action| action.intent == ctx.id("intent"))
        };
        if let Some(id) = self
            .readers
            .values()
            .find(holds)
            .map(|reader| reader.id.clone())
        {
            let _ = self.tap(&id, Card::approving(), ctx.now_ms);
            self.settle(ctx.now_ms);
        }
    }

    /// The card is read: from now on the issuer is being asked.
    fn tap(&mut self, reader: &str, card: Card, now_ms: i64) -> Result<(), Problem> {
        let until_ms = now_ms + self.rules.authorize_ms;
        let reader = self
            .readers
            .get_mut(reader)
            .ok_or_else(|| missing(reader))?;
        reader.last_seen_ms = now_ms;
        let waiting = reader.action.as_mut().filter(|action| action.is_waiting());
        let Some(action) = waiting else {
            return Err(Problem::invalid(
                "",
                "The reader is not waiting for a payment method.",
            ));
        };
        action.authorizing = Some(Authorizing { until_ms, card });
        if let Some(intent) = self.intents.get_mut(&action.intent)
            && intent.status == IntentStatus::RequiresPaymentMethod
        {
            intent.status = IntentStatus::Processing;
        }
        self.settle(now_ms);
        Ok(())
    }

    /// Finishes the authorisations whose time is over.
    fn settle(&mut self, now_ms: i64) {
        let decline_by_amount = self.rules.decline_by_amount;
        for reader in self.readers.values_mut() {
            let Some(action) = &mut reader.action else {
                continue;
            };
            let Some(authorizing) = action.authorizing.take_if(|one| one.until_ms <= now_ms) else {
                continue;
            };
            let Some(intent) = self.intents.get_mut(&action.intent) else {
                continue;
            };
            if intent.status != IntentStatus::Processing {
                action.fail("intent_invalid_state", "The PaymentIntent was canceled.");
                continue;
            }
            self.last_id += 1;
            let charge_id = format!("ch_sim{:012}", self.last_id);
            let by_amount =
                || cards::decline_by_amount(intent.amount).filter(|_| decline_by_amount);
            let decline = authorizing.card.decline.clone().or_else(by_amount);
            intent.authorize(
                charge_id,
                authorizing.card,
                &reader.id,
                decline.clone(),
                now_ms,
            );
            action.finish(decline);
        }
    }

    fn idle_reader(&mut self, ctx: &Ctx<'_>) -> Result<&mut Reader, Problem> {
        let id = ctx.id("reader");
        let reader = self.readers.get_mut(id).ok_or_else(|| missing(id))?;
        if ctx.fault == Some(Fault::ReaderOffline) {
            let message = "Reader is currently offline, please ensure the reader is powered on and connected to the \
                           internet before retrying your request.";
            return Err(Problem::invalid("terminal_reader_offline", message));
        }
        let authorizing = reader
            .action
            .as_ref()
            .is_some_and(|action| action.authorizing.is_some());
        if authorizing || ctx.fault == Some(Fault::ReaderBusy) {
            let message = "Reader is currently busy processing another request, please reference the integration \
                           guide at https://stripe.com/docs/terminal for details.";
            return Err(Problem::invalid("terminal_reader_busy", message));
        }
        Ok(reader)
    }
}

impl Reader {
    fn waiting(&self) -> Option<&Action> {
        self.action.as_ref().filter(|action| action.is_waiting())
    }
}

impl Action {
    fn is_waiting(&self) -> bool {
        // An action that got stuck still says "in progress", but its customer has gone.
        self.status == ActionStatus::InProgress && self.authorizing.is_none() && !self.stuck
    }

    fn fail(&mut self, code: &str, message: &str) {
        self.status = ActionStatus::Failed;
        self.failure = Some(Decline {
            code: code.to_owned(),
            decline_code: None,
            message: message.to_owned(),
        });
    }

    fn finish(&mut self, decline: Option<Decline>) {
        match (self.fault, decline) {
            (Some(PendingFault::ActionStuck), _) => self.stuck = true,
            (Some(PendingFault::ConnectionError), _) => {
                self.fail("connection_error", "The reader could not reach Stripe.");
            }
            (None, None) => self.status = ActionStatus::Succeeded,
            (None, Some(decline)) => {
                self.status = ActionStatus::Failed;
                self.failure = Some(decline);
                self.card_failure = true;
            }
        }
    }
}

impl Intent {
    fn authorize(
        &mut self,
        charge: String,
        card: Card,
        reader: &str,
        decline: Option<Decline>,
        now_ms: i64,
    ) {
        let captured = decline.is_none() && !self.manual_capture;
        self.charges.push(Charge {
            id: charge,
            created_s: now_ms / 1000,
            card,
            reader: reader.to_owned(),
            decline: decline.clone(),
            captured,
            amount_captured: if captured { self.amount } else { 0 },
            amount_refunded: 0,
        });
        self.status = match (&decline, self.manual_capture) {
            (Some(_), _) => IntentStatus::RequiresPaymentMethod,
            (None, true) => IntentStatus::RequiresCapture,
            (None, false) => IntentStatus::Succeeded,
        };
        match self.status {
            IntentStatus::RequiresCapture => self.amount_capturable = self.amount,
            IntentStatus::Succeeded => self.amount_received = self.amount,
            IntentStatus::RequiresPaymentMethod
            | IntentStatus::Processing
            | IntentStatus::Canceled => {}
        }
        self.last_decline = decline;
    }
}

fn missing(id: &str) -> Problem {
    Problem::missing_object("reader", id, "reader")
}

fn timeout() -> Problem {
    let message = "There was a timeout when sending this command to the reader.";
    Problem::invalid("terminal_reader_timeout", message)
}
