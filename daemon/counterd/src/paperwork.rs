//! From a job of the journal to a printer's bytes, and from a thing of the shop to its paper.

mod account;
mod goods;
mod labels;
mod load;
mod screen;
mod till;

use std::sync::Arc;

use documents::labels::LabelInput;
use documents::{
    DateOrder, DocumentError, ExternalElement, ExternalError, Form, Input, Kind, LaborBasis,
    Rendered, RepairTerms, Shop, StaffNames, TicketInput, external, render,
};
use domain::ids::{
    CoreId, CountId, CustomerId, JobId, PartId, PurchaseId, TicketId, TillId, TransferId,
};
use domain::job::{Job, JobKind, PaperKind};
use domain::money::MoneyError;
use domain::people::Customer;
use domain::ticket::Ticket;
use domain::{Actor, Timestamp};
use engine::{CurrentRules, EngineError, Queries, StoreError};
use paper::label::{Dpi, raster};
use paper::preview::PreviewError;
use paper::{PaperWidth, Printed};
use protocol::v1::job::{Align, Document, Element};
use settings::Settings;
use settings::model::{Dates, LaborBasis as Basis};
use uuid::Uuid;

use crate::hardware::printers::{Printers, ReceiptPrinter};
use crate::kept::KeptPapers;
use crate::startup::{self, Checked};

pub(crate) use screen::Screen;

/// Why a job's paper cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PaperworkError {
    #[error("reading what the job prints")]
    Store(#[from] StoreError),
    #[error("what the paper is made of is not there")]
    Gone,
    #[error("no statement was issued yet")]
    NoStatement,
    #[error("the label cannot be made: {0}")]
    Label(String),
    #[error("working out the statement")]
    Statement(#[from] domain::people::CustomerRefusal),
    #[error("working out the figures of the paper")]
    Figures(#[from] EngineError),
    #[error("adding up the figures of the paper")]
    Money(#[from] MoneyError),
    #[error("the picture of the paper cannot be made")]
    Preview(#[from] PreviewError),
    #[error("the paper cannot be written")]
    Document(#[from] DocumentError),
    #[error("the document cannot be printed")]
    External(#[from] ExternalError),
    #[error("the document cannot be read back")]
    Body(#[from] serde_json::Error),
    #[error("reading what the job sent")]
    Kept(#[source] std::io::Error),
    #[error("what the earlier job sent is no longer kept; print the paper anew")]
    NotKept,
    #[error("there is no printer `{0}` in the settings any more")]
    NoPrinter(String),
}

/// What was made: a paper in the form asked for, or a label, which has a size of its own.
enum Made {
    Paper(Rendered),
    Label(LabelInput),
}

/// Everything that paper needs beside the job.
pub(crate) struct Paperwork {
    shop: Shop,
    rules: CurrentRules,
    printers: Printers,
    kept: Arc<KeptPapers>,
}

impl Paperwork {
    pub(crate) fn new(
        settings: &Settings,
        checked: &Checked,
        rules: CurrentRules,
        printers: Printers,
        kept: Arc<KeptPapers>,
    ) -> Self {
        let shop = Shop {
            name: settings.shop.name.clone(),
            address: settings.shop.address.clone(),
            phone: settings.shop.phone.clone(),
            registration: settings.shop.registration.clone(),
            logo: None,
            dates: match settings.shop.dates {
                Dates::Mdy => DateOrder::Mdy,
                Dates::Dmy => DateOrder::Dmy,
                Dates::Iso => DateOrder::Iso,
            },
            time_zone: checked.time_zone.clone(),
            distance: startup::distance(settings),
            terms: RepairTerms {
                profile: startup::repair_law(settings),
                labor: match settings.shop.labor_basis {
                    Basis::FlatRate => LaborBasis::FlatRate,
                    Basis::Hourly => LaborBasis::Hourly,
                    Basis::Both => LaborBasis::Both,
                },
                storage_per_day: checked.storage_per_day,
            },
        };
        Self {
            shop,
            rules,
            printers,
            kept,
        }
    }

    /// Makes the bytes that a job sends to its printer; none for a drawer, whose driver knows its pulse.
    pub(crate) fn bytes(
        &self,
        job: &Job,
        requested_at: Timestamp,
        queries: &dyn Queries,
    ) -> Result<Option<Vec<u8>>, PaperworkError> {
        let document = match &job.kind {
            JobKind::Drawer { .. } => return Ok(None),
            JobKind::Receipt { ticket, copy } => {
                let form = roll(self.printer(job)?.width);
                match self.of_ticket(Kind::Receipt, *ticket, *copy, form, None, queries)? {
                    Rendered::Roll(document) => document,
                    Rendered::Pdf(_) => return Ok(None),
                }
            }
            JobKind::Paper { what, id } => {
                let width = self.printer(job)?.width;
                match self.paper(*what, *id, roll(width), requested_at, queries)? {
                    Made::Paper(Rendered::Roll(document)) => document,
                    Made::Paper(Rendered::Pdf(_)) => return Ok(None),
                    Made::Label(label) => self.on_roll(&label, width)?,
                }
            }
            JobKind::Reprint { of } => {
                let bytes = self.kept.read(*of).map_err(PaperworkError::Kept)?;
                let bytes = bytes.ok_or(PaperworkError::NotKept)?;
                return Ok(Some(copy(self.printer(job)?, &bytes)));
            }
            JobKind::Document { body } => {
                let document: Document = serde_json::from_str(body)?;
                let elements: Vec<_> = document.elements.into_iter().map(element).collect();
                external(self.printer(job)?.width, &elements)?
            }
        };
        Ok(Some(self.printer(job)?.encode(&document)))
    }

    /// Makes a paper of something the shop keeps. What only a moment can say (the figures of an open drawer) is as it was `at`
    /// that moment.
    ///
    /// A new kind of paper is one arm here: load what it is made of, and name its input.
    fn paper(
        &self,
        what: PaperKind,
        id: Uuid,
        form: Form,
        at: Timestamp,
        queries: &dyn Queries,
    ) -> Result<Made, PaperworkError> {
        let ticket = |kind, copy| {
            let made = self.of_ticket(kind, TicketId::new(id), copy, form, Some(at), queries)?;
            Ok(Made::Paper(made))
        };
        let paper = |kind, input: Input<'_>| Ok(Made::Paper(render(kind, &input, form)?));
        let label = |input: Result<LabelInput, PaperworkError>| input.map(Made::Label);
        let shop = &self.shop;
        match what {
            PaperKind::Estimate => ticket(Kind::Estimate, false),
            PaperKind::Invoice => ticket(Kind::Invoice, false),
            // The sale itself printed the first one.
            PaperKind::Receipt => ticket(Kind::Receipt, true),
            PaperKind::WorkOrder => ticket(Kind::WorkOrderCustomer, false),
            PaperKind::WorkOrderTechnician => ticket(Kind::WorkOrderTechnician, false),
            PaperKind::XReport => {
                let input = till::x_report(TillId::new(id), at, queries)?;
                paper(Kind::TillReport, Input::Till(&input, shop))
            }
            PaperKind::ZReport => {
                let input = till::z_report(TillId::new(id), queries)?;
                paper(Kind::TillReport, Input::Till(&input, shop))
            }
            PaperKind::DepositSlip => {
                let input = till::deposit_slip(TillId::new(id), queries)?;
                paper(Kind::DepositSlip, Input::Deposit(&input, shop))
            }
            PaperKind::CountSheet => {
                let input = goods::count_sheet(CountId::new(id), queries)?;
                paper(Kind::CountSheet, Input::Count(&input, shop))
            }
            PaperKind::PurchaseOrder => {
                let input = goods::purchase_order(PurchaseId::new(id), shop, queries)?;
                paper(Kind::PurchaseOrder, Input::Purchase(&input, shop))
            }
            PaperKind::Statement => {
                let input = account::last_statement(CustomerId::new(id), queries)?;
                paper(Kind::Statement, Input::Statement(&input, shop))
            }
            PaperKind::TransferSlip => {
                let input = goods::transfer_slip(TransferId::new(id), queries)?;
                paper(Kind::TransferSlip, Input::Transfer(&input, shop))
            }
            PaperKind::BinLabel => label(labels::bin(PartId::new(id), queries)),
            PaperKind::PartLabel => label(self.part_label(PartId::new(id), queries)),
            PaperKind::TireLabel => label(self.tire_label(PartId::new(id), queries)),
            PaperKind::CoreTag => label(labels::core_tag(CoreId::new(id), queries)),
            PaperKind::KeyTag => label(labels::key_tag(TicketId::new(id), queries)),
            PaperKind::OilChangeSticker => label(self.oil_change(TicketId::new(id), queries)),
            PaperKind::WorkOrderLabel => label(self.work_order_label(TicketId::new(id), queries)),
        }
    }

    /// Makes a label for a printer that has a roll of paper in it: as wide as it prints, as a picture.
    fn on_roll(
        &self,
        label: &LabelInput,
        width: PaperWidth,
    ) -> Result<paper::Document, PaperworkError> {
        let printable = match width {
            PaperWidth::Mm58 => 48,
            PaperWidth::Mm80 => 72,
        };
        let label = self.lay_out(label, Some(printable))?;
        let picture = raster(&label, Dpi::Dpi203)
            .map_err(|error| PaperworkError::Label(error.to_string()))?;
        let mut document = paper::Document::new(width);
        document.image(picture).cut();
        Ok(document)
    }

    fn of_ticket(
        &self,
        kind: Kind,
        ticket: TicketId,
        copy: bool,
        form: Form,
        at: Option<Timestamp>,
        queries: &dyn Queries,
    ) -> Result<Rendered, PaperworkError> {
        let view = queries.ticket(ticket)?.ok_or(PaperworkError::Gone)?;
        let served_by = served_by(&view.ticket, queries)?;
        let address = view.customer.as_ref().map(address).unwrap_or_default();
        let closed = view.ticket.closed_at.unwrap_or(view.ticket.opened_at);
        let input = TicketInput {
            ticket: &view.ticket,
            customer: view.customer.as_ref(),
            address: &address,
            vehicle: view.vehicle.as_ref(),
            shop: &self.shop,
            staff: &staff_names(queries)?,
            served_by: served_by.as_deref(),
            // A receipt is of the moment of its sale, every time it is printed.
            printed_at: match kind {
                Kind::Receipt => closed,
                _ => at.unwrap_or(closed),
            },
            copy,
        };
        Ok(render(kind, &Input::Ticket(&input), form)?)
    }

    /// Shows what a job sent, as it looks on paper; none when that is no longer kept, or was nothing on paper.
    pub(crate) fn sent(
        &self,
        job: JobId,
        queries: &dyn Queries,
    ) -> Result<Option<Vec<Printed>>, PaperworkError> {
        let Some(view) = queries.job(job)? else {
            return Ok(None);
        };
        let Some(bytes) = self.kept.read(job).map_err(PaperworkError::Kept)? else {
            return Ok(None);
        };
        Ok(Some(self.printer(&view.job)?.printed(&bytes)))
    }

    fn printer(&self, job: &Job) -> Result<&ReceiptPrinter, PaperworkError> {
        let name = job.device.as_str();
        self.printers
            .get(name)
            .ok_or_else(|| PaperworkError::NoPrinter(name.to_owned()))
    }
}

/// Returns the bytes of an earlier job after a line that says that this is a copy.
fn copy(printer: &ReceiptPrinter, bytes: &[u8]) -> Vec<u8> {
    let mut mark = paper::Document::new(printer.width);
    mark.title("COPY");
    let mut copied = printer.encode(&mark);
    copied.extend_from_slice(bytes);
    copied
}

const fn roll(width: PaperWidth) -> Form {
    match width {
        PaperWidth::Mm58 => Form::Roll58,
        PaperWidth::Mm80 => Form::Roll80,
    }
}

/// Writes an address line by line.
fn address(customer: &Customer) -> Vec<String> {
    let Some(address) = &customer.address else {
        return Vec::new();
    };
    let town = [&address.city, &address.region, &address.postal_code];
    let town: Vec<&str> = town.into_iter().flatten().map(String::as_str).collect();
    let lines = [
        address.street.clone(),
        Some(town.join(" ")).filter(|town| !town.is_empty()),
        address.country.clone(),
    ];
    lines.into_iter().flatten().collect()
}

fn staff_names(queries: &dyn Queries) -> Result<StaffNames, StoreError> {
    let staff = queries.staff()?;
    Ok(staff
        .into_iter()
        .map(|staff| (staff.id, staff.name))
        .collect())
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
