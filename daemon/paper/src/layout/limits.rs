//! What a printer language can express, so that layout asks for nothing else.

use std::ops::RangeInclusive;

use crate::document::{Cut, Pin, Pulse};
use crate::printed::LINE_SPACING_DOTS;
use crate::symbol::Symbology;

/// How a printer can cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cutter {
    /// It has none; the paper is torn off.
    None,
    /// It leaves a point uncut, whatever is asked.
    Partial,
    /// Both ways.
    #[default]
    Full,
}

impl Cutter {
    /// Returns the cut that is made when `wanted` is asked for.
    pub fn cut(self, wanted: Cut) -> Option<Cut> {
        match self {
            Self::None => None,
            Self::Partial => Some(Cut::Partial),
            Self::Full => Some(wanted),
        }
    }
}

/// Bounds of a printer and its language.
#[derive(Debug, Clone)]
pub struct Limits {
    /// From one text line to the next, in dots.
    pub line_spacing_dots: u32,
    /// Largest magnification of characters, 1..=8.
    pub magnification_max: u8,
    /// Widths of a barcode's narrowest bar the language can say, in dots.
    pub module_dots: RangeInclusive<u8>,
    /// Code 39 characters are 16 modules wide where wide bars are three modules (GS1 symbols have no such choice).
    pub code39_is_wide: bool,
    /// Whether text can stand above a barcode.
    pub hri_above: bool,
    /// Symbologies the printer draws itself; the others become pictures.
    pub barcodes: Vec<Symbology>,
    /// Whether the printer draws QR codes itself; else they become pictures.
    pub qr: bool,
    /// Largest module of a QR code the printer draws, in dots.
    pub qr_module_dots_max: u8,
    /// Widest picture, in dots.
    pub picture_dots_max: u32,
    /// Pictures are a multiple of this many rows high.
    pub picture_rows: u32,
    /// Drawer pins there are. A pulse on another goes to the first; without any, nowhere.
    pub drawer_pins: Vec<Pin>,
    /// Brings a pulse to times the language can say.
    pub pulse: fn(Pulse) -> Pulse,
}

impl Limits {
    /// All that ESC/POS can say, on a printer that draws no symbol by itself and has no drawer.
    pub const ESC_POS: Self = Self {
        line_spacing_dots: LINE_SPACING_DOTS,
        magnification_max: 8,
        module_dots: 1..=6,
        code39_is_wide: false,
        hri_above: true,
        barcodes: Vec::new(),
        qr: false,
        qr_module_dots_max: 16,
        picture_dots_max: u32::MAX,
        picture_rows: 1,
        drawer_pins: Vec::new(),
        pulse: even,
    };

    /// All that ESC/POS can say, on a printer that has everything.
    pub fn esc_pos() -> Self {
        Self {
            barcodes: Symbology::ALL.to_vec(),
            qr: true,
            drawer_pins: vec![Pin::Two, Pin::Five],
            ..Self::ESC_POS
        }
    }

    /// Returns the pulse that is sent when `wanted` is asked for.
    pub(super) fn pulse_for(&self, wanted: Pulse) -> Option<Pulse> {
        let has = self.drawer_pins.contains(&wanted.pin);
        let pin = if has {
            wanted.pin
        } else {
            *self.drawer_pins.first()?
        };
        Some((self.pulse)(Pulse { pin, ..wanted }))
    }
}

/// Brings times to what `ESC p` can say: even, at least 2 ms on, at most [`Pulse::MS_MAX`].
fn even(pulse: Pulse) -> Pulse {
    let step = |ms: u16| (ms.min(Pulse::MS_MAX) / 2) * 2;
    Pulse {
        pin: pulse.pin,
        on_ms: step(pulse.on_ms).max(2),
        off_ms: step(pulse.off_ms),
    }
}
