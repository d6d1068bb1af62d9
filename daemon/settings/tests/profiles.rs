//! The shipped tax profiles are whole, and a wrong one is told all its faults.

use std::path::Path;

use settings::TaxProfile;
use settings::model::LocalTax;
use settings::profile::{CashRule, TAX_CLASSES, TaxBasis, TaxCore, TaxRounding};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/taxes"))
}

fn load(name: &str) -> TaxProfile {
    TaxProfile::load(folder(), name).unwrap_or_else(|faults| panic!("\n{faults}"))
}

/// Name, currency, rates, whether prices contain tax, core, smallest coin.
#[test]
fn the_shipped_profiles_say_what_their_sources_say() {
    use TaxCore::{NotTaxed, ReducesBase, TaxedNoRefund};
    let table = [
        ("ca-on", "CAD", "0.13", false, ReducesBase, Some(5)),
        ("ca-qc", "CAD", "0.05 0.09975", false, ReducesBase, Some(5)),
        ("ch", "CHF", "0.077 0.081", true, ReducesBase, Some(5)),
        ("gb", "GBP", "0.20", true, ReducesBase, None),
        ("nz", "NZD", "0.15", true, ReducesBase, Some(10)),
        ("se", "SEK", "0.25", true, ReducesBase, Some(100)),
        ("us-ca", "USD", "0.0725", false, TaxedNoRefund, None),
        ("us-co", "USD", "0.029", false, TaxedNoRefund, None),
        ("us-fl", "USD", "0.06", false, ReducesBase, None),
        ("us-me", "USD", "0.055", false, NotTaxed, None),
        ("us-tx", "USD", "0.0625", false, ReducesBase, None),
        ("us-wa", "USD", "0.065", false, NotTaxed, None),
    ];
    let mut shipped: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    shipped.sort();
    assert_eq!(shipped, table.map(|(name, ..)| name));
    for (name, currency, rates, inclusive, core, coin) in table {
        let profile = load(name);
        assert_eq!(profile.name, name);
        assert_eq!(profile.currency, currency, "{name}");
        let found: Vec<_> = profile
            .jurisdictions
            .iter()
            .map(|j| j.rate.as_str())
            .collect();
        assert_eq!(found.join(" "), rates, "{name}");
        assert_eq!(profile.inclusive, inclusive, "{name}");
        assert_eq!(profile.core, core, "{name}");
        assert_eq!(profile.cash.map(|cash| cash.step_minor), coin, "{name}");
        assert_eq!(profile.basis, TaxBasis::Invoice, "{name}");
        assert_eq!(profile.rounding, TaxRounding::HalfUp, "{name}");
        assert_eq!(profile.aggregate, name.starts_with("us-"), "{name}");
        let parts_taxed = |classes: &[String]| classes.iter().any(|class| class == "part");
        assert!(
            profile
                .jurisdictions
                .iter()
                .all(|j| parts_taxed(&j.classes))
        );
    }
    let kronor = CashRule {
        step_minor: 100,
        halves_up: true,
    };
    assert_eq!(load("se").cash, Some(kronor));
    assert!(!load("nz").cash.unwrap().halves_up);
}

#[test]
fn labor_and_fees_are_taxed_where_the_law_says() {
    let taxed = |name: &str, class: &str| {
        let classes = &load(name).jurisdictions[0].classes;
        classes.iter().any(|word| word == class)
    };
    for (name, labor) in [
        ("us-ca", false),
        ("us-tx", false),
        ("us-wa", true),
        ("us-fl", true),
        ("gb", true),
    ] {
        assert_eq!(taxed(name, "labor_repair"), labor, "{name}");
    }
    assert!(taxed("us-ca", "labor_fabrication") && taxed("us-ca", "labor_install_new"));
    let fees = |name: &str| -> Vec<(String, String, bool)> {
        let fees = load(name).fees.into_iter();
        fees.map(|fee| (fee.amount, fee.per, taxed(name, &fee.class)))
            .collect()
    };
    let fee = |amount: &str, per: &str, taxed| (amount.to_owned(), per.to_owned(), taxed);
    assert_eq!(fees("us-ca"), [fee("1.75", "new tire", false)]);
    assert_eq!(
        fees("us-tx"),
        [
            fee("2.00", "lead-acid battery below 12 V", false),
            fee("3.00", "lead-acid battery of 12 V or more", false)
        ]
    );
    assert_eq!(
        fees("us-me"),
        [fee("1.00", "new tire or new lead-acid battery", false)]
    );
    assert_eq!(fees("us-fl")[0], fee("1.00", "new tire", true));
}

#[test]
fn local_taxes_are_laid_on_what_the_profile_says() {
    let local = [LocalTax {
        name: "County surtax".to_owned(),
        rate: "0.01".to_owned(),
    }];
    let florida = load("us-fl").with_local(&local).unwrap();
    let surtax = florida.jurisdictions.last().unwrap();
    assert_eq!(
        (surtax.name.as_str(), surtax.rate.as_str()),
        ("County surtax", "0.01")
    );
    assert_eq!(surtax.item_cap.as_deref(), Some("5000.00"));
    assert_eq!(surtax.classes, florida.jurisdictions[0].classes);
    let refused = load("us-me").with_local(&local).unwrap_err().to_string();
    let said = "the tax profile us-me has no [local] section, so [[tax.local]] cannot add to it";
    assert_eq!(refused, said);
    assert_eq!(load("us-me").with_local(&[]), Ok(load("us-me")));
}

#[test]
fn all_faults_of_a_profile_at_once() {
    let text = r#"titel = "Example"
currency = "USD"
valid_from = "2026-02-30"
basis = "line"
rounding = "half-up"
inclusive = "yes"
core = "taxed"
[local]
classes = ["core"]
[cash]
step_minor = 1
[[jurisdictions]]
name = "Tax"
rate = "7.25"
classes = ["part", "labour_repair"]
valid_from = "2026-01-02"
valid_until = "2026-01-01"
[[jurisdictions]]
name = "Other"
rate = "0.01"
item_cap = "$1"
[[fees]]
name = "Tire fee"
amount = "1.75"
class = "fee"
"#;
    let faults = TaxProfile::parse("example", text).unwrap_err();
    let short: Vec<String> = faults
        .list()
        .iter()
        .map(|fault| {
            let line = fault.place.as_ref().map_or(0, |place| place.line);
            format!("{line} {}: {}", fault.key, fault.problem)
        })
        .collect();
    assert_eq!(
        short,
        [
            "1 titel: unknown key",
            "3 valid_from: \"2026-02-30\" is not a day",
            "4 basis: \"line\" is not known here",
            "5 rounding: \"half-up\" is not known here",
            "6 inclusive: expected true or false, found string",
            "7 core: \"taxed\" is not known here",
            "9 local.classes: \"core\" is not known here",
            "11 cash.step_minor: 1 is out of range",
            "14 jurisdictions.rate: \"7.25\" is not a rate",
            "15 jurisdictions.classes: \"labour_repair\" is not known here",
            "17 jurisdictions.valid_until: 2026-01-01 is before valid_from",
            "18 jurisdictions.classes: required and not there",
            "21 jurisdictions.item_cap: \"$1\" is not an amount",
            "22 fees.per: required and not there",
            "22 fees.source: required and not there",
            "25 fees.class: \"fee\" is not known here",
            "0 title: required and not there",
            "0 sources: required and not there",
        ]
    );
    assert!(faults.to_string().contains(" --> example.toml:3:14\n"));
}

#[test]
fn a_day_has_one_form() {
    let text = |day: &str| {
        let good = std::fs::read_to_string(folder().join("us-ca.toml")).unwrap();
        good.replace("2017-01-01\"\n", &format!("{day}\"\n"))
    };
    assert!(TaxProfile::parse("t", &text("2017-01-01")).is_ok());
    for day in ["20170101", "2017-01-01T00:00", "2017-1-1", "01.01.2017", ""] {
        let faults = TaxProfile::parse("t", &text(day)).unwrap_err();
        let problem = format!("\"{day}\" is not a day");
        assert_eq!(faults.list()[0].problem, problem);
        assert_eq!(faults.list().len(), 1);
    }
}

#[test]
fn prices_with_tax_need_plain_taxes_and_a_profile_needs_one() {
    let with = |taxes: &str| {
        let head = "title = \"T\"\nsources = [\"S\"]\ncurrency = \"USD\"\nvalid_from = \"2026-01-01\"\n\
                    basis = \"item\"\ncore = \"not_taxed\"\ninclusive = true\n";
        let parsed = TaxProfile::parse("t", &format!("{head}{taxes}"));
        parsed.map_err(|faults| {
            faults
                .list()
                .iter()
                .map(|f| f.key.clone())
                .collect::<Vec<_>>()
        })
    };
    let tax = "[[jurisdictions]]\nname = \"N\"\nrate = \"0.1\"\nclasses = [\"part\"]\n";
    assert!(with(tax).is_ok());
    assert!(with(&format!("{tax}compound = false\n")).is_ok());
    let refused = |key: &str| Err(vec![format!("jurisdictions.{key}")]);
    assert_eq!(
        with(&format!("{tax}compound = true\n")),
        refused("compound")
    );
    assert_eq!(
        with(&format!("{tax}item_cap = \"1\"\n")),
        refused("item_cap")
    );
    assert_eq!(with(""), Err(vec!["jurisdictions".to_owned()]));
    assert_eq!(with(&tax.repeat(13)), Err(vec!["jurisdictions".to_owned()]));
}

#[test]
fn a_profile_that_is_not_there_is_one_fault_with_its_path() {
    let text = TaxProfile::load(folder(), "atlantis")
        .unwrap_err()
        .to_string();
    assert!(text.contains("config/taxes/atlantis.toml"), "{text}");
    assert!(text.contains("name a file of tax.profiles_dir"), "{text}");
}

#[test]
fn every_class_word_is_in_the_readme() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for class in TAX_CLASSES {
        assert!(readme.contains(&format!("`{class}`")), "{class}");
    }
}
