//! A shop for tests: who acts, on which day, with which ids, and a story that is replayed at every step.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::ctx::{Approver, FreshIds, ShopRules};
use crate::ids::StaffId;
use crate::ledger::Account;
use crate::money::UnitPrice;
use crate::number::NextNumbers;
use crate::people::Role;
use crate::{Actor, Ctx, Currency, Event, Timestamp};

/// The day every scene begins.
pub(crate) const FIRST_DAY: Date = date(2026, 3, 2);

/// Makes contexts, each with ids of its own.
pub(crate) struct Scene {
    used: Cell<u128>,
    pub today: Cell<Date>,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self {
            used: Cell::new(0),
            today: Cell::new(FIRST_DAY),
        }
    }

    pub(crate) fn ctx(&self, role: Role) -> Ctx {
        self.used.set(self.used.get() + 1);
        let base = (self.used.get() << 80) | 0x8000_0000_0000_0000;
        Ctx {
            now: Timestamp::from_unix_ms(1_772_000_000_000),
            today: self.today.get(),
            actor: Actor::Staff(staff(1)),
            role,
            approver: None,
            ids: FreshIds::new(Uuid::from_u128(base)),
            numbers: NextNumbers::default(),
            shop: Arc::new(shop()),
        }
    }

    /// A clerk for whom someone of this role stands in.
    pub(crate) fn with_approver(&self, role: Role) -> Ctx {
        let approver = Approver {
            staff: staff(9),
            role,
            reason: "I was there".to_owned(),
        };
        Ctx {
            approver: Some(approver),
            ..self.ctx(Role::Clerk)
        }
    }
}

pub(crate) fn staff(serial: u128) -> StaffId {
    StaffId::new(Uuid::from_u128(serial))
}

pub(crate) fn shop() -> ShopRules {
    ShopRules {
        labor_rate: UnitPrice::parse("120").unwrap(),
        location: "main".to_owned(),
        work_statuses: vec!["waiting".to_owned(), "done".to_owned()],
        ..ShopRules::usual(Currency::USD)
    }
}

/// One thing and its story.
pub(crate) struct Story<A: Aggregate> {
    pub state: A,
    id: Uuid,
    told: Vec<(A::Event, Timestamp, Actor)>,
}

impl<A> Story<A>
where
    A: Aggregate + Clone + PartialEq + std::fmt::Debug,
    A::Event: Clone,
{
    pub(crate) fn open(id: Uuid, first: &A::Event, ctx: &Ctx) -> Self {
        Self {
            state: A::open(id, first, ctx.now, &ctx.actor).unwrap(),
            id,
            told: vec![(first.clone(), ctx.now, ctx.actor.clone())],
        }
    }

    /// Applies an event and checks that the whole story still gives the same.
    pub(crate) fn tell(&mut self, event: &A::Event, ctx: &Ctx) {
        self.state.apply(event, ctx.now, &ctx.actor);
        self.told.push((event.clone(), ctx.now, ctx.actor.clone()));
        let story = self.told.iter().map(|(event, at, by)| (event, *at, by));
        let replayed = A::replay(self.id, story);
        assert_eq!(replayed.as_ref(), Some(&self.state), "replay differs");
    }
}

/// Balances of accounts, and a check that every entry balances.
#[derive(Default)]
pub(crate) struct Books(BTreeMap<(Account, Option<Uuid>), i64>);

impl Books {
    pub(crate) fn post(&mut self, events: &[Event]) {
        for event in events {
            let Event::Posted(_, entry) = event else {
                continue;
            };
            let sum: i64 = entry.postings.iter().map(|side| side.amount.minor()).sum();
            assert_eq!(sum, 0, "{entry:?}");
            for side in &entry.postings {
                let key = (side.account, side.owner);
                *self.0.entry(key).or_default() += side.amount.minor();
            }
        }
    }

    /// The balance of an account over all owners, in cents; debit above zero.
    pub(crate) fn balance(&self, account: Account) -> i64 {
        let sides = self.0.iter().filter(|((of, _), _)| *of == account);
        sides.map(|(_, minor)| minor).sum()
    }
}
