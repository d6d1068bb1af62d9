//! Samples about parts, people and jobs.

use domain::Event;
use domain::catalog::{MoveReason, Part, StockMove};
use domain::ids::{CustomerId, DeviceName, JobId, LineId, StaffId, TicketId, VehicleId};
use domain::job::{Job, JobKind, JobOutcome, JobState};
use domain::people::{Customer, Role, ServiceLine, ServiceRecord, Staff, Vehicle};
use domain::vin::Vin;

use super::{fits, part, price, quantity, usd, uuid};

pub(super) fn catalog_and_people() -> Vec<Event> {
    let bare = part(3, "P 85/020");
    let full = Part {
        upc: Some("036000241457".to_owned()),
        bin: Some("A-12".to_owned()),
        fitment: vec![
            fits("Honda", "Civic", 2012, 2015),
            fits("BMW", "M3", 0, u16::MAX),
        ],
        ..bare.clone()
    };
    let sold = StockMove {
        part: bare.id,
        location: "shop".to_owned(),
        quantity: quantity("-2.5"),
        unit_cost: price("21.3375"),
        reason: MoveReason::Sold {
            ticket: TicketId::new(uuid(1)),
            line: LineId::new(uuid(2)),
        },
    };
    let reason = MoveReason::Adjusted {
        reason: "counted".to_owned(),
    };
    let adjusted = StockMove {
        reason,
        quantity: quantity("1000000"),
        ..sold.clone()
    };
    let customer = Customer {
        id: CustomerId::new(uuid(20)),
        name: "Zoë O'Brien".to_owned(),
        phone: None,
        email: None,
        notes: None,
    };
    let known = Customer {
        phone: Some("+1 (555) 010-1234".to_owned()),
        email: Some("Zoe@Example.com".to_owned()),
        notes: Some("two\nlines".to_owned()),
        ..customer.clone()
    };
    let vehicle = Vehicle {
        id: VehicleId::new(uuid(21)),
        customer: customer.id,
        vin: None,
        year: None,
        make: "Honda".to_owned(),
        model: "Civic".to_owned(),
        trim: None,
        plate: None,
        odometer: None,
    };
    let registered = Vehicle {
        vin: Some(Vin::parse("1HGCM82633A004352").unwrap()),
        year: Some(2014),
        trim: Some("LX".to_owned()),
        plate: Some("7ABC123".to_owned()),
        odometer: Some(0),
        ..vehicle.clone()
    };
    let page = ServiceRecord {
        vehicle: vehicle.id,
        customer: None,
        ticket: TicketId::new(uuid(1)),
        ticket_number: "C1-T000001".to_owned(),
        receipt_number: "C1-R000001".to_owned(),
        odometer: None,
        lines: Vec::new(),
        total: usd(5412),
    };
    let line = |part_number: Option<&str>| ServiceLine {
        line: LineId::new(uuid(2)),
        part_number: part_number.map(str::to_owned),
        description: "Brake pads, front".to_owned(),
        quantity: quantity("2"),
    };
    let full_page = ServiceRecord {
        customer: Some(customer.id),
        odometer: Some(120_000),
        lines: vec![line(None), line(Some("P 85/020"))],
        ..page.clone()
    };
    let roles = [
        Role::Technician,
        Role::Clerk,
        Role::Advisor,
        Role::Manager,
        Role::Owner,
    ];
    let staff = (150..).zip(roles).map(|(number, role)| {
        Event::StaffSaved(Staff {
            id: StaffId::new(uuid(number)),
            name: "Sam".to_owned(),
            role,
            pin_hash: (role == Role::Owner).then(|| "$argon2id$v=19$...".to_owned()),
        })
    });
    let mut events = vec![
        Event::PartSaved(Box::new(bare)),
        Event::PartSaved(Box::new(full)),
        Event::StockMoved(sold),
        Event::StockMoved(adjusted),
        Event::CustomerSaved(customer),
        Event::CustomerSaved(known),
        Event::VehicleSaved(vehicle),
        Event::VehicleSaved(registered),
        Event::ServiceRecorded(page),
        Event::ServiceRecorded(full_page),
    ];
    events.extend(staff);
    events
}

pub(super) fn jobs() -> Vec<Event> {
    let ticket = TicketId::new(uuid(1));
    let kinds = [
        JobKind::Receipt { ticket, copy: true },
        JobKind::Drawer {
            reason: "sale".to_owned(),
            ticket: Some(ticket),
        },
        JobKind::Drawer {
            reason: "change".to_owned(),
            ticket: None,
        },
        JobKind::Document {
            body: "{\"text\":\"hello\\n\"}".to_owned(),
        },
    ];
    let requested = (160..).zip(kinds).map(|(number, kind)| {
        Event::JobRequested(Job {
            id: JobId::new(uuid(number)),
            device: DeviceName::new("receipt-printer"),
            kind,
            state: JobState::Requested,
        })
    });
    let job = JobId::new(uuid(160));
    let outcomes = [
        JobOutcome::Done,
        JobOutcome::Unconfirmed,
        JobOutcome::Unknown {
            reason: "power cut".to_owned(),
        },
        JobOutcome::Failed {
            reason: "no paper".to_owned(),
        },
    ];
    let settled = outcomes.map(|outcome| Event::JobSettled { job, outcome });
    let mut events: Vec<_> = requested.collect();
    events.push(Event::JobStarted { job });
    events.extend(settled);
    events.push(Event::JobRetried { job });
    events
}
