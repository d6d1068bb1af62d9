//! Customers with their accounts, their vehicles, and the people who work here.
//!
//! What a person types about a customer or vehicle is one snapshot ([`Customer`], [`Vehicle`]); what happened to them is
//! folded into a file ([`CustomerFile`], [`VehicleFile`]). Start at [`CustomerFile`], then [`account::decide`].

pub mod account;
mod contact;
pub mod credit;
mod customer;
mod event;
mod file;
pub mod merge;
mod posting;
mod receipt_tender;
pub mod recommend;
mod refusal;
mod rules;
mod save;
mod service;
mod staff;
pub mod tags;
mod terms;
pub mod vehicle;
pub mod visits;
pub mod warranty_flag;

#[cfg(test)]
pub(crate) mod tests;

pub use contact::{Address, Consent, ExternalId, LabelledPhone};
pub use customer::{Customer, CustomerKind, EXTERNAL_IDS_MAX, PHONES_MAX, TAGS_MAX};
pub use event::CustomerEvent;
pub use file::CustomerFile;
pub(crate) use posting::posted;
pub use receipt_tender::ReceiptTender;
pub use refusal::CustomerRefusal;
pub(crate) use refusal::has_role;
pub use rules::CustomerRules;
pub use save::save;
pub use service::{Deferral, ServiceLine, ServiceRecord};
pub use staff::{Role, Staff, StaffEvent};
pub use terms::{AccountTerms, FinanceTerms, Fleet, StatementStyle};
pub use vehicle::{Vehicle, VehicleEvent, VehicleFile, VehicleRefusal};
