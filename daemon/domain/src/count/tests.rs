//! Counts while the shop goes on selling, and the law that exactly the difference is posted.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::catalog::PartEvent;
use crate::ids::{CountId, PartId};
use crate::ledger::Account;
use crate::money::Quantity;
use crate::people::Role;
use crate::scene::{Books, Scene, Story, staff};
use crate::stock::cost::{CostMethod, CostMove, CostState};
use crate::stock::testing::{part, price, quantity, thousandths, usd};
use crate::{Actor, Currency, Event};

struct Room {
    scene: Scene,
    story: Story<Count>,
    books: Books,
}

fn frozen(part_id: u128, book: &str) -> Frozen {
    Frozen {
        part: part(part_id),
        bin: Some(format!("A-{}", 12 - part_id)),
        book: quantity(book),
        unit_cost: price("4"),
    }
}

fn draft() -> CountDraft {
    CountDraft {
        scope: CountScope {
            location: "main".to_owned(),
            ..CountScope::default()
        },
        rules: CountRules {
            tolerance: quantity("1"),
            tolerance_value: usd(1_000),
            recount_by_other: true,
            blind: true,
        },
        lines: vec![frozen(1, "10"), frozen(2, "6"), frozen(10, "3")],
        under_way: Vec::new(),
    }
}

fn cost(on_hand: Quantity) -> CostState {
    let mut state = CostState::new(CostMethod::MovingAverage, Currency::USD, price("4"));
    if on_hand.is_positive() {
        let total = crate::stock::cost::extended(price("4"), on_hand, Currency::USD).unwrap();
        let received = CostMove::Received {
            receipt: None,
            quantity: on_hand,
            total,
        };
        state.apply(&received).unwrap();
    }
    state
}

fn tally(part_id: u128, counted: &str, moved: &str) -> TallyDraft {
    TallyDraft {
        part: part(part_id),
        counted: quantity(counted),
        moved: quantity(moved),
        more: false,
    }
}

impl Room {
    fn new(draft: CountDraft) -> Self {
        let scene = Scene::new();
        let ctx = scene.ctx(Role::Clerk);
        let events = open(draft, &ctx).unwrap();
        let [Event::Count(id, first)] = &events[..] else {
            panic!("{events:?}");
        };
        assert_eq!(first.number().unwrap().to_string(), "C1-K000001");
        Self {
            story: Story::open(id.uuid(), first, &ctx),
            scene,
            books: Books::default(),
        }
    }

    fn by(
        &mut self,
        who: u128,
        role: Role,
        order: &CountOrder,
    ) -> Result<Vec<Event>, CountRefusal> {
        let mut ctx = self.scene.ctx(role);
        ctx.actor = Actor::Staff(staff(who));
        let events = decide(&self.story.state, order, &ctx)?;
        self.books.post(&events);
        for event in &events {
            if let Event::Count(_, event) = event {
                self.story.tell(event, &ctx);
            }
        }
        Ok(events)
    }

    fn tally(&mut self, who: u128, draft: TallyDraft) -> Result<Vec<Event>, CountRefusal> {
        self.by(who, Role::Clerk, &CountOrder::Tally(draft))
    }

    fn state(&self, part_id: u128) -> LineState {
        self.story.state.lines[&part(part_id)].state
    }

    fn post(&mut self, leave_uncounted: bool) -> Result<Vec<Event>, CountRefusal> {
        let costs = [1, 2, 10].map(|id| (part(id), cost(quantity("20"))));
        let order = CountOrder::Post {
            costs: BTreeMap::from(costs),
            leave_uncounted,
        };
        self.by(1, Role::Manager, &order)
    }
}

fn posted(events: &[Event]) -> BTreeMap<PartId, Quantity> {
    let moves = events.iter().filter_map(|event| match event {
        Event::Part(part, PartEvent::Moved(moved)) => {
            moved.reason.check(moved.quantity).unwrap();
            assert_eq!(moved.location, "main");
            Some((*part, moved.quantity))
        }
        _ => None,
    });
    moves.collect()
}

#[test]
fn sales_during_the_count_are_no_difference() {
    let mut room = Room::new(draft());
    // Four of ten were sold before the shelf was counted: six lie there.
    room.tally(1, tally(1, "6", "-4")).unwrap();
    room.tally(2, tally(2, "5", "0")).unwrap();
    room.tally(1, tally(10, "4", "0")).unwrap();
    let events = room.post(false).unwrap();
    let expected = [(part(2), quantity("-1")), (part(10), quantity("1"))];
    assert_eq!(posted(&events), BTreeMap::from(expected));
    assert_eq!(
        room.books.balance(Account::Shrinkage),
        0,
        "one missing, one found"
    );
    assert_eq!(room.story.state.state, CountState::Posted);
    assert_eq!(room.post(false), Err(CountRefusal::Finished));
}

#[test]
fn a_large_difference_is_counted_again_by_another() {
    let mut room = Room::new(draft());
    room.tally(1, tally(1, "7", "0")).unwrap();
    assert_eq!(room.state(1), LineState::Again);
    assert_eq!(room.post(true), Err(CountRefusal::RecountDue(1)));
    assert_eq!(
        room.tally(1, tally(1, "7", "0")),
        Err(CountRefusal::SameCounter(part(1)))
    );
    room.tally(2, tally(1, "8", "0")).unwrap();
    assert_eq!(room.state(1), LineState::Counted, "the second look holds");
    assert_eq!(room.post(false), Err(CountRefusal::Uncounted(2)));
    let events = room.post(true).unwrap();
    assert_eq!(posted(&events), BTreeMap::from([(part(1), quantity("-2"))]));
    assert_eq!(room.books.balance(Account::Shrinkage), 800);
    assert_eq!(room.books.balance(Account::Inventory), -800);
    let Event::Count(
        _,
        CountEvent::Posted {
            uncounted, value, ..
        },
    ) = &events[0]
    else {
        panic!("{events:?}");
    };
    assert_eq!((*uncounted, *value), (2, usd(-800)));
}

#[test]
fn a_difference_of_little_count_and_much_worth_is_counted_again_too() {
    let dear = CountDraft {
        lines: vec![Frozen {
            unit_cost: price("10.01"),
            ..frozen(1, "10")
        }],
        ..draft()
    };
    let mut room = Room::new(dear);
    room.tally(1, tally(1, "9", "0")).unwrap();
    assert_eq!(room.state(1), LineState::Again);
}

#[test]
fn what_lies_in_two_places_is_added_up() {
    let mut room = Room::new(draft());
    room.tally(1, tally(1, "7", "0")).unwrap();
    let more = TallyDraft {
        more: true,
        ..tally(1, "3", "0")
    };
    room.tally(1, more).unwrap();
    assert_eq!(room.state(1), LineState::Counted);
    let line = &room.story.state.lines[&part(1)];
    assert_eq!(line.difference(), Ok(Some(Quantity::ZERO)));
    let again = CountOrder::Recount {
        parts: vec![part(1), part(2)],
    };
    room.by(1, Role::Clerk, &again).unwrap();
    assert_eq!(room.state(1), LineState::Again);
    assert_eq!(room.state(2), LineState::Uncounted);
}

#[test]
fn a_blind_sheet_hides_the_books_and_goes_by_bins() {
    let sheet = Room::new(draft()).story.state.sheet();
    let bins: Vec<_> = sheet
        .iter()
        .map(|line| line.bin.as_deref().unwrap())
        .collect();
    assert_eq!(bins, ["A-2", "A-10", "A-11"]);
    assert!(sheet.iter().all(|line| line.book.is_none()));
    let mut seeing = draft();
    seeing.rules.blind = false;
    let sheet = Room::new(seeing).story.state.sheet();
    assert_eq!(sheet[0].book, Some(quantity("3")));
}

#[test]
fn only_a_manager_posts_and_only_known_costs() {
    let mut room = Room::new(draft());
    assert_eq!(room.post(true), Err(CountRefusal::NothingCounted));
    room.tally(1, tally(1, "9", "0")).unwrap();
    let post = CountOrder::Post {
        costs: BTreeMap::new(),
        leave_uncounted: true,
    };
    assert_eq!(
        room.by(1, Role::Advisor, &post),
        Err(CountRefusal::NeedsRole(Role::Manager))
    );
    assert_eq!(
        room.by(1, Role::Manager, &post),
        Err(CountRefusal::CostUnknown(part(1)))
    );
    let cancel = CountOrder::Cancel {
        reason: "fire drill".to_owned(),
    };
    room.by(1, Role::Clerk, &cancel).unwrap();
    assert_eq!(room.story.state.state, CountState::Canceled);
    assert_eq!(
        room.tally(1, tally(1, "9", "0")),
        Err(CountRefusal::Finished)
    );
}

#[test]
fn a_part_is_in_one_count_at_a_time() {
    let ctx = Scene::new().ctx(Role::Clerk);
    let count = CountId::new(uuid::Uuid::from_u128(5));
    let under_way = vec![OpenCount {
        count,
        parts: BTreeSet::from([part(2)]),
    }];
    let elsewhere = CountRefusal::CountedElsewhere {
        part: part(2),
        count,
    };
    let taken = CountDraft {
        under_way: under_way.clone(),
        ..draft()
    };
    assert_eq!(open(taken, &ctx), Err(elsewhere.clone()));
    let with = |lines| CountDraft { lines, ..draft() };
    assert_eq!(open(with(Vec::new()), &ctx), Err(CountRefusal::Lines));
    let twice = with(vec![frozen(1, "1"), frozen(1, "1")]);
    assert_eq!(open(twice, &ctx), Err(CountRefusal::PartTwice(part(1))));
    let mut wild = draft();
    wild.rules.tolerance = quantity("-1");
    assert_eq!(open(wild, &ctx), Err(CountRefusal::ToleranceNegative));
    let mut room = Room::new(with(vec![frozen(1, "1")]));
    let add = |part_id| CountOrder::Add {
        frozen: frozen(part_id, "0"),
        under_way: under_way.clone(),
    };
    assert_eq!(room.by(1, Role::Clerk, &add(2)), Err(elsewhere));
    assert_eq!(
        room.by(1, Role::Clerk, &add(1)),
        Err(CountRefusal::PartTwice(part(1)))
    );
    assert_eq!(
        room.tally(1, tally(3, "1", "0")),
        Err(CountRefusal::NotOnList(part(3)))
    );
    room.by(1, Role::Clerk, &add(3)).unwrap();
    room.tally(1, tally(3, "1", "0")).unwrap();
    assert_eq!(
        room.tally(1, tally(3, "-1", "0")),
        Err(CountRefusal::CountedNegative)
    );
}

proptest! {
    /// Whatever is sold before and after a shelf is counted: posting brings the books to what lies there.
    #[test]
    fn after_posting_the_books_say_what_lies_there(
        lines in prop::collection::vec((0_i64..20, 0_i64..20, -5_i64..6, -5_i64..6), 1..8),
    ) {
        let pieces = |count: i64| thousandths(count * 1_000);
        let list: Vec<_> = (1_u128..).zip(&lines).map(|(id, (book, ..))| Frozen {
            book: pieces(*book),
            ..frozen(id, "0")
        }).collect();
        let mut open = draft();
        open.lines = list;
        open.rules.tolerance = quantity("1000");
        open.rules.tolerance_value = usd(1_000_000);
        let mut room = Room::new(open);
        let mut costs = BTreeMap::new();
        for (id, (book, truth, before, after)) in (1_u128..).zip(&lines) {
            let counted = (truth + before).max(0);
            let draft = TallyDraft { part: part(id), counted: pieces(counted), moved: pieces(*before), more: false };
            room.tally(1, draft).unwrap();
            costs.insert(part(id), cost(pieces(book + before + after)));
        }
        let events = room.by(1, Role::Manager, &CountOrder::Post { costs, leave_uncounted: false }).unwrap();
        let moves = posted(&events);
        for (id, (book, truth, before, after)) in (1_u128..).zip(&lines) {
            let counted = (truth + before).max(0);
            let moved = moves.get(&part(id)).map_or(Quantity::ZERO, |quantity| *quantity);
            let books = pieces(book + before + after).decimal() + moved.decimal();
            prop_assert_eq!(books, pieces(counted + after).decimal());
        }
        prop_assert_eq!(room.books.balance(Account::Inventory), -room.books.balance(Account::Shrinkage));
    }
}
