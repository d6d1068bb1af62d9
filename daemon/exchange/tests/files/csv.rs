//! Exports of other systems, read with a guessed map.

use exchange::Encoding;
use exchange::csv::{
    Column, ColumnMap, DateFormat, DecimalSign, Draft, DryRun, ErrorReport, Fault, Field, Guess,
    Kind, MapError, Row, RowError, Source, Warning, delimiter, dry_run, guess, headers, read,
};

fn guessed(kind: Kind, file: &[u8]) -> Guess {
    let delimiter = delimiter(file);
    guess(kind, delimiter, &headers(delimiter, file).unwrap())
}

fn rows(kind: Kind, map: &ColumnMap, file: &[u8]) -> Vec<Result<Row, RowError>> {
    read(kind, map, file).unwrap().collect()
}

fn run(kind: Kind, map: &ColumnMap, file: &[u8]) -> (DryRun, String) {
    let delimiter = map.delimiter;
    let mut report =
        ErrorReport::begin(delimiter, &headers(delimiter, file).unwrap(), Vec::new()).unwrap();
    let run = dry_run(kind, map, file, Some(&mut report)).unwrap();
    (run, String::from_utf8(report.finish().unwrap()).unwrap())
}

#[test]
fn customers_of_an_old_system_come_with_their_accents() {
    let file = sample!("customers.csv");
    let guess = guessed(Kind::Customers, file);
    assert_eq!((guess.missing, guess.unknown), (Vec::new(), Vec::new()));
    let mut map = guess.map;
    map.dates = DateFormat::MonthDayYear;
    let all = rows(Kind::Customers, &map, file);
    let names: Vec<_> = all
        .iter()
        .flatten()
        .map(|row| match &row.draft {
            Draft::Customer(customer) => customer.name.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        names,
        [
            "Dana Whitfield",
            "Renée Dubé",
            "Prairie Hauling LLC",
            "DANA Whitfield"
        ]
    );
    let Draft::Customer(dana) = &all[0].as_ref().unwrap().draft else {
        panic!("a customer");
    };
    assert_eq!(dana.id.as_deref(), Some("1001"));
    assert_eq!(dana.notes.as_deref(), Some("Prefers\ntext messages"));
    assert_eq!(dana.since, Some(jiff::civil::date(2019, 3, 14)));

    let (run, report) = run(Kind::Customers, &map, file);
    assert_eq!((run.rows, run.good, run.bad), (7, 4, 3));
    assert_eq!(run.encoding, Encoding::Windows1252);
    assert_eq!(run.repeated, 1);
    assert_eq!((run.duplicates[0].row, run.duplicates[0].first_row), (7, 1));
    let faults: Vec<_> = run
        .errors
        .iter()
        .map(|e| (e.row, e.line, e.to_string()))
        .collect();
    assert_eq!(
        faults,
        [
            (4, 6, "row 4 (line 6): column First Name: name or first_name or last_name or company is missing".to_owned()),
            (5, 7, "row 5 (line 7): column Customer Since: this is not a day written like 11/23/2026".to_owned()),
            (6, 8, "row 6 (line 8): column Comments: notes seems to hold a payment card number".to_owned()),
        ]
    );
    assert_eq!(run.errors[1].value, "13/01/2020");
    // Neither the message nor the report gives the card number on.
    assert_eq!(run.errors[2].value, "(hidden)");
    assert!(!report.contains("4242"), "{report}");
    assert!(
        report.starts_with("Customer Number,First Name,"),
        "{report}"
    );
    assert!(
        report
            .lines()
            .next()
            .unwrap()
            .ends_with(",error,what_to_do")
    );
    assert_eq!(report.lines().count(), 4);
}

#[test]
fn parts_with_signs_of_a_spreadsheet() {
    let file = sample!("parts.csv");
    let guess = guessed(Kind::Parts, file);
    assert_eq!(
        (guess.missing, guess.unknown),
        (Vec::new(), vec!["Popularity".to_owned()])
    );
    let all = rows(Kind::Parts, &guess.map, file);
    let Draft::Part(part) = &all[2].as_ref().unwrap().draft else {
        panic!("a part");
    };
    assert_eq!(
        (&*part.number, &*part.brand, part.price.to_string()),
        ("ALT-778R", "Spark & Sons", "1189".to_owned())
    );
    assert_eq!(
        part.core.map(|core| core.to_string()).as_deref(),
        Some("45")
    );
    assert_eq!(part.on_hand.map(|n| n.to_string()).as_deref(), Some("1"));

    let (run, report) = run(Kind::Parts, &guess.map, file);
    assert_eq!(
        (run.rows, run.good, run.bad, run.encoding),
        (7, 5, 2, Encoding::Utf8Bom)
    );
    assert_eq!(run.duplicates[0].key, "PH3614 acme");
    assert_eq!(
        run.warnings,
        [
            (5, Warning::PriceBelowCost),
            (5, Warning::MinimumAboveMaximum)
        ]
    );
    assert_eq!(run.errors[0].fault, Fault::NotANumber("1234.56"));
    assert_eq!(
        (
            run.errors[0].value.as_str(),
            run.errors[0].column.as_deref()
        ),
        ("12,5", Some("Retail"))
    );
    // The report is opened in a spreadsheet: the formula must not run there.
    assert!(report.contains("\"'=HYPERLINK("), "{report}");
}

#[test]
fn a_german_price_file_with_semicolons_and_decimal_commas() {
    let file = sample!("prices.csv");
    let guess = guessed(Kind::Prices, file);
    assert_eq!(guess.missing, [&[Field::Brand][..]]);
    assert_eq!(guess.unknown, ["VPE", "Währung"]);
    let mut map = guess.map;
    assert_eq!(
        (map.decimal, map.dates),
        (DecimalSign::Comma, DateFormat::DayMonthYear)
    );
    assert!(matches!(
        read(Kind::Prices, &map, file),
        Err(MapError::Missing(&[Field::Brand]))
    ));
    map.columns
        .insert(Field::Brand, Source::constant("Bremswerk"));
    map.columns.insert(Field::PackQuantity, Source::index(6));
    map.columns
        .insert(Field::Currency, Source::header("währung"));
    let all = rows(Kind::Prices, &map, file);
    let Draft::Price(price) = &all[0].as_ref().unwrap().draft else {
        panic!("a price");
    };
    assert_eq!(
        price.list.map(|list| list.to_string()).as_deref(),
        Some("1089.5")
    );
    assert_eq!(price.effective, Some(jiff::civil::date(2026, 12, 1)));
    assert_eq!(
        (price.currency, &*price.brand),
        (Some(domain::Currency::EUR), "Bremswerk")
    );
    assert!(all[1].is_ok());
    let missing = all[2].as_ref().unwrap_err();
    assert_eq!(
        missing.fault,
        Fault::Missing(&[Field::Cost, Field::List, Field::Price])
    );
    let point = all[3].as_ref().unwrap_err();
    assert_eq!(
        (point.line, &point.fault),
        (5, &Fault::NotANumber("1234,56"))
    );
}

#[test]
fn vehicles_with_doubtful_vins() {
    let file = sample!("vehicles.csv");
    let guess = guessed(Kind::Vehicles, file);
    assert_eq!((guess.missing, guess.unknown), (Vec::new(), Vec::new()));
    let mut map = guess.map;
    map.dates = DateFormat::MonthDayYear;
    let all = rows(Kind::Vehicles, &map, file);
    let Draft::Vehicle(first) = &all[0].as_ref().unwrap().draft else {
        panic!("a vehicle");
    };
    assert_eq!(
        (first.odometer, first.plate.as_deref()),
        (Some(184_210), Some("ABC 123"))
    );
    assert_eq!(first.customer_id.as_deref(), Some("1001"));
    // A European VIN: 49 CFR 565.15 asks for the digit in North America only.
    assert_eq!(
        all[1].as_ref().unwrap().warnings,
        [Warning::VinCheckDigit {
            shown: '0',
            expected: '7'
        }]
    );
    assert_eq!(
        all[2].as_ref().unwrap_err().fault,
        Fault::Vin(domain::vin::VinFault::Character('O'))
    );
    let (run, _) = run(Kind::Vehicles, &map, file);
    assert_eq!(
        (
            run.repeated,
            run.duplicates[0].row,
            run.duplicates[0].first_row
        ),
        (1, 5, 4)
    );
}

#[test]
fn stock_with_tabs_and_counts_below_zero() {
    let file = sample!("stock.csv");
    let guess = guessed(Kind::Stock, file);
    assert_eq!(
        (guess.map.delimiter, guess.missing, guess.unknown),
        (b'\t', Vec::new(), Vec::new())
    );
    let counts: Vec<_> = rows(Kind::Stock, &guess.map, file)
        .into_iter()
        .map(|row| match row.unwrap().draft {
            Draft::Stock(stock) => stock.on_hand.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counts, ["24", "-1", "-2"]);
}

#[test]
fn maps_that_do_not_fit_say_why() {
    let file = &b"a,b,b\n1,2,3\n"[..];
    let map = |field, source| {
        let mut map = ColumnMap::default();
        map.columns.insert(Field::Number, Source::index(0));
        map.columns.insert(Field::Brand, Source::constant("Acme"));
        map.columns.insert(Field::OnHand, Source::index(1));
        map.columns.insert(field, source);
        map
    };
    let fault = |field, source| {
        read(Kind::Stock, &map(field, source), file)
            .err()
            .unwrap()
            .to_string()
    };
    assert_eq!(
        fault(Field::Bin, Source::header("Shelf")),
        "the file has no column `Shelf` for bin"
    );
    assert_eq!(
        fault(Field::Bin, Source::header("B")),
        "the file has more than one column `B` for bin: give its place"
    );
    assert_eq!(
        fault(Field::Bin, Source::index(3)),
        "bin asks for column 4, and the file has 3"
    );
    assert_eq!(
        fault(Field::Vin, Source::index(0)),
        "stock have no field vin"
    );
    assert_eq!(
        fault(Field::OnHand, Source::default()),
        "no column is named for on_hand"
    );
    let mut headless = map(Field::Bin, Source::header("a"));
    headless.has_headers = false;
    let error = read(Kind::Stock, &headless, file).err().unwrap();
    assert!(matches!(error, MapError::NoHeaders { field: Field::Bin }));
}

#[test]
fn files_without_headers_are_read_by_place() {
    let mut map = ColumnMap {
        has_headers: false,
        ..ColumnMap::default()
    };
    for (field, place) in [(Field::Number, 0), (Field::Brand, 1), (Field::OnHand, 2)] {
        let column = Some(Column::Index(place));
        map.columns.insert(
            field,
            Source {
                column,
                constant: None,
            },
        );
    }
    let all = rows(Kind::Stock, &map, b"A-1,Acme,4\nA-2,Acme,four\n");
    assert!(all[0].is_ok());
    let error = all[1].as_ref().unwrap_err();
    assert_eq!(
        (error.row, error.line, error.column.as_deref()),
        (2, 2, Some("3"))
    );
}

#[test]
fn rows_of_another_width_and_quotes_that_never_close() {
    let map = {
        let mut map = ColumnMap::default();
        map.columns.insert(Field::Number, Source::header("n"));
        map.columns.insert(Field::Brand, Source::header("b"));
        map.columns.insert(Field::OnHand, Source::header("q"));
        map
    };
    let all = rows(
        Kind::Stock,
        &map,
        b"n,b,q,x\nA,B,1\nA,B,1,,,\nA,B,1,2,3\n,,,\nA,B,2,x\n",
    );
    assert_eq!(all.len(), 4);
    assert_eq!(
        all[2].as_ref().unwrap_err().fault,
        Fault::CellCount {
            found: 5,
            expected: 4
        }
    );
    assert_eq!(all[3].as_ref().unwrap().line, 6);

    let endless = format!("n,b,q\nA,B,1\nA,\"B,1\n{}", "A,B,1\n".repeat(600_000));
    let all = rows(Kind::Stock, &map, endless.as_bytes());
    assert_eq!(all.len(), 2);
    let error = all[1].as_ref().unwrap_err();
    assert!(error.fault.is_final() && matches!(error.fault, Fault::TooLong(_)));
    assert_eq!(error.line, 3);
    let run = dry_run(
        Kind::Stock,
        &map,
        endless.as_bytes(),
        None::<&mut ErrorReport<Vec<u8>>>,
    )
    .unwrap();
    assert!(run.cut_short);
}

#[test]
fn the_same_word_as_a_delimiter_and_in_quotes() {
    assert_eq!(delimiter(b"\"a;b;c\",d,e\n1;2;3;4"), b',');
    assert_eq!(delimiter(b"a|b|c\n"), b'|');
    assert_eq!(delimiter(b"alone\n"), b',');
}
