//! The count sheet: what lies where, and room for what is found. It never says how many there should be, so that
//! people count and do not agree.

use domain::Timestamp;
use paper::page::{Block, Column, Fact, PageDocument, Row, Signature, Table};

use crate::Shop;

/// What is to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountInput {
    /// The count's number.
    pub number: String,
    /// The stock location.
    pub location: String,
    /// When the sheet was made.
    pub made_at: Timestamp,
    /// Who is to count.
    pub counter: Option<String>,
    /// What, in the order of the walk past the shelves.
    pub rows: Vec<CountRow>,
}

/// One part in one bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Where it lies.
    pub bin: String,
    /// Its number.
    pub number: String,
    /// What it is.
    pub description: String,
}

/// Makes the sheet.
pub(crate) fn count_sheet(input: &CountInput, shop: &Shop) -> PageDocument {
    let mut page = super::document(shop, "Count sheet", &input.number, input.made_at);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", input.number.as_str()));
    facts.push(Fact::new("Location", input.location.as_str()));
    facts.push(Fact::new("Made", shop.moment(input.made_at)));
    let counter = input.counter.iter();
    facts.extend(counter.map(|name| Fact::new("To be counted by", name.as_str())));
    let mut rows = Vec::new();
    let mut bin = None;
    for row in &input.rows {
        if bin != Some(&row.bin) {
            rows.push(Row::group(format!("Bin {}", row.bin)));
            bin = Some(&row.bin);
        }
        let blank = "_______".to_owned();
        rows.push(Row::item([
            row.number.clone(),
            row.description.clone(),
            blank.clone(),
            blank,
        ]));
    }
    page.push(Block::Table(Table {
        columns: vec![
            Column::detail("Part no.", "").left(),
            Column::lead("Description"),
            Column::beside("Counted"),
            Column::amount("Again"),
        ],
        rows,
    }));
    let signature = |label: &str| Signature {
        label: label.to_owned(),
        ..Signature::default()
    };
    page.push(Block::Signatures(vec![
        signature("Counted by, date and time"),
        signature("Counted again by"),
    ]));
    page
}
