//! What runs low, what to order of it, and what customers went without.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::purchased::Purchase;
use crate::values::{
    CustomerIdText, Key, PartIdText, PriceText, QuantityText, SupplierIdText, TicketIdText,
};

/// Lists parts at their minimum or below.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartLow")]
pub struct Low {
    /// At which place; the shop's own when absent.
    #[serde(default)]
    pub location: Option<String>,
    /// Only those that what is on order does not bring above their minimum.
    #[serde(default)]
    pub to_order: bool,
    /// Go on after a page: its `next`.
    #[serde(default)]
    pub after: Option<PartIdText>,
    /// At most so many; 100 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Parts at their minimum or below.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PartLowResult")]
pub struct LowResult {
    /// The parts, in the order of their ids.
    pub parts: Vec<LowPart>,
    /// Where the next page begins; absent at the end.
    pub next: Option<PartIdText>,
}

/// A part at its minimum or below.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LowPart {
    /// Id.
    pub part_id: PartIdText,
    /// The maker's number.
    pub number: String,
    /// The maker.
    pub brand: String,
    /// A few words.
    pub description: String,
    /// At which place.
    pub location: String,
    /// How many lie there.
    pub on_hand: QuantityText,
    /// Kept for approved work.
    pub reserved: QuantityText,
    /// Bought for tickets that wait for them.
    pub held: QuantityText,
    /// On hand less reserved and held.
    pub available: QuantityText,
    /// Ordered and not received, for anyone or for tickets.
    pub on_order: QuantityText,
    /// On drafts for the shelf.
    pub drafted: QuantityText,
    /// On its way here from another place.
    pub in_transit: QuantityText,
    /// Low at this many or fewer.
    pub min: QuantityText,
    /// Ordered up to this.
    pub max: QuantityText,
    /// Whether it is kept although it hardly sells.
    pub protected: bool,
}

/// Asks what should be ordered of what runs low.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseReorder")]
pub struct Reorder {
    /// For which place; the shop's own when absent.
    #[serde(default)]
    pub location: Option<String>,
    /// Go on after a page: its `next`.
    #[serde(default)]
    pub after: Option<PartIdText>,
    /// At most so many parts; 500 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// What should be ordered. What stands on drafts already is not proposed again.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchaseReorderResult")]
pub struct ReorderResult {
    /// One order for each supplier.
    pub orders: Vec<ProposedOrder>,
    /// What runs low and could not be ordered.
    pub not_ordered: Vec<NotOrdered>,
    /// Where the next page begins; absent at the end.
    pub next: Option<PartIdText>,
}

/// An order that is proposed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProposedOrder {
    /// The supplier.
    pub supplier_id: SupplierIdText,
    /// Its name.
    pub supplier_name: String,
    /// What to order.
    pub lines: Vec<ProposedLine>,
    /// What it comes to, in minor units.
    pub total: i64,
    /// The least it should come to.
    pub minimum_order: Option<i64>,
    /// By how much it misses that.
    pub missing: Option<i64>,
}

/// A line that is proposed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProposedLine {
    /// The part.
    pub part_id: PartIdText,
    /// The maker's number.
    pub number: String,
    /// A few words.
    pub description: String,
    /// The supplier's number for it.
    pub supplier_number: String,
    /// How many: whole packs.
    pub quantity: QuantityText,
    /// What one costs, in major units.
    pub unit_cost: PriceText,
    /// What all of them cost, in minor units.
    pub total: i64,
}

/// Why a part that runs low is on no proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotOrderedReason {
    /// No supplier is known for it.
    NoSupplier,
    /// The smallest order is more than the maximum allows.
    OverMax,
    /// The supplier's pack size is not above zero.
    PackSize,
}

/// A part that runs low and is on no proposal.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NotOrdered {
    /// The part.
    pub part_id: PartIdText,
    /// The maker's number.
    pub number: String,
    /// A few words.
    pub description: String,
    /// Why.
    pub reason: NotOrderedReason,
}

/// Makes drafts of what should be ordered, at most 500 parts at once; call again while there are more.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PurchaseReorderDraft")]
pub struct ReorderDraft {
    /// Idempotency key.
    pub key: Key,
    /// For which place; the shop's own when absent.
    #[serde(default)]
    pub location: Option<String>,
}

/// Drafts were made or added to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PurchasesDrafted")]
pub struct Drafted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The drafts that are new or changed, right after it.
    pub purchases: Vec<Purchase>,
}

/// Why a sale was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LostReason {
    /// It was not there, and the customer did not wait.
    OutOfStock,
    /// The shop does not keep it.
    NotKept,
    /// It cost too much.
    Price,
    /// Anything else.
    Other,
}

/// Notes that a customer wanted a part and went without: demand that no sale shows. Exactly one of `part_id` and `code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartLostSale")]
pub struct LostSale {
    /// Idempotency key.
    pub key: Key,
    /// Which part.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// By number in any spelling, or barcode.
    #[serde(default)]
    pub code: Option<String>,
    /// How many; one when absent.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
    /// Why; out of stock when absent.
    #[serde(default)]
    pub reason: Option<LostReason>,
    /// Who wanted it.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// On which ticket it was asked for.
    #[serde(default)]
    pub ticket_id: Option<TicketIdText>,
}

/// Keeps a part although it hardly sells, or no longer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartProtect")]
pub struct Protect {
    /// Idempotency key.
    pub key: Key,
    /// Which part.
    pub part_id: PartIdText,
    /// Whether it is kept.
    pub protected: bool,
}

/// It was noted and is durable.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "PartNoted")]
pub struct Noted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
}
