//! Vehicles for the wire.

use domain::odometer::{Claim, DistanceUnit, Moment as Taken, Reading};
use domain::people::recommend::{Recommendation, Urgency};
use domain::people::warranty_flag::WarrantyFlag;
use domain::people::{Deferral, Vehicle};
use domain::vin::scan::Suggestion;
use domain::vin::{CheckVerdict, VehicleClass, Vin};
use domain::warranty::WarrantyVerdict;

use crate::v1::vehicle;
use crate::values::DayText;

/// Words a vehicle for the wire.
#[must_use]
pub fn vehicle(vehicle: &Vehicle) -> vehicle::Vehicle {
    vehicle::Vehicle {
        id: vehicle.id.into(),
        customer_id: vehicle.customer.into(),
        vin: vehicle.vin.as_ref().map(ToString::to_string),
        year: vehicle.year,
        make: vehicle.make.clone(),
        model: vehicle.model.clone(),
        trim: vehicle.trim.clone(),
        engine: vehicle.engine.clone(),
        plate: vehicle.plate.clone(),
        plate_state: vehicle.plate_state.clone(),
        unit_number: vehicle.unit_number.clone(),
        color: vehicle.color.clone(),
        odometer: vehicle.odometer,
        odometer_unit: distance_unit(vehicle.odometer_unit),
        in_service: vehicle.in_service.map(DayText),
        warranty_notes: vehicle.warranty_notes.clone(),
        tire_size: vehicle.tire_size.clone(),
        label: vehicle.label(),
    }
}

const fn distance_unit(unit: DistanceUnit) -> vehicle::DistanceUnit {
    match unit {
        DistanceUnit::Km => vehicle::DistanceUnit::Km,
        DistanceUnit::Miles => vehicle::DistanceUnit::Mi,
    }
}

/// Words a reading of an odometer for the wire.
#[must_use]
pub const fn reading(reading: &Reading) -> vehicle::OdometerReading {
    vehicle::OdometerReading {
        on: DayText(reading.read.on),
        moment: match reading.read.moment {
            Taken::In => vehicle::ReadingMoment::In,
            Taken::Out => vehicle::ReadingMoment::Out,
        },
        shown: reading.read.shown,
        unit: distance_unit(reading.read.unit),
        total: reading.total,
        claim: match reading.claim {
            Claim::Plain => vehicle::OdometerClaim::Plain,
            Claim::RolledOver { digits } => vehicle::OdometerClaim::RolledOver { digits },
            Claim::Replaced {
                old_last,
                new_first,
            } => vehicle::OdometerClaim::Replaced {
                old_last,
                new_first,
            },
            Claim::CorrectsEarlier => vehicle::OdometerClaim::CorrectsEarlier,
        },
    }
}

/// Words declined work for the wire.
#[must_use]
pub fn deferral(deferral: &Deferral) -> vehicle::DeferredJob {
    vehicle::DeferredJob {
        job_id: deferral.job.into(),
        ticket_id: deferral.ticket.into(),
        title: deferral.title.clone(),
        reason: deferral.reason.clone(),
        follow_up: deferral.follow_up.map(DayText),
        amount: Some(deferral.amount.minor()),
        declined_on: DayText(deferral.declined_on),
        odometer: deferral.odometer,
    }
}

/// Words a recommendation for the wire, with the declined job behind it.
#[must_use]
pub fn recommendation(
    one: &Recommendation,
    deferral: Option<&Deferral>,
) -> vehicle::Recommendation {
    vehicle::Recommendation {
        title: one.title.clone(),
        reason: one.reason.to_string(),
        urgency: match one.urgency {
            Urgency::Overdue => vehicle::Urgency::Overdue,
            Urgency::Deferred => vehicle::Urgency::Deferred,
            Urgency::Due => vehicle::Urgency::Due,
        },
        due_on: one.due.map(DayText),
        due_odometer: one.due_odometer,
        canned_job_id: one.canned.map(Into::into),
        deferral_job_id: deferral.map(|deferral| deferral.job.into()),
    }
}

/// Words an earlier sale whose warranty may still run.
#[must_use]
pub fn warranty_flag(
    flag: &WarrantyFlag,
    part: Option<domain::ids::PartId>,
) -> vehicle::WarrantyFlag {
    let (until, until_odometer, odometer_missing) = match flag.verdict {
        WarrantyVerdict::Covered {
            until,
            until_odometer,
        } => (until, until_odometer, false),
        WarrantyVerdict::UnknownOdometer { until } => (until, None, true),
        WarrantyVerdict::ExpiredByTime { ended } => (Some(ended), None, false),
        WarrantyVerdict::ExpiredByDistance { ended_at } => (None, Some(ended_at), false),
    };
    vehicle::WarrantyFlag {
        ticket_id: flag.ticket.into(),
        ticket_number: flag.ticket_number.clone(),
        line_id: flag.line.into(),
        part_id: part.map(Into::into),
        description: flag.description.clone(),
        sold_on: DayText(flag.sold_on),
        until: until.map(DayText),
        until_odometer,
        odometer_missing,
    }
}

/// Words what the check digit of a VIN says.
#[must_use]
pub fn vin_check(verdict: CheckVerdict) -> vehicle::VinCheck {
    let expected = match verdict {
        CheckVerdict::Valid => None,
        CheckVerdict::MismatchNorthAmerica { expected }
        | CheckVerdict::MismatchElsewhere { expected } => Some(expected.to_string()),
    };
    vehicle::VinCheck {
        valid: verdict == CheckVerdict::Valid,
        expected,
        needs_confirmation: verdict.needs_confirmation(),
    }
}

/// Words a repair that is offered for a VIN.
#[must_use]
pub fn vin_suggestion(offer: &Suggestion) -> vehicle::VinSuggestion {
    let changes = offer.changes.iter();
    vehicle::VinSuggestion {
        vin: offer.vin.to_string(),
        valid: offer.verdict == CheckVerdict::Valid,
        changes: changes
            .map(|change| {
                let (position, from, to) = (change.position, change.from, change.to);
                format!("position {position}: {from} to {to}")
            })
            .collect(),
    }
}

/// Says what a VIN tells of a vehicle.
#[must_use]
pub fn new_vehicle(vin: &Vin) -> vehicle::NewVehicle {
    let (maker, year) = (vin.maker(), vin.model_year(VehicleClass::Unknown));
    let makes = maker.map(|maker| maker.makes).unwrap_or_default();
    vehicle::NewVehicle {
        vin: vin.to_string(),
        make: maker.and_then(|maker| maker.only_make().map(str::to_owned)),
        makes: makes.iter().map(|make| (*make).to_owned()).collect(),
        year: year.suggested(),
        years: year.candidates(),
        country: vin.country().map(str::to_owned),
    }
}
