//! The lines of a ticket.

use domain::discount::Discount;
use domain::ids::{CoreId, LineId, PartId, PurchaseId, StaffId, SupplierId, TicketId, TicketJobId};
use domain::money::{Money, Quantity, UnitPrice};
use domain::stock::ReturnTo;
use domain::tax::TaxClass;
use domain::ticket::{
    Component, Line, LineKind, LineOrigin, PartCondition, PartLine, PayType, ReturnOf, Warranty,
};

use crate::record::macros::{form_enum, form_struct, form_words};

form_struct!(Line, {
    id: LineId,
    job: Option<TicketJobId>,
    kind: LineKind,
    description: String,
    quantity: Quantity,
    unit_price as "price": UnitPrice,
    amount: Money,
    discount: Option<Discount>,
    pay: PayType,
    origin: LineOrigin,
    returned: Option<ReturnOf>,
    priced_by: Option<String>,
});

form_enum!(LineKind {
    Part = "part"(Box<PartLine>),
    Labor = "labor" { rate: Option<String>, technician: Option<StaffId>, diagnostic: bool, },
    Sublet = "sublet" {
        supplier: Option<SupplierId>,
        unit_cost as "cost": UnitPrice,
        purchase: Option<PurchaseId>,
        labor: bool,
    },
    Fee = "fee" { class: TaxClass, },
    Core = "core" { of: LineId, core: CoreId, },
    CoreReturn = "core_return" { of: Option<LineId>, core: CoreId, },
    CustomerPart = "customer_part",
});

form_struct!(PartLine, {
    part: PartId,
    number: String,
    category: String,
    tags: Vec<String>,
    unit_cost as "cost": UnitPrice,
    condition: PartCondition,
    components: Vec<Component>,
    serials: Vec<String>,
    warranty: Option<Warranty>,
});

form_words!(PartCondition {
    New = "new",
    Used = "used",
    Rebuilt = "rebuilt",
    Reconditioned = "reconditioned",
});

form_words!(PayType {
    Customer = "customer",
    Warranty = "warranty",
    Internal = "internal",
});

form_words!(LineOrigin {
    Original = "original",
    Inspection = "inspection",
    AddOn = "add_on",
});

form_struct!(ReturnOf, {
    ticket: Option<TicketId>,
    line: Option<LineId>,
    tax: Money,
    destination: ReturnTo,
    reimbursed: Option<Money>,
});
