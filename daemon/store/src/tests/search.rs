//! Parts and customers are found as people type.

use domain::Event;
use domain::catalog::Part;
use domain::ids::VehicleId;
use domain::money::{Currency, Money};
use domain::odometer::{Claim, DistanceUnit, Moment, NewReading, Reading};
use domain::people::{AccountTerms, Customer, CustomerEvent, LabelledPhone, Vehicle, VehicleEvent};
use domain::vin::Vin;
use engine::{Lookup, Queries};

use super::samples::{fits, part};
use super::shop::Shop;
use crate::SqliteQueries;

fn catalog() -> (Shop, SqliteQueries) {
    let mut shop = Shop::new();
    let of = |number, printed: &str, brand: &str, description: &str, category: &str| Part {
        brand: brand.to_owned(),
        description: description.to_owned(),
        category: category.to_owned(),
        ..part(number, printed)
    };
    let parts = [
        of(101, "P 85 020", "Brembo", "Front brake pads", "Brakes"),
        of(102, "P 85 020-X", "Brembo", "Rear brake pads", "Brakes"),
        of(
            103,
            "0 986 494 123",
            "Bosch",
            "Brake pads, front axle",
            "Brakes",
        ),
        Part {
            upc: Some("036000241457".to_owned()),
            ..of(104, "3330", "Fram", "Oil filter", "Filters")
        },
        Part {
            fitment: vec![
                fits("HONDA", "Civic", 2012, 2015),
                fits("Ford", "F-150", 2015, 2020),
            ],
            ..of(105, "CA-11113", "Fram", "Air filter für Motor", "Filters")
        },
        Part {
            fitment: vec![fits("Honda", "Civic", 2016, 2020)],
            ..of(106, "CA-11500", "Fram", "Air filter", "Filters")
        },
    ];
    for part in parts {
        shop.save_part(part);
    }
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    (shop, queries)
}

fn found(queries: &SqliteQueries, text: &str, vehicle: Option<VehicleId>) -> Vec<String> {
    let views = queries.search_parts(text, vehicle, 20).unwrap();
    views.into_iter().map(|view| view.part.number).collect()
}

#[test]
fn numbers_are_found_in_any_spelling() {
    let (shop, queries) = catalog();
    assert_eq!(found(&queries, "p85020", None), ["P 85 020", "P 85 020-X"]);
    assert_eq!(found(&queries, "P-85.020-x", None), ["P 85 020-X"]);
    assert_eq!(found(&queries, "09864", None), ["0 986 494 123"]);
    assert_eq!(found(&queries, "494-12", None), ["0 986 494 123"]);
    assert_eq!(found(&queries, "113", None), ["CA-11113"]);
    assert_eq!(found(&queries, "036000241457", None), ["3330"]);
    assert_eq!(found(&queries, "0036000241457", None), ["3330"]);
    assert!(found(&queries, "85029", None).is_empty());
    assert!(found(&queries, "- /", None).is_empty());
    let by_code = |code: &str| -> Vec<_> {
        queries
            .parts_by_code(code, 5)
            .unwrap()
            .into_iter()
            .map(|v| v.part.number)
            .collect()
    };
    assert_eq!(by_code("p85020"), ["P 85 020"]);
    assert_eq!(by_code("0036000241457"), ["3330"]);
    assert!(by_code("p8502").is_empty() && by_code("").is_empty());
    drop(shop);
}

#[test]
fn words_are_found_in_any_order_from_their_beginnings() {
    let (_shop, queries) = catalog();
    assert_eq!(
        found(&queries, "pads brem", None),
        ["P 85 020", "P 85 020-X"]
    );
    assert_eq!(
        found(&queries, "front pad", None),
        ["0 986 494 123", "P 85 020"]
    );
    assert_eq!(found(&queries, "FUR motor", None), ["CA-11113"]);
    assert_eq!(found(&queries, "brembo 020x", None), ["P 85 020-X"]);
    assert!(found(&queries, "rear bosch", None).is_empty());
    for odd in [
        "\"",
        "a\" OR b",
        "*",
        "AND",
        "NEAR(",
        "brake-pads' --",
        "क्षि ⓐ",
        "%",
    ] {
        queries.search_parts(odd, None, 5).unwrap();
    }
    assert_eq!(found(&queries, "brake-pads, rear", None), ["P 85 020-X"]);
}

#[test]
fn several_find_one_and_a_description_comes_before_a_category() {
    let (mut shop, queries) = catalog();
    let gloves = Part {
        brand: "Ansell".to_owned(),
        description: "Nitrile gloves".to_owned(),
        category: "Oil and shop supplies".to_owned(),
        ..part(107, "0-GL-100")
    };
    let id = gloves.id;
    shop.save_part(gloves);
    shop.stock(id, "9");
    assert_eq!(found(&queries, "oil filters", None), ["3330"]);
    assert_eq!(
        found(&queries, "oil", None),
        ["3330", "0-GL-100"],
        "what is called so comes first, in stock or not"
    );
}

#[test]
fn what_is_in_stock_comes_first_but_after_the_number_asked_for() {
    let (mut shop, queries) = catalog();
    let id = |number: u128| part(number, "").id;
    shop.stock(id(102), "1");
    assert_eq!(found(&queries, "brake pads", None)[0], "P 85 020-X");
    assert_eq!(found(&queries, "p85020", None), ["P 85 020", "P 85 020-X"]);
    let view = queries.search_parts("p85020x", None, 1).unwrap().remove(0);
    assert_eq!(
        (view.on_hand, view.fits),
        (domain::money::Quantity::ONE, None)
    );
}

#[test]
fn with_a_vehicle_only_what_fits_or_is_not_known_not_to() {
    let (mut shop, queries) = catalog();
    let customer = shop.customer("Ann", None);
    let civic = shop.vehicle(customer, "honda", "CIVIC").id;
    let truck = shop.vehicle(customer, "Ford", "F150").id;
    assert_eq!(found(&queries, "air filter", Some(civic)), ["CA-11113"]);
    assert_eq!(found(&queries, "filter", Some(civic)), ["3330", "CA-11113"]);
    assert!(found(&queries, "ca11113", Some(truck)).is_empty());
    assert_eq!(found(&queries, "", Some(civic)), ["CA-11113"]);
    let views = queries.search_parts("filter", Some(civic), 5).unwrap();
    let fits: Vec<_> = views.iter().map(|view| view.fits).collect();
    assert_eq!(fits, [None, Some(true)]);
}

#[test]
fn a_renamed_part_is_found_by_its_new_name_only() {
    let (mut shop, queries) = catalog();
    let mut changed = part(101, "ZZ-900");
    changed.description = "Caliper".to_owned();
    shop.save_part(changed);
    assert_eq!(found(&queries, "zz900", None), ["ZZ-900"]);
    assert_eq!(found(&queries, "calip", None), ["ZZ-900"]);
    assert_eq!(found(&queries, "p85020", None), ["P 85 020-X"]);
    assert_eq!(found(&queries, "brembo front", None), Vec::<String>::new());
    let rows = |index: &str, text: &str| -> i64 {
        let query = format!("SELECT count(*) FROM {index} WHERE {index} MATCH ?");
        shop.store
            .conn
            .query_row(&query, [text], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(
        (
            rows("part_token", "\"\u{e000}P85\""),
            rows("kind_token", "front")
        ),
        (1, 2),
        "the number is forgotten; kinds stay, as they may come back"
    );
}

#[test]
fn customers_are_found_by_name_phone_mail_plate_and_vin() {
    let mut shop = Shop::new();
    let ann = shop.customer("Ann-Marie Müller", Some("+1 (555) 010-1234"));
    let bob = shop.customer("Bob Muller Smith", Some("0171 998877"));
    let number = |number: &str| LabelledPhone::plain(number);
    let bob_as_saved = Customer {
        phones: vec![number("0171 998877"), number("+1 512 555 0143 ext. 77")],
        email: Some("Bob@Example.com".to_owned()),
        ..Customer::new(bob, "Bob Muller Smith")
    };
    shop.append(&[bob_as_saved.clone().saved()]);
    let car = shop.vehicle(ann, "Honda", "Civic");
    let vin = Vin::parse("1HGCM82633A004352").unwrap();
    let car = Vehicle {
        vin: Some(vin.clone()),
        plate: Some("7ABC-123".to_owned()),
        unit_number: Some("Truck 14-B".to_owned()),
        ..car
    };
    shop.append(&[car.clone().saved()]);
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let found = |text: &str| -> Vec<_> {
        let views = queries.search_customers(text, 10).unwrap();
        views.into_iter().map(|view| view.customer.id).collect()
    };
    assert_eq!(found("mull"), [ann, bob]);
    assert_eq!(found("MÜLLER ann"), [ann]);
    assert_eq!(found("smith bob"), [bob]);
    assert_eq!(found("555-010"), [ann]);
    assert_eq!(found("1 555 010 1234"), [ann]);
    assert_eq!(found("1234"), [ann]);
    for digits in ["8877", "0171", "998877", "512555", "0143"] {
        assert_eq!(found(digits), [bob], "{digits}");
    }
    assert!(
        found("14377").is_empty(),
        "the extension is no part of the number"
    );
    assert_eq!(found("truck14"), [ann]);
    assert_eq!(found("bob@ex"), [bob]);
    assert_eq!(found("7abc12"), [ann]);
    assert_eq!(found("a004352"), [ann]);
    assert_eq!(found("004352"), [ann]);
    assert!(found("zz").is_empty());
    assert_eq!(found("").len(), 2);
    assert_eq!(
        queries.vehicle_by_vin(" *1hgcm82633a004352*").unwrap(),
        Some(car.clone())
    );
    assert_eq!(queries.vehicle_by_vin("nonsense").unwrap(), None);
    assert_eq!(shop.store.vehicle_by_vin(&vin).unwrap(), Some(car.clone()));
    assert_eq!(queries.vehicles_of(ann).unwrap(), [car]);

    shop.append(&[
        Customer::new(ann, "Ann Jones").saved(),
        Customer {
            phones: vec![number("512 555 0143")],
            ..bob_as_saved
        }
        .saved(),
    ]);
    assert_eq!(found("mull"), [bob]);
    assert!(found("555-010").is_empty());
    assert_eq!(found("jones"), [ann]);
    assert_eq!(found("512555"), [bob]);
    assert!(found("8877").is_empty(), "one of two phones is forgotten");
}

#[test]
fn a_part_is_found_by_the_numbers_of_other_makers() {
    let (mut shop, queries) = catalog();
    let pads = |others: &[&str]| Part {
        brand: "Brembo".to_owned(),
        description: "Front brake pads".to_owned(),
        category: "Brakes".to_owned(),
        interchange: others.iter().map(|&number| number.to_owned()).collect(),
        ..part(101, "P 85 020")
    };
    // The same number in another spelling is the same number.
    shop.save_part(pads(&["04465-33450", "45022-SNA-A00", "4502 2SNAA 00"]));
    for text in [
        "04465-33450",
        "04465",
        "5334",
        "45022-SNA-A00",
        "brembo 5022",
    ] {
        assert_eq!(found(&queries, text, None), ["P 85 020"], "{text}");
    }
    // A number of its own comes before one of another maker's.
    shop.save_part(Part {
        interchange: vec!["P-85020-X".to_owned()],
        ..part(104, "3330")
    });
    assert_eq!(found(&queries, "p85020x", None), ["P 85 020-X", "3330"]);
    shop.save_part(pads(&["45022-SNA-A00"]));
    assert!(found(&queries, "0446533450", None).is_empty());
    assert!(found(&queries, "5334", None).is_empty());
    assert_eq!(found(&queries, "45022sna", None), ["P 85 020"]);
}

#[test]
fn with_a_vehicle_every_kind_that_fits_is_shown_however_many_do_not() {
    let mut shop = Shop::new();
    let customer = shop.customer("Ann", None);
    let civic = shop.vehicle(customer, "Honda", "Civic").id;
    let of = |number: u128, description: String, model| Part {
        brand: "Fram".to_owned(),
        description,
        fitment: vec![fits("Honda", model, 2010, 2020)],
        ..part(number, &format!("F-{number}"))
    };
    // More kinds have the word than may be visited, and those that fit come last.
    for number in 0..1_000 {
        shop.save_part(of(1_000 + number, format!("Filter {number}"), "Accord"));
    }
    for number in 0..30 {
        shop.save_part(of(3_000 + number, "Oil filter".to_owned(), "Civic"));
    }
    shop.save_part(of(4_000, "Cabin filter".to_owned(), "Civic"));
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let views = queries.search_parts("filter", Some(civic), 50).unwrap();
    assert_eq!(views.len(), 31);
    assert!(views.iter().all(|view| view.fits == Some(true)));
    assert!(found(&queries, "filter", Some(civic)).len() == 20);
    assert_eq!(found(&queries, "cab fil", Some(civic)), ["F-4000"]);
    assert_eq!(queries.search_parts("", Some(civic), 50).unwrap().len(), 31);
}

#[test]
fn vehicles_are_found_by_vin_plate_and_words() {
    let mut shop = Shop::new();
    let ann = shop.customer("Ann", None);
    let (civic, truck) = (
        shop.vehicle(ann, "Honda", "Civic"),
        shop.vehicle(ann, "Ford", "F-150"),
    );
    let vin = Vin::parse("1HGCM82633A004352").unwrap();
    let civic = Vehicle {
        vin: Some(vin),
        plate: Some("7ABC-123".to_owned()),
        year: Some(2003),
        ..civic
    };
    shop.append(&[civic.clone().saved()]);
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let found = |text: &str| -> Vec<_> {
        let found = queries.search_vehicles(text, 10).unwrap();
        found.into_iter().map(|vehicle| vehicle.id).collect()
    };
    for text in [
        "1HGCM82633A004352",
        "a004352",
        "3A004352",
        "4352",
        "m826",
        "7abc",
        "C-12",
        "civ honda 2003",
    ] {
        assert_eq!(found(text), [civic.id], "{text}");
    }
    for text in ["f150", "f-150", "ford"] {
        assert_eq!(found(text), [truck.id], "{text}");
    }
    assert!(found("honda f150").is_empty() && found("").is_empty() && found("m628").is_empty());

    let sold = Vehicle {
        plate: Some("8XYZ-999".to_owned()),
        ..civic
    };
    shop.append(&[sold.clone().saved()]);
    assert!(found("7abc").is_empty() && found("C-12").is_empty());
    assert_eq!(found("xyz9"), [sold.id]);
}

#[test]
fn customers_are_found_by_words_of_name_and_mail_in_any_order() {
    let mut shop = Shop::new();
    let bob = shop.customer("Robert J. Smith-Jones", None);
    let ann = shop.customer("Smith & Sons Towing", Some("(512) 555-0143"));
    shop.append(&[Customer {
        email: Some("bob.jones@towing.example.com".to_owned()),
        ..Customer::new(bob, "Robert J. Smith-Jones")
    }
    .saved()]);
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let found = |text: &str| -> Vec<_> {
        let views = queries.search_customers(text, 10).unwrap();
        views.into_iter().map(|view| view.customer.id).collect()
    };
    assert_eq!(found("jon rob"), [bob]);
    assert_eq!(found("towing smith"), [bob, ann]);
    assert_eq!(found("bob.jones@tow"), [bob]);
    assert_eq!(found("towing sons"), [ann]);
    assert_eq!(found("0143"), [ann]);
    assert_eq!(found("143"), [ann]);
    assert_eq!(found("512555"), [ann]);
    assert!(found("obert").is_empty() && found("smithson").is_empty());
}

#[test]
fn one_who_was_merged_leads_to_the_one_who_goes_on() {
    let mut shop = Shop::new();
    let gone = shop.customer("Jon Smythe", Some("512 555 0143"));
    let stays = shop.customer("John Smith", None);
    let (old, new) = (
        shop.vehicle(gone, "Honda", "Civic"),
        shop.vehicle(stays, "Honda", "Accord"),
    );
    let old = Vehicle {
        plate: Some("7ABC123".to_owned()),
        ..old
    };
    let merged = CustomerEvent::Merged {
        into: stays,
        date: shop.today,
        balance: Money::zero(Currency::USD),
        items: Vec::new(),
    };
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let found = |text: &str| -> Vec<_> {
        let views = queries.search_customers(text, 10).unwrap();
        views.into_iter().map(|view| view.customer.id).collect()
    };
    shop.append(&[old.clone().saved()]);
    assert_eq!(found("smythe"), [gone]);
    shop.append(&[Event::Customer(gone, merged)]);
    for text in ["smythe", "0143", "7abc"] {
        assert_eq!(found(text), [stays], "{text}");
    }
    assert_eq!(found("j sm"), [stays], "once only");
    assert_eq!(found(""), [stays]);

    let into = VehicleEvent::Merged { into: new.id };
    shop.append(&[Event::Vehicle(old.id, into)]);
    let vehicles = queries.search_vehicles("7abc", 10).unwrap();
    assert_eq!(vehicles, std::slice::from_ref(&new));
    let by_words = queries.search_vehicles("honda", 10).unwrap();
    assert_eq!(by_words, std::slice::from_ref(&new));
    assert!(queries.vehicles_of(gone).unwrap().is_empty());
    assert_eq!(queries.vehicles_of(stays).unwrap(), [new]);
    assert!(
        queries.vehicle(old.id).unwrap().is_some(),
        "its history is still to be read"
    );
}

#[test]
fn what_is_newer_than_the_last_save_is_read_with_it() {
    let mut shop = Shop::new();
    let (ann, bob) = (shop.customer("Ann", None), shop.customer("Bob", None));
    let account = Some(AccountTerms::net(30));
    let firm = Customer {
        account,
        ..Customer::new(ann, "Ann")
    };
    let held = |reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        Event::Customer(ann, CustomerEvent::AccountHeld { reason })
    };
    let hold = |shop: &mut Shop| {
        let customer = shop.store.customer(ann).unwrap().unwrap();
        customer.account.unwrap().hold
    };
    shop.append(&[firm.saved(), held(Some("checks bounced"))]);
    assert_eq!(hold(&mut shop).as_deref(), Some("checks bounced"));
    shop.append(&[held(None)]);
    assert_eq!(hold(&mut shop), None);

    let car = shop.vehicle(ann, "Honda", "Civic");
    let date = shop.today;
    let changed = VehicleEvent::OwnerChanged {
        from: ann,
        to: bob,
        date,
        odometer: None,
    };
    let read = NewReading {
        on: date,
        moment: Moment::In,
        shown: 160_000,
        unit: DistanceUnit::Km,
    };
    let reading = Reading {
        read,
        claim: Claim::Plain,
        total: 160_000,
    };
    shop.append(&[
        Event::Vehicle(car.id, changed),
        Event::Vehicle(car.id, VehicleEvent::OdometerRead(reading)),
    ]);
    let expected = Vehicle {
        customer: bob,
        odometer: Some(160_000),
        odometer_unit: DistanceUnit::Km,
        ..car
    };
    assert_eq!(
        shop.store.vehicle(expected.id).unwrap(),
        Some(expected.clone())
    );
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    assert_eq!(queries.vehicles_of(bob).unwrap(), [expected]);
    assert!(queries.vehicles_of(ann).unwrap().is_empty());
}

/// The word index cannot answer for a word that its own tokenizer splits in two, so no character may be part of a
/// word here and a gap there.
#[test]
fn the_index_and_the_splitter_agree_on_what_a_word_is() {
    let (shop, _queries) = catalog();
    let query = "SELECT count(*) FROM kind_token WHERE kind_token MATCH ?";
    let mut count = shop.store.conn.prepare(query).unwrap();
    let around = ('\u{80}'..=char::MAX).map(|c| format!("a{c}b"));
    let whole = around.filter(|text| crate::keys::words(text).count() == 1);
    let quoted: Vec<_> = whole
        .map(|word| format!("\"{}\"*", crate::keys::folded(&word)))
        .collect();
    assert!(quoted.len() > 100_000);
    for words in quoted.chunks(100) {
        let found = count.query_row([words.join(" AND ")], |row| row.get::<_, i64>(0));
        assert_eq!(found, Ok(0), "one of {words:?}");
    }
}
