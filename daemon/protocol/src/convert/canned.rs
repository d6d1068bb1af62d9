//! Canned jobs, both ways.

use domain::canned::{Amount, Canned, CannedJob, CannedLine};
use domain::money::Quantity;
use domain::tax::{TaxClass, UnknownTaxClass};
use domain::ticket::SubletDraft;

use crate::problem::{Code, Problem};
use crate::v1::canned as wire;
use crate::values::{PriceText, QuantityText};

/// Reads a canned job.
///
/// # Errors
/// A [`Problem`] that names the line whose amount or tax class cannot be.
pub fn canned_in(
    title: String,
    note: Option<String>,
    group: Option<String>,
    lines: Vec<wire::Line>,
) -> Result<CannedJob, Problem> {
    let lines = lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| line_in(index, line));
    Ok(CannedJob {
        title,
        note,
        group,
        lines: lines.collect::<Result<_, _>>()?,
    })
}

fn line_in(index: usize, line: wire::Line) -> Result<CannedLine, Problem> {
    Ok(match line {
        wire::Line::Part(part) => CannedLine::Part {
            part: part.part_id.0,
            quantity: amount_in(index, part.amount)?,
        },
        wire::Line::Labor(labor) => CannedLine::Labor {
            description: labor.description,
            hours: amount_in(index, labor.hours)?,
            rate: labor.rate_name,
            diagnostic: labor.diagnostic,
        },
        wire::Line::Fee(fee) => {
            let class: Result<TaxClass, UnknownTaxClass> =
                fee.tax_class.as_deref().unwrap_or("fee_shop").parse();
            let class = class.map_err(|error| {
                let message = format!("lines[{index}].fee.tax_class: {error}");
                Problem::new(Code::InvalidParams, message)
            })?;
            CannedLine::Fee {
                description: fee.description,
                class,
                price: fee.price.0,
            }
        }
        wire::Line::Sublet(sublet) => CannedLine::Sublet(SubletDraft {
            description: sublet.description,
            supplier: sublet.supplier_id.map(|id| id.0),
            cost: sublet.cost.0,
            price: sublet.price.0,
            purchase: None,
            labor: sublet.labor,
        }),
    })
}

fn amount_in(index: usize, amount: wire::Amount) -> Result<Amount, Problem> {
    match (amount.quantity, amount.attribute) {
        (Some(quantity), None) => Ok(Amount::Fixed(quantity.0)),
        (None, Some(attribute)) => Ok(Amount::ByAttribute {
            attribute,
            base: amount.base.map_or(Quantity::ZERO, |base| base.0),
            per: amount.per.map_or(Quantity::ONE, |per| per.0),
            default: amount.default.map(|default| default.0),
            whole: amount.whole,
        }),
        (Some(_), Some(_)) | (None, None) => {
            let message = format!("lines[{index}]: give either quantity or attribute");
            Err(Problem::new(Code::InvalidParams, message))
        }
    }
}

/// Words a canned job.
#[must_use]
pub fn canned(canned: &Canned) -> wire::CannedJob {
    wire::CannedJob {
        id: canned.id.into(),
        title: canned.job.title.clone(),
        note: canned.job.note.clone(),
        group: canned.job.group.clone(),
        lines: canned.job.lines.iter().map(line_out).collect(),
        retired: canned.retired,
    }
}

fn line_out(line: &CannedLine) -> wire::Line {
    match line {
        CannedLine::Part { part, quantity } => wire::Line::Part(wire::PartLine {
            part_id: (*part).into(),
            amount: amount_out(quantity),
        }),
        CannedLine::Labor {
            description,
            hours,
            rate,
            diagnostic,
        } => wire::Line::Labor(wire::LaborLine {
            description: description.clone(),
            hours: amount_out(hours),
            rate_name: rate.clone(),
            diagnostic: *diagnostic,
        }),
        CannedLine::Fee {
            description,
            class,
            price,
        } => wire::Line::Fee(wire::FeeLine {
            description: description.clone(),
            tax_class: Some(class.as_str().to_owned()),
            price: PriceText(*price),
        }),
        CannedLine::Sublet(sublet) => wire::Line::Sublet(wire::SubletLine {
            description: sublet.description.clone(),
            supplier_id: sublet.supplier.map(Into::into),
            cost: PriceText(sublet.cost),
            price: PriceText(sublet.price),
            labor: sublet.labor,
        }),
    }
}

fn amount_out(amount: &Amount) -> wire::Amount {
    let fixed = wire::Amount {
        quantity: None,
        attribute: None,
        base: None,
        per: None,
        default: None,
        whole: false,
    };
    match amount {
        Amount::Fixed(quantity) => wire::Amount {
            quantity: Some(QuantityText(*quantity)),
            ..fixed
        },
        Amount::ByAttribute {
            attribute,
            base,
            per,
            default,
            whole,
        } => wire::Amount {
            attribute: Some(attribute.clone()),
            base: Some(QuantityText(*base)),
            per: Some(QuantityText(*per)),
            default: default.map(QuantityText),
            whole: *whole,
            ..fixed
        },
    }
}
