//! The estimate: what would be done for how much, to be approved or declined job by job.

use domain::authorization::{Document, When};
use domain::ticket::{Approval, Stage};
use paper::page::{Block, Fact, Note, PageDocument, Print, Row, Signature};

use super::{bill_table, tick, ticket_parts};
use crate::bill::{Bill, Detail, Group};
use crate::money::amount_with_symbol;
use crate::{DocumentError, Form, TicketInput};

/// Makes the estimate of a ticket that is or was one.
///
/// # Errors
/// [`DocumentError::NoNumber`] when it never was one; [`DocumentError::Ticket`] when its sums do not fit.
pub(crate) fn estimate(input: &TicketInput<'_>, form: Form) -> Result<PageDocument, DocumentError> {
    let (ticket, shop) = (input.ticket, input.shop);
    let number = ticket.papers.get(&Stage::Estimate);
    let number = number
        .ok_or(DocumentError::NoNumber("estimate"))?
        .to_string();
    let bill = Bill::of(ticket, shop, Detail::Usual)?;
    let made = ticket.presented.map_or(input.printed_at, |shown| shown.at);
    let mut page = super::document(shop, "Estimate", &number, made);
    page.heading.mark = input.copy.then(|| "COPY".to_owned());
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", number));
    facts.push(Fact::new("Date", shop.moment(made)));
    if let Some(shown) = ticket.presented {
        facts.push(Fact::new("Revision", shown.revision.to_string()));
        let expires = shown
            .expires
            .map(|day| Fact::new("Valid until", shop.date(day)));
        facts.extend(expires);
    }
    ticket_parts::numbers(&mut page, input, Some(Stage::Estimate));
    ticket_parts::parties(&mut page, input);
    ticket_parts::push_facts(&mut page, facts_of(input));
    concerns(&mut page, input);
    page.push(bill_table::priced(&bill, |group| {
        answers(group, input, form)
    }));
    page.push(bill_table::totals(&bill, "ESTIMATE"));
    if let Some(declined) = ticket_parts::declined(input) {
        page.push(Block::Note(
            Note::new(declined, Print::Body).headed("Declined"),
        ));
    }
    ticket_parts::authorizations(&mut page, input);
    statements(&mut page, input, form, &bill);
    choice(&mut page, input, form, &bill);
    page.push(Block::Signatures(vec![
        signature("Customer"),
        signature("Date and time"),
    ]));
    Ok(page)
}

fn signature(label: &str) -> Signature {
    Signature {
        label: label.to_owned(),
        ..Signature::default()
    }
}

/// What was arranged, and what the law of the place wants said on an estimate.
fn facts_of(input: &TicketInput<'_>) -> Vec<Fact> {
    let mut facts = ticket_parts::plan(input);
    let terms = &input.shop.terms;
    let asked = terms.profile.requirements_on(Document::Estimate).next();
    if asked.is_some() {
        facts.push(Fact::new("Labor", terms.labor.words()));
        facts.push(Fact::new(
            "Storage/day after notice",
            terms
                .storage_per_day
                .map_or_else(|| "free".to_owned(), amount_with_symbol),
        ));
    }
    facts
}

fn concerns(page: &mut PageDocument, input: &TicketInput<'_>) {
    let jobs = input.ticket.jobs.iter();
    let notes: Vec<String> = jobs
        .filter(|job| !job.declined())
        .filter_map(|job| Some(format!("{}: {}", job.title, job.note.as_ref()?)))
        .collect();
    if !notes.is_empty() {
        let note = Note::new(notes.join("\n"), Print::Body).headed("Concerns and findings");
        page.push(Block::Note(note));
    }
}

/// What the customer said to a job, or two boxes for it.
fn answers(group: &Group, input: &TicketInput<'_>, form: Form) -> Vec<Row> {
    let job = group.job.and_then(|id| input.ticket.job(id).ok());
    let Some(job) = job else {
        return Vec::new();
    };
    let text = match (&job.approval, ticket_parts::said(job, input.shop)) {
        (Approval::Approved { .. } | Approval::Declined { .. }, Some(said)) => said,
        (Approval::Pending | Approval::Approved { .. } | Approval::Declined { .. }, _) => {
            let tick = tick(form);
            format!("{tick} Approve   {tick} Decline")
        }
    };
    vec![Row::item([String::new(), text])]
}

/// What the customer chooses between and signs before work above the amount that the law names: a block of its own, of
/// these words alone and in the type that statutes call conspicuous (Fla. Stat. 559.905(2)).
fn choice(page: &mut PageDocument, input: &TicketInput<'_>, form: Form, bill: &Bill) {
    let profile = input.shop.terms.profile;
    let (Some(choice), Some(above)) = (profile.estimate_choice, profile.written_estimate_above)
    else {
        return;
    };
    if bill.totals.total <= above {
        return;
    }
    let tick = tick(form);
    let mut lines = vec![choice.heading.to_owned(), choice.knows.to_owned()];
    lines.extend((choice.choices.iter()).map(|words| format!("{tick} {words}")));
    page.push(Block::Note(Note::new(lines.join("\n"), Print::Notice)));
    page.push(Block::Signatures(choice.signed.map(signature).to_vec()));
}

/// Words that the law prescribes, and choices that it leaves to the customer.
fn statements(page: &mut PageDocument, input: &TicketInput<'_>, form: Form, bill: &Bill) {
    let tick = tick(form);
    let requirements = input.shop.terms.profile.requirements_on(Document::Estimate);
    let mut asked = false;
    for requirement in requirements {
        asked = true;
        let (When::Always | When::Reauthorized, Some(words)) =
            (requirement.when, requirement.words)
        else {
            continue;
        };
        page.push(Block::Note(Note::new(words, Print::Notice)));
    }
    if asked {
        page.push(Block::Note(Note::new(
            format!(
                "Replaced parts: {tick} I want them back   {tick} The shop may dispose of them"
            ),
            Print::Body,
        )));
        page.push(Block::Note(Note::new(
            "Parts are new unless marked used, rebuilt or reconditioned.",
            Print::Small,
        )));
    }
    let total = amount_with_symbol(bill.totals.total);
    page.push(Block::Note(Note::new(
        format!(
            "I authorize the work marked as approved, up to the amounts shown ({total} for all of it). \
             Work beyond them needs my consent first."
        ),
        Print::Body,
    )));
}
