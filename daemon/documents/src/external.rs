//! Documents of outside programs: a few neutral elements, turned into a document for one roll.
//!
//! Knows no wire format; who receives the document converts it to [`ExternalElement`]s first.

use paper::{
    Align, Barcode, BarcodeError, Cell, Document, PaperWidth, Qr, QrCorrection, QrError, Run,
    Style, Symbology,
};

/// One thing in an outside program's document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExternalElement {
    /// A paragraph; long lines wrap.
    Text {
        /// What it says.
        text: String,
        /// Where it stands.
        align: Align,
        /// Emphasised.
        bold: bool,
        /// Twice as wide and high.
        large: bool,
    },
    /// Something at the left and something at the right of one line.
    Pair {
        /// At the left.
        left: String,
        /// At the right.
        right: String,
    },
    /// A line across the paper.
    Rule,
    /// This many blank lines.
    Feed(u8),
    /// A Code 128 barcode of printable ASCII.
    Barcode(String),
    /// A QR code of any text.
    Qr(String),
    /// A cut.
    Cut,
}

/// An element that cannot be printed. Positions count from 0, as the elements were sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExternalError {
    /// The text does not fit a Code 128 barcode.
    #[error("encoding the barcode of element {index}")]
    Barcode {
        /// Which element.
        index: usize,
        /// Why.
        #[source]
        source: BarcodeError,
    },
    /// The text does not fit a QR code.
    #[error("encoding the QR code of element {index}")]
    Qr {
        /// Which element.
        index: usize,
        /// Why.
        #[source]
        source: QrError,
    },
}

impl ExternalError {
    /// Returns the position of the element, from 0.
    #[must_use]
    pub const fn index(&self) -> usize {
        match self {
            Self::Barcode { index, .. } | Self::Qr { index, .. } => *index,
        }
    }
}

/// Turns an outside program's elements into a document, in their order; adds nothing of its own.
///
/// # Errors
/// [`ExternalError`] naming the first element whose barcode or QR code cannot be made.
pub fn external(
    width: PaperWidth,
    elements: &[ExternalElement],
) -> Result<Document, ExternalError> {
    let mut document = Document::new(width);
    for (index, element) in elements.iter().enumerate() {
        match element {
            ExternalElement::Text {
                text,
                align,
                bold,
                large,
            } => {
                let style = if *large { Style::LARGE } else { Style::PLAIN };
                let style = if *bold { style.bold() } else { style };
                document.text(*align, [Run::new(text.as_str(), style)]);
            }
            ExternalElement::Pair { left, right } => {
                document.columns([Cell::left(left.as_str()), Cell::right(right.as_str())]);
            }
            ExternalElement::Rule => {
                document.rule();
            }
            ExternalElement::Feed(lines) => {
                document.feed(*lines);
            }
            ExternalElement::Barcode(data) => {
                let barcode = Barcode::try_new(Symbology::Code128, data)
                    .map_err(|source| ExternalError::Barcode { index, source })?;
                document.barcode(barcode);
            }
            ExternalElement::Qr(data) => {
                let qr = Qr::try_new(data.as_bytes(), QrCorrection::M)
                    .map_err(|source| ExternalError::Qr { index, source })?;
                document.qr(qr);
            }
            ExternalElement::Cut => {
                document.cut();
            }
        }
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use paper::escpos::{Profile, encode, print};

    fn text(text: &str, align: Align, bold: bool, large: bool) -> ExternalElement {
        ExternalElement::Text {
            text: text.to_owned(),
            align,
            bold,
            large,
        }
    }

    #[test]
    fn every_element_reaches_the_paper_in_order() {
        let elements = [
            text("WORK ORDER", Align::Center, true, true),
            ExternalElement::Rule,
            ExternalElement::Pair {
                left: "Bay".to_owned(),
                right: "3".to_owned(),
            },
            ExternalElement::Feed(2),
            ExternalElement::Barcode("WO-17".to_owned()),
            ExternalElement::Qr("https://example.org/wo/17 – ä".to_owned()),
            text("ok", Align::Right, false, false),
            ExternalElement::Cut,
            text("second", Align::Left, false, false),
        ];
        let document = external(PaperWidth::Mm80, &elements).unwrap();
        let profile = Profile::epson_80mm();
        let tickets = print(&profile, &encode(&document, &profile));
        assert_eq!(tickets.len(), 2);
        let rule = "─".repeat(48);
        let bay = format!("Bay{}3", " ".repeat(44));
        assert_eq!(tickets[0].text_lines(), ["WORK ORDER", &rule, &bay, "ok"]);
        assert_eq!(
            tickets[0].barcodes().next().map(Barcode::data),
            Some("WO-17")
        );
        let qr = tickets[0].qrs().next().unwrap();
        assert_eq!(qr.data(), "https://example.org/wo/17 – ä".as_bytes());
        assert!(tickets[0].cut.is_some() && tickets[1].cut.is_none());
        assert_eq!(tickets[1].text_lines(), ["second"]);
        let paper::PrintedLine::Text(title) = &tickets[0].lines[0] else {
            panic!("no title")
        };
        assert_eq!(
            (title.align, title.spans[0].style),
            (Align::Center, Style::LARGE.bold())
        );
    }

    #[test]
    fn an_element_that_cannot_be_encoded_is_named() {
        let at_two = |bad: ExternalElement| {
            let fine = ExternalElement::Rule;
            external(PaperWidth::Mm58, &[fine.clone(), fine, bad]).unwrap_err()
        };
        for data in ["", "é", &"A".repeat(81)] {
            let error = at_two(ExternalElement::Barcode(data.to_owned()));
            assert!(
                matches!(error, ExternalError::Barcode { index: 2, .. }),
                "{data}: {error}"
            );
        }
        for data in ["", &"x".repeat(3_000)] {
            let error = at_two(ExternalElement::Qr(data.to_owned()));
            assert!(
                matches!(error, ExternalError::Qr { index: 2, .. }),
                "{error}"
            );
            assert_eq!(error.index(), 2);
        }
        assert_eq!(
            at_two(ExternalElement::Barcode(String::new())).to_string(),
            "encoding the barcode of element 2"
        );
    }
}
