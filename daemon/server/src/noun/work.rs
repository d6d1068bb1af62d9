//! Work as technicians see it: their list, their clock, no prices.

use domain::ids::StaffId;
use domain::people::Role;
use domain::ticket::{JobChange, Stage, TicketOrder as Plain, TicketStatus};
use engine::queries::TicketFilter;
use engine::{Command, TicketCommand};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::order::{Clock, JobOrder, SetStatus};
use protocol::v1::work::{Get, List, ListResult, WorkSheet};
use protocol::values::{Key, StaffIdText, TicketIdText};

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

fn order(key: Key, ticket: TicketIdText, command: TicketCommand) -> Deed {
    let command = Command::Ticket {
        ticket: ticket.0,
        command,
    };
    Deed::Order(key, command, Shape::Work)
}

fn plain(key: Key, ticket: TicketIdText, plain: Plain) -> Deed {
    order(key, ticket, TicketCommand::Plain(Box::new(plain)))
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let filter = TicketFilter {
            status: Some(TicketStatus::Open),
            stage: Some(Stage::WorkOrder),
            work: params.work,
            technician: params.technician_id.map(|id| id.0),
            limit: limit(params.limit, 100),
            ..TicketFilter::default()
        };
        let found = api.queries.tickets(&filter);
        let found = found.map_err(|error| refuse::store(&error))?;
        let mut work = Vec::with_capacity(found.len());
        for row in found {
            work.extend(sheet(api, row.id)?);
        }
        Ok(ListResult {
            work,
            statuses: api.work_statuses(),
        })
    })
}

pub(crate) fn get(params: Get) -> Deed {
    Deed::read(move |api| {
        let sheet = sheet(api, params.ticket_id.0)?;
        sheet.ok_or_else(|| Problem::new(Code::NoSuchTicket, "no such ticket"))
    })
}

fn sheet(api: &Api, id: domain::ids::TicketId) -> Result<Option<WorkSheet>, Problem> {
    let view = api
        .queries
        .ticket(id)
        .map_err(|error| refuse::store(&error))?;
    Ok(view.map(|view| {
        convert::work_sheet(&view.ticket, view.customer.as_ref(), view.vehicle.as_ref())
    }))
}

pub(crate) fn set_status(params: SetStatus) -> Deed {
    plain(
        params.key,
        params.ticket_id,
        Plain::SetStatus(params.status),
    )
}

pub(crate) fn clock_on(connection: &Connection, params: Clock) -> Result<Deed, Problem> {
    let staff = clocked(connection, params.staff_id)?;
    let job = params.job_id.0;
    Ok(order(
        params.key,
        params.ticket_id,
        TicketCommand::ClockOn { job, staff },
    ))
}

pub(crate) fn clock_off(connection: &Connection, params: Clock) -> Result<Deed, Problem> {
    let staff = clocked(connection, params.staff_id)?;
    let (job, at) = (params.job_id.0, params.at.map(|moment| moment.0.0));
    Ok(plain(
        params.key,
        params.ticket_id,
        Plain::ClockOff { job, staff, at },
    ))
}

/// A technician clocks themselves; others' time is an advisor's business.
fn clocked(connection: &Connection, named: Option<StaffIdText>) -> Result<StaffId, Problem> {
    let own = connection.who.staff.as_ref();
    match (named, own) {
        (None, Some(staff)) => Ok(staff.id),
        (Some(named), Some(staff)) if staff.id == named.0 || staff.role >= Role::Advisor => {
            Ok(named.0)
        }
        (Some(named), None) => Ok(named.0),
        (Some(_), Some(_)) => Err(Problem::new(
            Code::RoleForbids,
            "only an advisor may clock someone else",
        )),
        (None, None) => Err(Problem::new(
            Code::InvalidParams,
            "staff_id: say who; nobody is signed in here",
        )),
    }
}

pub(crate) fn finish_job(params: JobOrder) -> Deed {
    let change = JobChange {
        done: Some(true),
        ..JobChange::default()
    };
    let (job, change) = (params.job_id.0, Box::new(change));
    plain(
        params.key,
        params.ticket_id,
        Plain::ChangeJob { job, change },
    )
}
