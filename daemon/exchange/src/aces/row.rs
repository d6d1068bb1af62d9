//! A fitment as a supplier states it, and why an application gives none.

use domain::Refusal;
use domain::money::{NumberError, Quantity};

/// What an application asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// `A`: the part fits.
    Add,
    /// `D`: what an earlier file said no longer holds.
    Delete,
}

/// Who says that a part fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FitmentSource {
    /// The supplier's file. The only one that this room gives.
    VendorStated,
    /// A person here has seen it fit.
    Confirmed,
}

/// One thing about the vehicle that must hold too: an engine, a body, a brake system.
///
/// Most come as ids of the VCdb that mean nothing without it. They are kept, because a fitment without its
/// conditions promises too much.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// The element's name, e.g. `EngineBase`.
    pub name: String,
    /// Its id in the VCdb.
    pub id: Option<u32>,
    /// Its words, if the file has them.
    pub text: Option<String>,
}

/// A part fits the vehicles of a span of years.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FitmentRow {
    /// What is asked for.
    pub action: Action,
    /// The application's id in the file.
    pub app_id: Option<String>,
    /// The line where it begins.
    pub line: u64,
    /// The brand's four letters in the Auto Care brand table.
    pub brand: Option<String>,
    /// The maker's number.
    pub part_number: String,
    /// What kind of part: an id of the PCdb.
    pub part_type: Option<u32>,
    /// First model year.
    pub year_from: u16,
    /// Last model year, inclusive.
    pub year_to: u16,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// What the file says about the engine in words.
    pub engine: Option<String>,
    /// Where on the vehicle, in words, or as `position 22` with the PCdb's id.
    pub position: Option<String>,
    /// How many one vehicle needs.
    pub quantity: Option<Quantity>,
    /// The maker's own name for the kind of part.
    pub label: Option<String>,
    /// Notes and qualifiers in words, joined by semicolons.
    pub note: Option<String>,
    /// What else must hold; see [`Condition`].
    pub conditions: Vec<Condition>,
    /// Always [`FitmentSource::VendorStated`] here.
    pub source: FitmentSource,
}

/// Why an application gives no fitment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppFault {
    /// The action is neither `A` nor `D`.
    #[error("its action is neither A nor D")]
    Action,
    /// It names no part.
    #[error("it names no part")]
    NoPart,
    /// It names no vehicle.
    #[error("it names no vehicle: neither BaseVehicle nor Years, Make and Model")]
    NoVehicle,
    /// It is about equipment and not about a vehicle (ACES 4.2).
    #[error("it is about equipment, not about a vehicle")]
    Equipment,
    /// The base vehicle is in no table given.
    #[error("base vehicle {0} is not known here")]
    UnknownBaseVehicle(u32),
    /// Make or model come as an id without words.
    #[error("its {0} is an id without words")]
    Wordless(&'static str),
    /// The years make no span.
    #[error("its years make no span")]
    Years,
    /// An id is no number.
    #[error("the id of its {0} is not a number")]
    Id(String),
    /// The quantity breaks a bound.
    #[error("its quantity: {0}")]
    Quantity(NumberError),
    /// A text breaks a bound of the shop's rules.
    #[error("{0}")]
    Text(Refusal),
}

impl AppFault {
    /// Says what to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::UnknownBaseVehicle(_) => {
                "Import the VCdb table you subscribe to, or ask the supplier for years, make and model in words."
            }
            Self::Wordless(_) => {
                "Ask the supplier for makes and models in words, or for BaseVehicle ids."
            }
            Self::Equipment => "Nothing: only vehicles are kept here.",
            Self::Action
            | Self::NoPart
            | Self::NoVehicle
            | Self::Years
            | Self::Id(_)
            | Self::Quantity(_)
            | Self::Text(_) => "Tell the supplier the line; the other applications were read.",
        }
    }
}
