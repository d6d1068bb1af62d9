//! Tests of the store through its ports, against real files in temporary folders.

mod buying;
mod costs;
mod faults;
mod found;
mod journal;
mod lists;
mod replay;
pub(crate) mod samples;
mod search;
mod shop;
mod verify;
