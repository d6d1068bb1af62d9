//! What can be asked of a vehicle, and what becomes of it.

use super::{Vehicle, VehicleEvent, VehicleFile, VehicleRefusal};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::CustomerId;
use crate::odometer::{Claim, NewReading, check_reading};
use crate::people::CustomerRules;
use crate::people::refusal::has_role;

/// An order about a vehicle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VehicleOrder {
    /// It was sold to someone else.
    ChangeOwner {
        /// Whose it is now; they are on file and were not merged away.
        to: CustomerId,
        /// The odometer at the sale, if known.
        odometer: Option<u32>,
    },
    /// Its odometer was read.
    ReadOdometer {
        /// What it shows.
        read: NewReading,
        /// Why it may be lower than the last one.
        claim: Claim,
    },
}

/// Decides an order about a vehicle.
///
/// # Errors
/// [`VehicleRefusal`].
pub fn decide(
    file: &VehicleFile,
    order: VehicleOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, VehicleRefusal> {
    lives(file)?;
    let event = match order {
        VehicleOrder::ChangeOwner { to, .. } if to == file.saved.customer => {
            return Err(VehicleRefusal::SameOwner(to));
        }
        VehicleOrder::ChangeOwner { to, odometer } => VehicleEvent::OwnerChanged {
            from: file.saved.customer,
            to,
            date: ctx.today,
            odometer: odometer.or(file.saved.odometer),
        },
        VehicleOrder::ReadOdometer { read, claim } => {
            VehicleEvent::OdometerRead(check_reading(&file.readings, read, claim)?)
        }
    };
    Ok(vec![Event::Vehicle(file.saved.id, event)])
}

/// Merges two vehicles that are one, such as one VIN typed twice. Pages of history stay where they are and are shown
/// under both; what is only known of the one that goes, and its declined work, moves over.
///
/// # Errors
/// [`VehicleRefusal::MergeSelf`], [`VehicleRefusal::MergedAway`], [`VehicleRefusal::MergeChain`] (merge the other way
/// round), [`VehicleRefusal::OwnersDiffer`], [`VehicleRefusal::VinsDiffer`], [`VehicleRefusal::NeedsRole`].
pub fn merge(
    from: &VehicleFile,
    into: &VehicleFile,
    rules: CustomerRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, VehicleRefusal> {
    let (gone, stays) = (from.saved.id, into.saved.id);
    if gone == stays {
        return Err(VehicleRefusal::MergeSelf);
    }
    lives(from)?;
    lives(into)?;
    if let Some(earlier) = from.absorbed.first() {
        return Err(VehicleRefusal::MergeChain(*earlier));
    }
    if from.saved.customer != into.saved.customer {
        return Err(VehicleRefusal::OwnersDiffer);
    }
    if let (Some(one), Some(other)) = (&from.saved.vin, &into.saved.vin)
        && one != other
    {
        return Err(VehicleRefusal::VinsDiffer);
    }
    if !has_role(rules.merge_role, ctx) {
        return Err(VehicleRefusal::NeedsRole(rules.merge_role));
    }
    // The one that goes gives up its VIN first, so that the VIN is never on file twice.
    let merged = VehicleEvent::Merged { into: stays };
    let mut events = vec![Event::Vehicle(gone, merged)];
    let filled = filled(&into.saved, &from.saved);
    if filled != into.saved {
        events.push(filled.saved());
    }
    let absorbed = VehicleEvent::Absorbed { from: gone };
    events.push(Event::Vehicle(stays, absorbed));
    let declined = from.deferrals.iter().cloned().map(Box::new);
    events.extend(declined.map(|job| Event::Vehicle(stays, VehicleEvent::Deferred(job))));
    Ok(events)
}

const fn lives(file: &VehicleFile) -> Result<(), VehicleRefusal> {
    match file.merged_into {
        Some(into) => Err(VehicleRefusal::MergedAway(into)),
        None => Ok(()),
    }
}

fn filled(stays: &Vehicle, gone: &Vehicle) -> Vehicle {
    let or = |one: &Option<String>, other: &Option<String>| one.clone().or_else(|| other.clone());
    // Readings in another unit say nothing here.
    let same_unit = stays.odometer_unit == gone.odometer_unit;
    Vehicle {
        vin: stays.vin.clone().or_else(|| gone.vin.clone()),
        year: stays.year.or(gone.year),
        trim: or(&stays.trim, &gone.trim),
        engine: or(&stays.engine, &gone.engine),
        plate: or(&stays.plate, &gone.plate),
        plate_state: or(&stays.plate_state, &gone.plate_state),
        unit_number: or(&stays.unit_number, &gone.unit_number),
        color: or(&stays.color, &gone.color),
        odometer: stays.odometer.or(gone.odometer.filter(|_| same_unit)),
        in_service: stays.in_service.or(gone.in_service),
        warranty_notes: or(&stays.warranty_notes, &gone.warranty_notes),
        tire_size: or(&stays.tire_size, &gone.tire_size),
        ..stays.clone()
    }
}
