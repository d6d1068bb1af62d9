//! Papers that go with goods: the order to a supplier, and the slip between two of the shop's own locations.

use domain::money::{Quantity, UnitPrice};
use domain::{Money, Timestamp};
use jiff::civil::Date;
use paper::page::{
    Block, Column, Fact, Note, PageDocument, Party, Print, Row, Signature, Table, Total,
};

use super::statement::adds_up;
use super::tick;
use crate::money::{amount, amount_with_symbol, grouped, unit_price};
use crate::{DocumentError, Form, Shop};

/// An order to a supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseInput {
    /// Its number.
    pub number: String,
    /// When it was made.
    pub ordered_at: Timestamp,
    /// By whom.
    pub ordered_by: Option<String>,
    /// The supplier: name first, then the address line by line.
    pub supplier: Vec<String>,
    /// The shop's account with it.
    pub account: Option<String>,
    /// Where the goods go: name first, then the address line by line.
    pub ship_to: Vec<String>,
    /// When they are expected.
    pub expected: Option<Date>,
    /// What is ordered.
    pub lines: Vec<OrderLine>,
    /// What delivery costs, if that is known.
    pub freight: Option<Money>,
    /// Everything together.
    pub total: Money,
    /// What the supplier should know.
    pub note: Option<String>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// The number the supplier knows it by.
    pub number: String,
    /// What it is.
    pub description: String,
    /// How many.
    pub quantity: Quantity,
    /// What one costs.
    pub unit_cost: UnitPrice,
    /// The deposit on the old parts of the line, which is part of [`Self::amount`].
    pub core: Option<Money>,
    /// What the line comes to.
    pub amount: Money,
    /// For whom: `W000123, Whitfield`.
    pub reference: Option<String>,
}

/// Makes an order.
///
/// # Errors
/// [`DocumentError::DoesNotAddUp`] when the lines and the freight do not come to the total.
pub(crate) fn purchase_order(
    input: &PurchaseInput,
    shop: &Shop,
) -> Result<PageDocument, DocumentError> {
    let currency = input.total.currency();
    let mut page = super::document(shop, "Purchase order", &input.number, input.ordered_at);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", input.number.as_str()));
    facts.push(Fact::new("Date", shop.moment(input.ordered_at)));
    let mut more = |label: &str, value: Option<String>| {
        facts.extend(value.map(|value| Fact::new(label, value)));
    };
    more("Expected", input.expected.map(|day| shop.date(day)));
    more("Our account", input.account.clone());
    more("Ordered by", input.ordered_by.clone());
    page.push(Block::Parties(vec![
        Party {
            heading: "To".to_owned(),
            lines: input.supplier.clone(),
        },
        Party {
            heading: "Ship to".to_owned(),
            lines: input.ship_to.clone(),
        },
    ]));
    let rows = input.lines.iter().map(|line| {
        let mut row = Row::item([
            line.number.clone(),
            line.description.clone(),
            grouped(&line.quantity.to_string(), 0),
            unit_price(line.unit_cost, currency),
            amount(line.amount),
        ]);
        if let Some(core) = line.core {
            row = row.under(format!("with core deposit {}", amount(core)));
        }
        if let Some(reference) = &line.reference {
            row = row.under(format!("for {reference}"));
        }
        row
    });
    page.push(Block::Table(Table {
        columns: vec![
            Column::detail("Part no.", "").left(),
            Column::lead("Description"),
            Column::detail("Qty", ""),
            Column::detail("Cost", "@ "),
            Column::amount("Amount"),
        ],
        rows: rows.collect(),
    }));
    let goods = Money::sum(currency, input.lines.iter().map(|line| line.amount))?;
    let mut totals = Vec::new();
    let mut found = goods;
    if let Some(freight) = input.freight {
        totals.push(Total::new("Goods", amount(goods)));
        totals.push(Total::new("Freight", amount(freight)));
        found = goods.plus(freight)?;
    }
    adds_up("the lines of the order", found, input.total)?;
    totals.push(Total::new("TOTAL", amount_with_symbol(input.total)).grand());
    page.push(Block::Totals(totals));
    if let Some(note) = &input.note {
        page.push(Block::Note(Note::new(note.as_str(), Print::Body)));
    }
    page.push(Block::Signatures(vec![signature("Authorized")]));
    Ok(page)
}

/// Goods that go from one location to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferInput {
    /// Its number.
    pub number: String,
    /// When they were sent.
    pub sent_at: Timestamp,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// Who packed them.
    pub sent_by: Option<String>,
    /// What is in the box.
    pub lines: Vec<TransferLine>,
    /// What the other side should know.
    pub note: Option<String>,
}

/// A line of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferLine {
    /// The part's number.
    pub number: String,
    /// What it is.
    pub description: String,
    /// How many are in the box.
    pub quantity: Quantity,
    /// Where it lay.
    pub from_bin: Option<String>,
    /// Where it is to lie.
    pub to_bin: Option<String>,
}

/// Makes the slip that goes with a transfer; it names no cost.
pub(crate) fn transfer_slip(input: &TransferInput, shop: &Shop, form: Form) -> PageDocument {
    let mut page = super::document(shop, "Transfer", &input.number, input.sent_at);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", input.number.as_str()));
    facts.push(Fact::new("Date", shop.moment(input.sent_at)));
    page.push(Block::Parties(vec![
        Party {
            heading: "From".to_owned(),
            lines: vec![input.from.clone()],
        },
        Party {
            heading: "To".to_owned(),
            lines: vec![input.to.clone()],
        },
    ]));
    let bin = |bin: &Option<String>| bin.clone().unwrap_or_default();
    let rows = input.lines.iter().map(|line| {
        Row::item([
            line.number.clone(),
            format!("{} {}", tick(form), line.description),
            bin(&line.from_bin),
            bin(&line.to_bin),
            grouped(&line.quantity.to_string(), 0),
            "_____".to_owned(),
        ])
    });
    page.push(Block::Table(Table {
        columns: vec![
            Column::detail("Part no.", "").left(),
            Column::lead("Description"),
            Column::detail("From bin", "from ").left(),
            Column::detail("To bin", "to ").left(),
            Column::beside("Sent"),
            Column::amount("Received"),
        ],
        rows: rows.collect(),
    }));
    if let Some(note) = &input.note {
        page.push(Block::Note(Note::new(note.as_str(), Print::Body)));
    }
    let mut sent = signature("Sent by, date");
    sent.signed.clone_from(&input.sent_by);
    page.push(Block::Signatures(vec![
        sent,
        signature("Received by, date"),
    ]));
    page
}

fn signature(label: &str) -> Signature {
    Signature {
        label: label.to_owned(),
        ..Signature::default()
    }
}
