//! The deposit slip: notes, coins and checks that go to the bank.

use domain::{Currency, Money, Timestamp};
use paper::page::{Block, Column, Fact, PageDocument, Row, Signature, Table, Total};

use super::statement::adds_up;
use crate::money::{amount, amount_with_symbol, grouped};
use crate::{DocumentError, Shop};

/// What goes to the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepositInput {
    /// The number of the drawer's session it comes from, or its own.
    pub number: String,
    /// When it was made up.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// The bank.
    pub bank: Option<String>,
    /// The account, or as much of its number as the shop wants printed.
    pub account: Option<String>,
    /// Notes and coins.
    pub cash: Vec<DenominationCount>,
    /// Checks.
    pub checks: Vec<Check>,
    /// Everything together.
    pub total: Money,
}

/// How many notes or coins of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenominationCount {
    /// Which: `$20`, `quarters`.
    pub label: String,
    /// How many.
    pub count: u64,
    /// What they come to.
    pub amount: Money,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its number.
    pub number: String,
    /// Whose.
    pub from: String,
    /// How much.
    pub amount: Money,
}

/// Makes the slip.
///
/// # Errors
/// [`DocumentError::DoesNotAddUp`] when cash and checks do not come to the total.
pub(crate) fn deposit_slip(
    input: &DepositInput,
    shop: &Shop,
) -> Result<PageDocument, DocumentError> {
    let currency = input.total.currency();
    let mut page = super::document(shop, "Deposit", &input.number, input.made_at);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", input.number.as_str()));
    facts.push(Fact::new("Date", shop.moment(input.made_at)));
    let bank = input
        .bank
        .iter()
        .map(|bank| Fact::new("Bank", bank.as_str()));
    facts.extend(bank);
    let account = input.account.iter();
    facts.extend(account.map(|account| Fact::new("Account", account.as_str())));
    facts.push(Fact::new("Made up by", input.made_by.as_str()));
    let (block, cash) = denominations(&input.cash, currency)?;
    page.push(block);
    let checks = Money::sum(currency, input.checks.iter().map(|check| check.amount))?;
    if !input.checks.is_empty() {
        let mut rows: Vec<Row> = input
            .checks
            .iter()
            .map(|check| {
                Row::item([
                    check.from.clone(),
                    check.number.clone(),
                    amount(check.amount),
                ])
            })
            .collect();
        rows.push(Row::subtotal("Checks", amount(checks)));
        page.push(Block::Table(Table {
            columns: vec![
                Column::lead("Check of"),
                Column::beside("Number"),
                Column::amount("Amount"),
            ],
            rows,
        }));
    }
    adds_up("cash and checks", cash.plus(checks)?, input.total)?;
    page.push(Block::Totals(vec![
        Total::new("DEPOSIT", amount_with_symbol(input.total)).grand(),
    ]));
    let signature = |label: &str| Signature {
        label: label.to_owned(),
        ..Signature::default()
    };
    page.push(Block::Signatures(vec![
        signature("Made up by"),
        signature("Received by the bank"),
    ]));
    Ok(page)
}

/// Notes and coins as a table, and what they come to.
pub(super) fn denominations(
    counts: &[DenominationCount],
    currency: Currency,
) -> Result<(Block, Money), DocumentError> {
    let sum = Money::sum(currency, counts.iter().map(|count| count.amount))?;
    let mut rows: Vec<Row> = counts
        .iter()
        .map(|count| {
            Row::item([
                count.label.clone(),
                grouped(&count.count.to_string(), 0),
                amount(count.amount),
            ])
        })
        .collect();
    rows.push(Row::subtotal("Cash", amount(sum)));
    let table = Table {
        columns: vec![
            Column::lead("Notes and coins"),
            Column::beside("Count"),
            Column::amount("Amount"),
        ],
        rows,
    };
    Ok((Block::Table(table), sum))
}
