//! Reads one table of the file key by key and collects what is wrong with it.
//!
//! Every reader registers the key it looks for, so the unknown ones are known at the end, with the
//! nearest allowed name. A wrong value yields a stand-in and a fault: reading goes on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::{Fault, place, star_secrets};

/// The file being read, and the faults found so far.
pub(crate) struct Source<'t> {
    pub(crate) name: &'t str,
    pub(crate) text: &'t str,
    pub(crate) faults: RefCell<Vec<Fault>>,
}

/// Why a value is refused: what is wrong, what may stand there, what to do.
pub(crate) struct Wrong {
    pub(crate) problem: String,
    pub(crate) allowed: String,
    pub(crate) help: String,
}

impl Wrong {
    pub(crate) fn new(
        problem: impl Into<String>,
        allowed: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            problem: problem.into(),
            allowed: allowed.into(),
            help: help.into(),
        }
    }
}

impl Source<'_> {
    pub(crate) fn fault(&self, span: Option<Range<usize>>, key: &str, wrong: Wrong) {
        self.faults.borrow_mut().push(Fault {
            file: self.name.to_owned(),
            place: span.map(|span| place(self.text, span)),
            key: star_secrets(key),
            problem: star_secrets(&wrong.problem),
            allowed: star_secrets(&wrong.allowed),
            help: star_secrets(&wrong.help),
        });
    }
}

/// One table; an absent one reads as empty.
pub(crate) struct Section<'s, 't> {
    pub(crate) source: &'s Source<'t>,
    path: String,
    /// Of the header; `None` when the table is not in the file.
    span: Option<Range<usize>>,
    table: Option<&'s DeTable<'t>>,
    known: RefCell<Vec<&'static str>>,
}

/// A text value with the place of its quotes.
pub(crate) struct Text<'s> {
    pub(crate) value: &'s str,
    pub(crate) span: Range<usize>,
}

impl<'s, 't> Section<'s, 't> {
    pub(crate) fn root(source: &'s Source<'t>, table: &'s DeTable<'t>) -> Self {
        Self::over(source, String::new(), None, Some(table))
    }

    fn over(
        source: &'s Source<'t>,
        path: String,
        span: Option<Range<usize>>,
        table: Option<&'s DeTable<'t>>,
    ) -> Self {
        Self {
            source,
            path,
            span,
            table,
            known: RefCell::default(),
        }
    }

    pub(crate) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Gives the section the name that faults show from now on.
    pub(crate) fn rename(&mut self, path: String) {
        self.path = path;
    }

    pub(crate) fn is_present(&self) -> bool {
        self.table.is_some()
    }

    /// Tells whether `key` is there, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.contains_key(key))
    }

    /// Reports `wrong` at the section's header.
    pub(crate) fn fault_here(&self, key: &str, wrong: Wrong) {
        self.source.fault(self.span.clone(), &self.path(key), wrong);
    }

    /// Reports `wrong` at the value of `key`, or at the header when it is not there.
    pub(crate) fn fault_at(&self, key: &str, wrong: Wrong) {
        let span = self
            .table
            .and_then(|table| table.get(key))
            .map(Spanned::span);
        self.source
            .fault(span.or(self.span.clone()), &self.path(key), wrong);
    }

    fn get(&self, key: &'static str) -> Option<&'s Spanned<DeValue<'t>>> {
        self.known.borrow_mut().push(key);
        self.table.and_then(|table| table.get(key))
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, example: &str) {
        let span = value.span();
        let raw = self.source.text.get(span.clone()).unwrap_or_default();
        let one_line = !raw.contains('\n') && !raw.is_empty();
        let help = match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) if wanted == "text" => {
                format!("write it in quotes: \"{raw}\"")
            }
            DeValue::String(text)
                if wanted == "a whole number" && text.parse::<u64>().is_ok() && one_line =>
            {
                format!("write it without quotes: {text}")
            }
            _ => format!("write it like {example}"),
        };
        let found = value.get_ref().type_str();
        let wrong = Wrong::new(format!("expected {wanted}, found {found}"), wanted, help);
        self.source.fault(Some(span), &self.path(key), wrong);
    }

    /// Registers keys that are looked for only when they are there.
    pub(crate) fn know(&self, keys: &[&'static str]) {
        self.known.borrow_mut().extend_from_slice(keys);
    }

    /// Returns the table under `key`; an absent or wrong one reads as empty.
    pub(crate) fn section(&self, key: &'static str) -> Section<'s, 't> {
        let path = self.path(key);
        match self.get(key) {
            None => Self::over(self.source, path, None, None),
            Some(value) => match value.get_ref() {
                DeValue::Table(table) => {
                    Self::over(self.source, path, Some(value.span()), Some(table))
                }
                _ => {
                    self.wrong_type(key, value, "a section", &format!("[{path}]"));
                    Self::over(self.source, path, None, None)
                }
            },
        }
    }

    /// Returns the tables of `[[key]]`.
    pub(crate) fn sections(&self, key: &'static str) -> Vec<Section<'s, 't>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let example = format!("[[{}]]", self.path(key));
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of sections", &example);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::Table(table) => found.push(Self::over(
                    self.source,
                    self.path(key),
                    Some(item.span()),
                    Some(table),
                )),
                _ => self.wrong_type(key, item, "a list of sections", &example),
            }
        }
        found
    }

    /// Returns the text under `key` as it stands.
    pub(crate) fn raw_text(&self, key: &'static str) -> Option<Text<'s>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Text {
                value: text,
                span: value.span(),
            }),
            _ => {
                self.wrong_type(key, value, "text", &format!("{key} = \"...\""));
                None
            }
        }
    }

    /// Returns the text under `key` once `check` accepts it.
    pub(crate) fn text<T>(
        &self,
        key: &'static str,
        check: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let text = self.raw_text(key)?;
        match check(text.value) {
            Ok(checked) => Some(checked),
            Err(wrong) => {
                self.source.fault(Some(text.span), &self.path(key), wrong);
                None
            }
        }
    }

    /// Like [`Self::text`], and a fault at the header when the key is not there. `help` says what to write.
    pub(crate) fn required<T>(
        &self,
        key: &'static str,
        allowed: &str,
        help: &str,
        check: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        if self.has(key) {
            return self.text(key, check);
        }
        self.known.borrow_mut().push(key);
        self.fault_here(key, Wrong::new("required and not there", allowed, help));
        None
    }

    /// Returns the texts of a list, each accepted by `check`; an absent list is empty.
    pub(crate) fn texts<T>(
        &self,
        key: &'static str,
        len_max: usize,
        check: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Vec<T> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let example = format!("{key} = [\"...\", \"...\"]");
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts", &example);
            return Vec::new();
        };
        if array.len() > len_max {
            let problem = format!("has {} entries", array.len());
            let wrong = Wrong::new(problem, format!("at most {len_max}"), "take some out");
            self.source
                .fault(Some(value.span()), &self.path(key), wrong);
        }
        let mut found = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::String(text) => match check(text) {
                    Ok(checked) => found.push(checked),
                    Err(wrong) => self.source.fault(Some(item.span()), &self.path(key), wrong),
                },
                _ => self.wrong_type(key, item, "text", "\"...\""),
            }
        }
        found
    }

    /// Returns the whole number under `key` when it lies in `range`, else `default`.
    pub(crate) fn integer<T>(&self, key: &'static str, range: RangeInclusive<T>, default: T) -> T
    where
        T: Copy + PartialOrd + std::fmt::Display + TryFrom<i64>,
    {
        let Some(value) = self.get(key) else {
            return default;
        };
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong_type(key, value, "a whole number", &format!("{key} = {default}"));
            return default;
        };
        let parsed = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        match parsed.and_then(|number| T::try_from(number).ok()) {
            Some(number) if range.contains(&number) => number,
            _ => {
                let wrong = Wrong::new(
                    format!("{} is out of range", integer.as_str()),
                    format!("a whole number from {} to {}", range.start(), range.end()),
                    format!("the default is {default}"),
                );
                self.source
                    .fault(Some(value.span()), &self.path(key), wrong);
                default
            }
        }
    }

    /// Returns the yes or no under `key`, else `default`.
    pub(crate) fn boolean(&self, key: &'static str, default: bool) -> bool {
        let Some(value) = self.get(key) else {
            return default;
        };
        if let DeValue::Boolean(yes) = value.get_ref() {
            return *yes;
        }
        self.wrong_type(key, value, "true or false", &format!("{key} = {default}"));
        default
    }

    /// Returns the choice named by the text under `key`.
    pub(crate) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        self.text(key, |text| {
            match choices.iter().find(|(word, _)| *word == text) {
                Some((_, choice)) => Ok(*choice),
                None => Err(not_one_of(text, &words)),
            }
        })
    }

    /// Returns a free table of texts: its keys belong to someone else (a plugin).
    pub(crate) fn text_table(&self, key: &'static str) -> BTreeMap<String, String> {
        let inner = self.section(key);
        let mut found = BTreeMap::new();
        for (name, value) in inner.table.into_iter().flatten() {
            match value.get_ref() {
                DeValue::String(text) => {
                    found.insert(name.get_ref().to_string(), text.to_string());
                }
                _ => inner.wrong_type(name.get_ref(), value, "text", "\"...\""),
            }
        }
        found
    }

    /// Reports every key that no reader has asked for.
    pub(crate) fn finish(&self) {
        let known = self.known.borrow();
        for (key, value) in self.table.into_iter().flatten() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let what = if value.get_ref().is_table() {
                "section"
            } else {
                "key"
            };
            let help = match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("take it out; counterd has no such {what}"),
            };
            let mut sorted = known.clone();
            sorted.sort_unstable();
            sorted.dedup();
            let wrong = Wrong::new(format!("unknown {what}"), sorted.join(", "), help);
            self.source.fault(Some(key.span()), &self.path(name), wrong);
        }
    }
}

/// Returns the refusal of a word that is none of `words`.
pub(crate) fn not_one_of(text: &str, words: &[&str]) -> Wrong {
    let help = match nearest(text, words) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => "write one of the allowed words".to_owned(),
    };
    let allowed: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Wrong::new(
        format!("\"{text}\" is not known here"),
        allowed.join(", "),
        help,
    )
}

/// Returns the word that a person most likely meant, if one is near enough.
fn nearest<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let lower = text.to_lowercase().replace('-', "_");
    let limit = 1 + text.chars().count() / 4;
    words
        .iter()
        .map(|word| {
            (
                strsim::damerau_levenshtein(&lower, &word.to_lowercase().replace('-', "_")),
                *word,
            )
        })
        .min()
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, word)| word)
}
