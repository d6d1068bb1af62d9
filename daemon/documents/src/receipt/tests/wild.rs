//! Receipts at the edges: copies, long words, odd characters, tickets that are not paid.

use super::fixture::{
    brake_job, card, cash, customer, dollars, labor, part, sale, shop, ticket, vehicle,
};
use super::*;
use domain::Refusal;
use domain::ticket::{TaxState, TicketStatus};
use domain::vin::Vin;
use paper::{Style, Symbology};

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

#[test]
fn a_copy_says_so_large_on_black_at_the_top_and_beside_the_total() {
    let (ticket, shop) = (brake_job(), shop());
    for width in WIDTHS {
        let original = on_paper(&sale(&ticket, &shop, width));
        assert!(!original.text().contains("COPY"));
        let copy = on_paper(&Receipt {
            copy: true,
            ..sale(&ticket, &shop, width)
        });
        let marks = styled(&copy, "COPY");
        assert_eq!(marks.len(), 2);
        for (_, style) in &marks {
            assert!(style.invert && style.bold && style.width == 2 && style.height == 2);
        }
        let total = styled(&copy, "TOTAL")[0].0;
        assert_eq!(marks[0].0, 0);
        assert!((1..=2).contains(&(marks[1].0 - total)));
        let words = |printed: &Printed| {
            printed
                .text_lines()
                .into_iter()
                .filter(|l| l.trim() != "COPY")
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&copy), words(&original));
    }
}

#[test]
fn the_total_is_large_where_it_fits_and_never_broken() {
    let shop = shop();
    for (price, width, columns) in [
        ("1234.56", PaperWidth::Mm58, 2),
        ("12345.67", PaperWidth::Mm58, 2),
        ("123456.78", PaperWidth::Mm58, 1),
        ("123456.78", PaperWidth::Mm80, 2),
        ("99999999.99", PaperWidth::Mm80, 2),
        ("99999999.99", PaperWidth::Mm58, 1),
    ] {
        let ticket = ticket(vec![part("E", "Engine", "1", price)], &[], cash(0));
        let printed = on_paper(&sale(&ticket, &shop, width));
        let totals = styled(&printed, "TOTAL");
        assert_eq!(totals.len(), 1);
        assert_eq!(
            (totals[0].1.width, totals[0].1.height),
            (columns, 2),
            "{price}"
        );
        let text = printed.text_lines();
        let row = text.iter().find(|line| line.starts_with("TOTAL")).unwrap();
        let wanted = crate::amount_with_symbol(ticket.totals().unwrap().total);
        assert!(row.ends_with(&wanted), "{row}");
    }
}

#[test]
fn the_largest_amounts_of_all_still_stand_on_one_row() {
    let mut ticket = ticket(vec![part("E", "Engine", "1", "1")], &[], cash(0));
    ticket.lines[0].amount = dollars(i64::MAX / 2);
    ticket.payments[0].amount = dollars(i64::MAX / 2);
    let shop = shop();
    let text = on_paper(&sale(&ticket, &shop, PaperWidth::Mm58)).text();
    assert!(text.contains("TOTAL $46,116,860,184,273,879.03"), "{text}");
}

#[test]
fn a_barcode_of_the_receipt_number_and_a_cut_end_it() {
    let (ticket, shop) = (brake_job(), shop());
    for width in WIDTHS {
        let printed = on_paper(&sale(&ticket, &shop, width));
        let barcode = printed.barcodes().next().unwrap();
        assert_eq!(
            (barcode.symbology(), barcode.data()),
            (Symbology::Code128, "C1-R000042")
        );
        assert_eq!(barcode.module_dots, 2);
        assert_eq!(printed.cut.is_some(), width == PaperWidth::Mm80);
    }
}

#[test]
fn a_counter_whose_name_bars_cannot_say_still_gets_its_receipt() {
    let (mut ticket, shop) = (brake_job(), shop());
    ticket.receipt.as_mut().unwrap().counter = "Ö".to_owned();
    let printed = on_paper(&sale(&ticket, &shop, PaperWidth::Mm80));
    assert!(printed.barcodes().next().is_none());
    assert!(printed.text().contains("Ö-R000042"));
}

#[test]
fn very_long_texts_wrap_and_lose_nothing() {
    let word = "Überholungssatz-für-Bremskraftverstärker-mit-Vakuumpumpe-und-Dichtungen-";
    let long = format!("{word}{word} {word} ends here");
    let number = "N".repeat(60);
    let lines = vec![
        part(&number, &long, "1000000", "0.0001"),
        labor(&long, "0.001", "1"),
    ];
    let ticket = ticket(lines, &[(&long, "0.12345678")], |total| {
        vec![(
            total,
            card(&"brand_".repeat(30), "4242", Some(&"A".repeat(100))),
        )]
    });
    let mut shop = shop();
    (shop.name, shop.address[0], shop.phone) = (long.clone(), long.clone(), Some(long.clone()));
    let (mut customer, mut vehicle) = (customer(), vehicle());
    (customer.name, vehicle.model) = (long.clone(), long.clone());
    for width in WIDTHS {
        let sale = Receipt {
            customer: Some(&customer),
            vehicle: Some(&vehicle),
            served_by: Some(&long),
            copy: true,
            ..sale(&ticket, &shop, width)
        };
        let text = on_paper(&sale).text();
        let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(squeezed.contains(&number) && squeezed.contains("endshere"));
        assert!(text.contains("1,000,000 @ 0.0001"), "{text}");
        assert!(text.contains("0.001 h @ 1.00"), "{text}");
    }
}

#[test]
fn a_price_too_wide_to_stand_beside_its_amount_has_a_row_of_its_own() {
    let (shop, lines) = (
        shop(),
        vec![part("ENG-1", "Crate engine", "1", "12345678.9")],
    );
    let ticket = ticket(lines, &[], cash(0));
    let lines = on_paper(&sale(&ticket, &shop, PaperWidth::Mm58)).text_lines();
    let at = lines
        .iter()
        .position(|line| line == "Crate engine")
        .unwrap();
    assert_eq!(lines[at + 1..at + 3], ["  ENG-1", "  1 @ 12,345,678.90"]);
    assert_eq!(lines[at + 3].trim(), "12,345,678.90");
}

#[test]
fn the_vin_stands_whole_on_one_row() {
    let (ticket, shop, vehicle) = (brake_job(), shop(), vehicle());
    for width in WIDTHS {
        let sale = Receipt {
            vehicle: Some(&vehicle),
            ..sale(&ticket, &shop, width)
        };
        let text = on_paper(&sale).text();
        let vin = vehicle.vin.as_ref().map(Vin::as_str).unwrap();
        assert!(
            text.lines().any(|line| line == format!("VIN       {vin}")),
            "{text}"
        );
        assert!(
            text.contains("Odometer  184,210") && !text.contains("190,000"),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_known_takes_no_row() {
    let (mut ticket, shop) = (brake_job(), shop());
    ticket.odometer = None;
    let sale = Receipt {
        served_by: None,
        ..sale(&ticket, &shop, PaperWidth::Mm80)
    };
    let text = on_paper(&sale).text();
    for label in [
        "Served by",
        "Customer",
        "Vehicle",
        "VIN",
        "Plate",
        "Odometer",
    ] {
        assert!(!text.contains(label), "{label}: {text}");
    }
}

#[test]
fn a_card_is_shown_by_brand_and_last_four_only() {
    let shop = shop();
    for (brand, shown) in [
        ("visa", "Visa **** 4242"),
        ("amex", "American Express **** 4242"),
        ("unknown", "Card **** 4242"),
        ("eftpos_au", "eftpos au **** 4242"),
    ] {
        let lines = vec![part("X", "Wiper", "1", "10")];
        let ticket = ticket(lines, &[], |total| {
            vec![(total, card(brand, "4242", Some("778899")))]
        });
        let text = on_paper(&sale(&ticket, &shop, PaperWidth::Mm58)).text();
        assert!(text.contains(shown), "{text}");
        assert!(text.contains("\n  Auth code 778899\n"), "{text}");
        assert!(!text.contains("CHANGE") && !text.contains("Cash"), "{text}");
        assert!(
            text.is_ascii() || text.replace(['─', '═'], "-").is_ascii(),
            "{text}"
        );
    }
}

#[test]
fn euros_and_pounds_reach_the_paper() {
    for (currency, total) in [
        (domain::Currency::EUR, "€10.00"),
        (domain::Currency::GBP, "£10.00"),
    ] {
        let mut ticket = ticket(vec![part("X", "Wiper", "1", "10")], &[], |_| Vec::new());
        ticket.currency = currency;
        ticket.lines[0].amount = domain::Money::new(1_000, currency);
        ticket.tax = TaxState::Assessed {
            rule: "test".to_owned(),
            components: Vec::new(),
        };
        ticket.line_taxes.clear();
        let shop = shop();
        for width in WIDTHS {
            let text = on_paper(&sale(&ticket, &shop, width)).text();
            assert!(text.contains(total), "{text}");
        }
    }
}

#[test]
fn only_a_paid_ticket_has_a_receipt() {
    let shop = shop();
    for status in [TicketStatus::Open, TicketStatus::Voided] {
        let mut ticket = brake_job();
        ticket.status = status;
        let refused = receipt(&sale(&ticket, &shop, PaperWidth::Mm80));
        assert_eq!(refused, Err(Refusal::TicketNotPaid(ticket.id)));
    }
    let mut ticket = brake_job();
    ticket.receipt = None;
    let refused = receipt(&sale(&ticket, &shop, PaperWidth::Mm80));
    assert_eq!(refused, Err(Refusal::TicketNotPaid(ticket.id)));
}

/// Writes the pictures a person looks at when the layout changes: `PICTURES=<folder> cargo test`.
#[test]
fn pictures_can_be_made_of_both_widths() {
    let (ticket, shop, customer, vehicle) = (brake_job(), shop(), customer(), vehicle());
    for width in WIDTHS {
        for copy in [false, true] {
            let sale = Receipt {
                customer: Some(&customer),
                vehicle: Some(&vehicle),
                copy,
                ..sale(&ticket, &shop, width)
            };
            let png = paper::preview::png(&on_paper(&sale)).unwrap();
            assert!(png.starts_with(b"\x89PNG"));
            if let Ok(folder) = std::env::var("PICTURES") {
                let name = format!("{folder}/receipt-{width:?}-{copy}.png");
                std::fs::write(name, png).unwrap();
            }
        }
    }
}
