//! Sales tax and VAT: what a tax rule is asked, what it answers, and the built-in rule.
//!
//! A rule is either a plugin or a [`Profile`]: the dated, cited data of one place, which [`assess()`] applies.
//! Either way the answer is only data: it is checked ([`TaxAnswer::checked`]), recorded in the journal and
//! never asked for again when the journal is replayed. Nothing here knows a rate: rates stand in
//! `config/taxes/*.toml`, which are data to be reviewed by the shop's accountant and not advice.

mod answer;
mod assess;
mod class;
mod exemption;
mod profile;
mod query;
mod refusal;
mod share;

#[cfg(test)]
mod tests;

pub use answer::{COMPONENTS_MAX, TaxAnswer, TaxAssessment, TaxComponent, percent};
pub use assess::assess;
pub use class::{TaxClass, UnknownTaxClass};
pub use exemption::Exemption;
pub use profile::{
    CorePolicy, JURISDICTIONS_MAX, Jurisdiction, Profile, ProfileFault, RoundingBasis,
};
pub use query::{TaxLine, TaxQuery};
pub use refusal::TaxRefusal;
