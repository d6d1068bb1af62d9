//! AIM symbology identifiers: `]`, a code letter, a modifier, before the data.
//!
//! Letters and modifiers are those of ISO/IEC 15424. Scanners send them only when set to.

/// The family of a barcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbology {
    /// `]A`: VIN plates of older cars.
    Code39,
    /// `]C` except `]C1`.
    Code128,
    /// `]C1`: Code 128 with GS1 application identifiers.
    Gs1128,
    /// `]d` except `]d2` and `]d5`: parts marked by laser, door labels.
    DataMatrix,
    /// `]d2` and `]d5`: Data Matrix with GS1 application identifiers.
    Gs1DataMatrix,
    /// `]E` except `]E4`: EAN-13, UPC-A and UPC-E, sent as 13 digits.
    Ean13,
    /// UPC-E, from scanners that tell it apart; sent as 6, 8 or 12 digits.
    UpcE,
    /// `]E4`.
    Ean8,
    /// `]e`.
    Gs1DataBar,
    /// `]F`.
    Codabar,
    /// `]G`.
    Code93,
    /// `]H`.
    Code11,
    /// `]I`: outer cartons.
    Interleaved2of5,
    /// `]L`: driving licences.
    Pdf417,
    /// `]M`.
    Msi,
    /// `]Q` except `]Q3` and `]Q4`.
    QrCode,
    /// `]Q3` and `]Q4`: QR code with GS1 application identifiers.
    Gs1QrCode,
    /// `]R` and `]S`.
    Straight2of5,
    /// `]U`.
    MaxiCode,
    /// `]z`.
    Aztec,
}

impl Symbology {
    /// Returns the lower-case word used in logs and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code39 => "code39",
            Self::Code128 => "code128",
            Self::Gs1128 => "gs1-128",
            Self::DataMatrix => "data-matrix",
            Self::Ean13 => "ean13",
            Self::Gs1DataMatrix => "gs1-data-matrix",
            Self::UpcE => "upc-e",
            Self::Ean8 => "ean8",
            Self::Gs1DataBar => "gs1-databar",
            Self::Codabar => "codabar",
            Self::Code93 => "code93",
            Self::Code11 => "code11",
            Self::Interleaved2of5 => "interleaved-2of5",
            Self::Pdf417 => "pdf417",
            Self::Msi => "msi",
            Self::QrCode => "qr",
            Self::Gs1QrCode => "gs1-qr",
            Self::Straight2of5 => "straight-2of5",
            Self::MaxiCode => "maxicode",
            Self::Aztec => "aztec",
        }
    }
}

/// Cuts a known identifier from the front; data that only looks like one is left alone.
pub(crate) fn split(scan: &[u8]) -> (Option<Symbology>, &[u8]) {
    let [b']', letter, modifier, data @ ..] = scan else {
        return (None, scan);
    };
    if !modifier.is_ascii_alphanumeric() {
        return (None, scan);
    }
    let symbology = match (letter, modifier) {
        (b'A', _) => Symbology::Code39,
        (b'C', b'1') => Symbology::Gs1128,
        (b'C', _) => Symbology::Code128,
        (b'd', b'2' | b'5') => Symbology::Gs1DataMatrix,
        (b'd', _) => Symbology::DataMatrix,
        (b'E', b'4') => Symbology::Ean8,
        (b'E', _) => Symbology::Ean13,
        (b'e', _) => Symbology::Gs1DataBar,
        (b'F', _) => Symbology::Codabar,
        (b'G', _) => Symbology::Code93,
        (b'H', _) => Symbology::Code11,
        (b'I', _) => Symbology::Interleaved2of5,
        (b'L', _) => Symbology::Pdf417,
        (b'M', _) => Symbology::Msi,
        (b'Q', b'3' | b'4') => Symbology::Gs1QrCode,
        (b'Q', _) => Symbology::QrCode,
        (b'R' | b'S', _) => Symbology::Straight2of5,
        (b'U', _) => Symbology::MaxiCode,
        (b'z', _) => Symbology::Aztec,
        _ => return (None, scan),
    };
    (Some(symbology), data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_cut_and_lookalikes_kept() {
        let cases: [(&[u8], Option<Symbology>, &[u8]); 12] = [
            (
                b"]C1010950600013435",
                Some(Symbology::Gs1128),
                b"010950600013435",
            ),
            (b"]C0AB12", Some(Symbology::Code128), b"AB12"),
            (
                b"]A0WVWZZZ1JZ3W386752",
                Some(Symbology::Code39),
                b"WVWZZZ1JZ3W386752",
            ),
            (
                b"]E04006381333931",
                Some(Symbology::Ean13),
                b"4006381333931",
            ),
            (b"]E496385074", Some(Symbology::Ean8), b"96385074"),
            (b"]d1", Some(Symbology::DataMatrix), b""),
            (b"]d2", Some(Symbology::Gs1DataMatrix), b""),
            (b"]Q3x", Some(Symbology::Gs1QrCode), b"x"),
            (b"4006381333931", None, b"4006381333931"),
            (b"]?9abc", None, b"]?9abc"),
            (b"]C-1", None, b"]C-1"),
            (b"]C", None, b"]C"),
        ];
        for (scan, symbology, data) in cases {
            assert_eq!(split(scan), (symbology, data), "{scan:?}");
        }
    }
}
