//! What suppliers offer.

use domain::ids::{PartId, SupplierId};
use domain::money::{Quantity, UnitPrice};
use domain::supplier::{SupplierPartDraft, SupplierPartEvent};

use crate::record::macros::{form_events, form_struct};

form_events!(SupplierPartEvent, "supplier_part" {
    Saved = "saved"(Box<SupplierPartDraft>),
    Demoted = "demoted",
    Removed = "removed",
});

form_struct!(SupplierPartDraft, {
    supplier: SupplierId,
    part: PartId,
    number: String,
    cost: UnitPrice,
    core_deposit: UnitPrice,
    pack_size: Quantity,
    preferred: bool,
});
