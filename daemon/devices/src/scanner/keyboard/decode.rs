//! Turns keys into the bytes that a person would have typed. Pure.

use super::layout::{Layout, by_number, char_of, compose, is_mark, keypad};
use crate::transport::evdev::Key;

/// Longest number typed while Alt is held.
const NUMBER_LEN_MAX: usize = 4;

/// Keys that change what others mean, by their codes.
mod code {
    pub(super) const TAB: u16 = 15;
    pub(super) const ENTER: u16 = 28;
    pub(super) const KEYPAD_ENTER: u16 = 96;
    pub(super) const CONTROL: [u16; 2] = [29, 97];
    pub(super) const SHIFT: [u16; 2] = [42, 54];
    pub(super) const ALT: u16 = 56;
    pub(super) const ALT_GR: u16 = 100;
    pub(super) const CAPS_LOCK: u16 = 58;
}

/// What is held down, and what waits for the next key.
#[derive(Debug)]
pub(super) struct Typist {
    layout: Layout,
    /// Left, right.
    control: [bool; 2],
    shift: [bool; 2],
    alt: bool,
    alt_gr: bool,
    caps_lock: bool,
    /// Digits typed on the keypad since Alt went down.
    number: String,
    mark: Option<char>,
}

impl Typist {
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            layout,
            control: [false; 2],
            shift: [false; 2],
            alt: false,
            alt_gr: false,
            caps_lock: false,
            number: String::new(),
            mark: None,
        }
    }

    /// Takes one key and returns what it types, mostly nothing or one character. Enter is CR.
    pub(super) fn take(&mut self, key: Key) -> String {
        match key {
            Key::Down(code) => self.down(code),
            Key::Up(code) => self.up(code),
            Key::Lost => {
                // What is held now is not known; a scanner holds nothing for long.
                let caps_lock = self.caps_lock;
                *self = Self::new(self.layout);
                self.caps_lock = caps_lock;
                String::new()
            }
        }
    }

    fn down(&mut self, code: u16) -> String {
        if self.hold(code, true) {
            return String::new();
        }
        match code {
            code::ENTER | code::KEYPAD_ENTER => return self.with_mark('\r'),
            code::TAB => return self.with_mark('\t'),
            code::CAPS_LOCK => {
                self.caps_lock = !self.caps_lock;
                return String::new();
            }
            _ => {}
        }
        if let Some(c) = keypad(code) {
            if self.alt && c.is_ascii_digit() {
                if self.number.len() < NUMBER_LEN_MAX {
                    self.number.push(c);
                }
                return String::new();
            }
            return self.with_mark(c);
        }
        let Some(c) = self.char_of(code) else {
            return String::new();
        };
        if self.is_control() {
            return control(c).map(String::from).unwrap_or_default();
        }
        if is_mark(c) && self.mark.is_none() {
            self.mark = Some(c);
            return String::new();
        }
        self.with_mark(c)
    }

    fn up(&mut self, code: u16) -> String {
        self.hold(code, false);
        if code == code::ALT {
            let number = std::mem::take(&mut self.number);
            return by_number(&number).map(String::from).unwrap_or_default();
        }
        String::new()
    }

    /// Takes note of a key that only changes others; false when it is none.
    fn hold(&mut self, code: u16, down: bool) -> bool {
        let held = match code {
            code::ALT => &mut self.alt,
            code::ALT_GR => &mut self.alt_gr,
            _ if code == code::CONTROL[0] => &mut self.control[0],
            _ if code == code::CONTROL[1] => &mut self.control[1],
            _ if code == code::SHIFT[0] => &mut self.shift[0],
            _ if code == code::SHIFT[1] => &mut self.shift[1],
            _ => return false,
        };
        *held = down;
        true
    }

    /// Control and Alt together are AltGr.
    fn is_alt_gr(&self) -> bool {
        self.alt_gr || (self.alt && self.control != [false; 2])
    }

    fn is_control(&self) -> bool {
        self.control != [false; 2] && !self.is_alt_gr()
    }

    fn char_of(&self, code: u16) -> Option<char> {
        if self.is_alt_gr() {
            return char_of(self.layout, code, 2);
        }
        let shift = self.shift != [false; 2];
        let plain = char_of(self.layout, code, usize::from(shift))?;
        // Caps Lock turns letters alone.
        let other = char_of(self.layout, code, usize::from(!shift));
        match other {
            Some(other) if self.caps_lock && plain.is_ascii_alphabetic() => Some(other),
            _ => Some(plain),
        }
    }

    fn with_mark(&mut self, c: char) -> String {
        match self.mark.take() {
            Some(mark) => compose(mark, c),
            None => c.to_string(),
        }
    }
}

/// Returns the control character of Control and a key: scanners send FNC1 as Control and `]`.
fn control(c: char) -> Option<char> {
    let c = c.to_ascii_uppercase();
    let byte = u8::try_from(c).ok()?;
    (b'@'..=b'_')
        .contains(&byte)
        .then(|| char::from(byte & 0x1f))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(layout: Layout, keys: &[Key]) -> String {
        let mut typist = Typist::new(layout);
        keys.iter().map(|key| typist.take(*key)).collect()
    }

    fn press(codes: &[u16]) -> Vec<Key> {
        codes
            .iter()
            .flat_map(|code| [Key::Down(*code), Key::Up(*code)])
            .collect()
    }

    /// Presses keys while others are held.
    fn held(held: &[u16], codes: &[u16]) -> Vec<Key> {
        let down = held.iter().map(|code| Key::Down(*code));
        let up = held.iter().map(|code| Key::Up(*code));
        down.chain(press(codes)).chain(up).collect()
    }

    #[test]
    fn keys_become_characters() {
        let (us, de, fr) = (Layout::Us, Layout::De, Layout::Fr);
        let cases = [
            (us, press(&[30, 48, 46, 28]), "abc\r"),
            (us, held(&[42], &[30, 2]), "A!"),
            (us, held(&[54], &[30]), "A"),
            (us, press(&[58, 30, 2, 58, 30]), "A1a"),
            (us, [press(&[58]), held(&[42], &[30])].concat(), "a"),
            (us, press(&[79, 80, 83, 81, 96]), "12.3\r"),
            (us, press(&[15]), "\t"),
            // FNC1 as Control and the closing bracket.
            (us, held(&[29], &[27]), "\u{1d}"),
            (us, press(&[59, 1, 14, 105]), ""),
            (de, held(&[100], &[16]), "@"),
            (de, held(&[29, 56], &[16]), "@"),
            (de, press(&[41, 57]), "^"),
            (de, press(&[13, 18]), "é"),
            (de, press(&[21, 44]), "zy"),
            (fr, press(&[16, 2]), "a&"),
            (fr, held(&[42], &[2, 3]), "12"),
            (fr, press(&[26, 28]), "^\r"),
            // Alt and a number on the keypad.
            (us, held(&[56], &[82, 76, 81]), "5"),
            (us, held(&[56], &[82, 80, 73]), "\u{1d}"),
            (
                fr,
                [held(&[56], &[77, 76]), held(&[56], &[77, 77])].concat(),
                "AB",
            ),
        ];
        for (layout, keys, want) in cases {
            assert_eq!(typed(layout, &keys), want, "{layout:?} {keys:?}");
        }
    }

    #[test]
    fn what_was_held_when_keys_were_lost_is_forgotten() {
        let keys = [Key::Down(42), Key::Lost, Key::Down(30)];
        assert_eq!(typed(Layout::Us, &keys), "a");
    }
}
