//! Fees and shop supplies: what comes onto a ticket beside what was sold.
//!
//! [`assess_charges`] works them out from the lines after discounts, before tax. Mandated fees carry the law they come
//! from and stand on their own line; the shop's own fees and its supplies do not hide behind them. Lines that a
//! warranty or the shop itself pays for are not handed in.

mod assess;
mod refusal;
mod rules;
#[cfg(test)]
mod tests;

pub use assess::{Charge, ChargeKind, ChargeLine, assess_charges};
pub use refusal::ChargeRefusal;
pub use rules::{
    CHARGE_RULES_MAX, CODE_LEN_MAX, ChargeClass, ChargeRules, FLORIDA_SUPPLIES_SENTENCE, FeeBasis,
    FeeKind, FeeRule, STATUTORY_LEN_MAX, SuppliesPer, SuppliesRule, Trigger,
};
