//! A supplier's facts about parts.

use domain::Currency;
use exchange::Encoding;
use exchange::pies::{Change, PartFact, PiesCodes, PiesError, ProblemKind, read};

fn all(file: &[u8], codes: &PiesCodes) -> Vec<Result<PartFact, PiesError>> {
    read(file, codes).collect()
}

#[test]
fn everything_a_part_counter_needs() {
    let codes = PiesCodes {
        superseded_by: vec!["X01".to_owned()],
        core_prices: Vec::new(),
    };
    let mut items = read(sample!("pies.xml"), &codes);
    let facts: Vec<_> = items.by_ref().collect();
    assert_eq!(
        (items.read_count(), items.encoding()),
        (3, Encoding::Windows1252)
    );
    assert_eq!(items.header().version, "7.2");
    let part = facts[0].as_ref().unwrap();
    assert_eq!(
        (&*part.part_number, part.brand.as_deref()),
        ("ALT-778R", Some("YYYY"))
    );
    assert_eq!(part.brand_label.as_deref(), Some("Spark & Sons"));
    assert_eq!(
        (part.gtin.as_deref(), part.part_type),
        (Some("00036000241457"), Some(2412))
    );
    assert_eq!((part.hazardous, part.change), (Some(false), Change::Add));
    assert_eq!(part.descriptions[1].text, "Alternateur réusiné");

    let [list, jobber] = part.prices.as_slice() else {
        panic!("{:?}", part.prices);
    };
    assert_eq!(
        (&*list.kind, list.amount.to_string(), list.currency),
        ("LST", "189".to_owned(), Some(Currency::USD))
    );
    assert_eq!(list.effective, Some(jiff::civil::date(2026, 12, 1)));
    assert_eq!(
        (&*jobber.kind, jobber.currency),
        ("JBR", Some(Currency::CAD))
    );
    let from = jobber.from_quantity.as_ref().unwrap();
    assert_eq!(
        (from.quantity.to_string(), from.unit.as_deref()),
        ("10".to_owned(), Some("EA"))
    );
    assert_eq!(part.core_prices.len(), 1);
    assert_eq!(part.core_prices[0].amount.to_string(), "45");

    assert_eq!(
        (part.superseded_by.as_deref(), part.life_cycle.as_deref()),
        (Some("ALT-779R"), Some("7"))
    );
    assert_eq!(part.extended.len(), 3);
    let package = &part.packages[0];
    assert_eq!(
        package.quantity_of_eaches.map(|n| n.to_string()).as_deref(),
        Some("4")
    );
    assert_eq!(
        (
            package.weight.map(|n| n.to_string()).as_deref(),
            package.weight_unit.as_deref()
        ),
        (Some("52.5"), Some("PG"))
    );
    let hazmat = package.hazmat.as_ref().unwrap();
    assert_eq!(
        (
            hazmat.regulated,
            hazmat.un_number.as_deref(),
            hazmat.class.as_deref()
        ),
        (Some(true), Some("2794"), Some("8"))
    );
    assert_eq!(part.interchange[0].part_numbers, ["V-1", "V-2"]);
    assert_eq!(
        (
            part.interchange[1].kind.as_deref(),
            part.interchange[1].brand.as_deref()
        ),
        (Some("O"), Some("WWWW"))
    );
    // A price that is none is left out and told.
    assert_eq!(part.problems.len(), 1);
    assert_eq!(
        (part.problems[0].line, &*part.problems[0].value),
        (40, "call us")
    );
    assert!(matches!(part.problems[0].kind, ProblemKind::Number(_)));

    let deleted = facts[1].as_ref().unwrap();
    assert_eq!(
        (deleted.change, deleted.brand.as_deref()),
        (Change::Delete, Some("ZZZZ"))
    );
    assert_eq!(facts[2], Err(PiesError::NoNumber { line: 66 }));
}

#[test]
fn codes_that_nobody_explained_stay_codes() {
    let facts = all(sample!("pies.xml"), &PiesCodes::default());
    assert_eq!(facts[0].as_ref().unwrap().superseded_by, None);
    let codes = PiesCodes {
        core_prices: vec!["LST".to_owned()],
        ..PiesCodes::default()
    };
    assert_eq!(
        all(sample!("pies.xml"), &codes)[0]
            .as_ref()
            .unwrap()
            .core_prices
            .len(),
        2
    );
}

#[test]
fn the_trailer_counts_and_the_header_comes_first() {
    let last = |text: &str| all(text.as_bytes(), &PiesCodes::default()).pop();
    let head = "<Header><PIESVersion>7.2</PIESVersion></Header>";
    let item = "<Items><Item><PartNumber>A</PartNumber></Item></Items>";
    let trailer = |n: u8| format!("<Trailer><ItemCount>{n}</ItemCount></Trailer>");
    assert!(matches!(
        last(&format!("<PIES>{head}{item}{}</PIES>", trailer(1))),
        Some(Ok(_))
    ));
    let lost = Some(Err(PiesError::Count {
        found: 1,
        stated: 2,
    }));
    assert_eq!(
        last(&format!("<PIES>{head}{item}{}</PIES>", trailer(2))),
        lost
    );
    assert_eq!(
        last(&format!("<PIES>{head}{item}</PIES>")),
        Some(Err(PiesError::NoTrailer))
    );
    assert_eq!(
        last(&format!("<PIES>{item}{}</PIES>", trailer(1))),
        Some(Err(PiesError::Version(String::new())))
    );
    let old = head.replace("7.2", "5.0");
    assert_eq!(
        last(&format!("<PIES>{old}{item}</PIES>")),
        Some(Err(PiesError::Version("5.0".to_owned())))
    );
    let money = "<Header><PIESVersion>7.2</PIESVersion><CurrencyCode>ZZZ</CurrencyCode></Header>";
    assert_eq!(
        last(&format!("<PIES>{money}{item}</PIES>")),
        Some(Err(PiesError::Currency("ZZZ".to_owned())))
    );
}
