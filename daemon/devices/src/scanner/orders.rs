//! What a scanner can be told, and the desk where such orders wait for its driver.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::device::DeviceName;

/// Most orders that wait for one scanner.
const WAITING_MAX: usize = 8;

/// One thing to tell a scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScannerOrder {
    /// Sound as after a good read.
    BeepGood,
    /// Sound as after an error.
    BeepBad,
    /// Read codes again.
    Enable,
    /// Read no codes: none arrive from now on, whether or not the scanner itself obeys.
    Disable,
    /// Read a code now, as if its trigger were pulled.
    Trigger,
}

/// What a scanner that is there can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ScannerCan {
    /// It sounds when told to.
    pub beep: bool,
    /// It can itself be stopped from reading; in any case its scans are dropped here.
    pub enable: bool,
    /// It reads when told to.
    pub trigger: bool,
    /// Whether its scans arrive now.
    pub enabled: bool,
}

/// Why an order was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// There is no such device.
    #[error("telling scanner `{device}`: there is no such device")]
    NoDevice {
        /// The name that was asked for.
        device: DeviceName,
    },
    /// It is something else.
    #[error("telling scanner `{device}`: it is no scanner")]
    NoScanner {
        /// The device.
        device: DeviceName,
    },
    /// It is not there now.
    #[error("telling scanner `{device}`: it is not connected")]
    NotReady {
        /// The scanner.
        device: DeviceName,
    },
    /// It cannot do that, or nobody set up how.
    #[error("telling scanner `{device}`: it cannot do that")]
    Unable {
        /// The scanner.
        device: DeviceName,
    },
    /// It does not take the orders it already has.
    #[error("telling scanner `{device}`: it has not taken earlier orders")]
    Busy {
        /// The scanner.
        device: DeviceName,
    },
}

/// Shared by a scanner's driver and whoever gives orders.
#[derive(Debug)]
pub(crate) struct Desk(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    enabled: bool,
    /// What the open scanner can do; its `enabled` is not used.
    can: Option<ScannerCan>,
    waiting: VecDeque<ScannerOrder>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Inner {
            enabled: true,
            can: None,
            waiting: VecDeque::new(),
        }))
    }

    /// Takes an order; enabling and disabling work in any state.
    pub(crate) fn put(&self, device: &DeviceName, order: ScannerOrder) -> Result<(), OrderError> {
        let mut inner = self.inner();
        let can = inner.can;
        let device = || device.clone();
        let able = match order {
            ScannerOrder::BeepGood | ScannerOrder::BeepBad => can.map(|can| can.beep),
            ScannerOrder::Trigger => can.map(|can| can.trigger),
            ScannerOrder::Enable | ScannerOrder::Disable => {
                inner.enabled = order == ScannerOrder::Enable;
                if can.is_none_or(|can| !can.enable) {
                    return Ok(());
                }
                // The last word counts, and it must never find the desk full.
                inner.waiting.retain(|waiting| {
                    !matches!(waiting, ScannerOrder::Enable | ScannerOrder::Disable)
                });
                inner.waiting.push_back(order);
                return Ok(());
            }
        };
        match able {
            None => Err(OrderError::NotReady { device: device() }),
            Some(false) => Err(OrderError::Unable { device: device() }),
            Some(true) if inner.waiting.len() >= WAITING_MAX => {
                Err(OrderError::Busy { device: device() })
            }
            Some(true) => {
                inner.waiting.push_back(order);
                Ok(())
            }
        }
    }

    /// Is told by the driver that the scanner is open and what it can do.
    pub(crate) fn opened(&self, can: ScannerCan) {
        let mut inner = self.inner();
        inner.waiting.clear();
        if can.enable && !inner.enabled {
            inner.waiting.push_back(ScannerOrder::Disable);
        }
        inner.can = Some(can);
    }

    /// Is told by the driver that the scanner went away; what waits is void.
    pub(crate) fn closed(&self) {
        let mut inner = self.inner();
        inner.can = None;
        inner.waiting.clear();
    }

    pub(crate) fn take(&self) -> Option<ScannerOrder> {
        self.inner().waiting.pop_front()
    }

    pub(crate) fn is_enabled(&self) -> bool {
        self.inner().enabled
    }

    pub(crate) fn shown(&self) -> ScannerCan {
        let inner = self.inner();
        ScannerCan {
            enabled: inner.enabled,
            ..inner.can.unwrap_or_default()
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Each change is made whole, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_taken_only_by_a_scanner_that_can() {
        let gun = DeviceName::try_new("gun").unwrap();
        let desk = Desk::new();
        let refused = desk.put(&gun, ScannerOrder::BeepGood).unwrap_err();
        assert!(matches!(refused, OrderError::NotReady { .. }));
        desk.opened(ScannerCan {
            beep: true,
            ..ScannerCan::default()
        });
        let refused = desk.put(&gun, ScannerOrder::Trigger).unwrap_err();
        assert!(matches!(refused, OrderError::Unable { .. }));
        for _ in 0..WAITING_MAX {
            desk.put(&gun, ScannerOrder::BeepBad).unwrap();
        }
        let refused = desk.put(&gun, ScannerOrder::BeepGood).unwrap_err();
        assert!(matches!(refused, OrderError::Busy { .. }));
        assert_eq!(desk.take(), Some(ScannerOrder::BeepBad));
        desk.closed();
        assert_eq!(desk.take(), None);
    }

    #[test]
    fn the_last_word_on_reading_counts_and_outlives_a_replug() {
        let gun = DeviceName::try_new("gun").unwrap();
        let desk = Desk::new();
        let can = ScannerCan {
            enable: true,
            ..ScannerCan::default()
        };
        desk.opened(can);
        desk.put(&gun, ScannerOrder::Disable).unwrap();
        desk.put(&gun, ScannerOrder::Enable).unwrap();
        desk.put(&gun, ScannerOrder::Disable).unwrap();
        assert_eq!(
            (desk.take(), desk.take()),
            (Some(ScannerOrder::Disable), None)
        );
        desk.closed();
        assert!(!desk.is_enabled());
        desk.opened(can);
        assert_eq!(desk.take(), Some(ScannerOrder::Disable));
        assert!(desk.shown().enable && !desk.shown().enabled);
    }
}
