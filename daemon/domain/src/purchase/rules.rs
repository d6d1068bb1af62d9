//! What a shop sets for its purchases.

use crate::ctx::Ctx;
use crate::money::Rate;
use crate::people::Role;

use super::PurchaseRefusal;

/// Who begins drafts of what runs low.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reordering {
    /// The daemon, as soon as something runs low; a person looks each draft over and sends it.
    Automatic,
    /// A person who asks for them.
    ByHand,
}

/// What is asked of a ticket's bought parts before it is invoiced: each was billed on it, put on the shelf or sent back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reconciling {
    /// Nothing.
    Off,
    /// The ticket is invoiced all the same, and its story says what was left.
    Warn,
    /// The ticket is not invoiced until all is accounted for, unless a manager stands in.
    Block,
}

/// Settings of purchases and of returns to suppliers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PurchaseRules {
    /// Who may order, acknowledge, cancel and enter invoices.
    pub order_role: Role,
    /// Who may count deliveries in, note arrivals and hand goods on.
    pub receive_role: Role,
    /// Who may take more than was ordered.
    pub over_receipt_role: Role,
    /// Who may accept what does not agree: differences beyond tolerance, short credits, goods never invoiced; and who may
    /// waive a restocking fee.
    pub accept_role: Role,
    /// The largest difference on an invoice that passes by itself, in minor units.
    pub tolerance_minor: i64,
    /// The largest share of what was expected that a price or core deposit may differ by and pass by itself. Both limits
    /// must hold.
    pub tolerance_rate: Rate,
    /// The share of the selling price kept when a customer cancels a special order that has come.
    pub restocking_rate: Rate,
    /// After how many days a special order that lies here counts as uncollected.
    pub uncollected_days: u16,
    /// Who begins drafts of what runs low.
    pub reordering: Reordering,
    /// What is asked of a ticket's bought parts before it is invoiced.
    pub reconciling: Reconciling,
}

impl PurchaseRules {
    /// Rules that let an advisor order, pass differences up to one unit of money and 2 %, and keep no restocking fee.
    #[must_use]
    pub fn usual() -> Self {
        let two_percent = Rate::try_new(rust_decimal::Decimal::new(2, 2));
        let none = Rate::try_new(rust_decimal::Decimal::ZERO);
        #[expect(clippy::expect_used, reason = "both lie between 0 and 1")]
        let (tolerance_rate, restocking_rate) =
            (two_percent.expect("a rate"), none.expect("a rate"));
        Self {
            order_role: Role::Advisor,
            receive_role: Role::Technician,
            over_receipt_role: Role::Manager,
            accept_role: Role::Manager,
            tolerance_minor: 100,
            tolerance_rate,
            restocking_rate,
            uncollected_days: 30,
            reordering: Reordering::Automatic,
            reconciling: Reconciling::Block,
        }
    }
}

/// Checks that the person, or who stands in for them, may do this.
pub(super) fn must_be(needed: Role, act: &'static str, ctx: &Ctx) -> Result<(), PurchaseRefusal> {
    let role = ctx
        .approver
        .as_ref()
        .map_or(ctx.role, |approver| ctx.role.max(approver.role));
    if role < needed {
        return Err(PurchaseRefusal::RoleNeeded { act, needed });
    }
    Ok(())
}
