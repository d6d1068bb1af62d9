//! A supplier's application list joined with what a part is known to fit.
//!
//! Suppliers send one application for each model year (ACES base vehicles are one year); rows that differ in nothing but
//! years that touch are kept as one. What a person has confirmed is never taken away by a file.

use crate::catalog::Fitment;

/// Adds a row that a supplier states. Nothing changes when the years are covered already, by a supplier or a person.
pub fn fits(rows: &mut Vec<Fitment>, row: Fitment) {
    let covers = |known: &Fitment| known.year_from <= row.year_from && known.year_to >= row.year_to;
    if rows.iter().any(|known| alike(known, &row) && covers(known)) {
        return;
    }
    let mut row = row;
    let mut at = rows.len();
    // What it touches becomes one row with it, where the first of them stood.
    while let Some(found) = rows
        .iter()
        .position(|known| !known.confirmed && alike(known, &row) && touch(known, &row))
    {
        let known = rows.remove(found);
        row.year_from = row.year_from.min(known.year_from);
        row.year_to = row.year_to.max(known.year_to);
        at = at.min(found);
    }
    rows.insert(at.min(rows.len()), row);
}

/// Takes back what suppliers stated for the row's years. Without an engine, position or qualifier in the row, all of
/// them are meant.
pub fn no_longer_fits(rows: &mut Vec<Fitment>, row: &Fitment) {
    let meant = |known: &Fitment| {
        let said = |one: &Option<String>, other: &Option<String>| one.is_none() || same(one, other);
        !known.confirmed
            && named_alike(known, row)
            && said(&row.engine, &known.engine)
            && said(&row.position, &known.position)
            && said(&row.qualifier, &known.qualifier)
    };
    let before = std::mem::take(rows);
    for known in before {
        if !meant(&known) || known.year_to < row.year_from || known.year_from > row.year_to {
            rows.push(known);
            continue;
        }
        if known.year_from < row.year_from {
            let year_to = row.year_from - 1;
            rows.push(Fitment {
                year_to,
                ..known.clone()
            });
        }
        if known.year_to > row.year_to {
            let year_from = row.year_to + 1;
            rows.push(Fitment { year_from, ..known });
        }
    }
}

fn touch(one: &Fitment, other: &Fitment) -> bool {
    one.year_from <= other.year_to.saturating_add(1)
        && other.year_from <= one.year_to.saturating_add(1)
}

fn named_alike(one: &Fitment, other: &Fitment) -> bool {
    one.make.eq_ignore_ascii_case(&other.make) && one.model.eq_ignore_ascii_case(&other.model)
}

fn alike(one: &Fitment, other: &Fitment) -> bool {
    named_alike(one, other)
        && same(&one.engine, &other.engine)
        && same(&one.position, &other.position)
        && same(&one.qualifier, &other.qualifier)
}

fn same(one: &Option<String>, other: &Option<String>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(year_from: u16, year_to: u16) -> Fitment {
        Fitment {
            year_from,
            year_to,
            make: "Honda".to_owned(),
            model: "Civic".to_owned(),
            engine: None,
            position: None,
            qualifier: None,
            confirmed: false,
        }
    }

    fn years(rows: &[Fitment]) -> Vec<(u16, u16)> {
        rows.iter()
            .map(|row| (row.year_from, row.year_to))
            .collect()
    }

    #[test]
    fn years_that_touch_become_one_row_and_known_ones_change_nothing() {
        let mut rows = Vec::new();
        for year in [2016, 2018, 2017, 2017, 2016] {
            fits(&mut rows, row(year, year));
        }
        assert_eq!(years(&rows), [(2016, 2018)]);
        let front = Fitment {
            position: Some("Front".to_owned()),
            ..row(2016, 2016)
        };
        fits(&mut rows, front.clone());
        let shouted = Fitment {
            make: "HONDA".to_owned(),
            ..row(2017, 2018)
        };
        fits(&mut rows, shouted);
        assert_eq!(years(&rows), [(2016, 2018), (2016, 2016)]);
        no_longer_fits(&mut rows, &row(2017, 2017));
        assert_eq!(years(&rows), [(2016, 2016), (2018, 2018), (2016, 2016)]);
        no_longer_fits(&mut rows, &front);
        assert_eq!(years(&rows), [(2016, 2016), (2018, 2018)]);
    }

    #[test]
    fn what_a_person_confirmed_stays() {
        let confirmed = Fitment {
            confirmed: true,
            ..row(2016, 2021)
        };
        let mut rows = vec![confirmed.clone()];
        fits(&mut rows, row(2018, 2018));
        no_longer_fits(&mut rows, &row(2018, 2018));
        assert_eq!(rows, std::slice::from_ref(&confirmed));
        fits(&mut rows, row(2015, 2018));
        assert_eq!(rows, [confirmed, row(2015, 2018)]);
    }

    proptest! {
        /// The rows cover exactly the years that were said and not taken back, whatever the order.
        #[test]
        fn rows_cover_what_was_said(steps in proptest::collection::vec((any::<bool>(), 1990_u16..2005, 0_u16..4), 1..30)) {
            let (mut rows, mut said) = (Vec::new(), std::collections::BTreeSet::new());
            for (add, from, more) in steps {
                if add {
                    fits(&mut rows, row(from, from + more));
                    said.extend(from..=from + more);
                } else {
                    no_longer_fits(&mut rows, &row(from, from + more));
                    said.retain(|year| !(from..=from + more).contains(year));
                }
                let covered: Vec<u16> = rows.iter().flat_map(|row| row.year_from..=row.year_to).collect();
                let mut sorted = covered.clone();
                sorted.sort_unstable();
                prop_assert_eq!(sorted, said.iter().copied().collect::<Vec<_>>());
            }
        }
    }
}
