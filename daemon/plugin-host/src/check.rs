//! The rules every tax answer keeps, whatever the law of the place. A caller still checks its own.

use crate::tax::{TaxAnswer, TaxQuery};

const COMPONENTS_MAX: usize = 32;
const EXTRAS_MAX: usize = 32;
const NAME_BYTES_MAX: usize = 100;
const EXTRA_BYTES_MAX: usize = 1_024;

/// Checks `answer` against `query`.
///
/// # Errors
/// Which rule it breaks, for the log.
pub(crate) fn answer(query: &TaxQuery, answer: &TaxAnswer) -> Result<(), String> {
    lines(query, answer)?;
    components(answer)?;
    extras(&answer.extras)?;
    let taxes: i128 = answer.line_taxes.iter().copied().map(i128::from).sum();
    let named: i128 = answer.components.iter().map(|c| i128::from(c.amount)).sum();
    if taxes != named {
        return Err(format!(
            "the lines are taxed {taxes} and the components say {named}"
        ));
    }
    Ok(())
}

fn lines(query: &TaxQuery, answer: &TaxAnswer) -> Result<(), String> {
    if answer.line_taxes.len() != query.lines.len() {
        return Err(format!(
            "it taxes {} lines of {}",
            answer.line_taxes.len(),
            query.lines.len()
        ));
    }
    for (line, &tax) in query.lines.iter().zip(&answer.line_taxes) {
        if tax != 0 && tax.signum() != line.amount.signum() {
            return Err(format!(
                "line {} of {} is taxed {tax}",
                line.id, line.amount
            ));
        }
        if tax.unsigned_abs() > line.amount.unsigned_abs() {
            return Err(format!(
                "line {} of {} is taxed {tax}, more than it costs",
                line.id, line.amount
            ));
        }
    }
    Ok(())
}

fn components(answer: &TaxAnswer) -> Result<(), String> {
    if answer.components.len() > COMPONENTS_MAX {
        return Err(format!("it names {} components", answer.components.len()));
    }
    for component in &answer.components {
        let name = &component.name;
        if name.is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(char::is_control) {
            return Err(format!("it names a component {name:.40?}"));
        }
        if component.rate.is_sign_negative() && !component.rate.is_zero() {
            return Err(format!("the rate of {name:?} is {}", component.rate));
        }
    }
    Ok(())
}

fn extras(extras: &[(String, String)]) -> Result<(), String> {
    if extras.len() > EXTRAS_MAX {
        return Err(format!("it carries {} extras", extras.len()));
    }
    let too_long = |text: &String| text.len() > EXTRA_BYTES_MAX;
    match extras
        .iter()
        .find(|(key, value)| too_long(key) || too_long(value))
    {
        Some((key, _)) => Err(format!("the extra {key:.40?} is too long")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::tax::{TaxComponent, TaxDate, TaxLine};

    fn query(amounts: &[i64]) -> TaxQuery {
        TaxQuery {
            currency: "USD".to_owned(),
            decimals: 2,
            place: "US-CA".to_owned(),
            date: TaxDate {
                year: 2026,
                month: 5,
                day: 14,
            },
            exemption: None,
            lines: amounts
                .iter()
                .zip(0..)
                .map(|(&amount, id)| TaxLine {
                    id,
                    tax_class: "part".to_owned(),
                    amount,
                    quantity: Decimal::ONE,
                })
                .collect(),
        }
    }

    fn taxed(taxes: &[i64]) -> TaxAnswer {
        TaxAnswer {
            line_taxes: taxes.to_vec(),
            components: vec![TaxComponent {
                name: "Sales tax".to_owned(),
                rate: Decimal::new(1, 1),
                base: 0,
                amount: taxes.iter().sum(),
            }],
            extras: Vec::new(),
        }
    }

    #[test]
    fn sound_answers_pass() {
        assert_eq!(
            answer(&query(&[1000, -500, 0]), &taxed(&[100, -50, 0])),
            Ok(())
        );
        assert_eq!(answer(&query(&[]), &taxed(&[])), Ok(()));
        assert_eq!(answer(&query(&[5]), &taxed(&[5])), Ok(()));
    }

    #[test]
    fn each_broken_rule_is_found() {
        for (amounts, taxes, words) in [
            (&[1000][..], &[][..], "0 lines of 1"),
            (&[1000][..], &[-100][..], "taxed -100"),
            (&[-1000][..], &[100][..], "taxed 100"),
            (&[0][..], &[1][..], "taxed 1"),
            (&[10][..], &[11][..], "more than it costs"),
        ] {
            let fault = answer(&query(amounts), &taxed(taxes)).unwrap_err();
            assert!(fault.contains(words), "{fault}");
        }
        let change = |change: fn(&mut TaxAnswer)| {
            let mut changed = taxed(&[100]);
            change(&mut changed);
            answer(&query(&[1000]), &changed).unwrap_err()
        };
        assert!(change(|a| a.components[0].amount = 99).contains("say 99"));
        assert!(change(|a| a.components.clear()).contains("say 0"));
        assert!(
            change(|a| a.components[0].name = "\x1bi".to_owned()).contains("names a component")
        );
        assert!(change(|a| a.components[0].rate = Decimal::new(-1, 1)).contains("rate"));
        assert!(
            change(|a| a.components = vec![a.components[0].clone(); 33]).contains("33 components")
        );
        assert!(
            change(|a| a.extras = vec![(String::new(), String::new()); 33]).contains("33 extras")
        );
        assert!(
            change(|a| a.extras = vec![("k".repeat(2_000), String::new())]).contains("too long")
        );
    }
}
