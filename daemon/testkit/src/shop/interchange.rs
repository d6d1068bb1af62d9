//! The vehicle makers' own numbers that a part replaces, in the shapes that such numbers have.
//!
//! They are drawn, not looked up: no maker's real number may be meant by one.

use super::part_types::{PartType, Variants};
use crate::rng::{Rng, Stream};

/// Returns none to three numbers of an application.
pub(super) fn numbers(part_type: &PartType, seed: u64, application: u64) -> Vec<String> {
    let mut rng = Rng::for_item(seed, Stream::Interchange, application);
    match part_type.variants {
        Variants::Sizes(_) => Vec::new(),
        Variants::Vehicles(_) => {
            let count = rng.between(0, 3);
            (0..count).map(|_| number(&mut rng)).collect()
        }
    }
}

fn number(rng: &mut Rng) -> String {
    match rng.below(10) {
        // Five digits and five, as makers from Japan write them.
        0..=3 => format!("{}-{}", digits(rng, 5), digits(rng, 5)),
        // Five digits and two groups with letters.
        4 | 5 => format!("{}-{}-A{}", digits(rng, 5), letters(rng, 3), digits(rng, 2)),
        // Eight digits in a row, as makers in Detroit write them.
        6 | 7 => digits(rng, 8),
        // A letter for the decade, the base number, a revision.
        8 => {
            let (prefix, base) = (letters(rng, 1), digits(rng, 4));
            format!("{prefix}L{}Z-{base}-{}", rng.below(10), letters(rng, 2))
        }
        // Eleven digits in groups, as makers from Bavaria write them.
        _ => [2, 2, 1, 3, 3].map(|width| digits(rng, width)).join(" "),
    }
}

fn digits(rng: &mut Rng, width: usize) -> String {
    (0..width)
        .map(|_| char::from(*rng.pick(b"0123456789")))
        .collect()
}

fn letters(rng: &mut Rng, width: usize) -> String {
    (0..width)
        .map(|_| char::from(*rng.pick(b"ABCDEFGHJKLMNPRSTVWZ")))
        .collect()
}
