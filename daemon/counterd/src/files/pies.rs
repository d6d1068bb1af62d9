//! `counterd import pies`.

use std::path::PathBuf;

use clap::Args;
use exchange::pies::{self, Change, PartFact, PiesCodes, PiesError, PiesPrice};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::catalog::{BrandArgs, Delivery};
use super::faults::Faults;
use super::{ApiArgs, Failed, open};
use crate::told::say;

/// What suppliers call the text that a counter shows; the longer one first.
const DESCRIPTIONS: [&str; 2] = ["DES", "SHO"];

#[derive(Debug, Args)]
pub(crate) struct PiesArgs {
    /// The file: PIES 6 or 7.
    file: PathBuf,
    #[command(flatten)]
    brands: BrandArgs,
    /// Takes prices of this type as what customers pay, e.g. `RET` or `LST`. Without it, prices stay.
    #[arg(long)]
    price_type: Option<String>,
    /// Takes prices of this type as what the shop pays, e.g. `JBR`.
    #[arg(long)]
    cost_type: Option<String>,
    /// A price type that is a core's deposit; one whose description says so is known by that.
    #[arg(long)]
    core_type: Vec<String>,
    /// An EXPI code whose value is the number that takes the part's place.
    #[arg(long)]
    superseded_code: Vec<String>,
    /// Takes the supplier's descriptions in place of the shop's.
    #[arg(long)]
    descriptions: bool,
    /// Reads the file and says what is wrong with it; the daemon is not asked.
    #[arg(long)]
    dry_run: bool,
    /// Where the items that were not taken are written.
    #[arg(long)]
    errors: Option<PathBuf>,
    #[command(flatten)]
    api: ApiArgs,
}

pub(crate) fn import(args: PiesArgs) -> Result<bool, Failed> {
    let codes = PiesCodes {
        superseded_by: args.superseded_code.clone(),
        core_prices: args.core_type.clone(),
    };
    let mut faults = Faults::default();
    let mut good = 0_u64;
    // The trailer tells at the end whether the file is whole, so it is read twice.
    for item in pies::read(open(&args.file)?, &codes) {
        match item {
            Ok(fact) => {
                good += 1;
                for problem in &fact.problems {
                    let hint = "The value was left out; tell the supplier.";
                    faults.add(problem.line, &fact.part_number, problem.to_string(), hint);
                }
            }
            Err(fault @ PiesError::NoNumber { line }) => {
                faults.add(line, "", fault.to_string(), fault.hint());
            }
            Err(fault) => return Err(Failed::words(&fault, fault.hint())),
        }
    }
    if args.dry_run {
        faults.tell(args.errors.as_ref())?;
        let bad = faults.len();
        say(&format!(
            "{good} items can be read; {bad} things are wrong. Nothing was imported."
        ));
        return Ok(bad == 0);
    }
    let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::system());
    let today = now.date();
    // What a supplier no longer sells, the shop may still have.
    let kept = |fact: &PartFact| fact.change != Change::Delete;
    let rows = pies::read(open(&args.file)?, &codes).flatten().filter(kept);
    let rows = rows.map(|fact| word(&fact, &args, today));
    let delivery = Delivery {
        method: "import.facts",
        what: "items",
        errors: args.errors.as_ref(),
        api: &args.api,
    };
    delivery.send(rows, faults)
}

fn word(fact: &PartFact, args: &PiesArgs, today: Date) -> Value {
    let of_type = |kind: &Option<String>| {
        let kind = kind.as_deref()?;
        fact.prices
            .iter()
            .find(|price| price.kind == kind && holds(price, today))
    };
    let (price, cost) = (of_type(&args.price_type), of_type(&args.cost_type));
    let core = fact.core_prices.iter().find(|price| holds(price, today));
    let first = [price, cost, core].into_iter().flatten().next();
    let currency = first.and_then(|price| price.currency);
    // One row has one currency: what comes in another is left out.
    let amount = |price: Option<&PiesPrice>| {
        let price = price.filter(|price| price.currency == currency);
        price.map(|price| price.amount.to_string())
    };
    let description = || {
        let texts = DESCRIPTIONS.iter().flat_map(|code| {
            let english = |language: &Option<String>| {
                language
                    .as_deref()
                    .is_none_or(|language| language.starts_with("EN"))
            };
            let texts = fact.descriptions.iter();
            texts.filter(move |text| text.code == *code && english(&text.language))
        });
        texts.map(|text| text.text.clone()).next()
    };
    let interchange: Vec<&String> = fact
        .interchange
        .iter()
        .flat_map(|other| &other.part_numbers)
        .collect();
    let brand = args.brands.of(fact.brand.as_deref());
    json!({
        "row": fact.line, "number": fact.part_number,
        "brand": brand.or_else(|| fact.brand_label.clone()),
        "description": args.descriptions.then(description).flatten(),
        "gtin": fact.gtin, "price": amount(price), "cost": amount(cost), "core": amount(core),
        "currency": currency.map(|currency| currency.code()),
        "interchange": interchange, "superseded_by": fact.superseded_by,
    })
}

/// Tells whether a price is for one, and in force today.
fn holds(price: &PiesPrice, today: Date) -> bool {
    price.from_quantity.is_none()
        && price.effective.is_none_or(|day| day <= today)
        && price.expires.is_none_or(|day| day >= today)
}
