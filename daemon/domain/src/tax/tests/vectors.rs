//! Worked examples.

use jiff::civil::date;

use super::fixture::*;
use crate::money::{Money, Quantity, RoundingPolicy};
use crate::tax::{CorePolicy, Exemption, Profile, RoundingBasis, TaxClass};

/// Streamlined Sales and Use Tax Agreement, section 324: the seller elects to round by item or by invoice, and the third
/// decimal is rounded up when it is greater than four.
#[test]
fn item_and_invoice_rounding() {
    for (pieces, price, rate, item, invoice) in [
        (5, 106, "0.0825", 45, 44),
        (5, 333, "0.0825", 135, 137),
        (3, 42, "0.06625", 9, 8),
    ] {
        let query = parts(&vec![price; pieces]);
        assert_eq!(total(&by_item(&[rate]), &query), item, "{rate}");
        assert_eq!(total(&profile(&[rate]), &query), invoice, "{rate}");
    }
    let spread = answer(&profile(&["0.0825"]), &parts(&[333; 5]));
    assert_eq!(by_line(&spread), [28, 28, 27, 27, 27]);
}

/// The same section lets state and local tax be added up before rounding.
#[test]
fn state_and_local_tax_may_be_rounded_as_one() {
    let apart = profile(&["0.06", "0.015"]);
    let together = Profile {
        aggregate: true,
        ..apart.clone()
    };
    // 0.0642 and 0.01605 against 0.08025; then 0.0054 and 0.00135 against 0.00675.
    for (price, separately, at_once) in [(107, 8, 8), (9, 1, 1), (33, 2, 2), (30, 2, 2), (23, 1, 2)]
    {
        assert_eq!(total(&apart, &parts(&[price])), separately, "{price}");
        assert_eq!(total(&together, &parts(&[price])), at_once, "{price}");
        let item = Profile {
            basis: RoundingBasis::Item,
            ..together.clone()
        };
        assert_eq!(total(&item, &parts(&[price])), at_once, "{price}");
    }
    // 1.38 and 0.345 make 1.725, so 2 of the 23 cents; the state's remainder is the larger one.
    assert_eq!(
        components(&answer(&together, &parts(&[23]))),
        [(23, 2), (23, 0)]
    );
}

fn battery(core: CorePolicy) -> (Profile, crate::tax::TaxQuery) {
    let profile = Profile {
        core,
        ..profile(&["0.07"])
    };
    let mut query = query(&[
        (TaxClass::Part, 4_700),
        (TaxClass::Core, 700),
        (TaxClass::Core, -700),
    ]);
    query.lines[2].core_returned = true;
    (profile, query)
}

/// CDTFA's example: a battery for 54.00 with its core of 7.00 at 7 % has 3.78 of tax, less 7.00 for the old one: 50.78.
#[test]
fn a_new_battery_in_california() {
    let (profile, query) = battery(CorePolicy::TaxedNoRefund);
    let answer = answer(&profile, &query);
    assert_eq!(by_line(&answer), [329, 49, 0]);
    assert_eq!(components(&answer), [(5_400, 378)]);
    assert_eq!(query.payable(&answer), Ok(Money::new(5_078, USD)));
}

#[test]
fn a_core_that_is_a_trade_in_and_one_that_is_not_taxed() {
    let (profile, query) = battery(CorePolicy::ReducesBase);
    assert_eq!(by_line(&answer(&profile, &query)), [329, 49, -49]);
    let (profile, query) = battery(CorePolicy::NotTaxed);
    assert_eq!(by_line(&answer(&profile, &query)), [329, 0, 0]);
}

/// The sale of battery and core is undone as a whole: all its tax goes back, whatever becomes of tax on lone cores.
#[test]
fn a_sale_undone_gives_back_the_tax_of_its_core() {
    let (profile, mut query) = battery(CorePolicy::TaxedNoRefund);
    query.lines.truncate(2);
    for line in &mut query.lines {
        line.amount = Money::new(-line.amount.minor(), USD);
        line.base = line.amount;
        line.quantity = line.quantity.negated();
    }
    assert_eq!(by_line(&answer(&profile, &query)), [-329, -49]);
}

/// GST 5 % and QST 9.975 %, each on the price alone since 2013 and each rounded by itself (Revenu Québec).
#[test]
fn gst_and_qst() {
    let quebec = profile(&["0.05", "0.09975"]);
    let bill = answer(&quebec, &parts(&[10_000]));
    assert_eq!(components(&bill), [(10_000, 500), (10_000, 998)]);
    let bill = answer(&quebec, &parts(&[1_999, 501]));
    assert_eq!(components(&bill), [(2_500, 125), (2_500, 249)]);
    assert_eq!(by_line(&bill), [299, 75]);
}

/// As QST was laid on the price with GST until 2012: 100.00, GST 5.00, QST 9.5 % of 105.00.
#[test]
fn a_tax_on_tax() {
    let mut compound = profile(&["0.05", "0.095"]);
    compound.jurisdictions[1].compound = true;
    let bill = answer(&compound, &parts(&[10_000]));
    assert_eq!(components(&bill), [(10_000, 500), (10_500, 998)]);
    // The second tax follows the first only where the first is levied.
    compound.jurisdictions[0]
        .classes
        .remove(&TaxClass::Shipping);
    let bill = answer(&compound, &query(&[(TaxClass::Shipping, 10_000)]));
    assert_eq!(components(&bill), [(10_000, 950)]);
}

/// HMRC VATREC12010: a trader that invoices may round the VAT of the invoice down to a whole penny; a retailer may not.
#[test]
fn british_invoices_may_be_rounded_down() {
    let retail = profile(&["0.2"]);
    let trade = Profile {
        rounding: RoundingPolicy::Down,
        ..retail.clone()
    };
    // 20 % of 1.99 is 0.398.
    assert_eq!(total(&trade, &parts(&[199])), 39);
    assert_eq!(total(&retail, &parts(&[199])), 40);
    assert_eq!(total(&trade, &parts(&[-199])), -39);
}

/// VATREC12030: half a penny goes up.
#[test]
fn half_a_cent_by_policy() {
    let up = profile(&["0.5"]);
    let even = Profile {
        rounding: RoundingPolicy::HalfEven,
        ..up.clone()
    };
    assert_eq!(
        (total(&up, &parts(&[1])), total(&even, &parts(&[1]))),
        (1, 0)
    );
    assert_eq!(
        (total(&up, &parts(&[3])), total(&even, &parts(&[3]))),
        (2, 2)
    );
}

#[test]
fn prices_that_contain_tax() {
    let vat = Profile {
        inclusive: true,
        ..profile(&["0.2"])
    };
    let asked = |minor: &[i64]| {
        let mut query = parts(minor);
        query.inclusive = true;
        query
    };
    let bill = answer(&vat, &asked(&[1_000]));
    assert_eq!(components(&bill), [(833, 167)]);
    assert_eq!(asked(&[1_000]).payable(&bill), Ok(Money::new(1_000, USD)));
    // Rounded once per rate: a sixth of 3.00 is 0.50, where by item it would be 0.51.
    let bill = answer(&vat, &asked(&[100, 100, 100]));
    assert_eq!(components(&bill), [(250, 50)]);
    assert_eq!(by_line(&bill), [17, 17, 16]);
    // Half a penny exactly, though a sixth of a penny never ends.
    assert_eq!(total(&vat, &asked(&[1, 1, 1])), 1);
    for (lines, tax) in [([5; 3], 3), ([600_005; 3], 300_003)] {
        assert_eq!(total(&vat, &asked(&lines)), tax);
        let at_once = Profile {
            aggregate: true,
            ..vat.clone()
        };
        assert_eq!(total(&at_once, &asked(&lines)), tax);
    }
    // Two taxes of 0.83 each make 1.67 on a line of ten, rounded as one.
    let mut two = by_item(&["0.1", "0.1"]);
    two.aggregate = true;
    assert_eq!(total(&two, &asked(&[10, 600_005])), 2 + 100_001);
    // All of it taken off again leaves nothing, to the cent.
    for lines in [
        &[0][..],
        &[999, -999],
        &[333, 333, 333, -999],
        &[1_001, 7, -1_008],
    ] {
        let bill = answer(&vat, &asked(lines));
        assert_eq!(bill.total(USD), Ok(Money::zero(USD)), "{lines:?}");
        assert_eq!(asked(lines).payable(&bill), Ok(Money::zero(USD)));
    }
}

/// Two rates on one bill: each is taken out of its own lines, and net and tax of each make its gross.
#[test]
fn two_rates_contained_in_prices() {
    let mut vat = profile(&["0.2", "0.05"]);
    vat.inclusive = true;
    vat.jurisdictions[0].classes = [TaxClass::Part].into();
    vat.jurisdictions[1].classes = [TaxClass::LaborRepair].into();
    let mut query = query(&[
        (TaxClass::Part, 1_001),
        (TaxClass::LaborRepair, 999),
        (TaxClass::Part, 333),
        (TaxClass::FeeMandated, 175),
    ]);
    query.inclusive = true;
    let bill = answer(&vat, &query);
    assert_eq!(components(&bill), [(1_334 - 222, 222), (999 - 48, 48)]);
    assert_eq!(by_line(&bill), [167, 48, 55, 0]);
}

/// Labor that is stated apart and mandated fees are not taxed (CDTFA auto repair guide; annotation 295.1302.500).
#[test]
fn each_class_is_taxed_where_the_profile_says() {
    let query = query(&[
        (TaxClass::Part, 10_000),
        (TaxClass::LaborRepair, 10_000),
        (TaxClass::LaborFabrication, 10_000),
        (TaxClass::FeeMandated, 175),
        (TaxClass::FeeShop, 100),
    ]);
    let bill = answer(&by_item(&["0.0725"]), &query);
    assert_eq!(by_line(&bill), [725, 0, 725, 0, 7]);
}

#[test]
fn a_certificate_frees_the_classes_it_names() {
    let mut query = query(&[
        (TaxClass::Part, 10_000),
        (TaxClass::Core, 1_000),
        (TaxClass::Supplies, 1_000),
    ]);
    let certificate = |classes| Exemption {
        reason: "resale".to_owned(),
        certificate: "SR 100-123456".to_owned(),
        expires: Some(date(2026, 7, 1)),
        classes,
    };
    query.exemption = Some(certificate(Some([TaxClass::Part].into())));
    assert_eq!(by_line(&answer(&profile(&["0.0725"]), &query)), [0, 0, 73]);
    query.exemption = Some(certificate(None));
    let free = answer(&profile(&["0.0725"]), &query);
    assert_eq!(by_line(&free), [0, 0, 0]);
    assert_eq!(components(&free), []);
}

/// Florida's surtax is levied on the first $5,000 of each item (F.S. 212.054(2)(b)1).
#[test]
fn a_tax_on_part_of_the_price_of_each_piece() {
    let mut florida = profile(&["0.06", "0.01"]);
    florida.jurisdictions[1].item_cap = Some(Money::new(500_000, USD));
    let mut query = parts(&[1_400_000, -600_000]);
    query.lines[0].quantity = Quantity::parse("2").unwrap();
    let bill = answer(&florida, &query);
    assert_eq!(components(&bill), [(800_000, 48_000), (500_000, 5_000)]);
    assert_eq!(by_line(&bill), [84_000 + 10_000, -36_000 - 5_000]);
    florida.jurisdictions[1].item_threshold = Some(Money::new(100_000, USD));
    let bill = answer(&florida, &parts(&[600_000, 50_000]));
    assert_eq!(components(&bill), [(650_000, 39_000), (400_000, 4_000)]);
}

/// A coupon that the manufacturer pays back does not lower what is taxed (Streamlined agreement, sales price).
#[test]
fn a_coupon_of_the_manufacturer_is_taxed() {
    let mut query = parts(&[8_000]);
    query.lines[0].base = Money::new(10_000, USD);
    let bill = answer(&profile(&["0.0825"]), &query);
    assert_eq!(by_line(&bill), [825]);
    assert_eq!(query.payable(&bill), Ok(Money::new(8_825, USD)));
}

#[test]
fn a_rate_changes_on_its_day() {
    let mut swiss = profile(&["0.077", "0.081"]);
    swiss.jurisdictions[0].valid_until = Some(date(2023, 12, 31));
    swiss.jurisdictions[1].valid_from = Some(date(2024, 1, 1));
    for (day, tax) in [(date(2023, 12, 31), 770), (date(2024, 1, 1), 810)] {
        let mut query = parts(&[10_000]);
        query.date = day;
        assert_eq!(total(&swiss, &query), tax);
    }
}

#[test]
fn a_sale_and_a_return_on_one_bill() {
    let bill = answer(&profile(&["0.0825"]), &parts(&[1_999, -1_499, 333]));
    assert_eq!(components(&bill), [(833, 69)]);
    assert_eq!(by_line(&bill), [165, -124, 28]);
    assert_eq!(bill.rule, "test 2020-01-01");
}

/// Ten lines of a cent carry 2 cents of two taxes; no line carries more than it costs.
#[test]
fn no_line_is_taxed_more_than_it_costs() {
    let bill = answer(&profile(&["0.05", "0.09975"]), &parts(&[1; 10]));
    assert_eq!(components(&bill), [(10, 1), (10, 1)]);
    assert_eq!(by_line(&bill).iter().max(), Some(&1));
}
