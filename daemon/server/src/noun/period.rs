//! Reports over days: folds fed from the journal, and the books.

use std::collections::BTreeMap;

use domain::ids::{StaffId, TicketJobId};
use domain::money::{Money, MoneyError};
use domain::people::{Deferral, VehicleEvent};
use domain::report::{self, AdvisorFold, DailyFold, DeferredFold, PartsFold, TechnicianFold};
use domain::ticket::LineOrigin;
use domain::{Event, Refusal, Timestamp};
use engine::feed::{self, Fold};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::order::Origin;
use protocol::v1::report::{
    AccountLine, Advisor, Advisors, Daily, Deferred, DeferredJob, Entry, Ledger, LedgerQuery,
    PERIOD_DAYS_MAX, PartUse, Parts, Period, Posting, RecoveredJob, Tally, TaxComponent,
    Technician, Technicians, TrialBalance,
};
use protocol::values::{DayText, Moment};
use rust_decimal::Decimal;

use crate::api::Api;
use crate::call::Deed;
use crate::refuse;

/// The most rows of a list in a report.
const ROWS_MAX: usize = 500;
/// The day that stands for never on the list of what was put off.
const LAST_DAY: &str = "9999-12-31";

/// Checks that the days follow each other and are not too many.
fn checked(from: DayText, to: DayText) -> Result<report::Period, Problem> {
    let days = to.0.since(from.0).map_or(-1, |span| span.get_days());
    if !(0..PERIOD_DAYS_MAX).contains(&days) {
        let message = format!(
            "to: must not be before `from`, and the report at most {PERIOD_DAYS_MAX} days long"
        );
        return Err(Problem::new(Code::InvalidParams, message));
    }
    Ok(report::Period {
        from: from.0,
        to: to.0,
    })
}

/// The moments at which a period begins and the day after it does, by the shop's own clock.
fn moments(api: &Api, period: report::Period) -> Result<(Timestamp, Timestamp), Problem> {
    let midnight = |day: jiff::civil::Date| {
        let start = day.to_zoned_datetime(api.shop.time_zone.clone()).ok()?;
        Some(Timestamp::from_unix_ms(start.timestamp().as_millisecond()))
    };
    let after = period.to.tomorrow().ok().and_then(midnight);
    let (Some(from), Some(to)) = (midnight(period.from), after) else {
        return Err(Problem::new(
            Code::DateInvalid,
            "from: there is no such day here",
        ));
    };
    Ok((from, to))
}

fn feed<F: Fold>(api: &Api, period: report::Period, fold: &mut F) -> Result<(), Problem> {
    let (from, to) = moments(api, period)?;
    feed::span(&*api.queries, from, to, fold).map_err(|error| refuse::engine(&error))
}

fn money(error: MoneyError) -> Problem {
    Problem::from(&Refusal::from(error))
}

fn number(number: Decimal) -> String {
    number.round_dp(4).normalize().to_string()
}

fn share(share: Option<Decimal>) -> Option<String> {
    share.map(number)
}

pub(crate) fn daily(params: Period) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    Ok(Deed::read(move |api| {
        let mut fold = DailyFold::new(period, api.currency());
        feed(api, period, &mut fold)?;
        word_daily(&fold).map_err(money)
    }))
}

fn word_daily(fold: &DailyFold) -> Result<Daily, MoneyError> {
    let component = |(name, sum): (&String, &report::TaxSum)| TaxComponent {
        name: name.clone(),
        base: sum.base.minor(),
        amount: sum.amount.minor(),
    };
    let tender = |(word, sum): (&&str, &Money)| ((*word).to_owned(), sum.minor());
    Ok(Daily {
        tickets: fold.count,
        repair_orders: fold.repair_orders,
        parts: fold.parts.minor(),
        labor: fold.labor.minor(),
        sublet: fold.sublet.minor(),
        fees: fold.fees.minor(),
        cores: fold.cores.minor(),
        discounts: fold.discounts.minor(),
        subtotal: fold.subtotal.minor(),
        tax: fold.tax.minor(),
        total: fold.total.minor(),
        warranty: fold.warranty.minor(),
        internal: fold.internal.minor(),
        components: fold.components.iter().map(component).collect(),
        returned_tax: fold.returned_tax.minor(),
        tenders: fold.tenders.iter().map(tender).collect(),
        revenue: fold.revenue()?.minor(),
        cost_of_sales: fold.cost_of_sales()?.minor(),
        gross_profit: fold.gross_profit()?.minor(),
        gross_profit_share: share(fold.gross_profit_share()),
        labor_hours: number(fold.labor_hours),
        average_repair_order: share(fold.average_repair_order()),
        hours_per_repair_order: share(fold.hours_per_repair_order()),
        effective_labor_rate: share(fold.effective_labor_rate()),
        parts_to_labor: share(fold.parts_to_labor()),
    })
}

pub(crate) fn technicians(params: Period) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    Ok(Deed::read(move |api| {
        let mut fold = TechnicianFold::new(period, api.currency());
        feed(api, period, &mut fold)?;
        let names = names(api)?;
        let row = |(who, work): (&Option<StaffId>, &report::Work)| Technician {
            staff_id: who.map(Into::into),
            name: who.and_then(|id| names.get(&id).cloned()),
            billed_hours: number(work.billed_hours),
            clocked_hours: number(work.clocked_hours),
            auto_ended_hours: number(work.auto_ended_hours),
            labor_sales: work.labor_sales.minor(),
            jobs: work.jobs,
            comebacks: work.comebacks,
            efficiency: share(work.efficiency()),
            effective_labor_rate: share(work.effective_labor_rate()),
            comeback_rate: share(work.comeback_rate()),
        };
        Ok(Technicians {
            technicians: fold.work.iter().map(row).collect(),
        })
    }))
}

pub(crate) fn parts(params: Period) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    Ok(Deed::read(move |api| {
        let mut fold = PartsFold::new(period, api.currency());
        feed(api, period, &mut fold)?;
        let uses = || fold.parts.values();
        let revenue = Money::sum(api.currency(), uses().map(|used| used.revenue));
        let cost = Money::sum(api.currency(), uses().map(|used| used.cost));
        let mut rows = Vec::with_capacity(fold.parts.len());
        for (part, used) in &fold.parts {
            rows.push(PartUse {
                part_id: (*part).into(),
                number: used.number.clone(),
                category: used.category.clone(),
                quantity: number(used.quantity),
                revenue: used.revenue.minor(),
                cost: used.cost.minor(),
                margin: used.margin().map_err(money)?.minor(),
                margin_share: share(used.margin_share()),
            });
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.revenue));
        let count = rows.len();
        rows.truncate(ROWS_MAX);
        Ok(Parts {
            parts: rows,
            count,
            revenue: revenue.map_err(money)?.minor(),
            cost: cost.map_err(money)?.minor(),
        })
    }))
}

pub(crate) fn deferred(params: Period) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    Ok(Deed::read(move |api| {
        let (from, to) = moments(api, period)?;
        let mut fold = DeferredFold::new(from, to, api.currency());
        feed(api, period, &mut fold)?;
        let mut declined: Vec<_> = fold.declined.iter().collect();
        declined.sort_by_key(|(_, deferred)| std::cmp::Reverse(deferred.at));
        declined.truncate(ROWS_MAX);
        let mut recovered: Vec<_> = fold.recovered.iter().collect();
        recovered.sort_by_key(|(_, recovered)| std::cmp::Reverse(recovered.at));
        recovered.truncate(ROWS_MAX);
        let back = |(job, recovered): (&TicketJobId, &report::Recovered)| RecoveredJob {
            deferred: put_off(*job, &recovered.deferred),
            by_ticket_id: recovered.by.into(),
            amount: recovered.amount.minor(),
            at: Moment(recovered.at),
        };
        Ok(Deferred {
            declined: declined
                .into_iter()
                .map(|(job, deferred)| put_off(*job, deferred))
                .collect(),
            declined_value: fold.declined_value().map_err(money)?.minor(),
            recovered: recovered.into_iter().map(back).collect(),
            recovered_value: fold.recovered_value().map_err(money)?.minor(),
            open: still_put_off(api)?,
        })
    }))
}

fn put_off(job: TicketJobId, deferred: &report::Deferred) -> DeferredJob {
    DeferredJob {
        ticket_job_id: job.into(),
        ticket_id: deferred.ticket.into(),
        vehicle_id: deferred.vehicle.map(Into::into),
        title: deferred.title.clone(),
        reason: deferred.reason.clone(),
        follow_up: deferred.follow_up.map(DayText),
        amount: deferred.amount.minor(),
    }
}

/// What is put off now stands on a list, in the order of the days on which to ask again.
fn still_put_off(api: &Api) -> Result<Vec<DeferredJob>, Problem> {
    let store = |error| refuse::store(&error);
    let queries = &api.queries;
    let found = queries.found_up_to("vehicle.deferred", LAST_DAY, ROWS_MAX);
    let mut open = Vec::new();
    for found in found.map_err(store)? {
        let record = queries.events_after(found.cursor.saturating_sub(1), 1);
        let record = record.map_err(store)?.into_iter().next();
        if let Some(Event::Vehicle(vehicle, VehicleEvent::Deferred(deferral))) =
            record.map(|record| record.event)
        {
            let Deferral {
                ticket,
                job,
                title,
                reason,
                follow_up,
                amount,
                ..
            } = *deferral;
            open.push(DeferredJob {
                ticket_job_id: job.into(),
                ticket_id: ticket.into(),
                vehicle_id: Some(vehicle.into()),
                title,
                reason,
                follow_up: follow_up.map(DayText),
                amount: amount.minor(),
            });
        }
    }
    Ok(open)
}

pub(crate) fn advisors(params: Period) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    Ok(Deed::read(move |api| {
        let (from, to) = moments(api, period)?;
        let mut fold = AdvisorFold::new(from, to, api.currency());
        feed(api, period, &mut fold)?;
        let names = names(api)?;
        let proposals = fold.result().map_err(money)?;
        let tally = |tally: report::Tally| Tally {
            jobs: tally.jobs,
            value: tally.value.minor(),
        };
        let rows = proposals.into_iter().map(|((who, origin), made)| Advisor {
            staff_id: who.map(Into::into),
            name: who.and_then(|id| names.get(&id).cloned()),
            origin: match origin {
                LineOrigin::Original => Origin::Original,
                LineOrigin::Inspection => Origin::Inspection,
                LineOrigin::AddOn => Origin::AddOn,
            },
            presented: tally(made.presented),
            approved: tally(made.approved),
            declined: tally(made.declined),
            approved_share: share(made.approved_share()),
        });
        Ok(Advisors {
            advisors: rows.collect(),
        })
    }))
}

fn names(api: &Api) -> Result<BTreeMap<StaffId, String>, Problem> {
    let staff = api.queries.staff().map_err(|error| refuse::store(&error))?;
    let names = staff.into_iter().map(|staff| (staff.id, staff.name));
    Ok(names.collect())
}

pub(crate) fn trial_balance(params: Period) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    Ok(Deed::read(move |api| {
        let currency = api.currency();
        let lines = api
            .queries
            .trial_balance(currency, period.from, period.to)
            .map_err(|error| refuse::store(&error))?;
        let debit = Money::sum(currency, lines.iter().map(|line| line.debit));
        let credit = Money::sum(currency, lines.iter().map(|line| line.credit));
        let accounts = lines.iter().map(|line| AccountLine {
            account: line.account.code().to_owned(),
            title: line.account.title().to_owned(),
            debit: line.debit.minor(),
            credit: line.credit.minor(),
        });
        Ok(TrialBalance {
            accounts: accounts.collect(),
            debit: debit.map_err(money)?.minor(),
            credit: credit.map_err(money)?.minor(),
        })
    }))
}

pub(crate) fn ledger(params: LedgerQuery) -> Result<Deed, Problem> {
    let period = checked(params.from, params.to)?;
    let limit = limit(params.limit, 100);
    Ok(Deed::read(move |api| {
        let found = api
            .queries
            .entries(period.from, period.to, params.after, limit)
            .map_err(|error| refuse::store(&error))?;
        let next = found.last().map(|record| record.cursor);
        let next = next.filter(|_| found.len() >= limit);
        let entries = found.into_iter().filter_map(|record| {
            let Event::Posted(id, entry) = record.event else {
                return None;
            };
            let postings = entry.postings.iter().map(|posting| Posting {
                account: posting.account.code().to_owned(),
                owner_id: posting.owner.map(|owner| owner.to_string()),
                amount: posting.amount.minor(),
            });
            Some(Entry {
                id: id.into(),
                date: DayText(entry.date),
                memo: entry.memo.clone(),
                source_id: entry.source.to_string(),
                at: Moment(record.at),
                by: convert::actor(&record.actor),
                postings: postings.collect(),
            })
        });
        Ok(Ledger {
            entries: entries.collect(),
            next,
        })
    }))
}
