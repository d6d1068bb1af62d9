//! Receipts at the edges: copies, long words, odd characters, tickets that are not paid.

use domain::Refusal;
use domain::ticket::{LineDraft, TicketOrder, TicketStatus};
use domain::vin::Vin;
use paper::{Barcode, PrintedLine, Style, Symbology};

use super::*;
use crate::testing::{Counter, card, part, rules, scenes, usd};

fn styled(printed: &Printed, wanted: &str) -> Vec<(usize, Style)> {
    let lines = printed.lines.iter().enumerate();
    lines
        .filter_map(|(at, line)| match line {
            PrintedLine::Text(text) if text.text().trim().starts_with(wanted) => {
                Some((at, text.spans.first()?.style))
            }
            PrintedLine::Text(_)
            | PrintedLine::Feed { .. }
            | PrintedLine::Barcode { .. }
            | PrintedLine::Qr { .. }
            | PrintedLine::Image { .. } => None,
        })
        .collect()
}

/// One engine at this price, without tax, paid in cash.
fn engine(unit_price: &str) -> Ticket {
    let mut counter = Counter::new();
    counter.taxes.clear();
    let engine = part("ENG-1", "Crate engine", "1", unit_price);
    counter.part(engine, LineDraft::default());
    let due = counter.due();
    counter.take_card(Some(due), card("visa", "4242", None));
    counter.ticket
}

#[test]
fn a_copy_says_so_large_on_black_at_the_top_and_beside_the_total() {
    let ticket = scenes::brake_sale();
    for width in WIDTHS {
        let original = on_paper(&Desk::new(), &ticket, width);
        assert!(!original.text().contains("COPY"));
        let copy = Desk {
            copy: true,
            ..Desk::new()
        };
        let copy = on_paper(&copy, &ticket, width);
        let marks = styled(&copy, "COPY");
        assert_eq!(marks.len(), 2);
        for (_, style) in &marks {
            assert!(style.invert && style.bold && style.width == 2 && style.height == 2);
        }
        let total = styled(&copy, "TOTAL")[0].0;
        assert_eq!(marks[0].0, 0);
        assert!((1..=2).contains(&(marks[1].0 - total)));
        let words = |printed: &Printed| {
            let lines = printed.text_lines().into_iter();
            lines.filter(|l| l.trim() != "COPY").collect::<Vec<_>>()
        };
        assert_eq!(words(&copy), words(&original));
    }
}

#[test]
fn a_sale_undone_the_same_day_says_void() {
    let mut counter = Counter::new();
    counter.part(part("X", "Wiper", "1", "10"), LineDraft::default());
    counter.pay_cash(2_000).all(&[TicketOrder::Reverse {
        reason: "wrong part".to_owned(),
    }]);
    let printed = on_paper(&Desk::new(), &counter.ticket, PaperWidth::Mm80);
    assert_eq!(styled(&printed, "VOID").len(), 2);
}

#[test]
fn the_total_is_large_where_it_fits_and_never_broken() {
    for (price, width, columns) in [
        ("1234.56", PaperWidth::Mm58, 2),
        ("12345.67", PaperWidth::Mm58, 2),
        ("123456.78", PaperWidth::Mm58, 1),
        ("123456.78", PaperWidth::Mm80, 2),
        ("99999999.99", PaperWidth::Mm80, 2),
        ("99999999.99", PaperWidth::Mm58, 1),
    ] {
        let ticket = engine(price);
        let printed = on_paper(&Desk::new(), &ticket, width);
        let totals = styled(&printed, "TOTAL");
        assert_eq!(totals.len(), 1);
        let style = totals[0].1;
        assert_eq!((style.width, style.height), (columns, 2), "{price}");
        let text = printed.text_lines();
        let row = text.iter().find(|line| line.starts_with("TOTAL")).unwrap();
        let wanted = crate::amount_with_symbol(ticket.totals().unwrap().total);
        assert!(row.ends_with(&wanted), "{row}");
    }
}

#[test]
fn the_largest_amounts_of_all_still_stand_on_one_row() {
    let mut ticket = engine("1");
    ticket.lines[0].amount = usd(i64::MAX / 2);
    ticket.payments[0].amount = usd(i64::MAX / 2);
    let text = on_paper(&Desk::new(), &ticket, PaperWidth::Mm58).text();
    assert!(text.contains("TOTAL $46,116,860,184,273,879.03"), "{text}");
}

#[test]
fn a_barcode_of_the_receipt_number_and_a_cut_end_it() {
    let ticket = scenes::brake_sale();
    for width in WIDTHS {
        let printed = on_paper(&Desk::new(), &ticket, width);
        let barcode: &Barcode = printed.barcodes().next().unwrap();
        let wanted = (Symbology::Code128, "C1-R000042");
        assert_eq!((barcode.symbology(), barcode.data()), wanted);
        assert_eq!(barcode.module_dots, 2);
        assert_eq!(printed.cut.is_some(), width == PaperWidth::Mm80);
    }
}

#[test]
fn a_counter_whose_name_bars_cannot_say_still_gets_its_receipt() {
    let mut ticket = scenes::brake_sale();
    ticket.receipt.as_mut().unwrap().counter = "Ö".to_owned();
    let printed = on_paper(&Desk::new(), &ticket, PaperWidth::Mm80);
    assert!(printed.barcodes().next().is_none());
    assert!(printed.text().contains("Ö-R000042"));
}

#[test]
fn very_long_texts_wrap_and_lose_nothing() {
    let word = "Überholungssatz-für-Bremskraftverstärker-mit-Vakuumpumpe-";
    let long = format!("{word}{word} ends here");
    let number = "N".repeat(60);
    let mut counter = Counter::new();
    let loose = LineDraft::default;
    counter.part(part(&number, &long, "10000", "0.01"), loose());
    counter.labor(&long, "0.001", "10", loose());
    counter.take_card(
        None,
        card(&"brand_".repeat(30), "4242", Some(&"A".repeat(100))),
    );
    let mut desk = Desk::served();
    (desk.shop.name, desk.shop.address[0]) = (long.clone(), long.clone());
    desk.customer.as_mut().unwrap().name.clone_from(&long);
    desk.vehicle.as_mut().unwrap().model.clone_from(&long);
    for width in WIDTHS {
        let text = on_paper(&desk, &counter.ticket, width).text();
        let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(squeezed.contains(&number) && squeezed.contains("endshere"));
        assert!(text.contains("10,000 @ 0.01"), "{text}");
        assert!(text.contains("0.001 h @ 10.00"), "{text}");
    }
}

#[test]
fn a_price_too_wide_to_stand_beside_its_amount_has_a_row_of_its_own() {
    let lines = on_paper(&Desk::new(), &engine("12345678.9"), PaperWidth::Mm58).text_lines();
    let at = lines.iter().position(|line| line == "Crate engine");
    let at = at.unwrap();
    assert_eq!(lines[at + 1..at + 3], ["  ENG-1", "  1 @ 12,345,678.90"]);
    assert_eq!(lines[at + 3].trim(), "12,345,678.90");
}

#[test]
fn the_vin_stands_whole_on_one_row_and_the_reading_is_the_tickets() {
    let mut counter = Counter::with(rules(), true);
    counter.part(part("X", "Wiper", "1", "10"), LineDraft::default());
    counter.pay_cash(2_000);
    let desk = Desk::served();
    for width in WIDTHS {
        let text = on_paper(&desk, &counter.ticket, width).text();
        let vin = desk.vehicle.as_ref().unwrap().vin.as_ref();
        let row = format!("VIN        {}", vin.map(Vin::as_str).unwrap());
        assert!(text.lines().any(|line| line == row), "{text}");
        let reading = "Odometer   184,210 mi";
        assert!(
            text.contains(reading) && !text.contains("190,000"),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_known_takes_no_row() {
    let (ticket, desk) = (scenes::brake_sale(), Desk::new());
    let input = crate::TicketInput {
        served_by: None,
        ..desk.input(&ticket)
    };
    let text = printed(&receipt(&input, PaperWidth::Mm80).unwrap()).text();
    for label in ["Served", "Customer", "Vehicle", "VIN", "Plate", "Odometer"] {
        assert!(!text.contains(label), "{label}: {text}");
    }
}

#[test]
fn a_card_is_shown_by_brand_and_last_four_only() {
    for (brand, shown) in [
        ("visa", "Visa **** 4242"),
        ("amex", "American Express **** 4242"),
        ("unknown", "Card **** 4242"),
        ("eftpos_au", "eftpos au **** 4242"),
    ] {
        let mut counter = Counter::new();
        counter.part(part("X", "Wiper", "1", "10"), LineDraft::default());
        counter.take_card(None, card(brand, "4242", Some("778899")));
        let text = on_paper(&Desk::new(), &counter.ticket, PaperWidth::Mm58).text();
        assert!(text.contains(shown), "{text}");
        assert!(text.contains("\n  Auth code 778899\n"), "{text}");
        assert!(!text.contains("CHANGE") && !text.contains("Cash"), "{text}");
        assert!(!text.contains("pi_1"), "{text}");
    }
}

#[test]
fn every_other_tender_has_its_words() {
    let mut counter = Counter::with(rules(), true);
    counter.part(part("X", "Wiper", "10", "10"), LineDraft::default());
    counter.all(&[
        TicketOrder::TakeCheck {
            number: "1021".to_owned(),
            amount: Some(1_000),
        },
        TicketOrder::TakeStoreCredit {
            amount: Some(1_000),
        },
        TicketOrder::TakeOther {
            kind: "gift_card".to_owned(),
            reference: "G-1".to_owned(),
            amount: Some(1_000),
        },
        TicketOrder::ChargeAccount {
            amount: None,
            po_number: Some("4711".to_owned()),
        },
    ]);
    let text = on_paper(&Desk::new(), &counter.ticket, PaperWidth::Mm58).text();
    for wanted in [
        "Check no. 1021             10.00",
        "Store credit               10.00",
        "gift card                  10.00\n  Ref. G-1",
        "House account              78.25\n  PO 4711\n  Due 2026-04-13",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn only_a_paid_ticket_has_a_receipt() {
    let desk = Desk::new();
    let refused = |ticket: &Ticket| receipt(&desk.input(ticket), PaperWidth::Mm80);
    for status in [TicketStatus::Open, TicketStatus::Voided] {
        let mut ticket = scenes::brake_sale();
        ticket.status = status;
        assert_eq!(refused(&ticket), Err(Refusal::TicketNotPaid(ticket.id)));
    }
    let mut ticket = scenes::brake_sale();
    ticket.receipt = None;
    assert_eq!(refused(&ticket), Err(Refusal::TicketNotPaid(ticket.id)));
}
