//! Suppliers, and what each asks for which part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{Key, PartIdText, PriceText, QuantityText, SupplierIdText, SupplierPartIdText};

/// Adds or changes a supplier.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierSave")]
pub struct Save {
    /// Idempotency key.
    pub key: Key,
    /// What is known about it; every field is replaced.
    pub supplier: Draft,
}

/// What is known about a supplier.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierDraft")]
pub struct Draft {
    /// Which to change; absent: a new one.
    #[serde(default)]
    pub id: Option<SupplierIdText>,
    /// The firm's name.
    pub name: String,
    /// Who to ask for.
    #[serde(default)]
    pub contact: Option<String>,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail address that orders go to.
    #[serde(default)]
    pub email: Option<String>,
    /// The shop's account number there.
    #[serde(default)]
    pub account_number: Option<String>,
    /// Days from an invoice to its due day; 0 when absent.
    #[serde(default)]
    pub terms_days: u16,
    /// The least an order must come to, in minor units.
    #[serde(default)]
    pub minimum_order: Option<i64>,
    /// Days from order to delivery; 0 when absent.
    #[serde(default)]
    pub lead_time_days: u16,
    /// What everyone who orders should know.
    #[serde(default)]
    pub notes: Option<String>,
}

/// Stops buying at a supplier, or begins again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierRetire")]
pub struct Retire {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub supplier_id: SupplierIdText,
    /// Whether to stop; `false` begins again.
    #[serde(default = "yes")]
    pub retired: bool,
}

const fn yes() -> bool {
    true
}

/// A supplier was saved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierSaved")]
pub struct Saved {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The supplier right after it.
    pub supplier: Supplier,
}

/// A supplier.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Supplier {
    /// Id.
    pub id: SupplierIdText,
    /// The firm's name.
    pub name: String,
    /// Who to ask for.
    pub contact: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail address that orders go to.
    pub email: Option<String>,
    /// The shop's account number there.
    pub account_number: Option<String>,
    /// Days from an invoice to its due day.
    pub terms_days: u16,
    /// The currency of its prices.
    pub currency: String,
    /// The least an order must come to, in minor units.
    pub minimum_order: Option<i64>,
    /// Days from order to delivery.
    pub lead_time_days: u16,
    /// What everyone who orders should know.
    pub notes: Option<String>,
    /// Whether the shop buys there no more.
    pub retired: bool,
}

/// Lists suppliers.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierList")]
pub struct List {
    /// Those that the shop buys at no more, instead of the others.
    #[serde(default)]
    pub retired: bool,
    /// Go on after a page: its `next`.
    #[serde(default)]
    pub before: Option<u64>,
    /// At most so many; 100 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Suppliers, newest first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierListResult")]
pub struct ListResult {
    /// The suppliers.
    pub suppliers: Vec<Supplier>,
    /// Where the next page begins; absent at the end.
    pub next: Option<u64>,
}

/// Asks for one supplier.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierGet")]
pub struct Get {
    /// Which.
    pub supplier_id: SupplierIdText,
    /// Go on with its parts after a page: its `next`.
    #[serde(default)]
    pub before: Option<u64>,
    /// At most so many of its parts; 100 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A supplier with what it sells.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierResult")]
pub struct GetResult {
    /// The supplier.
    pub supplier: Supplier,
    /// What the shop owes for its invoices, in minor units.
    pub payable: i64,
    /// What it owes the shop for goods sent back and invoices that asked too much, in minor units.
    pub claims: i64,
    /// What it asks for parts, newest first.
    pub parts: Vec<SupplierPart>,
    /// Where the next page of parts begins; absent at the end.
    pub next: Option<u64>,
}

/// Says what a supplier asks for a part; what it said before is replaced.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierSavePart")]
pub struct SavePart {
    /// Idempotency key.
    pub key: Key,
    /// The supplier.
    pub supplier_id: SupplierIdText,
    /// The part.
    pub part_id: PartIdText,
    /// The supplier's own number for it.
    pub number: String,
    /// What one costs, in major units.
    pub cost: PriceText,
    /// The deposit on one old part; none when absent.
    #[serde(default)]
    pub core_deposit: Option<PriceText>,
    /// How many come in a pack; one when absent.
    #[serde(default)]
    pub pack_size: Option<QuantityText>,
    /// Whether the shop buys the part here first.
    #[serde(default)]
    pub preferred: bool,
}

/// Takes what a supplier asks for a part away.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SupplierRemovePart")]
pub struct RemovePart {
    /// Idempotency key.
    pub key: Key,
    /// Which offer.
    pub supplier_part_id: SupplierPartIdText,
}

/// What a supplier asks for a part was saved or taken away.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SupplierPartSaved")]
pub struct PartSaved {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The offer right after it.
    pub supplier_part: SupplierPart,
}

/// What a supplier asks for a part.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SupplierPart {
    /// Id.
    pub id: SupplierPartIdText,
    /// The supplier.
    pub supplier_id: SupplierIdText,
    /// The part.
    pub part_id: PartIdText,
    /// The supplier's own number for it.
    pub number: String,
    /// What one costs, in major units.
    pub cost: PriceText,
    /// The deposit on one old part.
    pub core_deposit: PriceText,
    /// How many come in a pack.
    pub pack_size: QuantityText,
    /// Whether the shop buys the part here first.
    pub preferred: bool,
    /// Whether the supplier sells it no more.
    pub removed: bool,
}
