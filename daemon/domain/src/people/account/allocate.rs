//! Which items an amount settles.

use super::state::least;
use super::{Allocation, HouseAccount};
use crate::ids::AccountItemId;
use crate::money::Money;
use crate::people::CustomerRefusal;

/// How much a person wants to go to one item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Share {
    /// The item.
    pub item: AccountItemId,
    /// How much.
    pub amount: Money,
}

/// Shares an amount out over the open items, the oldest first; what is left over goes nowhere.
///
/// # Errors
/// [`CustomerRefusal::Money`] when the currencies differ.
pub fn oldest_first(
    account: &HouseAccount,
    amount: Money,
) -> Result<Vec<Allocation>, CustomerRefusal> {
    let mut items: Vec<_> = account.open_items().collect();
    items.sort_by_key(|item| (item.charge.due, item.charge.date));
    let mut over = amount;
    let mut allocations = Vec::new();
    for item in items {
        if over.minor() <= 0 {
            break;
        }
        let left = item.left()?;
        let part = least(left, over);
        over = over.minus(part)?;
        allocations.push(Allocation {
            item: item.charge.id,
            amount: part,
            closes: part == left,
        });
    }
    Ok(allocations)
}

/// Takes the shares a person asked for, or the oldest items when they asked for none.
pub(super) fn shares(
    account: &HouseAccount,
    amount: Money,
    asked: &[Share],
) -> Result<Vec<Allocation>, CustomerRefusal> {
    if asked.is_empty() {
        return oldest_first(account, amount);
    }
    let mut allocated = Money::zero(amount.currency());
    let mut allocations: Vec<Allocation> = Vec::with_capacity(asked.len());
    for share in asked {
        let id = share.item;
        let item = account.item(id).ok_or(CustomerRefusal::NoSuchItem(id))?;
        if allocations.iter().any(|earlier| earlier.item == id) {
            return Err(CustomerRefusal::ItemTwice(id));
        }
        if share.amount.minor() <= 0 {
            return Err(CustomerRefusal::AmountNotPositive);
        }
        allocated = allocated.plus(share.amount)?;
        let left = item.left()?;
        if share.amount > left {
            return Err(CustomerRefusal::MoreThanItem {
                item: id,
                asked: share.amount,
                left,
            });
        }
        allocations.push(Allocation {
            item: id,
            amount: share.amount,
            closes: share.amount == left,
        });
    }
    if allocated > amount {
        return Err(CustomerRefusal::MoreThanAmount { allocated, amount });
    }
    Ok(allocations)
}
