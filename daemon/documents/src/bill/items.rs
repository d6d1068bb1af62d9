//! Lines, discounts and charges as items, job by job.

use domain::authorization::When;
use domain::charges::ChargeKind;
use domain::discount::{Discount, DiscountOff, LineNet, ReimbursedBy};
use domain::ticket::{
    Line, LineKind, PartCondition, PartLine, PayType, Ticket, TicketCharge, TicketJob, Warranty,
};
use domain::{Money, Refusal};

use super::{Charged, Detail, Group, Item, amount_of};
use crate::Shop;
use crate::money::{grouped, unit_price};

/// Jobs in their order, then what belongs to none.
pub(super) fn groups(ticket: &Ticket, shop: &Shop, detail: Detail) -> Result<Vec<Group>, Refusal> {
    let zero = Money::zero(ticket.currency);
    let nets = ticket.nets()?;
    let mut groups = Vec::new();
    for (job, serial) in ticket.jobs.iter().zip(1..) {
        let lines = sold(ticket, &nets).filter(|(line, _)| line.job == Some(job.id));
        let mut items = Vec::new();
        let mut share = zero;
        for (line, net) in lines {
            line_items(ticket, line, net, shop, detail, &mut items)?;
            share = share.plus(net.job_share)?;
        }
        if let Some(cut) = job.discount.as_ref().filter(|_| !share.is_zero()) {
            items.push(discount("Discount on this job", cut, share)?);
        }
        let charges = ticket
            .charges
            .iter()
            .filter(|charge| charge.charge.job == Some(job.id.uuid()));
        items.extend(charges.map(|charge| charged(charge, shop)));
        if !items.is_empty() {
            groups.push(Group {
                job: Some(job.id),
                title: Some(format!("{serial}. {}", title(job))),
                amount: amount_of(&items, zero)?,
                items,
            });
        }
    }
    let mut items = Vec::new();
    let mut share = zero;
    for (line, net) in sold(ticket, &nets) {
        if line.job.is_none() {
            line_items(ticket, line, net, shop, detail, &mut items)?;
        }
        share = share.plus(net.ticket_share)?;
    }
    // A charge for a job that is not printed is still asked for.
    let printed = |job| {
        groups
            .iter()
            .any(|group| group.job.is_some_and(|id| Some(id.uuid()) == job))
    };
    let charges = ticket
        .charges
        .iter()
        .filter(|charge| !printed(charge.charge.job));
    items.extend(charges.map(|charge| charged(charge, shop)));
    if let Some(cut) = ticket.discount.as_ref().filter(|_| !share.is_zero()) {
        items.push(discount("Discount on everything", cut, share)?);
    }
    if !items.is_empty() {
        groups.push(Group {
            job: None,
            title: (!groups.is_empty()).then(|| "Other".to_owned()),
            amount: amount_of(&items, zero)?,
            items,
        });
    }
    Ok(groups)
}

fn title(job: &TicketJob) -> String {
    match &job.comeback {
        Some(_) => format!("{} (rework)", job.title),
        None => job.title.clone(),
    }
}

fn sold<'a>(
    ticket: &'a Ticket,
    nets: &'a [LineNet],
) -> impl Iterator<Item = (&'a Line, &'a LineNet)> {
    ticket
        .lines
        .iter()
        .filter(|line| ticket.sold(line))
        .zip(nets)
}

fn line_items(
    ticket: &Ticket,
    line: &Line,
    net: &LineNet,
    shop: &Shop,
    detail: Detail,
    items: &mut Vec<Item>,
) -> Result<(), Refusal> {
    let mut item = plain(ticket, line, shop, detail);
    if line.pay != PayType::Customer || matches!(line.kind, LineKind::CustomerPart) {
        item.price = None;
        item.charged = Charged::Nothing;
        items.push(item);
        return Ok(());
    }
    item.charged = Charged::Amount(net.gross);
    items.push(item);
    if let Some(cut) = line.discount.as_ref().filter(|_| !net.own.is_zero()) {
        items.push(discount("Discount", cut, net.own)?);
    }
    Ok(())
}

/// A line without what the customer pays for it.
pub(crate) fn plain(ticket: &Ticket, line: &Line, shop: &Shop, detail: Detail) -> Item {
    let mut notes = Vec::new();
    if let LineKind::Part(part) = &line.kind {
        notes.extend(part_notes(part, shop, detail));
    }
    if matches!(line.kind, LineKind::CustomerPart) {
        notes.push("Supplied by the customer: not under the shop's warranty".to_owned());
    }
    match line.pay {
        PayType::Customer => {}
        PayType::Warranty => notes.push("Warranty: no charge to customer".to_owned()),
        PayType::Internal => notes.push("Paid by the shop: no charge to customer".to_owned()),
    }
    if line.returned.is_some() {
        let sold = line.priced_by.as_deref().unwrap_or_default();
        notes.push(
            format!("Returned, {sold}")
                .trim_end_matches(", ")
                .to_owned(),
        );
    }
    let quantity = grouped(&line.quantity.to_string(), 0);
    let hours = matches!(line.kind, LineKind::Labor { .. });
    // A price that does not make the amount, as of goods returned with their discount, would only raise questions.
    let makes = domain::ticket::line_amount(line.quantity, line.unit_price, ticket.currency);
    let price = (makes == Ok(line.amount)).then(|| unit_price(line.unit_price, ticket.currency));
    Item {
        number: line.part().map(|part| part.number.clone()),
        text: line.description.clone(),
        quantity: Some(if hours {
            format!("{quantity} h")
        } else {
            quantity
        }),
        price,
        charged: Charged::Nothing,
        notes,
    }
}

fn part_notes(part: &PartLine, shop: &Shop, detail: Detail) -> Vec<String> {
    let mut notes = Vec::new();
    let condition = match part.condition {
        PartCondition::New if detail == Detail::Invoice => Some("New"),
        PartCondition::New => None,
        PartCondition::Used => Some("Used"),
        PartCondition::Rebuilt => Some("Rebuilt"),
        PartCondition::Reconditioned => Some("Reconditioned"),
    };
    let warranty = part.warranty.map(|warranty| guaranteed(warranty, shop));
    let stated: Vec<String> = condition
        .map(|condition| format!("{condition} part"))
        .into_iter()
        .chain(warranty)
        .collect();
    if !stated.is_empty() {
        notes.push(stated.join(". "));
    }
    if !part.serials.is_empty() {
        let tire = part.tags.iter().any(|tag| tag == "tire");
        let what = if tire { "DOT" } else { "Serial" };
        notes.push(format!("{what} {}", part.serials.join(", ")));
    }
    notes
}

fn guaranteed(warranty: Warranty, shop: &Shop) -> String {
    let months = warranty.months.map(|months| match months {
        1 => "1 month".to_owned(),
        months => format!("{months} months"),
    });
    let distance = warranty.distance.map(|distance| shop.distance(distance));
    let limits: Vec<String> = months.into_iter().chain(distance).collect();
    if limits.is_empty() {
        return "Lifetime warranty".to_owned();
    }
    let first = if limits.len() > 1 {
        ", whichever comes first"
    } else {
        ""
    };
    format!("Warranty {}{first}", limits.join(" / "))
}

fn discount(what: &str, cut: &Discount, taken: Money) -> Result<Item, Refusal> {
    let share = match cut.off {
        DiscountOff::Amount(_) => String::new(),
        DiscountOff::Percent(rate) => format!(" {}", domain::tax::percent(rate)),
    };
    let notes = match cut.reimbursed_by {
        ReimbursedBy::None => Vec::new(),
        ReimbursedBy::Manufacturer => vec!["Paid by the maker".to_owned()],
    };
    Ok(Item {
        number: None,
        text: format!("{what}{share}: {}", cut.reason),
        quantity: None,
        price: None,
        charged: Charged::Amount(Money::zero(taken.currency()).minus(taken)?),
        notes,
    })
}

/// A fee or supplies, with the law or the words the law prescribes.
fn charged(charge: &TicketCharge, shop: &Shop) -> Item {
    let charge = &charge.charge;
    let note = match &charge.kind {
        ChargeKind::Mandated { citation } => Some(format!("Required by law: {citation}")),
        ChargeKind::Shop => None,
        ChargeKind::Supplies { sentence } => sentence.clone().or_else(|| prescribed(shop)),
    };
    let one = charge.quantity == domain::money::Quantity::ONE;
    let currency = charge.amount.currency();
    Item {
        number: None,
        text: charge.name.clone(),
        quantity: (!one).then(|| grouped(&charge.quantity.to_string(), 0)),
        price: (!one).then(|| unit_price(charge.unit_price, currency)),
        charged: Charged::Amount(charge.amount),
        notes: note.into_iter().collect(),
    }
}

/// The words that the profile wants beside supplies, whatever the shop's rule says.
fn prescribed(shop: &Shop) -> Option<String> {
    let mut requirements = shop.terms.profile.requirements.iter();
    let words = requirements.find_map(|requirement| match requirement.when {
        When::SuppliesCharged => requirement.words,
        When::Always | When::Reauthorized => None,
    });
    words.map(str::to_owned)
}
