//! Canned jobs.

use domain::Refusal;
use domain::canned::Canned;
use engine::{Command, TicketCommand};
use protocol::convert;
use protocol::problem::Problem;
use protocol::v1::canned::{Get, GetResult, List, ListResult, Retire, Save};
use protocol::v1::limit;
use protocol::v1::order::AddCanned;

use super::ticket::order;
use crate::answer::{Shape, fold, folds};
use crate::call::Deed;
use crate::refuse;

pub(crate) fn save(params: Save) -> Result<Deed, Problem> {
    let job = convert::canned_in(params.title, params.note, params.group, params.lines)?;
    let command = Command::SaveCanned {
        id: params.canned_job_id.map(|id| id.0),
        job: Box::new(job),
    };
    Ok(Deed::Order(params.key, command, Shape::Canned))
}

pub(crate) fn retire(params: Retire) -> Deed {
    let command = Command::RetireCanned(params.canned_job_id.0);
    Deed::Order(params.key, command, Shape::Canned)
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 200);
        let found = match &params.group {
            Some(group) => api.queries.found("canned.group", group, None, limit),
            None => api.queries.found("canned.state", "offered", None, limit),
        };
        let found = found.map_err(|error| refuse::store(&error))?;
        let jobs = folds::<Canned>(api, found)?;
        Ok(ListResult {
            canned_jobs: jobs.iter().map(convert::canned).collect(),
        })
    })
}

pub(crate) fn get(params: &Get) -> Deed {
    let id = params.canned_job_id.0;
    Deed::read(move |api| {
        let canned: Option<Canned> = fold(api, id.uuid(), None)?;
        let canned = canned.ok_or_else(|| Problem::from(&Refusal::NoSuchCanned(id)))?;
        Ok(GetResult {
            canned_job: convert::canned(&canned),
        })
    })
}

pub(crate) fn add(params: AddCanned) -> Deed {
    let attributes = params.attributes.into_iter();
    let command = TicketCommand::AddCanned {
        canned: params.canned_job_id.0,
        attributes: attributes.map(|(name, value)| (name, value.0)).collect(),
    };
    order(params.key, params.ticket_id, command)
}
