//! Papers of accounts, drawers and stock.

use jiff::civil::date;

use crate::testing::{NOW, lines, price, quantity, shop, usd};
use crate::{
    AccountHolder, AgingBucket, Check, CountInput, CountRow, DenominationCount, DepositInput,
    DocumentError, Figure, Form, Input, Kind, OrderLine, PurchaseInput, Section, StatementInput,
    StatementItem, TenderFigure, TillInput, TillReportKind, TransferInput, TransferLine, render,
};

fn says(kind: Kind, input: &Input<'_>, wanted: &[&str], not: &[&str]) {
    for form in Form::ALL {
        let rendered = render(kind, input, form).unwrap();
        let lines = lines(kind.code(), form, &rendered);
        let words: Vec<&str> = lines
            .iter()
            .flat_map(|line| line.split_whitespace())
            .collect();
        let text = words.join(" ");
        for wanted in wanted {
            assert!(text.contains(wanted), "{wanted} in {form:?}: {text}");
        }
        for not in not {
            assert!(!text.contains(not), "{not} in {form:?}: {text}");
        }
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_statement() {
    let item = |day, what: &str, number: &str, due, minor| StatementItem {
        date: date(2026, 3, day),
        number: text(number),
        what: text(what),
        po_number: (minor > 0).then(|| text("PO-4711")),
        due,
        amount: usd(minor),
    };
    let bucket = |label: &str, minor| AgingBucket {
        label: text(label),
        amount: usd(minor),
    };
    let mut input = StatementInput {
        number: text("C1-S000003"),
        date: date(2026, 3, 31),
        from: Some(date(2026, 3, 1)),
        customer: AccountHolder {
            name: text("Whitfield Haulage"),
            address: vec![text("44 Oak Lane"), text("Springfield, IL 62702")],
            account: Some(text("1004")),
            terms: Some(text("Net 30")),
        },
        opening: usd(120_000),
        items: vec![
            item(4, "Invoice", "C1-I000009", Some(date(2026, 4, 3)), 45_250),
            item(10, "Payment, check 1021", "C1-R000040", None, -120_000),
            item(22, "Invoice", "C1-I000017", Some(date(2026, 4, 21)), 8_999),
        ],
        aging: vec![
            bucket("Current", 54_249),
            bucket("31 to 60 days", 0),
            bucket("61 to 90 days", 0),
            bucket("Over 90 days", 0),
        ],
        balance: usd(54_249),
        due: Some(date(2026, 4, 30)),
        note: Some(text("Please write the statement number on your check.")),
        made_at: NOW,
    };
    let shop = shop();
    says(
        Kind::Statement,
        &Input::Statement(&input, &shop),
        &[
            "Whitfield Haulage",
            "Balance brought",
            "1,200.00",
            "-1,200.00",
            "PO PO-4711",
            "BALANCE $542.49",
            "Over 90 days",
            "2026-04-30",
        ],
        &[],
    );
    input.aging[0].amount = usd(54_248);
    let refused = render(Kind::Statement, &Input::Statement(&input, &shop), Form::A4);
    assert!(matches!(refused, Err(DocumentError::DoesNotAddUp { .. })));
}

#[test]
fn an_order_to_a_supplier() {
    let line = |number: &str, count, cost, core, minor| OrderLine {
        number: text(number),
        description: text("Alternator, remanufactured, 130 A"),
        quantity: quantity(count),
        unit_cost: price(cost),
        core,
        amount: usd(minor),
        reference: Some(text("C1-W000012, Whitfield")),
    };
    let mut input = PurchaseInput {
        number: text("C1-P000008"),
        ordered_at: NOW,
        ordered_by: Some(text("Sam Rivera")),
        supplier: vec![text("Prairie Auto Parts"), text("9 Depot Road")],
        account: Some(text("MSA-77")),
        ship_to: vec![text("Main Street Auto"), text("1200 Main Street")],
        expected: Some(date(2026, 3, 16)),
        lines: vec![
            line("ALT-8302R", "1", "98.4", Some(usd(4_500)), 14_340),
            line("BC1210", "4", "21.5", None, 8_600),
        ],
        freight: Some(usd(1_250)),
        total: usd(24_190),
        note: Some(text("Deliver to the back door.")),
    };
    let shop = shop();
    says(
        Kind::PurchaseOrder,
        &Input::Purchase(&input, &shop),
        &[
            "C1-P000008",
            "Prairie Auto Parts",
            "98.40",
            "core deposit 45.00",
            "TOTAL $241.90",
        ],
        &[],
    );
    input.freight = None;
    let refused = render(
        Kind::PurchaseOrder,
        &Input::Purchase(&input, &shop),
        Form::A4,
    );
    assert!(matches!(refused, Err(DocumentError::DoesNotAddUp { .. })));
}

#[test]
fn a_transfer_slip() {
    let input = TransferInput {
        number: text("C1-X000002"),
        sent_at: NOW,
        from: text("Main Street"),
        to: text("Airport Road"),
        sent_by: Some(text("Lee Okafor")),
        lines: vec![TransferLine {
            number: text("PH3614"),
            description: text("Oil filter"),
            quantity: quantity("12"),
            from_bin: Some(text("A-12-03")),
            to_bin: None,
        }],
        note: None,
    };
    says(
        Kind::TransferSlip,
        &Input::Transfer(&input, &shop()),
        &["Airport Road", "PH3614", "A-12-03", "12", "Received by"],
        &["$"],
    );
}

fn denominations() -> Vec<DenominationCount> {
    [
        ("$100", 2, 20_000),
        ("$20", 11, 22_000),
        ("quarters", 34, 850),
    ]
    .map(|(label, count, minor)| DenominationCount {
        label: text(label),
        count,
        amount: usd(minor),
    })
    .into()
}

fn figure(label: &str, minor: i64) -> Figure {
    Figure {
        label: text(label),
        amount: usd(minor),
    }
}

#[test]
fn a_drawers_report() {
    let tender = |name: &str, count, minor| TenderFigure {
        name: text(name),
        count: Some(count),
        amount: usd(minor),
    };
    let mut input = TillInput {
        kind: TillReportKind::Z,
        number: text("C1-Z000101"),
        till: text("Counter 1"),
        opened_at: NOW,
        opened_by: text("Sam Rivera"),
        until: NOW,
        by: text("Lee Okafor"),
        counts: vec![
            (text("Sales"), 41),
            (text("Refunds"), 2),
            (text("No sale"), 3),
        ],
        sections: vec![Section {
            title: text("Sales"),
            figures: vec![
                figure("Parts", 412_050),
                figure("Services and repairs", 288_000),
                figure("Sales tax", 33_994),
            ],
            total: usd(734_044),
        }],
        tenders: vec![tender("Cash", 17, 23_000), tender("Visa", 24, 711_044)],
        cash: vec![
            figure("Opening float", 20_000),
            figure("Cash sales", 25_000),
            figure("Cash refunds", -2_000),
            figure("Paid out, courier", -100),
        ],
        expected: usd(42_900),
        counted: Some(usd(42_850)),
        denominations: denominations(),
        difference_reason: Some(text("coin roll short")),
        carried_over: Some(usd(20_000)),
        grand_total: usd(1_234_567_890),
    };
    let shop = shop();
    says(
        Kind::TillReport,
        &Input::Till(&input, &shop),
        &[
            "Z report",
            "C1-Z000101",
            "Opening float 200.00",
            "All tenders 7,340.44",
            "SHORT $0.50",
            "coin roll short",
            "12,345,678.90",
        ],
        &[],
    );
    input.denominations[0].amount = usd(10_000);
    let refused = render(Kind::TillReport, &Input::Till(&input, &shop), Form::A4);
    assert!(matches!(refused, Err(DocumentError::DoesNotAddUp { .. })));
    (input.kind, input.counted) = (TillReportKind::X, None);
    input.denominations.clear();
    says(
        Kind::TillReport,
        &Input::Till(&input, &shop),
        &["X report", "Expected in the drawer 429.00"],
        &["SHORT", "OVER", "EXACT", "Counted"],
    );
}

#[test]
fn a_deposit_slip() {
    let mut input = DepositInput {
        number: text("C1-Z000101"),
        made_at: NOW,
        made_by: text("Lee Okafor"),
        bank: Some(text("First Prairie Bank")),
        account: Some(text("ending 0042")),
        cash: denominations(),
        checks: vec![Check {
            number: text("1021"),
            from: text("Dana Whitfield"),
            amount: usd(10_000),
        }],
        total: usd(52_850),
    };
    let shop = shop();
    says(
        Kind::DepositSlip,
        &Input::Deposit(&input, &shop),
        &[
            "First Prairie Bank",
            "1021",
            "Cash 428.50",
            "DEPOSIT $528.50",
        ],
        &[],
    );
    input.total = usd(52_851);
    let refused = render(Kind::DepositSlip, &Input::Deposit(&input, &shop), Form::A4);
    assert!(matches!(refused, Err(DocumentError::DoesNotAddUp { .. })));
}

#[test]
fn a_count_sheet_does_not_say_how_many_there_should_be() {
    let row = |bin: &str, number: &str, description: &str| CountRow {
        bin: text(bin),
        number: text(number),
        description: text(description),
    };
    let input = CountInput {
        number: text("C1-K000004"),
        location: text("Main Street"),
        made_at: NOW,
        counter: Some(text("Lee Okafor")),
        rows: vec![
            row("A-12-03", "PH3614", "Oil filter"),
            row("A-12-03", "PH2", "Oil filter, long"),
            row("B-07", "BC1210", "Brake pads, ceramic, front axle"),
        ],
    };
    says(
        Kind::CountSheet,
        &Input::Count(&input, &shop()),
        &["Bin A-12-03", "Bin B-07", "PH3614", "Counted"],
        &[],
    );
}
