//! Discounts and who may give them, fees, deposits on old parts, kits, serial numbers.

use super::fixture::{
    Counter, california, cash, change, part_draft, price, quantity, set_quantity, shop_rules, usd,
    uuid, vehicle,
};
use crate::charges::{
    ChargeClass, ChargeRules, FeeBasis, FeeKind, FeeRule, SuppliesPer, SuppliesRule, Trigger,
};
use crate::ctx::Approver;
use crate::discount::{Discount, DiscountOff, ReimbursedBy};
use crate::ids::{LineId, PartId, StaffId, TicketJobId};
use crate::ledger::Account;
use crate::money::Rate;
use crate::people::Role;
use crate::tax::TaxClass;
use crate::ticket::{
    Component, JobChange, JobDraft, LineChange, LineDraft, LineKind, PartDraft, PayType,
    TicketEvent, TicketOrder, TicketStatus,
};
use crate::{Currency, Event, Refusal};

fn off(off: DiscountOff) -> Discount {
    Discount {
        off,
        reason: "regular".to_owned(),
        reimbursed_by: ReimbursedBy::None,
    }
}

fn percent(rate: &str) -> Discount {
    off(DiscountOff::Percent(Rate::parse(rate).unwrap()))
}

fn on_line(line: LineId, discount: Discount) -> TicketOrder {
    let discount = Some(Some(discount));
    change(
        line,
        LineChange {
            discount,
            ..LineChange::default()
        },
    )
}

fn on_job(job: TicketJobId, discount: Discount) -> TicketOrder {
    let change = Box::new(JobChange {
        discount: Some(Some(discount)),
        ..JobChange::default()
    });
    TicketOrder::ChangeJob { job, change }
}

fn sell(counter: &mut Counter, part: PartDraft, draft: LineDraft) -> LineId {
    let order = TicketOrder::AddPart(Box::new(part), draft);
    let events = counter.order(&order).unwrap();
    let added = events.iter().find_map(|event| match event {
        Event::Ticket(_, TicketEvent::LineAdded(line)) => Some(line.id),
        _ => None,
    });
    added.unwrap()
}

fn job(counter: &mut Counter) -> TicketJobId {
    let draft = JobDraft {
        title: "Brakes".to_owned(),
        ..JobDraft::default()
    };
    counter.order(&TicketOrder::AddJob(draft)).unwrap();
    counter.ticket.jobs.last().unwrap().id
}

fn on(job: TicketJobId) -> LineDraft {
    LineDraft {
        job: Some(job),
        ..LineDraft::default()
    }
}

fn manager() -> Option<Approver> {
    Some(Approver {
        staff: StaffId::new(uuid(2)),
        role: Role::Manager,
        reason: "old customer".to_owned(),
    })
}

/// The order of tax law: the line's discount, the job's, the ticket's, then tax on what is left.
#[test]
fn line_then_job_then_ticket_then_tax() {
    let mut counter = Counter::new();
    let job = job(&mut counter);
    let first = sell(&mut counter, part_draft("1", "100"), on(job));
    sell(&mut counter, part_draft("1", "50"), on(job));
    counter.add_part("1", "20");
    counter.order(&on_line(first, percent("0.10"))).unwrap();
    let fourteen = off(DiscountOff::Amount(usd(1_400)));
    counter.order(&on_job(job, fourteen)).unwrap();
    let ticket = TicketOrder::SetDiscount(Some(percent("0.05")));
    counter.order(&ticket).unwrap();
    let nets = counter.ticket.nets().unwrap();
    let nets: Vec<i64> = nets.iter().map(|net| net.net.minor()).collect();
    assert_eq!(nets, [7_695, 4_275, 1_900]);
    let totals = counter.totals();
    assert_eq!((totals.parts, totals.discounts), (usd(17_000), usd(3_130)));
    assert_eq!((totals.tax, totals.total), (usd(1_144), usd(15_014)));
    assert_eq!(counter.order(&ticket), Ok(Vec::new()), "said already");
    counter.order(&TicketOrder::SetDiscount(None)).unwrap();
    assert_eq!(counter.totals().subtotal, usd(14_600));
}

#[test]
fn a_role_gives_what_it_may_and_a_manager_stands_in_for_more() {
    let mut counter = Counter::new();
    let job = job(&mut counter);
    let line = sell(&mut counter, part_draft("1", "100"), on(job));
    counter.role = Role::Clerk;
    let orders = |discount: &Discount| {
        [
            on_line(line, discount.clone()),
            on_job(job, discount.clone()),
            TicketOrder::SetDiscount(Some(discount.clone())),
        ]
    };
    let eleven = [percent("0.11"), off(DiscountOff::Amount(usd(1_100)))];
    for order in eleven.iter().flat_map(&orders) {
        let needs = Refusal::NeedsApproval("a discount of 11 %".to_owned());
        assert_eq!(counter.order(&order), Err(needs), "{order:?}");
    }
    // One at a time: together they are held to the same limit.
    let none = || {
        let line_off = LineChange {
            discount: Some(None),
            ..LineChange::default()
        };
        let job_off = Box::new(JobChange {
            discount: Some(None),
            ..JobChange::default()
        });
        let change_job = TicketOrder::ChangeJob {
            job,
            change: job_off,
        };
        [
            change(line, line_off),
            change_job,
            TicketOrder::SetDiscount(None),
        ]
    };
    for order in orders(&percent("0.10")) {
        counter.order(&order).unwrap();
        for off in none() {
            counter.order(&off).unwrap();
        }
    }
    for order in orders(&percent("0.11")) {
        counter.approver = None;
        for off in none() {
            counter.order(&off).unwrap();
        }
        counter.approver = manager();
        let events = counter.order(&order).unwrap();
        let Event::Ticket(_, TicketEvent::Overridden { by, what, reason }) = &events[0] else {
            panic!("nobody stood in: {events:?}")
        };
        assert_eq!(*by, StaffId::new(uuid(2)));
        assert_eq!((&**what, &**reason), ("a discount of 11 %", "old customer"));
    }
    // Saying what it reads, or selling more of it, gives no more away.
    counter.approver = None;
    counter.order(&set_quantity(line, "2")).unwrap();
    counter.approver = manager();
    counter.approver.as_mut().unwrap().reason = " ".to_owned();
    let field = "reason";
    let order = on_line(line, percent("0.5"));
    assert_eq!(counter.order(&order), Err(Refusal::TextEmpty { field }));
}

#[test]
fn an_amount_is_measured_by_the_lines_it_reaches() {
    let mut counter = Counter::new();
    counter.add_part("1", "10");
    let fee = TicketOrder::AddFee {
        description: "Towing".to_owned(),
        class: TaxClass::FeeShop,
        price: price("990"),
        draft: LineDraft::default(),
    };
    counter.order(&fee).unwrap();
    counter.role = Role::Clerk;
    let five = TicketOrder::SetDiscount(Some(off(DiscountOff::Amount(usd(500)))));
    let needs = Refusal::NeedsApproval("a discount of 50 %".to_owned());
    assert_eq!(counter.order(&five), Err(needs));
}

#[test]
fn nothing_is_sold_below_cost_by_whoever_may_not() {
    let needs = || Err(Refusal::NeedsApproval("selling below cost".to_owned()));
    let mut counter = Counter::new();
    counter.role = Role::Advisor;
    // It cost 3.50.
    let order = super::fixture::add_part("1", "3.49");
    assert_eq!(counter.order(&order), needs());
    let line = counter.add_part("2", "3.60");
    let tenth = percent("0.10");
    assert_eq!(counter.order(&on_line(line, tenth.clone())), needs());
    let ticket = TicketOrder::SetDiscount(Some(tenth.clone()));
    assert_eq!(counter.order(&ticket), needs());
    let cheaper = LineChange {
        unit_price: Some(price("3")),
        ..LineChange::default()
    };
    assert_eq!(counter.order(&change(line, cheaper)), needs());
    // What the maker pays back counts.
    let coupon = Discount {
        reimbursed_by: ReimbursedBy::Manufacturer,
        ..tenth
    };
    counter.order(&on_line(line, coupon)).unwrap();
    counter.approver = manager();
    counter.order(&ticket).unwrap();
    counter.approver = None;
    counter.add_part("1", "100");
    assert_eq!(counter.ticket.lines.len(), 2, "sold below cost before");
}

#[test]
fn who_pays_and_at_which_price_is_not_everyones_to_say() {
    let mut counter = Counter::new();
    let line = counter.add_part("1", "10");
    counter.role = Role::Clerk;
    let pay = Err(Refusal::NeedsApproval(
        "changing who pays for a line".to_owned(),
    ));
    let internal = LineDraft {
        pay: PayType::Internal,
        ..LineDraft::default()
    };
    let part = TicketOrder::AddPart(Box::new(part_draft("1", "10")), internal.clone());
    let labor = super::fixture::labor_draft("Wash", "1");
    let labor = TicketOrder::AddLabor(Box::new(labor), internal);
    let changed = LineChange {
        pay: Some(PayType::Warranty),
        ..LineChange::default()
    };
    for order in [part, labor, change(line, changed)] {
        assert_eq!(counter.order(&order), pay);
    }
    counter.role = Role::Technician;
    let by_hand = Err(Refusal::NeedsApproval("setting a price by hand".to_owned()));
    let dearer = LineChange {
        unit_price: Some(price("11")),
        ..LineChange::default()
    };
    assert_eq!(counter.order(&change(line, dearer)), by_hand);
    let draft = PartDraft {
        unit_price: Some(price("11")),
        ..part_draft("1", "10")
    };
    let order = TicketOrder::AddPart(Box::new(draft), LineDraft::default());
    assert_eq!(counter.order(&order), by_hand);
}

fn fees() -> ChargeRules {
    let citation = "Cal. Pub. Res. Code 42885".to_owned();
    ChargeRules {
        currency: Currency::USD,
        fees: vec![FeeRule {
            code: "tire".to_owned(),
            name: "Tire fee".to_owned(),
            kind: FeeKind::Mandated { citation },
            trigger: Trigger {
                tags: vec!["tire".to_owned()],
                ..Trigger::default()
            },
            basis: FeeBasis::PerUnit,
            amount: price("1.75"),
            tax_class: "fee_mandated".to_owned(),
        }],
        supplies: vec![SuppliesRule {
            code: "supplies".to_owned(),
            name: "Shop supplies".to_owned(),
            percents: [(ChargeClass::Labor, Rate::parse("0.05").unwrap())].into(),
            excluded_categories: Vec::new(),
            min: None,
            max: Some(usd(1_000)),
            per: SuppliesPer::Ticket,
            sentence: None,
            tax_class: "supplies".to_owned(),
        }],
    }
}

pub(super) fn tire_counter() -> Counter {
    let mut rules = shop_rules();
    rules.charges = fees();
    Counter::with(rules, Some(vehicle()))
}

pub(super) fn tires(count: &str) -> PartDraft {
    let mut draft = part_draft(count, "100");
    draft.part.tags = vec!["tire".to_owned()];
    draft
}

#[test]
fn fees_and_supplies_follow_the_lines() {
    let mut counter = tire_counter();
    let line = sell(&mut counter, tires("4"), LineDraft::default());
    let labor = counter.add_labor("1");
    let amounts = |counter: &Counter| -> Vec<i64> {
        let charges = counter.ticket.charges.iter();
        charges.map(|c| c.charge.amount.minor()).collect()
    };
    assert_eq!(amounts(&counter), [700, 625]);
    assert_eq!(counter.totals().fees, usd(1_325));
    let ids: Vec<LineId> = counter.ticket.charges.iter().map(|c| c.id).collect();
    counter.order(&set_quantity(line, "2")).unwrap();
    counter.order(&set_quantity(labor, "8")).unwrap();
    assert_eq!(amounts(&counter), [350, 1_000], "capped");
    let now: Vec<LineId> = counter.ticket.charges.iter().map(|c| c.id).collect();
    assert_eq!(now, ids, "a charge keeps its id");
    // Supplies are worked out on what discounts leave: 5 % of half of 125.
    counter.order(&set_quantity(labor, "1")).unwrap();
    counter.order(&on_line(labor, percent("0.5"))).unwrap();
    assert_eq!(amounts(&counter), [350, 313]);
    let total = counter.totals().total.minor();
    counter.order(&cash(total)).unwrap();
    assert_eq!(counter.balance_of_all(Account::FeesPayable), -350);
    assert_eq!(counter.balance_of_all(Account::SalesFees), -313);

    let mut counter = tire_counter();
    let line = sell(&mut counter, tires("4"), LineDraft::default());
    counter.order(&TicketOrder::RemoveLine { line }).unwrap();
    assert_eq!(counter.totals().total, usd(0), "no line, no fee");
    assert!(counter.ticket.charges.is_empty() && counter.ticket.line_taxes.is_empty());
}

pub(super) fn battery(in_hand: bool) -> PartDraft {
    let mut draft = part_draft("1", "47");
    draft.part.core = Some(price("7"));
    draft.core_in_hand = in_hand;
    draft
}

/// California: the battery at 54 with its core of 7 is taxed whole, and the tax stays when the old one is handed in.
#[test]
fn the_deposit_on_an_old_part_with_and_without_it_in_hand() {
    let mut counter = Counter::new();
    counter.tax_rule = california;
    sell(&mut counter, battery(true), LineDraft::default());
    let totals = counter.totals();
    assert_eq!((totals.cores, totals.tax), (usd(0), usd(378)));
    assert_eq!(totals.total, usd(5_078));
    assert_eq!(counter.ticket.lines.len(), 3, "both are printed");
    counter.order(&cash(5_078)).unwrap();
    assert_eq!(counter.balance_of_all(Account::CoreLiability), 0);

    let mut counter = Counter::new();
    counter.tax_rule = california;
    sell(&mut counter, battery(false), LineDraft::default());
    assert_eq!(counter.totals().total, usd(5_778));
    let LineKind::Core { core, .. } = counter.ticket.lines[1].kind else {
        panic!("no deposit")
    };
    counter.order(&cash(5_778)).unwrap();
    let owed = counter.balance(Account::CoreLiability, Some(core.uuid()));
    assert_eq!(owed, -700);
}

#[test]
fn a_deposit_follows_its_part() {
    let mut counter = Counter::new();
    let line = sell(&mut counter, battery(true), LineDraft::default());
    let core = counter.ticket.lines[1].id;
    let follows = Err(Refusal::CoreFollowsPart(core));
    assert_eq!(counter.order(&set_quantity(core, "2")), follows);
    let remove = |line| TicketOrder::RemoveLine { line };
    assert_eq!(counter.order(&remove(core)), follows);
    let events = counter.order(&set_quantity(line, "3")).unwrap();
    assert_eq!(events.len(), 3);
    let amounts = counter.ticket.lines.iter().map(|l| l.amount.minor());
    assert_eq!(amounts.collect::<Vec<_>>(), [14_100, 2_100, -2_100]);
    let words = LineChange {
        description: Some("Battery".to_owned()),
        ..LineChange::default()
    };
    assert_eq!(counter.order(&change(line, words)).unwrap().len(), 1);
    let internal = LineChange {
        pay: Some(PayType::Internal),
        ..LineChange::default()
    };
    counter.order(&change(line, internal)).unwrap();
    assert_eq!(counter.totals().total, usd(0));
    counter.order(&remove(line)).unwrap();
    assert!(counter.ticket.lines.is_empty());
}

#[test]
fn a_kit_takes_what_it_is_made_of_off_the_shelf() {
    let (oil, filter) = (PartId::new(uuid(510)), PartId::new(uuid(511)));
    let piece = |part, count| Component {
        part,
        quantity: quantity(count),
    };
    let kit = |count: &str| {
        let components = vec![piece(oil, "4.5"), piece(filter, "1"), piece(filter, "1")];
        PartDraft {
            components,
            ..part_draft(count, "60")
        }
    };
    let mut counter = Counter::new();
    counter.stock(oil, "10", 5_000);
    counter.stock(filter, "4", 1_200);
    let order = TicketOrder::AddPart(Box::new(kit("0.001")), LineDraft::default());
    assert!(
        matches!(counter.order(&order), Err(Refusal::Number { .. })),
        "4.5 thousandths of a part"
    );
    sell(&mut counter, kit("2"), LineDraft::default());
    counter.order(&TicketOrder::StartWork).unwrap();
    let kept: Vec<String> = counter
        .reserved
        .values()
        .map(|q| q.normalize().to_string())
        .collect();
    assert_eq!(kept, ["9", "4"]);
    let invoice = TicketOrder::MakeInvoice { odometer_out: None };
    counter.order(&invoice).unwrap();
    counter.order(&cash(20_000)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.costs[&oil].on_hand().unwrap(), quantity("1"));
    assert_eq!(counter.costs[&filter].on_hand().unwrap(), quantity("0"));
    assert_eq!(counter.balance_of_all(Account::CostOfParts), 4_500 + 1_200);
}

#[test]
fn serial_numbers_are_kept_once_in_capitals() {
    let mut counter = Counter::new();
    let line = counter.add_part("2", "10");
    let serials = |list: &[&str]| LineChange {
        serials: Some(list.iter().map(|s| (*s).to_owned()).collect()),
        ..LineChange::default()
    };
    let twice = Err(Refusal::SerialTwice("A1".to_owned()));
    let order = change(line, serials(&["a1", " A1"]));
    assert_eq!(counter.order(&order), twice);
    let many: Vec<String> = (0..201).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let order = change(line, serials(&many));
    assert_eq!(counter.order(&order), Err(Refusal::TooManySerials(200)));
    counter
        .order(&change(line, serials(&["a1", "b2"])))
        .unwrap();
    let part = counter.ticket.lines[0].part().unwrap();
    assert_eq!(part.serials, ["A1", "B2"]);
}

#[test]
fn a_makers_coupon_is_earned_beside_what_a_warranty_pays() {
    let mut counter = Counter::new();
    let warranty = LineDraft {
        pay: PayType::Warranty,
        ..LineDraft::default()
    };
    let line = sell(&mut counter, part_draft("1", "100"), warranty);
    let coupon = Discount {
        reimbursed_by: ReimbursedBy::Manufacturer,
        ..percent("0.10")
    };
    counter.order(&on_line(line, coupon)).unwrap();
    counter.order(&TicketOrder::Close).unwrap();
    for (account, balance) in [
        (Account::WarrantyReceivable, 9_000),
        (Account::CouponReceivable, 1_000),
        (Account::SalesParts, -10_000),
    ] {
        assert_eq!(counter.balance_of_all(account), balance, "{account:?}");
    }
}
