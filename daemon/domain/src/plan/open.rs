//! Drawing a plan up.

use jiff::civil::Date;

use super::{Plan, PlanEvent, PlanRefusal, PlanRules, PlanState, Rhythm, schedule};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::CustomerId;
use crate::money::{Money, MoneyError, RoundingPolicy, to_money};
use crate::people::has_role;

/// What was agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanDraft {
    /// Who pays; they are on file and were not merged away.
    pub customer: CustomerId,
    /// What is bought costs this, with tax.
    pub price: Money,
    /// What is paid at once.
    pub down_payment: Money,
    /// What the credit costs; often nothing.
    pub charge: Money,
    /// How many installments.
    pub installments: u16,
    /// How often one is due.
    pub rhythm: Rhythm,
    /// When the first one is due.
    pub first_due: Date,
}

/// Draws a plan up. Nothing is owed before a ticket is charged to it.
///
/// # Errors
/// [`PlanRefusal`].
pub fn open(draft: &PlanDraft, rules: PlanRules, ctx: &Ctx) -> Result<Vec<Event>, PlanRefusal> {
    if !has_role(rules.open_role, ctx) {
        return Err(PlanRefusal::NeedsRole(rules.open_role));
    }
    let currency = ctx.shop.currency;
    for (field, amount) in [
        ("the price", draft.price),
        ("the down payment", draft.down_payment),
        ("the charge", draft.charge),
    ] {
        if amount.currency() != currency {
            return Err(PlanRefusal::ForeignCurrency);
        }
        if amount.is_negative() {
            return Err(PlanRefusal::Negative(field));
        }
    }
    if draft.first_due < ctx.today {
        return Err(PlanRefusal::FirstDuePast);
    }
    let financed = draft.price.minus(draft.down_payment)?;
    if financed.minor() <= 0 {
        return Err(PlanRefusal::NothingToFinance {
            down: draft.down_payment,
            price: draft.price,
        });
    }
    let share = rules.down_payment_min.decimal();
    let least = draft
        .price
        .to_decimal()
        .checked_mul(share)
        .ok_or(MoneyError::Overflow)?;
    let least = to_money(least, currency, RoundingPolicy::HalfUp)?;
    if draft.down_payment < least {
        return Err(PlanRefusal::DownPaymentTooSmall {
            down: draft.down_payment,
            least,
        });
    }
    let installments = schedule(
        financed,
        draft.charge,
        draft.installments,
        draft.rhythm,
        draft.first_due,
    )?;
    let plan = Plan {
        id: ctx.ids.take(),
        customer: draft.customer,
        price: draft.price,
        down_payment: draft.down_payment,
        charge: draft.charge,
        rhythm: draft.rhythm,
        installments,
        state: PlanState::Draft,
        ticket: None,
        has_payments: false,
    };
    Ok(vec![Event::Plan(
        plan.id,
        PlanEvent::Drafted(Box::new(plan)),
    )])
}
