//! From a query to line taxes and one component. Pure; whole numbers only.

use counterd_plugin_sdk::tax::{Answer, Component, Line, Problem, Query};

use crate::rate::{Rate, divide_half_up};
use crate::settings::{Basis, Settings};

/// Works out the tax of `query` under `settings`.
///
/// An exempt customer pays none; the answer then names the certificate in `extras`.
///
/// # Errors
/// `bad-quantity` when a quantity is not a decimal; `too-large` when an amount leaves 64 bits.
pub fn assess(settings: &Settings, query: &Query) -> Result<Answer, Problem> {
    if let Some(exemption) = &query.exemption {
        return Ok(Answer {
            line_taxes: vec![0; query.lines.len()],
            components: Vec::new(),
            extras: vec![
                ("exempt-reason".to_owned(), exemption.reason.clone()),
                (
                    "exempt-certificate".to_owned(),
                    exemption.certificate.clone(),
                ),
            ],
        });
    }
    let taxable: Vec<bool> = query
        .lines
        .iter()
        .map(|line| settings.taxable.contains(&line.tax_class))
        .collect();
    let base: i128 = query
        .lines
        .iter()
        .zip(&taxable)
        .filter(|(_, taxable)| **taxable)
        .map(|(line, _)| i128::from(line.amount))
        .sum();
    let taxes = match settings.basis {
        Basis::Item => item_taxes(settings.rate, &query.lines, &taxable)?,
        Basis::Invoice => invoice_taxes(settings.rate, &query.lines, &taxable, base),
    };
    let total: i128 = taxes.iter().sum();
    let components = if taxable.contains(&true) {
        vec![Component {
            name: settings.name.clone(),
            rate: settings.rate_text.clone(),
            base: to_minor(base)?,
            amount: to_minor(total)?,
        }]
    } else {
        Vec::new()
    };
    Ok(Answer {
        line_taxes: taxes.into_iter().map(to_minor).collect::<Result<_, _>>()?,
        components,
        extras: Vec::new(),
    })
}

/// Item basis: the tax of one unit is rounded and then multiplied. A quantity that is not a whole
/// number (1.5 hours, 4.7 litres) has no unit price on the receipt, so its line is the item.
fn item_taxes(rate: Rate, lines: &[Line], taxable: &[bool]) -> Result<Vec<i128>, Problem> {
    lines
        .iter()
        .zip(taxable)
        .map(|(line, taxable)| {
            if !taxable {
                return Ok(0);
            }
            let quantity = line.quantity.strip_prefix('-').unwrap_or(&line.quantity);
            let quantity = Rate::parse(quantity).ok_or_else(|| bad_quantity(line))?;
            let units = quantity.whole().filter(|units| *units > 0).unwrap_or(1);
            let exact = i128::from(line.amount) * rate.numerator;
            Ok(units * divide_half_up(exact, rate.denominator * units))
        })
        .collect()
}

/// Invoice basis: the tax of the sum, rounded once, spread so that the line taxes add up to it.
///
/// Each line first gets the whole minor units of its exact tax; the units left over go to the lines
/// with the largest remainders, the earlier line first. A negative sum (a return) is spread as its
/// mirror image, so that it gives back line by line what the sale took.
fn invoice_taxes(rate: Rate, lines: &[Line], taxable: &[bool], base: i128) -> Vec<i128> {
    let sign = if base < 0 { -1 } else { 1 };
    let exact: Vec<i128> = lines
        .iter()
        .zip(taxable)
        .map(|(line, taxable)| {
            if *taxable {
                sign * i128::from(line.amount) * rate.numerator
            } else {
                0
            }
        })
        .collect();
    let total = divide_half_up(sign * base * rate.numerator, rate.denominator);
    let mut taxes: Vec<i128> = exact
        .iter()
        .map(|exact| exact.div_euclid(rate.denominator))
        .collect();
    let mut left = total - taxes.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_unstable_by_key(|&index| {
        let remainder = exact
            .get(index)
            .map(|exact| exact.rem_euclid(rate.denominator));
        (std::cmp::Reverse(remainder), index)
    });
    for index in order {
        if left == 0 {
            break;
        }
        if let Some(tax) = taxes.get_mut(index) {
            *tax += 1;
            left -= 1;
        }
    }
    taxes.into_iter().map(|tax| sign * tax).collect()
}

fn to_minor(value: i128) -> Result<i64, Problem> {
    i64::try_from(value).map_err(|_| Problem {
        code: "too-large".to_owned(),
        message: "an amount on this ticket is too large to tax".to_owned(),
        hint: "Check the quantities and prices of the lines.".to_owned(),
        extras: Vec::new(),
    })
}

fn bad_quantity(line: &Line) -> Problem {
    Problem {
        code: "bad-quantity".to_owned(),
        message: format!("line {} has the quantity {:?}", line.id, line.quantity),
        hint: "Enter the quantity as a plain number.".to_owned(),
        extras: Vec::new(),
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
