//! The neutral rows: what a file says, in the shop's own types, before anyone looks it up or saves it.

use domain::Currency;
use domain::money::{Quantity, UnitPrice};
use domain::vin::Vin;
use jiff::civil::Date;

/// A customer as a file says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerRow {
    /// The other system's id, by which its vehicles name their owner.
    pub id: Option<String>,
    /// Name of the person or firm.
    pub name: String,
    /// The firm, where the file has both.
    pub company: Option<String>,
    /// Phone as typed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Street and house.
    pub street: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State or province.
    pub region: Option<String>,
    /// ZIP or postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Tax number or exemption certificate.
    pub tax_id: Option<String>,
    /// Customer since.
    pub since: Option<Date>,
    /// What everyone at the counter should know.
    pub notes: Option<String>,
}

/// A vehicle as a file says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VehicleRow {
    /// The other system's id.
    pub id: Option<String>,
    /// The owner's id there.
    pub customer_id: Option<String>,
    /// The owner's name, where the file has no ids.
    pub owner_name: Option<String>,
    /// The owner's phone.
    pub owner_phone: Option<String>,
    /// A well-formed VIN.
    pub vin: Option<Vin>,
    /// Model year.
    pub year: Option<u16>,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Trim level.
    pub trim: Option<String>,
    /// Engine as text.
    pub engine: Option<String>,
    /// Licence plate, upper case.
    pub plate: Option<String>,
    /// The state that issued the plate.
    pub plate_region: Option<String>,
    /// Last odometer reading.
    pub odometer: Option<u32>,
    /// Last visit.
    pub last_service: Option<Date>,
    /// Notes.
    pub notes: Option<String>,
}

/// A part as a file says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartRow {
    /// The maker's number as printed on the box.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// A few words.
    pub description: String,
    /// What kind of part.
    pub category: Option<String>,
    /// The digits under the barcode.
    pub upc: Option<String>,
    /// What a customer pays for one.
    pub price: UnitPrice,
    /// What the shop pays for one.
    pub cost: Option<UnitPrice>,
    /// The maker's list price.
    pub list: Option<UnitPrice>,
    /// The core deposit for one.
    pub core: Option<UnitPrice>,
    /// How many there are.
    pub on_hand: Option<Quantity>,
    /// Order when fewer.
    pub minimum: Option<Quantity>,
    /// Order up to.
    pub maximum: Option<Quantity>,
    /// Where it lies.
    pub bin: Option<String>,
}

/// A line of a supplier's price file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceRow {
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// A few words.
    pub description: Option<String>,
    /// The digits under the barcode.
    pub upc: Option<String>,
    /// The maker's list price.
    pub list: Option<UnitPrice>,
    /// What the shop pays.
    pub cost: Option<UnitPrice>,
    /// What a customer is to pay.
    pub price: Option<UnitPrice>,
    /// The core deposit.
    pub core: Option<UnitPrice>,
    /// The currency, where the file says one.
    pub currency: Option<Currency>,
    /// How many come in a pack.
    pub pack_quantity: Option<Quantity>,
    /// From which day on.
    pub effective: Option<Date>,
    /// The number that takes this one's place.
    pub superseded_by: Option<String>,
}

/// How many of a part lie where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockRow {
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// Which shop or store room.
    pub location: Option<String>,
    /// Which shelf.
    pub bin: Option<String>,
    /// How many; below zero where the other system allowed it.
    pub on_hand: Quantity,
    /// What one cost.
    pub cost: Option<UnitPrice>,
    /// Order when fewer.
    pub minimum: Option<Quantity>,
    /// Order up to.
    pub maximum: Option<Quantity>,
    /// When it was counted.
    pub counted: Option<Date>,
}

/// What a row says, by kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Draft {
    /// A customer.
    Customer(CustomerRow),
    /// A vehicle.
    Vehicle(VehicleRow),
    /// A part.
    Part(PartRow),
    /// A price.
    Price(PriceRow),
    /// Stock.
    Stock(StockRow),
}

/// Something to look at that does not stop the row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The check digit is mandatory in North America only (49 CFR 565.15), so a mismatch may be right elsewhere.
    #[error("the VIN's check digit is `{shown}` and should be `{expected}` in North America")]
    VinCheckDigit {
        /// What position 9 shows.
        shown: char,
        /// What it should show.
        expected: char,
    },
    /// The price is below the cost.
    #[error("the price is below the cost")]
    PriceBelowCost,
    /// The minimum is above the maximum.
    #[error("the minimum is above the maximum")]
    MinimumAboveMaximum,
}

/// A row that was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which row, from 1, headers not counted.
    pub number: u64,
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// What it says.
    pub draft: Draft,
    /// What to look at.
    pub warnings: Vec<Warning>,
}
