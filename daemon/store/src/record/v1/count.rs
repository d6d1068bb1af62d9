//! Counts of stock.

use domain::Actor;
use domain::count::{CountDifference, CountEvent, CountRules, CountScope, Frozen, Tally};
use domain::ids::{PartId, StaffId};
use domain::money::{Money, Quantity, UnitPrice};
use domain::number::DocumentNumber;
use domain::stock::abc::AbcClass;

use crate::record::macros::{form_events, form_struct, form_words};

form_events!(CountEvent, "count" {
    Started = "started" { number: DocumentNumber, scope: CountScope, rules: CountRules, lines: Vec<Frozen>, },
    LineAdded = "line_added"(Frozen),
    Counted = "counted" { part: PartId, tally: Tally, again: bool, },
    RecountAsked = "recount_asked" { parts: Vec<PartId>, },
    Posted = "posted" { differences: Vec<CountDifference>, uncounted: u32, value: Money, approved_by: Option<StaffId>, },
    Canceled = "canceled" { reason: String, },
});

form_struct!(CountScope, {
    location: String,
    bins: Vec<String>,
    categories: Vec<String>,
    parts: Vec<PartId>,
    class: Option<AbcClass>,
});

form_words!(AbcClass {
    A = "a",
    B = "b",
    C = "c",
});

form_struct!(CountRules, {
    tolerance: Quantity,
    tolerance_value: Money,
    recount_by_other: bool,
    blind: bool,
});

form_struct!(Frozen, {
    part: PartId,
    bin: Option<String>,
    book: Quantity,
    unit_cost: UnitPrice,
});

form_struct!(Tally, {
    counted: Quantity,
    expected: Quantity,
    by: Actor,
});

form_struct!(CountDifference, {
    part: PartId,
    quantity: Quantity,
    value: Money,
});
