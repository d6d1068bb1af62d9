//! Invoices against receipts.

use crate::ledger::Account;
use crate::people::Role;
use crate::purchase::fixture::{Shop, line, part, price, quantity, supplier, usd};
use crate::purchase::{
    DifferenceKind, InvoiceState, PurchaseOrder, PurchaseRefusal, PurchaseState, Settlement,
};

fn accept(shop: &Shop, accept: &[(Option<usize>, DifferenceKind)]) -> PurchaseOrder {
    PurchaseOrder::AcceptInvoice {
        invoice: shop.purchase().invoices.last().unwrap().invoice.id,
        accept: accept.to_vec(),
    }
}

fn settle(
    shop: &Shop,
    place: Option<usize>,
    kind: DifferenceKind,
    how: Settlement,
    amount: Option<i64>,
) -> PurchaseOrder {
    PurchaseOrder::SettleDifference {
        invoice: shop.purchase().invoices.last().unwrap().invoice.id,
        place,
        kind,
        how,
        amount: amount.map(usd),
    }
}

fn enter(shop: &mut Shop, draft: crate::purchase::InvoiceDraft) {
    shop.order(PurchaseOrder::EnterInvoice(Box::new(draft)))
        .unwrap();
}

#[test]
fn what_is_received_and_invoiced_alike_leaves_nothing_and_is_owed_to_the_supplier() {
    let mut shop = Shop::ordered(vec![line(1, "3", "33.3333", "20")]);
    // Three receipts of 33.33 are 99.99; the invoice of 100.00 differs by a cent, within tolerance.
    for _ in 0..3 {
        shop.receive(&[(0, "1")]).unwrap();
    }
    let draft = shop.invoice(&[(0, "3", "33.3333", "20")], 0, 0);
    shop.bill(draft).unwrap();
    let owner = Some(shop.purchase().id.uuid());
    assert_eq!(shop.balance(Account::ReceivedNotInvoiced, owner), 0);
    assert_eq!(
        shop.balance(Account::Payable, Some(supplier().id.uuid())),
        -160_00
    );
    assert_eq!(
        (
            shop.balance(Account::Inventory, None),
            shop.balance(Account::PurchaseVariance, None)
        ),
        (100_00, 0),
        "all are on the shelf"
    );
    shop.order(PurchaseOrder::Close { write_off: false })
        .unwrap();
    assert_eq!(shop.purchase().state, PurchaseState::Closed);
    let due = shop.purchase().invoices[0].invoice.due;
    assert_eq!(due, jiff::civil::date(2026, 4, 1), "30 days");
}

#[test]
fn every_kind_of_difference_is_listed() {
    let mut shop = Shop::ordered(vec![line(1, "5", "100", "20")]);
    shop.receive(&[(0, "4")]).unwrap();
    let mut draft = shop.invoice(&[(0, "5", "110", "25")], 9_00, 1_00);
    let mut extra = draft.lines[0].clone();
    (extra.line, extra.quantity) = (None, quantity("1"));
    draft.lines.push(extra);
    draft.total = draft.total.plus(usd(135_00)).unwrap();
    enter(&mut shop, draft);
    let invoice = &shop.purchase().invoices[0].invoice;
    let found = shop.purchase().differences(invoice, &shop.rules).unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|one| {
            (
                one.place,
                one.kind.word(),
                one.amount.minor(),
                one.within_tolerance,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some(0), "quantity", 135_00, false),
            (Some(0), "price", 40_00, false),
            (Some(0), "core", 20_00, false),
            (Some(1), "not_ordered", 135_00, false),
            (None, "freight", 9_00, false),
            (None, "charges", 1_00, true),
        ]
    );
}

#[test]
fn an_accepted_price_is_worth_more_on_the_shelf_and_a_variance_for_what_is_gone() {
    let mut shop = Shop::ordered(vec![line(1, "4", "100", "0")]);
    shop.receive(&[(0, "4")]).unwrap();
    shop.sell(part(1), quantity("3"), price("90"));
    let draft = shop.invoice(&[(0, "4", "110", "0")], 0, 0);
    enter(&mut shop, draft);
    let order = accept(&shop, &[(Some(0), DifferenceKind::Price)]);
    shop.role = Role::Clerk;
    assert!(matches!(
        shop.order(order.clone()),
        Err(PurchaseRefusal::RoleNeeded { .. })
    ));
    shop.role = Role::Manager;
    let wrong = accept(&shop, &[(Some(0), DifferenceKind::Core)]);
    assert_eq!(shop.order(wrong), Err(PurchaseRefusal::NoSuchDifference));
    shop.order(order).unwrap();
    assert_eq!(shop.balance(Account::Inventory, None), 110_00);
    assert_eq!(shop.balance(Account::PurchaseVariance, None), 30_00);
    assert_eq!(shop.purchase().invoices[0].open, []);
}

#[test]
fn what_is_not_accepted_stays_open_until_it_is_credited() {
    let mut shop = Shop::ordered(vec![line(1, "4", "100", "0")]);
    shop.receive(&[(0, "4")]).unwrap();
    let draft = shop.invoice(&[(0, "4", "110", "0")], 0, 0);
    shop.bill(draft).unwrap();
    assert_eq!(shop.purchase().invoices[0].state, InvoiceState::Accepted);
    let close = PurchaseOrder::Close { write_off: false };
    assert_eq!(
        shop.order(close.clone()),
        Err(PurchaseRefusal::DifferenceOpen(usd(40_00)))
    );
    let memo = || Settlement::Credited {
        memo: "CM-1".to_owned(),
    };
    let credit =
        |shop: &Shop, cents| settle(shop, Some(0), DifferenceKind::Price, memo(), Some(cents));
    for wrong in [40_01, 0, -1] {
        let order = credit(&shop, wrong);
        assert!(matches!(
            shop.order(order),
            Err(PurchaseRefusal::CreditTooMuch { .. })
        ));
    }
    let order = credit(&shop, 15_00);
    shop.order(order).unwrap();
    let owner = Some(supplier().id.uuid());
    assert_eq!(shop.balance(Account::SupplierClaims, owner), 25_00);
    let order = settle(
        &shop,
        Some(0),
        DifferenceKind::Price,
        Settlement::Accepted,
        None,
    );
    shop.order(order).unwrap();
    assert_eq!(shop.balance(Account::Payable, owner), -425_00);
    assert_eq!(shop.balance(Account::Inventory, None), 425_00);
    shop.order(close).unwrap();
}

#[test]
fn goods_invoiced_early_are_matched_when_they_arrive() {
    let mut shop = Shop::ordered(vec![line(1, "4", "100", "0")]);
    shop.receive(&[(0, "3")]).unwrap();
    let draft = shop.invoice(&[(0, "4", "100", "0")], 0, 0);
    shop.bill(draft).unwrap();
    let arrived = settle(
        &shop,
        Some(0),
        DifferenceKind::Quantity,
        Settlement::Arrived,
        None,
    );
    assert!(matches!(
        shop.order(arrived.clone()),
        Err(PurchaseRefusal::MoreThanLeft { .. })
    ));
    shop.receive(&[(0, "1")]).unwrap();
    shop.order(arrived).unwrap();
    assert_eq!(shop.balance(Account::SupplierClaims, None), 0);
    assert_eq!(shop.balance(Account::ReceivedNotInvoiced, None), 0);
    assert_eq!(shop.balance(Account::Inventory, None), 400_00);
    shop.order(PurchaseOrder::Close { write_off: false })
        .unwrap();
}

#[test]
fn agreed_freight_passes_once() {
    let mut shop = Shop::ordered(vec![line(1, "2", "10", "0")]);
    shop.order(PurchaseOrder::SetTerms {
        freight: usd(12_00),
        expected: None,
        note: None,
    })
    .unwrap();
    shop.receive(&[(0, "2")]).unwrap();
    for place in 0..2 {
        let draft = shop.invoice(&[(0, "1", "10", "0")], 12_00, 0);
        shop.bill(draft).unwrap();
        assert_eq!(shop.purchase().invoices[place].open.len(), place);
    }
    assert_eq!(shop.balance(Account::FreightIn, None), 12_00);
    assert_eq!(shop.balance(Account::SupplierClaims, None), 12_00);
}

#[test]
fn wrong_papers_are_refused() {
    let mut shop = Shop::ordered(vec![line(1, "2", "10", "0")]);
    let good = shop.invoice(&[(0, "2", "10", "0")], 0, 0);
    let entered = |draft| PurchaseOrder::EnterInvoice(Box::new(draft));
    let mut slip = good.clone();
    slip.total = usd(20_01);
    let (total, sum) = (usd(20_01), usd(20_00));
    assert_eq!(
        shop.order(entered(slip)),
        Err(PurchaseRefusal::InvoiceTotal { total, sum })
    );
    let mut twice = good.clone();
    twice.lines.push(good.lines[0].clone());
    let line = shop.line(0);
    assert_eq!(
        shop.order(entered(twice)),
        Err(PurchaseRefusal::LineTwice(line))
    );
    shop.order(entered(good.clone())).unwrap();
    let id = shop.purchase().invoices[0].invoice.id;
    let again = shop.order(entered(good.clone()));
    assert_eq!(again, Err(PurchaseRefusal::InvoiceNumberUsed(id)));
    let reject = PurchaseOrder::RejectInvoice {
        invoice: id,
        reason: "not ours".to_owned(),
    };
    shop.order(reject.clone()).unwrap();
    assert_eq!(shop.order(reject), Err(PurchaseRefusal::InvoiceSettled(id)));
    shop.order(entered(good)).unwrap();
    assert_eq!(
        shop.entries().count(),
        0,
        "nothing is booked before it is accepted"
    );
}

#[test]
fn goods_never_invoiced_are_written_off_by_a_manager() {
    let mut shop = Shop::ordered(vec![line(1, "2", "10", "0")]);
    shop.receive(&[(0, "2")]).unwrap();
    shop.role = Role::Clerk;
    let close = PurchaseOrder::Close { write_off: true };
    assert!(matches!(
        shop.order(close.clone()),
        Err(PurchaseRefusal::RoleNeeded { .. })
    ));
    shop.role = Role::Manager;
    shop.order(close).unwrap();
    assert_eq!(shop.balance(Account::ReceivedNotInvoiced, None), 0);
    assert_eq!(shop.balance(Account::PurchaseVariance, None), -20_00);
    assert_eq!(price("10"), shop.purchase().lines[0].item.unit_cost);
}
