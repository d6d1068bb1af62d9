//! Suppliers.

use domain::money::{Currency, Money};
use domain::supplier::{SupplierDraft, SupplierEvent};

use crate::record::macros::{form_events, form_struct};

form_events!(SupplierEvent, "supplier" {
    Saved = "saved"(Box<SupplierDraft>),
    Retired = "retired",
    Restored = "restored",
});

form_struct!(SupplierDraft, {
    name: String,
    contact: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    account_number: Option<String>,
    terms_days: u16,
    currency: Currency,
    minimum_order: Option<Money>,
    lead_time_days: u16,
    notes: Option<String>,
});
