//! The till's papers: X and Z report, deposit slip.

use documents::{
    DenominationCount, DepositInput, Figure, Section, TenderFigure, TillInput, TillReportKind,
    amount_with_symbol,
};
use domain::ids::TillId;
use domain::money::Money;
use domain::till::{Pieces, TillFigures, TillSession};
use domain::{Actor, Timestamp};
use engine::{Queries, Recorded, feed};

use super::PaperworkError;
use super::load::name;

/// A session with its story.
struct Told {
    session: TillSession,
    opened: u64,
    /// Who did the last thing in it.
    last: Actor,
}

/// Makes the X report's input: the figures as they were at a moment.
pub(super) fn x_report(
    id: TillId,
    at: Timestamp,
    queries: &dyn Queries,
) -> Result<TillInput, PaperworkError> {
    let told = read(id, queries)?;
    let currency = told.session.currency;
    let page = |after, limit| queries.events_after(after, limit);
    let figures = feed::till_figures(id, currency, told.opened, Some(at), page)?;
    let before = match queries
        .found("till.closed", &told.session.counter, None, 1)?
        .first()
    {
        Some(found) => read(TillId::new(found.id), queries)?.session.z,
        None => None,
    };
    let before = before.map_or(Money::zero(currency), |z| z.grand_total.sales);
    let grand_total = before.plus(figures.gross)?;
    let mut input = input(TillReportKind::X, &told, &figures, grand_total, queries)?;
    input.until = at;
    Ok(input)
}

/// Makes the Z report's input, all of it from the event that closed the session.
pub(super) fn z_report(id: TillId, queries: &dyn Queries) -> Result<TillInput, PaperworkError> {
    let told = read(id, queries)?;
    let z = told.session.z.clone().ok_or(PaperworkError::Gone)?;
    let grand_total = z.grand_total.sales;
    let mut input = input(TillReportKind::Z, &told, &z.figures, grand_total, queries)?;
    input.counted = Some(z.counted);
    input.denominations = denominations(&z.pieces, z.counted)?;
    input.difference_reason = z.reason;
    input.carried_over = Some(z.carried);
    Ok(input)
}

/// Makes the input of the slip that goes to the bank with the cash.
pub(super) fn deposit_slip(
    id: TillId,
    queries: &dyn Queries,
) -> Result<DepositInput, PaperworkError> {
    let told = read(id, queries)?;
    let z = told.session.z.clone().ok_or(PaperworkError::Gone)?;
    Ok(DepositInput {
        number: z
            .deposit_reference
            .unwrap_or_else(|| told.session.number.to_string()),
        made_at: told.session.closed_at.unwrap_or(told.session.opened_at),
        made_by: name(&told.last, queries)?,
        bank: None,
        account: None,
        cash: denominations(&z.deposit_pieces, z.deposit)?,
        checks: Vec::new(),
        total: z.deposit,
    })
}

fn read(id: TillId, queries: &dyn Queries) -> Result<Told, PaperworkError> {
    let story = queries.story(id.uuid(), None)?;
    let session = engine::fold::<TillSession>(id.uuid(), &story);
    let ends = story.first().zip(story.last());
    let (Some(session), Some((first, last))) = (session, ends) else {
        return Err(PaperworkError::Gone);
    };
    let actor = |record: &Recorded| record.actor.clone();
    Ok(Told {
        session,
        opened: first.cursor,
        last: actor(last),
    })
}

fn input(
    kind: TillReportKind,
    told: &Told,
    figures: &TillFigures,
    grand_total: Money,
    queries: &dyn Queries,
) -> Result<TillInput, PaperworkError> {
    let session = &told.session;
    let by = match kind {
        TillReportKind::X => &session.opened_by,
        TillReportKind::Z => &told.last,
    };
    let cash = cash(figures)?;
    let (taken, collected) = (section(&figures.tenders), section(&figures.collected));
    let mut sections = vec![Section {
        title: "Sales with tax".to_owned(),
        figures: vec![
            figure("Sold", figures.gross),
            figure("Given back", negative(figures.refunded)?),
            figure("Undone", negative(figures.reversed)?),
        ],
        total: figures.net()?,
    }];
    if !collected.is_empty() {
        let total = Money::sum(session.currency, collected.iter().map(|one| one.amount))?;
        sections.push(Section {
            title: "Collected on accounts and plans".to_owned(),
            figures: collected,
            total,
        });
    }
    let tender = |figure: Figure| TenderFigure {
        name: figure.label,
        count: None,
        amount: figure.amount,
    };
    let counts = [
        ("Sales", figures.sales),
        ("Refunds", figures.refunds),
        ("Sales undone", figures.reversals),
        ("Tickets voided", figures.voids),
        ("Opened without a sale", figures.no_sales),
    ];
    Ok(TillInput {
        kind,
        number: session.number.to_string(),
        till: session.counter.clone(),
        opened_at: session.opened_at,
        opened_by: name(&session.opened_by, queries)?,
        until: session.closed_at.unwrap_or(session.opened_at),
        by: name(by, queries)?,
        counts: counts
            .into_iter()
            .map(|(label, count)| (label.to_owned(), u64::from(count)))
            .collect(),
        sections,
        tenders: taken.into_iter().map(tender).collect(),
        cash,
        expected: figures.expected,
        counted: None,
        denominations: Vec::new(),
        difference_reason: None,
        carried_over: None,
        grand_total,
    })
}

/// How the cash came about; it comes to what is expected.
fn cash(figures: &TillFigures) -> Result<Vec<Figure>, PaperworkError> {
    let mut cash = vec![figure("Float", figures.float)];
    let zero = Money::zero(figures.expected.currency());
    let of = |sums: &std::collections::BTreeMap<String, Money>| {
        sums.get("cash").copied().unwrap_or(zero)
    };
    for (label, amount) in [
        ("Cash of tickets", of(&figures.tenders)),
        ("Cash on accounts", of(&figures.collected)),
        ("Paid in", figures.paid_in),
        ("Paid out", negative(figures.paid_out)?),
        ("Dropped", negative(figures.dropped)?),
        ("Other", figures.other_cash),
    ] {
        if !amount.is_zero() {
            cash.push(figure(label, amount));
        }
    }
    Ok(cash)
}

fn section(sums: &std::collections::BTreeMap<String, Money>) -> Vec<Figure> {
    let figures = sums.iter();
    figures
        .map(|(word, amount)| figure(&title(word), *amount))
        .collect()
}

/// `store_credit` as people read it.
fn title(word: &str) -> String {
    let word = word
        .strip_prefix("other:")
        .unwrap_or(word)
        .replace('_', " ");
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn figure(label: &str, amount: Money) -> Figure {
    Figure {
        label: label.to_owned(),
        amount,
    }
}

fn negative(amount: Money) -> Result<Money, PaperworkError> {
    Ok(Money::zero(amount.currency()).minus(amount)?)
}

/// The largest first, as they lie in a drawer.
fn denominations(pieces: &Pieces, total: Money) -> Result<Vec<DenominationCount>, PaperworkError> {
    let currency = total.currency();
    let mut rows = Vec::with_capacity(pieces.0.len());
    for (value, count) in pieces.0.iter().rev() {
        let one = Pieces([(*value, *count)].into());
        rows.push(DenominationCount {
            label: amount_with_symbol(Money::new(*value, currency)),
            count: u64::from(*count),
            amount: one.total(currency)?,
        });
    }
    Ok(rows)
}
