//! Rows of somebody else's files, as the engine takes them in: at most [`IMPORT_ROWS_MAX`] in one order.
//!
//! A row that cannot be taken is told with its reason and the others are taken. A row that says what is known already
//! makes no event, so that the same file can be brought again.

use domain::Refusal;
use domain::catalog::Fitment;
use domain::money::{Currency, Quantity, UnitPrice};
use domain::people::Address;
use domain::vin::Vin;
use jiff::civil::Date;

/// The most rows of one order; larger files come in several.
pub const IMPORT_ROWS_MAX: usize = 500;

/// A customer. Who it is: the other program's id, or our own; then phone and name; then e-mail and name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerImport {
    /// Which row of the file.
    pub row: u64,
    /// The other program's id.
    pub id: Option<String>,
    /// Name of the person or firm.
    pub name: String,
    /// Whether it is a firm.
    pub firm: bool,
    /// Phone as typed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address; its blank fields leave what is known.
    pub address: Address,
    /// Tax number.
    pub tax_id: Option<String>,
    /// Notes.
    pub notes: Option<String>,
}

/// A vehicle. Which it is: its VIN; then its owner's with the same plate; then its owner's without VIN and plate that is
/// called the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VehicleImport {
    /// Which row of the file.
    pub row: u64,
    /// The owner's id in the other program, or ours.
    pub owner_id: Option<String>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// The owner's phone.
    pub owner_phone: Option<String>,
    /// VIN.
    pub vin: Option<Vin>,
    /// Model year.
    pub year: Option<u16>,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Trim.
    pub trim: Option<String>,
    /// Engine.
    pub engine: Option<String>,
    /// Plate.
    pub plate: Option<String>,
    /// State of the plate.
    pub plate_state: Option<String>,
    /// Odometer; only a greater one than is known counts.
    pub odometer: Option<u32>,
}

/// A part, a line of a price file, or what a supplier says about a part. Which it is: its number in any spelling and its
/// brand; without a brand, the only part with the number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PartImport {
    /// Which row of the file.
    pub row: u64,
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: Option<String>,
    /// Whether it is added when it is not known; price files and supplier's facts only change what the shop keeps.
    pub adds: bool,
    /// A few words.
    pub description: Option<String>,
    /// What kind of part.
    pub category: Option<String>,
    /// The digits under the barcode.
    pub upc: Option<String>,
    /// What a customer pays for one.
    pub price: Option<UnitPrice>,
    /// What one costs; counts while its stock has never moved, since stock knows its own cost.
    pub cost: Option<UnitPrice>,
    /// The deposit on its old part.
    pub core: Option<UnitPrice>,
    /// The currency of the prices; the shop's when absent.
    pub currency: Option<Currency>,
    /// From which day on the prices hold.
    pub effective: Option<Date>,
    /// Where it lies.
    pub bin: Option<String>,
    /// Order when fewer.
    pub min: Option<Quantity>,
    /// Order up to.
    pub max: Option<Quantity>,
    /// How many come in a pack.
    pub pack: Option<Quantity>,
    /// Other numbers it goes by; they are added to those known.
    pub interchange: Vec<String>,
    /// The number that takes its place, of the same brand, when the shop has it.
    pub superseded_by: Option<String>,
    /// How many are on hand at the order's location.
    pub on_hand: Option<Quantity>,
}

/// How many of a part there are at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockImport {
    /// Which row of the file.
    pub row: u64,
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: Option<String>,
    /// Where; the order's location when absent.
    pub location: Option<String>,
    /// How many.
    pub on_hand: Quantity,
    /// What one cost; counts for stock that never moved.
    pub cost: Option<UnitPrice>,
    /// The rest of what the row says about the part.
    pub bin: Option<String>,
    /// Order when fewer.
    pub min: Option<Quantity>,
    /// Order up to.
    pub max: Option<Quantity>,
}

/// What a part fits, as a supplier states it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FitmentImport {
    /// Which row of the file.
    pub row: u64,
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: Option<String>,
    /// The row; never confirmed.
    pub fitment: Fitment,
    /// Whether it no longer holds.
    pub removed: bool,
}

/// The rows of one order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportBatch {
    /// Customers of a program.
    Customers {
        /// What the program is called: its ids are kept under it.
        system: String,
        /// The rows.
        rows: Vec<CustomerImport>,
    },
    /// Vehicles of a program's customers.
    Vehicles {
        /// What the program is called.
        system: String,
        /// The rows.
        rows: Vec<VehicleImport>,
    },
    /// Parts, prices or facts.
    Parts {
        /// Where what is on hand lies; the shop's location when absent.
        location: Option<String>,
        /// The rows.
        rows: Vec<PartImport>,
    },
    /// Stock.
    Stock {
        /// Where rows without a location lie; the shop's when absent.
        location: Option<String>,
        /// The rows.
        rows: Vec<StockImport>,
    },
    /// Fitment.
    Fitment {
        /// The rows.
        rows: Vec<FitmentImport>,
    },
}

/// A row that was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowRefusal {
    /// Which row of the file.
    pub row: u64,
    /// Why.
    pub reason: Refusal,
}
