//! What each role may do alone, and when a second person must stand in.
//!
//! A manager enters their own PIN on the same screen and says why; that they stood in is an event of the ticket.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::TicketId;
use crate::people::Role;
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};
use crate::ticket::TicketEvent;

/// What a role may do alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleLimits {
    /// The largest share of a price that may be taken off: 0.1 is 10 %.
    pub discount_max: Decimal,
    /// The largest sum that may be given back at once, in major units; none for any sum.
    pub refund_max: Option<Decimal>,
    /// Whether prices may be set by hand.
    pub change_price: bool,
    /// Whether anything may be sold for less than it cost.
    pub sell_below_cost: bool,
    /// Whether a line may be put on warranty or on the shop itself.
    pub change_pay_type: bool,
    /// Whether goods may be taken back without a receipt.
    pub return_without_receipt: bool,
    /// Whether a sale of today may be undone.
    pub reverse_sale: bool,
    /// Whether the drawer may be opened without a sale.
    pub no_sale: bool,
    /// Whether work may go on beyond what the customer allowed.
    pub exceed_authorization: bool,
    /// Whether an account may go over its limit or be used while on hold.
    pub exceed_account: bool,
}

/// What every role may do alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Limits(BTreeMap<Role, RoleLimits>);

impl Limits {
    /// Sets the limits of roles; the others keep the usual ones.
    #[must_use]
    pub fn with(mut self, limits: impl IntoIterator<Item = (Role, RoleLimits)>) -> Self {
        self.0.extend(limits);
        self
    }

    /// Returns the limits of a role.
    #[must_use]
    pub fn of(&self, role: Role) -> RoleLimits {
        self.0.get(&role).cloned().unwrap_or_else(|| usual(role))
    }
}

/// Returns what a role may do alone when the shop says nothing else.
#[must_use]
pub fn usual(role: Role) -> RoleLimits {
    let (discount, refund) = match role {
        Role::Technician => (0, Some(0)),
        Role::Clerk => (10, Some(100)),
        Role::Advisor => (20, Some(500)),
        Role::Manager | Role::Owner => (100, None),
    };
    let advises = role >= Role::Advisor;
    let manages = role >= Role::Manager;
    RoleLimits {
        discount_max: Decimal::new(discount, 2),
        refund_max: refund.map(Decimal::from),
        change_price: role >= Role::Clerk,
        sell_below_cost: manages,
        change_pay_type: advises,
        return_without_receipt: manages,
        reverse_sale: advises,
        no_sale: role >= Role::Clerk,
        exceed_authorization: manages,
        exceed_account: manages,
    }
}

/// Something that not everyone may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Right {
    /// Taking this share off a price.
    Discount(Decimal),
    /// Giving back this much, in major units.
    Refund(Decimal),
    /// Setting a price by hand.
    ChangePrice,
    /// Selling for less than it cost.
    SellBelowCost,
    /// Putting a line on warranty or on the shop.
    ChangePayType,
    /// Taking goods back without a receipt.
    ReturnWithoutReceipt,
    /// Undoing a sale of today.
    ReverseSale,
    /// Opening the drawer without a sale.
    NoSale,
    /// Going on beyond what the customer allowed.
    ExceedAuthorization,
    /// Going over an account's limit, or using it while on hold.
    ExceedAccount,
}

impl Right {
    /// Tells whether a role has it.
    #[must_use]
    pub fn held(self, limits: &RoleLimits) -> bool {
        match self {
            Self::Discount(share) => share <= limits.discount_max,
            Self::Refund(sum) => limits.refund_max.is_none_or(|max| sum <= max),
            Self::ChangePrice => limits.change_price,
            Self::SellBelowCost => limits.sell_below_cost,
            Self::ChangePayType => limits.change_pay_type,
            Self::ReturnWithoutReceipt => limits.return_without_receipt,
            Self::ReverseSale => limits.reverse_sale,
            Self::NoSale => limits.no_sale,
            Self::ExceedAuthorization => limits.exceed_authorization,
            Self::ExceedAccount => limits.exceed_account,
        }
    }

    /// Says it for a person.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Discount(share) => {
                let percent = (share * Decimal::ONE_HUNDRED).round_dp(2).normalize();
                format!("a discount of {percent} %")
            }
            Self::Refund(sum) => format!("giving back {sum}"),
            Self::ChangePrice => "setting a price by hand".to_owned(),
            Self::SellBelowCost => "selling below cost".to_owned(),
            Self::ChangePayType => "changing who pays for a line".to_owned(),
            Self::ReturnWithoutReceipt => "a return without a receipt".to_owned(),
            Self::ReverseSale => "undoing a sale".to_owned(),
            Self::NoSale => "opening the drawer without a sale".to_owned(),
            Self::ExceedAuthorization => "going beyond what the customer allowed".to_owned(),
            Self::ExceedAccount => "charging this account".to_owned(),
        }
    }
}

/// Checks that whoever acts may do this, alone or with the one who stands in; returns the event that someone stood in.
///
/// # Errors
/// [`Refusal::NeedsApproval`] when nobody present may.
pub fn require(ticket: TicketId, right: Right, ctx: &Ctx) -> Result<Option<Event>, Refusal> {
    let by = stood_in(right, ctx)?;
    let Some((by, reason)) = by else {
        return Ok(None);
    };
    let what = right.words();
    Ok(Some(Event::Ticket(
        ticket,
        TicketEvent::Overridden { by, what, reason },
    )))
}

/// As [`require`], for what belongs to no ticket: returns who stood in, and why.
///
/// # Errors
/// [`Refusal::NeedsApproval`] when nobody present may.
pub fn stood_in(right: Right, ctx: &Ctx) -> Result<Option<(crate::ids::StaffId, String)>, Refusal> {
    if right.held(&ctx.shop.limits.of(ctx.role)) {
        return Ok(None);
    }
    let needs = || Refusal::NeedsApproval(right.words());
    let approver = ctx.approver.as_ref().ok_or_else(needs)?;
    if !right.held(&ctx.shop.limits.of(approver.role)) {
        return Err(needs());
    }
    let reason = text::required("reason", &approver.reason, TEXT_LEN_MAX)?;
    Ok(Some((approver.staff, reason)))
}
