//! Goods that come back, exchanges, and sales of today that are undone.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::fixture::{
    Counter, captured, cash, customer, flat_tax_by_item, part_draft, price, quantity, shop_rules,
    usd, uuid, vehicle, void,
};
use super::prices::{battery, tire_counter, tires};
use crate::core_charge::{CoreGrade, CoreRefusal};
use crate::discount::{Discount, DiscountOff, ReimbursedBy};
use crate::ids::{LineId, PartId, TicketId};
use crate::ledger::Account;
use crate::money::{CashHalves, CashRounding, Quantity, Rate};
use crate::people::Role;
use crate::stock::move_reason::ReturnTo;
use crate::ticket::{
    CoreBack, CoreBackDraft, LineDraft, LineKind, PartDraft, PayType, RefundStep, RefundTo,
    ReturnDraft, Ticket, TicketOrder, TicketStatus,
};
use crate::{Refusal, ticket::AccountStanding};

fn sell(counter: &mut Counter, part: PartDraft, pay: PayType) {
    let draft = LineDraft {
        pay,
        ..LineDraft::default()
    };
    let order = TicketOrder::AddPart(Box::new(part), draft);
    counter.order(&order).unwrap();
}

fn pay_all(counter: &mut Counter) {
    let due = counter.totals().due.minor();
    counter.order(&cash(due)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
}

/// Two parts at 50.00 paid in cash, and a new ticket of the same customer at hand.
fn sold_two() -> (Counter, TicketId, LineId) {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.stock(PartId::new(uuid(500)), "10", 4_500);
    let line = counter.add_part("2", "50");
    pay_all(&mut counter);
    let sale = counter.ticket.id;
    counter.open_another(Some(vehicle()));
    (counter, sale, line)
}

/// A sale of batteries, paid, and a new ticket at hand.
fn battery_sold(batteries: PartDraft) -> (Counter, TicketId, LineId) {
    let mut counter = Counter::new();
    sell(&mut counter, batteries, PayType::Customer);
    pay_all(&mut counter);
    let (sale, line) = (counter.ticket.id, counter.ticket.lines[0].id);
    counter.open_another(None);
    (counter, sale, line)
}

fn draft(sold_on: &Ticket, line: LineId, count: &str) -> ReturnDraft {
    ReturnDraft {
        sold_on: Box::new(sold_on.clone()),
        line,
        quantity: quantity(count),
        destination: ReturnTo::Stock,
        serials: Vec::new(),
        restocking: 0,
        cores: BTreeMap::new(),
    }
}

fn take_back(counter: &Counter, sale: TicketId, line: LineId, count: &str) -> TicketOrder {
    let draft = ReturnDraft {
        cores: counter.cores.clone(),
        ..draft(&counter.others[&sale], line, count)
    };
    TicketOrder::AddReturn(Box::new(draft))
}

const CASH_BACK: TicketOrder = TicketOrder::Refund {
    amount: None,
    to: RefundTo::Cash,
};

#[test]
fn part_of_a_sale_comes_back_then_the_rest_and_no_more() {
    let (mut counter, sale, line) = sold_two();
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    assert_eq!(counter.totals().due, usd(-5_413));
    let back = counter.others[&sale].returns[&line];
    assert_eq!((back.quantity, back.amount), (quantity("1"), usd(5_000)));
    let more = Err(Refusal::MoreThanSold {
        asked: quantity("2"),
        left: quantity("1"),
    });
    let order = take_back(&counter, sale, line, "2");
    assert_eq!(counter.order(&order), more);
    let still = Err(Refusal::StillDue(usd(-5_413)));
    assert_eq!(counter.order(&TicketOrder::Close), still);
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let id = PartId::new(uuid(500));
    assert_eq!(counter.costs[&id].on_hand().unwrap(), quantity("9"));

    let first = counter.ticket.id;
    counter.open_another(Some(vehicle()));
    let again = take_back(&counter, first, counter.others[&first].lines[0].id, "1");
    assert!(matches!(
        counter.order(&again),
        Err(Refusal::ReturnStands(_))
    ));
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    counter.order(&CASH_BACK).unwrap();
    // 108.25 of cash came and went, whatever the halves of the tax were.
    for account in [
        Account::Cash,
        Account::SalesParts,
        Account::TaxPayable,
        Account::CostOfParts,
    ] {
        assert_eq!(counter.balance_of_all(account), 0, "{account:?}");
    }
    assert_eq!(counter.balance_of_all(Account::Inventory), 4_500);
    counter.open_another(None);
    let (asked, left) = (quantity("1"), quantity("0"));
    let order = take_back(&counter, sale, line, "1");
    let nothing_left = Err(Refusal::MoreThanSold { asked, left });
    assert_eq!(counter.order(&order), nothing_left);
}

#[test]
fn only_paid_sales_come_back() {
    let mut counter = Counter::new();
    let line = counter.add_part("1", "10");
    let open = counter.ticket.id;
    counter.open_another(None);
    let order = take_back(&counter, open, line, "1");
    let not_paid = Err(Refusal::TicketNotPaid(open));
    assert_eq!(counter.order(&order), not_paid);
    let (mut counter, sale, line) = sold_two();
    for count in ["0", "-1"] {
        let order = take_back(&counter, sale, line, count);
        let wrong = Err(Refusal::QuantityNotPositive);
        assert_eq!(counter.order(&order), wrong);
    }
    let order = take_back(&counter, sale, LineId::new(uuid(3)), "1");
    let none = Err(Refusal::NoSuchLine(LineId::new(uuid(3))));
    assert_eq!(counter.order(&order), none);
}

#[test]
fn what_comes_back_stays_sold_when_its_line_or_ticket_goes() {
    let (mut counter, sale, line) = sold_two();
    let order = take_back(&counter, sale, line, "2");
    counter.order(&order).unwrap();
    let back = counter.ticket.lines[0].id;
    let stands = Err(Refusal::ReturnStands(back));
    let change = super::fixture::set_quantity(back, "1");
    assert_eq!(counter.order(&change), stands);
    counter
        .order(&TicketOrder::RemoveLine { line: back })
        .unwrap();
    assert!(counter.others[&sale].returns.is_empty());
    let order = take_back(&counter, sale, line, "2");
    counter.order(&order).unwrap();
    counter.order(&void()).unwrap();
    assert!(counter.others[&sale].returns.is_empty());
}

#[test]
fn an_exchange_settles_the_difference() {
    let (mut counter, sale, line) = sold_two();
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    counter.add_part("1", "50");
    assert_eq!(counter.totals().due, usd(0));
    counter.order(&TicketOrder::Close).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);

    let (mut counter, sale, line) = sold_two();
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    counter.add_part("1", "60");
    assert_eq!(counter.totals().due, usd(6_495 - 5_413));
    pay_all(&mut counter);
}

#[test]
fn a_fee_is_kept_up_to_what_is_given() {
    let (mut counter, sale, line) = sold_two();
    let with_fee = |counter: &Counter, restocking| {
        let draft = draft(&counter.others[&sale], line, "1");
        TicketOrder::AddReturn(Box::new(ReturnDraft {
            restocking,
            ..draft
        }))
    };
    let (asked, due) = (usd(5_001), usd(5_000));
    let more = Err(Refusal::MoreThanDue { asked, due });
    let order = with_fee(&counter, 5_001);
    assert_eq!(counter.order(&order), more);
    let order = with_fee(&counter, 750);
    counter.order(&order).unwrap();
    // 42.50 less, and 8.25 % of it: 50 - 7.50 + 4.13 - 0.62.
    assert_eq!(counter.totals().due, usd(-4_601));
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.balance_of_all(Account::RestockingFees), -750);
    assert_eq!(counter.balance_of_all(Account::SalesFees), 0);

    let (mut counter, sale, line) = sold_two();
    let draft = draft(&counter.others[&sale], line, "1");
    let order = TicketOrder::AddReturn(Box::new(ReturnDraft {
        restocking: 750,
        ..draft
    }));
    counter.order(&order).unwrap();
    let line = counter.ticket.lines[0].id;
    counter.order(&TicketOrder::RemoveLine { line }).unwrap();
    assert!(counter.ticket.lines.is_empty(), "the fee goes with it");
}

#[test]
fn a_deposit_comes_back_with_its_part() {
    for in_hand in [false, true] {
        let mut counter = Counter::new();
        sell(&mut counter, battery(in_hand), PayType::Customer);
        let paid = counter.totals().total;
        pay_all(&mut counter);
        let (sale, line) = (counter.ticket.id, counter.ticket.lines[0].id);
        counter.open_another(None);
        let order = take_back(&counter, sale, line, "1");
        counter.order(&order).unwrap();
        assert_eq!(counter.totals().due.minor(), -paid.minor());
        let core = counter.others[&sale].lines[1].id;
        assert!(matches!(
            counter.order(&take_back(&counter, sale, core, "1")),
            Err(Refusal::CoreFollowsPart(_))
        ));
        counter.order(&CASH_BACK).unwrap();
        assert_eq!(counter.balance_of_all(Account::CoreLiability), 0);
        assert_eq!(counter.balance_of_all(Account::CoreIncome), 0);
        assert_eq!(counter.balance_of_all(Account::TaxPayable), 0);
        let core = counter.cores.values().next().unwrap();
        assert_eq!(core.owed, quantity("0"));
        assert!(core.holds.is_empty());
        assert_eq!(counter.cores.len(), 1, "what comes back is not owed anew");
    }
}

/// A deposit goes back once: with the old part, or with the part.
#[test]
fn a_deposit_given_back_before_does_not_come_back_with_its_part() {
    let (mut counter, sale, line) = battery_sold(battery(false));
    bring_old_part(&mut counter);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let kinds = counter.ticket.lines.iter().map(|line| &line.kind);
    let deposits = kinds.filter(|kind| matches!(kind, LineKind::Core { .. }));
    assert_eq!(deposits.count(), 0, "the old part on this ticket has it");
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.balance_of_all(Account::CoreLiability), 0);
    let core = counter.cores.values().next().unwrap();
    assert_eq!(core.owed, quantity("0"));
}

#[test]
fn a_deposit_is_spoken_for_until_its_part_stays_sold_after_all() {
    let (mut counter, sale, line) = battery_sold(battery(false));
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let left = |counter: &Counter| counter.cores.values().next().unwrap().returnable();
    assert_eq!(left(&counter), Ok(quantity("0")));
    let line = counter.ticket.lines[0].id;
    counter.order(&TicketOrder::RemoveLine { line }).unwrap();
    assert_eq!(left(&counter), Ok(quantity("1")));
}

fn bring_old_part(counter: &mut Counter) {
    let known = counter.cores.values().next().unwrap().clone();
    let brought = TicketOrder::AddCoreReturn(Box::new(CoreBackDraft {
        of: CoreBack::Sold(Box::new(known)),
        quantity: quantity("1"),
        grade: CoreGrade::Good,
        value: None,
    }));
    counter.order(&brought).unwrap();
}

/// Two deposits come to 33.33: one goes back with its old part, the other with its part, and nothing is left over.
#[test]
fn the_deposits_of_a_line_add_up_whichever_way_they_go_back() {
    let mut two = battery(false);
    two.quantity = quantity("2");
    two.part.core = Some(price("16.665"));
    let (mut counter, sale, line) = battery_sold(two);
    bring_old_part(&mut counter);
    let first = counter.ticket.lines[0].amount.minor();
    counter.order(&CASH_BACK).unwrap();
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let second = counter.ticket.lines[1].amount.minor();
    assert_eq!((first, second), (-1_667, -1_666));
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.balance_of_all(Account::CoreLiability), 0);
    assert_eq!(counter.balance_of_all(Account::CoreIncome), 0);
}

#[test]
fn a_part_waits_while_another_ticket_takes_its_old_part_back() {
    let (mut counter, sale, line) = battery_sold(battery(false));
    bring_old_part(&mut counter);
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    assert_eq!(
        counter.order(&order),
        Err(Refusal::Core(CoreRefusal::HeldElsewhere))
    );
}

/// The worn part's own deposit goes back with it, so the old part on the counter is one to send to the supplier.
#[test]
fn an_exchange_gives_one_deposit_back_and_keeps_the_old_part() {
    let (mut counter, sale, line) = battery_sold(battery(false));
    let worn = ReturnDraft {
        cores: counter.cores.clone(),
        destination: ReturnTo::Supplier,
        ..draft(&counter.others[&sale], line, "1")
    };
    counter
        .order(&TicketOrder::AddReturn(Box::new(worn)))
        .unwrap();
    sell(&mut counter, battery(true), PayType::Customer);
    assert_eq!(counter.totals().due.minor(), -758, "with its tax");
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.balance_of_all(Account::CoreLiability), 0);
    let here: Vec<_> = counter.cores.values().map(|core| core.here).collect();
    assert_eq!(here, [quantity("0"), quantity("1")]);
    assert!(
        counter
            .cores
            .values()
            .all(|core| core.owed == Quantity::ZERO)
    );
}

#[test]
fn a_mandated_fee_comes_back_with_its_piece_and_supplies_do_not() {
    let mut counter = tire_counter();
    sell(&mut counter, tires("4"), PayType::Customer);
    counter.add_labor("1");
    pay_all(&mut counter);
    let (sale, line) = (counter.ticket.id, counter.ticket.lines[0].id);
    let supplies = counter.balance_of_all(Account::SalesFees);
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let amounts = counter.ticket.lines.iter().map(|l| l.amount.minor());
    assert_eq!(amounts.collect::<Vec<_>>(), [-10_000, -175]);
    let fee = counter.ticket.lines[1].id;
    let alone = TicketOrder::RemoveLine { line: fee };
    assert_eq!(counter.order(&alone), Err(Refusal::ReturnStands(fee)));
    let order = take_back(&counter, sale, line, "3");
    counter.order(&order).unwrap();
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.balance_of_all(Account::FeesPayable), 0);
    assert_eq!(counter.balance_of_all(Account::SalesFees), supplies);
}

#[test]
fn what_a_warranty_paid_goes_back_to_the_warranty() {
    let mut counter = Counter::new();
    sell(&mut counter, part_draft("1", "100"), PayType::Warranty);
    counter.order(&TicketOrder::Close).unwrap();
    let (sale, line) = (counter.ticket.id, counter.ticket.lines[0].id);
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    assert_eq!(counter.totals().due, usd(0));
    counter.order(&TicketOrder::Close).unwrap();
    assert_eq!(counter.balance_of_all(Account::WarrantyReceivable), 0);
    assert_eq!(counter.balance_of_all(Account::Cash), 0);
}

#[test]
fn scrap_does_not_come_back_into_stock() {
    let (mut counter, sale, line) = sold_two();
    let draft = draft(&counter.others[&sale], line, "1");
    let order = TicketOrder::AddReturn(Box::new(ReturnDraft {
        destination: ReturnTo::Scrap,
        ..draft
    }));
    counter.order(&order).unwrap();
    counter.order(&CASH_BACK).unwrap();
    let id = PartId::new(uuid(500));
    assert_eq!(counter.costs[&id].on_hand().unwrap(), quantity("8"));
    assert_eq!(counter.balance_of_all(Account::CostOfParts), 900);
}

#[test]
fn the_serial_number_is_that_of_the_sale() {
    let mut counter = Counter::new();
    let part = PartDraft {
        serials: ["a1", "b2"].map(str::to_owned).to_vec(),
        ..part_draft("2", "50")
    };
    sell(&mut counter, part, PayType::Customer);
    pay_all(&mut counter);
    let (sale, line) = (counter.ticket.id, counter.ticket.lines[0].id);
    counter.open_another(None);
    let back = |counter: &Counter, serials: &[&str]| {
        let draft = draft(&counter.others[&sale], line, "1");
        let serials = serials.iter().map(|s| (*s).to_owned()).collect();
        TicketOrder::AddReturn(Box::new(ReturnDraft { serials, ..draft }))
    };
    let field = "serial number";
    for (serials, refusal) in [
        (&["c3"][..], Refusal::SerialNotSold("C3".to_owned())),
        (&["a1", "A1"], Refusal::SerialTwice("A1".to_owned())),
        (&["a1", "b2"], Refusal::TooManySerials(1)),
        (&[], Refusal::TextEmpty { field }),
    ] {
        let order = back(&counter, serials);
        assert_eq!(counter.order(&order), Err(refusal));
    }
    let order = back(&counter, &["b2"]);
    counter.order(&order).unwrap();
    let part = counter.ticket.lines[0].part().unwrap();
    assert_eq!(part.serials, ["B2"]);
}

#[test]
fn cash_goes_back_rounded_as_it_came() {
    let mut rules = shop_rules();
    rules.cash_rounding = CashRounding::try_new(5, CashHalves::Up).unwrap();
    let mut counter = Counter::with(rules, None);
    // 4.55 and 8.25 % is 4.93, which is 4.95 in coins.
    counter.add_part("1", "4.55");
    counter.order(&cash(495)).unwrap();
    let (sale, line) = (counter.ticket.id, counter.ticket.lines[0].id);
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    assert_eq!(counter.totals().due, usd(-493));
    counter.order(&CASH_BACK).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.totals().rounding, usd(-2));
    assert_eq!(counter.balance_of_all(Account::Cash), 0);
    assert_eq!(counter.balance_of_all(Account::CashRounding), 0);
}

/// The payment of a sale, to be given back on the ticket at hand.
fn original(counter: &Counter, sale: TicketId) -> TicketOrder {
    let paid_on = counter.others[&sale].clone();
    let payment = paid_on.payments[0].id;
    TicketOrder::Refund {
        amount: None,
        to: RefundTo::Original {
            ticket: Some(Box::new(paid_on)),
            payment,
        },
    }
}

#[test]
fn a_card_gets_its_money_back_once() {
    let mut counter = Counter::new();
    let line = counter.add_part("2", "50");
    let card = counter.take_card(None);
    counter.step(card, &captured()).unwrap();
    let sale = counter.ticket.id;
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "2");
    counter.order(&order).unwrap();
    let refund = original(&counter, sale);
    counter.order(&refund).unwrap();
    assert_eq!(counter.others[&sale].payments[0].returned, usd(10_825));
    assert_eq!(counter.ticket.status, TicketStatus::Open);
    let payment = counter.ticket.payments[0].id;
    let failed = TicketOrder::StepRefund {
        payment,
        step: RefundStep::Failed {
            reason: "closed".to_owned(),
        },
    };
    counter.order(&failed).unwrap();
    assert_eq!(counter.others[&sale].payments[0].returned, usd(0));
    assert_eq!(counter.totals().due, usd(-10_825));
    let refund = original(&counter, sale);
    counter.order(&refund).unwrap();
    let payment = counter.ticket.payments[1].id;
    let done = TicketOrder::StepRefund {
        payment,
        step: RefundStep::Done {
            reference: "re_1".to_owned(),
        },
    };
    counter.order(&done).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.balance_of_all(Account::CardClearing), 0);
}

#[test]
fn a_payment_goes_back_where_its_goods_do_and_to_whom_it_belongs() {
    let (mut counter, sale, _) = sold_two();
    counter.add_part("1", "10");
    let other = counter.ticket.id;
    pay_all(&mut counter);
    counter.open_another(Some(vehicle()));
    let line = counter.others[&other].lines[0].id;
    let order = take_back(&counter, other, line, "1");
    counter.order(&order).unwrap();
    let refund = original(&counter, sale);
    assert!(
        matches!(counter.order(&refund), Err(Refusal::NoSuchPayment(_))),
        "nothing of that sale comes back here"
    );

    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.account = Some(AccountStanding {
        balance: usd(0),
        limit: None,
        hold: None,
        terms_days: 30,
        po_required: false,
    });
    let line = counter.add_part("1", "50");
    let charge = TicketOrder::ChargeAccount {
        amount: None,
        po_number: None,
    };
    counter.order(&charge).unwrap();
    let sale = counter.ticket.id;
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let refund = original(&counter, sale);
    let nobody = Err(Refusal::NoCustomer(counter.ticket.id));
    assert_eq!(counter.order(&refund), nobody);
    let attach = TicketOrder::Attach {
        customer: Some(customer()),
        vehicle: None,
        odometer: None,
    };
    counter.order(&attach).unwrap();
    counter.order(&refund).unwrap();
    assert_eq!(counter.balance_of_all(Account::Receivable), 0);
}

#[test]
fn store_credit_needs_someone_to_have_it() {
    let (mut counter, sale, line) = sold_two();
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let to_credit = |amount| TicketOrder::Refund {
        amount,
        to: RefundTo::StoreCredit,
    };
    counter.role = Role::Clerk;
    counter.order(&to_credit(Some(413))).unwrap();
    counter.order(&to_credit(None)).unwrap();
    let owner = Some(customer().uuid());
    assert_eq!(counter.balance(Account::StoreCredit, owner), -5_413);
    counter.open_another(None);
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    let nobody = Err(Refusal::NoCustomer(counter.ticket.id));
    assert_eq!(counter.order(&to_credit(None)), nobody);
}

#[test]
fn prices_that_have_come_to_contain_their_tax_give_back_what_was_paid() {
    for (then, now) in [(false, true), (true, false)] {
        let mut rules = shop_rules();
        rules.inclusive = then;
        let mut counter = Counter::with(rules, None);
        let line = counter.add_part("1", "50");
        let total = counter.totals().total;
        pay_all(&mut counter);
        let sale = counter.ticket.id;
        counter.rules.inclusive = now;
        counter.open_another(None);
        let order = take_back(&counter, sale, line, "1");
        counter.order(&order).unwrap();
        assert_eq!(counter.totals().due.minor(), -total.minor());
        counter.order(&CASH_BACK).unwrap();
        assert_eq!(counter.balance_of_all(Account::SalesParts), 0);
        assert_eq!(counter.balance_of_all(Account::TaxPayable), 0);
    }
}

fn reverse() -> TicketOrder {
    TicketOrder::Reverse {
        reason: "wrong car".to_owned(),
    }
}

#[test]
fn a_sale_of_today_is_undone_as_if_it_had_not_been() {
    let (mut counter, sale, _) = sold_two();
    counter.take_up(sale);
    counter.role = Role::Clerk;
    let needs = Refusal::NeedsApproval("undoing a sale".to_owned());
    assert_eq!(counter.order(&reverse()), Err(needs));
    counter.role = Role::Advisor;
    counter.order(&reverse()).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Reversed);
    for account in [
        Account::Cash,
        Account::SalesParts,
        Account::TaxPayable,
        Account::CostOfParts,
        Account::Deposits,
    ] {
        assert_eq!(counter.balance_of_all(account), 0, "{account:?}");
    }
    let id = PartId::new(uuid(500));
    assert_eq!(counter.costs[&id].on_hand().unwrap(), quantity("10"));
    assert_eq!(counter.balance_of_all(Account::Inventory), 4_500);
    let not_paid = Err(Refusal::TicketNotPaid(sale));
    assert_eq!(counter.order(&reverse()), not_paid);
    assert_eq!(counter.order(&void()), Err(Refusal::TicketVoided(sale)));
}

#[test]
fn what_others_hold_a_part_of_is_not_undone() {
    let (mut counter, sale, line) = sold_two();
    let order = take_back(&counter, sale, line, "1");
    counter.order(&order).unwrap();
    counter.take_up(sale);
    let cannot = Err(Refusal::CannotReverse(sale));
    assert_eq!(counter.order(&reverse()), cannot);

    let (mut counter, sale, _) = sold_two();
    counter.take_up(sale);
    counter.today = counter.today.tomorrow().unwrap();
    assert_eq!(counter.order(&reverse()), Err(Refusal::NotToday));

    let mut counter = Counter::new();
    counter.add_part("1", "50");
    let card = counter.take_card(None);
    counter.step(card, &captured()).unwrap();
    let cannot = Err(Refusal::CannotReverse(counter.ticket.id));
    assert_eq!(counter.order(&reverse()), cannot);

    let mut counter = Counter::new();
    sell(&mut counter, battery(false), PayType::Customer);
    pay_all(&mut counter);
    let cannot = Err(Refusal::CannotReverse(counter.ticket.id));
    assert_eq!(counter.order(&reverse()), cannot);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However the pieces of a sale come back, all of them bring back to the cent what was paid for them.
    #[test]
    fn shares_add_up_to_what_was_paid(
        price in 1_i64..50_000,
        portions in prop::collection::vec(1_i64..4, 1..8),
        share in 0_i64..100,
        by_item: bool,
        inclusive: bool,
    ) {
        let mut rules = shop_rules();
        rules.inclusive = inclusive;
        let mut counter = Counter::with(rules, None);
        if by_item {
            counter.tax_rule = flat_tax_by_item;
        }
        let pieces: i64 = portions.iter().sum();
        let price = rust_decimal::Decimal::new(price, 2).to_string();
        let line = counter.add_part(&pieces.to_string(), &price);
        counter.add_part("3", "7.77");
        if share > 0 {
            let rate = Rate::try_new(rust_decimal::Decimal::new(share, 2)).unwrap();
            let discount = Discount {
                off: DiscountOff::Percent(rate),
                reason: "sale".to_owned(),
                reimbursed_by: ReimbursedBy::None,
            };
            counter.order(&TicketOrder::SetDiscount(Some(discount))).unwrap();
        }
        let net = counter.ticket.net(line).unwrap().net.minor();
        let tax = counter.ticket.line_taxes[&line].minor();
        let due = counter.totals().due.minor();
        if due > 0 {
            counter.order(&cash(due)).unwrap();
        } else {
            counter.order(&TicketOrder::Close).unwrap();
        }
        let sale = counter.ticket.id;
        let mut given = 0;
        for portion in portions {
            counter.open_another(None);
            let order = take_back(&counter, sale, line, &portion.to_string());
            counter.order(&order).unwrap();
            let owed = -counter.totals().due.minor();
            prop_assert!(owed >= 0);
            given += owed;
            if owed > 0 {
                counter.order(&CASH_BACK).unwrap();
            } else {
                counter.order(&TicketOrder::Close).unwrap();
            }
        }
        let back = counter.others[&sale].returns.get(&line).copied();
        let back = back.unwrap();
        prop_assert_eq!((back.amount.minor(), back.tax.minor()), (net, tax));
        let tax = if inclusive { 0 } else { tax };
        prop_assert_eq!(given, net + tax);
    }
}
