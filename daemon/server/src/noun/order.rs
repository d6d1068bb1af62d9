//! Orders to tickets beside the plainest ones: estimates, jobs, lines, returns.

use domain::money::{Money, Quantity};
use domain::ticket::{
    Decision, JobChange, JobDraft, LineChange, Plan, SubletDraft, TicketOrder as Plain,
};
use engine::command::NoReceiptOrder;
use engine::{Command, PartRef, TicketCommand, no_receipt};
use protocol::problem::{Code, Problem};
use protocol::v1::order::{
    AddCustomerPart, AddFee, AddJob, AddReturn, AddReturnWithoutReceipt, AddSublet, Approve,
    ChangeJob, ChangeLine, Decline, Detach, JobOrder, MakeInvoice, Present, ReasonedOrder,
    SetDiscount,
};
use protocol::v1::{order as wire, ticket::TicketOrder};

use super::policy::days_back;
use super::ticket::{order, plain};
use super::words;
use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

pub(crate) fn detach(params: &Detach) -> Deed {
    let (customer, vehicle) = (params.customer, params.vehicle);
    let key = params.key.clone();
    plain(key, params.ticket_id, Plain::Detach { customer, vehicle })
}

pub(crate) fn plan(params: wire::Plan) -> Deed {
    let plan = Plan {
        advisor: params.advisor_id.map(|id| id.0),
        technician: params.technician_id.map(|id| id.0),
        promised_at: params.promised_at.map(|moment| moment.0.0),
        po_number: params.po_number,
        key_tag: params.key_tag,
        note: params.note,
    };
    plain(params.key, params.ticket_id, Plain::Plan(plan))
}

pub(crate) fn make_estimate(params: TicketOrder) -> Deed {
    plain(params.key, params.ticket_id, Plain::MakeEstimate)
}

pub(crate) fn present(params: Present) -> Deed {
    let expires = params.expires.map(|day| day.0);
    plain(params.key, params.ticket_id, Plain::Present { expires })
}

pub(crate) fn approve(connection: &Connection, params: Approve) -> Deed {
    let currency = connection.api.currency();
    let decision = Decision::Approve {
        by: params.by,
        channel: words::channel(params.channel),
        limit: params.limit.map(|minor| Money::new(minor, currency)),
        contact: params.contact,
        note: params.note,
        taken_by: params.taken_by.map(|id| id.0),
    };
    let jobs = params.job_ids.into_iter().map(|id| id.0).collect();
    plain(
        params.key,
        params.ticket_id,
        Plain::Decide { jobs, decision },
    )
}

pub(crate) fn decline(params: Decline) -> Deed {
    let decision = Decision::Decline {
        reason: params.reason,
        follow_up: params.follow_up.map(|day| day.0),
    };
    let jobs = params.job_ids.into_iter().map(|id| id.0).collect();
    plain(
        params.key,
        params.ticket_id,
        Plain::Decide { jobs, decision },
    )
}

pub(crate) fn start_work(params: TicketOrder) -> Deed {
    plain(params.key, params.ticket_id, Plain::StartWork)
}

pub(crate) fn make_invoice(params: MakeInvoice) -> Deed {
    let odometer_out = params.odometer_out;
    plain(
        params.key,
        params.ticket_id,
        Plain::MakeInvoice { odometer_out },
    )
}

pub(crate) fn add_job(params: AddJob) -> Deed {
    let draft = JobDraft {
        title: params.title,
        note: params.note,
        canned: None,
        origin: words::origin(params.origin),
        technician: params.technician_id.map(|id| id.0),
        comeback: params.comeback,
        from_deferral: None,
    };
    if let Some(job) = params.from_deferral_job_id {
        let (draft, job) = (Box::new(draft), job.0);
        let command = TicketCommand::AddDeferred { draft, job };
        return order(params.key, params.ticket_id, command);
    }
    plain(params.key, params.ticket_id, Plain::AddJob(draft))
}

pub(crate) fn change_job(connection: &Connection, params: ChangeJob) -> Result<Deed, Problem> {
    let currency = connection.api.currency();
    let discount = params
        .discount
        .map(|change| words::discount(change, currency));
    let change = JobChange {
        title: params.title,
        note: params
            .note
            .map(|note| Some(note).filter(|note| !note.is_empty())),
        technician: params.technician_id.map(|id| Some(id.0)),
        discount: discount.transpose()?,
        done: params.done,
    };
    let (job, change) = (params.job_id.0, Box::new(change));
    Ok(plain(
        params.key,
        params.ticket_id,
        Plain::ChangeJob { job, change },
    ))
}

pub(crate) fn remove_job(params: JobOrder) -> Deed {
    plain(
        params.key,
        params.ticket_id,
        Plain::RemoveJob(params.job_id.0),
    )
}

pub(crate) fn add_sublet(params: AddSublet) -> Deed {
    let sublet = SubletDraft {
        description: params.description,
        supplier: params.supplier_id.map(|id| id.0),
        cost: params.cost.0,
        price: params.price.0,
        purchase: params.purchase_id.map(|id| id.0),
        labor: params.labor,
    };
    let draft = words::draft(params.job_id, params.pay, None);
    plain(
        params.key,
        params.ticket_id,
        Plain::AddSublet(Box::new(sublet), draft),
    )
}

pub(crate) fn add_fee(params: AddFee) -> Result<Deed, Problem> {
    let class = params.tax_class.as_deref().unwrap_or("fee_shop").parse();
    let class = class.map_err(|error: domain::tax::UnknownTaxClass| {
        Problem::new(Code::InvalidParams, format!("tax_class: {error}"))
    })?;
    let fee = Plain::AddFee {
        description: params.description,
        class,
        price: params.price.0,
        draft: words::draft(params.job_id, None, None),
    };
    Ok(plain(params.key, params.ticket_id, fee))
}

pub(crate) fn add_customer_part(params: AddCustomerPart) -> Deed {
    let part = Plain::AddCustomerPart {
        description: params.description,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        draft: words::draft(params.job_id, None, None),
    };
    plain(params.key, params.ticket_id, part)
}

pub(crate) fn add_return(params: AddReturn) -> Deed {
    let command = TicketCommand::AddReturn {
        sold_on: params.sold_on.0,
        line: params.line_id.0,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        destination: words::return_to(params.destination),
        serials: params.serials,
        restocking: params.restocking.unwrap_or(0),
    };
    order(params.key, params.ticket_id, command)
}

pub(crate) fn add_return_without_receipt(params: AddReturnWithoutReceipt) -> Result<Deed, Problem> {
    let part = words::part_ref(params.part_id, params.code)?;
    let ticket = params.ticket_id.0;
    let mut order = NoReceiptOrder {
        part,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        destination: words::return_to(params.destination),
        serials: params.serials,
        reason: params.reason,
        shown: params.shown,
        lowest: None,
        before: None,
    };
    // What it was sold for of late is read from many tickets, away from the engine's thread.
    let prepare = move |api: &Api| {
        let rules = api.rules.get().no_receipt.clone();
        let queries = &*api.queries;
        let failed = |error| refuse::engine(&error);
        let found = match &order.part {
            PartRef::Id(id) => Some(*id),
            PartRef::Code(code) => {
                let found = queries.parts_by_code(code, 2);
                let found = found.map_err(|error| refuse::store(&error))?;
                // Several, or none: the engine says what is wrong with the code.
                let only = found.first().filter(|_| found.len() == 1);
                only.map(|view| view.part.id)
            }
        };
        if let Some(part) = found {
            let since = days_back(rules.price_days);
            order.lowest = no_receipt::lowest_price(queries, part, since).map_err(failed)?;
            order.part = PartRef::Id(part);
        }
        let view = queries
            .ticket(ticket)
            .map_err(|error| refuse::store(&error))?;
        if let Some(customer) = view.and_then(|view| view.ticket.customer) {
            let since = days_back(rules.customer_days);
            let before = no_receipt::brought_back(queries, customer, since, api.currency(), ticket);
            order.before = Some(before.map_err(failed)?);
        }
        let command = TicketCommand::AddReturnWithoutReceipt(Box::new(order));
        Ok(Command::Ticket { ticket, command })
    };
    Ok(Deed::Prepare(params.key, Box::new(prepare), Shape::Ticket))
}

pub(crate) fn change_line(connection: &Connection, params: ChangeLine) -> Result<Deed, Problem> {
    let currency = connection.api.currency();
    let discount = params
        .discount
        .map(|change| words::discount(change, currency));
    let change = LineChange {
        quantity: params.quantity.map(|quantity| quantity.0),
        unit_price: params.unit_price.map(|price| price.0),
        description: params.description,
        discount: discount.transpose()?,
        pay: params.pay.map(|pay| words::pay(Some(pay))),
        job: params.job_id.map(|id| Some(id.0)),
        serials: params.serials,
        technician: params.technician_id.map(|id| id.0),
        deposit: None,
    };
    let (line, change) = (params.line_id.0, Box::new(change));
    Ok(plain(
        params.key,
        params.ticket_id,
        Plain::ChangeLine { line, change },
    ))
}

pub(crate) fn set_discount(connection: &Connection, params: SetDiscount) -> Result<Deed, Problem> {
    let discount = words::discount(params.discount, connection.api.currency())?;
    Ok(plain(
        params.key,
        params.ticket_id,
        Plain::SetDiscount(discount),
    ))
}

pub(crate) fn reverse(params: ReasonedOrder) -> Deed {
    let reason = params.reason;
    plain(params.key, params.ticket_id, Plain::Reverse { reason })
}
