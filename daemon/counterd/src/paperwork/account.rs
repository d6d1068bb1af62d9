//! The statement of a house account.

use documents::{AccountHolder, AgingBucket, StatementInput, StatementItem};
use domain::ids::CustomerId;
use domain::people::account::{Aging, statement};
use domain::people::{CustomerEvent, CustomerFile, StatementStyle};
use engine::Queries;

use super::load::{Told, load};
use super::{PaperworkError, address};

/// Makes the input of the last statement that was issued: with its number, period and figures, however often it is printed.
pub(super) fn last_statement(
    id: CustomerId,
    queries: &dyn Queries,
) -> Result<StatementInput, PaperworkError> {
    let told: Told<CustomerFile> = load(id.uuid(), queries)?;
    // What was paid or charged since is on the next one.
    let is_it = |event: &CustomerEvent| matches!(event, CustomerEvent::StatementIssued(_));
    let (made_at, file) = told
        .as_of_last(id.uuid(), is_it)
        .ok_or(PaperworkError::NoStatement)?;
    let issued = file.account.last_statement.as_ref();
    let issued = issued.ok_or(PaperworkError::NoStatement)?;
    let terms = file.saved.account.as_ref();
    let style = terms.map_or(StatementStyle::OpenItem, |terms| terms.statement);
    let currency = issued.closing.currency();
    let written = statement(&file.account, style, issued.from, issued.to, currency)?;
    let fleet = file.saved.fleet.as_ref();
    let items = written.lines.into_iter().map(|line| StatementItem {
        date: line.date,
        number: String::new(),
        what: line.text,
        po_number: line.po_number,
        due: line.due,
        amount: line.amount,
    });
    Ok(StatementInput {
        number: issued.number.to_string(),
        date: issued.to,
        from: (style == StatementStyle::BalanceForward).then_some(issued.from),
        customer: AccountHolder {
            name: file.saved.name.clone(),
            address: address(&file.saved),
            account: fleet.and_then(|fleet| fleet.number.clone()),
            terms: terms.map(|terms| format!("Net {}", terms.terms_days)),
        },
        opening: written.opening,
        items: items.collect(),
        aging: ages(&written.aging),
        balance: written.closing,
        due: None,
        note: None,
        made_at,
    })
}

fn ages(aging: &Aging) -> Vec<AgingBucket> {
    let labels = [
        "Current",
        "1 to 30 days",
        "31 to 60 days",
        "61 to 90 days",
        "Over 90 days",
        "Credits",
    ];
    let parts = labels.into_iter().zip(aging.parts());
    let bucket = |(label, amount): (&str, _)| AgingBucket {
        label: label.to_owned(),
        amount,
    };
    parts.map(bucket).collect()
}
