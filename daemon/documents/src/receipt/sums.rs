//! The receipt's sums: what it comes to, tax by tax, and how it was paid.

use domain::Money;
use domain::ticket::Totals;
use paper::{Document, Run};

use super::{indented, row_of_amount, row_of_large_amount};
use crate::bill::{Bill, Paid};
use crate::money::{amount, amount_with_symbol};

pub(super) fn sums(document: &mut Document, bill: &Bill) {
    for sum in &bill.sums {
        row_of_amount(
            document,
            Run::from(sum.label.as_str()),
            0,
            Run::from(sum.text()),
        );
    }
    document.double_rule();
    row_of_large_amount(document, "TOTAL", &amount_with_symbol(bill.totals.total));
    document.double_rule();
    for tax in &bill.included {
        row_of_amount(
            document,
            Run::from(tax.label.as_str()),
            0,
            Run::from(tax.text()),
        );
    }
}

fn row(document: &mut Document, label: &str, money: Money) {
    row_of_amount(document, Run::from(label), 0, Run::from(amount(money)));
}

/// What was taken, in the order it was taken, and the change last, since it is counted out last.
pub(super) fn payments(document: &mut Document, payments: &[Paid], totals: &Totals) {
    // The sale is what it is; only what is paid in coins is rounded.
    if !totals.rounding.is_zero() {
        row(document, "Cash rounding", totals.rounding);
    }
    for payment in payments {
        row(document, &payment.method, payment.amount);
        for detail in &payment.details {
            indented(document, detail);
        }
    }
    if !totals.change.is_zero() {
        row_of_large_amount(document, "CHANGE", &amount_with_symbol(totals.change));
    }
}
