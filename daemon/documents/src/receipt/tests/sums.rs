//! The amounts on the paper, read back, add up.

use domain::ticket::{LineDraft, TicketOrder};

use super::*;
use crate::testing::{Counter, card, cents, part, rules, scenes};

/// The amounts that a person with a pocket calculator would find, in cents.
#[derive(Default, Debug)]
struct Read {
    items: i64,
    classes: i64,
    subtotal: Option<i64>,
    taxes: i64,
    contained: i64,
    total: i64,
    rounding: i64,
    taken: i64,
    change: i64,
}

const CLASSES: [&str; 6] = [
    "Services and repairs ",
    "Sublet repairs ",
    "Parts ",
    "Core deposits ",
    "Fees and supplies ",
    "Discounts ",
];

/// Reads what stands between the third rule or the fourth (with a customer) and the end.
fn read(lines: &[String]) -> Read {
    let mut read = Read::default();
    let rules: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].starts_with('─'))
        .collect();
    let doubles: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].starts_with('═'))
        .collect();
    let sums = *rules.iter().rev().find(|at| **at < doubles[0]).unwrap();
    let items = *rules.iter().rev().find(|at| **at < sums).unwrap();
    for (at, line) in lines.iter().enumerate().skip(items) {
        let Some(amount) = cents(line) else { continue };
        let text = line.trim_start();
        match text {
            _ if at < sums => {
                // A price of one too wide to stand beside its amount has a row of its own.
                let price_only = text.split_whitespace().rev().nth(1) == Some("@");
                read.items += if price_only { 0 } else { amount };
            }
            t if at < doubles[0] => match t {
                t if CLASSES.iter().any(|class| t.starts_with(class)) => read.classes += amount,
                t if t.starts_with("Subtotal ") => read.subtotal = Some(amount),
                _ => read.taxes += amount,
            },
            t if t.starts_with("TOTAL ") => read.total = amount,
            t if t.starts_with("includes ") => read.contained += amount,
            t if t.starts_with("Cash rounding ") => read.rounding = amount,
            t if t.starts_with("CHANGE ") => read.change = amount,
            _ => read.taken += amount,
        }
    }
    read
}

fn adds_up(ticket: &Ticket) {
    let totals = ticket.totals().unwrap();
    for width in WIDTHS {
        for copy in [false, true] {
            let desk = Desk {
                copy,
                ..Desk::served()
            };
            let lines = on_paper(&desk, ticket, width).text_lines();
            let read = read(&lines);
            let text = lines.join("\n");
            assert_eq!(read.items, totals.subtotal.minor(), "{read:?}\n{text}");
            assert_eq!(read.classes, totals.subtotal.minor(), "{read:?}\n{text}");
            assert_eq!(read.subtotal.unwrap_or(read.items), read.items, "{text}");
            let taxes = if ticket.inclusive {
                assert_eq!(read.taxes, 0, "{text}");
                read.contained
            } else {
                read.taxes
            };
            assert_eq!(taxes, totals.tax.minor(), "{read:?}\n{text}");
            assert_eq!(read.items + read.taxes, read.total, "{read:?}\n{text}");
            assert_eq!(read.total, totals.total.minor(), "{text}");
            let paid = read.taken - read.change;
            assert_eq!(paid, read.total + read.rounding, "{read:?}\n{text}");
        }
    }
}

#[test]
fn a_brake_job_adds_up() {
    adds_up(&scenes::brake_sale());
}

#[test]
fn a_ticket_with_everything_on_it_adds_up() {
    let mut counter = scenes::invoiced();
    let due = counter.due();
    counter.take_card(Some(due - 10_001), card("visa", "4242", None));
    counter.pay_cash(20_000);
    assert!(!counter.ticket.totals().unwrap().rounding.is_zero());
    adds_up(&counter.ticket);
}

#[test]
fn prices_with_their_tax_inside_add_up() {
    let mut rules = rules();
    rules.inclusive = true;
    let mut counter = Counter::with(rules, false);
    counter.taxes = vec![("VAT", "0.2")];
    counter.part(part("X", "Wiper", "3", "12.34"), LineDraft::default());
    counter.pay_cash(4_000);
    adds_up(&counter.ticket);
    let text = on_paper(&Desk::new(), &counter.ticket, PaperWidth::Mm80).text();
    assert!(text.contains("includes VAT 20 %"), "{text}");
}

#[test]
fn goods_that_come_back_add_up_with_the_tax_and_discount_of_their_sale() {
    use domain::discount::DiscountOff;
    use domain::stock::move_reason::ReturnTo;
    use domain::ticket::{RefundTo, ReturnDraft};

    let mut sale = Counter::new();
    let line = sale.part(
        part("PH3614", "Oil filter", "3", "8.99"),
        LineDraft::default(),
    );
    sale.all(&[TicketOrder::SetDiscount(Some(scenes::off(
        DiscountOff::Amount(crate::testing::usd(100)),
        "coupon",
    )))]);
    sale.pay_cash(5_000);
    let mut back = Counter::with(rules(), true);
    back.all(&[TicketOrder::AddReturn(Box::new(ReturnDraft {
        sold_on: Box::new(sale.ticket.clone()),
        line,
        quantity: crate::testing::quantity("2"),
        destination: ReturnTo::Stock,
        serials: Vec::new(),
        restocking: 150,
        cores: std::collections::BTreeMap::new(),
    }))]);
    back.all(&[TicketOrder::Refund {
        amount: None,
        to: RefundTo::Cash,
    }]);
    adds_up(&back.ticket);
    let text = on_paper(&Desk::new(), &back.ticket, PaperWidth::Mm58).text();
    for wanted in [
        "Returned, sold on C1-T000057",
        "Restocking fee",
        "Tax on returned goods",
        "Refund, cash",
        "TOTAL        -$17.12",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}
