//! Tenders beside cash and cards, and money that goes back.

use domain::ticket::{LinkStep, TicketOrder as Plain};
use engine::{RefundWay, TicketCommand};
use protocol::problem::{Code, Problem};
use protocol::v1::order::{
    ChargeAccount, ChargePlan, Refund, RefundTo, StepLink, TakeAmount, TakeCheck, TakeOther,
};

use super::ticket::{order, plain};
use crate::call::Deed;

pub(crate) fn take_check(params: TakeCheck) -> Deed {
    let (number, amount) = (params.number, params.amount);
    plain(
        params.key,
        params.ticket_id,
        Plain::TakeCheck { number, amount },
    )
}

pub(crate) fn take_store_credit(params: TakeAmount) -> Deed {
    let amount = params.amount;
    plain(
        params.key,
        params.ticket_id,
        Plain::TakeStoreCredit { amount },
    )
}

pub(crate) fn charge_account(params: ChargeAccount) -> Deed {
    let (amount, po_number) = (params.amount, params.po_number);
    plain(
        params.key,
        params.ticket_id,
        Plain::ChargeAccount { amount, po_number },
    )
}

pub(crate) fn charge_plan(params: ChargePlan) -> Deed {
    let (plan, amount) = (params.plan_id.0, params.amount);
    plain(
        params.key,
        params.ticket_id,
        Plain::ChargePlan { plan, amount },
    )
}

pub(crate) fn take_other(params: TakeOther) -> Deed {
    let other = Plain::TakeOther {
        kind: params.kind,
        reference: params.reference,
        amount: params.amount,
    };
    plain(params.key, params.ticket_id, other)
}

pub(crate) fn request_link(params: TakeAmount) -> Deed {
    let amount = params.amount;
    plain(params.key, params.ticket_id, Plain::RequestLink { amount })
}

pub(crate) fn step_link(params: StepLink) -> Result<Deed, Problem> {
    let reference = params.reference.unwrap_or_default();
    let step = match (params.url, params.paid, params.ended) {
        (Some(url), false, None) => LinkStep::Open { reference, url },
        (None, true, None) => LinkStep::Paid { reference },
        (None, false, Some(reason)) => LinkStep::Ended { reason },
        _ => {
            let message = "give exactly one of url, paid and ended";
            return Err(Problem::new(Code::InvalidParams, message));
        }
    };
    let payment = params.payment_id.0;
    Ok(plain(
        params.key,
        params.ticket_id,
        Plain::StepLink { payment, step },
    ))
}

pub(crate) fn refund(params: Refund) -> Result<Deed, Problem> {
    let to = match (params.to, params.payment_id) {
        (RefundTo::Original, Some(payment)) => RefundWay::Original {
            ticket: params.paid_on.map(|id| id.0),
            payment: payment.0,
        },
        (RefundTo::Cash, None) => RefundWay::Cash,
        (RefundTo::StoreCredit, None) => RefundWay::StoreCredit,
        (RefundTo::Original, None) => {
            let message = "payment_id: say which payment is given back";
            return Err(Problem::new(Code::InvalidParams, message));
        }
        (RefundTo::Cash | RefundTo::StoreCredit, Some(_)) => {
            let message = "payment_id: only for `original`";
            return Err(Problem::new(Code::InvalidParams, message));
        }
    };
    let amount = params.amount;
    Ok(order(
        params.key,
        params.ticket_id,
        TicketCommand::Refund { amount, to },
    ))
}
