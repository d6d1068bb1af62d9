//! Recognises magnetic stripe data, so that no card number enters the process beyond this point.
//!
//! Some scanners have a swipe slot on the same cable. Track 1 starts with `%B` and track 2 with
//! `;`, each followed by the account number (ISO/IEC 7813). The bytes are never logged.

/// Fewest digits an account number has (ISO/IEC 7812-1).
const ACCOUNT_DIGITS_MIN: usize = 8;
/// Digits after a bare `;` that are taken for an account number even without the `=` after it,
/// which a read in pieces may lack.
const BARE_DIGITS_MIN: usize = 12;

/// Says whether a scan carries anything that looks like a card's track.
pub(crate) fn is_track(scan: &[u8]) -> bool {
    (0..scan.len()).any(|at| starts_track(scan.get(at..).unwrap_or_default()))
}

fn starts_track(rest: &[u8]) -> bool {
    match rest {
        // Track 1 may space its digits, and carries the holder's name after `^`.
        [b'%', b'B' | b'b', track @ ..] => {
            let digits = track
                .iter()
                .filter(|byte| **byte != b' ')
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            digits >= ACCOUNT_DIGITS_MIN || (digits > 0 && track.contains(&b'^'))
        }
        [b';', track @ ..] => {
            let digits = track
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            digits >= BARE_DIGITS_MIN
                || (digits >= ACCOUNT_DIGITS_MIN && track.get(digits) == Some(&b'='))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_track;

    #[test]
    fn tracks_are_seen_and_parts_are_not() {
        let tracks: [&[u8]; 7] = [
            b"%B4242424242424242^DOE/JANE^2812101?",
            b"%b3782 822463 10005^DOE/JANE^2812101?",
            b"%B42424242",
            b"%B1^X?",
            b";4242424242424242=2812101?",
            b";4242424242424242",
            b"x%B4242424242424242^DOE/JANE^?;4242424242424242=28?",
        ];
        for track in tracks {
            assert!(is_track(track), "{}", String::from_utf8_lossy(track));
        }
        let parts: [&[u8]; 7] = [
            b"4242424242424242",
            b"%BRAKE-PAD",
            b"%B",
            b";1234567",
            b"AB;1234=5",
            b"https://example.test/?a=1;12=3",
            b"",
        ];
        for part in parts {
            assert!(!is_track(part), "{}", String::from_utf8_lossy(part));
        }
    }
}
