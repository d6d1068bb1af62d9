//! A scanner that types, in memory: keys as the kernel would tell them.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::layout::{self, Layout};
use crate::scanner::config::{KeyOpener, KeyboardScanner};
use crate::transport::evdev::{Key, KeySource, KeySourceError};

const ENTER: u16 = 28;
const CONTROL: u16 = 29;
const SHIFT: u16 = 42;
const ALT: u16 = 56;
const ALT_GR: u16 = 100;
/// The keypad from 0 to 9.
const KEYPAD: [u16; 10] = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73];
/// The key of the closing bracket, which with Control is the group separator.
const BRACKET: u16 = 27;
/// The address it gives itself.
const AT: &str = "05e0:1200";
/// Most keys read at once.
const READ_MAX: usize = 64;

/// A typing scanner that can be unplugged.
#[derive(Clone, Debug)]
pub struct SimKeyboard {
    layout: Layout,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    plugged: bool,
    /// Counts how often it was plugged in: a source belongs to one of them.
    plugs: u64,
    /// How many sources keep it to themselves now.
    grabs: u32,
    keys: VecDeque<Key>,
}

impl SimKeyboard {
    /// Plugs a scanner in that was set to a layout.
    pub fn start(layout: Layout) -> Self {
        let sim = Self {
            layout,
            shared: Arc::default(),
        };
        sim.replug();
        sim
    }

    /// Returns the settings that reach it.
    pub fn config(&self) -> KeyboardScanner {
        let sim = self.clone();
        KeyboardScanner {
            layout: self.layout,
            opener: Some(KeyOpener(Arc::new(move || sim.open()))),
            ..KeyboardScanner::new(AT)
        }
    }

    /// Types a code as scanners ship: the data, then Enter.
    pub fn scan(&self, text: &str) {
        self.write(text);
        self.press(&[Key::Down(ENTER), Key::Up(ENTER)]);
    }

    /// Types text without an end.
    pub fn write(&self, text: &str) {
        let keys: Vec<Key> = text.chars().flat_map(|c| self.keys_of(c)).collect();
        self.press(&keys);
    }

    /// Sends keys as they are; nothing happens when it is unplugged.
    pub fn press(&self, keys: &[Key]) {
        let mut inside = self.inside();
        if inside.plugged {
            inside.keys.extend(keys);
        }
        self.shared.changed.notify_all();
    }

    /// Says whether a driver keeps the keyboard to itself now.
    pub fn is_grabbed(&self) -> bool {
        self.inside().grabs > 0
    }

    /// Pulls the cable; what was typed before is still read.
    pub fn unplug(&self) {
        self.inside().plugged = false;
        self.shared.changed.notify_all();
    }

    /// Puts the cable back; nothing happens when it is in.
    pub fn replug(&self) {
        let mut inside = self.inside();
        if !inside.plugged {
            inside.plugged = true;
            inside.plugs += 1;
            inside.keys.clear();
        }
    }

    /// Types what the layout lacks by its number, as scanners do.
    fn keys_of(&self, c: char) -> Vec<Key> {
        let (hold, codes) = match (c, layout::key_of(self.layout, c)) {
            ('\r' | '\n', _) => (None, vec![ENTER]),
            ('\u{1d}', _) if self.layout == Layout::Us => (Some(CONTROL), vec![BRACKET]),
            (_, Some((code, level))) => {
                let hold = [None, Some(SHIFT), Some(ALT_GR)];
                (hold.get(level).copied().flatten(), vec![code])
            }
            (_, None) => {
                let number = format!("0{}", u32::from(c));
                let digits = number.chars().filter_map(|c| c.to_digit(10));
                let codes = digits.filter_map(|digit| KEYPAD.get(usize::try_from(digit).ok()?));
                (Some(ALT), codes.copied().collect())
            }
        };
        let pressed = codes
            .into_iter()
            .flat_map(|code| [Key::Down(code), Key::Up(code)]);
        let down = hold.map(Key::Down);
        down.into_iter()
            .chain(pressed)
            .chain(hold.map(Key::Up))
            .collect()
    }

    fn open(&self) -> Result<Box<dyn KeySource>, KeySourceError> {
        let mut inside = self.inside();
        if !inside.plugged {
            return Err(KeySourceError::Absent { at: AT.to_owned() });
        }
        inside.grabs += 1;
        Ok(Box::new(SimSource {
            plug: inside.plugs,
            sim: self.clone(),
        }))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        let state = self.shared.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection to it.
#[derive(Debug)]
struct SimSource {
    sim: SimKeyboard,
    plug: u64,
}

impl Drop for SimSource {
    fn drop(&mut self) {
        self.sim.inside().grabs -= 1;
    }
}

impl KeySource for SimSource {
    fn read(&mut self, wait: Duration) -> io::Result<Vec<Key>> {
        let mut inside = self.sim.inside();
        if inside.plugged && inside.plugs == self.plug && inside.keys.is_empty() {
            let waited = self.sim.shared.changed.wait_timeout(inside, wait);
            inside = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if inside.plugs == self.plug && !inside.keys.is_empty() {
            let len = inside.keys.len().min(READ_MAX);
            return Ok(inside.keys.drain(..len).collect());
        }
        if inside.plugged && inside.plugs == self.plug {
            return Ok(Vec::new());
        }
        Err(io::ErrorKind::NotConnected.into())
    }
}
