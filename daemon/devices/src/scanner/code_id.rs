//! What a scanner sends before the data to say which code it read, in the language of its maker.

use super::{Symbology, aim};

/// The language of the identifiers, as the scanner was set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodeId {
    /// AIM identifiers, cut where there is one: safe also for scanners that send none.
    #[default]
    Aim,
    /// One letter (Honeywell, formerly Hand Held Products).
    Honeywell,
    /// One letter, or `P` and two digits (Zebra, formerly Symbol).
    Zebra,
    /// One or two characters: Datalogic's set for the Americas, in which EAN-13 is `F`.
    Datalogic,
    /// Datalogic's set for Europe, in which EAN-13 is `B`.
    DatalogicEurope,
    /// Nothing is cut.
    None,
}

/// An identifier and the family, where we have a name for it; cut in any case.
type Row = (&'static [u8], Option<Symbology>);

/// Honeywell's user guides, chart of symbologies.
const HONEYWELL: &[Row] = &[
    (b"z", Some(Symbology::Aztec)),
    (b"a", Some(Symbology::Codabar)),
    (b"h", Some(Symbology::Code11)),
    (b"j", Some(Symbology::Code128)),
    (b"<", None),
    (b"b", Some(Symbology::Code39)),
    (b"i", Some(Symbology::Code93)),
    (b"w", Some(Symbology::DataMatrix)),
    (b"d", Some(Symbology::Ean13)),
    (b"D", Some(Symbology::Ean8)),
    (b"c", Some(Symbology::Ean13)),
    (b"E", Some(Symbology::UpcE)),
    (b"I", Some(Symbology::Gs1128)),
    (b"y", Some(Symbology::Gs1DataBar)),
    (b"{", Some(Symbology::Gs1DataBar)),
    (b"}", Some(Symbology::Gs1DataBar)),
    (b"e", Some(Symbology::Interleaved2of5)),
    (b"f", Some(Symbology::Straight2of5)),
    (b"m", None),
    (b"Y", None),
    (b"g", Some(Symbology::Msi)),
    (b"x", Some(Symbology::MaxiCode)),
    (b"r", Some(Symbology::Pdf417)),
    (b"R", None),
    (b"s", Some(Symbology::QrCode)),
    (b"t", None),
    (b"T", None),
    (b"H", None),
];

/// Zebra's product reference guides, table of symbol code identifiers.
const ZEBRA: &[Row] = &[
    (b"P00", Some(Symbology::DataMatrix)),
    (b"P01", Some(Symbology::QrCode)),
    (b"P02", Some(Symbology::MaxiCode)),
    (b"P0G", Some(Symbology::Gs1DataMatrix)),
    (b"P0H", None),
    (b"P0Q", Some(Symbology::Gs1QrCode)),
    // UPC and EAN of every length: what it is follows from the length.
    (b"A", Some(Symbology::Ean13)),
    (b"B", Some(Symbology::Code39)),
    (b"C", Some(Symbology::Codabar)),
    (b"D", Some(Symbology::Code128)),
    (b"E", Some(Symbology::Code93)),
    (b"F", Some(Symbology::Interleaved2of5)),
    (b"G", Some(Symbology::Straight2of5)),
    (b"H", Some(Symbology::Code11)),
    (b"J", Some(Symbology::Msi)),
    (b"K", Some(Symbology::Gs1128)),
    (b"L", Some(Symbology::Ean13)),
    (b"M", None),
    (b"N", None),
    (b"R", Some(Symbology::Gs1DataBar)),
    (b"S", None),
    (b"T", None),
    (b"U", None),
    (b"X", Some(Symbology::Pdf417)),
    (b"z", Some(Symbology::Aztec)),
];

/// Datalogic's reference guides, pre-loaded label identifiers, set of the USA. GS1-128 has none.
const DATALOGIC: &[Row] = &[
    (b"FF", Some(Symbology::Ean8)),
    (b"Az", Some(Symbology::Aztec)),
    (b"CE", Some(Symbology::Code11)),
    (b"Dm", Some(Symbology::DataMatrix)),
    (b"QR", Some(Symbology::QrCode)),
    (b"MC", Some(Symbology::MaxiCode)),
    (b"mP", None),
    (b"R4", Some(Symbology::Gs1DataBar)),
    (b"RL", Some(Symbology::Gs1DataBar)),
    (b"RX", Some(Symbology::Gs1DataBar)),
    (b"IA", Some(Symbology::Straight2of5)),
    (b"$Q", None),
    (b"F", Some(Symbology::Ean13)),
    (b"A", Some(Symbology::Ean13)),
    (b"E", Some(Symbology::UpcE)),
    (b"%", Some(Symbology::Codabar)),
    (b"#", Some(Symbology::Code128)),
    (b"*", Some(Symbology::Code39)),
    (b"&", Some(Symbology::Code93)),
    (b"i", Some(Symbology::Interleaved2of5)),
    (b"@", Some(Symbology::Msi)),
    (b"P", Some(Symbology::Pdf417)),
    (b"W", Some(Symbology::Straight2of5)),
];

/// The same guides, set of Europe.
const DATALOGIC_EUROPE: &[Row] = &[
    (b"A", Some(Symbology::Ean8)),
    (b"J", Some(Symbology::Ean8)),
    (b"K", Some(Symbology::Ean8)),
    (b"B", Some(Symbology::Ean13)),
    (b"L", Some(Symbology::Ean13)),
    (b"M", Some(Symbology::Ean13)),
    (b"C", Some(Symbology::Ean13)),
    (b"D", Some(Symbology::UpcE)),
    (b"R", Some(Symbology::Codabar)),
    (b"b", Some(Symbology::Code11)),
    (b"T", Some(Symbology::Code128)),
    (b"k", Some(Symbology::Gs1128)),
    (b"V", Some(Symbology::Code39)),
    (b"W", Some(Symbology::Code39)),
    (b"U", Some(Symbology::Code93)),
    (b"N", Some(Symbology::Interleaved2of5)),
    (b"P", Some(Symbology::Straight2of5)),
    (b"Z", Some(Symbology::Msi)),
    (b"t", Some(Symbology::Gs1DataBar)),
    (b"u", Some(Symbology::Gs1DataBar)),
    (b"v", Some(Symbology::Gs1DataBar)),
    (b"r", Some(Symbology::Pdf417)),
    (b"w", Some(Symbology::DataMatrix)),
    (b"y", Some(Symbology::QrCode)),
    (b"x", Some(Symbology::MaxiCode)),
    (b"!", Some(Symbology::Aztec)),
];

/// Cuts a known identifier from the front; data without one is left alone.
pub(crate) fn split(code_id: CodeId, scan: &[u8]) -> (Option<Symbology>, &[u8]) {
    let rows = match code_id {
        CodeId::Aim => return aim::split(scan),
        CodeId::None => return (None, scan),
        CodeId::Honeywell => HONEYWELL,
        CodeId::Zebra => ZEBRA,
        CodeId::Datalogic => DATALOGIC,
        CodeId::DatalogicEurope => DATALOGIC_EUROPE,
    };
    let mut found = rows
        .iter()
        .filter_map(|(id, symbology)| Some((*symbology, scan.strip_prefix(*id)?)));
    found.next().unwrap_or((None, scan))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_makers_identifiers_are_cut() {
        use CodeId::{Aim, Datalogic, DatalogicEurope, Honeywell, Zebra};
        use Symbology::{Code128, Ean8, Ean13, Gs1DataMatrix, Interleaved2of5, Pdf417, QrCode};
        type Case = (CodeId, &'static [u8], Option<Symbology>, &'static [u8]);
        let cases: [Case; 14] = [
            (Honeywell, b"d4006381333931", Some(Ean13), b"4006381333931"),
            (Honeywell, b"jAB12", Some(Code128), b"AB12"),
            (Honeywell, b"<A123", None, b"A123"),
            (Zebra, b"A96385074", Some(Ean13), b"96385074"),
            (Zebra, b"P01hello", Some(QrCode), b"hello"),
            (Zebra, b"P0G01", Some(Gs1DataMatrix), b"01"),
            (Zebra, b"X@\n", Some(Pdf417), b"@\n"),
            (Datalogic, b"FF96385074", Some(Ean8), b"96385074"),
            (Datalogic, b"F4006381333931", Some(Ean13), b"4006381333931"),
            (Datalogic, b"i12", Some(Interleaved2of5), b"12"),
            (
                DatalogicEurope,
                b"B4006381333931",
                Some(Ean13),
                b"4006381333931",
            ),
            (DatalogicEurope, b"A96385074", Some(Ean8), b"96385074"),
            (Aim, b"jAB12", None, b"jAB12"),
            (CodeId::None, b"]C0AB", None, b"]C0AB"),
        ];
        for (code_id, scan, symbology, data) in cases {
            assert_eq!(
                split(code_id, scan),
                (symbology, data),
                "{code_id:?} {scan:?}"
            );
        }
    }

    #[test]
    fn no_row_hides_a_later_one() {
        for rows in [HONEYWELL, ZEBRA, DATALOGIC, DATALOGIC_EUROPE] {
            for (at, (id, _)) in rows.iter().enumerate() {
                let first = rows.iter().position(|(other, _)| id.starts_with(other));
                assert_eq!(first, Some(at), "{}", String::from_utf8_lossy(id));
            }
        }
    }
}
