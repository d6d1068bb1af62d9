//! The wire's words read into the domain's.

use domain::authorization;
use domain::discount::{Discount, DiscountOff, ReimbursedBy};
use domain::money::{Currency, Money};
use domain::stock::move_reason;
use domain::ticket::{self, LineDraft};
use engine::PartRef;
use protocol::problem::{Code, Problem};
use protocol::v1::order;
use protocol::values::{PartIdText, TicketJobIdText};

pub(crate) fn draft(
    job: Option<TicketJobIdText>,
    pay: Option<order::PayType>,
    origin: Option<order::Origin>,
) -> LineDraft {
    LineDraft {
        job: job.map(|id| id.0),
        pay: self::pay(pay),
        origin: self::origin(origin),
        priced_by: None,
    }
}

pub(crate) fn pay(pay: Option<order::PayType>) -> ticket::PayType {
    match pay.unwrap_or(order::PayType::Customer) {
        order::PayType::Customer => ticket::PayType::Customer,
        order::PayType::Warranty => ticket::PayType::Warranty,
        order::PayType::Internal => ticket::PayType::Internal,
    }
}

pub(crate) fn origin(origin: Option<order::Origin>) -> ticket::LineOrigin {
    match origin.unwrap_or(order::Origin::Original) {
        order::Origin::Original => ticket::LineOrigin::Original,
        order::Origin::Inspection => ticket::LineOrigin::Inspection,
        order::Origin::AddOn => ticket::LineOrigin::AddOn,
    }
}

pub(crate) const fn condition(condition: order::Condition) -> ticket::PartCondition {
    match condition {
        order::Condition::New => ticket::PartCondition::New,
        order::Condition::Used => ticket::PartCondition::Used,
        order::Condition::Rebuilt => ticket::PartCondition::Rebuilt,
        order::Condition::Reconditioned => ticket::PartCondition::Reconditioned,
    }
}

pub(crate) const fn stage(stage: order::Stage) -> ticket::Stage {
    match stage {
        order::Stage::Sale => ticket::Stage::Sale,
        order::Stage::Estimate => ticket::Stage::Estimate,
        order::Stage::WorkOrder => ticket::Stage::WorkOrder,
        order::Stage::Invoice => ticket::Stage::Invoice,
    }
}

pub(crate) const fn channel(channel: order::Channel) -> authorization::Channel {
    match channel {
        order::Channel::InPerson => authorization::Channel::InPerson,
        order::Channel::Phone => authorization::Channel::Phone,
        order::Channel::Sms => authorization::Channel::Sms,
        order::Channel::Email => authorization::Channel::Email,
        order::Channel::Online => authorization::Channel::Online,
    }
}

pub(crate) fn return_to(to: Option<order::ReturnTo>) -> move_reason::ReturnTo {
    match to.unwrap_or(order::ReturnTo::Stock) {
        order::ReturnTo::Stock => move_reason::ReturnTo::Stock,
        order::ReturnTo::Defective => move_reason::ReturnTo::Defective,
        order::ReturnTo::Supplier => move_reason::ReturnTo::Supplier,
        order::ReturnTo::Scrap => move_reason::ReturnTo::Scrap,
    }
}

/// Reads what is taken off; neither amount nor percent takes the discount away.
pub(crate) fn discount(
    change: order::DiscountChange,
    currency: Currency,
) -> Result<Option<Discount>, Problem> {
    let off = match (change.amount, change.percent) {
        (None, None) => return Ok(None),
        (Some(minor), None) => DiscountOff::Amount(Money::new(minor, currency)),
        (None, Some(rate)) => DiscountOff::Percent(rate.0),
        (Some(_), Some(_)) => {
            let message = "discount: give either amount or percent";
            return Err(Problem::new(Code::InvalidParams, message));
        }
    };
    let reimbursed_by = if change.reimbursed {
        ReimbursedBy::Manufacturer
    } else {
        ReimbursedBy::None
    };
    Ok(Some(Discount {
        off,
        reason: change.reason.unwrap_or_default(),
        reimbursed_by,
    }))
}

/// Reads which part is meant: by id, or by number or barcode.
pub(crate) fn part_ref(id: Option<PartIdText>, code: Option<String>) -> Result<PartRef, Problem> {
    match (id, code) {
        (Some(id), None) => Ok(PartRef::Id(id.0)),
        (None, Some(code)) => Ok(PartRef::Code(code)),
        (Some(_), Some(_)) | (None, None) => Err(Problem::new(
            Code::InvalidParams,
            "give either part_id or code",
        )),
    }
}
