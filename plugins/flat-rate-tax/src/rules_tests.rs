//! Worked vectors and laws of the arithmetic.

use counterd_plugin_sdk::tax::{Day, Exemption};

use super::*;

fn settings(rate: &str, basis: &str) -> Settings {
    let pairs = [
        ("rate", rate),
        ("basis", basis),
        ("taxable", "part,supplies"),
    ];
    Settings::parse(&pairs.map(|(k, v)| (k.to_owned(), v.to_owned()))).expect("valid settings")
}

fn line(id: u32, class: &str, amount: i64, quantity: &str) -> Line {
    Line {
        id,
        tax_class: class.to_owned(),
        amount,
        quantity: quantity.to_owned(),
        extras: Vec::new(),
    }
}

fn query(lines: Vec<Line>) -> Query {
    Query {
        currency: "USD".to_owned(),
        decimals: 2,
        place: "US-CA".to_owned(),
        date: Day {
            year: 2026,
            month: 5,
            day: 14,
        },
        exemption: None,
        lines,
        extras: Vec::new(),
    }
}

fn total(rate: &str, basis: &str, lines: Vec<Line>) -> i64 {
    let answer = assess(&settings(rate, basis), &query(lines)).expect("an answer");
    let total = answer.line_taxes.iter().sum();
    assert_eq!(
        answer.components.iter().map(|c| c.amount).sum::<i64>(),
        total
    );
    total
}

#[test]
fn worked_vectors_of_both_bases() {
    for (count, price, rate, item, invoice) in [
        (5, 106, "0.0825", 45, 44),
        (5, 333, "0.0825", 135, 137),
        (3, 42, "0.06625", 9, 8),
    ] {
        let one_line = || vec![line(0, "part", count * price, &count.to_string())];
        let many_lines = || {
            (0..)
                .take(count as usize)
                .map(|id| line(id, "part", price, "1"))
        };
        assert_eq!(total(rate, "item", one_line()), item);
        assert_eq!(total(rate, "item", many_lines().collect()), item);
        assert_eq!(total(rate, "invoice", one_line()), invoice);
        assert_eq!(total(rate, "invoice", many_lines().collect()), invoice);
    }
}

#[test]
fn invoice_basis_spreads_by_largest_remainder() {
    // 8.745 each, 43.725 in all: 44 is four nines and an eight.
    let lines = (0..5).map(|id| line(id, "part", 106, "1")).collect();
    let answer = assess(&settings("0.0825", "invoice"), &query(lines)).expect("an answer");
    assert_eq!(answer.line_taxes, [9, 9, 9, 9, 8]);
}

#[test]
fn only_the_named_classes_are_taxed() {
    let lines = vec![
        line(0, "part", 1000, "1"),
        line(1, "labor_repair", 9000, "1.5"),
        line(2, "supplies", 500, "1"),
    ];
    let answer = assess(&settings("0.1", "invoice"), &query(lines)).expect("an answer");
    assert_eq!(answer.line_taxes, [100, 0, 50]);
    let component = &answer.components[0];
    assert_eq!((component.base, component.amount), (1500, 150));
    assert_eq!(component.rate, "0.1");
}

#[test]
fn a_return_gives_back_what_the_sale_took_line_by_line() {
    for basis in ["item", "invoice"] {
        let sale: Vec<i64> = vec![106, 333, 42, 1999, 7];
        let taxes = |sign: i64| {
            let lines = sale
                .iter()
                .zip(0..)
                .map(|(amount, id)| line(id, "part", sign * amount, "1"));
            assess(&settings("0.0825", basis), &query(lines.collect()))
                .expect("an answer")
                .line_taxes
        };
        let mirrored: Vec<i64> = taxes(-1).iter().map(|tax| -tax).collect();
        assert_eq!(taxes(1), mirrored, "{basis}");
    }
}

/// A small fixed sequence stands in for randomness: the same cases on every run.
#[test]
fn the_sum_is_exact_and_no_line_is_off_by_more_than_one() {
    let mut state = 0x2545_F491_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as i64
    };
    for _ in 0..2_000 {
        let lines: Vec<Line> = (0..next() % 9)
            .map(|id| line(id as u32, "part", next() % 40_000 - 10_000, "1"))
            .collect();
        let base: i64 = lines.iter().map(|line| line.amount).sum();
        let answer = assess(&settings("0.08875", "invoice"), &query(lines.clone())).expect("ok");
        let expected = divide_half_up(i128::from(base) * 8_875, 100_000);
        assert_eq!(i128::from(answer.line_taxes.iter().sum::<i64>()), expected);
        for (line, tax) in lines.iter().zip(&answer.line_taxes) {
            let off = i128::from(*tax) * 100_000 - i128::from(line.amount) * 8_875;
            assert!(off.abs() < 100_000, "{line:?} taxed {tax}");
            assert!(
                tax.signum() * line.amount.signum() >= 0,
                "{line:?} taxed {tax}"
            );
        }
    }
}

#[test]
fn an_exempt_customer_pays_none_and_the_answer_says_why() {
    let mut query = query(vec![line(0, "part", 1000, "1")]);
    query.exemption = Some(Exemption {
        reason: "resale".to_owned(),
        certificate: "SR-1".to_owned(),
        extras: Vec::new(),
    });
    let answer = assess(&settings("0.1", "item"), &query).expect("an answer");
    assert_eq!(answer.line_taxes, [0]);
    assert!(
        answer
            .extras
            .contains(&("exempt-certificate".to_owned(), "SR-1".to_owned()))
    );
}

#[test]
fn a_quantity_that_is_not_a_number_is_refused() {
    let query = query(vec![line(7, "part", 1000, "two")]);
    let problem = assess(&settings("0.1", "item"), &query).expect_err("refused");
    assert_eq!(problem.code, "bad-quantity");
    assert!(problem.message.contains('7'));
}
