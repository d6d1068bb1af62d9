//! People's sessions: sign-in by PIN, lockout, and the token that carries a session over a reconnect.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::ids::StaffId;
use domain::people::Staff;

/// How long a session lasts without a new sign-in: a working day.
pub(crate) const SESSION_TIME: Duration = Duration::from_hours(12);
/// Wrong PINs in a row before a person is locked out.
const WRONG_MAX: u32 = 5;
/// How long the lockout lasts.
const LOCKOUT_TIME: Duration = Duration::from_mins(1);
/// Sessions kept at once; the oldest goes.
const SESSIONS_MAX: usize = 512;

/// Why a PIN could not be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// A PIN must be 4 to 8 digits.
    #[error("a PIN is 4 to 8 digits")]
    Shape,
    /// The hash could not be made.
    #[error("the PIN could not be hashed")]
    Hash,
}

/// Memory-hard, yet small enough for a counter PC: about 20 ms and 4 MiB for one try.
fn hasher() -> Result<Argon2<'static>, PinError> {
    let params = Params::new(4 * 1024, 4, 1, None).map_err(|_| PinError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a PIN into PHC string form.
///
/// # Errors
/// [`PinError`].
pub fn hash_pin(pin: &str) -> Result<String, PinError> {
    if !(4..=8).contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PinError::Shape);
    }
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|_| PinError::Hash)?;
    let hash = hasher()?
        .hash_password_with_salt(pin.as_bytes(), &salt)
        .map_err(|_| PinError::Hash)?;
    Ok(hash.to_string())
}

/// Tells whether a PIN is the one that was hashed. Slow on purpose: call it off the event loop.
pub(crate) fn pin_holds(pin: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return false;
    };
    hasher().is_ok_and(|hasher| hasher.verify_password(pin.as_bytes(), &hash).is_ok())
}

#[derive(Debug)]
struct Session {
    staff: StaffId,
    since: Instant,
}

#[derive(Debug, Default)]
struct Wrong {
    count: u32,
    last: Option<Instant>,
}

/// All sessions. They live in memory: after a restart people sign in again.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    sessions: Mutex<HashMap<String, Session>>,
    wrong: Mutex<HashMap<StaffId, Wrong>>,
}

impl Sessions {
    /// Takes note of a try before its PIN is looked at, and tells whether it may be looked at. Until
    /// [`Self::was_right`] it counts as wrong, so that guesses sent all at once are counted like any others.
    pub(crate) fn may_try(&self, staff: StaffId) -> bool {
        let Ok(mut all) = self.wrong.lock() else {
            return false;
        };
        let wrong = all.entry(staff).or_default();
        if wrong
            .last
            .is_some_and(|last| last.elapsed() >= LOCKOUT_TIME)
        {
            wrong.count = 0;
        }
        if wrong.count >= WRONG_MAX {
            return false;
        }
        wrong.count += 1;
        wrong.last = Some(Instant::now());
        true
    }

    /// Forgives what came before a right PIN.
    pub(crate) fn was_right(&self, staff: StaffId) {
        if let Ok(mut all) = self.wrong.lock() {
            all.remove(&staff);
        }
    }

    /// Starts a session and returns its token.
    pub(crate) fn start(&self, staff: &Staff) -> std::io::Result<String> {
        let token = crate::token::random_token()?;
        if let Ok(mut sessions) = self.sessions.lock() {
            sessions.retain(|_, session| session.since.elapsed() < SESSION_TIME);
            if sessions.len() >= SESSIONS_MAX
                && let Some(oldest) = sessions
                    .iter()
                    .min_by_key(|(_, s)| s.since)
                    .map(|(t, _)| t.clone())
            {
                sessions.remove(&oldest);
            }
            sessions.insert(
                token.clone(),
                Session {
                    staff: staff.id,
                    since: Instant::now(),
                },
            );
        }
        Ok(token)
    }

    /// Returns whose session a token carries.
    pub(crate) fn resume(&self, token: &str) -> Option<StaffId> {
        let sessions = self.sessions.lock().ok()?;
        let session = sessions.get(token)?;
        (session.since.elapsed() < SESSION_TIME).then_some(session.staff)
    }

    /// Ends every session of a person.
    pub(crate) fn end(&self, staff: StaffId) {
        if let Ok(mut sessions) = self.sessions.lock() {
            sessions.retain(|_, session| session.staff != staff);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_holds_only_against_its_own_hash() {
        let hash = hash_pin("4321").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(pin_holds("4321", &hash));
        assert!(!pin_holds("4322", &hash));
        assert!(!pin_holds("4321", "rubbish"));
        assert_eq!(hash_pin("12a4"), Err(PinError::Shape));
        assert_eq!(hash_pin("123"), Err(PinError::Shape));
    }

    #[test]
    fn five_wrong_pins_lock_and_a_right_one_forgives() {
        let sessions = Sessions::default();
        let staff = "0192f0c1-7c3a-7000-8000-000000000001".parse().unwrap();
        for _ in 0..5 {
            assert!(sessions.may_try(staff));
        }
        sessions.was_right(staff);
        for _ in 0..5 {
            assert!(sessions.may_try(staff));
        }
        assert!(!sessions.may_try(staff));
    }
}
