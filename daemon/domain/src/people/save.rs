//! Saving a customer: anyone at the counter may, but for what is worth money.

use super::refusal::need_role;
use super::{Customer, CustomerFile, CustomerRefusal, CustomerRules};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::pricing::PriceLevel;

/// Checks a customer and makes the event that they were saved. The hold of their account is not changed by it.
///
/// # Errors
/// [`CustomerRefusal::Field`] with the field at fault; [`CustomerRefusal::NeedsRole`] when terms, price level or tax
/// certificate changed and nobody present may change them; [`CustomerRefusal::MergedAway`].
pub fn save(
    before: Option<&CustomerFile>,
    draft: Customer,
    rules: CustomerRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    let mut after = draft.checked()?;
    let mut before_terms = None;
    let mut before_level = PriceLevel::Retail;
    let mut before_exemption = None;
    if let Some(file) = before {
        file.lives()?;
        before_terms = file.saved.account.as_ref();
        before_level = file.saved.price_level;
        before_exemption = file.saved.exemption.as_ref();
    }
    if let Some(terms) = &mut after.account {
        let limit = terms.limit.map(crate::money::Money::currency);
        if limit.is_some_and(|currency| currency != ctx.shop.currency) {
            return Err(CustomerRefusal::ForeignCurrency);
        }
        terms.hold = before_terms.and_then(|before| before.hold.clone());
    }
    if after.account.as_ref() != before_terms || after.price_level != before_level {
        need_role(rules.terms_role, ctx)?;
    }
    if after.exemption.as_ref() != before_exemption {
        need_role(rules.exemption_role, ctx)?;
    }
    Ok(vec![after.saved()])
}
