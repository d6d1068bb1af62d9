//! Which answer applies, and that the answer says why.

use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::ids::{CustomerId, PartId};
use crate::money::{Currency, Factor, Margin, Quantity, Rate, UnitPrice};

fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn times(factor: &str) -> Formula {
    Formula::Multiplier(Factor::parse(factor).unwrap())
}

fn flat(name: &str, scope: Scope, formula: Formula) -> ScopedMatrix {
    let from = price("0");
    let rows = vec![MatrixRow { from, formula }];
    let matrix = Matrix::try_new(name, MatrixMode::Stepped, rows).unwrap();
    ScopedMatrix { scope, matrix }
}

fn rule(name: &str, scope: Scope, action: PriceAction) -> PriceRule {
    let name = name.to_owned();
    PriceRule {
        name,
        scope,
        action,
    }
}

fn category(name: &str) -> Scope {
    Scope {
        category: Some(name.to_owned()),
        ..Scope::default()
    }
}

fn level(level: PriceLevel) -> Scope {
    Scope {
        level: Some(level),
        ..Scope::default()
    }
}

fn part(serial: u128) -> PartId {
    PartId::new(Uuid::from_u128(serial))
}

/// One matrix for all (x3), one for tires (x1.25), one for wholesale (20 % margin).
fn book() -> PriceBook {
    PriceBook {
        currency: Currency::USD,
        rules: Vec::new(),
        matrices: vec![
            flat("Standard", Scope::default(), times("3")),
            flat("Tires", category("Tires"), times("1.25")),
            flat(
                "Trade",
                level(PriceLevel::Wholesale),
                Formula::Margin(Margin::parse("0.2").unwrap()),
            ),
        ],
        levels: Vec::new(),
        breaks: Vec::new(),
    }
}

fn ask() -> PriceAsk<'static> {
    PriceAsk {
        part: Some(part(1)),
        category: "Filters",
        brand: "Acme",
        vendor: Some("Depot"),
        customer: None,
        level: PriceLevel::Retail,
        location: "main",
        quantity: Quantity::ONE,
        cost: Some(price("4")),
        list: Some(price("15")),
        entry: None,
    }
}

/// The price and the reason as a screen shows them.
fn answered(book: &PriceBook, ask: &PriceAsk<'_>) -> (String, String) {
    let answer = price_part(&book.clone().checked().unwrap(), ask).unwrap();
    (answer.unit_price.to_string(), answer.reason.to_string())
}

fn shows(price: &str, reason: &str) -> (String, String) {
    (price.to_owned(), reason.to_owned())
}

#[test]
fn four_dollars_by_three_and_at_half_margin() {
    assert_eq!(
        answered(&book(), &ask()),
        shows("12", "matrix Standard from 0: x3")
    );
    let mut half = book();
    let margin = Formula::Margin(Margin::parse("0.5").unwrap());
    half.matrices[0] = flat("Half", Scope::default(), margin);
    assert_eq!(
        answered(&half, &ask()),
        shows("8", "matrix Half from 0: 50 % margin")
    );
    let answer = price_part(&half, &ask()).unwrap();
    assert_eq!(answer.gp_percent, Some(Decimal::from(50)));
}

#[test]
fn the_most_specific_matrix_wins_and_level_comes_before_category() {
    let tires = PriceAsk {
        category: " tires",
        ..ask()
    };
    assert_eq!(
        answered(&book(), &tires),
        shows("5", "matrix Tires from 0: x1.25")
    );
    let trade = PriceAsk {
        level: PriceLevel::Wholesale,
        ..tires
    };
    assert_eq!(
        answered(&book(), &trade),
        shows("5", "matrix Trade from 0: 20 % margin")
    );
    let mut narrow = book();
    let scope = Scope {
        brand: Some("ACME".to_owned()),
        ..category("Tires")
    };
    narrow
        .matrices
        .push(flat("Acme tires", scope, times("1.3")));
    assert_eq!(
        answered(&narrow, &tires),
        shows("5.2", "matrix Acme tires from 0: x1.3")
    );
}

#[test]
fn a_rule_overrides_matrix_and_level() {
    let mut book = book();
    book.rules = vec![
        rule(
            "Oil and wipers",
            category("Wipers"),
            PriceAction::Fixed(price("9.99")),
        ),
        rule(
            "Depot goods",
            Scope {
                vendor: Some("Depot".to_owned()),
                ..Scope::default()
            },
            PriceAction::OffList(rate("0.1")),
        ),
    ];
    let wipers = PriceAsk {
        category: "Wipers",
        ..ask()
    };
    assert_eq!(
        answered(&book, &wipers),
        shows("9.99", "rule Oil and wipers: 9.99")
    );
    assert_eq!(
        answered(&book, &ask()),
        shows("13.5", "rule Depot goods: 10 % off list")
    );
    let elsewhere = PriceAsk {
        vendor: None,
        ..ask()
    };
    assert_eq!(answered(&book, &elsewhere).1, "matrix Standard from 0: x3");
    let trade = PriceAsk {
        level: PriceLevel::Wholesale,
        ..wipers
    };
    assert_eq!(answered(&book, &trade).0, "9.99");
    let own = CustomerId::new(Uuid::from_u128(7));
    let scope = Scope {
        customer: Some(own),
        ..Scope::default()
    };
    book.rules.push(rule(
        "County contract",
        scope,
        PriceAction::OnCost(times("2")),
    ));
    let county = PriceAsk {
        customer: Some(own),
        ..wipers
    };
    assert_eq!(
        answered(&book, &county),
        shows("8", "rule County contract: x2")
    );
    // A rule on a cost that is not known gives way to the next that can answer.
    let unknown = PriceAsk {
        cost: None,
        ..county
    };
    assert_eq!(answered(&book, &unknown).1, "rule Oil and wipers: 9.99");
}

#[test]
fn a_level_is_its_matrix_or_a_share_off_list() {
    let mut book = book();
    book.levels = vec![
        LevelTerms {
            level: PriceLevel::Jobber,
            terms: Terms::OffList(rate("0.3")),
        },
        LevelTerms {
            level: PriceLevel::Retail,
            terms: Terms::OffList(rate("0")),
        },
    ];
    let at = |level| PriceAsk { level, ..ask() };
    assert_eq!(
        answered(&book, &at(PriceLevel::Retail)),
        shows("15", "list 15 (catalog)")
    );
    assert_eq!(
        answered(&book, &at(PriceLevel::Jobber)),
        shows("10.5", "list 15 (catalog), 30 % off as jobber")
    );
    assert_eq!(
        answered(&book, &at(PriceLevel::Wholesale)).1,
        "matrix Trade from 0: 20 % margin"
    );
    // Fleet has neither terms nor a matrix of its own: what retail gets.
    assert_eq!(
        answered(&book, &at(PriceLevel::Fleet)),
        shows("15", "list 15 (catalog)")
    );
    // Without a list price, the retail matrix stands in for it.
    let unlisted = PriceAsk {
        list: None,
        ..at(PriceLevel::Jobber)
    };
    assert_eq!(
        answered(&book, &unlisted),
        shows("8.4", "list 12 (matrix Standard), 30 % off as jobber")
    );
}

#[test]
fn the_price_book_stands_before_the_matrix_and_a_location_before_the_book() {
    let overrides = [("north".to_owned(), price("10.99"))].into();
    let entry = PriceEntry {
        part: part(1),
        price: price("11.50"),
        overrides,
    };
    let here = PriceAsk {
        entry: Some(&entry),
        ..ask()
    };
    assert_eq!(
        answered(&book(), &here),
        shows("11.5", "list 11.5 (price book)")
    );
    let north = PriceAsk {
        location: "north",
        ..here
    };
    assert_eq!(
        answered(&book(), &north),
        shows("10.99", "list 10.99 (price book at north)")
    );
    let trade = PriceAsk {
        level: PriceLevel::Wholesale,
        ..north
    };
    assert_eq!(answered(&book(), &trade).0, "5");
}

#[test]
fn without_a_cost_the_list_price_holds_and_without_both_there_is_none() {
    for cost in [None, Some(price("0"))] {
        let costless = PriceAsk { cost, ..ask() };
        assert_eq!(
            answered(&book(), &costless),
            shows("15", "list 15 (catalog)")
        );
        let answer = price_part(&book(), &costless).unwrap();
        assert_eq!(answer.gp_percent, None);
        let nothing = PriceAsk {
            list: None,
            ..costless
        };
        assert_eq!(price_part(&book(), &nothing), Err(PricingRefusal::NoPrice));
    }
    let huge = PriceAsk {
        cost: Some(price("90000000")),
        ..ask()
    };
    assert!(matches!(
        price_part(&book(), &huge),
        Err(PricingRefusal::Number(_))
    ));
}

fn step(name: &str, scope: Scope, from: &str, off: BreakOff) -> QuantityBreak {
    let (name, from) = (name.to_owned(), Quantity::parse(from).unwrap());
    QuantityBreak {
        name,
        scope,
        from,
        off,
    }
}

#[test]
fn buying_many_lowers_the_price_of_one() {
    let mut book = book();
    book.breaks = vec![
        step(
            "Ten",
            Scope::default(),
            "10",
            BreakOff::Percent(rate("0.1")),
        ),
        step(
            "Case",
            category("Filters"),
            "12",
            BreakOff::Price(price("9")),
        ),
        step(
            "Pallet",
            category("Filters"),
            "100",
            BreakOff::Price(price("20")),
        ),
    ];
    let priced = |category, quantity| {
        let quantity = Quantity::parse(quantity).unwrap();
        let ask = PriceAsk {
            category,
            quantity,
            ..ask()
        };
        let answer = price_part(&book.clone().checked().unwrap(), &ask).unwrap();
        let taken = answer
            .quantity_break
            .map(|taken| (taken.name, taken.before.to_string()));
        (answer.unit_price.to_string(), taken)
    };
    let taken = |name: &str| Some((name.to_owned(), "12".to_owned()));
    assert_eq!(priced("Belts", "9.9"), ("12".to_owned(), None));
    assert_eq!(priced("Belts", "10"), ("10.8".to_owned(), taken("Ten")));
    // The narrower scope has its own steps, reached or not.
    assert_eq!(priced("Filters", "10"), ("12".to_owned(), None));
    assert_eq!(priced("Filters", "12"), ("9".to_owned(), taken("Case")));
    // A step that would cost more does not hold.
    assert_eq!(priced("Filters", "100"), ("9".to_owned(), taken("Case")));
}

#[test]
fn no_two_entries_may_claim_the_same_sales() {
    let duplicate = |name: &str| Err(PricingRefusal::Duplicate(name.to_owned()));
    let mut twice = book();
    twice
        .matrices
        .push(flat("Again", category("TIRES "), times("2")));
    assert_eq!(twice.checked(), duplicate("Again"));
    let mut rules = book();
    let fixed = PriceAction::Fixed(price("1"));
    rules.rules = vec![
        rule("A", category("Oil"), fixed),
        rule("B", category("oil"), fixed),
    ];
    assert_eq!(rules.checked(), duplicate("B"));
    let mut breaks = book();
    let off = BreakOff::Price(price("1"));
    breaks.breaks = vec![
        step("A", Scope::default(), "5", off),
        step("B", Scope::default(), "6", off),
    ];
    assert!(breaks.clone().checked().is_ok());
    breaks.breaks[1].from = Quantity::parse("5").unwrap();
    assert_eq!(breaks.checked(), duplicate("B"));
    let mut levels = book();
    let terms = LevelTerms {
        level: PriceLevel::Fleet,
        terms: Terms::Matrix,
    };
    levels.levels = vec![terms, terms];
    assert_eq!(levels.checked(), duplicate("fleet"));
    let mut blank = book();
    blank.matrices[1].scope = category(" ");
    assert!(matches!(
        blank.checked(),
        Err(PricingRefusal::Name {
            field: "category",
            ..
        })
    ));
}

#[test]
fn levels_read_back() {
    for found in PriceLevel::ALL {
        assert_eq!(PriceLevel::parse(found.as_str()), Some(*found));
    }
    assert_eq!(PriceLevel::parse("cheap"), None);
}

fn breaks() -> impl Strategy<Value = Vec<QuantityBreak>> {
    let off = prop_oneof![
        (0_i64..=1_000).prop_map(|n| BreakOff::Percent(Rate::try_new(Decimal::new(n, 3)).unwrap())),
        (0_i64..2_000)
            .prop_map(|n| BreakOff::Price(UnitPrice::try_new(Decimal::new(n, 2)).unwrap())),
    ];
    let scope = prop_oneof![
        Just(Scope::default()),
        Just(category("Filters")),
        Just(category("Belts"))
    ];
    let one = (scope, 1_i64..40, off).prop_map(|(scope, from, off)| QuantityBreak {
        name: "Any".to_owned(),
        scope,
        from: Quantity::try_new(Decimal::from(from)).unwrap(),
        off,
    });
    prop::collection::vec(one, 0..6)
}

proptest! {
    #[test]
    fn buying_more_never_costs_more_a_piece(breaks in breaks(), few in 0_i64..40, more in 0_i64..40) {
        let book = PriceBook { breaks, ..book() };
        let at = |count: i64| {
            let quantity = Quantity::try_new(Decimal::from(count)).unwrap();
            price_part(&book, &PriceAsk { quantity, ..ask() }).unwrap().unit_price
        };
        prop_assert!(at(few + more) <= at(few));
    }
}
