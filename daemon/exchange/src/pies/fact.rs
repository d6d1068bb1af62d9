//! What a supplier says about a part.

use domain::money::{NumberError, Quantity, UnitPrice};
use domain::{Currency, Refusal};
use jiff::civil::Date;

/// The codes of a supplier that mean something to the shop. Meanings stand in the PCdb, which each shop or supplier
/// has to look up; without any, extended information stays as it is, and a price is a core's when its description
/// says so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PiesCodes {
    /// EXPI codes whose value is the number that takes the part's place.
    pub superseded_by: Vec<String>,
    /// Price types that are the deposit on a core.
    pub core_prices: Vec<String>,
}

/// What is to be done with what the file says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// `A`, or nothing said.
    Add,
    /// `C`
    Change,
    /// `D`
    Delete,
}

/// A text about the part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
    /// Which text, e.g. `DES` (product), `SHO` (20 characters), `EXT` (extended).
    pub code: String,
    /// Its language, e.g. `EN`.
    pub language: Option<String>,
    /// The text.
    pub text: String,
}

/// From how many on a price holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceBreak {
    /// How many at least.
    pub quantity: Quantity,
    /// In which unit, e.g. `EA`.
    pub unit: Option<String>,
}

/// A price.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PiesPrice {
    /// Which price, e.g. `LST` (list), `JBR` (jobber), `RET` (retail).
    pub kind: String,
    /// What the sender calls it.
    pub label: Option<String>,
    /// The price sheet.
    pub sheet: Option<String>,
    /// The price of one unit.
    pub amount: UnitPrice,
    /// Of what, e.g. `PE` (each).
    pub unit: Option<String>,
    /// The currency: the price's, or the file's.
    pub currency: Option<Currency>,
    /// From how many on.
    pub from_quantity: Option<PriceBreak>,
    /// From which day on.
    pub effective: Option<Date>,
    /// Up to which day.
    pub expires: Option<Date>,
}

/// Rules for carrying a dangerous good.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hazmat {
    /// Whether carrying it is regulated.
    pub regulated: Option<bool>,
    /// Its number in the UN or NA list.
    pub un_number: Option<String>,
    /// Its class.
    pub class: Option<String>,
    /// Its proper shipping name.
    pub shipping_name: Option<String>,
    /// Its packing group.
    pub packing_group: Option<String>,
}

/// How the part is packed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    /// What kind, e.g. `EA`, `CA`, `PK`.
    pub unit: Option<String>,
    /// How many single parts are in it.
    pub quantity_of_eaches: Option<Quantity>,
    /// The GTIN on it.
    pub gtin: Option<String>,
    /// What its barcode says.
    pub bar_code: Option<String>,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// The weight's unit, e.g. `PG` (pounds, gross).
    pub weight_unit: Option<String>,
    /// What the carrier must know.
    pub hazmat: Option<Hazmat>,
}

/// Numbers of others that the part takes the place of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interchange {
    /// What kind, e.g. `O` (original equipment), where the file says it.
    pub kind: Option<String>,
    /// The other's brand in the Auto Care table.
    pub brand: Option<String>,
    /// The other's brand in words.
    pub brand_label: Option<String>,
    /// The other's numbers.
    pub part_numbers: Vec<String>,
    /// Notes.
    pub note: Option<String>,
}

/// Extended product information.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extended {
    /// The EXPI code, e.g. `CTO` (country of origin), `LIS` (life cycle status).
    pub code: String,
    /// Its value.
    pub value: String,
}

/// Everything a file says about one part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartFact {
    /// What is to be done with it.
    pub change: Change,
    /// The line where it begins.
    pub line: u64,
    /// The maker's number.
    pub part_number: String,
    /// The brand's four letters, the item's or the file's.
    pub brand: Option<String>,
    /// The brand in words.
    pub brand_label: Option<String>,
    /// The GTIN, as written (8 to 14 digits).
    pub gtin: Option<String>,
    /// What kind of part: an id of the PCdb.
    pub part_type: Option<u32>,
    /// Whether it is a dangerous good.
    pub hazardous: Option<bool>,
    /// The fewest that can be ordered.
    pub minimum_order: Option<Quantity>,
    /// Texts.
    pub descriptions: Vec<Description>,
    /// Prices but for cores.
    pub prices: Vec<PiesPrice>,
    /// Deposits on a core.
    pub core_prices: Vec<PiesPrice>,
    /// How it is packed.
    pub packages: Vec<Package>,
    /// Whose numbers it takes the place of.
    pub interchange: Vec<Interchange>,
    /// The number that takes its place.
    pub superseded_by: Option<String>,
    /// The life cycle status, e.g. `7` superseded, `8` discontinued, `9` obsolete.
    pub life_cycle: Option<String>,
    /// All extended information, those two included.
    pub extended: Vec<Extended>,
    /// What was left out because it is wrong.
    pub problems: Vec<ItemProblem>,
}

/// Why a value was left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// A number breaks a bound.
    #[error("{0}")]
    Number(NumberError),
    /// A text breaks a bound of the shop's rules.
    #[error("{0}")]
    Text(Refusal),
    /// Not a day as XML writes it.
    #[error("this is not a day written like 2026-11-23")]
    Date,
    /// A currency that is not known.
    #[error("this is not the code of a currency this program knows")]
    Currency,
    /// Not an id.
    #[error("this is not a whole number")]
    Id,
    /// A GTIN has 8, 12, 13 or 14 digits (GS1 General Specifications).
    #[error("this is no GTIN: it has 8, 12, 13 or 14 digits")]
    Gtin,
    /// Needed and missing.
    #[error("the value is missing")]
    Missing,
}

/// A value that was left out of a [`PartFact`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {element}: {kind}")]
pub struct ItemProblem {
    /// The line where the element begins.
    pub line: u64,
    /// The element.
    pub element: String,
    /// The beginning of the value.
    pub value: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}
