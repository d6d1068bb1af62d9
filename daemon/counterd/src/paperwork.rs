//! From a job of the journal to a printer's bytes.

use std::collections::BTreeMap;

use documents::{
    ExternalElement, ExternalError, Letterhead, LocalTime, Receipt, external, receipt,
};
use domain::job::{Job, JobKind};
use domain::ticket::Ticket;
use domain::{Actor, Refusal, Timestamp};
use engine::{Queries, StoreError};
use jiff::tz::TimeZone;
use paper::PaperWidth;
use paper::escpos::{Profile, encode};
use protocol::v1::job::{Align, Document, Element};
use settings::Settings;
use settings::model::DeviceKind;

use crate::startup;

/// Why a job's paper cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PaperworkError {
    #[error("reading what the job prints")]
    Store(#[from] StoreError),
    #[error("the ticket of the receipt is gone")]
    NoTicket,
    #[error("the receipt cannot be written")]
    Receipt(#[from] Refusal),
    #[error("the document cannot be printed")]
    External(#[from] ExternalError),
    #[error("the document cannot be read back")]
    Body(#[from] serde_json::Error),
    #[error("there is no printer `{0}` in the settings any more")]
    NoPrinter(String),
}

/// Everything that paper needs beside the job.
pub(crate) struct Paperwork {
    letterhead: Letterhead,
    time_zone: TimeZone,
    printers: BTreeMap<String, (Profile, PaperWidth)>,
}

impl Paperwork {
    pub(crate) fn new(settings: &Settings, time_zone: TimeZone) -> Self {
        let printers = settings
            .devices
            .iter()
            .filter_map(|device| match &device.kind {
                DeviceKind::Printer(printer) => {
                    let layout = (startup::profile(printer), startup::paper_width(printer));
                    Some((device.name.clone(), layout))
                }
                DeviceKind::Scanner(_) | DeviceKind::Drawer(_) => None,
            });
        let letterhead = Letterhead {
            name: settings.shop.name.clone(),
            address: settings.shop.address.clone(),
            phone: settings.shop.phone.clone(),
        };
        Self {
            letterhead,
            time_zone,
            printers: printers.collect(),
        }
    }

    /// Makes the bytes that a job sends to its printer; none for a drawer, whose driver knows its pulse.
    pub(crate) fn bytes(
        &self,
        job: &Job,
        queries: &dyn Queries,
    ) -> Result<Option<Vec<u8>>, PaperworkError> {
        let document = match &job.kind {
            JobKind::Drawer { .. } => return Ok(None),
            JobKind::Receipt { ticket, copy } => {
                let view = queries.ticket(*ticket)?.ok_or(PaperworkError::NoTicket)?;
                let served_by = served_by(&view.ticket, queries)?;
                receipt(&Receipt {
                    ticket: &view.ticket,
                    customer: view.customer.as_ref(),
                    vehicle: view.vehicle.as_ref(),
                    shop: &self.letterhead,
                    served_by: served_by.as_deref(),
                    closed: self.local(view.ticket.closed_at.unwrap_or(view.ticket.opened_at)),
                    copy: *copy,
                    width: self.printer(job)?.1,
                })?
            }
            JobKind::Document { body } => {
                let document: Document = serde_json::from_str(body)?;
                let elements: Vec<_> = document.elements.into_iter().map(element).collect();
                external(self.printer(job)?.1, &elements)?
            }
        };
        Ok(Some(encode(&document, &self.printer(job)?.0)))
    }

    fn printer(&self, job: &Job) -> Result<&(Profile, PaperWidth), PaperworkError> {
        let name = job.device.as_str();
        self.printers
            .get(name)
            .ok_or_else(|| PaperworkError::NoPrinter(name.to_owned()))
    }

    fn local(&self, at: Timestamp) -> LocalTime {
        let at = jiff::Timestamp::from_millisecond(at.unix_ms()).unwrap_or_default();
        let at = at.to_zoned_datetime(self.time_zone.clone()).datetime();
        let small = |number: i8| u8::try_from(number).unwrap_or_default();
        LocalTime {
            year: u16::try_from(at.year()).unwrap_or_default(),
            month: small(at.month()),
            day: small(at.day()),
            hour: small(at.hour()),
            minute: small(at.minute()),
        }
    }
}

fn served_by(ticket: &Ticket, queries: &dyn Queries) -> Result<Option<String>, StoreError> {
    Ok(match &ticket.opened_by {
        Actor::Staff(id) => queries.staff_member(*id)?.map(|staff| staff.name),
        Actor::Client(name) => Some(name.clone()),
        Actor::Daemon => None,
    })
}

fn element(element: Element) -> ExternalElement {
    match element {
        Element::Text(text) => ExternalElement::Text {
            text: text.text,
            align: match text.align {
                Align::Left => paper::Align::Left,
                Align::Center => paper::Align::Center,
                Align::Right => paper::Align::Right,
            },
            bold: text.bold,
            large: text.large,
        },
        Element::Pair(pair) => ExternalElement::Pair {
            left: pair.left,
            right: pair.right,
        },
        Element::Rule => ExternalElement::Rule,
        Element::Feed(lines) => ExternalElement::Feed(lines),
        Element::Barcode(data) => ExternalElement::Barcode(data),
        Element::Qr(data) => ExternalElement::Qr(data),
        Element::Cut => ExternalElement::Cut,
    }
}
