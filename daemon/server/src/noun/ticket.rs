//! Tickets and payments.

use domain::money::Quantity;
use domain::ticket::TicketStatus;
use engine::queries::TicketSummary;
use engine::{Command, PartRef, TicketCommand};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::ticket::{
    AddLabor, AddPart, Attach, ChangeQuantity, Get, GetResult, List, ListResult, Open,
    PaymentOrder, RemoveLine, Status, Summary, TakeCard, TakeCash, TicketOrder, Void,
};
use protocol::values::{Key, Moment, TicketIdText};

use crate::answer::Shape;
use crate::call::Deed;
use crate::refuse;

fn order(key: Key, ticket: TicketIdText, command: TicketCommand) -> Deed {
    Deed::Order(
        key,
        Command::Ticket {
            ticket: ticket.0,
            command,
        },
        Shape::Ticket,
    )
}

pub(crate) fn open(params: &Open) -> Deed {
    let command = Command::OpenTicket {
        customer: params.customer_id.map(|id| id.0),
        vehicle: params.vehicle_id.map(|id| id.0),
        odometer: params.odometer,
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
    let part = match (params.part_id, params.code) {
        (Some(id), None) => PartRef::Id(id.0),
        (None, Some(code)) => PartRef::Code(code),
        (Some(_), Some(_)) | (None, None) => {
            return Err(Problem::new(
                Code::InvalidParams,
                "give either part_id or code",
            ));
        }
    };
    let command = TicketCommand::AddPart {
        part,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        unit_price: params.unit_price.map(|price| price.0),
    };
    Ok(order(params.key, params.ticket_id, command))
}

pub(crate) fn add_labor(params: AddLabor) -> Deed {
    let AddLabor {
        key,
        ticket_id,
        description,
        hours,
        rate,
    } = params;
    let rate = rate.map(|rate| rate.0);
    order(
        key,
        ticket_id,
        TicketCommand::AddLabor {
            description,
            hours: hours.0,
            rate,
        },
    )
}

pub(crate) fn change_quantity(params: ChangeQuantity) -> Deed {
    let ChangeQuantity {
        key,
        ticket_id,
        line_id,
        quantity,
    } = params;
    order(
        key,
        ticket_id,
        TicketCommand::ChangeQuantity {
            line: line_id.0,
            quantity: quantity.0,
        },
    )
}

pub(crate) fn remove_line(params: RemoveLine) -> Deed {
    order(
        params.key,
        params.ticket_id,
        TicketCommand::RemoveLine {
            line: params.line_id.0,
        },
    )
}

pub(crate) fn void(params: Void) -> Deed {
    order(
        params.key,
        params.ticket_id,
        TicketCommand::Void {
            reason: params.reason,
        },
    )
}

pub(crate) fn close(params: TicketOrder) -> Deed {
    order(params.key, params.ticket_id, TicketCommand::Close)
}

pub(crate) fn reprint(params: TicketOrder) -> Deed {
    order(params.key, params.ticket_id, TicketCommand::Reprint)
}

pub(crate) fn take_cash(params: TakeCash) -> Deed {
    let TakeCash {
        key,
        ticket_id,
        tendered,
        amount,
    } = params;
    order(key, ticket_id, TicketCommand::TakeCash { tendered, amount })
}

pub(crate) fn take_card(params: TakeCard) -> Deed {
    let TakeCard {
        key,
        ticket_id,
        amount,
    } = params;
    order(key, ticket_id, TicketCommand::TakeCard { amount })
}

pub(crate) fn retry_card(params: PaymentOrder) -> Deed {
    order(
        params.key,
        params.ticket_id,
        TicketCommand::RetryCard {
            payment: params.payment_id.0,
        },
    )
}

pub(crate) fn cancel_card(params: PaymentOrder) -> Deed {
    order(
        params.key,
        params.ticket_id,
        TicketCommand::CancelCard {
            payment: params.payment_id.0,
        },
    )
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
        let ticket = convert::ticket(&view.ticket, view.customer.as_ref(), view.vehicle.as_ref());
        Ok(GetResult {
            ticket: ticket.map_err(|refusal| Problem::from(&refusal))?,
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
        });
        let found = match &params.query {
            Some(query) => api.queries.search_tickets(query, limit),
            None => api.queries.tickets(status, None, limit),
        };
        let found = found.map_err(|error| refuse::store(&error))?;
        Ok(ListResult {
            tickets: found.into_iter().map(summary).collect(),
        })
    })
}

pub(crate) fn summary(row: TicketSummary) -> Summary {
    Summary {
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
