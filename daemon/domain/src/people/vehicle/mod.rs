//! Vehicles: what they are, who owned them, how far they have come, and what was done to them.
//!
//! A vehicle keeps its history when its owner changes. Start at [`Vehicle`], then [`VehicleFile`].

mod event;
mod file;
mod order;
mod refusal;

use jiff::civil::Date;

pub use event::VehicleEvent;
pub use file::{Ownership, VehicleFile};
pub use order::{VehicleOrder, decide, merge};
pub use refusal::VehicleRefusal;

use crate::event::Event;
use crate::ids::{CustomerId, VehicleId};
use crate::odometer::DistanceUnit;
use crate::refusal::Refusal;
use crate::text;
use crate::vin::Vin;

/// A vehicle as saved. It keeps its history when its owner changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vehicle {
    /// Its id.
    pub id: VehicleId,
    /// Who owns it now.
    pub customer: CustomerId,
    /// Its VIN, if known.
    pub vin: Option<Vin>,
    /// Model year.
    pub year: Option<u16>,
    /// Make, e.g. `Honda`.
    pub make: String,
    /// Model, e.g. `Civic`.
    pub model: String,
    /// Trim level, as people say it.
    pub trim: Option<String>,
    /// Engine, e.g. `2.0L L4`.
    pub engine: Option<String>,
    /// Licence plate.
    pub plate: Option<String>,
    /// State or province of the plate, e.g. `IL`.
    pub plate_state: Option<String>,
    /// Its number in the owner's fleet.
    pub unit_number: Option<String>,
    /// Color.
    pub color: Option<String>,
    /// Last odometer reading, in [`Self::odometer_unit`].
    pub odometer: Option<u32>,
    /// What its odometer counts in.
    pub odometer_unit: DistanceUnit,
    /// The day it was first used: warranties of makers begin there.
    pub in_service: Option<Date>,
    /// What is known of the maker's or a seller's warranty.
    pub warranty_notes: Option<String>,
    /// Size of its tires, e.g. `P215/55R16`.
    pub tire_size: Option<String>,
}

impl Vehicle {
    /// Starts a vehicle of which only make and model are known, with an odometer in miles.
    #[must_use]
    pub fn new(
        id: VehicleId,
        customer: CustomerId,
        make: impl Into<String>,
        model: impl Into<String>,
    ) -> Self {
        Self {
            id,
            customer,
            vin: None,
            year: None,
            make: make.into(),
            model: model.into(),
            trim: None,
            engine: None,
            plate: None,
            plate_state: None,
            unit_number: None,
            color: None,
            odometer: None,
            odometer_unit: DistanceUnit::Miles,
            in_service: None,
            warranty_notes: None,
            tire_size: None,
        }
    }

    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        let upper = |text: Option<String>| text.map(|text| text.to_ascii_uppercase());
        self.make = text::required("make", &self.make, 40)?;
        self.model = text::required("model", &self.model, 60)?;
        self.trim = text::optional("trim", self.trim.as_deref(), 60)?;
        self.engine = text::optional("engine", self.engine.as_deref(), 60)?;
        self.plate = upper(text::optional("plate", self.plate.as_deref(), 15)?);
        let state = text::optional("plate state", self.plate_state.as_deref(), 10)?;
        self.plate_state = upper(state);
        self.unit_number = text::optional("unit number", self.unit_number.as_deref(), 40)?;
        self.color = text::optional("color", self.color.as_deref(), 40)?;
        self.warranty_notes = text::note("warranty notes", self.warranty_notes.as_deref())?;
        self.tire_size = upper(text::optional("tire size", self.tire_size.as_deref(), 30)?);
        Ok(self)
    }

    /// Returns how people name the vehicle: `2016 Honda Civic LX`.
    #[must_use]
    pub fn label(&self) -> String {
        let year = self.year.map(|year| year.to_string());
        [
            year.as_deref(),
            Some(&self.make),
            Some(&self.model),
            self.trim.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
    }

    /// Makes the event that it was saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Vehicle(self.id, VehicleEvent::Saved(Box::new(self)))
    }
}
