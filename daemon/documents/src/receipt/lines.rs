//! The receipt's lines: what was sold, how many at what price, and what that comes to.

use paper::{Document, Run, Style};

use super::{INDENT, indented, row_of_amount};
use crate::bill::{Charged, Group, Item};

pub(super) fn lines(document: &mut Document, groups: &[Group]) {
    for (at, group) in groups.iter().enumerate() {
        if let Some(title) = &group.title {
            if at > 0 {
                document.feed(1);
            }
            document.line(Run::new(title.as_str(), Style::BOLD));
        }
        for item in &group.items {
            one_item(document, item);
        }
    }
}

/// The description over the whole width, then how many at what price with the amount at the right. What has neither
/// stands on one row with its amount.
fn one_item(document: &mut Document, item: &Item) {
    let amount = item.charged.text();
    match &item.quantity {
        Some(quantity) => {
            document.line(item.text.as_str());
            let reckoning = match (&item.price, item.charged) {
                (Some(price), Charged::Amount(_)) => format!("{quantity} @ {price}"),
                (_, Charged::Amount(_) | Charged::Nothing) => quantity.clone(),
            };
            reckoned(document, item.number.as_deref(), reckoning, amount);
        }
        None => row_of_amount(
            document,
            Run::from(item.text.as_str()),
            0,
            Run::from(amount),
        ),
    }
    for note in &item.notes {
        indented(document, note);
    }
}

fn reckoned(document: &mut Document, number: Option<&str>, reckoning: String, amount: String) {
    let columns = document.width.columns().saturating_sub(INDENT);
    let beside_amount = columns.saturating_sub(amount.len() + 1);
    let reckoning = match number {
        None => reckoning,
        Some(number) => {
            let on_one_row = format!("{number}  {reckoning}");
            if on_one_row.chars().count() <= beside_amount {
                on_one_row
            } else {
                indented(document, number);
                reckoning
            }
        }
    };
    if reckoning.chars().count() <= beside_amount {
        row_of_amount(document, Run::from(reckoning), INDENT, Run::from(amount));
    } else {
        indented(document, &reckoning);
        document.right(amount);
    }
}
