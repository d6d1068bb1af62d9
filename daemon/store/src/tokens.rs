//! What the search indexes hold of a thing, and what is asked of them.
//!
//! An index is an FTS5 table of tokens made here, so that fragments of numbers and the beginnings of words can be asked
//! for together and only rows that have them all are visited:
//! - the beginnings of each word, up to [`BEGINNING_LEN_MAX`] characters: SQLite's own prefix queries gather every row of
//!   every word that begins so before they give the first, which takes tens of milliseconds for a common one;
//! - every three characters in a row of a number, which find its fragments; they start with a mark that no typed word
//!   can hold.

use std::collections::BTreeSet;

use crate::keys;

/// The longest beginning of a word that has a token; what is typed beyond it is compared with the text.
const BEGINNING_LEN_MAX: usize = 8;
/// The shortest fragment of a number that can be found.
pub(crate) const FRAGMENT_LEN_MIN: usize = 3;
// The private use area: `unicode61` keeps it in its tokens (category Co), and `keys::words` drops it from what is typed.
const GRAM: char = '\u{e000}';

/// The tokens of one row, each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokens(BTreeSet<String>);

impl Tokens {
    /// Adds the words of a text.
    pub(crate) fn words(&mut self, text: &str) {
        let folded = keys::folded(text);
        for word in keys::words(&folded) {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            let beginnings = ends
                .take(BEGINNING_LEN_MAX)
                .map(|end| word[..end].to_owned());
            self.0.extend(beginnings);
        }
    }

    /// Adds the fragments of a number in its normal form.
    pub(crate) fn number(&mut self, norm: &str) {
        self.0.extend(grams(norm));
    }

    /// Returns the text to index.
    pub(crate) fn text(&self) -> String {
        let tokens: Vec<&str> = self.0.iter().map(String::as_str).collect();
        tokens.join(" ")
    }
}

/// Returns the tokens that every number with this fragment has; none when it is too short to be found by.
pub(crate) fn grams(norm: &str) -> Vec<String> {
    let grams = norm.as_bytes().windows(FRAGMENT_LEN_MIN);
    // A normal form is ASCII, so nothing is lost.
    grams
        .map(|gram| format!("{GRAM}{}", String::from_utf8_lossy(gram)))
        .collect()
}

/// Returns the token of the words that begin like this one.
pub(crate) fn beginning(folded: &str) -> String {
    folded.chars().take(BEGINNING_LEN_MAX).collect()
}

/// Tells whether a word of a text begins so; needed only for what [`beginning`] cut off.
pub(crate) fn has_word(folded_text: &str, beginning: &str) -> bool {
    keys::words(folded_text).any(|word| word.starts_with(beginning))
}

/// Returns those of the words that are longer than their token.
pub(crate) fn cut_off(words: &[String]) -> impl Iterator<Item = &String> {
    words
        .iter()
        .filter(|word| word.chars().nth(BEGINNING_LEN_MAX).is_some())
}

/// Returns the question for rows that have all of these.
pub(crate) fn all<S: AsRef<str>>(tokens: impl IntoIterator<Item = S>) -> String {
    let quoted: Vec<_> = tokens
        .into_iter()
        .map(|token| format!("\"{}\"", token.as_ref()))
        .collect();
    quoted.join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(add: impl FnOnce(&mut Tokens)) -> Vec<String> {
        let mut tokens = Tokens::default();
        add(&mut tokens);
        tokens.0.into_iter().collect()
    }

    #[test]
    fn words_give_their_beginnings_once() {
        let found = tokens(|t| t.words("Für F-150 compressors"));
        let expected = [
            "1", "15", "150", "c", "co", "com", "comp", "compr", "compre", "compres", "compress",
            "f", "fu", "fur",
        ];
        assert_eq!(found, expected);
        assert_eq!(beginning("compressors"), "compress");
        assert!(has_word("air compressors", "compresso"));
        assert!(!has_word("air compressed", "compresso"));
        let words = ["compress".to_owned(), "compresso".to_owned()];
        assert_eq!(cut_off(&words).collect::<Vec<_>>(), [&words[1]]);
    }

    #[test]
    fn numbers_give_their_grams() {
        assert_eq!(grams("P850"), ["\u{e000}P85", "\u{e000}850"]);
        assert!(grams("P8").is_empty());
        assert_eq!(all(grams("P850")), "\"\u{e000}P85\" AND \"\u{e000}850\"");
    }
}
