//! Device jobs: drawer, documents of outside programs, retries.

use domain::drawer::DrawerEvent;
use domain::ids::{DeviceName, JobId};
use domain::job::{JobKind, JobState};
use domain::{Event, Refusal};
use engine::Command;
use engine::queries::{JobFilter, JobView};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::device::{Device, Kind as DeviceKind};
use protocol::v1::drawer;
use protocol::v1::job::{
    Cancel, ELEMENTS_MAX, Element, Job, Kind, List, ListResult, OpenDrawer, Preview, Previewed,
    Reprint, Resolve, Retry, State, Submit,
};
use protocol::v1::limit;
use protocol::values::{Moment, TicketIdText};

use crate::answer::Shape;
use crate::api::Api;
use crate::call::{Deed, to_json};
use crate::connection::Connection;
use crate::noun::{document, lease};
use crate::refuse;

/// The longest text of one element, in characters.
const ELEMENT_TEXT_MAX: usize = 1000;

pub(crate) fn open_drawer(connection: &Connection, params: OpenDrawer) -> Result<Deed, Problem> {
    let own = connection.api.rules.get().drawer.clone();
    let drawer = params.device.clone().or(own.map(|own| own.to_string()));
    if let Some(name) = &params.device {
        let known = connection.api.bridge.devices();
        let is_drawer = |device: &Device| device.kind == DeviceKind::Drawer && device.name == *name;
        if !known.iter().any(is_drawer) {
            let message = format!("there is no drawer `{name}`");
            return Err(Problem::new(Code::NoSuchDevice, message));
        }
    }
    if let Some(drawer) = drawer {
        lease::check(connection, &drawer)?;
    }
    let command = Command::OpenDrawer {
        device: params.device.map(DeviceName::new),
        reason: params.reason,
    };
    Ok(Deed::Order(params.key, command, Shape::Jobs))
}

pub(crate) fn cancel(params: Cancel) -> Deed {
    let job = params.job_id.0;
    Deed::Order(params.key, Command::CancelJob { job }, Shape::Jobs)
}

pub(crate) fn resolve(params: Resolve) -> Deed {
    let (job, done) = (params.job_id.0, params.done);
    Deed::Order(params.key, Command::ResolveJob { job, done }, Shape::Jobs)
}

pub(crate) fn reprint(params: Reprint) -> Deed {
    let job = params.job_id.0;
    Deed::Prepare(
        params.key,
        Box::new(move |api| {
            kept(api, job)?;
            Ok(Command::ReprintJob { job, device: None })
        }),
        Shape::Jobs,
    )
}

pub(crate) fn preview(params: &Preview) -> Deed {
    let job = params.job_id.0;
    Deed::read(move |api| kept(api, job))
}

/// Returns what a job sent, as long as that is kept.
fn kept(api: &Api, job: JobId) -> Result<Previewed, Problem> {
    let known = api
        .queries
        .job(job)
        .map_err(|error| refuse::store(&error))?;
    if known.is_none() {
        return Err(Problem::from(&Refusal::NoSuchJob(job)));
    }
    let sent = api.papers.sent(job).map_err(document::refused)?;
    sent.ok_or_else(|| Problem::new(Code::JobTooOld, "nothing that this job sent is kept"))
}

/// The openings of the drawers, newest first.
pub(crate) fn openings(params: &drawer::List) -> Deed {
    let limit = limit(params.limit, 50);
    Deed::read(move |api| {
        let latest = api
            .queries
            .latest("drawer.opened", limit)
            .map_err(|error| refuse::store(&error))?;
        let mut openings = Vec::with_capacity(latest.len());
        for opened in latest {
            let Event::Drawer(id, DrawerEvent::Opened { device, job }) = &opened.event else {
                continue;
            };
            let story = api
                .queries
                .story(id.uuid(), None)
                .map_err(|error| refuse::store(&error))?;
            let closed = story
                .iter()
                .find(|record| matches!(record.event, Event::Drawer(_, DrawerEvent::Closed)));
            openings.push(drawer::Opening {
                device: device.to_string(),
                opened_at: Moment(opened.at),
                job_id: job.map(Into::into),
                left_open: story
                    .iter()
                    .any(|record| matches!(record.event, Event::Drawer(_, DrawerEvent::LeftOpen))),
                closed_at: closed.map(|record| Moment(record.at)),
            });
        }
        Ok(drawer::ListResult { openings })
    })
}

pub(crate) fn retry(params: Retry) -> Deed {
    Deed::Order(
        params.key,
        Command::RetryJob {
            job: params.job_id.0,
        },
        Shape::Jobs,
    )
}

pub(crate) fn submit(connection: &Connection, params: Submit) -> Result<Deed, Problem> {
    let Submit {
        key,
        device,
        document,
    } = params;
    let wrong = |message: String| Err(Problem::new(Code::InvalidParams, message));
    let count = document.elements.len();
    if count == 0 || count > ELEMENTS_MAX {
        return wrong(format!(
            "document.elements: has {count} elements; send 1 to {ELEMENTS_MAX}"
        ));
    }
    for (index, element) in document.elements.iter().enumerate() {
        if let Err(why) = check(element) {
            return wrong(format!("document.elements[{index}]: {why}"));
        }
    }
    if let Some(name) = &device
        && !connection.api.shop.printers.contains(name)
    {
        let known = connection.api.shop.printers.join(", ");
        return wrong(format!(
            "device: there is no printer `{name}`; the printers are: {known}"
        ));
    }
    let own = connection.api.rules.get().receipt_printer.clone();
    if let Some(printer) = device.clone().or(own.map(|own| own.to_string())) {
        lease::check(connection, &printer)?;
    }
    let body = to_json(&document)?;
    let command = Command::PrintDocument {
        device: device.map(DeviceName::new),
        body,
    };
    Ok(Deed::Order(key, command, Shape::Jobs))
}

fn check(element: &Element) -> Result<(), &'static str> {
    let text_fits = |text: &str| {
        if text.chars().count() > ELEMENT_TEXT_MAX {
            Err("the text is longer than 1000 characters")
        } else if domain::text::looks_like_card_number(text) {
            Err("the text seems to hold a payment card number, which may not be kept")
        } else {
            Ok(())
        }
    };
    match element {
        Element::Text(text) => text_fits(&text.text),
        Element::Pair(pair) => text_fits(&pair.left).and_then(|()| text_fits(&pair.right)),
        Element::Barcode(data) => {
            let printable = data.bytes().all(|byte| (0x20..0x7f).contains(&byte));
            if printable && (1..=60).contains(&data.len()) {
                Ok(())
            } else {
                Err("a barcode holds 1 to 60 printable ASCII characters")
            }
        }
        Element::Qr(data) if (1..=1000).contains(&data.len()) => Ok(()),
        Element::Qr(_) => Err("a QR code holds 1 to 1000 bytes"),
        Element::Feed(lines) if *lines <= 20 => Ok(()),
        Element::Feed(_) => Err("feed at most 20 lines"),
        Element::Rule | Element::Cut => Ok(()),
    }
}

pub(crate) fn list(params: &List) -> Deed {
    let limit = limit(params.limit, 50);
    let filter = match params.unsettled {
        Some(true) => JobFilter::Unsettled,
        Some(false) | None => JobFilter::All,
    };
    Deed::read(move |api| {
        let jobs = api
            .queries
            .jobs(filter, limit)
            .map_err(|error| refuse::store(&error))?;
        Ok(ListResult {
            jobs: jobs.into_iter().map(wire).collect(),
        })
    })
}

fn wire(view: JobView) -> Job {
    let JobView {
        job,
        ticket_number,
        requested_at,
        settled_at,
    } = view;
    let mut paper = None;
    let (kind, ticket_id, copy, said) = match job.kind {
        JobKind::Paper { what, .. } => {
            paper = Some(convert::paper_out(what));
            (Kind::Paper, None, false, None)
        }
        JobKind::Receipt { ticket, copy } => {
            (Kind::Receipt, Some(TicketIdText(ticket)), copy, None)
        }
        JobKind::Drawer { reason, ticket } => {
            (Kind::Drawer, ticket.map(TicketIdText), false, Some(reason))
        }
        JobKind::Reprint { .. } => (Kind::Reprint, None, true, None),
        JobKind::Document { .. } => (Kind::Document, None, false, None),
    };
    let (state, problem) = match job.state {
        JobState::Requested => (State::Requested, said),
        JobState::Started => (State::Started, said),
        JobState::Done => (State::Done, said),
        JobState::Unconfirmed => (State::Unconfirmed, said),
        JobState::Failed { reason } => (State::Failed, Some(reason)),
        JobState::Unknown { reason } => (State::Unknown, Some(reason)),
    };
    Job {
        id: job.id.into(),
        kind,
        paper,
        device: job.device.to_string(),
        state,
        copy,
        ticket_id,
        ticket_number,
        problem,
        requested_at: Moment(requested_at),
        settled_at: settled_at.map(Moment),
    }
}
