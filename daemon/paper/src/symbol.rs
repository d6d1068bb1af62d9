//! Machine-readable symbols: linear barcodes and QR codes, checked before they reach a printer.

use barcoders::sym::{code39::Code39, code128::Code128, ean13::EAN13};
use qrcode::{Color, EcLevel, QrCode};

use crate::data_matrix::DataMatrix;

/// A linear symbology this crate can print, decode and draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// Printable ASCII, 1..=80 characters.
    Code128,
    /// Digits, capitals and `-. $/+%`, 1..=80 characters; the start and stop `*` are added by the printer.
    Code39,
    /// 13 digits, the last a check digit.
    Ean13,
    /// 12 digits, the last a check digit.
    UpcA,
}

impl Symbology {
    /// Every symbology.
    pub const ALL: [Self; 4] = [Self::Code128, Self::Code39, Self::Ean13, Self::UpcA];
}

/// Where the human-readable text of a barcode goes (`GS H`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hri {
    None,
    Above,
    #[default]
    Below,
    Both,
}

/// A barcode whose data its symbology accepts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Barcode {
    symbology: Symbology,
    data: String,
    /// Bar height in dots, 1..=255 (`GS h`).
    pub height_dots: u8,
    /// Width of the narrowest bar in dots, 1..=6 (`GS w`). Layout narrows it to fit the paper.
    pub module_dots: u8,
    pub hri: Hri,
}

/// Why data cannot be this barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BarcodeError {
    #[error("{symbology:?} barcode cannot hold {len} characters")]
    Length { symbology: Symbology, len: usize },
    #[error("{symbology:?} barcode cannot hold the character {character:?}")]
    Character {
        symbology: Symbology,
        character: char,
    },
    #[error("{symbology:?} barcode has check digit {found}, should be {expected}")]
    CheckDigit {
        symbology: Symbology,
        expected: char,
        found: char,
    },
}

impl Barcode {
    /// Longest Code 128 or Code 39 data accepted.
    pub const LEN_MAX: usize = 80;

    /// Returns a barcode 80 dots high with 2-dot modules and its text below.
    ///
    /// EAN-13 and UPC-A may be given without their check digit, which is then added.
    ///
    /// # Errors
    /// When the symbology cannot hold `data`, or a given check digit is wrong.
    pub fn try_new(symbology: Symbology, data: &str) -> Result<Self, BarcodeError> {
        let data = match symbology {
            Symbology::Code128 => checked_chars(symbology, data, |c| matches!(c, ' '..='~'))?,
            Symbology::Code39 => checked_chars(symbology, data, is_code39)?,
            Symbology::Ean13 => with_check_digit(symbology, data, 12)?,
            Symbology::UpcA => with_check_digit(symbology, data, 11)?,
        };
        Ok(Self {
            symbology,
            data,
            height_dots: 80,
            module_dots: 2,
            hri: Hri::Below,
        })
    }

    pub fn symbology(&self) -> Symbology {
        self.symbology
    }

    /// The data, with the check digit of EAN-13 and UPC-A, without the `*` of Code 39.
    pub fn data(&self) -> &str {
        &self.data
    }

    /// Returns whether Code 128 sends this data two digits at a time (code set C).
    pub(crate) fn is_code_set_c(&self) -> bool {
        self.data.len().is_multiple_of(2) && self.data.bytes().all(|b| b.is_ascii_digit())
    }

    /// Returns the bars as modules left to right, `true` = black, without quiet zones.
    pub fn modules(&self) -> Vec<bool> {
        // The library names code sets with these letters: Ɓ starts set B, Ć starts set C.
        let bars = match self.symbology {
            Symbology::Code128 if self.is_code_set_c() => {
                Code128::new(format!("Ć{}", self.data)).map(|c| c.encode())
            }
            Symbology::Code128 => Code128::new(format!("Ɓ{}", self.data)).map(|c| c.encode()),
            Symbology::Code39 => Code39::new(&self.data).map(|c| c.encode()),
            Symbology::Ean13 => EAN13::new(&self.data[..12]).map(|c| c.encode()),
            Symbology::UpcA => EAN13::new(format!("0{}", &self.data[..11])).map(|c| c.encode()),
        };
        bars.unwrap_or_default()
            .into_iter()
            .map(|module| module != 0)
            .collect()
    }
}

fn checked_chars(
    symbology: Symbology,
    data: &str,
    accepts: fn(char) -> bool,
) -> Result<String, BarcodeError> {
    if let Some(character) = data.chars().find(|c| !accepts(*c)) {
        return Err(BarcodeError::Character {
            symbology,
            character,
        });
    }
    let len = data.len();
    if len == 0 || len > Barcode::LEN_MAX {
        return Err(BarcodeError::Length { symbology, len });
    }
    Ok(data.to_owned())
}

fn is_code39(c: char) -> bool {
    matches!(c, '0'..='9' | 'A'..='Z' | '-' | '.' | ' ' | '$' | '/' | '+' | '%')
}

fn with_check_digit(
    symbology: Symbology,
    data: &str,
    body_len: usize,
) -> Result<String, BarcodeError> {
    if let Some(character) = data.chars().find(|c| !c.is_ascii_digit()) {
        return Err(BarcodeError::Character {
            symbology,
            character,
        });
    }
    if data.len() != body_len && data.len() != body_len + 1 {
        return Err(BarcodeError::Length {
            symbology,
            len: data.len(),
        });
    }
    let body = &data[..body_len];
    // GS1 General Specifications 7.9: weights 3 and 1 alternate, 3 at the digit beside the check digit.
    let sum: u32 = body
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let expected = char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0');
    match data[body_len..].chars().next() {
        Some(found) if found != expected => Err(BarcodeError::CheckDigit {
            symbology,
            expected,
            found,
        }),
        _ => Ok(format!("{body}{expected}")),
    }
}

/// How much of a QR code may be damaged and still read (`GS ( k` function 169).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum QrCorrection {
    /// About 7 %.
    L,
    /// About 15 %.
    #[default]
    M,
    /// About 25 %.
    Q,
    /// About 30 %.
    H,
}

/// A QR code (model 2) whose data fits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Qr {
    data: Vec<u8>,
    correction: QrCorrection,
    /// Side of one module in dots, 1..=16 (`GS ( k` function 167). Layout narrows it to fit the paper.
    pub module_dots: u8,
}

/// Why data cannot be a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    #[error("qr code cannot hold {len} bytes at this correction level")]
    Length { len: usize },
}

impl Qr {
    /// Longest data any QR code of model 2 takes, in bytes (40-L, digits only).
    pub const LEN_MAX: usize = 7089;

    /// Returns a QR code with 4-dot modules.
    ///
    /// # Errors
    /// When `data` is empty or does not fit in version 40 at this correction level.
    pub fn try_new(data: impl Into<Vec<u8>>, correction: QrCorrection) -> Result<Self, QrError> {
        let data = data.into();
        let len = data.len();
        let qr = Self {
            data,
            correction,
            module_dots: 4,
        };
        if len == 0 || len > Self::LEN_MAX || qr.code().is_none() {
            return Err(QrError::Length { len });
        }
        Ok(qr)
    }

    pub fn data(&self) -> &[u8] {
        &self.data
    }

    pub fn correction(&self) -> QrCorrection {
        self.correction
    }

    /// Returns the side in modules and the modules row by row, `true` = black, without the quiet zone.
    pub fn modules(&self) -> (usize, Vec<bool>) {
        match self.code() {
            Some(code) => (
                code.width(),
                code.into_colors()
                    .into_iter()
                    .map(|c| c == Color::Dark)
                    .collect(),
            ),
            None => (0, Vec::new()),
        }
    }

    fn code(&self) -> Option<QrCode> {
        let level = match self.correction {
            QrCorrection::L => EcLevel::L,
            QrCorrection::M => EcLevel::M,
            QrCorrection::Q => EcLevel::Q,
            QrCorrection::H => EcLevel::H,
        };
        QrCode::with_error_correction_level(&self.data, level).ok()
    }
}

/// Any machine-readable symbol, for models that leave the choice to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Symbol {
    Barcode(Barcode),
    Qr(Qr),
    DataMatrix(DataMatrix),
}

impl Symbol {
    /// Returns the modules as columns, rows and colours row by row (`true` = black), without quiet zone.
    /// A linear barcode is one row.
    pub fn modules(&self) -> (usize, usize, Vec<bool>) {
        match self {
            Self::Barcode(barcode) => {
                let modules = barcode.modules();
                (modules.len(), 1, modules)
            }
            Self::Qr(qr) => square(qr.modules()),
            Self::DataMatrix(code) => square(code.modules()),
        }
    }

    /// White the symbol needs left and right (codes with two dimensions: all around), in modules.
    ///
    /// Sources: Code 128 and Code 39, 10 (ISO/IEC 15417 and 16388); EAN/UPC, 11 (GS1 General
    /// Specifications 5.2.3.4, the wider side); QR, 4 (ISO/IEC 18004); Data Matrix, 1 (ISO/IEC 16022).
    pub fn quiet_modules(&self) -> u32 {
        match self {
            Self::Barcode(barcode) => match barcode.symbology() {
                Symbology::Code128 | Symbology::Code39 => 10,
                Symbology::Ean13 | Symbology::UpcA => 11,
            },
            Self::Qr(_) => 4,
            Self::DataMatrix(_) => 1,
        }
    }

    /// Returns the data as text, for people and for paper too narrow for the symbol.
    pub fn text(&self) -> String {
        match self {
            Self::Barcode(barcode) => barcode.data().to_owned(),
            Self::Qr(qr) => String::from_utf8_lossy(qr.data()).into_owned(),
            Self::DataMatrix(code) => String::from_utf8_lossy(code.data()).into_owned(),
        }
    }
}

fn square((side, modules): (usize, Vec<bool>)) -> (usize, usize, Vec<bool>) {
    (side, side, modules)
}
