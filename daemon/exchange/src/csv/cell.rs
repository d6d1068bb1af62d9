//! One cell to one value: numbers and days as people write them.

use domain::money::{Quantity, UnitPrice, parse_decimal};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::fault::Fault;
use super::map::{DateFormat, DecimalSign};

/// Reads an amount such as `$1,234.50`, `1.234,50 €` or `(12.50)` for below zero.
pub(super) fn decimal(text: &str, sign: DecimalSign) -> Result<Decimal, Fault> {
    let (mark, groups, example) = match sign {
        DecimalSign::Point => ('.', [',', ' ', '\u{a0}', '\u{202f}', '\'', '’'], "1234.56"),
        DecimalSign::Comma => (',', ['.', ' ', '\u{a0}', '\u{202f}', '\'', '’'], "1234,56"),
    };
    let wrong = || Fault::NotANumber(example);
    let (below_zero, text) = without_sign(text);
    let text = without_currency(text);
    let (whole, decimals) = match text.split_once(mark) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut plain = String::from(if below_zero { "-" } else { "" });
    let separator = whole.chars().find(|c| groups.contains(c));
    match separator {
        // Thousands come in threes, so `1,25` is a decimal comma in the wrong place and not 125.
        Some(separator) => {
            for (place, group) in whole.split(separator).enumerate() {
                let len_fits = if place == 0 {
                    group.len() <= 3
                } else {
                    group.len() == 3
                };
                if !len_fits || !digits(group) {
                    return Err(wrong());
                }
                plain.push_str(group);
            }
        }
        None if digits(whole) => plain.push_str(whole),
        // `.5` is common in price files.
        None if whole.is_empty() && decimals.is_some_and(digits) => plain.push('0'),
        None => return Err(wrong()),
    }
    match decimals {
        Some("") | None => {}
        Some(decimals) if digits(decimals) => {
            plain.push('.');
            plain.push_str(decimals);
        }
        Some(_) => return Err(wrong()),
    }
    parse_decimal(&plain).map_err(|_| wrong())
}

fn without_sign(text: &str) -> (bool, &str) {
    let bracketed = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = bracketed {
        return (true, inner.trim());
    }
    let after = text.strip_prefix('-').or_else(|| text.strip_suffix('-'));
    match after {
        Some(rest) => (true, rest.trim()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn without_currency(text: &str) -> &str {
    let known = |text: &str| domain::Currency::ALL.iter().any(|c| c.code() == text);
    let bare = text.trim_matches(['$', '€', '£', '¥']).trim();
    let letters_before = bare.len()
        - bare
            .trim_start_matches(|c: char| c.is_ascii_uppercase())
            .len();
    let letters_after = bare
        .trim_end_matches(|c: char| c.is_ascii_uppercase())
        .len();
    if known(&bare[..letters_before]) {
        bare[letters_before..].trim()
    } else if known(&bare[letters_after..]) {
        bare[..letters_after].trim()
    } else {
        bare
    }
}

/// Reads the price of one.
pub(super) fn unit_price(text: &str, sign: DecimalSign) -> Result<UnitPrice, Fault> {
    UnitPrice::try_new(decimal(text, sign)?).map_err(Fault::Number)
}

/// Reads how many.
pub(super) fn quantity(text: &str, sign: DecimalSign) -> Result<Quantity, Fault> {
    Quantity::try_new(decimal(text, sign)?).map_err(Fault::Number)
}

/// Reads a whole number, such as an odometer's `84,210` or a year's `2016.0`.
pub(super) fn whole(text: &str, sign: DecimalSign, min: u32, max: u32) -> Result<u32, Fault> {
    let wrong = || Fault::NotWhole(min, max);
    let number = decimal(text, sign).map_err(|_| wrong())?.normalize();
    let in_range = number.scale() == 0 && number >= min.into() && number <= max.into();
    if !in_range {
        return Err(wrong());
    }
    u32::try_from(number).map_err(|_| wrong())
}

/// Reads a day; a time after it is left out.
pub(super) fn date(text: &str, format: DateFormat) -> Result<Date, Fault> {
    let example = match format {
        DateFormat::YearMonthDay => "2026-11-23",
        DateFormat::MonthDayYear => "11/23/2026",
        DateFormat::DayMonthYear => "23/11/2026",
    };
    let wrong = || Fault::NotADate(example);
    let day = text
        .split(|c: char| c == 'T' || c.is_whitespace())
        .next()
        .unwrap_or(text);
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else {
        return Err(wrong());
    };
    let (year, month, day) = match format {
        DateFormat::YearMonthDay => (a, b, c),
        DateFormat::MonthDayYear => (c, a, b),
        DateFormat::DayMonthYear => (c, b, a),
    };
    let number = |part: &str, len_max: usize| {
        let fits = part.len() <= len_max && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i16>().ok()).flatten()
    };
    let full_year = match (year.len(), number(year, 4)) {
        (4, Some(year)) => year,
        (2, Some(year)) if year < 69 => 2000 + year,
        (2, Some(year)) => 1900 + year,
        _ => return Err(wrong()),
    };
    let small = |part: &str| number(part, 2).and_then(|number| i8::try_from(number).ok());
    let (Some(month), Some(day)) = (small(month), small(day)) else {
        return Err(wrong());
    };
    Date::new(full_year, month, day).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Option<String> {
        decimal(text, DecimalSign::Point)
            .ok()
            .map(|d| d.to_string())
    }

    fn comma(text: &str) -> Option<String> {
        decimal(text, DecimalSign::Comma)
            .ok()
            .map(|d| d.to_string())
    }

    #[test]
    fn numbers_as_shop_systems_write_them() {
        for (text, number) in [
            ("1234.56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1,234,567", "1234567"),
            ("$ 12.50", "12.50"),
            ("12.50 USD", "12.50"),
            ("USD12.50", "12.50"),
            ("(3.00)", "-3.00"),
            ("-$3.00", "-3.00"),
            ("4-", "-4"),
            ("+4", "4"),
            (".5", "0.5"),
            ("7.", "7"),
            ("1'234.5", "1234.5"),
        ] {
            assert_eq!(point(text).as_deref(), Some(number), "{text}");
        }
        for (text, number) in [
            ("1234,56", "1234.56"),
            ("1.234,56 €", "1234.56"),
            ("1\u{202f}234,5", "1234.5"),
            ("EUR 7,5", "7.5"),
        ] {
            assert_eq!(comma(text).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn the_wrong_decimal_sign_is_noticed_and_not_guessed() {
        for bad in [
            "1,25", "12,5", "1,2345", "1.2.3", "1,234,56", "", "-", "$", "N/A", "1e3", "--1", ",5",
            "12,", "1 2", "ABC 5", "1,23 4",
        ] {
            assert_eq!(
                decimal(bad, DecimalSign::Point),
                Err(Fault::NotANumber("1234.56")),
                "{bad}"
            );
        }
        for bad in ["1.25", "12.5", "1234.56"] {
            assert_eq!(
                decimal(bad, DecimalSign::Comma),
                Err(Fault::NotANumber("1234,56")),
                "{bad}"
            );
        }
    }

    #[test]
    fn whole_numbers_in_a_range() {
        assert_eq!(
            whole("84,210", DecimalSign::Point, 0, 9_999_999),
            Ok(84_210)
        );
        assert_eq!(whole("2016.0", DecimalSign::Point, 1900, 2100), Ok(2016));
        for bad in ["2016.5", "16", "2101", "-2016", "MMXVI"] {
            let wrong = Err(Fault::NotWhole(1900, 2100));
            assert_eq!(whole(bad, DecimalSign::Point, 1900, 2100), wrong, "{bad}");
        }
    }

    #[test]
    fn days_in_three_orders() {
        let day = jiff::civil::date(2026, 11, 3);
        for (text, format) in [
            ("2026-11-03", DateFormat::YearMonthDay),
            ("2026-11-03T10:15:00Z", DateFormat::YearMonthDay),
            ("11/3/2026", DateFormat::MonthDayYear),
            ("11/03/26 9:00 AM", DateFormat::MonthDayYear),
            ("3.11.2026", DateFormat::DayMonthYear),
        ] {
            assert_eq!(date(text, format), Ok(day), "{text}");
        }
        assert_eq!(
            date("1/2/69", DateFormat::MonthDayYear),
            Ok(jiff::civil::date(1969, 1, 2))
        );
        assert_eq!(
            date("1/2/68", DateFormat::MonthDayYear),
            Ok(jiff::civil::date(2068, 1, 2))
        );
        for bad in [
            "23/11/2026",
            "11/31/2026",
            "11/3",
            "11/3/2026/1",
            "11/3/026",
            "x/y/z",
            "",
            "1/1/+1",
        ] {
            assert_eq!(
                date(bad, DateFormat::MonthDayYear),
                Err(Fault::NotADate("11/23/2026")),
                "{bad}"
            );
        }
    }
}
