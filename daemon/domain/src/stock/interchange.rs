//! Which part stands in for which: numbers that were replaced, and parts that do the same job.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::PartId;
use crate::money::Quantity;

/// Why a link between parts was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InterchangeRefusal {
    /// A part cannot stand in for itself.
    #[error("a part cannot replace itself")]
    Itself(PartId),
    /// The old part was replaced by another one already.
    #[error("the part is already superseded by another one")]
    AlreadySuperseded {
        /// The old part.
        old: PartId,
        /// What replaced it.
        by: PartId,
    },
    /// Following the replacements would come back to where it began.
    #[error("the supersession would go round in a circle")]
    Cycle {
        /// The old part.
        old: PartId,
        /// What should replace it.
        new: PartId,
    },
}

/// Supersession chains: the maker replaced an old number by a new one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Supersessions(BTreeMap<PartId, PartId>);

impl Supersessions {
    /// Notes that `new` replaces `old`. Saying so again changes nothing.
    ///
    /// # Errors
    /// An [`InterchangeRefusal`] that names what is wrong.
    pub fn add(&mut self, old: PartId, new: PartId) -> Result<(), InterchangeRefusal> {
        if old == new {
            return Err(InterchangeRefusal::Itself(old));
        }
        match self.0.get(&old) {
            Some(by) if *by == new => return Ok(()),
            Some(by) => return Err(InterchangeRefusal::AlreadySuperseded { old, by: *by }),
            None => {}
        }
        if self.chain(new).contains(&old) {
            return Err(InterchangeRefusal::Cycle { old, new });
        }
        self.0.insert(old, new);
        Ok(())
    }

    /// Takes back that `old` was replaced.
    pub fn remove(&mut self, old: PartId) {
        self.0.remove(&old);
    }

    /// Returns what replaced the part, step by step; the last is the one to order. Empty when nothing did.
    #[must_use]
    pub fn chain(&self, part: PartId) -> Vec<PartId> {
        std::iter::successors(self.0.get(&part), |new| self.0.get(new))
            .copied()
            .collect()
    }

    /// Returns the newest number of a part: itself, when nothing replaced it.
    #[must_use]
    pub fn latest(&self, part: PartId) -> PartId {
        self.chain(part).last().copied().unwrap_or(part)
    }

    /// Returns every number that came before the part.
    #[must_use]
    pub fn replaced_by(&self, part: PartId) -> BTreeSet<PartId> {
        let olds = self.0.keys().copied();
        olds.filter(|old| self.chain(*old).contains(&part))
            .collect()
    }
}

/// Interchange groups: parts of any brand that do the same job. If one stands in for a second and the second for a
/// third, the first stands in for the third.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Interchange(BTreeMap<PartId, BTreeSet<PartId>>);

impl Interchange {
    /// Notes that two parts, and with them all that stand in for either, do the same job.
    ///
    /// # Errors
    /// [`InterchangeRefusal::Itself`] when they are one part.
    pub fn link(&mut self, one: PartId, other: PartId) -> Result<(), InterchangeRefusal> {
        if one == other {
            return Err(InterchangeRefusal::Itself(one));
        }
        let mut group = self.group(one);
        group.append(&mut self.group(other));
        for member in &group {
            self.0.insert(*member, group.clone());
        }
        Ok(())
    }

    /// Takes a part out of its group; the others stay together.
    pub fn leave(&mut self, part: PartId) {
        for member in self.0.remove(&part).into_iter().flatten() {
            if let Some(group) = self.0.get_mut(&member) {
                group.remove(&part);
            }
        }
    }

    /// Returns the part and all that do the same job.
    #[must_use]
    pub fn group(&self, part: PartId) -> BTreeSet<PartId> {
        match self.0.get(&part) {
            Some(group) => group.clone(),
            None => BTreeSet::from([part]),
        }
    }
}

/// How an alternate is related to the part that was asked for; the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// It replaced the part.
    Newer,
    /// It does the same job.
    Interchange,
    /// The part replaced it.
    Older,
}

/// A part to offer in the place of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alternate {
    /// The part.
    pub part: PartId,
    /// How it is related to what was asked for.
    pub relation: Relation,
    /// How many can be sold now.
    pub available: Quantity,
}

/// Returns what can be offered in the place of a part: those that can be sold now first, then by relation, then
/// those with more in stock.
///
/// Both kinds of link are followed together: what replaced an interchangeable part is interchangeable too.
#[must_use]
pub fn alternates(
    part: PartId,
    supersessions: &Supersessions,
    interchange: &Interchange,
    available: impl Fn(PartId) -> Quantity,
) -> Vec<Alternate> {
    let newer = supersessions.chain(part);
    let older = supersessions.replaced_by(part);
    let mut found = BTreeSet::from([part]);
    let mut open = vec![part];
    while let Some(next) = open.pop() {
        let mut near = interchange.group(next);
        near.extend(supersessions.chain(next));
        near.extend(supersessions.replaced_by(next));
        open.extend(near.into_iter().filter(|near| found.insert(*near)));
    }
    found.remove(&part);
    let alternate = |part| Alternate {
        part,
        relation: if newer.contains(&part) {
            Relation::Newer
        } else if older.contains(&part) {
            Relation::Older
        } else {
            Relation::Interchange
        },
        available: available(part),
    };
    let mut alternates: Vec<_> = found.into_iter().map(alternate).collect();
    alternates.sort_by(|a, b| {
        let has_stock = |one: &Alternate| one.available.is_positive();
        let stock_first = has_stock(b).cmp(&has_stock(a));
        let relation = stock_first.then(a.relation.cmp(&b.relation));
        relation
            .then(b.available.cmp(&a.available))
            .then(a.part.cmp(&b.part))
    });
    alternates
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stock::testing::{part, thousandths};

    fn chain(links: &[(u128, u128)]) -> Supersessions {
        let mut supersessions = Supersessions::default();
        for (old, new) in links {
            supersessions.add(part(*old), part(*new)).unwrap();
        }
        supersessions
    }

    #[test]
    fn the_newest_of_a_chain_is_the_one_to_order() {
        let links = chain(&[(1, 2), (2, 3), (9, 3)]);
        assert_eq!(links.chain(part(1)), [part(2), part(3)]);
        assert_eq!(links.latest(part(1)), part(3));
        assert_eq!(links.latest(part(3)), part(3));
        assert_eq!(links.replaced_by(part(3)), [1, 2, 9].map(part).into());
        assert_eq!(links.replaced_by(part(1)), BTreeSet::new());
    }

    #[test]
    fn a_circle_is_refused() {
        let mut links = chain(&[(1, 2), (2, 3)]);
        let before = links.clone();
        let (old, new) = (part(3), part(1));
        assert_eq!(
            links.add(old, new),
            Err(InterchangeRefusal::Cycle { old, new })
        );
        assert_eq!(links.add(old, old), Err(InterchangeRefusal::Itself(old)));
        let other = Err(InterchangeRefusal::AlreadySuperseded {
            old: part(1),
            by: part(2),
        });
        assert_eq!(links.add(part(1), part(3)), other);
        assert_eq!(links.add(part(1), part(2)), Ok(()));
        assert_eq!(links, before);
        links.remove(part(1));
        assert_eq!(links.add(old, new), Ok(()));
    }

    #[test]
    fn a_part_can_leave_its_group() {
        let mut interchange = Interchange::default();
        interchange.link(part(1), part(2)).unwrap();
        interchange.link(part(2), part(3)).unwrap();
        interchange.leave(part(2));
        assert_eq!(interchange.group(part(1)), [1, 3].map(part).into());
        assert_eq!(interchange.group(part(2)), [2].map(part).into());
        let itself = interchange.link(part(2), part(2));
        assert_eq!(itself, Err(InterchangeRefusal::Itself(part(2))));
    }

    #[test]
    fn what_is_in_stock_comes_first() {
        // 2 replaced 1 and 3 replaced 2; 5 and 6 do the job of 3; 7 replaced 6.
        let links = chain(&[(1, 2), (2, 3), (6, 7)]);
        let mut interchange = Interchange::default();
        interchange.link(part(3), part(5)).unwrap();
        interchange.link(part(6), part(5)).unwrap();
        let stock = BTreeMap::from([(1, 4), (5, 2), (6, 9), (7, -1)]);
        let available = |id: PartId| {
            let found = stock.iter().find(|(key, _)| part(**key) == id);
            thousandths(found.map_or(0, |(_, count)| count * 1000))
        };
        let found = alternates(part(2), &links, &interchange, available);
        let parts: Vec<_> = found.iter().map(|one| (one.part, one.relation)).collect();
        let expected = [
            (6, Relation::Interchange),
            (5, Relation::Interchange),
            (1, Relation::Older),
            (3, Relation::Newer),
            (7, Relation::Interchange),
        ];
        assert_eq!(parts, expected.map(|(id, relation)| (part(id), relation)));
    }

    proptest! {
        #[test]
        fn standing_in_is_mutual_and_carries_over(links in prop::collection::vec((0_u128..12, 0_u128..12), 0..20)) {
            let mut interchange = Interchange::default();
            for (one, other) in links {
                let linked = interchange.link(part(one), part(other));
                prop_assert_eq!(linked.is_ok(), one != other);
                if one != other {
                    prop_assert!(interchange.group(part(one)).contains(&part(other)));
                }
            }
            for id in (0..12).map(part) {
                let group = interchange.group(id);
                prop_assert!(group.contains(&id));
                for member in &group {
                    prop_assert_eq!(&interchange.group(*member), &group);
                }
            }
        }

        #[test]
        fn every_chain_ends(links in prop::collection::vec((0_u128..12, 0_u128..12), 0..40)) {
            let mut supersessions = Supersessions::default();
            for (old, new) in links {
                let before = supersessions.latest(part(new));
                if supersessions.add(part(old), part(new)).is_ok() {
                    prop_assert_eq!(supersessions.latest(part(old)), before);
                }
            }
            for id in (0..12).map(part) {
                let latest = supersessions.latest(id);
                prop_assert_eq!(supersessions.latest(latest), latest);
                prop_assert!(supersessions.chain(id).len() < 12);
            }
        }
    }
}
