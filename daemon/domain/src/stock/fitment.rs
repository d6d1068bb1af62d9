//! Does a part fit a vehicle? Rows in the manner of ACES: year, make, model, engine, position and a qualifier.
//!
//! A row says what a part fits, never what it does not; a part that has rows and none for the vehicle does not fit as
//! far as anybody knows, and a part without rows says nothing.

use std::collections::BTreeSet;
use std::fmt;

use crate::text::normal_number;

/// Who says that a part fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FitmentSource {
    /// Somebody at this shop has seen it fit.
    UserConfirmed,
    /// The supplier's or maker's catalog.
    VendorStated,
}

/// One row of a part's application list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FitmentRow {
    /// First model year.
    pub year_from: u16,
    /// Last model year, inclusive.
    pub year_to: u16,
    /// Make, e.g. `Honda`.
    pub make: String,
    /// Model, e.g. `Civic`.
    pub model: String,
    /// Engine, e.g. `2.0L L4`; none means any.
    pub engine: Option<String>,
    /// Where on the vehicle, e.g. `Front Left`.
    pub position: Option<String>,
    /// What else must hold, in words, e.g. `with towing package`.
    pub qualifier: Option<String>,
    /// Who says so.
    pub source: FitmentSource,
}

/// What is known of a vehicle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VehicleSpec {
    /// Model year.
    pub year: Option<u16>,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Engine, as the VIN decoder or a person says it.
    pub engine: Option<String>,
}

/// What has to be looked at before a part can be said to fit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ToCheck {
    /// The part is for some engines only, and the vehicle's is not known, or not exactly.
    Engine(String),
    /// The part is for some years only, and the vehicle's is not known.
    Year {
        /// First model year.
        from: u16,
        /// Last model year, inclusive.
        to: u16,
    },
    /// Something else must hold, in the supplier's words.
    Qualifier(String),
}

/// A row that holds if all that is to be looked at turns out right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition<'a> {
    /// The row.
    pub row: &'a FitmentRow,
    /// What to look at.
    pub to_check: Vec<ToCheck>,
}

/// Whether a part fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fits<'a> {
    /// It does, by this row.
    Yes(&'a FitmentRow),
    /// It does if one of these turns out right; the likeliest first.
    Maybe(Vec<Condition<'a>>),
    /// It has rows, and none is for this vehicle.
    No,
    /// It has no rows.
    Unknown,
}

/// A warning to show beside a part; the words are the [`fmt::Display`] of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FitWarning {
    /// The part is not for this vehicle.
    DoesNotFit {
        /// The vehicle, as people name it.
        vehicle: String,
    },
    /// Nobody has said what the part fits.
    NotKnown {
        /// The vehicle, as people name it.
        vehicle: String,
    },
    /// Something must be looked at first.
    Check {
        /// The vehicle, as people name it.
        vehicle: String,
        /// What: all of any one of these.
        any_of: Vec<Vec<ToCheck>>,
    },
}

impl VehicleSpec {
    /// Returns how people name the vehicle: `2016 Honda Civic`.
    #[must_use]
    pub fn label(&self) -> String {
        match self.year {
            Some(year) => format!("{year} {} {}", self.make, self.model),
            None => format!("{} {}", self.make, self.model),
        }
    }
}

impl Fits<'_> {
    /// Returns what to warn of, if anything. It is a warning: the person at the counter may know better.
    #[must_use]
    pub fn warning(&self, vehicle: &VehicleSpec) -> Option<FitWarning> {
        let vehicle = vehicle.label();
        match self {
            Self::Yes(_) => None,
            Self::Maybe(conditions) => {
                let mut any_of: Vec<Vec<ToCheck>> = Vec::new();
                for condition in conditions {
                    if !any_of.contains(&condition.to_check) {
                        any_of.push(condition.to_check.clone());
                    }
                }
                Some(FitWarning::Check { vehicle, any_of })
            }
            Self::No => Some(FitWarning::DoesNotFit { vehicle }),
            Self::Unknown => Some(FitWarning::NotKnown { vehicle }),
        }
    }
}

impl fmt::Display for ToCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(engine) => write!(f, "engine {engine}"),
            Self::Year { from, to } if from == to => write!(f, "model year {from}"),
            Self::Year { from, to } => write!(f, "model year {from} to {to}"),
            Self::Qualifier(words) => f.write_str(words),
        }
    }
}

impl fmt::Display for FitWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoesNotFit { vehicle } => write!(f, "not listed for the {vehicle}"),
            Self::NotKnown { vehicle } => write!(f, "not known whether it fits the {vehicle}"),
            Self::Check { vehicle, any_of } => {
                write!(f, "fits the {vehicle} only with: ")?;
                for (index, all_of) in any_of.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "; or " })?;
                    for (index, check) in all_of.iter().enumerate() {
                        let between = if index == 0 { "" } else { ", " };
                        write!(f, "{between}{check}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// Says whether a part with these rows fits a vehicle, by the row that says most: a plain fit before one with
/// something to check, then the shop's own word before the supplier's.
#[must_use]
pub fn fits<'a>(vehicle: &VehicleSpec, rows: &'a [FitmentRow]) -> Fits<'a> {
    if rows.is_empty() {
        return Fits::Unknown;
    }
    let condition = |row| {
        let to_check = to_check(vehicle, row)?;
        Some(Condition { row, to_check })
    };
    let mut conditions: Vec<_> = rows.iter().filter_map(condition).collect();
    conditions.sort_by_key(|condition| (condition.to_check.len(), condition.row.source));
    match conditions.first() {
        Some(best) if best.to_check.is_empty() => Fits::Yes(best.row),
        Some(_) => Fits::Maybe(conditions),
        None => Fits::No,
    }
}

/// Returns what has to be looked at for a row to hold; none when it does not hold for the vehicle.
fn to_check(vehicle: &VehicleSpec, row: &FitmentRow) -> Option<Vec<ToCheck>> {
    let same = |one: &str, other: &str| normal_word(one) == normal_word(other);
    if !same(&vehicle.make, &row.make) || !same(&vehicle.model, &row.model) {
        return None;
    }
    let mut to_check = Vec::new();
    match vehicle.year {
        Some(year) if year < row.year_from || year > row.year_to => return None,
        Some(_) => {}
        None => to_check.push(ToCheck::Year {
            from: row.year_from,
            to: row.year_to,
        }),
    }
    if let Some(engine) = &row.engine {
        let known = vehicle
            .engine
            .as_deref()
            .map(engine_words)
            .unwrap_or_default();
        let asked = engine_words(engine);
        if !asked.is_subset(&known) {
            // What is known of the engine is less than the row says, but all of it agrees.
            if !known.is_subset(&asked) {
                return None;
            }
            to_check.push(ToCheck::Engine(engine.clone()));
        }
    }
    if let Some(qualifier) = &row.qualifier {
        to_check.push(ToCheck::Qualifier(qualifier.clone()));
    }
    Some(to_check)
}

/// `F-150` and `f150` are one model. A name without Latin letters and digits is compared as it is.
fn normal_word(name: &str) -> String {
    let normal = normal_number(name);
    if normal.is_empty() {
        name.trim().to_lowercase()
    } else {
        normal
    }
}

/// The words of an engine's name, as a set: `2.0 L4 Turbo` is `TURBO L4 2.0L`.
fn engine_words(engine: &str) -> BTreeSet<String> {
    let word = |word: &str| {
        let word = word.to_uppercase();
        match word.strip_suffix('L') {
            Some(liters) if liters.starts_with(|c: char| c.is_ascii_digit()) => liters.to_owned(),
            Some(_) | None => word,
        }
    };
    let split = engine.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '(' | ')'));
    // `2.0 L` alone leaves an `L` that says nothing.
    split
        .map(word)
        .filter(|word| !word.is_empty() && word != "L")
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn civic(year: Option<u16>, engine: Option<&str>) -> VehicleSpec {
        let (make, model) = ("Honda".to_owned(), "Civic".to_owned());
        VehicleSpec {
            year,
            make,
            model,
            engine: engine.map(str::to_owned),
        }
    }

    fn row() -> FitmentRow {
        FitmentRow {
            year_from: 2016,
            year_to: 2021,
            make: "HONDA".to_owned(),
            model: "Civic".to_owned(),
            engine: None,
            position: None,
            qualifier: None,
            source: FitmentSource::VendorStated,
        }
    }

    fn with_engine(engine: &str) -> FitmentRow {
        FitmentRow {
            engine: Some(engine.to_owned()),
            ..row()
        }
    }

    fn maybe(row: &FitmentRow, to_check: Vec<ToCheck>) -> Fits<'_> {
        Fits::Maybe(vec![Condition { row, to_check }])
    }

    #[test]
    fn years_are_inclusive_and_names_are_compared_as_people_read_them() {
        let rows = [row()];
        for (year, expected) in [(2015, false), (2016, true), (2021, true), (2022, false)] {
            let fit = fits(&civic(Some(year), None), &rows);
            assert_eq!(fit == Fits::Yes(&rows[0]), expected, "{year}");
            assert_eq!(fit == Fits::No, !expected, "{year}");
        }
        let truck = [FitmentRow {
            model: "F-150".to_owned(),
            ..row()
        }];
        let vehicle = VehicleSpec {
            model: "f150 ".to_owned(),
            ..civic(Some(2018), None)
        };
        assert_eq!(fits(&vehicle, &truck), Fits::Yes(&truck[0]));
        assert_eq!(fits(&vehicle, &rows), Fits::No);
        let other_make = VehicleSpec {
            make: "Acura".to_owned(),
            ..civic(Some(2018), None)
        };
        assert_eq!(fits(&other_make, &rows), Fits::No);
        assert_eq!(fits(&vehicle, &[]), Fits::Unknown);
    }

    #[test]
    fn an_engine_that_is_not_known_exactly_has_to_be_looked_at() {
        let rows = [with_engine("2.0L L4")];
        let fit = |engine| fits(&civic(Some(2018), engine), &rows);
        let check = vec![ToCheck::Engine("2.0L L4".to_owned())];
        assert_eq!(fit(Some("L4 2.0 Turbo")), Fits::Yes(&rows[0]));
        assert_eq!(fit(Some("2.0 l, L4")), Fits::Yes(&rows[0]));
        assert_eq!(fit(None), maybe(&rows[0], check.clone()));
        assert_eq!(fit(Some("2.0L")), maybe(&rows[0], check));
        assert_eq!(fit(Some("1.5L L4")), Fits::No);
    }

    #[test]
    fn the_row_that_says_most_is_taken() {
        let confirmed = FitmentRow {
            source: FitmentSource::UserConfirmed,
            ..row()
        };
        let towing = "with towing package".to_owned();
        let qualified = FitmentRow {
            qualifier: Some(towing.clone()),
            ..confirmed.clone()
        };
        let rows = [qualified.clone(), with_engine("1.5L"), row(), confirmed];
        let vehicle = civic(Some(2018), Some("1.5L"));
        assert_eq!(fits(&vehicle, &rows), Fits::Yes(&rows[3]));
        assert_eq!(fits(&vehicle, &rows[..2]), Fits::Yes(&rows[1]));
        let check = vec![ToCheck::Qualifier(towing)];
        assert_eq!(fits(&vehicle, &rows[..1]), maybe(&rows[0], check));
    }

    #[test]
    fn a_warning_says_what_to_look_at() {
        let qualifier = Some("with towing package".to_owned());
        let rows = [FitmentRow {
            qualifier,
            ..with_engine("2.0L")
        }];
        let words = |vehicle: &VehicleSpec, rows: &[FitmentRow]| {
            fits(vehicle, rows)
                .warning(vehicle)
                .map(|warning| warning.to_string())
        };
        let vehicle = civic(None, None);
        assert_eq!(
            words(&vehicle, &rows).as_deref(),
            Some(
                "fits the Honda Civic only with: model year 2016 to 2021, engine 2.0L, with towing package"
            )
        );
        let rows = [
            with_engine("1.5L"),
            with_engine("2.0L"),
            with_engine("1.5L"),
        ];
        let expected = "fits the 2018 Honda Civic only with: engine 1.5L; or engine 2.0L";
        assert_eq!(
            words(&civic(Some(2018), None), &rows).as_deref(),
            Some(expected)
        );
        let vehicle = civic(Some(2010), None);
        let expected = "not listed for the 2010 Honda Civic";
        assert_eq!(words(&vehicle, &rows).as_deref(), Some(expected));
        let expected = "not known whether it fits the 2010 Honda Civic";
        assert_eq!(words(&vehicle, &[]).as_deref(), Some(expected));
        assert_eq!(words(&civic(Some(2016), None), &[row()]), None);
    }

    fn any_row() -> impl Strategy<Value = FitmentRow> {
        let engine = prop::option::of(prop_oneof![Just("2.0L"), Just("2.0L L4"), Just("1.5L")]);
        let years = (2010_u16..2020, 0_u16..6);
        let told = (
            prop::bool::weighted(0.8),
            prop::bool::weighted(0.3),
            any::<bool>(),
        );
        (years, engine, told).prop_map(|((from, span), engine, (civic, qualified, confirmed))| {
            FitmentRow {
                year_from: from,
                year_to: from + span,
                model: if civic { "Civic" } else { "Accord" }.to_owned(),
                engine: engine.map(str::to_owned),
                qualifier: qualified.then(|| "with ABS".to_owned()),
                source: if confirmed {
                    FitmentSource::UserConfirmed
                } else {
                    FitmentSource::VendorStated
                },
                ..row()
            }
        })
    }

    proptest! {
        /// To know more about a vehicle never makes a part fit that did not.
        #[test]
        fn knowing_more_only_narrows(
            rows in prop::collection::vec(any_row(), 0..6), year in 2010_u16..2026,
            engine in prop_oneof![Just("2.0L L4"), Just("1.5L L4"), Just("2.0L")],
        ) {
            let full = fits(&civic(Some(year), Some(engine)), &rows);
            for vehicle in [civic(None, Some(engine)), civic(Some(year), None), civic(None, None)] {
                let less = fits(&vehicle, &rows);
                if less == Fits::No {
                    prop_assert_eq!(&full, &Fits::No);
                }
                if matches!(less, Fits::Yes(_)) {
                    prop_assert!(matches!(full, Fits::Yes(_)));
                }
            }
        }

        /// One more row never takes a fit away.
        #[test]
        fn more_rows_only_widen(rows in prop::collection::vec(any_row(), 1..6), year in 2010_u16..2026) {
            let vehicle = civic(Some(year), Some("2.0L L4"));
            let rank = |fit: Fits<'_>| match fit {
                Fits::Yes(_) => 2,
                Fits::Maybe(_) => 1,
                Fits::No | Fits::Unknown => 0,
            };
            for count in 1..rows.len() {
                prop_assert!(rank(fits(&vehicle, &rows[..count])) <= rank(fits(&vehicle, &rows)));
            }
        }
    }
}
