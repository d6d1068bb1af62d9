//! Costs followed from the journal are the costs that the domain decided by.

use domain::catalog::StockMove;
use domain::ids::{LineId, PartId, PurchaseId, SupplierReturnId, TicketId};
use domain::money::{Currency, Money, Quantity};
use domain::stock::cost::extended;
use domain::stock::{CostMethod, CostMove, CostState, MoveReason, ReceiptKey, ReturnTo};
use engine::Lookup;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::samples::{part, price, quantity, usd, uuid};
use super::shop::Shop;

const METHODS: [CostMethod; 2] = [CostMethod::MovingAverage, CostMethod::Fifo];

fn thousandths(count: i64) -> Quantity {
    Quantity::try_new(Decimal::new(count, 3)).unwrap()
}

/// What happens to a part: how, how many thousandths, for how many cents.
fn movements() -> impl Strategy<Value = Vec<(u8, i64, i64)>> {
    let count = prop_oneof![(1_i64..400).prop_map(|n| n * 1000), 1_i64..30_000];
    prop::collection::vec((0_u8..7, count, 0_i64..100_000), 1..40)
}

/// Lets the domain decide on a movement and returns what the journal keeps of it.
fn decided(state: &mut CostState, nth: u32, (what, count, cents): (u8, i64, i64)) -> StockMove {
    let (count, total) = (thousandths(count), usd(cents));
    let (ticket, line) = (TicketId::new(uuid(1)), LineId::new(uuid(2)));
    let purchase = PurchaseId::new(uuid(9));
    let of = |nth: u32| LineId::new(uuid(1_000 + u128::from(nth)));
    let key = |nth| ReceiptKey {
        purchase,
        line: of(nth),
    };
    let reason = || "counted".to_owned();
    let (cost_move, why, signed) = match what {
        0 => (
            CostMove::Received {
                receipt: Some(key(nth)),
                quantity: count,
                total,
            },
            MoveReason::PurchaseReceived {
                purchase,
                line: of(nth),
            },
            count,
        ),
        1 | 2 => (
            CostMove::Issued { quantity: count },
            MoveReason::Sold { ticket, line },
            count.negated(),
        ),
        3 => {
            let total = extended(state.last_cost(), count, Currency::USD).unwrap();
            let to = ReturnTo::Stock;
            (
                CostMove::Returned {
                    quantity: count,
                    total,
                },
                MoveReason::CustomerReturn { ticket, line, to },
                count,
            )
        }
        4 => {
            let receipt = nth / 2;
            (
                CostMove::VendorReturned {
                    receipt: Some(key(receipt)),
                    quantity: count,
                    total,
                },
                MoveReason::SupplierReturn {
                    supplier_return: SupplierReturnId::new(uuid(8)),
                    line,
                    origin: Some(key(receipt)),
                },
                count.negated(),
            )
        }
        5 => (
            CostMove::Found { quantity: count },
            MoveReason::Adjusted { reason: reason() },
            count,
        ),
        _ => {
            let unit_cost = Some(price(&Decimal::new(cents, 4).to_string()));
            let method = state.method();
            (
                CostMove::Revalued { method, unit_cost },
                MoveReason::Revalued { reason: reason() },
                Quantity::ZERO,
            )
        }
    };
    let entry = state.apply(&cost_move).unwrap();
    let unit_cost = match cost_move {
        CostMove::Revalued {
            unit_cost: Some(unit_cost),
            ..
        } => unit_cost,
        _ => entry.unit_cost,
    };
    StockMove {
        part: PartId::new(uuid(3)),
        location: "shop".to_owned(),
        quantity: signed,
        unit_cost,
        value: entry.value,
        reason: why,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn following_the_journal_comes_to_what_was_decided(movements in movements(), fifo: bool) {
        let new = |method| CostState::new(method, Currency::USD, price("7.25"));
        let method = METHODS[usize::from(fifo)];
        let mut state = new(method);
        let (mut same, mut other) = (new(method), new(METHODS[usize::from(!fifo)]));
        let mut value = Money::zero(Currency::USD);
        for (nth, movement) in (0..).zip(movements) {
            let moved = decided(&mut state, nth, movement);
            same.follow(&moved).unwrap();
            prop_assert_eq!(&same, &state, "after {:?}", moved);
            // The other method follows the same money.
            value = value.plus(moved.value).unwrap();
            other.follow(&moved).unwrap();
            prop_assert_eq!(other.value().unwrap(), value);
            prop_assert_eq!(other.on_hand().unwrap(), state.on_hand().unwrap());
            prop_assert_eq!(CostState::from_snapshot(state.snapshot()), state.clone());
        }
    }
}

#[test]
fn a_part_costs_what_its_stock_costs() {
    let mut shop = Shop::new();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    let method = CostMethod::MovingAverage;
    assert_eq!(shop.store.cost_state(pads.id, method).unwrap(), None);
    let moved = |pieces: &str, value: i64, cost: &str| StockMove {
        part: pads.id,
        location: "shop".to_owned(),
        quantity: quantity(pieces),
        unit_cost: price(cost),
        value: usd(value),
        reason: MoveReason::PurchaseReceived {
            purchase: PurchaseId::new(uuid(9)),
            line: LineId::new(uuid(2)),
        },
    };
    // (10 x 20.00 + 10 x 25.00) / 20 = 22.50
    shop.append(&[
        moved("10", 20_000, "20").moved(),
        moved("10", 25_000, "25").moved(),
    ]);
    let known = |shop: &mut Shop| shop.store.part(pads.id).unwrap().unwrap().cost;
    assert_eq!(known(&mut shop), price("22.5"));
    let fifo = shop
        .store
        .cost_state(pads.id, CostMethod::Fifo)
        .unwrap()
        .unwrap();
    assert_eq!(fifo.quote(quantity("1")).unwrap().total, usd(2_000));
    let average = shop.store.cost_state(pads.id, method).unwrap().unwrap();
    assert_eq!(average.quote(quantity("1")).unwrap().total, usd(2_250));
    // What the catalog is told later does not change what the stock cost.
    shop.save_part(pads.clone());
    assert_eq!(known(&mut shop), price("22.5"));
    let id = shop.open_ticket();
    shop.sell(id, pads.clone(), "4");
    shop.pay_cash(id, 100_000);
    let average = shop.store.cost_state(pads.id, method).unwrap().unwrap();
    assert_eq!(average.value().unwrap(), usd(36_000));
    crate::verify(shop.dir.path()).unwrap();
}
