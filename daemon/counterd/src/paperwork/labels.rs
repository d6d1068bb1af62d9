//! Labels: for shelves, tires, old parts, keys, windscreens and work orders.

use documents::DocumentError;
use documents::labels::{LabelInput, LabelSize, label};
use domain::Money;
use domain::core_charge::Core;
use domain::ids::{CoreId, PartId, TicketId};
use domain::money::{Quantity, UnitPrice};
use domain::people::recommend::IntervalRule;
use domain::ticket::{Stage, Ticket, line_amount};
use engine::Queries;
use engine::queries::TicketView;
use jiff::ToSpan as _;
use jiff::civil::Date;
use paper::label::Label;

use super::load::{load, part_of};
use super::{Paperwork, PaperworkError};

impl Paperwork {
    /// Lays a label out in its usual size, or no wider than `width_max` millimetres.
    pub(super) fn lay_out(
        &self,
        input: &LabelInput,
        width_max: Option<u16>,
    ) -> Result<Label, PaperworkError> {
        let usual = input.usual_size();
        let size = LabelSize {
            width_mm: width_max.map_or(usual.width_mm, |most| most.min(usual.width_mm)),
            ..usual
        };
        label(input, Some(size), &self.shop).map_err(|error| match error {
            DocumentError::Label(error) => PaperworkError::Label(error.to_string()),
            DocumentError::Code(_) => PaperworkError::Label(error.to_string()),
            error => PaperworkError::Document(error),
        })
    }

    pub(super) fn part_label(
        &self,
        id: PartId,
        queries: &dyn Queries,
    ) -> Result<LabelInput, PaperworkError> {
        let part = part_of(id, queries)?;
        Ok(LabelInput::Part {
            price: self.price(part.price)?,
            number: part.number,
            description: part.description,
            upc: part.upc,
            bin: part.bin,
        })
    }

    pub(super) fn tire_label(
        &self,
        id: PartId,
        queries: &dyn Queries,
    ) -> Result<LabelInput, PaperworkError> {
        let part = part_of(id, queries)?;
        Ok(LabelInput::Tire {
            price: self.price(part.price)?,
            size: tire_size(&part.description).unwrap_or_else(|| part.number.clone()),
            number: part.number,
            description: part.description,
            dot: None,
            bin: part.bin,
        })
    }

    fn price(&self, price: UnitPrice) -> Result<Option<Money>, PaperworkError> {
        let price = line_amount(Quantity::ONE, price, self.rules.get().currency);
        let price = price.map_err(|error| PaperworkError::Label(error.to_string()))?;
        Ok(Some(price).filter(|price| !price.is_zero()))
    }

    /// When the oil is due again, counted from the reading and the day of this visit.
    pub(super) fn oil_change(
        &self,
        id: TicketId,
        queries: &dyn Queries,
    ) -> Result<LabelInput, PaperworkError> {
        let view = view(id, queries)?;
        let ticket = &view.ticket;
        let rules = self.rules.get();
        let rule = oil_rule(&rules.intervals).ok_or_else(|| {
            PaperworkError::Label("the shop's rules have no interval for oil changes".to_owned())
        })?;
        let at = ticket.closed_at.unwrap_or(ticket.opened_at);
        let today = self.shop.local(at).date();
        let reading = ticket.odometer_out.or(ticket.odometer);
        let unit = view.vehicle.as_ref().map(|vehicle| vehicle.odometer_unit);
        let unit = unit.unwrap_or(rules.distance);
        let next = reading.zip(rule.distance);
        let next = next.and_then(|(reading, more)| reading.checked_add(more));
        let due = rule.months.and_then(|months| later(today, months));
        if due.is_none() && next.is_none() {
            let reason = "the ticket has no odometer reading".to_owned();
            return Err(PaperworkError::Label(reason));
        }
        Ok(LabelInput::OilChange {
            due,
            odometer: next.map(|reading| (reading, unit)),
            oil: oil_of(ticket),
        })
    }

    pub(super) fn work_order_label(
        &self,
        id: TicketId,
        queries: &dyn Queries,
    ) -> Result<LabelInput, PaperworkError> {
        let view = view(id, queries)?;
        let ticket = view.ticket;
        let promised = ticket.plan.promised_at.map(|at| self.shop.moment(at));
        let vehicle = view.vehicle;
        Ok(LabelInput::WorkOrder {
            ticket: ticket.number.to_string(),
            work_order: ticket
                .papers
                .get(&Stage::WorkOrder)
                .map(ToString::to_string),
            customer: view.customer.map(|customer| customer.name),
            plate: vehicle.as_ref().and_then(|vehicle| vehicle.plate.clone()),
            vehicle: vehicle.map(|vehicle| vehicle.label()),
            promised,
            jobs: ticket
                .jobs
                .into_iter()
                .filter(|job| !job.declined())
                .map(|job| job.title)
                .collect(),
        })
    }
}

fn view(id: TicketId, queries: &dyn Queries) -> Result<TicketView, PaperworkError> {
    queries.ticket(id)?.ok_or(PaperworkError::Gone)
}

pub(super) fn bin(id: PartId, queries: &dyn Queries) -> Result<LabelInput, PaperworkError> {
    let part = part_of(id, queries)?;
    let nowhere = || PaperworkError::Label(format!("part {} lies in no bin", part.number));
    Ok(LabelInput::Bin {
        bin: part.bin.clone().ok_or_else(nowhere)?,
        contents: Some(format!("{} {}", part.number, part.description)),
    })
}

pub(super) fn core_tag(id: CoreId, queries: &dyn Queries) -> Result<LabelInput, PaperworkError> {
    let core = load::<Core>(id.uuid(), queries)?.thing;
    let part = part_of(core.part, queries)?;
    let customer = match core.customer {
        Some(id) => queries.customer(id)?.map(|view| view.customer.name),
        None => None,
    };
    let ticket = match core.sale {
        Some((ticket, _)) => queries.ticket(ticket)?,
        None => None,
    };
    Ok(LabelInput::Core {
        core: core.id,
        number: part.number,
        description: core.description,
        from: customer.unwrap_or_else(|| "Counter".to_owned()),
        ticket: ticket.map(|view| view.ticket.number.to_string()),
        due: core.due,
    })
}

pub(super) fn key_tag(id: TicketId, queries: &dyn Queries) -> Result<LabelInput, PaperworkError> {
    let view = view(id, queries)?;
    let vehicle = view.vehicle;
    Ok(LabelInput::Key {
        ticket: view.ticket.number.to_string(),
        tag: view.ticket.plan.key_tag,
        customer: view.customer.map(|customer| customer.name),
        plate: vehicle.as_ref().and_then(|vehicle| vehicle.plate.clone()),
        vehicle: vehicle.map(|vehicle| vehicle.label()),
    })
}

fn later(day: Date, months: u16) -> Option<Date> {
    day.checked_add(i64::from(months).months()).ok()
}

/// Finds the rule that the sticker on the windscreen is about: the engine's oil, and no other.
fn oil_rule(rules: &[IntervalRule]) -> Option<&IntervalRule> {
    let has = |rule: &IntervalRule, wanted: &[&str]| {
        let service = rule.service.to_lowercase();
        let words: Vec<&str> = service.split(|c: char| !c.is_alphanumeric()).collect();
        wanted.iter().all(|word| words.contains(word))
    };
    let other = ["transmission", "gear", "differential", "axle"];
    let engines = |rule: &&IntervalRule| !other.iter().any(|word| has(rule, &[word]));
    let mut rules = rules.iter().filter(engines);
    rules.find(|rule| has(rule, &["oil"]))
}

/// Which oil went in: the first part sold whose words name a viscosity (SAE J300), such as `0W-20`.
fn oil_of(ticket: &Ticket) -> Option<String> {
    let mut sold = ticket
        .lines
        .iter()
        .filter(|line| line.part().is_some() && line.returned.is_none() && ticket.sold(line));
    sold.find_map(|line| {
        let mut words = line.description.split_whitespace().map(bare);
        words.find(|word| is_viscosity(word)).map(str::to_owned)
    })
}

/// Takes brackets and commas off a word.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

fn is_viscosity(word: &str) -> bool {
    let Some((cold, hot)) = word.split_once(['W', 'w']) else {
        return false;
    };
    let hot = hot.strip_prefix('-').unwrap_or(hot);
    let number = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    number(cold) && number(hot)
}

/// Finds a tire's size in its description: `225/45R17`, with what stands before and the load behind it left out.
fn tire_size(description: &str) -> Option<String> {
    let mut words = description.split_whitespace().map(bare);
    words.find(|word| is_tire_size(word)).map(str::to_owned)
}

/// Section width, aspect ratio and rim as on a sidewall: `225/45R17`, `P215/55ZR16`, `LT245/75R16`.
fn is_tire_size(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let Some((width, rest)) = word.split_once('/') else {
        return false;
    };
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (Some(aspect), Some(rim)) = (rest.get(..2), rest.get(2..)) else {
        return false;
    };
    let rim = rim.trim_start_matches(['Z', 'R', 'D', 'B', '-']);
    digits(width, 3) && digits(aspect, 2) && rim.get(..2).is_some_and(|rim| digits(rim, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn viscosities_are_known_among_other_words() {
        for word in ["0W-20", "5w30", "(10W-40),"] {
            assert!(is_viscosity(bare(word)), "{word}");
        }
        for word in ["W-20", "WIPER", "5W-", "100W-20", "0W-200", "H7"] {
            assert!(!is_viscosity(word), "{word}");
        }
    }

    #[test]
    fn tire_sizes_are_found_in_descriptions() {
        let found = |text: &str| tire_size(text);
        assert_eq!(
            found("All-season tire 225/45R17 94W").as_deref(),
            Some("225/45R17")
        );
        assert_eq!(
            found("LT245/75R16 mud terrain").as_deref(),
            Some("LT245/75R16")
        );
        assert_eq!(found("Valve stem 1/2 in"), None);
        assert_eq!(found("Brake pads, front"), None);
    }

    #[test]
    fn the_engines_oil_is_told_from_other_services() {
        let rule = |service: &str| IntervalRule {
            service: service.to_owned(),
            canned: None,
            months: Some(6),
            distance: None,
            ahead_days: 0,
            ahead_distance: 0,
        };
        let rules = ["Ignition coils", "Transmission oil", "Oil & filter change"].map(rule);
        let found = oil_rule(&rules).map(|rule| rule.service.as_str());
        assert_eq!(found, Some("Oil & filter change"));
        assert_eq!(oil_rule(&rules[..2]), None);
    }

    #[test]
    fn months_later_end_on_a_day_that_exists() {
        let day = jiff::civil::date(2026, 8, 31);
        assert_eq!(later(day, 6), Some(jiff::civil::date(2027, 2, 28)));
    }
}
