//! Places on a label in hundredths of what lies between its margins, so that one layout does for every size.

use paper::label::{Area, Dpi, Field, Label, TextField, lay_out};
use paper::{Align, Barcode, DataMatrix, Symbol, Symbology};

use super::LabelSize;
use crate::DocumentError;

/// White at each edge, which no label printer hits exactly.
const MARGIN_UM: u32 = 1_500;

/// A label being filled. Empty texts take no place.
pub(super) struct Sheet {
    label: Label,
}

impl Sheet {
    pub(super) fn new(size: LabelSize) -> Self {
        let label = Label::mm(size.width_mm.into(), size.height_mm.into());
        Self { label }
    }

    pub(super) fn label(self) -> Label {
        self.label
    }

    fn area(&self, x: u32, y: u32, width: u32, height: u32) -> Area {
        let across = self.label.width_um.saturating_sub(2 * MARGIN_UM);
        let down = self.label.height_um.saturating_sub(2 * MARGIN_UM);
        let part = |of: u32, share: u32| {
            let um = u64::from(of) * u64::from(share) / 100;
            u32::try_from(um).unwrap_or(u32::MAX)
        };
        Area {
            x_um: MARGIN_UM + part(across, x),
            y_um: MARGIN_UM + part(down, y),
            width_um: part(across, width),
            height_um: part(down, height),
        }
    }

    fn put(&mut self, text: &str, field: TextField) {
        if !text.is_empty() {
            self.label.fields.push(Field::Text(TextField {
                text: text.to_owned(),
                // A line is a quarter higher than its letters.
                size_um_max: field.area.height_um / u32::from(field.lines_max) * 4 / 5,
                size_um_min: 1_600,
                ..field
            }));
        }
    }

    /// One line, cut when it is too long.
    pub(super) fn text(&mut self, x: u32, y: u32, width: u32, height: u32, text: Option<&str>) {
        let area = self.area(x, y, width, height);
        self.put(text.unwrap_or_default(), TextField::new(area, ""));
    }

    /// One line that stands out, cut when it is too long.
    pub(super) fn bold(&mut self, x: u32, y: u32, width: u32, height: u32, text: Option<&str>) {
        let area = self.area(x, y, width, height);
        self.put(text.unwrap_or_default(), TextField::new(area, "").bold());
    }

    /// One line at the right.
    pub(super) fn right(&mut self, x: u32, y: u32, width: u32, height: u32, text: &str) {
        let area = self.area(x, y, width, height);
        let field = TextField::new(area, "").bold().aligned(Align::Right);
        self.put(text, field);
    }

    /// One line in the middle.
    pub(super) fn centered(&mut self, x: u32, y: u32, width: u32, height: u32, text: &str) {
        let area = self.area(x, y, width, height);
        self.put(text, TextField::new(area, "").aligned(Align::Center));
    }

    /// A number, date or price: not whole, it would be wrong.
    pub(super) fn whole(
        &mut self,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
        text: &str,
        align: Align,
    ) {
        let area = self.area(x, y, width, height);
        let field = TextField::new(area, "").bold().aligned(align).whole();
        self.put(text, field);
    }

    /// Up to two lines.
    pub(super) fn lines(&mut self, x: u32, y: u32, width: u32, height: u32, text: &str) {
        let area = self.area(x, y, width, height);
        self.put(text, TextField::new(area, "").lines(2));
    }

    /// Bars where they fit the width on a coarse head, else a Data Matrix, which says the same on less.
    pub(super) fn code(
        &mut self,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
        data: &str,
    ) -> Result<(), DocumentError> {
        let area = self.area(x, y, width, height);
        let bars = Barcode::try_new(Symbology::Code128, data).ok();
        let bars = bars
            .map(Symbol::Barcode)
            .filter(|bars| self.fits(bars, area));
        match bars {
            Some(bars) => self.symbol(area, bars),
            None => self.matrix(area, data)?,
        }
        Ok(())
    }

    /// A Data Matrix.
    pub(super) fn square(
        &mut self,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
        data: &str,
    ) -> Result<(), DocumentError> {
        let area = self.area(x, y, width, height);
        self.matrix(area, data)
    }

    fn matrix(&mut self, area: Area, data: &str) -> Result<(), DocumentError> {
        let code = DataMatrix::try_new(data).map_err(|_| DocumentError::Code(data.to_owned()))?;
        self.symbol(area, Symbol::DataMatrix(code));
        Ok(())
    }

    fn symbol(&mut self, area: Area, symbol: Symbol) {
        self.label.fields.push(Field::Symbol {
            area,
            symbol,
            align: Align::Center,
        });
    }

    fn fits(&self, symbol: &Symbol, area: Area) -> bool {
        let alone = Label {
            fields: vec![Field::Symbol {
                area,
                symbol: symbol.clone(),
                align: Align::Center,
            }],
            ..self.label.clone()
        };
        lay_out(&alone, Dpi::Dpi203).is_ok()
    }
}
