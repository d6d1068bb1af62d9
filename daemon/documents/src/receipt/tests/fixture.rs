//! A shop, its customer, and tickets made of given lines and payments.

use std::collections::BTreeMap;

use domain::ids::{CustomerId, PartId, TicketId, VehicleId};
use domain::money::{Quantity, Rate, RoundingPolicy, UnitPrice, to_money};
use domain::number::{DocumentNumber, Series};
use domain::people::{Customer, Vehicle};
use domain::tax::TaxComponent;
use domain::ticket::{
    CardStep, CardSummary, Line, LineKind, Payment, TaxState, Tender, Ticket, TicketStatus,
};
use domain::vin::Vin;
use domain::{Actor, Currency, Money, Timestamp};
use paper::PaperWidth;

use crate::{Letterhead, LocalTime, Receipt};

pub(super) fn shop() -> Letterhead {
    Letterhead {
        name: "Main Street Auto".to_owned(),
        address: vec![
            "1200 Main Street".to_owned(),
            "Springfield, IL 62701".to_owned(),
        ],
        phone: Some("(217) 555-0142".to_owned()),
    }
}

pub(super) fn customer() -> Customer {
    Customer {
        id: id::<CustomerId>(1),
        name: "Dana Whitfield".to_owned(),
        phone: Some("(217) 555-0188".to_owned()),
        email: None,
        notes: Some("prefers a call before noon".to_owned()),
    }
}

pub(super) fn vehicle() -> Vehicle {
    Vehicle {
        id: id::<VehicleId>(1),
        customer: id::<CustomerId>(1),
        vin: Some(Vin::parse("1HGCM82633A004352").unwrap()),
        year: Some(2003),
        make: "Honda".to_owned(),
        model: "Accord".to_owned(),
        trim: Some("EX V6".to_owned()),
        plate: Some("AB 12 345".to_owned()),
        odometer: Some(190_000),
    }
}

pub(super) fn id<T: std::str::FromStr>(serial: u32) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("0192f0c1-7c3a-7000-8000-{serial:012}")
        .parse()
        .unwrap()
}

pub(super) fn part(number: &str, description: &str, quantity: &str, price: &str) -> Line {
    let unit_cost = UnitPrice::parse("1").unwrap();
    let kind = LineKind::Part {
        part: id::<PartId>(7),
        number: number.to_owned(),
        unit_cost,
    };
    line(kind, description, quantity, price)
}

pub(super) fn labor(description: &str, hours: &str, rate: &str) -> Line {
    line(LineKind::Labor, description, hours, rate)
}

fn line(kind: LineKind, description: &str, quantity: &str, price: &str) -> Line {
    let (quantity, unit_price) = (
        Quantity::parse(quantity).unwrap(),
        UnitPrice::parse(price).unwrap(),
    );
    let exact = quantity.decimal() * unit_price.decimal();
    let amount = to_money(exact, Currency::USD, RoundingPolicy::HalfUp).unwrap();
    let description = description.to_owned();
    Line {
        id: id(9),
        kind,
        description,
        quantity,
        unit_price,
        amount,
    }
}

/// A paid ticket with these lines. Each rate taxes everything; `tenders` turns the total into payments.
pub(super) fn ticket(
    mut lines: Vec<Line>,
    rates: &[(&str, &str)],
    tenders: impl FnOnce(i64) -> Vec<(i64, Tender)>,
) -> Ticket {
    for (serial, line) in (100..).zip(&mut lines) {
        line.id = id(serial);
    }
    let subtotal: i64 = lines.iter().map(|line| line.amount.minor()).sum();
    let components: Vec<TaxComponent> = rates
        .iter()
        .map(|(name, rate)| {
            let rate = Rate::parse(rate).unwrap();
            let exact = dollars(subtotal).to_decimal() * rate.decimal();
            let amount = to_money(exact, Currency::USD, RoundingPolicy::HalfUp).unwrap();
            TaxComponent {
                name: (*name).to_owned(),
                rate,
                base: dollars(subtotal),
                amount,
            }
        })
        .collect();
    let tax: i64 = components
        .iter()
        .map(|component| component.amount.minor())
        .sum();
    let mut line_taxes: BTreeMap<_, _> = lines.iter().map(|line| (line.id, dollars(0))).collect();
    if let Some(mut first) = line_taxes.first_entry() {
        first.insert(dollars(tax));
    }
    let payment = |(amount, tender)| Payment {
        id: id(5),
        amount: dollars(amount),
        tender,
        at: at(),
    };
    let payments = tenders(subtotal + tax).into_iter().map(payment).collect();
    Ticket {
        id: id::<TicketId>(1),
        number: number(Series::Ticket, 57),
        receipt: Some(number(Series::Receipt, 42)),
        status: TicketStatus::Paid,
        currency: Currency::USD,
        customer: None,
        vehicle: None,
        odometer: Some(184_210),
        opened_at: at(),
        opened_by: Actor::Daemon,
        closed_at: Some(at()),
        lines,
        tax: TaxState::Assessed {
            rule: "test".to_owned(),
            components,
        },
        line_taxes,
        payments,
        revision: 9,
    }
}

pub(super) fn dollars(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub(super) fn number(series: Series, serial: u64) -> DocumentNumber {
    DocumentNumber {
        counter: "C1".to_owned(),
        series,
        serial,
    }
}

const fn at() -> Timestamp {
    Timestamp::from_unix_ms(0)
}

/// Cash for all of the total, with this much handed back.
pub(super) fn cash(change: i64) -> impl FnOnce(i64) -> Vec<(i64, Tender)> {
    move |total| vec![(total, cash_tender(total, change))]
}

pub(super) fn cash_tender(amount: i64, change: i64) -> Tender {
    Tender::Cash {
        tendered: dollars(amount + change),
        change: dollars(change),
    }
}

pub(super) fn card(brand: &str, last4: &str, auth_code: Option<&str>) -> Tender {
    card_at(CardStep::Captured {
        intent: "pi_1".to_owned(),
        card: CardSummary {
            brand: brand.to_owned(),
            last4: last4.to_owned(),
            auth_code: auth_code.map(str::to_owned),
        },
    })
}

pub(super) fn card_at(step: CardStep) -> Tender {
    Tender::Card {
        reader: "tmr_1".to_owned(),
        step,
        cancel_asked: false,
    }
}

pub(super) const CLOSED: LocalTime = LocalTime {
    year: 2026,
    month: 3,
    day: 14,
    hour: 9,
    minute: 5,
};

pub(super) fn sale<'a>(ticket: &'a Ticket, shop: &'a Letterhead, width: PaperWidth) -> Receipt<'a> {
    Receipt {
        ticket,
        customer: None,
        vehicle: None,
        shop,
        served_by: Some("Sam Rivera"),
        closed: CLOSED,
        copy: false,
        width,
    }
}

/// A brake job: two parts, labor, one tax, paid half by card and half in cash.
pub(super) fn brake_job() -> Ticket {
    let lines = vec![
        part("BC1210", "Brake pads, ceramic, front axle", "1", "54.99"),
        part("980437R", "Brake rotor, vented, coated", "2", "67.5"),
        labor("Replace front pads and rotors", "1.5", "125"),
    ];
    ticket(lines, &[("Sales tax", "0.0825")], |total| {
        let card_part = 20_000;
        vec![
            (card_part, card("visa", "4242", Some("A1B2C3"))),
            (total - card_part, cash_tender(total - card_part, 1_133)),
        ]
    })
}
