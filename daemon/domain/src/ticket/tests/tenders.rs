//! Every way to pay, deposits, and what is paid back of an open ticket.

use super::fixture::{
    Counter, add_part, captured, cash, customer, declined, flat_tax, shop_rules, usd, uuid,
    vehicle, void,
};
use crate::ctx::Approver;
use crate::ids::{PlanId, StaffId, TillId};
use crate::ledger::Account;
use crate::money::{CashHalves, CashRounding, Rate};
use crate::people::Role;
use crate::tax::{Exemption, TaxAnswer, TaxQuery};
use crate::ticket::{AccountStanding, LinkStep, RefundStep, RefundTo, TicketOrder, TicketStatus};
use crate::{Refusal, ticket::Tender};

/// 5 %, as Canada's GST.
fn gst(query: &TaxQuery) -> TaxAnswer {
    let mut answer = flat_tax(query);
    let rate = Rate::parse("0.05").unwrap();
    let base: i64 = query.lines.iter().map(|line| line.base.minor()).sum();
    let tax = (base * 5 + 50) / 100;
    for (at, (_, line)) in answer.by_line.iter_mut().enumerate() {
        *line = usd(if at == 0 { tax } else { 0 });
    }
    answer.components[0].rate = rate;
    answer.components[0].amount = usd(tax);
    answer
}

/// Two parts that come to 4.92 where the smallest coin is 5 cents (Canada, Budget 2012).
fn canadian() -> Counter {
    let mut rules = shop_rules();
    rules.cash_rounding = CashRounding::try_new(5, CashHalves::Up).unwrap();
    let mut counter = Counter::with(rules, None);
    counter.tax_rule = gst;
    counter.add_part("1", "1.83");
    counter.add_part("1", "2.86");
    assert_eq!(counter.totals().total, usd(492));
    counter
}

fn account() -> AccountStanding {
    AccountStanding {
        balance: usd(0),
        limit: Some(usd(20_000)),
        hold: None,
        terms_days: 30,
        po_required: false,
    }
}

/// A part at 100.00 for a customer.
fn sold_to_customer() -> Counter {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.add_part("1", "100");
    counter
}

#[test]
fn cash_is_rounded_to_the_smallest_coin_and_the_sale_is_not() {
    let mut counter = canadian();
    counter.order(&cash(500)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let totals = counter.totals();
    assert_eq!((totals.total, totals.paid), (usd(492), usd(492)));
    assert_eq!((totals.change, totals.rounding), (usd(10), usd(-2)));
    assert_eq!(counter.balance_of_all(Account::Cash), 490);
    assert_eq!(counter.balance_of_all(Account::CashRounding), 2);

    let mut card = canadian();
    let id = card.take_card(None);
    card.step(id, &captured()).unwrap();
    assert_eq!(card.balance_of_all(Account::CardClearing), 492);
}

#[test]
fn of_a_split_only_the_last_cash_part_is_rounded() {
    let mut counter = canadian();
    counter.order(&cash(100)).unwrap();
    assert_eq!(counter.totals().rounding, usd(0));
    let id = counter.take_card(Some(200));
    counter.step(id, &captured()).unwrap();
    assert_eq!(counter.totals().due, usd(192));
    counter.order(&cash(200)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let totals = counter.totals();
    assert_eq!((totals.rounding, totals.change), (usd(-2), usd(10)));
}

#[test]
fn exact_pennies_are_taken_as_they_are() {
    let mut counter = canadian();
    counter.order(&cash(490)).unwrap();
    assert_eq!(counter.totals().rounding, usd(-2));
    let mut counter = canadian();
    counter.add_part("1", "0.05");
    // 4.74 and 5 % is 4.98, which is 5.00 in coins.
    assert_eq!(counter.totals().total, usd(498));
    counter.order(&cash(498)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.totals().rounding, usd(0));
}

#[test]
fn less_than_the_smallest_coin_is_paid_with_nothing() {
    for tendered in [0, 500] {
        let mut counter = canadian();
        let id = counter.take_card(Some(490));
        counter.step(id, &captured()).unwrap();
        counter.order(&cash(tendered)).unwrap();
        assert_eq!(counter.ticket.status, TicketStatus::Paid);
        let totals = counter.totals();
        assert_eq!((totals.rounding, totals.change), (usd(-2), usd(tendered)));
        assert_eq!(counter.balance_of_all(Account::Cash), 0);
    }
    assert_eq!(canadian().order(&cash(0)), Err(Refusal::AmountNotPositive));
}

#[test]
fn a_till_that_must_be_open_is_open() {
    let mut counter = canadian();
    counter.rules.till.required = true;
    assert_eq!(counter.order(&cash(500)), Err(Refusal::TillClosed));
    let till = TillId::new(uuid(40));
    counter.till = Some(till);
    counter.order(&cash(200)).unwrap();
    assert_eq!(counter.balance(Account::Cash, Some(till.uuid())), 200);
    counter.till = None;
    let back = TicketOrder::Refund {
        amount: None,
        to: RefundTo::Cash,
    };
    assert_eq!(counter.order(&back), Err(Refusal::TillClosed));
}

#[test]
fn checks_and_what_others_settle() {
    let mut counter = sold_to_customer();
    let check = TicketOrder::TakeCheck {
        number: "1042".to_owned(),
        amount: Some(5_000),
    };
    counter.order(&check).unwrap();
    let other = TicketOrder::TakeOther {
        kind: "affirm".to_owned(),
        reference: "A-77".to_owned(),
        amount: None,
    };
    counter.order(&other).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.balance_of_all(Account::Checks), 5_000);
    assert_eq!(counter.balance_of_all(Account::OtherTenders), 5_825);
}

#[test]
fn store_credit_is_used_up_and_never_more() {
    let mut counter = sold_to_customer();
    let all = TicketOrder::TakeStoreCredit { amount: None };
    let (asked, left) = (usd(10_825), usd(0));
    let too_small = Refusal::CreditTooSmall { asked, left };
    assert_eq!(counter.order(&all), Err(too_small));
    counter.give_credit(customer(), 3_000);
    let more = TicketOrder::TakeStoreCredit {
        amount: Some(3_001),
    };
    let (asked, left) = (usd(3_001), usd(3_000));
    let too_small = Refusal::CreditTooSmall { asked, left };
    assert_eq!(counter.order(&more), Err(too_small));
    counter.order(&all).unwrap();
    assert_eq!(counter.totals().due, usd(7_825));
    assert_eq!(counter.balance_of_all(Account::StoreCredit), 0);
    let mut stranger = Counter::new();
    stranger.add_part("1", "10");
    let nobody = Err(Refusal::NoCustomer(stranger.ticket.id));
    assert_eq!(stranger.order(&all), nobody);
}

#[test]
fn a_house_account_has_a_limit_a_hold_and_order_numbers() {
    let charge = |amount, po: Option<&str>| TicketOrder::ChargeAccount {
        amount,
        po_number: po.map(str::to_owned),
    };
    let mut counter = sold_to_customer();
    assert_eq!(counter.order(&charge(None, None)), Err(Refusal::NoAccount));
    counter.role = Role::Advisor;
    counter.account = Some(AccountStanding {
        limit: Some(usd(10_824)),
        po_required: true,
        ..account()
    });
    let missing = Err(Refusal::PoNumberMissing);
    assert_eq!(counter.order(&charge(None, None)), missing);
    let (limit, after) = (usd(10_824), usd(10_825));
    let over = Err(Refusal::AccountLimit { limit, after });
    assert_eq!(counter.order(&charge(None, Some("PO 9"))), over);
    let hold = "unpaid since May".to_owned();
    counter.account = Some(AccountStanding {
        hold: Some(hold.clone()),
        ..account()
    });
    let held = Err(Refusal::AccountOnHold(hold));
    assert_eq!(counter.order(&charge(Some(100), None)), held);
    counter.approver = Some(Approver {
        staff: StaffId::new(uuid(2)),
        role: Role::Manager,
        reason: "paid by wire".to_owned(),
    });
    counter.order(&charge(Some(100), None)).unwrap();
    counter.account = Some(account());
    counter.approver = None;
    counter.order(&charge(None, Some("PO 9"))).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let owner = Some(customer().uuid());
    assert_eq!(counter.balance(Account::Receivable, owner), 10_825);
    let tender = &counter.ticket.payments[1].tender;
    let due = jiff::civil::date(2026, 7, 31);
    let po_number = Some("PO 9".to_owned());
    assert_eq!(tender, &Tender::Account { po_number, due });
}

#[test]
fn an_installment_plan_takes_its_share() {
    let plan = PlanId::new(uuid(41));
    let order = TicketOrder::ChargePlan {
        plan,
        amount: 10_000,
    };
    let mut stranger = Counter::new();
    stranger.add_part("1", "100");
    let nobody = Err(Refusal::NoCustomer(stranger.ticket.id));
    assert_eq!(stranger.order(&order), nobody);
    let mut counter = sold_to_customer();
    counter.order(&order).unwrap();
    counter.order(&cash(825)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let balance = counter.balance(Account::PlanReceivable, Some(plan.uuid()));
    assert_eq!(balance, 10_000);
}

#[test]
fn a_link_is_open_and_then_paid_or_ended() {
    let mut counter = sold_to_customer();
    let link = TicketOrder::RequestLink { amount: None };
    counter.order(&link).unwrap();
    let payment = counter.ticket.payments[0].id;
    let open = LinkStep::Open {
        reference: "plink_1".to_owned(),
        url: "https://pay.example/1".to_owned(),
    };
    let step = |step: &LinkStep| TicketOrder::StepLink {
        payment,
        step: step.clone(),
    };
    counter.order(&step(&open)).unwrap();
    assert_eq!(counter.totals().pending, usd(10_825));
    let in_flight = Err(Refusal::PaymentInFlight(payment));
    assert_eq!(counter.order(&link), in_flight);
    assert_eq!(counter.order(&add_part("1", "1")), in_flight);
    assert_eq!(counter.order(&void()), in_flight);
    let ended = LinkStep::Ended {
        reason: "expired".to_owned(),
    };
    counter.order(&step(&ended)).unwrap();
    assert_eq!(counter.totals().due, usd(10_825));
    let settled = Err(Refusal::PaymentSettled(payment));
    assert_eq!(counter.order(&step(&open)), settled);

    counter.order(&link).unwrap();
    let payment = counter.ticket.payments[1].id;
    let paid = LinkStep::Paid {
        reference: "pi_9".to_owned(),
    };
    let order = TicketOrder::StepLink {
        payment,
        step: paid,
    };
    counter.order(&order).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.balance_of_all(Account::CardClearing), 10_825);
}

#[test]
fn a_deposit_goes_back_before_the_estimate_is_given_up() {
    let mut counter = sold_to_customer();
    counter.order(&TicketOrder::MakeEstimate).unwrap();
    counter.order(&cash(5_000)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Open);
    let has_money = Err(Refusal::TicketHasMoney(counter.ticket.id));
    assert_eq!(counter.order(&void()), has_money);
    let refund = |amount| TicketOrder::Refund {
        amount,
        to: RefundTo::Cash,
    };
    let (asked, owed) = (usd(5_001), usd(5_000));
    let more = Err(Refusal::MoreThanOwed { asked, owed });
    assert_eq!(counter.order(&refund(Some(5_001))), more);
    counter.role = Role::Technician;
    let needs = Refusal::NeedsApproval("giving back 50.00".to_owned());
    assert_eq!(counter.order(&refund(None)), Err(needs));
    counter.role = Role::Clerk;
    counter.order(&refund(None)).unwrap();
    assert_eq!(counter.balance_of_all(Account::Cash), 0);
    let nothing = Err(Refusal::NothingOwed(counter.ticket.id));
    assert_eq!(counter.order(&refund(None)), nothing);
    counter.order(&void()).unwrap();
}

#[test]
fn a_deposit_on_less_work_goes_back_as_far_as_it_is_too_much() {
    let mut counter = sold_to_customer();
    let line = counter.add_part("1", "10");
    counter.order(&TicketOrder::StartWork).unwrap();
    counter.order(&cash(20_000)).unwrap();
    assert_eq!(counter.totals().paid, usd(11_908));
    counter.order(&TicketOrder::RemoveLine { line }).unwrap();
    let invoice = TicketOrder::MakeInvoice { odometer_out: None };
    counter.order(&invoice).unwrap();
    assert_eq!(counter.totals().due, usd(-1_083));
    let negative = Refusal::StillDue(usd(-1_083));
    assert_eq!(counter.order(&TicketOrder::Close), Err(negative));
    let back = TicketOrder::Refund {
        amount: None,
        to: RefundTo::StoreCredit,
    };
    counter.order(&back).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.balance_of_all(Account::StoreCredit), -1_083);
}

#[test]
fn a_deposit_that_is_the_whole_invoice_closes_it_by_hand() {
    let mut counter = sold_to_customer();
    counter.order(&TicketOrder::StartWork).unwrap();
    counter.order(&cash(10_825)).unwrap();
    let invoice = TicketOrder::MakeInvoice { odometer_out: None };
    counter.order(&invoice).unwrap();
    counter.order(&TicketOrder::Close).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
}

#[test]
fn tax_that_falls_after_money_was_taken_is_owed_back() {
    let mut counter = Counter::new();
    counter.add_part("1", "100");
    counter.order(&cash(10_500)).unwrap();
    counter.exemption = Some(Exemption {
        reason: "resale".to_owned(),
        certificate: "R-1".to_owned(),
        expires: None,
        classes: None,
    });
    let attach = TicketOrder::Attach {
        customer: Some(customer()),
        vehicle: None,
        odometer: None,
    };
    counter.order(&attach).unwrap();
    assert_eq!(counter.totals().due, usd(-500));
    let refund = TicketOrder::Refund {
        amount: None,
        to: RefundTo::Cash,
    };
    counter.order(&refund).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    assert_eq!(counter.balance_of_all(Account::Cash), 10_000);
}

#[test]
fn a_card_deposit_goes_back_to_the_card_when_the_processor_says_so() {
    let mut counter = sold_to_customer();
    counter.order(&TicketOrder::StartWork).unwrap();
    let paid = counter.take_card(Some(4_000));
    counter.step(paid, &captured()).unwrap();
    let refund = TicketOrder::Refund {
        amount: None,
        to: RefundTo::Original {
            ticket: None,
            payment: paid,
        },
    };
    counter.order(&refund).unwrap();
    assert_eq!(counter.ticket.payments[0].returned, usd(4_000));
    let refunding = counter.ticket.payments[1].id;
    let step = |step| TicketOrder::StepRefund {
        payment: refunding,
        step,
    };
    let in_flight = Err(Refusal::PaymentInFlight(refunding));
    assert_eq!(counter.order(&refund), in_flight);
    counter.order(&step(RefundStep::Sending)).unwrap();
    let failed = RefundStep::Failed {
        reason: "card closed".to_owned(),
    };
    counter.order(&step(failed.clone())).unwrap();
    assert_eq!(counter.ticket.payments[0].returned, usd(0));
    assert_eq!(counter.totals().paid, usd(4_000));
    let settled = Err(Refusal::PaymentSettled(refunding));
    assert_eq!(counter.order(&step(failed)), settled);

    counter.order(&refund).unwrap();
    let refunding = counter.ticket.payments[2].id;
    let done = TicketOrder::StepRefund {
        payment: refunding,
        step: RefundStep::Done {
            reference: "re_1".to_owned(),
        },
    };
    counter.order(&done).unwrap();
    assert_eq!(counter.totals().paid, usd(0));
    assert_eq!(counter.balance_of_all(Account::CardClearing), 0);
    let nothing = Err(Refusal::NothingOwed(counter.ticket.id));
    assert_eq!(counter.order(&refund), nothing);
}

#[test]
fn no_more_goes_back_to_a_payment_than_it_brought() {
    let mut counter = sold_to_customer();
    counter.order(&TicketOrder::StartWork).unwrap();
    let card = counter.take_card(Some(4_000));
    counter.step(card, &captured()).unwrap();
    counter.order(&cash(2_000)).unwrap();
    let refund = |amount, payment| TicketOrder::Refund {
        amount: Some(amount),
        to: RefundTo::Original {
            ticket: None,
            payment,
        },
    };
    let (asked, left) = (usd(4_001), usd(4_000));
    let more = Err(Refusal::MoreThanPaid { asked, left });
    assert_eq!(counter.order(&refund(4_001, card)), more);
    let declined_card = counter.take_card(Some(100));
    counter.step(declined_card, &declined(1)).unwrap();
    let none = Err(Refusal::NoSuchPayment(declined_card));
    assert_eq!(counter.order(&refund(100, declined_card)), none);
    let cash_paid = counter.ticket.payments[1].id;
    counter.order(&refund(2_000, cash_paid)).unwrap();
    let (asked, left) = (usd(1), usd(0));
    let more = Err(Refusal::MoreThanPaid { asked, left });
    assert_eq!(counter.order(&refund(1, cash_paid)), more);
}
