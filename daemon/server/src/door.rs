//! Who may come in: the Host and Origin checks that every route goes through.
//!
//! A WebSocket handshake ignores the browser's same-origin policy, so any web page could talk to a local port; only the
//! Origin check stops it (CWE-1385). A page whose name was re-pointed at this machine still says its own name in Host, so
//! Host is checked too (DNS rebinding).

/// What the settings allow.
#[derive(Debug, Clone, Default)]
pub struct DoorRules {
    /// More origins whose pages may connect, exactly as a browser spells them.
    pub allowed_origins: Vec<String>,
    /// More names under which this daemon may be called, with port.
    pub allowed_hosts: Vec<String>,
}

/// The checks, with the daemon's own names filled in.
#[derive(Debug, Clone)]
pub struct Door {
    hosts: Vec<String>,
    origins: Vec<String>,
}

/// How a caller came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A page of an allowed origin: people sign in by PIN.
    Page,
    /// A program, which sends no Origin: it needs a token.
    Program,
}

/// Why a caller was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TurnedAway {
    /// The Host header names someone else.
    #[error("this daemon does not answer to that host name")]
    Host,
    /// The page's origin is not allowed.
    #[error("pages of that origin may not connect")]
    Origin,
}

impl Door {
    /// Fills in the daemon's own names for the port it listens on.
    #[must_use]
    pub fn new(port: u16, rules: &DoorRules) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"));
        let own_origins = own.iter().map(|host| format!("http://{host}"));
        let origins = own_origins
            .chain(rules.allowed_origins.iter().cloned())
            .collect();
        let hosts = own.iter().chain(&rules.allowed_hosts).cloned().collect();
        Self { hosts, origins }
    }

    /// Checks a request's headers.
    ///
    /// # Errors
    /// [`TurnedAway`]. An absent Host is turned away; so is `Origin: null`, which sandboxed and file pages send.
    pub fn check(&self, host: Option<&str>, origin: Option<&str>) -> Result<Caller, TurnedAway> {
        let known = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        if !host.is_some_and(known) {
            return Err(TurnedAway::Host);
        }
        match origin {
            None => Ok(Caller::Program),
            Some(origin) if self.origins.iter().any(|own| own == origin) => Ok(Caller::Page),
            Some(_) => Err(TurnedAway::Origin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door() -> Door {
        let rules = DoorRules {
            allowed_origins: vec!["https://dms.example".to_owned()],
            allowed_hosts: vec!["counter1.shop.example:7420".to_owned()],
        };
        Door::new(7420, &rules)
    }

    #[test]
    fn lets_in_its_own_page_and_programs() {
        let own = Some("http://localhost:7420");
        assert_eq!(door().check(Some("localhost:7420"), own), Ok(Caller::Page));
        assert_eq!(door().check(Some("[::1]:7420"), None), Ok(Caller::Program));
        assert_eq!(
            door().check(Some("LOCALHOST:7420"), None),
            Ok(Caller::Program)
        );
        let dms = Some("https://dms.example");
        assert_eq!(
            door().check(Some("counter1.shop.example:7420"), dms),
            Ok(Caller::Page)
        );
    }

    #[test]
    fn turns_away_strangers() {
        let host = Some("127.0.0.1:7420");
        for origin in [
            "null",
            "https://evil.example",
            "http://localhost:7421",
            "https://localhost:7420",
            "",
        ] {
            assert_eq!(
                door().check(host, Some(origin)),
                Err(TurnedAway::Origin),
                "{origin}"
            );
        }
        for host in [
            None,
            Some("evil.example:7420"),
            Some("localhost"),
            Some("localhost:80"),
            Some(""),
        ] {
            assert_eq!(door().check(host, None), Err(TurnedAway::Host), "{host:?}");
        }
    }
}
