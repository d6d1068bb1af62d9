//! A shop, its people, and a counter whose tickets are made by giving orders to the domain, as the engine does.

mod counter;
mod read;
pub(crate) mod scenes;

use domain::ids::{CustomerId, StaffId, VehicleId};
use domain::money::{Quantity, UnitPrice};
use domain::odometer::DistanceUnit;
use domain::people::{Customer, LabelledPhone, Vehicle};
use domain::ticket::Ticket;
use domain::vin::Vin;
use domain::{Currency, Money, Timestamp};
use jiff::tz::TimeZone;
use paper::escpos::{Profile, encode, print};
use paper::{Document, PaperWidth, Printed, PrintedLine};
use uuid::Uuid;

use crate::{DateOrder, Form, LaborBasis, Rendered, RepairTerms, Shop, StaffNames, TicketInput};

pub(crate) use counter::{Counter, card, charges, core, in_job, paid_by, part, rules};
pub(crate) use read::{cents, pdf_lines};

/// 14 March 2026, 09:05 at Springfield, which is at UTC-5.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_ms(1_773_497_100_000);

pub(crate) const ADVISOR: StaffId = StaffId::new(Uuid::from_u128(71));
pub(crate) const TECHNICIAN: StaffId = StaffId::new(Uuid::from_u128(72));

pub(crate) fn shop() -> Shop {
    Shop {
        name: "Main Street Auto".to_owned(),
        address: vec![
            "1200 Main Street".to_owned(),
            "Springfield, IL 62701".to_owned(),
        ],
        phone: Some("(217) 555-0142".to_owned()),
        registration: None,
        logo: None,
        dates: DateOrder::Iso,
        time_zone: TimeZone::fixed(jiff::tz::offset(-5)),
        distance: DistanceUnit::Miles,
        terms: RepairTerms {
            profile: &domain::authorization::profile::GENERIC,
            labor: LaborBasis::Both,
            storage_per_day: None,
        },
    }
}

pub(crate) fn customer() -> Customer {
    Customer {
        phones: vec![LabelledPhone::plain("(217) 555-0188")],
        notes: Some("prefers a call before noon".to_owned()),
        ..Customer::new(CustomerId::new(Uuid::from_u128(1)), "Dana Whitfield")
    }
}

pub(crate) fn vehicle() -> Vehicle {
    let (id, owner) = (Uuid::from_u128(2), Uuid::from_u128(1));
    let (id, owner) = (VehicleId::new(id), CustomerId::new(owner));
    Vehicle {
        vin: Some(Vin::parse("1HGCM82633A004352").unwrap()),
        year: Some(2003),
        trim: Some("EX V6".to_owned()),
        plate: Some("AB 12 345".to_owned()),
        odometer: Some(190_000),
        ..Vehicle::new(id, owner, "Honda", "Accord")
    }
}

pub(crate) fn staff() -> StaffNames {
    [
        (ADVISOR, "Sam Rivera".to_owned()),
        (TECHNICIAN, "Lee Okafor".to_owned()),
    ]
    .into()
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

/// What papers of a ticket are made of; owns what [`TicketInput`] borrows.
pub(crate) struct Desk {
    pub shop: Shop,
    pub customer: Option<Customer>,
    pub address: Vec<String>,
    pub vehicle: Option<Vehicle>,
    pub staff: StaffNames,
    pub copy: bool,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            shop: shop(),
            customer: None,
            address: Vec::new(),
            vehicle: None,
            staff: staff(),
            copy: false,
        }
    }

    /// A desk with a customer and their vehicle before it.
    pub(crate) fn served() -> Self {
        Self {
            customer: Some(customer()),
            address: vec!["44 Oak Lane".to_owned(), "Springfield, IL 62702".to_owned()],
            vehicle: Some(vehicle()),
            ..Self::new()
        }
    }

    pub(crate) fn input<'a>(&'a self, ticket: &'a Ticket) -> TicketInput<'a> {
        TicketInput {
            ticket,
            customer: self.customer.as_ref(),
            address: &self.address,
            vehicle: self.vehicle.as_ref(),
            shop: &self.shop,
            staff: &self.staff,
            served_by: Some("Sam Rivera"),
            printed_at: NOW,
            copy: self.copy,
        }
    }
}

pub(crate) fn profile(width: PaperWidth) -> Profile {
    match width {
        PaperWidth::Mm58 => Profile::epson_58mm(),
        PaperWidth::Mm80 => Profile::epson_80mm(),
    }
}

/// Prints on a simulated printer and returns the one piece of paper that comes out.
pub(crate) fn printed(document: &Document) -> Printed {
    let profile = profile(document.width);
    let mut tickets = print(&profile, &encode(document, &profile));
    assert_eq!(tickets.len(), 1);
    let printed = tickets.remove(0);
    for line in &printed.lines {
        if let PrintedLine::Text(text) = line {
            assert!(
                text.width_dots() <= document.width.dots(),
                "over width: {}",
                text.text()
            );
        }
    }
    printed
}

/// The lines of a paper, read back from the printer's bytes or from the file. With `PICTURES` set to a folder, the
/// paper is left there to be looked at.
pub(crate) fn lines(name: &str, form: Form, rendered: &Rendered) -> Vec<String> {
    let folder = std::env::var("PICTURES").ok();
    match rendered {
        Rendered::Roll(document) => {
            let printed = printed(document);
            if let Some(folder) = folder {
                let png = paper::preview::png(&printed).unwrap();
                std::fs::write(format!("{folder}/{name}-{form:?}.png"), png).unwrap();
            }
            printed.text_lines()
        }
        Rendered::Pdf(file) => {
            if let Some(folder) = folder {
                std::fs::write(format!("{folder}/{name}-{form:?}.pdf"), file).unwrap();
            }
            pdf_lines(file)
        }
    }
}
