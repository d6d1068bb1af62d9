//! Tickets and payments.

use domain::Event;
use domain::money::Quantity;
use domain::ticket::{
    self, LineChange, PartCondition, Ticket, TicketEvent, TicketOrder as Plain, TicketStatus,
};
use engine::queries::{TicketFilter, TicketSummary};
use engine::{Command, LaborOrder, PartOrder, Recorded, TicketCommand};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::order::Revision;
use protocol::v1::payment::{PaymentOrder, TakeCard, TakeCash};
use protocol::v1::ticket::{
    AddLabor, AddPart, Attach, ChangeQuantity, Get, GetResult, List, ListResult, Open, RemoveLine,
    Status, Summary, TicketOrder, Void,
};
use protocol::values::{Key, Moment, TicketIdText};

use super::words;
use crate::answer::{Shape, wire_ticket};
use crate::api::Api;
use crate::call::Deed;
use crate::refuse;

/// Makes the deed of an order to a ticket.
pub(crate) fn order(key: Key, ticket: TicketIdText, command: TicketCommand) -> Deed {
    let command = Command::Ticket {
        ticket: ticket.0,
        command,
    };
    Deed::Order(key, command, Shape::Ticket)
}

/// Makes the deed of an order that names nothing to be looked up.
pub(crate) fn plain(key: Key, ticket: TicketIdText, plain: Plain) -> Deed {
    order(key, ticket, TicketCommand::Plain(Box::new(plain)))
}

pub(crate) fn open(params: &Open) -> Deed {
    let command = Command::OpenTicket {
        customer: params.customer_id.map(|id| id.0),
        vehicle: params.vehicle_id.map(|id| id.0),
        odometer: params.odometer,
        estimate: params.estimate,
    };
    Deed::Order(params.key.clone(), command, Shape::Ticket)
}

pub(crate) fn attach(params: &Attach) -> Deed {
    let command = TicketCommand::Attach {
        customer: params.customer_id.map(|id| id.0),
        vehicle: params.vehicle_id.map(|id| id.0),
        odometer: params.odometer,
    };
    order(params.key.clone(), params.ticket_id, command)
}

pub(crate) fn add_part(params: AddPart) -> Result<Deed, Problem> {
    let part = words::part_ref(params.part_id, params.code)?;
    let part = PartOrder {
        part,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        unit_price: params.unit_price.map(|price| price.0),
        condition: params
            .condition
            .map_or(PartCondition::New, words::condition),
        serials: params.serials,
        core_in_hand: params.core_in_hand,
    };
    let draft = words::draft(params.job_id, params.pay, params.origin);
    let command = TicketCommand::AddPart(Box::new(part), draft);
    Ok(order(params.key, params.ticket_id, command))
}

pub(crate) fn add_labor(params: AddLabor) -> Deed {
    let labor = LaborOrder {
        description: params.description,
        hours: params.hours.0,
        rate: params.rate.map(|rate| rate.0),
        rate_name: params.rate_name,
        technician: params.technician_id.map(|id| id.0),
        diagnostic: params.diagnostic,
    };
    let draft = words::draft(params.job_id, params.pay, params.origin);
    let command = TicketCommand::AddLabor(Box::new(labor), draft);
    order(params.key, params.ticket_id, command)
}

pub(crate) fn change_quantity(params: ChangeQuantity) -> Deed {
    let change = LineChange {
        quantity: Some(params.quantity.0),
        ..LineChange::default()
    };
    let line = params.line_id.0;
    let change = Box::new(change);
    plain(
        params.key,
        params.ticket_id,
        Plain::ChangeLine { line, change },
    )
}

pub(crate) fn remove_line(params: RemoveLine) -> Deed {
    let line = params.line_id.0;
    plain(params.key, params.ticket_id, Plain::RemoveLine { line })
}

pub(crate) fn void(params: Void) -> Deed {
    let reason = params.reason;
    plain(params.key, params.ticket_id, Plain::Void { reason })
}

pub(crate) fn close(params: TicketOrder) -> Deed {
    plain(params.key, params.ticket_id, Plain::Close)
}

pub(crate) fn reprint(params: TicketOrder) -> Deed {
    plain(params.key, params.ticket_id, Plain::Reprint)
}

pub(crate) fn take_cash(params: TakeCash) -> Deed {
    let (tendered, amount) = (params.tendered, params.amount);
    plain(
        params.key,
        params.ticket_id,
        Plain::TakeCash { tendered, amount },
    )
}

pub(crate) fn take_card(params: TakeCard) -> Deed {
    let amount = params.amount;
    plain(params.key, params.ticket_id, Plain::TakeCard { amount })
}

pub(crate) fn retry_card(params: PaymentOrder) -> Deed {
    let payment = params.payment_id.0;
    plain(params.key, params.ticket_id, Plain::RetryCard { payment })
}

pub(crate) fn cancel_card(params: PaymentOrder) -> Deed {
    let payment = params.payment_id.0;
    plain(params.key, params.ticket_id, Plain::CancelCard { payment })
}

/// Returns a ticket as it stood when a revision of its estimate was shown.
pub(crate) fn revision(params: &Revision) -> Deed {
    let (id, revision) = (params.ticket_id.0, params.revision);
    Deed::read(move |api| {
        let story = api.queries.story(id.uuid(), None);
        let story = story.map_err(|error| refuse::store(&error))?;
        let shown = |record: &&Recorded| {
            matches!(
                &record.event,
                Event::Ticket(_, TicketEvent::Presented { revision: of, .. }) if *of == revision
            )
        };
        let until = story.iter().find(shown).map(|record| record.cursor);
        let none = || Problem::new(Code::NoSuchTicket, "the ticket has no such revision");
        let until = until.ok_or_else(none)?;
        let then = story.iter().take_while(|record| record.cursor <= until);
        let ticket = Ticket::replay(then.map(|r| (&r.event, r.at, &r.actor)));
        Ok(GetResult {
            ticket: wire_ticket(api, &ticket.ok_or_else(none)?)?,
            cursor: until,
        })
    })
}

pub(crate) fn get(params: &Get) -> Deed {
    let id = params.ticket_id.0;
    Deed::read(move |api| {
        // The cursor first: events after it may already show in the ticket, but none before it is missing.
        let cursor = api.hub.head();
        let view = api
            .queries
            .ticket(id)
            .map_err(|error| refuse::store(&error))?;
        let view = view.ok_or_else(|| Problem::new(Code::NoSuchTicket, "no such ticket"))?;
        Ok(GetResult {
            ticket: wire_ticket(api, &view.ticket)?,
            cursor,
        })
    })
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 50);
        let status = params.status.map(|status| match status {
            Status::Open => TicketStatus::Open,
            Status::Paid => TicketStatus::Paid,
            Status::Voided => TicketStatus::Voided,
            Status::Reversed => TicketStatus::Reversed,
        });
        let status = status.or_else(|| params.queue.map(|_| TicketStatus::Open));
        let filter = TicketFilter {
            status,
            stage: params.stage.map(words::stage),
            work: params.work,
            advisor: params.advisor_id.map(|id| id.0),
            technician: params.technician_id.map(|id| id.0),
            customer: params.customer_id.map(|id| id.0),
            vehicle: params.vehicle_id.map(|id| id.0),
            before: None,
            limit,
        };
        let found = match &params.query {
            Some(query) => api.queries.search_tickets(query, limit),
            None => api.queries.tickets(&filter),
        };
        let found = found.map_err(|error| refuse::store(&error))?;
        let rows = found.into_iter().map(|row| summary(api, row));
        let wanted = rows.filter(|row| params.queue.is_none() || row.queue == params.queue);
        Ok(ListResult {
            tickets: wanted.collect(),
        })
    })
}

pub(crate) fn summary(api: &Api, row: TicketSummary) -> Summary {
    let rules = api.rules.get();
    let queue = (row.status == TicketStatus::Open)
        .then(|| ticket::queue_of(row.stage, row.work.as_deref(), rules.work_done()));
    Summary {
        stage: convert::stage(row.stage),
        queue: queue.map(convert::queue),
        work: row.work,
        papers: [row.estimate, row.work_order, row.invoice]
            .into_iter()
            .flatten()
            .collect(),
        advisor_id: row.advisor.map(Into::into),
        technician_id: row.technician.map(Into::into),
        promised_at: row.promised_at.map(Moment),
        id: row.id.into(),
        number: row.number,
        receipt_number: row.receipt,
        status: convert::status(row.status),
        customer_name: row.customer_name,
        vehicle_label: row.vehicle_label,
        total: row.total.minor(),
        due: row.due.minor(),
        opened_at: Moment(row.opened_at),
        closed_at: row.closed_at.map(Moment),
    }
}
