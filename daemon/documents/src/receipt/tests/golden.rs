//! Whole receipts, word by word.

use super::*;
use crate::testing::scenes;

/// Stands for a rule across the paper in the texts below.
const RULE: &str = "-";
/// Stands for a double rule.
const DOUBLE: &str = "=";

fn reads(ticket: &Ticket, width: PaperWidth, expected: &[&str]) {
    let across = |line: &str| match line {
        RULE => "─".repeat(width.columns()),
        DOUBLE => "═".repeat(width.columns()),
        line => line.to_owned(),
    };
    let expected: Vec<String> = expected.iter().map(|line| across(line)).collect();
    let lines = on_paper(&Desk::served(), ticket, width).text_lines();
    assert_eq!(lines.join("\n"), expected.join("\n"));
}

#[test]
fn a_counter_sale_on_80_mm() {
    reads(
        &scenes::brake_sale(),
        PaperWidth::Mm80,
        &[
            "Main Street Auto",
            "1200 Main Street",
            "Springfield, IL 62701",
            "Tel. (217) 555-0142",
            RULE,
            "Receipt    C1-R000042",
            "Ticket     C1-T000057",
            "Date       2026-03-14 09:05",
            "Served by  Sam Rivera",
            RULE,
            "Customer   Dana Whitfield",
            "Vehicle    2003 Honda Accord EX V6",
            "VIN        1HGCM82633A004352",
            "Plate      AB 12 345",
            RULE,
            "Brake pads, ceramic, front axle",
            "  BC1210  1 @ 54.99                        54.99",
            "Brake rotor, vented, coated",
            "  980437R  2 @ 67.50                      135.00",
            "Replace front pads and rotors",
            "  1.5 h @ 125.00                          187.50",
            RULE,
            "Services and repairs                      187.50",
            "Parts                                     189.99",
            "Subtotal                                  377.49",
            "Sales tax 8.25 %                           31.14",
            DOUBLE,
            "TOTAL                        $408.63",
            DOUBLE,
            "Visa **** 4242                            200.00",
            "  Auth code A1B2C3",
            "Cash tendered                             219.96",
            "CHANGE                        $11.33",
            RULE,
            "Thank you for your business.",
        ],
    );
}

#[test]
fn a_counter_sale_on_58_mm() {
    reads(
        &scenes::brake_sale(),
        PaperWidth::Mm58,
        &[
            "Main Street Auto",
            "1200 Main Street",
            "Springfield, IL 62701",
            "Tel. (217) 555-0142",
            RULE,
            "Receipt    C1-R000042",
            "Ticket     C1-T000057",
            "Date       2026-03-14 09:05",
            "Served by  Sam Rivera",
            RULE,
            "Customer   Dana Whitfield",
            "Vehicle    2003 Honda Accord EX",
            "           V6",
            "VIN        1HGCM82633A004352",
            "Plate      AB 12 345",
            RULE,
            "Brake pads, ceramic, front axle",
            "  BC1210  1 @ 54.99        54.99",
            "Brake rotor, vented, coated",
            "  980437R  2 @ 67.50      135.00",
            "Replace front pads and rotors",
            "  1.5 h @ 125.00          187.50",
            RULE,
            "Services and repairs      187.50",
            "Parts                     189.99",
            "Subtotal                  377.49",
            "Sales tax 8.25 %           31.14",
            DOUBLE,
            "TOTAL        $408.63",
            DOUBLE,
            "Visa **** 4242            200.00",
            "  Auth code A1B2C3",
            "Cash tendered             219.96",
            "CHANGE        $11.33",
            RULE,
            "Thank you for your business.",
        ],
    );
}
