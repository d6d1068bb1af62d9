//! Which words of which enums were written, so that a test can tell that none was forgotten.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

type Seen = BTreeMap<&'static str, (&'static [&'static str], BTreeSet<&'static str>)>;

thread_local! {
    static SEEN: RefCell<Seen> = const { RefCell::new(BTreeMap::new()) };
}

pub(crate) fn note(name: &'static str, words: &'static [&'static str], word: &'static str) {
    SEEN.with_borrow_mut(|seen| {
        let (_, written) = seen.entry(name).or_insert((words, BTreeSet::new()));
        written.insert(word);
    });
}

/// Names the words that this thread never wrote, of the enums that it wrote.
pub(crate) fn forgotten() -> Vec<String> {
    SEEN.with_borrow(|seen| {
        let missing = seen.iter().flat_map(|(name, (words, written))| {
            let missing = words.iter().filter(|word| !written.contains(**word));
            missing.map(move |word| format!("{name} {word}"))
        });
        missing.collect()
    })
}
