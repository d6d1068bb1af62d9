//! Firms that sell to the shop, and what each asks for which part.
//!
//! A supplier is a small thing of its own. What it asks for a part is another ([`SupplierPart`]), because a price file
//! has a hundred thousand of them and nothing may have to fold them all to place one order.

mod firm;
mod part;

pub use firm::{Supplier, SupplierDraft, SupplierEvent, SupplierOrder, decide, open};
pub use part::{SupplierPart, SupplierPartDraft, SupplierPartEvent, decide_part, open_part};

use crate::ctx::Ctx;
use crate::people::Role;
use crate::refusal::Refusal;

/// Why an order about a supplier was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SupplierRefusal {
    /// A text broke its bounds.
    #[error(transparent)]
    Text(Box<Refusal>),
    /// A term in days is longer than two years.
    #[error("{field} may be at most {max} days")]
    TooManyDays {
        /// Which field.
        field: &'static str,
        /// The most it may be.
        max: u16,
    },
    /// The minimum order is below zero.
    #[error("the minimum order must not be below zero")]
    MinimumNegative,
    /// The minimum order is in another currency than the supplier's.
    #[error("the minimum order is not in the supplier's currency")]
    MinimumCurrency,
    /// A pack holds more than nothing.
    #[error("the pack size must be more than zero")]
    PackSizeNotPositive,
    /// The supplier was retired.
    #[error("the supplier is retired")]
    Retired,
    /// The supplier is in use.
    #[error("the supplier is not retired")]
    NotRetired,
    /// Somebody with more rights must do this.
    #[error("{act} needs the role {needed:?}")]
    RoleNeeded {
        /// What was asked for.
        act: &'static str,
        /// Who may.
        needed: Role,
    },
}

impl From<Refusal> for SupplierRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Text(Box::new(refusal))
    }
}

fn may_keep_suppliers(ctx: &Ctx) -> Result<(), SupplierRefusal> {
    let approver = ctx.approver.as_ref().map(|approver| approver.role);
    let needed = Role::Advisor;
    if Some(ctx.role).max(approver) < Some(needed) {
        let act = "keeping suppliers";
        return Err(SupplierRefusal::RoleNeeded { act, needed });
    }
    Ok(())
}
