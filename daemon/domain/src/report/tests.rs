//! A small journal, read by every report.

use jiff::civil::date;
use rust_decimal::Decimal;

use super::*;
use crate::authorization::Channel;
use crate::discount::{Discount, DiscountOff};
use crate::ids::{PartId, TicketId, TicketJobId};
use crate::ledger::Account;
use crate::money::{Currency, Quantity, Rate, UnitPrice};
use crate::stock::{CostMethod, CostState, ReturnTo};
use crate::ticket::{
    Decision, JobDraft, LineOrigin, Plan, RefundTo, ReturnDraft, TicketOrder, TicketStatus,
};
use crate::till::testing::{Shop, labor_order, part_order, staff, usd};
use crate::till::{TillDraft, TillFold};
use crate::{Event, Timestamp};

const DAY: Period = Period::day(date(2026, 3, 2));

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn read<Fold>(shop: &Shop, mut fold: Fold, apply: fn(&mut Fold, &Event, Timestamp)) -> Fold {
    for (event, at, _) in &shop.journal {
        apply(&mut fold, event, *at);
    }
    fold
}

fn daily(shop: &Shop, period: Period) -> DailyFold {
    let fold = DailyFold::new(period, Currency::USD);
    read(shop, fold, |f, e, at| f.apply(e, at).unwrap())
}

fn technicians(shop: &Shop) -> TechnicianFold {
    let fold = TechnicianFold::new(DAY, Currency::USD);
    read(shop, fold, |f, e, at| f.apply(e, at).unwrap())
}

fn parts(shop: &Shop, period: Period) -> PartsFold {
    let fold = PartsFold::new(period, Currency::USD);
    read(shop, fold, |f, e, at| f.apply(e, at).unwrap())
}

fn deferred(shop: &Shop, from: i64, to: i64) -> DeferredFold {
    let at = Timestamp::from_unix_ms;
    let fold = DeferredFold::new(at(from), at(to), Currency::USD);
    read(shop, fold, |f, e, at| f.apply(e, at).unwrap())
}

fn advisors(shop: &Shop, from: i64, to: i64) -> AdvisorFold {
    let at = Timestamp::from_unix_ms;
    let fold = AdvisorFold::new(at(from), at(to), Currency::USD);
    read(shop, fold, |f, e, at| f.apply(e, at).unwrap())
}

fn add_job(
    shop: &mut Shop,
    ticket: TicketId,
    title: &str,
    origin: LineOrigin,
    comeback: Option<&str>,
) -> TicketJobId {
    let draft = JobDraft {
        title: title.to_owned(),
        origin,
        technician: Some(staff(11)),
        comeback: comeback.map(str::to_owned),
        ..JobDraft::default()
    };
    shop.order(ticket, &TicketOrder::AddJob(draft)).unwrap();
    shop.tickets[&ticket].jobs.last().unwrap().id
}

fn approve(jobs: Vec<TicketJobId>) -> TicketOrder {
    TicketOrder::Decide {
        jobs,
        decision: Decision::Approve {
            by: "Ann".to_owned(),
            channel: Channel::InPerson,
            limit: None,
            contact: None,
            taken_by: None,
            note: None,
        },
    }
}

fn decline(jobs: Vec<TicketJobId>) -> TicketOrder {
    TicketOrder::Decide {
        jobs,
        decision: Decision::Decline {
            reason: "money".to_owned(),
            follow_up: Some(date(2026, 6, 1)),
        },
    }
}

fn undo() -> TicketOrder {
    TicketOrder::Reverse {
        reason: "wrong car".to_owned(),
    }
}

/// A repair: brakes approved (2 h of labor, 2 filters at 50), tires found by an inspection and declined, and a comeback.
/// The technician is clocked on for 1.5 h.
fn repair(shop: &mut Shop) -> (TicketId, TicketJobId) {
    let ticket = shop.ticket();
    let plan = Plan {
        advisor: Some(staff(21)),
        ..Plan::default()
    };
    shop.order(ticket, &TicketOrder::Plan(plan)).unwrap();
    shop.order(ticket, &TicketOrder::MakeEstimate).unwrap();
    let brakes = add_job(shop, ticket, "Brakes", LineOrigin::Original, None);
    let tires = add_job(shop, ticket, "Tires", LineOrigin::Inspection, None);
    let squeak = Some("squeaks again");
    let again = add_job(shop, ticket, "Squeak", LineOrigin::Original, squeak);
    let order = |shop: &mut Shop, order: TicketOrder| shop.order(ticket, &order).unwrap();
    order(shop, labor_order("2", None, Some(brakes)));
    order(shop, part_order("2", "50", Some(brakes)));
    order(shop, part_order("4", "100", Some(tires)));
    order(shop, labor_order("0.5", Some(staff(12)), Some(again)));
    order(shop, TicketOrder::Present { expires: None });
    order(shop, approve(vec![brakes, again]));
    order(shop, decline(vec![tires]));
    order(shop, TicketOrder::Present { expires: None });
    order(shop, TicketOrder::StartWork);
    let (job, staff) = (brakes, staff(11));
    order(shop, TicketOrder::ClockOn { job, staff });
    shop.now_ms += 90 * 60_000 - 1_000;
    let at = None;
    order(shop, TicketOrder::ClockOff { job, staff, at });
    order(shop, TicketOrder::MakeInvoice { odometer_out: None });
    (ticket, tires)
}

fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.open_till(TillDraft::default()).unwrap();
    shop
}

#[test]
fn a_day_of_sales_by_class_tax_tender_and_profit() {
    let mut shop = shop();
    let (ticket, _) = repair(&mut shop);
    shop.card(ticket, None);
    let sale = shop.ticket();
    shop.add_part(sale, "1", "30");
    let ten_off = Discount {
        off: DiscountOff::Percent(Rate::parse("0.1").unwrap()),
        reason: "friend".to_owned(),
        reimbursed_by: crate::discount::ReimbursedBy::None,
    };
    shop.order(sale, &TicketOrder::SetDiscount(Some(ten_off)))
        .unwrap();
    shop.cash(sale, 3_000);
    let undone = shop.sale("77");
    shop.cash(undone, 10_000);
    shop.order(undone, &undo()).unwrap();

    let day = daily(&shop, DAY);
    assert_eq!((day.count, day.repair_orders), (2, 1));
    assert_eq!((day.parts, day.labor), (usd(13_000), usd(25_000)));
    assert_eq!((day.discounts, day.subtotal), (usd(300), usd(37_700)));
    assert_eq!(
        (day.tax, day.total),
        (usd(2_888 + 223), usd(37_700 + 3_111))
    );
    let tax = day.components["Sales tax"];
    assert_eq!((tax.base, tax.amount), (usd(37_700), usd(3_111)));
    assert_eq!(day.returned_tax, usd(0));
    assert_eq!(day.tenders["card"], usd(37_888));
    // 29.23 in cash is 29.25.
    assert_eq!(day.tenders["cash"], usd(2_925));
    assert_eq!(day.account(Account::CashRounding), Ok(usd(-2)));
    assert_eq!(day.account(Account::TaxPayable), Ok(day.tax));
    assert_eq!(day.revenue(), Ok(day.subtotal));
    assert_eq!(day.cost_of_sales(), Ok(usd(3 * 350)));
    assert_eq!(day.gross_profit(), Ok(usd(37_700 - 1_050)));
    assert_eq!(
        day.gross_profit_share().map(|s| s.round_dp(4)),
        Some(dec("0.9721"))
    );
    assert_eq!(day.average_repair_order(), Some(dec("350")));
    assert_eq!(day.hours_per_repair_order(), Some(dec("2.5")));
    assert_eq!(day.effective_labor_rate(), Some(dec("100")));
    assert_eq!(day.parts_to_labor(), Some(dec("0.52")));

    let other = daily(&shop, Period::day(date(2026, 3, 3)));
    assert_eq!((other.count, other.total), (0, usd(0)));
    assert_eq!(other.gross_profit(), Ok(usd(0)));
    assert_eq!(other.average_repair_order(), None);
}

#[test]
fn goods_that_come_back_take_their_tax_and_cost_with_them() {
    let mut shop = shop();
    let sold = shop.ticket();
    shop.add_part(sold, "3", "10");
    shop.cash(sold, 10_000);
    shop.today = date(2026, 3, 5);
    let back = shop.ticket();
    let draft = ReturnDraft {
        sold_on: Box::new(shop.tickets[&sold].clone()),
        line: shop.tickets[&sold].lines[0].id,
        quantity: Quantity::ONE,
        destination: ReturnTo::Stock,
        serials: Vec::new(),
        restocking: 0,
        cores: std::collections::BTreeMap::new(),
    };
    shop.order(back, &TicketOrder::AddReturn(Box::new(draft)))
        .unwrap();
    let to = RefundTo::Cash;
    shop.order(back, &TicketOrder::Refund { amount: None, to })
        .unwrap();
    assert_eq!(shop.tickets[&back].status, TicketStatus::Paid);

    let later = daily(&shop, Period::day(date(2026, 3, 5)));
    assert_eq!((later.parts, later.tax), (usd(-1_000), usd(-83)));
    assert_eq!(later.returned_tax, usd(-83));
    assert_eq!(later.cost_of_sales(), Ok(usd(-350)));
    let both = Period {
        from: DAY.from,
        to: date(2026, 3, 5),
    };
    let whole = daily(&shop, both);
    assert_eq!((whole.parts, whole.tax), (usd(2_000), usd(248 - 83)));

    let filter = PartId::new(uuid::Uuid::from_u128(500));
    let first = &parts(&shop, DAY).parts[&filter];
    assert_eq!((first.quantity, first.revenue), (dec("3"), usd(3_000)));
    assert_eq!((first.cost, first.margin()), (usd(1_050), Ok(usd(1_950))));
    assert_eq!(first.margin_share(), Some(dec("0.65")));
    let all = &parts(&shop, both).parts[&filter];
    assert_eq!((all.quantity, all.revenue), (dec("2"), usd(2_000)));
    assert_eq!((all.cost, &*all.number), (usd(700), "PH3614"));
}

#[test]
fn an_undone_sale_leaves_no_trace_in_parts_and_hours() {
    let mut shop = shop();
    let sale = shop.sale("10");
    shop.order(sale, &labor_order("1", Some(staff(12)), None))
        .unwrap();
    shop.cash(sale, 20_000);
    shop.order(sale, &undo()).unwrap();
    let filter = PartId::new(uuid::Uuid::from_u128(500));
    let used = &parts(&shop, DAY).parts[&filter];
    assert_eq!(
        (used.quantity, used.revenue, used.cost),
        (dec("0"), usd(0), usd(0))
    );
    let work = technicians(&shop).work[&Some(staff(12))];
    assert_eq!((work.billed_hours, work.labor_sales), (dec("0"), usd(0)));
    let day = daily(&shop, DAY);
    assert_eq!(
        (day.count, day.total, day.gross_profit()),
        (0, usd(0), Ok(usd(0)))
    );
}

#[test]
fn a_kit_has_what_its_pieces_cost() {
    let mut shop = shop();
    let ticket = shop.ticket();
    let mut order = part_order("2", "40", None);
    let TicketOrder::AddPart(draft, _) = &mut order else {
        panic!("not a part")
    };
    let piece = PartId::new(uuid::Uuid::from_u128(501));
    draft.components = vec![crate::ticket::Component {
        part: piece,
        quantity: Quantity::parse("3").unwrap(),
    }];
    let cost = UnitPrice::parse("3.5").unwrap();
    let cost = CostState::new(CostMethod::MovingAverage, Currency::USD, cost);
    shop.costs.insert(piece, cost);
    shop.order(ticket, &order).unwrap();
    shop.cash(ticket, 10_000);
    let fold = parts(&shop, DAY);
    assert!(!fold.parts.contains_key(&piece));
    let kit = &fold.parts[&PartId::new(uuid::Uuid::from_u128(500))];
    assert_eq!((kit.revenue, kit.cost), (usd(8_000), usd(6 * 350)));
}

#[test]
fn technicians_by_hours_billed_and_clocked() {
    let mut shop = shop();
    let (ticket, _) = repair(&mut shop);
    assert!(technicians(&shop).work.is_empty(), "not billed yet");
    shop.card(ticket, None);
    let oil = shop.ticket();
    let job = add_job(&mut shop, oil, "Oil", LineOrigin::Original, None);
    shop.order(oil, &part_order("1", "30", Some(job))).unwrap();
    shop.card(oil, None);
    let fold = technicians(&shop);
    let work = fold.work[&Some(staff(11))];
    assert_eq!(
        (work.billed_hours, work.clocked_hours),
        (dec("2"), dec("1.5"))
    );
    assert_eq!((work.jobs, work.comebacks), (3, 1));
    let rate = work.comeback_rate().map(|rate| rate.round_dp(3));
    assert_eq!(rate, Some(dec("0.333")));
    assert_eq!(work.efficiency().map(|e| e.round_dp(3)), Some(dec("1.333")));
    assert_eq!(work.productivity(dec("8")), Some(dec("0.25")));
    assert_eq!(work.utilisation(dec("3")), Some(dec("0.5")));
    assert_eq!(work.effective_labor_rate(), Some(dec("100")));
    let helper = fold.work[&Some(staff(12))];
    assert_eq!(
        (helper.billed_hours, helper.labor_sales),
        (dec("0.5"), usd(5_000))
    );
    assert_eq!((helper.jobs, helper.efficiency()), (0, None));
}

#[test]
fn declined_work_is_overlooked_until_it_is_approved_after_all() {
    let mut shop = shop();
    let start = shop.now_ms;
    let ticket = shop.ticket();
    shop.order(ticket, &TicketOrder::MakeEstimate).unwrap();
    let tires = add_job(&mut shop, ticket, "Tires", LineOrigin::Inspection, None);
    shop.order(ticket, &part_order("4", "100", Some(tires)))
        .unwrap();
    shop.order(ticket, &decline(vec![tires])).unwrap();
    let middle = shop.now_ms + 500;
    let fold = deferred(&shop, start, middle);
    assert_eq!(fold.open_value(), Ok(usd(40_000)));
    let open = &fold.open[&tires];
    assert_eq!((&*open.title, &*open.reason), ("Tires", "money"));
    assert_eq!(open.follow_up, Some(date(2026, 6, 1)));
    // The price goes up by one more tire before the customer comes round.
    shop.order(ticket, &part_order("1", "100", Some(tires)))
        .unwrap();
    shop.order(ticket, &approve(vec![tires])).unwrap();
    let end = shop.now_ms + 1;
    let fold = deferred(&shop, start, end);
    assert_eq!(fold.declined_value(), Ok(usd(40_000)));
    assert_eq!(fold.recovered_value(), Ok(usd(50_000)));
    assert_eq!(fold.recovered[&tires].deferred.amount, usd(40_000));
    assert_eq!(fold.open_value(), Ok(usd(0)));
    let second_half = deferred(&shop, middle, end);
    assert_eq!(second_half.declined_value(), Ok(usd(0)));
    assert_eq!(second_half.recovered_value(), Ok(usd(50_000)));
}

#[test]
fn work_recovered_on_another_ticket_counts_at_its_price_then() {
    let mut shop = shop();
    let (ticket, tires) = repair(&mut shop);
    let by = shop.ticket();
    let vehicle = crate::ids::VehicleId::new(uuid::Uuid::from_u128(31));
    let ended = |by| {
        let job = tires;
        let ended = crate::people::VehicleEvent::DeferralEnded { job, by };
        Event::Vehicle(vehicle, ended)
    };
    shop.happen(&[ended(ticket)]);
    let fold = deferred(&shop, 0, i64::MAX);
    assert!(
        fold.recovered.is_empty(),
        "its own ticket's decision says it"
    );
    shop.happen(&[ended(by)]);
    let fold = deferred(&shop, 0, i64::MAX);
    assert_eq!((fold.recovered[&tires].by, fold.open.len()), (by, 0));
    assert_eq!(
        fold.recovered_value(),
        Ok(usd(40_000)),
        "that ticket does not tell: the old price stands"
    );
}

#[test]
fn work_offered_again_counts_at_what_it_comes_to_now() {
    let mut shop = shop();
    let (ticket, tires) = repair(&mut shop);
    let by = shop.ticket();
    shop.order(by, &TicketOrder::MakeEstimate).unwrap();
    let draft = JobDraft {
        title: "Tires".to_owned(),
        from_deferral: Some((ticket, tires)),
        ..JobDraft::default()
    };
    shop.order(by, &TicketOrder::AddJob(draft)).unwrap();
    let again = shop.tickets[&by].jobs[0].id;
    shop.order(by, &part_order("4", "110", Some(again)))
        .unwrap();
    let vehicle = crate::ids::VehicleId::new(uuid::Uuid::from_u128(31));
    let ended = crate::people::VehicleEvent::DeferralEnded { job: tires, by };
    shop.happen(&[Event::Vehicle(vehicle, ended)]);
    let fold = deferred(&shop, 0, i64::MAX);
    assert_eq!(fold.recovered_value(), Ok(usd(44_000)));
    assert_eq!(fold.recovered[&tires].deferred.amount, usd(40_000));
}

#[test]
fn advisors_by_what_customers_said_to_what_was_found_how() {
    let mut shop = shop();
    let start = shop.now_ms;
    let (ticket, tires) = repair(&mut shop);
    let advisor = Some(staff(21));
    let tally = |jobs, value| Tally {
        jobs,
        value: usd(value),
    };
    let result = advisors(&shop, start, i64::MAX).result().unwrap();
    let original = result[&(advisor, LineOrigin::Original)];
    assert_eq!(original.presented, tally(2, 35_000));
    assert_eq!(original.approved, tally(2, 35_000));
    assert_eq!(original.declined, tally(0, 0));
    let found = result[&(advisor, LineOrigin::Inspection)];
    assert_eq!(found.declined, tally(1, 40_000));
    assert_eq!(found.approved_share(), Some(dec("0")));
    // The last word counts, and the job stays one.
    shop.order(ticket, &approve(vec![tires])).unwrap();
    let result = advisors(&shop, start, i64::MAX).result().unwrap();
    let found = result[&(advisor, LineOrigin::Inspection)];
    assert_eq!((found.presented.jobs, found.declined.jobs), (1, 0));
    assert_eq!(found.approved, tally(1, 40_000));
    let later = advisors(&shop, shop.now_ms, i64::MAX).result().unwrap();
    assert!(later.is_empty(), "it was proposed before");
}

#[test]
fn the_day_and_the_z_report_say_the_same() {
    let mut shop = shop();
    let (ticket, _) = repair(&mut shop);
    shop.card(ticket, Some(10_000));
    shop.cash(ticket, 50_000);
    let sale = shop.sale("12.34");
    shop.cash(sale, 5_000);
    let till = shop.till.as_ref().unwrap().id;
    let mut z = TillFold::new(till, Currency::USD);
    for (event, _, _) in &shop.journal {
        z.apply(event).unwrap();
    }
    let day = daily(&shop, DAY);
    assert_eq!(z.figures().net(), Ok(day.total));
    assert_eq!(z.figures().tax, day.tax);
    for (word, amount) in &day.tenders {
        assert_eq!(z.figures().tenders.get(*word), Some(amount), "{word}");
    }
}
