//! Parts and their stock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{Key, Moment, PartIdText, PriceText, QuantityText, VehicleIdText};

/// Searches parts by number, fragment, barcode or words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartSearch")]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// At most so many; 20 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Only what fits this vehicle, or has no fitment.
    #[serde(default)]
    pub vehicle_id: Option<VehicleIdText>,
}

/// Asks for one part: exactly one of `part_id` and `code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartGet")]
pub struct Get {
    /// By id.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// By number in any spelling, or barcode.
    #[serde(default)]
    pub code: Option<String>,
}

/// Adds or changes parts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartImport")]
pub struct Import {
    /// Idempotency key.
    pub key: Key,
    /// 1 to 500 parts; one known by brand and number is changed.
    pub parts: Vec<ImportRow>,
}

/// One part of an import.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartImportRow")]
pub struct ImportRow {
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// A few words.
    pub description: String,
    /// What kind of part.
    pub category: String,
    /// Barcode digits.
    #[serde(default)]
    pub upc: Option<String>,
    /// Price of one, in major units.
    pub price: PriceText,
    /// What one cost.
    pub cost: PriceText,
    /// How many were counted on the shelf; absent: not counted.
    #[serde(default)]
    pub on_hand: Option<QuantityText>,
    /// Where it lies.
    #[serde(default)]
    pub bin: Option<String>,
    /// What it fits.
    #[serde(default)]
    pub fitment: Vec<Fitment>,
}

/// One make and model over a span of years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fitment {
    /// First model year.
    pub year_from: u16,
    /// Last model year, inclusive.
    pub year_to: u16,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
}

/// Parts were saved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PartsImported")]
pub struct Imported {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// How many.
    pub imported: usize,
}

/// Corrects stock.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "StockAdjust")]
pub struct Adjust {
    /// Idempotency key.
    pub key: Key,
    /// Which part.
    pub part_id: PartIdText,
    /// How many more, or fewer when below zero.
    pub quantity: QuantityText,
    /// Why.
    pub reason: String,
}

/// Stock was corrected.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "StockAdjusted")]
pub struct Adjusted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// How many there are now.
    pub on_hand: QuantityText,
}

/// A part with its stock.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Part {
    /// Id.
    pub id: PartIdText,
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// A few words.
    pub description: String,
    /// What kind of part.
    pub category: String,
    /// Barcode digits.
    pub upc: Option<String>,
    /// Price of one, in major units.
    pub price: PriceText,
    /// What one cost; only for those who may see it.
    pub cost: Option<PriceText>,
    /// The sum of its movements.
    pub on_hand: QuantityText,
    /// Where it lies.
    pub bin: Option<String>,
    /// Whether it fits the vehicle asked about.
    pub fits: Option<bool>,
}

/// Parts that were found, best first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PartsFound")]
pub struct Found {
    /// The parts.
    pub parts: Vec<Part>,
}

/// A part with its story.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PartResult")]
pub struct GetResult {
    /// The part.
    pub part: Part,
    /// What it fits.
    pub fitment: Vec<Fitment>,
    /// Movements, newest first; they add up to what is on hand.
    pub movements: Vec<Movement>,
}

/// One movement of stock.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "StockMovement")]
pub struct Movement {
    /// When.
    pub at: Moment,
    /// How many; below zero for parts that left.
    pub quantity: QuantityText,
    /// Why: `sold` or what a person said.
    pub reason: String,
    /// The ticket it was sold on.
    pub ticket_number: Option<String>,
}
