//! Customers.

use std::collections::BTreeSet;

use domain::ids::CustomerId;
use domain::money::{Currency, Money};
use domain::people::tags::{CustomerFacts, tags_of};
use domain::people::visits::{Visit, figures};
use domain::people::{
    AccountTerms, Address, Consent, CustomerFile, CustomerKind, ExternalId, FinanceTerms, Fleet,
    LabelledPhone, StatementStyle,
};
use domain::pricing::PriceLevel;
use domain::tax::Exemption;
use domain::ticket::{LineKind, Ticket, TicketStatus};
use engine::Command;
use engine::command::{CustomerCommand, CustomerDraft};
use engine::queries::{CustomerView, TicketFilter, TicketSummary};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::people as wire;
use protocol::v1::people::{
    Customer, CustomerResult, FoundCustomers, GetCustomer, GivenTag, MergeCustomers, SaveCustomer,
    SearchCustomers,
};
use protocol::values::DayText;

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::noun::ticket::summary;
use crate::read::{load, money, store, today, wrong};

/// Tickets shown with a customer; figures and tags rest on them too.
const HISTORY_SHOWN: usize = 100;

pub(crate) fn search(params: SearchCustomers) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 20);
        let found = store(api.queries.search_customers(&params.query, limit))?;
        Ok(FoundCustomers {
            customers: found.into_iter().map(wire_customer).collect(),
        })
    })
}

pub(crate) fn get_customer(params: &GetCustomer) -> Deed {
    let id = params.customer_id.0;
    Deed::read(move |api| {
        let customer = customer(api, id)?;
        let file = file(api, id)?;
        let vehicles = store(api.queries.vehicles_of(id))?;
        let tickets = tickets_of(api, &file)?;
        let (today, currency) = (today(api), api.currency());
        let visits = visits(api, &tickets)?;
        let known = money(figures(&visits, currency))?;
        let facts = CustomerFacts {
            today,
            currency,
            visits,
        };
        let given = money(tags_of(&facts, &api.rules.get().tags))?;
        let used = file.saved.account.is_some() || !file.account.operations.is_empty();
        let account = used.then(|| convert::account(&file, today, currency));
        Ok(CustomerResult {
            customer,
            vehicles: vehicles.iter().map(convert::vehicle).collect(),
            tickets: tickets.into_iter().map(|row| summary(api, row)).collect(),
            first_visit_on: known.first.map(DayText),
            last_visit_on: known.last.map(DayText),
            days_between_visits: known.days_between,
            given_tags: given
                .into_iter()
                .map(|given| GivenTag {
                    tag: given.tag,
                    because: given.because,
                })
                .collect(),
            store_credit: money(file.credit.balance(currency))?.minor(),
            account: money(account.transpose())?,
            merged_into: file.merged_into.map(Into::into),
            absorbed: file.absorbed.into_iter().map(Into::into).collect(),
        })
    })
}

/// Lists a customer's tickets, with those of who was merged into them.
fn tickets_of(api: &Api, file: &CustomerFile) -> Result<Vec<TicketSummary>, Problem> {
    let mut tickets = Vec::new();
    for id in std::iter::once(file.saved.id).chain(file.absorbed.iter().copied()) {
        tickets.extend(store(api.queries.tickets(&TicketFilter {
            customer: Some(id),
            limit: HISTORY_SHOWN,
            ..TicketFilter::default()
        }))?);
    }
    tickets.sort_by_key(|row| std::cmp::Reverse(row.cursor));
    tickets.truncate(HISTORY_SHOWN);
    Ok(tickets)
}

/// Folds the closed tickets among these into what is known of each visit.
fn visits(api: &Api, tickets: &[TicketSummary]) -> Result<Vec<Visit>, Problem> {
    let closed = tickets
        .iter()
        .filter(|row| row.status == TicketStatus::Paid);
    let mut visits = Vec::new();
    for row in closed {
        let Some(date) = row.closed_on else { continue };
        let Some(view) = store(api.queries.ticket(row.id))? else {
            continue;
        };
        visits.push(money(visit(&view.ticket, date, row.total))?);
    }
    Ok(visits)
}

fn visit(
    ticket: &Ticket,
    date: jiff::civil::Date,
    total: Money,
) -> Result<Visit, domain::money::MoneyError> {
    let labor = ticket
        .lines
        .iter()
        .filter(|line| ticket.sold(line) && matches!(line.kind, LineKind::Labor { .. }));
    let declined = ticket.jobs.iter().filter(|job| job.declined()).count();
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    Ok(Visit {
        date,
        total,
        labor: Money::sum(ticket.currency, labor.map(|line| line.amount))?,
        jobs_proposed: count(ticket.jobs.len()),
        jobs_declined: count(declined),
    })
}

pub(crate) fn merge(params: &MergeCustomers) -> Deed {
    let (from, into) = (params.from_id.0, params.into_id.0);
    let command = Command::Customer(CustomerCommand::Merge { from, into });
    Deed::Order(params.key.clone(), command, Shape::CustomerOf(into))
}

pub(crate) fn save_customer(currency: Currency, params: SaveCustomer) -> Result<Deed, Problem> {
    let draft = draft(currency, *params.customer)?;
    let command = Command::Customer(CustomerCommand::Save(Box::new(draft)));
    Ok(Deed::Order(params.key, command, Shape::Customer))
}

fn draft(currency: Currency, given: wire::CustomerInput) -> Result<CustomerDraft, Problem> {
    let price_level = given.price_level.map(|word| {
        PriceLevel::parse(&word).ok_or_else(|| {
            let known: Vec<&str> = PriceLevel::ALL.iter().map(|level| level.as_str()).collect();
            wrong(format!("price_level: none of {}", known.join(", ")))
        })
    });
    let exemption = given
        .exemption
        .map(|given| given.map(exemption).transpose())
        .transpose()?;
    Ok(CustomerDraft {
        id: given.id.map(|id| id.0),
        name: given.name,
        kind: given.kind.map(|kind| match kind {
            wire::CustomerKind::Person => CustomerKind::Person,
            wire::CustomerKind::Firm => CustomerKind::Firm,
        }),
        phone: given.phone,
        phones: given.phones.map(|phones| {
            let phone = |phone: wire::Phone| LabelledPhone {
                label: phone.label,
                number: phone.number,
            };
            phones.into_iter().map(phone).collect()
        }),
        email: given.email,
        address: given.address.map(|address| {
            address.map(|address| Address {
                street: address.street,
                city: address.city,
                region: address.region,
                postal_code: address.postal_code,
                country: address.country,
            })
        }),
        notes: given.notes,
        alert: given.alert,
        preferences: given.preferences,
        tags: given.tags,
        price_level: price_level.transpose()?,
        exemption,
        account: given
            .terms
            .map(|given| given.map(|given| terms(currency, &given))),
        fleet: given.fleet.map(|fleet| {
            fleet.map(|fleet| Fleet {
                number: fleet.number,
                approver: fleet.approver,
                po_required: fleet.po_required,
                labor_rate: fleet.labor_rate,
            })
        }),
        consent: given.consent.map(|consent| Consent {
            email: consent.email.map(|day| day.0),
            sms: consent.sms.map(|day| day.0),
            calls: consent.calls.map(|day| day.0),
            reminders: consent.reminders.map(|day| day.0),
        }),
        external: given.external.map(|external| {
            let one = |id: wire::ExternalId| ExternalId {
                system: id.system,
                id: id.id,
            };
            external.into_iter().map(one).collect()
        }),
    })
}

fn exemption(given: wire::Exemption) -> Result<Exemption, Problem> {
    let classes = given.classes.map(|classes| {
        let class = |word: String| {
            word.parse().map_err(|error: domain::tax::UnknownTaxClass| {
                wrong(format!("exemption.classes: {error}"))
            })
        };
        classes
            .into_iter()
            .map(class)
            .collect::<Result<BTreeSet<_>, _>>()
    });
    Ok(Exemption {
        reason: given.reason,
        certificate: given.certificate,
        expires: given.expires.map(|day| day.0),
        classes: classes.transpose()?,
    })
}

fn terms(currency: Currency, given: &wire::Terms) -> AccountTerms {
    AccountTerms {
        limit: given.limit.map(|minor| Money::new(minor, currency)),
        hold: None,
        terms_days: given.terms_days,
        po_required: given.po_required,
        statement: statement_style(given.statement),
        finance: given.finance.map(|finance| FinanceTerms {
            monthly_rate: finance.monthly_rate.0,
            grace_days: finance.grace_days,
        }),
    }
}

pub(crate) const fn statement_style(style: wire::StatementStyle) -> StatementStyle {
    match style {
        wire::StatementStyle::OpenItem => StatementStyle::OpenItem,
        wire::StatementStyle::BalanceForward => StatementStyle::BalanceForward,
    }
}

pub(crate) fn customer(api: &Api, id: CustomerId) -> Result<Customer, Problem> {
    let view = store(api.queries.customer(id))?;
    Ok(wire_customer(view.ok_or_else(no_such_customer)?))
}

/// Folds a customer with everything that belongs to them.
pub(crate) fn file(api: &Api, id: CustomerId) -> Result<CustomerFile, Problem> {
    load::<CustomerFile>(api, id.uuid())?.ok_or_else(no_such_customer)
}

fn no_such_customer() -> Problem {
    Problem::new(Code::NoSuchCustomer, "no such customer")
}

pub(crate) fn wire_customer(view: CustomerView) -> Customer {
    let CustomerView {
        customer,
        visits,
        spent,
        last_visit_at,
    } = view;
    convert::customer(&customer, visits, spent, last_visit_at)
}
