//! One fault of the file with its place, and the list of all of them, as a person reads it.
//!
//! A secret never leaves through here: anything that looks like a Stripe key is starred out of
//! messages and of the quoted line.

use std::fmt;
use std::ops::Range;

/// Everything wrong with one file, in the order of its lines. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    file: String,
    list: Vec<Fault>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    /// `None` when the fault is about something that is not there.
    pub place: Option<Place>,
    /// Dotted, such as `server.listen` or `device.drawer.pin`; empty for a syntax error.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What may stand there.
    pub allowed: String,
    /// What to do.
    pub help: String,
}

/// Where in the file, counted from 1; the column counts characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    /// The whole line, secrets starred out.
    pub text: String,
    /// Characters to underline, at least 1.
    pub width: usize,
}

impl Faults {
    /// Returns the faults, or nothing when the list is empty.
    pub(crate) fn from_list(file: &str, mut list: Vec<Fault>) -> Option<Self> {
        // A value that holds a secret may break its own rule too; the secret is what matters.
        let secrets: Vec<_> = list
            .iter()
            .filter(|fault| fault.problem == SECRET_PROBLEM)
            .map(|fault| fault.place.clone())
            .collect();
        list.retain(|fault| fault.problem == SECRET_PROBLEM || !secrets.contains(&fault.place));
        list.sort_by_key(|fault| {
            fault
                .place
                .as_ref()
                .map_or((usize::MAX, 0), |place| (place.line, place.column))
        });
        (!list.is_empty()).then(|| Self {
            file: file.to_owned(),
            list,
        })
    }

    pub(crate) fn unreadable(file: &str, error: &std::io::Error, help: &str) -> Self {
        let fault = Fault {
            file: file.to_owned(),
            place: None,
            key: String::new(),
            problem: format!("the file cannot be read: {error}"),
            allowed: "a TOML file in UTF-8 that the service's user may read".to_owned(),
            help: help.to_owned(),
        };
        Self {
            file: file.to_owned(),
            list: vec![fault],
        }
    }

    /// Returns the faults in the order of the lines; those without a place come last.
    #[must_use]
    pub fn list(&self) -> &[Fault] {
        &self.list
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.list {
            writeln!(f, "{fault}\n")?;
        }
        let count = self.list.len();
        let noun = if count == 1 { "fault" } else { "faults" };
        write!(
            f,
            "{count} {noun} in {}; nothing was started or changed",
            self.file
        )
    }
}

impl std::error::Error for Faults {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: ")?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        writeln!(f, "{}", self.problem)?;
        let margin = match &self.place {
            Some(place) => {
                let number = place.line.to_string();
                let blank = " ".repeat(number.len());
                writeln!(
                    f,
                    "{blank}--> {}:{}:{}",
                    self.file, place.line, place.column
                )?;
                writeln!(f, "{blank} |")?;
                writeln!(f, "{number} | {}", place.text)?;
                let before = " ".repeat(place.column - 1);
                writeln!(f, "{blank} | {before}{}", "^".repeat(place.width))?;
                blank
            }
            None => {
                writeln!(f, " --> {}", self.file)?;
                " ".to_owned()
            }
        };
        writeln!(f, "{margin} = allowed: {}", self.allowed)?;
        write!(f, "{margin} = help: {}", self.help)
    }
}

/// Returns the place of a byte range of `text`. A range over several lines is cut at the first end.
pub(crate) fn place(text: &str, span: Range<usize>) -> Place {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let shown = text[line_start..line_end].trim_end_matches('\r');
    Place {
        line: text[..line_start].matches('\n').count() + 1,
        column: text[line_start..start].chars().count() + 1,
        // A tab would break the underline; one space per tab keeps the columns true.
        text: star_secrets(shown).replace('\t', " "),
        width: text[start..end.min(line_end)]
            .trim_end()
            .chars()
            .count()
            .max(1),
    }
}

fn floor(text: &str, index: usize) -> usize {
    let mut at = index.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What is said of a key in the open.
pub(crate) const SECRET_PROBLEM: &str = "a Stripe secret stands in this file";

/// What a Stripe secret begins with: secret key, restricted key, webhook secret.
const SECRET_PREFIXES: [&str; 3] = ["sk_", "rk_", "whsec_"];

/// Returns whether a word of `text` looks like a Stripe secret.
pub(crate) fn has_secret(text: &str) -> bool {
    star_secrets(text) != text
}

/// Returns `text` with each secret's characters after its prefix replaced by stars, one for one.
pub(crate) fn star_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.find(|c| !word(c)).unwrap_or(tail.len());
        let (token, after) = tail.split_at(end);
        match SECRET_PREFIXES
            .iter()
            .find(|prefix| token.starts_with(**prefix))
        {
            Some(prefix) if token.len() > prefix.len() => {
                out.push_str(prefix);
                out.push_str(&"*".repeat(token.len() - prefix.len()));
            }
            _ => out.push_str(token),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
