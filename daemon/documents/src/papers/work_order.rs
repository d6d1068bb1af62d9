//! The work order twice: for the technician without a single price, for the customer with what was authorized.

use domain::ticket::{Line, Stage, TicketJob};
use paper::page::{Block, Column, Fact, Note, PageDocument, Print, Row, Signature, Table};

use super::{bill_table, tick, ticket_parts};
use crate::bill::{Bill, Detail, paid, plain};
use crate::money::amount_with_symbol;
use crate::{DocumentError, Form, TicketInput};

fn page(input: &TicketInput<'_>, title: &str) -> Result<PageDocument, DocumentError> {
    let (ticket, shop) = (input.ticket, input.shop);
    let number = ticket.papers.get(&Stage::WorkOrder);
    let number = number
        .ok_or(DocumentError::NoNumber("work order"))?
        .to_string();
    let mut page = super::document(shop, title, &number, input.printed_at);
    page.heading.mark = input.copy.then(|| "COPY".to_owned());
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", number));
    facts.push(Fact::new("Date", shop.moment(input.printed_at)));
    ticket_parts::numbers(&mut page, input, Some(Stage::WorkOrder));
    Ok(page)
}

/// Makes the technician's copy: what to do with which parts, and room to write down what was found. No price of any kind.
///
/// # Errors
/// [`DocumentError::NoNumber`] when there is no work order.
pub(crate) fn technician_copy(
    input: &TicketInput<'_>,
    form: Form,
) -> Result<PageDocument, DocumentError> {
    let mut page = page(input, "Work order")?;
    let mut facts = ticket_parts::plan(input);
    let technician = ticket_parts::name(input, input.ticket.plan.technician);
    facts.extend(technician.map(|name| Fact::new("Technician", name)));
    facts.extend(
        input
            .customer
            .map(|customer| Fact::new("Customer", customer.name.as_str())),
    );
    page.push(Block::Parties(
        ticket_parts::vehicle(input).into_iter().collect(),
    ));
    ticket_parts::push_facts(&mut page, facts);
    if let Some(note) = &input.ticket.plan.note {
        page.push(Block::Note(
            Note::new(note.as_str(), Print::Strong).headed("Note"),
        ));
    }
    page.push(Block::Table(work(input, form)));
    page.push(Block::WritingLines {
        heading: "Findings, measurements, further work".to_owned(),
        lines: 4,
    });
    page.push(Block::Facts(vec![
        Fact::new("Odometer in", "__________"),
        Fact::new("Odometer out", "__________"),
    ]));
    page.push(Block::Signatures(vec![Signature {
        label: "Technician".to_owned(),
        ..Signature::default()
    }]));
    Ok(page)
}

/// Jobs with their lines as they are to be done, and a box for each.
fn work(input: &TicketInput<'_>, form: Form) -> Table {
    let ticket = input.ticket;
    let mut rows = Vec::new();
    for (job, serial) in ticket.jobs.iter().zip(1..) {
        let lines: Vec<&Line> = ticket
            .lines
            .iter()
            .filter(|line| line.job == Some(job.id) && ticket.sold(line))
            .collect();
        if job.declined() || (lines.is_empty() && !job.approved()) {
            continue;
        }
        rows.push(Row::group(format!("{serial}. {}", job.title)));
        rows.extend(job_notes(job, input));
        rows.extend(lines.into_iter().filter_map(|line| row(line, input, form)));
        rows.push(Row::item([
            String::new(),
            format!("{} done   Started ______  Finished ______", tick(form)),
        ]));
    }
    let loose = ticket
        .lines
        .iter()
        .filter(|line| line.job.is_none() && ticket.sold(line));
    let loose: Vec<Row> = loose.filter_map(|line| row(line, input, form)).collect();
    if !loose.is_empty() {
        if !rows.is_empty() {
            rows.push(Row::group("Other"));
        }
        rows.extend(loose);
    }
    Table {
        columns: vec![
            Column::detail("Part no.", "").left(),
            Column::lead("Work and parts"),
            Column::beside("Qty"),
        ],
        rows,
    }
}

fn job_notes(job: &TicketJob, input: &TicketInput<'_>) -> Vec<Row> {
    let technician = ticket_parts::name(input, job.technician);
    let lines = [
        job.note.clone(),
        job.comeback.as_ref().map(|why| format!("Came back: {why}")),
        technician.map(|name| format!("Technician: {name}")),
    ];
    let lines = lines.into_iter().flatten();
    lines.map(|text| Row::item([String::new(), text])).collect()
}

/// What is handled: parts, labor and other firms' work, not fees or deposits.
fn row(line: &Line, input: &TicketInput<'_>, form: Form) -> Option<Row> {
    use domain::ticket::LineKind;
    match &line.kind {
        LineKind::Part(_) | LineKind::Labor { .. } | LineKind::Sublet { .. } => {}
        LineKind::CustomerPart => {}
        LineKind::Fee { .. } | LineKind::Core { .. } | LineKind::CoreReturn { .. } => return None,
    }
    let item = plain(input.ticket, line, input.shop, Detail::Usual);
    let mut row = Row::item([
        item.number.unwrap_or_default(),
        format!("{} {}", tick(form), item.text),
        item.quantity.unwrap_or_default(),
    ]);
    for note in item.notes {
        row = row.under(note);
    }
    Some(row)
}

/// Makes the customer's copy: what was authorized, by whom, and up to how much.
///
/// # Errors
/// As [`technician_copy`]; [`DocumentError::Ticket`] when the sums do not fit.
pub(crate) fn customer_copy(
    input: &TicketInput<'_>,
    form: Form,
) -> Result<PageDocument, DocumentError> {
    let (ticket, shop) = (input.ticket, input.shop);
    let bill = Bill::of(ticket, shop, Detail::Usual)?;
    let mut page = page(input, "Work order")?;
    ticket_parts::parties(&mut page, input);
    ticket_parts::push_facts(&mut page, ticket_parts::plan(input));
    page.push(bill_table::priced(&bill, |group| {
        let job = group.job.and_then(|id| ticket.job(id).ok());
        let said = job.and_then(|job| ticket_parts::said(job, shop));
        said.map(|said| Row::item([String::new(), said]))
            .into_iter()
            .collect()
    }));
    page.push(bill_table::totals(&bill, "AUTHORIZED"));
    let paid = paid(ticket, shop);
    if !paid.is_empty() {
        let left = bill.totals.total.minus(bill.totals.paid)?;
        let left = paper::page::Total::new("Left to pay", amount_with_symbol(left)).strong();
        bill_table::payments(&mut page, &bill, &paid, vec![left]);
    }
    ticket_parts::authorizations(&mut page, input);
    if let Some(declined) = ticket_parts::declined(input) {
        page.push(Block::Note(
            Note::new(declined, Print::Body).headed("Declined"),
        ));
    }
    let tick = tick(form);
    page.push(Block::Note(Note::new(
        format!("Replaced parts: {tick} I want them back   {tick} The shop may dispose of them"),
        Print::Body,
    )));
    page.push(Block::Signatures(vec![
        Signature {
            label: "Customer".to_owned(),
            ..Signature::default()
        },
        Signature {
            label: "Date and time".to_owned(),
            ..Signature::default()
        },
    ]));
    Ok(page)
}
