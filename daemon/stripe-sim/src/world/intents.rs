//! PaymentIntents: create, read, capture, cancel. The states are those of docs.stripe.com/payments/paymentintents/lifecycle.

use serde_json::{Value, json};

use super::state::{Intent, IntentStatus, World};
use super::{Ctx, Problem, render};

/// Eight digits, docs.stripe.com/currencies.
const AMOUNT_MAX: i64 = 99_999_999;
/// The US minimum; other currencies have others (DIVERGENCES.md).
const AMOUNT_MIN: i64 = 50;

impl World {
    pub(super) fn create_intent(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let amount = ctx.params["amount"].as_i64().unwrap_or_default();
        if amount < AMOUNT_MIN {
            return Err(
                Problem::invalid("amount_too_small", "Amount must be at least $0.50 usd")
                    .with_param("amount"),
            );
        }
        if amount > AMOUNT_MAX {
            return Err(Problem::invalid(
                "amount_too_large",
                "Amount must be no more than $999,999.99",
            )
            .with_param("amount"));
        }
        let types = ctx.params["payment_method_types"]
            .as_array()
            .into_iter()
            .flatten();
        let types: Vec<String> = types
            .filter_map(|kind| kind.as_str().map(ToOwned::to_owned))
            .collect();
        let id = self.new_id("pi");
        let intent = Intent {
            status: IntentStatus::RequiresPaymentMethod,
            amount,
            amount_capturable: 0,
            amount_received: 0,
            currency: ctx.text("currency").unwrap_or_default().to_lowercase(),
            metadata: ctx.metadata(),
            sequence: self.last_id,
            created_s: ctx.now_s(),
            canceled_s: None,
            cancellation_reason: None,
            manual_capture: ctx.text("capture_method") == Some("manual"),
            description: ctx.text("description").map(ToOwned::to_owned),
            payment_method_types: if types.is_empty() {
                vec!["card".to_owned()]
            } else {
                types
            },
            last_decline: None,
            charges: Vec::new(),
            id: id.clone(),
        };
        let body = render::intent(&intent, ctx.expands("latest_charge"));
        self.intents.insert(id, intent);
        Ok(body)
    }

    pub(super) fn get_intent(&self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let id = ctx.id("intent");
        let intent = self.intents.get(id).ok_or_else(|| missing(id))?;
        Ok(render::intent(intent, ctx.expands("latest_charge")))
    }

    pub(super) fn list_intents(&self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let created = &ctx.params["created"];
        let bound = |name: &str| created[name].as_i64();
        let fits = |intent: &&Intent| {
            let at = intent.created_s;
            created.as_i64().is_none_or(|exact| at == exact)
                && bound("gte").is_none_or(|limit| at >= limit)
                && bound("gt").is_none_or(|limit| at > limit)
                && bound("lte").is_none_or(|limit| at <= limit)
                && bound("lt").is_none_or(|limit| at < limit)
        };
        let mut found: Vec<&Intent> = self.intents.values().filter(fits).collect();
        found.sort_by_key(|intent| std::cmp::Reverse(intent.sequence));
        if let Some(after) = ctx.text("starting_after") {
            let cursor = self
                .intents
                .get(after)
                .ok_or_else(|| missing(after))?
                .sequence;
            found.retain(|intent| intent.sequence < cursor);
        }
        let found = found
            .into_iter()
            .map(|intent| render::intent(intent, false))
            .collect();
        Ok(render::list(found, ctx, "/v1/payment_intents"))
    }

    pub(super) fn capture_intent(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let id = ctx.id("intent");
        let intent = self.intents.get_mut(id).ok_or_else(|| missing(id))?;
        if intent.status != IntentStatus::RequiresCapture {
            return Err(unexpected_state(intent, "captured", "requires_capture"));
        }
        let amount = ctx.params["amount_to_capture"]
            .as_i64()
            .unwrap_or(intent.amount_capturable);
        if amount < 1 || amount > intent.amount_capturable {
            let message = format!(
                "The payment could not be captured because the requested capture amount is greater than the amount \
                 you can capture for this charge. The maximum capturable amount for this charge is {}.",
                intent.amount_capturable
            );
            return Err(
                Problem::invalid("amount_too_large", message).with_param("amount_to_capture")
            );
        }
        intent.status = IntentStatus::Succeeded;
        intent.amount_received = amount;
        intent.amount_capturable = 0;
        if let Some(charge) = intent.charges.last_mut() {
            charge.captured = true;
            charge.amount_captured = amount;
        }
        Ok(render::intent(intent, ctx.expands("latest_charge")))
    }

    pub(super) fn cancel_intent(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let id = ctx.id("intent");
        let intent = self.intents.get_mut(id).ok_or_else(|| missing(id))?;
        match intent.status {
            IntentStatus::RequiresPaymentMethod | IntentStatus::RequiresCapture => {}
            IntentStatus::Processing | IntentStatus::Succeeded | IntentStatus::Canceled => {
                let wanted = "requires_payment_method, requires_capture, requires_reauthorization, \
                              requires_confirmation, requires_action, processing";
                return Err(unexpected_state(intent, "canceled", wanted));
            }
        }
        if intent.status == IntentStatus::RequiresCapture
            && let Some(charge) = intent.charges.last_mut()
        {
            charge.amount_refunded = intent.amount_capturable;
        }
        intent.status = IntentStatus::Canceled;
        intent.amount_capturable = 0;
        intent.canceled_s = Some(ctx.now_s());
        intent.cancellation_reason = ctx.text("cancellation_reason").map(ToOwned::to_owned);
        Ok(render::intent(intent, ctx.expands("latest_charge")))
    }

    /// All PaymentIntents with what an auditor needs; not part of Stripe's API.
    #[must_use]
    pub fn audit(&self) -> Value {
        let intents = self.intents.values().map(|intent| {
            json!({
                "id": intent.id, "status": intent.status.name(), "amount": intent.amount,
                "amount_received": intent.amount_received, "amount_capturable": intent.amount_capturable,
                "currency": intent.currency, "metadata": intent.metadata, "charges": intent.charges.len(),
                "amount_refunded": intent.charges.iter().map(|charge| charge.amount_refunded).sum::<i64>(),
            })
        });
        let readers = self.readers.values().map(render::reader);
        json!({ "payment_intents": intents.collect::<Vec<_>>(), "readers": readers.collect::<Vec<_>>() })
    }
}

pub(super) fn missing(id: &str) -> Problem {
    Problem::missing_object("payment_intent", id, "intent")
}

fn unexpected_state(intent: &Intent, verb: &str, wanted: &str) -> Problem {
    let message = format!(
        "This PaymentIntent could not be {verb} because it has a status of {}. Only a PaymentIntent with one of the \
         following statuses may be {verb}: {wanted}.",
        intent.status.name()
    );
    Problem::invalid("payment_intent_unexpected_state", message)
}
