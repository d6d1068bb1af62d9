//! Fees by unit and by ticket, supplies within their bounds.

use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::ids::LineId;
use crate::money::{Currency, Money, MoneyError, Quantity, Rate, UnitPrice};

const USD: Currency = Currency::USD;

fn usd(minor: i64) -> Money {
    Money::new(minor, USD)
}

fn job(serial: u128) -> Option<Uuid> {
    (serial > 0).then(|| Uuid::from_u128(serial))
}

fn line(serial: u128, class: ChargeClass, category: &str, minor: i64) -> ChargeLine {
    ChargeLine {
        line: LineId::new(Uuid::from_u128(serial)),
        class,
        category: category.to_owned(),
        tags: Vec::new(),
        quantity: Quantity::ONE,
        net: usd(minor),
        job: None,
    }
}

fn fee(code: &str, kind: FeeKind, basis: FeeBasis, amount: &str) -> FeeRule {
    FeeRule {
        code: code.to_owned(),
        name: code.to_owned(),
        kind,
        trigger: Trigger::default(),
        basis,
        amount: UnitPrice::parse(amount).unwrap(),
        tax_class: "fee_mandated".to_owned(),
    }
}

/// California's tire fee, 1.75 for each new tire.
fn tire_fee() -> FeeRule {
    let citation = "Cal. Pub. Res. Code 42885".to_owned();
    let mandated = FeeKind::Mandated { citation };
    let mut rule = fee("tire-fee", mandated, FeeBasis::PerUnit, "1.75");
    rule.trigger.categories = vec!["Tires".to_owned()];
    rule
}

/// Texas' battery fees: 2.00 below 12 V, 3.00 from 12 V, not on small sealed ones.
fn battery_fee(volts: &str, amount: &str) -> FeeRule {
    let citation = "Tex. Health & Safety Code 361.138".to_owned();
    let mut rule = fee(
        volts,
        FeeKind::Mandated { citation },
        FeeBasis::PerUnit,
        amount,
    );
    rule.trigger.tags = vec![volts.to_owned()];
    rule.trigger.exempt_tags = vec!["small-sealed".to_owned()];
    rule
}

fn hazmat() -> FeeRule {
    let mut rule = fee("hazmat", FeeKind::Shop, FeeBasis::PerTicket, "4.50");
    rule.trigger.classes = [ChargeClass::Labor].into();
    rule
}

/// 5 % of parts and 10 % of labor, 2.00 to 35.00; none on diagnosis, sublet work and tires.
fn supplies(per: SuppliesPer) -> SuppliesRule {
    let rate = |text| Rate::parse(text).unwrap();
    let percents = [
        (ChargeClass::Part, rate("0.05")),
        (ChargeClass::Labor, rate("0.1")),
    ];
    SuppliesRule {
        code: "supplies".to_owned(),
        name: "Shop supplies".to_owned(),
        percents: percents.into(),
        excluded_categories: vec!["Tires".to_owned()],
        min: Some(usd(200)),
        max: Some(usd(3_500)),
        per,
        sentence: Some(FLORIDA_SUPPLIES_SENTENCE.to_owned()),
        tax_class: "supplies".to_owned(),
    }
}

fn rules(fees: Vec<FeeRule>, supplies: Vec<SuppliesRule>) -> ChargeRules {
    let currency = USD;
    ChargeRules {
        currency,
        fees,
        supplies,
    }
    .checked()
    .unwrap()
}

/// Code, quantity, amount and job of each charge.
fn assessed(rules: &ChargeRules, lines: &[ChargeLine]) -> Vec<(String, String, i64, Option<Uuid>)> {
    let charges = assess_charges(rules, lines).unwrap();
    let row = |charge: Charge| {
        (
            charge.code,
            charge.quantity.to_string(),
            charge.amount.minor(),
            charge.job,
        )
    };
    charges.into_iter().map(row).collect()
}

fn row(
    code: &str,
    quantity: &str,
    minor: i64,
    job: Option<Uuid>,
) -> (String, String, i64, Option<Uuid>) {
    (code.to_owned(), quantity.to_owned(), minor, job)
}

#[test]
fn a_mandated_fee_is_charged_by_unit_with_its_citation() {
    let mut front = line(1, ChargeClass::Part, "tires", 40_000);
    front.quantity = Quantity::parse("2").unwrap();
    front.job = job(1);
    let mut rear = front.clone();
    rear.line = LineId::new(Uuid::from_u128(2));
    let loose = line(3, ChargeClass::Part, "Tires", 10_000);
    let valve = line(4, ChargeClass::Part, "Valves", 500);
    let rules = rules(vec![tire_fee()], Vec::new());
    let lines = [front, rear, loose, valve];
    assert_eq!(
        assessed(&rules, &lines),
        [
            row("tire-fee", "4", 700, job(1)),
            row("tire-fee", "1", 175, None)
        ]
    );
    let charges = assess_charges(&rules, &lines).unwrap();
    let citation = "Cal. Pub. Res. Code 42885".to_owned();
    assert_eq!(charges[0].kind, ChargeKind::Mandated { citation });
    assert_eq!(charges[0].lines, [lines[0].line, lines[1].line]);
    assert_eq!(
        (&*charges[0].tax_class, &*charges[0].unit_price.to_string()),
        ("fee_mandated", "1.75")
    );
}

#[test]
fn tags_tell_batteries_apart_and_exempt_them() {
    let rules = rules(
        vec![battery_fee("6v", "2"), battery_fee("12v", "3")],
        Vec::new(),
    );
    let battery = |serial, tags: &[&str]| ChargeLine {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..line(serial, ChargeClass::Part, "Batteries", 9_000)
    };
    let lines = [
        battery(1, &["12V"]),
        battery(2, &["6v"]),
        battery(3, &["12v", "small-sealed"]),
    ];
    assert_eq!(
        assessed(&rules, &lines),
        [row("6v", "1", 200, None), row("12v", "1", 300, None)]
    );
}

#[test]
fn a_fee_by_ticket_comes_once() {
    let rules = rules(vec![hazmat()], Vec::new());
    let labor = |serial, of_job| ChargeLine {
        job: job(of_job),
        ..line(serial, ChargeClass::Labor, "", 12_500)
    };
    assert_eq!(
        assessed(&rules, &[labor(1, 1), labor(2, 2)]),
        [row("hazmat", "1", 450, None)]
    );
    assert_eq!(
        assessed(&rules, &[line(1, ChargeClass::Part, "Belts", 100)]),
        []
    );
    let none_sold = ChargeLine {
        quantity: Quantity::ZERO,
        ..labor(1, 1)
    };
    assert_eq!(assessed(&rules, &[none_sold]), []);
}

#[test]
fn supplies_are_a_share_by_class_within_their_bounds() {
    let rules = rules(Vec::new(), vec![supplies(SuppliesPer::Ticket)]);
    let on = |parts, labor| {
        let lines = [
            line(1, ChargeClass::Part, "Brakes", parts),
            line(2, ChargeClass::Labor, "", labor),
            line(3, ChargeClass::Diagnostic, "", 15_000),
            line(4, ChargeClass::Sublet, "", 20_000),
            line(5, ChargeClass::Part, "TIRES", 60_000),
            line(6, ChargeClass::Core, "", 1_000),
        ];
        assess_charges(&rules, &lines).unwrap()
    };
    let found = on(10_010, 12_501);
    // 5.005 + 12.501 = 17.506: added first, rounded once.
    assert_eq!(found[0].amount, usd(1_751));
    let sentence = Some(FLORIDA_SUPPLIES_SENTENCE.to_owned());
    assert_eq!(found[0].kind, ChargeKind::Supplies { sentence });
    assert_eq!(found[0].unit_price.to_string(), "17.51");
    assert_eq!(on(1_000, 0)[0].amount, usd(200));
    assert_eq!(on(50_000, 50_000)[0].amount, usd(3_500));
    assert_eq!(on(0, 0), []);
}

#[test]
fn bounds_by_job_hold_for_each_job() {
    let rules = rules(Vec::new(), vec![supplies(SuppliesPer::Job)]);
    let labor = |serial, of_job, minor| ChargeLine {
        job: job(of_job),
        ..line(serial, ChargeClass::Labor, "", minor)
    };
    let lines = [
        labor(1, 1, 50_000),
        labor(2, 2, 1_000),
        labor(3, 0, 10_000),
        labor(4, 2, 500),
    ];
    assert_eq!(
        assessed(&rules, &lines),
        [
            row("supplies", "1", 3_500, job(1)),
            row("supplies", "1", 200, job(2)),
            row("supplies", "1", 1_000, None)
        ]
    );
}

#[test]
fn lines_that_are_not_sold_here_are_refused() {
    let rules = rules(vec![hazmat()], Vec::new());
    let credit = line(1, ChargeClass::Core, "", -1);
    assert_eq!(
        assess_charges(&rules, &[credit]),
        Err(ChargeRefusal::NegativeLine)
    );
    let mut back = line(1, ChargeClass::Part, "", 0);
    back.quantity = Quantity::parse("-1").unwrap();
    assert_eq!(
        assess_charges(&rules, &[back]),
        Err(ChargeRefusal::NegativeLine)
    );
    let mut euros = line(1, ChargeClass::Part, "", 0);
    euros.net = Money::new(1, Currency::EUR);
    let mismatch = ChargeRefusal::Money(MoneyError::CurrencyMismatch);
    assert_eq!(assess_charges(&rules, &[euros]), Err(mismatch));
}

#[test]
fn wrong_rules_are_refused_by_name() {
    let checked = |fees, supplies| {
        ChargeRules {
            currency: USD,
            fees,
            supplies,
        }
        .checked()
        .map(|_| ())
    };
    let code = || "tire-fee".to_owned();
    assert_eq!(
        checked(vec![tire_fee(), tire_fee()], Vec::new()),
        Err(ChargeRefusal::CodeTwice(code()))
    );
    let mut unfounded = tire_fee();
    unfounded.kind = FeeKind::Mandated {
        citation: " ".to_owned(),
    };
    let (field, len_max) = ("citation", STATUTORY_LEN_MAX);
    let refused = ChargeRefusal::Text {
        code: code(),
        field,
        len_max,
    };
    assert_eq!(checked(vec![unfounded], Vec::new()), Err(refused));
    let mut idle = tire_fee();
    idle.trigger = Trigger::default();
    assert_eq!(
        checked(vec![idle], Vec::new()),
        Err(ChargeRefusal::NoTrigger(code()))
    );
    let bounds = Err(ChargeRefusal::Bounds("supplies".to_owned()));
    for (min, max) in [
        (usd(-1), usd(5)),
        (usd(6), usd(5)),
        (Money::new(1, Currency::EUR), usd(5)),
    ] {
        let mut crossed = supplies(SuppliesPer::Job);
        (crossed.min, crossed.max) = (Some(min), Some(max));
        assert_eq!(checked(Vec::new(), vec![crossed]), bounds);
    }
}

#[test]
fn classes_read_back() {
    for class in ChargeClass::ALL {
        assert_eq!(ChargeClass::parse(class.as_str()), Some(*class));
    }
}

fn lines() -> impl Strategy<Value = Vec<ChargeLine>> {
    let class = prop::sample::select(ChargeClass::ALL);
    let category = prop::sample::select(vec!["Tires", "Brakes", ""]);
    let one = (class, category, 0_i64..100_000, 0_i64..5_000, 0_u128..3);
    prop::collection::vec(one, 0..10).prop_map(|lines| {
        let made = |(serial, (class, category, minor, thousandths, of_job))| ChargeLine {
            quantity: Quantity::try_new(Decimal::new(thousandths, 3)).unwrap(),
            job: job(of_job),
            ..line(serial, class, category, minor)
        };
        (1_u128..).zip(lines).map(made).collect()
    })
}

proptest! {
    #[test]
    fn supplies_lie_within_their_bounds(lines in lines(), by_job: bool, min in 0_i64..1_000, span in 0_i64..5_000) {
        let per = if by_job { SuppliesPer::Job } else { SuppliesPer::Ticket };
        let mut rule = supplies(per);
        (rule.min, rule.max) = (Some(usd(min)), Some(usd(min + span)));
        let charges = assess_charges(&rules(Vec::new(), vec![rule]), &lines).unwrap();
        for charge in &charges {
            prop_assert!((min..=min + span).contains(&charge.amount.minor()));
            prop_assert!(!charge.lines.is_empty());
        }
        prop_assert!(by_job || charges.len() <= 1);
    }

    #[test]
    fn every_tire_is_charged_once(lines in lines()) {
        let charges = assess_charges(&rules(vec![tire_fee()], Vec::new()), &lines).unwrap();
        let charged: Decimal = charges.iter().map(|charge| charge.quantity.decimal()).sum();
        let tires = lines.iter().filter(|line| line.category == "Tires");
        // Less than a unit's cent is no charge.
        let sold: Decimal = tires.map(|line| line.quantity.decimal()).sum();
        prop_assert!(sold - charged >= Decimal::ZERO && sold - charged < Decimal::new(9, 3));
    }

    #[test]
    fn the_order_of_lines_changes_no_amount(lines in lines()) {
        let rules = rules(vec![tire_fee(), hazmat()], vec![supplies(SuppliesPer::Ticket)]);
        let mut there = assessed(&rules, &lines);
        let mut back = assessed(&rules, &lines.iter().rev().cloned().collect::<Vec<_>>());
        there.sort();
        back.sort();
        prop_assert_eq!(there, back);
    }
}
