//! Sales that did not come about.

use super::*;
use crate::people::Role;
use crate::scene::{FIRST_DAY, Scene};
use crate::stock::testing::{part, quantity};

#[test]
fn a_lost_sale_says_where_when_and_why() {
    let ctx = Scene::new().ctx(Role::Clerk);
    let lost = |count| {
        LostSale::lost(
            part(1),
            quantity(count),
            LostReason::OutOfStock,
            (None, None),
            &ctx,
        )
    };
    let expected = LostSale {
        location: "main".to_owned(),
        date: FIRST_DAY,
        quantity: quantity("2"),
        reason: LostReason::OutOfStock,
        customer: None,
        ticket: None,
    };
    assert_eq!(
        lost("2"),
        Ok(Event::Part(part(1), PartEvent::LostSale(expected)))
    );
    assert_eq!(lost("0"), Err(Refusal::QuantityNotPositive));
}

#[test]
fn only_what_stock_would_have_sold_is_demand() {
    for reason in LostReason::ALL {
        assert_eq!(LostReason::parse(reason.code()), Some(*reason));
    }
    let demand = LostReason::ALL.iter().filter(|reason| reason.is_demand());
    let demand: Vec<_> = demand.map(|reason| reason.code()).collect();
    assert_eq!(demand, ["out_of_stock", "not_kept"]);
}
