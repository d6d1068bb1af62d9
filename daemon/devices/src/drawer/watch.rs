//! What a drawer's sensor said last: open or shut, since when, and for too long. Pure.

use std::time::{Duration, Instant};

use crate::device::{DrawerCondition, DrawerSensor, DrawerViaPrinter};

/// Watches one drawer through the level its printer reports.
#[derive(Debug)]
pub(crate) struct Watch {
    sensor: Option<DrawerSensor>,
    alarm_after: Option<Duration>,
    open: Option<bool>,
    since_ms: u64,
    /// The opening that is not over yet, also while its printer is away.
    opening: Option<Opening>,
}

#[derive(Clone, Copy, Debug)]
struct Opening {
    at: Instant,
    at_ms: u64,
    told: bool,
}

impl Watch {
    pub(crate) const fn new(config: &DrawerViaPrinter, now_ms: u64) -> Self {
        Self {
            sensor: config.sensor,
            alarm_after: config.alarm_after,
            open: None,
            since_ms: now_ms,
            opening: None,
        }
    }

    /// Returns what is known; `None` for a drawer without a sensor.
    pub(crate) fn condition(&self) -> Option<DrawerCondition> {
        self.sensor.map(|_| DrawerCondition {
            open: self.open,
            since_ms: self.since_ms,
        })
    }

    /// Takes the level of the pin, `None` when it is not known now.
    pub(crate) fn hear(
        &mut self,
        pin_high: Option<bool>,
        now_ms: u64,
        now: Instant,
    ) -> Option<DrawerCondition> {
        let sensor = self.sensor?;
        let open = pin_high.map(|high| high == sensor.open_when_high);
        if open != self.open {
            self.open = open;
            self.since_ms = now_ms;
        }
        match (open, self.opening) {
            (Some(true), None) => {
                self.opening = Some(Opening {
                    at: now,
                    at_ms: now_ms,
                    told: false,
                });
            }
            // It was open all the while its printer was away, as far as anyone can say.
            (Some(true), Some(opening)) => self.since_ms = opening.at_ms,
            (Some(false), _) => self.opening = None,
            (None, _) => {}
        }
        self.condition()
    }

    /// Calls `tell` with the moment of opening when the drawer has stood open too long; once for
    /// each opening, unless `tell` says that it was not heard.
    pub(crate) fn check(&mut self, now: Instant, tell: impl FnOnce(u64) -> bool) {
        let (Some(limit), Some(true), Some(opening)) =
            (self.alarm_after, self.open, self.opening.as_mut())
        else {
            return;
        };
        if !opening.told && now.saturating_duration_since(opening.at) >= limit {
            opening.told = tell(opening.at_ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use paper::Pin;

    use super::*;
    use crate::device::DeviceName;

    fn config(open_when_high: Option<bool>) -> DrawerViaPrinter {
        DrawerViaPrinter {
            sensor: open_when_high.map(|open_when_high| DrawerSensor { open_when_high }),
            alarm_after: Some(Duration::from_secs(60)),
            ..DrawerViaPrinter::new(DeviceName::try_new("front").unwrap(), Pin::Two)
        }
    }

    #[test]
    fn the_level_is_read_as_the_drawer_is_wired() {
        let now = Instant::now();
        for (open_when_high, high, open) in [
            (true, true, true),
            (true, false, false),
            (false, true, false),
            (false, false, true),
        ] {
            let mut watch = Watch::new(&config(Some(open_when_high)), 1);
            let told = watch.hear(Some(high), 5, now);
            let is = DrawerCondition {
                open: Some(open),
                since_ms: 5,
            };
            assert_eq!(told, Some(is));
        }
        let mut blind = Watch::new(&config(None), 1);
        assert_eq!(blind.hear(Some(true), 5, now), None);
    }

    #[test]
    fn one_opening_is_told_once_also_when_the_printer_goes_away_meanwhile() {
        let mut watch = Watch::new(&config(Some(true)), 0);
        let start = Instant::now();
        let at = |s| start + Duration::from_secs(s);
        let mut told = Vec::new();
        watch.hear(Some(true), 10, at(0));
        watch.check(at(59), |ms| {
            told.push(ms);
            true
        });
        assert!(told.is_empty());
        // The channel is full the first time.
        watch.check(at(60), |_| false);
        for s in [61, 62] {
            watch.check(at(s), |ms| {
                told.push(ms);
                true
            });
        }
        assert_eq!(told, [10]);
        assert_eq!(watch.hear(None, 20, at(63)).unwrap().open, None);
        let back = watch.hear(Some(true), 30, at(64)).unwrap();
        assert_eq!((back.open, back.since_ms), (Some(true), 10));
        watch.check(at(99), |_| panic!("told twice"));
        watch.hear(Some(false), 40, at(100));
        watch.hear(Some(true), 50, at(101));
        watch.check(at(162), |ms| {
            told.push(ms);
            true
        });
        assert_eq!(told, [10, 50]);
    }
}
