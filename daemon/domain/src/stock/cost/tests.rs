//! Worked examples and the law of conservation.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::{LineId, PurchaseId};
use crate::money::NumberError;
use crate::stock::testing::{price, quantity, some_quantity, usd};

const METHODS: [CostMethod; 2] = [CostMethod::MovingAverage, CostMethod::Fifo];

fn state(method: CostMethod) -> CostState {
    CostState::new(method, Currency::USD, price("4"))
}

fn receipt(number: u128) -> ReceiptKey {
    ReceiptKey {
        purchase: PurchaseId::new(Uuid::from_u128(9)),
        line: LineId::new(Uuid::from_u128(number)),
    }
}

fn received(number: u128, count: &str, cents: i64) -> CostMove {
    CostMove::Received {
        receipt: Some(receipt(number)),
        quantity: quantity(count),
        total: usd(cents),
    }
}

fn vendor_returned(number: u128, count: &str, cents: i64) -> CostMove {
    CostMove::VendorReturned {
        receipt: Some(receipt(number)),
        quantity: quantity(count),
        total: usd(cents),
    }
}

fn invoiced(number: u128, count: &str, cents: i64) -> CostMove {
    CostMove::Invoiced {
        receipt: receipt(number),
        received: quantity(count),
        difference: usd(cents),
    }
}

fn apply(state: &mut CostState, movement: &CostMove) -> CostEntry {
    let entry = state.apply(movement).unwrap();
    let accounted = Money::sum(Currency::USD, [entry.value, entry.issued, entry.variance]);
    assert_eq!(accounted, Ok(entry.received), "{movement:?}");
    entry
}

fn holds(state: &CostState) -> (Quantity, Money) {
    (state.on_hand().unwrap(), state.value().unwrap())
}

/// 10 at 4.00 and 5 at 5.50.
fn fifteen(method: CostMethod) -> CostState {
    let mut state = state(method);
    apply(&mut state, &received(1, "10", 4000));
    apply(&mut state, &received(2, "5", 2750));
    state
}

#[test]
fn the_average_of_10_at_4_00_and_5_at_5_50_is_4_50() {
    let mut state = fifteen(CostMethod::MovingAverage);
    assert_eq!(state.last_cost(), price("4.5"));
    let issue = state.issue(quantity("3")).unwrap();
    assert_eq!((issue.unit_cost, issue.total), (price("4.5"), usd(1350)));
    assert_eq!(holds(&state), (quantity("12"), usd(5400)));
}

#[test]
fn fifo_lets_the_oldest_leave_first() {
    let mut state = fifteen(CostMethod::Fifo);
    assert_eq!(state.last_cost(), price("5.5"));
    let issue = state.issue(quantity("12")).unwrap();
    assert_eq!((issue.unit_cost, issue.total), (price("4.25"), usd(5100)));
    assert_eq!(holds(&state), (quantity("3"), usd(1650)));
}

#[test]
fn a_quote_changes_nothing() {
    let state = fifteen(CostMethod::Fifo);
    assert_eq!(state.quote(quantity("11")).unwrap().total, usd(4550));
    assert_eq!(state, fifteen(CostMethod::Fifo));
}

#[test]
fn rounding_never_loses_a_cent() {
    for method in METHODS {
        let mut state = state(method);
        apply(&mut state, &received(1, "3", 1000));
        let totals = [1, 2, 3].map(|_| state.issue(Quantity::ONE).unwrap());
        assert_eq!(
            totals.map(|issue| issue.total),
            [usd(333), usd(334), usd(333)]
        );
        assert_eq!(totals[0].unit_cost, price("3.3333"));
        assert_eq!(holds(&state), (Quantity::ZERO, usd(0)));
    }
}

#[test]
fn a_customer_return_comes_in_at_the_cost_it_left_with() {
    let mut state = fifteen(CostMethod::MovingAverage);
    let issue = state.issue(quantity("3")).unwrap();
    apply(&mut state, &received(3, "12", 10_000));
    let total = issue.share(Quantity::ZERO, quantity("2")).unwrap();
    let entry = apply(
        &mut state,
        &CostMove::Returned {
            quantity: quantity("2"),
            total,
        },
    );
    assert_eq!(
        (entry.issued, entry.value, entry.variance),
        (usd(-900), usd(900), usd(0))
    );

    let mut state = fifteen(CostMethod::Fifo);
    let issue = state.issue(quantity("10")).unwrap();
    let total = issue.share(Quantity::ZERO, Quantity::ONE).unwrap();
    apply(
        &mut state,
        &CostMove::Returned {
            quantity: Quantity::ONE,
            total,
        },
    );
    // It is the oldest again, and the cost last known is still the last receipt's.
    assert_eq!(state.last_cost(), price("5.5"));
    assert_eq!(state.issue(quantity("2")).unwrap().total, usd(400 + 550));
}

#[test]
fn no_more_comes_back_than_left() {
    let issue = Issue {
        quantity: quantity("3"),
        unit_cost: price("3.3333"),
        total: usd(1000),
    };
    let refused = Err(CostRefusal::MoreThanIssued {
        issued: quantity("3"),
    });
    assert_eq!(issue.share(quantity("2"), quantity("1.001")), refused);
    assert_eq!(issue.share(quantity("-1"), quantity("1")), refused);
}

#[test]
fn a_vendor_return_leaves_at_its_receipt_cost() {
    let mut state = fifteen(CostMethod::MovingAverage);
    let entry = apply(&mut state, &vendor_returned(2, "5", 2750));
    assert_eq!((entry.received, entry.variance), (usd(-2750), usd(0)));
    assert_eq!(holds(&state), (quantity("10"), usd(4000)));

    let mut state = fifteen(CostMethod::Fifo);
    apply(&mut state, &vendor_returned(2, "2", 1100));
    assert_eq!(holds(&state), (quantity("13"), usd(5650)));
    assert_eq!(state.issue(quantity("11")).unwrap().total, usd(4550));
}

#[test]
fn a_vendor_return_of_the_last_piece_leaves_no_money_behind() {
    let mut state = fifteen(CostMethod::MovingAverage);
    state.issue(quantity("14")).unwrap();
    let entry = apply(&mut state, &vendor_returned(2, "1", 550));
    // 4.50 was on hand, and 5.50 came back from the supplier.
    assert_eq!(entry.variance, usd(-100));
    assert_eq!(holds(&state), (Quantity::ZERO, usd(0)));
}

#[test]
fn a_vendor_return_of_pieces_that_were_sold_takes_the_oldest_others() {
    let mut state = fifteen(CostMethod::Fifo);
    let entry = apply(&mut state, &vendor_returned(2, "6", 3300));
    assert_eq!((entry.value, entry.variance), (usd(-3150), usd(-150)));
    assert_eq!(holds(&state), (quantity("9"), usd(3600)));
}

#[test]
fn a_vendor_return_of_unknown_origin_takes_the_oldest() {
    let mut state = fifteen(CostMethod::Fifo);
    let quantity = quantity("2");
    // What was found has no receipt either, and is not meant.
    apply(&mut state, &CostMove::Found { quantity });
    let unknown = CostMove::VendorReturned {
        receipt: None,
        quantity,
        total: usd(1100),
    };
    let entry = apply(&mut state, &unknown);
    assert_eq!((entry.value, entry.variance), (usd(-800), usd(-300)));
}

#[test]
fn a_vendor_return_of_more_than_is_on_hand_is_owed_at_its_cost() {
    for method in METHODS {
        let mut state = state(method);
        apply(&mut state, &received(1, "2", 800));
        apply(&mut state, &vendor_returned(1, "3", 1500));
        assert_eq!(holds(&state), (quantity("-1"), usd(-500)));
    }
}

#[test]
fn below_zero_a_sale_leaves_at_the_last_known_cost_and_the_receipt_trues_it_up() {
    for method in METHODS {
        let mut state = state(method);
        apply(&mut state, &received(1, "2", 900));
        let issue = state.issue(quantity("5")).unwrap();
        assert_eq!((issue.unit_cost, issue.total), (price("4.5"), usd(2250)));
        assert_eq!(holds(&state), (quantity("-3"), usd(-1350)));
        // Two of the three come in at 5.00: they had been sold at 4.50.
        let entry = apply(&mut state, &received(2, "2", 1000));
        assert_eq!(entry.variance, usd(100));
        assert_eq!(holds(&state), (quantity("-1"), usd(-450)));
        let entry = apply(&mut state, &received(3, "4", 1600));
        assert_eq!(entry.variance, usd(-50));
        assert_eq!(holds(&state), (quantity("3"), usd(1200)));
        assert_eq!(state.last_cost(), price("4"));
    }
}

#[test]
fn a_sale_before_any_receipt_leaves_at_the_catalog_cost() {
    let mut state = state(CostMethod::Fifo);
    assert_eq!(state.issue(quantity("2")).unwrap().total, usd(800));
    apply(&mut state, &received(1, "2", 1000));
    assert_eq!(
        (holds(&state), state.last_cost()),
        ((Quantity::ZERO, usd(0)), price("5"))
    );
}

#[test]
fn what_a_count_finds_comes_in_at_the_last_known_cost() {
    let mut state = fifteen(CostMethod::MovingAverage);
    let entry = apply(
        &mut state,
        &CostMove::Found {
            quantity: quantity("2"),
        },
    );
    assert_eq!((entry.received, entry.value), (usd(900), usd(900)));
    assert_eq!(state.last_cost(), price("4.5"));
}

#[test]
fn an_invoice_difference_goes_to_what_is_on_hand_and_the_rest_is_variance() {
    let mut state = fifteen(CostMethod::Fifo);
    state.issue(quantity("13")).unwrap();
    let entry = apply(&mut state, &invoiced(2, "5", 100));
    assert_eq!((entry.value, entry.variance), (usd(40), usd(60)));
    assert_eq!(state.last_cost(), price("5.7"));
    let entry = apply(&mut state, &invoiced(1, "10", 100));
    assert_eq!((entry.value, entry.variance), (usd(0), usd(100)));

    let mut state = fifteen(CostMethod::MovingAverage);
    let entry = apply(&mut state, &invoiced(2, "5", 100));
    assert_eq!((entry.value, entry.variance), (usd(100), usd(0)));

    let mut state = fifteen(CostMethod::MovingAverage);
    state.issue(quantity("13")).unwrap();
    let entry = apply(&mut state, &invoiced(2, "5", 100));
    assert_eq!((entry.value, entry.variance), (usd(40), usd(60)));
    assert_eq!(holds(&state), (quantity("2"), usd(940)));
    // A credit larger than what is left empties the value and no more.
    let entry = apply(&mut state, &invoiced(2, "5", -2750));
    assert_eq!((entry.value, entry.variance), (usd(-940), usd(-1810)));
}

#[test]
fn a_change_of_method_is_an_entry_and_keeps_the_value() {
    let mut state = fifteen(CostMethod::Fifo);
    let change = CostMove::Revalued {
        method: CostMethod::MovingAverage,
        unit_cost: None,
    };
    let entry = apply(&mut state, &change);
    assert_eq!((entry.value, entry.variance), (usd(0), usd(0)));
    assert_eq!(state, fifteen(CostMethod::MovingAverage));

    let unit_cost = Some(price("4"));
    let change = CostMove::Revalued {
        method: CostMethod::Fifo,
        unit_cost,
    };
    let entry = apply(&mut state, &change);
    assert_eq!((entry.value, entry.variance), (usd(-750), usd(750)));
    assert_eq!(
        (state.method(), state.last_cost()),
        (CostMethod::Fifo, price("4"))
    );
    apply(&mut state, &received(3, "1", 900));
    assert_eq!(state.issue(quantity("16")).unwrap().total, usd(6900));
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let mut state = fifteen(CostMethod::Fifo);
    let zero = Quantity::ZERO;
    let euros = Money::new(100, Currency::EUR);
    let refusals = [
        (received(3, "0", 100), CostRefusal::QuantityNotPositive),
        (received(3, "1", -1), CostRefusal::CostNegative),
        (
            CostMove::Issued { quantity: zero },
            CostRefusal::QuantityNotPositive,
        ),
        (
            vendor_returned(2, "-1", 1),
            CostRefusal::QuantityNotPositive,
        ),
        (vendor_returned(2, "1", -1), CostRefusal::CostNegative),
        (invoiced(2, "0", 1), CostRefusal::QuantityNotPositive),
        (
            CostMove::Returned {
                quantity: Quantity::ONE,
                total: euros,
            },
            CostRefusal::Money(MoneyError::CurrencyMismatch),
        ),
    ];
    for (movement, refusal) in refusals {
        assert_eq!(state.apply(&movement), Err(refusal), "{movement:?}");
    }
    assert!(matches!(
        state.apply(&received(3, "1000000", 100)),
        Err(CostRefusal::Number(NumberError::OutOfRange { .. }))
    ));
    assert_eq!(state, fifteen(CostMethod::Fifo));
}

fn moves() -> impl Strategy<Value = Vec<CostMove>> {
    let money = || (0_i64..50_000).prop_map(usd);
    let key = || (1_u128..5).prop_map(receipt);
    let method = prop_oneof![Just(CostMethod::MovingAverage), Just(CostMethod::Fifo)];
    let unit_cost = prop::option::of(
        (0_i64..900_000).prop_map(|cost| UnitPrice::try_new(Decimal::new(cost, 4)).unwrap()),
    );
    let one = prop_oneof![
        6 => (prop::option::of(key()), some_quantity(), money())
            .prop_map(|(receipt, quantity, total)| CostMove::Received { receipt, quantity, total }),
        8 => some_quantity().prop_map(|quantity| CostMove::Issued { quantity }),
        2 => (some_quantity(), money()).prop_map(|(quantity, total)| CostMove::Returned { quantity, total }),
        2 => (prop::option::of(key()), some_quantity(), money())
            .prop_map(|(receipt, quantity, total)| CostMove::VendorReturned { receipt, quantity, total }),
        1 => some_quantity().prop_map(|quantity| CostMove::Found { quantity }),
        2 => (key(), some_quantity(), (-20_000_i64..20_000).prop_map(usd))
            .prop_map(|(receipt, received, difference)| CostMove::Invoiced { receipt, received, difference }),
        1 => (method, unit_cost).prop_map(|(method, unit_cost)| CostMove::Revalued { method, unit_cost }),
    ];
    prop::collection::vec(one, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Value on hand + issued cost + variance = received value, to the cent, whatever happens.
    #[test]
    fn value_is_conserved(moves in moves(), fifo in any::<bool>()) {
        let mut state = state(METHODS[usize::from(fifo)]);
        let (mut received, mut spent, mut on_hand) = (0, 0, Decimal::ZERO);
        for movement in &moves {
            let entry = apply(&mut state, movement);
            received += entry.received.minor();
            spent += entry.issued.minor() + entry.variance.minor();
            on_hand += match movement {
                CostMove::Received { quantity, .. }
                | CostMove::Returned { quantity, .. }
                | CostMove::Found { quantity } => quantity.decimal(),
                CostMove::Issued { quantity }
                | CostMove::VendorReturned { quantity, .. } => -quantity.decimal(),
                CostMove::Invoiced { .. } | CostMove::Revalued { .. } => Decimal::ZERO,
            };
            let (quantity, value) = holds(&state);
            prop_assert_eq!(value.minor() + spent, received);
            prop_assert_eq!(quantity.decimal(), on_hand);
            // Goods are never worth less than nothing, debts never more, and nothing is worth nothing.
            prop_assert!(quantity <= Quantity::ZERO || !value.is_negative());
            prop_assert!(quantity >= Quantity::ZERO || value <= usd(0));
            prop_assert!(quantity != Quantity::ZERO || value.is_zero());
        }
    }

    /// The average stays between the least and the greatest cost that came in, but for the rounding of cents.
    #[test]
    fn sales_do_not_move_the_average(
        count in 1_i64..500, cost in 0_i64..100_000, sales in prop::collection::vec(1_i64..20, 0..20),
    ) {
        let mut state = state(CostMethod::MovingAverage);
        let total = usd(count * cost);
        let quantity = Quantity::try_new(Decimal::from(count)).unwrap();
        apply(&mut state, &CostMove::Received { receipt: None, quantity, total });
        for sale in sales {
            let sold = Quantity::try_new(Decimal::from(sale)).unwrap();
            prop_assert_eq!(state.issue(sold).unwrap().total, usd(sale * cost));
        }
    }

    /// However a return is split, all of it comes back with the cost that left.
    #[test]
    fn portions_of_a_return_add_up(total in 0_i64..100_000, portions in prop::collection::vec(some_quantity(), 1..12)) {
        let quantity = portions.iter().copied().try_fold(Quantity::ZERO, crate::stock::plus).unwrap();
        let issue = Issue { quantity, unit_cost: price("0"), total: usd(total) };
        let (mut before, mut back) = (Quantity::ZERO, 0);
        for portion in portions {
            let share = issue.share(before, portion).unwrap();
            prop_assert!(!share.is_negative());
            back += share.minor();
            before = crate::stock::plus(before, portion).unwrap();
        }
        prop_assert_eq!(back, total);
    }
}
