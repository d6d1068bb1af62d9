//! The GS1 application identifiers as data (GS1 General Specifications, figure 3.2-1).

use Part::{Base64, Checked, Date, Digits, DigitsUpTo, Short, Text};

/// One part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// This many digits.
    Digits(usize),
    /// This many digits, the last of which is a check digit.
    Checked(usize),
    /// Year, month and day of two digits each; day 00 is the end of the month.
    Date,
    /// From so many to so many digits.
    DigitsUpTo(usize, usize),
    /// From so many to so many characters of the 82.
    Text(usize, usize),
    /// From so many to so many characters of the 39: digits, capitals, `#`, `-`, `/`.
    Short(usize, usize),
    /// From so many to so many characters of base 64 for files and addresses.
    Base64(usize, usize),
}

/// Identifiers with one shape.
#[derive(Debug)]
pub(super) struct Row {
    /// How the identifier begins.
    pub(super) starts: &'static str,
    /// Digits of the whole identifier; those after `starts` are free.
    pub(super) len: usize,
    /// The value, part by part.
    pub(super) parts: &'static [Part],
}

/// Values that need no separator behind them, by the first two digits of the identifier.
pub(super) const FIXED: [&str; 22] = [
    "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31",
    "32", "33", "34", "35", "36", "41",
];

const fn row(starts: &'static str, len: usize, parts: &'static [Part]) -> Row {
    Row { starts, len, parts }
}

/// Every identifier; a longer beginning stands before a shorter one.
pub(super) const ROWS: &[Row] = &[
    row("00", 2, &[Checked(18)]),
    row("01", 2, &[Checked(14)]),
    row("02", 2, &[Checked(14)]),
    row("03", 2, &[Checked(14)]),
    row("10", 2, &[Text(1, 20)]),
    row("11", 2, &[Date]),
    row("12", 2, &[Date]),
    row("13", 2, &[Date]),
    row("15", 2, &[Date]),
    row("16", 2, &[Date]),
    row("17", 2, &[Date]),
    row("20", 2, &[Digits(2)]),
    row("21", 2, &[Text(1, 20)]),
    row("22", 2, &[Text(1, 20)]),
    row("235", 3, &[Text(1, 28)]),
    row("240", 3, &[Text(1, 30)]),
    row("241", 3, &[Text(1, 30)]),
    row("242", 3, &[DigitsUpTo(1, 6)]),
    row("243", 3, &[Text(1, 20)]),
    row("250", 3, &[Text(1, 30)]),
    row("251", 3, &[Text(1, 30)]),
    row("253", 3, &[Checked(13), Text(0, 17)]),
    row("254", 3, &[Text(1, 20)]),
    row("255", 3, &[Checked(13), DigitsUpTo(0, 12)]),
    row("30", 2, &[DigitsUpTo(1, 8)]),
    row("31", 4, &[Digits(6)]),
    row("32", 4, &[Digits(6)]),
    row("33", 4, &[Digits(6)]),
    row("34", 4, &[Digits(6)]),
    row("35", 4, &[Digits(6)]),
    row("36", 4, &[Digits(6)]),
    row("37", 2, &[DigitsUpTo(1, 8)]),
    row("390", 4, &[DigitsUpTo(1, 15)]),
    row("391", 4, &[Digits(3), DigitsUpTo(1, 15)]),
    row("392", 4, &[DigitsUpTo(1, 15)]),
    row("393", 4, &[Digits(3), DigitsUpTo(1, 15)]),
    row("394", 4, &[Digits(4)]),
    row("395", 4, &[Digits(6)]),
    row("400", 3, &[Text(1, 30)]),
    row("401", 3, &[Text(1, 30)]),
    row("402", 3, &[Checked(17)]),
    row("403", 3, &[Text(1, 30)]),
    row("410", 3, &[Checked(13)]),
    row("411", 3, &[Checked(13)]),
    row("412", 3, &[Checked(13)]),
    row("413", 3, &[Checked(13)]),
    row("414", 3, &[Checked(13)]),
    row("415", 3, &[Checked(13)]),
    row("416", 3, &[Checked(13)]),
    row("417", 3, &[Checked(13)]),
    row("420", 3, &[Text(1, 20)]),
    row("421", 3, &[Digits(3), Text(1, 9)]),
    row("422", 3, &[Digits(3)]),
    row("423", 3, &[Digits(3), DigitsUpTo(0, 12)]),
    row("424", 3, &[Digits(3)]),
    row("425", 3, &[Digits(3), DigitsUpTo(0, 12)]),
    row("426", 3, &[Digits(3)]),
    row("427", 3, &[Text(1, 3)]),
    row("4307", 4, &[Text(2, 2)]),
    row("4308", 4, &[Text(1, 30)]),
    row("4309", 4, &[Digits(20)]),
    row("4317", 4, &[Text(2, 2)]),
    row("4321", 4, &[Digits(1)]),
    row("4322", 4, &[Digits(1)]),
    row("4323", 4, &[Digits(1)]),
    row("4324", 4, &[Digits(10)]),
    row("4325", 4, &[Digits(10)]),
    row("4326", 4, &[Date]),
    row("430", 4, &[Text(1, 70)]),
    row("431", 4, &[Text(1, 70)]),
    row("4320", 4, &[Text(1, 35)]),
    row("433", 4, &[Digits(6), Text(0, 1)]),
    row("7001", 4, &[Digits(13)]),
    row("7002", 4, &[Text(1, 30)]),
    row("7003", 4, &[Digits(10)]),
    row("7004", 4, &[DigitsUpTo(1, 4)]),
    row("7005", 4, &[Text(1, 12)]),
    row("7006", 4, &[Date]),
    row("7007", 4, &[Date, DigitsUpTo(0, 6)]),
    row("7008", 4, &[Text(1, 3)]),
    row("7009", 4, &[Text(1, 10)]),
    row("7010", 4, &[Text(1, 2)]),
    row("7011", 4, &[Date, DigitsUpTo(0, 4)]),
    row("7023", 4, &[Text(1, 30)]),
    row("702", 4, &[Text(1, 20)]),
    row("703", 4, &[Digits(3), Text(1, 27)]),
    row("7041", 4, &[Text(1, 4)]),
    row("7040", 4, &[Digits(1), Text(3, 3)]),
    row("71", 3, &[Text(1, 20)]),
    row("723", 4, &[Text(3, 30)]),
    row("7240", 4, &[Text(1, 20)]),
    row("7241", 4, &[Digits(2)]),
    row("7242", 4, &[Text(1, 25)]),
    row("7250", 4, &[Digits(8)]),
    row("7251", 4, &[Digits(12)]),
    row("7252", 4, &[Digits(1)]),
    row("7253", 4, &[Text(1, 40)]),
    row("7254", 4, &[Text(1, 40)]),
    row("7255", 4, &[Text(1, 10)]),
    row("7256", 4, &[Text(1, 90)]),
    row("7257", 4, &[Text(1, 70)]),
    row("7259", 4, &[Text(1, 40)]),
    row("8001", 4, &[Digits(14)]),
    row("8002", 4, &[Text(1, 20)]),
    row("8003", 4, &[Checked(14), Text(0, 16)]),
    row("8004", 4, &[Text(1, 30)]),
    row("8005", 4, &[Digits(6)]),
    row("8006", 4, &[Checked(14), Digits(4)]),
    row("8007", 4, &[Text(1, 34)]),
    row("8008", 4, &[Digits(8), DigitsUpTo(0, 4)]),
    row("8009", 4, &[Text(1, 50)]),
    row("8010", 4, &[Short(1, 30)]),
    row("8011", 4, &[DigitsUpTo(1, 12)]),
    row("8012", 4, &[Text(1, 20)]),
    row("8013", 4, &[Text(1, 25)]),
    row("8014", 4, &[Text(1, 25)]),
    row("8017", 4, &[Checked(18)]),
    row("8018", 4, &[Checked(18)]),
    row("8019", 4, &[DigitsUpTo(1, 10)]),
    row("8020", 4, &[Text(1, 25)]),
    row("8026", 4, &[Checked(14), Digits(4)]),
    row("8030", 4, &[Base64(1, 90)]),
    row("8110", 4, &[Text(1, 70)]),
    row("8111", 4, &[Digits(4)]),
    row("8112", 4, &[Text(1, 70)]),
    row("8200", 4, &[Text(1, 70)]),
    row("90", 2, &[Text(1, 30)]),
    row("91", 2, &[Text(1, 90)]),
    row("92", 2, &[Text(1, 90)]),
    row("93", 2, &[Text(1, 90)]),
    row("94", 2, &[Text(1, 90)]),
    row("95", 2, &[Text(1, 90)]),
    row("96", 2, &[Text(1, 90)]),
    row("97", 2, &[Text(1, 90)]),
    row("98", 2, &[Text(1, 90)]),
    row("99", 2, &[Text(1, 90)]),
];

/// Returns the row of the identifier that a text begins with.
pub(super) fn find(text: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| text.starts_with(row.starts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_hides_a_later_one() {
        for row in ROWS {
            let found = find(row.starts).unwrap();
            assert_eq!(found.starts, row.starts);
            assert!((row.starts.len()..=4).contains(&row.len), "{row:?}");
        }
        assert!(find("14").is_none(), "given to nothing");
        assert!(find("89").is_none());
    }

    #[test]
    fn what_needs_no_separator_has_one_length() {
        let fixed = ROWS.iter().filter(|row| FIXED.contains(&&row.starts[..2]));
        for row in fixed {
            let one = row.parts.iter().all(|part| match part {
                Digits(_) | Checked(_) | Date => true,
                DigitsUpTo(..) | Text(..) | Short(..) | Base64(..) => false,
            });
            assert!(one, "{row:?}");
        }
    }
}
