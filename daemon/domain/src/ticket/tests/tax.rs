//! What is recorded of a tax rule's answers.

use super::fixture::{Counter, flat_tax_by_item, set_quantity, usd};
use crate::Event;
use crate::ids::LineId;
use crate::tax::TaxAssessment;
use crate::ticket::{TaxState, TicketEvent, TicketOrder};

fn by_item() -> Counter {
    let mut counter = Counter::new();
    counter.tax_rule = flat_tax_by_item;
    counter
}

/// The last thing recorded, which is an answer of the tax rule.
fn recorded(counter: &Counter) -> &TaxAssessment {
    let Some((Event::Ticket(_, TicketEvent::TaxAssessed(assessment)), _, _)) =
        counter.journal.last()
    else {
        panic!("no answer was recorded last")
    };
    assessment
}

fn set(counter: &mut Counter, line: LineId, pieces: &str) {
    counter.order(&set_quantity(line, pieces)).unwrap();
}

#[test]
fn a_long_ticket_records_only_the_tax_that_changed() {
    let mut counter = by_item();
    let first = counter.add_part("1", "100");
    assert_eq!(recorded(&counter).changed, [(first, usd(825))]);
    for _ in 1..200 {
        let line = counter.add_part("1", "10");
        assert_eq!(recorded(&counter).changed, [(line, usd(83))]);
    }
    assert_eq!(counter.ticket.line_taxes.len(), 200);
    assert_eq!(counter.totals().tax, usd(825 + 199 * 83));
    assert_eq!(recorded(&counter).components[0].base, usd(209_000));

    set(&mut counter, first, "2");
    assert_eq!(recorded(&counter).changed, [(first, usd(1_650))]);
    counter
        .order(&TicketOrder::RemoveLine { line: first })
        .unwrap();
    assert_eq!(recorded(&counter).changed, []);
    assert_eq!(counter.ticket.line_taxes.len(), 199);
    assert_eq!(counter.totals().tax, usd(199 * 83));
}

#[test]
fn a_line_whose_tax_falls_to_zero_is_recorded() {
    let mut counter = by_item();
    let line = counter.add_part("1", "1");
    counter.add_part("1", "100");
    assert_eq!(counter.totals().tax, usd(8 + 825));
    // One cent, of which 8.25 % is less than half a cent.
    set(&mut counter, line, "0.01");
    assert_eq!(recorded(&counter).changed, [(line, usd(0))]);
    assert_eq!(counter.ticket.line_tax(line), Some(usd(0)));
    assert_eq!(counter.totals().tax, usd(825));
}

#[test]
fn a_new_line_without_tax_is_recorded_too() {
    let mut counter = by_item();
    let line = counter.add_part("1", "0.01");
    assert_eq!(recorded(&counter).changed, [(line, usd(0))]);
}

#[test]
fn a_rule_that_fails_leaves_the_known_taxes_to_compare_with() {
    let mut counter = by_item();
    let known = counter.add_part("1", "100");
    counter.tax_works = false;
    let new = counter.add_part("1", "10");
    assert!(matches!(counter.ticket.tax, TaxState::Failed(_)));
    assert_eq!(counter.ticket.line_tax(known), None);
    assert_eq!(counter.totals().tax, usd(0));

    counter.tax_works = true;
    counter.assess();
    assert_eq!(recorded(&counter).changed, [(new, usd(83))]);
    assert_eq!(counter.ticket.line_tax(known), Some(usd(825)));
    assert_eq!(counter.totals().tax, usd(825 + 83));
}
