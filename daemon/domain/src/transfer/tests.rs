//! Transfers from the request to the last piece, and the law that none is lost on the way.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::catalog::PartEvent;
use crate::ids::PartId;
use crate::ledger::Account;
use crate::money::{Quantity, UnitPrice};
use crate::people::Role;
use crate::scene::{Books, Scene, Story};
use crate::stock::cost::{CostMethod, CostMove, CostState};
use crate::stock::level::{StockLevels, deltas};
use crate::stock::testing::{part, price, quantity, usd};
use crate::{Currency, Event};

/// Two shelves of parts and a transfer between them.
struct Yard {
    scene: Scene,
    story: Story<Transfer>,
    levels: BTreeMap<PartId, StockLevels>,
    books: Books,
}

fn wanted(part_id: u128, count: &str) -> Wanted {
    let (part, quantity) = (part(part_id), quantity(count));
    Wanted { part, quantity }
}

fn moved(part_id: u128, count: &str) -> Moved {
    let (part, quantity) = (part(part_id), quantity(count));
    Moved { part, quantity }
}

fn draft() -> TransferDraft {
    TransferDraft {
        from: "main".to_owned(),
        to: "south".to_owned(),
        lines: vec![wanted(1, "5"), wanted(2, "2.5")],
        note: None,
    }
}

fn costs() -> BTreeMap<PartId, CostState> {
    let state = || {
        let mut state = CostState::new(CostMethod::MovingAverage, Currency::USD, price("4"));
        let (receipt, quantity, total) = (None, quantity("10"), usd(4_000));
        let received = CostMove::Received {
            receipt,
            quantity,
            total,
        };
        state.apply(&received).unwrap();
        state
    };
    BTreeMap::from([(part(1), state()), (part(2), state())])
}

impl Yard {
    fn new() -> Self {
        let scene = Scene::new();
        let ctx = scene.ctx(Role::Clerk);
        let events = open(draft(), &ctx).unwrap();
        let [Event::Transfer(id, first)] = &events[..] else {
            panic!("{events:?}");
        };
        assert_eq!(first.number().unwrap().to_string(), "C1-X000001");
        let mut levels = BTreeMap::new();
        for id in [part(1), part(2)] {
            let mut of_part = StockLevels::default();
            let delta = crate::stock::LevelDelta::on_hand(quantity("10"));
            of_part.apply("main", &delta).unwrap();
            levels.insert(id, of_part);
        }
        let story = Story::open(id.uuid(), first, &ctx);
        let books = Books::default();
        Self {
            scene,
            story,
            levels,
            books,
        }
    }

    fn on_hand(&self, part: PartId, location: &str) -> Quantity {
        let level = self.levels[&part].at(location);
        level.map_or(Quantity::ZERO, |level| level.on_hand)
    }

    fn in_transit(&self, part: PartId) -> Quantity {
        let level = self.levels[&part].at("south");
        level.map_or(Quantity::ZERO, |level| level.in_transit)
    }

    fn order(&mut self, order: &TransferOrder, role: Role) -> Result<Vec<Event>, TransferRefusal> {
        let ctx = self.scene.ctx(role);
        let events = decide(&self.story.state, order, &ctx)?;
        self.books.post(&events);
        for event in &events {
            match event {
                Event::Transfer(_, event) => self.story.tell(event, &ctx),
                Event::Part(part, PartEvent::Moved(moved)) => {
                    moved.reason.check(moved.quantity).unwrap();
                    for (location, delta) in deltas(&moved.location, moved.quantity, &moved.reason)
                    {
                        let levels = self.levels.get_mut(part).unwrap();
                        levels.apply(&location, &delta).unwrap();
                    }
                }
                Event::Posted(..) => {}
                _ => panic!("{event:?}"),
            }
        }
        Ok(events)
    }

    fn send(&mut self, lines: Vec<Moved>) -> Result<Vec<Event>, TransferRefusal> {
        let on_hand = [part(1), part(2)].map(|part| (part, self.on_hand(part, "main")));
        let order = TransferOrder::Send {
            lines,
            on_hand: BTreeMap::from(on_hand),
            unit_costs: BTreeMap::<PartId, UnitPrice>::new(),
        };
        self.order(&order, Role::Clerk)
    }

    fn receive(&mut self, lines: Vec<Moved>) -> Result<Vec<Event>, TransferRefusal> {
        let unit_costs = BTreeMap::new();
        self.order(&TransferOrder::Receive { lines, unit_costs }, Role::Clerk)
    }

    fn check(&self) {
        let lost = |part| {
            self.story
                .state
                .line(part)
                .map_or(Quantity::ZERO, |l| l.missing)
        };
        for part in [part(1), part(2)] {
            let shelves = ["main", "south"].map(|place| self.on_hand(part, place).decimal());
            let sum = shelves[0] + shelves[1] + self.in_transit(part).decimal();
            assert_eq!(sum + lost(part).decimal(), quantity("10").decimal());
            let line = self.story.state.line(part).unwrap();
            assert_eq!(line.in_transit(), Ok(self.in_transit(part)));
            assert!(
                self.levels[&part]
                    .at("south")
                    .is_none_or(|l| l.fault().is_none())
            );
        }
    }
}

#[test]
fn goods_leave_in_parts_arrive_in_parts_and_count_once() {
    let mut yard = Yard::new();
    assert_eq!(
        yard.receive(vec![moved(1, "1")]),
        Err(TransferRefusal::NotSent)
    );
    yard.send(vec![moved(1, "5")]).unwrap();
    yard.check();
    assert_eq!(yard.in_transit(part(1)), quantity("5"));
    yard.receive(vec![moved(1, "3")]).unwrap();
    yard.check();
    assert_eq!(yard.story.state.state, TransferState::Received);
    let too_many = TransferRefusal::MoreThanSent {
        part: part(1),
        asked: quantity("3"),
        in_transit: quantity("2"),
    };
    assert_eq!(yard.receive(vec![moved(1, "3")]), Err(too_many));
    yard.receive(vec![moved(1, "2")]).unwrap();
    let state = yard.story.state.state;
    assert_eq!(state, TransferState::Received, "the other part is to come");
    yard.send(vec![moved(2, "2.5")]).unwrap();
    yard.receive(vec![moved(2, "2.5")]).unwrap();
    yard.check();
    assert_eq!(yard.story.state.state, TransferState::Closed);
    assert_eq!(yard.on_hand(part(1), "south"), quantity("5"));
    assert_eq!(yard.books.balance(Account::Inventory), 0);
    assert_eq!(
        yard.send(vec![moved(1, "1")]),
        Err(TransferRefusal::Finished)
    );
}

#[test]
fn what_never_arrives_is_written_off_by_a_manager() {
    let mut yard = Yard::new();
    yard.send(vec![moved(1, "5")]).unwrap();
    yard.receive(vec![moved(1, "3")]).unwrap();
    let close = |write_off| TransferOrder::Close { write_off };
    assert_eq!(
        yard.order(&close(None), Role::Manager),
        Err(TransferRefusal::NotArrived(quantity("2")))
    );
    let written = |costs| Written {
        costs,
        reason: "fell off the van".to_owned(),
    };
    let good = close(Some(written(costs())));
    assert_eq!(
        yard.order(&good, Role::Advisor),
        Err(TransferRefusal::NeedsRole(Role::Manager))
    );
    assert_eq!(
        yard.order(&close(Some(written(BTreeMap::new()))), Role::Manager),
        Err(TransferRefusal::CostUnknown(part(1)))
    );
    let ctx = yard.scene.with_approver(Role::Manager);
    let events = decide(&yard.story.state, &good, &ctx).unwrap();
    let Event::Transfer(
        _,
        TransferEvent::Closed {
            approved_by, loss, ..
        },
    ) = &events[0]
    else {
        panic!("{events:?}");
    };
    assert_eq!(
        (*approved_by, *loss),
        (Some(crate::scene::staff(9)), usd(800))
    );
    yard.order(&good, Role::Manager).unwrap();
    yard.check();
    assert_eq!(yard.books.balance(Account::Shrinkage), 800);
    assert_eq!(yard.books.balance(Account::Inventory), -800);
    assert_eq!(yard.on_hand(part(1), "south"), quantity("3"));
    assert_eq!(yard.in_transit(part(1)), Quantity::ZERO);
    assert_eq!(
        yard.story.state.line(part(1)).unwrap().missing,
        quantity("2")
    );
}

#[test]
fn only_what_has_not_left_is_canceled() {
    let cancel = TransferOrder::Cancel {
        reason: "not needed".to_owned(),
    };
    let mut yard = Yard::new();
    assert_eq!(
        yard.order(&TransferOrder::Close { write_off: None }, Role::Manager),
        Err(TransferRefusal::NotSent)
    );
    yard.order(&cancel, Role::Clerk).unwrap();
    assert_eq!(yard.story.state.state, TransferState::Canceled);
    let mut yard = Yard::new();
    yard.send(vec![moved(1, "1")]).unwrap();
    assert_eq!(
        yard.order(&cancel, Role::Manager),
        Err(TransferRefusal::AlreadySent)
    );
    let more = TransferRefusal::MoreThanOnHand {
        part: part(1),
        location: "main".to_owned(),
        asked: quantity("10"),
        on_hand: quantity("9"),
    };
    assert_eq!(yard.send(vec![moved(1, "10")]), Err(more));
    assert_eq!(
        yard.send(vec![moved(3, "1")]),
        Err(TransferRefusal::NotOnTransfer(part(3)))
    );
}

#[test]
fn a_draft_that_goes_nowhere_is_refused() {
    let ctx = Scene::new().ctx(Role::Clerk);
    let same = TransferDraft {
        to: " main ".to_owned(),
        ..draft()
    };
    assert_eq!(open(same, &ctx), Err(TransferRefusal::SameLocation));
    let with = |lines| TransferDraft { lines, ..draft() };
    assert_eq!(open(with(Vec::new()), &ctx), Err(TransferRefusal::Lines));
    let twice = with(vec![wanted(1, "1"), wanted(1, "2")]);
    assert_eq!(open(twice, &ctx), Err(TransferRefusal::PartTwice(part(1))));
    let nothing = with(vec![wanted(1, "0")]);
    assert_eq!(
        open(nothing, &ctx),
        Err(TransferRefusal::QuantityNotPositive)
    );
}

proptest! {
    #[test]
    fn stock_is_conserved_over_any_transfer(
        steps in prop::collection::vec((0_u8..8, 1_u128..3, 1_i64..6_000), 0..20),
    ) {
        let mut yard = Yard::new();
        for (step, part_id, count) in steps {
            let line = vec![Moved {
                part: part(part_id),
                quantity: crate::stock::testing::thousandths(count),
            }];
            let _ = match step {
                0..=2 => yard.send(line),
                3..=6 => yard.receive(line),
                _ => {
                    let reason = "gone".to_owned();
                    let write_off = Some(Written { costs: costs(), reason });
                    yard.order(&TransferOrder::Close { write_off }, Role::Manager)
                }
            };
            yard.check();
        }
    }
}
