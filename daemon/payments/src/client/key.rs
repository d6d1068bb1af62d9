//! The API key, which nobody may print.

use std::fmt;

/// A Stripe secret or restricted key. `Debug` and logs show only its kind.
#[derive(Clone)]
pub struct SecretKey(String);

/// Why a text is not accepted as a key. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the Stripe key is neither a restricted (rk_) nor a secret (sk_) key")]
    Malformed,
    #[error("the Stripe key is an unrestricted live key; use a restricted key (rk_live_)")]
    Unrestricted,
}

impl SecretKey {
    /// Accepts a key. An unrestricted live key in a counter PC can refund the shop empty, so it needs `allow_unrestricted`.
    ///
    /// # Errors
    /// [`KeyError`] when the text is no key or is an unrestricted live key that was not allowed.
    pub fn try_new(text: &str, allow_unrestricted: bool) -> Result<Self, KeyError> {
        let text = text.trim();
        let known = ["rk_live_", "rk_test_", "sk_live_", "sk_test_"];
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !plain
            || !known
                .iter()
                .any(|kind| text.len() > kind.len() && text.starts_with(kind))
        {
            return Err(KeyError::Malformed);
        }
        if text.starts_with("sk_live_") && !allow_unrestricted {
            return Err(KeyError::Unrestricted);
        }
        Ok(Self(text.to_owned()))
    }

    /// Whether real money moves with this key.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.0.starts_with("rk_live_") || self.0.starts_with("sk_live_")
    }

    /// The key itself, for the one header that needs it.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({}…)", self.0.get(..8).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed_and_a_live_secret_key_is_refused() {
        let key = SecretKey::try_new("rk_live_51Abc\n", false).unwrap();
        assert_eq!(format!("{key:?}"), "SecretKey(rk_live_…)");
        assert!(key.is_live());
        let refused = |text| SecretKey::try_new(text, false).unwrap_err();
        assert_eq!(refused("sk_live_51Abc"), KeyError::Unrestricted);
        assert!(SecretKey::try_new("sk_live_51Abc", true).is_ok());
        assert_eq!(refused("pk_test_51Abc"), KeyError::Malformed);
        assert_eq!(refused("sk_test_"), KeyError::Malformed);
        assert_eq!(refused("sk_test_a b"), KeyError::Malformed);
    }
}
