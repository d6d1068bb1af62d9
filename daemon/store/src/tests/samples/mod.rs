//! At least one event of every kind, with every optional field both present and absent.

mod things;

use domain::catalog::{Fitment, Part};
use domain::ids::{CustomerId, LineId, PartId, PaymentId, TicketId, VehicleId};
use domain::money::{Currency, Money, Quantity, Rate, UnitPrice};
use domain::number::{DocumentNumber, Series};
use domain::tax::{TaxAssessment, TaxComponent};
use domain::ticket::{CardStep, CardSummary, Line, LineKind, Payment, Tender};
use domain::{Event, Timestamp};
use uuid::Uuid;

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
        id: PartId::new(uuid(number)),
        number: printed.to_owned(),
        brand: "Brembo".to_owned(),
        description: "Brake pads, front".to_owned(),
        category: "Brakes".to_owned(),
        upc: None,
        price: price("49.99"),
        cost: price("21.3375"),
        bin: None,
        fitment: Vec::new(),
    }
}

pub(crate) fn fits(make: &str, model: &str, year_from: u16, year_to: u16) -> Fitment {
    Fitment {
        year_from,
        year_to,
        make: make.to_owned(),
        model: model.to_owned(),
    }
}

fn number(series: Series, serial: u64) -> DocumentNumber {
    DocumentNumber {
        counter: "C1".to_owned(),
        series,
        serial,
    }
}

fn payment(number: u128, tender: Tender) -> Payment {
    Payment {
        id: PaymentId::new(uuid(number)),
        amount: usd(5412),
        tender,
        at: Timestamp::from_unix_ms(1_764_000_000_123),
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

pub(crate) fn steps() -> Vec<CardStep> {
    let intent = || "pi_1\"\\".to_owned();
    let declined = |intent: Option<String>| CardStep::Declined {
        intent,
        attempt: 2,
        code: "insufficient_funds".to_owned(),
        message: "Not enough money — sorry.\nReally.".to_owned(),
    };
    vec![
        CardStep::Requested,
        CardStep::Created { intent: intent() },
        CardStep::Dispatching {
            intent: intent(),
            attempt: 1,
        },
        CardStep::Waiting {
            intent: intent(),
            attempt: u32::MAX,
        },
        CardStep::Authorized {
            intent: intent(),
            attempt: 1,
        },
        CardStep::Capturing {
            intent: intent(),
            attempt: 1,
        },
        captured(Some("A1")),
        captured(None),
        declined(None),
        declined(Some(intent())),
        CardStep::Retrying {
            intent: None,
            attempt: 0,
        },
        CardStep::Retrying {
            intent: Some(intent()),
            attempt: 2,
        },
        CardStep::Canceling {
            intent: None,
            attempt: 0,
            release: false,
        },
        CardStep::Canceling {
            intent: Some(intent()),
            attempt: 1,
            release: true,
        },
        CardStep::Canceled,
        CardStep::Unknown {
            intent: None,
            attempt: 0,
            reason: "timed out".to_owned(),
        },
        CardStep::Unknown {
            intent: Some(intent()),
            attempt: 1,
            reason: String::new(),
        },
    ]
}

/// Counts the kinds; a new one does not compile until it is added here and to [`all`].
pub(crate) const KINDS: usize = 23;

pub(crate) fn kind_index(event: &Event) -> usize {
    match event {
        Event::TicketOpened { .. } => 0,
        Event::TicketAttached { .. } => 1,
        Event::LineAdded { .. } => 2,
        Event::LineQuantityChanged { .. } => 3,
        Event::LineRemoved { .. } => 4,
        Event::TaxAssessed { .. } => 5,
        Event::TaxFailed { .. } => 6,
        Event::CashTaken { .. } => 7,
        Event::CardRequested { .. } => 8,
        Event::CardStepped { .. } => 9,
        Event::CardCancelAsked { .. } => 10,
        Event::TicketClosed { .. } => 11,
        Event::TicketVoided { .. } => 12,
        Event::StockMoved(_) => 13,
        Event::ServiceRecorded(_) => 14,
        Event::PartSaved(_) => 15,
        Event::CustomerSaved(_) => 16,
        Event::VehicleSaved(_) => 17,
        Event::StaffSaved(_) => 18,
        Event::JobRequested(_) => 19,
        Event::JobStarted { .. } => 20,
        Event::JobSettled { .. } => 21,
        Event::JobRetried { .. } => 22,
    }
}

pub(crate) fn all() -> Vec<Event> {
    let mut events = tickets();
    events.extend(payments());
    events.extend(things::catalog_and_people());
    events.extend(things::jobs());
    events
}

fn tickets() -> Vec<Event> {
    let ticket = TicketId::new(uuid(1));
    let line = LineId::new(uuid(2));
    let labor = Line {
        id: line,
        kind: LineKind::Labor,
        description: "Fit \"pads\" \\ bleed\t— vorne ⚙".to_owned(),
        quantity: quantity("1.25"),
        unit_price: price("119.9999"),
        amount: usd(15_000),
    };
    let kind = LineKind::Part {
        part: PartId::new(uuid(3)),
        number: "P 85/020".to_owned(),
        unit_cost: price("0"),
    };
    let sold = Line {
        kind,
        ..labor.clone()
    };
    let assessment = TaxAssessment {
        rule: "flat-rate-tax 0.1.0".to_owned(),
        changed: vec![(line, usd(412)), (LineId::new(uuid(4)), usd(0))],
        components: vec![TaxComponent {
            name: "Sales tax".to_owned(),
            rate: Rate::parse("0.0825").unwrap(),
            base: Money::new(4999, Currency::JPY),
            amount: usd(412),
        }],
    };
    vec![
        Event::TicketOpened {
            ticket,
            number: number(Series::Ticket, 1_234_567),
            currency: Currency::USD,
        },
        Event::TicketAttached {
            ticket,
            customer: None,
            vehicle: None,
            odometer: None,
        },
        Event::TicketAttached {
            ticket,
            customer: Some(CustomerId::new(uuid(20))),
            vehicle: Some(VehicleId::new(uuid(21))),
            odometer: Some(120_000),
        },
        Event::LineAdded {
            ticket,
            line: labor,
        },
        Event::LineAdded { ticket, line: sold },
        Event::LineQuantityChanged {
            ticket,
            line,
            quantity: quantity("0.001"),
            amount: usd(i64::MAX),
        },
        Event::LineRemoved { ticket, line },
        Event::TaxAssessed { ticket, assessment },
        Event::TaxAssessed {
            ticket,
            assessment: TaxAssessment {
                rule: String::new(),
                changed: Vec::new(),
                components: Vec::new(),
            },
        },
        Event::TaxFailed {
            ticket,
            reason: "out of fuel".to_owned(),
        },
        Event::TicketClosed {
            ticket,
            receipt: number(Series::Receipt, 42),
            total: usd(5412),
            tax: usd(-1),
        },
        Event::TicketVoided {
            ticket,
            reason: "customer left".to_owned(),
        },
    ]
}

fn payments() -> Vec<Event> {
    let ticket = TicketId::new(uuid(1));
    let id = PaymentId::new(uuid(40));
    let cash = Tender::Cash {
        tendered: usd(6000),
        change: usd(588),
    };
    let mut events = vec![
        Event::CashTaken {
            ticket,
            payment: payment(39, cash),
        },
        Event::CardCancelAsked {
            ticket,
            payment: id,
        },
    ];
    for (number, step) in (40..).zip(steps()) {
        let reader = "tmr_1".to_owned();
        let tender = Tender::Card {
            reader,
            step: step.clone(),
            cancel_asked: true,
        };
        events.push(Event::CardRequested {
            ticket,
            payment: payment(number, tender),
        });
        events.push(Event::CardStepped {
            ticket,
            payment: id,
            step,
        });
    }
    events
}
