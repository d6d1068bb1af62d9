//! Parts and their stock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::order::{Component, Warranty};
use crate::values::{
    Key, Moment, PartIdText, PriceText, QuantityText, SupplierIdText, VehicleIdText,
};

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
    /// Marks that fees and rules go by, e.g. `tire`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The deposit on its old part, if that comes back.
    #[serde(default)]
    pub core: Option<PriceText>,
    /// Other numbers it goes by.
    #[serde(default)]
    pub interchange: Vec<String>,
    /// The part that took its place.
    #[serde(default)]
    pub superseded_by: Option<PartIdText>,
    /// What it is made of, when it is a kit.
    #[serde(default)]
    pub components: Vec<Component>,
    /// Whether every piece has a number of its own.
    #[serde(default)]
    pub serialized: bool,
    /// How long the shop stands for it.
    #[serde(default)]
    pub warranty: Option<Warranty>,
    /// When and how much to order.
    #[serde(default)]
    pub reorder: Option<Reorder>,
    /// Whether it is kept although it hardly sells.
    #[serde(default)]
    pub protected: bool,
}

/// When and how much of a part to order.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartReorder")]
pub struct Reorder {
    /// Order when this many or fewer are available or on order.
    pub min: QuantityText,
    /// Order up to this.
    pub max: QuantityText,
    /// How many come in a pack; one when absent.
    #[serde(default)]
    pub pack: Option<QuantityText>,
    /// From whom.
    #[serde(default)]
    pub supplier_id: Option<SupplierIdText>,
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
    /// Engine; any when absent.
    #[serde(default)]
    pub engine: Option<String>,
    /// Where on the vehicle.
    #[serde(default)]
    pub position: Option<String>,
    /// Whether a person at the counter found it to fit.
    #[serde(default)]
    pub confirmed: bool,
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
    /// Price of one by the price list, in major units; only for those who may see it.
    pub price: Option<PriceText>,
    /// What one cost; only for those who may see it.
    pub cost: Option<PriceText>,
    /// The sum of its movements.
    pub on_hand: QuantityText,
    /// How many of them are kept for approved work.
    pub reserved: QuantityText,
    /// On hand less reserved.
    pub available: QuantityText,
    /// The deposit on its old part.
    pub core: Option<PriceText>,
    /// Marks that fees and rules go by.
    pub tags: Vec<String>,
    /// Other numbers it goes by.
    pub interchange: Vec<String>,
    /// The part that took its place.
    pub superseded_by: Option<PartIdText>,
    /// What it is made of, when it is a kit.
    pub components: Vec<Component>,
    /// Whether every piece has a number of its own.
    pub serialized: bool,
    /// Whether it is kept although it hardly sells.
    pub protected: bool,
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
    /// Its stock at each place.
    pub stock: Vec<StockLevel>,
    /// Movements, newest first; they add up to what is on hand.
    pub movements: Vec<Movement>,
}

/// A part's stock at one place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StockLevel {
    /// Where.
    pub location: String,
    /// The sum of its movements.
    pub on_hand: QuantityText,
    /// Kept for approved work.
    pub reserved: QuantityText,
    /// On hand less reserved.
    pub available: QuantityText,
    /// Ordered and not received.
    pub on_order: QuantityText,
    /// On its way here from another place.
    pub in_transit: QuantityText,
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
