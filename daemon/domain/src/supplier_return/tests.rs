//! Returns from the request to the last cent of credit.

use crate::ids::{CoreId, LineId};
use crate::ledger::Account;
use crate::money::{Money, Quantity};
use crate::people::Role;
use crate::purchase::fixture::{
    Shop, TODAY, line, part, price, quantity, supplier, ticket, usd, uuid,
};
use crate::purchase::{PurchaseOrder, Purpose, unreconciled};
use crate::stock::ReceiptKey;
use crate::supplier_return::{
    CreditDraft, ReturnDraft, ReturnItem, ReturnKind, ReturnLineDraft, ReturnState,
    SupplierReturnOrder, SupplierReturnRefusal, open,
};

fn bought() -> Shop {
    let mut shop = Shop::ordered(vec![line(1, "5", "100", "20")]);
    shop.receive(&[(0, "5")]).unwrap();
    shop
}

fn goods(shop: &Shop, count: &str) -> ReturnLineDraft {
    ReturnLineDraft {
        item: ReturnItem::Stock {
            part: part(1),
            unit_cost: price("100"),
            core_deposit: price("20"),
            origin: Some(ReceiptKey {
                purchase: shop.purchase().id,
                line: shop.line(0),
            }),
        },
        description: "Alternator".to_owned(),
        quantity: quantity(count),
        claimed: None,
    }
}

fn core(number: u128, value: i64) -> ReturnLineDraft {
    ReturnLineDraft {
        item: ReturnItem::Core {
            core: CoreId::new(uuid(number)),
            part: part(1),
        },
        description: "Old alternator".to_owned(),
        quantity: Quantity::ONE,
        claimed: Some(usd(value)),
    }
}

fn request(
    shop: &mut Shop,
    kind: ReturnKind,
    lines: Vec<ReturnLineDraft>,
) -> Result<(), SupplierReturnRefusal> {
    let draft = ReturnDraft {
        supplier: supplier(),
        kind,
        location: None,
        lines,
    };
    let ctx = shop.ctx();
    let events = open(&draft, &shop.rules, &ctx)?;
    shop.keep(&events);
    Ok(())
}

fn send(shop: &mut Shop) -> Result<(), SupplierReturnRefusal> {
    let origins = shop.purchases.clone();
    let authorization = Some("RMA 5".to_owned());
    shop.order_back(SupplierReturnOrder::Send {
        authorization,
        tracking: None,
        origins,
    })
    .map(|_| ())
}

fn credit(
    shop: &mut Shop,
    memo: &str,
    amounts: &[(usize, i64)],
    over_confirmed: bool,
) -> Result<(), SupplierReturnRefusal> {
    let back = shop.returns.last().unwrap();
    let lines = amounts.iter().map(|(place, cents)| CreditDraft {
        line: back
            .lines
            .get(*place)
            .map_or(LineId::new(uuid(3)), |line| line.id),
        amount: usd(*cents),
    });
    let order = SupplierReturnOrder::Credit {
        memo: memo.to_owned(),
        date: TODAY,
        lines: lines.collect(),
        over_confirmed,
    };
    shop.order_back(order).map(|_| ())
}

fn owed(shop: &Shop, account: Account) -> i64 {
    shop.balance(account, Some(supplier().id.uuid()))
}

#[test]
fn goods_go_back_at_what_they_cost_with_their_core_deposit() {
    let mut shop = bought();
    let lines = vec![goods(&shop, "2")];
    request(&mut shop, ReturnKind::Plain, lines).unwrap();
    assert_eq!(shop.returns[0].number.to_string(), "C1-V000001");
    send(&mut shop).unwrap();
    assert_eq!(shop.balance(Account::Inventory, None), 300_00);
    assert_eq!(owed(&shop, Account::CoreDeposits), 60_00);
    assert_eq!(owed(&shop, Account::SupplierClaims), 240_00);
    assert_eq!(shop.purchase().lines[0].returned, quantity("2"));
    credit(&mut shop, "CM-1", &[(0, 240_00)], false).unwrap();
    assert_eq!(owed(&shop, Account::SupplierClaims), 0);
    assert_eq!(owed(&shop, Account::Payable), 240_00);
    assert_eq!(shop.returns[0].state, ReturnState::Credited);
}

#[test]
fn no_more_goes_back_than_came() {
    let mut shop = bought();
    let lines = vec![goods(&shop, "3"), goods(&shop, "3")];
    request(&mut shop, ReturnKind::Plain, lines).unwrap();
    let (asked, left) = (quantity("3"), quantity("2"));
    let refused = SupplierReturnRefusal::MoreThanReceived { asked, left };
    assert_eq!(
        send(&mut shop),
        Err(refused),
        "the lines of one return count together"
    );
    let mut stranger = goods(&shop, "1");
    if let ReturnItem::Stock { part: wrong, .. } = &mut stranger.item {
        *wrong = part(2);
    }
    request(&mut shop, ReturnKind::Plain, vec![stranger]).unwrap();
    assert!(matches!(
        send(&mut shop),
        Err(SupplierReturnRefusal::OriginUnknown(_))
    ));
}

#[test]
fn goods_kept_for_a_ticket_go_back_last_and_are_accounted_for_then() {
    let mut work = line(1, "5", "100", "20");
    work.purpose = Purpose::WorkOrder {
        ticket: ticket(),
        line: None,
    };
    let mut shop = Shop::ordered(vec![work]);
    shop.receive(&[(0, "5")]).unwrap();
    let (stocked, one) = (shop.line(0), Quantity::ONE);
    shop.order(PurchaseOrder::Stock {
        line: stocked,
        quantity: one,
    })
    .unwrap();
    for (count, kept) in [("1", "4"), ("1", "3"), ("3", "0")] {
        let lines = vec![goods(&shop, count)];
        request(&mut shop, ReturnKind::Plain, lines).unwrap();
        send(&mut shop).unwrap();
        assert_eq!(shop.purchase().lines[0].held(), quantity(kept));
    }
    assert_eq!(unreconciled(shop.purchase()), []);
}

#[test]
fn a_short_core_credit_stays_open_until_the_loss_is_accepted() {
    let mut shop = Shop::new();
    let lines = vec![core(50, 20_00), core(51, 20_00)];
    request(&mut shop, ReturnKind::Cores, lines).unwrap();
    send(&mut shop).unwrap();
    assert_eq!(shop.balance(Account::CoreInventory, None), -40_00);
    assert_eq!(owed(&shop, Account::CoreReceivable), 40_00);
    credit(&mut shop, "CC-1", &[(0, 20_00), (1, 5_00)], false).unwrap();
    let back = &shop.returns[0];
    assert_eq!(
        (back.state, back.lines[1].open),
        (ReturnState::Sent, usd(15_00))
    );
    let accept = SupplierReturnOrder::AcceptShort {
        reason: "cracked housing".to_owned(),
    };
    shop.role = Role::Clerk;
    assert!(matches!(
        shop.order_back(accept.clone()),
        Err(SupplierReturnRefusal::RoleNeeded { .. })
    ));
    shop.role = Role::Manager;
    shop.order_back(accept).unwrap();
    assert_eq!(shop.balance(Account::CoreLoss, None), 15_00);
    assert_eq!(owed(&shop, Account::CoreReceivable), 0);
    assert_eq!(owed(&shop, Account::Payable), 25_00);
    assert_eq!(shop.returns[0].state, ReturnState::Credited);
}

#[test]
fn a_warranty_claim_is_booked_when_it_is_granted() {
    let mut shop = bought();
    let failed = |item, cents| ReturnLineDraft {
        item,
        description: "Failed after 200 km".to_owned(),
        quantity: Quantity::ONE,
        claimed: Some(usd(cents)),
    };
    let claim = ReturnKind::Warranty {
        claim: " W-77 ".to_owned(),
    };
    let lines = vec![
        failed(
            ReturnItem::Failed {
                part: part(1),
                ticket: None,
            },
            100_00,
        ),
        failed(ReturnItem::Labor { ticket: None }, 80_00),
    ];
    request(&mut shop, claim.clone(), lines.clone()).unwrap();
    let trimmed = ReturnKind::Warranty {
        claim: "W-77".to_owned(),
    };
    assert_eq!(shop.returns[0].kind, trimmed);
    let before = shop.entries().count();
    send(&mut shop).unwrap();
    assert_eq!(shop.entries().count(), before, "nobody owes it yet");
    credit(&mut shop, "CM-2", &[(0, 100_00), (1, 50_00)], false).unwrap();
    assert_eq!(shop.balance(Account::WarrantyRecovery, None), -150_00);
    let wrong = request(&mut shop, ReturnKind::Plain, lines);
    assert_eq!(wrong, Err(SupplierReturnRefusal::WrongKind));
}

#[test]
fn wrong_requests_and_credits_are_refused() {
    let mut shop = bought();
    let twice = vec![core(50, 1), core(50, 1)];
    let id = CoreId::new(uuid(50));
    let refused = Err(SupplierReturnRefusal::CoreTwice(id));
    assert_eq!(request(&mut shop, ReturnKind::Cores, twice), refused);
    let free = ReturnLineDraft {
        claimed: None,
        ..core(50, 1)
    };
    let refused = Err(SupplierReturnRefusal::ClaimMissing);
    assert_eq!(request(&mut shop, ReturnKind::Cores, vec![free]), refused);
    let lines = vec![goods(&shop, "1")];
    request(&mut shop, ReturnKind::Plain, lines).unwrap();
    let early = Err(SupplierReturnRefusal::WrongState(ReturnState::Requested));
    assert_eq!(credit(&mut shop, "CM", &[(0, 1)], false), early);
    send(&mut shop).unwrap();
    let (asked, open) = (usd(120_01), usd(120_00));
    let refused = Err(SupplierReturnRefusal::CreditTooMuch { asked, open });
    assert_eq!(credit(&mut shop, "CM", &[(0, 120_01)], false), refused);
    let refused = Err(SupplierReturnRefusal::CreditNotPositive);
    assert_eq!(credit(&mut shop, "CM", &[(0, 0)], false), refused);
    credit(&mut shop, "CM", &[(0, 1_00)], false).unwrap();
    let refused = Err(SupplierReturnRefusal::MemoUsed);
    assert_eq!(credit(&mut shop, "CM", &[(0, 1_00)], false), refused);
    credit(&mut shop, "CM 2", &[(0, 120_00)], true).unwrap();
    assert_eq!(
        shop.balance(Account::PurchaseVariance, None),
        -1_00,
        "a cent too many is won"
    );
    assert_eq!(
        shop.returns[0].lines[0].open,
        Money::zero(crate::Currency::USD)
    );
}
