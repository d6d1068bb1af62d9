//! A tax profile, key by key.

use jiff::civil::Date;

use crate::check;
use crate::profile::{
    CashRule, Fee, LocalRule, TAX_CLASSES, TaxBasis, TaxCore, TaxJurisdiction, TaxProfile,
    TaxRounding,
};
use crate::section::{Section, Wrong, not_one_of};

/// Most taxes a profile can have, so that with the local ones a receipt can name them all.
const JURISDICTIONS_MAX: usize = 12;
const FEES_MAX: usize = 32;
const DATE_ALLOWED: &str = "a day as \"2026-01-31\"";

/// Reads every section before giving up, so that all faults are found.
pub(super) fn profile(root: &Section<'_, '_>, name: &str) -> Option<TaxProfile> {
    let title = root.required(
        "title",
        "one line of 1 to 120 characters",
        "write title = \"Example State, sales tax\"",
        check::line(120),
    );
    let sources = root.texts("sources", 32, check::line(300));
    if sources.is_empty() && !root.has("sources") {
        let help = "write sources = [\"...\"]: the laws and guides that the profile was taken from";
        root.fault_here(
            "sources",
            Wrong::new("required and not there", "a list of texts", help),
        );
    }
    let currency = root.required(
        "currency",
        "three capitals, the ISO 4217 code",
        "write currency = \"USD\"",
        check::currency,
    );
    let valid_from = root.required(
        "valid_from",
        DATE_ALLOWED,
        "write valid_from = \"2026-01-31\", the first day on which all of this holds",
        check::date,
    );
    let valid_until = last_day(root, valid_from);
    let basis = choice(
        root,
        "basis",
        &[("item", TaxBasis::Item), ("invoice", TaxBasis::Invoice)],
    );
    let aggregate = root.boolean("aggregate", false);
    let roundings = [
        ("half_up", TaxRounding::HalfUp),
        ("half_even", TaxRounding::HalfEven),
        ("down", TaxRounding::Down),
    ];
    let rounding = root.choice("rounding", &roundings);
    let inclusive = root.boolean("inclusive", false);
    let core = choice(
        root,
        "core",
        &[
            ("taxed_no_refund", TaxCore::TaxedNoRefund),
            ("reduces_base", TaxCore::ReducesBase),
            ("not_taxed", TaxCore::NotTaxed),
        ],
    );
    let jurisdictions = jurisdictions(root, inclusive);
    let first = jurisdictions.first().map(|first| first.classes.clone());
    let local = local(&root.section("local"), first.unwrap_or_default());
    let cash = cash(&root.section("cash"));
    let fees = fees(root);
    root.finish();
    Some(TaxProfile {
        name: name.to_owned(),
        title: title?,
        sources,
        currency: currency?,
        valid_from: valid_from?,
        valid_until,
        basis: basis?,
        aggregate,
        rounding: rounding.unwrap_or(TaxRounding::HalfUp),
        inclusive,
        core: core?,
        jurisdictions,
        local,
        cash,
        fees,
    })
}

/// A choice that must be there.
fn choice<T: Copy>(
    section: &Section<'_, '_>,
    key: &'static str,
    choices: &[(&str, T)],
) -> Option<T> {
    let found = section.choice(key, choices);
    if !section.has(key) {
        let words: Vec<_> = choices
            .iter()
            .map(|(word, _)| format!("\"{word}\""))
            .collect();
        let help = format!("write {key} = {}", words.join(" or "));
        let wrong = Wrong::new("required and not there", words.join(", "), help);
        section.fault_here(key, wrong);
    }
    found
}

/// Reads `valid_until`, which is not before `from`.
fn last_day(section: &Section<'_, '_>, from: Option<Date>) -> Option<Date> {
    let until = section.text("valid_until", check::date)?;
    if from.is_some_and(|from| until < from) {
        let wrong = Wrong::new(
            format!("{until} is before valid_from"),
            "the last day, which may be the first",
            "swap the two, or leave it out",
        );
        section.fault_at("valid_until", wrong);
    }
    Some(until)
}

fn classes(section: &Section<'_, '_>) -> Vec<String> {
    section.texts("classes", TAX_CLASSES.len(), |text| {
        if TAX_CLASSES.contains(&text) {
            return Ok(text.to_owned());
        }
        let mut wrong = not_one_of(text, &TAX_CLASSES);
        if text == "core" {
            wrong.help = "take it out; a core is taxed where a part is, as `core` says".to_owned();
        }
        Err(wrong)
    })
}

fn jurisdictions(root: &Section<'_, '_>, inclusive: bool) -> Vec<TaxJurisdiction> {
    let sections = root.sections("jurisdictions");
    if !(1..=JURISDICTIONS_MAX).contains(&sections.len()) {
        let wrong = Wrong::new(
            format!("there are {} taxes", sections.len()),
            format!("1 to {JURISDICTIONS_MAX}"),
            "write each tax as a [[jurisdictions]] section with name, rate and classes",
        );
        root.fault_at("jurisdictions", wrong);
    }
    let read = |section: &Section<'_, '_>| jurisdiction(section, inclusive);
    sections.iter().filter_map(read).collect()
}

fn jurisdiction(section: &Section<'_, '_>, inclusive: bool) -> Option<TaxJurisdiction> {
    let name = section.required(
        "name",
        "one line of 1 to 40 characters",
        "write name = \"Sales tax\"; receipts show it",
        check::line(40),
    );
    let rate = section.required(
        "rate",
        "a share of one, such as \"0.0725\"",
        "write rate = \"0.0725\" for 7.25 %",
        check::rate,
    );
    let classes = classes(section);
    if classes.is_empty() && !section.has("classes") {
        let allowed = format!("a list of {}", TAX_CLASSES.join(", "));
        let help = "write classes = [\"part\"]: what it is laid on";
        section.fault_here(
            "classes",
            Wrong::new("required and not there", allowed, help),
        );
    }
    let compound = section.boolean("compound", false);
    let item_threshold = section.text("item_threshold", check::amount);
    let item_cap = section.text("item_cap", check::amount);
    for key in ["compound", "item_threshold", "item_cap"] {
        if inclusive && section.has(key) && (compound || key != "compound") {
            let wrong = Wrong::new(
                "does not go with prices that contain tax",
                "nothing",
                "take it out, or write inclusive = false",
            );
            section.fault_at(key, wrong);
        }
    }
    let valid_from = section.text("valid_from", check::date);
    let valid_until = last_day(section, valid_from);
    section.finish();
    Some(TaxJurisdiction {
        name: name?,
        rate: rate?,
        classes,
        compound,
        item_threshold,
        item_cap,
        valid_from,
        valid_until,
    })
}

fn local(section: &Section<'_, '_>, default: Vec<String>) -> Option<LocalRule> {
    let named = classes(section);
    let item_cap = section.text("item_cap", check::amount);
    section.finish();
    let classes = if section.has("classes") {
        named
    } else {
        default
    };
    section
        .is_present()
        .then_some(LocalRule { classes, item_cap })
}

fn cash(section: &Section<'_, '_>) -> Option<CashRule> {
    let step_minor = section.integer("step_minor", 2..=10_000, 5);
    let halves_up = section.choice("halves", &[("up", true), ("down", false)]);
    section.finish();
    section.is_present().then_some(CashRule {
        step_minor,
        halves_up: halves_up.unwrap_or(true),
    })
}

fn fees(root: &Section<'_, '_>) -> Vec<Fee> {
    let sections = root.sections("fees");
    if sections.len() > FEES_MAX {
        let problem = format!("there are {} fees", sections.len());
        let allowed = format!("at most {FEES_MAX}");
        root.fault_at("fees", Wrong::new(problem, allowed, "take some out"));
    }
    sections.iter().filter_map(fee).collect()
}

fn fee(section: &Section<'_, '_>) -> Option<Fee> {
    let line = "one line of 1 to 120 characters";
    let name = section.required(
        "name",
        line,
        "write name = \"State tire fee\"; the line says it",
        check::line(120),
    );
    let amount = section.required(
        "amount",
        "digits, and after a point at most 4 more",
        "write amount = \"1.75\", for one piece",
        check::amount,
    );
    let per = section.required(
        "per",
        line,
        "write per = \"new tire\": the piece it is charged for",
        check::line(120),
    );
    let class = choice(
        section,
        "class",
        &[("fee_mandated", "fee_mandated"), ("fee_shop", "fee_shop")],
    );
    let source = section.required(
        "source",
        "one line of 1 to 300 characters",
        "write source = \"...\": the law that says so",
        check::line(300),
    );
    section.finish();
    Some(Fee {
        name: name?,
        amount: amount?,
        per: per?,
        class: class?.to_owned(),
        source: source?,
    })
}
