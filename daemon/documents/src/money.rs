//! Numbers as people read them on paper: thousands separated, the currency's decimals, its symbol.
//!
//! Never rounds: an amount is already whole minor units, and a unit price keeps every decimal it has.

use domain::money::UnitPrice;
use domain::{Currency, Money};

/// Returns an amount without its currency: `1,234.56`, `-0.05`, `1,299` for yen.
#[must_use]
pub fn amount(money: Money) -> String {
    grouped(&money.to_string(), decimals(money.currency()))
}

/// Returns an amount with its currency's symbol, or its code where no symbol is common: `$1,234.56`,
/// `-€5.00`, `CAD 12.00`.
#[must_use]
pub fn amount_with_symbol(money: Money) -> String {
    let bare = amount(money);
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", bare.as_str()),
    };
    match symbol(money.currency()) {
        Some(symbol) => format!("{sign}{symbol}{digits}"),
        None => format!("{} {bare}", money.currency().code()),
    }
}

/// Returns the price of one: at least the currency's decimals, more where the price has more (`0.1234`).
#[must_use]
pub fn unit_price(price: UnitPrice, currency: Currency) -> String {
    grouped(&price.to_string(), decimals(currency))
}

/// Returns a plain decimal number with its whole part in groups of three and at least `decimals` decimals.
pub(crate) fn grouped(number: &str, decimals: usize) -> String {
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if decimals > 0 || !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
        let missing = decimals.saturating_sub(fraction.len());
        text.extend(std::iter::repeat_n('0', missing));
    }
    text
}

fn decimals(currency: Currency) -> usize {
    usize::try_from(currency.decimals()).unwrap_or(0)
}

/// The symbols that mean one currency only and that receipt printers have; a bare `$` on a Canadian
/// receipt would do, but a code never misleads.
const fn symbol(currency: Currency) -> Option<&'static str> {
    match currency {
        Currency::USD => Some("$"),
        Currency::EUR => Some("€"),
        Currency::GBP => Some("£"),
        Currency::AUD
        | Currency::BRL
        | Currency::CAD
        | Currency::CHF
        | Currency::CZK
        | Currency::DKK
        | Currency::JPY
        | Currency::KRW
        | Currency::MXN
        | Currency::NOK
        | Currency::NZD
        | Currency::PLN
        | Currency::SEK
        | Currency::SGD => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (minor, currency, bare, with_symbol) in [
            (0, Currency::USD, "0.00", "$0.00"),
            (5, Currency::USD, "0.05", "$0.05"),
            (99_999, Currency::USD, "999.99", "$999.99"),
            (100_000, Currency::EUR, "1,000.00", "€1,000.00"),
            (12_345_678, Currency::GBP, "123,456.78", "£123,456.78"),
            (-100_000, Currency::USD, "-1,000.00", "-$1,000.00"),
            (-5, Currency::CAD, "-0.05", "CAD -0.05"),
            (1_299, Currency::JPY, "1,299", "JPY 1,299"),
            (
                i64::MAX,
                Currency::USD,
                "92,233,720,368,547,758.07",
                "$92,233,720,368,547,758.07",
            ),
        ] {
            let money = Money::new(minor, currency);
            assert_eq!(amount(money), bare, "{minor} {currency}");
            assert_eq!(amount_with_symbol(money), with_symbol, "{minor} {currency}");
        }
    }

    #[test]
    fn unit_prices() {
        for (price, currency, expected) in [
            ("125", Currency::USD, "125.00"),
            ("34.9", Currency::USD, "34.90"),
            ("0.1234", Currency::USD, "0.1234"),
            ("100000000", Currency::USD, "100,000,000.00"),
            ("1500", Currency::JPY, "1,500"),
            ("0.5", Currency::JPY, "0.5"),
        ] {
            let price = UnitPrice::parse(price).unwrap();
            assert_eq!(unit_price(price, currency), expected);
        }
    }

    #[test]
    fn every_currency_has_a_text_with_its_decimals() {
        for currency in Currency::ALL {
            let text = amount_with_symbol(Money::new(123_456_789, *currency));
            let wanted = if currency.decimals() == 0 {
                "123,456,789"
            } else {
                "1,234,567.89"
            };
            assert!(text.ends_with(wanted), "{text}");
        }
    }
}
