//! Who has a device for themselves. Reading is shared by all; a claim keeps what others send away until it ends.
//!
//! A claim ends when it is given back, runs out, loses its connection, or is asked for by somebody else and not kept within
//! [`ANSWER_TIME`]: as long as an application may take to be done with a device before it goes to the next in
//! Windows' `PointOfService` (`ReleaseDeviceRequested`), whose manner this is. Pure: time and names are given.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// How long a holder has to keep a device that somebody else asks for.
pub(crate) const ANSWER_TIME: Duration = Duration::from_secs(2);

/// A connection with the name it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) connection: u64,
    pub(crate) name: String,
}

/// A device that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) by: Party,
    /// Counts the claims of this device.
    pub(crate) fence: u64,
    pub(crate) until: Instant,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is theirs; whoever had it before has lost it.
    Granted { held: Held, lost: Option<Party> },
    /// The holder is to be asked first.
    Ask { holder: Party },
    /// Somebody has it, and keeps it.
    Refused { holder: Party },
}

#[derive(Debug, Default)]
struct Row {
    fence: u64,
    held: Option<Held>,
    asked: Option<Asked>,
}

/// Somebody waits for a holder's word.
#[derive(Debug)]
struct Asked {
    by: Party,
    /// The holder said that it keeps the device.
    kept: bool,
}

/// The claims of all devices.
#[derive(Debug, Default)]
pub(crate) struct Leases {
    rows: Mutex<BTreeMap<String, Row>>,
    changed: Notify,
}

impl Leases {
    /// Asks for a device, or for more time with one.
    pub(crate) fn claim(&self, device: &str, by: &Party, ttl: Duration, now: Instant) -> Claim {
        let mut rows = self.rows();
        let row = rows.entry(device.to_owned()).or_default();
        match row.holder(now).cloned() {
            Some(held) if held.by.connection != by.connection => {
                if row.asked.is_some() {
                    return Claim::Refused { holder: held.by };
                }
                row.asked = Some(Asked {
                    by: by.clone(),
                    kept: false,
                });
                Claim::Ask { holder: held.by }
            }
            Some(_) | None => Claim::Granted {
                held: row.give(by, ttl, now),
                lost: None,
            },
        }
    }

    /// Waits for the holder's word after [`Claim::Ask`], then decides.
    pub(crate) async fn settle(&self, device: &str, by: &Party, ttl: Duration) -> Claim {
        let deadline = tokio::time::Instant::now() + ANSWER_TIME;
        loop {
            let changed = self.changed.notified();
            if self.is_answered(device, by) {
                break;
            }
            if tokio::time::timeout_at(deadline, changed).await.is_err() {
                break;
            }
        }
        self.decide(device, by, ttl, Instant::now())
    }

    /// Tells whether waiting any longer changes nothing.
    fn is_answered(&self, device: &str, by: &Party) -> bool {
        let mut rows = self.rows();
        let Some(row) = rows.get_mut(device) else {
            return true;
        };
        let kept = row
            .asked
            .as_ref()
            .is_none_or(|asked| asked.kept || asked.by != *by);
        kept || row.holder(Instant::now()).is_none()
    }

    /// Ends the wait of whoever asked: the device is theirs unless its holder kept it.
    fn decide(&self, device: &str, by: &Party, ttl: Duration, now: Instant) -> Claim {
        let mut rows = self.rows();
        let row = rows.entry(device.to_owned()).or_default();
        let kept = match &row.asked {
            Some(asked) if asked.by == *by => {
                let kept = asked.kept;
                row.asked = None;
                kept
            }
            // A manager took the device meanwhile.
            Some(_) | None => true,
        };
        match row.holder(now).cloned() {
            Some(held) if kept && held.by.connection != by.connection => {
                Claim::Refused { holder: held.by }
            }
            held => Claim::Granted {
                lost: held
                    .map(|held| held.by)
                    .filter(|holder| holder.connection != by.connection),
                held: row.give(by, ttl, now),
            },
        }
    }

    /// Keeps a device that somebody asked for; false when they do not hold it.
    pub(crate) fn retain(&self, device: &str, connection: u64, now: Instant) -> bool {
        let mut rows = self.rows();
        let Some(row) = rows.get_mut(device) else {
            return false;
        };
        let holds = row
            .holder(now)
            .is_some_and(|held| held.by.connection == connection);
        if holds && let Some(asked) = &mut row.asked {
            asked.kept = true;
        }
        drop(rows);
        self.changed.notify_waiters();
        holds
    }

    /// Takes a device from whoever holds it.
    pub(crate) fn take(&self, device: &str, by: &Party, ttl: Duration, now: Instant) -> Claim {
        let mut rows = self.rows();
        let row = rows.entry(device.to_owned()).or_default();
        row.asked = None;
        let lost = row.holder(now).map(|held| held.by.clone());
        let held = row.give(by, ttl, now);
        drop(rows);
        self.changed.notify_waiters();
        Claim::Granted {
            lost: lost.filter(|holder| holder.connection != by.connection),
            held,
        }
    }

    /// Gives a device back; false when they do not hold it.
    pub(crate) fn release(&self, device: &str, connection: u64, now: Instant) -> bool {
        let mut rows = self.rows();
        let Some(row) = rows.get_mut(device) else {
            return false;
        };
        let holds = row
            .holder(now)
            .is_some_and(|held| held.by.connection == connection);
        if holds {
            row.held = None;
        }
        drop(rows);
        self.changed.notify_waiters();
        holds
    }

    /// Gives back everything a connection that has gone held, and what it asked for. Returns the devices.
    pub(crate) fn gone(&self, connection: u64) -> Vec<String> {
        let mut freed = Vec::new();
        let mut rows = self.rows();
        for (device, row) in rows.iter_mut() {
            let held = row.held.as_ref();
            if held.is_some_and(|held| held.by.connection == connection) {
                row.held = None;
                freed.push(device.clone());
            }
            let asked = row.asked.as_ref();
            if asked.is_some_and(|asked| asked.by.connection == connection) {
                row.asked = None;
            }
        }
        drop(rows);
        self.changed.notify_waiters();
        freed
    }

    /// Ends the claims that have run out. Returns each with its device.
    pub(crate) fn run_out(&self, now: Instant) -> Vec<(String, Party)> {
        let mut ended = Vec::new();
        for (device, row) in self.rows().iter_mut() {
            if let Some(held) = row.held.take_if(|held| held.until <= now) {
                ended.push((device.clone(), held.by));
            }
        }
        ended
    }

    /// Returns who holds a device.
    pub(crate) fn holder(&self, device: &str, now: Instant) -> Option<Held> {
        self.rows()
            .get_mut(device)
            .and_then(|row| row.holder(now).cloned())
    }

    fn rows(&self) -> MutexGuard<'_, BTreeMap<String, Row>> {
        // Each change is whole before anything can panic.
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Row {
    /// A claim that has run out holds nothing, whether or not somebody has noticed.
    fn holder(&self, now: Instant) -> Option<&Held> {
        self.held.as_ref().filter(|held| held.until > now)
    }

    fn give(&mut self, by: &Party, ttl: Duration, now: Instant) -> Held {
        let renewed = self
            .holder(now)
            .is_some_and(|held| held.by.connection == by.connection);
        if !renewed {
            self.fence = self.fence.saturating_add(1);
        }
        let held = Held {
            by: by.clone(),
            fence: self.fence,
            until: now + ttl,
        };
        self.held = Some(held.clone());
        held
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TTL: Duration = Duration::from_secs(30);

    fn party(connection: u64) -> Party {
        let name = format!("program {connection}");
        Party { connection, name }
    }

    fn granted(claim: &Claim) -> (u64, Option<u64>) {
        match claim {
            Claim::Granted { held, lost } => {
                (held.fence, lost.as_ref().map(|party| party.connection))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_free_device_is_given_and_a_claim_repeated_is_the_same_one() {
        let (leases, now) = (Leases::default(), Instant::now());
        let first = leases.claim("printer", &party(1), TTL, now);
        assert_eq!(granted(&first), (1, None));
        let later = now + Duration::from_secs(20);
        assert_eq!(
            granted(&leases.claim("printer", &party(1), TTL, later)).0,
            1
        );
        let held = leases
            .holder("printer", now + Duration::from_secs(45))
            .unwrap();
        assert_eq!(held.by, party(1), "it was claimed again after 20 s");
        assert_eq!(
            leases.holder("printer", now + Duration::from_secs(51)),
            None
        );
    }

    #[test]
    fn what_has_run_out_goes_to_the_next_and_has_a_new_number() {
        let (leases, now) = (Leases::default(), Instant::now());
        leases.claim("printer", &party(1), TTL, now);
        let later = now + TTL;
        assert_eq!(leases.run_out(later), [("printer".to_owned(), party(1))]);
        assert_eq!(leases.run_out(later), []);
        assert_eq!(
            granted(&leases.claim("printer", &party(2), TTL, later)).0,
            2
        );
        assert!(
            !leases.release("printer", 1, later),
            "it is no longer theirs"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_holder_loses_the_device_after_two_seconds() {
        let leases = Leases::default();
        leases.claim("printer", &party(1), TTL, Instant::now());
        let asked = leases.claim("printer", &party(2), TTL, Instant::now());
        assert_eq!(asked, Claim::Ask { holder: party(1) });
        let began = tokio::time::Instant::now();
        let won = leases.settle("printer", &party(2), TTL).await;
        assert_eq!(granted(&won), (2, Some(1)));
        assert_eq!(began.elapsed().as_secs(), ANSWER_TIME.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_holder_that_keeps_it_has_it_and_the_other_learns_who() {
        let leases = Leases::default();
        leases.claim("printer", &party(1), TTL, Instant::now());
        leases.claim("printer", &party(2), TTL, Instant::now());
        let third = leases.claim("printer", &party(3), TTL, Instant::now());
        assert_eq!(
            third,
            Claim::Refused { holder: party(1) },
            "one asks at a time"
        );
        assert!(leases.retain("printer", 1, Instant::now()));
        let lost = leases.settle("printer", &party(2), TTL).await;
        assert_eq!(lost, Claim::Refused { holder: party(1) });
        assert!(
            !leases.retain("printer", 2, Instant::now()),
            "only its holder keeps it"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_holder_that_leaves_need_not_be_waited_for() {
        let leases = Leases::default();
        leases.claim("printer", &party(1), TTL, Instant::now());
        leases.claim("printer", &party(2), TTL, Instant::now());
        assert_eq!(leases.gone(1), ["printer"]);
        let began = tokio::time::Instant::now();
        let won = leases.settle("printer", &party(2), TTL).await;
        assert_eq!(granted(&won), (2, None));
        assert_eq!(began.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_manager_took_is_not_lost_to_somebody_who_asked_before() {
        let leases = Leases::default();
        leases.claim("printer", &party(1), TTL, Instant::now());
        leases.claim("printer", &party(2), TTL, Instant::now());
        let taken = leases.take("printer", &party(9), TTL, Instant::now());
        assert_eq!(granted(&taken), (2, Some(1)));
        let lost = leases.settle("printer", &party(2), TTL).await;
        assert_eq!(lost, Claim::Refused { holder: party(9) });
    }
}
