//! The kinds of records that are looked for by name.

/// Stock moved.
pub(crate) const STOCK_MOVED: &str = "part.moved";
/// A page was added to a vehicle's history.
pub(crate) const SERVICED: &str = "vehicle.serviced";
/// A page was taken back.
pub(crate) const SERVICE_WITHDRAWN: &str = "vehicle.service_withdrawn";
