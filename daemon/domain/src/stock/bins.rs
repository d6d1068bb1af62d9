//! Bins: where on the shelves a part lies, in one place or several, and the round to walk to pick it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::minus;
use crate::ids::PartId;
use crate::money::{NumberError, Quantity};

/// How much of a part lies in one bin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BinStock {
    /// The bin, e.g. `A-2-10`.
    pub bin: String,
    /// How many lie there.
    pub quantity: Quantity,
    /// Whether it is the part's own bin, picked from first; others hold what did not fit.
    pub primary: bool,
}

/// One stop on the round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pick {
    /// The bin.
    pub bin: String,
    /// The part.
    pub part: PartId,
    /// How many to take.
    pub quantity: Quantity,
}

/// What to pick, and what is not there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PickList {
    /// The stops, in the order the bins are walked.
    pub picks: Vec<Pick>,
    /// What no bin holds.
    pub missing: Vec<(PartId, Quantity)>,
}

/// Makes the round for parts: each from its primary bin first, then from the other bins in walking order.
///
/// # Errors
/// [`NumberError::OutOfRange`] when the lines of one part add up to more than a quantity holds.
pub fn pick_list(
    wanted: &[(PartId, Quantity)],
    bins: &BTreeMap<PartId, Vec<BinStock>>,
) -> Result<PickList, NumberError> {
    let mut needs: BTreeMap<PartId, Quantity> = BTreeMap::new();
    for (part, quantity) in wanted {
        let need = needs.entry(*part).or_insert(Quantity::ZERO);
        *need = super::plus(*need, (*quantity).max(Quantity::ZERO))?;
    }
    let mut list = PickList::default();
    for (part, mut need) in needs {
        let mut of_part: Vec<_> = bins.get(&part).into_iter().flatten().collect();
        of_part.sort_by(|a, b| {
            b.primary
                .cmp(&a.primary)
                .then(walking_order(&a.bin, &b.bin))
        });
        for stock in of_part {
            let quantity = need.min(stock.quantity);
            if quantity.is_positive() {
                need = minus(need, quantity)?;
                list.picks.push(Pick {
                    bin: stock.bin.clone(),
                    part,
                    quantity,
                });
            }
        }
        if need.is_positive() {
            list.missing.push((part, need));
        }
    }
    list.picks
        .sort_by(|a, b| walking_order(&a.bin, &b.bin).then(a.part.cmp(&b.part)));
    Ok(list)
}

/// Orders bins as people number shelves: runs of digits count as numbers, so that `A-2` comes before `A-10`.
#[must_use]
pub fn walking_order(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one, other);
    loop {
        let (digits_a, rest_a) = digits(a);
        let (digits_b, rest_b) = digits(b);
        let order = if digits_a.is_empty() || digits_b.is_empty() {
            let mut chars = (a.chars(), b.chars());
            let (first_a, first_b) = (chars.0.next(), chars.1.next());
            (a, b) = (chars.0.as_str(), chars.1.as_str());
            if first_a.is_none() && first_b.is_none() {
                return one.cmp(other);
            }
            let capital = |c: Option<char>| c.map(|c| c.to_ascii_uppercase());
            capital(first_a).cmp(&capital(first_b))
        } else {
            (a, b) = (rest_a, rest_b);
            // Without leading zeros, the longer number is the greater one.
            let bare = |digits: &str| digits.trim_start_matches('0').to_owned();
            let (bare_a, bare_b) = (bare(digits_a), bare(digits_b));
            bare_a.len().cmp(&bare_b.len()).then(bare_a.cmp(&bare_b))
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stock::testing::{part, quantity, thousandths};

    fn bin(name: &str, count: &str, primary: bool) -> BinStock {
        BinStock {
            bin: name.to_owned(),
            quantity: quantity(count),
            primary,
        }
    }

    #[test]
    fn bins_are_walked_by_number() {
        let mut bins = ["B1", "a-10", "A-2-3", "A-2", "A", "", "A-02", "10", "9"];
        bins.sort_by(|a, b| walking_order(a, b));
        assert_eq!(
            bins,
            ["", "9", "10", "A", "A-02", "A-2", "A-2-3", "a-10", "B1"]
        );
    }

    #[test]
    fn a_part_is_taken_from_its_own_bin_first() {
        let bins = BTreeMap::from([
            (
                part(1),
                vec![
                    bin("A-1", "9", false),
                    bin("C-1", "2", true),
                    bin("B-1", "0", false),
                ],
            ),
            (part(2), vec![bin("B-2", "1.5", true)]),
        ]);
        let wanted = [(1, "2"), (2, "2"), (1, "1"), (3, "1"), (2, "-1")];
        let wanted = wanted.map(|(id, count)| (part(id), quantity(count)));
        let list = pick_list(&wanted, &bins).unwrap();
        let picks: Vec<_> = list
            .picks
            .iter()
            .map(|pick| (&*pick.bin, pick.part, pick.quantity))
            .collect();
        let expected = [("A-1", 1, "1"), ("B-2", 2, "1.5"), ("C-1", 1, "2")];
        assert_eq!(
            picks,
            expected.map(|(bin, id, count)| (bin, part(id), quantity(count)))
        );
        let missing = [(part(2), quantity("0.5")), (part(3), quantity("1"))];
        assert_eq!(list.missing, missing);
    }

    proptest! {
        #[test]
        fn what_is_wanted_is_picked_or_missing_and_no_bin_is_overdrawn(
            wanted in prop::collection::vec((0_u128..3, 0_i64..9_000), 0..8),
            bins in prop::collection::vec((0_u128..3, 0_i64..9_000, any::<bool>()), 0..8),
        ) {
            let wanted: Vec<_> =
                wanted.into_iter().map(|(id, count)| (part(id), thousandths(count))).collect();
            let mut by_part: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for (index, (id, count, primary)) in bins.into_iter().enumerate() {
                let bin = BinStock { bin: format!("A-{index}"), quantity: thousandths(count), primary };
                by_part.entry(part(id)).or_default().push(bin);
            }
            let list = pick_list(&wanted, &by_part).unwrap();
            for id in (0..3).map(part) {
                let sum = |mut counts: Box<dyn Iterator<Item = Quantity> + '_>| {
                    counts.try_fold(Quantity::ZERO, crate::stock::plus).unwrap()
                };
                let want = sum(Box::new(wanted.iter().filter(|want| want.0 == id).map(|want| want.1)));
                let pick = sum(Box::new(list.picks.iter().filter(|pick| pick.part == id).map(|pick| pick.quantity)));
                let miss = sum(Box::new(list.missing.iter().filter(|miss| miss.0 == id).map(|miss| miss.1)));
                prop_assert_eq!(crate::stock::plus(pick, miss).unwrap(), want);
                let there = by_part.get(&id).into_iter().flatten();
                let there = sum(Box::new(there.map(|bin| bin.quantity)));
                prop_assert_eq!(pick, want.min(there));
            }
            for pick in &list.picks {
                let bin = by_part[&pick.part].iter().find(|bin| bin.bin == pick.bin).unwrap();
                prop_assert!(pick.quantity <= bin.quantity && pick.quantity.is_positive());
            }
            prop_assert!(list.picks.is_sorted_by(|a, b| walking_order(&a.bin, &b.bin).is_le()));
        }
    }
}
