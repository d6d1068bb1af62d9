//! From what a scanner or a person gives to a VIN, and the repairs that may be offered.
//!
//! Door labels carry a VIN in Code 39 (older), Code 128, Data Matrix, QR or PDF417. Linear labels of imports put
//! an `I` before it; two-dimensional ones put it among other fields. Nothing here changes a character on its own:
//! a repair is offered, and a person takes it.

use super::{CheckVerdict, Vin, VinFault};

/// The longest text that is looked through; a PDF417 symbol holds at most 1,850 characters (ISO/IEC 15438).
pub const SCAN_LEN_MAX: usize = 4_096;

/// What was found in a scan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scanned {
    /// The number.
    pub vin: Vin,
    /// What its check digit says.
    pub verdict: CheckVerdict,
    /// Where it came from in the text.
    pub found: Found,
}

/// How a VIN stood in the text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Found {
    /// It was the whole text, give or take blanks and the `*` of Code 39.
    Whole,
    /// It followed the `I` that imports put before it.
    AfterImportMark,
    /// It was a window of a longer text.
    Within,
}

/// Reads a VIN out of a scanned or typed text.
///
/// A text of 17 characters is taken as it is, whatever its check digit says. In a longer one, only a number
/// whose check digit holds is taken; a number that stands alone between separators goes before one that begins
/// inside a run of characters, which one in eleven windows would do by chance.
///
/// # Errors
/// [`VinFault`]: the text is too short or holds a character no VIN has, or, in a longer text,
/// [`VinFault::NotFound`] or [`VinFault::Several`].
pub fn read(text: &str) -> Result<Scanned, VinFault> {
    let len = text.chars().count();
    if len > SCAN_LEN_MAX {
        return Err(VinFault::Length(len));
    }
    let upper = text.to_ascii_uppercase();
    let bare: String = upper.chars().filter(|c| !is_filler(*c)).collect();
    match bare.chars().count() {
        0..17 => return Err(VinFault::Length(bare.chars().count())),
        17 => return Vin::parse(&bare).map(|vin| scanned(vin, Found::Whole)),
        18 => {
            // No VIN begins with I, so the mark is certain even where the check digit means nothing.
            if let Some(Ok(vin)) = bare.strip_prefix('I').map(Vin::parse) {
                return Ok(scanned(vin, Found::AfterImportMark));
            }
        }
        _ => {}
    }
    let alone = valid_windows(
        upper
            .split(|c: char| !c.is_ascii_alphanumeric())
            .map(|word| word.strip_prefix('I').unwrap_or(word))
            .filter(|word| word.len() == 17),
    );
    if !alone.is_empty() {
        return only_one(alone);
    }
    // Bytes may be cut anywhere here: what is not ASCII was a separator.
    let inside = valid_windows(
        upper
            .split(|c: char| !c.is_ascii_alphanumeric())
            .flat_map(|word| (0..word.len().saturating_sub(16)).map(|at| &word[at..at + 17])),
    );
    if inside.is_empty() {
        // Groups of a printed number may be apart: `1HGCM 82633 A004352`.
        let joined: Vec<char> = bare.chars().collect();
        let texts: Vec<String> = joined.windows(17).map(|w| w.iter().collect()).collect();
        return only_one(valid_windows(texts.iter().map(String::as_str)));
    }
    only_one(inside)
}

/// Repairs to offer for a text that is no VIN as it stands, or whose check digit does not hold.
///
/// `I` becomes 1, `O` and `Q` become 0, since no VIN has those letters. Only repairs that
/// make a VIN are offered; the one that makes the check digit hold comes first. The caller shows them and a person
/// chooses: none is ever applied silently.
#[must_use]
pub fn suggestions(text: &str) -> Vec<Suggestion> {
    let bare: String = text
        .to_ascii_uppercase()
        .chars()
        .filter(|c| !is_filler(*c))
        .take(19)
        .collect();
    let mut offers: Vec<Suggestion> = Vec::new();
    let without_mark = bare.strip_prefix('I').filter(|rest| rest.len() == 17);
    for candidate in [Some(bare.as_str()), without_mark].into_iter().flatten() {
        let mut changes = Vec::new();
        let repaired: String = candidate
            .chars()
            .enumerate()
            .map(|(at, from)| {
                let to = match from {
                    'I' => '1',
                    'O' | 'Q' => '0',
                    other => other,
                };
                if to != from {
                    let position = at + 1;
                    changes.push(Change { position, from, to });
                }
                to
            })
            .collect();
        if changes.is_empty() {
            continue;
        }
        if let Ok(vin) = Vin::parse(&repaired) {
            let verdict = vin.check();
            offers.push(Suggestion {
                vin,
                verdict,
                changes,
            });
        }
    }
    offers.sort_by_key(|offer| offer.verdict != CheckVerdict::Valid);
    offers
}

/// A VIN that the text may have meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The number after the repair.
    pub vin: Vin,
    /// What its check digit says.
    pub verdict: CheckVerdict,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// One character put in the place of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its position, from 1.
    pub position: usize,
    /// What was read.
    pub from: char,
    /// What is offered.
    pub to: char,
}

/// White space, the `*` that starts and stops Code 39, and control characters between fields.
fn is_filler(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '*'
}

fn scanned(vin: Vin, found: Found) -> Scanned {
    let verdict = vin.check();
    Scanned {
        vin,
        verdict,
        found,
    }
}

/// Returns the different VINs among the texts whose check digit holds.
fn valid_windows<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Vin> {
    let mut vins: Vec<Vin> = texts
        .filter_map(|text| Vin::parse(text).ok())
        .filter(Vin::check_digit_holds)
        .collect();
    vins.sort();
    vins.dedup();
    vins
}

fn only_one(mut vins: Vec<Vin>) -> Result<Scanned, VinFault> {
    match (vins.pop(), vins.len()) {
        (Some(vin), 0) => Ok(scanned(vin, Found::Within)),
        (None, _) => Err(VinFault::NotFound),
        (Some(_), others) => Err(VinFault::Several(others + 1)),
    }
}
