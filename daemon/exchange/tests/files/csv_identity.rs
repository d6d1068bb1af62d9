//! What is written is read back as it was.

use domain::Currency;
use domain::money::{Quantity, UnitPrice};
use domain::vin::Vin;
use exchange::csv::{
    ColumnMap, CustomerRow, Draft, Kind, PartRow, PriceRow, StockRow, VehicleRow, read, write,
};
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Words as they stand in rows: trimmed, on one line, not empty; with everything that CSV and spreadsheets trip over.
fn word() -> impl Strategy<Value = String> {
    r#"[-=+@'"a-zA-ZäéЖ;,|.]([-=+@'"a-zÖ ;,|]{0,8}[-=+@'"a-zß;,.])?"#
}

fn maybe<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(strategy)
}

fn price() -> impl Strategy<Value = UnitPrice> {
    (0_i64..1_000_000_000, 0_u32..5).prop_map(|(digits, scale)| {
        UnitPrice::try_new(Decimal::new(digits, scale)).unwrap_or(UnitPrice::parse("0").unwrap())
    })
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (-1_000_000_i64..1_000_000, 0_u32..4)
        .prop_map(|(digits, scale)| Quantity::try_new(Decimal::new(digits, scale)).unwrap())
}

fn day() -> impl Strategy<Value = Date> {
    (1970_i16..2070, 1_i8..13, 1_i8..29)
        .prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

fn number() -> impl Strategy<Value = String> {
    "[-=+@']?[A-Z0-9]{1,8}[-./]?[A-Z0-9]{1,4}"
}

fn customer() -> impl Strategy<Value = Draft> {
    let contact = (
        maybe(number()),
        word(),
        maybe(word()),
        maybe(word()),
        maybe(word()),
    );
    let place = (
        maybe(word()),
        maybe(word()),
        maybe(word()),
        maybe(word()),
        maybe(word()),
    );
    let rest = (
        maybe(word()),
        maybe(day()),
        maybe("[a-z]{1,5}(\n[=a-z]{1,5}){0,3}"),
    );
    (contact, place, rest).prop_map(|(contact, place, rest)| {
        Draft::Customer(CustomerRow {
            id: contact.0,
            name: contact.1,
            company: contact.2,
            phone: contact.3,
            email: contact.4,
            street: place.0,
            city: place.1,
            region: place.2,
            postal_code: place.3,
            country: place.4,
            tax_id: rest.0,
            since: rest.1,
            notes: rest.2,
        })
    })
}

fn vehicle() -> impl Strategy<Value = Draft> {
    let vin = "[A-HJ-NPR-Z0-9]{17}".prop_map(|vin| Vin::parse(&vin).unwrap());
    let owner = (
        maybe(number()),
        maybe(number()),
        maybe(word()),
        maybe(word()),
        maybe(vin),
    );
    let what = (
        maybe(1885_u16..2101),
        word(),
        word(),
        maybe(word()),
        maybe(word()),
    );
    let rest = (
        maybe("[A-Z0-9]{1,7}"),
        maybe(word()),
        maybe(0_u32..9_999_999),
        maybe(day()),
        maybe(word()),
    );
    (owner, what, rest).prop_map(|(owner, what, rest)| {
        Draft::Vehicle(VehicleRow {
            id: owner.0,
            customer_id: owner.1,
            owner_name: owner.2,
            owner_phone: owner.3,
            vin: owner.4,
            year: what.0,
            make: what.1,
            model: what.2,
            trim: what.3,
            engine: what.4,
            plate: rest.0,
            plate_region: rest.1,
            odometer: rest.2,
            last_service: rest.3,
            notes: rest.4,
        })
    })
}

fn part() -> impl Strategy<Value = Draft> {
    let what = (number(), word(), word(), maybe(word()), maybe("[0-9]{12}"));
    let money = (price(), maybe(price()), maybe(price()), maybe(price()));
    let stock = (
        maybe(quantity()),
        maybe(quantity()),
        maybe(quantity()),
        maybe(word()),
    );
    (what, money, stock).prop_map(|(what, money, stock)| {
        Draft::Part(PartRow {
            number: what.0,
            brand: what.1,
            description: what.2,
            category: what.3,
            upc: what.4,
            price: money.0,
            cost: money.1,
            list: money.2,
            core: money.3,
            on_hand: stock.0,
            minimum: stock.1,
            maximum: stock.2,
            bin: stock.3,
        })
    })
}

fn price_line() -> impl Strategy<Value = Draft> {
    let what = (
        number(),
        word(),
        maybe(word()),
        maybe("[0-9]{12}"),
        maybe(number()),
    );
    let money = (maybe(price()), price(), maybe(price()), maybe(price()));
    let currency = proptest::sample::select(Currency::ALL);
    (
        what,
        money,
        maybe(currency),
        maybe(quantity()),
        maybe(day()),
    )
        .prop_map(|(what, money, currency, pack_quantity, effective)| {
            Draft::Price(PriceRow {
                number: what.0,
                brand: what.1,
                description: what.2,
                upc: what.3,
                superseded_by: what.4,
                list: money.0,
                cost: Some(money.1),
                price: money.2,
                core: money.3,
                currency,
                pack_quantity,
                effective,
            })
        })
}

fn stock() -> impl Strategy<Value = Draft> {
    let what = (number(), word(), maybe(word()), maybe(word()));
    let counts = (
        quantity(),
        maybe(price()),
        maybe(quantity()),
        maybe(quantity()),
        maybe(day()),
    );
    (what, counts).prop_map(|(what, counts)| {
        Draft::Stock(StockRow {
            number: what.0,
            brand: what.1,
            location: what.2,
            bin: what.3,
            on_hand: counts.0,
            cost: counts.1,
            minimum: counts.2,
            maximum: counts.3,
            counted: counts.4,
        })
    })
}

fn assert_identity(kind: Kind, drafts: &[Draft]) {
    let mut writer = write(kind, Vec::new()).unwrap();
    for draft in drafts {
        writer.row(draft).unwrap();
    }
    let file = writer.finish().unwrap();
    let back: Vec<Draft> = read(kind, &ColumnMap::ours(kind), file.as_slice())
        .unwrap()
        .map(|row| {
            row.unwrap_or_else(|error| panic!("{error}: {}", error.value))
                .draft
        })
        .collect();
    assert_eq!(back, drafts);
    // No cell of ours begins a formula.
    let mut cells = ::csv::ReaderBuilder::new().from_reader(file.as_slice());
    for record in cells.records() {
        for cell in &record.unwrap() {
            let number = domain::money::parse_decimal(cell).is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn customers(drafts in proptest::collection::vec(customer(), 0..8)) {
        assert_identity(Kind::Customers, &drafts);
    }

    #[test]
    fn vehicles(drafts in proptest::collection::vec(vehicle(), 0..8)) {
        assert_identity(Kind::Vehicles, &drafts);
    }

    #[test]
    fn parts(drafts in proptest::collection::vec(part(), 0..8)) {
        assert_identity(Kind::Parts, &drafts);
    }

    #[test]
    fn prices(drafts in proptest::collection::vec(price_line(), 0..8)) {
        assert_identity(Kind::Prices, &drafts);
    }

    #[test]
    fn stock_rows(drafts in proptest::collection::vec(stock(), 0..8)) {
        assert_identity(Kind::Stock, &drafts);
    }

    /// Whatever a file holds, each row is a row or an error with its place.
    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400), delimiter in any::<bool>()) {
        let mut file = b"number,brand,on_hand\n".to_vec();
        file.extend(bytes);
        let mut map = ColumnMap::ours(Kind::Stock);
        map.columns.retain(|field, _| matches!(field.name(), "number" | "brand" | "on_hand"));
        map.delimiter = if delimiter { b',' } else { b';' };
        if let Ok(rows) = read(Kind::Stock, &map, file.as_slice()) {
            // A file with line feeds nowhere has one line, so only rows count up for certain.
            let mut last = (0, 0);
            for row in rows {
                let place = row.map_or_else(|error| (error.row, error.line), |row| (row.number, row.line));
                prop_assert!(place.0 == last.0 + 1 && place.1 >= last.1.max(1));
                last = place;
            }
        }
    }
}

#[test]
fn a_row_of_another_kind_is_refused() {
    let mut writer = write(Kind::Parts, Vec::new()).unwrap();
    let error = writer
        .row(&Draft::Customer(CustomerRow::default()))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "a row of customers cannot stand in a file of parts"
    );
}
