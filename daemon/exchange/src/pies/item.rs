//! One `Item` element to what it says about its part.
//!
//! Version 7 moved some elements to attributes; both places are looked at.

use domain::Currency;
use domain::money::{Quantity, UnitPrice};
use domain::text::{self, NOTE_LEN_MAX, TEXT_LEN_MAX};
use jiff::civil::Date;

use super::fact::{
    Change, Description, Extended, Hazmat, Interchange, ItemProblem, Package, PartFact, PiesCodes,
    PiesPrice, PriceBreak, ProblemKind,
};
use super::read::PiesHeader;
use crate::text::shortened;
use crate::xml::Element;

/// Reads an item; `None` when it has no part number.
pub(super) fn fact(item: &Element, header: &PiesHeader, codes: &PiesCodes) -> Option<PartFact> {
    let mut take = Taking::default();
    let number = item.child("PartNumber")?;
    let part_number = take.text(number, &number.text, 60)?;
    let extended = take.extended(item);
    let value_of = |code: &str| {
        let found = extended.iter().find(|entry| entry.code == code);
        found.map(|entry| entry.value.clone())
    };
    let superseded_by = codes.superseded_by.iter().find_map(|code| value_of(code));
    let life_cycle = value_of("LIS");
    let (core_prices, prices) = take
        .prices(item, header)
        .into_iter()
        .partition(|price| is_core(price, codes));
    let brand = item.child_text("BrandAAIAID").map(str::to_owned);
    Some(PartFact {
        change: match item.attribute("MaintenanceType") {
            Some("D") => Change::Delete,
            Some("C") => Change::Change,
            _ => Change::Add,
        },
        line: item.line,
        part_number,
        brand: brand.or_else(|| header.brand.clone()),
        brand_label: item.child_text("BrandLabel").map(str::to_owned),
        gtin: take.gtin(item.child("ItemLevelGTIN")),
        part_type: take.id(item.child("PartTerminologyID")),
        hazardous: yes_or_no(item.child_text("HazardousMaterialCode")),
        minimum_order: take.quantity(item.child("MinimumOrderQuantity")),
        descriptions: take.descriptions(item),
        prices,
        core_prices,
        packages: take.packages(item),
        interchange: take.interchange(item),
        superseded_by,
        life_cycle,
        extended,
        problems: take.problems,
    })
}

fn is_core(price: &PiesPrice, codes: &PiesCodes) -> bool {
    let label = price.label.as_deref().unwrap_or_default().to_lowercase();
    codes.core_prices.contains(&price.kind)
        || label
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "core")
}

fn yes_or_no(value: Option<&str>) -> Option<bool> {
    match value {
        Some("Y" | "y") => Some(true),
        Some("N" | "n") => Some(false),
        _ => None,
    }
}

fn entries<'a>(
    item: &'a Element,
    list: &'a str,
    name: &'a str,
) -> impl Iterator<Item = &'a Element> {
    item.all(list).flat_map(move |list| list.all(name))
}

/// Takes values and notes what is wrong with the others.
#[derive(Default)]
struct Taking {
    problems: Vec<ItemProblem>,
}

impl Taking {
    fn problem(&mut self, element: &Element, value: &str, kind: ProblemKind) {
        self.problems.push(ItemProblem {
            line: element.line,
            element: element.name.clone(),
            value: shortened(value),
            kind,
        });
    }

    fn kept<T>(
        &mut self,
        element: &Element,
        value: &str,
        read: Result<T, ProblemKind>,
    ) -> Option<T> {
        read.map_err(|kind| self.problem(element, value, kind)).ok()
    }

    fn text(&mut self, element: &Element, value: &str, len_max: usize) -> Option<String> {
        let read = text::optional("the text", Some(value), len_max).map_err(ProblemKind::Text);
        self.kept(element, value, read).flatten()
    }

    fn quantity(&mut self, element: Option<&Element>) -> Option<Quantity> {
        let element = element.filter(|element| !element.text.is_empty())?;
        let read = Quantity::parse(&element.text).map_err(ProblemKind::Number);
        self.kept(element, &element.text, read)
    }

    fn date(&mut self, element: Option<&Element>) -> Option<Date> {
        let element = element.filter(|element| !element.text.is_empty())?;
        let day = element.text.split('T').next().unwrap_or_default();
        let read = day.parse().map_err(|_| ProblemKind::Date);
        self.kept(element, &element.text, read)
    }

    fn id(&mut self, element: Option<&Element>) -> Option<u32> {
        let element = element.filter(|element| !element.text.is_empty())?;
        let read = element.text.parse().map_err(|_| ProblemKind::Id);
        self.kept(element, &element.text, read)
    }

    fn gtin(&mut self, element: Option<&Element>) -> Option<String> {
        let element = element.filter(|element| !element.text.is_empty())?;
        let digits = element.text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = digits && matches!(element.text.len(), 8 | 12..=14);
        let read = fits.then(|| element.text.clone()).ok_or(ProblemKind::Gtin);
        self.kept(element, &element.text, read)
    }

    fn extended(&mut self, item: &Element) -> Vec<Extended> {
        let mut all = Vec::new();
        for entry in entries(item, "ExtendedInformation", "ExtendedProductInformation") {
            let Some(code) = entry.attribute("EXPICode") else {
                self.problem(entry, &entry.text, ProblemKind::Missing);
                continue;
            };
            if let Some(value) = self.text(entry, &entry.text, TEXT_LEN_MAX) {
                let code = code.to_owned();
                all.push(Extended { code, value });
            }
        }
        all
    }

    fn descriptions(&mut self, item: &Element) -> Vec<Description> {
        let mut all = Vec::new();
        for entry in entries(item, "Descriptions", "Description") {
            if let Some(text) = self.text(entry, &entry.text, NOTE_LEN_MAX) {
                all.push(Description {
                    code: entry
                        .attribute("DescriptionCode")
                        .unwrap_or_default()
                        .to_owned(),
                    language: entry.attribute("LanguageCode").map(str::to_owned),
                    text,
                });
            }
        }
        all
    }

    fn prices(&mut self, item: &Element, header: &PiesHeader) -> Vec<PiesPrice> {
        entries(item, "Prices", "Pricing")
            .filter_map(|pricing| self.price(pricing, header))
            .collect()
    }

    fn price(&mut self, pricing: &Element, header: &PiesHeader) -> Option<PiesPrice> {
        let Some(price) = pricing.child("Price") else {
            self.problem(pricing, "", ProblemKind::Missing);
            return None;
        };
        let read = UnitPrice::parse(&price.text).map_err(ProblemKind::Number);
        let amount = self.kept(price, &price.text, read)?;
        let kind = pricing
            .attribute("PriceType")
            .or_else(|| price.attribute("PriceType"));
        let Some(kind) = kind else {
            self.problem(pricing, &price.text, ProblemKind::Missing);
            return None;
        };
        let currency = match pricing.child("CurrencyCode") {
            // A price in a currency nobody knows is no price.
            Some(code) => {
                let read = code.text.parse::<Currency>();
                let read = read.map_err(|_| ProblemKind::Currency);
                Some(self.kept(code, &code.text, read)?)
            }
            None => header.currency,
        };
        let from_quantity = match pricing.child("PriceBreak") {
            // Without its break a quantity price would pass for the price of one.
            Some(element) => Some(PriceBreak {
                quantity: self.quantity(Some(element))?,
                unit: element.attribute("UOM").map(str::to_owned),
            }),
            None => None,
        };
        Some(PiesPrice {
            kind: kind.to_owned(),
            label: pricing
                .child_text("PriceTypeDescription")
                .map(str::to_owned),
            sheet: pricing.child_text("PriceSheetNumber").map(str::to_owned),
            amount,
            unit: price.attribute("UOM").map(str::to_owned),
            currency,
            from_quantity,
            effective: self.date(pricing.child("EffectiveDate")),
            expires: self.date(pricing.child("ExpirationDate")),
        })
    }

    fn packages(&mut self, item: &Element) -> Vec<Package> {
        let mut all = Vec::new();
        for package in entries(item, "Packages", "Package") {
            let weights = package.child("Weights");
            all.push(Package {
                unit: package.child_text("PackageUOM").map(str::to_owned),
                quantity_of_eaches: self.quantity(package.child("QuantityofEaches")),
                gtin: self.gtin(package.child("PackageLevelGTIN")),
                bar_code: package
                    .child_text("PackageBarCodeCharacters")
                    .map(str::to_owned),
                weight: self.quantity(weights.and_then(|weights| weights.child("Weight"))),
                weight_unit: weights
                    .and_then(|weights| weights.attribute("UOM"))
                    .map(str::to_owned),
                hazmat: package.child("HazardousMaterial").map(hazmat),
            });
        }
        all
    }

    fn interchange(&mut self, item: &Element) -> Vec<Interchange> {
        let mut all = Vec::new();
        for other in entries(item, "PartInterchangeInfo", "PartInterchange") {
            let said = |name: &str| {
                let value = other.attribute(name).or_else(|| other.child_text(name));
                value.map(str::to_owned)
            };
            let numbers = other.all("PartNumber");
            let part_numbers: Vec<String> = numbers
                .filter_map(|number| self.text(number, &number.text, 60))
                .collect();
            if part_numbers.is_empty() {
                self.problem(other, "", ProblemKind::Missing);
                continue;
            }
            all.push(Interchange {
                kind: said("TypeCode"),
                brand: said("BrandAAIAID"),
                brand_label: said("BrandLabel"),
                part_numbers,
                note: said("InterchangeNotes"),
            });
        }
        all
    }
}

fn hazmat(element: &Element) -> Hazmat {
    let text = |name: &str| element.child_text(name).map(str::to_owned);
    Hazmat {
        regulated: yes_or_no(element.child_text("Regulated")),
        un_number: text("UNNAIDCode"),
        class: text("HazardousClass").or_else(|| text("HazardousMaterialClassCode")),
        shipping_name: text("ShippingName"),
        packing_group: text("PackingGroupCode"),
    }
}
