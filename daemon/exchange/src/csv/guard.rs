//! Keeps spreadsheets from taking text for a formula.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, tab or line break can run as a formula when somebody opens the file
//! (OWASP, "CSV Injection"). Such a cell gets a `'` in front. Plain numbers such as `-5` are left alone. A cell that
//! has guards already gets one more, so that taking one off always gives the cell back.

use std::borrow::Cow;

/// Returns the cell as it may stand in a file.
pub(crate) fn guarded(cell: &str) -> Cow<'_, str> {
    if is_risky(cell) && !is_plain_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns the cell as it was before [`guarded`].
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(bare) if is_risky(bare) => bare,
        _ => cell,
    }
}

fn is_risky(cell: &str) -> bool {
    // The wide forms count too: some spreadsheets take them for the narrow ones.
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cell.trim_start_matches('\'').starts_with(STARTS)
}

fn is_plain_number(cell: &str) -> bool {
    domain::money::parse_decimal(cell).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("+1 217 555 0188", "'+1 217 555 0188"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("-5.25", "-5.25"),
            ("O'Brien", "O'Brien"),
            ("'tis", "'tis"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), safe);
            assert_eq!(unguarded(safe), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(cell in "['=+@a5 -]{0,6}") {
            let safe = guarded(&cell);
            prop_assert_eq!(unguarded(&safe), &cell);
            prop_assert!(is_plain_number(&safe) || !safe.starts_with(['=', '+', '-', '@']));
        }
    }
}
