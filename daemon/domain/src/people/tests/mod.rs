mod accounts;
mod credit_and_merge;
mod facts;
pub(crate) mod fixture;
mod laws;
mod saving;
mod vehicles;
