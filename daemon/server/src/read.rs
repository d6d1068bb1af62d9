//! Small things that many reads need.

use domain::Refusal;
use domain::money::MoneyError;
use engine::{Noun, StoreError, fold};
use jiff::civil::Date;
use protocol::problem::{Code, Problem};
use uuid::Uuid;

use crate::api::Api;
use crate::refuse;

/// Folds a thing from its story; none when nothing ever happened to it.
pub(crate) fn load<A: Noun>(api: &Api, id: Uuid) -> Result<Option<A>, Problem> {
    Ok(fold(id, &store(api.queries.story(id, None))?))
}

/// Words the store's failure.
pub(crate) fn store<T>(result: Result<T, StoreError>) -> Result<T, Problem> {
    result.map_err(|error| refuse::store(&error))
}

/// Words sums that do not fit.
pub(crate) fn money<T>(result: Result<T, MoneyError>) -> Result<T, Problem> {
    result.map_err(|error| Problem::from(&Refusal::Money(error)))
}

/// Words a refusal.
pub(crate) fn refused<T, R: Into<Refusal>>(result: Result<T, R>) -> Result<T, Problem> {
    result.map_err(|refusal| Problem::from(&refusal.into()))
}

/// Makes the problem of a parameter that does not fit.
pub(crate) fn wrong(message: impl Into<String>) -> Problem {
    Problem::new(Code::InvalidParams, message)
}

/// Returns the day that it is at the shop.
pub(crate) fn today(api: &Api) -> Date {
    let now = jiff::Timestamp::now().to_zoned_datetime(api.shop.time_zone.clone());
    now.date()
}
