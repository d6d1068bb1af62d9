//! Sessions of the till.

use std::collections::BTreeMap;

use domain::ids::StaffId;
use domain::money::{Currency, Money};
use domain::number::DocumentNumber;
use domain::till::{DropTo, GrandTotal, Movement, Pieces, TillEvent, TillFigures, ZReport};

use crate::record::macros::{form_events, form_struct, form_words};

form_events!(TillEvent, "till" {
    Opened = "opened" { number: DocumentNumber, counter: String, currency: Currency, float: Money, carried: Option<Money>, reason: Option<String>, keeper: Option<StaffId>, },
    PaidIn = "paid_in"(Movement),
    PaidOut = "paid_out"(Movement),
    Dropped = "dropped" { amount: Money, to: DropTo, reference: Option<String>, },
    Counted = "counted" { count: u32, pieces: Pieces, total: Money, expected: Money, },
    Closed = "closed"(Box<ZReport>),
    Overridden = "overridden" { by: StaffId, what: String, reason: String, },
});

form_struct!(Movement, {
    amount: Money,
    reason: String,
    category: Option<String>,
});

form_words!(DropTo {
    Safe = "safe",
    Bank = "bank",
});

form_struct!(ZReport, {
    counter: String,
    figures: TillFigures,
    pieces: Pieces,
    counted: Money,
    over_short: Money,
    reason: Option<String>,
    left: Pieces,
    carried: Money,
    deposit_pieces: Pieces,
    deposit: Money,
    deposit_reference: Option<String>,
    grand_total: GrandTotal,
});

form_struct!(TillFigures, {
    sales: u32,
    gross: Money,
    refunds: u32,
    refunded: Money,
    reversals: u32,
    reversed: Money,
    voids: u32,
    tax: Money,
    tenders: BTreeMap<String, Money>,
    collected: BTreeMap<String, Money>,
    rounding: Money,
    deposits: Money,
    float: Money,
    paid_in: Money,
    paid_out: Money,
    dropped: Money,
    other_cash: Money,
    expected: Money,
    no_sales: u32,
});

form_struct!(GrandTotal, {
    closes: u64,
    sales: Money,
    refunds: Money,
});
