//! The statement of a house account: what was charged and paid, what is owed, and how old it is.

use domain::{Money, Timestamp};
use jiff::civil::Date;
use paper::page::{
    Block, Column, Fact, Note, OnRoll, PageDocument, Party, Print, Row, Table, Total,
};

use crate::money::{amount, amount_with_symbol};
use crate::{DocumentError, Shop};

/// A statement's figures, worked out by the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementInput {
    /// Its number.
    pub number: String,
    /// The last day it covers.
    pub date: Date,
    /// The first day, when it carries a balance forward; none when it lists what is open.
    pub from: Option<Date>,
    /// Whose account.
    pub customer: AccountHolder,
    /// What was owed before the first item; zero when open items are listed.
    pub opening: Money,
    /// Charges and payments, oldest first.
    pub items: Vec<StatementItem>,
    /// How old what is owed is, youngest first.
    pub aging: Vec<AgingBucket>,
    /// What is owed: [`Self::opening`] and the amounts of all items.
    pub balance: Money,
    /// When what is owed has to be paid.
    pub due: Option<Date>,
    /// How to pay, finance charges, thanks.
    pub note: Option<String>,
    /// When it is made.
    pub made_at: Timestamp,
}

/// Who owes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountHolder {
    /// Their name.
    pub name: String,
    /// Their address, line by line.
    pub address: Vec<String>,
    /// The account's number, if it has one.
    pub account: Option<String>,
    /// Until when charges have to be paid, in words: `Net 30`.
    pub terms: Option<String>,
}

/// One charge or payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementItem {
    /// When.
    pub date: Date,
    /// The paper it is on: invoice, receipt.
    pub number: String,
    /// What it is: `Invoice`, `Payment, check 1021`, `Finance charge`.
    pub what: String,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
    /// When it has to be paid.
    pub due: Option<Date>,
    /// What it adds to the debt; below zero when it lowers it. Of an open item, what is still open.
    pub amount: Money,
}

/// What is owed of one age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgingBucket {
    /// Which: `Current`, `31 to 60 days`.
    pub label: String,
    /// How much.
    pub amount: Money,
}

/// Makes a statement.
///
/// # Errors
/// [`DocumentError::DoesNotAddUp`] when the items do not come to the balance, or the ages to what is owed.
pub(crate) fn statement(
    input: &StatementInput,
    shop: &Shop,
) -> Result<PageDocument, DocumentError> {
    let currency = input.balance.currency();
    let mut page = super::document(shop, "Statement", &input.number, input.made_at);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", input.number.as_str()));
    facts.push(Fact::new("Date", shop.date(input.date)));
    let from = input.from.map(|day| Fact::new("From", shop.date(day)));
    facts.extend(from);
    let account = input.customer.account.as_ref();
    facts.extend(account.map(|number| Fact::new("Account", number.as_str())));
    let terms = input.customer.terms.as_ref();
    facts.extend(terms.map(|terms| Fact::new("Terms", terms.as_str())));
    let mut lines = vec![input.customer.name.clone()];
    lines.extend(input.customer.address.iter().cloned());
    page.push(Block::Parties(vec![Party {
        heading: "Account of".to_owned(),
        lines,
    }]));
    let mut rows = Vec::new();
    let mut balance = input.opening;
    if input.from.is_some() {
        let day = input.from.map(|day| shop.date(day)).unwrap_or_default();
        let cells = [
            day,
            "Balance brought forward".to_owned(),
            String::new(),
            String::new(),
            amount(input.opening),
            amount(input.opening),
        ];
        rows.push(Row::item(cells));
    }
    for item in &input.items {
        balance = balance.plus(item.amount)?;
        let row = Row::item([
            shop.date(item.date),
            item.what.clone(),
            item.number.clone(),
            item.due.map(|day| shop.date(day)).unwrap_or_default(),
            amount(item.amount),
            amount(balance),
        ]);
        rows.push(match &item.po_number {
            Some(number) => row.under(format!("Your PO {number}")),
            None => row,
        });
    }
    adds_up("the items of the statement", balance, input.balance)?;
    let mut running = Column::amount("Balance");
    running.on_roll = OnRoll::Omit;
    page.push(Block::Table(Table {
        columns: vec![
            Column::detail("Date", "").left(),
            Column::lead("What"),
            Column::detail("Number", "").left(),
            Column::detail("Due", "due ").left(),
            Column::amount("Amount"),
            running,
        ],
        rows,
    }));
    if !input.aging.is_empty() {
        let aged = Money::sum(currency, input.aging.iter().map(|bucket| bucket.amount))?;
        adds_up("the ages of the statement", aged, input.balance)?;
        let fact = |bucket: &AgingBucket| Fact::new(bucket.label.as_str(), amount(bucket.amount));
        page.push(Block::Facts(input.aging.iter().map(fact).collect()));
    }
    let mut totals = Vec::new();
    totals.extend(
        input
            .due
            .map(|day| Total::new("Please pay by", shop.date(day))),
    );
    totals.push(Total::new("BALANCE", amount_with_symbol(input.balance)).grand());
    page.push(Block::Totals(totals));
    if let Some(note) = &input.note {
        page.push(Block::Note(Note::new(note.as_str(), Print::Body)));
    }
    Ok(page)
}

/// Holds figures to what they are said to come to.
pub(super) fn adds_up(
    what: &'static str,
    found: Money,
    stated: Money,
) -> Result<(), DocumentError> {
    if found == stated {
        return Ok(());
    }
    Err(DocumentError::DoesNotAddUp {
        what,
        found,
        stated,
    })
}
