//! The customer's receipt, from the letterhead to the cut.
//!
//! Reads top to bottom like the paper: [`receipt`] calls one function per part. Every amount comes from
//! [`Ticket::totals`] or the ticket itself, so the paper can never disagree with the books.

mod lines;
mod sums;

use std::fmt;

use domain::Refusal;
use domain::people::{Customer, Vehicle};
use domain::ticket::{Ticket, TicketStatus};
use paper::{Barcode, Cell, Document, PaperWidth, Run, Style, Symbology};

use crate::money::grouped;

/// Who hands out the receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The shop's name.
    pub name: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its phone number as people write it.
    pub phone: Option<String>,
}

/// A moment on the shop's clock on the wall, worked out by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// Year, e.g. 2026.
    pub year: u16,
    /// Month from 1.
    pub month: u8,
    /// Day of the month from 1.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
}

/// Prints as ISO 8601 orders it, which no country reads the wrong way round: `2026-03-14 09:05`.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
        } = self;
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

/// Everything a receipt is made of.
#[derive(Debug, Clone, Copy)]
pub struct Receipt<'a> {
    /// The paid ticket.
    pub ticket: &'a Ticket,
    /// Its customer, if it has one.
    pub customer: Option<&'a Customer>,
    /// Its vehicle, if it has one.
    pub vehicle: Option<&'a Vehicle>,
    /// The shop.
    pub shop: &'a Letterhead,
    /// Who served the customer, by the name that may stand on paper.
    pub served_by: Option<&'a str>,
    /// When the ticket was paid.
    pub closed: LocalTime,
    /// Whether the original was printed before.
    pub copy: bool,
    /// The roll in the printer.
    pub width: PaperWidth,
}

/// Width of the labels before the receipt's particulars: `Served by`, `Odometer`.
const LABEL_COLUMNS: usize = 9;
/// How far a line's second row and the notes below a payment stand in.
const INDENT: usize = 2;
/// Height of the receipt number's bars: tall enough for a quick pass with a hand scanner (8 mm).
const BARCODE_HEIGHT_DOTS: u8 = 64;

/// Makes the receipt of a paid ticket.
///
/// # Errors
/// [`Refusal::TicketNotPaid`] when the ticket is not paid, [`Refusal::Money`] when its sums do not fit.
pub fn receipt(sale: &Receipt<'_>) -> Result<Document, Refusal> {
    let ticket = sale.ticket;
    let number = match (ticket.status, &ticket.receipt) {
        (TicketStatus::Paid, Some(number)) => number.to_string(),
        (TicketStatus::Paid | TicketStatus::Open | TicketStatus::Voided, _) => {
            return Err(Refusal::TicketNotPaid(ticket.id));
        }
    };
    let totals = ticket.totals()?;
    let mut document = Document::new(sale.width);
    if sale.copy {
        copy_bar(&mut document);
    }
    letterhead(&mut document, sale.shop);
    document.rule();
    particulars(&mut document, sale, &number);
    document.rule();
    lines::lines(&mut document, ticket);
    document.rule();
    sums::sums(&mut document, ticket, &totals);
    if sale.copy {
        copy_bar(&mut document);
    }
    sums::payments(&mut document, ticket, &totals);
    document.rule();
    foot(&mut document, &number);
    Ok(document)
}

/// A black bar across the paper: nobody takes a copy for the original.
fn copy_bar(document: &mut Document) {
    let style = Style {
        invert: true,
        ..Style::LARGE.bold()
    };
    let columns = document.width.columns() / usize::from(style.width);
    document
        .line(Run::new(format!("{:^columns$}", "COPY"), style))
        .feed(1);
}

fn letterhead(document: &mut Document, shop: &Letterhead) {
    document.title(shop.name.as_str());
    for line in &shop.address {
        document.center(line.as_str());
    }
    if let Some(phone) = &shop.phone {
        document.center(format!("Tel. {phone}"));
    }
}

fn particulars(document: &mut Document, sale: &Receipt<'_>, number: &str) {
    let ticket = sale.ticket;
    labeled(document, "Receipt", Run::new(number, Style::BOLD));
    labeled(document, "Ticket", ticket.number.to_string());
    labeled(document, "Date", sale.closed.to_string());
    if let Some(name) = sale.served_by {
        labeled(document, "Served by", name);
    }
    if sale.customer.is_none() && sale.vehicle.is_none() && ticket.odometer.is_none() {
        return;
    }
    document.rule();
    if let Some(customer) = sale.customer {
        labeled(document, "Customer", customer.name.as_str());
    }
    if let Some(vehicle) = sale.vehicle {
        labeled(document, "Vehicle", vehicle.label());
        if let Some(vin) = &vehicle.vin {
            labeled(document, "VIN", vin.as_str());
        }
        if let Some(plate) = &vehicle.plate {
            labeled(document, "Plate", plate.as_str());
        }
    }
    // The reading on the ticket, never the vehicle's: that one moves on, and a copy must say the same.
    if let Some(odometer) = ticket.odometer {
        labeled(document, "Odometer", grouped(&odometer.to_string(), 0));
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
