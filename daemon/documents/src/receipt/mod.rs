//! The customer's receipt on a roll, from the letterhead to the cut.
//!
//! Reads top to bottom like the paper: [`receipt`] calls one function per part. Every amount comes from the
//! [`Bill`], so the paper can never disagree with the books.

mod lines;
mod sums;

use domain::ticket::{Stage, TicketStatus};
use domain::{Refusal, Timestamp};
use paper::{Barcode, Cell, Document, PaperWidth, Run, Style, Symbology};

use crate::bill::{Bill, Detail, paid};
use crate::{Shop, TicketInput};

/// Width of the labels before the receipt's particulars: `Work order`, `Odometer`.
const LABEL_COLUMNS: usize = 10;
/// How far a line's second row and the notes below a payment stand in.
const INDENT: usize = 2;
/// Height of the receipt number's bars: tall enough for a quick pass with a hand scanner (8 mm).
const BARCODE_HEIGHT_DOTS: u8 = 64;

/// Makes the receipt of a paid ticket; of one that was undone the same day, too, which then says so.
///
/// # Errors
/// [`Refusal::TicketNotPaid`] when the ticket is not paid, [`Refusal::Money`] when its sums do not fit.
pub(crate) fn receipt(input: &TicketInput<'_>, width: PaperWidth) -> Result<Document, Refusal> {
    let number = number_of(input)?;
    let shop = input.shop;
    let bill = Bill::of(input.ticket, shop, Detail::Usual)?;
    let mut document = Document::new(width);
    if let Some(mark) = mark(input) {
        bar(&mut document, mark);
    }
    letterhead(&mut document, shop);
    document.rule();
    particulars(&mut document, input, &number);
    document.rule();
    lines::lines(&mut document, &bill.groups);
    document.rule();
    sums::sums(&mut document, &bill);
    if let Some(mark) = mark(input) {
        bar(&mut document, mark);
    }
    sums::payments(&mut document, &paid(input.ticket, shop), &bill.totals);
    document.rule();
    foot(&mut document, &number);
    Ok(document)
}

/// Finds the receipt's number.
///
/// # Errors
/// [`Refusal::TicketNotPaid`] when it has none.
pub(crate) fn number_of(input: &TicketInput<'_>) -> Result<String, Refusal> {
    let ticket = input.ticket;
    match (ticket.status, &ticket.receipt) {
        (TicketStatus::Paid | TicketStatus::Reversed, Some(number)) => Ok(number.to_string()),
        (
            TicketStatus::Paid | TicketStatus::Open | TicketStatus::Voided | TicketStatus::Reversed,
            _,
        ) => Err(Refusal::TicketNotPaid(ticket.id)),
    }
}

/// What nobody may overlook: that a sale was undone, or that this is not the first paper of it.
pub(crate) fn mark(input: &TicketInput<'_>) -> Option<&'static str> {
    match input.ticket.status {
        TicketStatus::Reversed => Some("VOID"),
        TicketStatus::Open | TicketStatus::Paid | TicketStatus::Voided => {
            input.copy.then_some("COPY")
        }
    }
}

/// Returns when the ticket was paid.
pub(crate) fn closed(input: &TicketInput<'_>) -> Timestamp {
    input.ticket.closed_at.unwrap_or(input.ticket.opened_at)
}

/// A black bar across the paper: nobody takes a copy for the original.
fn bar(document: &mut Document, mark: &str) {
    let style = Style {
        invert: true,
        ..Style::LARGE.bold()
    };
    let columns = document.width.columns() / usize::from(style.width);
    document
        .line(Run::new(format!("{mark:^columns$}"), style))
        .feed(1);
}

fn letterhead(document: &mut Document, shop: &Shop) {
    document.title(shop.name.as_str());
    for line in shop.letterhead().lines {
        document.center(line);
    }
}

fn particulars(document: &mut Document, input: &TicketInput<'_>, number: &str) {
    let ticket = input.ticket;
    labeled(document, "Receipt", Run::new(number, Style::BOLD));
    labeled(document, "Ticket", ticket.number.to_string());
    for (stage, label) in [
        (Stage::Estimate, "Estimate"),
        (Stage::WorkOrder, "Work order"),
        (Stage::Invoice, "Invoice"),
    ] {
        if let Some(number) = ticket.papers.get(&stage) {
            labeled(document, label, number.to_string());
        }
    }
    if let Some(number) = &ticket.plan.po_number {
        labeled(document, "Your PO", number.as_str());
    }
    labeled(document, "Date", input.shop.moment(closed(input)));
    if let Some(name) = input.served_by {
        labeled(document, "Served by", name);
    }
    if input.customer.is_none() && input.vehicle.is_none() && ticket.odometer.is_none() {
        return;
    }
    document.rule();
    if let Some(customer) = input.customer {
        labeled(document, "Customer", customer.name.as_str());
    }
    if let Some(vehicle) = input.vehicle {
        labeled(document, "Vehicle", vehicle.label());
        if let Some(vin) = &vehicle.vin {
            labeled(document, "VIN", vin.as_str());
        }
        if let Some(plate) = &vehicle.plate {
            labeled(document, "Plate", plate.as_str());
        }
    }
    // The reading on the ticket, never the vehicle's: that one moves on, and a copy must say the same.
    if let Some(odometer) = odometer(input) {
        labeled(document, "Odometer", odometer);
    }
}

/// The odometer coming in, and going out when it was read.
pub(crate) fn odometer(input: &TicketInput<'_>) -> Option<String> {
    let unit = input.vehicle.map(|vehicle| vehicle.odometer_unit);
    let unit = unit.unwrap_or(input.shop.distance);
    let read = |reading: Option<u32>| reading.map(|reading| input.shop.distance_in(reading, unit));
    let (before, after) = (read(input.ticket.odometer), read(input.ticket.odometer_out));
    match (before, after) {
        (Some(before), Some(after)) => Some(format!("in {before}, out {after}")),
        (before, after) => before.or(after),
    }
}

fn labeled(document: &mut Document, label: &str, value: impl Into<Run>) {
    document.columns([Cell::left(label).chars(LABEL_COLUMNS), Cell::left(value)]);
}

fn foot(document: &mut Document, number: &str) {
    document.feed(1);
    document.center("Thank you for your business.");
    match Barcode::try_new(Symbology::Code128, number) {
        Ok(mut barcode) => {
            barcode.height_dots = BARCODE_HEIGHT_DOTS;
            document.barcode(barcode);
        }
        // The number stands at the top as text; a counter name that bars cannot say must not stop a sale.
        Err(_) => {
            document.feed(1);
        }
    }
    document.cut();
}

/// Adds a row with an amount at the right that is never broken over two lines; `left` starts `indent`
/// columns in.
fn row_of_amount(document: &mut Document, left: Run, indent: usize, amount: Run) {
    let width = amount.text.chars().count() * usize::from(amount.style.width);
    let amount = Cell {
        runs: vec![amount],
        ..Cell::right("").chars(width)
    };
    // The blank column that layout leaves between cells is part of the indent.
    let indent = (indent > 1).then(|| Cell::left("").chars(indent - 1));
    document.columns(indent.into_iter().chain([Cell::left(left), amount]));
}

/// Adds the one amount people look for. Double width where it fits beside its label, else double height only.
fn row_of_large_amount(document: &mut Document, label: &str, amount: &str) {
    let double_width = 2 * (label.chars().count() + amount.chars().count()) + 1;
    let fits = double_width <= document.width.columns();
    let style = if fits { Style::LARGE } else { Style::TALL }.bold();
    row_of_amount(document, Run::new(label, style), 0, Run::new(amount, style));
}

/// Adds plain text that stands in by [`INDENT`] columns, also where it wraps.
fn indented(document: &mut Document, text: &str) {
    document.columns([Cell::left("").chars(INDENT - 1), Cell::left(text)]);
}

#[cfg(test)]
mod tests;
