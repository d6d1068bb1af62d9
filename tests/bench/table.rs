//! The one table that comes out, and how its figures are written.

use std::fmt::Write as _;
use std::time::Duration;

use crate::machine::IDLE_MIN;

/// One line of the table.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// What came out.
    pub(crate) figure: String,
    /// The limit or peer it is held against, measured in the same run.
    pub(crate) beside: String,
    /// Ours to that.
    pub(crate) ratio: Option<f64>,
    /// What it should be; empty when there is no aim.
    pub(crate) aim: &'static str,
    /// Whether it is; none without an aim.
    pub(crate) met: Option<bool>,
    /// The share of the machine that other programs took meanwhile, in percent; none where that does not matter.
    pub(crate) others: Option<f64>,
}

impl Row {
    fn judgement(&self) -> &'static str {
        match self.met {
            None => "",
            Some(_) if self.others.is_some_and(|share| share > 100.0 - IDLE_MIN) => "busy machine",
            Some(true) => "met",
            Some(false) => "NOT MET",
        }
    }
}

const HEADS: [&str; 7] = [
    "what",
    "figure",
    "beside it, in this run",
    "ratio",
    "aim",
    "met",
    "others",
];

/// Lays the rows out in columns.
pub(crate) fn write(rows: &[Row]) -> String {
    let mut cells = vec![HEADS.map(str::to_owned)];
    cells.extend(rows.iter().map(|row| {
        [
            row.what.clone(),
            row.figure.clone(),
            row.beside.clone(),
            row.ratio
                .map_or_else(String::new, |ratio| format!("{ratio:.2}")),
            row.aim.to_owned(),
            row.judgement().to_owned(),
            row.others
                .map_or_else(String::new, |share| format!("{share:.0} %")),
        ]
    }));
    let width = |column: usize| {
        cells
            .iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; HEADS.len()] = std::array::from_fn(width);
    let mut text = String::new();
    for (index, row) in cells.iter().enumerate() {
        let line: Vec<_> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        let _infallible = writeln!(text, "{}", line.join("  ").trim_end());
        if index == 0 {
            let rule = widths.map(|width| "-".repeat(width));
            let _infallible = writeln!(text, "{}", rule.join("  "));
        }
    }
    text
}

/// Writes a rate with thousands apart: `12,345/s`.
pub(crate) fn rate(per_second: f64) -> String {
    let digits = format!("{per_second:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + "/s"
}

/// Writes a time in milliseconds, with as many decimals as tell something.
pub(crate) fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    match ms {
        0.0..1.0 => format!("{ms:.3} ms"),
        1.0..10.0 => format!("{ms:.2} ms"),
        _ => format!("{ms:.0} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(rate(0.4), "0/s");
        assert_eq!(rate(999.6), "1,000/s");
        assert_eq!(rate(1_234_567.0), "1,234,567/s");
        assert_eq!(ms(Duration::from_micros(87)), "0.087 ms");
        assert_eq!(ms(Duration::from_micros(1234)), "1.23 ms");
        assert_eq!(ms(Duration::from_millis(99)), "99 ms");
    }

    #[test]
    fn a_busy_machine_is_not_judged() {
        let row = |others| Row {
            met: Some(false),
            others: Some(others),
            ..Row::default()
        };
        assert_eq!(row(19.0).judgement(), "NOT MET");
        assert_eq!(row(21.0).judgement(), "busy machine");
    }

    #[test]
    fn columns_line_up() {
        let row = |what: &str, met| Row {
            what: what.to_owned(),
            met,
            ..Row::default()
        };
        let text = write(&[row("a", Some(false)), row("longer", Some(true))]);
        let at: Vec<_> = text
            .lines()
            .filter_map(|line| line.find("met").or(line.find("NOT")))
            .collect();
        assert_eq!(at.len(), 3);
        assert!(at.iter().all(|place| *place == at[0]), "{text}");
    }
}
