//! Customers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::account::AccountView;
use crate::v1::ticket::Summary;
use crate::v1::vehicle::Vehicle;
use crate::values::{CustomerIdText, DayText, Key, Moment, RateText, sent};

/// Searches customers by name, phone, e-mail, plate or the end of a VIN.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerSearch")]
pub struct SearchCustomers {
    /// What was typed.
    pub query: String,
    /// At most so many; 20 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Customers that were found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CustomersFound")]
pub struct FoundCustomers {
    /// The customers.
    pub customers: Vec<Customer>,
}

/// Asks for one customer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerGet")]
pub struct GetCustomer {
    /// Which.
    pub customer_id: CustomerIdText,
}

/// A customer with what belongs to them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomerResult {
    /// The customer.
    pub customer: Customer,
    /// Their vehicles.
    pub vehicles: Vec<Vehicle>,
    /// Their tickets, newest first, with those of customers who were merged into them.
    pub tickets: Vec<Summary>,
    /// The first day they came, of the tickets shown.
    pub first_visit_on: Option<DayText>,
    /// The last day they came.
    pub last_visit_on: Option<DayText>,
    /// Days between two visits, on average and rounded down.
    pub days_between_visits: Option<u32>,
    /// Tags that the shop's rules give them.
    pub given_tags: Vec<GivenTag>,
    /// Store credit left, in minor units.
    pub store_credit: i64,
    /// Their house account, if they have or had one.
    pub account: Option<AccountView>,
    /// Who goes on in their place, if they were merged away.
    pub merged_into: Option<CustomerIdText>,
    /// Who was merged into them.
    pub absorbed: Vec<CustomerIdText>,
}

/// A tag that a rule gave.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CustomerGivenTag")]
pub struct GivenTag {
    /// The tag.
    pub tag: String,
    /// The rule, in words.
    pub because: String,
}

/// A customer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Customer {
    /// Id.
    pub id: CustomerIdText,
    /// Person or firm.
    pub kind: CustomerKind,
    /// Name.
    pub name: String,
    /// Main phone.
    pub phone: Option<String>,
    /// All telephone numbers, the main one first.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// Notes for everyone at the counter.
    pub notes: Option<String>,
    /// What is shown at once when they are put on a ticket.
    pub alert: Option<String>,
    /// How they like things done.
    pub preferences: Option<String>,
    /// Tags put on by hand.
    pub tags: Vec<String>,
    /// Which prices they get: `retail`, `wholesale` and so on.
    pub price_level: String,
    /// Their tax certificate.
    pub exemption: Option<Exemption>,
    /// The terms of their house account.
    pub terms: Option<Terms>,
    /// Why nothing may be put on their account for now.
    pub account_hold: Option<String>,
    /// How their fleet is looked after.
    pub fleet: Option<FleetTerms>,
    /// What advertising they agreed to, each with the day.
    pub consent: Consent,
    /// Their ids in other programs.
    pub external: Vec<ExternalId>,
    /// Tickets paid.
    pub visits: u64,
    /// What they came to, in minor units.
    pub spent: i64,
    /// When the last was paid.
    pub last_visit_at: Option<Moment>,
}

/// Whether a customer is a human being.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomerKind {
    /// A person.
    Person,
    /// A firm, an authority, a club.
    Firm,
}

/// A telephone number and what it is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerPhone")]
pub struct Phone {
    /// What it is, e.g. `mobile`.
    pub label: Option<String>,
    /// The number as typed.
    pub number: String,
}

/// A postal address.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PostalAddress")]
pub struct Address {
    /// Street and number; a second line after a line break.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province, e.g. `IL`.
    pub region: Option<String>,
    /// ZIP or postal code.
    pub postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A resale or exemption certificate.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TaxExemption")]
pub struct Exemption {
    /// Why, e.g. `resale`.
    pub reason: String,
    /// The number on the certificate.
    pub certificate: String,
    /// The last day it is good for; absent when it never runs out.
    pub expires: Option<DayText>,
    /// The tax classes it frees, e.g. `part`; absent frees all.
    pub classes: Option<Vec<String>>,
}

/// The terms of a house account.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AccountTerms")]
pub struct Terms {
    /// The most that may be owed, in minor units; absent for any sum.
    pub limit: Option<i64>,
    /// Days from a charge to the day it is due.
    pub terms_days: u16,
    /// Whether every charge needs the number of the customer's own order.
    #[serde(default)]
    pub po_required: bool,
    /// How statements are written; `open_item` when absent.
    #[serde(default)]
    pub statement: StatementStyle,
    /// What is charged on late money; nothing when absent.
    pub finance: Option<Finance>,
}

/// How a statement is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementStyle {
    /// Every charge that is not settled, with what is left of it.
    #[default]
    OpenItem,
    /// The balance brought forward, then everything that happened since.
    BalanceForward,
}

/// What is charged on money that comes late.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FinanceTerms")]
pub struct Finance {
    /// The share of what is overdue, for each month: `0.015` is 1.5 %.
    pub monthly_rate: RateText,
    /// How many days after its due day an item is left alone.
    #[serde(default)]
    pub grace_days: u16,
}

/// How a fleet is looked after.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FleetTerms")]
pub struct FleetTerms {
    /// The fleet's number.
    pub number: Option<String>,
    /// Who says yes to work.
    pub approver: Option<String>,
    /// Whether every ticket needs the number of the fleet's own order.
    #[serde(default)]
    pub po_required: bool,
    /// The labor rate agreed, by its name.
    pub labor_rate: Option<String>,
}

/// What the customer has agreed to, each since a day.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerConsent")]
pub struct Consent {
    /// Advertising by e-mail.
    pub email: Option<DayText>,
    /// Advertising by text message.
    pub sms: Option<DayText>,
    /// Advertising by telephone.
    pub calls: Option<DayText>,
    /// Reminders of service that is due.
    pub reminders: Option<DayText>,
}

/// The customer's id in another program.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ExternalId")]
pub struct ExternalId {
    /// Which program, e.g. `quickbooks`.
    pub system: String,
    /// The id there.
    pub id: String,
}

/// Adds or changes a customer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerSave")]
pub struct SaveCustomer {
    /// Idempotency key.
    pub key: Key,
    /// The customer.
    pub customer: Box<CustomerInput>,
}

/// A customer as given. A field that is absent stays as it is on file; null takes its value away. Of the telephone
/// numbers, `phone` is the main one alone and `phones` are all of them. A structure (address, exemption, terms, fleet,
/// consent) and a list (phones, tags, external) are given as a whole.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerInput {
    /// Absent: someone new.
    #[serde(default)]
    pub id: Option<CustomerIdText>,
    /// Person or firm.
    pub kind: Option<CustomerKind>,
    /// Name; someone new needs one.
    pub name: Option<String>,
    /// Main phone.
    #[serde(default, deserialize_with = "sent")]
    pub phone: Option<Option<String>>,
    /// All telephone numbers, the main one first.
    pub phones: Option<Vec<Phone>>,
    /// E-mail address.
    #[serde(default, deserialize_with = "sent")]
    pub email: Option<Option<String>>,
    /// Postal address.
    #[serde(default, deserialize_with = "sent")]
    pub address: Option<Option<Address>>,
    /// Notes.
    #[serde(default, deserialize_with = "sent")]
    pub notes: Option<Option<String>>,
    /// What is shown at once when they are put on a ticket.
    #[serde(default, deserialize_with = "sent")]
    pub alert: Option<Option<String>>,
    /// How they like things done.
    #[serde(default, deserialize_with = "sent")]
    pub preferences: Option<Option<String>>,
    /// Tags put on by hand.
    pub tags: Option<Vec<String>>,
    /// Which prices they get.
    pub price_level: Option<String>,
    /// Their tax certificate; an advisor decides.
    #[serde(default, deserialize_with = "sent")]
    pub exemption: Option<Option<Exemption>>,
    /// The terms of their house account; a manager decides. Whether it is on hold is not said here.
    #[serde(default, deserialize_with = "sent")]
    pub terms: Option<Option<Terms>>,
    /// How their fleet is looked after.
    #[serde(default, deserialize_with = "sent")]
    pub fleet: Option<Option<FleetTerms>>,
    /// What advertising they agreed to.
    pub consent: Option<Consent>,
    /// Their ids in other programs.
    pub external: Option<Vec<ExternalId>>,
}

/// Makes one customer of two.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerMerge")]
pub struct MergeCustomers {
    /// Idempotency key.
    pub key: Key,
    /// Who goes; vehicles, open items and store credit move over.
    pub from_id: CustomerIdText,
    /// Who goes on.
    pub into_id: CustomerIdText,
}

/// A customer was saved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomerSaved {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// As saved.
    pub customer: Customer,
}
