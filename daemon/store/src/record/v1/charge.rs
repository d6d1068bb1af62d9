//! Discounts, fees and tax.

use domain::charges::{Charge, ChargeKind};
use domain::discount::{Discount, DiscountOff, ReimbursedBy};
use domain::ids::LineId;
use domain::money::{Money, Quantity, Rate, UnitPrice};
use domain::tax::{TaxAssessment, TaxComponent};
use domain::ticket::TicketCharge;
use uuid::Uuid;

use crate::record::macros::{form_enum, form_struct, form_words};

form_struct!(Discount, {
    off: DiscountOff,
    reason: String,
    reimbursed_by: ReimbursedBy,
});

form_enum!(DiscountOff {
    Amount = "amount"(Money),
    Percent = "percent"(Rate),
});

form_words!(ReimbursedBy {
    None = "none",
    Manufacturer = "manufacturer",
});

form_struct!(TicketCharge, {
    id: LineId,
    charge: Charge,
});

form_struct!(Charge, {
    code: String,
    name: String,
    kind: ChargeKind,
    tax_class: String,
    quantity: Quantity,
    unit_price as "price": UnitPrice,
    amount: Money,
    job: Option<Uuid>,
    lines: Vec<LineId>,
});

form_enum!(ChargeKind {
    Mandated = "mandated" { citation: String, },
    Shop = "shop",
    Supplies = "supplies" { sentence: Option<String>, },
});

form_struct!(TaxAssessment, {
    rule: String,
    changed: Vec<(LineId, Money)>,
    components: Vec<TaxComponent>,
});

form_struct!(TaxComponent, {
    name: String,
    rate: Rate,
    base: Money,
    amount: Money,
});
