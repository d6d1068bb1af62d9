//! Samples: the events of the golden file, and small makers of values.

use domain::Event;
use domain::catalog::{Fitment, Part};
use domain::ids::PartId;
use domain::money::{Currency, Money, Quantity, UnitPrice};
use domain::ticket::{CardStep, CardSummary, TicketEvent};
use uuid::Uuid;

/// One event of every kind at least.
pub(crate) fn all() -> Vec<Event> {
    crate::record::tests::samples()
}

pub(crate) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0192_f0c1_7c3a_7000_8000_0000_0000_0000 | number)
}

pub(crate) fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub(crate) fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub(crate) fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

pub(crate) fn part(number: u128, printed: &str) -> Part {
    Part {
        brand: "Brembo".to_owned(),
        description: "Brake pads, front".to_owned(),
        category: "Brakes".to_owned(),
        price: price("49.99"),
        cost: price("21.3375"),
        ..Part::new(PartId::new(uuid(number)), printed)
    }
}

pub(crate) fn fits(make: &str, model: &str, year_from: u16, year_to: u16) -> Fitment {
    Fitment {
        year_from,
        year_to,
        make: make.to_owned(),
        model: model.to_owned(),
        engine: None,
        position: None,
        qualifier: None,
        confirmed: false,
    }
}

pub(crate) fn captured(auth_code: Option<&str>) -> CardStep {
    CardStep::Captured {
        intent: "pi_1".to_owned(),
        card: CardSummary {
            brand: "visa".to_owned(),
            last4: "4242".to_owned(),
            auth_code: auth_code.map(str::to_owned),
        },
    }
}

/// Every step of a card.
pub(crate) fn steps() -> Vec<CardStep> {
    let steps = all().into_iter().filter_map(|event| match event {
        Event::Ticket(_, TicketEvent::CardStepped { step, .. }) => Some(step),
        _ => None,
    });
    steps.collect()
}
