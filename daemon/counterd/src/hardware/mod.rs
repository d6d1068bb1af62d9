//! From the settings to what the devices' room starts, and to how each printer is written to.

pub(crate) mod models;
pub(crate) mod printers;
pub(crate) mod specs;
