//! Blocks that several papers of a ticket share: whose it is, which vehicle, who allowed what.

use domain::authorization::Channel;
use domain::ids::StaffId;
use domain::ticket::{Approval, Stage, TicketJob};
use paper::page::{Block, Column, Fact, PageDocument, Party, Row, Table, Width};

use crate::money::amount_with_symbol;
use crate::receipt::odometer;
use crate::{Shop, TicketInput};

/// Adds the ticket's numbers, so that each paper leads to the others.
pub(super) fn numbers(page: &mut PageDocument, input: &TicketInput<'_>, but: Option<Stage>) {
    let ticket = input.ticket;
    let facts = &mut page.heading.facts;
    for (stage, label) in [
        (Stage::Estimate, "Estimate"),
        (Stage::WorkOrder, "Work order"),
        (Stage::Invoice, "Invoice"),
    ] {
        let number = ticket.papers.get(&stage).filter(|_| but != Some(stage));
        facts.extend(number.map(|number| Fact::new(label, number.to_string())));
    }
    facts.push(Fact::new("Ticket", ticket.number.to_string()));
}

/// Adds customer and vehicle side by side.
pub(super) fn parties(page: &mut PageDocument, input: &TicketInput<'_>) {
    let mut parties = Vec::new();
    if let Some(customer) = input.customer {
        let mut lines = vec![customer.name.clone()];
        lines.extend(input.address.iter().cloned());
        lines.extend(customer.phone().iter().map(|phone| format!("Tel. {phone}")));
        lines.extend(customer.email.clone());
        parties.push(Party {
            heading: "Customer".to_owned(),
            lines,
        });
    }
    parties.extend(vehicle(input));
    if !parties.is_empty() {
        page.push(Block::Parties(parties));
    }
}

/// The vehicle, with the reading on the ticket and never its own: that one moves on.
pub(super) fn vehicle(input: &TicketInput<'_>) -> Option<Party> {
    let vehicle = input.vehicle?;
    let mut lines = vec![vehicle.label()];
    lines.extend(
        vehicle
            .vin
            .iter()
            .map(|vin| format!("VIN {}", vin.as_str())),
    );
    lines.extend(vehicle.plate.iter().map(|plate| format!("Plate {plate}")));
    lines.extend(odometer(input).map(|reading| format!("Odometer {reading}")));
    Some(Party {
        heading: "Vehicle".to_owned(),
        lines,
    })
}

/// What was arranged: advisor, technician, promised time, order number, key.
pub(super) fn plan(input: &TicketInput<'_>) -> Vec<Fact> {
    let plan = &input.ticket.plan;
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: Option<String>| {
        facts.extend(value.map(|value| Fact::new(label, value)));
    };
    fact("Advisor", name(input, plan.advisor));
    fact("Your PO", plan.po_number.clone());
    fact("Promised", plan.promised_at.map(|at| input.shop.moment(at)));
    fact("Key tag", plan.key_tag.clone());
    if input.vehicle.is_none() {
        fact("Odometer", odometer(input));
    }
    facts
}

pub(super) fn push_facts(page: &mut PageDocument, facts: Vec<Fact>) {
    if !facts.is_empty() {
        page.push(Block::Facts(facts));
    }
}

pub(super) fn name(input: &TicketInput<'_>, staff: Option<StaffId>) -> Option<String> {
    staff.and_then(|id| input.staff.get(&id)).cloned()
}

/// What the customer said to a job, in a line.
pub(super) fn said(job: &TicketJob, shop: &Shop) -> Option<String> {
    match &job.approval {
        Approval::Pending => None,
        Approval::Approved { authorization, .. } => Some(format!(
            "Approved by {}, {}, {}",
            authorization.given_by,
            shop.moment(authorization.at),
            channel(authorization.channel),
        )),
        Approval::Declined { reason, .. } => Some(format!("Declined: {reason}")),
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "by e-mail",
        Channel::InPerson => "in person",
        Channel::Online => "online",
        Channel::Phone => "by telephone",
        Channel::Sms => "by text message",
    }
}

/// Adds the record of every authorization: date, time, person, telephone number or address (16 CCR 3356(e)).
pub(super) fn authorizations(page: &mut PageDocument, input: &TicketInput<'_>) {
    let shop = input.shop;
    let mut rows = Vec::new();
    for job in &input.ticket.jobs {
        let Approval::Approved { authorization, .. } = &job.approval else {
            continue;
        };
        let mut how = channel(authorization.channel).to_owned();
        if let Some(contact) = &authorization.contact {
            how = format!("{how}, {contact}");
        }
        if let Some(name) = name(input, authorization.taken_by) {
            how = format!("{how}, taken by {name}");
        }
        let row = Row::item([
            job.title.clone(),
            authorization.given_by.clone(),
            shop.moment(authorization.at),
            how,
            amount_with_symbol(authorization.limit),
        ]);
        rows.push(match &authorization.note {
            Some(note) => row.under(note.as_str()),
            None => row,
        });
    }
    if rows.is_empty() {
        return;
    }
    let mut how = Column::detail("How", "").left();
    how.width = Width::Share(1);
    page.push(Block::Table(Table {
        columns: vec![
            Column::lead("Authorized work"),
            Column::detail("By", "by ").left(),
            Column::detail("When", "").left(),
            how,
            Column::amount("Up to"),
        ],
        rows,
    }));
}

/// What the customer did not want, without prices: it is not sold.
pub(super) fn declined(input: &TicketInput<'_>) -> Option<String> {
    let jobs = input.ticket.jobs.iter();
    let declined: Vec<String> = jobs
        .filter_map(|job| match &job.approval {
            Approval::Declined { reason, .. } => Some(format!("{} ({reason})", job.title)),
            Approval::Pending | Approval::Approved { .. } => None,
        })
        .collect();
    (!declined.is_empty()).then(|| declined.join("\n"))
}
