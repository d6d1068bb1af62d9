//! Papers of what the shop keeps, on screen and on paper.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{AnyIdText, Key};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PaperKind")]
pub enum What {
    /// A label for a bin; `id` is a part that lies in it.
    BinLabel,
    /// A tag for an old part; `id` is a core.
    CoreTag,
    /// A count sheet; `id` is a count.
    CountSheet,
    /// What a closed session sends to the bank; `id` is a session of the till.
    DepositSlip,
    /// An estimate; `id` is a ticket.
    Estimate,
    /// An invoice; `id` is a ticket.
    Invoice,
    /// A tag for a key; `id` is a ticket.
    KeyTag,
    /// A sticker that says when the oil is due again; `id` is a ticket.
    OilChangeSticker,
    /// A shelf label; `id` is a part.
    PartLabel,
    /// An order to a supplier; `id` is a purchase.
    PurchaseOrder,
    /// The receipt of a paid ticket.
    Receipt,
    /// The last statement issued on a house account; `id` is the customer.
    Statement,
    /// A label for a tire; `id` is a part.
    TireLabel,
    /// A slip that goes with goods; `id` is a transfer.
    TransferSlip,
    /// The customer's copy of a work order; `id` is a ticket.
    WorkOrder,
    /// A label for the folder of a work order; `id` is a ticket.
    WorkOrderLabel,
    /// The technician's copy, without prices; `id` is a ticket.
    WorkOrderTechnician,
    /// The figures of an open session; `id` is the session.
    XReport,
    /// The closing of a session; `id` is the session.
    ZReport,
}

/// What it is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PaperForm")]
pub enum Form {
    /// A roll of 58 mm.
    Roll58,
    /// A roll of 80 mm.
    Roll80,
    /// Sheets of 210 x 297 mm.
    A4,
    /// Sheets of 8.5 x 11 in.
    Letter,
}

/// Makes a paper.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DocumentRender")]
pub struct Render {
    /// Which.
    pub what: What,
    /// Of what.
    pub id: AnyIdText,
    /// In which form. A label has a size of its own, whatever is asked for.
    pub form: Form,
}

/// A paper.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DocumentRendered")]
pub struct Rendered {
    /// `application/pdf` for sheets, `image/png` for rolls and labels.
    pub media_type: String,
    /// The file, in base64.
    pub data: String,
}

/// Prints a paper on a roll.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DocumentPrint")]
pub struct Print {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub what: What,
    /// Of what.
    pub id: AnyIdText,
    /// Which printer; the receipt printer when absent.
    #[serde(default)]
    pub device: Option<String>,
}
