//! The drawer's report: X while it is open, Z once when it is closed.

use domain::{Money, Timestamp};
use paper::page::{
    Block, Column, Fact, Note, PageDocument, Print, Row, Signature, Table, Total, TotalWeight,
};

use super::DenominationCount;
use super::deposit::denominations;
use super::statement::adds_up;
use crate::money::{amount, amount_with_symbol, grouped};
use crate::{DocumentError, Shop};

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TillReportKind {
    /// Read while the drawer is open; changes nothing.
    X,
    /// Made once, when it is closed.
    Z,
}

/// A drawer's session in figures, worked out by the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TillInput {
    /// Which report.
    pub kind: TillReportKind,
    /// The session's number.
    pub number: String,
    /// The drawer.
    pub till: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: String,
    /// When it was closed, or read.
    pub until: Timestamp,
    /// By whom.
    pub by: String,
    /// How many sales, refunds, voided tickets and drawer openings without a sale.
    pub counts: Vec<(String, u64)>,
    /// Sales by class, tax by name: whatever the shop wants to read there, with its sum.
    pub sections: Vec<Section>,
    /// What was taken and given back, by tender.
    pub tenders: Vec<TenderFigure>,
    /// How the cash came about: float, cash sales, paid in, paid out, drops, rounding. Comes to [`Self::expected`].
    pub cash: Vec<Figure>,
    /// What should be in the drawer.
    pub expected: Money,
    /// What was counted; nothing on an X report.
    pub counted: Option<Money>,
    /// The count by denomination.
    pub denominations: Vec<DenominationCount>,
    /// Why it is over or short.
    pub difference_reason: Option<String>,
    /// What stays in the drawer for the next session.
    pub carried_over: Option<Money>,
    /// All sales of this counter ever, with tax, which never goes back to zero.
    pub grand_total: Money,
}

/// A labelled amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What.
    pub label: String,
    /// How much.
    pub amount: Money,
}

/// Figures with their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they are.
    pub title: String,
    /// The figures.
    pub figures: Vec<Figure>,
    /// What they come to.
    pub total: Money,
}

/// What one tender brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderFigure {
    /// Which.
    pub name: String,
    /// How many payments, where that is known.
    pub count: Option<u64>,
    /// What they come to, less what was given back.
    pub amount: Money,
}

/// Makes the report.
///
/// # Errors
/// [`DocumentError::DoesNotAddUp`] when a section does not come to its sum, the cash not to what is expected, or the
/// denominations not to what was counted.
pub(crate) fn till_report(input: &TillInput, shop: &Shop) -> Result<PageDocument, DocumentError> {
    let currency = input.expected.currency();
    let title = match input.kind {
        TillReportKind::X => "X report",
        TillReportKind::Z => "Z report",
    };
    let mut page = super::document(shop, title, &input.number, input.until);
    let facts = &mut page.heading.facts;
    facts.push(Fact::new("Number", input.number.as_str()));
    facts.push(Fact::new("Drawer", input.till.as_str()));
    let ended = match input.kind {
        TillReportKind::X => "Read",
        TillReportKind::Z => "Closed",
    };
    page.push(Block::Facts(vec![
        Fact::new("Opened", shop.moment(input.opened_at)),
        Fact::new("by", input.opened_by.as_str()),
        Fact::new(ended, shop.moment(input.until)),
        Fact::new("by", input.by.as_str()),
    ]));
    for section in &input.sections {
        page.push(figures(section)?);
    }
    let taken = Money::sum(currency, input.tenders.iter().map(|tender| tender.amount))?;
    page.push(tenders(&input.tenders, taken));
    page.push(figures(&Section {
        title: "Cash in the drawer".to_owned(),
        figures: input.cash.clone(),
        total: input.expected,
    })?);
    if !input.denominations.is_empty() {
        let (block, sum) = denominations(&input.denominations, currency)?;
        adds_up("the denominations", sum, input.counted.unwrap_or(sum))?;
        page.push(block);
    }
    page.push(Block::Totals(drawer(input)?));
    let reason = input.counted.and(input.difference_reason.as_ref());
    if let Some(reason) = reason {
        page.push(Block::Note(
            Note::new(reason.as_str(), Print::Body).headed("Reason for the difference"),
        ));
    }
    if !input.counts.is_empty() {
        let count = |(label, count): &(String, u64)| {
            Fact::new(label.as_str(), grouped(&count.to_string(), 0))
        };
        page.push(Block::Facts(input.counts.iter().map(count).collect()));
    }
    page.push(Block::Totals(vec![
        Total::new("Grand total of this counter", amount(input.grand_total)).strong(),
    ]));
    if input.kind == TillReportKind::Z {
        let signature = |label: &str| Signature {
            label: label.to_owned(),
            ..Signature::default()
        };
        page.push(Block::Signatures(vec![
            signature("Counted by"),
            signature("Checked by"),
        ]));
    }
    Ok(page)
}

/// The tenders, with how many payments each had where that is known of any.
fn tenders(tenders: &[TenderFigure], taken: Money) -> Block {
    let counted = tenders.iter().any(|tender| tender.count.is_some());
    let mut columns = vec![Column::lead("")];
    if counted {
        columns.push(Column::beside("Count"));
    }
    columns.push(Column::amount("Amount"));
    let mut rows = vec![Row::group("Tenders")];
    for tender in tenders {
        let (name, amount) = (tender.name.clone(), amount(tender.amount));
        let count = tender.count;
        let count = count.map_or_else(String::new, |count| grouped(&count.to_string(), 0));
        rows.push(if counted {
            Row::item([name, count, amount])
        } else {
            Row::item([name, amount])
        });
    }
    rows.push(Row::subtotal("All tenders", amount(taken)));
    Block::Table(Table { columns, rows })
}

fn figures(section: &Section) -> Result<Block, DocumentError> {
    let amounts = section.figures.iter().map(|figure| figure.amount);
    let found = Money::sum(section.total.currency(), amounts)?;
    adds_up("the figures of a section", found, section.total)?;
    let mut rows = vec![Row::group(section.title.as_str())];
    let figures = section.figures.iter();
    rows.extend(figures.map(|figure| Row::item([figure.label.clone(), amount(figure.amount)])));
    rows.push(Row::subtotal("Together", amount(section.total)));
    Ok(Block::Table(Table {
        columns: vec![Column::lead(""), Column::amount("")],
        rows,
    }))
}

/// Expected, counted, and by how much they differ.
fn drawer(input: &TillInput) -> Result<Vec<Total>, DocumentError> {
    let mut totals = vec![Total::new("Expected in the drawer", amount(input.expected)).strong()];
    if let Some(counted) = input.counted {
        totals.push(Total::new("Counted", amount(counted)).strong());
        let difference = counted.minus(input.expected)?;
        let label = match (difference.is_zero(), difference.is_negative()) {
            (true, _) => "EXACT",
            (false, true) => "SHORT",
            (false, false) => "OVER",
        };
        totals.push(Total {
            label: label.to_owned(),
            amount: amount_with_symbol(difference.magnitude()),
            weight: TotalWeight::Grand,
        });
    }
    if let Some(kept) = input.carried_over {
        totals.push(Total::new("Stays in the drawer", amount(kept)));
    }
    Ok(totals)
}
