//! Why an order about a vehicle was not carried out.

use crate::ids::{CustomerId, TicketJobId, VehicleId};
use crate::odometer::OdometerRefusal;
use crate::people::Role;

/// A reason to refuse. Messages say what is the matter, not what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VehicleRefusal {
    /// The vehicle was merged into another one.
    #[error("the vehicle was merged into another")]
    MergedAway(VehicleId),
    /// One vehicle was named twice.
    #[error("a vehicle cannot be merged with itself")]
    MergeSelf,
    /// Others were merged into the one that should go, so that there would be a chain.
    #[error("other vehicles were merged into this one")]
    MergeChain(VehicleId),
    /// Two VINs are two vehicles.
    #[error("the vehicles have different VINs")]
    VinsDiffer,
    /// The vehicles have two owners.
    #[error("the vehicles belong to different customers")]
    OwnersDiffer,
    /// It is theirs already.
    #[error("the vehicle belongs to this customer already")]
    SameOwner(CustomerId),
    /// The role may not do this, nor does a second person stand in who may.
    #[error("this needs the role {0:?} or higher")]
    NeedsRole(Role),
    /// Nothing was declined under this id, or it was done since.
    #[error("no such declined work on this vehicle")]
    NoSuchDeferral(TicketJobId),
    /// The reading does not fit the ones before it.
    #[error("{0}")]
    Odometer(#[from] OdometerRefusal),
}
