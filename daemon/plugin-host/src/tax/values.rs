//! What goes into a tax plugin and what comes out, in the daemon's terms: no generated type, no wasmtime.

use rust_decimal::Decimal;

/// What is to be taxed: the lines of one ticket after their discounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxQuery {
    /// ISO 4217 code, for example `USD`.
    pub currency: String,
    /// Decimals of the minor unit: 2 for USD, 0 for JPY.
    pub decimals: u8,
    /// Where the sale takes place, in the operator's words.
    pub place: String,
    /// The day whose rules apply, in the shop's time zone.
    pub date: TaxDate,
    /// The customer's certificate, if any.
    pub exemption: Option<TaxExemption>,
    /// In ticket order.
    pub lines: Vec<TaxLine>,
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxDate {
    /// For example 2026.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A certificate that frees a customer from tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxExemption {
    /// For example `resale`.
    pub reason: String,
    /// Number on the certificate.
    pub certificate: String,
}

/// One line of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxLine {
    /// The caller's number for the line, unique within the query.
    pub id: u32,
    /// For example `part` or `labor_repair`; `wit/v0.1/tax.wit` has the list.
    pub tax_class: String,
    /// Minor units; negative on a return.
    pub amount: i64,
    /// Units, hours or litres.
    pub quantity: Decimal,
}

/// The tax of a query, checked: as many line taxes as lines, their sum is that of the components, each
/// has the sign of its line and is not larger than it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxAnswer {
    /// One for each line of the query, in its order, minor units.
    pub line_taxes: Vec<i64>,
    /// What the receipt names, at most 32.
    pub components: Vec<TaxComponent>,
    /// Pairs a later version may give a meaning.
    pub extras: Vec<(String, String)>,
}

/// One tax on the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxComponent {
    /// No control characters, 1 to 100 bytes.
    pub name: String,
    /// As a fraction: 0.0825 is 8.25 %. Never negative.
    pub rate: Decimal,
    /// Sum the rate was applied to, minor units.
    pub base: i64,
    /// Tax, minor units.
    pub amount: i64,
}

/// Which plugin answered; recorded beside its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginIdentity {
    /// For example `flat-rate-tax`.
    pub name: String,
    /// For example `0.1.0`.
    pub version: String,
}
