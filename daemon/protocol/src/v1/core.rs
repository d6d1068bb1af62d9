//! Old parts and their deposits, from the sale to the supplier's credit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{
    CoreIdText, CustomerIdText, DayText, Key, LineIdText, PartIdText, PriceText, QuantityText,
    SupplierIdText, TicketIdText,
};

/// In what condition an old part comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CoreGrade")]
pub enum Grade {
    /// It can be rebuilt: the whole deposit goes back.
    Good,
    /// It is worth some of its deposit: a share goes back.
    Partial,
    /// It cannot be rebuilt: nothing goes back.
    Rejected,
    /// The sold part itself came back, so no old part is owed for it.
    PartReturned,
}

/// Lists cores, newest first, or by their last day with `due_before`. What is absent is not asked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CoreList")]
pub struct List {
    /// Only those that a customer owes.
    #[serde(default)]
    pub customer_id: Option<CustomerIdText>,
    /// Only those sold on a ticket.
    #[serde(default)]
    pub ticket_id: Option<TicketIdText>,
    /// Only those whose last day is before this one and that are still owed.
    #[serde(default)]
    pub due_before: Option<DayText>,
    /// Only those that wait for a supplier's credit.
    #[serde(default)]
    pub supplier_id: Option<SupplierIdText>,
    /// Only those of which something is here, to be sent to a supplier.
    #[serde(default)]
    pub received: bool,
    /// At most so many; 100 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Cores.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CoreListResult")]
pub struct ListResult {
    /// The cores.
    pub cores: Vec<Core>,
}

/// Asks for one core.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CoreGet")]
pub struct Get {
    /// Which.
    pub core_id: CoreIdText,
}

/// One core.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CoreResult")]
pub struct GetResult {
    /// The core.
    pub core: Core,
}

/// The old parts of one sold line, or some that came without a receipt.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Core {
    /// Id.
    pub id: CoreIdText,
    /// The ticket of the sale; absent without a receipt.
    pub ticket_id: Option<TicketIdText>,
    /// The part's line on it.
    pub line_id: Option<LineIdText>,
    /// Which part was sold.
    pub part_id: PartIdText,
    /// Its description.
    pub description: String,
    /// Who owes the old part.
    pub customer_id: Option<CustomerIdText>,
    /// How many were sold with a deposit.
    pub sold: QuantityText,
    /// How many are still owed.
    pub owed: QuantityText,
    /// How many of those an open ticket is taking back.
    pub held: QuantityText,
    /// What the customer paid for those owed, in minor units.
    pub paid: Option<i64>,
    /// The last day on which they are taken back.
    pub due: Option<DayText>,
    /// How many are here, to be sent to a supplier.
    pub here: QuantityText,
    /// What a supplier is to credit for those, in minor units.
    pub value: Option<i64>,
    /// What waits for a supplier's credit.
    pub shipments: Vec<Shipment>,
    /// How the rest ended.
    pub counts: Counts,
}

/// Old parts that wait for a supplier's credit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CoreShipment")]
pub struct Shipment {
    /// The supplier.
    pub supplier_id: SupplierIdText,
    /// The number of the list that went with them.
    pub manifest: String,
    /// How many.
    pub quantity: QuantityText,
    /// What is to be credited, in minor units.
    pub value: i64,
}

/// How many old parts ended in which way, or passed through it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CoreCounts")]
pub struct Counts {
    /// Came back and were kept for the supplier.
    pub kept: QuantityText,
    /// Came back and were worth nothing.
    pub rejected: QuantityText,
    /// Were owed no more, for the sold part itself came back.
    pub part_returned: QuantityText,
    /// Were never brought.
    pub forfeited: QuantityText,
    /// Were credited in full.
    pub credited: QuantityText,
    /// Were credited in part.
    pub short: QuantityText,
    /// Were rejected by the supplier.
    pub refused: QuantityText,
}

macro_rules! core_orders {
    ($($(#[$doc:meta])* $name:ident $schema:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = $schema)]
        pub struct $name {
            /// Idempotency key.
            pub key: Key,
            /// Which core.
            pub core_id: CoreIdText,
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}

core_orders! {
    /// Sends old parts to a supplier.
    Send "CoreSend" {
        /// To whom.
        supplier_id: SupplierIdText,
        /// The number of the list that goes with them; one list may name many cores.
        manifest: String,
        /// How many.
        quantity: QuantityText,
    }

    /// Books what a supplier credits.
    Credit "CoreCredit" {
        /// The list they went with.
        manifest: String,
        /// How many are settled.
        quantity: QuantityText,
        /// What is credited for them, in minor units; 0 when the supplier rejects them.
        amount: i64,
        /// The number of the credit memo.
        reference: Option<String>,
    }

    /// Gives the customer until another day; needs a manager.
    Extend "CoreExtend" {
        /// The last day.
        due: DayText,
    }

    /// Keeps the deposit of what was not brought in time.
    Forfeit "CoreForfeit" {}
}

/// Keeps the deposits of all old parts whose day has passed, at most 500 at once.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CoreForfeitDue")]
pub struct ForfeitDue {
    /// Idempotency key.
    pub key: Key,
}

/// An order to a core was carried out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CoreAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The core after it.
    pub core: Core,
}

/// Deposits were kept.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CoresForfeited")]
pub struct Forfeited {
    /// Journal cursor; 0 when nothing was due.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// Of which cores.
    pub core_ids: Vec<CoreIdText>,
    /// What they came to, in minor units.
    pub deposits: i64,
}

/// Takes old parts back that are brought after the sale: exactly one of `core_id`, `part_id` and `code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketAddCoreReturn")]
pub struct AddReturn {
    /// Idempotency key.
    pub key: Key,
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// The core of the sale they belong to.
    #[serde(default)]
    pub core_id: Option<CoreIdText>,
    /// Without a receipt: the part they are the old ones of. Not everyone may take them.
    #[serde(default)]
    pub part_id: Option<PartIdText>,
    /// The same by number or barcode.
    #[serde(default)]
    pub code: Option<String>,
    /// How many; one when absent.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
    /// In what condition.
    pub grade: Grade,
    /// What a supplier will credit for one in major units, when it is not what goes back to the customer.
    #[serde(default)]
    pub value: Option<PriceText>,
}
