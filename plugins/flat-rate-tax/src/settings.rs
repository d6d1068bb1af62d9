//! What the operator may set: `rate`, `taxable`, `basis`, `name`. Anything else is refused by name.

use crate::rate::Rate;

/// Where rounding happens. US Streamlined Sales and Use Tax Agreement, section 324: the seller may
/// choose either, and keeps to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Tax of one unit, rounded, times the quantity.
    Item,
    /// Tax of the whole sum, rounded once, then spread over the lines.
    Invoice,
}

/// Checked settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The rate as a fraction: 0.0825 is 8.25 %.
    pub rate: Rate,
    /// The rate as the operator wrote it, for the answer.
    pub rate_text: String,
    /// Classes that are taxed; every other class is not.
    pub taxable: Vec<String>,
    /// Where rounding happens.
    pub basis: Basis,
    /// What the receipt calls the tax.
    pub name: String,
}

impl Settings {
    /// Reads the pairs.
    ///
    /// Defaults: `taxable = "part"`, `basis = "invoice"`, `name = "Sales tax"`. `rate` has none.
    ///
    /// # Errors
    /// A sentence that names the key and what it may hold.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, String> {
        let mut rate = None;
        let mut taxable = vec!["part".to_owned()];
        let mut basis = Basis::Invoice;
        let mut name = "Sales tax".to_owned();
        for (key, value) in pairs {
            let value = value.trim();
            match key.as_str() {
                "rate" => rate = Some((parse_rate(value)?, value.to_owned())),
                "taxable" => taxable = parse_classes(value)?,
                "basis" => basis = parse_basis(value)?,
                "name" if !value.is_empty() => name = value.to_owned(),
                "name" => return Err("name is empty".to_owned()),
                _ => {
                    return Err(format!(
                        "unknown setting {key:?}; known are rate, taxable, basis and name"
                    ));
                }
            }
        }
        let (rate, rate_text) = rate.ok_or(
            "the setting rate is missing; it holds the rate as a fraction, \"0.0825\" for 8.25 %",
        )?;
        Ok(Self {
            rate,
            rate_text,
            taxable,
            basis,
            name,
        })
    }
}

fn parse_rate(text: &str) -> Result<Rate, String> {
    Rate::parse(text)
        .filter(|rate| rate.numerator <= rate.denominator)
        .ok_or_else(|| {
            format!("rate is {text:?}; it must be a fraction from 0 to 1, \"0.0825\" for 8.25 %")
        })
}

fn parse_classes(text: &str) -> Result<Vec<String>, String> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    text.split(',')
        .map(|class| {
            let class = class.trim();
            let plain = |b: u8| b.is_ascii_lowercase() || b == b'_';
            if class.is_empty() || !class.bytes().all(plain) {
                return Err(format!(
                    "taxable holds {class:?}; it is a comma-separated list such as \"part,supplies\""
                ));
            }
            Ok(class.to_owned())
        })
        .collect()
}

fn parse_basis(text: &str) -> Result<Basis, String> {
    match text {
        "item" => Ok(Basis::Item),
        "invoice" => Ok(Basis::Invoice),
        _ => Err(format!(
            "basis is {text:?}; it must be \"item\" or \"invoice\""
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(items: &[(&str, &str)]) -> Vec<(String, String)> {
        items
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn defaults_tax_parts_on_the_invoice() {
        let settings = Settings::parse(&pairs(&[("rate", "0.0825")])).expect("valid");
        assert_eq!(settings.basis, Basis::Invoice);
        assert_eq!(settings.taxable, vec!["part".to_owned()]);
        assert_eq!(settings.name, "Sales tax");
    }

    #[test]
    fn each_fault_names_its_key() {
        for (items, word) in [
            (&[][..], "rate"),
            (&[("rate", "8.25")][..], "rate"),
            (&[("rate", "0.1"), ("basis", "line")][..], "basis"),
            (&[("rate", "0.1"), ("taxable", "part,,core")][..], "taxable"),
            (&[("rate", "0.1"), ("colour", "red")][..], "colour"),
        ] {
            let fault = Settings::parse(&pairs(items)).expect_err("must be refused");
            assert!(fault.contains(word), "{fault}");
        }
    }
}
