//! A ticket's items and sums on a page.

use paper::page::{Block, Column, OnRoll, PageDocument, Payment, Payments, Row, Table, Total};

use crate::bill::{Bill, Group, Item, Paid, Sum};
use crate::money::{amount, amount_with_symbol};

/// Columns of a table with prices.
fn columns() -> Vec<Column> {
    let mut number = Column::detail("Part no.", "").left();
    number.on_roll = OnRoll::Detail {
        prefix: String::new(),
    };
    vec![
        number,
        Column::lead("Description"),
        Column::detail("Qty", ""),
        Column::detail("Price", "@ "),
        Column::amount("Amount"),
    ]
}

fn row(item: &Item) -> Row {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut row = Row::item([
        text(&item.number),
        item.text.clone(),
        text(&item.quantity),
        text(&item.price),
        item.charged.text(),
    ]);
    for note in &item.notes {
        row = row.under(note.as_str());
    }
    row
}

/// The items with their amounts, group by group; `more` adds rows at the end of a group.
pub(super) fn priced(bill: &Bill, more: impl Fn(&Group) -> Vec<Row>) -> Block {
    let mut rows = Vec::new();
    for group in &bill.groups {
        rows.extend(group.title.as_ref().map(Row::group));
        rows.extend(group.items.iter().map(row));
        rows.extend(more(group));
        if group.title.is_some() {
            let label = group.job.map_or("Other subtotal", |_| "Job subtotal");
            rows.push(Row::subtotal(label, amount(group.amount)));
        }
    }
    Block::Table(Table {
        columns: columns(),
        rows,
    })
}

/// The sums down to the total, which is called `total`.
pub(super) fn totals(bill: &Bill, total: &str) -> Block {
    let line = |sum: &Sum| Total::new(sum.label.as_str(), sum.text());
    let mut totals: Vec<Total> = bill.sums.iter().map(line).collect();
    totals.push(Total::new(total, amount_with_symbol(bill.totals.total)).grand());
    totals.extend(bill.included.iter().map(line));
    Block::Totals(totals)
}

/// Adds what was paid and what is left, if there is anything to say.
pub(super) fn payments(page: &mut PageDocument, bill: &Bill, paid: &[Paid], left: Vec<Total>) {
    let mut rows = Vec::new();
    if !bill.totals.rounding.is_zero() {
        rows.push(Payment {
            method: "Cash rounding".to_owned(),
            amount: amount(bill.totals.rounding),
            details: Vec::new(),
        });
    }
    rows.extend(paid.iter().map(|paid| {
        Payment {
            method: paid.method.clone(),
            amount: amount(paid.amount),
            details: std::iter::once(paid.at.clone())
                .chain(paid.details.iter().cloned())
                .collect(),
        }
    }));
    if rows.is_empty() && left.is_empty() {
        return;
    }
    page.push(Block::Payments(Payments {
        heading: if rows.is_empty() { "" } else { "Payments" }.to_owned(),
        rows,
        totals: left,
    }));
}
