//! A part or job that is put on a ticket and was sold for the same vehicle before, while its warranty still runs.

use jiff::civil::Date;

use super::ServiceRecord;
use crate::ids::{LineId, PartId, TicketId};
use crate::pricing::same_name;
use crate::warranty::{WarrantyTerms, WarrantyVerdict, covers};

/// What is put on the ticket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adding<'a> {
    /// A part.
    Part(PartId),
    /// A job, by its title.
    Job(&'a str),
}

/// An earlier sale whose warranty may cover it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WarrantyFlag {
    /// The ticket it was sold on.
    pub ticket: TicketId,
    /// That ticket's number.
    pub ticket_number: String,
    /// Its line.
    pub line: LineId,
    /// What was sold.
    pub description: String,
    /// The day it was sold.
    pub sold_on: Date,
    /// How far the warranty goes, or that the odometer is missing.
    pub verdict: WarrantyVerdict,
}

/// Returns the earlier sales that may cover it, the newest first. Lines that came back are no sale. The odometer is what
/// the meter shows, as on the pages of history.
#[must_use]
pub fn warranty_flags(
    history: &[ServiceRecord],
    adding: Adding<'_>,
    today: Date,
    odometer: Option<u32>,
) -> Vec<WarrantyFlag> {
    let mut flags = Vec::new();
    for record in history {
        for line in &record.lines {
            let same = match adding {
                Adding::Part(part) => line.part == Some(part),
                Adding::Job(title) => line.job.as_deref().is_some_and(|job| same_name(job, title)),
            };
            let Some(warranty) = line
                .warranty
                .filter(|_| same && line.quantity.is_positive())
            else {
                continue;
            };
            let terms = WarrantyTerms {
                months: warranty.months,
                distance: warranty.distance,
            };
            let sold_at = record.odometer.map(u64::from);
            let verdict = covers(terms, record.date, sold_at, today, odometer.map(u64::from));
            if verdict.may_be_covered() {
                flags.push(WarrantyFlag {
                    ticket: record.ticket,
                    ticket_number: record.ticket_number.clone(),
                    line: line.line,
                    description: line.description.clone(),
                    sold_on: record.date,
                    verdict,
                });
            }
        }
    }
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.sold_on));
    flags
}
