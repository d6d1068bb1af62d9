//! The people who work here.

use domain::ids::StaffId;
use domain::people::{Role, Staff, StaffEvent};

use crate::record::macros::{form_events, form_struct, form_words};

form_events!(StaffEvent, "staff" {
    Saved = "saved"(Staff),
});

form_struct!(Staff, stream id: StaffId, {
    name: String,
    role: Role,
    pin_hash: Option<String>,
});

form_words!(Role {
    Technician = "technician",
    Clerk = "clerk",
    Advisor = "advisor",
    Manager = "manager",
    Owner = "owner",
});
