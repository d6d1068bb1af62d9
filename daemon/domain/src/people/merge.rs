//! Two customers who are one. The journal is not rewritten: tickets keep their customer's id, and the one who goes says
//! who goes on. Vehicles, the account's open items and store credit move over, so nothing is lost and nothing counts twice.

use super::account::Absorbed;
use super::credit::{CreditMove, CreditReason};
use super::posting::posted;
use super::refusal::need_role;
use super::{
    Customer, CustomerEvent, CustomerFile, CustomerRefusal, CustomerRules, EXTERNAL_IDS_MAX,
    PHONES_MAX, TAGS_MAX, Vehicle,
};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::money::Money;

/// What the books say of the customer who goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balances {
    /// [`Account::Receivable`] of this owner.
    pub receivable: Money,
    /// [`Account::StoreCredit`] of this owner, above zero when the shop owes it.
    pub store_credit: Money,
}

/// Merges `from` into `into`. `vehicles` are all those of `from`.
///
/// # Errors
/// [`CustomerRefusal::MergeSelf`], [`CustomerRefusal::MergedAway`] when either is gone already,
/// [`CustomerRefusal::MergeChain`] when others were merged into the one who goes (merge the other way round),
/// [`CustomerRefusal::BooksDisagree`], [`CustomerRefusal::NeedsRole`].
pub fn merge(
    from: &CustomerFile,
    into: &CustomerFile,
    vehicles: &[Vehicle],
    books: Balances,
    rules: CustomerRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    let (gone, stays) = (from.saved.id, into.saved.id);
    if gone == stays {
        return Err(CustomerRefusal::MergeSelf);
    }
    from.lives()?;
    into.lives()?;
    if let Some(earlier) = from.absorbed.first() {
        return Err(CustomerRefusal::MergeChain(*earlier));
    }
    need_role(rules.merge_role, ctx)?;
    let currency = ctx.shop.currency;
    let receivable = from.account.balance(currency)?;
    let credit = from.credit.balance(currency)?;
    agree(Account::Receivable, books.receivable, receivable)?;
    agree(Account::StoreCredit, books.store_credit, credit)?;

    let items: Vec<_> = from.account.open_items().cloned().collect();
    let credits = from.account.open_credits().cloned().collect();
    let merged = CustomerEvent::Merged {
        into: stays,
        date: ctx.today,
        balance: receivable,
        items: items.iter().map(|item| item.charge.id).collect(),
    };
    let absorbed = CustomerEvent::Absorbed(Box::new(Absorbed {
        from: gone,
        date: ctx.today,
        items,
        credits,
    }));
    let mut events = Vec::new();
    let filled = filled(&into.saved, &from.saved);
    if filled != into.saved {
        events.push(filled.saved());
    }
    let owned = vehicles.iter().filter(|vehicle| vehicle.customer == gone);
    events.extend(owned.map(|vehicle| {
        let vehicle = Vehicle {
            customer: stays,
            ..vehicle.clone()
        };
        vehicle.saved()
    }));
    if !credit.is_zero() {
        let down = Money::zero(currency).minus(credit)?;
        events.push(CreditMove::plain(down, CreditReason::Merged, ctx.today).moved(gone));
        events.push(CreditMove::plain(credit, CreditReason::Merged, ctx.today).moved(stays));
    }
    events.push(Event::Customer(gone, merged));
    events.push(Event::Customer(stays, absorbed));

    let mut entry = EntryDraft::new(currency);
    entry.credit(Account::Receivable, Some(gone.uuid()), receivable)?;
    entry.debit(Account::Receivable, Some(stays.uuid()), receivable)?;
    entry.debit(Account::StoreCredit, Some(gone.uuid()), credit)?;
    entry.credit(Account::StoreCredit, Some(stays.uuid()), credit)?;
    let memo = format!("Merged {} into {}", from.saved.name, into.saved.name);
    events.extend(posted(entry, memo, gone.uuid(), ctx)?);
    Ok(events)
}

fn agree(account: Account, books: Money, file: Money) -> Result<(), CustomerRefusal> {
    if books == file {
        return Ok(());
    }
    Err(CustomerRefusal::BooksDisagree {
        account,
        books,
        file,
    })
}

/// The one who goes on, with what was only known of the other one. Terms, prices and tax certificates never move by
/// themselves: they were agreed with a person who may decide so. Neither does a consent.
fn filled(stays: &Customer, gone: &Customer) -> Customer {
    let mut filled = stays.clone();
    for phone in &gone.phones {
        let known = filled.phones.iter().any(|other| {
            other.number == phone.number || (phone.key().is_some() && other.key() == phone.key())
        });
        if !known && filled.phones.len() < PHONES_MAX {
            filled.phones.push(phone.clone());
        }
    }
    filled.email = filled.email.or_else(|| gone.email.clone());
    filled.address = filled.address.or_else(|| gone.address.clone());
    filled.notes = filled.notes.or_else(|| gone.notes.clone());
    filled.alert = filled.alert.or_else(|| gone.alert.clone());
    filled.preferences = filled.preferences.or_else(|| gone.preferences.clone());
    filled.fleet = filled.fleet.or_else(|| gone.fleet.clone());
    union(&mut filled.tags, &gone.tags, TAGS_MAX);
    union(&mut filled.external, &gone.external, EXTERNAL_IDS_MAX);
    filled
}

fn union<T: Clone + Ord>(into: &mut Vec<T>, from: &[T], len_max: usize) {
    for value in from {
        if !into.contains(value) && into.len() < len_max {
            into.push(value.clone());
        }
    }
    into.sort();
}
