//! Orders for a device's thread: a short queue that outlives the thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Most orders that wait.
const LEN_MAX: usize = 8;

/// The queue of one device.
#[derive(Debug)]
pub(crate) struct Inbox<T> {
    orders: Mutex<VecDeque<T>>,
    came: Condvar,
}

impl<T> Default for Inbox<T> {
    fn default() -> Self {
        Self {
            orders: Mutex::default(),
            came: Condvar::new(),
        }
    }
}

impl<T> Inbox<T> {
    /// Takes an order; gives it back when there is no room.
    pub(crate) fn push(&self, order: T) -> Result<(), T> {
        let mut orders = self.lock();
        if orders.len() >= LEN_MAX {
            return Err(order);
        }
        orders.push_back(order);
        drop(orders);
        self.came.notify_one();
        Ok(())
    }

    /// Takes an order in place of all that wait: only the last of them matters.
    pub(crate) fn replace(&self, order: T) {
        let mut orders = self.lock();
        orders.clear();
        orders.push_back(order);
        drop(orders);
        self.came.notify_one();
    }

    /// Waits at most this long for an order.
    pub(crate) fn wait(&self, wait: Duration) -> Option<T> {
        let orders = self.lock();
        let (mut orders, _) = self
            .came
            .wait_timeout_while(orders, wait, |orders| orders.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        orders.pop_front()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<T>> {
        // Every change above is complete before anything can panic.
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_come_in_turn_and_have_an_end() {
        let inbox = Inbox::default();
        for number in 0..LEN_MAX {
            inbox.push(number).unwrap();
        }
        assert_eq!(inbox.push(99), Err(99));
        assert_eq!(inbox.wait(Duration::ZERO), Some(0));
        inbox.replace(7);
        assert_eq!(inbox.wait(Duration::ZERO), Some(7));
        assert_eq!(inbox.wait(Duration::ZERO), None);
    }
}
