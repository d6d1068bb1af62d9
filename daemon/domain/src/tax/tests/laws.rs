//! Laws that hold for every profile and every bill.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::fixture::*;
use crate::money::{Money, RoundingPolicy};
use crate::tax::{CorePolicy, Exemption, Profile, RoundingBasis, TaxClass, TaxQuery, assess};

fn any_profile() -> impl Strategy<Value = Profile> {
    let rounding = prop::sample::select(vec![
        RoundingPolicy::HalfUp,
        RoundingPolicy::HalfEven,
        RoundingPolicy::Down,
    ]);
    let core = prop::sample::select(vec![
        CorePolicy::TaxedNoRefund,
        CorePolicy::ReducesBase,
        CorePolicy::NotTaxed,
    ]);
    let rates = prop::collection::vec((0_i64..25_000_000, any::<bool>(), any::<bool>()), 0..4);
    (rates, any::<bool>(), any::<bool>(), rounding, core).prop_map(
        |(rates, item, aggregate, rounding, core)| {
            let mut found = Profile {
                aggregate,
                rounding,
                core,
                ..profile(&[])
            };
            if item {
                found.basis = RoundingBasis::Item;
            }
            for (rate, compound, labor) in rates {
                let mut one = jurisdiction("Tax", &Decimal::new(rate, 8).to_string());
                one.compound = compound;
                if labor {
                    one.classes = [TaxClass::LaborRepair, TaxClass::Part].into();
                }
                found.jurisdictions.push(one);
            }
            found
        },
    )
}

/// Lines of sale and lines taken back, of several classes, with small amounts often.
fn any_query() -> impl Strategy<Value = TaxQuery> {
    let class = prop::sample::select(vec![
        TaxClass::Part,
        TaxClass::LaborRepair,
        TaxClass::Core,
        TaxClass::Shipping,
    ]);
    let amount = prop_oneof![-30_i64..30, -1_000_000_i64..1_000_000];
    prop::collection::vec((class, amount, any::<bool>()), 0..15).prop_map(|lines| {
        let bare: Vec<_> = lines
            .iter()
            .map(|(class, minor, _)| (*class, *minor))
            .collect();
        let mut query = query(&bare);
        for (line, (class, minor, alone)) in query.lines.iter_mut().zip(lines) {
            line.core_returned = class == TaxClass::Core && minor < 0 && alone;
        }
        query
    })
}

/// The exact tax in minor units, worked out another way: line by line, tax by tax, in one loop.
fn exact(profile: &Profile, query: &TaxQuery) -> Decimal {
    let mut all = Decimal::ZERO;
    for line in &query.lines {
        let mut on_line = Decimal::ZERO;
        for tax in &profile.jurisdictions {
            let class = match (line.class, profile.core, line.core_returned) {
                (TaxClass::Core, CorePolicy::NotTaxed, _)
                | (TaxClass::Core, CorePolicy::TaxedNoRefund, true) => continue,
                (TaxClass::Core, ..) => TaxClass::Part,
                (class, ..) => class,
            };
            if tax.classes.contains(&class) {
                let earlier = if tax.compound { on_line } else { Decimal::ZERO };
                on_line += (Decimal::from(line.base.minor()) + earlier) * tax.rate.decimal();
            }
        }
        all += on_line;
    }
    all
}

proptest! {
    /// Everything that is asked of a plugin's answer holds, the sum of the lines among it; and the total is off the exact tax
    /// by less than the roundings made.
    #[test]
    fn lines_add_up_to_components_and_to_the_exact_tax(profile in any_profile(), query in any_query()) {
        let answer = assess(&profile, &query).unwrap();
        let sum = Money::sum(USD, answer.components.iter().map(|c| c.amount)).unwrap();
        prop_assert_eq!(answer.total(USD).unwrap(), sum);
        let checked = answer.clone().checked(&query);
        let rates: Decimal = profile.jurisdictions.iter().map(|j| j.rate.decimal()).sum();
        // Taxes of together more than a third, each rounded apart, can be more than a line of a cent.
        if profile.aggregate || rates < Decimal::new(3, 1) {
            prop_assert_eq!(checked.as_ref(), Ok(&answer));
        }
        let taxes = if profile.aggregate { 1 } else { profile.jurisdictions.len() };
        let roundings = match profile.basis {
            RoundingBasis::Item => taxes * query.lines.len(),
            RoundingBasis::Invoice => taxes,
        };
        let each = if profile.rounding == RoundingPolicy::Down { 2 } else { 1 };
        let off = (Decimal::from(sum.minor()) - exact(&profile, &query)).abs();
        prop_assert!(off * Decimal::from(2) <= Decimal::from(roundings * each), "{} off", off);
    }

    /// By item or by invoice: not more than half a cent apart for each line, and half a cent for the invoice itself.
    #[test]
    fn item_and_invoice_differ_by_half_a_cent_a_line(rate in 0_i64..30_000_000, lines in prop::collection::vec(-5_000_i64..5_000, 1..30)) {
        let rate = Decimal::new(rate, 8).to_string();
        let query = parts(&lines);
        let item = total(&by_item(&[&rate]), &query);
        let invoice = total(&profile(&[&rate]), &query);
        let apart = usize::try_from((item - invoice).abs()).unwrap();
        prop_assert!(apart * 2 <= lines.len() + 1);
        if lines.len() == 1 {
            prop_assert_eq!(item, invoice);
        }
    }

    /// A bill and the same bill taken back cancel out, line by line where nothing is spread.
    #[test]
    fn what_is_taken_back_cancels_out(profile in any_profile(), query in any_query()) {
        let mut query = query;
        query.lines.retain(|line| !line.core_returned);
        let mut back = query.clone();
        for line in &mut back.lines {
            line.amount = Money::new(-line.amount.minor(), USD);
            line.base = line.amount;
            line.quantity = line.quantity.negated();
        }
        let sold = assess(&profile, &query).unwrap();
        let returned = assess(&profile, &back).unwrap();
        prop_assert_eq!(sold.total(USD).unwrap().minor(), -returned.total(USD).unwrap().minor());
        if profile.basis == RoundingBasis::Item {
            let turned: Vec<i64> = by_line(&returned).iter().map(|tax| -tax).collect();
            prop_assert_eq!(by_line(&sold), turned);
        }
        query.lines.extend(back.lines);
        prop_assert_eq!(assess(&profile, &query).unwrap().total(USD), Ok(Money::zero(USD)));
    }

    #[test]
    fn who_is_exempt_pays_nothing(profile in any_profile(), query in any_query()) {
        let mut query = query;
        query.exemption = Some(Exemption {
            reason: "government".to_owned(),
            certificate: "1".to_owned(),
            expires: None,
            classes: None,
        });
        let answer = assess(&profile, &query).unwrap();
        prop_assert!(answer.by_line.iter().all(|(_, tax)| tax.is_zero()));
        prop_assert!(answer.components.is_empty());
    }

    /// The tax contained in prices is rounded once, half up, from the exact fraction, worked out here in whole numbers.
    #[test]
    fn contained_tax_is_the_exact_fraction(thousandths in 1_i64..400, lines in prop::collection::vec(-2_000_000_000_i64..2_000_000_000, 1..15)) {
        let mut query = parts(&lines);
        query.inclusive = true;
        let tax = total(&profile(&[&Decimal::new(thousandths, 3).to_string()]), &query);
        let gross: i64 = lines.iter().sum();
        let (above, below) = (gross.abs() * thousandths, 1_000 + thousandths);
        let half_up = (2 * above + below) / (2 * below);
        prop_assert_eq!(tax, half_up * gross.signum());
    }

    /// Of a price that contains tax: the tax laid on what is left of it is the tax taken out, but for the rounding.
    #[test]
    fn tax_taken_out_is_tax_put_on(rate in 0_i64..30_000_000, lines in prop::collection::vec(-500_000_i64..500_000, 1..15)) {
        let rate = Decimal::new(rate, 8);
        let mut query = parts(&lines);
        query.inclusive = true;
        let bill = answer(&profile(&[&rate.to_string()]), &query);
        let gross: i64 = lines.iter().sum();
        for (net, tax) in components(&bill) {
            prop_assert_eq!(net + tax, gross);
            let put_on = Decimal::from(net) * rate;
            prop_assert!((put_on - Decimal::from(tax)).abs() <= Decimal::ONE);
        }
    }
}
