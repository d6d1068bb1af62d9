//! The amounts on the paper, read back, add up.

use super::fixture::{
    brake_job, card, card_at, cash, cash_tender, labor, part, sale, shop, ticket,
};
use super::*;
use domain::ticket::{CardStep, Ticket};

/// The amounts that a person with a pocket calculator would find, in cents.
struct Read {
    lines: i64,
    parts_and_labor: i64,
    taxes: i64,
    total: i64,
    taken: i64,
    change: i64,
}

/// Reads the last word of a line as an amount: digits, thousands commas, two decimals.
fn cents(line: &str) -> Option<i64> {
    let word = line.split_whitespace().next_back()?;
    let digits = word.trim_start_matches('$').replace(',', "");
    let (whole, fraction) = digits.split_once('.')?;
    (fraction.len() == 2).then(|| format!("{whole}{fraction}").parse().ok())?
}

fn read(lines: &[String]) -> Read {
    let mut read = Read {
        lines: 0,
        parts_and_labor: 0,
        taxes: 0,
        total: 0,
        taken: 0,
        change: 0,
    };
    let mut rules = 0;
    let mut in_sums = false;
    for line in lines {
        if line.starts_with('─') {
            rules += 1;
            continue;
        }
        let Some(amount) = cents(line) else { continue };
        in_sums |= line.starts_with("Parts ") || line.starts_with("Labor ");
        match line.trim_start() {
            l if !in_sums => {
                assert!(rules >= 2, "a stray amount: {line}");
                // A price of one too wide to stand beside its amount has a row of its own.
                let price_only = l.split_whitespace().rev().nth(1) == Some("@");
                read.lines += if price_only { 0 } else { amount };
            }
            l if l.starts_with("Parts ") || l.starts_with("Labor ") => {
                read.parts_and_labor += amount;
            }
            l if l.starts_with("Subtotal ") => assert_eq!(amount, read.parts_and_labor),
            l if l.contains("ax ") => read.taxes += amount,
            l if l.starts_with("TOTAL ") => read.total = amount,
            l if l.starts_with("Cash tendered ") || l.contains(" **** ") => read.taken += amount,
            l if l.starts_with("CHANGE ") => read.change = amount,
            l => panic!("an amount nobody knows: {l}"),
        }
    }
    read
}

fn adds_up(ticket: &Ticket) {
    let totals = ticket.totals().unwrap();
    for width in WIDTHS {
        for copy in [false, true] {
            let shop = shop();
            let sale = Receipt {
                copy,
                ..sale(ticket, &shop, width)
            };
            let lines = on_paper(&sale).text_lines();
            let read = read(&lines);
            let text = lines.join("\n");
            assert_eq!(read.lines, read.parts_and_labor, "{text}");
            assert_eq!(read.parts_and_labor + read.taxes, read.total, "{text}");
            assert_eq!(read.taken - read.change, read.total, "{text}");
            assert_eq!(read.total, totals.total.minor(), "{text}");
            assert_eq!(read.change, totals.change.minor(), "{text}");
        }
    }
}

#[test]
fn of_a_brake_job_paid_by_card_and_cash() {
    adds_up(&brake_job());
}

#[test]
fn of_a_sale_without_tax() {
    let lines = || vec![part("X", "Gift card", "1", "50")];
    adds_up(&ticket(lines(), &[], cash(0)));
    adds_up(&ticket(lines(), &[("Exempt tax", "0")], cash(0)));
}

#[test]
fn of_several_taxes_and_payments() {
    let lines = vec![
        part("PH3614", "Oil filter", "3", "8.995"),
        part("0W20", "Oil, by the litre", "4.73", "7.4999"),
        labor("Oil change", "0.333", "118.5"),
    ];
    let rates = [
        ("State tax", "0.0625"),
        ("City tax", "0.0125"),
        ("District tax", "0.00375"),
    ];
    adds_up(&ticket(lines, &rates, |total| {
        let declined = CardStep::Declined {
            intent: None,
            attempt: 1,
            code: "card_declined".to_owned(),
            message: "no".to_owned(),
        };
        vec![
            (1_000, cash_tender(1_000, 0)),
            (2_000, card_at(declined)),
            (2_000, card_at(CardStep::Canceled)),
            (2_000, card("amex", "0005", None)),
            (total - 3_000, cash_tender(total - 3_000, 57)),
        ]
    }));
}

#[test]
fn of_six_and_more_figures() {
    for price in ["123456.78", "999999.99", "12345678.9"] {
        let lines = vec![part("ENG-1", "Crate engine", "1", price)];
        adds_up(&ticket(lines, &[("Sales tax", "0.0825")], cash(100_001)));
    }
}

#[test]
fn of_a_hundred_lines() {
    let lines = (1..=100).map(|n| {
        let price = format!("{n}.{:02}", (n * 37) % 100);
        if n % 3 == 0 {
            labor(&format!("Step {n}"), "0.25", &price)
        } else {
            part(&format!("P-{n}"), &format!("Part number {n}"), "2", &price)
        }
    });
    adds_up(&ticket(lines.collect(), &[("Sales tax", "0.07")], cash(3)));
}
