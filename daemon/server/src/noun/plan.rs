//! Installment plans.

use domain::ids::PlanId;
use domain::plan::{Plan, PlanRefusal, PlanState, Rhythm};
use engine::Command;
use engine::command::{PlanCommand, PlanTerms};
use jiff::ToSpan as _;
use protocol::convert;
use protocol::problem::Problem;
use protocol::v1::limit;
use protocol::v1::plan::{
    self as wire, Activate, Get, GetResult, List, ListResult, Open, Overdue, OverdueResult, Pay,
    PayOff, PlanSheet, Reasoned,
};
use protocol::values::Key;

use super::account::tender;
use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::read::{load, money, refused, store, today, wrong};

fn order(key: Key, plan: PlanId, command: PlanCommand) -> Deed {
    Deed::Order(key, Command::Plan(command), Shape::Plan(Some(plan)))
}

pub(crate) fn open(params: Open) -> Deed {
    let terms = PlanTerms {
        customer: params.customer_id.0,
        price: params.price,
        down_payment: params.down_payment,
        charge: params.charge,
        installments: params.installments,
        rhythm: match params.rhythm {
            wire::Rhythm::Weekly => Rhythm::Weekly,
            wire::Rhythm::Biweekly => Rhythm::Biweekly,
            wire::Rhythm::Monthly => Rhythm::Monthly,
        },
        first_due: params.first_due.0,
    };
    let command = Command::Plan(PlanCommand::Open(Box::new(terms)));
    Deed::Order(params.key, command, Shape::Plan(None))
}

pub(crate) fn activate(params: Activate) -> Deed {
    let (plan, ticket) = (params.plan_id.0, params.ticket_id.0);
    order(params.key, plan, PlanCommand::Activate { plan, ticket })
}

pub(crate) fn pay(params: Pay) -> Deed {
    let plan = params.plan_id.0;
    let command = PlanCommand::Pay {
        plan,
        amount: params.amount,
        tender: tender(params.tender),
    };
    order(params.key, plan, command)
}

pub(crate) fn pay_off(params: PayOff) -> Deed {
    let plan = params.plan_id.0;
    let tender = tender(params.tender);
    order(params.key, plan, PlanCommand::PayOff { plan, tender })
}

pub(crate) fn default(params: Reasoned) -> Deed {
    let (plan, reason) = (params.plan_id.0, params.reason);
    order(params.key, plan, PlanCommand::Default { plan, reason })
}

pub(crate) fn cancel(params: Reasoned) -> Deed {
    let (plan, reason) = (params.plan_id.0, params.reason);
    order(params.key, plan, PlanCommand::Cancel { plan, reason })
}

pub(crate) fn get(params: Get) -> Deed {
    Deed::read(move |api| {
        Ok(GetResult {
            plan: sheet(api, params.plan_id.0)?,
        })
    })
}

pub(crate) fn list(params: List) -> Result<Deed, Problem> {
    let (name, value) = match (params.customer_id, params.state) {
        (Some(customer), None) => ("plan.customer", customer.0.to_string()),
        (None, Some(state)) => ("plan.state", state_of(state).word().to_owned()),
        (Some(_), Some(_)) | (None, None) => {
            return Err(wrong("give either customer_id or state"));
        }
    };
    Ok(Deed::read(move |api| {
        let most = limit(params.limit, 100);
        let found = store(api.queries.found(name, &value, params.before, most))?;
        let next = (found.len() == most).then(|| found.last().map(|last| last.cursor));
        let plans = found
            .iter()
            .map(|found| sheet(api, PlanId::new(found.id)))
            .collect::<Result<_, _>>()?;
        Ok(ListResult {
            plans,
            next: next.flatten(),
        })
    }))
}

pub(crate) fn overdue(params: Overdue) -> Deed {
    Deed::read(move |api| {
        let most = limit(params.limit, 100);
        let yesterday = today(api).checked_sub(1.day()).unwrap_or_default();
        let found = api
            .queries
            .found_up_to("plan.due", &yesterday.to_string(), most);
        let plans = store(found)?
            .iter()
            .map(|found| sheet(api, PlanId::new(found.id)))
            .collect::<Result<Vec<_>, _>>()?;
        let late = plans.iter().map(|plan| plan.overdue);
        Ok(OverdueResult {
            overdue: late.fold(0, i64::saturating_add),
            plans,
        })
    })
}

const fn state_of(state: wire::State) -> PlanState {
    match state {
        wire::State::Draft => PlanState::Draft,
        wire::State::Active => PlanState::Active,
        wire::State::Paid => PlanState::Paid,
        wire::State::Defaulted => PlanState::Defaulted,
        wire::State::Canceled => PlanState::Canceled,
    }
}

/// Words a plan as it stands today.
pub(crate) fn sheet(api: &Api, id: PlanId) -> Result<PlanSheet, Problem> {
    let plan = load::<Plan>(api, id.uuid())?.ok_or(PlanRefusal::NoSuchPlan(id));
    let plan = refused(plan)?;
    let customer = store(api.queries.customer(plan.customer))?;
    let name = customer.map(|known| known.customer.name);
    money(convert::plan(&plan, name, today(api)))
}
