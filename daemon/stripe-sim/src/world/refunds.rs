//! Refunds of captured payments; they succeed at once here (real ones may fail days later).

use serde_json::Value;

use super::state::{IntentStatus, Refund, World};
use super::{Ctx, Problem, intents, render};

impl World {
    pub(super) fn create_refund(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        let by_charge = ctx.text("charge").and_then(|charge| {
            let mut all = self.intents.values();
            all.find(|intent| intent.charges.iter().any(|one| one.id == charge))
        });
        let by_charge = by_charge.map(|intent| intent.id.clone());
        let id = ctx
            .text("payment_intent")
            .map(ToOwned::to_owned)
            .or(by_charge)
            .ok_or_else(|| {
                Problem::invalid(
                    "",
                    "One of the following params should be provided: payment_intent, charge.",
                )
            })?;
        let refund_id = self.new_id("re");
        let intent = self
            .intents
            .get_mut(&id)
            .ok_or_else(|| intents::missing(&id))?;
        let captured = intent.status == IntentStatus::Succeeded;
        let Some(charge) = intent.charges.last_mut().filter(|_| captured) else {
            let message =
                format!("This PaymentIntent ({id}) does not have a successful charge to refund.");
            return Err(Problem::invalid("payment_intent_unexpected_state", message));
        };
        let left = charge.amount_captured - charge.amount_refunded;
        if left == 0 {
            let message = format!("Charge {} has already been refunded.", charge.id);
            return Err(Problem::invalid("charge_already_refunded", message));
        }
        let amount = ctx.params["amount"].as_i64().unwrap_or(left);
        if amount < 1 || amount > left {
            let message = format!(
                "Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
            );
            return Err(Problem::invalid("", message).with_param("amount"));
        }
        charge.amount_refunded += amount;
        let refund = Refund {
            id: refund_id,
            charge: charge.id.clone(),
            intent: id,
            amount,
            currency: intent.currency.clone(),
            created_s: ctx.now_s(),
            reason: ctx.text("reason").map(ToOwned::to_owned),
            metadata: ctx.metadata(),
        };
        let body = render::refund(&refund);
        self.refunds.insert(refund.id.clone(), refund);
        Ok(body)
    }
}
