//! Canned jobs.

use domain::canned::{Amount, CannedEvent, CannedJob, CannedLine};
use domain::ids::{PartId, PurchaseId, SupplierId};
use domain::money::{Quantity, UnitPrice};
use domain::tax::TaxClass;
use domain::ticket::SubletDraft;

use crate::record::macros::{form_enum, form_events, form_struct};

form_events!(CannedEvent, "canned" {
    Saved = "saved"(Box<CannedJob>),
    Retired = "retired",
});

form_struct!(CannedJob, {
    title: String,
    note: Option<String>,
    group: Option<String>,
    lines: Vec<CannedLine>,
});

form_enum!(CannedLine {
    Part = "part" { part: PartId, quantity: Amount, },
    Labor = "labor" { description: String, hours: Amount, rate: Option<String>, diagnostic: bool, },
    Fee = "fee" { description: String, class: TaxClass, price: UnitPrice, },
    Sublet = "sublet"(SubletDraft),
});

form_enum!(Amount {
    Fixed = "fixed"(Quantity),
    ByAttribute = "by_attribute" { attribute: String, base: Quantity, per: Quantity, default: Option<Quantity>, whole: bool, },
});

form_struct!(SubletDraft, {
    description: String,
    supplier: Option<SupplierId>,
    cost: UnitPrice,
    price: UnitPrice,
    purchase: Option<PurchaseId>,
    labor: bool,
});
