//! Discounts on a line, its job and its ticket together are held to the limit of whoever gives them.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::fixture::{Counter, change, part_draft, set_quantity, usd, uuid};
use crate::ctx::Approver;
use crate::discount::{Discount, DiscountOff, ReimbursedBy};
use crate::ids::{LineId, StaffId, TicketJobId};
use crate::limits::{Limits, RoleLimits, usual};
use crate::money::Rate;
use crate::people::Role;
use crate::ticket::{JobChange, JobDraft, LineChange, LineDraft, TicketEvent, TicketOrder};
use crate::{Event, Refusal};

/// A counter whose clerks may take 15 % off, and sell below cost.
fn clerks() -> Counter {
    let mut counter = Counter::new();
    let clerk = RoleLimits {
        discount_max: Decimal::new(15, 2),
        sell_below_cost: true,
        ..usual(Role::Clerk)
    };
    counter.rules.limits = Limits::default().with([(Role::Clerk, clerk)]);
    counter.role = Role::Clerk;
    counter
}

fn discount(off: DiscountOff) -> Discount {
    Discount {
        off,
        reason: "regular".to_owned(),
        reimbursed_by: ReimbursedBy::None,
    }
}

fn percent(percent: i64) -> Discount {
    let rate = Rate::try_new(Decimal::new(percent, 2)).unwrap();
    discount(DiscountOff::Percent(rate))
}

fn on_line(line: LineId, discount: Option<Discount>) -> TicketOrder {
    let wish = LineChange {
        discount: Some(discount),
        ..LineChange::default()
    };
    change(line, wish)
}

fn on_job(job: TicketJobId, discount: Option<Discount>) -> TicketOrder {
    let change = Box::new(JobChange {
        discount: Some(discount),
        ..JobChange::default()
    });
    TicketOrder::ChangeJob { job, change }
}

fn add_job(counter: &mut Counter) -> TicketJobId {
    let draft = JobDraft {
        title: "Brakes".to_owned(),
        ..JobDraft::default()
    };
    counter.order(&TicketOrder::AddJob(draft)).unwrap();
    counter.ticket.jobs.last().unwrap().id
}

fn add_part(price: &str, job: Option<TicketJobId>) -> TicketOrder {
    let draft = LineDraft {
        job,
        ..LineDraft::default()
    };
    TicketOrder::AddPart(Box::new(part_draft("1", price)), draft)
}

fn needs(percent: &str) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::NeedsApproval(format!("a discount of {percent} %")))
}

#[test]
fn two_discounts_do_not_pass_one_limit() {
    let mut counter = clerks();
    let job = add_job(&mut counter);
    counter.order(&add_part("100", Some(job))).unwrap();
    let line = counter.ticket.lines[0].id;
    counter.order(&on_line(line, Some(percent(10)))).unwrap();
    let ticket = TicketOrder::SetDiscount(Some(percent(10)));
    assert_eq!(counter.order(&on_job(job, Some(percent(10)))), needs("19"));
    assert_eq!(counter.order(&ticket), needs("19"));
    // 10 % and then 5 % of the rest are 14.5 %.
    counter.order(&on_job(job, Some(percent(5)))).unwrap();
    counter.order(&set_quantity(line, "3")).unwrap();
    counter.approver = Some(Approver {
        staff: StaffId::new(uuid(2)),
        role: Role::Manager,
        reason: "old customer".to_owned(),
    });
    let events = counter.order(&ticket).unwrap();
    let Event::Ticket(_, TicketEvent::Overridden { what, .. }) = &events[0] else {
        panic!("nobody stood in: {events:?}")
    };
    assert!(what.starts_with("a discount of 23"), "{what}");
    // What was given may stay, and giving less asks nobody.
    counter.approver = None;
    counter.order(&set_quantity(line, "4")).unwrap();
    counter.order(&on_job(job, None)).unwrap();
}

#[test]
fn a_line_comes_under_one_discount_but_not_under_two() {
    let mut counter = clerks();
    let job = add_job(&mut counter);
    counter.order(&add_part("100", None)).unwrap();
    let ticket = TicketOrder::SetDiscount(Some(percent(10)));
    counter.order(&ticket).unwrap();
    counter.order(&on_job(job, Some(percent(10)))).unwrap();
    counter.order(&add_part("50", None)).unwrap();
    assert_eq!(counter.order(&add_part("50", Some(job))), needs("19"));
}

#[test]
fn taking_lines_off_makes_no_larger_share_of_an_amount() {
    let mut counter = clerks();
    counter.order(&add_part("90", None)).unwrap();
    counter.order(&add_part("10", None)).unwrap();
    let five = discount(DiscountOff::Amount(usd(500)));
    counter
        .order(&TicketOrder::SetDiscount(Some(five)))
        .unwrap();
    let line = counter.ticket.lines[0].id;
    assert_eq!(
        counter.order(&TicketOrder::RemoveLine { line }),
        needs("50")
    );
}

/// What a clerk tries, by place.
#[derive(Clone, Debug)]
enum Try {
    Part {
        cents: i64,
        in_job: bool,
    },
    Line {
        place: usize,
        off: Option<DiscountOff>,
    },
    Job(Option<DiscountOff>),
    Ticket(Option<DiscountOff>),
    Count {
        place: usize,
        count: i64,
    },
    Remove {
        place: usize,
    },
    Move {
        place: usize,
        in_job: bool,
    },
}

fn offs() -> impl Strategy<Value = Option<DiscountOff>> {
    let percent = (1_i64..30).prop_map(|hundredths| {
        DiscountOff::Percent(Rate::try_new(Decimal::new(hundredths, 2)).unwrap())
    });
    let amount = (1_i64..3_000).prop_map(|minor| DiscountOff::Amount(usd(minor)));
    proptest::option::weighted(0.8, prop_oneof![percent, amount])
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        (1_i64..20_000, any::<bool>()).prop_map(|(cents, in_job)| Try::Part { cents, in_job }),
        (0_usize..4, offs()).prop_map(|(place, off)| Try::Line { place, off }),
        offs().prop_map(Try::Job),
        offs().prop_map(Try::Ticket),
        (0_usize..4, 1_i64..9).prop_map(|(place, count)| Try::Count { place, count }),
        (0_usize..4).prop_map(|place| Try::Remove { place }),
        (0_usize..4, any::<bool>()).prop_map(|(place, in_job)| Try::Move { place, in_job }),
    ]
}

proptest! {
    /// Whatever a clerk does alone, in whatever order, no line ever has more than 15 % off, but for what rounding adds.
    #[test]
    fn no_line_has_more_off_than_whoever_gave_it_may(
        tries in prop::collection::vec(tries(), 1..24)
    ) {
        let mut counter = clerks();
        let job = add_job(&mut counter);
        let cut = |off: Option<DiscountOff>| off.map(discount);
        for tried in tries {
            let at = |place: usize| counter.ticket.lines.get(place).map(|line| line.id);
            let order = match tried {
                Try::Part { cents, in_job } => {
                    let price = Decimal::new(cents, 2).to_string();
                    Some(add_part(&price, in_job.then_some(job)))
                }
                Try::Line { place, off } => at(place).map(|line| on_line(line, cut(off))),
                Try::Job(off) => Some(on_job(job, cut(off))),
                Try::Ticket(off) => Some(TicketOrder::SetDiscount(cut(off))),
                Try::Count { place, count } => {
                    at(place).map(|line| set_quantity(line, &count.to_string()))
                }
                Try::Remove { place } => at(place).map(|line| TicketOrder::RemoveLine { line }),
                Try::Move { place, in_job } => at(place).map(|line| {
                    let job = Some(in_job.then_some(job));
                    change(line, LineChange { job, ..LineChange::default() })
                }),
            };
            let refused = order.and_then(|order| counter.order(&order).err());
            let expected = matches!(refused, None | Some(Refusal::NeedsApproval(_)));
            prop_assert!(expected, "{refused:?}");
            for net in counter.ticket.nets().unwrap() {
                let taken = net.gross.minor() - net.net.minor();
                let most = net.gross.minor() * 15 / 100 + 4;
                prop_assert!(taken <= most, "{taken} of {}", net.gross);
            }
        }
    }
}
