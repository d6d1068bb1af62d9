//! Customers.

use domain::ids::CustomerId;
use domain::people::{Customer, CustomerEvent};

use crate::record::macros::{form_events, form_struct};

form_events!(CustomerEvent, "customer" {
    Saved = "saved"(Box<Customer>),
});

form_struct!(Customer, stream id: CustomerId, {
    name: String,
    phone: Option<String>,
    email: Option<String>,
    notes: Option<String>,
});
