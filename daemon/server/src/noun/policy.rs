//! The shop's own rules, and what they make of a part's price.

use domain::Refusal;
use domain::money::Quantity;
use domain::pricing::{self, PricingRefusal, ScopedMatrix, SoldPart, solve_target};
use domain::{Money, Timestamp};
use engine::{Command, price_of};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::policy::{
    CategoryChange, Get, GetResult, GpFigures, Quote, Quoted, Set, SolveTarget, Solved,
};
use protocol::values::PriceText;

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

/// The furthest that a mix of sales is looked back for.
const DAYS_MAX: u16 = 730;
/// A day in milliseconds; the mix need not begin at midnight.
const DAY_MS: i64 = 86_400_000;

pub(crate) fn get(params: &Get) -> Deed {
    let kind = params.kind;
    Deed::read(move |api| {
        let policy = convert::policy_in_force(&api.rules.get(), kind);
        Ok(GetResult { policy })
    })
}

pub(crate) fn set(connection: &Connection, params: Set) -> Result<Deed, Problem> {
    let key = params.key.clone();
    let policy = convert::policy_in(params, connection.api.currency())?;
    let command = Command::SetPolicy(Box::new(policy));
    Ok(Deed::Order(key, command, Shape::Policy))
}

pub(crate) fn quote(connection: &Connection, params: Quote) -> Deed {
    let costs = connection.who.sees_costs();
    Deed::read(move |api| {
        let id = params.part_id.0;
        let view = api
            .queries
            .part(id)
            .map_err(|error| refuse::store(&error))?;
        let part = view
            .ok_or_else(|| Problem::from(&Refusal::NoSuchPart(id)))?
            .part;
        let customer = match params.customer_id {
            Some(id) => {
                let found = api.queries.customer(id.0);
                let found = found.map_err(|error| refuse::store(&error))?;
                let none = || Problem::from(&Refusal::NoSuchCustomer(id.0));
                Some(found.ok_or_else(none)?.customer)
            }
            None => None,
        };
        let rules = api.rules.get();
        let quantity = params.quantity.map_or(Quantity::ONE, |quantity| quantity.0);
        let answer = price_of(&rules, &part, customer.as_ref(), &rules.location, quantity);
        let answer = answer.map_err(|refusal| Problem::from(&refusal))?;
        Ok(match answer {
            Some(answer) => Quoted {
                part_id: params.part_id,
                unit_price: PriceText(answer.unit_price),
                reason: answer.reason.to_string(),
                quantity_break: answer.quantity_break.map(|taken| taken.name),
                gp_percent: answer.gp_percent.filter(|_| costs).map(|gp| gp.to_string()),
            },
            None => Quoted {
                part_id: params.part_id,
                unit_price: PriceText(part.price),
                reason: "list price of the catalog".to_owned(),
                quantity_break: None,
                gp_percent: pricing::gp_percent(part.cost.decimal(), part.price.decimal())
                    .filter(|_| costs && part.cost != domain::money::UnitPrice::ZERO)
                    .map(|gp| gp.to_string()),
            },
        })
    })
}

pub(crate) fn solve(params: SolveTarget) -> Result<Deed, Problem> {
    if !(1..=DAYS_MAX).contains(&params.days) {
        let message = format!("days must lie between 1 and {DAYS_MAX}");
        return Err(Problem::new(Code::InvalidParams, message));
    }
    Ok(Deed::read(move |api| {
        let rules = api.rules.get();
        let matrices = rules.prices.iter().flat_map(|book| &book.matrices);
        let current = match &params.matrix {
            Some(name) => matrices.into_iter().find(|m| m.matrix.name() == name),
            None => matrices.into_iter().next(),
        };
        let none = || Problem::new(Code::PriceUnknown, "the price book has no such matrix");
        let current = current.ok_or_else(none)?;
        let mix = mix(api, &params, current)?;
        let solved = solve_target(&current.matrix, rules.currency, &mix, params.target.0);
        let solved = solved.map_err(|refusal| Problem::from(&Refusal::from(refusal)))?;
        let changes = solved.by_category.iter().map(|change| CategoryChange {
            category: change.category.clone(),
            before: figures(&change.before),
            after: figures(&change.after),
        });
        Ok(Solved {
            matrix: convert::matrix_out(&solved.matrix, &current.scope),
            before: figures(&solved.before),
            after: figures(&solved.after),
            by_category: changes.collect(),
        })
    }))
}

/// What was sold, of those categories that were asked for and that the matrix is for.
fn mix(api: &Api, params: &SolveTarget, current: &ScopedMatrix) -> Result<Vec<SoldPart>, Problem> {
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let sold = api.queries.sold_since(days_back(params.days));
    let sold = sold.map_err(|error| refuse::store(&error))?;
    let mut mix = Vec::with_capacity(sold.len());
    for sold in sold {
        let asked = &params.categories;
        let wanted = asked.is_empty() || asked.iter().any(|one| same(one, &sold.category));
        let of_scope = current.scope.category.as_ref();
        if wanted && of_scope.is_none_or(|one| same(one, &sold.category)) {
            mix.push(SoldPart {
                cost: sold.unit_cost,
                quantity: sold.quantity,
                category: sold.category,
            });
        }
    }
    if mix.is_empty() {
        return Err(Problem::from(&Refusal::from(PricingRefusal::Mix)));
    }
    Ok(mix)
}

/// Returns the moment so many days ago.
pub(super) fn days_back(days: u16) -> Timestamp {
    let now = jiff::Timestamp::now().as_millisecond();
    Timestamp::from_unix_ms(now - i64::from(days) * DAY_MS)
}

fn figures(figures: &pricing::GpFigures) -> GpFigures {
    GpFigures {
        cost: Money::minor(figures.cost),
        sales: Money::minor(figures.sales),
        gp_percent: figures.gp_percent.map(|gp| gp.to_string()),
    }
}
