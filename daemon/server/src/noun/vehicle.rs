//! Vehicles: what they are, what was done to them, and what they need.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::ids::VehicleId;
use domain::odometer::{Claim, DistanceUnit};
use domain::people::recommend::{LastService, Reason, VehicleFacts, recommendations};
use domain::people::warranty_flag::{Adding, warranty_flags};
use domain::people::{ServiceRecord, Vehicle, VehicleFile};
use domain::ticket::Ticket;
use domain::vin::scan;
use engine::Command;
use engine::command::{VehicleCommand, VehicleDraft};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::ticket::LineKind;
use protocol::v1::vehicle::{
    self as wire, ByVin, ByVinResult, ChangeOwner, FormerOwner, FoundVehicles, GetVehicle,
    MergeVehicles, ReadOdometer, SaveVehicle, SearchVehicles, Service, ServiceLine, VehicleResult,
    WarrantyFlag,
};
use protocol::values::{Moment, QuantityText};

use super::people::wire_customer;
use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::read::{load, store, today, wrong};

/// Services shown with a vehicle.
const HISTORY_SHOWN: usize = 100;
/// Pages of history that warranties and intervals are looked for in.
const PAGES_MAX: usize = 1_000;

pub(crate) fn search(params: SearchVehicles) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 20);
        let found = store(api.queries.search_vehicles(&params.query, limit))?;
        Ok(FoundVehicles {
            vehicles: found.iter().map(convert::vehicle).collect(),
        })
    })
}

pub(crate) fn save_vehicle(params: SaveVehicle) -> Deed {
    let given = *params.vehicle;
    let draft = VehicleDraft {
        id: given.id.map(|id| id.0),
        customer: given.customer_id.map(|id| id.0),
        vin: given.vin,
        year: given.year,
        make: given.make,
        model: given.model,
        trim: given.trim,
        engine: given.engine,
        plate: given.plate,
        plate_state: given.plate_state,
        unit_number: given.unit_number,
        color: given.color,
        odometer: given.odometer,
        odometer_unit: given.odometer_unit.map(unit),
        in_service: given.in_service.map(|day| day.map(|day| day.0)),
        warranty_notes: given.warranty_notes,
        tire_size: given.tire_size,
    };
    let command = Command::Vehicle(VehicleCommand::Save(Box::new(draft)));
    Deed::Order(params.key, command, Shape::Vehicle)
}

pub(crate) fn change_owner(params: ChangeOwner) -> Deed {
    let vehicle = params.vehicle_id.0;
    let command = VehicleCommand::ChangeOwner {
        vehicle,
        to: params.customer_id.0,
        odometer: params.odometer,
    };
    Deed::Order(
        params.key,
        Command::Vehicle(command),
        Shape::VehicleOf(vehicle),
    )
}

pub(crate) fn read_odometer(params: ReadOdometer) -> Deed {
    let vehicle = params.vehicle_id.0;
    let claim = match params.claim {
        wire::OdometerClaim::Plain => Claim::Plain,
        wire::OdometerClaim::RolledOver { digits } => Claim::RolledOver { digits },
        wire::OdometerClaim::Replaced {
            old_last,
            new_first,
        } => Claim::Replaced {
            old_last,
            new_first,
        },
        wire::OdometerClaim::CorrectsEarlier => Claim::CorrectsEarlier,
    };
    let command = VehicleCommand::ReadOdometer {
        vehicle,
        shown: params.shown,
        unit: params.unit.map(unit),
        claim,
    };
    Deed::Order(
        params.key,
        Command::Vehicle(command),
        Shape::VehicleOf(vehicle),
    )
}

pub(crate) fn merge(params: &MergeVehicles) -> Deed {
    let (from, into) = (params.from_id.0, params.into_id.0);
    let command = Command::Vehicle(VehicleCommand::Merge { from, into });
    Deed::Order(params.key.clone(), command, Shape::VehicleOf(into))
}

const fn unit(unit: wire::DistanceUnit) -> DistanceUnit {
    match unit {
        wire::DistanceUnit::Km => DistanceUnit::Km,
        wire::DistanceUnit::Mi => DistanceUnit::Miles,
    }
}

pub(crate) fn get_vehicle(connection: &Connection, params: GetVehicle) -> Result<Deed, Problem> {
    if params.vehicle_id.is_some() == params.vin.is_some() {
        return Err(wrong("give either vehicle_id or vin"));
    }
    let prices = connection.who.sees_prices();
    Ok(Deed::read(move |api| {
        let found = match (&params.vehicle_id, &params.vin) {
            (Some(id), _) => api.queries.vehicle(id.0),
            (None, vin) => api
                .queries
                .vehicle_by_vin(vin.as_deref().unwrap_or_default()),
        };
        let vehicle = store(found)?;
        result(api, &vehicle.ok_or_else(no_such_vehicle)?, prices)
    }))
}

/// Reads a VIN out of a scan and answers with the vehicle, or with what the VIN says of a new one. Nothing is repaired
/// silently: what the text may have meant is offered.
pub(crate) fn by_vin(connection: &Connection, params: ByVin) -> Deed {
    let prices = connection.who.sees_prices();
    Deed::read(move |api| {
        let suggestions = scan::suggestions(&params.text);
        let suggestions = suggestions.iter().map(convert::vin_suggestion).collect();
        let scanned = match scan::read(&params.text) {
            Ok(scanned) => scanned,
            Err(fault) => {
                return Ok(ByVinResult {
                    vin: None,
                    fault: Some(fault.to_string()),
                    check: None,
                    suggestions,
                    found: None,
                    new: None,
                });
            }
        };
        let known = store(api.queries.vehicle_by_vin(scanned.vin.as_str()))?;
        let found = known
            .map(|vehicle| result(api, &vehicle, prices))
            .transpose()?;
        let new = found.is_none().then(|| convert::new_vehicle(&scanned.vin));
        Ok(ByVinResult {
            vin: Some(scanned.vin.to_string()),
            fault: None,
            check: Some(convert::vin_check(scanned.verdict)),
            suggestions,
            found,
            new,
        })
    })
}

/// Returns a vehicle as it is now.
pub(crate) fn vehicle(api: &Api, id: VehicleId) -> Result<Vehicle, Problem> {
    store(api.queries.vehicle(id))?.ok_or_else(no_such_vehicle)
}

fn no_such_vehicle() -> Problem {
    Problem::new(Code::NoSuchVehicle, "no such vehicle")
}

/// `prices`: whether whoever asks may see what things came to.
fn result(api: &Api, vehicle: &Vehicle, prices: bool) -> Result<VehicleResult, Problem> {
    let file = load::<VehicleFile>(api, vehicle.id.uuid())?.ok_or_else(no_such_vehicle)?;
    let pages = history(api, &file)?;
    let owner = store(api.queries.customer(vehicle.customer))?;
    let mut owners = Vec::new();
    for former in file.owners.iter().rev() {
        let known = store(api.queries.customer(former.customer))?;
        owners.push(FormerOwner {
            customer_id: former.customer.into(),
            name: known.map(|known| known.customer.name),
            until: protocol::values::DayText(former.until),
            odometer: former.odometer,
        });
    }
    let (today, odometer) = (today(api), vehicle.odometer);
    let records: Vec<ServiceRecord> = pages.iter().map(|(_, record)| record.clone()).collect();
    let parts: BTreeSet<_> = records
        .iter()
        .flat_map(|record| record.lines.iter().filter_map(|line| line.part))
        .collect();
    let mut flags: Vec<WarrantyFlag> = Vec::new();
    for part in parts {
        let found = warranty_flags(&records, Adding::Part(part), today, odometer);
        flags.extend(
            found
                .iter()
                .map(|flag| convert::warranty_flag(flag, Some(part))),
        );
    }
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.sold_on.0));
    let services = last_services(&records);
    let rules = api.rules.get();
    let needed = recommendations(&VehicleFacts {
        deferrals: &file.deferrals,
        services: &services,
        rules: &rules.intervals,
        in_service: vehicle.in_service,
        today,
        odometer: odometer.map(u64::from),
    });
    let needed = needed.iter().map(|one| {
        let behind = file.deferrals.iter().find(|deferral| match one.reason {
            Reason::Declined { ticket, .. } => {
                deferral.ticket == ticket && deferral.title == one.title
            }
            Reason::Interval { .. } => false,
        });
        convert::recommendation(one, behind)
    });
    let deferral = |deferral| {
        let mut shown = convert::deferral(deferral);
        shown.amount = shown.amount.filter(|_| prices);
        shown
    };
    let history = pages.into_iter().take(HISTORY_SHOWN);
    Ok(VehicleResult {
        vehicle: convert::vehicle(vehicle),
        customer: owner.map(wire_customer),
        readings: file.readings.iter().rev().map(convert::reading).collect(),
        owners,
        deferrals: file.deferrals.iter().rev().map(deferral).collect(),
        recommendations: needed.collect(),
        warranty_flags: flags,
        merged_into: file.merged_into.map(Into::into),
        absorbed: file.absorbed.iter().copied().map(Into::into).collect(),
        history: history.map(|page| service(page, prices)).collect(),
    })
}

/// Reads the pages of a vehicle and of those merged into it, newest first.
fn history(api: &Api, file: &VehicleFile) -> Result<Vec<(Timestamp, ServiceRecord)>, Problem> {
    let mut pages = store(api.queries.history(file.saved.id, PAGES_MAX))?;
    for id in &file.absorbed {
        pages.extend(store(api.queries.history(*id, PAGES_MAX))?);
    }
    pages.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(pages)
}

/// What was done and when: each job once, and what was sold without a job by its own words.
fn last_services(records: &[ServiceRecord]) -> Vec<LastService> {
    let mut services = Vec::new();
    for record in records {
        let sold = record
            .lines
            .iter()
            .filter(|line| line.quantity.is_positive());
        let done: BTreeSet<&str> = sold
            .map(|line| line.job.as_deref().unwrap_or(&line.description))
            .collect();
        services.extend(done.into_iter().map(|service| LastService {
            service: service.to_owned(),
            date: record.date,
            odometer: record.odometer.map(u64::from),
        }));
    }
    services
}

/// Returns the earlier sales whose warranty may cover what was added to a ticket. Pages from after a moment do not count,
/// so that an answer that is given again stays the same.
pub(crate) fn flags_for(
    api: &Api,
    ticket: &Ticket,
    adding: Adding<'_>,
    before: Timestamp,
    shown: Option<u32>,
) -> Result<Vec<WarrantyFlag>, Problem> {
    let Some(vehicle) = ticket.vehicle else {
        return Ok(Vec::new());
    };
    let pages = store(api.queries.history(vehicle, PAGES_MAX))?;
    let records: Vec<ServiceRecord> = pages
        .into_iter()
        .filter(|(at, record)| *at < before && record.ticket != ticket.id)
        .map(|(_, record)| record)
        .collect();
    let part = match adding {
        Adding::Part(part) => Some(part),
        Adding::Job(_) => None,
    };
    let found = warranty_flags(&records, adding, today(api), shown);
    Ok(found
        .iter()
        .map(|flag| convert::warranty_flag(flag, part))
        .collect())
}

/// What a person should look at twice. Not a refusal: outside North America the check digit is not required.
pub(crate) fn warnings(vehicle: &Vehicle) -> Vec<String> {
    let wrong = vehicle.vin.as_ref().filter(|vin| !vin.check_digit_holds());
    let warning = wrong.map(|vin| {
        let digit = vin.check_digit();
        format!("The VIN's check digit does not hold: position 9 should be {digit}. Read it again.")
    });
    warning.into_iter().collect()
}

fn service((at, record): (Timestamp, ServiceRecord), prices: bool) -> Service {
    let lines = record.lines.into_iter().map(|line| ServiceLine {
        kind: if line.part_number.is_some() {
            LineKind::Part
        } else {
            LineKind::Labor
        },
        number: line.part_number,
        description: line.description,
        quantity: QuantityText(line.quantity),
    });
    Service {
        at: Moment(at),
        ticket_id: record.ticket.into(),
        ticket_number: record.ticket_number,
        receipt_number: record.receipt_number,
        odometer: record.odometer,
        lines: lines.collect(),
        total: prices.then(|| record.total.minor()),
    }
}
