//! The invoice, and the receipt as a sheet.

use domain::Money;
use domain::ticket::{Stage, Tender, Ticket};
use jiff::civil::Date;
use paper::page::{Block, Fact, Note, PageDocument, Print, Total};

use super::{bill_table, ticket_parts};
use crate::bill::{Bill, Detail, Paid, paid};
use crate::money::amount_with_symbol;
use crate::{DocumentError, TicketInput};

/// Makes the invoice of a ticket that is one: every service and part with its price and condition, services and parts
/// subtotalled apart, the tax, and the record of every authorization (16 CCR 3356; Fla. Stat. 559.911).
///
/// # Errors
/// [`DocumentError::NoNumber`] when it is none; [`DocumentError::Ticket`] when its sums do not fit.
pub(crate) fn invoice(input: &TicketInput<'_>) -> Result<PageDocument, DocumentError> {
    let (ticket, shop) = (input.ticket, input.shop);
    let number = ticket.papers.get(&Stage::Invoice);
    let number = number
        .ok_or(DocumentError::NoNumber("invoice"))?
        .to_string();
    let bill = Bill::of(ticket, shop, Detail::Invoice)?;
    let paid = paid(ticket, shop);
    let due = due(&bill, &paid)?;
    let made = ticket.closed_at.unwrap_or(input.printed_at);
    let mut page = super::document(shop, "Invoice", &number, made);
    page.heading.mark = crate::receipt::mark(input).map(str::to_owned);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", number));
    facts.push(Fact::new("Date", shop.moment(made)));
    if !due.is_zero() && !due.is_negative() {
        let day = due_date(ticket);
        let day = day.map_or_else(|| "on receipt".to_owned(), |day| shop.date(day));
        facts.push(Fact::new("Due", day));
    }
    ticket_parts::numbers(&mut page, input, Some(Stage::Invoice));
    if let Some(receipt) = &ticket.receipt {
        page.heading
            .facts
            .push(Fact::new("Receipt", receipt.to_string()));
    }
    body(&mut page, input, &bill);
    let mut left = change(&bill);
    left.push(Total::new("AMOUNT DUE", amount_with_symbol(due)).grand());
    bill_table::payments(&mut page, &bill, &paid, left);
    ticket_parts::authorizations(&mut page, input);
    declined(&mut page, input);
    page.footer = vec!["Thank you for your business.".to_owned()];
    Ok(page)
}

/// Makes the receipt of a paid ticket as a sheet.
///
/// # Errors
/// [`DocumentError::Ticket`] when it is not paid, or its sums do not fit.
pub(crate) fn receipt(input: &TicketInput<'_>) -> Result<PageDocument, DocumentError> {
    let (ticket, shop) = (input.ticket, input.shop);
    let number = crate::receipt::number_of(input)?;
    let bill = Bill::of(ticket, shop, Detail::Usual)?;
    let closed = crate::receipt::closed(input);
    let mut page = super::document(shop, "Receipt", &number, closed);
    page.heading.mark = crate::receipt::mark(input).map(str::to_owned);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", number));
    facts.push(Fact::new("Date", shop.moment(closed)));
    let served = input.served_by.map(|name| Fact::new("Served by", name));
    facts.extend(served);
    ticket_parts::numbers(&mut page, input, None);
    body(&mut page, input, &bill);
    bill_table::payments(&mut page, &bill, &paid(ticket, shop), change(&bill));
    page.footer = vec!["Thank you for your business.".to_owned()];
    Ok(page)
}

fn body(page: &mut PageDocument, input: &TicketInput<'_>, bill: &Bill) {
    ticket_parts::parties(page, input);
    ticket_parts::push_facts(page, ticket_parts::plan(input));
    page.push(bill_table::priced(bill, |_| Vec::new()));
    page.push(bill_table::totals(bill, "TOTAL"));
}

fn change(bill: &Bill) -> Vec<Total> {
    if bill.totals.change.is_zero() {
        return Vec::new();
    }
    let change = amount_with_symbol(bill.totals.change);
    vec![Total::new("Change", change).strong()]
}

fn declined(page: &mut PageDocument, input: &TicketInput<'_>) {
    if let Some(declined) = ticket_parts::declined(input) {
        page.push(Block::Note(
            Note::new(declined, Print::Body).headed("Recommended and declined"),
        ));
    }
}

/// What the customer still has to pay: what is put on their account is owed all the same.
fn due(bill: &Bill, paid: &[Paid]) -> Result<Money, DocumentError> {
    let mut due = bill.totals.total.minus(bill.totals.paid)?;
    for charge in paid.iter().filter(|paid| paid.on_account) {
        due = due.plus(charge.amount)?;
    }
    Ok(due)
}

fn due_date(ticket: &Ticket) -> Option<Date> {
    let payments = ticket.payments.iter();
    let dates = payments.filter_map(|payment| match &payment.tender {
        Tender::Account { due, .. } if !payment.amount.is_negative() => Some(*due),
        _ => None,
    });
    dates.max()
}
