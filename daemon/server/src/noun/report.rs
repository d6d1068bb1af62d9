//! Reports.

use domain::Timestamp;
use domain::people::Role;
use domain::ticket::TicketStatus;
use engine::queries::TicketFilter;
use protocol::problem::Problem;
use protocol::v1::report::{Till, Today};

use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::noun::ticket::summary;
use crate::noun::till;
use crate::refuse;

/// Tickets shown in the day's report.
const RECENT_SHOWN: usize = 50;

pub(crate) fn today(connection: &Connection) -> Deed {
    let role = connection.who.role();
    Deed::read(move |api| {
        let now = jiff::Timestamp::now().to_zoned_datetime(api.shop.time_zone.clone());
        report(api, &now, role)
    })
}

/// The shop's day runs from midnight to midnight on its own clock, which is 23 or 25 hours twice a year.
fn report(api: &Api, now: &jiff::ZonedDateTime, role: Role) -> Result<Today, Problem> {
    let midnight = now.start_of_day();
    let next = midnight
        .as_ref()
        .ok()
        .and_then(|midnight| midnight.tomorrow().ok());
    let (Ok(midnight), Some(next)) = (midnight, next) else {
        return Err(Problem::new(
            protocol::problem::Code::Internal,
            "the shop's time zone has no such day",
        ));
    };
    let moment =
        |at: &jiff::ZonedDateTime| Timestamp::from_unix_ms(at.timestamp().as_millisecond());
    let (from, until) = (moment(&midnight), moment(&next));
    let store = |error| refuse::store(&error);
    let sales = api
        .queries
        .sales(api.shop.currency, from, until)
        .map_err(store)?;
    let expected = api
        .queries
        .expected_cash(api.shop.currency)
        .map_err(store)?;
    let recent = api
        .queries
        .tickets(&TicketFilter {
            status: Some(TicketStatus::Paid),
            limit: RECENT_SHOWN,
            ..TicketFilter::default()
        })
        .map_err(store)?;
    let today = recent
        .into_iter()
        .filter(|row| row.closed_at.is_some_and(|at| at >= from));
    let tender = |name: &str| sales.tenders.get(name).map_or(0, |sum| sum.minor());
    Ok(Today {
        date: now.date().to_string(),
        tickets: sales.tickets,
        sales: sales.sales.minor(),
        tax: sales.tax.minor(),
        cash: tender("cash"),
        card: tender("card"),
        tenders: sales
            .tenders
            .iter()
            .map(|(tender, sum)| (tender.clone(), sum.minor()))
            .collect(),
        till: Till {
            expected_cash: till::may_see_cash(api, role)?.then(|| expected.minor()),
        },
        recent: today.map(|row| summary(api, row)).collect(),
    })
}
