//! The receipt's lines: what was sold, how many at what price, and what that comes to.

use domain::ticket::{Line, LineKind, Ticket};
use paper::{Document, Run};

use super::{INDENT, indented, row_of_amount};
use crate::money::{amount, grouped, unit_price};

pub(super) fn lines(document: &mut Document, ticket: &Ticket) {
    for line in &ticket.lines {
        one_line(document, line);
    }
}

/// The description over the whole width, then how many at what price with the amount at the right.
fn one_line(document: &mut Document, line: &Line) {
    document.line(line.description.as_str());
    let quantity = grouped(&line.quantity.to_string(), 0);
    let price = unit_price(line.unit_price, line.amount.currency());
    let amount = amount(line.amount);
    let columns = document.width.columns().saturating_sub(INDENT);
    let beside_amount = columns.saturating_sub(amount.len() + 1);
    let reckoning = match &line.kind {
        LineKind::Labor => format!("{quantity} h @ {price}"),
        LineKind::Part { number, .. } => {
            let reckoning = format!("{quantity} @ {price}");
            let on_one_row = format!("{number}  {reckoning}");
            if on_one_row.chars().count() <= beside_amount {
                on_one_row
            } else {
                indented(document, number);
                reckoning
            }
        }
    };
    if reckoning.len() <= beside_amount {
        row_of_amount(document, Run::from(reckoning), INDENT, Run::from(amount));
    } else {
        indented(document, &reckoning);
        document.right(amount);
    }
}
